"""The ICP lab as it is used: scrubbing, dragging, pairs, kernels, the basin, colours, before and after, pins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app import icp_strip
from app.icp_scene import line_ends
from app.page import LabPage
from app.window import Window
from engine.geometry import rigid
from tests.pointer import move_pointer
from widgets.file_line import FileLine
from widgets.transform_panel import matrix_text

Make = Callable[..., Window]
Opened = tuple[Window, LabPage, Any]
QUICK = {"voxels": [0.2]}


@pytest.fixture
def icp(make_window: Make, qtbot: Any) -> Callable[..., Opened]:
    """The lab on the two scans of the room, at one coarse scale, with the whole film there."""

    def open_lab(**options: Any) -> Opened:
        window = make_window("icp")
        page = window.page("icp")
        qtbot.waitUntil(page.controller.ready, timeout=30_000)
        page.controller.set_options({**QUICK, **options})
        finished(page, qtbot)
        return window, page, page.stage

    return open_lab


def finished(page: LabPage, qtbot: Any, timeout: int = 60_000) -> Any:
    """Wait until the run that the options ask for has ended and its last step is shown; returns that frame."""
    c = page.controller

    def done() -> bool:
        run, moment = c.run, page.moment
        if run is None or not run.state.ended or moment is None or moment.film is not run.film:
            return False
        shown = moment.options == c.options and moment.step == len(run.film) - 1
        return bool(shown and not page.stage._numbers.isActive())  # type: ignore[attr-defined]

    qtbot.waitUntil(done, timeout=timeout)
    return page.moment.frame  # type: ignore[union-attr]


def test_it_opens_on_a_pair_that_comes_together(icp: Callable[..., Opened]) -> None:
    _, page, stage = icp()
    frame = page.moment.frame  # type: ignore[union-attr]
    assert frame.state == "converged" and frame.rotation_error < 0.5 and frame.shift_error < 0.03
    np.testing.assert_allclose(stage.view.pose("source"), frame.transform)
    np.testing.assert_array_equal(stage.beside.transform.matrix(), frame.transform)
    assert f"{len(frame.correspondences):,} of {len(frame.source_points):,} source points" in page.sentence.text()
    assert "(converged)" in page.sentence.text() and "0.20 m voxels" in page.sentence.text()
    assert f"{frame.rotation_error:.3f}"[:4] in stage.beside.transform.error_line.text()
    film = page.controller.run.film  # type: ignore[union-attr]
    drawn = stage.strip.to_arrays()
    np.testing.assert_allclose(drawn["rmse..y"], film.series("rmse"))
    assert int(drawn["residual_counts"].sum() + drawn["residuals_beyond"]) == len(frame.residuals)
    np.testing.assert_array_equal(drawn["hessian"], frame.hessian)
    assert not stage.picture().isNull() and stage.arrays()["transform"].shape == (4, 4)


def test_scrubbing_shows_the_recorded_step_and_computes_nothing(icp: Callable[..., Opened]) -> None:
    _, page, stage = icp()
    run = page.controller.run
    assert run is not None
    seconds, count = run.seconds, len(run.film)
    for step in (0, 2, count // 2):
        page.timeline.scrubbed.emit(step + 1)
        frame = run.film.at(step)[1]
        assert page.moment is not None and page.moment.frame is frame
        np.testing.assert_allclose(stage.view.pose("source"), frame.transform)
        assert f"Step {step + 1} of {count}" in page.sentence.text()
        starts, ends, residuals, rejected = line_ends(frame)
        assert not rejected.any() and len(starts) <= 500
        lines = stage.view._lines["pairs"]
        np.testing.assert_array_equal(lines.starts, starts)
        np.testing.assert_array_equal(lines.ends, ends)
        np.testing.assert_array_equal(lines.values, residuals)
        assert (lines.low, lines.high) == (0.0, stage._high)  # one scale for the whole film
    plot = stage.strip.curves.rmse.plots
    place = plot.place("rmse", 4.0, run.film.at(3)[1].rmse).toPoint()
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert page.moment.step == 3 and page.controller.run is run and run.seconds == seconds


def test_dragging_the_source_starts_from_there_and_undo_brings_it_back(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp()
    first, view = page.controller.run, stage.view
    page.timeline.scrubbed.emit(1)
    middle, shift = view.rect().center(), Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(view, Qt.MouseButton.LeftButton, shift, middle)
    for by in (20, 40, 60):
        move(view, middle + QPoint(by, by // 4), shift)
    dragged = view.pose("source")
    assert np.abs(dragged - np.eye(4)).max() > 0.05 and "pairs" not in view._lines and "ghost" in view.names()
    np.testing.assert_array_equal(stage.beside.transform.matrix(), dragged)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, shift, middle + QPoint(60, 15))
    finished(page, qtbot)
    run = page.controller.run
    assert run is not first and run is not None
    np.testing.assert_allclose(run.film.at(0)[1].transform, dragged, atol=1e-9)
    assert "ghost" not in view.names()
    page.controller.undo_stack.undo()
    finished(page, qtbot)
    assert page.controller.options.initial == () and np.array_equal(
        page.controller.run.film.at(0)[1].transform,  # type: ignore[union-attr]
        np.eye(4),
    )
    page.controller.undo_stack.redo()
    finished(page, qtbot)
    np.testing.assert_allclose(page.controller.run.film.at(0)[1].transform, dragged, atol=1e-9)  # type: ignore[union-attr]


def move(view: Any, at: QPoint, keys: Qt.KeyboardModifier) -> None:
    """Drag with the left button."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    left, place = Qt.MouseButton.LeftButton, QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), Qt.MouseButton.NoButton, left, keys)
    QApplication.sendEvent(view, event)


def test_a_pasted_matrix_is_the_start_and_swapping_inverts_it(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp()
    motion = rigid.from_degrees([2.0, -3.0, 10.0, 0.2, -0.1, 0.05])
    QApplication.clipboard().setText(matrix_text(motion))
    stage.beside.transform.paste.click()
    finished(page, qtbot)
    np.testing.assert_allclose(page.controller.run.film.at(0)[1].transform, motion, atol=1e-12)  # type: ignore[union-attr]
    end = page.moment.frame.transform  # type: ignore[union-attr]
    page.swap_inputs()
    back = finished(page, qtbot)
    start = page.controller.run.film.at(0)[1].transform  # type: ignore[union-attr]
    np.testing.assert_allclose(start, rigid.inverse(motion), atol=1e-9)
    angle, shift = rigid.error(rigid.inverse(back.transform), end)
    assert angle < 1.0 and shift < 0.05


def test_picked_pairs_give_a_start(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp()
    moment = page.moment
    assert moment is not None
    source, target = moment.inputs["source"], moment.inputs["target"]
    truth = rigid.inverse(target.pose) @ source.pose
    view = stage.view
    stage.toggle_picking()
    assert stage.beside.pairs.isVisible()
    view.picked.emit("target", 5, Qt.KeyboardModifier.NoModifier)  # the source comes first
    assert stage.pairs.pairs() == []
    moved = rigid.moved(truth, source.points)
    far = []
    for wanted in target.points[(len(target) * np.array([0.03, 0.47, 0.8, 0.96])).astype(int)]:
        i = int(((moved - wanted) ** 2).sum(axis=1).argmin())
        j = int(((target.points - moved[i]) ** 2).sum(axis=1).argmin())
        view.picked.emit("source", i, Qt.KeyboardModifier.NoModifier)
        view.picked.emit("target", j, Qt.KeyboardModifier.NoModifier)
        far.append(float(np.linalg.norm(moved[i] - target.points[j])))
    rms = stage.beside.pairs.rms()
    assert rms is not None and rms <= np.sqrt(np.mean(np.square(far))) + 1e-9  # the fit is the best there is
    assert len(view._marks["pairs"].positions) == 8
    shown = stage.beside.pairs.to_arrays()["pairs_residual"]
    motion = stage.pairs.motion()
    expected = np.linalg.norm(rigid.moved(motion, np.array(stage.pairs.source)) - np.array(stage.pairs.target), axis=1)
    np.testing.assert_allclose(shown, expected)
    stage.beside.pairs.rows.removed.emit(3)
    assert len(stage.pairs.pairs()) == 3
    motion = stage.pairs.motion()
    stage.beside.pairs.use.click()
    frame = finished(page, qtbot)
    np.testing.assert_allclose(page.controller.run.film.at(0)[1].transform, motion, atol=1e-9)  # type: ignore[union-attr]
    assert frame.rotation_error < 0.5
    stage.toggle_picking()
    assert "pairs" not in view._marks


def test_a_click_in_the_view_picks_the_point_there(icp: Callable[..., Opened]) -> None:
    _, page, stage = icp()
    stage.toggle_picking()
    view = stage.view
    view.to_image()
    centre, found = view.rect().center(), None
    for by in range(0, 120, 4):
        found = view.pick_at(QPointF(centre + QPoint(by, 0)))
        if found is not None and found[0] == "source":
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre + QPoint(by, 0))
            break
    assert found is not None and found[0] == "source" and page.moment is not None
    np.testing.assert_array_equal(stage.pairs.source[0], page.moment.inputs["source"].points[found[1]])


def test_the_kernels_width_is_dragged_over_the_residuals(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp(kernel="geman-mcclure")
    frame = page.moment.frame  # type: ignore[union-attr]
    stage.strip.set_page(icp_strip.RESIDUALS)
    histogram = stage.strip.histogram
    assert histogram.width_value() == pytest.approx(frame.kernel_width)
    rect, half = histogram.plot_rect(), histogram.high() / 2

    def at(residual: float) -> QPoint:
        return QPoint(round(rect.left() + residual / histogram.high() * rect.width()), int(rect.center().y()))

    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=QPoint(round(histogram.x_of(frame.kernel_width)), 60))
    move_pointer(histogram, at(half))
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=at(half))
    after = finished(page, qtbot)
    assert page.controller.options.kernel_width == pytest.approx(half, rel=0.02) == after.kernel_width
    np.testing.assert_allclose(histogram._weight(np.abs(after.residuals), after.kernel_width), after.weights, atol=1e-6)


def test_the_basin_fills_and_its_cells_can_be_played(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp()
    stage.show_basin()
    basin = stage.strip.basin
    qtbot.waitUntil(lambda: "basin" in basin.to_arrays() and basin.to_arrays()["basin"].shape == (8, 8), timeout=60_000)
    qtbot.waitUntil(lambda: bool(np.isfinite(basin.to_arrays()["basin"]).all()), timeout=120_000)
    found = basin.to_arrays()["basin_converged"]
    assert found[3:5, 3:5].all()  # near the answer
    asked = stage.basin._frame
    for row, column in ((3, 4), (7, 0)):
        QTest.mouseClick(basin, Qt.MouseButton.LeftButton, pos=basin.cell_rect(row, column).center().toPoint())
        finished(page, qtbot)
        start = page.controller.run.film.at(0)[1].transform  # type: ignore[union-attr]
        np.testing.assert_allclose(start, rigid.from_degrees(asked.starts[row, column]), atol=1e-9)
        assert basin._selected == (row, column)
    assert stage.basin._frame is asked  # another start asks for no other map
    page.controller.set_options({"initial": [], "method": "point-to-point"})
    finished(page, qtbot)
    qtbot.waitUntil(lambda: stage.basin._frame is not None and stage.basin._frame is not asked, timeout=60_000)


def test_coloured_icp_shows_the_gradient_at_a_clicked_point(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp(method="colored")
    moment = page.moment
    assert moment is not None
    names = [series.name for series in stage.strip.curves.energy._series]
    assert "colour" in names
    stage.view.picked.emit("target", 12_000, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: stage.beside.colour.isVisible(), timeout=20_000)
    frame = stage._gradient
    clicked = moment.inputs["target"].points[12_000]
    assert np.linalg.norm(frame.position - clicked) < 0.2 * np.sqrt(3)
    np.testing.assert_array_equal(stage.beside.colour.plot.to_arrays()["predicted"], frame.predicted)
    corners = stage.view._shapes["tangent"].corners
    assert np.abs((corners - frame.position) @ frame.normal).max() < 1e-9
    assert "gradient" in stage.view._lines
    page.controller.set_option("method", "point-to-plane")
    finished(page, qtbot)
    assert not stage.beside.colour.isVisible() and "tangent" not in stage.view._shapes


def test_before_and_after(icp: Callable[..., Opened]) -> None:
    _, page, stage = icp()
    end = page.moment.frame.transform  # type: ignore[union-attr]
    stage.toggle_slider()
    assert stage.between.isVisible() and "ghost" in stage.view.names() and "pairs" not in stage.view._lines
    np.testing.assert_allclose(stage.view.pose("source"), np.eye(4), atol=1e-12)
    stage.slider.setValue(50)
    np.testing.assert_allclose(stage.view.pose("source"), rigid.between(np.eye(4), end, 0.5), atol=1e-12)
    stage.toggle_slider()
    np.testing.assert_allclose(stage.view.pose("source"), end)
    assert "ghost" not in stage.view.names() and "pairs" in stage.view._lines
    stage.toggle_before_after()
    assert stage.view.wipe() == 0.5
    np.testing.assert_allclose(stage.view.pose("before"), np.eye(4), atol=1e-12)
    stage.toggle_before_after()
    assert stage.view.wipe() is None


def test_residual_colours_are_those_of_the_grid(icp: Callable[..., Opened]) -> None:
    _, page, stage = icp()
    page.set_drawing(replace(page.drawing, colouring="residual"))
    frame, view = page.moment.frame, stage.view  # type: ignore[union-attr]
    item = view._items["source"]
    assert item.source.points is frame.source_points
    matched = frame.correspondences[:, 0]
    np.testing.assert_allclose(item.values[matched], np.abs(frame.residuals), rtol=1e-6)
    assert np.isnan(np.delete(item.values, matched)).all()
    page.set_drawing(replace(page.drawing, colouring="rgb"))
    assert view._items["source"].source.points is page.moment.inputs["source"].points  # type: ignore[union-attr]
    np.testing.assert_allclose(view.pose("source"), frame.transform)
    page.set_drawing(replace(page.drawing, lines=False, ghost=True, unit="mm"))
    assert "pairs" not in view._lines and "ghost" in view.names() and "mm voxels" in stage.sentence()


def test_clouds_that_share_nothing_are_a_result(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp(initial=[0, 0, 0, 500.0, 0, 0])
    frame = page.moment.frame  # type: ignore[union-attr]
    assert frame.state == "no correspondences" and len(page.controller.run.film) == 1  # type: ignore[union-attr]
    assert "none of" in page.sentence.text()
    assert stage.strip.histogram.summary() == "no correspondences"
    assert "no correspondences" in stage.strip.equations.summary().lower()
    assert "pairs" not in stage.view._lines and len(stage.view._lines["rejected"].starts) == 60
    assert not stage.picture().isNull()
    page.controller.undo_stack.undo()
    assert finished(page, qtbot).state == "converged"


def test_a_pinned_run_stands_beside_with_the_same_camera(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, page, stage = icp()
    assert stage.strip.isVisible() and not stage.result.isVisible()
    page.pins.add(page.moment, page.drawing)
    page.controller.set_option("method", "point-to-point")
    finished(page, qtbot)
    pinned = page.pins._pins[0].stage
    assert stage.result.isVisible() and not stage.strip.isVisible()
    assert pinned.result.text().startswith("step ") and "off by" in pinned.result.text()
    assert "point to plane" in page.pins._pins[0].caption.text()
    view = stage.view
    move_camera = view.camera().orbit(30.0, 10.0)
    view.set_camera(move_camera)
    view.camera_changed.emit(move_camera)
    assert pinned.view.camera() == move_camera
    page.pins.clear()
    assert stage.strip.isVisible()


def test_the_moved_cloud_is_what_is_saved(icp: Callable[..., Opened]) -> None:
    _, page, stage = icp()
    moment = page.moment
    assert moment is not None
    source, frame = moment.inputs["source"], moment.frame
    clouds = stage.clouds()
    np.testing.assert_allclose(clouds["moved source"].points, rigid.moved(frame.transform, source.points))
    assert len(clouds["merged"]) == len(source) + len(moment.inputs["target"])


def test_the_keys_are_in_the_list_and_do_what_they_say(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, _, stage = icp()
    stage.setFocus()
    qtbot.keyClick(stage, Qt.Key.Key_K)
    assert stage.beside.pairs.isVisible()
    qtbot.keyClick(stage, Qt.Key.Key_N)
    assert stage.strip.page() == icp_strip.BASIN
    qtbot.keyClick(stage, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert stage.between.isVisible()
    qtbot.keyClick(stage, Qt.Key.Key_B)
    assert stage.view.wipe() is not None


def test_in_a_low_window_clouds_and_strip_take_turns(icp: Callable[..., Opened], qtbot: Any) -> None:
    _, _, stage = icp()
    assert stage.strip.segments.isVisible() and not stage.strip.chooser.isVisible()
    assert stage.minimumSizeHint().height() < 340  # so low a stage is possible
    stage.setMaximumHeight(300)
    qtbot.waitUntil(lambda: stage.strip.page() == icp_strip.CLOUDS)
    assert stage.height() < 340 and stage.view.isVisible() and stage.strip.chooser.isVisible()
    assert not stage.strip.curves.isVisible()
    stage.strip.chooser.chosen.emit(icp_strip.EQUATIONS)
    assert stage.strip.equations.isVisible() and not stage.view.isVisible()
    stage.strip.chooser.chosen.emit(icp_strip.CURVES)
    assert stage.strip.curves.rmse.isVisible() and not stage.view.isVisible()
    stage.setMaximumHeight(16_777_215)
    qtbot.waitUntil(stage.view.isVisible)
    assert stage.strip.curves.isVisible() and stage.strip.segments.isVisible()


def test_a_ground_truth_is_chosen_in_the_panel(
    icp: Callable[..., Opened], qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, page, stage = icp()
    found = page.moment.frame.transform  # type: ignore[union-attr]
    turned = rigid.about(rigid.from_degrees((0, 0, 2.0)), found[:3, 3]) @ found
    np.savetxt(tmp_path / "참값 (1).txt", turned)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "참값 (1).txt"), ""))
    page.side.options.unfold()
    line = page.side.options.control("truth")
    assert isinstance(line, FileLine)
    line.folder.trigger()
    frame = finished(page, qtbot)
    assert page.controller.options.truth == str(tmp_path / "참값 (1).txt")
    assert frame.rotation_error == pytest.approx(2.0, abs=1e-6)
    assert "2.00" in stage.beside.transform.error_line.text()
