"""A small map beside the arithmetic: the whole input with the window on it, or the whole output with the unit."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import Floats, fitted, image_of, number_text, resampled, steps_between
from widgets.theme import font, px, theme, tokens
from widgets.unit_page import largest, words

SLIDE = 160  # milliseconds: the window is seen to move, and is there before the next question


class UnitMap(QWidget):
    """One channel as a picture with a box on it.

    ``pointed`` carries the (row, column) under the pointer, ``stepped`` the (rows, columns) an arrow key asks for,
    ``said`` a readout for the pointer's cell or an empty text.
    """

    pointed = Signal(int, int)
    stepped = Signal(int, int)
    said = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._title = ""
        self._values: Floats | None = None
        self._limit = 1.0
        self._box = QRectF()
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._slide.valueChanged.connect(self._moved)
        self._hovered: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(192), px(232))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), px(96))

    def show_map(
        self, title: str, values: Floats | None, box: tuple[float, float, float, float] | None, limit: float | None
    ) -> None:
        """Draw ``values`` (H,W) with ``box`` (top, left, height, width) in cells; the box slides from where it was."""
        same = self._values is not None and values is not None and self._values.shape == values.shape
        self._title, self._values = title, values
        self._limit = limit or largest(values)
        target = QRectF() if box is None else QRectF(box[1], box[0], box[3], box[2])
        self._slide.stop()
        if same and not self._box.isNull() and not target.isNull() and theme.duration(SLIDE) and self.isVisible():
            self._slide.setDuration(theme.duration(SLIDE))
            self._slide.setStartValue(self._box)
            self._slide.setEndValue(target)
            self._slide.start()
        else:
            self._box = target
        self.setAccessibleDescription(title)
        self.update()

    def box(self) -> QRectF:
        """The box where it is drawn now, in cells: x is the column, y the row."""
        return QRectF(self._box)

    def sliding(self) -> bool:
        """Whether the box is on its way."""
        return self._slide.state() == QVariantAnimation.State.Running

    def map_rect(self) -> QRectF:
        """Where the map lies in the widget."""
        if self._values is None:
            return QRectF()
        rows, columns = self._values.shape
        margin = px(8)  # a window may reach over the edge
        space = QRectF(margin, margin, self.width() - 2 * margin, self.height() - margin - px(44))
        placed = fitted(space, columns / rows)
        placed.moveTopLeft(QPointF(space.left(), space.top()))
        return placed

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """(row, column) at a point of the widget."""
        rect = self.map_rect()
        if self._values is None or not rect.contains(point):
            return None
        rows, columns = self._values.shape
        row = int((point.y() - rect.top()) / rect.height() * rows)
        column = int((point.x() - rect.left()) / rect.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def _moved(self, box: object) -> None:
        if isinstance(box, QRectF):
            self._box = QRectF(box)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = tokens()
        values = self._values
        if values is None:
            return
        rect = self.map_rect()
        ratio = self.devicePixelRatioF()
        size = max(1, int(rect.height() * ratio)), max(1, int(rect.width() * ratio))
        shown = values[None]
        if values.shape[0] > size[0] or values.shape[1] > size[1]:
            shown = resampled(shown, min(size[0], values.shape[0]), min(size[1], values.shape[1]))
        painter.drawImage(rect, image_of(steps_between(shown[0], -self._limit, self._limit), words("activations")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.ring if self.hasFocus() else colours.line), 1))
        painter.drawRect(rect)
        self._draw_box(painter, rect, values.shape)
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(colours.quiet))
        figures = f"{values.shape[0]} × {values.shape[1]},  ± {number_text(self._limit)}"
        for number, text in enumerate((self._title or self._name, figures)):
            line = QRectF(rect.left(), rect.bottom() + px(8 + 17 * number), self.width() - rect.left(), px(18))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), cut)

    def _draw_box(self, painter: QPainter, rect: QRectF, shape: tuple[int, ...]) -> None:
        if self._box.isNull():
            return
        high, wide = rect.height() / shape[0], rect.width() / shape[1]
        frame = QRectF(
            rect.left() + self._box.left() * wide,
            rect.top() + self._box.top() * high,
            self._box.width() * wide,
            self._box.height() * high,
        )
        grow_x, grow_y = max(0.0, (px(7) - frame.width()) / 2), max(0.0, (px(7) - frame.height()) / 2)
        frame.adjust(-grow_x, -grow_y, grow_x, grow_y)
        painter.setPen(QPen(QColor("#ffffff"), px(3), j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor("#0a7566"), px(1.5), j=Qt.PenJoinStyle.MiterJoin))  # reads on every data colour
        painter.drawRect(frame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell == self._hovered:
            return
        self._hovered = cell
        if cell is None or self._values is None:
            self.said.emit("")
            return
        self.said.emit(
            self.tr("{name} · row {row}, column {column} · {value}").format(
                name=self._title, row=cell[0], column=cell[1], value=number_text(float(self._values[cell]), 5)
            )
        )
        self.pointed.emit(*cell)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.said.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.stepped.emit(*step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
