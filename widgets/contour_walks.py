"""The paths of the methods on a map: steps, trials that were not taken, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from widgets.contour_plane import ContourPlane
from widgets.theme import px

Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Walk:
    """A method's path: its points (n, 2) in order, and the trials (k, 4) from, to that were not taken."""

    name: str
    colour: str
    points: Doubles
    refused: Doubles
    note: str = ""


def draw_least(painter: QPainter, place: QPointF) -> None:
    """A cross where the energy is least."""
    size = px(5)
    for colour, width in ((QColor("#ffffff"), px(4)), (QColor("#14171c"), px(1.6))):
        painter.setPen(QPen(colour, width))
        painter.drawLine(place + QPointF(-size, -size), place + QPointF(size, size))
        painter.drawLine(place + QPointF(-size, size), place + QPointF(size, -size))


def draw_walk(painter: QPainter, plane: ContourPlane, walk: Walk) -> None:
    """The path with a dot a step, as far as they lie apart, and dotted what was tried and not taken."""
    shadow, colour = QColor(20, 23, 28, 215), QColor(walk.colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(walk.refused):
        painter.setPen(QPen(colour, px(1.2), Qt.PenStyle.DotLine))
        for line in np.clip(plane.places(walk.refused), -4000.0, 12000.0).reshape(-1, 4).tolist():
            painter.drawLine(QLineF(*line))
    lines = plane.polygons(walk.points)
    for ink, width in ((shadow, px(4.5)), (colour, px(2.2))):
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for polyline in lines:
            painter.drawPolyline(polyline)
    places = plane.places(walk.points)
    apart = np.linalg.norm(np.diff(places, axis=0), axis=1) if len(places) > 1 else np.empty(0)
    painter.setPen(QPen(shadow, px(1)))
    painter.setBrush(colour)
    for place, gap in zip(places[1:].tolist(), apart.tolist(), strict=True):
        if gap > px(7) and np.abs(place).max() < 1e6:
            painter.drawEllipse(QPointF(*place), px(3), px(3))


def draw_head(painter: QPainter, plane: ContourPlane, walk: Walk) -> None:
    """Where the method stands; an arrow at the edge where that lies outside."""
    if not len(walk.points):
        return
    x, y = np.clip(np.nan_to_num(plane.places(walk.points[-1:])[0]), -1e6, 1e6).tolist()
    rect, place = plane.plot_rect(), QPointF(x, y)
    painter.setPen(QPen(QColor("#ffffff"), px(1.5)))
    painter.setBrush(QColor(walk.colour))
    if rect.contains(place):
        painter.drawEllipse(place, px(5), px(5))
        return
    room = rect.adjusted(px(9), px(9), -px(9), -px(9))
    edge = QPointF(min(max(place.x(), room.left()), room.right()), min(max(place.y(), room.top()), room.bottom()))
    out = np.array([place.x() - edge.x(), place.y() - edge.y()])
    out = out / max(float(np.linalg.norm(out)), 1e-9) * px(7)
    across = np.array([-out[1], out[0]]) * 0.8
    here = np.array([edge.x(), edge.y()])
    corners = [here + out, here - 0.5 * out + across, here - 0.5 * out - across]
    painter.drawPolygon(QPolygonF([QPointF(*corner.tolist()) for corner in corners]))
