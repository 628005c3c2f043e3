"""Answer cards, the stage strip and icons."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.answer_bars import Answer, AnswerBars
from widgets.colours import pixels_of
from widgets.icons import icon, picture
from widgets.stage_strip import Stage, StageStrip
from widgets.theme import ASSETS, apply_theme, tokens

ANSWERS = [
    Answer(285, "Egyptian cat", 0.674, 17.2),
    Answer(282, "tiger cat", 0.182, 15.9),
    Answer(281, "tabby", 0.137, 15.0),
]


@pytest.fixture
def bars(qtbot: QtBot) -> AnswerBars:
    made = AnswerBars()
    qtbot.addWidget(made)
    made.set_answers(ANSWERS, selected=285)
    made.resize(300, 200)
    made.show()
    return made


def test_click_explains_and_shift_compares(bars: AnswerBars, qtbot: QtBot) -> None:
    cards = bars._cards
    with qtbot.waitSignal(bars.class_chosen) as chosen:
        qtbot.mouseClick(cards, Qt.MouseButton.LeftButton, pos=cards._card(1).center().toPoint())
    assert chosen.args == [282]
    with qtbot.waitSignal(bars.compare_chosen) as beside:
        qtbot.mouseClick(
            cards,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ShiftModifier,
            cards._card(2).center().toPoint(),
        )
    assert beside.args == [281]
    with qtbot.waitSignal(bars.compare_chosen) as beside:
        qtbot.mouseClick(cards, Qt.MouseButton.LeftButton, pos=cards._button(0).center().toPoint())
    assert beside.args == [285]


def test_keys_walk_the_answers(bars: AnswerBars, qtbot: QtBot) -> None:
    cards = bars._cards
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    with qtbot.waitSignal(bars.class_chosen) as chosen:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert chosen.args == [282]
    for _ in range(9):
        qtbot.keyClick(cards, Qt.Key.Key_Down)
    with qtbot.waitSignal(bars.compare_chosen) as beside:
        qtbot.keyClick(cards, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert beside.args == [281]


def test_tooltip_has_the_numbers_and_covering_hides_them(bars: AnswerBars) -> None:
    assert "282" in bars._cards.tip(1) and "15.9" in bars._cards.tip(1) and "0.182" in bars._cards.tip(1)
    assert "Egyptian cat" in bars._cards.accessibleName()
    shown = bars.grab().toImage()
    bars.set_hidden(True)
    assert bars._cards.tip(1) == ""
    assert "cat" not in bars._cards.accessibleName()
    assert bars.grab().toImage() != shown
    bars.set_hidden(False)
    assert bars.grab().toImage() == shown


def test_bar_lengths_are_the_probabilities(bars: AnswerBars) -> None:
    bars._cards.resize(310, bars._cards.height())
    drawn = pixels_of(bars._cards.grab().toImage())
    card = bars._cards._card(0)
    row = drawn[int(card.bottom()) - 6, 8:300, :3].astype(int)
    accent = np.array([int(tokens().accent[i : i + 2], 16) for i in (1, 3, 5)])
    length = (np.abs(row - accent).sum(axis=1) < 12).sum()
    assert length / (card.width() - 10) == pytest.approx(0.674, abs=0.02)


def stages(count: int) -> list[Stage]:
    photo = np.random.default_rng(0).integers(0, 256, (30, 45, 3), dtype=np.uint8)
    return [Stage(f"features.{i}", photo, f"features.{i}", f"max 0.0{i}", "64 x 55 x 55") for i in range(count)]


def test_strip_chooses_by_mouse_and_keys(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 200)
    strip.set_heading("Layer by layer", "each with its own maximum")
    strip.set_stages(stages(4))
    strip.set_selected("features.1")
    strip.show()
    row = strip._row
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.place_of("features.2"))
    assert chosen.args == ["features.2"]
    qtbot.keyClick(row, Qt.Key.Key_Right)
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert chosen.args == ["features.3"]
    assert row.tip(0) == "features.0\nmax 0.00\n64 x 55 x 55"
    strip.set_stage(Stage("features.0", None, "features.0", "max 1"))
    assert row.tip(0) == "features.0\nmax 1"
    strip.grab()


@pytest.mark.parametrize("width", [240, 500, 900, 1600])
def test_strip_fits_or_scrolls(qtbot: QtBot, width: int) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.resize(width, 200)
    strip.set_stages(stages(6))
    strip.show()
    row = strip._row
    assert row.width() <= width or (row._wide == 84 and strip._area.horizontalScrollBar().maximum() > 0)
    assert row._wide <= 150
    assert row._place(5).bottom() < row.height()
    strip.set_selected("features.5")
    right = row.mapTo(strip, QPoint(int(row._place(5).right()), 0)).x()
    assert right <= width


def test_strip_without_stages(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.set_stages([])
    qtbot.keyClick(strip._row, Qt.Key.Key_Return)
    assert isinstance(strip.grab().toImage(), QImage)


def test_every_icon_draws_and_follows_the_theme(qapp: QApplication) -> None:
    names = sorted(path.stem for path in (ASSETS / "icons").glob("*.svg"))
    assert len(names) >= 27
    for name in names:
        drawn = pixels_of(icon(name).pixmap(QSize(24, 24)).toImage())
        assert 0.02 < (drawn[:, :, 3] > 128).mean() < 0.8, name
    apply_theme(qapp, "dark")
    dark = pixels_of(picture("play").toImage())
    apply_theme(qapp, "light")
    light = pixels_of(picture("play").toImage())
    apply_theme(qapp, "dark")
    assert dark[:, :, 0].max() > 200 and light[:, :, 0].max() < 60
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
