"""Features and matches against brute force, and their invariance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.cloud import PointCloud
from engine.geometry import rigid
from engine.geometry.fpfh_matching import (
    GOAL,
    chosen_voxel,
    featured,
    matching,
    nearest_features,
    occupied,
    rounded,
)
from engine.geometry.normal_signs import turned_alike
from engine.study import finished


def surface(count: int = 6000, seed: int = 0) -> PointCloud:
    """A hilly piece of ground with two boxes, without symmetry."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 4, (2, count))
    z = 0.3 * np.sin(2.1 * x) * np.cos(1.3 * y + 0.4) + 0.1 * x * y / 4
    z[(x > 1) & (x < 1.7) & (y > 2) & (y < 3.2)] += 0.8
    z[(x > 2.6) & (x < 3.4) & (y > 0.5) & (y < 1.1)] += 0.5
    return PointCloud(np.stack([x, y, z], axis=1), "surface")


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_nearest_features_are_those_of_brute_force(m: int, n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    asked, base = (
        rounded(rng.uniform(0, 100, (m, 33)).astype(np.float32)),
        rounded(rng.uniform(0, 100, (n, 33)).astype(np.float32)),
    )
    squared = ((asked[:, None] - base[None]) ** 2).sum(axis=2)
    nearest, ratios, back, back_squared = finished(nearest_features(asked, base))
    assert (nearest == squared.argmin(axis=1)).all()
    assert (back == squared.argmin(axis=0)).all()
    assert (back_squared == squared.min(axis=0)).all()
    if n > 1:
        two = np.sort(squared, axis=1)[:, :2]
        np.testing.assert_allclose(ratios, np.sqrt(two[:, 0] / two[:, 1]), rtol=1e-12)
    else:
        assert (ratios == 1).all()


def test_distances_do_not_depend_on_the_order_of_summation() -> None:
    rng = np.random.default_rng(1)
    a = rounded(rng.uniform(0, 200, (50, 33)).astype(np.float32))
    order = rng.permutation(33)
    assert (a @ a.T == a[:, order] @ a[:, order].T).all()


def test_the_chosen_voxel_leaves_about_the_goal() -> None:
    points = surface(40_000).points
    size = chosen_voxel(points, points[:100])
    assert 0.8 * GOAL < occupied(points, size) <= 1.05 * GOAL
    assert chosen_voxel(np.ones((10, 3)), np.ones((5, 3))) == 0.0


def test_normals_are_turned_to_one_side() -> None:
    rng = np.random.default_rng(2)
    points = rng.normal(size=(2000, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    normals = points * rng.choice([-1.0, 1.0], 2000)[:, None]
    turned = turned_alike(points, normals)
    np.testing.assert_allclose(turned, -points, atol=1e-12)  # all towards the centre


def test_features_survive_a_motion_and_turning_mirrors_them() -> None:
    """The features of a moved cloud are those of the cloud, up to which side its normals point to."""
    cloud = surface()
    motion = rigid.from_degrees([20, 130, -70, 5, -3, 2])
    # Cells so small that none holds two points: a grid's larger cells would not move with the cloud.
    one = finished(featured(cloud, 1e-6, 2e5, 4e5))
    other = finished(featured(PointCloud(rigid.moved(motion, cloud.points), "moved"), 1e-6, 2e5, 4e5))
    place = {tuple(np.round(p, 6)): i for i, p in enumerate(rigid.moved(motion, one.points + one.centre))}
    order = np.array([place[tuple(np.round(p, 6))] for p in other.points + other.centre])
    same = np.abs(one.features[order] - other.features).max(axis=1)
    turned = np.abs(one.turned[order] - other.features).max(axis=1)
    assert (np.minimum(same, turned) < 1.0).mean() > 0.97


def test_a_cloud_matches_itself() -> None:
    cloud = finished(featured(surface(), 0.12))
    matches = finished(matching(cloud, cloud))
    assert len(matches) > 0.95 * len(cloud)
    assert (matches.pairs[:, 0] == matches.pairs[:, 1]).all()
    assert (matches.distances == 0).all()
    assert matches.queries == 3 * len(cloud)
    few = finished(matching(cloud, cloud, mutual=False, ratio=0.5))
    assert (few.ratios <= 0.5).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_too_few_points_have_no_matches(count: int) -> None:
    one = finished(featured(PointCloud(np.arange(3.0 * count).reshape(-1, 3), "few"), 0.1))
    other = finished(featured(surface(), 0.12))
    assert len(finished(matching(one, other))) == 0
    assert len(finished(matching(other, one))) == 0
