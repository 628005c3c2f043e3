"""The view of a radiance field: its camera's geometry, its hand, what it draws and says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from widgets.colours import lut, pixels_of
from widgets.field_view import FieldPicture, FieldView
from widgets.field_view_camera import FieldCamera, between, up_of


def is_pose(pose: np.ndarray) -> bool:
    turn = pose[:, :3]
    return bool(np.allclose(turn @ turn.T, np.eye(3), atol=1e-9) and np.linalg.det(turn) > 0.99)


def projected(camera: FieldCamera, point: np.ndarray, width: float, height: float) -> np.ndarray:
    """A pin-hole by hand: pixels of a point of the world."""
    inside = camera.pose[:, :3].T @ (point - camera.pose[:, 3])
    focal = height / 2 / np.tan(np.radians(camera.field_of_view) / 2)
    return np.asarray(np.array([width / 2, height / 2]) + focal * inside[:2] / inside[2])


# -- the camera ---------------------------------------------------------------------------------


def test_it_looks_where_it_is_told_and_stands_level() -> None:
    camera = FieldCamera.looking((3, -4, 2), (0, 0, 1))
    assert is_pose(camera.pose)
    np.testing.assert_allclose(camera.centre, (0, 0, 1), atol=1e-12)
    assert abs(camera.pose[2, 0]) < 1e-12 and camera.pose[2, 1] < 0  # x level, y downwards
    above = FieldCamera.looking((0, 0, 5), (0, 0, 0))
    assert is_pose(above.pose)


turns = st.lists(st.tuples(st.floats(-170, 170), st.floats(-120, 120)), min_size=1, max_size=5)


@given(turns)
@settings(max_examples=40, deadline=None)
def test_turning_keeps_centre_and_distance_and_never_tips_over(steps: list[tuple[float, float]]) -> None:
    camera = FieldCamera.looking((3, -4, 2), (0.5, 0.2, 1))
    for across, up in steps:
        camera = camera.orbit(across, up)
    assert is_pose(camera.pose)
    np.testing.assert_allclose(camera.centre, (0.5, 0.2, 1), atol=1e-8)
    assert abs(camera.elevation()) <= 88 + 1e-6
    assert abs(float(camera.pose[:, 0] @ camera.up)) < 1e-7  # still level


def test_turning_right_shows_the_other_side() -> None:
    camera = FieldCamera.looking((0, -5, 0), (0, 0, 0))
    np.testing.assert_allclose(camera.orbit(90, 0).eye, (5, 0, 0), atol=1e-9)
    np.testing.assert_allclose(camera.orbit(0, 30).eye, (0, -5 * np.cos(np.pi / 6), 2.5), atol=1e-9)


def test_a_photos_roll_is_kept() -> None:
    camera = FieldCamera.looking((3, -4, 2), (0, 0, 0))
    roll = np.array([[0.8, -0.6, 0], [0.6, 0.8, 0], [0, 0, 1.0]])
    pose = np.concatenate([camera.pose[:, :3] @ roll, camera.pose[:, 3:]], axis=1)
    turned = FieldCamera(pose, camera.distance, 40.0, camera.up).orbit(10, 5)
    level = camera.orbit(10, 5)
    np.testing.assert_allclose(turned.pose[:, :3], level.pose[:, :3] @ roll, atol=1e-12)


@given(st.floats(-80, 80), st.floats(-80, 80))
@settings(max_examples=30, deadline=None)
def test_a_drag_carries_the_centre_along(across: float, down: float) -> None:
    camera = FieldCamera.looking((3, -4, 2), (0, 0, 0))
    moved = camera.panned(across, down, 300)
    np.testing.assert_allclose(projected(moved, camera.centre, 400, 300), (200 + across, 150 + down), atol=1e-8)


def test_near_walk_and_turning_point() -> None:
    camera = FieldCamera.looking((0, -8, 0), (0, 0, 0))
    assert camera.zoomed(2).distance == pytest.approx(4)
    np.testing.assert_allclose(camera.zoomed(2).eye, (0, -4, 0), atol=1e-12)
    np.testing.assert_allclose(camera.advanced(0.25).eye, (0, -6, 0), atol=1e-12)
    about = camera.turning_about((1, -3, 2))
    assert about.distance == pytest.approx(5) and np.array_equal(about.pose, camera.pose)


def test_rays_and_the_frustum_agree_with_the_projection() -> None:
    camera = FieldCamera.looking((3, -4, 2), (0, 0, 0), field_of_view=50)
    for place in ((0.5, 0.5), (0.1, 0.9), (0.8, 0.25)):
        point = camera.eye + 7 * camera.ray(*place, 400 / 300)
        np.testing.assert_allclose(projected(camera, point, 400, 300), np.array(place) * (400, 300), atol=1e-9)
    corners = camera.frustum(2.0, 400 / 300)
    np.testing.assert_allclose(projected(camera, corners[1], 400, 300), (0, 0), atol=1e-9)
    np.testing.assert_allclose(projected(camera, corners[3], 400, 300), (400, 300), atol=1e-9)
    np.testing.assert_allclose(np.reshape(camera.numbers(), (3, 4)), camera.pose)


def test_up_is_what_the_photographers_held_upwards() -> None:
    rng = np.random.default_rng(0)
    poses = [FieldCamera.looking(rng.normal(size=3) * 3 + (0, 5, 0), (0, 0, 0), (0, 1, 0)).pose for _ in range(30)]
    np.testing.assert_allclose(up_of(poses), (0, 1, 0))
    tilted = np.array([0.6, 0.0, 0.8])
    poses = [FieldCamera.looking(np.cross(tilted, rng.normal(size=3)), (0, 0, 0), tilted).pose for _ in range(30)]
    np.testing.assert_allclose(up_of(poses), tilted, atol=0.05)
    np.testing.assert_allclose(up_of([]), (0, 0, 1))
    one = FieldCamera.looking((0, -5, 1), (0, 0, 1)).pose
    np.testing.assert_allclose(up_of([one, one]), (0, 0, 1))  # all from one side


def test_a_flight_ends_where_it_should() -> None:
    first = FieldCamera.looking((3, -4, 2), (0, 0, 0))
    last = FieldCamera.looking((-5, 1, 4), (1, 0, 0), field_of_view=60)
    np.testing.assert_allclose(between(first, last, 0).pose, first.pose, atol=1e-9)
    np.testing.assert_allclose(between(first, last, 1).pose, last.pose, atol=1e-9)
    half = between(first, last, 0.5)
    assert is_pose(half.pose) and half.field_of_view == pytest.approx(50)
    np.testing.assert_allclose(half.centre, (0.5, 0, 0), atol=1e-9)


# -- the view -----------------------------------------------------------------------------------


def picture(width: int = 40, height: int = 30) -> FieldPicture:
    rng = np.random.default_rng(1)
    rgb = rng.random((height, width, 3), np.float32)
    depth = np.full((height, width), 4.0, np.float32)
    return FieldPicture(rgb, depth, np.ones((height, width), np.float32))


@pytest.fixture
def view(qtbot: Any) -> FieldView:
    made = FieldView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_picture(picture())
    made.set_camera(FieldCamera.looking((0, -8, 0), (0, 0, 0)), home=True)
    made.show()
    qtbot.waitExposed(made)
    return made


def drag(view: FieldView, button: Qt.MouseButton, first: tuple[int, int], last: tuple[int, int]) -> None:
    QTest.mousePress(view, button, Qt.KeyboardModifier.NoModifier, QPoint(*first))
    middle = QPoint((first[0] + last[0]) // 2, (first[1] + last[1]) // 2)
    for at in (middle, QPoint(*last)):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), QPointF(at), Qt.MouseButton.NoButton, button, Qt.KeyboardModifier(0)
        )
        QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, button, Qt.KeyboardModifier.NoModifier, QPoint(*last))


def test_dragging_turns_and_comes_to_rest(view: FieldView, qtbot: Any) -> None:
    seen: list[tuple[FieldCamera, bool]] = []
    view.camera_changed.connect(lambda camera, moving: seen.append((camera, moving)))
    picks: list[Any] = []
    view.picked.connect(picks.append)
    drag(view, Qt.MouseButton.LeftButton, (100, 100), (200, 100))
    assert seen and all(moving for _, moving in seen) and not picks
    np.testing.assert_allclose(view.camera().pose, FieldCamera.looking((0, -8, 0), (0, 0, 0)).orbit(-40, 0).pose)
    qtbot.waitUntil(lambda: not seen[-1][1])
    assert seen[-1][0] is view.camera()
    drag(view, Qt.MouseButton.RightButton, (100, 100), (140, 100))
    np.testing.assert_allclose(view.camera().pose[:, :3], seen[-1][0].pose[:, :3])
    assert not np.allclose(view.camera().eye, seen[0][0].eye)
    view.stop()


def test_wheel_keys_and_home(view: FieldView) -> None:
    start = view.camera()
    wheel = QWheelEvent(
        QPointF(200, 150), QPointF(200, 150), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    assert view.camera().distance == pytest.approx(8 / 1.2)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.camera() is start
    QTest.keyClick(view, Qt.Key.Key_W)
    np.testing.assert_allclose(view.camera().eye, (0, -7.2, 0), atol=1e-9)
    QTest.keyClick(view, Qt.Key.Key_Left)
    np.testing.assert_allclose(view.camera().eye, (0, -7.2, 0), atol=1e-9)  # the timeline's, after a click
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view._ring = True
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.camera().eye[0] > 0.5
    view.stop()


def test_a_click_picks_a_place_and_the_pointer_reads_it(view: FieldView) -> None:
    picks: list[Any] = []
    view.picked.connect(picks.append)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(105, 75))
    x, y = picks[0]
    assert (int(x * 40), int(y * 30)) == (10, 7)
    values = view.value_at((x, y))
    assert values is not None and values["pixel"] == (10, 7) and values["depth"] == 4.0
    np.testing.assert_array_equal(values["rgb"], picture().rgb[7, 10])
    assert "10, 7" in view.readout((x, y)) and "depth 4" in view.readout((x, y))
    point = view.surface((0.5, 0.5))
    assert point is not None
    np.testing.assert_allclose(point, (0, -4, 0), atol=1e-9)


def test_the_difference_to_a_photo_has_an_absolute_scale(view: FieldView) -> None:
    shown = picture()
    photo = np.clip(shown.rgb + 0.1, 0, None).astype(np.float32)
    assert view.psnr() is None and view.error() is None
    view.set_truth(photo)
    assert view.psnr() == pytest.approx(20.0, abs=1e-3)
    view.set_drawing("error")
    view.set_scales(2, 6, "m", error=0.2)
    drawn = pixels_of(view.to_image())[..., :3]
    assert np.abs(drawn.astype(int) - lut("inferno")[128]).max() <= 4
    assert not view.bar.isHidden() and "off by 0.100" in view.readout((0.3, 0.3))
    away = FieldPicture(shown.rgb, pose=view.camera().orbit(20, 0).pose)
    view.set_picture(away)  # of a camera on the way: nothing to compare yet
    assert view.psnr() is None and view.error() is None and "off by" not in view.readout((0.3, 0.3))
    view.set_picture(shown)
    view.set_drawing("depth")
    assert np.abs(pixels_of(view.to_image())[..., :3].astype(int) - lut("viridis")[128]).max() <= 4
    view.set_truth(None)
    view.set_drawing("error")
    assert view.drawing() == "rgb" and view.bar.isHidden()


def test_the_wipe_shows_the_photo_left_of_its_handle(view: FieldView) -> None:
    view.set_wipe(0.5)
    assert view.wipe() is None  # no photo, no wipe
    view.set_picture(FieldPicture(np.zeros((30, 40, 3), np.float32)))
    view.set_truth(np.ones((30, 40, 3), np.float32))
    view.set_wipe(0.5)
    grabbed = pixels_of(view.grab().toImage())
    assert grabbed[250, 100, 0] == 255 and grabbed[250, 300, 0] == 0
    moved: list[float] = []
    view.wipe_changed.connect(moved.append)
    drag(view, Qt.MouseButton.LeftButton, (200, 150), (300, 150))
    assert moved[-1] == pytest.approx(0.75)
    QTest.keyClick(view, Qt.Key.Key_BracketLeft)
    assert view.wipe() == pytest.approx(0.73)
    np.testing.assert_allclose(view.camera().eye, (0, -8, 0))


def test_a_flight_without_motion_lands_at_once(view: FieldView) -> None:
    seen: list[bool] = []
    view.camera_changed.connect(lambda camera, moving: seen.append(moving))
    target = FieldCamera.looking((5, 5, 5), (0, 0, 0))
    view.fly_to(target)
    assert view.camera() is target and not view.flying() and seen == [False]


def test_what_goes_out(view: FieldView) -> None:
    arrays = view.to_arrays()
    assert set(arrays) == {"rgb", "depth", "accumulation", "camera"} and arrays["camera"].shape == (3, 4)
    assert view.to_image().width() == 40
    view.set_picture(None)
    assert view.to_arrays() == {} and view.to_image().isNull() and view.value_at((0.5, 0.5)) is None
    view.show_message("Nothing yet", "Press play")
    assert not view.grab().isNull()
