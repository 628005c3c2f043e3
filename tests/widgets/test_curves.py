from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.curve_geometry import thinned, y_ticks
from widgets.curve_series import value_text
from widgets.curves import Curves, Panel, Series
from widgets.theme import apply_theme

PANELS = (Panel("loss", "Loss", "nats"), Panel("accuracy", "Accuracy", "%", low=0.0, high=1.0))
STEPS = np.arange(4, 44, 4)


def series() -> list[Series]:
    sparse = [None] * 10
    sparse[4], sparse[9] = 0.6, 0.9  # type: ignore[call-overload]
    return [
        Series("training", STEPS, np.linspace(2, 0.1, 10), "loss"),
        Series("training", STEPS, np.linspace(0.1, 0.95, 10), "accuracy"),
        Series("validation", STEPS, sparse, "accuracy", sparse=True),
    ]


@pytest.fixture
def curves(qtbot: QtBot) -> Iterator[Curves]:
    made = Curves()
    qtbot.addWidget(made)
    made.resize(640, 420)
    made.set_panels(PANELS, "mini-batches")
    made.set_series(series())
    made.show()
    qtbot.waitExposed(made)
    yield made


def pixels_like(curves: Curves, colour: tuple[int, int, int], panel: str) -> int:
    picture = curves.plots.grab().toImage()
    box = curves.plots.plot_rect(panel).toRect()
    count = 0
    for y in range(box.top(), box.bottom()):
        for x in range(box.left(), box.right()):
            seen = picture.pixelColor(x, y)
            count += max(abs(seen.red() - colour[0]), abs(seen.green() - colour[1]), abs(seen.blue() - colour[2])) < 24
    return count


def label(curves: Curves, panel: str, name: str) -> str:
    return next((text for _rect, text, _colour in curves.plots.labels(panel) if text.startswith(name)), "")


def test_lines_are_drawn_in_their_panel(curves: Curves) -> None:
    blue = (0x56, 0xB4, 0xE9)
    assert pixels_like(curves, blue, "loss") > 50
    curves.set_series([s for s in series() if s.panel == "accuracy"])
    assert pixels_like(curves, blue, "loss") == 0


def test_the_readout_has_every_series(curves: Curves) -> None:
    text = curves.readout(24)
    assert text == "mini-batches 24 · training 0.944 nats · Accuracy: training 57.2 %, validation 60.0 %"
    assert "validation –" in curves.readout(8)


def test_values_before_and_in_gaps() -> None:
    gaps = Series("a", [1, 2, 3, 4], [1.0, None, float("nan"), 4.0])
    assert gaps.at(1) == 1.0
    assert gaps.at(2) is None and gaps.at(3) is None and gaps.at(0) is None
    assert gaps.at(4) == 4.0
    sparse = Series("a", [1, 2, 3, 4], [1.0, None, None, 4.0], sparse=True)
    assert sparse.at(3) == 1.0
    with pytest.raises(ValueError, match="2 x and 1 y"):
        Series("a", [1, 2], [1.0])


def test_the_cursor_follows_keys_and_code(curves: Curves, qtbot: QtBot) -> None:
    heard: list[float] = []
    curves.cursor_moved.connect(heard.append)
    curves.set_cursor(20)
    assert heard == [] and curves.cursor() == 20
    qtbot.keyClick(curves, Qt.Key.Key_Right)
    qtbot.keyClick(curves, Qt.Key.Key_Left)
    qtbot.keyClick(curves, Qt.Key.Key_End)
    qtbot.keyClick(curves, Qt.Key.Key_Right)
    assert heard == [24, 20, 40]


def test_a_press_goes_to_the_nearest_step(curves: Curves, qtbot: QtBot) -> None:
    heard: list[float] = []
    curves.cursor_moved.connect(heard.append)
    point = curves.plots.place("loss", 17.0, 1.0).toPoint()
    qtbot.mouseClick(curves.plots, Qt.MouseButton.LeftButton, pos=point)
    assert heard == [16]
    assert curves.cursor() == 16


def test_pointing_tells_the_values_there(curves: Curves, qtbot: QtBot) -> None:
    assert "95.0 %" in label(curves, "accuracy", "training")
    move_pointer(curves.plots, curves.plots.place("accuracy", 24.2, 0.5).toPoint())
    assert curves.caption.text() == curves.readout(24)
    assert "57.2 %" in label(curves, "accuracy", "training")
    curves.plots.pointed.emit(None)
    assert "95.0 %" in label(curves, "accuracy", "training")


def test_the_wheel_zooms_round_the_pointer_and_a_double_click_shows_all(curves: Curves, qtbot: QtBot) -> None:
    point = curves.plots.place("loss", 20.0, 1.0)
    whole = curves.plots.x_range()
    turn = QWheelEvent(
        point,
        curves.plots.mapToGlobal(point),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(curves.plots, turn)
    low, high = curves.plots.x_range()
    assert whole[0] < low < 20 < high < whole[1]
    assert curves.plots.place("loss", 20.0, 1.0).x() == pytest.approx(point.x(), abs=1)
    qtbot.mouseDClick(curves.plots, Qt.MouseButton.LeftButton, pos=point.toPoint())
    assert curves.plots.x_range() == whole


def test_a_gap_is_left_open(curves: Curves) -> None:
    x = np.arange(100)
    y = np.ones(100)
    y[40:60] = np.nan
    curves.set_panels([Panel("a", "A", low=0.0, high=2.0)])
    curves.set_series([Series("one", x, y, "a", colour="#ff0000")])
    picture = curves.plots.grab().toImage()

    def drawn(at: float) -> bool:
        point = curves.plots.place("a", at, 1.0).toPoint()
        near = [picture.pixelColor(point.x(), point.y() + shift) for shift in (-1, 0, 1)]
        return any(colour.red() > 150 and colour.green() < 120 for colour in near)

    assert drawn(20) and drawn(80)
    assert not drawn(45) and not drawn(50) and not drawn(55)


def test_thinning_keeps_every_peak() -> None:
    random = np.random.default_rng(0)
    x = np.linspace(0, 100, 10_000)
    y = random.normal(size=10_000)
    thin_x, thin_y = thinned(x, y)
    assert len(thin_x) <= 4 * 101
    for column in range(100):
        inside = np.floor(x) == column
        drawn = thin_y[np.floor(thin_x) == column]
        assert drawn.min() == y[inside].min() and drawn.max() == y[inside].max()


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-0.013, 2.4), (1e-6, 3e-6), (0, 40_000)])
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    ticks = y_ticks(low, high, 6, Panel("a", "A"))
    assert 2 <= len(ticks) <= 8
    assert len({text for _value, text in ticks}) == len(ticks)
    for value, text in ticks:
        assert low <= value <= high * (1 + 1e-9)
        assert float(text) == pytest.approx(value, abs=(high - low) * 1e-3)
    powers = y_ticks(-4.0, 1.0, 6, Panel("g", "G", log=True))
    assert [float(text) for _value, text in powers] == pytest.approx([10.0**value for value, _text in powers])


def test_labels_stand_at_the_ends_without_touching(curves: Curves) -> None:
    names = [f"layer{i}" for i in range(8)]
    curves.set_panels([Panel("g", "Gradient norm", log=True)])
    curves.set_series([Series(n, STEPS, np.full(10, 0.5 + 1e-3 * i), "g") for i, n in enumerate(names)])
    labels = curves.plots.labels("g")
    tops = sorted(rect.top() for rect, _text, _colour in labels)
    assert len(labels) == 8
    assert min(np.diff(tops)) >= 0.9 * labels[0][0].height()
    right = curves.plots.plot_rect("g").right()
    assert all(rect.left() >= right for rect, _text, _colour in labels)
    assert not any("…" in text for _rect, text, _colour in labels)


def test_logarithmic_panels_leave_out_what_has_no_logarithm(curves: Curves) -> None:
    curves.set_panels([Panel("g", "Gradient norm", log=True)])
    curves.set_series([Series("a", [1, 2, 3], [0.0, -1.0, 10.0], "g"), Series("b", [1, 2], [0.0, 0.0], "g")])
    assert not curves.to_image().isNull()
    assert [text for _rect, text, _colour in curves.plots.labels("g")] == ["a 10.0"]


def test_ten_thousand_points_are_quick(curves: Curves) -> None:
    y = np.random.default_rng(0).random(10_000).cumsum()
    curves.set_series([Series("training", np.arange(10_000), y, "loss")])
    curves.plots.repaint()
    start = time.perf_counter()
    curves.set_series([Series("training", np.arange(10_000), y + 1, "loss")])
    curves.plots.repaint()
    assert time.perf_counter() - start < 0.25


def test_the_theme_is_followed_while_shown(curves: Curves, qapp: QApplication) -> None:
    try:
        apply_theme(qapp, "light", 1.5)
        QApplication.processEvents()
        light = curves.to_image().pixelColor(2, 2)
    finally:
        apply_theme(qapp, "dark", 1.0)
    QApplication.processEvents()
    assert curves.to_image().pixelColor(2, 2).lightness() < 60 < light.lightness()


def test_arrays_and_texts(curves: Curves) -> None:
    assert value_text(0.5, "%") == "50.0 %"
    assert value_text(0.25, "nats") == "0.250 nats"
    only = [Series("training", [1, 2], [3, None], "loss")]
    curves.set_series(only)
    arrays = curves.to_arrays()
    assert arrays["loss.training.x"].tolist() == [1, 2]
    assert np.isnan(arrays["loss.training.y"][1])


def test_before_the_first_step_time_begins_at_zero(curves: Curves) -> None:
    curves.set_series([])
    assert curves.plots.x_range() == (0.0, 1.0)
    curves.set_series([Series("training", np.zeros(1), [None], "loss")])
    assert curves.plots.x_range() == (0.0, 1.0)
    curves.set_series([Series("training", np.full(1, 8.0), [0.5], "loss")])
    assert curves.plots.x_range() == (7.5, 8.5)
