"""The edges of a pose graph from the scans themselves: neighbours in the order of scanning, loop closures, false ones.

A pair is registered from one or more starts, coarse to fine by point-to-plane ICP with a robust kernel, and of the ends
the one is kept under which what the scans share agrees best. Fitness alone would not do: in a room a wrong motion, with
walls slid along walls until more of them overlaps, can have the larger fitness.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry import rigid
from engine.geometry.fpfh_matching import chosen_voxel
from engine.geometry.global_alignment import aligning
from engine.geometry.global_pair import GlobalSettings, pairing
from engine.geometry.icp_loop import matching, preparing_pair, refining
from engine.geometry.kernels import Kernel
from engine.geometry.neighbours import spacing
from engine.geometry.overlap import covering
from engine.geometry.preparing import voxel_grid, with_normals
from engine.geometry.working_clouds import HUGE
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

COARSE_POINTS = 2_500
"""Points of a scan's coarse grid, about: features are matched and ICP begins there."""
FINER = 3.0
"""The fine grid's cells are this many times smaller."""
REACH = 2.5
"""The largest distance of a correspondence on the fine grid, in cells; at least 1.5 times the points' spacing."""
SPARSE = 2.5
"""The coarse grid's cells are at least this many times the points' spacing."""
KERNEL_PART = 1 / 3
"""Width of the kernel (Geman-McClure), in the largest distance."""
ITERATIONS = 30
LEAST = 10
"""Correspondences an edge has at least."""
AGREEING = 0.3
"""A loop closure whose agreement is less is tried from matched features too."""
DOUBTED = 0.5
"""A loop closure from the odometry's pose is doubted where it covers less than this part of what the pose promised."""
FALSE_TURN, FALSE_SHIFT = (15.0, 35.0), (0.08, 0.2)
"""How far a planted false loop closure is off: degrees, and parts of a scan's extent."""
WHAT = QT_TRANSLATE_NOOP("progress", "registration of pairs")


@dataclass(frozen=True, eq=False)
class Scan:
    """A scan made ready: points relative to ``origin`` (3,), on two grids with normals, and its true pose, if known.

    ``pose`` (4, 4) maps the relative coordinates to the world; ``left_out`` points were not finite.
    """

    cloud: PointCloud
    coarse: PointCloud
    fine: PointCloud
    origin: Array
    pose: Array | None
    left_out: int = 0


@dataclass(frozen=True)
class Sizes:
    """Edges of the two voxel grids, and the largest distance of a correspondence on the fine one."""

    coarse: float
    fine: float
    max_distance: float


@dataclass(frozen=True, eq=False)
class Edge:
    """A measured motion of scan ``source`` into the coordinates of scan ``target`` (4, 4).

    ``fitness`` and ``rmse`` (Open3D's definitions) and ``correspondences`` are those within the largest distance on the
    fine grids. ``coverage`` as in :mod:`engine.geometry.overlap`; ``agreement``, 0..1, is how cleanly the first scan
    lies on the second where it comes near it, times the same the other way round. ``information`` (6, 6) as in
    :func:`information_matrix`; ``start`` is what the kept end was reached from.
    """

    source: int
    target: int
    transform: Array
    fitness: float
    rmse: float
    correspondences: int
    coverage: float
    agreement: float
    information: Array
    start: str


# -- scans ----------------------------------------------------------------------------------------------


def usable(cloud: PointCloud) -> tuple[PointCloud, Array, int]:
    """The finite points of a cloud relative to an origin (3,), and how many were left out.

    Raises
    ------
    InputError
        No point is left.
    """
    with np.errstate(invalid="ignore"):
        good = (np.abs(cloud.points) < HUGE).all(axis=1)
    count = int(good.sum())
    if count == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{cloud} has no point with finite coordinates."), cloud=cloud.name)
    left_out = len(cloud) - count
    if left_out:
        cloud = cloud.chosen(np.flatnonzero(good))
    origin = cloud.origin
    points = cloud.points - origin if origin.any() else cloud.points
    # Normals of a file are not used: scans need not have estimated theirs alike.
    return PointCloud(points, cloud.name), origin, left_out


def chosen_sizes(clouds: Sequence[PointCloud], voxel: float = 0.0, max_distance: float = 0.0) -> Sizes:
    """The sizes for all pairs: what is 0 is chosen from the clouds."""
    between = float(np.median([spacing(cloud.points) for cloud in clouds]))
    coarse = FINER * voxel
    if voxel <= 0:
        coarse = max(chosen_voxel(cloud.points, cloud.points, COARSE_POINTS) for cloud in clouds)
        coarse = max(coarse, SPARSE * between)
    fine = voxel or float(f"{coarse / FINER:.2g}")
    reach = max_distance or float(f"{max(REACH * fine, 1.5 * min(between, coarse)):.2g}") or 1.0
    return Sizes(coarse, fine, reach)


def prepared(cloud: PointCloud, sizes: Sizes) -> Generator[Progress, None, Scan]:
    """The scan with its grids and normals.

    Raises
    ------
    InputError
        The cloud has no finite point.
    """
    bare, origin, left_out = usable(cloud)
    grids = []
    for size in (sizes.coarse, sizes.fine):
        grid = yield from voxel_grid(bare, size)
        grids.append((yield from with_normals(grid)) if len(grid) > 2 else _without_surface(grid))
    pose = cloud.pose
    if pose is not None:
        pose = freeze(pose @ shift(origin))
    return Scan(bare, grids[0], grids[1], origin, pose, left_out)


def _without_surface(cloud: PointCloud) -> PointCloud:
    """One or two points have no normals of their own: any will do, so that nothing has to ask."""
    return replace(cloud, normals=freeze(np.repeat(np.eye(3)[2:], len(cloud), axis=0)))


def shift(by: Array) -> Array:
    """The motion (4, 4) that shifts by (3,)."""
    motion = np.eye(4)
    motion[:3, 3] = by
    return motion


# -- one pair -------------------------------------------------------------------------------------------


def information_matrix(targets: Array) -> Array:
    """``sum J^T J`` (6, 6) with J = [-skew(q), I] over the matched target points q (K, 3), the target's coordinates.

    Open3D's ``get_information_matrix_from_point_clouds`` (Choi, Zhou, Koltun 2015): for a small motion e of the matched
    points, ``e^T Lambda e`` is the sum of the squared distances it moves them.
    """
    total, first = float(len(targets)), targets.sum(axis=0)
    second = targets.T @ targets
    made = np.zeros((6, 6))
    made[:3, :3] = np.trace(second) * np.eye(3) - second
    made[:3, 3:] = rigid.skew(first)
    made[3:, :3] = rigid.skew(first).T
    made[3:, 3:] = total * np.eye(3)
    return made


def measuring(
    scans: Sequence[Scan], source: int, target: int, transform: Array, sizes: Sizes, start: str
) -> Generator[Progress, None, Edge]:
    """The edge of a given motion (4, 4): what is measured on the fine grids."""
    one, other = scans[source].fine, scans[target].fine
    pair = yield from preparing_pair(one, other, "point-to-plane", sizes.max_distance)
    matches = yield from matching(pair, transform, sizes.max_distance)
    assert one.normals is not None and other.normals is not None
    back = yield from preparing_pair(other, one, "point-to-plane", sizes.max_distance)
    reach, inverse = sizes.max_distance, rigid.inverse(transform)
    there = yield from covering(transform, one.points, one.normals, pair.tree, other.normals, reach)
    here = yield from covering(inverse, other.points, other.normals, back.tree, one.normals, reach)
    return Edge(
        source,
        target,
        freeze(np.array(transform)),
        matches.fitness,
        matches.rmse,
        len(matches),
        there.coverage,
        there.clean * here.clean,
        freeze(information_matrix(other.points[matches.correspondences[:, 1]])),
        start,
    )


def refined(
    scans: Sequence[Scan], source: int, target: int, transform: Array, sizes: Sizes, start: str, *, far: bool = False
) -> Generator[Progress, None, Edge]:
    """The edge that ICP ends at from a motion (4, 4); ``far``: looking as far as six coarse cells at first."""
    one, other = scans[source], scans[target]
    passes = [(one.coarse, other.coarse, part * sizes.coarse) for part in ((6.0, 3.0, 1.5) if far else (1.5,))]
    for grid, onto, distance in (*passes, (one.fine, other.fine, sizes.max_distance)):
        distance = max(distance, sizes.max_distance)
        kernel = Kernel("geman-mcclure", KERNEL_PART * distance)
        ended = yield from refining(grid, onto, transform, distance, kernel=kernel, iterations=ITERATIONS)
        transform = ended.transform
    return (yield from measuring(scans, source, target, transform, sizes, start))


def matched(
    scans: Sequence[Scan], source: int, target: int, sizes: Sizes, seed: int
) -> Generator[Progress, None, Edge | None]:
    """The edge from matched features, whatever the pose; None where they agree on no motion."""
    one, other = scans[source].cloud, scans[target].cloud
    settings = GlobalSettings(voxel=sizes.coarse, refine=False, seed=seed)
    pair = yield from pairing(one, other, settings)
    searching = aligning(one, other, settings, pair)
    try:
        while True:
            step = next(searching)
            yield step if isinstance(step, Progress) else Progress(0, 0, WHAT)
    except StopIteration as end:
        found: Array | None = end.value
    finally:
        searching.close()
    if found is None:
        return None
    return (yield from refined(scans, source, target, found, sizes, "features"))


def neighbouring(
    scans: Sequence[Scan], source: int, target: int, sizes: Sizes, seed: int, least: float
) -> Generator[Progress, None, Edge | None]:
    """The edge between scans taken one after the other, from where they are and from matched features.

    The end that agrees better is kept; None where neither has a fitness of ``least``: the scans do not overlap.
    """
    together = shift(scans[source].origin - scans[target].origin)
    ends = [(yield from refined(scans, source, target, together, sizes, "identity", far=True))]
    by_features = yield from matched(scans, source, target, sizes, seed)
    if by_features is not None:
        ends.append(by_features)
    return _accepted(ends, least)


def closing(
    scans: Sequence[Scan],
    source: int,
    target: int,
    predicted: Array,
    promised: float,
    sizes: Sizes,
    seed: int,
    least: float,
) -> Generator[Progress, None, Edge | None]:
    """The loop closure from the motion (4, 4) that the odometry predicts.

    Where its end is doubtful although the odometry promised a large overlap, matched features are tried as well: then
    the drift is too large to start from.
    """
    ends = [(yield from refined(scans, source, target, predicted, sizes, "odometry"))]
    if ends[0].agreement < AGREEING and promised > 2 * least and ends[0].coverage < DOUBTED * promised:
        by_features = yield from matched(scans, source, target, sizes, seed)
        if by_features is not None:
            ends.append(by_features)
    return _accepted(ends, least)


def matched_pair(
    scans: Sequence[Scan], source: int, target: int, sizes: Sizes, seed: int, least: float
) -> Generator[Progress, None, Edge | None]:
    """The edge from matched features alone; None where they agree on no motion or its fitness is below ``least``."""
    found = yield from matched(scans, source, target, sizes, seed)
    return None if found is None else _accepted([found], least)


def _accepted(ends: Sequence[Edge], least: float) -> Edge | None:
    enough = [edge for edge in ends if edge.fitness >= least and edge.correspondences >= LEAST]
    return max(enough, key=lambda edge: edge.agreement, default=None)


# -- which pairs ----------------------------------------------------------------------------------------


def promising(
    scans: Sequence[Scan], poses: Array, reached: NDArray[np.bool_], sizes: Sizes, least: float
) -> Generator[Progress, None, list[tuple[int, int, float]]]:
    """Pairs of scans, not neighbours, that overlap under the poses: (source, target, coverage), best first.

    Coverage of the coarse grids within two cells. At most four pairs for each scan.
    """
    found = []
    count = len(scans)
    for target in range(count):
        for source in range(target + 2, count):
            if not (reached[source] and reached[target]):
                continue
            one, other = scans[source].coarse, scans[target].coarse
            motion = rigid.inverse(poses[target]) @ poses[source]
            pair = yield from preparing_pair(one, other, "point-to-plane", sizes.coarse)
            assert one.normals is not None and other.normals is not None
            covered = yield from covering(motion, one.points, one.normals, pair.tree, other.normals, 2 * sizes.coarse)
            if covered.coverage >= least:
                found.append((source, target, covered.coverage))
            yield Progress(0, 0, WHAT)
    found.sort(key=lambda pair: -pair[2])
    return sorted(found[: 4 * count], key=lambda pair: (pair[0], pair[1]))


def planted(
    scans: Sequence[Scan],
    poses: Array,
    taken: Sequence[tuple[int, int]],
    count: int,
    extent: float,
    information: Array,
    rng: np.random.Generator,
) -> list[Edge]:
    """False loop closures, as if two places that look alike had been taken for one another.

    Each joins two scans that no edge joins yet, turned and shifted away from the ``poses`` (N, 4, 4), with an
    ``information`` (6, 6) as good as that of a right edge.
    """
    used = {(max(pair), min(pair)) for pair in taken}
    free = [(s, t) for t in range(len(scans)) for s in range(t + 2, len(scans)) if (s, t) not in used]
    made = []
    for number in rng.permutation(len(free))[:count]:
        source, target = free[number]
        axis, way = rng.normal(size=3), rng.normal(size=3)
        turn = np.deg2rad(rng.uniform(*FALSE_TURN)) * axis / np.linalg.norm(axis)
        away = shift(extent * rng.uniform(*FALSE_SHIFT) * way / np.linalg.norm(way))
        away[:3, :3] = rigid.rotation_exp(turn)
        motion = freeze(away @ rigid.inverse(poses[target]) @ poses[source])
        made.append(Edge(source, target, motion, 0.0, 0.0, 0, 0.0, 0.0, information, "planted"))
    return made
