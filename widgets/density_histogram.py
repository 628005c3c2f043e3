"""How often which density occurs in a field, on a logarithmic axis, and the density at which its surface is cut."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import count_text, number_text
from widgets.theme import font, px, theme, tokens

STEP = 1.1
"""By this factor an arrow key makes the threshold larger."""


class DensityHistogram(QWidget):
    """Bars between densities, those that are inside in the accent's colour; the threshold is a line that is dragged.

    Bars are as high as the logarithm of their counts. ``threshold_dragged`` (float).
    """

    threshold_dragged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._edges: NDArray[np.float64] = np.ones(1)
        self._threshold: float | None = None
        self._unit = ""
        self._hovered: int | None = None
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Histogram of the density, and the threshold"))
        self.setToolTip(self.tr("How many nodes of the lattice have which density; drag the line to cut elsewhere."))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(96))

    def set_histogram(
        self, counts: NDArray[np.int64] | None, edges: NDArray[np.float64] | None, unit: str = ""
    ) -> None:
        """Counts (bars,) between the edges (bars + 1,), even in the logarithm, in ``unit``; None takes them away."""
        nothing = counts is None or edges is None
        self._counts = np.zeros(0, np.int64) if counts is None or nothing else counts
        self._edges = np.ones(1) if edges is None or nothing else edges
        self._unit = unit
        self._hovered = None
        self.update()

    def set_threshold(self, threshold: float | None) -> None:
        """Where the surface is cut; emits nothing."""
        self._threshold = threshold
        self.setAccessibleDescription("" if threshold is None else self.said())
        self.update()

    def threshold(self) -> float | None:
        """Where the surface is cut."""
        return self._threshold

    def said(self) -> str:
        """What the line over the bars says: of the bar under the pointer, or of the threshold."""
        if self._hovered is not None:
            return self.tr("{low} to {high} {unit}: {count} nodes").format(
                low=number_text(float(self._edges[self._hovered])),
                high=number_text(float(self._edges[self._hovered + 1])),
                unit=self._unit,
                count=count_text(int(self._counts[self._hovered])),
            )
        if self._threshold is None:
            return ""
        return self.tr("cut at {threshold} {unit}").format(threshold=number_text(self._threshold), unit=self._unit)

    def to_image(self) -> QImage:
        """The histogram as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``counts`` (bars,) int64, ``edges`` (bars + 1,) float64, ``threshold``."""
        found: dict[str, NDArray[Any]] = {"counts": self._counts, "edges": self._edges}
        return found if self._threshold is None else {**found, "threshold": np.array(self._threshold)}

    # Geometry

    def plot_rect(self) -> QRectF:
        """Where the bars stand."""
        return QRectF(px(4), px(24), self.width() - px(8), max(1.0, self.height() - px(24) - px(20)))

    def place_of(self, density: float) -> float:
        """The x of a density; that of the nearest end where it lies beyond."""
        rect, (low, high) = self.plot_rect(), np.log(self._edges[[0, -1]])
        share = (np.log(max(density, 1e-300)) - low) / ((high - low) or 1.0)
        return float(rect.left() + np.clip(share, 0, 1) * rect.width())

    def density_at(self, x: float) -> float:
        """The density at an x."""
        rect, (low, high) = self.plot_rect(), np.log(self._edges[[0, -1]])
        share = np.clip((x - rect.left()) / rect.width(), 0, 1)
        return float(f"{np.exp(low + share * (high - low)):.3g}")

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(t.quiet))
        if not len(self._counts):
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No densities yet"))
            return
        rect = self.plot_rect()
        most = float(np.log1p(self._counts.max(initial=1))) or 1.0
        wide = rect.width() / len(self._counts)
        cut = self._threshold if self._threshold is not None else np.inf
        inside, outside = QColor(t.accent), t.colour("quiet", 0.45)
        for number, count in enumerate(self._counts):
            if not count:
                continue
            high = max(1.0, float(np.log1p(count)) / most * rect.height())
            colour = inside if self._edges[number] >= cut * 0.999 else outside
            if number == self._hovered and not self._dragging:
                colour = QColor(t.text)
            left = rect.left() + number * wide
            painter.fillRect(QRectF(left, rect.bottom() - high, max(1.0, wide - (1 if wide > 3 else 0)), high), colour)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._threshold is not None:
            self._draw_threshold(painter, rect)
        painter.setPen(QColor(t.quiet if self._hovered is None else t.text))
        head = QRectF(rect.left(), 0, rect.width(), px(20))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.said())
        self._draw_axis(painter, rect)
        painter.end()

    def _draw_threshold(self, painter: QPainter, rect: QRectF) -> None:
        t = tokens()
        x = self.place_of(self._threshold or 0.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.text), px(2) if self._dragging or self.hasFocus() else px(1.5)))
        painter.drawLine(QPointF(x, rect.top() - px(2)), QPointF(x, rect.bottom()))
        painter.setPen(QPen(QColor(t.ring if self.hasFocus() else t.background), px(1.5)))
        painter.setBrush(QColor(t.text))
        painter.drawEllipse(QPointF(x, rect.bottom()), px(5), px(5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_axis(self, painter: QPainter, rect: QRectF) -> None:
        """Whole powers of ten below the bars."""
        painter.setPen(QColor(tokens().quiet))
        first, last = np.ceil(np.log10(self._edges[0])), np.floor(np.log10(self._edges[-1]))
        for power in np.arange(first, last + 1):
            x = self.place_of(10.0**power)
            words = number_text(10.0**power) if -3 <= power <= 4 else f"1e{power:.0f}"
            room = QRectF(x - px(24), rect.bottom() + px(5), px(48), px(15))
            room.moveLeft(min(max(room.left(), 0.0), self.width() - room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    # The hand

    def _drag(self, x: float) -> None:
        self._threshold = self.density_at(x)
        self.threshold_dragged.emit(self._threshold)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and len(self._counts):
            self._dragging, self._hovered = True, None
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._drag(event.position().x())
            return
        rect = self.plot_rect()
        part = (event.position().x() - rect.left()) / rect.width()
        hovered = int(part * len(self._counts)) if len(self._counts) and 0 <= part < 1 else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: 1 / STEP, Qt.Key.Key_Right: STEP}.get(Qt.Key(event.key()))
        if by is None or self._threshold is None or not len(self._counts):
            super().keyPressEvent(event)
            return
        moved = min(max(self._threshold * by, float(self._edges[0])), float(self._edges[-1]))
        self._threshold = float(f"{moved:.3g}")
        self.threshold_dragged.emit(self._threshold)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
