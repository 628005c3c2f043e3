from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.cell_layout import cell_layout
from widgets.channel_grid import ChannelGrid
from widgets.colours import lut
from widgets.theme import DARK, apply_theme, theme


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[ChannelGrid]:
    made = ChannelGrid()
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show()
    qtbot.waitExposed(made)
    yield made


def maps(count: int = 6, rows: int = 5, columns: int = 4) -> np.ndarray:
    values = np.random.default_rng(0).normal(size=(count, rows, columns)).astype(np.float32)
    values *= np.arange(1, count + 1, dtype=np.float32)[::-1, None, None]
    return values


def move(grid: ChannelGrid, point: QPointF) -> None:
    view = grid.area.viewport()
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, view.mapToGlobal(point), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


def middle_of(grid: ChannelGrid, channel: int, row: int, column: int) -> QPointF:
    rect = grid.area.cell_rect(channel)
    array = grid.activations()
    assert array is not None
    rows, columns = array.shape[1:]
    return QPointF(
        rect.left() + (column + 0.5) * rect.width() / columns, rect.top() + (row + 0.5) * rect.height() / rows
    )


@pytest.mark.parametrize("count", [1, 3, 16, 64, 128, 500])
@pytest.mark.parametrize("size", [(640, 480), (300, 900), (1200, 200)])
def test_no_other_number_of_columns_gives_larger_cells(count: int, size: tuple[int, int]) -> None:
    layout = cell_layout(count, 1.0, size, gap=3, label=0, smallest=4, labelled=4)
    assert layout.columns * layout.rows >= count
    assert layout.columns * layout.pitch[0] + layout.gap <= size[0]
    assert layout.total_height <= size[1]
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        other = min((size[0] - 3 * (columns + 1)) / columns, (size[1] - 3 * (rows + 1)) / rows)
        assert layout.width >= int(other)


def test_cells_never_get_smaller_than_the_least_but_scroll() -> None:
    layout = cell_layout(2048, 1.0, (640, 480), gap=3, label=15, smallest=24, labelled=44)
    assert layout.width >= 24
    assert layout.total_height > 480


def test_drawn_pixels_are_the_values_through_the_table(grid: ChannelGrid) -> None:
    values = maps()
    grid.set_activations(values)
    picture = grid.area.viewport().grab().toImage()
    limit = float(np.abs(values).max())
    for channel, row, column in ((0, 0, 0), (3, 4, 3), (5, 2, 1)):
        step = int(np.clip(values[channel, row, column] / limit * 127.5 + 127.5 + 0.5, 0, 255))
        point = middle_of(grid, channel, row, column)
        seen = picture.pixelColor(int(point.x()), int(point.y()))
        near = lut("activations")[max(0, step - 1) : step + 2].astype(int)
        distance = np.abs(near - [seen.red(), seen.green(), seen.blue()]).sum(1).min()
        assert distance <= 3, (channel, row, column)


def test_hover_tells_channel_row_column_value(grid: ChannelGrid) -> None:
    values = maps()
    grid.set_activations(values)
    heard: list[object] = []
    grid.hovered.connect(heard.append)
    move(grid, middle_of(grid, 4, 3, 2))
    assert heard[-1] == (4, 3, 2, float(values[4, 3, 2]))
    assert "4" in grid.caption.text()
    move(grid, QPointF(-5, -5))
    assert heard[-1] is None


def test_hover_follows_the_sort_order(grid: ChannelGrid) -> None:
    values = maps()
    grid.set_activations(values)
    grid.set_sort("maximum")
    assert grid.order() == [int(i) for i in np.argsort(-values.max((1, 2)), kind="stable")]
    grid.set_sort("mean")
    assert grid.order() == [int(i) for i in np.argsort(-values.mean((1, 2)), kind="stable")]
    grid.set_sort("variance")
    order = grid.order()
    assert order == [int(i) for i in np.argsort(-values.var((1, 2)), kind="stable")]
    heard: list[object] = []
    grid.hovered.connect(heard.append)
    move(grid, middle_of(grid, order[0], 0, 0))
    assert heard[-1] == (order[0], 0, 0, float(values[order[0], 0, 0]))


def test_scales_are_what_the_caption_says(grid: ChannelGrid) -> None:
    values = maps()
    grid.set_activations(values, network_maximum=50.0)
    most = float(np.abs(values).max())
    assert grid.limits(2) == pytest.approx((-most, most))
    grid.set_scale("channel")
    own = float(np.abs(values[2]).max())
    assert grid.limits(2) == pytest.approx((-own, own))
    grid.set_scale("network")
    assert grid.limits(2) == (-50.0, 50.0)
    assert "50.0" in grid.caption.text()
    grid.set_activations(values)
    assert grid.limits(2) == pytest.approx((-most, most))
    assert "not known" in grid.caption.text()
    grid.set_colours("viridis")
    assert grid.limits(0)[0] == 0


def test_click_and_keys_choose_a_channel(grid: ChannelGrid, qtbot: QtBot) -> None:
    grid.set_activations(maps())
    chosen: list[tuple[int, int, int]] = []
    grid.channel_chosen.connect(lambda *cell: chosen.append(cell))
    point = middle_of(grid, 1, 4, 0).toPoint()
    qtbot.mouseClick(grid.area.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen == [(1, 4, 0)]
    grid.area.setFocus()
    qtbot.keyClick(grid.area, Qt.Key.Key_Right)
    qtbot.keyClick(grid.area, Qt.Key.Key_Return)
    assert chosen[-1][0] == 2
    qtbot.keyClick(grid.area, Qt.Key.Key_End)
    qtbot.keyClick(grid.area, Qt.Key.Key_Return)
    assert chosen[-1][0] == 5
    qtbot.keyClick(grid.area, Qt.Key.Key_Right)
    assert grid.area.current == 5


def test_many_channels_scroll_to_the_selected(grid: ChannelGrid) -> None:
    grid.set_activations(np.zeros((2048, 7, 7), np.float32))
    bar = grid.area.verticalScrollBar()
    assert bar.maximum() > 0 and bar.value() == 0
    grid.set_selected(2047)
    assert bar.value() > 0
    view = grid.area.viewport().rect()
    assert view.contains(grid.area.cell_rect(2047).center().toPoint())


def test_live_pictures_keep_selection_and_pointer(grid: ChannelGrid) -> None:
    grid.set_activations(maps())
    grid.set_selected(3)
    move(grid, middle_of(grid, 2, 1, 1))
    heard: list[object] = []
    grid.hovered.connect(heard.append)
    later = maps() + 1
    grid.set_activations(later)
    assert grid.selected() == 3
    assert heard[-1] == (2, 1, 1, float(later[2, 1, 1]))
    grid.set_activations(maps(2))
    assert grid.selected() is None


@pytest.mark.parametrize("shape", [(7,), (5, 6), (3, 1, 9), (2, 0, 4)])
def test_odd_shapes_are_drawn(grid: ChannelGrid, shape: tuple[int, ...]) -> None:
    grid.set_activations(np.ones(shape, np.float32))
    assert not grid.to_image().isNull()
    grid.set_activations(np.full((2, 3, 3), np.nan, np.float32))
    assert not grid.to_image().isNull()
    grid.set_activations(None)
    assert grid.to_arrays() == {}


def test_arrays_are_what_was_given(grid: ChannelGrid) -> None:
    values = maps()
    grid.set_activations(values)
    grid.set_sort("mean")
    arrays = grid.to_arrays()
    assert np.array_equal(arrays["activations"], values)
    assert arrays["order"].tolist() == grid.order()


def test_the_theme_is_followed(grid: ChannelGrid, qapp: QApplication) -> None:
    grid.set_activations(maps(1))
    try:
        apply_theme(qapp, "light", 1.0)
        light = grid.area.viewport().grab().toImage().pixelColor(0, 0)
        apply_theme(qapp, "dark", 1.0)
        dark = grid.area.viewport().grab().toImage().pixelColor(0, 0)
    finally:
        apply_theme(qapp, "dark", 1.0)
    assert dark == QColor(DARK.background)
    assert light != dark
    assert theme.tokens is DARK


def test_pictures_that_follow_one_another_are_drawn_as_each_alone(grid: ChannelGrid, qtbot: QtBot) -> None:
    """A live source's next picture is written into the last one's memory."""
    one, other = maps(), maps()[::-1].copy()
    drawn = []
    for array in (one, other):
        grid.set_activations(None)
        grid.set_activations(array)
        grid.resize(600 if array is one else 610, 480)  # drawn anew
        grid.to_image()
        grid.resize(640, 480)
        drawn.append(grid.to_image())
    assert drawn[0] != drawn[1]
    grid.set_activations(one)
    assert grid.to_image() == drawn[0]
    grid.set_activations(other)
    assert grid.to_image() == drawn[1]
    grid.set_sort("maximum")
    grid.set_activations(one)
    grid.set_sort("index")
    assert grid.to_image() == drawn[0]
