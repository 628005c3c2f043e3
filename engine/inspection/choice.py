"""What a request means for the network it meets: its layer, its class, its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.data.notes import Note
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Hashable

    from engine.data.image import Image
    from engine.networks.opened import OpenedNetwork


SOFTMAX = "softmax"
"""The layer's name that asks for the probabilities, computed from the network's logits."""


def is_softmax(network: OpenedNetwork, layer: str) -> bool:
    """Whether ``layer`` asks for the probabilities, and not for a module that happens to be called so."""
    return layer == SOFTMAX and network.layer(SOFTMAX) is None


def chosen_layer(network: OpenedNetwork, asked: str, default: str) -> tuple[str, tuple[str, ...]]:
    """(the layer's path, notes): the asked one, or ``default`` where it is empty or not in this network.

    Raises
    ------
    InputError
        The default is called for and there is none.
    """
    if asked and any(asked == path for path, _ in network.module.named_modules() if path):
        return asked, ()
    if not default:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "No layer of {network} gives maps with rows and columns, so there is none to show."
            ),
            network=network.title,
        )
    if not asked:
        return default, ()
    template = QT_TRANSLATE_NOOP("errors", "The layer {layer} is not in this network; the default {default} is shown.")
    return default, (Note(template, layer=asked, default=default),)


def chosen_class(asked: int, classes: int, top: int) -> tuple[int, tuple[str, ...]]:
    """(class index, notes): the asked one, or the network's own answer ``top`` where there is no such class."""
    if 0 <= asked < classes:
        return asked, ()
    if asked < 0:
        return top, ()
    template = QT_TRANSLATE_NOOP("errors", "This network has no class {number}; its own answer is explained.")
    return top, (Note(template, number=asked),)


def picture_key(image: Image, options: Any) -> tuple[Hashable, ...]:
    """What a network's activations depend on besides the network: the pixels and the options of ``PictureOptions``."""
    return (image.digest, options.fit, options.normalisation, tuple(options.mean), tuple(options.std))
