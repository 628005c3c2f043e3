"""Fits in closed form, RANSAC, and the agreement of matches on problems with a known answer."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.geometry import rigid
from engine.geometry.consistency import agreement, companions, groups, tuple_test
from engine.geometry.ransac import Hypothesis, consensus, needed_draws
from engine.geometry.rigid_fits import fits, squared_residuals
from engine.study import finished

Array = NDArray[np.float64]
MOTION = rigid.from_degrees([150, -40, 70, 1.0, -2.0, 0.5])


def problem(right: int, wrong: int, noise: float = 0.005, seed: int = 0) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Matches of which ``right`` follow ``MOTION``, in a random order."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(-2, 2, (right + wrong, 3))
    targets = rigid.moved(MOTION, points) + rng.normal(0, noise, points.shape)
    targets[right:] = rng.uniform(-2, 2, (wrong, 3)) + MOTION[:3, 3]
    order = rng.permutation(right + wrong)
    return points[order], targets[order], (np.arange(right + wrong) < right)[order]


def test_fits_are_exact_and_no_reflections() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(20, 3, 3))
    found = fits(points, rigid.moved(MOTION, points.reshape(-1, 3)).reshape(points.shape), np.ones((20, 3)))
    np.testing.assert_allclose(found, np.broadcast_to(MOTION, found.shape), atol=1e-8)
    mirrored = points * np.array([1.0, 1.0, -1.0])
    turned = fits(points, mirrored, np.ones((20, 3)))
    np.testing.assert_allclose(np.linalg.det(turned[:, :3, :3]), 1.0, atol=1e-12)


def test_a_weighted_fit_is_scipys() -> None:
    from scipy.spatial.transform import Rotation

    rng = np.random.default_rng(1)
    points, targets, weights = rng.normal(size=(30, 3)), rng.normal(size=(30, 3)), rng.uniform(0, 1, 30)
    found = fits(points[None], targets[None], weights[None])[0]
    mean, target_mean = weights @ points / weights.sum(), weights @ targets / weights.sum()
    expected, _ = Rotation.align_vectors(targets - target_mean, points - mean, weights=weights)
    np.testing.assert_allclose(found[:3, :3], expected.as_matrix(), atol=1e-9)
    np.testing.assert_allclose(found[:3, :3] @ mean + found[:3, 3], target_mean, atol=1e-12)
    np.testing.assert_allclose(
        squared_residuals(found[None], points, targets)[0],
        ((rigid.moved(found, points) - targets) ** 2).sum(axis=1),
        atol=1e-12,
    )


@pytest.mark.parametrize("right, wrong", [(60, 540), (40, 760)])
def test_ransac_finds_the_motion_and_gets_better(right: int, wrong: int) -> None:
    points, targets, truth = problem(right, wrong)
    steps = list(consensus(points, targets, 0.03, np.random.default_rng(0)))
    better = [step for step in steps if isinstance(step, Hypothesis)]
    assert all(a.support < b.support for a, b in itertools.pairwise(better))
    angle, shift = rigid.error(better[-1].transform, MOTION)
    assert angle < 0.3 and shift < 0.01
    assert (better[-1].inliers & truth).sum() > 0.95 * right


def test_ransac_gives_the_same_bits_for_the_same_seed() -> None:
    points, targets, _ = problem(60, 540)
    one, again = (finished(consensus(points, targets, 0.03, np.random.default_rng(7))) for _ in range(2))
    assert one is not None and again is not None
    assert one.transform.tobytes() == again.transform.tobytes() and one.drawn == again.drawn


def test_ransac_without_an_answer() -> None:
    rng = np.random.default_rng(0)
    assert finished(consensus(np.zeros((2, 3)), np.zeros((2, 3)), 0.1, rng)) is None
    assert finished(consensus(np.zeros((50, 3)), np.zeros((50, 3)), 0.1, rng, iterations=1000)) is None


def test_needed_draws() -> None:
    # (1 - 0.5^3)^n = 0.001
    assert needed_draws(50, 100, 0.999) == pytest.approx(np.log(0.001) / np.log(0.875))
    assert needed_draws(0, 100, 0.999) == np.inf
    assert needed_draws(100, 100, 0.999) == 1


def test_agreement_is_that_of_brute_force() -> None:
    points, targets, _ = problem(30, 50)
    agreed = finished(agreement(points, targets, 0.05))
    one = np.linalg.norm(points[:, None] - points[None], axis=2)
    other = np.linalg.norm(targets[:, None] - targets[None], axis=2)
    expected = (np.abs(one - other) < 0.05) & (np.minimum(one, other) > 0.1)
    assert (agreed.compatible == expected).all()
    number = expected.astype(int)
    assert (agreed.shared == number * (number @ number)).all()


def test_the_best_group_is_the_true_one_among_95_per_cent_wrong_matches() -> None:
    points, targets, truth = problem(40, 760)
    agreed = finished(agreement(points, targets, 0.03))
    found = finished(groups(points, targets, agreed, 0.03))
    angle, shift = rigid.error(found[0].transform, MOTION)
    assert angle < 0.3 and shift < 0.01
    assert all(a.support >= b.support for a, b in itertools.pairwise(found))
    members = squared_residuals(found[0].transform[None], points, targets)[0] < 0.03**2
    kept = companions(agreed, members)
    assert kept[members].all() and (kept & truth).sum() >= 38 and kept.sum() < 200


def test_the_tuple_test_keeps_right_matches() -> None:
    points, targets, truth = problem(200, 200)
    kept = tuple_test(points, targets, np.random.default_rng(0))
    assert kept[truth].mean() > 0.9 and kept[truth].mean() > 1.3 * kept[~truth].mean()
    assert not tuple_test(points[:2], targets[:2], np.random.default_rng(0)).any()
