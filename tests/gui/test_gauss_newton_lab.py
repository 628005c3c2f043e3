"""The least-squares lab in use: no input, no click; the ring, the methods, the rows that light up, the finer map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from tests.pointer import move_pointer

Make = Callable[..., Window]
Opened = Callable[..., LabPage]


@pytest.fixture
def opened(make_window: Make, qtbot: Any) -> Opened:
    """The lab with these options, its run finished and its last frame shown."""

    def open_lab(size: tuple[int, int] = (1500, 950), **options: Any) -> LabPage:
        page = make_window("gauss-newton", size).page("gauss-newton")
        settled(qtbot, page)
        if options:
            page.controller.set_options(options)
            settled(qtbot, page)
        return page

    return open_lab


def settled(qtbot: Any, page: LabPage) -> None:
    """Wait for the end of the run that answers the options."""
    c = page.controller
    qtbot.waitUntil(
        lambda: (
            page.moment is not None
            and page.moment.options == c.options
            and c.run is not None
            and c.run.state is State.FINISHED
            and page.moment.frame.done
        ),
        timeout=30_000,
    )


def test_it_opens_with_a_picture_and_needs_no_input(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame = page.moment.frame  # type: ignore[union-attr]
    assert page.controller.inputs == {} and page.side.inputs == []
    np.testing.assert_array_equal(stage.contour.to_arrays()["map_energy"], frame.map_energy)
    film = page.controller.run.film  # type: ignore[union-attr]
    for m, name in enumerate(frame.methods):
        path = stage.contour.to_arrays()[f"path_{name}"]
        expected = [film.at(i)[1].parameters[m][frame.axes] for i in range(int(frame.iterations[m]) + 1)]
        np.testing.assert_array_equal(path, expected)
        np.testing.assert_array_equal(stage.fit.to_arrays()[f"model_{name}"], frame.shapes[m])
    for series, name in zip(
        stage.energies._series, ("gauss_newton", "levenberg_marquardt", "gradient_descent"), strict=True
    ):
        np.testing.assert_array_equal(series.y, film.series(f"{name}_energy"))
    assert "comes within 0.1 % of the lowest energy after 4 steps" in page.sentence.text()
    assert set(stage.arrays()) >= {"parameters", "jacobians", "map_energy", "film_gauss_newton_energy"}
    assert not stage.picture().isNull()


def test_the_sentence_says_what_happens_in_this_instance(opened: Opened, qtbot: Any) -> None:
    page = opened(problem="line")
    assert "linear in a and b" in page.sentence.text() and "after 1 step," in page.sentence.text()
    page.controller.set_options({"problem": "sine"})
    settled(qtbot, page)
    assert "All three stop in a local minimum" in page.sentence.text()
    page.controller.set_options({"problem": "exponential", "start": [2.6, -0.3]})
    settled(qtbot, page)
    assert "Gauss-Newton comes to a halt at 27 times the lowest energy" in page.sentence.text()
    page.controller.set_options({"start": [], "kernel": "cauchy"})
    settled(qtbot, page)
    assert "(Cauchy) gives the 4 outliers a mean weight of" in page.sentence.text()
    assert "was chosen from the noise" in page.sentence.text()
    page.controller.set_options({"start": [1.0]})
    settled(qtbot, page)
    assert "The start takes 2 numbers for this problem, not 1" in page.sentence.text()


def test_dragging_the_ring_starts_elsewhere_and_is_undone(opened: Opened, qtbot: Any) -> None:
    page = opened(problem="sine")
    contour: Any = page.stage.contour  # type: ignore[attr-defined]
    here, there = contour.ring_place().toPoint(), contour.point(1.6, 0.0).toPoint()
    QTest.mousePress(contour, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, here)
    for share in (0.2, 0.5, 0.8, 1.0):
        QTest.mouseMove(contour, here + (there - here) * share)
        QTest.qWait(20)
    QTest.mouseRelease(contour, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)
    settled(qtbot, page)
    start = page.controller.options.start
    np.testing.assert_allclose(start, (1.6, 0.0), atol=0.05)
    np.testing.assert_allclose(page.controller.run.film.at(0)[1].parameters[0], start)  # type: ignore[union-attr]
    assert page.moment.frame.states[0] == "minimum"  # type: ignore[union-attr]
    while page.controller.undo_stack.canUndo() and page.controller.options.start:
        page.controller.undo_stack.undo()
    settled(qtbot, page)
    assert page.controller.options.start == () and page.moment.frame.states[0] == "local minimum"  # type: ignore[union-attr]
    contour.setFocus()
    QTest.keyClick(contour, Qt.Key.Key_Left)
    settled(qtbot, page)
    assert page.controller.options.start[0] < 2.8
    QTest.keyClick(contour, Qt.Key.Key_Home)
    settled(qtbot, page)
    assert page.controller.options.start == ()


def test_a_point_lights_up_its_row_and_its_chain(opened: Opened) -> None:
    page = opened(problem="camera", iterations=8)
    stage: Any = page.stage
    frame = page.moment.frame  # type: ignore[union-attr]
    page.controller.playback.go(2)
    frame = page.moment.frame  # type: ignore[union-attr]
    stage.methods.button(1).click()
    place = stage.fit.places(frame.observed)[5]
    QTest.qWait(1)
    move_pointer(stage.fit, QPoint(*(round(v) for v in place)))
    row = stage._row
    assert row // 2 == stage.fit.marked()
    np.testing.assert_allclose(stage.chain.product()[0], frame.jacobians[1][row], rtol=1e-12)
    assert stage.jacobian.cells._marked == row and f"point {row // 2}" in stage.readout.text()
    other = row ^ 1
    stage.other_coordinate()
    np.testing.assert_allclose(stage.chain.product()[0], frame.jacobians[1][other], rtol=1e-12)
    np.testing.assert_array_equal(stage.jacobian.to_arrays()["jacobian"], frame.jacobians[1])
    h = frame.hessians[1] + frame.damping * np.diag(np.diag(frame.hessians[1]))
    np.testing.assert_array_equal(stage.step.to_arrays()["step_matrix"], h)
    stage.next_method()
    assert "step_matrix" not in stage.step.to_arrays()
    np.testing.assert_array_equal(stage.step.to_arrays()["step"], frame.steps[2])


def test_a_part_of_the_map_is_computed_finer(opened: Opened, qtbot: Any) -> None:
    page = opened(problem="pose-2d")
    contour: Any = page.stage.contour  # type: ignore[attr-defined]
    contour.zoom(0.3, (0.9, 1.4))
    qtbot.waitUntil(lambda: contour._part is not None, timeout=10_000)
    values, place = contour._part
    assert values.shape == (161, 161)
    np.testing.assert_allclose(place, contour.shown())
    page.controller.set_options({"problem": "line"})
    settled(qtbot, page)
    assert contour._part is None and not contour.zoomed()


def test_axes_can_be_chosen_among_the_problems_parameters(opened: Opened, qtbot: Any) -> None:
    page = opened(problem="camera", iterations=5)
    names = {"omega_1", "omega_2", "omega_3", "t_1", "t_2", "t_3"}
    qtbot.waitUntil(lambda: names <= {c.value for c in page.controller.choices.get("x_axis", ())}, timeout=10_000)
    page.controller.set_options({"x_axis": "t_1", "y_axis": "t_3"})
    settled(qtbot, page)
    assert page.stage.contour._names == ("t₁, m", "t₃, m")  # type: ignore[attr-defined]


def test_scrubbing_computes_nothing_and_the_paths_follow(opened: Opened) -> None:
    page = opened(iterations=40)
    run = page.controller.run
    assert run is not None
    seconds = run.seconds
    for step in (0, 3, 17, 5):
        page.timeline.scrubbed.emit(step + 1)
        frame = page.moment.frame  # type: ignore[union-attr]
        assert frame.iteration == step
        assert len(page.stage.contour.to_arrays()["path_gradient-descent"]) == step + 1  # type: ignore[attr-defined]
        assert page.stage.energies.cursor() == step  # type: ignore[attr-defined]
    assert f"Step {5}: energy" in page.sentence.text()
    page.stage.energies.cursor_moved.emit(9.0)  # type: ignore[attr-defined]
    assert page.moment.step == 9 and run.seconds == seconds  # type: ignore[union-attr]


def test_the_answer_can_be_hidden_and_everything_fits_a_small_window(opened: Opened) -> None:
    page = opened((1280, 720))
    stage: Any = page.stage
    page.toggle_answer()
    assert not any(key.startswith("path") for key in stage.contour.to_arrays())
    assert stage.methods.button(0).accessibleName().endswith("?")
    page.toggle_answer()
    assert any(key.startswith("path") for key in stage.contour.to_arrays())
    shown = []
    for _ in range(3):
        QTest.qWait(20)
        shown.append((stage.energies.isVisible(), stage.step.isVisible(), stage.chain.isVisible()))
        for widget in (stage.fit, stage.contour, stage.methods, stage.energies, stage.step, stage.chain):
            if widget.isVisible():
                assert stage.rect().contains(widget.geometry().translated(widget.parentWidget().mapTo(stage, QPoint())
                    if widget.parentWidget() is not stage else QPoint()))  # fmt: skip
        stage.next_page()
    assert shown == [(True, False, False), (False, True, False), (False, False, True)]


def test_pins_stand_beside_with_a_linked_pointer(opened: Opened, make_window: Make, qtbot: Any) -> None:
    page = opened(problem="sine")
    assert page.pins.add(page.moment, page.drawing)
    page.controller.set_options({"start": [1.6, 0.0]})
    settled(qtbot, page)
    pin = page.pins._pins[0]
    assert "Start" in pin.caption.text()
    other: Any = pin.stage
    assert other.contour.to_arrays().keys() == page.stage.contour.to_arrays().keys()  # type: ignore[attr-defined]
    move_pointer(page.stage.contour, page.stage.contour.point(1.0, 1.0).toPoint())  # type: ignore[attr-defined]
    assert other.contour._pointer is not None
    page.pins.clear()


def test_a_start_without_an_energy_is_refused_and_the_picture_stays(opened: Opened, qtbot: Any) -> None:
    page = opened(problem="camera", iterations=5)
    before = page.moment
    page.controller.set_options({"start": [0.0, 0.0, 0.0, 0.0, 0.0, -4.0]})
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=10_000)
    assert "there is no energy" in page.notice._text.text()
    assert page.controller.options.start == () and page.moment is not None
    assert page.moment.frame.problem == before.frame.problem  # type: ignore[union-attr]


def test_copy_as_python_gives_the_same_numbers(opened: Opened, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.script import script_of

    page = opened(problem="pose-2d", start=[0.0, 1.0, -1.0], kernel="huber")
    text = script_of(page.controller.study, {}, page.controller.options, 1, "cpu")
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "run.py", "exec"), {"__name__": "__main__"})
    with np.load(tmp_path / "last.npz") as stored:
        np.testing.assert_array_equal(stored["parameters"], page.moment.frame.parameters)  # type: ignore[union-attr]


def test_the_stage_has_its_keys(opened: Opened, qtbot: Any) -> None:
    page = opened(problem="pose-2d")
    stage: Any = page.stage
    stage.setFocus()
    row = stage._row
    QTest.keyClick(stage, Qt.Key.Key_M)
    QTest.keyClick(stage, Qt.Key.Key_C)
    QTest.keyClick(stage, Qt.Key.Key_B)
    assert stage.methods.current() == 1 and stage._row == row ^ 1 and stage.pages.current() == 1
    stage.fit.setFocus()
    QTest.keyClick(stage.fit, Qt.Key.Key_Right)
    assert stage.fit.marked() == row // 2 + 1 == stage._row // 2 and stage.jacobian.cells._marked == stage._row
