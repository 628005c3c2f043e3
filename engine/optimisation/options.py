"""Options that every study of a least-squares problem has: problem, data, robust kernel, two parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.geometry.kernels import KernelName
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP

ProblemName = Literal["exponential", "line", "sine", "pose-2d", "camera"]


@dataclass(frozen=True)
class ProblemOptions:
    """A problem with its data, its energy and the two parameters of its map."""

    problem: ProblemName = option(
        "exponential",
        QT_TRANSLATE_NOOP(
            "options",
            "What is fitted. The line is linear in its parameters; the sine has many local minima.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Problem"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "exponential"),
            QT_TRANSLATE_NOOP("options", "line"),
            QT_TRANSLATE_NOOP("options", "sine"),
            QT_TRANSLATE_NOOP("options", "2-D pose"),
            QT_TRANSLATE_NOOP("options", "camera"),
        ),
    )
    outliers: float = option(
        0.15,
        QT_TRANSLATE_NOOP("options", "The part of the observations that are far off."),
        label=QT_TRANSLATE_NOOP("options", "Outliers"),
        minimum=0.0,
        maximum=0.6,
        step=0.05,
    )
    noise: float = option(
        0.04,
        QT_TRANSLATE_NOOP(
            "options", "Standard deviation of the observations' noise, as a part of the observations' spread."
        ),
        label=QT_TRANSLATE_NOOP("options", "Noise"),
        minimum=0.0,
        maximum=0.5,
        step=0.01,
    )
    kernel: KernelName = option(
        "none",
        QT_TRANSLATE_NOOP("options", "The robust kernel: how little a large residual counts. none: its square."),
        label=QT_TRANSLATE_NOOP("options", "Robust kernel"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "none"),
            "Huber",
            "Cauchy",
            "Tukey",
            "Geman-McClure",
        ),
    )
    kernel_width: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "The residual from which the kernel holds back, in the unit of the residuals. 0: chosen from the noise.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Kernel width"),
        minimum=0.0,
        maximum=1000.0,
        step=0.01,
        advanced=True,
    )
    seed: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "The seed of the noise and the outliers."),
        label=QT_TRANSLATE_NOOP("options", "Seed"),
        minimum=0,
        maximum=10**6,
        step=1,
        advanced=True,
    )
    x_axis: str = option(
        "",
        QT_TRANSLATE_NOOP("options", "The parameter along the map of the energy. Empty: the problem's own choice."),
        label=QT_TRANSLATE_NOOP("options", "Across the map"),
        asked=True,
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
        advanced=True,
    )
    y_axis: str = option(
        "",
        QT_TRANSLATE_NOOP("options", "The parameter up the map of the energy. Empty: the problem's own choice."),
        label=QT_TRANSLATE_NOOP("options", "Up the map"),
        asked=True,
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
        advanced=True,
    )
