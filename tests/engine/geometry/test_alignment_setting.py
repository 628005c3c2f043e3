"""What surrounds the steps of an alignment: scales, working clouds, truth, circles, sentences, the plain loop."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry import rigid
from engine.geometry.alignment_notes import open_notes
from engine.geometry.alignment_steps import point_to_plane
from engine.geometry.icp_loop import refining
from engine.geometry.oscillation import circle
from engine.geometry.scales import MOST, choosing
from engine.geometry.truth import read_truth, truth_of
from engine.geometry.working_clouds import working_pair
from engine.study import finished

MOTION = rigid.from_degrees((3, -2, 5, 0.1, 0.2, -0.3))


def box(count: int, seed: int = 0, size: float = 1.0) -> PointCloud:
    """Points on the three visible faces of a box."""
    rng = np.random.default_rng(seed)
    points = rng.random((count, 3))
    points[np.arange(count), rng.integers(0, 3, count)] = 0
    return PointCloud(points * size * (2, 1.5, 1), f"box {size:g}")


# -- truth ----------------------------------------------------------------------------------------------


def test_a_truth_is_read_from_text_and_from_an_array(tmp_path: Path) -> None:
    np.save(tmp_path / "truth.npy", MOTION)
    np.testing.assert_array_equal(read_truth(tmp_path / "truth.npy"), MOTION)
    np.savetxt(tmp_path / "truth.txt", MOTION)
    np.testing.assert_allclose(read_truth(tmp_path / "truth.txt"), MOTION)
    np.savetxt(tmp_path / "truth.csv", MOTION, delimiter=", ")
    np.testing.assert_allclose(read_truth(tmp_path / "truth.csv"), MOTION)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "1 2 3",
        "0 0 0 0 " * 4,
        "nan " * 16,
        "2 0 0 0 0 2 0 0 0 0 2 0 0 0 0 1",
        "-1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1",
        "x",
    ],
)
def test_what_is_no_truth_is_refused_in_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "truth.txt"
    file.write_text(content)
    with pytest.raises(InputError, match=r"truth\.txt"):
        read_truth(file)
    with pytest.raises(InputError):
        read_truth(tmp_path / "missing.npy")
    (tmp_path / "bad.npy").write_bytes(b"\x93NUMPY not really")
    with pytest.raises(InputError):
        read_truth(tmp_path / "bad.npy")


def test_poses_of_both_clouds_give_the_truth(tmp_path: Path) -> None:
    points = box(10).points
    source = PointCloud(points, "a", pose=rigid.from_degrees((0, 0, 90, 1, 0, 0)))
    target = PointCloud(points, "b", pose=rigid.from_degrees((0, 20, 0, 0, 2, 0)))
    found = truth_of(source, target)
    assert found is not None and target.pose is not None and source.pose is not None
    np.testing.assert_allclose(target.pose @ found, source.pose, atol=1e-12)
    assert truth_of(source, PointCloud(points, "c")) is None
    np.savetxt(tmp_path / "t.txt", MOTION)
    found = truth_of(source, target, str(tmp_path / "t.txt"))
    assert found is not None
    np.testing.assert_allclose(found, MOTION)


# -- working clouds -------------------------------------------------------------------------------------


def test_points_that_are_no_numbers_are_left_out_and_counted() -> None:
    points = box(50).points.copy()
    points[3, 1], points[7] = np.nan, np.inf
    points[9, 2] = 1e300
    normals = np.tile([0.0, 0, 1], (50, 1))
    normals[11] = np.nan
    work = working_pair(PointCloud(points, "holes", normals=normals), box(20))
    assert len(work.source) == 46 and len(work.target) == 20
    assert work.notes == ("4 points of holes are not finite numbers and were left out.",)
    assert not work.origin.any()
    with pytest.raises(InputError, match="empty has no point"):
        working_pair(PointCloud(np.full((4, 3), np.nan), "empty"), box(20))
    with pytest.raises(InputError, match="none has no point"):
        working_pair(box(20), PointCloud(np.zeros((0, 3)), "none"))


def test_far_clouds_come_to_the_origin_and_transforms_go_there_and_back() -> None:
    far = np.array([431_000.0, 5_412_000.0, 120.0])
    source, target = box(100), box(100, 1)
    work = working_pair(PointCloud(source.points + far, "a"), PointCloud(target.points + far, "b"))
    assert np.abs(work.target.points).max() < 10
    np.testing.assert_allclose(work.outside(work.inside(MOTION)), MOTION, atol=1e-6)
    inner = rigid.moved(work.inside(MOTION), work.source.points) + work.origin
    np.testing.assert_allclose(rigid.moved(MOTION, source.points + far), inner, atol=1e-6)
    near = working_pair(PointCloud(source.points + 1000, "a"), PointCloud(target.points + 1000, "b"))
    assert near.origin.any(), "a box of 2 m at 1,732 m turns badly about zero"


# -- scales ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0.1, 4.0, 60.0])
def test_chosen_scales_follow_the_clouds_size(size: float) -> None:
    scales = finished(choosing(box(20_000, 0, size), box(20_000, 1, size)))
    assert len(scales) == 3
    cell = box(20_000, 0, size).extent / 300
    assert 1.9 * cell < scales[1].voxel < 2.5 * cell and scales[2].voxel == 0
    assert scales[0].voxel > 1.9 * scales[1].voxel
    assert [s.max_distance for s in scales] == sorted([s.max_distance for s in scales], reverse=True)
    for scale in scales:
        assert scale.max_distance >= 2.99 * scale.voxel


def test_a_cloud_s_extent_leaves_out_strays_and_nothing_else_goes_by_it() -> None:
    grid = np.stack(np.meshgrid(*3 * [np.linspace(0, 1, 101)[::5]], indexing="ij"), axis=-1).reshape(-1, 3)
    cloud = PointCloud(np.vstack([grid, np.full((50, 3), 1e6)]), "a")
    before = pickle.loads(pickle.dumps(cloud))
    assert before.digest == cloud.digest
    assert cloud.extent == pytest.approx(np.sqrt(3), rel=0.05), "the box of the grid alone"
    after = pickle.loads(pickle.dumps(cloud))
    assert after.extent == cloud.extent and after.digest == cloud.digest
    assert cloud != after and cloud == cloud, "clouds are told apart by identity, as what caches hold"
    half = cloud.chosen(np.arange(len(grid) // 2))
    assert half.extent < cloud.extent and half.digest != cloud.digest


def test_scales_of_sparse_clouds_reach_their_neighbours_and_dense_ones_stay_small() -> None:
    sparse = box(300)
    scales = finished(choosing(sparse, sparse))
    assert scales[-1].max_distance > 0.1
    from engine.geometry.preparing import voxel_grid

    dense = PointCloud(np.random.default_rng(0).random((150_000, 3)), "full cube")
    finest = finished(choosing(dense, dense))[-1].voxel
    assert len(finished(voxel_grid(dense, finest))) <= MOST


def test_asked_scales_are_kept() -> None:
    a, b = box(500), box(500, 1)
    scales = finished(choosing(a, b, (0.2, 0.1, -1), 0.3))
    assert [(s.voxel, s.max_distance) for s in scales] == [(0.2, 0.3), (0.1, 0.3), (0.0, 0.3)]
    only = finished(choosing(a, b, (0.1,)))
    assert only[0].voxel == 0.1 and only[0].max_distance >= 0.3 - 1e-12
    assert all(s.max_distance == 0.02 for s in finished(choosing(a, b, (), 0.02)))
    point = PointCloud(np.ones((1, 3)), "point")
    assert finished(choosing(point, point))[0].max_distance > 0


# -- circles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [2, 3, 5, 12])
def test_a_circle_of_poses_is_seen_with_its_period(steps: int) -> None:
    rng = np.random.default_rng(steps)
    stations = [rigid.exp(rng.normal(size=6) * 0.01) for _ in range(steps)]
    transforms = [rigid.exp(0.9**k * np.ones(6)) @ stations[k % steps] for k in range(160)]
    found, swing = circle(transforms, np.zeros(3), 1.0)
    assert found == steps and 0 < swing < 0.2
    assert circle(transforms[:steps], np.zeros(3), 1.0) == (0, 0.0)


def test_an_approach_is_no_circle() -> None:
    straight = [rigid.exp(0.7**k * np.arange(6)) for k in range(40)]
    there_and_back = [rigid.exp((-0.9) ** k * 0.1 * np.arange(6)) for k in range(40)]
    drifting = [rigid.exp(0.001 * k * np.ones(6)) for k in range(40)]
    still = [np.eye(4)] * 40
    for transforms in (straight, there_and_back, drifting, still):
        for length in (1, 2, 10, 40):
            assert circle(transforms[:length], np.zeros(3), 1.0) == (0, 0.0)


# -- sentences ------------------------------------------------------------------------------------------


def test_what_the_geometry_leaves_open_is_named() -> None:
    rng = np.random.default_rng(0)
    wall = np.c_[rng.uniform(-2, 2, (500, 2)), np.zeros(500)]
    up = np.tile([0.0, 0, 1], (500, 1))
    notes = open_notes(point_to_plane(wall, wall, up))
    assert len(notes) == 3
    assert sum("turn about (0.00, 0.00, 1.00)" in note and "does not" in note for note in notes) == 1
    assert sum("slides" in note and "does not" in note for note in notes) == 2
    rough = up + rng.normal(0, 0.01, (500, 3))
    notes = open_notes(point_to_plane(wall, wall, rough / np.linalg.norm(rough, axis=1, keepdims=True)))
    assert len(notes) == 3 and all("hardly" in note for note in notes)
    corner = box(500).points
    normals = (corner == 0).astype(float)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1)
    assert open_notes(point_to_plane(corner, corner, normals)) == ()


# -- the plain loop -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["point-to-point", "point-to-plane", "generalized"])
def test_refining_finds_the_motion_of_a_copy(method: str) -> None:
    source = box(2000)
    motion = rigid.from_degrees((1, -1, 2, 0.02, 0.01, -0.02))
    target = PointCloud(rigid.moved(motion, source.points), "moved")
    end = finished(refining(source, target, np.eye(4), 0.2, method, iterations=80, tolerance=1e-12))  # type: ignore[arg-type]
    assert end.converged and end.fitness == 1 and end.step is not None
    np.testing.assert_allclose(end.transform, motion, atol=1e-6)
    assert len(end.correspondences) == 2000 and (end.correspondences[:, 0] == end.correspondences[:, 1]).all()


def test_refining_without_correspondences_stays() -> None:
    source, target = box(100), PointCloud(box(100).points + 50, "far")
    end = finished(refining(source, target, MOTION, 0.2))
    np.testing.assert_array_equal(end.transform, MOTION)
    assert (end.fitness, end.rmse, end.iterations, end.converged, end.step) == (0, 0, 0, False, None)
