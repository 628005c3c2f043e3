"""The wall of maps: what is drawn is the array, and each tile answers click, keys and pointer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from widgets.colours import lut, pixels_of
from widgets.heat_wall import HeatWall, Tile


@pytest.fixture
def wall(qtbot: Any) -> HeatWall:
    made = HeatWall()
    qtbot.addWidget(made)
    made.resize(600, 420)
    made.set_photo(np.full((40, 40, 3), 90, np.uint8))
    random = np.random.default_rng(0)
    made.set_look("viridis", 1.0)
    made.set_tiles([Tile(str(n), random.random((4, 4)).astype(np.float32), f"head {n}", "9 px") for n in range(5)])
    made.show()
    return made


def test_each_cell_has_the_colour_of_its_value(wall: HeatWall) -> None:
    picture = pixels_of(wall.to_image())
    for tile, place in zip(wall.tiles(), wall.places(), strict=True):
        most = tile.heat.max()
        for row in range(4):
            for column in range(4):
                x = int(place.left() + (column + 0.5) / 4 * place.width())
                y = int(place.top() + (row + 0.5) / 4 * place.height())
                expected = lut("viridis")[round(float(tile.heat[row, column] / most) * 255)].astype(int)
                assert np.abs(picture[y, x, :3].astype(int) - expected).max() <= 4


def test_exact_zeros_leave_the_photo_bare_and_a_common_scale_is_one(wall: HeatWall) -> None:
    heat = np.zeros((2, 2), np.float32)
    heat[0, 0] = 0.5
    wall.set_tiles([Tile("a", heat, "a"), Tile("b", heat / 2, "b")], most=0.5)
    picture = pixels_of(wall.to_image())
    for number, part in enumerate((1.0, 0.5)):
        place = wall.places()[number]
        x, y = place.left() + place.width() // 4, place.top() + place.height() // 4
        assert np.abs(picture[y, x, :3].astype(int) - lut("viridis")[round(part * 255)].astype(int)).max() <= 4
        bare = picture[place.top() + place.height() * 3 // 4, place.left() + place.width() * 3 // 4, :3]
        assert (bare == 90).all()


def test_click_keys_and_tooltip(wall: HeatWall, qtbot: Any) -> None:
    places = wall.places()
    assert all(place.right() < wall.width() and place.bottom() < wall.height() for place in places)
    with qtbot.waitSignal(wall.chosen) as caught:
        QTest.mouseClick(wall, Qt.MouseButton.LeftButton, pos=places[3].center())
    assert caught.args == ["3"]
    wall.set_chosen("0")
    QTest.keyClick(wall, Qt.Key.Key_Right)
    with qtbot.waitSignal(wall.chosen) as caught:
        QTest.keyClick(wall, Qt.Key.Key_Return)
    assert caught.args == ["1"]
    place = places[2]
    point = QPointF(place.left() + 0.6 * place.width(), place.top() + 0.1 * place.height())
    value = wall.tiles()[2].heat[0, 2]
    assert f"row 0, column 2: {value:.3f}" in wall.tip(2, point) and wall.tile_at(point) == 2
    assert wall.tile_at(QPointF(599, 419)) is None


def test_one_row(qtbot: Any) -> None:
    wall = HeatWall(one_row=True)
    qtbot.addWidget(wall)
    wall.resize(700, 110)
    wall.set_photo(np.zeros((30, 40, 3), np.uint8))
    wall.set_tiles([Tile(str(n), np.ones((2, 2), np.float32), str(n)) for n in range(12)])
    assert len({place.top() for place in wall.places()}) == 1 and wall.places()[-1].right() < 700
