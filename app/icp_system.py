"""The normal equations of an ICP step in the scaling in which rotations and shifts can be compared."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.geometry import rigid

Array = NDArray[np.float64]


def spectrum(frame: Any) -> tuple[Array, Array]:
    """Eigenvalues (6,), ascending, and directions (6, 6) in columns of a frame's Hessian, as the study takes them.

    About the matched points' centre, rotations times their radius; a direction is (radius omega, v).
    """
    points = np.take(frame.source_points, frame.correspondences[:, 0], axis=0)
    middle = points.mean(axis=0)
    points -= middle
    radius = float(np.sqrt(np.einsum("ij,ij", points, points) / len(points))) or 1.0  # no motion changes it
    centre = rigid.moved(frame.transform, middle[None])[0] - frame.origin
    change = np.eye(6)  # a twist about the centre as one about the origin: v = u - omega x c
    change[3:, :3] = rigid.skew(centre)
    change *= np.repeat([1.0 / radius, 1.0], 3)  # columns: radius omega, u
    values, directions = np.linalg.eigh(change.T @ frame.hessian @ change)
    return np.maximum(values, 0.0), directions
