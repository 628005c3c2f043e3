"""The basin of convergence: from which initial rotations and shifts a registration finds its way."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
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
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import ink_on, number_text, packed
from widgets.colour_bar import short_number
from widgets.colours import lut
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]
_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)}


class BasinMap(QWidget):
    """One cell a start: rotations upwards, shifts to the right, the colour how far the run ended from the truth.

    ``chosen`` (row, column): a cell was clicked, or chosen with Enter. ``hovered`` ((row, column) or None).
    """

    chosen = Signal(int, int)
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Doubles = np.empty((0, 0))
        self._converged: NDArray[np.bool_] = np.empty((0, 0), bool)
        self._rotations: Doubles = np.empty(0)
        self._shifts: Doubles = np.empty(0)
        self._angles: Doubles | None = None
        self._unit, self._quantity, self._axes, self._high = "", "", "", 1.0
        self._selected: tuple[int, int] | None = None
        self._cell: tuple[int, int] | None = None
        self._said = ""
        self._message = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Basin of convergence"))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(224))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(136))

    def set_map(
        self,
        values: ArrayLike,
        converged: ArrayLike,
        rotations: ArrayLike,
        shifts: ArrayLike,
        high: float,
        unit: str = "",
        quantity: str = "",
        angles: ArrayLike | None = None,
        axes: str = "",
    ) -> None:
        """Show ``values`` (R, C), NaN where a run has not ended, on the absolute scale 0 to ``high``.

        ``converged`` (R, C) bool marks cells; ``rotations`` (R,) degrees, ``shifts`` (C,) in ``unit``; ``quantity``
        says what the values are (in ``unit``). ``angles`` (R, C) degrees are told beside them, ``axes`` in the summary.
        """
        self._values = np.array(values, np.float64)
        self._converged = np.array(converged, bool)
        self._rotations, self._shifts = np.array(rotations, np.float64), np.array(shifts, np.float64)
        self._high, self._unit, self._quantity = (float(high) if high > 0 else 1.0), unit, quantity
        self._angles = None if angles is None else np.array(angles, np.float64)
        self._axes, self._message = axes, ""
        self.setAccessibleDescription(self.summary())
        self.setToolTip(self.tr("Click a cell to play its run."))
        self.update()

    def set_message(self, message: str) -> None:
        """Words in place of the map: what is awaited, or what went wrong."""
        self._message = message
        self._values = np.empty((0, 0))
        self.update()

    def set_selected(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell whose run is shown."""
        self._selected = cell
        self.update()

    def summary(self) -> str:
        """How many of the runs converged."""
        if not self._values.size:
            return self._message
        done = int(np.isfinite(self._values).sum())
        if done < self._values.size:
            return self.tr("{done} of {all} starts run").format(done=done, all=self._values.size)
        text = self.tr("{count} of {all} starts converge").format(
            count=int(self._converged.sum()), all=self._values.size
        )
        return f"{text} · {self._axes}" if self._axes else text

    def readout(self, row: int, column: int) -> str:
        """A cell in words."""
        start = self.tr("{angle}°, {shift}").format(
            angle=number_text(float(self._rotations[row])),
            shift=f"{number_text(float(self._shifts[column]))} {self._unit}".rstrip(),
        )
        value = float(self._values[row, column])
        if not np.isfinite(value):
            return self.tr("{start}: not run yet").format(start=start)
        end = self.tr("converged") if self._converged[row, column] else self.tr("lost")
        text = self.tr("{start}: {end}, {quantity} {value}").format(
            start=start, end=end, quantity=self._quantity, value=f"{number_text(value)} {self._unit}".rstrip()
        )
        return text if self._angles is None else f"{text}, {number_text(float(self._angles[row, column]))}°"

    def to_image(self) -> QImage:
        """The map as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``basin`` and ``basin_converged`` (R, C), ``basin_rotations`` (R,), ``basin_shifts`` (C,)."""
        if not self._values.size:
            return {}
        return {
            "basin": self._values,
            "basin_converged": self._converged,
            "basin_rotations": self._rotations,
            "basin_shifts": self._shifts,
        }

    # where things are

    def map_rect(self) -> QRectF:
        """Where the cells stand; the first rotation is at the bottom."""
        metrics = QFontMetricsF(font("small", tabular=True))
        left = max((metrics.horizontalAdvance(f"{short_number(v)}°") for v in self._rotations), default=0.0) + px(8)
        return QRectF(left, px(26), max(1.0, self.width() - left - px(64)), max(1.0, self.height() - px(26) - px(24)))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        rect, (rows, columns) = self.map_rect(), self._values.shape
        wide, high = rect.width() / columns, rect.height() / rows
        return QRectF(rect.left() + column * wide, rect.bottom() - (row + 1) * high, wide, high)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The cell under a point."""
        rect, (rows, columns) = self.map_rect(), self._values.shape
        if not self._values.size or not rect.contains(point):
            return None
        row = min(rows - 1, int((rect.bottom() - point.y()) / rect.height() * rows))
        return row, min(columns - 1, int((point.x() - rect.left()) / rect.width() * columns))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setFont(font("small", tabular=True))
        head = QRectF(0, 0, self.width(), px(20))
        middle = Qt.AlignmentFlag.AlignVCenter
        if not self._values.size:
            painter.setPen(QColor(t.quiet))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(self.rect()), flags, self._message)
            painter.end()
            return
        text = self.summary() if self._cell is None else self.readout(*self._cell)
        painter.setPen(QColor(t.quiet if self._cell is None else t.text))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | middle), shown)
        table = packed(lut("inferno"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(self._values.shape[0]):
            for column in range(self._values.shape[1]):
                self._draw_cell(painter, row, column, table)
        self._draw_axes(painter)
        self._draw_bar(painter)
        painter.end()

    def _draw_cell(self, painter: QPainter, row: int, column: int, table: NDArray[np.uint32]) -> None:
        t = tokens()
        place, value = self.cell_rect(row, column).adjusted(1, 1, -1, -1), float(self._values[row, column])
        painter.setPen(Qt.PenStyle.NoPen)
        if np.isfinite(value):
            colour = QColor.fromRgb(int(table[round(255 * min(1.0, max(0.0, value / self._high)))]))
            painter.setBrush(colour)
        else:
            colour = QColor(t.raised if t.name == "dark" else t.panel)
            painter.setBrush(colour)
        painter.drawRoundedRect(place, px(2), px(2))
        if np.isfinite(value) and self._converged[row, column]:
            ink = ink_on(colour)
            ink.setAlphaF(0.85)
            side = min(place.width(), place.height()) * 0.2
            middle = place.center()
            painter.setPen(QPen(ink, px(1.5)))
            painter.drawLine(middle + QPointF(-side, 0), middle + QPointF(-side * 0.2, side * 0.8))
            painter.drawLine(middle + QPointF(-side * 0.2, side * 0.8), middle + QPointF(side, -side * 0.7))
        marked = (row, column) == self._selected
        if marked or (row, column) == self._cell:
            painter.setPen(QPen(QColor(t.accent if marked else t.text), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, px(2), px(2))

    def _draw_axes(self, painter: QPainter) -> None:
        painter.setPen(QColor(tokens().quiet))
        rect, metrics = self.map_rect(), QFontMetricsF(painter.font())
        rows, columns = self._values.shape
        every = max(1, int(np.ceil(metrics.height() * rows / rect.height())))
        for row in range(0, rows, every):
            place = self.cell_rect(row, 0)
            room = QRectF(0, place.center().y() - px(10), rect.left() - px(6), px(20))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags), f"{short_number(float(self._rotations[row]))}°")
        texts = [short_number(float(v)) for v in self._shifts]
        texts[-1] = f"{texts[-1]} {self._unit}".rstrip()
        widest = max(metrics.horizontalAdvance(text) for text in texts) + px(6)
        every = max(1, int(np.ceil(widest * columns / rect.width())))
        for column in sorted({*range(0, columns, every), columns - 1}):
            if column != columns - 1 and columns - 1 - column < every:
                continue
            place = self.cell_rect(0, column)
            room = QRectF(place.center().x() - widest, rect.bottom() + px(4), 2 * widest, px(18))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, texts[column])

    def _draw_bar(self, painter: QPainter) -> None:
        rect = self.map_rect()
        bar = QRectF(rect.right() + px(10), rect.top(), px(8), rect.height())
        table = lut("inferno")
        high = max(1, int(bar.height()))
        for line in range(high):
            red, green, blue = (int(v) for v in table[round(255 * (1 - line / high))])
            painter.fillRect(QRectF(bar.left(), bar.top() + line, bar.width(), 1.5), QColor(red, green, blue))
        painter.setPen(QColor(tokens().quiet))
        left, line_height = bar.right() + px(5), px(18)
        wide = self.width() - left
        painter.drawText(QRectF(left, bar.top() - px(2), wide, line_height), 0, f"≥ {short_number(self._high)}")
        if bar.height() > px(72) and self._unit:
            middle = QRectF(left, bar.center().y() - line_height / 2, wide, line_height)
            painter.drawText(middle, int(Qt.AlignmentFlag.AlignVCenter), self._unit)
        foot = QRectF(left, bar.bottom() - line_height + px(2), wide, line_height)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignBottom), "0")

    # pointer and keys

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.setToolTip(
                self.tr("Click a cell to play its run.")
                if cell is None
                else self.readout(*cell) + "\n" + self.tr("Click to play this run.")
            )
            self.hovered.emit(cell)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _ARROWS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if by is not None and plain and self._values.size:
            row, column = self._cell if self._cell is not None else (-by[0] if by[0] > 0 else 0, -max(0, by[1]))
            rows, columns = self._values.shape
            self._point((min(rows - 1, max(0, row + by[0])), min(columns - 1, max(0, column + by[1]))))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cell is not None:
            self.chosen.emit(*self._cell)
        else:
            super().keyPressEvent(event)
