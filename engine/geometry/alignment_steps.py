"""One step of ICP from given correspondences: residuals, Jacobian, normal equations, increment.

Source points arrive already moved by the present transform T; a step finds the small motion D that lowers the energy,
and the next transform is D T. A twist is (omega, v): rotation first, then shift. With the linearised motion ``p + omega
x p + v`` each method is a linear least-squares problem, ``H twist = -g`` with ``H = sum w J^T J`` and ``g = sum w J^T
r``. The definitions are Open3D's (``pipelines.registration``), so steps can be compared number by number.

Besl, McKay, PAMI 1992 (point-to-point); Chen, Medioni 1992 (point-to-plane); Segal, Haehnel, Thrun, RSS 2009
(generalized); Park, Zhou, Koltun, ICCV 2017 (colored).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.geometry.kernels import Kernel
from engine.geometry.rigid import dot, rotation_log, skew

Array = NDArray[np.float64]
Method = Literal["point-to-point", "point-to-plane", "generalized", "colored"]

NO_KERNEL = Kernel()
RANK = 1e-10
"""Directions whose eigenvalue is below this part of the largest are left alone: the data say nothing of them."""
EPSILON = 1e-3
"""Generalized ICP: the variance along a normal, where it is 1 along the plane."""
COLOUR_WEIGHT = 1 - 0.968
"""Coloured ICP: 1 - lambda, the share of the photometric energy (Park et al., section 4.3)."""


@dataclass(frozen=True, eq=False)
class Step:
    """What one step saw and what it asks for.

    ``delta`` (4, 4) the increment; ``twist`` (6,) the solution it was made from; ``residuals`` (K,) what the method
    measures (the clouds' unit; generalized: in standard deviations); ``weights`` (K,) the kernel's; ``hessian`` (6, 6)
    and ``gradient`` (6,) of the energy about the coordinates' origin; ``energy`` the sum of the losses, of which
    ``colour_energy`` is the photometric part, and ``colour_residuals`` (K,) its residuals. ``eigenvalues`` (6,),
    ascending, and ``directions`` (6, 6) in columns are those of the Hessian about the matched points' ``centre`` (3,),
    rotations times their ``radius``, so that all have one unit.
    """

    delta: Array
    twist: Array
    residuals: Array
    weights: Array
    hessian: Array
    gradient: Array
    energy: float
    eigenvalues: Array
    directions: Array
    centre: Array
    radius: float
    colour_residuals: Array | None = None
    colour_energy: float = 0.0

    @property
    def condition(self) -> float:
        """The largest eigenvalue over the smallest, at most 1e16: large where the data leave a motion open."""
        largest = float(self.eigenvalues[-1])
        return largest / max(float(self.eigenvalues[0]), largest * 1e-16) if largest > 0 else 1e16


def increment(twist: Array) -> Array:
    """The motion (4, 4) Open3D makes of a step: its rotation part read as angles about x, then y, then z (radians).

    It agrees with the twist's own screw motion (:func:`engine.geometry.rigid.exp`) to first order.
    """
    (sx, sy, sz), (cx, cy, cz) = np.sin(twist[:3]), np.cos(twist[:3])
    motion = np.eye(4)
    motion[:3, :3] = [
        [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
        [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
        [-sy, cy * sx, cy * cx],
    ]
    motion[:3, 3] = twist[3:]
    return motion


# -- the four methods -----------------------------------------------------------------------------------


def point_to_point(points: Array, targets: Array, weights: Array | None = None, kernel: Kernel = NO_KERNEL) -> Step:
    """The best motion of points (K, 3) onto targets (K, 3) in closed form, without scale.

    Umeyama, PAMI 1991, equations 40 to 42; weights as in :func:`fitted`. The residuals are distances; Hessian and
    gradient are those of the linearised problem, for the conditioning.
    """
    differences = points - targets
    distances = np.sqrt(dot(differences, differences))
    w = _times(weights, kernel.weight(distances))
    centre, radius, offsets = _frame(points)
    total = w.sum()
    first = w @ offsets
    second = (offsets * w[:, None]).T @ offsets
    hessian = np.zeros((6, 6))
    hessian[:3, :3] = np.trace(second) * np.eye(3) - second
    hessian[:3, 3:] = skew(first)
    hessian[3:, :3] = skew(first).T
    hessian[3:, 3:] = total * np.eye(3)
    moment = (offsets * w[:, None]).T @ differences  # sum of w a b^T, whose skew part is sum of w a x b
    turning = np.array([moment[1, 2] - moment[2, 1], moment[2, 0] - moment[0, 2], moment[0, 1] - moment[1, 0]])
    gradient = np.concatenate([turning, w @ differences])
    values, directions = _spectrum(hessian, radius)
    delta = fitted(points, targets, w)
    back = _about_origin(centre)
    return Step(
        delta=delta,
        twist=np.concatenate([rotation_log(delta[:3, :3]), delta[:3, 3]]),
        residuals=distances,
        weights=w,
        hessian=back.T @ hessian @ back,
        gradient=back.T @ gradient,
        energy=float(kernel.loss(distances).sum()),
        eigenvalues=values,
        directions=directions,
        centre=centre,
        radius=radius,
    )


def fitted(points: Array, targets: Array, weights: Array | None = None) -> Array:
    """The rigid motion (4, 4) that minimises the weighted squared distances of points (K, 3) to targets (K, 3).

    Of motions that are equally good (one point, points on a line) the one that turns least.
    """
    w = np.ones(len(points)) if weights is None else weights
    w = w / max(float(w.sum()), 1e-300)
    a, b = w @ points, w @ targets
    covariance = (targets - b).T @ ((points - a) * w[:, None])
    u, s, vt = np.linalg.svd(covariance)
    if s[1] <= 1e-9 * s[0] or s[0] == 0:
        u, s, vt = np.linalg.svd(covariance + max(s[0], 1e-300) * 1e-7 * np.eye(3))
    motion = np.eye(4)
    motion[:3, :3] = u @ np.diag([1.0, 1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))]) @ vt
    motion[:3, 3] = b - motion[:3, :3] @ a
    return motion


def point_to_plane(
    points: Array, targets: Array, normals: Array, weights: Array | None = None, kernel: Kernel = NO_KERNEL
) -> Step:
    """One Gauss-Newton step for the distances of points (K, 3) to the planes at targets (K, 3) with normals (K, 3).

    ``r = (p - q) . n`` and ``J = [p x n, n]`` (Low 2004, equations 7 to 10).
    """
    residuals = dot(points - targets, normals)
    w = _times(weights, kernel.weight(residuals))
    centre, radius, offsets = _frame(points)
    jacobian = plane_jacobian(offsets, normals)
    return _solved(
        jacobian, residuals, w, centre, radius, residuals=residuals, energy=float(kernel.loss(residuals).sum())
    )


def plane_jacobian(points: Array, normals: Array) -> Array:
    """The derivative (6, K) of ``(p + omega x p + v) . n`` by (omega, v): rows ``p x n``, then ``n``."""
    jacobian = np.empty((6, len(points)))
    (x, y, z), (a, b, c) = points.T, normals.T
    jacobian[0] = y * c - z * b
    jacobian[1] = z * a - x * c
    jacobian[2] = x * b - y * a
    jacobian[3:] = normals.T
    return jacobian


def generalized(
    points: Array,
    targets: Array,
    source_normals: Array,
    target_normals: Array,
    weights: Array | None = None,
    kernel: Kernel = NO_KERNEL,
    epsilon: float = EPSILON,
) -> Step:
    """One Gauss-Newton step of generalized ICP: distances in the metric of both points' covariances.

    Segal et al., equation 2, with ``r = M^(-1/2) (p - q)``, ``M = C_q + C_p`` and covariances that are ``epsilon``
    along the normal and 1 across it (:func:`whitening`); ``source_normals`` are turned as the points are. Its three
    rows are weighed one by one; ``weights`` and ``residuals`` give their mean and their length.
    """
    whiten = whitening(source_normals, target_normals, epsilon)
    rows = np.matmul(whiten, (points - targets)[:, :, None])[:, :, 0].T  # (3, K)
    row_weights = kernel.weight(rows)
    if weights is not None:
        row_weights = row_weights * weights
    centre, radius, offsets = _frame(points)
    jacobian = np.concatenate([plane_jacobian(offsets, whiten[:, axis]) for axis in range(3)], axis=1)
    return _solved(
        jacobian,
        rows.ravel(),
        row_weights.ravel(),
        centre,
        radius,
        residuals=np.sqrt((rows * rows).sum(axis=0)),
        weights=row_weights.mean(axis=0),
        energy=float(kernel.loss(rows).sum()),
    )


def whitening(first: Array, second: Array, epsilon: float = EPSILON) -> Array:
    """``(C_1 + C_2)^(-1/2)`` (K, 3, 3) for ``C_i = I - (1 - epsilon) n_i n_i^T``, given the normals (K, 3) of length 1.

    In closed form: the sum's eigenvectors are ``n_1 + n_2``, ``n_1 - n_2`` and what is orthogonal to both, with
    ``2 - (1 - epsilon) (1 + c)``, ``2 - (1 - epsilon) (1 - c)`` and 2, where ``c = n_1 . n_2``.
    """
    cosine = dot(first, second)[:, None]
    result = np.empty((len(first), 3, 3))
    result[:] = np.eye(3) / np.sqrt(2)
    for direction, c in ((first + second, cosine), (first - second, -cosine)):
        squared = dot(direction, direction)[:, None]  # 2 (1 + c)
        scale = 1 / np.sqrt(2 - (1 - epsilon) * (1 + c)) - 1 / np.sqrt(2)
        unit = direction * np.where(squared > 1e-24, scale / np.maximum(squared, 1e-24), 0)
        result += unit[:, :, None] * direction[:, None, :]
    return result


def colored(
    points: Array,
    targets: Array,
    normals: Array,
    source_intensities: Array,
    target_intensities: Array,
    gradients: Array,
    weights: Array | None = None,
    kernel: Kernel = NO_KERNEL,
    colour_weight: float = COLOUR_WEIGHT,
) -> Step:
    """One Gauss-Newton step of coloured ICP (Park et al., equations 10 to 22).

    The geometric residual is point-to-plane. The photometric one, ``C(q) + d . (p' - q) - C(p)``, compares the source's
    intensity (K,) with the target's, continued by its gradient d (K, 3) in the tangent plane to p', the projection of
    p. They count ``1 - colour_weight`` and ``colour_weight``. The kernel sees each times the root of its share, as in
    Open3D.
    """
    share, photometric = np.sqrt(1 - colour_weight), np.sqrt(colour_weight)
    offsets_from = points - targets
    distances = dot(offsets_from, normals)
    tangent = gradients - normals * dot(gradients, normals)[:, None]
    differences = target_intensities + dot(tangent, offsets_from) - source_intensities
    r = np.concatenate([share * distances, photometric * differences])
    w = kernel.weight(r)
    if weights is not None:
        w = w * np.concatenate([weights, weights])
    count = len(points)
    centre, radius, offsets = _frame(points)
    jacobian = np.concatenate(
        [share * plane_jacobian(offsets, normals), photometric * plane_jacobian(offsets, tangent)], axis=1
    )
    losses = kernel.loss(r)
    return _solved(
        jacobian,
        r,
        w,
        centre,
        radius,
        residuals=distances,
        weights=w[:count],
        energy=float(losses.sum()),
        colour_residuals=differences,
        colour_energy=float(losses[count:].sum()),
    )


# -- what they share ------------------------------------------------------------------------------------


def _times(weights: Array | None, kernel_weights: Array) -> Array:
    return kernel_weights if weights is None else kernel_weights * weights


def _frame(points: Array) -> tuple[Array, float, Array]:
    """The points' mean, their root mean square distance from it, and the points relative to it.

    Far from the origin the normal equations lose digits; about the mean they do not.
    """
    centre = np.full(len(points), 1 / max(len(points), 1)) @ points
    offsets = points - centre
    radius = float(np.sqrt(np.vdot(offsets, offsets) / max(len(points), 1)))
    return centre, radius or 1.0, offsets


def _about_origin(centre: Array) -> Array:
    """The matrix (6, 6) from a twist about the origin to the same motion's twist about ``centre``."""
    change = np.eye(6)
    change[3:, :3] = -skew(centre)
    return change


def _spectrum(hessian: Array, radius: float) -> tuple[Array, Array]:
    """Eigenvalues (6,), ascending, and eigenvectors (6, 6) of a Hessian about the centre, for (radius omega, v)."""
    scale = np.repeat([1 / radius, 1.0], 3)
    values, directions = np.linalg.eigh(hessian * np.outer(scale, scale))
    return np.maximum(values, 0.0), directions


def _solved(
    jacobian: Array,
    r: Array,
    w: Array,
    centre: Array,
    radius: float,
    *,
    residuals: Array,
    energy: float,
    weights: Array | None = None,
    colour_residuals: Array | None = None,
    colour_energy: float = 0.0,
) -> Step:
    """The step of the normal equations; the smallest one where directions are left open.

    ``jacobian`` (6, rows), ``r`` and ``w`` (rows,) are about ``centre``.
    """
    weighted = jacobian * w
    hessian, gradient = weighted @ jacobian.T, weighted @ r
    values, directions = _spectrum(hessian, radius)
    scale = np.repeat([1 / radius, 1.0], 3)
    known = values > max(RANK * values[-1], 1e-300)
    inverse = np.where(known, 1 / np.where(known, values, 1.0), 0.0)
    local = -scale * (directions @ (inverse * (directions.T @ (scale * gradient))))
    back = _about_origin(centre)
    twist = local.copy()
    twist[3:] += np.cross(centre, local[:3])  # v = u - omega x c
    return Step(
        delta=increment(twist),
        twist=twist,
        residuals=residuals,
        weights=w if weights is None else weights,
        hessian=back.T @ hessian @ back,
        gradient=back.T @ gradient,
        energy=energy,
        eigenvalues=values,
        directions=directions,
        centre=centre,
        radius=radius,
        colour_residuals=colour_residuals,
        colour_energy=colour_energy,
    )
