"""How the activations of a layer are distributed, and how many are exactly zero."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import Floats, count_text, number_text, packed
from widgets.colours import lut
from widgets.theme import font, px, theme, tokens

BINS = 64


def binned(values: Floats, bins: int = BINS) -> tuple[NDArray[np.int64], NDArray[np.float64], int, int]:
    """Counts (bins,) of the finite values that are not exactly zero, the edges (bins + 1,), the zeros, and the rest.

    The edges run from the smallest to the largest value, zero included, and one edge lies at zero where both signs
    occur, so that no bin mixes them.
    """
    flat = np.asarray(values, np.float32).ravel()
    low, high = float(np.fmin.reduce(flat, initial=0.0)), float(np.fmax.reduce(flat, initial=0.0))
    if not (np.isfinite(low) and np.isfinite(high)):
        flat = flat[np.isfinite(flat)]
        low, high = float(flat.min(initial=0.0)), float(flat.max(initial=0.0))
    zeros = int(flat.size - np.count_nonzero(flat))
    strange = int(np.size(values) - np.isfinite(flat).sum())
    if low == high:
        return np.zeros(bins, np.int64), np.linspace(-1.0, 1.0, bins + 1), zeros, strange
    width = (high - low) / bins
    if low < 0 < high:
        width = max(-low / max(1, round(-low / width)), high / max(1, bins - round(-low / width)))
        below = max(1, int(np.ceil(-low / width - 1e-9)))
        low = -below * width
    edges: NDArray[np.float64] = low + width * np.arange(bins + 1, dtype=np.float64)
    kept = flat[(flat != 0) & np.isfinite(flat)] if zeros or strange else flat
    precision: Any = np.float32 if 1e-30 < width < 1e30 else np.float64  # the quick one overflows beyond
    place = np.floor((kept.astype(precision, copy=False) - precision(low)) * precision(1 / width)).astype(np.int32)
    np.clip(place, 0, bins - 1, out=place)
    return np.bincount(place, minlength=bins).astype(np.int64), edges, zeros, strange


class Histogram(QWidget):
    """Bars over the values of a layer: blue below zero, red above, exact zeros apart. ``said``: what is pointed at."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = 0
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._edges: NDArray[np.float64] = np.zeros(1)
        self._zeros = 0
        self._strange = 0
        self._log = False
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Histogram of the activations"))
        self.setToolTip(self.tr("How many activations have which value; exact zeros are counted apart."))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(140), px(88))

    def set_values(self, values: Floats | None) -> None:
        """Count ``values`` (any shape, float32)."""
        self._size = 0 if values is None else int(np.size(values))
        if values is None or not self._size:
            self._counts, self._zeros, self._strange, self._hovered = np.zeros(0, np.int64), 0, 0, None
        else:
            self._counts, self._edges, self._zeros, self._strange = binned(values)
        self.setAccessibleDescription(self.summary())
        self.update()

    def set_log(self, log: bool) -> None:
        """Counts on a logarithmic axis, or a linear one."""
        self._log = log
        self.update()

    def zero_fraction(self) -> float:
        """Which part of the values is exactly zero."""
        return self._zeros / self._size if self._size else 0.0

    def summary(self) -> str:
        """The zeros, and what is no number, in words."""
        if not self._size:
            return ""
        text = self.tr("{percent} % of {count} are exactly 0").format(
            percent=f"{100 * self.zero_fraction():.1f}", count=count_text(self._size)
        )
        if self._strange:
            text += " · " + self.tr("{count} are not finite").format(count=self._strange)
        return text

    def readout(self, place: int) -> str:
        """What the bar at ``place`` says."""
        return self.tr("{low} to {high}: {count} of {all}").format(
            low=number_text(float(self._edges[place])),
            high=number_text(float(self._edges[place + 1])),
            count=int(self._counts[place]),
            all=self._size,
        )

    def to_image(self) -> QImage:
        """The histogram as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``counts`` (bins,) int64, ``edges`` (bins + 1,) float64, ``zeros``: how many, not in the counts."""
        if not len(self._counts):
            return {}
        return {"counts": self._counts, "edges": self._edges, "zeros": np.array(self._zeros)}

    def plot_rect(self) -> QRectF:
        """Where the bars stand."""
        return QRectF(px(2), px(26), self.width() - px(4), max(1.0, self.height() - px(26) - px(22)))

    def bar_at(self, point: QPointF) -> int | None:
        """The bar over or under a point."""
        rect = self.plot_rect()
        if not len(self._counts) or not rect.left() <= point.x() < rect.right():
            return None
        return min(len(self._counts) - 1, int((point.x() - rect.left()) / rect.width() * len(self._counts)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = tokens()
        painter.setFont(font("small", tabular=True))
        quiet = QColor(colours.quiet)
        painter.setPen(quiet)
        if not len(self._counts):
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No activations yet"))
            return
        rect = self.plot_rect()
        top = float(self._counts.max(initial=1)) or 1.0
        heights = np.log1p(self._counts) / np.log1p(top) if self._log else self._counts / top
        wide = rect.width() / len(self._counts)
        table = packed(lut("activations"))
        below, above = QColor.fromRgb(int(table[46])), QColor.fromRgb(int(table[209]))
        for place, share in enumerate(heights):
            if share <= 0:
                continue
            high = max(1.0, float(share) * rect.height())
            colour = above if self._edges[place] >= -1e-12 else below
            if place == self._hovered:
                colour = QColor(colours.text)
            left = rect.left() + place * wide
            painter.fillRect(QRectF(left, rect.bottom() - high, max(1.0, wide - (1 if wide > 4 else 0)), high), colour)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._draw_axis(painter, rect)
        head = QRectF(rect.left(), 0, rect.width(), px(20))
        painter.setPen(quiet if self._hovered is None else QColor(colours.text))
        text = self.summary() if self._hovered is None else self.readout(self._hovered)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        most = (self.tr("most {count}, log") if self._log else self.tr("most {count}")).format(count=count_text(top))
        if painter.fontMetrics().horizontalAdvance(shown + most) + px(24) < head.width():
            painter.setPen(quiet)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), most)

    def _draw_axis(self, painter: QPainter, rect: QRectF) -> None:
        """Both ends and zero below the bars, and zero as a line."""
        colours = tokens()
        low, high = float(self._edges[0]), float(self._edges[-1])
        zero = rect.left() + (0 - low) / (high - low) * rect.width()
        painter.setPen(QPen(QColor(colours.quiet), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(zero, rect.top()), QPointF(zero, rect.bottom()))
        painter.setPen(QColor(colours.quiet))
        line = QRectF(rect.left(), rect.bottom() + px(2), rect.width(), px(18))
        room = painter.fontMetrics().horizontalAdvance("-000.00")
        if zero - rect.left() > room:
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), number_text(low))
        if rect.right() - zero > room:
            painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number_text(high))
        middle = QRectF(zero - px(20), line.top(), px(40), line.height())
        middle.moveLeft(min(max(middle.left(), rect.left() - px(16)), rect.right() - px(24)))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, "0")

    def _point(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.said.emit("" if place is None else self.readout(place))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.bar_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or not len(self._counts) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        start = int(self._counts.argmax()) if self._hovered is None else self._hovered + by
        self._point(min(max(start, 0), len(self._counts) - 1))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)
