from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.picture_wall import PictureWall


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[PictureWall]:
    made = PictureWall()
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    qtbot.waitExposed(made)
    yield made


def fill(wall: PictureWall, count: int = 24) -> None:
    pictures = [np.full((8, 8, 3), 10 * number, np.uint8) for number in range(count)]
    wall.set_pictures(pictures, [f"{number}, taken for 1, loss 2.5" for number in range(count)])


def move(wall: PictureWall, point: QPointF) -> None:
    view = wall.viewport()
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, view.mapToGlobal(point), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


def test_pictures_wrap_and_are_their_own_pixels(wall: PictureWall) -> None:
    fill(wall)
    rects = [wall.picture_rect(number) for number in range(24)]
    assert rects[1].top() == rects[0].top() and rects[-1].top() > rects[0].bottom()
    assert all(rect.right() <= wall.viewport().width() for rect in rects)
    picture = wall.viewport().grab().toImage()
    for number in (0, 3, 6):
        assert picture.pixelColor(rects[number].center().toPoint()).red() == 10 * number


def test_hover_enlarges_and_names(wall: PictureWall) -> None:
    fill(wall)
    heard: list[object] = []
    wall.pointed.connect(heard.append)
    rect = wall.picture_rect(7)
    beyond = (rect.topLeft() - QPointF(8, 8)).toPoint()
    before = wall.viewport().grab().toImage().pixelColor(beyond)
    move(wall, rect.center())
    assert heard == [7]
    assert wall.viewport().toolTip() == "7, taken for 1, loss 2.5"
    after = wall.viewport().grab().toImage().pixelColor(beyond)
    assert before != after and after.red() == 70


def test_click_and_keys_choose(wall: PictureWall, qtbot: QtBot) -> None:
    fill(wall)
    chosen: list[int] = []
    wall.chosen.connect(chosen.append)
    qtbot.mouseClick(wall.viewport(), Qt.MouseButton.LeftButton, pos=wall.picture_rect(2).center().toPoint())
    qtbot.keyClick(wall, Qt.Key.Key_Right)
    qtbot.keyClick(wall, Qt.Key.Key_Return)
    qtbot.keyClick(wall, Qt.Key.Key_End)
    qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert chosen == [2, 3, 23]
    assert wall.viewport().rect().contains(wall.picture_rect(23).center().toPoint())


@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 1), (40, 20, 3), (300, 500, 3)])
def test_grey_and_colour_of_any_size(wall: PictureWall, shape: tuple[int, ...]) -> None:
    wall.set_pictures([np.full(shape, 200, np.uint8)], ["one"])
    seen = wall.viewport().grab().toImage().pixelColor(wall.picture_rect(0).center().toPoint())
    assert (seen.red(), seen.green(), seen.blue()) == (200, 200, 200)
    assert wall.to_arrays()["picture_0"].shape == shape


def test_no_pictures_and_unequal_captions(wall: PictureWall) -> None:
    wall.set_pictures([], [])
    assert wall.to_arrays() == {} and not wall.to_image().isNull()
    with pytest.raises(ValueError, match="1 pictures and 0 captions"):
        wall.set_pictures([np.zeros((2, 2), np.uint8)], [])
