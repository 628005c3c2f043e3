"""The 3-D view as a user has it: turning, picking, moving a cloud, measuring, the wipe; nothing is left behind."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from tests.pointer import move_pointer
from widgets.cloud_camera import Camera
from widgets.cloud_motion import shifted, turn, turned_about
from widgets.cloud_points import PREPARED_AT_ONCE, role_colour
from widgets.cloud_view import CloudPoints, CloudStyle, CloudView
from widgets.colours import lut, pixels_of
from widgets.theme import apply_theme, theme, tokens

Left, Right, Middle = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NoKeys, Shift, Ctrl = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
FRONT = Camera((0.0, 0.0, 0.0), 10.0, -90.0, 0.0)
ASIDE, FAR = np.array([0.7, 0, 0.4]), np.array([500_000.0, 4_000_000.0, 100.0])
PLAIN = CloudStyle(point_size=3.0, depth_shading=0.0, labels=False)
POINTS = np.array([[0.0, 0, 0], [1.5, 0, 0], [0, 0, 1.5], [-1.5, 0, -1.0]])


@pytest.fixture
def view(qtbot: Any) -> Iterator[CloudView]:
    made = CloudView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.set_style(PLAIN)
    made.set_cloud("source", CloudPoints(POINTS), "source")
    made.set_camera(FRONT)
    QApplication.processEvents()
    yield made


def send(view: QWidget, kind: QEvent.Type, at: QPointF, button: Any, buttons: Any, keys: Any = NoKeys) -> None:
    place = view.mapToGlobal(at)
    QApplication.sendEvent(view, QMouseEvent(kind, at, place, button, buttons, keys))


def drag(view: QWidget, start: QPointF, end: QPointF, button: Any = Left, keys: Any = NoKeys) -> None:
    nothing = Qt.MouseButton.NoButton
    send(view, QEvent.Type.MouseButtonPress, start, button, button, keys)
    for part in (0.25, 0.5, 0.75, 1.0):
        send(view, QEvent.Type.MouseMove, start + (end - start) * part, nothing, button, keys)
    send(view, QEvent.Type.MouseButtonRelease, end, button, nothing, keys)


def click(view: QWidget, at: QPointF, keys: Any = NoKeys) -> None:
    send(view, QEvent.Type.MouseButtonPress, at, Left, Left, keys)
    send(view, QEvent.Type.MouseButtonRelease, at, Left, Qt.MouseButton.NoButton, keys)


def pixel(view: CloudView, point: Any) -> QPointF:
    return QPointF(*view.lens().project(np.array(point))[0][0])


def image(view: CloudView) -> NDArray[np.uint8]:
    return pixels_of(view.to_image())[..., :3]


def colour_at(view: CloudView, point: Any) -> tuple[int, ...]:
    place = pixel(view, point)
    ratio = view.devicePixelRatioF()
    return tuple(int(v) for v in image(view)[int(place.y() * ratio), int(place.x() * ratio)])


def rgb_of(role: str) -> tuple[int, ...]:
    return role_colour(role).getRgb()[:3]  # type: ignore[index]


# -- clouds and what is drawn over them


def test_points_have_their_roles_colour_where_they_project_to(view: CloudView) -> None:
    view.set_cloud("target", CloudPoints(POINTS + ASIDE), "target")
    for point in POINTS:
        assert colour_at(view, point) == rgb_of("source")
        assert colour_at(view, point + ASIDE) == rgb_of("target")
    assert colour_at(view, [0.35, 0, -1.0]) == tuple(tokens().colour("background").getRgb()[:3])


def test_grabbing_the_window_around_it_shows_the_points(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = CloudView()
    QHBoxLayout(window).addWidget(view)
    view.set_style(PLAIN)
    view.set_cloud("source", CloudPoints(POINTS), "source")
    window.resize(500, 400)
    window.show()
    QApplication.processEvents()
    view.set_camera(FRONT)
    colours = pixels_of(window.grab().toImage())[..., :3].reshape(-1, 3)
    assert (colours == rgb_of("source")).all(axis=1).sum() >= 4 * 9


def test_a_pose_moves_a_cloud_and_none_takes_it_away(view: CloudView) -> None:
    pose = shifted(np.eye(4), np.array([0.5, 0, 0.5]))
    view.set_pose("source", pose)  # reduced motion: at once
    assert np.array_equal(view.pose("source"), pose)
    assert colour_at(view, POINTS[1] + [0.5, 0, 0.5]) == rgb_of("source")
    assert colour_at(view, POINTS[1]) != rgb_of("source")
    with pytest.raises(ValueError):
        view.set_pose("source", np.full((4, 4), np.nan))
    view.set_visible("source", False)
    assert colour_at(view, POINTS[1] + [0.5, 0, 0.5]) != rgb_of("source")
    view.set_cloud("source", None)
    assert view.names() == () and view.bounds() is None
    view.set_pose("source", pose)  # of a cloud that is not there: nothing


def test_a_cloud_keeps_its_pose_when_its_points_change(view: CloudView) -> None:
    pose = shifted(np.eye(4), np.array([1.0, 0, 0]))
    view.set_pose("source", pose)
    view.set_cloud("source", CloudPoints(POINTS * 0.5), "source")
    assert np.array_equal(view.pose("source"), pose)


def test_a_glide_passes_between_and_arrives(view: CloudView, qtbot: Any) -> None:
    theme.reduced_motion = False
    pose = turned_about(shifted(np.eye(4), np.array([2.0, 0, 0])), turn(np.array([0.0, 0, 1]), 1.0), np.zeros(3))
    view.set_pose("source", pose)
    assert np.array_equal(view.pose("source"), pose) and not np.array_equal(view.pose_of("source"), pose)
    seen = []
    view.wipe_moved()
    timer = QTimer(view)
    timer.timeout.connect(lambda: seen.append(np.array(view.pose_of("source"))))
    timer.start(10)
    qtbot.waitUntil(lambda: np.array_equal(np.array(view.pose_of("source")), pose), timeout=3000)
    timer.stop()
    assert any(0 < matrix[0, 3] < 2 * pose[0, 3] and not np.array_equal(matrix, pose) for matrix in seen)
    assert all(np.allclose(matrix[:3, :3] @ matrix[:3, :3].T, np.eye(3)) for matrix in seen)
    assert view.complete() or qtbot.waitUntil(view.complete, timeout=2000) is None


def test_residuals_colour_by_an_absolute_scale_with_a_bar(view: CloudView) -> None:
    view.set_style(CloudStyle(colouring="residual", point_size=3.0, depth_shading=0.0, labels=False))
    assert view.without() == ("source",)
    view.set_values("source", np.array([0.0, 0.1, 0.2, np.nan]), 0.0, 0.2, "Residual", "m")
    assert view.without() == ()
    assert colour_at(view, POINTS[0]) == tuple(lut("viridis")[0])
    assert colour_at(view, POINTS[2]) == tuple(lut("viridis")[255])
    assert colour_at(view, POINTS[3]) == tuple(tokens().colour("quiet").getRgb()[:3])
    bar = view._bars._bars[0]
    assert bar.isVisible() and "0.2" in bar.bar.accessibleName() and "m" in bar.bar.accessibleName()
    view.set_style(PLAIN)
    assert not bar.isVisible()
    view.set_lines("pairs", POINTS, POINTS + 1, np.arange(4) / 10, 0.0, 0.3, "Residual", "m")
    assert bar.isVisible() and "0.30" in bar.bar.accessibleName()
    view.set_lines("pairs", None)
    assert not bar.isVisible()


def test_what_a_cloud_lacks_is_said(view: CloudView) -> None:
    for colouring in ("rgb", "normal", "intensity", "residual"):
        assert view.without(colouring) == ("source",)
    assert view.without("height") == () == view.without("role")
    view.set_cloud("full", CloudPoints(POINTS, np.zeros((4, 3), np.uint8), POINTS, np.zeros(4, np.float32)))
    assert view.without("rgb") == ("source",)
    view.set_visible("source", False)
    assert view.without("rgb") == ()


def test_lines_marks_graph_planes_and_frustums_are_painted_where_they_are(view: CloudView) -> None:
    view.set_visible("source", False)
    back = np.array(tokens().colour("background").getRgb()[:3])

    def painted(*points: Any) -> list[bool]:
        pixels = image(view).astype(int)
        found = []
        for point in points:
            x, y = pixel(view, point).toTuple()
            part = pixels[int(y) - 3 : int(y) + 4, int(x) - 3 : int(x) + 4]
            found.append(bool(np.abs(part - back).max() > 20))
        return found

    start, end = np.array([[-1.0, 0, 0]]), np.array([[1.0, 0, 0.5]])
    middle, away = (start + end)[0] / 2, [0.0, 0, -1.5]
    view.set_lines("a", start, end, np.array([0.2]), 0.0, 0.2)
    assert painted(middle, away) == [True, False]
    x, y = pixel(view, middle).toTuple()
    near = image(view)[int(y) - 1 : int(y) + 2, int(x)].astype(int)
    assert np.abs(near - lut("viridis")[255].astype(int)).sum(axis=1).min() < 120
    view.set_lines("a", None)
    assert painted(middle) == [False]
    view.set_marks("m", [[0.5, 0, 0.5]], ["1"])
    assert painted([0.5, 0, 0.5], away) == [True, False]
    view.set_marks("m", None)
    view.set_patch("p", [[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]])
    assert painted([0.3, 0, 0.2], [1.6, 0, 0]) == [True, False]
    view.set_patch("p", None)
    view.set_frustum("c", [[0, -2.0, 0], [-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]])
    assert painted([0.5, -1, 0.5], [1.6, 0, 0]) == [True, False]
    view.set_frustum("c", None)
    colours = np.array([[255, 0, 0], [0, 255, 0]], np.uint8)
    nodes, edges = [[0, 0, 0], [1, 0, 0], [0, 0, 1]], [[0, 1], [0, 2]]
    view.set_graph(nodes, edges, [4.0, 1.0], colours, [False, True], ["a", "b", "c"])
    assert painted([0.5, 0, 0], [0, 0, 1.0], away) == [True, True, False]
    x, y = pixel(view, [0.5, 0, 0]).toTuple()
    assert tuple(image(view)[round(y - 0.5), int(x)]) == (255, 0, 0)
    view.set_graph(None)
    assert painted([0.5, 0, 0]) == [False]


def test_lines_that_cross_the_eye_plane_are_cut(view: CloudView) -> None:
    eye = view.camera().eye
    view.set_lines("a", [[0.0, 0, 0]], [eye + view.camera().axes[2] * 5 + [0, 0, 1.0]])
    view.set_lines("behind", [eye + view.camera().axes[2]], [eye + view.camera().axes[2] * 2])
    assert not view.to_image().isNull()


# -- the camera


def test_a_left_drag_turns_a_right_or_middle_drag_shifts_and_the_wheel_zooms(view: CloudView) -> None:
    moved: list[Camera] = []
    view.camera_changed.connect(moved.append)
    drag(view, QPointF(200, 150), QPointF(250, 170))
    assert view.camera().azimuth == pytest.approx(-90 - 50 * 0.4) and view.camera().elevation == pytest.approx(8.0)
    assert moved and moved[-1] == view.camera()
    view.set_camera(FRONT)
    for button in (Right, Middle):
        view.set_camera(FRONT)
        before = pixel(view, POINTS[1])
        drag(view, QPointF(200, 150), QPointF(230, 140), button)
        assert (pixel(view, POINTS[1]) - before).toTuple() == pytest.approx((30, -10))
    view.set_camera(FRONT)
    at = pixel(view, POINTS[2])
    nothing, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(at, view.mapToGlobal(at), QPoint(), QPoint(0, 240), nothing, NoKeys, phase, False)
    QApplication.sendEvent(view, wheel)
    assert view.camera().distance == pytest.approx(10 / 1.2**2)
    assert (pixel(view, POINTS[2]) - at).manhattanLength() < 1e-6


def test_setting_a_camera_emits_nothing_and_links_views(view: CloudView, qtbot: Any) -> None:
    other = CloudView()
    qtbot.addWidget(other)
    other.set_cloud("target", CloudPoints(POINTS), "target")
    view.camera_changed.connect(other.set_camera)
    other.camera_changed.connect(view.set_camera)
    drag(view, QPointF(200, 150), QPointF(240, 150))
    assert other.camera() == view.camera()
    QTest.keyClick(other, Qt.Key.Key_7)
    assert view.camera() == other.camera() and view.camera().elevation == 90


def test_a_double_click_looks_at_the_point(view: CloudView) -> None:
    send(view, QEvent.Type.MouseButtonDblClick, pixel(view, POINTS[1]), Left, Left)
    send(view, QEvent.Type.MouseButtonRelease, pixel(view, POINTS[1]), Left, Qt.MouseButton.NoButton)
    assert view.camera().centre == pytest.approx(tuple(POINTS[1]))


def test_keys_of_the_camera(view: CloudView) -> None:
    press = lambda key: QTest.keyClick(view, key)  # noqa: E731
    press(Qt.Key.Key_3)
    assert (view.camera().azimuth, view.camera().elevation) == (0, 0)
    press(Qt.Key.Key_1)
    assert (view.camera().azimuth, view.camera().elevation) == (-90, 0)
    press(Qt.Key.Key_5)
    assert view.camera().orthographic
    press(Qt.Key.Key_5)
    before = view.camera().distance
    press(Qt.Key.Key_Plus)
    assert view.camera().distance == pytest.approx(before / 1.2)
    view.set_camera(Camera((50.0, 0, 0), 1.0, 10.0, 10.0))
    press(Qt.Key.Key_F)
    assert view.camera().azimuth == 10 and abs(view.camera().centre[0]) < 1.6
    press(Qt.Key.Key_0)
    assert view.camera().azimuth == Camera().azimuth


def test_arrows_turn_only_where_the_focus_came_by_the_keyboard(view: CloudView, qtbot: Any) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    presses: list[int] = []
    outer.keyPressEvent = lambda event: presses.append(event.key())  # type: ignore[method-assign]
    view.setParent(outer)
    view.show()
    outer.show()
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert presses == [Qt.Key.Key_Right] and view.camera() == FRONT
    view._ring = True  # as after Tab; a window without a manager never gets the focus itself
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.camera().azimuth == pytest.approx(-85)
    view.setParent(None)


def test_the_scene_is_fitted_until_the_user_moves_the_camera(qtbot: Any) -> None:
    view = CloudView()
    qtbot.addWidget(view)
    view.set_cloud("source", CloudPoints(POINTS), "source")
    view.fit()  # before it has its size
    view.resize(500, 200)
    view.show()
    QApplication.processEvents()
    places = view.lens().project(POINTS)[0]
    assert ((places > 0) & (places < [500, 200])).all() and np.ptp(places, axis=0).max() > 100
    camera = view.camera()
    view.set_pose("source", shifted(np.eye(4), np.array([3.0, 0, 0])))
    QApplication.processEvents()
    assert view.camera() == camera  # a moving cloud is not followed
    drag(view, QPointF(100, 100), QPointF(150, 100))
    camera = view.camera()
    view.resize(300, 300)
    QApplication.processEvents()
    assert view.camera() == camera


def test_a_colour_bar_does_not_cover_what_is_fitted(view: CloudView) -> None:
    view.resize(500, 200)
    view.set_lines("pairs", POINTS, POINTS, np.zeros(4), 0.0, 1.0, "Residual", "m")
    view.set_cloud("source", CloudPoints(POINTS * [3, 1, 0.1]), "source")
    view.set_camera(FRONT)
    view.fit()
    QApplication.processEvents()
    places = view.lens().project(POINTS * [3, 1, 0.1])[0]
    assert places[:, 0].max() < view._bars._bars[0].geometry().left() and places[:, 0].min() > 0


def test_the_up_axis_is_the_styles(view: CloudView) -> None:
    view.set_style(CloudStyle(up="-y"))
    assert view.camera().up == "-y"
    with pytest.raises(ValueError):
        view.set_style(CloudStyle(up="w"))


# -- points


def test_a_click_picks_the_point_with_its_keys_and_the_pointer_reads_it(view: CloudView, qtbot: Any) -> None:
    picked: list[Any] = []
    view.picked.connect(lambda *what: picked.append(what))
    click(view, pixel(view, POINTS[2]), Ctrl)
    click(view, QPointF(5, 5))
    assert picked == [("source", 2, Ctrl)]
    view.set_style(CloudStyle(point_size=3.0))
    view.set_unit("m")
    hovered: list[Any] = []
    view.hovered.connect(hovered.append)
    move_pointer(view, pixel(view, POINTS[3]).toPoint())
    qtbot.waitUntil(lambda: hovered == [("source", 3)], timeout=2000)
    text = view._readout(*view._hover)  # type: ignore[misc]
    assert "source 3" in text and "x −1.500, y 0.000, z −1.000 m" in text and "m from the eye" in text
    view.set_labels({"source": "moved scan"})
    assert view._readout(*view._hover).startswith("moved scan 3")  # type: ignore[misc]
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert hovered == [("source", 3), None]


def test_coordinates_are_read_in_the_file_and_not_where_the_cloud_was_moved(view: CloudView) -> None:
    far = POINTS + FAR
    view.set_cloud("source", CloudPoints(far, intensity=np.arange(4, dtype=np.float32)), "source")
    view.set_pose("source", shifted(np.eye(4), -FAR))
    found = view.pick_at(pixel(view, POINTS[1]))
    assert found == ("source", 1)
    text = view._readout(view._items["source"], 1)
    assert "x 500001.500" in text and "intensity 1" in text
    assert colour_at(view, POINTS[1]) == rgb_of("source")


def test_measuring_takes_two_points_and_says_their_distance(view: CloudView) -> None:
    measured: list[float] = []
    picked: list[Any] = []
    view.measured.connect(measured.append)
    view.picked.connect(lambda *what: picked.append(what))
    view.set_measuring(True)
    click(view, pixel(view, POINTS[1]))
    click(view, pixel(view, POINTS[2]))
    assert measured == pytest.approx([1.5 * 2**0.5]) and picked == []
    view.set_unit("m")
    assert view._distance_text() == "2.121 m"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view._measured == []
    view.set_measuring(False)
    click(view, pixel(view, POINTS[1]))
    assert len(picked) == 1


# -- moving a cloud


def test_shift_drag_turns_the_cloud_about_its_centre_in_the_views_axes(view: CloudView) -> None:
    moves: list[tuple[Any, bool]] = []
    view.pose_dragged.connect(lambda pose, finished: moves.append((pose, finished)))
    view.set_draggable("source")
    drag(view, QPointF(200, 150), QPointF(260, 150), keys=Shift)
    centre = POINTS.mean(axis=0)
    expected = turned_about(np.eye(4), turn(np.array([0.0, 0, 1]), np.radians(60 * 0.4)), centre)
    assert np.allclose(view.pose("source"), expected)
    assert [finished for _, finished in moves] == [False] * 4 + [True]
    assert np.allclose(moves[-1][0], expected) and view.camera() == FRONT


def test_control_or_shift_right_drag_shifts_the_cloud_with_the_pointer(view: CloudView) -> None:
    view.set_draggable("source")
    for button, keys in ((Left, Ctrl), (Right, Shift)):
        view.set_pose("source", np.eye(4), glide=False)
        centre = POINTS.mean(axis=0)
        before = pixel(view, centre)
        drag(view, QPointF(200, 150), QPointF(230, 130), button, keys)
        moved = view.pose("source")
        assert np.allclose(moved[:3, :3], np.eye(3)) and np.isclose(moved[1, 3], 0)
        assert (pixel(view, centre + moved[:3, 3]) - before).toTuple() == pytest.approx((30, -20), abs=1e-6)


def test_without_a_cloud_to_drag_the_view_moves(view: CloudView) -> None:
    drag(view, QPointF(200, 150), QPointF(230, 150), keys=Shift)
    assert np.array_equal(view.pose("source"), np.eye(4)) and view.camera() != FRONT


def test_arrows_nudge_the_cloud(view: CloudView) -> None:
    moves: list[tuple[Any, bool]] = []
    view.pose_dragged.connect(lambda pose, finished: moves.append((pose, finished)))
    view.set_draggable("source")
    QTest.keyClick(view, Qt.Key.Key_Right, Shift)
    expected = turned_about(np.eye(4), turn(np.array([0.0, 0, 1]), np.radians(1.0)), POINTS.mean(axis=0))
    assert len(moves) == 1 and moves[0][1] and np.allclose(moves[0][0], expected)
    QTest.keyClick(view, Qt.Key.Key_Up, Shift | Ctrl)
    assert np.allclose(moves[1][0], shifted(expected, np.array([0, 0, 0.05])))


# -- the wipe


def test_the_wipe_shows_each_side_its_clouds_and_its_handle_moves(view: CloudView) -> None:
    same = CloudPoints(POINTS)
    view.set_cloud("before", same, "target")
    view.set_wipe(0.5, ["before"], ["source"], "before", "after")
    assert colour_at(view, POINTS[3]) == rgb_of("target") and colour_at(view, POINTS[1]) == rgb_of("source")
    assert view.pick_at(pixel(view, POINTS[3])) == ("before", 3)
    assert view.pick_at(pixel(view, POINTS[1])) == ("source", 1)
    places: list[float] = []
    view.wipe_changed.connect(places.append)
    drag(view, QPointF(200, 40), QPointF(100, 40))
    assert places[-1] == view.wipe() == pytest.approx(0.25)
    assert view.camera() == FRONT
    QTest.keyClick(view, Qt.Key.Key_BracketRight)
    assert view.wipe() == pytest.approx(0.27)
    view.set_wipe(None)
    assert view.wipe() is None


# -- many points


def test_a_large_cloud_arrives_in_parts_and_is_complete_at_rest(view: CloudView, qtbot: Any) -> None:
    points = np.random.default_rng(0).normal(size=(PREPARED_AT_ONCE * 3, 3))
    view.set_cloud("source", CloudPoints(points), "source")
    assert not view.complete()
    qtbot.waitUntil(view.complete, timeout=5000)
    assert view._pictures.frames.drawn() == len(points)


def test_a_slow_machine_turns_half_a_picture_and_sharpens_it_at_rest(view: CloudView, qtbot: Any) -> None:
    view._pictures.frames._pixel = 1.0  # a second for each pixel
    view.set_camera(Camera((0.0, 0.0, 0.0), 9.0, -90.0, 0.0))
    coarse = pixels_of(view.grab().toImage())[..., :3]
    assert view._pictures.coarse and not view.complete()
    assert view._pictures.image is not None and view._pictures.image.width() == round(
        view.width() * view.devicePixelRatioF() / 2
    )
    for point in POINTS:
        place = pixel(view, point)
        assert tuple(coarse[int(place.y()), int(place.x())]) == rgb_of("source")
    view._pictures.frames._pixel = 1e-9
    qtbot.waitUntil(view.complete, timeout=2000)
    assert view._pictures.image.width() == round(view.width() * view.devicePixelRatioF())


def test_a_cloud_that_glides_is_fitted_where_it_goes(view: CloudView) -> None:
    theme.reduced_motion = False
    view.set_pose("source", shifted(np.eye(4), np.array([40.0, 0, 0])))
    view.fit()
    assert view.camera().centre[0] == pytest.approx(40, abs=1)
    view.set_pose("source", np.eye(4), glide=False)


def test_setting_other_clouds_again_and_again_keeps_no_memory(view: CloudView) -> None:
    gone = []
    for seed in range(6):
        source = CloudPoints(np.random.default_rng(seed).normal(size=(1000, 3)))
        view.set_cloud("source", source, "source")
        view.to_image()
        gone.append(weakref.ref(source))
        gone.append(weakref.ref(view._items["source"].prepared))
        del source
    gc.collect()
    assert [ref() is not None for ref in gone] == [False] * 10 + [True, True]


def test_hiding_stops_every_timer_and_ends_the_glide(view: CloudView) -> None:
    theme.reduced_motion = False
    pose = shifted(np.eye(4), np.array([1.0, 0, 0]))
    view.set_pose("source", pose)
    view.set_cloud("big", CloudPoints(np.zeros((PREPARED_AT_ONCE + 10, 3))))
    view.hide()
    assert np.array_equal(view.pose_of("source"), pose)
    assert not [timer for timer in view.findChildren(QTimer) if timer.isActive()]
    view.show()
    QTest.qWait(200)
    assert view._items["big"].complete


def test_it_can_be_moved_to_another_window(view: CloudView, qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view.setParent(window)
    view.show()
    window.show()
    QApplication.processEvents()
    assert colour_at(view, POINTS[1]) == rgb_of("source")
    view.setParent(None)
    view.show()
    assert colour_at(view, POINTS[1]) == rgb_of("source")


def busy_view() -> CloudView:
    view = CloudView()
    view.set_cloud("source", CloudPoints(POINTS), "source")
    view.set_lines("a", POINTS, POINTS + 1, np.arange(4.0), 0, 3, "Residual", "m")
    view.set_marks("m", POINTS, ["1", "2", "3", "4"])
    view.set_graph(POINTS, [[0, 1]], labels=["a", "b", "c", "d"])
    view.set_measuring(True)
    view.set_wipe(0.4, ["source"], [], "before", "after")
    return view


@pytest.mark.parametrize("make", [CloudView, busy_view], ids=["empty", "busy"])
def test_it_lives_through_themes_and_is_freed(qapp: QApplication, make: Callable[[], CloudView]) -> None:
    view = make()
    view.resize(500, 300)
    view.show()
    small = view.sizeHint()
    for name, scale in (("light", 2.0), ("dark", 1.5), ("light", 1.0)):
        apply_theme(qapp, name, scale)
        assert not view.grab().isNull()
        background = tokens().colour("background").getRgb()[:3]
        assert tuple(pixels_of(view.grab().toImage())[2, 2, :3]) == background
        if scale == 2.0:
            assert view.sizeHint().height() > 1.3 * small.height()
    gone = weakref.ref(view)
    view.close()
    view.deleteLater()
    del view
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert gone() is None
    apply_theme(qapp, "dark", 1.0)
