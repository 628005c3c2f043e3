"""What stands below the clouds of a global registration: the optimisation, a point's features, methods compared."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.global_trials import GlobalTrials
from app.lab import Moment
from widgets.cell_painting import number_text
from widgets.curves import Curves, Panel, Series
from widgets.feature_histogram import FeatureHistogram, FeatureMatch
from widgets.penalty_plot import PenaltyPlot
from widgets.segments import Segments
from widgets.theme import px, theme

OPTIMISATION, FEATURES, COMPARE = range(3)
BESIDE = 400
"""From this width on (pixels at 100%) the curves stand beside the penalty."""


class GlobalStrip(QWidget):
    """One of three pages. ``page_changed`` (int), ``step_wanted`` (int, from 0)."""

    page_changed = Signal(int)
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segments([self.tr("Optimisation"), self.tr("Features"), self.tr("Compare")])
        self.curves = Curves()
        self.penalty = PenaltyPlot()
        self.features = FeatureHistogram()
        self.features.set_hint(
            self.tr("Click a point of a cloud: its feature histogram and its best matches appear here.")
        )
        self.trials = GlobalTrials()
        self._optimisation = QWidget()
        self._row = QHBoxLayout(self._optimisation)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.curves.caption.hide()  # the values stand at the curves' ends
        self.curves.cursor_moved.connect(self._go)
        self._row.addWidget(self.curves, 1)
        self._row.addWidget(self.penalty, 1)
        self.pages = QStackedWidget()
        for page in (self._optimisation, self.features, self.trials):
            self.pages.addWidget(page)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.pages, 1)
        self.segments.set_current(OPTIMISATION)
        self.segments.chosen.connect(self.set_page)
        self._method = ""
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self._row.setSpacing(px(24))
        self._fit()

    def page(self) -> int:
        """The page shown."""
        return self.pages.currentIndex()

    def set_page(self, page: int) -> None:
        """Show a page."""
        self.segments.set_current(page)
        if page != self.pages.currentIndex():
            self.pages.setCurrentIndex(page)
            self.page_changed.emit(page)

    def show_moment(self, moment: Moment, unit: str) -> None:
        """Curves over the film, and the residuals of the shown step."""
        frame, film = moment.frame, moment.film
        if moment.options.method != self._method:
            self._method = moment.options.method
            self._name_panels(unit)
        names = ("objective", "mu") if self._method == "fgr" else ("support", "fitness")
        x = np.arange(len(film.series(names[0]))) + 1.0
        self.curves.set_series(
            [Series("", x, film.series(name, len(x)), name, sparse=self._method != "fgr") for name in names]
        )
        self.curves.set_cursor(moment.step + 1.0)
        first = film.shot(0).frame
        high = float(first.residuals.max(initial=0.0))
        self.penalty.set_residuals(frame.residuals[frame.kept], frame.max_distance / 30, high, unit)
        self.penalty.set_mu(mu_of(moment))
        self.trials.set_scale(frame.voxel, unit)

    def _name_panels(self, unit: str) -> None:
        squared = f"{unit}²" if unit else ""
        step = self.tr("step")
        if self._method == "fgr":
            panels = [
                Panel("objective", self.tr("Objective Σρ"), squared, log=True),
                Panel("mu", "μ", squared, log=True),
            ]
        else:
            panels = [Panel("support", self.tr("Support"), "", low=0.0), Panel("fitness", self.tr("Fitness"), "")]
        self.curves.set_panels(panels, step)

    def show_point(self, asked: Any | None, unit: str) -> None:
        """A clicked point's histogram beside those of its candidates; None: none."""
        if asked is None:
            self.features.set_histograms(None)
            return
        cloud = self.tr("source") if asked.cloud == "source" else self.tr("target")
        own = FeatureMatch(
            self.tr("{cloud}, point {number}").format(cloud=cloud, number=asked.point),
            self.tr("{count} points within {radius}").format(
                count=asked.neighbours, radius=f"{number_text(asked.radius, 2)} {unit}".rstrip()
            ),
            np.asarray(asked.histogram),
        )
        matches = []
        for k, histogram in enumerate(asked.candidate_histograms):
            note = self.tr("{distance} apart").format(distance=number_text(float(asked.distances[k])))
            if asked.true_distances is not None:
                off = f"{number_text(float(asked.true_distances[k]), 2)} {unit}".rstrip()
                note += " · " + self.tr("{distance} off").format(distance=off)
            title = self.tr("match {number}").format(number=k + 1)
            if bool(asked.mutual[k]):
                title += " ⇄"
            matches.append(FeatureMatch(title, note, np.asarray(histogram)))
        self.features.set_histograms(own, matches)

    def _go(self, x: float) -> None:
        self.step_wanted.emit(round(x) - 1)

    def _fit(self) -> None:
        self.curves.setVisible(self.width() >= px(BESIDE))

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def to_arrays(self) -> dict[str, Any]:
        """What the shown page draws."""
        if self.page() == FEATURES:
            return dict(self.features.to_arrays())
        if self.page() == COMPARE:
            return self.trials.to_arrays()
        return {**self.curves.to_arrays(), **self.penalty.to_arrays()}


def mu_of(moment: Moment) -> float | None:
    """The mu of the shown step; in ICP after Fast Global Registration the last one before; None where there is none."""
    mu = moment.frame.mu
    if mu is None and moment.frame.stage == "icp" and moment.options.method == "fgr":
        values = moment.film.series("mu")
        known = values[np.isfinite(values)]
        return float(known[-1]) if len(known) else None
    return None if mu is None else float(mu)
