"""The histogram of densities: its axis, its line by pointer and keys, what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.pointer import move_pointer
from widgets.density_histogram import DensityHistogram

EDGES = np.geomspace(1e-3, 1e2, 101)
COUNTS = np.arange(100)


@pytest.fixture
def view(qtbot: Any) -> DensityHistogram:
    made = DensityHistogram()
    qtbot.addWidget(made)
    made.resize(320, 150)
    made.set_histogram(COUNTS, EDGES, "per unit")
    made.set_threshold(1.0)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_axis_is_even_in_the_logarithm(view: DensityHistogram) -> None:
    rect = view.plot_rect()
    assert view.place_of(1e-3) == pytest.approx(rect.left()) and view.place_of(1e9) == pytest.approx(rect.right())
    assert view.place_of(1.0) == pytest.approx(rect.left() + 0.6 * rect.width())
    for density in (0.0123, 4.56, 78.9):
        assert view.density_at(view.place_of(density)) == pytest.approx(density, rel=1e-2)


def test_the_line_is_dragged_and_moved_by_keys(view: DensityHistogram, qtbot: Any) -> None:
    told: list[float] = []
    view.threshold_dragged.connect(told.append)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, QPoint(round(view.place_of(10.0)), 60))
    QTest.mouseMove(view, QPoint(round(view.place_of(0.1)), 60))
    QTest.mouseRelease(view, left, none, QPoint(round(view.place_of(0.1)), 60))
    assert told[0] == pytest.approx(10, rel=0.05) and told[-1] == pytest.approx(0.1, rel=0.05)
    assert view.threshold() == told[-1]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.threshold() == pytest.approx(told[-2] * 1.1, rel=0.01)
    view.set_threshold(99.0)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.threshold() == pytest.approx(100)
    view.set_threshold(5.0)  # said by others: told to nobody
    assert told[-1] == pytest.approx(100)


def test_every_bar_answers_and_colours_say_what_is_inside(view: DensityHistogram) -> None:
    assert view.said() == "cut at 1.00 per unit"
    x = round(view.place_of(float(np.sqrt(EDGES[70] * EDGES[71]))))
    move_pointer(view, QPoint(x, 60))
    assert ": 70 nodes" in view.said()
    move_pointer(view, QPoint(0, 2))
    image = view.to_image()
    low = int(view.plot_rect().bottom()) - 8

    def colour(density: float) -> int:
        x = round(view.place_of(density))
        return max(image.pixelColor(x + beside, low).saturation() for beside in range(4))  # one is beside the bars

    def brightness(density: float) -> int:
        x = round(view.place_of(density))
        return max(image.pixelColor(x + beside, low).green() for beside in range(4))

    assert colour(21.0) > 100 and brightness(21.0) > brightness(0.11) + 40
    arrays = view.to_arrays()
    assert arrays["counts"].sum() == COUNTS.sum() and arrays["threshold"] == 1.0
    view.set_histogram(None, None)
    assert not len(view.to_arrays()["counts"]) and not view.to_image().isNull()
