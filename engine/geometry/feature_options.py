"""The options that all studies of feature matches share; a study decides which of them are folded away."""

from __future__ import annotations

from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


def voxel_option() -> float:
    """The grid that features are made on."""
    return option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options", "Edge of the voxel grid whose points are matched. 0: about 5,000 points of each cloud are left."
        ),
        label=QT_TRANSLATE_NOOP("options", "Voxel"),
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
        minimum=0.0,
        maximum=1e6,
        step=0.01,
    )


def both_sides_option(advanced: bool) -> bool:
    """Whether a normal and its opposite are one."""
    return option(
        True,
        QT_TRANSLATE_NOOP(
            "options",
            "Match the source's histograms with its normals turned to the other side as well: two scans need not agree"
            " which side is out.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Both sides of normals"),
        advanced=advanced,
    )


def normal_radius_option(advanced: bool) -> float:
    """How far a normal's neighbours are, in voxels."""
    return option(
        2.0,
        QT_TRANSLATE_NOOP("options", "Neighbours within so many voxels give a point its normal."),
        label=QT_TRANSLATE_NOOP("options", "Normal radius"),
        unit="voxels",
        minimum=1.0,
        maximum=20.0,
        step=0.5,
        advanced=advanced,
    )


def feature_radius_option(advanced: bool) -> float:
    """How far a histogram's neighbours are, in voxels."""
    return option(
        5.0,
        QT_TRANSLATE_NOOP("options", "Neighbours within so many voxels are counted in a point's histogram."),
        label=QT_TRANSLATE_NOOP("options", "Feature radius"),
        unit="voxels",
        minimum=1.0,
        maximum=50.0,
        step=0.5,
        advanced=advanced,
    )


def truth_option(advanced: bool) -> str:
    """Where the true transform stands."""
    return option(
        "",
        QT_TRANSLATE_NOOP(
            "options", "A file with the true 4 x 4 transform, source to target. Empty: from the clouds' own poses."
        ),
        label=QT_TRANSLATE_NOOP("options", "True transform"),
        empty=QT_TRANSLATE_NOOP("options", "from the clouds"),
        file=True,
        advanced=advanced,
    )
