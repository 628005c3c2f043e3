"""The basin of convergence of ICP: from which rotations and shifts it finds back.

The source is turned and shifted away from the answer, and each cell of the map is one coarse-to-fine run from there, on
a few thousand points. Where the map is dark the nearest neighbours still lead home; beyond, ICP ends in another
minimum.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud, digesting
from engine.data.notes import Note
from engine.errors import ComputationError
from engine.geometry import rigid
from engine.geometry.alignment_options import AlignmentOptions
from engine.geometry.icp_loop import Pair, Refined, matching, preparing_pair, refining_pair, stepping
from engine.geometry.kernels import Kernel, chosen_width
from engine.geometry.preparing import voxel_grid
from engine.geometry.scales import Scale, choosing
from engine.geometry.truth import truth_of
from engine.geometry.working_clouds import WorkingPair, working_pair
from engine.options import option, seed_option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Basin of convergence")
PAPER = ""
DEFAULT_INPUTS = {"source": "room-2", "target": "room-1"}

PREPARING = QT_TRANSLATE_NOOP("progress", "the two clouds")

Array = NDArray[np.float64]
Axis = Literal["x", "y", "z"]

STEPS = 20
"""Steps of a cell at each scale, at most."""
TOLERANCE = 1e-4
ROTATION_RANGE = 60.0
SHIFT_PART = 0.25
"""The chosen range of shifts over the target's extent."""
TURNED_LESS = 2.0
"""A cell has converged within this many degrees, and half the finest scale's largest distance, of the answer."""


@dataclass(frozen=True)
class Options(AlignmentOptions):
    """The run of a cell, and what the map spans."""

    initial: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options",
            "Where the answer is looked for when no true transform is known: degrees about x, y and z, then the shift.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Initial pose"),
        minimum=-1e9,
        maximum=1e9,
        empty=QT_TRANSLATE_NOOP("options", "as it is"),
    )
    rotation_axis: Axis = option(
        "z",
        QT_TRANSLATE_NOOP("options", "The axis through the source's centre that it is turned about."),
        label=QT_TRANSLATE_NOOP("options", "Turned about"),
    )
    shift_axis: Axis = option(
        "x",
        QT_TRANSLATE_NOOP("options", "The axis that the source is shifted along."),
        label=QT_TRANSLATE_NOOP("options", "Shifted along"),
    )
    rotation_range: float = option(
        ROTATION_RANGE,
        QT_TRANSLATE_NOOP("options", "The largest rotation, to either side."),
        label=QT_TRANSLATE_NOOP("options", "Rotations up to"),
        unit="degrees",
        minimum=0.0,
        maximum=180.0,
        step=5.0,
    )
    shift_range: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options", "The largest shift, to either side, in the clouds' unit. 0: a quarter of the target's extent."
        ),
        label=QT_TRANSLATE_NOOP("options", "Shifts up to"),
        minimum=0.0,
        maximum=1e6,
        step=0.1,
    )
    grid: int = option(
        8,
        QT_TRANSLATE_NOOP("options", "Cells along each side of the map."),
        label=QT_TRANSLATE_NOOP("options", "Cells"),
        minimum=2,
        maximum=32,
        step=1,
    )
    points: int = option(
        2000,
        QT_TRANSLATE_NOOP("options", "Source points of each run, drawn from the voxel grid."),
        label=QT_TRANSLATE_NOOP("options", "Points"),
        minimum=100,
        maximum=50_000,
        step=100,
    )
    seed: int = seed_option(QT_TRANSLATE_NOOP("options", "Which points are drawn."), advanced=True)


@dataclass(frozen=True, eq=False)
class Frame:
    """The map as far as it is filled, from its middle outwards. R rows are rotations, C columns shifts."""

    done: int = value("cells that have run")
    rotations: Array = value("rotation of each row away from the answer", shape="(R,)", dtype="float64", unit="degrees")
    shifts: Array = value("shift of each column away from the answer", shape="(C,)", dtype="float64", unit="cloud")
    rotation_axis: str = value("the axis through the source's centre that it is turned about")
    shift_axis: str = value("the axis it is shifted along")
    starts: Array = value(
        "initial pose of each cell: degrees about x, y, z, and shift; the study icp takes it as initial",
        shape="(R, C, 6)",
        dtype="float64",
    )
    rotation_errors: Array = value(
        "angle between where a cell ended and the answer; NaN: not run yet",
        shape="(R, C)",
        dtype="float64",
        unit="degrees",
    )
    shift_errors: Array = value(
        "how far the source's centre ended from where the answer puts it; NaN: not run yet",
        shape="(R, C)",
        dtype="float64",
        unit="cloud",
    )
    converged: NDArray[np.bool_] = value("whether both are below the thresholds", shape="(R, C)", dtype="bool")
    iterations: NDArray[np.int64] = value("steps each cell took, over all scales", shape="(R, C)", dtype="int64")
    fitness: Array = value("share of source points with a correspondence at its end", shape="(R, C)", dtype="float64")
    rmse: Array = value("of them, root mean square distance", shape="(R, C)", dtype="float64", unit="cloud")
    transforms: Array = value("where each cell ended, source to target", shape="(R, C, 4, 4)", dtype="float64")
    answer: Array = value(
        "where the run from the true transform, or else from the initial pose, ends", shape="(4, 4)", dtype="float64"
    )
    rotation_threshold: float = value("converged: angle below this", unit="degrees")
    shift_threshold: float = value("converged: distance below this", unit="cloud")
    share: float = value("converged share of the cells that have run, 0 to 1")
    cell: NDArray[np.int64] | None = value("row and column of the newest cell", shape="(2,)", dtype="int64")
    notes: tuple[str, ...] = value("what has to be known, in sentences", shape="(n,)", dtype="str")


def run(source: PointCloud, target: PointCloud, *, options: Options) -> StudyRun:
    """A frame for the empty map and one for each cell.

    Raises
    ------
    InputError
        As the study ``icp``.
    """
    truth = truth_of(source, target, options.truth)
    work = working_pair(source, target)
    for cloud in (work.source, work.target):
        yield Progress(0, 0, PREPARING, preparing=True)
        yield from digesting(cloud)
    scales = yield from choosing(work.source, work.target, options.voxels, options.max_distance)
    pairs = []
    for scale in scales:
        pairs.append((yield from _prepared(work, scale, options)))
    centre = work.source.points.mean(axis=0)
    start = work.inside(rigid.from_degrees(options.initial) if truth is None else truth)
    answer = (yield from _aligned(pairs, scales, start, options)).transform
    filling = _Filling(work, scales, answer, centre, options, truth is not None)
    yield filling.frame(None)
    for row, column in _outwards(options.grid):
        ended = yield from _aligned(pairs, scales, filling.start(row, column), options)
        filling.put(row, column, ended)
        yield filling.frame((row, column))


def _prepared(work: WorkingPair, scale: Scale, options: Options) -> Generator[Progress, None, Pair]:
    """The pair of one scale, of the source only the points that are drawn."""
    source = yield from voxel_grid(work.source, scale.voxel)
    target = yield from voxel_grid(work.target, scale.voxel)
    pair = yield from preparing_pair(source, target, options.method, scale.max_distance, options.neighbours)
    if len(source) <= options.points:
        return pair
    drawn = np.sort(np.random.default_rng(options.seed).permutation(len(source))[: options.points])
    return replace(
        pair,
        source=pair.source.chosen(drawn),
        source_axes=None if pair.source_axes is None else pair.source_axes[drawn],
        source_intensities=None if pair.source_intensities is None else pair.source_intensities[drawn],
    )


def _aligned(
    pairs: Sequence[Pair], scales: Sequence[Scale], start: Array, options: Options
) -> Generator[Progress, None, Refined]:
    """One run through all scales. Without correspondences at one, the next goes on from the same pose."""
    ended = Refined(start, 0.0, 0.0, np.zeros((0, 2), np.int64), 0, False, None)
    steps = 0
    for pair, scale in zip(pairs, scales, strict=True):
        kernel = yield from _kernel(pair, scale, ended.transform, options)
        ended = yield from refining_pair(
            pair,
            ended.transform,
            scale.max_distance,
            kernel=kernel,
            iterations=STEPS,
            tolerance=TOLERANCE,
            colour_weight=options.colour_weight,
        )
        steps += ended.iterations
    return replace(ended, iterations=steps)


def _kernel(pair: Pair, scale: Scale, start: Array, options: Options) -> Generator[Progress, None, Kernel]:
    """As the study ``icp`` chooses it."""
    width = options.kernel_width
    if options.kernel != "none" and width <= 0:
        matches = yield from matching(pair, start, scale.max_distance)
        if len(matches):
            width = chosen_width(options.kernel, stepping(pair, matches, colour_weight=options.colour_weight).residuals)
    return Kernel(options.kernel, width or 1.0)


def _outwards(grid: int) -> list[tuple[int, int]]:
    """The cells of a map, the middle ones first."""
    middle = (grid - 1) / 2
    cells = [(row, column) for row in range(grid) for column in range(grid)]
    return sorted(cells, key=lambda cell: max(abs(cell[0] - middle), abs(cell[1] - middle)))


class _Filling:
    """The map while it fills."""

    def __init__(
        self, work: WorkingPair, scales: Sequence[Scale], answer: Array, centre: Array, options: Options, known: bool
    ) -> None:
        self.work, self.answer, self.centre, self.options = work, answer, centre, options
        size = options.grid
        reach = options.shift_range or SHIFT_PART * work.target.extent or scales[0].max_distance
        self.rotations = freeze(np.linspace(-options.rotation_range, options.rotation_range, size))
        self.shifts = freeze(np.linspace(-reach, reach, size))
        self.threshold = scales[-1].max_distance / 2
        self.errors = np.full((2, size, size), np.nan)
        self.transforms = np.full((size, size, 4, 4), np.nan)
        self.converged = np.zeros((size, size), bool)
        self.iterations = np.zeros((size, size), np.int64)
        self.quality = np.full((2, size, size), np.nan)
        cells = [[rigid.to_degrees(work.outside(self.start(r, c))) for c in range(size)] for r in range(size)]
        self.starts = freeze(np.array(cells))
        self.done = 0
        self.notes: tuple[str, ...] = work.notes
        if not known:
            self.notes += (
                Note(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "No true transform is known: the map shows who ends where the run from the initial pose ends.",
                    )
                ),
            )

    def start(self, row: int, column: int) -> Array:
        """The pose a cell starts from: the answer, turned about the source's centre, then shifted."""
        turn, shift = np.zeros(6), np.zeros(3)
        turn["xyz".index(self.options.rotation_axis)] = self.rotations[row]
        shift["xyz".index(self.options.shift_axis)] = self.shifts[column]
        middle = rigid.moved(self.answer, self.centre)
        moved: Array = rigid.about(rigid.from_degrees(turn), middle) @ self.answer
        moved[:3, 3] += shift
        return moved

    def put(self, row: int, column: int, ended: Refined) -> None:
        """Enter where a cell ended."""
        if not np.isfinite(ended.transform).all():
            raise ComputationError(
                QT_TRANSLATE_NOOP("errors", "A run of the map ended with a transform that is no motion.")
            )
        cell = (row, column)
        angle, _ = rigid.error(ended.transform, self.answer)
        away = rigid.moved(ended.transform, self.centre) - rigid.moved(self.answer, self.centre)
        self.errors[(0, *cell)], self.errors[(1, *cell)] = angle, np.linalg.norm(away)
        self.converged[cell] = angle < TURNED_LESS and self.errors[(1, *cell)] < self.threshold
        self.quality[(0, *cell)], self.quality[(1, *cell)] = ended.fitness, ended.rmse
        self.iterations[cell] = ended.iterations
        self.transforms[cell] = self.work.outside(ended.transform)
        self.done += 1

    def frame(self, cell: tuple[int, int] | None) -> Frame:
        """The map now."""
        return Frame(
            done=self.done,
            rotations=self.rotations,
            shifts=self.shifts,
            rotation_axis=self.options.rotation_axis,
            shift_axis=self.options.shift_axis,
            starts=self.starts,
            rotation_errors=freeze(self.errors[0].copy()),
            shift_errors=freeze(self.errors[1].copy()),
            converged=freeze(self.converged.copy()),
            iterations=freeze(self.iterations.copy()),
            fitness=freeze(self.quality[0].copy()),
            rmse=freeze(self.quality[1].copy()),
            transforms=freeze(self.transforms.copy()),
            answer=freeze(self.work.outside(self.answer)),
            rotation_threshold=TURNED_LESS,
            shift_threshold=self.threshold,
            share=float(self.converged.sum()) / max(self.done, 1),
            cell=None if cell is None else freeze(np.array(cell)),
            notes=self.notes,
        )
