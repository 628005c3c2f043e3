"""The lab of structure from motion as it is used: photos, matches, cameras that answer, steps, other folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app import sfm_photos
from app.lab import Moment
from app.page import LabPage
from app.sfm_scene import CAMERAS, POINTS, error_colours, pyramids
from app.window import Window
from engine.runtime.runs import State
from widgets.cloud_view import Camera

Make = Callable[..., Window]
NAME = "structure-from-motion"


@pytest.fixture
def page(make_window: Make, qtbot: Any) -> LabPage:
    """The lab on its sample, its run at the end."""
    page = make_window(NAME).page(NAME)
    c = page.controller
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.FINISHED, timeout=120_000)
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == len(page.moment.film) - 1)
    return page


def moment(page: LabPage) -> Moment:
    """What the page shows."""
    assert page.moment is not None
    return page.moment


def test_the_lab_as_it_is_used(page: LabPage, qtbot: Any) -> None:
    """One run, many looks at it."""
    stage: Any = page.stage
    qtbot.waitUntil(stage.settled, timeout=30_000)
    _the_model_is_the_frames(page)
    _a_camera_shows_its_photo(page)
    _two_photos_show_their_matches(page)
    _a_keypoint_answers(page)
    _keys_go_from_photo_to_photo(page, qtbot)
    _steps_show_features_and_matches(page)
    _cameras_are_linked(stage)
    _numbers_are_the_frames(page)
    _the_scale_is_absolute(page)
    assert page.side._products.count() == 1


def _the_model_is_the_frames(page: LabPage) -> None:
    stage, frame = page.stage, moment(page).frame
    assert set(stage.view.names()) == {POINTS, CAMERAS}  # type: ignore[attr-defined]
    assert stage.view._items[POINTS].source.points is frame.points  # type: ignore[attr-defined]
    shapes = stage.view._shapes  # type: ignore[attr-defined]
    assert len(shapes) == 10
    photos = moment(page).inputs["photos"]
    pyramid = pyramids(frame, photos)[4]
    np.testing.assert_allclose(shapes["camera 4"].corners, pyramid[1:])
    # The corners of the pyramid are where the corners of the photo look.
    local = (pyramid[1:] - frame.poses[4, :3, 3]) @ frame.poses[4, :3, :3]
    pixels = (local / local[:, 2:]) @ frame.intrinsics[4].T
    np.testing.assert_allclose(pixels[:, :2], [[0, 0], [480, 0], [480, 360], [0, 360]], atol=1e-6)
    cards = stage.strip.cards()  # type: ignore[attr-defined]
    assert len(cards) == 10 and all(card.colour and not card.faint for card in cards)


def _a_camera_shows_its_photo(page: LabPage) -> None:
    stage: Any = page.stage
    frame = moment(page).frame
    stage.view.picked.emit(CAMERAS, 6, None)
    shown = stage.pair.photos()
    assert [p.name for p in shown] == ["room-07"] and "keypoints are points" in stage.title.text()
    assert len(shown[0].dots) == min(frame.keypoint_counts[6], sfm_photos.DOTS)
    sights = stage.view._lines["sights"]
    np.testing.assert_allclose(sights.starts[0], frame.poses[6, :3, 3])
    seen = frame.points[frame.observations[frame.observations[:, 0] == 6, 2]]
    assert all((np.abs(seen - end).sum(axis=1) == 0).any() for end in sights.ends[:5])
    stage.clear_selection()
    assert "sights" not in stage.view._lines and len(stage.pair.photos()) == 2


def _two_photos_show_their_matches(page: LabPage) -> None:
    stage: Any = page.stage
    frame = moment(page).frame
    stage.strip.chosen.emit(5)
    left, right = stage.strip._edges()[2]
    QTest.mouseMove(stage.strip, QPointF((left + right) / 2, 20).toPoint())
    stage.strip._point(2)
    assert [p.name for p in stage.pair.photos()] == ["room-06", "room-03"]
    number = int(np.flatnonzero((frame.pairs == [2, 5]).all(axis=1))[0])
    assert f"{frame.inliers[number]:,} of {frame.matches[number]:,}" in stage.title.text()
    ends = stage.pair.lines().ends
    of = slice(*frame.match_starts[number : number + 2])
    pairs = frame.all_matches[of]
    places = [sfm_photos.keypoints_of(moment(page), n) for n in (5, 2)]
    all_ends = np.concatenate([places[0][pairs[:, 1]], places[1][pairs[:, 0]]], axis=1)
    assert all((np.abs(all_ends - end).sum(axis=1) == 0).any() for end in ends)
    stage.strip._point(-1)
    assert len(stage.pair.photos()) == 1


def _a_keypoint_answers(page: LabPage) -> None:
    stage: Any = page.stage
    shown = stage.pair.photos()[0]
    stage.pair._point((0, len(shown.dots) - 1))  # the last drawn has a point
    frame = moment(page).frame
    number = shown.numbers[-1]
    of = (frame.observations[:, 0] == 5) & (frame.observations[:, 1] == number)
    assert f"{frame.observation_errors[of][0]:.2f} px off its point" in stage.pair.readout()
    assert f"keypoint {number}" in stage.pair.readout()
    stage.pair._point(None)
    assert not stage.pair.readout()


def _keys_go_from_photo_to_photo(page: LabPage, qtbot: Any) -> None:
    stage: Any = page.stage
    QTest.keyClick(stage.window(), Qt.Key.Key_BracketRight)
    assert stage._selected == 6
    QTest.keyClick(stage.window(), Qt.Key.Key_BracketLeft)
    stage.strip.setFocus()
    QTest.keyClick(stage.strip, Qt.Key.Key_Left)
    assert stage._selected == 4
    QTest.keyClick(stage.window(), Qt.Key.Key_C)
    assert stage._selected is None


def _steps_show_features_and_matches(page: LabPage) -> None:
    stage: Any = page.stage
    page.timeline.scrubbed.emit(4)
    frame = moment(page).frame
    assert frame.stage == "features" and [p.name for p in stage.pair.photos()] == ["room-04"]
    assert f"{len(frame.keypoints):,} keypoints" in stage.sentence() and not stage.view.names()
    assert sfm_photos.keypoints_of(moment(page), 1) is not None  # from an earlier step
    assert sfm_photos.keypoints_of(moment(page), 7) is None
    page.timeline.scrubbed.emit(21)
    frame = moment(page).frame
    assert frame.stage == "matching" and len(stage.pair.photos()) == 2 and stage.pair.lines() is not None
    assert f"{int(frame.inliers[-1]):,}" in stage.sentence()
    found = sfm_photos.matches_of(moment(page), 1, 0)
    assert found is not None and len(found[0]) == frame.matches[0]
    assert sfm_photos.matches_of(moment(page), 8, 9) is None
    page.timeline.scrubbed.emit(58)
    assert moment(page).frame.stage == "mapping" and "is placed" in stage.sentence()
    assert len(stage.view._shapes) == moment(page).frame.image_count < 10
    stage.beside.curves.cursor_moved.emit(float(len(moment(page).film)))
    assert moment(page).frame.stage == "done"


def _cameras_are_linked(stage: Any) -> None:
    moved: list[Any] = []
    stage.pointer_moved.connect(moved.append)
    turned = stage.view.camera().orbit(30, 5)
    stage.set_pointer(turned)
    assert stage.view.camera() == turned
    stage.fit_view()
    assert isinstance(moved[-1], Camera) and moved[-1] == stage.view.camera()


def _numbers_are_the_frames(page: LabPage) -> None:
    stage: Any = page.stage
    frame, film = moment(page).frame, moment(page).film
    assert f"{frame.point_count:,} points" in stage.sentence() and "10 of 10" in stage.sentence()
    arrays = stage.arrays()
    np.testing.assert_array_equal(arrays["points"], frame.points)
    counts = film.series("point_count")
    np.testing.assert_array_equal(arrays["points.points.y"], counts[film.series("image_count") > 0])
    assert stage.clouds()["sparse points"].points is frame.points
    texts = [value.text() for _, value in stage.beside._lines]
    assert f"{frame.reprojection_error:.3f}\u00a0px" in texts and all(w.toolTip() for w, _ in stage.beside._lines)


def _the_scale_is_absolute(page: LabPage) -> None:
    colours = error_colours(np.array([0.0, 0.25, 0.5, 9.0, np.nan]), 0.5)
    np.testing.assert_array_equal(colours[2], colours[3])
    assert len(np.unique(colours, axis=0)) == 4
    stage: Any = page.stage
    before = [card.colour for card in stage.strip.cards()]
    page.side.drawing_changed.emit("error_scale", 5.0)
    stage.set_drawing(type(stage._drawing)(error_scale=5.0, cameras=False))
    assert [card.colour for card in stage.strip.cards()] != before and not stage.view._shapes


def test_a_folder_that_does_not_work_keeps_what_was_shown(page: LabPage, qtbot: Any, tmp_path: Path) -> None:
    shown = moment(page)
    folder = tmp_path / "사진"
    folder.mkdir()
    Image.new("RGB", (80, 60)).save(folder / "one.png")
    page.controller.choose_input("photos", str(folder))
    qtbot.waitUntil(lambda: "only one photo" in page.notice.text, timeout=20_000)
    assert moment(page).inputs["photos"] is shown.inputs["photos"]
    random = np.random.default_rng(0)
    for number in range(2):
        pixels = random.integers(0, 255, (90, 120, 3)).astype(np.uint8)
        Image.fromarray(pixels).save(folder / f"noise {number}.png")
    (folder / "one.png").unlink()
    page.controller.choose_input("photos", str(folder))
    qtbot.waitUntil(lambda: moment(page).inputs["photos"].name == "사진", timeout=60_000)
    qtbot.waitUntil(lambda: moment(page).frame.stage == "done", timeout=60_000)
    assert "No camera could be placed." in page.stage.sentence()
    assert not page.stage.view.names() and not page.stage.view._shapes  # type: ignore[attr-defined]
