"""Which network a name means: timm's where timm has it, else torchvision's, else Vitrine's own."""

from __future__ import annotations

import difflib
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import InputError
from engine.networks.own import own_networks
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.text import QT_TRANSLATE_NOOP
from engine.weights.cards import Card, card_beside, card_named, known_cards

Library = Literal["timm", "torchvision", "vitrine"]


@dataclass(frozen=True)
class Resolved:
    """A network's ``name`` in its ``library``.

    ``tag`` is of timm's weights, ``card`` of own weights, where the name gave them.
    ``asked_library``: the name began with ``timm/`` or ``torchvision/``, so no other library will do.
    """

    name: str
    library: Library
    tag: str = ""
    card: Card | None = None
    asked_library: bool = False


def resolve(name: str) -> Resolved:
    """The network that ``name`` means.

    ``timm/NAME`` and ``torchvision/NAME`` ask for that library; ``NAME.TAG`` for timm's weights of that tag; the name
    of bundled weights, or the path of a weights file with its card, for that network with those weights. Vitrine's own
    names are looked up first, because neither library has one of them (a test holds that), so that opening them
    imports neither.

    Raises
    ------
    InputError
        No library has a classifier of that name.
    """
    name = name.strip()
    library, slash, rest = name.partition("/")
    if slash and library in ("timm", "torchvision", "vitrine"):
        found = {"timm": _of_timm, "torchvision": _of_torchvision, "vitrine": _own}[library](rest)
        if found is None:
            raise _unknown(name, rest)
        return Resolved(found.name, found.library, found.tag, found.card, asked_library=True)
    own = _own(name)
    if own is None and name.endswith(".safetensors") and Path(name).is_file():
        card = card_beside(Path(name))
        if card is not None and card.network in own_networks():
            own = Resolved(card.network, "vitrine", card=card)
    found = own or _of_timm(name) or _of_torchvision(name)
    if found is None:
        raise _unknown(name, name)
    return found


def _own(name: str) -> Resolved | None:
    if name in own_networks():
        return Resolved(name, "vitrine")
    card = card_named(name)
    if card is not None and card.network in own_networks():
        return Resolved(card.network, "vitrine", card=card)
    return None


def _of_timm(name: str) -> Resolved | None:
    timm = load_timm()
    architecture, _, tag = name.partition(".")
    if not timm.is_model(architecture):
        return None
    if tag and tag not in _tags(architecture):
        return None
    return Resolved(architecture, "timm", tag)


@functools.cache
def torchvision_names() -> frozenset[str]:
    """Torchvision's classifiers of pictures."""
    models = load_torchvision().models
    return frozenset(models.list_models(module=models))


@functools.cache
def _other_torchvision_names() -> frozenset[str]:
    return frozenset(load_torchvision().models.list_models()) - torchvision_names()


def _of_torchvision(name: str) -> Resolved | None:
    if name in torchvision_names():
        return Resolved(name, "torchvision")
    if name in _other_torchvision_names():
        raise not_a_classifier(name)
    return None


def not_a_classifier(name: str) -> InputError:
    """The sentence for a network that answers with something else than one number a class."""
    return InputError(
        QT_TRANSLATE_NOOP(
            "errors",
            "{network} is not a classifier of pictures (it detects, segments, tracks, needs films, or only gives "
            "features), so it "
            "cannot be opened here.",
        ),
        network=name,
    )


def other_library(found: Resolved) -> Resolved | None:
    """The other library's network of the same name, where there is one and the name did not ask for a library."""
    if found.asked_library or found.library == "vitrine":
        return None
    if found.library == "timm":
        return Resolved(found.name, "torchvision") if found.name in torchvision_names() else None
    return None  # a torchvision network is opened only where timm has none of its name


def _unknown(asked: str, name: str) -> InputError:
    """The sentence for an unknown name, with the closest known ones."""
    close = close_names(name)
    if not close:
        return InputError(QT_TRANSLATE_NOOP("errors", "There is no network {name}."), name=asked)
    return InputError(
        QT_TRANSLATE_NOOP("errors", "There is no network {name}; close to it are {close}."),
        name=asked,
        close=", ".join(close),
    )


def close_names(name: str, count: int = 4) -> list[str]:
    """Known names that look like ``name``, the closest first; case, dashes and underscores do not count."""

    def plain(text: str) -> str:
        return "".join(c for c in text.lower() if c.isalnum() or c == ".")

    timm = load_timm()
    architecture = name.partition(".")[0]
    names = [f"{architecture}.{tag}" for tag in _tags(architecture)] if timm.is_model(architecture) else []
    names += [
        *own_networks(),
        *(card.name for card in known_cards()),
        *sorted(torchvision_names()),
        *timm.list_models(),
    ]
    by_plain: dict[str, str] = {}
    for known in names:
        by_plain.setdefault(plain(known), known)
    return [by_plain[match] for match in difflib.get_close_matches(plain(name), by_plain, count, 0.6)]


def _tags(network: str) -> tuple[str, ...]:
    from engine.weights.official import timm_weights

    return timm_weights(network)
