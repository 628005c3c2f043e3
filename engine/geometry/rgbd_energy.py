"""The photometric and the depth energy of two RGB-D pictures at one motion, and their Gauss-Newton step.

Photometric residual (Steinbruecker, Sturm, Cremers 2011, equation 5): r_I = I2(u(T X)) - (gain I1 + offset). Depth
residual (Park, Zhou, Koltun 2017, section 5; Kerl, Sturm, Cremers 2013): r_D = D2(u(T X)) - (T X)_z. The energy is

    E(T) = a_I mean rho_I(r_I) + a_D mean rho_D(r_D (z0 / z)^2)

with a robust kernel each. A depth sensor's noise grows with the square of the depth z, which (z0 / z)^2 takes out; z is
the first picture's, z0 its median.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.kernels import TUNING, Kernel, KernelName, chosen_width
from engine.geometry.rgbd_pyramid import PictureLevel
from engine.geometry.rgbd_warp import Array, Sampler, back_projected, projected, residual_rows
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

CHUNK = 60_000
"""Pixels between two breaths: about 20 ms."""
WARPING = QT_TRANSLATE_NOOP("progress", "warping")
NEAREST = 0.05
"""Points nearer to the second camera (metres) are not projected."""
FEWEST = 30
"""Fewer pixels than this determine no step."""
HIDDEN, HIDDEN_SPREADS = 0.1, 4.0
"""A point is hidden where the second depth differs by more than 0.1 m and 4 deviations of all differences."""


@dataclass(frozen=True, eq=False)
class Pixels:
    """The first picture's pixels that have a depth: where they are, (N,), their points (N, 3) and greys (N,).

    ``scale`` (N,) is (z0 / z)^2.
    """

    index: NDArray[np.intp]
    points: Array
    grey: Array
    shape: tuple[int, int]
    scale: Array

    @classmethod
    def of(cls, level: PictureLevel) -> Pixels:
        """The pixels of a level, in the order of its rows."""
        assert level.depth is not None
        shape = level.depth.shape[0], level.depth.shape[1]
        index = np.flatnonzero(level.depth.ravel() > 0)
        z = level.depth.ravel()[index].astype(np.float64)
        rows, columns = np.divmod(index, shape[1])
        points = back_projected(columns.astype(np.float64), rows.astype(np.float64), z, level.intrinsics)
        scale = (np.median(z) / z) ** 2 if len(z) else z
        return cls(index, points, level.grey.ravel()[index].astype(np.float64), shape, scale)

    def plane(self, values: Array) -> NDArray[np.float32]:
        """Values (N,) of the pixels as a plane (H, W) float32; NaN elsewhere."""
        filled = np.full(self.shape[0] * self.shape[1], np.nan, np.float32)
        filled[self.index] = values
        return filled.reshape(self.shape)


@dataclass(frozen=True, eq=False)
class Warped:
    """What the second picture says at the moved pixels; NaN where it says nothing. All (N,) float64."""

    points: Array
    grey: Array
    slope_x: Array
    slope_y: Array
    depth_residual: Array
    depth_x: Array
    depth_y: Array


def warping(pixels: Pixels, second: PictureLevel, motion: Array) -> Generator[Progress, None, Warped]:
    """Move, project and read all pixels; ``motion`` (4, 4) takes the first camera's coordinates to the second's."""
    parts = []
    for start in range(0, max(1, len(pixels.points)), CHUNK):
        if start:
            yield Progress(start, len(pixels.points), WARPING)
        parts.append(_warped(pixels.points[start : start + CHUNK], second, motion))
    columns = [np.concatenate([part[k] for part in parts]) for k in range(7)]
    yield Progress(len(pixels.points), len(pixels.points), WARPING)
    return _unhidden(Warped(*columns), second)


def _warped(points: Array, second: PictureLevel, motion: Array) -> tuple[Array, ...]:
    moved = points @ motion[:3, :3].T + motion[:3, 3]
    before = moved[:, 2] > NEAREST
    uv = projected(np.where(before[:, None], moved, 1.0), second.intrinsics)
    read = Sampler(uv[:, 0], uv[:, 1], second.grey.shape)
    seen = before & read.inside
    grey, slope_x, slope_y = (np.where(seen, read(p), np.nan) for p in (second.grey, second.grey_x, second.grey_y))
    if second.depth is None or second.depth_x is None or second.depth_y is None:
        nothing = np.full(len(points), np.nan)
        return moved, grey, slope_x, slope_y, nothing, nothing, nothing
    low, high = read.least(second.depth)
    known = seen & (low > 0) & (high - low < 2 * second.jump * low)
    residual = np.where(known, read(second.depth) - moved[:, 2], np.nan)
    depth_x, depth_y = read(second.depth_x), read(second.depth_y)
    residual[~np.isfinite(depth_x + depth_y)] = np.nan
    return moved, grey, slope_x, slope_y, residual, depth_x, depth_y


def _unhidden(warped: Warped, second: PictureLevel) -> Warped:
    """Take out what the second camera cannot see, for something else stands before it (or it before something)."""
    if second.depth is None:
        return warped
    off = np.abs(warped.depth_residual)
    known = np.isfinite(off)
    limit = max(HIDDEN, HIDDEN_SPREADS * 1.4826 * float(np.median(off[known]))) if known.any() else HIDDEN
    hidden = known & (off > limit)
    warped.grey[hidden] = np.nan
    warped.depth_residual[hidden] = np.nan
    return warped


@dataclass(frozen=True)
class Balance:
    """What is kept through a level, so that its energy is one function: the kernels, and each term's factor."""

    photometric: Kernel
    depth: Kernel
    photometric_factor: float
    depth_factor: float

    @property
    def depth_share(self) -> float:
        """The depth factor over the sum of both, 0..1: Park's sigma."""
        return self.depth_factor / max(self.depth_factor + self.photometric_factor, 1e-300)


@dataclass(frozen=True, eq=False)
class Terms:
    """The residuals (N,) (NaN: not counted) and the energy at one motion."""

    photometric: Array
    depth: Array
    gain: float
    offset: float


def residuals(pixels: Pixels, warped: Warped, brightness: bool) -> Terms:
    """Both residuals; with ``brightness`` the first picture's greys get the second's mean and deviation before."""
    known = np.isfinite(warped.grey)
    gain, offset = 1.0, 0.0
    if brightness and int(known.sum()) >= FEWEST:
        own, other = pixels.grey[known], warped.grey[known]
        spread = float(own.std())
        gain = float(np.clip(other.std() / spread, 0.2, 5.0)) if spread > 1e-6 else 1.0
        offset = float(other.mean() - gain * own.mean())
    return Terms(warped.grey - (gain * pixels.grey + offset), warped.depth_residual * pixels.scale, gain, offset)


def balanced(
    terms: Terms, energy: str, kernel: KernelName, share: float = 0.0, widths: tuple[float, float] = (0.0, 0.0)
) -> Balance:
    """Kernels and factors for a level from its first residuals.

    ``energy`` is "photometric", "depth" or "hybrid". ``share`` 0 divides each term by its own variance (from its median
    absolute value); otherwise the factors are 1 - share and share, for greys 0..1 and metres.
    """
    made, factors = [], []
    for values, width in ((terms.photometric, widths[0]), (terms.depth, widths[1])):
        known = values[np.isfinite(values)]
        chosen = width if width > 0 else chosen_width(kernel, known)
        floor = 1e-4  # a perfect match must not make a width of nothing
        made.append(Kernel(kernel, max(chosen, floor * TUNING[kernel])))
        factors.append(1 / max(chosen_width("none", known), floor) ** 2)
    if share > 0:
        factors = [1 - share, share]
    if energy == "photometric":
        factors[1] = 0.0
    if energy == "depth":
        factors[0] = 0.0
    return Balance(made[0], made[1], factors[0], factors[1])


@dataclass(frozen=True, eq=False)
class System:
    """The normal equations at one motion: ``hessian`` (6, 6) and ``gradient`` (6,) of the energy, by Gauss-Newton."""

    hessian: Array
    gradient: Array
    photometric: float
    depth: float
    weights: Array
    counts: tuple[int, int]

    @property
    def energy(self) -> float:
        """Both terms with their factors."""
        return self.photometric + self.depth

    @property
    def condition(self) -> float:
        """The condition number of the hessian; infinite where it is singular."""
        return float(np.linalg.cond(self.hessian)) if np.isfinite(self.hessian).all() else float("inf")

    def step(self) -> Array | None:
        """The twist (6,) that minimises the linearised energy, or None where the pixels do not determine one."""
        if self.condition > 1e12:
            return None
        return np.asarray(np.linalg.solve(self.hessian, -self.gradient))


def systems(
    pixels: Pixels, warped: Warped, terms: Terms, balance: Balance, second: PictureLevel
) -> Generator[Progress, None, System]:
    """Add up the normal equations of both terms, a chunk of pixels at a time."""
    hessian, gradient = np.zeros((6, 6)), np.zeros(6)
    weights = np.zeros(len(pixels.points))
    energies, counts = [0.0, 0.0], [0, 0]
    for kind, (values, kernel, factor) in enumerate(
        (
            (terms.photometric, balance.photometric, balance.photometric_factor),
            (terms.depth, balance.depth, balance.depth_factor),
        )
    ):
        known = np.flatnonzero(np.isfinite(values))
        counts[kind] = len(known)
        if factor == 0 or not len(known):
            continue
        scale = factor / len(known)
        for start in range(0, len(known), CHUNK):
            k = known[start : start + CHUNK]
            r, points = values[k], warped.points[k]
            w = kernel.weight(r)
            if kind == 0:
                rows = residual_rows(warped.slope_x[k], warped.slope_y[k], points, second.intrinsics)
                weights[k] = w
            else:
                rows = residual_rows(warped.depth_x[k], warped.depth_y[k], points, second.intrinsics, -1.0)
                rows *= pixels.scale[k, None]
                if balance.photometric_factor == 0:
                    weights[k] = w
            weighted = rows * w[:, None]
            hessian += scale * (rows.T @ weighted)
            gradient += scale * (weighted.T @ r)
            energies[kind] += scale * float(kernel.loss(r).sum())
            yield Progress(start, len(known), WARPING)
    return System(hessian, gradient, energies[0], energies[1], weights, (counts[0], counts[1]))
