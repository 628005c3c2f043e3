"""The filters of a first convolution as pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_layout import CellLayout, cell_layout
from widgets.cell_painting import Floats, image_of, number_text, packed, steps_between
from widgets.colours import lut, rgb_picture
from widgets.scale_bar import ScaleBar
from widgets.theme import font, px, theme, tokens

_GREYS = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


def filter_pictures(weights: Floats) -> NDArray[np.uint8]:
    """Weights (F,3,k,l) as colours (F,k,l,3): the largest absolute weight of all filters spans, zero is mid grey."""
    limit = float(np.abs(weights).max(initial=0.0)) or 1.0
    scaled = 127.5 + weights.astype(np.float32) * np.float32(127.5 / limit)
    pictures: NDArray[np.uint8] = np.clip(np.rint(scaled), 0, 255).astype(np.uint8).transpose(0, 2, 3, 1)
    return pictures


class FilterGrid(QWidget):
    """All filters of a layer: three input channels as colours, otherwise brown to green around zero.

    ``filter_chosen`` carries the number of the filter clicked. With other than one or three input channels the slice of
    one of them is shown, chosen by ``set_channel``.
    """

    filter_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wall = _Wall(self)
        self.caption = ScaleBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.wall, 1)
        self._column.addWidget(self.caption)
        self.setFocusProxy(self.wall)
        self.setAccessibleName(self.tr("Filters of the first layer"))
        self.wall.setAccessibleName(self.tr("Filters of the first layer"))
        self.wall.chosen.connect(self.filter_chosen)
        self.wall.pointed.connect(self._say)
        theme.theme_changed.connect(self._describe)
        self.set_filters(None)

    def set_filters(self, weights: Floats | None) -> None:
        """Show ``weights`` (F,C,k,l) float32; cheap enough for every step of a training."""
        self.wall.set_weights(weights)
        self._describe()

    def set_channel(self, channel: int) -> None:
        """The input channel whose slices are shown where there are not one or three."""
        self.wall.channel = channel
        self.wall.set_weights(self.wall.weights)
        self._describe()

    def to_image(self) -> QImage:
        """The filters as they are on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``weights`` (F,C,k,l) float32."""
        return {} if self.wall.weights is None else {"weights": self.wall.weights}

    def _describe(self) -> None:
        weights = self.wall.weights
        if weights is None:
            self.caption.set_summary("")
            self.caption.set_scale(None, "", "")
            self.wall.update()
            return
        count, channels, high, wide = weights.shape
        sizes = {"count": count, "rows": high, "columns": wide, "channels": channels, "channel": self.wall.slice()}
        if channels == 3:
            text = self.tr("{count} filters of {rows} × {columns}, input channels as red, green, blue")
        elif channels == 1:
            text = self.tr("{count} filters of {rows} × {columns}")
        else:
            text = self.tr("{count} filters of {rows} × {columns}, slice {channel} of {channels}")
        self.caption.set_summary(text.format(**sizes))
        limit = self.wall.limit()
        table = packed(_GREYS) if channels == 3 else packed(lut("weights"))
        note = self.tr("weights, all filters on one scale")
        self.caption.set_scale(table, number_text(-limit), number_text(limit), note)
        self.wall.update()

    def _say(self, place: object) -> None:
        weights = self.wall.weights
        if not isinstance(place, tuple) or weights is None:
            self.caption.set_readout("")
            return
        number, row, column = place
        values = weights[number, :, row, column]
        shown = values if len(values) == 3 else values[self.wall.slice() : self.wall.slice() + 1]
        self.caption.set_readout(
            self.tr("filter {number} · row {row}, column {column} · {values}").format(
                number=number, row=row, column=column, values=", ".join(number_text(float(v)) for v in shown)
            )
        )


class _Wall(QWidget):
    """The painted filters."""

    chosen = Signal(int)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weights: Floats | None = None
        self.channel = 0
        self._pictures: list[QImage] = []
        self._hovered: tuple[int, int, int] | None = None
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(72))

    def slice(self) -> int:
        """The input channel shown."""
        return 0 if self.weights is None else min(self.channel, self.weights.shape[1] - 1)

    def limit(self) -> float:
        """The largest absolute weight."""
        return float(np.abs(self.weights).max(initial=0.0)) or 1.0 if self.weights is not None else 1.0

    def set_weights(self, weights: Floats | None) -> None:
        """Draw these weights."""
        self.weights = None if weights is None or not np.size(weights) else np.asarray(weights, np.float32)
        self._pictures = []
        if self.weights is not None:
            if self.weights.shape[1] == 3:
                self._pictures = [rgb_picture(np.ascontiguousarray(p)) for p in filter_pictures(self.weights)]
            else:
                steps = steps_between(self.weights[:, self.slice()], -self.limit(), self.limit())
                table = packed(lut("weights"))
                self._pictures = [image_of(step, table) for step in steps]
            self._current = min(self._current, len(self._pictures) - 1)
            if self._hovered is not None:
                inside = bool(np.all(np.array(self._hovered) < np.array(self.weights.shape)[[0, 2, 3]]))
                self._hovered = self._hovered if inside else None
                self.pointed.emit(self._hovered)
        self.update()

    def cells(self) -> CellLayout | None:
        """Where the filters lie, in the widget's own pixels."""
        if self.weights is None:
            return None
        count, _channels, high, wide = self.weights.shape
        return cell_layout(count, wide / high, (self.width(), self.height()), px(6), 0, px(10), px(10))

    def filter_rect(self, number: int) -> QRectF:
        """Where one filter lies."""
        layout = self.cells()
        if layout is None:
            return QRectF()
        left, top = layout.origin(number)
        return QRectF(left, top, layout.width, layout.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = tokens()
        if self.weights is None:
            painter.setPen(QColor(colours.quiet))
            painter.setFont(font("body"))
            words = self.tr("The first layer's filters will appear here")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
            return
        for number, picture in enumerate(self._pictures):
            rect = self.filter_rect(number)
            painter.drawImage(rect, picture)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawRect(rect)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.ring), px(2)))
            painter.drawRect(self.filter_rect(self._current).adjusted(-1, -1, 1, 1))
        if self._hovered is not None:
            number, row, column = self._hovered
            rect = self.filter_rect(number)
            painter.setPen(QPen(QColor(colours.text), 1))
            painter.drawRect(rect.adjusted(-1, -1, 1, 1))
            high, wide = rect.height() / self.weights.shape[2], rect.width() / self.weights.shape[3]
            cell = QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)
            painter.setPen(QPen(QColor("#ffffff"), 1))
            painter.drawRect(cell)
            painter.setPen(QPen(QColor("#000000"), 1))
            painter.drawRect(cell.adjusted(1, 1, -1, -1))

    def place_at(self, point: QPointF) -> tuple[int, int, int] | None:
        """(filter, row, column) at a point."""
        if self.weights is None:
            return None
        for number in range(len(self._pictures)):
            rect = self.filter_rect(number)
            if rect.contains(point):
                rows, columns = self.weights.shape[2:]
                row = int((point.y() - rect.top()) / rect.height() * rows)
                column = int((point.x() - rect.left()) / rect.width() * columns)
                return number, min(row, rows - 1), min(column, columns - 1)
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _point(self, place: tuple[int, int, int] | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.pointed.emit(place)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = place[0]
            self.chosen.emit(place[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        layout = self.cells()
        key = Qt.Key(event.key())
        if layout is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        across = layout.columns
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across}
        if key in moves:
            if 0 <= self._current + moves[key] < len(self._pictures):
                self._current += moves[key]
                self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
