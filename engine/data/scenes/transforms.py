"""What Blender's and nerfstudio's JSON files have in common: frames with poses in OpenGL axes, and a lens."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.opening import name_of, open_file
from engine.data.scenes.assembling import FROM_OPENGL, Candidate
from engine.data.scenes.photos import photo_named
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

BYTE_LIMIT = 64 << 20
FISHEYES = ("fisheye", "equirectangular", "perspective_ortho", "vr180", "omnidirectional")


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file.

    Raises
    ------
    InputError
        The file is missing, longer than 64 MB, or holds anything else.
    """
    with open_file(path) as stream:
        content = stream.read(BYTE_LIMIT + 1)
    try:
        found = json.loads(content) if len(content) <= BYTE_LIMIT else None
    except (ValueError, RecursionError) as error:
        raise _unclear(path) from error
    if not isinstance(found, dict):
        raise _unclear(path)
    return found


def _unclear(path: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not understood: it is no JSON file with cameras and frames."),
        file=name_of(path),
    )


def frames_of(found: Mapping[str, Any], path: Path) -> list[dict[str, Any]]:
    """The list ``frames``.

    Raises
    ------
    InputError
        There is none.
    """
    frames = found.get("frames")
    if not isinstance(frames, list) or not all(isinstance(frame, dict) for frame in frames):
        raise _unclear(path)
    return frames


def number(values: Mapping[str, Any], *names: str) -> float | None:
    """The first of the ``names`` that is there, NaN where it is no number; None where none is."""
    for name in names:
        if name in values and values[name] is not None:
            try:
                return float(values[name])
            except (TypeError, ValueError, OverflowError):
                return math.nan
    return None


def lens_of(values: Mapping[str, Any], width: int, height: int) -> tuple[Array, tuple[float, ...]] | str:
    """Intrinsics (3, 3) and distortion of a photo ``width`` x ``height``, or the reason why there are none."""
    model = str(values.get("camera_model", "")).lower()
    if any(word in model for word in FISHEYES) or values.get("is_fisheye"):
        return "model"
    fx, fy = number(values, "fl_x"), number(values, "fl_y")
    if fx is None:
        angle = number(values, "camera_angle_x")
        if angle is not None and 0 < angle < math.pi:
            fx = 0.5 * width / math.tan(0.5 * angle)
    if fy is None:
        angle = number(values, "camera_angle_y")
        fy = fx if angle is None or not 0 < angle < math.pi else 0.5 * height / math.tan(0.5 * angle)
    if fx is None or fy is None:
        return "camera"
    cx, cy = number(values, "cx"), number(values, "cy")
    matrix = np.array([[fx, 0, width / 2 if cx is None else cx], [0, fy, height / 2 if cy is None else cy], [0, 0, 1]])
    distortion = tuple(number(values, name) or 0.0 for name in ("k1", "k2", "p1", "p2", "k3"))
    return matrix, distortion if any(distortion) else ()


def opencv_pose(matrix: object) -> Array | None:
    """A frame's ``transform_matrix``, OpenGL axes, as a pose (4, 4) with OpenCV axes; None where it is no matrix."""
    try:
        found = np.array(matrix, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    if found.shape not in ((3, 4), (4, 4)):
        return None
    pose = np.eye(4)
    pose[:3] = found[:3]
    with np.errstate(all="ignore"):
        return np.asarray(pose @ FROM_OPENGL)


def candidate(found: Mapping[str, Any], frame: Mapping[str, Any], folder: Path, split: str | None) -> Candidate:
    """One frame, with what the file says of all frames where the frame itself says nothing."""
    name = str(frame.get("file_path", ""))
    values = {**found, **frame}
    width, height = number(values, "w"), number(values, "h")
    size = None
    if width is not None and height is not None and all(math.isfinite(v) and 0 < v < 1e6 for v in (width, height)):
        size = (int(width), int(height))
    return Candidate(
        name.removeprefix("./") or "?",
        opencv_pose(frame.get("transform_matrix")),
        functools.partial(lens_of, values),
        photo_named(folder, name) if name else None,
        size=size,
        split=split,
    )
