"""One line under a coloured view: what is shown, what the pointer is on, the colours' real end values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import draw_bar
from widgets.theme import font, px, theme, tokens


class ScaleBar(QWidget):
    """The caption line of a coloured view.

    Left: a summary, replaced by the readout while the pointer is on a value. Right: the scale's name, the lower
    end, the colours, the upper end.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = ""
        self._readout = ""
        self._note = ""
        self._ends = ("", "")
        self._table: NDArray[np.uint32] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_summary(self, text: str) -> None:
        """What the view shows, in one line."""
        self._summary = text
        self._describe()

    def set_readout(self, text: str) -> None:
        """What the pointer is on; empty: the summary again."""
        self._readout = text
        self._describe()

    def set_scale(self, table: NDArray[np.uint32] | None, low: str, high: str, note: str = "") -> None:
        """Colours (a packed table), the texts of both ends, and what the scale is relative to; None hides the bar."""
        self._table, self._ends, self._note = table, (low, high), note
        self._describe()

    def text(self) -> str:
        """All that the line says, for a reader that cannot see it."""
        scale = f"{self._note} {self._ends[0]} … {self._ends[1]}".strip() if self._table is not None else ""
        return " · ".join(part for part in (self._readout or self._summary, scale) if part)

    def _describe(self) -> None:
        self.setToolTip(self._summary)
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        colours = tokens()
        right = float(self.width())
        middle = Qt.AlignmentFlag.AlignVCenter

        def leftwards(text: str, gap: float) -> None:
            nonlocal right
            wide = metrics.horizontalAdvance(text)
            painter.drawText(QRectF(right - wide, 0, wide + 1, self.height()), middle, text)
            right -= wide + gap

        if self._table is not None:
            painter.setPen(QColor(colours.text))
            leftwards(self._ends[1], px(8))
            long = float(min(px(128), max(px(48), self.width() // 6)))
            thick = float(px(8))
            draw_bar(painter, QRectF(right - long, (self.height() - thick) / 2, long, thick), self._table)
            right -= long + px(8)
            leftwards(self._ends[0], px(12))
            if self._note and metrics.horizontalAdvance(self._note) < right - px(120):
                painter.setPen(QColor(colours.quiet))
                leftwards(self._note, px(16))
        painter.setPen(QColor(colours.text if self._readout else colours.quiet))
        shown = metrics.elidedText(self._readout or self._summary, Qt.TextElideMode.ElideRight, max(0.0, right - px(8)))
        painter.drawText(QRectF(0, 0, right, self.height()), middle, shown)
