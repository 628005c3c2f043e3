"""What lies over a rendering of a radiance field: its frame, the photo up to the wipe, a line of words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from widgets.cloud_signs import draw_wipe
from widgets.theme import font, px, tokens


def draw_frame(painter: QPainter, rect: QRectF) -> None:
    """A thin line around the picture."""
    painter.setPen(QPen(QColor(tokens().line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def draw_photo(
    painter: QPainter, rect: QRectF, photo: QImage, wipe: float, smooth: bool, left: str, right: str
) -> None:
    """The photo in the first ``wipe`` (0 to 1) of the picture's width, the handle, and what lies on either side."""
    edge = wipe * rect.width()
    painter.save()
    painter.setClipRect(QRectF(rect.left(), rect.top(), edge, rect.height()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(rect, photo)
    painter.restore()
    painter.save()
    painter.translate(rect.topLeft())
    draw_wipe(painter, edge, rect.width(), rect.height(), left, right)
    painter.restore()


def draw_overlay(painter: QPainter, rect: QRectF, words: str, low: bool) -> None:
    """A line in a pill at the upper right; ``low``: at the lower right, where the wipe's words stand above."""
    painter.setFont(font("small", tabular=True))
    metrics = painter.fontMetrics()
    room = int(rect.width() - px(48))
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    pill = QRectF(0, 0, metrics.horizontalAdvance(text) + px(24), metrics.height() + px(10))
    pill.moveTopRight(rect.topRight() + QPointF(-px(12), px(12)))
    if low:
        pill.moveBottom(rect.bottom() - px(12))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(12, 15, 19, 205))
    painter.drawRoundedRect(pill, px(5), px(5))
    painter.setPen(QColor("#f2f4f7"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
