"""A horizontal slider: accent groove, round knob, click to jump, optional ticks, a ring for the keyboard's focus."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from widgets.theme import px, theme, tokens

_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Slider(QSlider):
    """A QSlider drawn in the theme; the wheel moves it only while it has the focus."""

    def __init__(self, parent: QWidget | None = None, ticks: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._ticks = ticks
        self._ring = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(32), px(24))

    def _knob_at(self) -> float:
        span = self.maximum() - self.minimum()
        share = (self.sliderPosition() - self.minimum()) / span if span > 0 else 1.0
        return px(8) + share * (self.width() - 2 * px(8))

    def _value_at(self, x: float) -> int:
        share = (x - px(8)) / max(1, self.width() - 2 * px(8))
        span = self.maximum() - self.minimum()
        return self.minimum() + round(min(1.0, max(0.0, share)) * span)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._value_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, knob, thick = self.height() / 2, self._knob_at(), float(px(4))
        left, right = float(px(2)), float(self.width() - px(2))
        painter.setBrush(QColor(t.track))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, right - left, thick), thick / 2, thick / 2)
        if self.isEnabled():
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(left, middle - thick / 2, knob - left, thick), thick / 2, thick / 2)
        if self._ticks:
            self._draw_ticks(painter, middle + px(8))
        if not self.isEnabled():
            painter.setBrush(QColor(t.track))
            painter.drawEllipse(QPointF(knob, middle), px(5), px(5))
            return
        radius = px(7) + (1 if self.underMouse() or self.isSliderDown() else 0)
        if t.name == "light":
            painter.setPen(QPen(t.colour("quiet", 0.7), 1))
        painter.setBrush(QColor(t.knob))
        painter.drawEllipse(QPointF(knob, middle), radius, radius)
        if self._ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.ring), px(2)))
            painter.drawEllipse(QPointF(knob, middle), radius + px(2), radius + px(2))
        painter.end()

    def _draw_ticks(self, painter: QPainter, top: float) -> None:
        """Short ticks below the groove: one a step, or as many as stay apart."""
        span = self.maximum() - self.minimum()
        room = self.width() - 2 * px(8)
        if span < 1:
            return
        every = 1
        while room * every / span < px(12):
            every = every * 5 if str(every)[0] == "2" else every * 2
        painter.setPen(QPen(QColor(tokens().track), 1))
        for step in range(0, span + 1, every):
            x = px(8) + room * step / span
            painter.drawLine(QPointF(x, top), QPointF(x, top + px(3)))
        painter.setPen(Qt.PenStyle.NoPen)
