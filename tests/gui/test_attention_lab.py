"""The lab on attention in use: first picture, patches, both directions, the class token, layers, classes, windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.attention_maps import answer_map, covering
from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from tests.pointer import move_pointer

Make = Callable[..., Window]
Opened = Callable[..., LabPage]


@pytest.fixture
def opened(make_window: Make, qtbot: Any) -> Opened:
    """The lab with these options, its run and its layers there."""

    def open_lab(size: tuple[int, int] = (1500, 950), **options: Any) -> LabPage:
        page = make_window("attention", size).page("attention")
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
            and page.stage.settled()
        ),
        timeout=40_000,
    )


def over(page: LabPage, row: int, column: int) -> QPoint:
    """The middle of a patch on the photo, in its view."""
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    x0, y0, x1, y1 = frame.region.tolist()
    rows, columns = frame.grid.tolist()
    x, y = x0 + (column + 0.5) / columns * (x1 - x0), y0 + (row + 0.5) / rows * (y1 - y0)
    return QPoint(stage.photo.to_widget(x, y).toPoint())


def test_it_opens_with_a_trained_network(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    assert frame.network_title.startswith("ViT-6") and frame.attention.shape[:2] == (1, 4)
    side = int(frame.grid[0])
    patch = side // 2 * side + side // 2
    expected = frame.attention[0, :, 1 + patch, 1:].reshape(4, side, side)
    drawn = stage.heads.to_arrays()
    np.testing.assert_array_equal([drawn[str(head)] for head in range(4)], expected)
    np.testing.assert_allclose(drawn["mean"], expected.mean(0), rtol=1e-6)
    assert list(stage.layers.to_arrays()) == [str(n) for n in range(6)]
    np.testing.assert_allclose(stage.layers.to_arrays()["5"], expected.mean(0), atol=1e-6)
    assert f"row {side // 2}, column {side // 2} looks at" in page.sentence.text() and "layer 5" in page.sentence.text()
    curves = stage._aside.curves.to_arrays()
    np.testing.assert_allclose(curves["heads.mean.y"][5], frame.distance.mean(), rtol=1e-5)
    assert stage._aside.bars.isVisible() and "maps" in stage.arrays() and not stage.picture().isNull()
    share = float(frame.attention[0, :, 1 + patch, 0].mean())
    assert f"{share:.1%}" in stage.photo._readout


def test_pointing_asks_another_patch_and_a_click_keeps_it(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    columns = int(frame.grid[1])
    move_pointer(stage.photo, over(page, 1, 2))
    assert stage._patch == columns + 2
    np.testing.assert_array_equal(stage.heads.to_arrays()["3"].ravel(), frame.attention[0, 3, 1 + columns + 2, 1:])
    QTest.mouseClick(stage.photo, Qt.MouseButton.LeftButton, pos=over(page, 1, 2))
    move_pointer(stage.photo, over(page, 3, 1))
    weight = frame.attention[0, :, 1 + columns + 2, 1 + 3 * columns + 1].mean()
    assert stage._patch == columns + 2 and f"{weight:.4f}"[:4] in stage.photo._readout
    QTest.mouseClick(stage.photo, Qt.MouseButton.LeftButton, pos=over(page, 1, 2))
    move_pointer(stage.photo, over(page, 4, 6))
    assert stage._patch == 4 * columns + 6


def test_columns_and_the_class_token(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    patch = stage._patch
    stage.turn_round()
    np.testing.assert_array_equal(stage.heads.to_arrays()["1"].ravel(), frame.attention[0, 1, 1:, 1 + patch])
    stage.class_token()
    np.testing.assert_array_equal(stage.heads.to_arrays()["1"].ravel(), frame.attention[0, 1, 1:, 0])
    assert "look at the class token" in stage.sentence()
    stage.turn_round()
    np.testing.assert_array_equal(stage.heads.to_arrays()["1"].ravel(), frame.attention[0, 1, 0, 1:])
    assert "class token looks at" in stage.sentence() and stage.heads._mark is None
    stage.class_token()
    stage.next_head()
    assert stage._head == 0 and stage.title.text() == "Head 0"
    place = stage.heads.places()[3].center()
    QTest.mouseClick(stage.heads, Qt.MouseButton.LeftButton, pos=place)
    assert stage._head == 2 and "head 2" in stage.heads.tip(3, stage.heads.places()[3].center().toPointF())


def test_a_layer_a_method_and_a_class_are_chosen_on_the_stage(opened: Opened, qtbot: Any) -> None:
    page = opened(method="chefer")
    stage: Any = page.stage
    np.testing.assert_array_equal(stage._aside.figure._raw, page.moment.frame.rollout)  # type: ignore[union-attr]
    QTest.mouseClick(stage.layers, Qt.MouseButton.LeftButton, pos=stage.layers.places()[2].center())
    settled(qtbot, page)
    assert page.moment.frame.layer == 2 and stage.layers._chosen == "2"  # type: ignore[union-attr]
    second = int(page.moment.frame.top[1])  # type: ignore[union-attr]
    stage._aside.bars.class_chosen.emit(second)
    settled(qtbot, page)
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    assert frame.target == second and frame.target_name in stage._aside.title.text()
    page.controller.undo_stack.undo()
    page.controller.undo_stack.undo()
    settled(qtbot, page)
    assert page.moment.frame.layer == 5  # type: ignore[union-attr]
    stage._aside.curves.setFocus()
    QTest.keyClick(stage._aside.curves, Qt.Key.Key_Home)
    settled(qtbot, page)
    assert page.moment.frame.layer == 0  # type: ignore[union-attr]


def test_swin_shows_its_windows(opened: Opened, qtbot: Any) -> None:
    page = opened(network="small_swin", layer=1)
    stage: Any = page.stage
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    assert frame.window.tolist() == [4, 4] and frame.shift.any() and stage.whose.isHidden()
    heat = stage.heads.to_arrays()["0"]
    assert heat.sum() == pytest.approx(1, abs=1e-5) and 0 < np.count_nonzero(heat) <= 16
    window, token = np.argwhere(frame.places == stage._patch)[0]
    np.testing.assert_array_equal(heat.ravel()[frame.places[window]], frame.attention[window, 0, token])
    assert "window of 4 × 4" in page.sentence.text() and "shifted by 2" in page.sentence.text()
    assert "looked at" in stage._aside.title.text()
    page.controller.set_options({"method": "rollout"})
    settled(qtbot, page)
    assert "no such path" in page.sentence.text()


def test_a_network_without_attention_is_said(opened: Opened, qtbot: Any) -> None:
    page = opened()
    page.controller.set_options({"network": "torchvision/resnet18", "weights": "none"})
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=30_000)
    assert "has no attention that can be shown here" in page.notice.text


def test_hidden_compact_and_drawing(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    stage.set_answer_hidden(True)
    assert stage._aside.figure.isHidden()
    stage.set_answer_hidden(False)
    stage.set_compact(True)
    assert stage.heads.isHidden() and stage.layers.isHidden() and not stage.photo.isHidden()
    stage.set_compact(False)
    stage.set_drawing(type(stage._drawing)(scale="layer", colours="viridis"))
    assert stage.heads._most == pytest.approx(float(stage._maps.max())) and stage.heads._look[0] == "viridis"


def test_what_the_map_beside_is(opened: Opened) -> None:
    page = opened()
    frame: Any = page.moment.frame  # type: ignore[union-attr]
    side = int(frame.grid[0])
    np.testing.assert_allclose(answer_map(frame), frame.attention[0, :, 0, 1:].mean(0).reshape(side, side), rtol=1e-6)
    assert covering(5 * 8 + 3, (8, 8), (4, 4)) == 2 * 4 + 1 and covering(9, (4, 4), (8, 8)) == 5 * 8 + 3


def test_the_layers_are_a_film(opened: Opened) -> None:
    page = opened(film="layers", method="rollout")
    stage: Any = page.stage
    film = page.controller.run.film  # type: ignore[union-attr]
    assert [film.at(step)[1].layer for step in film.steps()] == list(range(6))
    page.controller.playback.go(1)
    assert page.moment.frame.layer == 1 and stage.layers._chosen == "1"  # type: ignore[union-attr]
    assert not np.allclose(film.at(1)[1].rollout, film.at(5)[1].rollout)


def test_notes_are_said_in_korean(make_window: Make, qtbot: Any) -> None:
    page = make_window("attention", language="ko").page("attention")
    settled(qtbot, page)
    assert "사진의 크기를 451 x 300에서 32 x 32" in page.sentence.text()
