"""From a pixel of the first picture to one of the second: back-projection, motion, projection, and their derivatives.

Steinbruecker, Sturm, Cremers, *Real-Time Visual Odometry from Dense RGB-D Images*, ICCV Workshops 2011, section 2. A
point of the first camera X goes to exp(xi) T X with xi = (omega, v); derivatives are taken at xi = 0. Pixel centres are
at whole numbers; u = (column, row).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Plane = NDArray[np.float32] | NDArray[np.float64]


def back_projected(columns: Array, rows: Array, depth: Array, intrinsics: Array) -> Array:
    """The points (N, 3) in the camera's coordinates, metres, of pixels (N,) and their depths (N,)."""
    x = (columns - intrinsics[0, 2]) / intrinsics[0, 0] * depth
    y = (rows - intrinsics[1, 2]) / intrinsics[1, 1] * depth
    return np.stack([x, y, depth], axis=-1)


def projected(points: Array, intrinsics: Array) -> Array:
    """The pixels (N, 2), column and row, of points (N, 3) before the camera."""
    u = intrinsics[0, 0] * points[..., 0] / points[..., 2] + intrinsics[0, 2]
    v = intrinsics[1, 1] * points[..., 1] / points[..., 2] + intrinsics[1, 2]
    return np.stack([u, v], axis=-1)


def projection_jacobian(points: Array, intrinsics: Array) -> Array:
    """du/dX, (N, 2, 3), pixels per metre, of :func:`projected`."""
    x, y, z = np.moveaxis(points, -1, 0)
    jacobian = np.zeros((*points.shape[:-1], 2, 3))
    jacobian[..., 0, 0] = intrinsics[0, 0] / z
    jacobian[..., 0, 2] = -intrinsics[0, 0] * x / z**2
    jacobian[..., 1, 1] = intrinsics[1, 1] / z
    jacobian[..., 1, 2] = -intrinsics[1, 1] * y / z**2
    return jacobian


def motion_jacobian(points: Array) -> Array:
    """dX/dxi, (N, 3, 6), of exp(xi) X at xi = 0: minus the cross product's matrix, and the identity."""
    x, y, z = np.moveaxis(points, -1, 0)
    jacobian = np.zeros((*points.shape[:-1], 3, 6))
    jacobian[..., 0, 1], jacobian[..., 0, 2] = z, -y
    jacobian[..., 1, 0], jacobian[..., 1, 2] = -z, x
    jacobian[..., 2, 0], jacobian[..., 2, 1] = y, -x
    jacobian[..., 0, 3] = jacobian[..., 1, 4] = jacobian[..., 2, 5] = 1
    return jacobian


def residual_rows(slope_x: Array, slope_y: Array, points: Array, intrinsics: Array, own_z: float = 0.0) -> Array:
    """The rows (N, 6) of dr/dxi for r = I(u) + own_z * Z, the product of the three factors written out.

    ``slope_x`` and ``slope_y`` (N,) are dI/du per pixel at the projections; ``points`` (N, 3) are already moved. With
    n = dr/dX the row is (X cross n, n).
    """
    x, y, z = points[:, 0], points[:, 1], points[:, 2]
    nx = slope_x * (intrinsics[0, 0] / z)
    ny = slope_y * (intrinsics[1, 1] / z)
    nz = -(nx * x + ny * y) / z + own_z
    return np.stack([y * nz - z * ny, z * nx - x * nz, x * ny - y * nx, nx, ny, nz], axis=1)


class Sampler:
    """Bilinear reading of several planes of one size at the same places (N,)."""

    def __init__(self, columns: Array, rows: Array, shape: tuple[int, ...]) -> None:
        height, width = shape[:2]
        self.inside = (columns >= 0) & (columns <= width - 1) & (rows >= 0) & (rows <= height - 1)
        u, v = np.where(self.inside, columns, 0), np.where(self.inside, rows, 0)
        left, top = np.minimum(u.astype(np.intp), width - 2), np.minimum(v.astype(np.intp), height - 2)
        self._corner = top * width + left
        self._width = width
        a, b = u - left, v - top
        self._weights = ((1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b)

    def __call__(self, plane: Plane) -> Array:
        """The values (N,) of a plane; NaN of any of the four neighbours makes NaN. Outside the picture: any value."""
        flat = plane.ravel()
        return np.asarray(sum(w * flat[k] for w, k in zip(self._weights, self._places(), strict=True)))

    def least(self, plane: Plane) -> tuple[Array, Array]:
        """The least and the largest (N,) of the four neighbours."""
        four = np.stack([plane.ravel()[k] for k in self._places()])
        return four.min(axis=0), four.max(axis=0)

    def _places(self) -> tuple[NDArray[np.intp], ...]:
        k, w = self._corner, self._width
        return k, k + 1, k + w, k + w + 1
