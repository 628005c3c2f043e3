"""The lab on positions in use: first picture, linked patches, shuffled photo, a learned encoding, the biases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
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
        page = make_window("positional-encoding", size).page("positional-encoding")
        settled(qtbot, page)
        if options:
            page.controller.set_options(options)
            settled(qtbot, page)
        return page

    return open_lab


def settled(qtbot: Any, page: LabPage) -> None:
    c = page.controller
    qtbot.waitUntil(
        lambda: (
            page.moment is not None
            and page.moment.options == c.options
            and c.run is not None
            and c.run.state is State.FINISHED
            and page.moment.frame.step == page.moment.frame.steps
        ),
        timeout=40_000,
    )


def test_it_opens_with_the_sinusoid_and_the_experiment(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    np.testing.assert_array_equal(stage.table.cells.values, frame.matrix)
    np.testing.assert_array_equal(stage.pairs.cells.values, frame.similarity.reshape(64, 64))
    np.testing.assert_array_equal(stage.curves.to_arrays()["distance.mean.y"], frame.by_distance)
    assert frame.difference_off <= 1e-5 and frame.difference > 1e-3
    assert f"{frame.difference:.4f}"[:5] in stage.experiment.text() and "without" in stage.experiment.text()
    assert "64 patches gets 64 numbers" in page.sentence.text()
    assert stage.pages.offered() == [0] and "similarity" in stage.arrays() and not stage.picture().isNull()


def test_a_patch_lights_up_everywhere(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    size = len(stage._square())
    place = stage.photo.to_widget((2 + 0.5) * size / 8, (5 + 0.5) * size / 8)
    move_pointer(stage.photo, place.toPoint())
    assert stage._patch == 42 and stage.table.cells._marked == stage.pairs.cells._marked == 42
    np.testing.assert_array_equal(stage.map._raw, frame.similarity[42])
    assert "position 42 · row 5, column 2" in stage.photo._readout
    there = int(np.flatnonzero(frame.order == 42)[0])
    outline = stage.shuffled.view._outlines[0].rectangle
    assert outline[0] == pytest.approx(there % 8 * size / 8) and outline[1] == pytest.approx(there // 8 * size / 8)

    move_pointer(stage.table.cells, stage.table.cells.centre_of(7, 3).toPoint())
    assert stage._patch == 7 and "position 7, dimension 3" in stage.table.caption.text()
    assert stage.photo._outlines[0].rectangle[0] == pytest.approx(7 * size / 8)
    move_pointer(stage.pairs.cells, stage.pairs.cells.centre_of(20, 9).toPoint())
    assert stage._patch == 20
    middle = stage.shuffled.view.to_widget(0.5 * size / 8, 0.5 * size / 8)
    move_pointer(stage.shuffled.view, middle.toPoint())
    assert stage._patch == int(frame.order[0])


def test_the_keyboard_goes_from_patch_to_patch(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    stage.photo.setFocus()
    QTest.keyClick(stage.photo, Qt.Key.Key_Right)
    before = stage._patch
    QTest.keyClick(stage.photo, Qt.Key.Key_Down)
    assert stage._patch == before + 8
    stage.next_patch()
    assert stage._patch == before + 9
    stage.table.cells.setFocus()
    QTest.keyClick(stage.table.cells, Qt.Key.Key_Up)
    assert stage._patch == before + 8 and "position" in stage.table.caption.text()


def test_the_shuffled_photo_is_the_patches_in_the_other_order(opened: Opened) -> None:
    page = opened(grid=4)
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    square, mixed = stage._square(), stage._in_order(frame.order)
    side = len(square) // 4
    for place, patch in enumerate(frame.order):
        (r, c), (pr, pc) = divmod(place, 4), divmod(int(patch), 4)
        np.testing.assert_array_equal(
            mixed[r * side : (r + 1) * side, c * side : (c + 1) * side],
            square[pr * side : (pr + 1) * side, pc * side : (pc + 1) * side],
        )


def test_switched_off_nothing_is_noticed(opened: Opened, qtbot: Any) -> None:
    page = opened(combine="off")
    stage: Any = page.stage
    assert page.moment.frame.difference <= 1e-5  # type: ignore[union-attr]
    assert "is the same, shuffled" in stage.experiment.text() and stage.shuffled.bar.isHidden()
    page.controller.set_options({"shuffle": False})
    settled(qtbot, page)
    assert "not shuffled" in stage.experiment.text() and stage._parts[2].isHidden()
    page.controller.undo_stack.undo()
    settled(qtbot, page)
    assert not stage._parts[2].isHidden()


def test_a_learned_encoding_has_a_film_and_a_curve(opened: Opened) -> None:
    page = opened(kind="learned", steps=80, grid=5, dimension=16)
    stage: Any = page.stage
    film = page.controller.run.film  # type: ignore[union-attr]
    assert len(film.steps()) == 41 and stage.pages.offered() == [0, 2]
    stage.next_page()
    np.testing.assert_allclose(
        stage.curves.to_arrays()["error.restored.y"], [film.at(i)[1].error for i in film.steps()]
    )
    last = stage.pairs.cells.values.copy()
    page.controller.playback.go(0)
    assert page.moment.frame.step == 0 and not np.array_equal(stage.pairs.cells.values, last)  # type: ignore[union-attr]
    assert "Learned in 0 steps" in page.sentence.text()
    stage.curves.setFocus()
    QTest.keyClick(stage.curves, Qt.Key.Key_End)
    assert page.moment.frame.step == 80  # type: ignore[union-attr]


def test_the_biases_show_table_pairs_and_the_curve_beyond(opened: Opened, qtbot: Any) -> None:
    page = opened(kind="log-cpb", steps=20, grid=4, dimension=16, larger_window=8)
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    np.testing.assert_array_equal(stage.table.cells.values, frame.table[0])
    np.testing.assert_array_equal(stage.pairs.cells.values, frame.bias[0])
    stage.next_page()
    drawn = stage.curves.to_arrays()
    np.testing.assert_allclose(drawn["offsets.head 1.y"], frame.larger_table[0, 7, 4:11])
    beyond = drawn["offsets.2 unseen.y"]
    np.testing.assert_allclose(beyond[:4], frame.larger_table[1, 7, :4])
    assert np.isnan(beyond[6:9]).all()
    stage.set_drawing(type(stage._drawing)(head=3))
    np.testing.assert_array_equal(stage.table.cells.values, frame.table[2])
    move_pointer(stage.table.cells, stage.table.cells.centre_of(2, 2).toPoint())
    assert "row offset 2" not in stage.table.caption.text() and "row offset −1" in stage.table.caption.text()
    page.controller.set_options({"kind": "relative-bias"})
    settled(qtbot, page)
    assert stage.pages.offered() == [0, 2] and "one free number an offset" in page.sentence.text()


def test_hidden_and_compact(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    stage.set_answer_hidden(True)
    assert stage.experiment.text() == ""
    stage.set_answer_hidden(False)
    assert stage.experiment.text()
    stage.set_compact(True)
    assert stage._parts[0].isHidden() and stage.pairs.isHidden() and not stage.map.isHidden()
    stage.set_compact(False)
    assert not stage._parts[0].isHidden()
