"""The options of what is compared between two RGB-D pictures."""

from __future__ import annotations

from dataclasses import dataclass

from engine.geometry.kernels import KernelName
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


@dataclass(frozen=True)
class RgbdEnergyOptions(RgbdOptions):
    """How residuals are weighed."""

    kernel: KernelName = option(
        "cauchy",
        QT_TRANSLATE_NOOP(
            "options",
            "How little a large residual counts. The Cauchy kernel's weights are about those of Kerl's t-distribution.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Kernel"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "none"),
            QT_TRANSLATE_NOOP("options", "Huber"),
            QT_TRANSLATE_NOOP("options", "Cauchy"),
            QT_TRANSLATE_NOOP("options", "Tukey"),
            QT_TRANSLATE_NOOP("options", "Geman-McClure"),
        ),
    )
    share: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "hybrid: the depth energy's share, for greys from 0 to 1 and metres. 0: each energy by the spread of its "
            "residuals at the start of the level.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Depth share"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    brightness: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Give the first picture's greys the second's mean and spread before each step."),
        label=QT_TRANSLATE_NOOP("options", "Match brightness"),
        advanced=True,
    )
