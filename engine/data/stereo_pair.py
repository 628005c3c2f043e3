"""A rectified stereo pair as two RGB-D pictures: the left one's depth from its disparity."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.image import read_image
from engine.data.rgbd import RgbdFrame, RgbdSequence
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

OPENING = QT_TRANSLATE_NOOP("progress", "opening the pictures")

# The calibration of the Middlebury 2014 motorcycle in full size, and scikit-image's reduction by 4 (its docstring's
# figures: focal length 994.978 px, baseline 193.001 mm, the right principal point 31.086 px further).
FOCAL = 994.978
CENTRE = (311.193, 254.877)
OFFSET = 31.086
BASELINE = 0.193001


def depth_of(disparity: NDArray[np.float32], focal: float, baseline: float, offset: float) -> NDArray[np.float32]:
    """Depth (H, W) in metres, ``baseline * focal / (disparity + offset)`` of a disparity in pixels; 0 where unknown."""
    known = np.isfinite(disparity) & (disparity + offset > 1e-6)
    safe = np.where(known, disparity + offset, 1.0)
    return np.where(known, baseline * focal / safe, 0).astype(np.float32)


def reading_motorcycle(left: Path, right: Path, disparity: Path) -> Generator[Progress, None, RgbdSequence]:
    """The Middlebury motorcycle as scikit-image ships it: two views with their intrinsics, the left with its depth."""
    colours = []
    for index, path in enumerate((left, right)):
        colours.append(read_image(path).pixels)
        yield Progress(index + 1, 3, OPENING)
    with np.load(disparity, allow_pickle=False) as archive:
        values = next(iter(archive.values()))
    depth = freeze(depth_of(values, FOCAL, BASELINE, OFFSET))
    frames = []
    for index, (colour, own) in enumerate(zip(colours, (depth, None), strict=True)):
        matrix = np.array([[FOCAL, 0, CENTRE[0] + index * OFFSET], [0, FOCAL, CENTRE[1]], [0, 0, 1.0]])
        frames.append(RgbdFrame(colour, own, freeze(matrix), index))
    poses = np.stack([np.eye(4), np.eye(4)])
    poses[1, 0, 3] = BASELINE
    return RgbdSequence(
        "motorcycle-pair", 2, frames.__getitem__, "motorcycle-pair-1", left.parent, freeze(poses), near=0.3, far=20.0
    )
