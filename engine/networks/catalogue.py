"""The networks Vitrine lists: read from a shipped file with the standard library alone; any other opens by its name."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.weights import folders
from engine.weights.cards import bundled_cards, known_cards

FILE = Path(__file__).resolve().parents[2] / "assets" / "catalogue.json"

COURSE = (
    "alexnet",
    "vgg16",
    "vgg16_bn",
    "googlenet",
    "inception_v3",
    "resnet18",
    "resnet50",
    "resnext50_32x4d",
    "densenet121",
    "seresnet50",
    "efficientnet_b0",
    "squeezenet1_1",
    "mobilenetv1_100",
    "mobilenet_v2",
    "mobilenet_v3_large",
    "mobilenetv4_conv_small",
    "shufflenet_v2_x1_0",
    "mnasnet1_0",
    "regnet_y_400mf",
    "convnext_tiny",
    "vit_tiny_patch16_224",
    "vit_small_patch16_224",
    "vit_small_patch16_224.dino",
    "deit_tiny_patch16_224",
    "swin_tiny_patch4_window7_224",
)
"""What ``fetch course`` brings: a network or two of each chapter."""

State = Literal["bundled", "downloaded", "available"]


@dataclass(frozen=True)
class CatalogueWeights:
    """Weights of a listed network: where they are now, the size of their file, their licence.

    ``bytes`` is None where the size is not known before the file is here. ``classes`` 0 means features without a
    classifier.
    """

    name: str
    state: State
    bytes: int | None
    licence: str
    classes: int


@dataclass(frozen=True)
class CatalogueEntry:
    """One listed network.

    ``source`` is its library, ``input_size`` (channels, height, width), ``parameters`` the number it has with its
    library's own number of classes.
    """

    name: str
    title: str
    family: str
    source: Literal["timm", "torchvision", "vitrine"]
    parameters: int
    input_size: tuple[int, int, int]
    weights: tuple[CatalogueWeights, ...]


@functools.cache
def _listed() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(FILE.read_text(encoding="utf-8"))["networks"]) if FILE.is_file() else ()


def title_of(name: str) -> str:
    """The name people give a network: ``ResNet-50``; the name itself where the catalogue does not list it."""
    return next((str(entry["title"]) for entry in _listed() if entry["name"] == name), name)


def catalogue() -> tuple[CatalogueEntry, ...]:
    """The listed networks with the state of their weights on this computer now. Imports no torch."""
    present = _present()
    return tuple(
        CatalogueEntry(
            entry["name"],
            entry["title"],
            entry["family"],
            entry["source"],
            entry["parameters"],
            tuple(entry["input_size"]),
            _own_weights(entry["name"])
            if entry["source"] == "vitrine"
            else tuple(_weights(weights, present) for weights in entry["weights"]),
        )
        for entry in _listed()
    )


def _own_weights(network: str) -> tuple[CatalogueWeights, ...]:
    bundled = {card.name for card in bundled_cards()}
    return tuple(
        CatalogueWeights(
            card.name,
            "bundled" if card.name in bundled else "downloaded",
            card.file.stat().st_size,
            card.licence,
            len(card.classes),
        )
        for card in known_cards()
        if card.network == network
    )


def _weights(weights: dict[str, Any], present: dict[str, int]) -> CatalogueWeights:
    size = next((present[name] for name in (weights["file"], *weights["also"]) if name in present), None)
    state: State = "available" if size is None else "downloaded"
    return CatalogueWeights(weights["name"], state, size, weights["licence"], weights["classes"])


def _present() -> dict[str, int]:
    """The sizes in bytes of the files in the packs and caches, by name."""
    sizes: dict[str, int] = {}
    for folder in (*folders.files_to_search(), *folders.pack_folders()):
        try:
            sizes.update({path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()})
        except OSError:
            continue
    return sizes
