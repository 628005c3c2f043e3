"""A Jacobian as a picture: a row a residual, a column a parameter; residual and weight beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import draw_cells, number_text, packed
from widgets.chain_matrix import around_zero
from widgets.scale_bar import ScaleBar
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]


class JacobianPicture(QWidget):
    """``pointed`` carries the row under the pointer, or None; the arrow keys go from row to row."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = _Cells(self)
        self.caption = ScaleBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.cells, 1)
        self._column.addWidget(self.caption)
        self.setFocusProxy(self.cells)
        self.cells.row_pointed.connect(self._row_pointed)
        self.cells.cell_pointed.connect(self._say)
        self.setAccessibleName(self.tr("Jacobian"))
        self.cells.setAccessibleName(self.tr("Jacobian"))
        theme.theme_changed.connect(self._restyle)
        self._restyle()

    def set_jacobian(
        self,
        jacobian: Doubles,
        residuals: Doubles,
        weights: Doubles,
        symbols: Sequence[str],
        unit: str,
    ) -> None:
        """J (N, P), the residuals (N,) in ``unit`` and the weights (N,)."""
        self.cells.set_values(jacobian, residuals, weights, tuple(symbols), unit)
        rows, columns = jacobian.shape
        self.caption.set_summary(self.tr("{rows} × {columns}").format(rows=rows, columns=columns))

    def set_marked(self, row: int | None) -> None:
        """Mark a row, without a signal; the caption says its residual and weight unless the pointer is on a cell."""
        self.cells.set_marked(row)
        if row is None:
            self.caption.set_readout("")
        elif not self.cells.pointed_at():
            self._say((row, len(self.cells.symbols)))

    def to_image(self) -> QImage:
        """The picture as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``jacobian`` (N, P), ``residuals`` (N,), ``weights`` (N,)."""
        cells = self.cells
        return {"jacobian": cells.jacobian, "residuals": cells.residuals, "weights": cells.weights}

    def _row_pointed(self, row: object) -> None:
        self.pointed.emit(row)

    def _say(self, cell: object) -> None:
        self.caption.set_readout(self.cells.sentence(*cell) if isinstance(cell, tuple) else "")

    def _restyle(self) -> None:
        self._column.setSpacing(px(4))
        table = packed(around_zero())
        self.caption.set_scale(table, self.tr("−max"), self.tr("max"), self.tr("each column"))
        self.cells.update()


class _Cells(QWidget):
    """The painted matrix with its headings."""

    row_pointed = Signal(object)
    cell_pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jacobian: Doubles = np.empty((0, 0))
        self.residuals: Doubles = np.empty(0)
        self.weights: Doubles = np.empty(0)
        self.symbols: tuple[str, ...] = ()
        self.unit = ""
        self._marked: int | None = None
        self._cell: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(264), px(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(120))

    def set_values(
        self, jacobian: Doubles, residuals: Doubles, weights: Doubles, symbols: tuple[str, ...], unit: str
    ) -> None:
        """Draw these."""
        self.jacobian, self.residuals, self.weights = jacobian, residuals, weights
        self.symbols, self.unit = symbols, unit
        if self._cell is not None and self._cell[0] >= len(jacobian):
            self._cell = None
        if self._marked is not None and self._marked >= len(jacobian):
            self._marked = None
        self.update()

    def set_marked(self, row: int | None) -> None:
        """Mark a row."""
        if row != self._marked:
            self._marked = row
            self.update()

    def pointed_at(self) -> bool:
        """Whether the pointer is on a cell."""
        return self._cell is not None

    def sentence(self, row: int, column: int) -> str:
        """A row's values in words; ``column`` past the parameters: residual and weight."""
        columns = len(self.symbols)
        parts = []
        if column < columns:
            name = self.tr("row {row}, ∂r/∂{symbol}").format(row=row, symbol=self.symbols[column])
            parts.append(f"{name} {number_text(float(self.jacobian[row, column]), 4)}")
        else:
            parts.append(self.tr("row {row}").format(row=row))
            parts.append(
                self.tr("r {value}").format(value=f"{number_text(float(self.residuals[row]))} {self.unit}".rstrip())
            )
            parts.append(self.tr("weight {value}").format(value=number_text(float(self.weights[row]))))
        return " · ".join(parts)

    def _layout(self) -> tuple[QRectF, QRectF, QRectF]:
        """Where J, r and w are drawn."""
        head = QFontMetricsF(font("caption")).height() + px(4)
        columns = max(1, len(self.symbols))
        gap = px(8)
        wide = (self.width() - 2 * gap - px(2)) / (columns + 2)
        high = self.height() - head - px(2)
        j = QRectF(px(1), head, wide * columns, high)
        r = QRectF(j.right() + gap, head, wide, high)
        return j, r, QRectF(r.right() + gap, head, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        rows = len(self.jacobian)
        if not rows:
            return
        table = packed(around_zero())
        j, r, w = self._layout()
        most = np.abs(np.where(np.isfinite(self.jacobian), self.jacobian, 0.0)).max(axis=0)
        scaled = (self.jacobian / np.where(most > 0, most, 1.0)).astype(np.float32)
        draw_cells(painter, j, scaled, table, (-1.0, 1.0), numbers=False)
        size = float(np.abs(self.residuals).max()) or 1.0
        draw_cells(painter, r, (self.residuals / size).astype(np.float32)[:, None], table, (-1.0, 1.0), numbers=False)
        draw_cells(painter, w, self.weights.astype(np.float32)[:, None], table, (-1.0, 1.0), numbers=False)
        painter.setFont(font("caption"))
        painter.setPen(QColor(t.quiet))
        wide = j.width() / len(self.symbols)
        for column, symbol in enumerate(self.symbols):
            place = QRectF(j.left() + column * wide, 0, wide, j.top() - px(3))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"∂{symbol}")
        for rect, word in ((r, "r"), (w, "w")):
            painter.drawText(QRectF(rect.left(), 0, rect.width(), j.top() - px(3)), Qt.AlignmentFlag.AlignCenter, word)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.line), 1))
        for rect in (j, r, w):
            painter.drawRect(rect)
        if self._marked is not None:
            high = j.height() / rows
            place = QRectF(j.left(), j.top() + self._marked * high, w.right() - j.left(), max(high, 2.0))
            painter.setPen(QPen(QColor(t.accent), px(1.8)))
            painter.drawRect(place)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column under a point; the residual is column P, the weight P + 1."""
        rows, columns = len(self.jacobian), len(self.symbols)
        for number, rect in enumerate(self._layout()):
            if rows and rect.contains(point):
                row = min(rows - 1, int((point.y() - rect.top()) / rect.height() * rows))
                across = min(columns - 1, int((point.x() - rect.left()) / rect.width() * columns))
                return row, across if number == 0 else columns + number - 1
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.row_pointed.emit(None if cell is None else cell[0])
            self.cell_pointed.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None or not len(self.jacobian) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        here = (-1 if by > 0 else 0) if self._marked is None else self._marked
        self.row_pointed.emit((here + by) % len(self.jacobian))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
