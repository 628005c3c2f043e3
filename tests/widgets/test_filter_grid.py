from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.colours import lut
from widgets.filter_grid import FilterGrid, filter_pictures


@pytest.fixture
def grid(qtbot: QtBot) -> Iterator[FilterGrid]:
    made = FilterGrid()
    qtbot.addWidget(made)
    made.resize(400, 240)
    made.show()
    qtbot.waitExposed(made)
    yield made


def weights(channels: int, count: int = 6) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(count, channels, 3, 3)).astype(np.float32)


def test_zero_is_mid_grey_and_the_largest_weight_full() -> None:
    values = np.zeros((1, 3, 1, 3), np.float32)
    values[0, :, 0, 1] = 2.0, -2.0, 1.0
    pictures = filter_pictures(values)
    assert pictures[0, 0, 0].tolist() == [128, 128, 128]
    assert pictures[0, 0, 1].tolist() == [255, 0, 191]
    assert filter_pictures(np.zeros((2, 3, 5, 5), np.float32)).shape == (2, 5, 5, 3)


@pytest.mark.parametrize("channels", [1, 3])
def test_drawn_pixels_are_the_weights(grid: FilterGrid, channels: int) -> None:
    values = weights(channels)
    grid.set_filters(values)
    picture = grid.wall.grab().toImage()
    rect = grid.wall.filter_rect(4)
    point = QPointF(rect.left() + rect.width() * 2.5 / 3, rect.top() + rect.height() * 1.5 / 3).toPoint()
    seen = picture.pixelColor(point)
    if channels == 3:
        expected = filter_pictures(values)[4, 1, 2].astype(int)
    else:
        limit = float(np.abs(values).max())
        step = int(values[4, 0, 1, 2] / limit * 127.5 + 128)
        expected = lut("weights")[step].astype(int)
    assert np.abs(expected - [seen.red(), seen.green(), seen.blue()]).max() <= 6


def test_the_scale_is_said(grid: FilterGrid) -> None:
    values = weights(1) * 0 + 0.25
    grid.set_filters(values)
    assert "-0.250 … 0.250" in grid.caption.text()
    assert "6 filters of 3 × 3" in grid.caption.text()


def test_hover_and_click(grid: FilterGrid, qtbot: QtBot) -> None:
    values = weights(3)
    grid.set_filters(values)
    rect = grid.wall.filter_rect(2)
    point = QPointF(rect.left() + rect.width() / 6, rect.top() + rect.height() * 5 / 6)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, point, grid.wall.mapToGlobal(point), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(grid.wall, move)
    text = grid.caption.text()
    assert text.startswith("filter 2 · row 2, column 0 · ")
    said = [float(part) for part in text.split(" · ")[2].split(", ")]
    assert said == pytest.approx(values[2, :, 2, 0].tolist(), rel=6e-3)
    chosen: list[int] = []
    grid.filter_chosen.connect(chosen.append)
    qtbot.mouseClick(grid.wall, Qt.MouseButton.LeftButton, pos=point.toPoint())
    qtbot.keyClick(grid.wall, Qt.Key.Key_Right)
    qtbot.keyClick(grid.wall, Qt.Key.Key_Return)
    assert chosen == [2, 3]


def test_other_channel_counts_show_one_slice(grid: FilterGrid) -> None:
    values = weights(8)
    grid.set_filters(values)
    grid.set_channel(5)
    assert "slice 5 of 8" in grid.caption.text()
    grid.set_filters(None)
    assert grid.to_arrays() == {}
    assert not grid.to_image().isNull()
