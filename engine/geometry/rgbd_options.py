"""The options that the alignment of two RGB-D pictures and the inspection of one pixel share."""

from __future__ import annotations

from dataclasses import dataclass

from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class RgbdOptions:
    """Which two pictures, and how many sizes of them."""

    first: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "The picture that is warped onto the other, counted from 0; it needs a depth."),
        label=QT_TRANSLATE_NOOP("options", "First picture"),
        minimum=0,
        maximum=1_000_000,
        step=1,
    )
    second: int = option(
        1,
        QT_TRANSLATE_NOOP("options", "The picture that is read where the first one's pixels land, counted from 0."),
        label=QT_TRANSLATE_NOOP("options", "Second picture"),
        minimum=0,
        maximum=1_000_000,
        step=1,
    )
    levels: int = option(
        5,
        QT_TRANSLATE_NOOP(
            "options",
            "How often the pictures are halved, plus one. A large motion needs coarse levels to be seen as small.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Pyramid levels"),
        minimum=1,
        maximum=8,
        step=1,
    )
