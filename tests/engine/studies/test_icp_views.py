"""The studies beside icp: the basin of convergence and the colour gradient at a point."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry import rigid
from engine.studies import colour_gradient, convergence_basin, icp
from engine.study import frames

MOTION = rigid.from_degrees((2, -1, 3, 0.05, -0.04, 0.03))


def room(count: int, seed: int) -> PointCloud:
    """The three walls of a corner with a box in it."""
    rng = np.random.default_rng(seed)
    axis = rng.integers(0, 3, count)
    points = rng.random((count, 3)) * (3, 2.5, 2)
    points[np.arange(count), axis] = 0
    inside = (axis == 2) & (points[:, 0] > 0.8) & (points[:, 0] < 1.6) & (points[:, 1] > 1) & (points[:, 1] < 1.4)
    points[inside, 2] = 0.5
    return PointCloud(points + rng.normal(0, 0.002, points.shape), f"room {seed}")


@pytest.fixture(scope="module")
def pair() -> tuple[PointCloud, PointCloud]:
    source, target = room(6000, 0), room(6000, 1)
    moved = rigid.moved(rigid.inverse(MOTION), source.points)
    return dataclasses.replace(source, points=moved, pose=MOTION), dataclasses.replace(target, pose=np.eye(4))


def basin(pair: tuple[PointCloud, PointCloud], **options: Any) -> list[convergence_basin.Frame]:
    return list(frames(convergence_basin.run(*pair, options=convergence_basin.Options(**options))))


def test_the_middle_of_the_map_finds_home_and_its_rim_does_not(pair: tuple[PointCloud, PointCloud]) -> None:
    seen = basin(pair, grid=5, rotation_range=170.0, shift_range=0.2, points=500)
    assert [frame.done for frame in seen] == list(range(26))
    assert np.isnan(seen[0].rotation_errors).all() and seen[0].cell is None
    assert seen[1].cell is not None and seen[1].cell.tolist() == [2, 2]
    last = seen[-1]
    assert np.isfinite(last.rotation_errors).all() and np.isfinite(last.shift_errors).all()
    assert last.converged[2].all(), "shifts of 0.2 alone are found back"
    assert not last.converged[0].any() and not last.converged[4].any(), "half a turn is not"
    assert last.share == last.converged.sum() / 25
    inside = (last.rotation_errors < last.rotation_threshold) & (last.shift_errors < last.shift_threshold)
    np.testing.assert_array_equal(inside, last.converged)
    assert rigid.error(last.answer, MOTION)[0] < 0.2
    assert (last.iterations > 0).all() and (last.fitness[last.converged] > 0.9).all()
    assert seen[3].done == 3 and np.isfinite(seen[3].rotation_errors).sum() == 3


def test_a_cells_start_is_an_initial_pose_of_icp(pair: tuple[PointCloud, PointCloud]) -> None:
    last = basin(pair, grid=3, rotation_range=20.0, shift_range=0.1, rotation_axis="x", shift_axis="z")[-1]
    for row, column in ((0, 2), (1, 1), (2, 0)):
        start = last.starts[row, column]
        first = next(iter(frames(icp.run(*pair, options=icp.Options(initial=tuple(start))))))
        away = first.transform @ rigid.inverse(last.answer)
        np.testing.assert_allclose(away[:3, :3], rigid.from_degrees((last.rotations[row], 0, 0))[:3, :3], atol=1e-9)
        centre = pair[0].points.mean(axis=0)
        shift = rigid.moved(first.transform, centre) - rigid.moved(last.answer, centre)
        np.testing.assert_allclose(shift, (0, 0, last.shifts[column]), atol=1e-9)
        run = list(frames(icp.run(*pair, options=icp.Options(initial=tuple(start)))))
        ends_there = rigid.error(run[-1].transform, last.answer)[0] < last.rotation_threshold
        assert ends_there == last.converged[row, column]


def test_without_a_truth_the_map_says_what_it_measures_against(pair: tuple[PointCloud, PointCloud]) -> None:
    plain = dataclasses.replace(pair[0], pose=None), pair[1]
    last = basin(plain, grid=2, points=200, shift_range=0.05, rotation_range=3.0)[-1]
    assert any("No true transform is known" in note for note in last.notes)
    assert last.converged.all()


def test_clouds_without_overlap_fill_a_map_of_lost_cells() -> None:
    source, target = room(500, 0), room(500, 1)
    away = PointCloud(source.points + 100, "away")
    last = basin((away, target), grid=2)[-1]
    assert last.done == 4 and (last.fitness == 0).all()
    assert np.isfinite(last.transforms).all()


@pytest.mark.parametrize("method", ["point-to-point", "generalized"])
@pytest.mark.parametrize("kernel", ["tukey"])
def test_other_methods_and_kernels_fill_a_map(pair: tuple[PointCloud, PointCloud], method: str, kernel: str) -> None:
    last = basin(pair, grid=2, method=method, kernel=kernel, rotation_range=2.0, shift_range=0.03)[-1]
    assert last.converged.all()


# -- the colour gradient --------------------------------------------------------------------------------


def wall() -> PointCloud:
    """A tilted wall whose intensity rises along a known direction."""
    rng = np.random.default_rng(0)
    flat = rng.uniform(-1, 1, (4000, 2))
    turn = rigid.from_degrees((30, 20, 10))[:3, :3]
    points = np.c_[flat, np.zeros(4000)] @ turn.T + (5, 6, 7)
    shade = 128 + 60 * flat[:, 0] + 30 * flat[:, 1]
    return PointCloud(points, "wall", colours=np.repeat(np.rint(shade).astype(np.uint8)[:, None], 3, axis=1))


def at(cloud: PointCloud, **options: Any) -> colour_gradient.Frame:
    asked = colour_gradient.Options(voxels=(-1.0,), **options)
    (frame,) = frames(colour_gradient.run(cloud, cloud, options=asked))
    assert isinstance(frame, colour_gradient.Frame)
    return frame


def test_the_gradient_is_the_walls() -> None:
    cloud, turn = wall(), rigid.from_degrees((30, 20, 10))[:3, :3]
    frame = at(cloud, max_distance=0.1)
    np.testing.assert_allclose(frame.gradient, turn @ (60 / 255, 30 / 255, 0), atol=0.01)
    assert abs(frame.normal @ turn[:, 2]) == pytest.approx(1, abs=1e-6)
    assert frame.slope == pytest.approx(np.hypot(60, 30) / 255, abs=0.01)
    assert np.abs(frame.position - (5, 6, 7)).max() < 0.1
    assert frame.radius == pytest.approx(0.2)
    offsets = frame.neighbours - frame.position
    assert (np.linalg.norm(offsets, axis=1) <= frame.radius).all() and not offsets[0].any()
    np.testing.assert_allclose(frame.projections, frame.position + frame.coordinates @ frame.axes, atol=1e-9)
    np.testing.assert_allclose((frame.projections - frame.position) @ frame.normal, 0, atol=1e-9)
    np.testing.assert_allclose(frame.axes @ frame.axes.T, np.eye(2), atol=1e-9)
    np.testing.assert_allclose(frame.axes[0] * frame.slope, frame.gradient, atol=1e-4)
    np.testing.assert_allclose(frame.predicted, frame.neighbour_intensities, atol=0.01)
    assert frame.fit_error < 0.005 and frame.predicted[0] == frame.intensity


def test_a_point_is_picked_by_its_position_also_far_from_the_origin() -> None:
    cloud = wall()
    picked = at(cloud, max_distance=0.1, position=tuple(cloud.points[123]))
    assert picked.index == 123
    far = dataclasses.replace(cloud, points=cloud.points + np.array([500_000, 0, 0]))
    again = at(far, max_distance=0.1, position=tuple(far.points[123]))
    assert again.index == 123
    np.testing.assert_allclose(again.position, far.points[123])
    np.testing.assert_allclose(again.gradient, picked.gradient, atol=1e-4)


def test_a_lonely_point_has_no_gradient_and_says_so() -> None:
    frame = at(wall(), max_distance=1e-6)
    assert not frame.gradient.any() and any("too few" in note for note in frame.notes)
    assert np.isfinite(frame.axes).all()


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(InputError, match="no colours"):
        at(dataclasses.replace(wall(), colours=None))
    with pytest.raises(InputError, match="three numbers"):
        at(wall(), position=(1.0, 2.0))


def test_it_is_the_gradient_coloured_icp_uses() -> None:
    from engine.geometry.icp_loop import preparing_pair
    from engine.study import finished

    cloud = wall()
    used = finished(preparing_pair(cloud, cloud, "colored", 0.1)).gradients
    assert used is not None
    for index in (5, 77, 2000):
        np.testing.assert_allclose(
            at(cloud, max_distance=0.1, position=tuple(cloud.points[index])).gradient, used[index], atol=1e-9
        )
