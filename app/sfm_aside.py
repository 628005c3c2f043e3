"""What stands beside the photos and the model: figures, their curves, what is minimised."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app import sfm_words
from app.lab import Moment
from widgets.curves import Curves, Panel, Series
from widgets.theme import px, text_label, theme
from widgets.waiting_formula import WaitingFormula

LATEX = r"E = \sum_i \sum_j \rho \left( \left\| \pi(P_i, X_j) - x_{ij} \right\|^2 \right)"
PLAIN = "E = sum over cameras i and points j of rho(|pi(P_i, X_j) - x_ij|^2)"
FACTS = 5


class SfmAside(QWidget):
    """The column of the lab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._lines = []
        for row in range(FACTS):
            words, value = text_label("", "quiet_small"), text_label("", "small")
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(value, row, 1)
            self._lines.append((words, value))
        self._grid.setColumnStretch(0, 1)
        self.curves = Curves()
        self.curves.caption.hide()  # the values stand at the curves' ends
        self.curves.set_panels(
            [
                Panel("cameras", self.tr("Cameras"), low=0.0),
                Panel("points", self.tr("Points"), low=0.0),
                Panel("error", self.tr("Reprojection error, px"), low=0.0),
            ],
            self.tr("step"),
        )
        self.formula = WaitingFormula()
        self.formula.set_formula(LATEX, PLAIN)
        self.notes = text_label("", "quiet_small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid)
        for widget in (self.curves, self.formula, self.notes):
            self._column.addWidget(widget)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(16))
        self._grid.setVerticalSpacing(px(4))
        self.curves.setFixedHeight(px(264))

    def show_moment(self, moment: Moment) -> None:
        """The figures of a moment, and their curves over the steps that have a model."""
        facts = sfm_words.facts(moment.frame, len(moment.inputs["photos"]))
        for number, (words, value) in enumerate(self._lines):
            shown = number < len(facts)
            words.setVisible(shown)
            value.setVisible(shown)
            if shown:
                words.setText(facts[number][0])
                value.setText(facts[number][1])
                for label in (words, value):
                    label.setToolTip(facts[number][2])
        film = moment.film
        counts = film.series("image_count")
        x = np.arange(1.0, len(counts) + 1)
        growing = counts > 0
        names = {"cameras": "image_count", "points": "point_count", "error": "reprojection_error"}
        words_of = {"cameras": self.tr("placed"), "points": self.tr("points"), "error": self.tr("mean")}
        self.curves.setVisible(bool(growing.any()))
        self.curves.set_series(
            [Series(words_of[key], x[growing], film.series(name, len(x))[growing], key) for key, name in names.items()]
        )
        self.curves.set_cursor(moment.step + 1.0)
        self.notes.setText(sfm_words.told_beside(moment.frame))

    def arrays(self) -> dict[str, Any]:
        """What the curves draw."""
        return self.curves.to_arrays()
