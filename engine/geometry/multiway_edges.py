"""The edges of a pose graph from the scans themselves: neighbours in the order of scanning, loop closures, false ones.

A pair is registered from one or more starts, coarse to fine by point-to-plane ICP with a robust kernel, and of the ends
the one is kept under which what the scans share agrees best. Fitness alone would not do: in a room a wrong motion, with
walls slid along walls until more of them overlaps, can have the larger fitness.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.geometry import rigid
from engine.geometry.global_alignment import aligning
from engine.geometry.global_pair import GlobalSettings, pairing
from engine.geometry.icp_loop import matching, preparing_pair, refining
from engine.geometry.kernels import Kernel
from engine.geometry.multiway_scans import Scan, Sizes, shift
from engine.geometry.overlap import covering
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

KERNEL_PART = 1 / 3
"""Width of the kernel (Geman-McClure), in the largest distance."""
ITERATIONS = 30
COARSE_TOLERANCE, TOLERANCE = 1e-3, 1e-5
"""ICP ends where fitness, and RMSE over the largest distance, change by less."""
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
    yield Progress(0, 0, WHAT)
    coverage, agreed = yield from agreement(one, other, transform, sizes.max_distance)
    return Edge(
        source,
        target,
        freeze(np.array(transform)),
        matches.fitness,
        matches.rmse,
        len(matches),
        coverage,
        agreed,
        freeze(information_matrix(other.points[matches.correspondences[:, 1]])),
        start,
    )


def coarsely(
    scans: Sequence[Scan], source: int, target: int, transform: Array, sizes: Sizes, *, far: bool = False
) -> Generator[Progress, None, Array]:
    """The motion (4, 4) that ICP on the coarse grids ends at; ``far``: looking as far as six cells at first."""
    one, other = scans[source].coarse, scans[target].coarse
    for part in (6.0, 3.0, 1.5) if far else (1.5,):
        distance = max(part * sizes.coarse, sizes.max_distance)
        transform = yield from _iterated(one, other, transform, distance, COARSE_TOLERANCE)
    return transform


def finely(
    scans: Sequence[Scan], source: int, target: int, transform: Array, sizes: Sizes, start: str
) -> Generator[Progress, None, Edge]:
    """The edge that ICP on the fine grids ends at."""
    one, other = scans[source].fine, scans[target].fine
    transform = yield from _iterated(one, other, transform, sizes.max_distance, TOLERANCE)
    return (yield from measuring(scans, source, target, transform, sizes, start))


def _iterated(
    source: PointCloud, target: PointCloud, transform: Array, distance: float, tolerance: float
) -> Generator[Progress, None, Array]:
    kernel = Kernel("geman-mcclure", KERNEL_PART * distance)
    ended = yield from refining(
        source, target, transform, distance, kernel=kernel, iterations=ITERATIONS, tolerance=tolerance
    )
    return ended.transform


def agreement(
    one: PointCloud, other: PointCloud, transform: Array, distance: float
) -> Generator[Progress, None, tuple[float, float]]:
    """Coverage of a motion (4, 4), and how cleanly the clouds lie on each other, both ways."""
    there = yield from preparing_pair(one, other, "point-to-plane", distance)
    back = yield from preparing_pair(other, one, "point-to-plane", distance)
    assert one.normals is not None and other.normals is not None
    first = yield from covering(transform, one.points, one.normals, there.tree, other.normals, distance)
    yield Progress(0, 0, WHAT)
    inverse = rigid.inverse(transform)
    second = yield from covering(inverse, other.points, other.normals, back.tree, one.normals, distance)
    yield Progress(0, 0, WHAT)
    return first.coverage, first.clean * second.clean


def matched(
    scans: Sequence[Scan], source: int, target: int, sizes: Sizes, seed: int
) -> Generator[Progress, None, Array | None]:
    """The motion (4, 4) from matched features, whatever the pose; None where they agree on none."""
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
    return None if found is None else (yield from coarsely(scans, source, target, found, sizes))


def neighbouring(
    scans: Sequence[Scan], source: int, target: int, sizes: Sizes, seed: int, least: float
) -> Generator[Progress, None, Edge | None]:
    """The edge between scans taken one after the other, from where they are and from matched features.

    The end that agrees better on the coarse grids is kept; None where its fitness is below ``least``: the scans do not
    overlap.
    """
    together = shift(scans[source].origin - scans[target].origin)
    ends = {"identity": (yield from coarsely(scans, source, target, together, sizes, far=True))}
    by_features = yield from matched(scans, source, target, sizes, seed)
    if by_features is not None:
        ends["features"] = by_features
    return (yield from _better(scans, source, target, ends, sizes, least))


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
    near = yield from coarsely(scans, source, target, predicted, sizes)
    edge = yield from finely(scans, source, target, near, sizes, "odometry")
    if edge.agreement < AGREEING and promised > 2 * least and edge.coverage < DOUBTED * promised:
        by_features = yield from matched(scans, source, target, sizes, seed)
        if by_features is not None:
            ends = {"odometry": near, "features": by_features}
            return (yield from _better(scans, source, target, ends, sizes, least))
    return _accepted(edge, least)


def matched_pair(
    scans: Sequence[Scan], source: int, target: int, sizes: Sizes, seed: int, least: float
) -> Generator[Progress, None, Edge | None]:
    """The edge from matched features alone; None where they agree on no motion or its fitness is below ``least``."""
    found = yield from matched(scans, source, target, sizes, seed)
    if found is None:
        return None
    return _accepted((yield from finely(scans, source, target, found, sizes, "features")), least)


def _better(
    scans: Sequence[Scan], source: int, target: int, ends: Mapping[str, Array], sizes: Sizes, least: float
) -> Generator[Progress, None, Edge | None]:
    """Of motions under names the one that agrees best on the coarse grids, refined; one with a little overlap only."""
    one, other = scans[source].coarse, scans[target].coarse
    best, best_agreed = next(iter(ends)), -1.0
    for name, motion in ends.items():
        coverage, agreed = yield from agreement(one, other, motion, sizes.coarse)
        if agreed > best_agreed and (coverage >= least / 2 or best_agreed < 0):
            best, best_agreed = name, agreed if coverage >= least / 2 else 0.0
    return _accepted((yield from finely(scans, source, target, ends[best], sizes, best)), least)


def _accepted(edge: Edge, least: float) -> Edge | None:
    return edge if edge.fitness >= least and edge.correspondences >= LEAST else None


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
