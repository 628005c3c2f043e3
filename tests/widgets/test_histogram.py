from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.histogram import Histogram, binned


@pytest.fixture
def histogram(qtbot: QtBot) -> Iterator[Histogram]:
    made = Histogram()
    qtbot.addWidget(made)
    made.resize(420, 180)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_counts_are_numpys_own() -> None:
    values = np.random.default_rng(0).normal(size=(8, 20, 20)).astype(np.float32)
    counts, edges, zeros, strange = binned(values)
    expected, _ = np.histogram(values, edges)
    assert np.abs(counts - expected).sum() <= 4  # rounding at the edges
    assert counts.sum() == values.size and (zeros, strange) == (0, 0)
    assert np.abs(edges).min() < 1e-9  # no bin mixes the signs
    assert counts[edges[:-1] < -1e-9].sum() == (values < 0).sum()


@given(
    arrays(
        np.float32,
        st.integers(1, 60),
        elements=st.one_of(
            st.just(0.0),
            st.floats(width=32, allow_nan=False),
            st.sampled_from([float("nan"), float("inf"), float("-inf")]),
        ),
    )
)
def test_every_value_is_counted_once(values: np.ndarray) -> None:
    counts, edges, zeros, strange = binned(values)
    assert counts.sum() + zeros + strange == values.size
    assert zeros == (values == 0).sum()
    assert strange == (~np.isfinite(values)).sum()
    assert (np.diff(edges) > 0).all()


def test_zeros_are_said(histogram: Histogram) -> None:
    histogram.set_values(np.array([0, 0, 0, 1, -2, np.nan], np.float32))
    assert histogram.zero_fraction() == 0.5
    assert "50.0 % of 6 are exactly 0" in histogram.summary()
    assert "1 are not finite" in histogram.summary()


def test_hover_tells_range_and_count(histogram: Histogram) -> None:
    histogram.set_values(np.array([0.5, 0.5, 63.5, 64.0], np.float32))
    heard: list[str] = []
    histogram.said.connect(heard.append)
    rect = histogram.plot_rect()

    def move(place: float) -> None:
        point = QPointF(rect.left() + rect.width() * (place + 0.5) / 64, rect.center().y())
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, point, histogram.mapToGlobal(point), none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(histogram, event)

    move(0)
    move(63)
    assert heard == ["0 to 1.00: 2 of 4", "63.0 to 64.0: 2 of 4"]


def test_bars_are_as_high_as_their_counts(histogram: Histogram) -> None:
    histogram.set_values(np.array([0.5] * 8 + [63.5] * 4, np.float32))

    def height(place: int) -> int:
        rect = histogram.plot_rect()
        picture = histogram.grab().toImage()
        x = int(rect.left() + rect.width() * (place + 0.5) / 64)
        column = [picture.pixelColor(x, y) for y in range(int(rect.top()), int(rect.bottom()) - 1)]
        return sum(colour.red() > colour.blue() + 60 for colour in column)

    assert height(63) == pytest.approx(height(0) / 2, abs=2)
    histogram.set_log(True)
    assert height(63) == pytest.approx(height(0) * np.log1p(4) / np.log1p(8), abs=2)


@pytest.mark.parametrize("values", [None, np.zeros(5), np.full(3, np.nan), np.array([]), np.array([-3.0])])
def test_odd_values_are_drawn(histogram: Histogram, values: np.ndarray | None) -> None:
    histogram.set_values(values)
    assert not histogram.to_image().isNull()


def test_keys_walk_over_the_bars(histogram: Histogram, qtbot: QtBot) -> None:
    histogram.set_values(np.array([1, 1, 2, 64], np.float32))
    heard: list[str] = []
    histogram.said.connect(heard.append)
    qtbot.keyClick(histogram, Qt.Key.Key_Right)
    qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert heard == ["1.00 to 2.00: 2 of 4", "2.00 to 3.00: 1 of 4"]
    assert histogram.to_arrays()["counts"].sum() == 4
