"""Penalty plot, feature histograms and the table of trials: what they say, and how they answer pointer and keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from widgets.feature_histogram import FeatureHistogram, FeatureMatch
from widgets.penalty_plot import PenaltyPlot, line_process, penalty_share
from widgets.residual_bars import BINS
from widgets.trials_table import TrialRow, TrialsTable


@pytest.fixture
def penalty(qtbot: Any) -> PenaltyPlot:
    plot = PenaltyPlot()
    qtbot.addWidget(plot)
    plot.resize(480, 200)
    plot.set_residuals(np.array([0.001, 0.02, 0.02, 0.5, 3.0]), 0.01, 4.0, "m")
    plot.set_mu(0.04)
    plot.show()
    return plot


def test_the_curves_are_the_papers() -> None:
    r = np.linspace(0.01, 3, 50)
    np.testing.assert_allclose(line_process(r, 0.25), (0.25 / (0.25 + r**2)) ** 2)
    np.testing.assert_allclose(penalty_share(r, 0.25) * 0.25, 0.25 * r**2 / (0.25 + r**2))
    # The line process is the slope of the penalty by r^2: Black and Rangarajan.
    step = 1e-6
    slope = (0.25 * penalty_share(np.sqrt(r**2 + step), 0.25) - 0.25 * penalty_share(r, 0.25)) / step
    np.testing.assert_allclose(line_process(r, 0.25), slope, rtol=1e-3)


def test_every_residual_is_counted_on_the_logarithmic_axis(penalty: PenaltyPlot) -> None:
    arrays = penalty.to_arrays()
    assert arrays["residual_counts"].sum() == 5 and arrays["residual_counts"][0] == 1  # below the low end
    edges = arrays["residual_edges"]
    assert edges[0] == pytest.approx(0.01) and edges[-1] == pytest.approx(4.0)
    np.testing.assert_allclose(edges[1:] / edges[:-1], edges[1] / edges[0])
    assert "3 of 5 matches weigh more" in penalty.summary()
    place = int(np.searchsorted(edges, 0.5)) - 1
    assert "1 of 5" in penalty.readout(place) and "weight 0.0" in penalty.readout(place)


def test_dragging_mu_redraws_and_a_double_click_goes_back(penalty: PenaltyPlot, qtbot: Any) -> None:
    told: list[float] = []
    penalty.mu_dragged.connect(told.append)
    mark = QPoint(round(penalty.x_of(0.2)), 100)
    QTest.mousePress(penalty, Qt.MouseButton.LeftButton, pos=mark)
    QTest.mouseMove(penalty, QPoint(round(penalty.x_of(1.0)), 100))
    QTest.mouseRelease(penalty, Qt.MouseButton.LeftButton, pos=QPoint(round(penalty.x_of(1.0)), 100))
    assert told and told[-1] == pytest.approx(1.0, rel=0.05) and not penalty.own()
    assert "another" in penalty.summary()
    with qtbot.waitSignal(penalty.mu_reset):
        QTest.mouseDClick(penalty, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    assert penalty.mu() == 0.04
    QTest.keyClick(penalty, Qt.Key.Key_Up)
    assert told[-1] > 0.04 and penalty.mu() == told[-1]
    QTest.keyClick(penalty, Qt.Key.Key_Escape)
    assert penalty.own()


def test_without_mu_there_are_bars_only(penalty: PenaltyPlot) -> None:
    penalty.set_mu(None)
    assert "line_process" not in penalty.to_arrays()
    assert not penalty.to_image().isNull()
    assert 0 <= (penalty.bar_at(QPointF(240, 100)) or 0) < BINS
    penalty.set_residuals(np.zeros(0), 0.01, 1.0)
    assert penalty.summary() == "no matches" and not penalty.to_image().isNull()


def test_histograms_choose_a_match_by_click_and_key(qtbot: Any) -> None:
    view = FeatureHistogram()
    qtbot.addWidget(view)
    view.set_hint("Click a point")
    view.resize(700, 180)
    view.show()
    assert not view.to_image().isNull() and view.to_arrays() == {}
    rng = np.random.default_rng(0)
    own = FeatureMatch("source, point 3", "40 points", rng.uniform(0, 60, 33).astype(np.float32))
    others = [FeatureMatch(f"match {k + 1}", "9 apart", rng.uniform(0, 60, 33).astype(np.float32)) for k in range(5)]
    view.set_histograms(own, others)
    told: list[int] = []
    view.match_chosen.connect(told.append)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.panel_rect(2).center().toPoint())
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert told == [1, 2] and view.current() == 2
    assert "θ, bin 1 (-180°" in view.readout(0, 0) and "φ, bin 11" in view.readout(1, 32)
    assert view.to_arrays()["match_histograms"].shape == (5, 33)
    assert not view.to_image().isNull()


def test_the_table_says_who_succeeded(qtbot: Any) -> None:
    table = TrialsTable()
    qtbot.addWidget(table)
    table.resize(600, 130)
    table.show()
    table.set_hint("none yet")
    assert not table.to_image().isNull()
    table.set_columns(("time", "queries"), ("Median time.", "Median queries."))
    table.set_rows([TrialRow("ICP", (False, True), ("1 s", "20 k"), ("pair 1", "pair 2"))], 5)
    assert table.accessibleDescription() == "ICP: 1 of 2"
    edges = table._edges()
    assert edges[-1] <= 600 + 1
    dot = table._dot_rect(0, 1, edges).center()
    assert table._tip_at(dot.x(), dot.y()) == "pair 2"
    assert table._tip_at(edges[3] + 4, dot.y()) == "Median queries."
    assert not table.to_image().isNull()
