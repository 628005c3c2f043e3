from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.probability_bars import ProbabilityBars, shown_classes
from widgets.theme import tokens


@pytest.fixture
def bars(qtbot: QtBot) -> Iterator[ProbabilityBars]:
    made = ProbabilityBars()
    qtbot.addWidget(made)
    made.resize(320, 260)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_few_classes_keep_their_order_and_many_give_the_top_ten() -> None:
    assert shown_classes(np.linspace(0, 1, 20), 3) == list(range(20))
    many = np.arange(100, dtype=np.float32)
    assert shown_classes(many, None) == list(range(99, 89, -1))
    assert shown_classes(many, 95) == list(range(99, 89, -1))
    assert shown_classes(many, 4) == [*range(99, 90, -1), 4]
    assert shown_classes(np.zeros(0), 4) == []


def test_the_answer_is_said(bars: ProbabilityBars) -> None:
    bars.set_probabilities(np.array([0.1, 0.7, 0.2]), ("cat", "dog", "hare"), true=1)
    assert bars.sentence() == "answer: dog, 70.0 %, right"
    bars.set_probabilities(np.array([0.1, 0.7, 0.2]), ("cat", "dog"), true=2)
    assert bars.sentence() == "answer: dog, 70.0 %; it is 2"
    bars.set_probabilities(np.array([0.1, 0.7, 0.2]), ("cat", "dog", "hare"))
    assert bars.sentence() == "answer: dog, 70.0 %"


def test_bars_are_as_long_as_the_probabilities(bars: ProbabilityBars) -> None:
    bars.set_probabilities(np.array([0.25, 0.75, 0.0]), ("a", "b", "c"))
    picture = bars.grab().toImage()
    track = QColor(tokens().track)

    def lengths(row: int) -> tuple[int, int]:
        y = int(bars.row_rect(row).center().y())
        line = [picture.pixelColor(x, y) for x in range(20, 240)]
        ground = QColor(tokens().background)
        inside = [colour for colour in line if colour != ground]
        return sum(colour != track for colour in inside), len(inside)

    full, whole = lengths(1)
    part, _ = lengths(0)
    assert full == pytest.approx(3 * part, abs=4)
    assert 0.6 < full / whole < 0.9


def test_click_and_pointer_tell_the_class(bars: ProbabilityBars, qtbot: QtBot) -> None:
    bars.set_probabilities(np.array([0.25, 0.75]), ("a", "b"))
    chosen: list[int] = []
    said: list[str] = []
    bars.class_chosen.connect(chosen.append)
    bars.said.connect(said.append)
    place = bars.row_rect(1).center().toPoint()
    move_pointer(bars, place)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1]
    assert said[-1] == "b: 0.750000"


def test_nothing_yet(bars: ProbabilityBars) -> None:
    bars.set_probabilities(None)
    assert bars.sentence() == "" and bars.to_arrays() == {}
    assert not bars.to_image().isNull()
