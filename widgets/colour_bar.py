"""The colour bar beside a map: its real end values, unit, zero and threshold."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.colours import DIVERGING, lut, rgb_picture
from widgets.theme import font, px, theme, tokens


def short_number(value: float) -> str:
    """A number for a picture's edge: two significant digits or more, no trailing noise."""
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "∞" if value > 0 else "\u2212∞" if value < 0 else "?"
    size = abs(value)
    if size >= 1e5 or size < 1e-4:
        mantissa, _, exponent = f"{value:.1e}".partition("e")
        text = f"{mantissa}e{int(exponent)}"
    else:
        digits = max(0, 1 - math.floor(math.log10(size)))
        text = f"{value:.{digits}f}"
    return text.replace("-", "\u2212")


class ColourBar(QWidget):
    """A vertical colour bar with its end values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "inferno"
        self._low, self._high, self._unit = 0.0, 1.0, ""
        self._threshold: float | None = None
        self._mark: float | None = None
        self._painted: tuple[object, ...] = ()
        self._cache = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.theme_changed.connect(self._resize)
        self._describe()

    def set_map(self, name: str) -> None:
        """Show the colours of a map."""
        self._name = name
        self._describe()

    def set_range(self, low: float, high: float, unit: str = "") -> None:
        """The values at the two ends, in ``unit``."""
        self._low, self._high, self._unit = float(low), float(high), unit
        self._describe()

    def set_threshold(self, value: float | None) -> None:
        """Mark the value below which nothing is drawn."""
        self._threshold = value
        self.update()

    def set_mark(self, value: float | None) -> None:
        """Mark the value under the pointer."""
        self._mark = value
        self.update()

    def _describe(self) -> None:
        ends = self.tr("Colours from {low} to {high} {unit}").format(
            low=short_number(self._low), high=short_number(self._high), unit=self._unit
        )
        self.setAccessibleName(ends.strip())
        self.setToolTip(
            self.tr("{map}: {low:.6g} to {high:.6g} {unit}")
            .format(map=self._name, low=self._low, high=self._high, unit=self._unit)
            .strip()
        )
        self._resize()

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font("small"))
        words = [short_number(self._low), short_number(self._high), self._unit]
        widest = max(metrics.horizontalAdvance(word) for word in words)
        return QSize(px(12) + px(6) + max(px(40), math.ceil(widest)), px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), px(48))

    def _height_of(self, value: float) -> float:
        span = self._high - self._low
        return self.height() * (1 - (value - self._low) / span) if span else 0.0

    def _colours(self) -> NDArray[np.uint8]:
        """The map's colours from the low end to the high one; around zero both sides keep one scale."""
        table = lut(self._name)
        if self._name not in DIVERGING or not self._low < 0 < self._high:
            return table
        most = max(-self._low, self._high)
        return table[round(127.5 * (1 + self._low / most)) : round(127.5 * (1 + self._high / most)) + 1]

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        look = (self.size(), ratio, theme.scale, tokens().name)
        state = (*look, self._name, self._low, self._high, self._unit, self._threshold, self._mark)
        if state != self._painted:  # it stands over pictures that move, and is painted with each of them
            self._painted, self._cache = state, QPixmap(self.size() * ratio)
            self._cache.setDevicePixelRatio(ratio)
            self._cache.fill(Qt.GlobalColor.transparent)
            self._draw(QPainter(self._cache))
        QPainter(self).drawPixmap(0, 0, self._cache)

    def _draw(self, painter: QPainter) -> None:
        t = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 0, px(12), self.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, rgb_picture(self._colours()[::-1, None, :]))
        if self._threshold is not None and self._threshold > self._low:
            self._cut(painter, bar)
        painter.setFont(font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        left, line = bar.right() + px(6), metrics.height()
        painter.setPen(QColor(t.quiet))
        taken = [0.0, self.height() - line]
        painter.drawText(QPointF(left, metrics.ascent()), short_number(self._high))
        painter.drawText(QPointF(left, self.height() - metrics.descent()), short_number(self._low))
        if self._name in DIVERGING and self._low < 0 < self._high:
            self._label(painter, self._height_of(0.0), "0", bar, taken)
        if self._unit:
            self._label(painter, self.height() / 2, self._unit, None, taken)
        if self._mark is not None and self._low <= self._mark <= self._high:
            y, tip = self._height_of(self._mark), px(5)
            right = bar.right() + tip
            arrow = [QPointF(bar.right() - 1, y), QPointF(right, y - tip), QPointF(right, y + tip)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.text))
            painter.drawPolygon(QPolygonF(arrow))
        painter.end()

    def _cut(self, painter: QPainter, bar: QRectF) -> None:
        """Fade what the threshold hides (on both sides of zero for a map around it) and draw its edge."""
        t = tokens()
        threshold = min(abs(self._threshold or 0.0), max(abs(self._low), abs(self._high)))
        around_zero = self._name in DIVERGING and self._low < 0
        top, bottom = self._height_of(threshold), self._height_of(-threshold if around_zero else self._low)
        painter.fillRect(QRectF(bar.left(), top, bar.width(), bottom - top), t.colour("background", 0.72))
        painter.setPen(QColor(t.text))
        for y in {top, bottom} if around_zero else {top}:
            painter.drawLine(QPointF(bar.left() - px(2), y), QPointF(bar.right() + px(3), y))

    def _label(self, painter: QPainter, y: float, text: str, bar: QRectF | None, taken: list[float]) -> None:
        """A label at height ``y`` unless another stands there; with ``bar`` also a tick."""
        metrics = QFontMetricsF(painter.font())
        top = min(max(0.0, y - metrics.height() / 2), self.height() - metrics.height())
        if bar is not None:
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + px(3), y))
        if all(abs(top - other) >= metrics.height() for other in taken):
            taken.append(top)
            painter.drawText(QPointF(px(12) + px(6), top + metrics.ascent()), text)
