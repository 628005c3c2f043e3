"""A network as a row of boxes, from its input to its answer, each with its sizes and what it computed as cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.cell_painting import count_text, number_text
from widgets.colours import CLASS_COLOURS, colour_picture
from widgets.network_layout import (
    LINE,
    NAME,
    Link,
    NetworkLayout,
    NetworkNode,
    least_height,
    least_width,
    network_layout,
)
from widgets.theme import font, px, theme, tokens

FRAMES = {"input": CLASS_COLOURS[2], "encoding": CLASS_COLOURS[2], "hidden": "#3f8fd0", "output": CLASS_COLOURS[5]}
"""Given green, hidden blue, answers red, as in the paper's figure."""
FOOT = 40


def cell_columns(count: int, width: float, height: float) -> int:
    """In how many columns ``count`` cells fill a box with cells about as wide as high."""
    return 1 if count <= 4 else max(1, min(count, round(math.sqrt(count * width / max(height, 1.0)))))


class NetworkDiagram(QWidget):
    """The boxes; what the pointer is on is said at the foot.

    ``pointed`` ((layer, value's number or None), or None). Left and right go from layer to layer, up and down from
    value to value.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[NetworkNode, ...] = ()
        self._hint = ""
        self._at: tuple[int, int | None] | None = None
        self._layout = NetworkLayout()
        self._pictures: dict[int, QImage] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The field's network with its sizes and activations"))
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._pictures.clear()
        self.setMinimumSize(self.minimumSizeHint())
        self._arrange()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(least_width(self._nodes), px(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(least_width(self._nodes), least_height(self._nodes, px(FOOT)))

    def set_network(self, nodes: Sequence[NetworkNode], hint: str = "") -> None:
        """Show these layers; without any, ``hint`` says what to do to see some."""
        kept = self._at if len(nodes) == len(self._nodes) else None
        self._nodes, self._hint = tuple(nodes), hint
        self._at = kept
        self._pictures.clear()
        self.setMinimumSize(self.minimumSizeHint())
        self._arrange()
        self.updateGeometry()
        self._say()

    def nodes(self) -> tuple[NetworkNode, ...]:
        """The layers that are drawn."""
        return self._nodes

    def at(self) -> tuple[int, int | None] | None:
        """The layer, and its value, under the pointer."""
        return self._at

    def box(self, number: int) -> QRectF:
        """Where a layer's box stands in the widget."""
        return QRectF(self._layout.boxes[number])

    # Words

    def size_words(self, node: NetworkNode) -> str:
        """A layer's sizes: "63 → 256"; what comes in has one number."""
        return str(node.outputs) if not node.sources else f"{node.inputs} → {node.outputs}"

    def readout(self, number: int, value: int | None = None) -> str:
        """A layer, and one of its values, in words."""
        node = self._nodes[number]
        parts = [f"{node.name} · {node.words}" if node.words else node.name, self.size_words(node)]
        if node.function:
            parts.append(node.function)
        elif node.role == "hidden" and node.parameters:
            parts.append(self.tr("no activation function"))
        if node.parameters:
            parts.append(self.tr("{count} parameters").format(count=f"{node.parameters:,}"))
        if len(node.values) > 3:
            low, high = float(node.values.min()), float(node.values.max())
            parts.append(self.tr("{low} to {high}").format(low=number_text(low), high=number_text(high)))
            off = int((node.values == 0).sum())
            if node.function == "ReLU":
                parts.append(self.tr("{off} of {count} are 0").format(off=off, count=len(node.values)))
        if value is not None:
            parts.append(
                self.tr("value {number}: {value}").format(number=value, value=number_text(float(node.values[value]), 4))
            )
        return " · ".join(parts)

    def summary(self) -> str:
        """The whole network in words."""
        learnt = sum(node.parameters for node in self._nodes)
        hidden = sum(node.role == "hidden" for node in self._nodes)
        return self.tr("{layers} layers, {count} parameters · each box is coloured on its own scale").format(
            layers=hidden + sum(node.role == "output" for node in self._nodes), count=count_text(learnt)
        )

    def _say(self) -> None:
        words = self._hint
        if self._nodes:
            words = self.summary() if self._at is None else self.readout(*self._at)
        self.setAccessibleDescription(words)
        self.update()

    def to_image(self) -> QImage:
        """The drawing, all of it."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """The layers' activations by name."""
        return {node.name: np.array(node.values) for node in self._nodes}

    # Geometry

    def _arrange(self) -> None:
        self._layout = network_layout(self._nodes, float(self.width()), float(self.height()), float(px(FOOT)))
        self.update()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _cells(self, number: int) -> tuple[int, int]:
        """Rows and columns of a box's cells, filled row by row."""
        node, box = self._nodes[number], self._layout.boxes[number]
        columns = cell_columns(len(node.values), box.width(), box.height())
        return -(-len(node.values) // columns), columns

    def place_at(self, point: QPointF) -> tuple[int, int | None] | None:
        """The layer and the value under a point of the widget."""
        for number, box in enumerate(self._layout.boxes):
            if box.contains(point):
                if self._nodes[number].role == "join":
                    return number, None
                rows, columns = self._cells(number)
                row = min(rows - 1, int((point.y() - box.top()) / box.height() * rows))
                column = min(columns - 1, int((point.x() - box.left()) / box.width() * columns))
                value = row * columns + column
                return number, value if value < len(self._nodes[number].values) else None
            if box.adjusted(-px(6), -px(NAME), px(6), px(2 * LINE)).contains(point):
                return number, None
        return None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        if not self._nodes:
            painter.setPen(QColor(tokens().quiet))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(self.rect()), flags, self._hint)
            painter.end()
            return
        for link in self._layout.links:
            self._draw_link(painter, link)
        for number in range(len(self._nodes)):
            self._draw_node(painter, number)
        self._draw_foot(painter)
        painter.end()

    def pen_of(self, node: NetworkNode) -> QPen:
        """How the link into a layer is drawn: as its activation function is."""
        t = tokens()
        if node.role in ("join", "encoding", "input") or (not node.parameters and not node.function):
            return QPen(QColor(t.quiet), px(1))
        if not node.function:
            return QPen(QColor(t.warning), px(1.5))
        pen = QPen(QColor(t.text), px(1.5))
        if node.function != "ReLU":
            pen.setDashPattern([3, 2] if node.function == "sigmoid" else [1, 2])
        return pen

    def _draw_link(self, painter: QPainter, link: Link) -> None:
        target = self._nodes[link.target]
        pen = self.pen_of(target)
        if target.role == "join" and self._nodes[link.source].role in ("encoding", "input"):
            pen = QPen(QColor(FRAMES["encoding"]), px(1.5))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(list(link.places)))
        before, tip = link.places[-2], link.places[-1]
        length = math.hypot(tip.x() - before.x(), tip.y() - before.y()) or 1.0
        x, y, size = (tip.x() - before.x()) / length, (tip.y() - before.y()) / length, px(5)
        base = QPointF(tip.x() - x * size, tip.y() - y * size)
        side = QPointF(-y * size * 0.5, x * size * 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        painter.drawPolygon(QPolygonF([tip, base + side, base - side]))

    def _draw_node(self, painter: QPainter, number: int) -> None:
        t, node, box = tokens(), self._nodes[number], self._layout.boxes[number]
        chosen = self._at is not None and self._at[0] == number
        if node.role == "join":
            painter.setPen(QPen(QColor(t.accent if chosen else t.text), px(2 if chosen else 1.2)))
            painter.setBrush(QColor(t.background))
            painter.drawEllipse(box)
            middle, arm = box.center(), px(4)
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
            return
        painter.fillRect(box, QColor(t.field))
        if node.swatch is not None:
            painter.fillRect(box, QColor.fromRgbF(*node.swatch))
        else:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(box, self._picture(number))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.accent) if chosen else QColor(FRAMES[node.role]), px(2)))
        painter.drawRect(box)
        if chosen and self._at is not None and self._at[1] is not None and node.swatch is None:
            rows, columns = self._cells(number)
            row, column = divmod(self._at[1], columns)
            wide, high = box.width() / columns, box.height() / rows
            painter.setPen(QPen(QColor(t.text), px(1.5)))
            painter.drawRect(QRectF(box.left() + column * wide, box.top() + row * high, wide, high))
        self._draw_words(painter, number, chosen)

    def _picture(self, number: int) -> QImage:
        """A box's cells, blue below zero and red above, against its own largest value."""
        if number not in self._pictures:
            values = self._nodes[number].values
            rows, columns = self._cells(number)
            cells = np.full(rows * columns, np.nan, np.float32)
            cells[: len(values)] = values
            most = float(np.abs(values).max(initial=0.0)) or 1.0
            self._pictures[number] = colour_picture(cells.reshape(rows, columns), "activations", -most, most)
        return self._pictures[number]

    def _draw_words(self, painter: QPainter, number: int, chosen: bool) -> None:
        t, node, box = tokens(), self._nodes[number], self._layout.boxes[number]
        columns, rows = self._layout.columns, [n.row for n in self._nodes]
        stacked = sum(c == columns[number] and r == node.row for c, r in zip(columns, rows, strict=True)) > 1
        middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        room = box.adjusted(-px(40), 0, px(40), 0)
        painter.setPen(QColor(t.text))
        if stacked:
            place = QRectF(box.left() - px(64), box.center().y() - px(8), px(56), px(16))
            if box.height() >= px(10) or chosen:
                painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), node.name)
            return
        name = node.name
        if node.role == "output" and len(node.values) == 1:
            name = f"{name} = {number_text(float(node.values[0]))}"
        painter.drawText(QRectF(room.left(), box.top() - px(NAME), room.width(), px(NAME)), middle, name)
        painter.setPen(QColor(t.text if chosen else t.quiet))
        under = QRectF(room.left(), box.bottom() + px(1), room.width(), px(LINE))
        if node.row < 0 and node.role == "output":  # its link comes up at the left
            painter.drawText(under.translated(px(40), 0), int(Qt.AlignmentFlag.AlignVCenter), self.size_words(node))
        elif node.row == 0 and self._layout.two_lines and node.sources and node.role != "output":
            painter.drawText(under, middle, f"{node.inputs} →")
            painter.drawText(under.translated(0, px(LINE)), middle, str(node.outputs))
        else:
            painter.drawText(under, middle, self.size_words(node))

    def _draw_foot(self, painter: QPainter) -> None:
        """What the arrows mean; under it what the pointer is on."""
        t, y, x = tokens(), self._layout.foot, float(px(4))
        metrics = painter.fontMetrics()
        signs = [
            (function, next((n for n in self._nodes if n.function == function and n.parameters + bool(function)), None))
            for function in ("ReLU", "sigmoid", "softplus")
        ]
        plain = next((n for n in self._nodes if n.role == "hidden" and n.parameters and not n.function), None)
        entries = [(words, node) for words, node in (*signs, (self.tr("no activation"), plain)) if node is not None]
        for words, node in entries:
            painter.setPen(self.pen_of(node))
            middle = y + px(10)
            painter.drawLine(QPointF(x, middle), QPointF(x + px(20), middle))
            painter.setPen(QColor(t.quiet))
            wide = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(x + px(26), y, wide + px(4), px(20)), int(Qt.AlignmentFlag.AlignVCenter), words)
            x += px(26) + wide + px(16)
        if any(node.role == "join" for node in self._nodes):
            words = self.tr("+ side by side")
            wide = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(x, y, wide + px(4), px(20)), int(Qt.AlignmentFlag.AlignVCenter), words)
        said = self.summary() if self._at is None else self.readout(*self._at)
        painter.setPen(QColor(t.quiet if self._at is None else t.text))
        line = QRectF(px(4), y + px(20), self.visibleRegion().boundingRect().right() - px(4), px(20))
        cut = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), cut)

    # Pointer and keys

    def _point(self, place: tuple[int, int | None] | None) -> None:
        if place != self._at:
            self._at = place
            self._say()
            self.pointed.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.place_at(event.position()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._nodes:
            words = self.summary() if self._at is None else self.readout(*self._at)
            QToolTip.showText(event.globalPos(), words.replace(" · ", "\n"), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if not self._nodes or (across is None and along is None):
            super().keyPressEvent(event)
            return
        layer, value = self._at if self._at is not None else (-1 if across == 1 else 0, None)
        if across is not None:
            self._point((min(len(self._nodes) - 1, max(0, layer + across)), None))
            return
        count = len(self._nodes[layer].values)
        assert along is not None
        self._point((layer, 0 if value is None else min(count - 1, max(0, value + along))))
