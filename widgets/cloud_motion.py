"""Rigid motions as a view needs them: turns about axes, and the way between two poses."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def turn(axis: Array, angle: float) -> Array:
    """The rotation (3, 3) by ``angle`` radians about ``axis`` (3,), by Rodrigues' formula."""
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross


def axis_and_angle(rotation: Array) -> tuple[Array, float]:
    """The axis (3,) of length 1 and the angle, 0 to pi, of a rotation (3, 3)."""
    sines = np.array(
        [rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]]
    )
    length = float(np.linalg.norm(sines))
    angle = math.atan2(length, float(np.trace(rotation)) - 1.0)
    if length > 1e-8:
        return sines / length, angle
    if angle < 1.0:
        return np.array([0.0, 0.0, 1.0]), 0.0
    # Half a turn: the axis is the column of (R + 1) / 2 that is longest.
    square = (rotation + np.eye(3)) / 2
    column = square[:, int(np.argmax(np.diagonal(square)))]
    return column / np.linalg.norm(column), angle


def turned_about(matrix: Array, rotation: Array, place: Array) -> Array:
    """``matrix`` (4, 4) followed by ``rotation`` (3, 3) about ``place`` (3,) of the world."""
    result = np.eye(4)
    result[:3, :3] = rotation @ matrix[:3, :3]
    result[:3, 3] = rotation @ (matrix[:3, 3] - place) + place
    return result


def shifted(matrix: Array, shift: Array) -> Array:
    """``matrix`` (4, 4) followed by a shift (3,)."""
    result = matrix.copy()
    result[:3, 3] += shift
    return result


def between(first: Array, second: Array, part: float, centre: Array) -> Array:
    """The pose a ``part`` (0 to 1) of the way from ``first`` to ``second``, each (4, 4).

    The rotation turns evenly about one axis, and the cloud's ``centre`` (3,) moves on a straight line.
    """
    axis, angle = axis_and_angle(second[:3, :3] @ first[:3, :3].T)
    start, end = (pose[:3, :3] @ centre + pose[:3, 3] for pose in (first, second))
    result = np.eye(4)
    result[:3, :3] = turn(axis, angle * part) @ first[:3, :3]
    result[:3, 3] = start + (end - start) * part - result[:3, :3] @ centre
    return result
