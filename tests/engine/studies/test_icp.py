"""The study icp: its frames fit together, it says what it chose, and bad input ends in a sentence or a result."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import numpy as np
import pytest

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry import rigid
from engine.geometry.alignment_steps import increment
from engine.geometry.kernels import Kernel
from engine.studies.icp import Frame, Options, run
from engine.study import Progress, frames, study

MOTION = rigid.from_degrees((2, -1, 3, 0.05, -0.04, 0.03))
METHODS = ("point-to-point", "point-to-plane", "generalized", "colored")


def room(count: int, seed: int, name: str = "room") -> PointCloud:
    """A corner of three coloured walls with a bump, with its exact normals."""
    rng = np.random.default_rng(seed)
    axis = rng.integers(0, 3, count)
    points = rng.random((count, 3)) * (3, 2.5, 2)
    points[np.arange(count), axis] = 0
    normals = np.zeros((count, 3))
    normals[np.arange(count), axis] = 1
    bump = (axis == 2) & (np.hypot(points[:, 0] - 1.5, points[:, 1] - 1) < 0.4)
    points[bump, 2] = 0.3
    shade = 0.5 + 0.3 * np.sin(5 * points[:, 0]) * np.cos(4 * points[:, 1]) + 0.2 * np.sin(3 * points[:, 2])
    colours = np.repeat(np.clip(shade * 255, 0, 255).astype(np.uint8)[:, None], 3, axis=1)
    return PointCloud(points + rng.normal(0, 0.002, points.shape), name, colours=colours, normals=normals)


def pair(count: int = 3000) -> tuple[PointCloud, PointCloud]:
    """Two samples of one room; the source stands where MOTION brings it back from."""
    source, target = room(count, 0, "source"), room(count, 1, "target")
    back = rigid.inverse(MOTION)
    assert source.normals is not None
    turned = dataclasses.replace(
        source, points=rigid.moved(back, source.points), normals=source.normals @ back[:3, :3].T, pose=MOTION
    )
    return turned, dataclasses.replace(target, pose=np.eye(4))


def film(source: PointCloud, target: PointCloud, **options: Any) -> list[Frame]:
    return list(frames(run(source, target, options=Options(**options))))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_the_motion(method: str) -> None:
    seen = film(*pair(), method=method)
    assert seen[-1].state == "converged"
    assert seen[0].iteration == 0 and seen[0].rotation_error == pytest.approx(rigid.error(np.eye(4), MOTION)[0])
    assert seen[-1].rotation_error is not None and seen[-1].shift_error is not None
    assert seen[-1].rotation_error < 0.15 and seen[-1].shift_error < 0.01
    assert seen[-1].fitness > 0.95


@pytest.mark.parametrize("method", METHODS)
def test_frames_fit_together(method: str) -> None:
    source, target = pair()
    seen = film(source, target, method=method, kernel="cauchy", initial=(1, 0, 0, 0.02, 0, 0))
    np.testing.assert_allclose(seen[0].transform, rigid.from_degrees((1, 0, 0, 0.02, 0, 0)), atol=1e-15)
    for frame, after in itertools.pairwise(seen):
        assert after.iteration == frame.iteration + 1
        delta = after.transform @ rigid.inverse(frame.transform)
        if method != "point-to-point":
            np.testing.assert_allclose(delta, increment(frame.twist), atol=1e-12)
            np.testing.assert_allclose(
                frame.hessian @ frame.twist, -frame.gradient, atol=1e-7 * np.abs(frame.hessian).max()
            )
        assert frame.step_rotation == pytest.approx(
            np.rad2deg(np.linalg.norm(rigid.rotation_log(delta[:3, :3]))), abs=1e-9
        )
    for frame in seen:
        i, j = frame.correspondences.T
        moved = rigid.moved(frame.transform, frame.source_points[i])
        distances = np.linalg.norm(moved - frame.target_points[j], axis=1)
        np.testing.assert_allclose(frame.distances, distances, atol=1e-6)
        assert (distances < frame.max_distance).all()
        assert frame.fitness == pytest.approx(len(i) / len(frame.source_points))
        assert frame.rmse == pytest.approx(np.sqrt((distances**2).mean()))
        assert len(frame.residuals) == len(frame.weights) == len(i)
        assert frame.kernel_width is not None and frame.energy is not None
        if method in ("point-to-point", "point-to-plane"):
            kernel = Kernel("cauchy", frame.kernel_width)
            np.testing.assert_allclose(frame.weights, kernel.weight(frame.residuals.astype(float)), atol=1e-5)
            assert frame.energy == pytest.approx(kernel.loss(frame.residuals.astype(float)).sum(), rel=1e-4)
        if method == "colored":
            assert frame.colour_energy is not None and frame.geometric_energy is not None
            assert frame.colour_energy + frame.geometric_energy == pytest.approx(frame.energy)
            assert frame.colour_residuals is not None and np.abs(frame.colour_residuals).max() <= 2
        same = [other for other in seen if other.scale == frame.scale]
        assert all(other.source_points is frame.source_points for other in same)
        assert all(not v.flags.writeable for v in vars(frame).values() if isinstance(v, np.ndarray))
    assert [f.scale for f in seen] == sorted(f.scale for f in seen)
    assert {f.state for f in seen[:-1]} == {"running"}


def test_what_was_chosen_is_a_field_and_a_sentence() -> None:
    last = film(*pair(), kernel="huber")[-1]
    assert len(last.voxels) == len(last.max_distances) == 3
    assert last.voxel == last.voxels[-1] and last.max_distance == last.max_distances[-1]
    assert any("voxels" in note and f"{last.voxel:.3g}" in note for note in last.notes)
    assert any("within" in note for note in last.notes)
    asked = film(*pair(), voxels=(0.2, 0.1), max_distance=0.4, kernel="tukey", kernel_width=0.07)[-1]
    assert asked.voxels.tolist() == [0.2, 0.1] and asked.max_distances.tolist() == [0.4, 0.4]
    assert asked.kernel_width == 0.07
    assert not any("chosen" in note for note in asked.notes)


def test_every_point_or_a_grid() -> None:
    source, target = pair(500)
    assert len(film(source, target, voxels=(-1.0,), iterations=1)[0].source_points) == 500
    assert len(film(source, target, voxels=(0.5,), iterations=1)[0].source_points) < 200


def test_the_number_of_steps_is_kept_and_said() -> None:
    seen = film(*pair(), iterations=2, tolerance=0.0)
    assert len(seen) == 2 + 2 + 3
    assert seen[-1].state == "running" and "not converged after 2 steps" in seen[-1].notes[-1]
    assert [f.iteration for f in film(*pair(), iterations=0)] == [0]


def test_the_same_run_gives_the_same_bits() -> None:
    first, second = (film(*pair())[-1].transform for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_far_coordinates_give_the_same_motion() -> None:
    source, target = pair()
    far = np.array([431_000.0, 5_412_000.0, 120.0])
    moved_source = dataclasses.replace(source, points=source.points + far, pose=None)
    moved_target = dataclasses.replace(target, points=target.points + far, pose=None)
    near, away = film(source, target)[-1], film(moved_source, moved_target)[-1]
    assert away.origin.any() and not near.origin.any()
    inner = rigid.about(away.transform, -far)
    turn, shift = rigid.error(inner, near.transform)
    assert turn < 0.02 and shift < 2e-3
    assert np.abs(away.target_points - moved_target.points.mean(axis=0)).max() < 10


def wall(seed: int, slope: float = 0.0) -> PointCloud:
    """A flat painted wall."""
    rng = np.random.default_rng(seed)
    points = np.c_[rng.uniform(0, 2, (4000, 2)), rng.normal(0, 0.001, 4000)]
    shade = 128 + 90 * np.sin(4 * points[:, 0]) * np.cos(5 * points[:, 1] + slope)
    colours = np.repeat(shade.astype(np.uint8)[:, None], 3, axis=1)
    return PointCloud(points, "wall", colours=colours)


def test_on_a_painted_wall_planes_slide_and_colours_hold() -> None:
    source, target = wall(0), wall(1)
    start = (0.0, 0.0, 1.0, 0.06, -0.05, 0.01)
    plane = film(source, target, initial=start)[-1]
    colour = film(source, target, initial=start, method="colored")[-1]
    assert np.linalg.norm(rigid.moved(plane.transform, source.points) - source.points, axis=1).mean() > 0.02
    assert np.linalg.norm(rigid.moved(colour.transform, source.points) - source.points, axis=1).mean() < 0.006
    assert sum("slides" in note for note in plane.notes) == 2
    assert any("turns" in note for note in plane.notes)


def test_a_circle_of_poses_is_called_oscillating() -> None:
    rng = np.random.default_rng(34)
    normals = rng.normal(size=(12, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    target, source = PointCloud(rng.random((12, 3)), "t", normals=normals), PointCloud(rng.random((12, 3)), "s")
    seen = film(source, target, voxels=(-1.0,), max_distance=0.6, iterations=200, tolerance=1e-12)
    assert seen[-1].state == "oscillating" and len(seen) < 200
    assert "comes back to the same poses every 3 steps" in seen[-1].notes[-1]
    np.testing.assert_allclose(seen[-1].transform, seen[-4].transform, atol=1e-2)
    assert seen[-1].step_rotation > 1 and np.abs(seen[-1].transform - seen[-2].transform).max() > 0.05


# -- bad input ------------------------------------------------------------------------------------------


def finite(seen: list[Frame]) -> Frame:
    for frame in seen:
        assert np.isfinite(frame.transform).all()
        np.testing.assert_allclose(frame.transform[:3, :3] @ frame.transform[:3, :3].T, np.eye(3), atol=1e-6)
    return seen[-1]


NUMBERS = np.arange(300).reshape(100, 3)
BAD = {
    "one point": np.array([[1.0, 2, 3]]),
    "two points": np.array([[0.0, 0, 0], [1, 0, 0]]),
    "three points": np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]]),
    "all equal": np.ones((100, 3)),
    "a line": np.c_[np.linspace(0, 1, 100), np.zeros((100, 2))],
    "a plane": np.c_[np.random.default_rng(0).random((100, 2)), np.zeros(100)],
    "with NaN": np.where(NUMBERS % 17 == 0, np.nan, np.random.default_rng(1).random((100, 3))),
    "with infinity": np.where(NUMBERS % 19 == 0, np.inf, np.random.default_rng(2).random((100, 3))),
    "huge numbers": np.random.default_rng(3).random((100, 3)) * 1e300,
    "1000 times as large": np.random.default_rng(4).random((400, 3)) * 3000,
    "1000 times as small": np.random.default_rng(5).random((400, 3)) * 0.003,
}  # fmt: skip


@pytest.mark.parametrize("method", METHODS[:3])
@pytest.mark.parametrize("kind", BAD)
def test_bad_clouds_end_in_a_result_or_a_sentence(kind: str, method: str) -> None:
    bad, good = PointCloud(BAD[kind].copy(), kind), room(400, 1)
    for source, target in ((bad, good), (good, bad), (bad, bad)):
        try:
            last = finite(film(source, target, method=method, iterations=5))
        except InputError as refused:
            assert kind == "huge numbers" and "no point with finite coordinates" in str(refused)
            continue
        assert last.state in ("running", "converged", "oscillating", "no correspondences")
        if "1000" in kind and source is not target:
            assert any("times as large as the other" in note for note in last.notes)


@pytest.mark.parametrize("method", METHODS)
def test_clouds_that_do_not_overlap_give_a_result_that_says_so(method: str) -> None:
    source, target = pair(500)
    away = dataclasses.replace(source, points=source.points + 40)
    (frame,) = film(away, target, method=method)
    assert frame.state == "no correspondences" and (frame.fitness, frame.rmse) == (0, 0)
    assert frame.correspondences.shape == (0, 2) and len(frame.residuals) == 0
    np.testing.assert_array_equal(frame.transform, np.eye(4))
    assert "There are no correspondences" in frame.notes[-1]


def test_colored_without_colours_is_refused_in_a_sentence() -> None:
    source, target = pair(200)
    plain = dataclasses.replace(source, colours=None)
    with pytest.raises(InputError, match="source has no colours"):
        film(plain, target, method="colored")
    with pytest.raises(InputError, match="has no colours"):
        film(target, dataclasses.replace(target, colours=None), method="colored")


def test_a_run_can_be_stopped_at_any_breath() -> None:
    for stop in (1, 3, 6):
        running = run(*pair(), options=Options(voxels=(0.11 * stop,), tolerance=0.0))
        for _ in range(stop):
            next(running)
        running.close()
    assert isinstance(next(run(*pair(400), options=Options(voxels=(0.123,)))), Progress)


def test_the_study_describes_itself() -> None:
    described = study("icp")
    assert [i.name for i in described.inputs] == ["source", "target"]
    assert {"method", "kernel", "max_distance", "voxels", "initial", "truth"} <= {o.name for o in described.options}
    assert all(f.help for f in described.frame_fields)
