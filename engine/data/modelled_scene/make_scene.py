"""Write the bundled scene, ``assets/scenes/still-life``: ``python -m engine.data.modelled_scene.make_scene [folder]``.

The same pictures come out of every run: 100 training and 10 test views, 200 x 200, RGB on white, lossless WebP, in the
Blender layout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import load_pillow
from engine.runtime.child import child
from engine.study import Progress, finished
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

CALLS = "engine.data.modelled_scene.tracer_calls"
FOLDER = Path(__file__).resolve().parents[3] / "assets" / "scenes" / "still-life"
RENDERING = QT_TRANSLATE_NOOP("progress", "rendering")
SIZE = 200
ANGLE = 0.6911112070083618
"""The horizontal angle of view of Blender's camera in the published scenes, radians."""
DISTANCE = 4.031128874149275
"""The distance of the published scenes' cameras from the origin."""
TRAIN, TEST = 100, 10
FIRST_TEST = (-65.0, 32.0)
"""Azimuth and elevation (degrees) of the first test view, which a study shows when nothing else is asked for."""


def camera(azimuth: float, elevation: float) -> Array:
    """The pose (4, 4), OpenGL axes, of a camera that looks at the origin from these degrees, its horizon level."""
    a, e = np.deg2rad(azimuth), np.deg2rad(elevation)
    back = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    right = np.array([-np.sin(a), np.cos(a), 0.0])
    pose = np.eye(4)
    pose[:3] = np.column_stack([right, np.cross(back, right), back, DISTANCE * back])
    return pose


def train_cameras() -> list[Array]:
    """Poses spread evenly over the upper hemisphere by the golden angle, from 4 to 79 degrees up, in a mixed order."""
    k = np.arange(TRAIN)
    low, high = np.sin(np.deg2rad([4.0, 79.0]))
    elevation = np.rad2deg(np.arcsin(low + (high - low) * (k + 0.5) / TRAIN))
    azimuth = k * 180 * (3 - np.sqrt(5)) + 17
    return [camera(azimuth[i], elevation[i]) for i in np.random.default_rng(1).permutation(TRAIN)]


def held_out_cameras() -> list[Array]:
    """Poses round the scene at changing heights, none of them a training pose."""
    azimuth, elevation = FIRST_TEST
    heights = elevation + np.array([0.0, -14, 16, -6, 30, 4, -20, 10, 22, -10])
    return [camera(azimuth + 36.0 * k, float(heights[k])) for k in range(TEST)]


def rendering(pose: Array, size: int = SIZE, shine: bool = True) -> Generator[Progress, None, NDArray[np.uint8]]:
    """The picture (size, size, 3) uint8 from a pose with OpenGL axes; ``shine``: with what depends on the view."""
    opencv = pose @ np.diag([1.0, -1.0, -1.0, 1.0])
    focal = 0.5 * size / float(np.tan(0.5 * ANGLE))
    pixels: NDArray[np.uint8] = yield from child.call(
        f"{CALLS}:picture", RENDERING, pose=opencv, focal=focal, size=size, shine=shine
    )
    return pixels


def write_scene(folder: Path) -> None:
    """Render all views into ``folder``."""
    pillow = load_pillow()
    for split, poses in (("train", train_cameras()), ("test", held_out_cameras())):
        (folder / split).mkdir(parents=True, exist_ok=True)
        frames: list[dict[str, Any]] = []
        for index, pose in enumerate(poses):
            # The file's numbers are the poses rendered from, to the last digit.
            written = np.round(pose, 9)
            pixels = finished(rendering(written))
            name = f"{split}/r_{index}"
            pillow.fromarray(pixels).save(folder / f"{name}.webp", lossless=True, quality=100, method=6, exact=True)
            frames.append({"file_path": f"./{name}", "transform_matrix": written.tolist()})
        lines = ",\n".join("  " + json.dumps(frame) for frame in frames)
        text = f'{{\n "camera_angle_x": {ANGLE},\n "frames": [\n{lines}\n ]\n}}\n'
        (folder / f"transforms_{split}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_scene(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
