"""The three methods walking side by side from one start: what each did at every iteration, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.geometry.kernels import Kernel
from engine.optimisation.landscape import Lowest
from engine.optimisation.least_squares import (
    Iteration,
    chosen_rate,
    evaluate,
    gauss_newton,
    gradient_descent,
    levenberg_marquardt,
    nature,
)
from engine.optimisation.problems import Problem

State = Literal[
    "running", "minimum", "local minimum", "saddle", "flat", "stalled", "diverged", "oscillates", "unfinished"
]

NEAR = 1e-3
"""A minimum counts as the lowest known, and as reached, within this part of its energy (or of the start's, 1e-9)."""
PATIENCE = 20
"""So many iterations in which most steps turn back on the one before, without 1 % less energy, are an oscillation."""


@dataclass
class Runner:
    """One method on its way: its newest iteration, the energies so far, and how it ended."""

    walk: Iterator[Iteration]
    newest: Iteration
    energies: list[float] = field(default_factory=list)
    turned_back: list[bool] = field(default_factory=list)
    state: State = "running"
    reached: int = -1

    @property
    def iterations(self) -> int:
        """Steps computed on the way to the newest point."""
        return len(self.energies) - 1

    def oscillating(self) -> bool:
        """Whether the last steps went to and fro without lowering the energy."""
        if len(self.energies) <= PATIENCE or self.energies[-1] < 0.99 * self.energies[-1 - PATIENCE]:
            return False
        return sum(self.turned_back[-PATIENCE:]) > PATIENCE / 2


class Race:
    """Gauss-Newton, Levenberg-Marquardt and gradient descent from one start; the start has to have an energy."""

    def __init__(
        self, problem: Problem, kernel: Kernel, start: NDArray[np.float64], lowest: Lowest, damping: float, rate: float
    ) -> None:
        self.problem, self.kernel = problem, kernel
        self.rate = chosen_rate(evaluate(problem, kernel, start), rate)
        walks: list[Iterator[Iteration]] = [
            gauss_newton(problem, kernel, start),
            levenberg_marquardt(problem, kernel, start, damping),
            gradient_descent(problem, kernel, start, self.rate),
        ]
        self.runners = [Runner(walk, next(walk)) for walk in walks]
        first = self.runners[0].newest.point.energy
        self._lowest = lowest.energy
        self._near = lowest.energy * (1 + NEAR) + 1e-9 * first
        for runner in self.runners:
            self._note(runner)

    def advance(self) -> None:
        """One iteration of every method that has not ended."""
        for runner in self.runners:
            if runner.state == "running":
                before, runner.newest = runner.newest.step, next(runner.walk)
                runner.turned_back.append(float(before @ runner.newest.step) < 0)
                self._note(runner)

    @property
    def ended(self) -> bool:
        """Whether no method goes on."""
        return all(runner.state != "running" for runner in self.runners)

    def stop(self) -> None:
        """Say of the methods that have not ended what they were doing."""
        for runner in self.runners:
            if runner.state == "running":
                runner.state = "oscillates" if runner.oscillating() else "unfinished"

    def _note(self, runner: Runner) -> None:
        energy = runner.newest.point.energy
        runner.energies.append(energy)
        if runner.reached < 0 and energy <= self._near:
            runner.reached = runner.iterations
        outcome = runner.newest.outcome
        if outcome in ("stalled", "diverged"):
            runner.state = "diverged" if outcome == "diverged" else "stalled"
        elif outcome == "converged":
            kind = nature(self.problem, self.kernel, runner.newest.point)
            if kind == "minimum":
                runner.state = "minimum" if energy <= self._near else "local minimum"
            else:
                runner.state = kind
