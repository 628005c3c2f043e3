"""How large the residuals of a registration step are, and what a robust kernel makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import count_text, number_text, readable
from widgets.colours import lut
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]
Weight = Callable[[Doubles, float], Doubles]

BINS = 48
STEP = 1.1
"""By this factor an arrow key makes the kernel wider."""


class ResidualHistogram(QWidget):
    """Bars over the absolute residuals, each in the colour its lines have; over them the kernel's weight, 0 to 1.

    ``width_dragged`` (float): the kernel's width while its mark is dragged; ``width_chosen`` (float): let go.
    """

    width_dragged = Signal(float)
    width_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._beyond = 0
        self._high, self._unit = 1.0, ""
        self._colours_to: float | None = None
        self._weight: Weight | None = None
        self._width, self._kernel = 0.0, ""
        self._symbol = self.tr("width")
        self._size = 0
        self._hovered: int | None = None
        self._dragging = False
        self._editable = True
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Histogram of the residuals"))
        theme.theme_changed.connect(self.update)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(176))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(96))

    def set_residuals(
        self, residuals: ArrayLike | None, high: float, unit: str = "", colours_to: float | None = None
    ) -> None:
        """Count the absolute values of ``residuals`` (K,) from 0 to ``high``, in ``unit``; the rest lies beyond.

        ``colours_to`` is where the colours end, ``high`` without it.
        """
        self._colours_to = colours_to if colours_to is not None and colours_to > 0 else None
        self._high, self._unit = (float(high) if high > 0 else 1.0), unit
        values = np.abs(np.asarray([] if residuals is None else residuals, np.float64).ravel())
        values = values[np.isfinite(values)]
        self._size = len(values)
        inside = values[values <= self._high]
        self._beyond = len(values) - len(inside)
        places = np.minimum((inside / self._high * BINS).astype(np.int64), BINS - 1)
        self._counts = np.bincount(places, minlength=BINS).astype(np.int64)
        self._describe()
        self.update()

    def set_kernel(self, weight: Weight | None, width: float, name: str = "", symbol: str = "") -> None:
        """Draw ``weight(residuals (n,), width) -> (n,)``, 0 to 1; None: every residual counts the same.

        ``name`` is the kernel's, ``symbol`` what its width is called.
        """
        self._weight, self._kernel = weight, name
        self._symbol = symbol or self.tr("width")
        if not self._dragging:
            self._width = float(width)
        self._describe()
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Whether the width can be dragged."""
        self._editable = editable

    def width_value(self) -> float:
        """The kernel's width as it is drawn."""
        return self._width

    def high(self) -> float:
        """The residual at the right end."""
        return self._high

    def _describe(self) -> None:
        self.setAccessibleDescription(self.summary())
        tip = self.tr("How many correspondences have which residual.")
        if self._weight is not None:
            tip += " " + self.tr(
                "The line is the kernel's weight; drag its mark, or press up and down, to change its width."
            )
        self.setToolTip(tip)

    def summary(self) -> str:
        """How many residuals there are, and how many lie beyond the right end."""
        if not self._size:
            return self.tr("no correspondences")
        text = self.tr("{count} residuals").format(count=f"{self._size:,}")
        if self._beyond:
            text += " · " + self.tr("{count} beyond").format(count=f"{self._beyond:,}")
        return text

    def readout(self, place: int) -> str:
        """What the bar at ``place`` says."""
        low, high = place * self._high / BINS, (place + 1) * self._high / BINS
        text = self.tr("{low} to {high}: {count} of {all}").format(
            low=number_text(low),
            high=f"{number_text(high)} {self._unit}".rstrip(),
            count=f"{int(self._counts[place]):,}",
            all=f"{self._size:,}",
        )
        if self._weight is not None:
            weight = float(self._weight(np.array([(low + high) / 2]), self._width)[0])
            text += " · " + self.tr("weight {weight:.2f}").format(weight=weight)
        return text

    def to_image(self) -> QImage:
        """The histogram as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``residual_counts`` (bins,) int64, ``residual_edges`` (bins + 1,) float64, ``residuals_beyond``."""
        arrays: dict[str, NDArray[Any]] = {
            "residual_counts": self._counts,
            "residual_edges": np.linspace(0.0, self._high, BINS + 1),
            "residuals_beyond": np.array(self._beyond),
        }
        if self._weight is not None:
            arrays["kernel_weights"] = self._weight(arrays["residual_edges"], self._width)
        return arrays

    # where things are

    def plot_rect(self) -> QRectF:
        """Where the bars stand."""
        return QRectF(px(2), px(26), max(1.0, self.width() - px(4)), max(1.0, self.height() - px(26) - px(22)))

    def x_of(self, residual: float) -> float:
        """Where a residual stands across the widget."""
        rect = self.plot_rect()
        return rect.left() + min(1.0, residual / self._high) * rect.width()

    def bar_at(self, point: QPointF) -> int | None:
        """The bar over or under a point."""
        rect = self.plot_rect()
        if not len(self._counts) or not rect.left() <= point.x() < rect.right():
            return None
        return min(BINS - 1, int((point.x() - rect.left()) / rect.width() * BINS))

    def _on_mark(self, point: QPointF) -> bool:
        return self._editable and self._weight is not None and abs(point.x() - self.x_of(self._width)) <= px(7)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setFont(font("small", tabular=True))
        rect = self.plot_rect()
        self._draw_bars(painter, rect)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._weight is not None:
            self._draw_weight(painter, rect)
        middle = Qt.AlignmentFlag.AlignVCenter
        foot = QRectF(rect.left(), rect.bottom() + px(2), rect.width(), px(18))
        painter.setPen(QColor(t.quiet))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft | middle), "0")
        painter.drawText(
            foot, int(Qt.AlignmentFlag.AlignRight | middle), f"{number_text(self._high)} {self._unit}".rstrip()
        )
        head = QRectF(rect.left(), 0, rect.width(), px(20))
        painter.setPen(QColor(t.quiet if self._hovered is None else t.text))
        text = self.summary() if self._hovered is None else self.readout(self._hovered)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | middle), shown)
        most = self.tr("most {count}").format(count=count_text(float(self._counts.max(initial=0))))
        if self._size and painter.fontMetrics().horizontalAdvance(shown + most) + px(24) < head.width():
            painter.setPen(QColor(t.quiet))
            painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | middle), most)
        painter.end()

    def _draw_bars(self, painter: QPainter, rect: QRectF) -> None:
        t, table = tokens(), lut("viridis")
        top = float(self._counts.max(initial=1)) or 1.0
        wide = rect.width() / BINS
        ground = QColor(t.background)
        shade = 255 * self._high / BINS / (self._colours_to or self._high)
        for place, count in enumerate(self._counts):
            if not count:
                continue
            high = max(1.0, float(count) / top * rect.height())
            red, green, blue = (int(v) for v in table[min(255, round((place + 0.5) * shade))])
            colour = QColor(t.text) if place == self._hovered else readable(QColor(red, green, blue), ground, 1.6)
            if self._weight is not None and place != self._hovered:  # what counts less is drawn fainter
                weight = float(self._weight(np.array([(place + 0.5) * self._high / BINS]), self._width)[0])
                colour.setAlphaF(0.25 + 0.75 * min(1.0, max(0.0, weight)))
            left = rect.left() + place * wide
            painter.fillRect(QRectF(left, rect.bottom() - high, max(1.0, wide - (1 if wide > 4 else 0)), high), colour)

    def _draw_weight(self, painter: QPainter, rect: QRectF) -> None:
        assert self._weight is not None
        t = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        values = np.linspace(0.0, self._high, 129)
        weights = np.clip(self._weight(values, self._width), 0.0, 1.0)
        line = [
            QPointF(rect.left() + v / self._high * rect.width(), rect.bottom() - w * rect.height())
            for v, w in zip(values.tolist(), weights.tolist(), strict=True)
        ]
        painter.setPen(QPen(QColor(t.text), px(1.6)))
        painter.drawPolyline(QPolygonF(line))
        x = self.x_of(self._width)
        painter.setPen(
            QPen(QColor(t.accent), px(1.6), Qt.PenStyle.SolidLine if self._dragging else Qt.PenStyle.DashLine)
        )
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(QPointF(x, rect.bottom()), px(5), px(5))
        words = f"{self._symbol} {number_text(self._width)} {self._unit}".rstrip()
        if self._width > self._high:
            words += " →"
        wide = painter.fontMetrics().horizontalAdvance(words)
        right = x + px(6) + wide <= rect.right()
        place = QRectF(x + px(6) if right else x - px(6) - wide, rect.top(), wide + 2, px(18))
        ground = QColor(t.background)
        ground.setAlphaF(0.8)
        painter.fillRect(place, ground)
        painter.setPen(QColor(t.accent))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # pointer and keys

    def _set_width(self, width: float) -> None:
        width = min(max(width, self._high / 1000), self._high * 20)
        if width != self._width:
            self._width = width
            self.width_dragged.emit(width)
            self._describe()
            self.update()

    def _point(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_mark(event.position()):
            self._dragging = True
            self._point(None)
            self.update()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            rect = self.plot_rect()
            self._set_width((event.position().x() - rect.left()) / rect.width() * self._high)
            return
        on_mark = self._on_mark(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if on_mark else Qt.CursorShape.ArrowCursor)
        self._point(None if on_mark else self.bar_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.width_chosen.emit(self._width)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        upwards = {Qt.Key.Key_Up: STEP, Qt.Key.Key_Down: 1 / STEP}.get(Qt.Key(event.key()))
        if plain and across is not None and self._size:
            start = int(self._counts.argmax()) if self._hovered is None else self._hovered + across
            self._point(min(max(start, 0), BINS - 1))
        elif plain and upwards is not None and self._weight is not None and self._editable:
            self._set_width(self._width * upwards)
            self.width_chosen.emit(self._width)
        else:
            super().keyPressEvent(event)
