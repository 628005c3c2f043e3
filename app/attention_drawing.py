"""How the maps of the attention lab are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Drawing:
    """How the maps are drawn; nothing is computed again."""

    scale: Literal["own", "layer"] = option(
        "own",
        QT_TRANSLATE_NOOP("options", "What has the last colour: each head's largest weight, or the largest of all."),
        label=QT_TRANSLATE_NOOP("options", "Scale"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "each head"), QT_TRANSLATE_NOOP("options", "all heads")),
    )
    colours: Literal["inferno", "viridis", "batlow"] = option(
        "inferno",
        QT_TRANSLATE_NOOP("options", "Colour map of the weights, perceptually even."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
    )
    opacity: float = option(
        0.75,
        QT_TRANSLATE_NOOP("options", "How much of the photo the map covers."),
        label=QT_TRANSLATE_NOOP("options", "Opacity"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )
