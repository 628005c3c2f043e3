"""Where a radiance field keeps what it has learnt: the levels of its features, and which places share a table's entry.

Müller et al. 2022, section 3: grids of several resolutions; a fine grid's vertices are hashed into a table that is too
small for all of them. Of ``planes`` (Chen et al. 2022) the products of planes and lines are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.options import option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.files import TrainedField as Field

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Levels of a radiance field")
PAPER = "Müller, Evans, Schied and Keller 2022"


@dataclass(frozen=True)
class Options:
    """The point, and the slice through it."""

    point: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "The point's three coordinates; empty: the middle of the field's box."),
        label=QT_TRANSLATE_NOOP("options", "Point"),
    )
    axis: Literal["x", "y", "z"] = option(
        "z",
        QT_TRANSLATE_NOOP("options", "The slice lies across this axis, through the point."),
        label=QT_TRANSLATE_NOOP("options", "Across"),
        choice_labels=("x", "y", "z"),
    )
    size: int = option(
        128,
        QT_TRANSLATE_NOOP("options", "Rows and columns of the slices."),
        label=QT_TRANSLATE_NOOP("options", "Size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=8,
        maximum=512,
        step=8,
        advanced=True,
    )


@dataclass(frozen=True)
class Frame:
    """The levels at one point. What only hashed grids have is None for the others."""

    point: NDArray[np.float64] = value("the point", shape="(3,)", dtype="float64", unit="scene")
    unit_point: NDArray[np.float64] = value(
        "the point in the field's coordinates, -1 to 1", shape="(3,)", dtype="float64"
    )
    resolutions: NDArray[np.int64] = value("cells along a side of each level", shape="(levels,)", dtype="int64")
    entries: NDArray[np.int64] = value("entries each level has", shape="(levels,)", dtype="int64")
    slices: NDArray[np.float32] = value(
        "root mean square of a level's features on the slice; of planes the products for density along z, y, x, then "
        "those for the colour; columns are the first, rows the last of the other two axes",
        shape="(slices, rows, columns)",
        dtype="float32",
    )
    vertices: NDArray[np.int64] | None = value(
        "the eight corners of the point's cell, as vertices of each level's grid",
        shape="(levels, 8, 3)",
        dtype="int64",
    )
    corner_entries: NDArray[np.int64] | None = value(
        "which entry of the level's table each corner has", shape="(levels, 8)", dtype="int64"
    )
    weights: NDArray[np.float32] | None = value(
        "how much each corner counts at the point", shape="(levels, 8)", dtype="float32"
    )
    sharing: NDArray[np.int64] | None = value(
        "how many other vertices in cells that are not empty share the corner's entry",
        shape="(levels, 8)",
        dtype="int64",
    )
    step: int = value("training steps the field had taken", unit="steps")


def run(field: Field, *, options: Options) -> StudyRun:
    """Look at the levels and yield one :class:`Frame`.

    Raises
    ------
    InputError
        The point is not three finite numbers, or the field has no features in space.
    """
    from engine.runtime.torch_loading import load_torch

    load_torch()
    import torch

    from engine.fields.grids import HashField
    from engine.fields.levels import corners_of, resolutions_of, slices, table_sizes
    from engine.fields.quick import QuickField

    asked = field.field
    if not isinstance(asked, QuickField):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "This field is a network alone: planes, grid and hash have levels in space.")
        )
    low, high = np.array(field.bounds.low), np.array(field.bounds.high)
    point = np.array(options.point, np.float64) if options.point else (low + high) / 2
    if point.shape != (3,) or not np.isfinite(point).all():
        raise InputError(QT_TRANSLATE_NOOP("errors", "A point is three numbers."))
    unit = asked.unit_coordinates(torch.from_numpy(point.astype(np.float32)).to(asked.device)[None])[0].clamp(-1, 1)
    axis = "xyz".index(options.axis)
    breath = Progress(0, 0, QT_TRANSLATE_NOOP("progress", "levels"))
    running = slices(asked, float(unit[axis]), axis, options.size)
    while True:
        try:
            next(running)
        except StopIteration as end:
            pictures = end.value
            break
        yield breath
    corners = None
    if isinstance(asked, HashField):
        looking = corners_of(asked, unit)
        while True:
            try:
                next(looking)
            except StopIteration as end:
                corners = end.value
                break
            yield breath
    yield Frame(
        point=freeze(point),
        unit_point=freeze(unit.cpu().double().numpy()),
        resolutions=freeze(np.array(resolutions_of(asked), np.int64)),
        entries=freeze(np.array(table_sizes(asked), np.int64)),
        slices=freeze(pictures.cpu().numpy()),
        vertices=None if corners is None else freeze(corners.vertices.cpu().numpy()),
        corner_entries=None if corners is None else freeze(corners.entries.cpu().numpy()),
        weights=None if corners is None else freeze(corners.weights.cpu().numpy()),
        sharing=None if corners is None else freeze(corners.sharing.cpu().numpy()),
        step=field.step,
    )
