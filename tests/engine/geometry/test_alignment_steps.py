"""The steps of ICP: Jacobians against finite differences, solutions against closed forms and other solvers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import sqrtm
from scipy.spatial.transform import Rotation

from engine.geometry import alignment_steps as steps
from engine.geometry import rigid
from engine.geometry.covariances import covariance_normals, covariances
from engine.geometry.kernels import Kernel, KernelName

Array = np.ndarray
NAMES: tuple[KernelName, ...] = ("none", "huber", "cauchy", "tukey", "geman-mcclure")


def unit(rows: Array) -> Array:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


class Pairs:
    """Correspondences with all that the four methods take."""

    def __init__(self, seed: int, count: int = 60, offset: float = 0.0) -> None:
        rng = np.random.default_rng(seed)
        self.points = rng.normal(size=(count, 3)) * (3, 2, 1) + offset
        self.targets = self.points + rng.normal(size=(count, 3)) * 0.1
        self.normals = unit(rng.normal(size=(count, 3)))
        self.source_normals = unit(rng.normal(size=(count, 3)))
        self.source_intensities, self.target_intensities = rng.random((2, count))
        self.gradients = rng.normal(size=(count, 3))
        self.weights = rng.random(count)

    def step(self, method: str, points: Array | None = None, kernel: Kernel = steps.NO_KERNEL) -> steps.Step:
        moved = self.points if points is None else points
        if method == "point-to-point":
            return steps.point_to_point(moved, self.targets, kernel=kernel)
        if method == "point-to-plane":
            return steps.point_to_plane(moved, self.targets, self.normals, kernel=kernel)
        if method == "generalized":
            return steps.generalized(moved, self.targets, self.source_normals, self.normals, kernel=kernel)
        return steps.colored(
            moved,
            self.targets,
            self.normals,
            self.source_intensities,
            self.target_intensities,
            self.gradients,
            kernel=kernel,
            colour_weight=0.3,
        )


METHODS = ("point-to-point", "point-to-plane", "generalized", "colored")


def moved_by(twist: Array, points: Array) -> Array:
    """The linearised motion the steps are derived from."""
    return np.asarray(points + np.cross(twist[:3], points) + twist[3:])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NAMES)
def test_the_gradient_is_the_energys(method: str, name: KernelName) -> None:
    pairs, kernel = Pairs(1), Kernel(name, 0.15)

    def energy(twist: Array) -> float:
        return pairs.step(method, moved_by(twist, pairs.points), kernel).energy

    step = pairs.step(method, kernel=kernel)
    slopes = [(energy(e) - energy(-e)) / 2e-6 for e in np.eye(6) * 1e-6]
    np.testing.assert_allclose(step.gradient, slopes, rtol=2e-4, atol=2e-4 * np.abs(step.gradient).max())


@pytest.mark.parametrize("method", METHODS)
def test_the_hessian_is_the_energys_where_it_is_quadratic(method: str) -> None:
    pairs = Pairs(2)
    step, h = pairs.step(method), 1e-4

    def energy(twist: Array) -> float:
        return pairs.step(method, moved_by(twist, pairs.points)).energy

    for i in range(6):
        for j in range(6):
            a, b = h * np.eye(6)[i], h * np.eye(6)[j]
            second = (energy(a + b) - energy(a - b) - energy(b - a) + energy(-a - b)) / (4 * h * h)
            assert second == pytest.approx(step.hessian[i, j], rel=1e-4, abs=1e-4 * np.abs(step.hessian).max())


@pytest.mark.parametrize("method", ["point-to-plane", "generalized", "colored"])
def test_the_twist_solves_the_normal_equations_and_minimises_the_quadratic(method: str) -> None:
    for offset in (0.0, 500.0):
        step = Pairs(3, offset=offset).step(method)
        np.testing.assert_allclose(step.hessian @ step.twist, -step.gradient, atol=1e-8 * np.abs(step.hessian).max())
        np.testing.assert_allclose(step.delta, steps.increment(step.twist))
        assert (step.eigenvalues > 0).all() and 1 <= step.condition < 1e6
    pairs = Pairs(3)
    step = pairs.step(method)
    assert pairs.step(method, moved_by(step.twist, pairs.points)).energy < step.energy
    for e in np.eye(6) * 1e-3:
        assert (
            pairs.step(method, moved_by(step.twist + e, pairs.points)).energy
            > pairs.step(method, moved_by(step.twist, pairs.points)).energy - 1e-12
        )


def test_point_to_plane_is_the_least_squares_solution() -> None:
    pairs = Pairs(4)
    step = steps.point_to_plane(pairs.points, pairs.targets, pairs.normals, pairs.weights)
    rows = np.concatenate([np.cross(pairs.points, pairs.normals), pairs.normals], axis=1)
    r = ((pairs.points - pairs.targets) * pairs.normals).sum(axis=1)
    root = np.sqrt(pairs.weights)
    expected, *_ = np.linalg.lstsq(rows * root[:, None], -r * root, rcond=None)
    np.testing.assert_allclose(step.twist, expected, atol=1e-10)
    np.testing.assert_allclose(step.residuals, r)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_closed_form_recovers_a_motion_and_matches_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, weights = rng.normal(size=(12, 3)), rng.random(12) + 0.1
    motion = rigid.exp(rng.uniform(-3, 3, 6))
    np.testing.assert_allclose(steps.fitted(points, rigid.moved(motion, points), weights), motion, atol=1e-9)
    targets = rng.normal(size=(12, 3))
    found = steps.fitted(points, targets, weights)
    assert np.linalg.det(found[:3, :3]) == pytest.approx(1)
    a, b = (np.average(p, axis=0, weights=weights) for p in (points, targets))
    rotation, _ = Rotation.align_vectors(targets - b, points - a, weights=weights)
    np.testing.assert_allclose(found[:3, :3], rotation.as_matrix(), atol=1e-7)
    np.testing.assert_allclose(found[:3, 3], b - rotation.apply(a), atol=1e-7)


def test_a_mirrored_cloud_gives_a_rotation_all_the_same() -> None:
    points = np.random.default_rng(5).normal(size=(30, 3))
    found = steps.fitted(points, points * (1, 1, -1))
    np.testing.assert_allclose(found[:3, :3] @ found[:3, :3].T, np.eye(3), atol=1e-12)
    assert np.linalg.det(found[:3, :3]) == pytest.approx(1)


def test_few_points_turn_no_more_than_they_must() -> None:
    one = np.array([[1.0, 2, 3]])
    np.testing.assert_allclose(steps.fitted(one, one + 1)[:3], np.c_[np.eye(3), np.ones(3)], atol=1e-12)
    two = np.array([[0.0, 0, 0], [1, 0, 0]])
    found = steps.fitted(two, two @ rigid.rotation_exp([0, 0, 0.5]).T)
    np.testing.assert_allclose(found[:3, :3], rigid.rotation_exp([0, 0, 0.5]), atol=1e-5)
    same = np.ones((5, 3))
    np.testing.assert_allclose(steps.fitted(same, same * 2)[:3], np.c_[np.eye(3), np.ones(3)], atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_too_few_correspondences_give_a_finite_step(method: str, count: int) -> None:
    step = Pairs(6, count).step(method)
    assert np.isfinite(step.delta).all() and np.isfinite(step.condition)
    np.testing.assert_allclose(step.delta[:3, :3] @ step.delta[:3, :3].T, np.eye(3), atol=1e-9)


def test_a_plane_is_left_to_slide_where_it_is() -> None:
    rng = np.random.default_rng(7)
    points = np.c_[rng.uniform(-2, 2, (200, 2)) + 30, np.zeros(200)]
    normals = np.tile([0.0, 0, 1], (200, 1))
    away = points + np.array([0.3, -0.2, 0.1])
    step = steps.point_to_plane(away, points, normals)
    assert step.condition > 1e9
    open_directions = step.directions[:, step.eigenvalues < 1e-10 * step.eigenvalues[-1]]
    assert open_directions.shape[1] == 3
    np.testing.assert_allclose(rigid.moved(step.delta, away), away * (1, 1, 0), atol=1e-12)


def test_whitening_is_the_inverse_root_of_the_sum_of_covariances() -> None:
    rng = np.random.default_rng(8)
    first, second = unit(rng.normal(size=(40, 3))), unit(rng.normal(size=(40, 3)))
    first[:3] = second[:3] * [[1], [-1], [1]]
    whiten = steps.whitening(first, second, 1e-3)
    for w, a, b in zip(whiten, covariances(first, 1e-3), covariances(second, 1e-3), strict=True):
        np.testing.assert_allclose(w, np.linalg.inv(sqrtm(a + b).real), atol=1e-8)
    np.testing.assert_allclose(covariances(first[:1], 1e-3)[0] @ first[0], 1e-3 * first[0], atol=1e-15)


def test_thin_axes_are_the_normals_but_near_minus_x() -> None:
    normals = unit(np.array([[0.0, 1, 0], [-1, 0.01, 0], [-1, 0.2, 0], [1, 0, 0]]))
    np.testing.assert_array_equal(covariance_normals(normals), [normals[0], [1, 0, 0], normals[2], normals[3]])
    np.testing.assert_array_equal(covariance_normals(normals[:1]), normals[:1])


@pytest.mark.parametrize("method", METHODS)
def test_steps_are_open3ds(method: str, oracle: Callable[..., Array]) -> None:
    for seed in (10, 11):
        pairs = Pairs(seed, 300, offset=20.0)
        for name in NAMES if method != "point-to-point" else NAMES[:1]:
            kernel = Kernel(name, 0.15)
            if method == "colored":
                continue  # its gradients cannot be handed to Open3D: see test_icp_open3d.py
            expected = oracle(pairs, method, kernel)
            np.testing.assert_allclose(pairs.step(method, kernel=kernel).delta, expected, atol=1e-9)


@pytest.fixture
def oracle() -> Callable[..., Array]:
    pytest.importorskip("torch")
    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    registration = o3d.pipelines.registration

    def compute(pairs: Pairs, method: str, kernel: Kernel) -> Array:
        k = kernel.width
        loss = {
            "none": registration.L2Loss(),
            "huber": registration.HuberLoss(k),
            "cauchy": registration.CauchyLoss(k),
            "tukey": registration.TukeyLoss(k),
            "geman-mcclure": registration.GMLoss(k * k),
        }[kernel.name]
        source = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(pairs.points))
        target = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(pairs.targets))
        target.normals = o3d.utility.Vector3dVector(pairs.normals)
        if method == "generalized":
            source.covariances = o3d.utility.Matrix3dVector(covariances(pairs.source_normals, 1e-3))
            target.covariances = o3d.utility.Matrix3dVector(covariances(pairs.normals, 1e-3))
        estimation = {
            "point-to-point": lambda: registration.TransformationEstimationPointToPoint(),
            "point-to-plane": lambda: registration.TransformationEstimationPointToPlane(loss),
            "generalized": lambda: registration.TransformationEstimationForGeneralizedICP(1e-3, loss),
        }[method]()
        rows = np.repeat(np.arange(len(pairs.points), dtype=np.int32)[:, None], 2, axis=1)
        return np.asarray(estimation.compute_transformation(source, target, o3d.utility.Vector2iVector(rows)))

    return compute
