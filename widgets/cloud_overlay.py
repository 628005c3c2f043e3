"""What is drawn over the points of a 3-D view: lines, graphs, planes, frustums, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from widgets.cloud_camera import Lens
from widgets.colours import lut
from widgets.theme import font, px, theme, tokens

Array = NDArray[np.float64]

LINE_MAP = "viridis"
_LEVELS = 32  # shades that lines are sorted into: one call draws all lines of a shade


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines from ``starts`` to ``ends`` (K, 3) of the world, coloured by ``values`` (K,), else in one ``colour``."""

    starts: Array
    ends: Array
    values: NDArray[np.floating] | None
    low: float
    high: float
    colour: QColor | None = None
    label: str = ""
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes (N, 3) of the world and edges (E, 2) between them, with widths (px at 100%), colours, dashes and labels."""

    nodes: Array
    edges: NDArray[np.integer]
    widths: NDArray[np.floating]
    colours: NDArray[np.uint8]
    dashed: NDArray[np.bool_]
    labels: Sequence[str]


@dataclass(frozen=True, eq=False)
class Marks:
    """Numbers or letters at positions (M, 3) of the world."""

    positions: Array
    labels: Sequence[str]


@dataclass(frozen=True, eq=False)
class Shape:
    """A closed polygon through ``corners`` (4, 3); with ``apex`` (3,) a frustum, its edges only."""

    corners: Array
    colour: QColor | None
    apex: Array | None = None


def segments(lens: Lens, starts: Array, ends: Array) -> tuple[Array, NDArray[np.intp]]:
    """Lines in pixels (k, 4), cut at the near plane, and which of the given lines they are (k,)."""
    matrix = lens.eye_matrix(np.eye(4))
    first = np.asarray(starts, np.float64).reshape(-1, 3) @ matrix[:, :3].T + matrix[:, 3]
    last = np.asarray(ends, np.float64).reshape(-1, 3) @ matrix[:, :3].T + matrix[:, 3]
    if not lens.camera.orthographic:
        near = lens.near * 1.001
        depths = np.stack([first[:, 2], last[:, 2]])
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.clip((near - depths[0]) / (depths[1] - depths[0]), 0, 1)[:, None]
        cut = first + (last - first) * np.nan_to_num(part)
        first, last = np.where(depths[0][:, None] < near, cut, first), np.where(depths[1][:, None] < near, cut, last)
        shown = np.flatnonzero(depths.max(axis=0) >= near)
    else:
        shown = np.arange(len(first))
    first, last = first[shown], last[shown]
    scales = [lens.scale if lens.camera.orthographic else lens.focal / end[:, 2:] for end in (first, last)]
    middle = np.array([lens.width / 2, lens.height / 2])
    pixels = np.concatenate([first[:, :2] * scales[0] + middle, last[:, :2] * scales[1] + middle], axis=1)
    sane = np.isfinite(pixels).all(axis=1) & (np.abs(pixels) < 1e6).all(axis=1)
    return pixels[sane], shown[sane]


def draw_lines(painter: QPainter, lens: Lens, lines: Lines) -> None:
    """Thin lines, those with the largest values last."""
    pixels, chosen = segments(lens, lines.starts, lines.ends)
    if not len(pixels):
        return
    if lines.values is None:
        painter.setPen(QPen(lines.colour or tokens().colour("quiet", 0.55), 1.5 * theme.scale))
        painter.drawLines([QLineF(*row) for row in pixels.tolist()])
        return
    span = lines.high - lines.low
    level = (np.asarray(lines.values, np.float64)[chosen] - lines.low) / (span if span > 0 else 1.0)
    bins = np.round(np.clip(np.nan_to_num(level), 0, 1) * (_LEVELS - 1)).astype(int)
    table = lut(LINE_MAP)
    for number in np.unique(bins):
        red, green, blue = (int(v) for v in table[round(number / (_LEVELS - 1) * 255)])
        painter.setPen(QPen(QColor(red, green, blue, 225), 1.5 * theme.scale))
        painter.drawLines([QLineF(*row) for row in pixels[bins == number].tolist()])


def draw_graph(painter: QPainter, lens: Lens, graph: Graph) -> None:
    """Edges as lines between discs with labels."""
    t = tokens()
    if len(graph.edges):
        pixels, chosen = segments(lens, graph.nodes[graph.edges[:, 0]], graph.nodes[graph.edges[:, 1]])
        for row, number in zip(pixels.tolist(), chosen.tolist(), strict=True):
            red, green, blue = (int(v) for v in graph.colours[number])
            pen = QPen(QColor(red, green, blue), max(1.0, float(graph.widths[number]) * theme.scale))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if graph.dashed[number] else Qt.PenCapStyle.RoundCap)
            if graph.dashed[number]:
                pen.setDashPattern([3.0, 3.0])
            painter.setPen(pen)
            painter.drawLine(QLineF(*row))
    places, _ = lens.project(graph.nodes)
    painter.setFont(font("small"))
    metrics = QFontMetricsF(painter.font())
    radius = px(4.5)
    for number, (x, y) in enumerate(places.tolist()):
        if not np.isfinite([x, y]).all():
            continue
        painter.setPen(QPen(QColor(t.background), px(1.5)))
        painter.setBrush(QColor(t.text))
        painter.drawEllipse(QPointF(x, y), radius, radius)
        if number < len(graph.labels) and graph.labels[number]:
            _haloed(painter, QPointF(x + radius + px(4), y + metrics.ascent() / 2 - px(1)), graph.labels[number])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _haloed(painter: QPainter, at: QPointF, text: str) -> None:
    """Text on a ground of the stage's colour, so that it can be read over points."""
    metrics = QFontMetricsF(painter.font())
    ground = metrics.boundingRect(text).translated(at).adjusted(-px(3), -px(1), px(3), px(1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().colour("background", 0.78))
    painter.drawRoundedRect(ground, px(3), px(3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(tokens().text))
    painter.drawText(at, text)


def draw_marks(painter: QPainter, lens: Lens, marks: Marks) -> None:
    """A ring at each position with its label in a disc above it."""
    t = tokens()
    painter.setFont(font("caption", tabular=True))
    metrics = QFontMetricsF(painter.font())
    places, _ = lens.project(marks.positions)
    for (x, y), label in zip(places.tolist(), marks.labels, strict=False):
        if not np.isfinite([x, y]).all():
            continue
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((t.background, px(2) + 2), (t.text, px(2))):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(QPointF(x, y), px(4), px(4))
        if not label:
            continue
        wide = max(metrics.height(), metrics.horizontalAdvance(label) + px(8))
        disc = QRectF(x - wide / 2, y - px(8) - metrics.height(), wide, metrics.height())
        painter.setPen(QPen(QColor(t.background), px(1.5)))
        painter.setBrush(QColor(t.text))
        painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2)
        painter.setPen(QColor(t.background))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, label)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_shape(painter: QPainter, lens: Lens, shape: Shape) -> None:
    """A translucent polygon, or the edges of a frustum."""
    colour = QColor(shape.colour or QColor(tokens().accent))
    around = np.roll(shape.corners, -1, axis=0)
    starts, ends = shape.corners, around
    if shape.apex is not None:
        starts = np.concatenate([starts, np.repeat(shape.apex[None], len(shape.corners), axis=0)])
        ends = np.concatenate([ends, shape.corners])
    pixels, _ = segments(lens, starts, ends)
    places, _ = lens.project(shape.corners)
    if np.isfinite(places).all() and (np.abs(places) < 1e5).all():
        fill = QColor(colour)
        fill.setAlphaF(0.10 if shape.apex is not None else 0.24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, px(1.5)))
    painter.drawLines([QLineF(*row) for row in pixels.tolist()])
