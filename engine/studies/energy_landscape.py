"""The energy of a least-squares problem over two of its parameters: the map the methods walk on.

With more than two parameters it is a slice: the others stand where the energy is lowest, as far as that is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.optimisation.landscape import (
    axes_of,
    axis_choices,
    default_range,
    energy_map,
    kernel_of,
    lowest_energy,
    problem_of,
)
from engine.optimisation.options import ProblemOptions
from engine.options import Choice, option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Energy over two parameters")
PAPER = ""
CHOICES_DEPEND_ON = ("problem", "x_axis", "y_axis")


@dataclass(frozen=True)
class Options(ProblemOptions):
    """Which problem, which part of its map, how fine."""

    place: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options", "The part of the map: from and to of its first, then of its second parameter. Empty: all of it."
        ),
        label=QT_TRANSLATE_NOOP("options", "Part of the map"),
    )
    size: int = option(
        129,
        QT_TRANSLATE_NOOP("options", "Cells along each side of the map."),
        label=QT_TRANSLATE_NOOP("options", "Cells"),
        minimum=2,
        maximum=1025,
        step=1,
    )


@dataclass(frozen=True)
class Frame:
    """The energy on a grid."""

    energy: NDArray[np.float64] = value(
        "energy at the cells' centres, rows up the second parameter; NaN where there is none",
        shape="(S, S)",
        dtype="float64",
    )
    place: NDArray[np.float64] = value(
        "from and to of the first, then of the second parameter", shape="(4,)", dtype="float64"
    )
    axes: NDArray[np.int64] = value("the two parameters, by their place", shape="(2,)", dtype="int64")
    axis_names: tuple[str, ...] = value("their symbols", shape="(2,)", dtype="str")
    energy_unit: str = value("unit of the energy")
    lowest: NDArray[np.float64] = value(
        "parameters of the lowest energy known, where the others stand", shape="(P,)", dtype="float64"
    )
    lowest_energy: float = value("the lowest energy known")
    kernel_width: float = value("the robust kernel's width, in the unit of the residuals")


def run(*, options: Options) -> StudyRun:
    """One frame.

    Raises
    ------
    InputError
        A parameter that does not exist, or a part of the map that is none.
    """
    problem, kernel, axes = problem_of(options), kernel_of(options), axes_of(options)
    place = default_range(problem, axes)
    if options.place:
        if len(options.place) != 4 or options.place[0] >= options.place[1] or options.place[2] >= options.place[3]:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors", "The part of the map takes four numbers: from and to of each of its two parameters."
                )
            )
        place = (options.place[0], options.place[1], options.place[2], options.place[3])
    lowest = yield from lowest_energy(problem, kernel, options)
    for made in energy_map(problem, kernel, lowest.parameters, axes, place, options.size):
        if isinstance(made, Progress):
            yield made
            continue
        yield Frame(
            energy=made,
            place=freeze(np.array(place)),
            axes=freeze(np.array(axes)),
            axis_names=tuple(problem.parameters[axis].symbol for axis in axes),
            energy_unit=f"{problem.unit}²" if problem.unit else "",
            lowest=lowest.parameters,
            lowest_energy=lowest.energy,
            kernel_width=kernel.width,
        )


def ask(name: str, inputs: dict[str, Any], options: Options) -> Sequence[Choice]:
    """The parameters that an axis of the map can be."""
    return axis_choices(name, options)
