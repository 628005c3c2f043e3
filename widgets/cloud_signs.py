"""The signs of a 3-D view: axes, scale, the pointer's readout, a measured distance, the handle of the wipe."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from widgets.cloud_camera import Lens
from widgets.picture_notes import PILL_GROUND, PILL_TEXT
from widgets.theme import font, px, tokens

Array = NDArray[np.float64]

AXIS_COLOURS = {"dark": ("#e8747c", "#86c98a", "#74a9ee"), "light": ("#b8323c", "#2e7d3a", "#2a62b4")}
INSET = 16
_LONGEST = 120


def round_length(longest: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not longer.

    >>> [round_length(v) for v in (0.7, 1.0, 4.9, 23.0)]
    [0.5, 1.0, 2.0, 20.0]
    """
    power = 10.0 ** math.floor(math.log10(longest))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest * (1 + 1e-9))


def length_text(length: float, unit: str) -> str:
    """A round length with its unit: ``0.5 m``."""
    digits = max(0, -math.floor(math.log10(length) + 1e-9))
    number = f"{length:.{digits}f}" if digits < 7 and length < 1e6 else f"{length:g}"
    return f"{number} {unit}".rstrip()


def draw_scale(painter: QPainter, lens: Lens, unit: str) -> float:
    """A bar of a round length, true in the plane of the centre, at the lower right; how wide it and its text are."""
    length = round_length(px(_LONGEST) / lens.scale)
    long, text = length * lens.scale, length_text(length, unit)
    painter.setFont(font("small", tabular=True))
    metrics = QFontMetricsF(painter.font())
    right, bottom = lens.width - px(INSET), lens.height - px(INSET)
    line = QLineF(right - long, bottom, right, bottom)
    tick = px(5)
    lines = [line, QLineF(line.x1(), bottom - tick, line.x1(), bottom), QLineF(right, bottom - tick, right, bottom)]
    for colour, width in ((tokens().colour("background", 0.8), px(1.5) + 3), (QColor(tokens().text), px(1.5))):
        painter.setPen(QPen(colour, width))
        painter.drawLines(lines)
    wide = metrics.horizontalAdvance(text)
    left = right - long / 2 - wide / 2 if wide <= long else right - wide
    _on_ground(painter, QPointF(left, bottom - px(6)), text)
    return max(long, wide) + px(INSET)


def draw_axes(painter: QPainter, lens: Lens) -> None:
    """The directions of x, y and z at the lower left."""
    arm = px(24)
    middle = QPointF(px(INSET) + arm, lens.height - px(INSET) - arm)
    painter.setFont(font("small"))
    metrics = QFontMetricsF(painter.font())
    axes = lens.camera.axes
    colours = AXIS_COLOURS[tokens().name]
    for number in np.argsort(axes[2]):  # what points away is drawn first
        x, y = axes[0, number] * arm, -axes[1, number] * arm
        faded = QColor(colours[number])
        faded.setAlphaF(1.0 if axes[2, number] > -0.3 else 0.6)
        painter.setPen(QPen(faded, px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(middle, middle + QPointF(x, y))
        if math.hypot(x, y) > px(8):
            place = middle + QPointF(x, y) * (1 + px(8) / math.hypot(x, y))
            wide = metrics.horizontalAdvance("xyz"[number])
            painter.drawText(place + QPointF(-wide / 2, metrics.xHeight() / 2), "xyz"[number])


def _on_ground(painter: QPainter, at: QPointF, text: str) -> None:
    metrics = QFontMetricsF(painter.font())
    ground = QRectF(at.x(), at.y() - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().colour("background", 0.72))
    painter.drawRoundedRect(ground.adjusted(-px(4), 0, px(4), 0), px(3), px(3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(tokens().text))
    painter.drawText(at, text)


def draw_readout(painter: QPainter, room: QRectF, text: str) -> None:
    """What the pointer is on, in a pill at the lower edge of ``room``; in more lines where one has no room."""
    painter.setFont(font("small", tabular=True))
    metrics = QFontMetricsF(painter.font())
    padding = px(12)
    lines: list[str] = []
    for part in text.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and metrics.horizontalAdvance(longer) + 2 * padding <= room.width():
            lines[-1] = longer
        else:
            lines.append(part)
    wide = min(room.width(), max(metrics.horizontalAdvance(line) for line in lines) + 2 * padding)
    tall = metrics.height() * len(lines) + px(10)
    pill = QRectF(room.left(), room.bottom() - tall, wide, tall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL_GROUND)
    painter.drawRoundedRect(pill, px(5), px(5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(PILL_TEXT)
    for number, line in enumerate(lines):
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide - 2 * padding)
        top = pill.top() + px(5) + number * metrics.height()
        place = QRectF(pill.left() + padding, top, wide, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def draw_ring(painter: QPainter, at: QPointF) -> None:
    """A ring round the point under the pointer."""
    for colour, width in ((tokens().background, px(2) + 2), (tokens().text, px(2))):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(at, px(6), px(6))


def draw_measure(painter: QPainter, lens: Lens, points: list[Array], text: str) -> None:
    """The points that are measured between, the line, its length."""
    places = [QPointF(x, y) for x, y in lens.project(np.array(points))[0].tolist() if math.isfinite(x)]
    if len(places) == 2:
        for colour, width in ((tokens().background, px(2) + 2), (tokens().accent, px(2))):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(places[0], places[1])
    for place in places:
        painter.setPen(QPen(QColor(tokens().background), px(1.5)))
        painter.setBrush(QColor(tokens().accent))
        painter.drawEllipse(place, px(5), px(5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(places) == 2 and text:
        painter.setFont(font("strong", tabular=True))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        middle = (places[0] + places[1]) / 2
        _on_ground(painter, middle + QPointF(-wide / 2, -px(10)), text)


def draw_wipe(painter: QPainter, x: float, width: float, height: float, left: str, right: str) -> None:
    """The edge between the two sides with its handle, and what each side shows."""
    t = tokens()
    painter.setPen(QPen(QColor(t.text), px(1.5)))
    painter.drawLine(QLineF(x, 0, x, height))
    middle, radius, tip = QPointF(x, height / 2), px(13), px(4)
    painter.setPen(QPen(t.colour("line"), 1))
    painter.setBrush(QColor(t.knob))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1b2026"))
    for side in (-1, 1):
        near = middle + QPointF(side * px(3), 0)
        tip_at = near + QPointF(side * px(5), 0)
        painter.drawPolygon(QPolygonF([near + QPointF(0, -tip), near + QPointF(0, tip), tip_at]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font("small"))
    metrics = QFontMetricsF(painter.font())
    top = px(INSET) + metrics.ascent()
    if left and metrics.horizontalAdvance(left) + px(24) < x:
        _on_ground(painter, QPointF(x - px(12) - metrics.horizontalAdvance(left), top), left)
    if right and metrics.horizontalAdvance(right) + px(24) < width - x:
        _on_ground(painter, QPointF(x + px(12), top), right)
