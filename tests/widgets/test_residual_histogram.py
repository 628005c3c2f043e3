from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.residual_bars import BINS
from widgets.residual_histogram import ResidualHistogram


def cauchy(residuals: np.ndarray, width: float) -> np.ndarray:
    return 1 / (1 + (residuals / width) ** 2)


@pytest.fixture
def histogram(qtbot: QtBot) -> Iterator[ResidualHistogram]:
    made = ResidualHistogram()
    qtbot.addWidget(made)
    made.resize(484, 180)
    made.show()
    qtbot.waitExposed(made)
    yield made


@given(arrays(np.float64, st.integers(0, 50), elements=st.floats(-4, 4)))
@settings(max_examples=30)
def test_every_residual_is_counted_once(values: np.ndarray) -> None:
    made = ResidualHistogram()
    made.set_residuals(values, 2.0)
    found = made.to_arrays()
    assert found["residual_counts"].sum() + found["residuals_beyond"] == len(values)
    assert found["residuals_beyond"] == (np.abs(values) > 2.0).sum()
    made.deleteLater()


def test_counts_are_numpys_own(histogram: ResidualHistogram) -> None:
    values = np.random.default_rng(0).normal(size=5000)
    histogram.set_residuals(values, 2.0, "m")
    counts, edges = np.histogram(np.abs(values), BINS, (0.0, 2.0))
    np.testing.assert_allclose(histogram.to_arrays()["residual_edges"], edges)
    assert np.abs(histogram.to_arrays()["residual_counts"] - counts).sum() <= 2
    assert f"{(np.abs(values) > 2).sum()} beyond" in histogram.summary()


def test_nothing_is_said_as_such(histogram: ResidualHistogram) -> None:
    for nothing in (None, np.empty(0), np.full(3, np.nan)):
        histogram.set_residuals(nothing, 1.0, "m")
        assert histogram.summary() == "no correspondences" and not histogram.to_image().isNull()


def test_a_bar_tells_its_weight(histogram: ResidualHistogram) -> None:
    histogram.set_residuals(np.full(7, 0.5), 1.0, "m")
    histogram.set_kernel(cauchy, 0.25, "Cauchy", "c")
    place = int(0.5 * BINS)
    middle = (place + 0.5) / BINS
    assert histogram.readout(place).endswith(f"7 of 7 · weight {cauchy(np.array(middle), 0.25):.2f}")
    np.testing.assert_allclose(histogram.to_arrays()["kernel_weights"], cauchy(np.linspace(0, 1, BINS + 1), 0.25))


def test_the_weight_is_drawn_over_the_bars(histogram: ResidualHistogram) -> None:
    histogram.set_residuals(None, 1.0, "m")
    histogram.set_kernel(cauchy, 2.0, "Cauchy", "c")  # its mark lies beyond the right end
    picture, rect = histogram.grab().toImage(), histogram.plot_rect()
    for residual in (0.2, 0.5, 0.8):
        x = int(rect.left() + residual * rect.width())
        bright = [
            y for y in range(int(rect.top()) + 20, int(rect.bottom()) - 1) if picture.pixelColor(x, y).lightness() > 180
        ]
        expected = rect.bottom() - cauchy(np.array(residual), 2.0) * rect.height()
        if expected > rect.top() + 22:
            assert bright and np.mean(bright) == pytest.approx(expected, abs=2)


def test_the_width_is_dragged(histogram: ResidualHistogram, qtbot: QtBot) -> None:
    histogram.set_residuals(np.linspace(0, 1, 100), 1.0, "m")
    histogram.set_kernel(cauchy, 0.25, "Cauchy", "c")
    dragged: list[float] = []
    chosen: list[float] = []
    histogram.width_dragged.connect(dragged.append)
    histogram.width_chosen.connect(chosen.append)
    rect = histogram.plot_rect()

    def at(residual: float) -> QPoint:
        return QPoint(round(rect.left() + residual * rect.width()), 60)

    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=at(0.25))
    QTest.mouseMove(histogram, at(0.5))
    move_pointer(histogram, at(0.75))
    histogram.set_kernel(cauchy, 0.25, "Cauchy", "c")  # an answer that comes meanwhile does not pull it back
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=at(0.75))
    assert dragged[-1] == pytest.approx(0.75, abs=0.01) and chosen == [dragged[-1]]
    qtbot.keyClick(histogram, Qt.Key.Key_Down)
    assert chosen[-1] == pytest.approx(dragged[-2] / 1.1) == histogram.width_value()
    histogram.set_editable(False)
    qtbot.keyClick(histogram, Qt.Key.Key_Up)
    assert len(chosen) == 2


def test_without_a_kernel_there_is_nothing_to_drag(histogram: ResidualHistogram, qtbot: QtBot) -> None:
    histogram.set_residuals(np.linspace(0, 1, 100), 1.0, "m")
    histogram.set_kernel(None, 0.0)
    chosen: list[float] = []
    histogram.width_chosen.connect(chosen.append)
    QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=QPoint(3, 60))
    qtbot.keyClick(histogram, Qt.Key.Key_Up)
    assert chosen == [] and "kernel_weights" not in histogram.to_arrays()
    qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert "of 100" in histogram.readout(histogram._hovered or 0)
