"""What is drawn over a picture: the readout pill, outlines, the linked pointer, a message, the busy bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from widgets.theme import DARK, font, px, theme, tokens

if TYPE_CHECKING:
    from widgets.picture_view import Outline

#: Ink and ground of everything written on a photo: the same in both themes, as the photo is.
PILL_GROUND = QColor(12, 15, 19, 205)
PILL_TEXT = QColor("#f2f4f7")


def draw_pill(painter: QPainter, picture: QRectF, text: str) -> None:
    """A line of text at the lower left of the picture."""
    painter.setFont(font("small", tabular=True))
    metrics = QFontMetricsF(painter.font())
    inset, padding = px(12), px(12)
    room = picture.width() - 2 * inset - 2 * padding
    if room < px(24):
        return
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    height = metrics.height() + px(10)
    pill = QRectF(
        picture.left() + inset,
        picture.bottom() - inset - height,
        metrics.horizontalAdvance(text) + 2 * padding,
        height,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL_GROUND)
    painter.drawRoundedRect(pill, px(5), px(5))
    painter.setPen(PILL_TEXT)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def draw_outlines(painter: QPainter, to_widget: Callable[[float, float], QPointF], outlines: Sequence[Outline]) -> None:
    """Rectangles with their labels at the upper left corner, on a dark edge so that they show on any photo."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for outline in outlines:
        x0, y0, x1, y1 = outline.rectangle
        place = QRectF(to_widget(x0, y0), to_widget(x1, y1))
        colour = QColor(getattr(DARK, outline.colour, outline.colour))  # a photo is as dark in either theme
        for pen_colour, width in ((QColor(0, 0, 0, 140), px(2) + 2), (colour, px(2))):
            pen = QPen(pen_colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if outline.dashed:
                pen.setDashPattern([3 * px(2) / width, 2.5 * px(2) / width])
            painter.setPen(pen)
            painter.drawRect(place)
        if outline.label:
            painter.setFont(font("small"))
            metrics = QFontMetricsF(painter.font())
            size = metrics.boundingRect(outline.label).size()
            tall = size.height() + px(4)
            tag = QRectF(place.left(), place.top() - tall - px(2), size.width() + px(12), tall)
            if tag.top() < 0:
                tag.moveTop(place.top() + px(2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(PILL_GROUND)
            painter.drawRoundedRect(tag, px(3), px(3))
            painter.setPen(PILL_TEXT)
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, outline.label)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_pointer(painter: QPainter, point: QPointF, picture: QRectF) -> None:
    """A crosshair through a point, open around it."""
    gap = px(7)
    for colour, width in ((QColor(0, 0, 0, 150), 3.0), (PILL_TEXT, 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(picture.left(), point.y()), QPointF(point.x() - gap, point.y()))
        painter.drawLine(QPointF(point.x() + gap, point.y()), QPointF(picture.right(), point.y()))
        painter.drawLine(QPointF(point.x(), picture.top()), QPointF(point.x(), point.y() - gap))
        painter.drawLine(QPointF(point.x(), point.y() + gap), QPointF(point.x(), picture.bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(point, gap, gap)


def draw_message(painter: QPainter, picture: QRectF, text: str, detail: str) -> None:
    """A sentence and a quieter one in the middle of the picture."""
    t = tokens()
    room = min(picture.width() - px(16), px(420)) - px(40)
    if room < px(60):
        return
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
    unbounded = QRectF(0, 0, room, 10000)
    blocks = []
    for role, colour, words in (("strong", t.text, text), ("small", t.quiet, detail)):
        if words:
            height = QFontMetricsF(font(role)).boundingRect(unbounded, flags, words).height()
            blocks.append((role, colour, words, height))
    tall = sum(block[3] for block in blocks) + px(6) * (len(blocks) - 1)
    card = QRectF(0, 0, room + px(40), tall + px(32))
    card.moveCenter(picture.center())
    ground = t.colour("panel", 0.94)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(card, px(8), px(8))
    top = card.top() + px(16)
    for role, colour, words, height in blocks:
        painter.setFont(font(role))
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(card.left() + px(20), top, room, height), flags, words)
        top += height + px(6)


class BusyBar(QObject):
    """A thin accent bar at the upper edge, shown when work takes longer than 300 ms."""

    DELAY = 300
    PERIOD = 1400

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.shown = False
        self.fraction: float | None = None
        self._delay = QTimer(self, singleShot=True, interval=self.DELAY)
        self._delay.timeout.connect(self._show)
        self._ticks = QTimer(self, interval=33)
        self._ticks.timeout.connect(view.update)
        self._clock = QElapsedTimer()

    def set(self, busy: bool, fraction: float | None) -> None:
        """Start or end; ``fraction`` 0 to 1 where the end is known."""
        self.fraction = fraction
        if not busy:
            was = self.shown
            self.shown = False
            self._delay.stop()
            self._ticks.stop()
            if was:
                self._view.update()
        elif self.shown:
            self._view.update()
        elif not self._delay.isActive():
            self._delay.start()

    def _show(self) -> None:
        self.shown = True
        self._clock.start()
        if not theme.reduced_motion:
            self._ticks.start()
        self._view.update()

    def draw(self, painter: QPainter, picture: QRectF) -> None:
        """Draw the bar along the upper edge of ``picture``."""
        if not self.shown:
            return
        t, height = tokens(), float(px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(picture.left(), picture.top(), picture.width(), height), t.colour("track"))
        if self.fraction is not None:
            start, length = 0.0, min(1.0, max(0.02, self.fraction))
        elif theme.reduced_motion:
            start, length = 0.0, 1.0
        else:
            phase = (self._clock.elapsed() % self.PERIOD) / self.PERIOD
            length = 0.3
            start = phase * (1 + length) - length
        left, right = max(0.0, start), min(1.0, start + length)
        bar = QRectF(picture.left() + left * picture.width(), picture.top(), (right - left) * picture.width(), height)
        painter.fillRect(bar, t.colour("accent"))
