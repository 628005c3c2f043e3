"""Twists, matrices, degrees: what goes there and back comes back, and agrees with SciPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.linalg import expm
from scipy.spatial.transform import Rotation

from engine.geometry import rigid
from engine.geometry.alignment_steps import increment

FEW = settings(max_examples=50, deadline=None)
numbers = st.floats(-10, 10, allow_nan=False, width=32)
twists = arrays(np.float64, 6, elements=numbers)
small_twists = arrays(np.float64, 6, elements=st.floats(-1e-6, 1e-6, allow_nan=False))
turns = arrays(np.float64, 3, elements=st.floats(-1.7, 1.7, allow_nan=False))


@FEW
@given(twists | small_twists)
def test_the_motion_of_a_twist_is_the_matrix_exponential(twist: np.ndarray) -> None:
    generator = np.zeros((4, 4))
    generator[:3, :3], generator[:3, 3] = rigid.skew(twist[:3]), twist[3:]
    np.testing.assert_allclose(rigid.exp(twist), expm(generator), atol=1e-9)


@FEW
@given(twists | small_twists)
def test_the_twist_of_a_motion_gives_the_motion_back(twist: np.ndarray) -> None:
    motion = rigid.exp(twist)
    again = rigid.log(motion)
    assert np.linalg.norm(again[:3]) <= np.pi + 1e-9
    np.testing.assert_allclose(rigid.exp(again), motion, atol=1e-7)


@FEW
@given(turns, turns)
def test_small_rotations_are_read_to_the_last_digit(omega: np.ndarray, shift: np.ndarray) -> None:
    tiny = np.concatenate([omega * 1e-9, shift])
    np.testing.assert_allclose(rigid.log(rigid.exp(tiny)), tiny, rtol=1e-6, atol=1e-15)


def test_half_turns_have_a_rotation_vector() -> None:
    for axis in ([1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0, 0.8], [1 / 3, -2 / 3, 2 / 3]):
        rotation = rigid.rotation_exp(np.pi * np.array(axis, float))
        found = rigid.rotation_log(rotation)
        assert abs(np.linalg.norm(found) - np.pi) < 1e-7
        np.testing.assert_allclose(rigid.rotation_exp(found), rotation, atol=1e-7)


@FEW
@given(arrays(np.float64, 6, elements=st.floats(-180, 180, allow_nan=False)))
def test_degrees_are_about_fixed_axes_x_then_y_then_z(six: np.ndarray) -> None:
    motion = rigid.from_degrees(six)
    np.testing.assert_allclose(
        motion[:3, :3], Rotation.from_euler("xyz", six[:3], degrees=True).as_matrix(), atol=1e-12
    )
    np.testing.assert_array_equal(motion[:3, 3], six[3:])
    np.testing.assert_allclose(rigid.from_degrees(rigid.to_degrees(motion)), motion, atol=1e-6)


def test_degrees_of_a_gimbal_lock_and_of_few_numbers() -> None:
    for six in ([20, 90, -35, 1, 2, 3], [20, -90, -35, 1, 2, 3]):
        motion = rigid.from_degrees(six)
        back = rigid.to_degrees(motion)
        assert back[2] == 0
        np.testing.assert_allclose(rigid.from_degrees(back), motion, atol=1e-9)
    np.testing.assert_array_equal(rigid.from_degrees(()), np.eye(4))
    np.testing.assert_allclose(rigid.from_degrees((0, 0, 90)) @ [1, 0, 0, 1], [0, 1, 0, 1], atol=1e-15)


@FEW
@given(twists, twists, st.floats(0, 1))
def test_inverses_origins_and_paths(a: np.ndarray, b: np.ndarray, part: float) -> None:
    first, second, origin = rigid.exp(a), rigid.exp(b), b[3:] * 1000
    np.testing.assert_allclose(rigid.inverse(first) @ first, np.eye(4), atol=1e-8)
    points = np.array([[1.0, -2.0, 0.5], [0, 0, 3]])
    moved = rigid.moved(first, points) + origin
    np.testing.assert_allclose(rigid.moved(rigid.about(first, origin), points + origin), moved, atol=1e-6)
    np.testing.assert_allclose(rigid.about(rigid.about(first, origin), -origin), first, atol=1e-7)
    np.testing.assert_allclose(rigid.between(first, second, 0), first, atol=1e-9)
    np.testing.assert_allclose(rigid.between(first, second, 1), second, atol=1e-6)
    way = rigid.between(first, second, part)
    assert rigid.error(way, first)[0] <= rigid.error(second, first)[0] + 1e-5


@FEW
@given(arrays(np.float64, (3, 3), elements=numbers))
def test_the_nearest_rotation_is_one(matrix: np.ndarray) -> None:
    rotation = rigid.nearest_rotation(matrix)
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-9)
    assert np.linalg.det(rotation) > 0.99


@FEW
@given(turns, turns)
def test_an_error_is_the_angle_and_the_shift_between(omega: np.ndarray, shift: np.ndarray) -> None:
    motion = rigid.exp(np.concatenate([omega, shift]))
    other = motion.copy()
    other[:3, :3] = other[:3, :3] @ rigid.rotation_exp([0, 0, np.deg2rad(7)])
    other[:3, 3] += (3, 4, 0)
    assert rigid.error(other, motion) == (np.float64(7).item(), 5.0) or np.allclose(rigid.error(other, motion), (7, 5))


@FEW
@given(small_twists)
def test_an_increment_and_a_screw_motion_agree_to_second_order(twist: np.ndarray) -> None:
    size = np.linalg.norm(twist)
    assert np.abs(increment(twist) - rigid.exp(twist)).max() <= size**2 + 1e-15


def test_an_increment_turns_about_x_then_y_then_z() -> None:
    twist = np.array([0.3, -0.4, 0.5, 1, 2, 3])
    np.testing.assert_allclose(increment(twist)[:3, :3], Rotation.from_euler("xyz", twist[:3]).as_matrix(), atol=1e-15)
