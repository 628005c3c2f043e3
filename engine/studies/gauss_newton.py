"""Least squares by Gauss-Newton, Levenberg-Marquardt and gradient descent, from one start, side by side.

At every iteration: where each method stands, its residuals, Jacobian and weights, the equation of its step, and the
chain rule behind every row of the Jacobian (Nocedal and Wright 2006, chapter 10; Marquardt 1963).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.errors import InputError
from engine.optimisation.landscape import (
    Lowest,
    axes_of,
    axis_choices,
    default_range,
    energy_map,
    kernel_of,
    lowest_energy,
    problem_of,
)
from engine.optimisation.least_squares import METHODS, evaluate
from engine.optimisation.options import ProblemOptions
from engine.optimisation.race import Race
from engine.options import Choice, option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.geometry.kernels import Kernel
    from engine.optimisation.problems import Problem

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Gauss-Newton")
PAPER = "Marquardt 1963"
CHOICES_DEPEND_ON = ("problem", "x_axis", "y_axis")

MAP_SIZE = 81
BREATH = 8
"""Iterations of all three methods between two breaths at most; each takes well under a millisecond."""


@dataclass(frozen=True)
class Options(ProblemOptions):
    """The problem, the start, and how the methods step."""

    start: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options", "The parameters to start from; dragging the ring on the map sets them. Empty: the problem's own."
        ),
        label=QT_TRANSLATE_NOOP("options", "Start"),
    )
    damping: float = option(
        1.0,
        QT_TRANSLATE_NOOP(
            "options", "Levenberg-Marquardt's first lambda; 0 is Gauss-Newton, much is a short step down the gradient."
        ),
        label=QT_TRANSLATE_NOOP("options", "Damping λ"),
        minimum=1e-8,
        maximum=1e8,
        logarithmic=True,
    )
    rate: float = option(
        1.0,
        QT_TRANSLATE_NOOP(
            "options",
            "Gradient descent's learning rate, in parts of the largest that never overshoots on the start's quadratic; "
            "from 2 on it diverges there.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Learning rate"),
        minimum=0.01,
        maximum=3.0,
        step=0.01,
    )
    iterations: int = option(
        300,
        QT_TRANSLATE_NOOP("options", "Iterations at most; a method that has converged stops by itself."),
        label=QT_TRANSLATE_NOOP("options", "Iterations"),
        minimum=1,
        maximum=2000,
        step=1,
    )


@dataclass(frozen=True)
class Frame:
    """One iteration. The first axis of size 3 is the method: Gauss-Newton, Levenberg-Marquardt, gradient descent.

    What an observation gives is a residual a coordinate: N = K for curves, 2 K where points are observed.
    """

    iteration: int = value("the iteration, 0 at the start")
    problem: str = value("the problem's name")
    methods: tuple[str, ...] = value("names of the methods", shape="(3,)", dtype="str")
    states: tuple[str, ...] = value(
        "running, minimum (the lowest known), local minimum, saddle, flat, stalled, diverged, oscillates, unfinished",
        shape="(3,)",
        dtype="str",
    )
    done: bool = value("whether this is the last iteration")
    gauss_newton_energy: float = value("energy where Gauss-Newton stands", unit="residual²")
    levenberg_marquardt_energy: float = value("energy where Levenberg-Marquardt stands", unit="residual²")
    gradient_descent_energy: float = value("energy where gradient descent stands", unit="residual²")
    gauss_newton_gradient: float = value("length of the gradient where Gauss-Newton stands")
    levenberg_marquardt_gradient: float = value("length of the gradient where Levenberg-Marquardt stands")
    gradient_descent_gradient: float = value("length of the gradient where gradient descent stands")
    damping: float = value("Levenberg-Marquardt's lambda in its step")
    rate: float = value("gradient descent's learning rate: its step is -rate times the gradient")
    energies: NDArray[np.float64] = value("energy of each method", shape="(3,)", dtype="float64", unit="residual²")
    energies_after: NDArray[np.float64] = value(
        "energy after the step, taken or not; NaN where there is none", shape="(3,)", dtype="float64", unit="residual²"
    )
    accepted: NDArray[np.bool_] = value("whether the step is taken", shape="(3,)", dtype="bool")
    iterations: NDArray[np.int64] = value("iterations of each method so far", shape="(3,)", dtype="int64")
    reached: NDArray[np.int64] = value(
        "the iteration at which it came within 0.1 % of the lowest energy known; -1: not yet",
        shape="(3,)",
        dtype="int64",
    )
    parameters: NDArray[np.float64] = value("where each method stands", shape="(3, P)", dtype="float64")
    steps: NDArray[np.float64] = value("the step computed there", shape="(3, P)", dtype="float64")
    trials: NDArray[np.float64] = value("the parameters after the step, taken or not", shape="(3, P)", dtype="float64")
    residuals: NDArray[np.float64] = value("prediction minus observation", shape="(3, N)", dtype="float64")
    weights: NDArray[np.float64] = value("the kernel's weight of each residual", shape="(3, N)", dtype="float64")
    jacobians: NDArray[np.float64] = value("J, derivatives of the residuals", shape="(3, N, P)", dtype="float64")
    hessians: NDArray[np.float64] = value("J^T W J", shape="(3, P, P)", dtype="float64")
    gradients: NDArray[np.float64] = value("J^T W r", shape="(3, P)", dtype="float64")
    places: tuple[str, ...] = value("what the chain rule goes through, parameters first", shape="(L,)", dtype="str")
    sizes: NDArray[np.int64] = value("how many values stand at each place", shape="(L,)", dtype="int64")
    chain_values: NDArray[np.float64] = value(
        "the values at the places after the parameters, one after the other", shape="(3, N, V)", dtype="float64"
    )
    chain_factors: NDArray[np.float64] = value(
        "the derivative of each place by the one before, row by row, from the parameters outwards",
        shape="(3, N, F)",
        dtype="float64",
    )
    observed: NDArray[np.float64] = value("where the observations are drawn", shape="(K, 2)", dtype="float64")
    predicted: NDArray[np.float64] = value("where the predictions are drawn", shape="(3, K, 2)", dtype="float64")
    outlier: NDArray[np.bool_] = value("which observations were made outliers", shape="(K,)", dtype="bool")
    shapes: NDArray[np.float64] = value(
        "each method's curve, figure or projection as polylines, NaN between them", shape="(3, M, 2)", dtype="float64"
    )
    truth: NDArray[np.float64] = value("the parameters the observations were made with", shape="(P,)", dtype="float64")
    truth_shape: NDArray[np.float64] = value("the same as polylines", shape="(M, 2)", dtype="float64")
    symbols: tuple[str, ...] = value("the parameters' symbols", shape="(P,)", dtype="str")
    units: tuple[str, ...] = value("the parameters' units", shape="(P,)", dtype="str")
    latex: tuple[str, ...] = value("the parameters in LaTeX", shape="(P,)", dtype="str")
    residual_unit: str = value("unit of the residuals")
    kernel_width: float = value("the robust kernel's width, in the unit of the residuals")
    lowest: NDArray[np.float64] = value("parameters of the lowest energy known", shape="(P,)", dtype="float64")
    lowest_energy: float = value("the lowest energy known", unit="residual²")
    axes: NDArray[np.int64] = value("the two parameters of the map, by their place", shape="(2,)", dtype="int64")
    map_energy: NDArray[np.float64] = value(
        "energy at the map's cells, rows up the second parameter, the other parameters as in lowest",
        shape="(S, S)",
        dtype="float64",
        unit="residual²",
    )
    map_place: NDArray[np.float64] = value(
        "from and to of the map's first, then second parameter", shape="(4,)", dtype="float64"
    )
    notes: tuple[str, ...] = value("what was chosen, in sentences", shape="(n,)", dtype="str")


def run(*, options: Options) -> StudyRun:
    """One frame an iteration, the start first, until no method goes on.

    Raises
    ------
    InputError
        A start without an energy, or a parameter the problem does not have.
    """
    problem, kernel, axes = problem_of(options), kernel_of(options), axes_of(options)
    start, notes = _start(problem, options)
    if not evaluate(problem, kernel, start).finite:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "At the start {start} there is no energy: a prediction is not a finite number."
            ),
            start=", ".join(f"{number:.6g}" for number in start),
        )
    if options.kernel != "none" and options.kernel_width == 0:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "The kernel's width, {width}, was chosen from the noise."),
                width=f"{kernel.width:.3g} {problem.unit}".rstrip(),
            )
        )
    lowest = yield from lowest_energy(problem, kernel, options)
    place, energy = default_range(problem, axes), None
    for made in energy_map(problem, kernel, lowest.parameters, axes, place, MAP_SIZE):
        if isinstance(made, Progress):
            yield made
        else:
            energy = made
    race = Race(problem, kernel, start, lowest, options.damping, options.rate)
    fixed = {
        **_fixed(problem, kernel, lowest),
        "rate": race.rate,
        "axes": freeze(np.array(axes)),
        "map_energy": energy,
        "map_place": freeze(np.array(place)),
        "notes": tuple(notes),
    }
    for iteration in range(options.iterations + 1):
        if iteration:
            race.advance()
        done = race.ended or iteration == options.iterations
        if done:
            race.stop()
        yield Frame(**fixed, **_walked(problem, race, iteration, done))
        if done:
            return
        if iteration % BREATH == 0:
            yield Progress(iteration, options.iterations, QT_TRANSLATE_NOOP("progress", "iterations"))


def ask(name: str, inputs: dict[str, Any], options: Options) -> Sequence[Choice]:
    """The parameters that an axis of the map can be."""
    return axis_choices(name, options)


def _start(problem: Problem, options: Options) -> tuple[NDArray[np.float64], list[str]]:
    """The parameters to start from, and what has to be said of them."""
    wanted = len(problem.parameters)
    if not options.start or len(options.start) == wanted:
        return np.array(options.start or problem.start, dtype=np.float64), []
    note = Note(
        QT_TRANSLATE_NOOP(
            "errors",
            "The start takes {wanted} numbers for this problem, not {given}: the problem's own start was used.",
        ),
        given=len(options.start),
        wanted=wanted,
    )
    return np.array(problem.start), [note]


def _fixed(problem: Problem, kernel: Kernel, lowest: Lowest) -> dict[str, Any]:
    """The fields that all frames of a run share."""
    truth = np.array(problem.truth)
    return {
        "problem": problem.name,
        "methods": METHODS,
        "places": problem.places,
        "observed": freeze(problem.points(truth)[0].copy()),
        "outlier": freeze(problem.outlier.copy()),
        "truth": freeze(truth),
        "truth_shape": freeze(_joined(problem.shape(truth))),
        "symbols": tuple(p.symbol for p in problem.parameters),
        "units": tuple(p.unit for p in problem.parameters),
        "latex": tuple(p.latex for p in problem.parameters),
        "residual_unit": problem.unit,
        "kernel_width": kernel.width,
        "lowest": lowest.parameters,
        "lowest_energy": lowest.energy,
    }


def _walked(problem: Problem, race: Race, iteration: int, done: bool) -> dict[str, Any]:
    """The fields of one iteration."""
    newest = [runner.newest for runner in race.runners]
    points = [made.point for made in newest]

    def stack(values: Sequence[Any]) -> Any:
        return freeze(np.stack([np.asarray(v) for v in values]))

    scalars = {}
    for method, point in zip(METHODS, points, strict=True):
        name = method.replace("-", "_")
        scalars[f"{name}_energy"] = point.energy
        scalars[f"{name}_gradient"] = float(np.linalg.norm(point.gradient))
    return {
        **scalars,
        "iteration": iteration,
        "done": done,
        "states": tuple(runner.state for runner in race.runners),
        "damping": float(newest[1].damping or 0.0),
        "energies": stack([point.energy for point in points]),
        "energies_after": stack([made.energy_after for made in newest]),
        "accepted": stack([made.accepted for made in newest]),
        "iterations": stack([runner.iterations for runner in race.runners]),
        "reached": stack([runner.reached for runner in race.runners]),
        "parameters": stack([point.parameters for point in points]),
        "steps": stack([made.step for made in newest]),
        "trials": stack([problem.moved(made.point.parameters, made.step) for made in newest]),
        "residuals": stack([point.residuals for point in points]),
        "weights": stack([point.weights for point in points]),
        "jacobians": stack([point.jacobian for point in points]),
        "hessians": stack([point.hessian for point in points]),
        "gradients": stack([point.gradient for point in points]),
        "sizes": freeze(np.array(points[0].chain.sizes())),
        "chain_values": stack([point.chain.flat_values() for point in points]),
        "chain_factors": stack([point.chain.flat_factors() for point in points]),
        "predicted": stack([problem.points(point.parameters)[1] for point in points]),
        "shapes": stack([_joined(problem.shape(point.parameters)) for point in points]),
    }


def _joined(lines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Polylines one after the other, (M, 2), a row of NaN between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)][:-1])
