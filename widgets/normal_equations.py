"""The normal equations of one Gauss-Newton step: J^T J as a picture, the gradient, the step, the eigenvalues."""

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

from widgets.cell_painting import number_text, packed
from widgets.colours import lut
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]

NAMES = ("ωx", "ωy", "ωz", "vx", "vy", "vz")
"""A twist's six numbers: the rotation first, then the shift."""
FREE = 1e3
"""From this condition number on a direction is hardly held by the data."""
_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class NormalEquations(QWidget):
    """J^T J xi = -J^T r for the twist xi of one step. ``said``: what is pointed at.

    The matrix is coloured by H_ij / sqrt(H_ii H_jj), -1 to 1, so that radians and lengths can stand in one picture; the
    pointer tells the entries themselves.
    """

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hessian: Doubles | None = None
        self._gradient: Doubles = np.zeros(6)
        self._twist: Doubles = np.zeros(6)
        self._eigenvalues: Doubles = np.zeros(6)
        self._vectors: Doubles = np.eye(6)
        self._unit = ""
        self._message = self.tr("No step yet")
        self._cell: tuple[int, int] | None = None  # row 0..5; column 0..5 matrix, 6 gradient, 7 step, 8 eigenvalue
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Normal equations"))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(360), px(176))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(216), px(120))

    def set_system(
        self,
        hessian: ArrayLike | None,
        gradient: ArrayLike,
        twist: ArrayLike,
        unit: str = "",
        eigenvalues: ArrayLike | None = None,
        directions: ArrayLike | None = None,
    ) -> None:
        """Show J^T J (6, 6), J^T r (6,) and the step (6,): rotation in radians first, then the shift in ``unit``.

        ``eigenvalues`` (6,) and ``directions`` (6, 6, in columns) are those of another scaling, in which rotations and
        shifts can be compared; without both, of the matrix itself.
        """
        self._hessian = None if hessian is None else np.array(hessian, np.float64)
        self._unit = unit
        if self._hessian is not None:
            self._gradient, self._twist = np.array(gradient, np.float64), np.array(twist, np.float64)
            values, vectors = np.linalg.eigh(self._hessian)
            if eigenvalues is not None and directions is not None:
                values, vectors = np.array(eigenvalues, np.float64), np.array(directions, np.float64)
            order = np.argsort(values)[::-1]
            self._eigenvalues, self._vectors = values[order], vectors[:, order]
        self.setAccessibleDescription(self.summary())
        self.update()

    def set_message(self, message: str) -> None:
        """Words in place of the picture: why there is no system."""
        self._message = message
        self._hessian = None
        self.setAccessibleDescription(message)
        self.update()

    def condition(self) -> float:
        """The largest eigenvalue over the smallest; infinite where a direction is free."""
        low, high = float(self._eigenvalues[-1]), float(self._eigenvalues[0])
        return high / low if low > high * 1e-16 else float("inf")

    def normalised(self) -> Doubles:
        """H_ij / sqrt(H_ii H_jj), (6, 6), 0 where a diagonal entry is 0."""
        assert self._hessian is not None
        size = np.sqrt(np.maximum(np.diag(self._hessian), 0.0))
        outer = np.outer(size, size)
        return np.divide(self._hessian, outer, out=np.zeros((6, 6)), where=outer > 0)

    def summary(self) -> str:
        """The condition number, and which direction is hardly held."""
        if self._hessian is None:
            return self._message
        condition = self.condition()
        words = "∞" if not np.isfinite(condition) else number_text(condition)
        text = self.tr("condition {number}").format(number=words)
        if condition > FREE:
            weakest = self._vectors[:, -1]
            text += " · " + self.tr("hardly held: {name}").format(name=NAMES[int(np.abs(weakest).argmax())])
        return text

    def readout(self, row: int, column: int) -> str:
        """What a cell holds."""
        if self._hessian is None:
            return ""
        if column < 6:
            return self.tr("JᵀJ {row} {column}: {value}, scaled {scaled}").format(
                row=NAMES[row],
                column=NAMES[column],
                value=number_text(float(self._hessian[row, column]), 5),
                scaled=f"{self.normalised()[row, column]:+.3f}",
            )
        if column == 6:
            return self.tr("Jᵀr {row}: {value}").format(
                row=NAMES[row], value=number_text(float(self._gradient[row]), 5)
            )
        if column == 7:
            value = float(self._twist[row])
            text = (
                f"{number_text(float(np.degrees(value)), 4)}°" if row < 3 else f"{number_text(value, 4)} {self._unit}"
            )
            return self.tr("step {row}: {value}").format(row=NAMES[row], value=text.rstrip())
        vector = ", ".join(f"{v:+.2f}" for v in self._vectors[:, row])
        return self.tr("eigenvalue {number}: {value} along ({vector})").format(
            number=row + 1, value=number_text(float(self._eigenvalues[row]), 4), vector=vector
        )

    def to_image(self) -> QImage:
        """The picture as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``hessian`` (6, 6), ``gradient``, ``twist`` and ``eigenvalues`` (6,), float64."""
        if self._hessian is None:
            return {}
        return {
            "hessian": self._hessian,
            "gradient": self._gradient,
            "twist": self._twist,
            "eigenvalues": self._eigenvalues,
        }

    # where things are

    def _side(self) -> float:
        names = px(28)
        high = (self.height() - px(26) - px(20)) / 6
        wide = (self.width() - names - px(36) - px(112)) / 8
        return max(float(px(8)), min(high, wide, float(px(40))))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell stands: columns 0..5 the matrix, 6 the gradient, 7 the step, 8 an eigenvalue's bar."""
        side, left, top = self._side(), float(px(28)), float(px(26) + px(18))
        y = top + row * side
        if column < 6:
            return QRectF(left + column * side, y, side, side)
        first = left + 6 * side + px(12)
        if column == 6:
            return QRectF(first, y, side, side)
        if column == 7:
            return QRectF(first + side + px(8), y, side, side)
        start = first + 2 * side + px(8) + px(16)
        return QRectF(start, y, max(float(px(40)), self.width() - start - px(4)), side)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The cell under a point."""
        if self._hessian is None:
            return None
        return next(((r, c) for r in range(6) for c in range(9) if self.cell_rect(r, c).contains(point)), None)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        if self._hessian is None:
            painter.setPen(QColor(t.quiet))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(self.rect()), flags, self._message)
            painter.end()
            return
        head = QRectF(0, 0, self.width(), px(20))
        text = self.summary() if self._cell is None else self.readout(*self._cell)
        warn = self._cell is None and self.condition() > FREE
        painter.setPen(QColor(t.warning if warn else t.quiet if self._cell is None else t.text))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        self._draw_names(painter)
        size = np.sqrt(np.maximum(np.diag(self._hessian), 0.0))
        gradient = np.divide(self._gradient, size, out=np.zeros(6), where=size > 0)
        step = self._twist * size
        for row in range(6):
            for column in range(6):
                self._draw_cell(painter, row, column, float(self.normalised()[row, column]))
            for column, values in ((6, gradient), (7, step)):
                most = float(np.abs(values).max()) or 1.0
                self._draw_cell(painter, row, column, float(values[row]) / most)
            self._draw_eigenvalue(painter, row)
        painter.end()

    def _draw_names(self, painter: QPainter) -> None:
        t, metrics = tokens(), QFontMetricsF(painter.font())
        painter.setPen(QColor(t.quiet))
        for row, name in enumerate(NAMES):
            place = self.cell_rect(row, 0)
            if place.height() >= metrics.height() * 0.8 or row % 3 == 0:
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRectF(0, place.top(), px(22), place.height()), int(flags), name)
        top = self.cell_rect(0, 0).top() - px(18)
        middle = self.cell_rect(0, 0).left() + 3 * self._side()
        painter.drawText(QRectF(middle - px(40), top, px(80), px(16)), Qt.AlignmentFlag.AlignCenter, "JᵀJ")
        for column, name in ((6, "Jᵀr"), (7, self.tr("ξ"))):
            place = self.cell_rect(0, column)
            painter.drawText(
                QRectF(place.center().x() - px(20), top, px(40), px(16)), Qt.AlignmentFlag.AlignCenter, name
            )
        place = self.cell_rect(0, 8)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words = self.tr("eigenvalues, log")
        room = self.width() - place.left()
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(place.left(), top, room, px(16)), left, words)

    def _draw_cell(self, painter: QPainter, row: int, column: int, value: float) -> None:
        t, table = tokens(), packed(lut("activations"))
        place = self.cell_rect(row, column).adjusted(0.5, 0.5, -0.5, -0.5)
        colour = QColor.fromRgb(int(table[round(127.5 + 127.5 * min(1.0, max(-1.0, value)))]))
        painter.setPen(QPen(QColor(t.text), px(2)) if (row, column) == self._cell else Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRect(place)

    def _draw_eigenvalue(self, painter: QPainter, row: int) -> None:
        t, place = tokens(), self.cell_rect(row, 8)
        most, value = float(self._eigenvalues[0]), float(self._eigenvalues[row])
        decades = 8.0
        share = 0.0
        if most > 0 and value > 0:
            share = max(0.0, 1.0 + np.log10(value / most) / decades)
        metrics = QFontMetricsF(painter.font())
        words = number_text(value, 2)
        room = metrics.horizontalAdvance("8.88e-8") + px(6)
        long = max(float(px(12)), place.width() - room)
        thick = min(place.height() * 0.5, float(px(8)))
        bar = QRectF(place.left(), place.center().y() - thick / 2, long, thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.track))
        painter.drawRoundedRect(bar, thick / 2, thick / 2)
        held = most > 0 and value > most / FREE
        painter.setBrush(QColor((t.text if (row, 8) == self._cell else t.quiet) if held else t.warning))
        painter.drawRoundedRect(bar.adjusted(0, 0, -long * (1 - share), 0), thick / 2, thick / 2)
        if place.height() >= metrics.height() * 0.8 or row in (0, 5):
            painter.setPen(QColor(t.text if (row, 8) == self._cell else t.quiet))
            painter.drawText(
                QRectF(bar.right() + px(6), place.center().y() - px(10), room, px(20)),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                words,
            )

    # pointer and keys

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._cell:
            self._cell = cell
            words = "" if cell is None else self.readout(*cell)
            self.setToolTip(words)
            self.said.emit(words)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is None or self._hessian is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        row, column = (0, 0) if self._cell is None else (self._cell[0] + by[0], self._cell[1] + by[1])
        self._point((min(5, max(0, row)), min(8, max(0, column))))
