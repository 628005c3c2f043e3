"""The edges of a pose graph: between which scans, of which kind, how much each counts and how far it is off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from widgets.cell_painting import number_text
from widgets.theme import font, px, text_label, theme, tokens

ROW, HEAD = 26, 22
BAR = 40
"""A weight's bar has at least this width where the kinds are named as well (pixels at 100%)."""
SHOWN = 11
"""Rows that are seen without scrolling."""


@dataclass(frozen=True)
class EdgeRow:
    """One edge: its ``name``, its kind in a word and as a colour, its weight 0..1, its residual in the list's unit.

    ``dying``: below the threshold; ``dead``: taken out. ``tip`` says everything.
    """

    name: str
    kind: str
    colour: str
    weight: float
    residual: float
    dying: bool = False
    dead: bool = False
    tip: str = ""


class _Rows(QWidget):
    """The painted lines. ``chosen`` (int): a line was clicked."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._edges: tuple[EdgeRow, ...] = ()
        self._selected: frozenset[int] = frozenset()
        self._current: int | None = None
        self._over: int | None = None
        self.heading = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_edges(self, edges: Sequence[EdgeRow]) -> None:
        grown = len(edges) != len(self._edges)
        self._edges = tuple(edges)
        if self._current is not None and self._current >= len(edges):
            self._current = None
        if grown:
            self._over = None
            self.updateGeometry()
        self.update()

    def select(self, numbers: frozenset[int]) -> None:
        self._selected = numbers
        self._current = next(iter(numbers)) if len(numbers) == 1 else None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(260), px(ROW) * len(self._edges))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(140), px(ROW) * len(self._edges))

    def row_rect(self, row: int) -> QRectF:
        """Where an edge stands."""
        return QRectF(0, row * px(ROW), self.width(), px(ROW))

    def row_at(self, y: float) -> int | None:
        """The edge at a height, or None."""
        row = int(y // px(ROW))
        return row if 0 <= row < len(self._edges) else None

    def columns(self) -> tuple[float | None, float, float, float]:
        """The left ends of kind (None: no room), bar and numbers, and the right end."""
        metrics = QFontMetricsF(font("small", tabular=True))
        names = max((metrics.horizontalAdvance(edge.name) for edge in self._edges), default=0.0)
        kinds = max((metrics.horizontalAdvance(edge.kind) for edge in self._edges), default=0.0)
        numbers = [metrics.horizontalAdvance(number_text(edge.residual, 2)) for edge in self._edges]
        right = self.width() - px(8)
        wide = max([*numbers, metrics.horizontalAdvance(self.heading)])
        kind, last = px(24) + names + px(12), right - wide - px(12)
        bar = kind + kinds + px(12)
        return (None, kind, last, right) if last - bar < px(BAR) else (kind, bar, last, right)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self.columns()
        for row in range(len(self._edges)):
            if self.row_rect(row).intersects(QRectF(event.rect())):
                self._paint_row(painter, row, columns)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, columns: tuple[float | None, float, float, float]) -> None:
        t, edge, place = tokens(), self._edges[row], self.row_rect(row)
        middle = Qt.AlignmentFlag.AlignVCenter
        if row in self._selected or row == self._over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft if row in self._selected else t.hover))
            painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), px(4), px(4))
        quiet = edge.dead or edge.dying
        colour = QColor(edge.colour)
        pen = QPen(colour, max(1.5, px(2)))
        if edge.dying:
            pen.setDashPattern([2.0, 1.5])
        painter.setPen(pen)
        if not edge.dead:
            painter.drawLine(QPointF(px(6), place.center().y()), QPointF(px(18), place.center().y()))
        painter.setFont(font("small", tabular=True))
        ink = QColor(t.text if row in self._selected or not quiet else t.quiet)
        painter.setPen(ink)
        painter.drawText(place.adjusted(px(24), 0, 0, 0), int(middle), edge.name)
        if columns[0] is not None:
            painter.setPen(QColor(t.text if row in self._selected else t.quiet))
            painter.drawText(place.adjusted(columns[0], 0, 0, 0), int(middle), edge.kind)
        painter.setPen(ink)
        right = QRectF(place.left(), place.top(), columns[3], place.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | middle), number_text(edge.residual, 2))
        bar = QRectF(columns[1], place.center().y() - px(2), columns[2] - columns[1], px(4))
        if bar.width() > px(8):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.track))
            painter.drawRoundedRect(bar, px(2), px(2))
            painter.setBrush(QColor(t.quiet) if quiet else QColor(t.text))
            painter.drawRoundedRect(bar.adjusted(0, 0, -bar.width() * (1 - edge.weight), 0), px(2), px(2))
        if edge.dead:  # told by its form, not by colour alone
            painter.setPen(QPen(QColor(t.quiet), 1))
            width = QFontMetricsF(painter.font()).horizontalAdvance(edge.name)
            painter.drawLine(QPointF(px(22), place.center().y()), QPointF(px(26) + width, place.center().y()))

    def _point(self, row: int | None) -> None:
        if row != self._over:
            self._over = row
            self.setToolTip("" if row is None else self._edges[row].tip)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.row_at(event.position().y()))

    def leaveEvent(self, event: Any) -> None:
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and self._edges:
            here = -1 if self._current is None and by > 0 else self._current or 0
            self.chosen.emit(min(len(self._edges) - 1, max(0, here + by)))
        else:
            super().keyPressEvent(event)


class EdgeList(QWidget):
    """A scrolling list of edges. ``chosen`` (int): an edge was clicked, or stepped to by the arrow keys."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edges: tuple[EdgeRow, ...] = ()
        self.heading = text_label(self.tr("Edges"), "heading")
        self.rows = _Rows()
        self.head = _Head(self.rows)
        self.rows.setAccessibleName(self.tr("Edges of the pose graph"))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.rows)
        self.area.viewport().setAutoFillBackground(False)
        self.rows.setAutoFillBackground(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.head, self.area):
            self._column.addWidget(widget)
        self.rows.chosen.connect(self.chosen)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(4))
        self.head.setFixedHeight(px(HEAD))
        self.area.setFixedHeight(px(ROW) * max(1, min(SHOWN, len(self._edges))))
        self.rows.updateGeometry()
        self.update()

    def set_edges(self, edges: Sequence[EdgeRow], unit: str) -> None:
        """Show edges; their residuals are in ``unit``."""
        grown = len(edges) != len(self._edges)
        self._edges = tuple(edges)
        self.rows.set_edges(self._edges)
        self.rows.heading = self.tr("off by ({unit})").format(unit=unit) if unit else self.tr("off by")
        self.head.update()
        self.rows.setAccessibleDescription("; ".join(edge.tip for edge in self._edges[:3]))
        if grown:
            self._space()

    def edges(self) -> tuple[EdgeRow, ...]:
        """What is shown, from top to bottom."""
        return self._edges

    def select(self, numbers: Sequence[int]) -> None:
        """Mark edges; one alone is scrolled to."""
        self.rows.select(frozenset(numbers))
        if len(numbers) == 1:
            top = numbers[0] * px(ROW)
            self.area.ensureVisible(0, top + px(ROW) // 2, 0, px(ROW))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``edge_list_weights`` and ``edge_list_residuals`` (E,), in the list's order."""
        return {
            "edge_list_weights": np.array([edge.weight for edge in self._edges], np.float64),
            "edge_list_residuals": np.array([edge.residual for edge in self._edges], np.float64),
        }

    def to_image(self) -> QImage:
        """The list as it is on the screen."""
        return self.grab().toImage()


class _Head(QWidget):
    """What the columns are."""

    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self._rows = rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("small"))
        painter.setPen(QColor(tokens().quiet))
        _, bar, numbers, right = self._rows.columns()
        middle = Qt.AlignmentFlag.AlignVCenter
        words = self.tr("weight")
        if QFontMetricsF(painter.font()).horizontalAdvance(words) <= numbers - bar:
            painter.drawText(QRectF(bar, 0, numbers - bar, self.height()), int(middle), words)
        place = QRectF(0, 0, right, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | middle), self._rows.heading)
        painter.end()
