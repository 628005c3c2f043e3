"""A matrix of values as coloured cells: a row lights up with its kin elsewhere, the value under the pointer is said."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import draw_cells, number_text, packed, resampled
from widgets.colours import lut
from widgets.scale_bar import ScaleBar
from widgets.theme import px, text_label, theme, tokens

Floats = NDArray[np.float32]
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class ValueMatrix(QWidget):
    """Values (rows, columns) under a title, with their colours' end values.

    ``cell_pointed`` carries (row, column) under the pointer or walked to with the arrow keys, or None.
    """

    cell_pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label("", "heading")
        self.cells = _Cells(self)
        self.caption = ScaleBar(self)
        self._names, self._first = ("", ""), 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.cells, 1)
        self._column.addWidget(self.caption)
        self.setFocusProxy(self.cells)
        self.cells.pointed.connect(self._point)
        theme.theme_changed.connect(self._restyle)
        self._restyle()

    def set_values(
        self,
        title: str,
        values: Floats,
        names: tuple[str, str],
        bounds: tuple[float, float],
        *,
        square: bool = False,
        first: int = 0,
    ) -> None:
        """Draw (rows, columns); NaN stays bare. ``names`` of a row and a column; ``bounds``: the colours' ends.

        Bounds on both sides of zero take the diverging colours. ``square``: cells are as wide as high.
        ``first``: what the first row and column are called.
        """
        self.title.setText(title)
        self.setAccessibleName(title)
        self.cells.setAccessibleName(title)
        self._names, self._first = names, first
        self.cells.set_values(values, bounds, square)
        self.caption.set_summary(self.tr("{rows} × {columns}").format(rows=values.shape[0], columns=values.shape[1]))
        self._restyle()
        self._say(self.cells.cell)

    def set_marked(self, row: int | None) -> None:
        """Frame a row, without a signal."""
        self.cells.set_marked(row)

    def to_image(self) -> QImage:
        """The matrix as it is on the screen."""
        return self.grab().toImage()

    def _point(self, cell: Any) -> None:
        self._say(cell)
        self.cell_pointed.emit(cell)

    def _say(self, cell: Any) -> None:
        if cell is None:
            self.caption.set_readout("")
            return
        value = float(self.cells.values[cell])
        self.caption.set_readout(
            self.tr("{row_name} {row}, {column_name} {column} · {value}").format(
                row_name=self._names[0],
                row=f"{cell[0] + self._first}".replace("-", "\u2212"),
                column_name=self._names[1],
                column=f"{cell[1] + self._first}".replace("-", "\u2212"),
                value="–" if np.isnan(value) else number_text(value),
            )
        )

    def _restyle(self) -> None:
        self._column.setSpacing(px(4))
        low, high = self.cells.bounds
        self.caption.set_scale(packed(self.cells.table()), number_text(low), number_text(high))
        self.cells.update()


class _Cells(QWidget):
    """The painted cells."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: Floats = np.empty((0, 0), np.float32)
        self.bounds = (0.0, 1.0)
        self.cell: tuple[int, int] | None = None
        self._square = False
        self._marked: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), px(64))

    def set_values(self, values: Floats, bounds: tuple[float, float], square: bool) -> None:
        """Draw these."""
        self.values, self.bounds, self._square = np.asarray(values, np.float32), bounds, square
        rows, columns = values.shape
        if self.cell is not None and (self.cell[0] >= rows or self.cell[1] >= columns):
            self.cell = None
        self.update()

    def set_marked(self, row: int | None) -> None:
        """Frame a row."""
        if row != self._marked:
            self._marked = row
            self.update()

    def table(self) -> NDArray[np.uint8]:
        """The colours."""
        return lut("activations" if self.bounds[0] < 0 < self.bounds[1] else "viridis")

    def place(self) -> QRectF:
        """Where the cells are drawn."""
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rows, columns = self.values.shape
        if self._square and rows and columns:
            size = min(whole.width() / columns, whole.height() / rows)
            return QRectF(whole.left(), whole.top(), size * columns, size * rows)
        return whole

    def centre_of(self, row: int, column: int) -> QPointF:
        """The middle of a cell."""
        place, (rows, columns) = self.place(), self.values.shape
        return QPointF(
            place.left() + (column + 0.5) * place.width() / columns, place.top() + (row + 0.5) * place.height() / rows
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        rows, columns = self.values.shape
        if not rows or not columns:
            return
        painter, t, place = QPainter(self), tokens(), self.place()
        values = self.values
        high, wide = int(place.height() * self.devicePixelRatioF()), int(place.width() * self.devicePixelRatioF())
        if rows > high > 0 or columns > wide > 0:  # more cells than pixels: averaged, not skipped
            values = resampled(values[None], min(rows, max(1, high)), min(columns, max(1, wide)))[0]
        draw_cells(painter, place, values, packed(self.table()), self.bounds, numbers=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._marked is not None and self._marked < rows:
            tall = place.height() / rows
            painter.setPen(QPen(QColor(t.text), 1 if tall < px(6) else px(1.8)))
            painter.drawRect(QRectF(place.left(), place.top() + self._marked * tall, place.width(), max(tall, px(3))))
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place, (rows, columns) = self.place(), self.values.shape
        point = event.position()
        if not rows or not place.contains(point):
            self._go(None)
            return
        row = min(rows - 1, int((point.y() - place.top()) / place.height() * rows))
        self._go((row, min(columns - 1, int((point.x() - place.left()) / place.width() * columns))))

    def leaveEvent(self, event: QEvent) -> None:
        self._go(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _ARROWS.get(Qt.Key(event.key()))
        if move is None or not self.values.size or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        rows, columns = self.values.shape
        row, column = self.cell or (self._marked or 0, 0)
        self._go(((row + move[0]) % rows, (column + move[1]) % columns))

    def _go(self, cell: tuple[int, int] | None) -> None:
        if cell != self.cell:
            self.cell = cell
            self.pointed.emit(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
