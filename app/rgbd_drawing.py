"""How the RGB-D alignment is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Drawing:
    """How the planes are drawn; nothing is computed again."""

    residual: float = option(
        0.2,
        QT_TRANSLATE_NOOP("options", "The grey residual that has the full colour, of greys from 0 to 1."),
        label=QT_TRANSLATE_NOOP("options", "Residual scale"),
        minimum=0.02,
        maximum=1.0,
        step=0.02,
    )
    slope: float = option(
        0.1,
        QT_TRANSLATE_NOOP("options", "The slope that has the full colour, greys per pixel."),
        label=QT_TRANSLATE_NOOP("options", "Slope scale"),
        minimum=0.01,
        maximum=0.5,
        step=0.01,
    )
    depth: float = option(
        0.05,
        QT_TRANSLATE_NOOP("options", "The depth residual that has the full colour."),
        label=QT_TRANSLATE_NOOP("options", "Depth scale"),
        unit="m",
        minimum=0.005,
        maximum=0.5,
        step=0.005,
    )
    planes: Literal["slopes", "depth"] = option(
        "slopes",
        QT_TRANSLATE_NOOP("options", "What the two small pictures show: slopes along x and y, or depth and weights."),
        label=QT_TRANSLATE_NOOP("options", "Small pictures"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "slopes"), QT_TRANSLATE_NOOP("options", "depth and weights")),
    )
    curve: Literal["energy", "rmse", "error"] = option(
        "energy",
        QT_TRANSLATE_NOOP("options", "Which numbers are drawn over the steps; each level has its own piece."),
        label=QT_TRANSLATE_NOOP("options", "Curve"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "energy"),
            QT_TRANSLATE_NOOP("options", "residuals' RMS"),
            QT_TRANSLATE_NOOP("options", "error"),
        ),
    )
    colour: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Show both pictures in colour and full size, or as the level sees them."),
        label=QT_TRANSLATE_NOOP("options", "Pictures in colour"),
    )
