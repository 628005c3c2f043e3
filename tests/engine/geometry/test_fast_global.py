"""Fast Global Registration: derivative, duality, monotony, and Open3D's on the same matches."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.geometry import rigid
from engine.geometry.fast_global import (
    DIVISOR,
    EVERY,
    annealing,
    jacobian,
    line_process,
    penalty,
    residuals,
)

Array = NDArray[np.float64]
MOTION = rigid.from_degrees([40, -100, 60, 0.4, -0.3, 0.6])


def problem(right: int = 150, wrong: int = 100, noise: float = 0.004, seed: int = 0) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-1, 1, (right + wrong, 3))
    targets = rigid.moved(MOTION, points) + rng.normal(0, noise, points.shape)
    targets[right:] = rng.uniform(-1, 1, (wrong, 3))
    return points - points.mean(axis=0), targets - targets.mean(axis=0)


def lifted_objective(squared: Array, weights: Array, mu: float) -> float:
    """The paper's equations 3 and 4: the sum of l r^2 + mu (sqrt(l) - 1)^2."""
    return float((weights * squared + mu * (np.sqrt(weights) - 1) ** 2).sum())


def test_the_jacobian_is_the_difference_quotient() -> None:
    rng = np.random.default_rng(0)
    points, targets = rng.normal(size=(2, 7, 3))
    step = 1e-6
    for column in range(6):
        twist = np.zeros(6)
        twist[column] = step
        ahead = residuals(rigid.exp(twist), points, targets)
        behind = residuals(rigid.exp(-twist), points, targets)
        np.testing.assert_allclose(jacobian(points)[:, :, column], (ahead - behind) / (2 * step), atol=1e-8)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1e4), st.floats(1e-6, 1e4))
def test_the_line_process_minimises_the_lifted_objective_to_the_penalty(squared: float, mu: float) -> None:
    """Black and Rangarajan's duality, equations 3 to 6 of the paper."""
    r2 = np.array([squared])
    best = line_process(r2, mu)
    assert 0 <= best[0] <= 1
    least = lifted_objective(r2, best, mu)
    assert least == pytest.approx(float(penalty(r2, mu)[0]), rel=1e-9, abs=1e-12)
    for other in np.linspace(0, 1, 21):
        assert lifted_objective(r2, np.array([other]), mu) >= least - 1e-9 * (1 + least)


def test_the_objective_falls_at_fixed_mu_and_mu_shrinks_by_its_rule() -> None:
    points, targets = problem()
    steps = list(annealing(points, targets, 0.02, 200))
    assert all(step.objective <= step.before * (1 + 1e-12) for step in steps)
    same = [(a, b) for a, b in itertools.pairwise(steps) if a.mu == b.mu]
    assert len(same) > 50 and all(b.before == pytest.approx(a.objective, rel=1e-12) for a, b in same)
    changes = [i for i in range(1, len(steps)) if steps[i].mu != steps[i - 1].mu]
    assert all(i % EVERY == 0 for i in changes)
    ratios = [steps[i - 1].mu / steps[i].mu for i in changes[:-1]]
    np.testing.assert_allclose(ratios, DIVISOR)
    assert steps[-1].mu == 0.02**2


def test_the_weights_and_objective_are_those_of_the_transform() -> None:
    points, targets = problem()
    for step in list(annealing(points, targets, 0.02))[::10]:
        distances = np.linalg.norm(targets - rigid.moved(step.transform, points), axis=1)
        np.testing.assert_allclose(step.distances, distances, rtol=1e-12)
        np.testing.assert_allclose(step.weights, (step.mu / (step.mu + distances**2)) ** 2, rtol=1e-12)
        assert step.objective == pytest.approx(float((step.mu * distances**2 / (step.mu + distances**2)).sum()))


@pytest.mark.parametrize("seed", range(5))
def test_the_end_is_open3ds_on_the_same_matches(seed: int) -> None:
    """With the tuple test off, so that both optimise the same; its mu is in units of the squared extent."""
    import torch  # noqa: F401 - before Open3D

    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    points, targets = problem(seed=seed)
    extent = max(np.linalg.norm(points, axis=1).max(), np.linalg.norm(targets, axis=1).max())
    clouds = [o3d.geometry.PointCloud(o3d.utility.Vector3dVector(p)) for p in (points, targets)]
    pairs = o3d.utility.Vector2iVector(np.repeat(np.arange(len(points), dtype=np.int32)[:, None], 2, axis=1))
    chosen = o3d.pipelines.registration.FastGlobalRegistrationOption(
        division_factor=DIVISOR,
        use_absolute_scale=False,
        decrease_mu=True,
        maximum_correspondence_distance=(0.02 / extent) ** 2,
        iteration_number=300,
        tuple_test=False,
    )
    theirs = o3d.pipelines.registration.registration_fgr_based_on_correspondence(*clouds, pairs, chosen).transformation
    ours = list(annealing(points, targets, 0.02, 300))[-1].transform
    angle, shift = rigid.error(ours, np.asarray(theirs))
    assert angle < 0.02 and shift < 5e-4
    angle, _ = rigid.error(ours, MOTION)
    assert angle < 0.3


def test_degenerate_matches_give_no_or_a_finite_answer() -> None:
    assert not list(annealing(np.zeros((2, 3)), np.zeros((2, 3)), 0.1))
    assert not list(annealing(np.zeros((9, 3)), np.zeros((9, 3)), 0.1))
    line = np.linspace(-1, 1, 20)[:, None] * np.array([[1.0, 2.0, 3.0]])
    for step in annealing(line, line, 0.1):
        assert np.isfinite(step.transform).all()
