"""Random sample consensus over matches: three pairs give a motion, all others judge it.

Fischler and Bolles 1981; the check of the triangle's sides before anything is computed is that of Open3D and PCL
(Buch et al., ICRA 2013); the better hypothesis is fitted again to what agrees with it (Chum, Matas, Kittler, *Locally
Optimized RANSAC*, DAGM 2003).
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

DRAWN = 20_000
"""Triples drawn at once."""
JUDGED = 200
"""Hypotheses judged between two breaths."""
POLISHES = 3
"""Fits of a better hypothesis to its inliers."""
DRAWING = QT_TRANSLATE_NOOP("progress", "hypotheses")


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """The best motion (4, 4) so far.

    ``support``: the sum of the truncated weights 1 - r^2 / distance^2 (MSAC). ``inliers`` (M,) bool: nearer than
    ``distance``. ``drawn``: triples drawn so far; ``judged``: those whose sides agreed. ``needed``: triples after which
    three of its inliers would have been drawn together with the confidence asked for.
    """

    transform: Array
    support: float
    inliers: NDArray[np.bool_]
    drawn: int
    judged: int
    needed: float


def needed_draws(inliers: int, count: int, confidence: float) -> float:
    """How many triples must be drawn until one of inliers alone is among them, with ``confidence``."""
    chance = (inliers / count) ** 3 if count else 0.0
    if chance <= 0 or confidence >= 1:
        return float("inf")
    return float(np.log1p(-confidence) / np.log1p(-chance)) if chance < 1 else 1.0


def consensus(
    points: Array,
    targets: Array,
    distance: float,
    rng: np.random.Generator,
    *,
    iterations: int = 100_000,
    edge_ratio: float = 0.9,
    confidence: float = 0.999,
) -> Generator[Progress | Hypothesis, None, Hypothesis | None]:
    """Search the motion that most of M matches agree on; yields each better :class:`Hypothesis` and breaths.

    Parameters
    ----------
    points, targets
        The matches' points (M, 3).
    distance
        How far apart two matched points may be.
    rng
        Decides everything that is drawn: the same state gives the same bits.
    iterations
        Triples drawn at most.
    edge_ratio
        A triple is judged only where each side of its triangle is at least this part of the other's.
    confidence
        Stop when a better motion would have been found with this probability; 1: draw all.

    Returns
    -------
    The best hypothesis, or None where no triple of matches agrees.
    """
    count = len(points)
    if count < 3:
        return None
    best: Hypothesis | None = None
    drawn = judged = 0

    def judge(motion: Array, support: float) -> Hypothesis:
        inliers = squared_residuals(motion[None], points, targets)[0] < distance**2
        needed = needed_draws(int(inliers.sum()), count, confidence)
        return Hypothesis(motion, support, inliers, drawn, judged, needed)

    while drawn < iterations:
        triples = rng.integers(0, count, (min(DRAWN, iterations - drawn), 3))
        triples = _possible(points, targets, triples, edge_ratio, distance)
        drawn = min(drawn + DRAWN, iterations)
        for start in range(0, len(triples), JUDGED):
            part = triples[start : start + JUDGED]
            motions = fits(points[part], targets[part], np.ones(part.shape))
            near = squared_residuals(motions, points[part].reshape(-1, 3), targets[part].reshape(-1, 3))
            own = near.reshape(len(part), len(part), 3)[np.arange(len(part)), np.arange(len(part))]
            motions = motions[(own < distance**2).all(axis=1)]
            judged += len(motions)
            support = truncated(squared_residuals(motions, points, targets), distance).sum(axis=1)
            before = best
            for place in range(len(motions)):
                if best is None or support[place] > best.support:
                    best = judge(motions[place], float(support[place]))
                    yield best
            if best is not before and best is not None:  # the best of this lot is fitted to what agrees with it
                motion, better = _polished(best.transform, points, targets, distance)
                if better > best.support:
                    best = judge(motion, better)
                    yield best
            yield Progress(drawn, iterations, DRAWING)
        if best is not None and drawn >= best.needed:
            break
        yield Progress(drawn, iterations, DRAWING)
    return best


def _possible(
    points: Array, targets: Array, triples: NDArray[np.int64], ratio: float, distance: float
) -> NDArray[np.int64]:
    """The triples (K, 3) whose triangles agree in all sides, none shorter than twice ``distance``."""
    good = np.ones(len(triples), bool)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        one = ((points[triples[:, a]] - points[triples[:, b]]) ** 2).sum(axis=1)
        other = ((targets[triples[:, a]] - targets[triples[:, b]]) ** 2).sum(axis=1)
        good &= (one * ratio**2 <= other) & (other * ratio**2 <= one) & (one > 4 * distance**2)
        triples, good = triples[good], np.ones(int(good.sum()), bool)
    return triples


def _polished(motion: Array, points: Array, targets: Array, distance: float) -> tuple[Array, float]:
    """The motion fitted again to what is near it, while that helps, and its support."""
    weights = truncated(squared_residuals(motion[None], points, targets), distance)
    support = float(weights.sum())
    for _ in range(POLISHES):
        if int((weights > 0).sum()) < 3:
            break
        fitted = fits(points[None], targets[None], weights)
        weights = truncated(squared_residuals(fitted, points, targets), distance)
        if float(weights.sum()) <= support:
            break
        motion, support = fitted[0], float(weights.sum())
    return motion, support
