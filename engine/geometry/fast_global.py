"""Fast Global Registration: one robust optimisation over fixed matches, from a smooth problem to a sharp one.

Zhou, Park, Koltun, *Fast Global Registration*, ECCV 2016. The objective is the sum of the scaled Geman-McClure penalty
rho(r) = mu r^2 / (mu + r^2) over the matches (equation 2). Its dual by Black and Rangarajan gives each match a line
process l: the sum of l r^2 + mu (sqrt(l) - 1)^2 (equations 3 and 4) is least at l = (mu / (mu + r^2))^2 (equation 6),
and is the penalty there. In turn the line processes are set and the motion takes one Gauss-Newton step on the twist
(equations 7 and 8). mu begins at the square of the clouds' extent, the largest distance of a matched point from the
centre, and is divided by 1.4 every fourth iteration until it is the square of the distance at which a match counts as
right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry import rigid

Array = NDArray[np.float64]

DIVISOR = 1.4
EVERY = 4
SETTLED = 1e-9
"""A twist (radians, and shift over the extent) below which the motion counts as settled."""


def penalty(squared: Array | float, mu: float) -> Array:
    """The penalty mu r^2 / (mu + r^2) of squared residuals."""
    squared = np.asarray(squared, dtype=np.float64)
    return mu * squared / (mu + squared)


def line_process(squared: Array | float, mu: float) -> Array:
    """The line process (mu / (mu + r^2))^2 of squared residuals: 0 to 1."""
    return (mu / (mu + np.asarray(squared, dtype=np.float64))) ** 2


def residuals(transform: Array, points: Array, targets: Array) -> Array:
    """``targets - T points`` (M, 3)."""
    return targets - rigid.moved(transform, points)


def jacobian(moved: Array) -> Array:
    """The derivative (M, 3, 6) of ``targets - exp(twist) moved`` by the twist at 0: ``[skew(p), -I]`` a point."""
    derivative = np.zeros((len(moved), 3, 6))
    x, y, z = moved.T
    derivative[:, 0, 1], derivative[:, 0, 2] = -z, y
    derivative[:, 1, 0], derivative[:, 1, 2] = z, -x
    derivative[:, 2, 0], derivative[:, 2, 1] = -y, x
    derivative[:, [0, 1, 2], [3, 4, 5]] = -1.0
    return derivative


@dataclass(frozen=True, eq=False)
class Annealed:
    """One iteration: the motion after its step, and what is measured there.

    ``weights`` (M,) are the line processes at ``transform`` and ``mu``, ``distances`` (M,) the residuals' lengths,
    ``objective`` the sum of the penalties, ``before`` the same sum at this ``mu`` before the step, ``twist`` (6,) the
    step taken.
    """

    transform: Array
    mu: float
    weights: Array
    distances: Array
    objective: float
    before: float
    twist: Array


def annealing(
    points: Array, targets: Array, distance: float, iterations: int = 64, start: Array | None = None
) -> Iterator[Annealed]:
    """Fast Global Registration of M matches: ``points`` (M, 3) to ``targets`` (M, 3), both about their own centres.

    Ends after ``iterations`` steps, or when mu has reached ``distance`` squared and the motion has settled. ``start``
    (4, 4) is the identity where it is not given. Fewer than 3 matches give no iteration.
    """
    if len(points) < 3:
        return
    transform = np.eye(4) if start is None else np.array(start, dtype=np.float64)
    extent = max(float(np.sqrt((points**2).sum(axis=1).max())), float(np.sqrt((targets**2).sum(axis=1).max())))
    if extent <= 0:
        return
    floor = distance**2
    mu = extent**2
    for iteration in range(iterations):
        if iteration % EVERY == 0 and mu > floor:
            mu = max(mu / DIVISOR, floor)
        r = residuals(transform, points, targets)
        squared = (r**2).sum(axis=1)
        before = float(penalty(squared, mu).sum())
        twist = _step(rigid.moved(transform, points), r, line_process(squared, mu), extent)
        # The linearised step can overshoot where the rotation is large: it is halved while the objective would rise.
        for _ in range(8):
            moved = rigid.exp(twist) @ transform
            squared = (residuals(moved, points, targets) ** 2).sum(axis=1)
            objective = float(penalty(squared, mu).sum())
            if objective <= before:
                break
            twist = twist / 2
        else:
            moved, twist = transform, np.zeros(6)
            squared, objective = (r**2).sum(axis=1), before
        transform = moved
        yield Annealed(transform, mu, line_process(squared, mu), np.sqrt(squared), objective, before, twist)
        size = max(float(np.abs(twist[:3]).max()), float(np.abs(twist[3:]).max()) / extent)
        if mu <= floor and size < SETTLED:
            return


def _step(moved: Array, r: Array, weights: Array, extent: float) -> Array:
    """Equation 8: solve J^T L J twist = -J^T L r for the rotation times the extent and the shift: all of one unit."""
    derivative = jacobian(moved)
    derivative[:, :, :3] /= extent
    flat = derivative.reshape(-1, 6)
    weighted = flat * np.repeat(weights, 3)[:, None]
    # A little damping leaves a motion that the matches do not fix (all on one line) where it is.
    hessian = flat.T @ weighted
    hessian += np.eye(6) * (1e-12 * max(float(np.trace(hessian)), 1e-300))
    step = np.linalg.solve(hessian, -(weighted.T @ r.ravel()))
    step[:3] /= extent
    return np.asarray(step)
