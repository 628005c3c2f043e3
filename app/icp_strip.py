"""What stands below the two clouds: curves, residuals, the normal equations, the basin of convergence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.icp_curves import IcpCurves
from widgets.basin_map import BasinMap
from widgets.choice_box import ChoiceBox
from widgets.normal_equations import NormalEquations
from widgets.residual_histogram import ResidualHistogram
from widgets.segments import Segments
from widgets.theme import px, theme

CURVES, RESIDUALS, EQUATIONS, BASIN, CLOUDS = range(5)
BOTH = 560
"""From this width on (pixels at 100%) a curve stands beside the chosen page."""


class IcpStrip(QWidget):
    """One of four pages; where there is room, the RMSE's curve stays beside it. ``page_changed`` (int).

    Where the window is low, the strip and the clouds take turns: then there is a fifth page, which is the clouds.
    """

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (self.tr("Curves"), self.tr("Residuals"), self.tr("Normal equations"), self.tr("Basin"))
        self.segments = Segments(self._words)
        self.chooser = ChoiceBox()  # where the words have no room beside each other
        self.chooser.setAccessibleName(self.tr("What is shown"))
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
        self._column.addWidget(self.chooser)
        self._column.addLayout(self._body, 1)
        self._page, self._low = CURVES, False
        self._offer()
        self.segments.set_current(CURVES)
        self.segments.chosen.connect(self.set_page)
        self.chooser.chosen.connect(self.set_page)
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
            if page != CLOUDS:
                self.segments.set_current(page)
            self.chooser.set_value(page)
            self._fit()
            self.page_changed.emit(page)

    def set_low(self, low: bool) -> None:
        """Whether there is no room for clouds and strip together."""
        if low != self._low:
            self._low = low
            self._offer()
            if low and self._page == CURVES:
                self.set_page(CLOUDS)
            elif not low and self._page == CLOUDS:
                self.set_page(CURVES)
            self._fit()

    def low(self) -> bool:
        """Whether clouds and strip take turns."""
        return self._low

    def _offer(self) -> None:
        clouds = [(CLOUDS, self.tr("Clouds"), "")] if self._low else []
        self.chooser.set_choices([*clouds, *((page, words, "") for page, words in enumerate(self._words))])
        self.chooser.set_value(self._page)

    def _fit(self) -> None:
        wide = self.width() >= px(BOTH)
        listed = self._low or self.width() < self.segments.sizeHint().width()
        self.segments.setVisible(not listed)
        self.chooser.setVisible(listed)
        inside = self._page in (RESIDUALS, EQUATIONS, BASIN)
        self.pages.setVisible(inside)
        if inside:
            self.pages.setCurrentIndex(self._page - 1)
        self.curves.setVisible(self._page == CURVES or (inside and wide))
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
