"""A histogram of residuals with a curve over it and a mark on its axis that can be dragged: what such plots share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import count_text
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]

BINS = 48


class ResidualBars(QWidget):
    """Bars over an axis of residuals. A subclass counts them, and says what the axis, the curves and the mark are."""

    HEAD, FOOT = 26, 22
    """Room above and below the bars, pixels at 100%."""
    STEP = 1.1
    """By this factor an arrow key moves the mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[np.int64] = np.zeros(BINS, np.int64)
        self._size = 0
        self._high, self._unit = 1.0, ""
        self._hovered: int | None = None
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.theme_changed.connect(self.update)

    # what a subclass says

    def summary(self) -> str:
        """The residuals in words."""
        raise NotImplementedError

    def readout(self, place: int) -> str:
        """What the bar at ``place`` says."""
        raise NotImplementedError

    def part_of(self, residual: float) -> float:
        """Where a residual stands along the axis: 0 at its left end, 1 at its right."""
        raise NotImplementedError

    def residual_at(self, part: float) -> float:
        """The residual that stands there."""
        raise NotImplementedError

    def _axis_words(self) -> tuple[str, str, str]:
        """What stands below the axis: at its left end, in its middle, at its right end."""
        raise NotImplementedError

    def _colour(self, place: int) -> QColor:
        """The bar's colour."""
        raise NotImplementedError

    def _mark(self) -> float | None:
        """The residual where the mark stands; None without curves and mark."""
        raise NotImplementedError

    def _can_move(self) -> bool:
        """Whether there is a mark that can be dragged."""
        return self._mark() is not None

    def _move_mark(self, residual: float) -> None:
        """The mark is dragged or moved by a key."""
        raise NotImplementedError

    def _drop_mark(self) -> None:
        """The mark was let go."""

    def _draw_curves(self, painter: QPainter, rect: QRectF, mark: float) -> None:
        """Draw the curves and the mark."""
        raise NotImplementedError

    # where things are

    def to_image(self) -> QImage:
        """The plot as it is on the screen."""
        return self.grab().toImage()

    def plot_rect(self) -> QRectF:
        """Where the bars stand."""
        high = self.height() - px(self.HEAD) - px(self.FOOT)
        return QRectF(px(2), px(self.HEAD), max(1.0, self.width() - px(4)), max(1.0, high))

    def x_of(self, residual: float) -> float:
        """Where a residual stands across the widget."""
        rect = self.plot_rect()
        return rect.left() + min(1.0, self.part_of(residual)) * rect.width()

    def bar_at(self, point: QPointF) -> int | None:
        """The bar over or under a point."""
        rect = self.plot_rect()
        if not self._size or not rect.left() <= point.x() < rect.right():
            return None
        return min(BINS - 1, int((point.x() - rect.left()) / rect.width() * BINS))

    def _on_mark(self, point: QPointF) -> bool:
        mark = self._mark()
        return mark is not None and self._can_move() and abs(point.x() - self.x_of(mark)) <= px(7)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setFont(font("small", tabular=True))
        rect, mark = self.plot_rect(), self._mark()
        self._draw_bars(painter, rect)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if mark is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_curves(painter, rect, mark)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        middle = Qt.AlignmentFlag.AlignVCenter
        foot = QRectF(rect.left(), rect.bottom() + px(self.FOOT - 20), rect.width(), px(18))
        painter.setPen(QColor(t.quiet))
        for words, side in zip(self._axis_words(), ("AlignLeft", "AlignHCenter", "AlignRight"), strict=True):
            painter.drawText(foot, int(Qt.AlignmentFlag[side] | middle), words)
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
        top = float(self._counts.max(initial=1)) or 1.0
        wide = rect.width() / BINS
        for place, count in enumerate(self._counts):
            if not count:
                continue
            high = max(1.0, float(count) / top * rect.height())
            colour = QColor(tokens().text) if place == self._hovered else self._colour(place)
            left = rect.left() + place * wide
            painter.fillRect(QRectF(left, rect.bottom() - high, max(1.0, wide - (1 if wide > 4 else 0)), high), colour)

    def _draw_curve(self, painter: QPainter, rect: QRectF, parts: Doubles, heights: Doubles) -> None:
        """A line through points along the axis, (n,) each, 0 to 1; the painter's pen is its own."""
        line = [
            QPointF(rect.left() + p * rect.width(), rect.bottom() - h * rect.height())
            for p, h in zip(parts.tolist(), heights.tolist(), strict=True)
        ]
        painter.drawPolyline(QPolygonF(line))

    def _draw_mark(self, painter: QPainter, rect: QRectF, mark: float, words: str) -> None:
        accent, x = tokens().accent, self.x_of(mark)
        style = Qt.PenStyle.SolidLine if self._dragging else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(accent), px(1.6), style))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(accent))
        painter.drawEllipse(QPointF(x, rect.bottom()), px(5), px(5))
        self._draw_label(painter, rect, x, rect.top(), words, accent)

    def _draw_label(self, painter: QPainter, rect: QRectF, x: float, y: float, words: str, colour: str) -> None:
        """Words beside ``x``, on a ground of their own so that bars do not cross them."""
        wide = painter.fontMetrics().horizontalAdvance(words)
        right = x + px(6) + wide <= rect.right()
        place = QRectF(x + px(6) if right else x - px(6) - wide, y, wide + 2, painter.fontMetrics().height())
        ground = QColor(tokens().background)
        ground.setAlphaF(0.8)
        painter.fillRect(place, ground)
        painter.setPen(QColor(colour))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    # pointer and keys

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
            self._move_mark(self.residual_at((event.position().x() - rect.left()) / rect.width()))
            return
        on_mark = self._on_mark(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if on_mark else Qt.CursorShape.ArrowCursor)
        self._point(None if on_mark else self.bar_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self._drop_mark()
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        upwards = {Qt.Key.Key_Up: self.STEP, Qt.Key.Key_Down: 1 / self.STEP}.get(Qt.Key(event.key()))
        mark = self._mark()
        if plain and across is not None and self._size:
            start = int(self._counts.argmax()) if self._hovered is None else self._hovered + across
            self._point(min(max(start, 0), BINS - 1))
        elif plain and upwards is not None and mark is not None and self._can_move():
            self._move_mark(mark * upwards)
            self._drop_mark()
        else:
            super().keyPressEvent(event)
