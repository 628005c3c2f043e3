from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.confusion import Confusion

COUNTS = np.array([[50, 1, 0], [3, 40, 7], [0, 0, 0]])
NAMES = ("cat", "dog", "hare")


@pytest.fixture
def confusion(qtbot: QtBot) -> Iterator[Confusion]:
    made = Confusion()
    qtbot.addWidget(made)
    made.resize(420, 460)
    made.set_counts(COUNTS, NAMES)
    made.show()
    qtbot.waitExposed(made)
    yield made


def move(confusion: Confusion, point: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    matrix = confusion.matrix
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, matrix.mapToGlobal(point), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(matrix, event)


def test_hover_says_the_cell_in_words(confusion: Confusion) -> None:
    move(confusion, confusion.matrix.cell_rect(1, 2).center())
    assert confusion.caption.text().startswith("7 of 50 pictures of dog taken for hare")
    move(confusion, confusion.matrix.cell_rect(0, 0).center())
    assert confusion.caption.text().startswith("50 of 51 pictures of cat answered rightly")
    move(confusion, QPointF(-3, -3))
    assert confusion.caption.text().startswith("90 of 101 pictures answered rightly")


def test_click_and_keys_choose_true_class_and_answer(confusion: Confusion, qtbot: QtBot) -> None:
    chosen: list[tuple[int, int]] = []
    confusion.cell_chosen.connect(lambda *cell: chosen.append(cell))
    point = confusion.matrix.cell_rect(1, 0).center().toPoint()
    qtbot.mouseClick(confusion.matrix, Qt.MouseButton.LeftButton, pos=point)
    assert chosen == [(1, 0)]
    qtbot.keyClick(confusion.matrix, Qt.Key.Key_Right)
    qtbot.keyClick(confusion.matrix, Qt.Key.Key_Up)
    qtbot.keyClick(confusion.matrix, Qt.Key.Key_Up)
    qtbot.keyClick(confusion.matrix, Qt.Key.Key_Return)
    assert chosen[-1] == (0, 1)


def test_equal_counts_have_equal_colours_and_rows_their_own_scale(confusion: Confusion) -> None:
    confusion.set_counts(np.array([[10, 0], [20, 20]]), ("a", "b"))

    def colour(row: int, column: int) -> str:
        place = confusion.matrix.cell_rect(row, column).topLeft() + QPointF(6, 6)
        return str(confusion.matrix.grab().toImage().pixelColor(place.toPoint()).name())

    assert colour(1, 0) == colour(1, 1) != colour(0, 0)
    full = colour(1, 1)
    confusion.set_per_row(True)
    assert "100 %" in confusion.caption.text()
    assert colour(0, 0) == full  # all of its row
    assert colour(1, 0) == colour(1, 1) != full  # half of theirs


@pytest.mark.parametrize("number", [0, 1, 100, 1000])
def test_any_number_of_classes_is_drawn(confusion: Confusion, number: int) -> None:
    counts = np.eye(number, dtype=np.int64)
    confusion.set_counts(counts, [f"class {i}" for i in range(number)])
    assert not confusion.to_image().isNull()
    confusion.set_counts(None, ())
    assert confusion.to_arrays() == {}


def test_classes_without_a_name_get_their_number(confusion: Confusion) -> None:
    confusion.set_counts(COUNTS, ("cat",))
    assert confusion.matrix.names == ("cat", "1", "2")
    assert np.array_equal(confusion.to_arrays()["counts"], COUNTS)
