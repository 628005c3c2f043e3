from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.fit_plot import FitPlot


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[FitPlot]:
    made = FitPlot()
    qtbot.addWidget(made)
    made.resize(240, 180)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_dots_stand_where_their_values_are(plot: FitPlot) -> None:
    plot.set_fit([0.0, 1.0, 0.25, 7.0], [0.0, 1.0, 0.75, 0.5])
    rect = plot.plot_rect()
    assert plot.place(0) == rect.bottomLeft() and plot.place(1) == rect.topRight()
    assert plot.place(2).x() == pytest.approx(rect.left() + rect.width() / 4)
    assert plot.place(2).y() == pytest.approx(rect.top() + rect.height() / 4)
    assert plot.place(3).x() == pytest.approx(rect.right())  # off the scale: at its edge
    colour = plot.grab().toImage().pixelColor(plot.place(2).toPoint())
    assert colour.green() > colour.red() + 60


def test_it_says_how_far_the_fit_is_off(plot: FitPlot) -> None:
    plot.set_fit([0.0, 0.5], [0.3, 0.1])
    assert plot.rms() == pytest.approx(np.sqrt((0.09 + 0.16) / 2))
    assert plot.summary() == "off by 0.354 (RMS of 2)"
    plot.set_fit([], [])
    assert plot.rms() is None and plot.to_arrays() == {} and not plot.to_image().isNull()


def test_every_dot_answers(plot: FitPlot, qtbot: QtBot) -> None:
    plot.set_fit([0.9, 0.1, 0.5], [0.8, 0.2, 0.5], names=("first order", "neighbour"))
    heard: list[object] = []
    plot.pointed.connect(heard.append)
    move_pointer(plot, plot.place(1).toPoint())
    assert heard == [1] and plot.readout(1) == "first order 0.100, neighbour 0.200"
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert heard[1:] == [2, 0]  # by predicted value, and the last one stays
