"""Slices of a field's levels: places, words, pointer and keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from widgets.level_pictures import Level, LevelPictures


def level(name: str, hashed: bool) -> Level:
    values = np.random.default_rng(0).random((16, 16)).astype(np.float32)
    count = 8 if hashed else 0
    return Level(name, values, 32_768, np.arange(count) * 100, np.full(count, 0.125, np.float32), np.arange(count))


@pytest.fixture
def pictures(qtbot: Any) -> LevelPictures:
    made = LevelPictures()
    qtbot.addWidget(made)
    made.resize(600, 260)
    made.set_levels([level("16³", False), *(level(f"{n}³", True) for n in (24, 36, 54, 81, 121, 181, 256))])
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("size", [(600, 260), (420, 170), (300, 320)])
def test_slices_stand_inside_and_apart(pictures: LevelPictures, size: tuple[int, int]) -> None:
    pictures.resize(*size)
    rects = pictures._rects()
    for number, rect in enumerate(rects):
        assert rect.right() <= size[0] + 1 and rect.bottom() + 34 <= size[1] - 20
        assert rect.width() == rect.height() and not any(rect.intersects(other) for other in rects[number + 1 :])


def test_corners_answer_pointer_and_keys(pictures: LevelPictures, qtbot: Any) -> None:
    seen: list[Any] = []
    pictures.pointed.connect(seen.append)
    place = pictures._corner_rect(pictures._rects()[3], 5).center()
    assert pictures.place_at(place) == (3, 5) and pictures.place_at(pictures._rects()[0].center()) == (0, None)
    assert pictures.place_at(QPointF(599, 258)) is None
    QTest.mouseMove(pictures, place.toPoint())
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == (3, 5))
    assert "entry 500, weight 0.12, shared with 5" in pictures.readout(3, 5)
    assert "3.5 other places" in pictures.readout(3) and "7 of 8 levels" in pictures.summary()
    QTest.keyClick(pictures, Qt.Key.Key_Right)
    QTest.keyClick(pictures, Qt.Key.Key_Down)
    QTest.keyClick(pictures, Qt.Key.Key_Down)
    assert pictures.at() == (4, 1)
    assert set(pictures.to_arrays()) >= {"slice_16³", "slice_24³", "sharing_24³"}
    pictures.set_levels([], hint="no levels")
    assert pictures.summary() == "no levels" and pictures.at() is None
