from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.basin_map import BasinMap
from widgets.colours import lut

ROTATIONS, SHIFTS = np.arange(8) * 10.0, np.arange(8) * 0.5


@pytest.fixture
def basin(qtbot: QtBot) -> Iterator[BasinMap]:
    made = BasinMap()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    qtbot.waitExposed(made)
    yield made


def filled() -> np.ndarray:
    return np.arange(64.0).reshape(8, 8) / 32


def test_the_colours_are_absolute(basin: BasinMap) -> None:
    values = filled()
    values[7, 7] = np.nan
    basin.set_map(values, np.zeros((8, 8), bool), ROTATIONS, SHIFTS, 1.0, "m", "off by")
    picture = basin.grab().toImage()
    for row, column in ((0, 0), (2, 1), (3, 7), (6, 2)):
        expected = lut("inferno")[round(255 * min(1.0, values[row, column]))]
        place = basin.cell_rect(row, column).center()
        found = QColor(picture.pixelColor(int(place.x()), int(place.y())))
        assert [found.red(), found.green(), found.blue()] == pytest.approx(expected.tolist(), abs=2)
    assert basin.summary() == "63 of 64 starts run"
    assert basin.readout(7, 7) == "70.0°, 3.50 m: not run yet"


def test_it_says_what_became_of_a_start(basin: BasinMap) -> None:
    converged = filled() < 0.5
    basin.set_map(filled(), converged, ROTATIONS, SHIFTS, 1.0, "m", "off by")
    assert basin.summary() == "16 of 64 starts converge"
    assert basin.readout(1, 2) == "10.0°, 1.00 m: converged, off by 0.312 m"
    assert basin.readout(5, 0) == "50.0°, 0 m: lost, off by 1.25 m"
    np.testing.assert_array_equal(basin.to_arrays()["basin_converged"], converged)
    basin.set_map(filled(), converged, ROTATIONS, SHIFTS, 1.0, "m", "off by", filled() * 10, "about z, along x")
    assert basin.summary() == "16 of 64 starts converge · about z, along x"
    assert basin.readout(1, 2) == "10.0°, 1.00 m: converged, off by 0.312 m, 3.12°"
    heard: list[object] = []
    basin.hovered.connect(heard.append)
    move_pointer(basin, basin.cell_rect(1, 2).center().toPoint())
    assert heard == [(1, 2)] and basin.readout(1, 2) in basin.toolTip()


def test_rotations_grow_upwards_and_shifts_to_the_right(basin: BasinMap) -> None:
    basin.set_map(filled(), filled() < 0.5, ROTATIONS, SHIFTS, 1.0, "m", "off by")
    assert basin.cell_rect(7, 0).top() < basin.cell_rect(0, 0).top()
    assert basin.cell_rect(0, 7).left() > basin.cell_rect(0, 0).left()
    for row in range(8):
        for column in range(8):
            assert basin.cell_at(basin.cell_rect(row, column).center()) == (row, column)


def test_cells_are_chosen_by_mouse_and_keys(basin: BasinMap, qtbot: QtBot) -> None:
    basin.set_map(filled(), filled() < 0.5, ROTATIONS, SHIFTS, 1.0, "m", "off by")
    heard: list[tuple[int, int]] = []
    basin.chosen.connect(lambda row, column: heard.append((row, column)))
    QTest.mouseClick(basin, Qt.MouseButton.LeftButton, pos=basin.cell_rect(4, 3).center().toPoint())
    assert heard == [(4, 3)]
    QTest.mouseClick(basin, Qt.MouseButton.LeftButton, pos=basin.rect().bottomRight())
    assert len(heard) == 1
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(basin, key)
    assert heard[-1] == (1, 1)
    basin.setFocus()


def test_before_there_is_a_map(basin: BasinMap, qtbot: QtBot) -> None:
    basin.set_message("Sixty-four runs, one a cell")
    heard: list[object] = []
    basin.chosen.connect(lambda *cell: heard.append(cell))
    QTest.mouseClick(basin, Qt.MouseButton.LeftButton, pos=basin.rect().center())
    qtbot.keyClick(basin, Qt.Key.Key_Return)
    assert heard == [] and basin.to_arrays() == {} and basin.summary() == "Sixty-four runs, one a cell"
    assert not basin.to_image().isNull()
