"""What stands beside the two clouds: the transform, picked pairs, a point's colour gradient, the method's facts."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import icp_words
from app.icp_pairs import PickedPairs
from app.lab import Moment
from widgets.cell_painting import number_text
from widgets.fit_plot import FitPlot
from widgets.pair_list import PairList
from widgets.theme import px, text_label, theme
from widgets.transform_panel import TransformPanel
from widgets.waiting_formula import WaitingFormula


class ColourPoint(QWidget):
    """The first-order fit of the colours at one point of the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = text_label(self.tr("Colour at the clicked point"), "heading")
        self.plot = FitPlot()
        self.words = text_label("", "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.plot, self.words):
            self._column.addWidget(widget)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))

    def show_frame(self, frame: Any, unit: str) -> None:
        """A frame of the study ``colour-gradient``."""
        measured, predicted = np.asarray(frame.neighbour_intensities), np.asarray(frame.predicted)
        both = np.concatenate([measured, predicted]) if len(measured) else np.zeros(1)
        low, high = max(0.0, float(both.min()) - 0.02), min(1.0, float(both.max()) + 0.02)
        self.plot.set_fit(predicted, measured, low, high, (self.tr("first order"), self.tr("neighbour")))
        self.words.setText(
            self.tr("Intensity {value}; it changes by {slope} along the arrow, fitted to {count} neighbours").format(
                value=number_text(float(frame.intensity)),
                slope=f"{number_text(float(frame.slope))} / {unit}".rstrip(" /"),
                count=len(measured) - 1,
            )
        )


class IcpAside(QWidget):
    """The column; what is not asked for is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.transform = TransformPanel()
        self.pairs = PairList()
        self.colour = ColourPoint()
        self.formula = WaitingFormula()
        self.facts = text_label("", "quiet_small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.transform, self.pairs, self.colour, self.formula, self.facts):
            self._column.addWidget(widget)
        self.pairs.hide()
        self.colour.hide()
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(16))

    def show_moment(self, moment: Moment, unit: str) -> None:
        """The shown step's transform and facts."""
        frame = moment.frame
        error = None if frame.rotation_error is None else (frame.rotation_error, frame.shift_error)
        self.transform.set_transform(frame.transform, unit, error)
        latex, plain = icp_words.FORMULAS[moment.options.method]
        self.formula.set_formula(latex, plain)
        self.facts.setText("\n".join(icp_words.facts(moment, unit)))

    def show_pairs(self, pairs: PickedPairs, unit: str, most: float) -> None:
        """The picked pairs, their bars up to ``most``."""
        self.pairs.set_pairs(pairs.pairs(), unit, most, pairs.note())
