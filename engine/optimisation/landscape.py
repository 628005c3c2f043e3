"""The energy over two parameters, and the lowest energy that is known."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.geometry.kernels import TUNING, Kernel
from engine.optimisation.least_squares import energies, evaluate, levenberg_marquardt
from engine.optimisation.options import ProblemOptions
from engine.optimisation.problems import PROBLEMS, Problem
from engine.options import Choice
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Doubles = NDArray[np.float64]
Range = tuple[float, float, float, float]

STARTS = 12
"""Random starts, beside the truth and the problem's own, from which the lowest energy is looked for."""
CHUNK = 2048
"""Points of the map between two breaths."""


@dataclass(frozen=True)
class Lowest:
    """The parameters (P,) of the lowest energy known, and that energy."""

    parameters: Doubles
    energy: float


_Key = tuple[str, float, float, int]


def _key(options: ProblemOptions) -> _Key:
    return options.problem, options.noise, options.outliers, options.seed


@functools.lru_cache(maxsize=8)
def _problem(key: _Key) -> Problem:
    name, noise, outliers, seed = key
    return PROBLEMS[name](noise, outliers, seed)


def problem_of(options: ProblemOptions) -> Problem:
    """The problem with its data; the newest are kept."""
    return _problem(_key(options))


def kernel_of(options: ProblemOptions) -> Kernel:
    """The robust kernel; a width of 0 becomes the kernel's tuning constant times the noise."""
    problem = problem_of(options)
    width = options.kernel_width or TUNING[options.kernel] * problem.sigma
    if width <= 0:  # no noise: a hundredth of the observations' spread
        width = 0.01 * float(problem.observed.std())
    return Kernel(options.kernel, width)


def axes_of(options: ProblemOptions) -> tuple[int, int]:
    """The places of the two parameters of the map.

    Raises
    ------
    InputError
        A parameter the problem does not have, or the same one twice.
    """
    problem = problem_of(options)
    names = [p.name for p in problem.parameters]
    for name in (options.x_axis, options.y_axis):
        if name and name not in names:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The problem {problem} has no parameter {name}; it has {known}."),
                problem=problem.name,
                name=name,
                known=", ".join(names),
            )
    x = names.index(options.x_axis) if options.x_axis else -1
    y = names.index(options.y_axis) if options.y_axis else -1
    free = [place for place in (*problem.axes, *range(len(names))) if place not in (x, y)]
    x = x if x >= 0 else free.pop(0)
    y = y if y >= 0 else next(place for place in free if place != x)
    if x == y:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The map of the energy needs two different parameters, not {name} twice."),
            name=names[x],
        )
    return x, y


def axis_choices(name: str, options: ProblemOptions) -> list[Choice]:
    """The parameters that ``x_axis`` or ``y_axis`` can be."""
    other = options.y_axis if name == "x_axis" else options.x_axis
    return [
        Choice(p.name, f"{p.symbol}, {p.unit}" if p.unit else p.symbol)
        for p in PROBLEMS[options.problem].parameters
        if p.name != other
    ]


_lowest: dict[tuple[_Key, Kernel], Lowest] = {}


def lowest_energy(problem: Problem, kernel: Kernel, options: ProblemOptions) -> Generator[Progress, None, Lowest]:
    """The lowest minimum that Levenberg-Marquardt finds from the truth, the default start and random starts.

    The best that is known, not a proof.
    """
    key = (_key(options), kernel)
    if key in _lowest:
        return _lowest[key]
    rng = np.random.default_rng(0)
    low = np.array([p.low for p in problem.parameters])
    high = np.array([p.high for p in problem.parameters])
    starts = [np.array(problem.truth), np.array(problem.start), *rng.uniform(low, high, (STARTS, len(low)))]
    best = Lowest(starts[0], float("inf"))
    for number, start in enumerate(starts):
        best = min(best, _end(problem, kernel, start), key=lambda lowest: lowest.energy)
        yield Progress(number + 1, len(starts), QT_TRANSLATE_NOOP("progress", "starts"))
    while len(_lowest) >= 32:
        del _lowest[next(iter(_lowest))]
    freeze(best.parameters)
    _lowest[key] = best
    return best


def _end(problem: Problem, kernel: Kernel, start: Doubles) -> Lowest:
    if not evaluate(problem, kernel, start).finite:
        return Lowest(start, float("inf"))
    *_, last = itertools.islice(levenberg_marquardt(problem, kernel, start, 1e-2), 80)
    return Lowest(last.point.parameters.copy(), last.point.energy)


def default_range(problem: Problem, axes: tuple[int, int]) -> Range:
    """The whole map: x from, x to, y from, y to."""
    x, y = (problem.parameters[axis] for axis in axes)
    return x.low, x.high, y.low, y.high


def energy_map(
    problem: Problem, kernel: Kernel, through: Doubles, axes: tuple[int, int], place: Range, size: int
) -> Iterator[Progress | Doubles]:
    """The energy on ``size`` x ``size`` cells' centres over two parameters, the others as in ``through`` (P,).

    Breaths, then the map (size, size) float64: rows up the second parameter, NaN where there is no energy.
    """
    x0, x1, y0, y1 = place
    centres = (np.arange(size) + 0.5) / size
    parameters = np.tile(through, (size * size, 1))
    columns, rows = np.meshgrid(x0 + centres * (x1 - x0), y0 + centres * (y1 - y0))
    parameters[:, axes[0]], parameters[:, axes[1]] = columns.ravel(), rows.ravel()
    values = np.empty(len(parameters))
    for first in range(0, len(parameters), CHUNK):
        part = slice(first, first + CHUNK)
        values[part] = energies(problem, kernel, parameters[part])
        yield Progress(min(first + CHUNK, len(parameters)), len(parameters), QT_TRANSLATE_NOOP("progress", "energies"))
    yield freeze(np.where(np.isfinite(values), values, np.nan).reshape(size, size))
