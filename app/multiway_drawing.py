"""How the lab of multiway registration draws: its drawing options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.cloud_stage import CloudDrawing
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Drawing(CloudDrawing):
    """How the maps are drawn; nothing is computed again."""

    crop_z_high: float = option(
        0.8,
        QT_TRANSLATE_NOOP(
            "options", "What is larger in z is cut away, so that a room's ceiling does not hide it: a part of the box."
        ),
        label=QT_TRANSLATE_NOOP("options", "Crop z to"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
    )
    graph: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "The pose graph: a node for each scan, edges as wide as their weights."),
        label=QT_TRANSLATE_NOOP("options", "Pose graph"),
    )
    plain: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "The map without line process beside the one with it."),
        label=QT_TRANSLATE_NOOP("options", "Without line process"),
    )
    unit: Literal["m", "cm", "mm", ""] = option(
        "m",
        QT_TRANSLATE_NOOP("options", "What the files' coordinates are measured in; files seldom say."),
        label=QT_TRANSLATE_NOOP("options", "Unit"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "metre"),
            QT_TRANSLATE_NOOP("options", "centimetre"),
            QT_TRANSLATE_NOOP("options", "millimetre"),
            QT_TRANSLATE_NOOP("options", "unknown"),
        ),
    )
