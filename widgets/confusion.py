"""A confusion matrix: true classes down, answers across, counts in the cells."""

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

from widgets.cell_painting import image_of, ink_on, packed, sized, steps_between
from widgets.colours import lut
from widgets.scale_bar import ScaleBar
from widgets.theme import font, px, theme, tokens


class Confusion(QWidget):
    """How often each true class (row) got each answer (column).

    ``cell_chosen`` carries (true class, answer) of the cell that was clicked or opened by Enter.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = _Matrix(self)
        self.caption = ScaleBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.matrix, 1)
        self._column.addWidget(self.caption)
        self.setFocusProxy(self.matrix)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.matrix.setAccessibleName(self.tr("Confusion matrix"))
        self.matrix.chosen.connect(self.cell_chosen)
        self.matrix.pointed.connect(self._say)
        theme.theme_changed.connect(self._restyle)
        self.set_counts(None, ())

    def set_counts(self, counts: NDArray[np.int64] | None, names: Sequence[str]) -> None:
        """Show ``counts`` (K,K): row the true class, column the answer; ``names`` of the K classes."""
        self.matrix.set_counts(None if counts is None else np.asarray(counts), tuple(names))
        self._describe()

    def set_per_row(self, per_row: bool) -> None:
        """Colour each row by its share of the class's pictures instead of by the plain counts."""
        self.matrix.per_row = per_row
        self.matrix.update()
        self._describe()

    def sentence(self, true: int, answer: int) -> str:
        """What the cell (true class, answer) says, in words."""
        counts, names = self.matrix.counts, self.matrix.names
        if counts is None:
            return ""
        values = {"count": int(counts[true, answer]), "all": int(counts[true].sum()), "true": names[true]}
        if true == answer:
            return self.tr("{count} of {all} pictures of {true} answered rightly").format(**values)
        return self.tr("{count} of {all} pictures of {true} taken for {answer}").format(answer=names[answer], **values)

    def to_image(self) -> QImage:
        """The matrix as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``counts`` (K,K) int64 and ``names`` (K,)."""
        if self.matrix.counts is None:
            return {}
        return {"counts": self.matrix.counts, "names": np.array(self.matrix.names)}

    def _say(self, cell: object) -> None:
        self.caption.set_readout(self.sentence(*cell) if isinstance(cell, tuple) else "")

    def _describe(self) -> None:
        counts = self.matrix.counts
        if counts is None or not counts.size:
            self.caption.set_summary("")
            self.caption.set_scale(None, "", "")
            return
        total, right = int(counts.sum()), int(np.trace(counts))
        text = self.tr("{right} of {total} pictures answered rightly").format(right=right, total=total)
        self.caption.set_summary(text)
        self.setAccessibleDescription(text)
        if self.matrix.per_row:
            self.caption.set_scale(self.matrix.table(), "0", "100 %", self.tr("share of the row"))
        else:
            self.caption.set_scale(self.matrix.table(), "0", str(int(counts.max())), self.tr("pictures"))

    def _restyle(self) -> None:
        self.matrix.update()
        self._describe()


class _Matrix(QWidget):
    """The painted matrix with its class names."""

    chosen = Signal(int, int)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: NDArray[np.int64] | None = None
        self.names: tuple[str, ...] = ()
        self.per_row = False
        self._hovered: tuple[int, int] | None = None
        self._current = (0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(160))

    def set_counts(self, counts: NDArray[np.int64] | None, names: tuple[str, ...]) -> None:
        """Show these counts."""
        self.counts = counts if counts is not None and counts.size else None
        number = 0 if self.counts is None else len(self.counts)
        self.names = (*names, *(str(i) for i in range(len(names), number)))[:number]
        if self._hovered is not None and max(self._hovered) >= number:
            self._hovered = None
        self._current = (min(self._current[0], max(0, number - 1)), min(self._current[1], max(0, number - 1)))
        self.update()

    def table(self) -> NDArray[np.uint32]:
        """From the ground to a full colour, so that an empty matrix is quiet: viridis without its ends."""
        colours = tokens()
        ramp = lut("viridis")[40:220]
        if colours.name == "light":
            ramp = ramp[::-1]
        places = np.linspace(0, len(ramp) - 1, 256).astype(int)
        ground = QColor(colours.panel)
        share = np.clip(np.arange(256) / 40, 0, 1)[:, None]
        mixed = ramp[places] * share + np.array([ground.red(), ground.green(), ground.blue()]) * (1 - share)
        return packed(mixed.astype(np.uint8))

    def grid_rect(self) -> QRectF:
        """Where the cells lie."""
        if self.counts is None:
            return QRectF()
        metrics = QFontMetricsF(font("small"))
        names = max((metrics.horizontalAdvance(name) for name in self.names), default=0.0)
        left = min(names, self.width() * 0.3) + px(26)
        top = metrics.height() + px(26)
        side = min(self.width() - left - px(2), self.height() - top - px(2))
        return QRectF(left, top, max(side, 1.0), max(side, 1.0))

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """(true class, answer) at a point."""
        rect = self.grid_rect()
        if self.counts is None or not rect.contains(point):
            return None
        number = len(self.counts)
        row = int((point.y() - rect.top()) / rect.height() * number)
        column = int((point.x() - rect.left()) / rect.width() * number)
        return min(row, number - 1), min(column, number - 1)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where the cell (true class, answer) lies."""
        rect = self.grid_rect()
        side = rect.width() / len(self.names)
        return QRectF(rect.left() + column * side, rect.top() + row * side, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = tokens()
        if self.counts is None:
            painter.setPen(QColor(colours.quiet))
            painter.setFont(font("body"))
            words = self.tr("The confusion matrix appears after the first validation.")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
            return
        rect = self.grid_rect()
        number = len(self.counts)
        shares = self.counts / np.maximum(self.counts.sum(1, keepdims=True), 1)
        values = (shares if self.per_row else self.counts).astype(np.float32)
        table = self.table()
        steps = steps_between(values, 0.0, 1.0 if self.per_row else max(1.0, float(values.max())))
        painter.drawImage(rect, image_of(steps, table))
        side = rect.width() / number
        if side >= px(7):
            painter.setPen(QPen(QColor(colours.background), 1))
            for i in range(number + 1):
                painter.drawLine(
                    QPointF(rect.left() + i * side, rect.top()), QPointF(rect.left() + i * side, rect.bottom())
                )
                painter.drawLine(
                    QPointF(rect.left(), rect.top() + i * side), QPointF(rect.right(), rect.top() + i * side)
                )
        self._draw_counts(painter, steps, table, side)
        self._draw_names(painter, rect, side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.ring), px(2)))
            painter.drawRect(self.cell_rect(*self._current))
        if self._hovered is not None:
            painter.setPen(QPen(QColor(colours.text), px(1.5)))
            painter.drawRect(self.cell_rect(*self._hovered))

    def _draw_counts(self, painter: QPainter, steps: NDArray[np.uint8], table: NDArray[np.uint32], side: float) -> None:
        assert self.counts is not None
        letters = sized(font("small", tabular=True), min(0.42 * side, px(14)))
        longest = str(int(self.counts.max()))
        if letters.pixelSize() < 8 or QFontMetricsF(letters).horizontalAdvance(longest) > side - 3:
            return
        painter.setFont(letters)
        for row, line in enumerate(self.counts):
            for column, count in enumerate(line):
                if count or row == column:
                    painter.setPen(ink_on(QColor.fromRgb(int(table[steps[row, column]]))))
                    painter.drawText(self.cell_rect(row, column), Qt.AlignmentFlag.AlignCenter, str(int(count)))

    def _draw_names(self, painter: QPainter, rect: QRectF, side: float) -> None:
        painter.setFont(font("small"))
        metrics = QFontMetricsF(painter.font())
        colours = tokens()
        painter.setPen(QColor(colours.quiet))
        every = max(1, int(np.ceil(metrics.height() / side)))
        middle = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        hovered = self._hovered or (-1, -1)
        for place, name in enumerate(self.names):
            painter.setPen(QColor(colours.text if place == hovered[0] else colours.quiet))
            if place % every == 0 or place == hovered[0]:
                high = max(side, metrics.height())
                top = rect.top() + (place + 0.5) * side - high / 2
                line = QRectF(px(18), top, rect.left() - px(24), high)
                painter.drawText(line, middle, metrics.elidedText(name, Qt.TextElideMode.ElideRight, line.width()))
            painter.setPen(QColor(colours.text if place == hovered[1] else colours.quiet))
            line = QRectF(rect.left() + place * side, rect.top() - metrics.height() - px(4), side, metrics.height())
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, side * every - 2)
            if place % every == 0 and (shown == name or len(shown) > 3):
                painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), shown)
        painter.setPen(QColor(colours.quiet))
        painter.setFont(font("caption"))
        painter.drawText(QRectF(rect.left(), 0, rect.width(), px(20)), Qt.AlignmentFlag.AlignCenter, self.tr("answer"))
        painter.save()
        painter.translate(0, rect.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, rect.height(), px(18)), Qt.AlignmentFlag.AlignCenter, self.tr("true class"))
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.pointed.emit(cell)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = cell
            self.chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if self.counts is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in moves:
            last = len(self.counts) - 1
            row, column = (at + by for at, by in zip(self._current, moves[key], strict=True))
            self._current = min(max(row, 0), last), min(max(column, 0), last)
            self.pointed.emit(self._current)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(None)
        self.update()
