"""What stands below the two clouds: curves, residuals, the normal equations, the basin of convergence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.icp_curves import IcpCurves
from widgets.basin_map import BasinMap
from widgets.normal_equations import NormalEquations
from widgets.residual_histogram import ResidualHistogram
from widgets.segments import Segments
from widgets.theme import px, theme

CURVES, RESIDUALS, EQUATIONS, BASIN = range(4)
BOTH = 560
"""From this width on (pixels at 100%) a curve stands beside the chosen page."""


class IcpStrip(QWidget):
    """One of four pages; where there is room, the RMSE's curve stays beside it. ``page_changed`` (int)."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segments(
            [self.tr("Curves"), self.tr("Residuals"), self.tr("Normal equations"), self.tr("Basin")]
        )
        self.curves = IcpCurves()
        self.histogram = ResidualHistogram()
        self.equations = NormalEquations()
        self.basin = BasinMap()
        self.pages = QStackedWidget()
        for page in (self.histogram, self.equations, self.basin):
            self.pages.addWidget(page)
        for part in (self.curves, self.pages):  # both take half of what there is
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._body = QHBoxLayout()
        self._body.addWidget(self.curves, 1)
        self._body.addWidget(self.pages, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._body, 1)
        self._page = CURVES
        self.segments.set_current(CURVES)
        self.segments.chosen.connect(self.set_page)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self._body.setSpacing(px(24))
        self._fit()

    def page(self) -> int:
        """The chosen page."""
        return self._page

    def set_page(self, page: int) -> None:
        """Show a page."""
        if page != self._page:
            self._page = page
            self.segments.set_current(page)
            self._fit()
            self.page_changed.emit(page)

    def _fit(self) -> None:
        wide = self.width() >= px(BOTH)
        self.pages.setVisible(self._page != CURVES)
        if self._page != CURVES:
            self.pages.setCurrentIndex(self._page - 1)
        self.curves.setVisible(self._page == CURVES or wide)
        self.curves.set_most(3 if self._page == CURVES else 1)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def to_arrays(self) -> dict[str, Any]:
        """What all pages draw, by name."""
        return {
            **self.curves.to_arrays(),
            **self.histogram.to_arrays(),
            **self.equations.to_arrays(),
            **self.basin.to_arrays(),
        }
