"""The options all studies of ICP share: the method, its kernel, the scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.geometry.kernels import KernelName
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class AlignmentOptions:
    """How two clouds are compared, and how far apart points may be."""

    method: Literal["point-to-point", "point-to-plane", "generalized", "colored"] = option(
        "point-to-plane",
        QT_TRANSLATE_NOOP(
            "options",
            "point-to-point: distances, in closed form. point-to-plane: distances to the target's tangent planes. "
            "generalized: plane to plane. colored: planes and the colours on them.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Method"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "point to point"),
            QT_TRANSLATE_NOOP("options", "point to plane"),
            QT_TRANSLATE_NOOP("options", "generalized"),
            QT_TRANSLATE_NOOP("options", "coloured"),
        ),
    )
    kernel: KernelName = option(
        "none",
        QT_TRANSLATE_NOOP("options", "How little a large residual counts: a robust kernel weighs outliers down."),
        label=QT_TRANSLATE_NOOP("options", "Kernel"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "none"),
            QT_TRANSLATE_NOOP("options", "Huber"),
            QT_TRANSLATE_NOOP("options", "Cauchy"),
            QT_TRANSLATE_NOOP("options", "Tukey"),
            QT_TRANSLATE_NOOP("options", "Geman-McClure"),
        ),
    )
    kernel_width: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "The residual from which the kernel weighs less, in the residual's unit. 0: chosen for each scale from the "
            "median residual at its start.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Kernel width"),
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
        minimum=0.0,
        maximum=1e6,
        step=0.01,
    )
    max_distance: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "How far a correspondence may be, in the clouds' unit. 0: three voxels of each scale, or three times the "
            "points' spacing where that is more.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Largest distance"),
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
        minimum=0.0,
        maximum=1e6,
        step=0.05,
    )
    voxels: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options",
            "Edges of the voxel grids, coarse to fine, in the clouds' unit. Empty or 0: three, chosen from the clouds' "
            "extent. -1: every point.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Voxels"),
        minimum=-1.0,
        maximum=1e6,
        step=0.05,
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
    )
    colour_weight: float = option(
        0.032,
        QT_TRANSLATE_NOOP(
            "options", "For coloured ICP: the share of the colours in the energy, 1 - lambda; the rest is geometry."
        ),
        label=QT_TRANSLATE_NOOP("options", "Colour's share"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
    )
    neighbours: int = option(
        20,
        QT_TRANSLATE_NOOP("options", "Neighbours a normal is computed from, where the cloud brings no normals."),
        label=QT_TRANSLATE_NOOP("options", "Neighbours of a normal"),
        minimum=3,
        maximum=200,
        step=1,
        advanced=True,
    )
    truth: str = option(
        "",
        QT_TRANSLATE_NOOP(
            "options",
            "A file with the true 4 x 4 transform, source to target, as text or .npy. Empty: from the clouds' "
            "poses, where "
            "both have one.",
        ),
        label=QT_TRANSLATE_NOOP("options", "True transform"),
        advanced=True,
        empty=QT_TRANSLATE_NOOP("options", "from the clouds"),
        file=True,
    )
