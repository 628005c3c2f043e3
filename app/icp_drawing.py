"""How the ICP lab draws: its drawing options, and the kernel's curve over the residuals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.cloud_stage import CloudDrawing
from engine.geometry.kernels import Kernel
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Drawing(CloudDrawing):
    """How the clouds are drawn; nothing is computed again."""

    lines: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Lines between corresponding points, at most 500, coloured by their residuals."),
        label=QT_TRANSLATE_NOOP("options", "Correspondences"),
    )
    ghost: bool = option(
        False,
        QT_TRANSLATE_NOOP("options", "The source as it stood at the start, faint."),
        label=QT_TRANSLATE_NOOP("options", "Start, faint"),
    )
    residual_scale: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options", "The residual at the upper end of the colours. 0: what holds 95% of the first step's."
        ),
        label=QT_TRANSLATE_NOOP("options", "Colours up to"),
        minimum=0.0,
        step=0.05,
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


def kernel_weight(options: Any) -> Callable[[Array, float], Array] | None:
    """The weight of a plotted residual under a run's kernel, as the histogram draws it; None without a kernel."""
    if options.kernel == "none":
        return None
    share = np.sqrt(1.0 - options.colour_weight) if options.method == "colored" else 1.0  # what the kernel sees

    def weight(residuals: Array, width: float) -> Array:
        return Kernel(options.kernel, max(width, 1e-300)).weight(share * residuals)

    return weight
