"""The camera of the 3-D view against projections worked out by hand, and the poses of a glide."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.cloud_camera import FIELD_OF_VIEW, GROUNDS, Camera, Lens
from widgets.cloud_motion import axis_and_angle, between, shifted, turn, turned_about
from widgets.cloud_signs import length_text, round_length

ANGLES = st.floats(-3.1, 3.1)
SHIFTS = st.tuples(*[st.floats(-5, 5)] * 3)


def test_the_front_view_projects_as_a_pinhole_does() -> None:
    camera = Camera((1.0, 2.0, 3.0), 10.0, -90.0, 0.0)  # the eye at (1, -8, 3), looking along +y
    assert np.allclose(camera.eye, [1, -8, 3])
    lens = Lens(camera, 800, 600)
    focal = 300 / math.tan(math.radians(FIELD_OF_VIEW) / 2)
    pixels, depths = lens.project(np.array([[1.0, 2, 3], [2, 2, 3], [1, 2, 4], [2, 12, 4]]))
    assert np.allclose(depths, [10, 10, 10, 20])
    expected = [[400, 300], [400 + focal / 10, 300], [400, 300 - focal / 10], [400 + focal / 20, 300 - focal / 20]]
    assert np.allclose(pixels, expected)


@pytest.mark.parametrize("up", sorted(GROUNDS))
def test_every_ground_is_right_handed_and_its_up_axis_points_up_in_the_picture(up: str) -> None:
    camera = Camera(up=up)
    assert np.allclose(camera.axes @ camera.axes.T, np.eye(3))
    assert np.isclose(np.linalg.det(camera.axes), 1)
    first, second, axis = (np.array(v, float) for v in GROUNDS[up])
    assert np.allclose(np.cross(first, second), axis)
    assert "xyz".index(up[-1]) == int(np.argmax(np.abs(axis))) and (axis.sum() < 0) == up.startswith("-")
    pixels, _ = Lens(camera, 400, 300).project(np.stack([np.zeros(3), axis]))
    assert np.isclose(pixels[1, 0], pixels[0, 0]) and pixels[1, 1] < pixels[0, 1]


def test_with_minus_y_up_the_front_view_is_that_of_a_camera() -> None:
    camera = Camera((0.0, 0.0, 5.0), 5.0, -90.0, 0.0, up="-y")
    pixels, depths = Lens(camera, 640, 480).project(np.array([[0.5, 0, 5], [0, 0.5, 5.0]]))
    assert np.allclose(depths, 5) and pixels[0, 0] > 320 and pixels[1, 1] > 240  # x right, y down, z forwards


@given(st.floats(-179, 179), st.floats(-89, 89), st.booleans(), SHIFTS)
@settings(max_examples=40, deadline=None)
def test_a_pixel_goes_to_its_point_and_back(turned: float, raised: float, flat: bool, point: tuple[float, ...]) -> None:
    lens = Lens(Camera((0.5, -1.0, 2.0), 30.0, turned, raised, "y", flat), 500, 400)
    pixels, depths = lens.project(np.array(point))
    assert np.allclose(lens.at(*pixels[0], depths[0]), point, atol=1e-9)


@pytest.mark.parametrize("flat", [False, True])
def test_panning_and_zooming_keep_what_is_under_the_pointer(flat: bool) -> None:
    lens = Lens(Camera((1.0, 2.0, 3.0), 8.0, orthographic=flat), 640, 480)
    centre = np.array([1.0, 2.0, 3.0])
    moved = Lens(lens.panned(30, -12), 640, 480)
    assert np.allclose(moved.project(centre)[0][0], [350, 228])
    place = lens.at(500, 100, 6.0)
    near = Lens(lens.zoomed(500, 100, 1.7, 6.0), 640, 480)
    assert np.allclose(near.project(place)[0][0], [500, 100])
    assert np.isclose(near.pixel_scale(place), 1.7 * lens.pixel_scale(place))


def test_what_is_behind_the_eye_has_no_pixel() -> None:
    lens = Lens(Camera(distance=5.0), 100, 100)
    behind = lens.camera.eye + lens.camera.axes[2]
    assert np.isnan(lens.project(behind)[0]).all()
    flat = Lens(replace(lens.camera, orthographic=True), 100, 100)
    assert np.allclose(flat.project(behind)[0], 50)


@pytest.mark.parametrize("flat", [False, True])
def test_a_fitted_scene_fills_the_picture_and_stays_in_it(flat: bool) -> None:
    rng = np.random.default_rng(3)
    points = rng.uniform(-1, 1, (5000, 3)) * [8, 2, 1] + [500_000, 4_000_000, 30]
    lens = Lens(replace(Camera(), orthographic=flat).fitted(points, 700, 400), 700, 400)
    pixels, _ = lens.project(points)
    inside = ((pixels >= 0) & (pixels <= [700, 400])).all(axis=1)
    assert inside.mean() > 0.999
    size = np.ptp(pixels, axis=0) / [700, 400]
    assert 0.75 < size.max() <= 1.0


@given(SHIFTS.filter(lambda v: np.linalg.norm(v) > 0.1), ANGLES)
@settings(max_examples=60, deadline=None)
def test_axis_and_angle_give_the_rotation_again(axis: tuple[float, ...], angle: float) -> None:
    rotation = turn(np.array(axis), angle)
    assert np.allclose(rotation @ rotation.T, np.eye(3)) and np.isclose(np.linalg.det(rotation), 1)
    again = turn(*axis_and_angle(rotation))
    assert np.allclose(again, rotation, atol=1e-7)


def test_half_a_turn_has_an_axis_too() -> None:
    for axis in np.array([[1.0, 0, 0], [0, 0, 1], [1, 1, 0], [1, -2, 3]]):
        rotation = turn(axis, math.pi)
        assert np.allclose(turn(*axis_and_angle(rotation)), rotation, atol=1e-7)


@given(SHIFTS, ANGLES, SHIFTS, ANGLES, st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_a_glide_is_rigid_and_its_centre_moves_straight(
    shift: tuple[float, ...], angle: float, other: tuple[float, ...], turned: float, part: float
) -> None:
    centre = np.array([3.0, -1.0, 0.5])
    first = shifted(turned_about(np.eye(4), turn(np.array([1.0, 2, 3]), angle), centre), np.array(shift))
    second = shifted(turned_about(np.eye(4), turn(np.array([-1.0, 0, 1]), turned), centre), np.array(other))
    pose = between(first, second, part, centre)
    assert np.allclose(pose[:3, :3] @ pose[:3, :3].T, np.eye(3)) and np.linalg.det(pose) > 0
    assert np.allclose(
        pose[:3, :3] @ centre + pose[:3, 3], centre + (1 - part) * np.array(shift) + part * np.array(other)
    )
    assert np.allclose(between(first, second, 0.0, centre), first, atol=1e-7)
    assert np.allclose(between(first, second, 1.0, centre), second, atol=1e-7)


def test_half_a_glide_is_half_the_angle() -> None:
    second = turned_about(np.eye(4), turn(np.array([0.0, 0, 1]), 1.0), np.zeros(3))
    assert np.allclose(between(np.eye(4), second, 0.5, np.zeros(3))[:3, :3], turn(np.array([0.0, 0, 1]), 0.5))


def test_lengths_of_the_scale_are_round() -> None:
    for longest in np.geomspace(1e-6, 1e6, 97):
        length = round_length(longest)
        assert longest / 2.51 < length <= longest * (1 + 1e-9)
        digits = f"{length:.6e}".split("e")[0].rstrip("0").rstrip(".")
        assert digits in ("1", "2", "5")
    assert [length_text(v, "m") for v in (0.05, 0.5, 2.0, 200.0)] == ["0.05 m", "0.5 m", "2 m", "200 m"]
    assert length_text(20.0, "") == "20"
