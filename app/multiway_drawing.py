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
