"""What the options of a network can be: networks, their weights, the layers and classes of the one that is open."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from engine.networks.catalogue import CatalogueEntry, CatalogueWeights, catalogue
from engine.networks.opened import Layer
from engine.networks.opening import opening
from engine.options import Choice
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

STATES = {
    "bundled": QT_TRANSLATE_NOOP("options", "comes with Vitrine"),
    "downloaded": QT_TRANSLATE_NOOP("options", "on this computer"),
    "available": QT_TRANSLATE_NOOP("options", "to be downloaded"),
}
STAGE = QT_TRANSLATE_NOOP("options", "stage")


def network_choices() -> tuple[Choice, ...]:
    """The catalogue's networks: label ``ResNet-50``, note ``ResNet``, their family. Imports no torch."""
    return tuple(Choice(entry.name, entry.title, entry.family) for entry in catalogue())


def weights_choices(network: str, *, features: bool = False) -> tuple[Choice, ...]:
    """The weights of one network, with their state as note; for a network outside the catalogue asks its library.

    ``features`` True also lists weights without a classifier.
    """
    entry = _entry(network)
    weights = entry.weights if entry is not None else _asked(network)
    choices = [Choice(w.name, _label(w), STATES[w.state]) for w in weights if w.classes or features]
    return (*choices, Choice("none", QT_TRANSLATE_NOOP("options", "none: random, from the seed")))


def _label(weights: CatalogueWeights) -> str:
    return f"{weights.name} ({weights.bytes / 1e6:.1f} MB)" if weights.bytes else weights.name


def _entry(network: str) -> CatalogueEntry | None:
    entries = catalogue()
    found = next((entry for entry in entries if entry.name == network), None)
    return found or next((e for e in entries if e.source == "vitrine" and network in (w.name for w in e.weights)), None)


def _asked(network: str) -> tuple[CatalogueWeights, ...]:
    """The weights of a network the catalogue does not list."""
    from engine.networks.naming import resolve
    from engine.weights.official import official, timm_weights, torchvision_weights

    found = resolve(network)
    if found.library == "vitrine":
        entry = _entry(found.name)
        return entry.weights if entry is not None else ()
    known = timm_weights(found.name) if found.library == "timm" else torchvision_weights(found.name)
    of = [official(found.library, found.name, tag) for tag in known]
    return tuple(CatalogueWeights(w.weights, "available", None, w.licence, w.classes) for w in of)


def ask_choices(name: str, options: Any) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``: ``network``, ``weights``, ``layer`` or ``target``.

    A generator with breaths, because layers and classes need the network open. ``layer``: every layer that gives maps,
    the stages first and marked in their note; ``target``: -1 and every class by its index. Other names have no choices.

    Raises
    ------
    InputError
        The network cannot be opened.
    """
    if name == "network":
        return network_choices()
    if name == "weights":
        yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "weights"))
        return weights_choices(options.network)
    if name not in ("layer", "target"):
        return ()
    network = yield from opening(options)
    if name == "target":
        top = Choice(-1, QT_TRANSLATE_NOOP("options", "first answer"))
        return (top, *(Choice(number, text, str(number)) for number, text in enumerate(network.labels)))
    maps = {layer.path: layer for layer in network.layers if layer.layout in ("maps", "maps-last")}
    stages = [Choice(path, f"{path}  {_size(maps[path])}", STAGE) for path in network.stages]
    return (*stages, *(Choice(p, f"{p}  {_size(layer)}") for p, layer in maps.items() if p not in network.stages))


def _size(layer: Layer) -> str:
    """The output's shape in figures: ``64 x 56 x 56``."""
    return " x ".join(map(str, layer.shape))
