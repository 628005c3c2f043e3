"""Curves of the adjustment: the objective and the scans' mean error, with and without line process."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.runtime.film import Film
from widgets.curves import Curves, Panel, Series
from widgets.theme import px, theme

NARROWEST = 216
"""Below this width (pixels at 100%) a plot gives way to the other."""


class MultiwayCurves(QWidget):
    """Two plots beside each other. ``step_wanted`` (int, from 0)."""

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objective, self.error = Curves(), Curves()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for plot in (self.objective, self.error):
            self._row.addWidget(plot, 1)
            plot.caption.hide()  # the values stand at the curves' ends
            plot.cursor_moved.connect(self._go)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._row.setSpacing(px(16))
        self._fit()

    def _fit(self) -> None:
        """Where there is room for one plot, it is the error's."""
        self.objective.setVisible(self.width() >= 2 * px(NARROWEST))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_film(self, film: Film, step: int, unit: str) -> None:
        """Draw the steps of the adjustment, or, before it began, all; stand on ``step`` (from 0).

        Where the true poses are not known, the drift takes the error's place.
        """
        names = ("objective", "objective_plain", "shift_error", "shift_error_plain", "drift_after", "drift_plain")
        count = len(film)
        of = {name: film.series(name, count) for name in names}
        x, adjusting = np.arange(1.0, count + 1), np.isfinite(of["objective"])
        shown = adjusting if adjusting.any() else np.ones(count, bool)
        known = bool(np.isfinite(of["shift_error"]).any())
        title = self.tr("Mean error of the scans") if known else self.tr("Drift")
        words = self.tr("step")
        self.objective.set_panels(
            [Panel("objective", self.tr("Objective"), f"{unit}²" if unit else "", log=True)], words
        )
        self.error.set_panels([Panel("error", title, unit, log=True)], words)
        errors = names[2:4] if known else names[4:]
        for plot, panel, (first, second) in ((self.objective, "objective", names[:2]), (self.error, "error", errors)):
            plot.set_series(
                [
                    Series(self.tr("with"), x[shown], of[first][shown], panel),
                    Series(self.tr("without"), x[shown], of[second][shown], panel, dashed=True),
                ]
            )
            plot.set_cursor(step + 1.0)

    def to_arrays(self) -> dict[str, Any]:
        """The curves' x and y."""
        return {**self.objective.to_arrays(), **self.error.to_arrays()}

    def _go(self, step: float) -> None:
        self.step_wanted.emit(round(step) - 1)
