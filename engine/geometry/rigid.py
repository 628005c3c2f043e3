"""Rigid motions: twists and 4 x 4 matrices, angles, errors, the path between two poses.

A twist is (omega, v), rotation first, as in Ma, Soatto, Kosecka, Sastry, *An Invitation to 3-D Vision*, section 2.4.
All arrays are float64; rotations in radians unless a name says degrees.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]

SMALL = 1e-7
"""Below this angle (radians) the closed forms lose digits and their series are used."""


def dot(a: Matrix, b: Matrix) -> Matrix:
    """The scalar products (K,) of the rows of two (K, 3) arrays."""
    return np.asarray(np.einsum("ij,ij->i", a, b))


def skew(vector: ArrayLike) -> Matrix:
    """The matrix (3, 3) with ``skew(a) @ b == cross(a, b)``."""
    x, y, z = np.asarray(vector, dtype=np.float64)
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])


def rotation_exp(omega: ArrayLike) -> Matrix:
    """The rotation (3, 3) about ``omega`` (3,) by its length: Rodrigues' formula."""
    omega = np.asarray(omega, dtype=np.float64)
    angle = float(np.linalg.norm(omega))
    k = skew(omega)
    if angle < SMALL:
        return np.eye(3) + k + k @ k / 2
    return np.asarray(np.eye(3) + np.sin(angle) / angle * k + (1 - np.cos(angle)) / angle**2 * (k @ k))


def rotation_log(rotation: ArrayLike) -> Matrix:
    """The rotation vector (3,) of a rotation (3, 3), of length 0 to pi."""
    r = np.asarray(rotation, dtype=np.float64)
    # Through the quaternion: exact digits near 0 and near pi, where the trace has none.
    k = np.array(
        [
            [r[0, 0] - r[1, 1] - r[2, 2], 0, 0, 0],
            [r[0, 1] + r[1, 0], r[1, 1] - r[0, 0] - r[2, 2], 0, 0],
            [r[0, 2] + r[2, 0], r[1, 2] + r[2, 1], r[2, 2] - r[0, 0] - r[1, 1], 0],
            [r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1], r[0, 0] + r[1, 1] + r[2, 2]],
        ]
    )
    _, vectors = np.linalg.eigh(k / 3)  # eigh reads the lower triangle
    q = vectors[:, -1]
    q = -q if q[3] < 0 else q
    sine = float(np.linalg.norm(q[:3]))
    if sine < SMALL:
        return np.asarray(2 * q[:3] / max(q[3], 0.5))
    return np.asarray(q[:3] * (2 * np.arctan2(sine, q[3]) / sine))


def _left_jacobian(omega: Matrix) -> Matrix:
    angle = float(np.linalg.norm(omega))
    k = skew(omega)
    if angle < 1e-4:
        return np.eye(3) + k / 2 + k @ k / 6
    return np.asarray(np.eye(3) + (1 - np.cos(angle)) / angle**2 * k + (angle - np.sin(angle)) / angle**3 * (k @ k))


def exp(twist: ArrayLike) -> Matrix:
    """The motion (4, 4) of a twist (6,): omega, then v."""
    twist = np.asarray(twist, dtype=np.float64)
    motion = np.eye(4)
    motion[:3, :3] = rotation_exp(twist[:3])
    motion[:3, 3] = _left_jacobian(twist[:3]) @ twist[3:]
    return motion


def log(motion: ArrayLike) -> Matrix:
    """The twist (6,) of a motion (4, 4): ``exp(log(m)) == m``."""
    motion = np.asarray(motion, dtype=np.float64)
    omega = rotation_log(motion[:3, :3])
    return np.concatenate([omega, np.linalg.solve(_left_jacobian(omega), motion[:3, 3])])


def inverse(motion: ArrayLike) -> Matrix:
    """The inverse of a motion (4, 4)."""
    motion = np.asarray(motion, dtype=np.float64)
    result = np.eye(4)
    result[:3, :3] = motion[:3, :3].T
    result[:3, 3] = -motion[:3, :3].T @ motion[:3, 3]
    return result


def moved(motion: ArrayLike, points: Matrix) -> Matrix:
    """The points (N, 3) moved by a motion (4, 4)."""
    motion = np.asarray(motion, dtype=np.float64)
    return np.asarray(points @ motion[:3, :3].T + motion[:3, 3])


def about(motion: ArrayLike, origin: ArrayLike) -> Matrix:
    """A motion (4, 4) given in coordinates relative to ``origin`` (3,), in the coordinates themselves."""
    motion, origin = np.array(motion, dtype=np.float64), np.asarray(origin, dtype=np.float64)
    motion[:3, 3] += origin - motion[:3, :3] @ origin
    return motion


def nearest_rotation(matrix: ArrayLike) -> Matrix:
    """The rotation (3, 3) nearest to a matrix in the Frobenius norm, of determinant +1."""
    u, _, vt = np.linalg.svd(np.asarray(matrix, dtype=np.float64))
    return np.asarray(u @ np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))]) @ vt)


def from_degrees(values: ArrayLike) -> Matrix:
    """The motion (4, 4) of (6,) numbers: degrees about the fixed axes x, then y, then z, and the shift.

    An empty sequence is the identity; missing numbers are 0.
    """
    six = np.zeros(6)
    given = np.asarray(values, dtype=np.float64).ravel()[:6]
    six[: len(given)] = given
    a, b, c = np.deg2rad(six[:3])
    x, y, z = (rotation_exp(axis * angle) for axis, angle in zip(np.eye(3), (a, b, c), strict=True))
    motion = np.eye(4)
    motion[:3, :3] = z @ y @ x
    motion[:3, 3] = six[3:]
    return motion


def to_degrees(motion: ArrayLike) -> Matrix:
    """The six numbers (6,) of :func:`from_degrees`; at y = +-90 degrees, where x and z are one, z is 0."""
    motion = np.asarray(motion, dtype=np.float64)
    r = motion[:3, :3]
    y = np.arctan2(-r[2, 0], np.hypot(r[0, 0], r[1, 0]))
    if np.hypot(r[0, 0], r[1, 0]) > 1e-9:
        x, z = np.arctan2(r[2, 1], r[2, 2]), np.arctan2(r[1, 0], r[0, 0])
    else:
        x, z = np.arctan2(-r[1, 2], r[1, 1]), 0.0
    return np.concatenate([np.rad2deg([x, y, z]), motion[:3, 3]])


def between(first: ArrayLike, second: ArrayLike, part: float) -> Matrix:
    """The pose ``part`` of the way (0..1) from ``first`` to ``second`` along one screw motion."""
    first = np.asarray(first, dtype=np.float64)
    return np.asarray(first @ exp(part * log(inverse(first) @ np.asarray(second, dtype=np.float64))))


def error(found: ArrayLike, truth: ArrayLike) -> tuple[float, float]:
    """How far a motion is from the truth: degrees, and the length of the difference of the shifts."""
    found, truth = np.asarray(found, dtype=np.float64), np.asarray(truth, dtype=np.float64)
    angle = np.linalg.norm(rotation_log(truth[:3, :3].T @ found[:3, :3]))
    return float(np.rad2deg(angle)), float(np.linalg.norm(found[:3, 3] - truth[:3, 3]))
