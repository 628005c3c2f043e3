"""Nearest neighbours: what is spared is never missed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from engine.errors import ComputationError
from engine.geometry import neighbours, rigid
from engine.geometry.neighbours import NearestWithin, NeighbourTree, spacing
from engine.study import finished


def test_the_tree_agrees_with_scipys_in_one_piece_and_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    points, asked = rng.normal(size=(500, 3)), rng.normal(size=(1300, 3))
    tree, oracle = NeighbourTree(points), cKDTree(points)
    monkeypatch.setattr(neighbours, "CHUNK", 1000)
    for count in (1, 7):
        distances, indices = oracle.query(asked, count)
        found, squared = finished(tree.asking(asked, count))
        np.testing.assert_array_equal(found, indices.reshape(-1, count))
        np.testing.assert_allclose(squared, distances.reshape(-1, count) ** 2)
    assert tree.queries == 2 * 1300


def test_points_that_move_are_asked_again_only_where_the_answer_can_change() -> None:
    rng = np.random.default_rng(1)
    target = rng.uniform(-1, 1, (2000, 3))
    source = rng.uniform(-3, 3, (3000, 3))
    tree, oracle = NeighbourTree(target), cKDTree(target)
    nearest = NearestWithin(tree, 0.15)
    motion = np.eye(4)
    for step in range(25):
        motion = rigid.exp(rng.normal(size=6) * (0.1 if step < 5 else 0.003)) @ motion
        points = rigid.moved(motion, source)
        before = tree.queries
        rows, indices, squared = finished(nearest.asking(points))
        distances, expected = oracle.query(points)
        near = distances < 0.15
        np.testing.assert_array_equal(rows, np.flatnonzero(near))
        np.testing.assert_array_equal(indices, expected[near])
        np.testing.assert_allclose(squared, distances[near] ** 2)
    assert tree.queries - before < 700, "most of the far points should have been spared"


def test_spacing_is_the_median_distance_to_the_nearest_other() -> None:
    grid = np.stack(np.meshgrid(*[np.arange(6.0) * 0.25] * 3), axis=-1).reshape(-1, 3)
    assert spacing(grid) == pytest.approx(0.25)
    assert spacing(grid[:1]) == 0
    assert spacing(grid[:0]) == 0


def test_ties_are_settled_as_open3d_does() -> None:
    pytest.importorskip("torch")
    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    lattice = np.stack(np.meshgrid(*[np.arange(8.0)] * 3), axis=-1).reshape(-1, 3)
    asked = lattice[:300] + np.array([0.5, 0.5, 0.0])  # four are equally near
    search = o3d.geometry.KDTreeFlann(o3d.geometry.PointCloud(o3d.utility.Vector3dVector(lattice)))
    expected = [search.search_knn_vector_3d(point, 1)[1][0] for point in asked]
    nearest = NearestWithin(NeighbourTree(lattice), 0.9, settle_ties=True)
    rows, indices, squared = finished(nearest.asking(asked))
    np.testing.assert_array_equal(indices, np.array(expected)[rows])
    np.testing.assert_allclose(squared, ((asked[rows] - lattice[indices]) ** 2).sum(axis=1))
    plain = finished(NearestWithin(NeighbourTree(lattice), 0.9).asking(asked))[1]
    assert (plain != indices).any(), "without ties there would be nothing to settle"
    again = finished(nearest.asking(asked + 0.01))
    np.testing.assert_array_equal(
        again[0], np.arange(300)[((np.round(asked + 0.01) - asked - 0.01) ** 2).sum(1) < 0.81]
    )


def test_no_points_are_a_sentence_and_not_the_end_of_the_process() -> None:
    with pytest.raises(ComputationError, match="no points"):
        NeighbourTree(np.empty((0, 3)))
    indices, squared = NeighbourTree(np.zeros((1, 3))).nearest(np.empty((0, 3)))
    assert len(indices) == len(squared) == 0
