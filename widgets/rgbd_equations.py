"""Lines of an equation: a typeset symbol, and the matrix it stands for with its numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import Spots, number_text, sized
from widgets.chain_matrix import draw_matrix, matrix_width, number_font
from widgets.formula import SetFormula, formula_picture, typeset
from widgets.theme import px, theme, tokens

Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MatrixLine:
    """One line: a symbol in LaTeX and in plain letters, its numbers (rows, columns) or, without them, a text.

    ``heads`` stand over the columns, ``units`` are those of the columns, ``names`` those of the rows; ``scales`` give
    each column its own full colour.
    """

    latex: str
    plain: str
    values: Doubles | None = None
    text: str = ""
    tip: str = ""
    heads: Sequence[str] = ()
    units: Sequence[str] = ()
    names: Sequence[str] = ()
    scales: Sequence[float] | None = None


class MatrixLines(QWidget):
    """Lines below each other, the symbols in one column; every number answers the pointer."""

    LINE, GAP = 19, 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[MatrixLine, ...] = ()
        self._spots = Spots()
        self._under: QRectF | None = None
        self._set: dict[tuple[str, str, float], SetFormula | None] = {}
        self._waiting = QTimer(self, interval=20)
        self._waiting.timeout.connect(self._set_one)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._restyle)

    def set_lines(self, lines: Sequence[MatrixLine]) -> None:
        """What is written, from top to bottom."""
        shape = [(line.latex, None if line.values is None else line.values.shape) for line in self._lines]
        self._lines = tuple(lines)
        self.setAccessibleDescription("; ".join(self._spoken(line) for line in lines))
        if shape != [(line.latex, None if line.values is None else line.values.shape) for line in lines]:
            self.updateGeometry()
        self.update()

    @staticmethod
    def _spoken(line: MatrixLine) -> str:
        if line.values is None:
            return f"{line.plain} {line.text}"
        rows = ["  ".join(number_text(float(v)) for v in row) for row in line.values]
        return f"{line.plain} = [{'; '.join(rows)}]"

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(280), round(sum(self._high(line) for line in self._lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def _symbol(self, line: MatrixLine) -> SetFormula | None:
        """The typeset symbol; in a window not before the typesetter is loaded elsewhere, and one at a time."""
        if not line.latex:
            return None
        key = (line.latex, tokens().text, theme.scale * 13.5)
        if key in self._set:
            return self._set[key]
        if self.isVisible():
            if not self._waiting.isActive():
                self._waiting.start()
            return None
        self._set[key] = typeset(*key)
        return self._set[key]

    def _set_one(self) -> None:
        if not hasattr(sys.modules.get("ziamath.zmath"), "Latex"):  # the lesson's run loads it, off this thread
            return
        size, colour = theme.scale * 13.5, tokens().text
        missing = [line.latex for line in self._lines if line.latex and (line.latex, colour, size) not in self._set]
        if missing:
            self._set[missing[0], colour, size] = typeset(missing[0], colour, size)
        if len(missing) <= 1:
            self._waiting.stop()
            self._restyle()

    def _high(self, line: MatrixLine) -> float:
        symbol = self._symbol(line)
        tall = symbol.height if symbol is not None else px(self.LINE)
        rows = 1 if line.values is None else len(line.values)
        head = px(16) if line.heads else 0
        return max(tall, rows * px(self.LINE) + head) + px(self.GAP)

    def to_image(self) -> QImage:
        """The lines as they are on the screen."""
        return self.grab().toImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t, letters = QPainter(self), tokens(), number_font()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(letters)
        self._spots.clear()
        symbols = [self._symbol(line) for line in self._lines]
        widths = [
            s.width if s is not None else metrics.horizontalAdvance(line.plain)
            for line, s in zip(self._lines, symbols, strict=True)
            if line.values is not None or line.text
        ]
        equations = any(line.values is not None for line in self._lines)
        indent = max(widths, default=0.0) + px(20 if equations else 12)
        top = 0.0
        for line, symbol in zip(self._lines, symbols, strict=True):
            high = self._high(line)
            middle = top + (high - px(self.GAP) + (px(16) if line.heads else 0)) / 2
            self._draw_symbol(painter, line, symbol, middle)
            room = QRectF(indent, middle, self.width() - indent, 0)
            if line.values is not None:
                painter.setFont(letters)
                painter.setPen(QColor(t.quiet))
                painter.drawText(
                    QRectF(indent - px(18), middle - px(10), px(14), px(20)), Qt.AlignmentFlag.AlignCenter, "="
                )
                self._draw_values(painter, line, room, letters)
            elif line.text:
                painter.setFont(letters)
                painter.setPen(QColor(t.text))
                long = metrics.horizontalAdvance(line.text)
                if long > room.width():  # smaller before it is cut
                    size = max(px(8.5), QFontMetricsF(letters).ascent() * room.width() / long)
                    painter.setFont(sized(letters, size))
                words = QFontMetricsF(painter.font()).elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
                place = QRectF(indent, middle - metrics.height() / 2, room.width(), metrics.height())
                painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
                self._spots.add(place, line.tip or line.text)
            top += high
        if self._under is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), px(1.5)))
            painter.drawRect(self._under)
        painter.end()

    def _draw_symbol(self, painter: QPainter, line: MatrixLine, symbol: Any, middle: float) -> None:
        if symbol is None:
            painter.setFont(number_font())
            painter.setPen(QColor(tokens().text))
            metrics = QFontMetricsF(number_font())
            painter.drawText(QPointF(0, middle + metrics.ascent() / 2), line.plain)
            return
        shrink = min(1.0, self.width() / symbol.width)
        ratio = self.devicePixelRatioF()
        picture = formula_picture(symbol, ratio * shrink)
        picture.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(0, middle - symbol.height * shrink / 2), picture)
        self._spots.add(
            QRectF(0, middle - symbol.height / 2, symbol.width * shrink, symbol.height), line.tip or line.plain
        )

    def _draw_values(self, painter: QPainter, line: MatrixLine, room: QRectF, letters: Any) -> None:
        values = line.values
        assert values is not None
        rows, columns = values.shape
        wide = min(room.width(), max(matrix_width(values, letters), px(40)) * columns + px(8))
        rect = QRectF(room.left(), room.top() - rows * px(self.LINE) / 2, wide, rows * px(self.LINE))
        draw_matrix(painter, rect, values, letters, self._spots, self._say(line), line.scales)
        if line.heads:
            painter.setFont(letters)
            painter.setPen(QColor(tokens().quiet))
            inner = rect.adjusted(px(4), 0, -px(4), 0)
            for k, head in enumerate(line.heads):
                cell = QRectF(
                    inner.left() + k * inner.width() / columns, rect.top() - px(17), inner.width() / columns, px(16)
                )
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, head)

    def _say(self, line: MatrixLine) -> Callable[[int, int], str]:
        def say(row: int, column: int) -> str:
            assert line.values is not None
            unit = line.units[column] if line.units else ""
            value = f"{number_text(float(line.values[row, column]), 6)} {unit}".strip().replace("-", "−")
            names = [line.names[row]] if line.names else []
            names += [line.heads[column]] if line.heads else [] if line.names else [f"{row + 1}, {column + 1}"]
            return f"{line.plain} ({', '.join(names)}): {value}"

        return say

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._spots.at(event.position())
        self.setToolTip(found[0] if found is not None else "")
        under = found[1] if found is not None else None
        if under != self._under:
            self._under = under
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()
