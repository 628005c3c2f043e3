"""Which matches agree with each other: a rigid motion keeps every distance between two points.

Two matches are compatible where their points are as far apart in the source as in the target. What one pair shares with
all others counts more than the pair itself: the second-order measure of Chen, Sun, Yang, Tao, *SC2-PCR*, CVPR 2022,
equations 3 and 4. The tuple test of Zhou, Park, Koltun 2016 asks the same of three matches at a time.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.rigid_fits import fits, squared_residuals, truncated
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

COMPARED = 2_500
"""Matches that are compared with each other at most: a square matrix of them."""
ROWS = 64
"""Rows of the matrix computed between two breaths."""
SEEDS = 200
"""Matches around which a group is tried."""
GROUP = 30
"""The best companions of a seed, from which its motion is fitted."""
GROUPS = 20
"""Groups that are handed on."""
APART = 2.0
"""Matches nearer than so many times the tolerance say little of each other: they are compatible by chance."""
TUPLES = 1_000
"""Triples that pass the tuple test at most, and how many are tried for each match."""
TRIED = 100
TUPLE_RATIO = 0.95
"""Each side of the triangle is between this part and its inverse of the other's; Open3D's ``tuple_scale``."""
COMPARING = QT_TRANSLATE_NOOP("progress", "agreement of matches")


@dataclass(frozen=True, eq=False)
class Agreement:
    """``compatible`` (M, M) bool; ``shared`` (M, M) float32: what a compatible pair has in common, in matches."""

    compatible: NDArray[np.bool_]
    shared: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Group:
    """A motion (4, 4) that a group of matches agrees on, and the sum of their truncated weights."""

    transform: Array
    support: float


def _apart(points: Array, start: int, stop: int) -> Array:
    squared = np.zeros((stop - start, len(points)))
    for axis in range(3):
        squared += np.subtract.outer(points[start:stop, axis], points[:, axis]) ** 2
    return np.sqrt(squared)


def agreement(points: Array, targets: Array, tolerance: float) -> Generator[Progress, None, Agreement]:
    """Compare M matches with each other: ``points`` (M, 3) with ``targets`` (M, 3), lengths to ``tolerance``."""
    count = len(points)
    compatible = np.zeros((count, count), bool)
    for start in range(0, count, ROWS):
        stop = min(start + ROWS, count)
        one, other = _apart(points, start, stop), _apart(targets, start, stop)
        compatible[start:stop] = (np.abs(one - other) < tolerance) & (np.minimum(one, other) > APART * tolerance)
        yield Progress(stop, 2 * count, COMPARING)
    shared = compatible.astype(np.float32)
    both = np.empty_like(shared)
    for start in range(0, count, ROWS):  # whole numbers below 2^24: exact in float32 in any order
        stop = min(start + ROWS, count)
        both[start:stop] = shared[start:stop] @ shared
        both[start:stop] *= shared[start:stop]
        yield Progress(count + stop, 2 * count, COMPARING)
    return Agreement(compatible, both)


def groups(
    points: Array, targets: Array, agreed: Agreement, tolerance: float, most: int = GROUPS
) -> Generator[Progress, None, list[Group]]:
    """The motions that different groups of matches agree on, the best supported first.

    Around each of the best connected matches its ``GROUP`` best companions give a motion, which is fitted once more to
    all matches near it. Motions that differ by less than 5 degrees and twice the tolerance count once.
    """
    count = len(points)
    if count < 3:
        return []
    confidence = agreed.shared.sum(axis=1, dtype=np.float64)
    seeds = _spread(points, targets, confidence, 2 * tolerance)
    if not len(seeds):
        return []
    near = np.argsort(-agreed.shared[seeds], axis=1, kind="stable")[:, :GROUP]
    weights = np.take_along_axis(agreed.shared[seeds], near, axis=1).astype(np.float64)
    near = np.concatenate([seeds[:, None], near], axis=1)
    weights = np.concatenate([weights.max(axis=1, keepdims=True), weights], axis=1)
    motions = fits(points[near], targets[near], weights)
    yield Progress(0, 0, COMPARING)
    found: list[Group] = []
    for start in range(0, len(motions), 20):
        part = motions[start : start + 20]
        weights = truncated(squared_residuals(part, points, targets), tolerance)
        weights = np.where((weights > 0).sum(axis=1)[:, None] >= 3, weights, 0.0)
        usable = weights.sum(axis=1) > 0
        part = part[usable]
        if len(part):
            shape = (len(part), count, 3)
            part = fits(np.broadcast_to(points, shape), np.broadcast_to(targets, shape), weights[usable])
            support = truncated(squared_residuals(part, points, targets), tolerance).sum(axis=1)
            found.extend(Group(motion, float(s)) for motion, s in zip(part, support, strict=True))
        yield Progress(0, 0, COMPARING)
    found.sort(key=lambda group: -group.support)
    return _different(found, points.mean(axis=0), tolerance, most)


def _spread(points: Array, targets: Array, confidence: Array, distance: float) -> NDArray[np.intp]:
    """The most confident matches, none near a better one in both clouds."""
    left = confidence > 0
    chosen: list[int] = []
    for i in np.argsort(-confidence, kind="stable"):
        if left[i]:
            chosen.append(int(i))
            if len(chosen) == SEEDS:
                break
            near = ((points - points[i]) ** 2).sum(axis=1) < distance**2
            left &= ~(near & (((targets - targets[i]) ** 2).sum(axis=1) < distance**2))
    return np.array(chosen, dtype=np.intp)


def _different(found: list[Group], centre: Array, tolerance: float, most: int) -> list[Group]:
    kept: list[Group] = []
    for group in found:
        turn = group.transform[:3, :3]
        place = turn @ centre + group.transform[:3, 3]
        for other in kept:
            cosine = (np.trace(other.transform[:3, :3].T @ turn) - 1) / 2
            shift = place - other.transform[:3, :3] @ centre - other.transform[:3, 3]
            if cosine > np.cos(np.deg2rad(5)) and float(np.linalg.norm(shift)) < 2 * tolerance:
                break
        else:
            kept.append(group)
            if len(kept) == most:
                break
    return kept


def companions(agreed: Agreement, members: NDArray[np.bool_], part: float = 0.3) -> NDArray[np.bool_]:
    """The matches (M,) that are compatible with at least ``part`` of the ``members`` (M,), and the members."""
    count = int(members.sum())
    if count == 0:
        return members
    kept: NDArray[np.bool_] = members | (agreed.compatible[:, members].sum(axis=1) >= max(2.0, part * count))
    return kept


def tuple_test(points: Array, targets: Array, rng: np.random.Generator) -> NDArray[np.bool_]:
    """The matches (M,) that are part of a random triple whose triangles agree in all three sides.

    At most ``TUPLES`` triples are kept; ``TRIED`` are drawn for each match.
    """
    count = len(points)
    kept = np.zeros(count, bool)
    if count < 3:
        return kept
    triples = rng.integers(0, count, (count * TRIED, 3))
    good = np.ones(len(triples), bool)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        one = np.sqrt(((points[triples[:, a]] - points[triples[:, b]]) ** 2).sum(axis=1))
        other = np.sqrt(((targets[triples[:, a]] - targets[triples[:, b]]) ** 2).sum(axis=1))
        good &= (one * TUPLE_RATIO < other) & (other * TUPLE_RATIO < one)
    kept[triples[np.flatnonzero(good)[:TUPLES]].ravel()] = True
    return kept
