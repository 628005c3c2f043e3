"""Registration from any pose: features, matches, a robust search over them, and ICP at the end. Step by step.

Two searches: Fast Global Registration (:mod:`engine.geometry.fast_global`) over matches that were pruned before, and
RANSAC (:mod:`engine.geometry.ransac`) over all. Both clouds are handled about their own centres; what is handed out is
in the clouds' own coordinates.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.notes import Note
from engine.geometry import icp_loop, preparing, rigid
from engine.geometry.consistency import COMPARED, Agreement, Group, agreement, companions, groups, tuple_test
from engine.geometry.fast_global import annealing, line_process
from engine.geometry.fpfh_matching import Matches
from engine.geometry.global_pair import GlobalPair, GlobalSettings, Method, checked, pairing
from engine.geometry.kernels import Kernel
from engine.geometry.neighbours import NeighbourTree
from engine.geometry.overlap import covering, evaluated
from engine.geometry.ransac import Hypothesis, consensus
from engine.geometry.rigid_fits import truncated
from engine.study import Progress, finished
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]
Stage = Literal["matching", "agreement", "ransac", "fgr", "icp"]

ICP_ITERATIONS = 30
"""Iterations of each of the two passes of ICP."""
ROUGH_ITERATIONS, ROUGH_POINTS = 8, 1_500
"""The ICP that each group's motion gets before it is judged."""
KERNEL_PART = 1 / 3
"""Width of the kernel of ICP (Geman-McClure), in its largest distance."""
CLEAN, SUPPORT, RETRIED = 0.35, 15.0, 0.6
"""A group that fits less cleanly and has less support is doubtful: then a voxel grid finer by the last factor is tried,
where its size was not given."""
FEW = 0.1
"""Below this fitness the answer is called doubtful."""
FINER = 0.5
"""The second pass of ICP is on a grid finer by this factor, with a largest distance of one voxel."""


@dataclass(frozen=True, eq=False)
class GlobalStep:
    """One moment of the search.

    ``transform`` (4, 4) in the clouds' coordinates. Over the M matches: ``kept`` bool, those the search works on;
    ``weights`` 0..1, the line process, or 1 for inliers; ``residuals``, the distances under the transform.
    ``objective`` and ``mu`` are those of Fast Global Registration, ``support`` and ``drawn`` those of RANSAC
    (``support`` also of groups that agree); ``fitness`` and ``rmse`` are measured on the voxel grids, ``coverage`` and
    ``score`` are those of :meth:`_Search.judged`. None: not measured here. ``pair`` is what the search works on: it
    changes where it goes on with a finer grid.
    """

    stage: Stage
    transform: Array
    kept: NDArray[np.bool_]
    weights: Array
    residuals: Array
    queries: int
    pair: GlobalPair
    objective: float | None = None
    mu: float | None = None
    support: float | None = None
    drawn: int | None = None
    fitness: float | None = None
    rmse: float | None = None
    coverage: float | None = None
    score: float | None = None
    notes: tuple[str, ...] = ()


class _Search:
    """A search over the matches of one pair: what its parts share."""

    def __init__(self, pair: GlobalPair, settings: GlobalSettings) -> None:
        self.pair, self.settings = pair, settings
        self.rng = np.random.default_rng(settings.seed)
        self.points = pair.source.points[pair.matches.pairs[:, 0]]
        self.targets = pair.target.points[pair.matches.pairs[:, 1]]
        self.tree = NeighbourTree(pair.target.points)
        self.back_tree = NeighbourTree(pair.source.points)
        self.kept = np.ones(len(pair.matches), bool)
        self.notes: tuple[str, ...] = ()
        self.mu: float | None = None
        self.icp_queries = 0
        self.clean = self.support = self.score = 0.0  # of the best group

    @property
    def queries(self) -> int:
        """Nearest neighbours asked for so far, of features and of points."""
        return self.pair.matches.queries + self.tree.queries + self.back_tree.queries + self.icp_queries

    def squared(self, local: Array) -> Array:
        """The squared residuals (M,) under a motion."""
        return np.asarray(((rigid.moved(local, self.points) - self.targets) ** 2).sum(axis=1))

    def step(self, stage: Stage, local: Array, **measured: object) -> GlobalStep:
        """A moment: the weights are the line process where there is a mu, else 1 for inliers."""
        squared = self.squared(local)
        mu = self.mu
        weights = (squared < self.pair.max_distance**2).astype(np.float64) if mu is None else line_process(squared, mu)
        return GlobalStep(
            stage=stage,
            transform=self.pair.outside(local),
            kept=self.kept,
            weights=np.where(self.kept, weights, 0.0),
            residuals=np.sqrt(squared),
            queries=self.queries,
            pair=self.pair,
            notes=self.notes,
            **measured,  # type: ignore[arg-type]
        )

    def judged(self, local: Array) -> Generator[Progress, None, tuple[float, float, float]]:
        """The coverage of a motion, how clean it is, and its score.

        The score is ``clean^1.5 support^0.25``, where ``clean`` is the product of :attr:`Covering.clean` both ways.
        """
        one, other, distance = self.pair.source, self.pair.target, self.pair.max_distance
        there = yield from covering(local, one.points, one.normals, self.tree, other.normals, distance)
        back = yield from covering(
            rigid.inverse(local), other.points, other.normals, self.back_tree, one.normals, distance
        )
        support = float(truncated(self.squared(local), distance).sum())
        clean = there.clean * back.clean
        return there.coverage, clean, clean**1.5 * support**0.25

    def evaluated(self, local: Array) -> Generator[Progress, None, dict[str, float]]:
        """Fitness and RMSE of the voxel grids under a motion."""
        fitness, rmse = yield from evaluated(local, self.pair.source.points, self.tree, self.pair.max_distance)
        return {"fitness": fitness, "rmse": rmse}

    # -- the parts ---------------------------------------------------------------------------------------

    def agreeing(self) -> Generator[Progress | GlobalStep, None, Array | None]:
        """Prune by agreement: the group of matches whose motion lays the clouds over each other best."""
        compared = self.compared()
        points, targets, distance = self.points[compared], self.targets[compared], self.pair.max_distance
        agreed: Agreement = yield from agreement(points, targets, distance)
        found: list[Group] = yield from groups(points, targets, agreed, distance)
        best: Array | None = None
        tried: list[Array] = []
        few = self.roughly()
        for group in found:
            local = (yield from few(group.transform)).transform
            if any(self.alike(local, other) for other in tried):
                continue
            tried.append(local)
            coverage, clean, score = yield from self.judged(local)
            if score <= self.score:
                continue
            best, self.clean, self.support, self.score = local, clean, group.support, score
            measured = yield from self.evaluated(local)
            yield self.step("agreement", local, support=group.support, coverage=coverage, score=score, **measured)
        if best is None:
            return None
        members = (self.squared(best) < distance**2)[compared]
        self.kept = np.zeros(len(self.points), bool)
        self.kept[compared] = companions(agreed, members)
        return best

    def roughly(self) -> Callable[[Array], Generator[Progress, None, icp_loop.Refined]]:
        """A few iterations of ICP on part of the source's grid, from the motion it is called with."""
        one, other, distance = self.pair.source, self.pair.target, self.pair.max_distance
        part = PointCloud(one.points[:: max(1, len(one) // ROUGH_POINTS)], "source")
        pair = icp_loop.Pair(
            part, PointCloud(other.points, "target", normals=other.normals), self.tree, "point-to-plane"
        )
        kernel = Kernel("geman-mcclure", KERNEL_PART * distance)
        return lambda motion: icp_loop.refining_pair(pair, motion, distance, kernel=kernel, iterations=ROUGH_ITERATIONS)

    def alike(self, one: Array, other: Array) -> bool:
        """Whether two motions move the matched points alike, to half the largest distance."""
        apart = rigid.moved(one, self.points) - rigid.moved(other, self.points)
        return float((apart**2).sum(axis=1).max()) < (0.5 * self.pair.max_distance) ** 2

    def compared(self) -> NDArray[np.intp]:
        """The matches that are compared with each other: the most distinct, in their order."""
        matches = self.pair.matches
        if len(matches) <= COMPARED:
            return np.arange(len(matches))
        return np.sort(np.argsort(matches.ratios, kind="stable")[:COMPARED])

    def annealed(self, before: Array | None) -> Generator[Progress | GlobalStep, None, Array | None]:
        """Fast Global Registration over the kept matches, unless it ends worse than the group it was given."""
        kept, local = np.flatnonzero(self.kept), before
        distance = self.pair.max_distance
        for now in annealing(self.points[kept], self.targets[kept], distance, self.settings.iterations):
            local, self.mu = now.transform, now.mu
            yield self.step("fgr", local, objective=now.objective, mu=now.mu)
        if before is None or local is None or local is before:
            return local
        if (yield from self.judged(local))[0] < 0.8 * (yield from self.judged(before))[0]:
            self.notes += (
                Note(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "Fast Global Registration ended away from the group of matches that fits best; ICP starts from"
                        " the group's own motion.",
                    )
                ),
            )
            return before
        return local

    def sampled(self) -> Generator[Progress | GlobalStep, None, Array | None]:
        """RANSAC over all matches: a step for each better hypothesis."""
        searching = consensus(
            self.points, self.targets, self.pair.max_distance, self.rng, iterations=self.settings.hypotheses
        )
        best: Hypothesis | None = None
        for found in searching:
            if isinstance(found, Progress):
                yield found
                continue
            best = found
            measured = yield from self.evaluated(found.transform)
            yield self.step("ransac", found.transform, support=found.support, drawn=found.drawn, **measured)
        return None if best is None else best.transform

    def refined(
        self, local: Array, source: PointCloud, target: PointCloud
    ) -> Generator[Progress | GlobalStep, None, Array]:
        """ICP, point-to-plane with a robust kernel: on the voxel grids, then on finer ones."""
        pair = self.pair
        one = PointCloud(pair.source.points, source.name)
        other = PointCloud(pair.target.points, target.name, normals=pair.target.normals)
        local = yield from self._iterated(one, other, local, pair.max_distance, 0)
        finer = FINER * pair.voxel
        one = yield from preparing.voxel_grid(PointCloud(source.points - pair.source.centre, source.name), finer)
        other = yield from preparing.voxel_grid(PointCloud(target.points - pair.target.centre, target.name), finer)
        return (yield from self._iterated(one, other, local, min(pair.max_distance, pair.voxel), 1))

    def _iterated(
        self, source: PointCloud, target: PointCloud, local: Array, distance: float, number: int
    ) -> Generator[Progress | GlobalStep, None, Array]:
        ready = yield from icp_loop.preparing_pair(source, target, "point-to-plane", distance)
        kernel = Kernel("geman-mcclure", KERNEL_PART * distance)
        asked = ready.tree.queries
        before = yield from icp_loop.matching(ready, local, distance)
        for _ in range(ICP_ITERATIONS):
            if len(before) < 6:
                break
            moved = icp_loop.stepping(ready, before, kernel).delta @ before.transform
            now = yield from icp_loop.matching(ready, moved, distance)
            self.icp_queries += ready.tree.queries - asked
            asked = ready.tree.queries
            yield self.step("icp", moved, fitness=now.fitness, rmse=now.rmse)
            settled = icp_loop.unchanged(before, now, distance, 1e-6)
            before = now
            if settled:
                break
        return before.transform


def aligning(
    source: PointCloud, target: PointCloud, settings: GlobalSettings, pair: GlobalPair
) -> Generator[Progress | GlobalStep, None, Array | None]:
    """Search the motion of a pair that :func:`pairing` made ready; yields breaths and moments.

    Returns the motion (4, 4) in the clouds' coordinates, or None where the matches agree on none: then the last moment
    says so.
    """
    source, target = checked(source), checked(target)
    search = _Search(pair, settings)
    start = np.eye(4)
    if len(pair.matches) < 3:
        search.notes = (
            Note(QT_TRANSLATE_NOOP("errors", "There are no correspondences: the clouds share no features.")),
        )
        yield search.step("matching", start)
        return None
    yield replace(search.step("matching", start), weights=np.ones(len(pair.matches)))
    found: Array | None = None
    if settings.method == "ransac":
        found = yield from search.sampled()
    else:
        group = None
        if settings.pruning == "agreement":
            search, group = yield from _agreeing(search, source, target)
            pair = search.pair
        if group is None and settings.pruning != "none":
            search.kept = tuple_test(search.points, search.targets, search.rng)
        found = yield from search.annealed(group)
    if found is None:
        search.notes = (Note(QT_TRANSLATE_NOOP("errors", "There are no correspondences that agree on a motion.")),)
        search.kept = np.zeros(len(search.kept), bool)
        yield search.step("matching", start)
        return None
    if settings.refine:
        found = yield from search.refined(found, source, target)
    measured = yield from search.evaluated(found)
    if measured["fitness"] < FEW:
        search.notes += (
            Note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "Only {percent}% of the source's points end within {distance} of a target point, so there are no"
                    " correspondences to rely on: the clouds may not overlap.",
                ),
                percent=f"{100 * measured['fitness']:.2g}",
                distance=f"{pair.max_distance:.3g}",
            ),
        )
        yield search.step("icp" if settings.refine else settings.method, found, **measured)
    return pair.outside(found)


def _agreeing(
    search: _Search, source: PointCloud, target: PointCloud
) -> Generator[Progress | GlobalStep, None, tuple[_Search, Array | None]]:
    """The search to go on with and its best group's motion: a finer grid is tried where that group is doubtful."""
    group = yield from search.agreeing()
    sure = search.clean >= CLEAN or search.support >= SUPPORT
    if sure or search.settings.voxel > 0 or search.pair.voxel <= 0:
        return search, group
    finer = replace(search.settings, voxel=RETRIED * search.pair.voxel)
    other = _Search((yield from pairing(source, target, finer)), search.settings)
    other.icp_queries = search.queries
    other.notes = (
        Note(
            QT_TRANSLATE_NOOP(
                "errors",
                "On a voxel of {coarse} no group of matches fits well, so the search was tried again on one of {fine}.",
            ),
            coarse=f"{search.pair.voxel:.3g}",
            fine=f"{other.pair.voxel:.3g}",
        ),
    )
    if len(other.pair.matches) < 3:
        return search, group
    yield replace(other.step("matching", np.eye(4)), weights=np.ones(len(other.kept)))
    again = yield from other.agreeing()
    if again is not None and other.score > search.score:
        return other, again
    search.icp_queries += other.queries - search.queries
    search.notes = (
        Note(
            QT_TRANSLATE_NOOP(
                "errors",
                "On a voxel of {coarse} no group of matches fits well; on one of {fine} none fits better.",
            ),
            coarse=f"{search.pair.voxel:.3g}",
            fine=f"{other.pair.voxel:.3g}",
        ),
    )
    return search, group


def searched(
    source: PointCloud, target: PointCloud, settings: GlobalSettings, pair: GlobalPair, method: Method
) -> Generator[Progress | GlobalStep, None, tuple[Array, int]]:
    """:func:`aligning` by ``method``: the motion (the identity where there is none), and the queries it took."""
    running = aligning(source, target, replace(settings, method=method), pair)
    queries = 0
    try:
        while True:
            try:
                now = next(running)
            except StopIteration as end:
                return (np.eye(4) if end.value is None else end.value), queries
            if isinstance(now, GlobalStep):
                queries = now.queries
            yield now
    finally:
        running.close()


def iterated(
    source: PointCloud, target: PointCloud, pair: GlobalPair
) -> Generator[Progress | GlobalStep, None, tuple[Array, int]]:
    """The ICP at the end of :func:`aligning` alone, from where the clouds stand: the motion, and its queries."""
    none = Matches(pair.matches.pairs[:0], *(np.zeros(0, np.float32),) * 2, np.zeros(0, bool), 0)
    search = _Search(replace(pair, matches=none), GlobalSettings())
    local = np.eye(4)
    local[:3, 3] = pair.source.centre - pair.target.centre
    local = yield from search.refined(local, checked(source), checked(target))
    return pair.outside(local), search.queries


def aligned(source: PointCloud, target: PointCloud, settings: GlobalSettings) -> Array | None:
    """:func:`pairing` and :func:`aligning` run to their end."""
    return finished(aligning(source, target, settings, finished(pairing(source, target, settings))))
