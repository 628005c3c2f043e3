"""The files of RGB-D folders: depth pictures, lists of times, trajectories, camera files."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import PIXEL_LIMIT, load_pillow
from engine.data.opening import name_of, open_file
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

TEXT_LIMIT = 64 << 20
"""Lists and trajectories longer than this (bytes) are not read."""
APART = 0.02
"""Seconds two pictures may be apart and still be one moment, as in the TUM benchmark's associate.py."""


def read_depth(path: Path, scale: float) -> NDArray[np.float32]:
    """A 16-bit depth picture (H, W) in metres; ``scale`` of its steps make one. 0 where nothing was measured.

    Raises
    ------
    InputError
        No picture, a damaged one, or one that is not grey with more than 8 bits.
    """
    pillow = load_pillow()
    with open_file(path) as stream:
        try:
            with pillow.open(stream, formats=("PNG", "TIFF")) as opened:
                if opened.width * opened.height > PIXEL_LIMIT:
                    raise ValueError
                grey = opened.mode == "F" or opened.mode.startswith("I")
                samples = np.asarray(opened) if grey else None
        except Exception as error:  # decoders of strangers' files raise of many kinds for one fact
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The depth picture {file} is damaged, or not a PNG or TIFF."),
                file=name_of(path),
            ) from error
    if samples is None or samples.ndim != 2:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not a depth picture: it is not grey with 16 bits."),
            file=name_of(path),
        )
    depth = samples.astype(np.float32) / np.float32(scale)
    return np.where(np.isfinite(depth) & (depth > 0), depth, np.float32(0))


def read_lines(path: Path) -> list[list[str]]:
    """The words of each line that is neither empty nor a comment (#).

    Raises
    ------
    InputError
        The file cannot be read, or is not a text.
    """
    with open_file(path) as stream:
        content = stream.read(TEXT_LIMIT + 1)
    if len(content) > TEXT_LIMIT or b"\0" in content[:4096]:
        raise _unclear(path, 1)
    lines = content.decode("utf-8", errors="replace").splitlines()
    words = (line.split("#")[0].replace(",", " ").split() for line in lines)
    return [found for found in words if found]


def _unclear(path: Path, line: int) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not understood from its entry {line} on."), file=name_of(path), line=line
    )


def _number(word: str) -> float:
    value = float(word)
    if not math.isfinite(value):
        raise ValueError
    return value


def read_times(path: Path) -> list[tuple[float, str]]:
    """A TUM list: the time in seconds and the file of each picture.

    Raises
    ------
    InputError
        A line is anything else.
    """
    listed = []
    for index, words in enumerate(read_lines(path), start=1):
        try:
            listed.append((_number(words[0]), words[1]))
        except (ValueError, IndexError) as error:
            raise _unclear(path, index) from error
    return listed


def read_pairs(path: Path) -> list[tuple[float, str, str]]:
    """A list of associations, ``time file time file``: time, colour, depth; whichever stands first in the line.

    Raises
    ------
    InputError
        A line is anything else.
    """
    listed = []
    for index, words in enumerate(read_lines(path), start=1):
        try:
            time, (first, second) = _number(words[0]), (words[1], words[3])
        except (ValueError, IndexError) as error:
            raise _unclear(path, index) from error
        if "depth" in first.lower() and "depth" not in second.lower():
            first, second = second, first
        listed.append((time, first, second))
    return listed


def associated(first: Sequence[float], second: Sequence[float], apart: float = APART) -> list[tuple[int, int]]:
    """Pairs of indices whose times are nearest, each used once, the closest first taken; at most ``apart`` seconds."""
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if not len(a) or not len(b):
        return []
    order = np.argsort(b, kind="stable")
    places = np.searchsorted(b[order], a)
    candidates = []
    for shift in (-2, -1, 0, 1):
        k = np.clip(places + shift, 0, len(b) - 1)
        candidates += [(abs(a[i] - b[order[j]]), i, int(order[j])) for i, j in enumerate(k)]
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for difference, i, j in sorted(set(candidates)):
        if difference > apart:
            break
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def pose_of(shift: Sequence[float], quaternion: Sequence[float]) -> Array:
    """The pose (4, 4) of a shift and a quaternion (x, y, z, w) of any length but 0."""
    x, y, z, w = np.asarray(quaternion, dtype=np.float64) / np.linalg.norm(quaternion)
    pose = np.eye(4)
    pose[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    pose[:3, 3] = shift
    return pose


def read_freiburg(path: Path) -> tuple[Array, Array]:
    """A trajectory in the TUM format, ``time tx ty tz qx qy qz qw``: times (N,), poses (N, 4, 4) camera to world.

    Raises
    ------
    InputError
        A line is anything else.
    """
    times, poses = [], []
    for index, words in enumerate(read_lines(path), start=1):
        try:
            time, *rest = (_number(word) for word in words[:8])
            if len(rest) != 7 or not any(rest[3:]):
                raise ValueError
        except ValueError as error:
            raise _unclear(path, index) from error
        times.append(time)
        poses.append(pose_of(rest[:3], rest[3:]))
    return np.array(times), np.array(poses).reshape(-1, 4, 4)


def read_log(path: Path) -> Array:
    """A Redwood trajectory: blocks of one line of three numbers and four of a matrix; poses (N, 4, 4) camera to world.

    Raises
    ------
    InputError
        The file is anything else.
    """
    lines, poses = read_lines(path), []
    for start in range(0, len(lines), 5):
        try:
            pose = np.array([[_number(word) for word in words] for words in lines[start + 1 : start + 5]])
            if pose.shape != (4, 4) or abs(np.linalg.det(pose[:3, :3]) - 1) > 0.05:
                raise ValueError
        except ValueError as error:
            raise _unclear(path, start // 5 + 1) from error
        pose[3] = (0, 0, 0, 1)
        poses.append(pose)
    return np.array(poses).reshape(-1, 4, 4)


def read_camera(path: Path) -> tuple[Array, tuple[int, int]]:
    """An Open3D camera file: intrinsics (3, 3), and the width and height they are for.

    Raises
    ------
    InputError
        The file is anything else.
    """
    with open_file(path) as stream:
        content = stream.read(1 << 20)
    try:
        found: Any = json.loads(content)
        found = found.get("intrinsic", found)
        matrix = np.array([_number(str(v)) for v in found["intrinsic_matrix"]]).reshape(3, 3).T  # by columns
        size = int(found["width"]), int(found["height"])
        if not matrix[0, 0] * matrix[1, 1] or min(size) < 1 or not np.array_equal(matrix[2], (0, 0, 1)):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not a camera file with width, height and intrinsic_matrix."),
            file=name_of(path),
        ) from error
    return matrix, size


def upright(intrinsics: Array, poses: Array | None) -> tuple[Array, Array | None]:
    """Intrinsics whose second focal length is positive, and the poses that belong to them.

    ICL-NUIM's y axis points up, which its negative focal length says; the world is mirrored with the camera, so that
    rotations stay rotations and pictures project as before.
    """
    if intrinsics[1, 1] > 0:
        return intrinsics, poses
    mirror = np.diag([1.0, -1.0, 1.0, 1.0])
    intrinsics = intrinsics.copy()
    intrinsics[1, 1] *= -1
    return intrinsics, None if poses is None else mirror @ poses @ mirror


_NUMBERS = re.compile(r"\d+")


def numbers_of(path: Path) -> tuple[int, ...]:
    """The whole numbers in a file's name: what pictures are ordered and matched by."""
    return tuple(int(found) for found in _NUMBERS.findall(path.stem))
