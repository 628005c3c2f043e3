from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.pair_list import Pair, PairList

THREE = [Pair((0.0, 0, 0), (1.0, 0, 0), 0.3), Pair((1.0, 0, 0), (2.0, 0, 0), 0.4), Pair((0.0, 1, 0), (1.0, 1, 0), 0.0)]


@pytest.fixture
def pairs(qtbot: QtBot) -> Iterator[PairList]:
    made = PairList()
    qtbot.addWidget(made)
    made.resize(260, 320)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_it_says_what_comes_next(pairs: PairList) -> None:
    assert "source (orange), then" in pairs.hint.text() and not pairs.use.isEnabled() and not pairs.clear.isEnabled()
    pairs.set_pairs([Pair((0.0, 0, 0))], "m", 1.0)
    assert "target (blue)" in pairs.hint.text()
    assert pairs.summary.text() == "A fit needs three pairs; 3 to go."
    pairs.set_pairs([Pair((0.0, 0, 0), (1.0, 1, 1))], "m", 1.0)
    assert pairs.summary.text() == "A fit needs three pairs; 2 to go." and pairs.clear.isEnabled()


def test_the_rms_is_that_of_the_residuals(pairs: PairList) -> None:
    pairs.set_pairs(THREE, "m", 0.5)
    assert pairs.rms() == pytest.approx(np.sqrt((0.09 + 0.16) / 3))
    assert pairs.summary.text() == "RMS of 3 pairs: 0.289 m" and pairs.use.isEnabled()
    pairs.set_pairs([*THREE, Pair((9.0, 9, 9))], "m", 0.5)  # a fourth waits: the fit of three stands
    assert pairs.rms() == pytest.approx(np.sqrt(0.25 / 3))
    pairs.set_pairs(THREE, "m", 0.5, "The three points lie on one line.")
    assert pairs.summary.text() == "The three points lie on one line." and not pairs.use.isEnabled()
    assert pairs.to_arrays()["pairs_target"].shape == (3, 3)


def test_crosses_and_keys_remove(pairs: PairList, qtbot: QtBot) -> None:
    pairs.set_pairs(THREE, "m", 0.5)
    heard: list[object] = []
    pairs.removed.connect(heard.append)
    QTest.mouseClick(pairs.rows, Qt.MouseButton.LeftButton, pos=pairs.rows.cross_rect(1).center().toPoint())
    assert heard == [1]
    QTest.mouseClick(pairs.rows, Qt.MouseButton.LeftButton, pos=pairs.rows.row_rect(2).center().toPoint())
    assert heard == [1]  # beside the cross
    qtbot.keyClick(pairs.rows, Qt.Key.Key_Down)
    qtbot.keyClick(pairs.rows, Qt.Key.Key_Delete)
    assert heard[-1] in (0, 2) and len(heard) == 2


def test_buttons_ask(pairs: PairList, qtbot: QtBot) -> None:
    pairs.set_pairs(THREE, "m", 0.5)
    with qtbot.waitSignals([pairs.start_wanted, pairs.cleared]):
        pairs.use.click()
        pairs.clear.click()


def test_the_bars_are_as_long_as_the_residuals(pairs: PairList) -> None:
    pairs.set_pairs(THREE, "m", 0.8)

    def length(row: int) -> int:
        picture = pairs.rows.grab().toImage()
        y = int(pairs.rows.row_rect(row).center().y())
        colours = [picture.pixelColor(x, y) for x in range(picture.width())]
        return sum(c.green() > c.red() + 60 for c in colours)

    assert length(0) == pytest.approx(length(1) * 3 / 4, abs=3) and length(2) <= 2


def test_a_row_tells_its_points(pairs: PairList) -> None:
    pairs.set_pairs(THREE, "m", 0.5)
    move_pointer(pairs.rows, pairs.rows.row_rect(1).center().toPoint())
    assert pairs.rows.toolTip() == ("Pair 2: source 1.0000, 0.0000, 0.0000; target 2.0000, 0.0000, 0.0000 · 0.4 m")
