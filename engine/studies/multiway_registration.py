"""Put many scans into one map: pairs, loop closures, and a pose graph that finds out which of them are wrong.

Scans that were taken one after the other are registered (odometry); where the path comes back, loop closures join
scans further apart. Some of these are wrong, for places look alike. The poses of all scans are optimised over all edges
with a line process that switches wrong loop closures off (Choi, Zhou, Koltun 2015), beside the same without it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.options import option, seed_option
from engine.study import Progress, StudyRun, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.geometry.multiway_map import Map

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Multiway registration")
PAPER = "Choi, Zhou, Koltun 2015"
DEFAULT_INPUTS = {"clouds": "room-round"}

MOST = 100
"""Scans at most: the normal equations are dense."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Options:
    """Where the edges come from, and how wrong ones are found."""

    false_loops: int = option(
        3,
        QT_TRANSLATE_NOOP(
            "options",
            "Wrong loop closures that are planted, each as certain of itself as a right one: an experiment. 0 for scans"
            " of one's own.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Planted false loops"),
        minimum=0,
        maximum=50,
        step=1,
    )
    loops: Literal["odometry", "features", "none"] = option(
        "odometry",
        QT_TRANSLATE_NOOP(
            "options",
            "Where loop closures come from. odometry: pairs that overlap under the odometry's poses. features: all"
            " pairs, by matched features, of which some will be wrong. none: no loop closures.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Loop closures"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "near under the odometry"),
            QT_TRANSLATE_NOOP("options", "all pairs, by features"),
            QT_TRANSLATE_NOOP("options", "none"),
        ),
    )
    odometry_noise: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options", "Degrees by which each odometry edge is turned away, and shifted in proportion: an experiment."
        ),
        label=QT_TRANSLATE_NOOP("options", "Odometry noise"),
        unit="degrees",
        minimum=0.0,
        maximum=20.0,
        step=0.25,
    )
    voxel: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "Edge of the voxel grid that pairs are registered on, in the clouds' unit. 0: chosen from the clouds.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Voxel"),
        minimum=0.0,
        maximum=1e6,
        step=0.01,
    )
    max_distance: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "Largest distance of a correspondence, in the clouds' unit; also how far a loop closure may be off before"
            " it is doubted. 0: two and a half voxels, or more where the points are sparse.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Largest distance"),
        minimum=0.0,
        maximum=1e6,
        step=0.01,
    )
    min_overlap: float = option(
        0.2,
        QT_TRANSLATE_NOOP("options", "Part of a scan's points that an edge has correspondences for, at least."),
        label=QT_TRANSLATE_NOOP("options", "Least overlap"),
        minimum=0.01,
        maximum=0.95,
        step=0.05,
    )
    preference: float = option(
        1.0,
        QT_TRANSLATE_NOOP(
            "options", "Factor of the line process' scale mu: the larger, the more a loop closure may be off."
        ),
        label=QT_TRANSLATE_NOOP("options", "Trust in loops"),
        minimum=0.001,
        maximum=1000.0,
        logarithmic=True,
    )
    prune_threshold: float = option(
        0.25,
        QT_TRANSLATE_NOOP("options", "Loop closures whose weight ends below this are taken out of the graph."),
        label=QT_TRANSLATE_NOOP("options", "Prune threshold"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )
    iterations: int = option(
        100,
        QT_TRANSLATE_NOOP("options", "Steps of Levenberg-Marquardt at most."),
        label=QT_TRANSLATE_NOOP("options", "Iterations"),
        minimum=1,
        maximum=1000,
        step=10,
        advanced=True,
    )
    seed: int = seed_option(
        QT_TRANSLATE_NOOP("options", "What is drawn by chance: the same seed gives the same answer."), advanced=True
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """One moment: an edge more, or a step of the optimisation."""

    stage: str = value("odometry, loops, false (planted), adjusting, or pruned (adjusting without the dead edges)")
    iteration: int | None = value("adjusting, pruned: steps so far")
    poses: Array = value("each scan to the map, the first scan held", shape="(N, 4, 4)", dtype="float64")
    poses_plain: Array | None = value(
        "the same without line process: every edge counts", shape="(N, 4, 4)", dtype="float64"
    )
    poses_odometry: Array = value("the same along the odometry edges alone", shape="(N, 4, 4)", dtype="float64")
    placed: NDArray[np.bool_] = value("scans that an edge has reached so far", shape="(N,)", dtype="bool")
    edges: NDArray[np.int64] = value("source and target scan of each edge, from 0", shape="(E, 2)", dtype="int64")
    edge_kind: tuple[str, ...] = value("odometry, loop, or false (planted)", shape="(E,)", dtype="str")
    edge_start: tuple[str, ...] = value(
        "what the edge was registered from: identity, features, odometry; or planted", shape="(E,)", dtype="str"
    )
    edge_transforms: Array = value("source to target, in the files' coordinates", shape="(E, 4, 4)", dtype="float64")
    edge_fitness: Array = value(
        "part of the source's points with a correspondence; 0 where planted", shape="(E,)", dtype="float64"
    )
    edge_rmse: Array = value(
        "root mean square distance of the correspondences", shape="(E,)", dtype="float64", unit="cloud"
    )
    edge_weights: Array = value("line process, 0..1; 1 for odometry edges", shape="(E,)", dtype="float64")
    edge_residuals: Array = value(
        "how far the edge's correspondences are off under the poses: sqrt(e^T Lambda e / correspondences)",
        shape="(E,)",
        dtype="float64",
        unit="cloud",
    )
    edge_residuals_plain: Array | None = value(
        "the same under poses_plain", shape="(E,)", dtype="float64", unit="cloud"
    )
    edge_alive: NDArray[np.bool_] = value("edges that have not been pruned", shape="(E,)", dtype="bool")
    edge_rotation_errors: Array | None = value(
        "angle of each edge to the truth, where the scans' poses are known",
        shape="(E,)",
        dtype="float64",
        unit="degrees",
    )
    edge_shift_errors: Array | None = value(
        "difference of each edge's shift to the truth", shape="(E,)", dtype="float64", unit="cloud"
    )
    information: Array = value(
        "Lambda of each edge at the target's matched points, Open3D's definition: rotation, then shift",
        shape="(E, 6, 6)",
        dtype="float64",
    )
    newest: int | None = value("the edge this step has added")
    objective: float | None = value("with line process: sum of l e^T Lambda e + mu (sqrt(l) - 1)^2", unit="cloud^2")
    objective_plain: float | None = value("without: sum of e^T Lambda e over all edges", unit="cloud^2")
    mu: float | None = value("scale of the line process", unit="cloud^2")
    closing: int | None = value("the loop closure, not planted, between the scans furthest apart in order")
    drift_before: float | None = value("how far the odometry misses the closing edge: shift", unit="cloud")
    drift_before_rotation: float | None = value("the same: angle", unit="degrees")
    drift_after: float | None = value("how far the poses miss the closing edge: shift", unit="cloud")
    drift_after_rotation: float | None = value("the same: angle", unit="degrees")
    drift_plain: float | None = value("how far the poses without line process miss it: shift", unit="cloud")
    shift_error: float | None = value("mean over the scans after the first, to their true place", unit="cloud")
    rotation_error: float | None = value("mean angle to their true pose", unit="degrees")
    shift_error_plain: float | None = value("the same without line process", unit="cloud")
    rotation_error_plain: float | None = value("the same without line process", unit="degrees")
    shift_error_odometry: float | None = value("the same of the odometry", unit="cloud")
    rotation_error_odometry: float | None = value("the same of the odometry", unit="degrees")
    shift_errors: Array | None = value("of each scan", shape="(N,)", dtype="float64", unit="cloud")
    rotation_errors: Array | None = value("of each scan", shape="(N,)", dtype="float64", unit="degrees")
    false_found: int = value("planted edges with a weight below the prune threshold")
    false_kept: int = value("planted edges with a larger weight")
    loops_kept: int = value("other loop closures with a weight above the prune threshold")
    loops_dropped: int = value("other loop closures with a smaller weight")
    connected: bool = value("the odometry edges alone connect all scans")
    voxel: float = value("edge of the fine voxel grid", unit="cloud")
    coarse_voxel: float = value("edge of the coarse one, on which features are matched", unit="cloud")
    max_distance: float = value("largest distance of a correspondence", unit="cloud")
    notes: tuple[str, ...] = value("what was chosen, and what has to be known, in sentences", shape="(n,)", dtype="str")


def run(clouds: tuple[PointCloud, ...], *, options: Options) -> StudyRun:
    """A frame for each edge and for each step of the optimisation, before and after wrong edges are taken out.

    Raises
    ------
    InputError
        Fewer than two scans or more than a hundred, or one without finite points.
    """
    if len(clouds) < 2:
        raise InputError(QT_TRANSLATE_NOOP("errors", "There is only one scan: a map takes two or more."))
    if len(clouds) > MOST:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "There are {count} scans; a map takes {most} at most."),
            count=len(clouds),
            most=MOST,
        )
    from engine.geometry.multiway_map import adjusting_map, preparing_map

    made = yield from preparing_map(clouds, options.voxel, options.max_distance)
    yield from _odometry(made, options)
    yield from _loops(made, options)
    yield from _planted(made, options)
    for state in adjusting_map(made, options.preference, options.prune_threshold, options.iterations):
        yield state if isinstance(state, Progress) else _frame(made, options)


def _odometry(made: Map, options: Options) -> Generator[Frame | Progress, None, None]:
    """An edge for each pair of scans that follow one another."""
    from engine.geometry.multiway_edges import WHAT, measuring, neighbouring

    rng = np.random.default_rng(options.seed)
    scans, sizes = made.scans, made.sizes
    for source in range(1, len(scans)):
        yield Progress(source - 1, len(scans) - 1, WHAT)
        edge = yield from neighbouring(scans, source, source - 1, sizes, options.seed, options.min_overlap)
        if edge is None:
            made.without_overlap(source)
            continue
        if options.odometry_noise > 0:
            away = made.disturbance(options.odometry_noise, rng)
            edge = yield from measuring(scans, source, source - 1, away @ edge.transform, sizes, edge.start)
        made.add(edge, "odometry")
        yield _frame(made, options)
    made.end_odometry(options.odometry_noise)


def _loops(made: Map, options: Options) -> Generator[Frame | Progress, None, None]:
    """Loop closures: pairs that overlap under the odometry, or all pairs that features join."""
    from engine.geometry import rigid
    from engine.geometry.multiway_edges import WHAT, closing, matched_pair, promising

    scans, sizes, least = made.scans, made.sizes, options.min_overlap
    if options.loops == "none":
        return
    if options.loops == "odometry":
        candidates = yield from promising(scans, made.odometry, made.reached, sizes, least / 2)
    else:
        candidates = [(s, t, 0.0) for t in range(len(scans)) for s in range(t + 2, len(scans))]
    refused = 0
    for number, (source, target, promised) in enumerate(candidates):
        yield Progress(number, len(candidates), WHAT)
        if options.loops == "odometry":
            predicted = rigid.inverse(made.odometry[target]) @ made.odometry[source]
            edge = yield from closing(scans, source, target, predicted, promised, sizes, options.seed, least)
        else:
            edge = yield from matched_pair(scans, source, target, sizes, options.seed, least)
        if edge is None:
            refused += 1
            continue
        made.add(edge, "loop")
        yield _frame(made, options)
    made.end_loops(refused, len(candidates))


def _planted(made: Map, options: Options) -> Generator[Frame | Progress, None, None]:
    """Planted false loop closures."""
    for edge in made.false_edges(options.false_loops, options.seed):
        made.add(edge, "false")
        yield _frame(made, options)
    if not made.graph_edges:
        yield _frame(made, options)


def _frame(made: Map, options: Options) -> Frame:
    """The frame of a map as it stands."""
    return Frame(**made.fields(options.prune_threshold))
