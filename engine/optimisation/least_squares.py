"""Gauss-Newton, Levenberg-Marquardt and gradient descent on one energy, one iteration at a time.

The energy is the sum of the kernel's loss over the observations, half the sum of squared residuals without a kernel.
With weights W from the kernel (iteratively reweighted least squares) and the Jacobian J of the residuals r, all three
use the gradient g = J^T W r and, the first two, H = J^T W J in place of the second derivatives (Nocedal and Wright,
*Numerical Optimization*, 2006, chapter 10; Marquardt 1963).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.geometry.kernels import Kernel
from engine.optimisation.chain import Chain
from engine.optimisation.problems import Problem

Doubles = NDArray[np.float64]
Outcome = Literal["running", "converged", "stalled", "diverged"]

METHODS = ("gauss-newton", "levenberg-marquardt", "gradient-descent")

TOLERANCE = 1e-6
"""Converged: the residuals stand at right angles to every column of J, the largest cosine at most this."""
FAR = 1e4
"""Diverged: a parameter further than so many widths from its range."""
LARGEST_DAMPING = 1e14
"""Stalled: not even this damping gives a step that lowers the energy."""


@dataclass(frozen=True)
class Point:
    """The energy at some parameters (P,), and all that the steps are made of: r (N,), weights (N,), J, g, H."""

    parameters: Doubles
    energy: float
    residuals: Doubles
    weights: Doubles
    jacobian: Doubles
    gradient: Doubles
    hessian: Doubles
    chain: Chain

    @property
    def finite(self) -> bool:
        """Whether there is an energy and a Jacobian at all."""
        return bool(np.isfinite(self.energy) and np.isfinite(self.jacobian).all())


@dataclass(frozen=True)
class Iteration:
    """Where a method stands, the step (P,) it computed there, and what became of it.

    ``damping`` is lambda in that step, None for the methods without; ``accepted`` whether the next point is ``point``
    moved by ``step``; ``energy_after`` the energy there, accepted or not.
    """

    point: Point
    step: Doubles
    damping: float | None
    accepted: bool
    energy_after: float
    outcome: Outcome


def magnitudes(problem: Problem, residuals: Doubles) -> Doubles:
    """The length of each observation's residual: (..., K) of (..., N)."""
    if problem.group == 1:
        return np.abs(residuals)
    return np.asarray(np.linalg.norm(residuals.reshape(*residuals.shape[:-1], -1, problem.group), axis=-1))


def energies(problem: Problem, kernel: Kernel, parameters: Doubles) -> Doubles:
    """The energy at many parameters: (...,) of (..., P); NaN where an observation has no prediction."""
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = magnitudes(problem, problem.residuals(parameters))
        return np.asarray(kernel.loss(lengths).sum(axis=-1))


def evaluate(problem: Problem, kernel: Kernel, parameters: Doubles) -> Point:
    """Everything at one point."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        chain = problem.chain(parameters)
        residuals, jacobian = chain.residuals, chain.jacobian()
        lengths = magnitudes(problem, residuals)
        weights = np.repeat(kernel.weight(lengths), problem.group)
        weighted = jacobian * weights[:, None]
        energy = float(kernel.loss(lengths).sum())
        return Point(
            parameters, energy, residuals, weights, jacobian, weighted.T @ residuals, weighted.T @ jacobian, chain
        )


def cosine(point: Point) -> float:
    """The largest cosine between the weighted residuals and a column of the Jacobian: 0 at a stationary point."""
    lengths = np.sqrt(np.diag(point.hessian) * float(point.weights @ point.residuals**2))
    if not lengths.max(initial=0.0) > 0.0:
        return 0.0
    return float(np.max(np.abs(point.gradient) / np.where(lengths > 0, lengths, np.inf)))


def converged(problem: Problem, point: Point) -> bool:
    """Whether a point is stationary, or its residuals vanish to the last digits."""
    size = float(np.linalg.norm(problem.observed))
    exact = float(np.sqrt(point.weights @ point.residuals**2)) <= 1e-13 * size
    return exact or cosine(point) <= TOLERANCE


def newton_step(point: Point) -> Doubles:
    """The step of Gauss-Newton: H step = -g, the shortest solution where H is singular."""
    return np.asarray(np.linalg.lstsq(point.hessian, -point.gradient, rcond=None)[0])


def damped_step(point: Point, damping: float) -> Doubles:
    """Marquardt's step: (H + damping diag H) step = -g. Damping 0: Gauss-Newton; large: -g / (damping diag H)."""
    diagonal = np.diag(point.hessian)
    scale = np.maximum(diagonal, 1e-12 * max(float(diagonal.max(initial=0.0)), 1e-300))
    return np.asarray(np.linalg.lstsq(point.hessian + damping * np.diag(scale), -point.gradient, rcond=None)[0])


def chosen_rate(point: Point, rate: float) -> float:
    """The learning rate: ``rate`` over the largest eigenvalue of H at the start.

    On a quadratic energy 1 is the rate that never overshoots, and from 2 on the descent diverges.
    """
    largest = float(np.linalg.eigvalsh(point.hessian)[-1]) if point.finite else 0.0
    return rate / largest if largest > 0 else rate


def _lost(problem: Problem, parameters: Doubles) -> bool:
    low = np.array([p.low for p in problem.parameters])
    high = np.array([p.high for p in problem.parameters])
    with np.errstate(invalid="ignore"):
        away = np.maximum(low - parameters, parameters - high) / (high - low)
    return not bool(np.isfinite(parameters).all()) or float(away.max()) > FAR


def _undamped(problem: Problem, kernel: Kernel, start: Doubles, rate: float | None) -> Iterator[Iteration]:
    """Full steps, taken whatever they do: Gauss-Newton's, or the gradient times ``rate``."""
    point = evaluate(problem, kernel, start)
    while True:
        nothing = np.zeros_like(point.parameters)
        if converged(problem, point):
            yield Iteration(point, nothing, None, True, point.energy, "converged")
            return
        step = newton_step(point) if rate is None else -rate * point.gradient
        moved = problem.moved(point.parameters, step)
        if not np.any(step) or (moved == point.parameters).all():
            yield Iteration(point, nothing, None, True, point.energy, "stalled")
            return
        after = None if _lost(problem, moved) else evaluate(problem, kernel, moved)
        if after is None or not after.finite:
            yield Iteration(point, step, None, False, float("nan"), "diverged")
            return
        yield Iteration(point, step, None, True, after.energy, "running")
        point = after


def gauss_newton(problem: Problem, kernel: Kernel, start: Doubles) -> Iterator[Iteration]:
    """Gauss-Newton with full steps: no line search, so that it can be seen to go up, and away."""
    return _undamped(problem, kernel, start, None)


def gradient_descent(problem: Problem, kernel: Kernel, start: Doubles, rate: float) -> Iterator[Iteration]:
    """Gradient descent with a fixed learning rate."""
    return _undamped(problem, kernel, start, rate)


def levenberg_marquardt(problem: Problem, kernel: Kernel, start: Doubles, damping: float) -> Iterator[Iteration]:
    """Marquardt's rule: a step that lowers the energy is taken and lambda divided by 10, otherwise lambda times 10."""
    point = evaluate(problem, kernel, start)
    while True:
        if converged(problem, point):
            yield Iteration(point, np.zeros_like(point.parameters), damping, True, point.energy, "converged")
            return
        step = damped_step(point, damping)
        moved = problem.moved(point.parameters, step)
        after = None if _lost(problem, moved) else evaluate(problem, kernel, moved)
        lower = after is not None and after.finite and after.energy < point.energy
        energy_after = after.energy if after is not None and np.isfinite(after.energy) else float("nan")
        if not lower and damping > LARGEST_DAMPING:
            yield Iteration(point, step, damping, False, energy_after, "stalled")
            return
        yield Iteration(point, step, damping, lower, energy_after, "running")
        if lower and after is not None:
            point, damping = after, max(damping / 10, 1e-15)
        else:
            damping = max(damping, 1e-15) * 10


def second_derivatives(problem: Problem, kernel: Kernel, parameters: Doubles, width: float = 1e-5) -> Doubles:
    """The true second derivatives of the energy (P, P), by central differences of its gradient."""
    rows = []
    for unit in np.eye(len(parameters)):
        ahead = evaluate(problem, kernel, problem.moved(parameters, width * unit)).gradient
        behind = evaluate(problem, kernel, problem.moved(parameters, -width * unit)).gradient
        rows.append((ahead - behind) / (2 * width))
    matrix = np.array(rows)
    return (matrix + matrix.T) / 2


Nature = Literal["minimum", "saddle", "flat"]


def nature(problem: Problem, kernel: Kernel, point: Point) -> Nature:
    """What kind of stationary point it is, by the signs of the second derivatives in the parameters' ranges."""
    ranges = np.array([p.high - p.low for p in problem.parameters])
    values = np.linalg.eigvalsh(second_derivatives(problem, kernel, point.parameters) * np.outer(ranges, ranges))
    most = float(np.abs(values).max())
    if most <= 1e-12 * max(point.energy, 1e-300) or not np.isfinite(most):
        return "flat"
    if values[0] < -1e-6 * most:
        return "saddle"
    return "minimum" if values[0] > 1e-9 * most else "flat"
