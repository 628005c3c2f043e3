"""The cells of a channel grid: layout, one picture of all visible maps, marks, pointer and keys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from widgets.cell_layout import CellLayout, cell_layout
from widgets.cell_painting import Floats, resampled, sized, steps_between
from widgets.theme import px, tokens

SMALLEST_CELL = 24
LABELLED_CELL = 44

Cell = tuple[int, int, int]


@dataclass(frozen=True)
class Shown:
    """What the area draws.

    ``array`` (C,H,W); ``order`` (C,): the channel at each place; ``low``, ``high`` (C,): the values at both ends of
    the packed colours ``table``; ``figures``: a text for each channel, drawn beside its index, or nothing.
    """

    array: Floats
    order: NDArray[np.intp]
    low: Floats
    high: Floats
    table: NDArray[np.uint32]
    figures: tuple[str, ...] = ()


class ChannelArea(QAbstractScrollArea):
    """The maps of all channels, scrolled where they do not fit.

    ``pointed`` carries the (channel, row, column) under the pointer or None; ``chosen`` what was clicked or opened.
    """

    pointed = Signal(object)
    chosen = Signal(int, int, int)
    current_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._places: NDArray[np.intp] = np.empty(0, np.intp)
        self._layout: CellLayout | None = None
        self._picture: QImage | None = None
        self._pixels: NDArray[np.uint32] | None = None
        self._last: QImage | None = None
        self._picture_of: object = None
        self._hovered: Cell | None = None
        self.selected: int | None = None
        self.current = 0
        self.marked: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_maps(self, shown: Shown | None) -> None:
        """Draw these maps from the next paint on; scroll position, selection and pointer stay."""
        self._shown = shown
        self._places = np.empty(0, np.intp) if shown is None else np.argsort(shown.order)
        count = 0 if shown is None else len(shown.order)
        self.current = max(0, min(self.current, count - 1))
        if self.selected is not None and self.selected >= count:
            self.selected = None
        self.rebuild()

    def set_selected(self, channel: int | None) -> None:
        """Frame ``channel`` and scroll it into view."""
        self.selected = channel
        if channel is not None:
            self._go_to(channel)
        self.viewport().update()

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Mark one (row, column) in every map."""
        self.marked = cell
        self.viewport().update()

    def hovered(self) -> Cell | None:
        """(channel, row, column) under the pointer."""
        return self._hovered

    def cells(self) -> CellLayout | None:
        """The layout in use."""
        return self._layout

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(96))

    def rebuild(self) -> None:
        """Lay out and draw anew at the next paint."""
        self._arrange()
        self._picture = None
        if self._hovered is not None:
            inside = self._shown is not None and bool(np.all(np.array(self._hovered) < self._shown.array.shape))
            self._hovered = self._hovered if inside else None
            self.pointed.emit(self._hovered)  # the value beneath may have changed
        self.viewport().update()

    def show_channel(self, channel: int) -> None:
        """Scroll until ``channel`` is seen."""
        if self._layout is None or not 0 <= channel < len(self._places):
            return
        place = int(self._places[channel])
        top = self._layout.origin(place)[1]
        bar, seen = self.verticalScrollBar(), self._device_size()[1]
        if top < bar.value():
            bar.setValue(top - self._layout.gap)
        elif top + self._layout.height > bar.value() + seen:
            bar.setValue(top + self._layout.height + self._layout.gap + self._layout.label - seen)

    def cell_rect(self, channel: int) -> QRectF:
        """Where the map of ``channel`` lies in the viewport, in its own coordinates."""
        if self._layout is None or not 0 <= channel < len(self._places):
            return QRectF()
        place = int(self._places[channel])
        ratio = self.devicePixelRatioF()
        left, top = self._layout.origin(place)
        top -= self.verticalScrollBar().value()
        return QRectF(left / ratio, top / ratio, self._layout.width / ratio, self._layout.height / ratio)

    def cell_at(self, point: QPointF) -> Cell | None:
        """(channel, row, column) at a point of the viewport."""
        layout, shown = self._layout, self._shown
        if layout is None or shown is None or point.x() < 0:
            return None
        ratio = self.devicePixelRatioF()
        x, y = point.x() * ratio, point.y() * ratio + self.verticalScrollBar().value()
        column, across = divmod(x - layout.gap, layout.pitch[0])
        row, down = divmod(y - layout.gap, layout.pitch[1])
        place = int(row) * layout.columns + int(column)
        inside = 0 <= column < layout.columns and row >= 0 and across < layout.width and down < layout.height
        if not inside or not 0 <= place < len(shown.order):
            return None
        rows, columns = shown.array.shape[1:]
        return int(shown.order[place]), int(down * rows / layout.height), int(across * columns / layout.width)

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return int(self.viewport().width() * ratio), int(self.viewport().height() * ratio)

    def _arrange(self) -> None:
        bar = self.verticalScrollBar()
        if self._shown is None:
            self._layout = None
            bar.setRange(0, 0)
            return
        ratio = self.devicePixelRatioF()
        size = self._device_size()

        def unit(length: float) -> int:
            return max(1, round(px(length) * ratio))

        count, rows, columns = self._shown.array.shape
        self._layout = cell_layout(
            count, columns / rows, size, unit(3), unit(15), unit(SMALLEST_CELL), unit(LABELLED_CELL)
        )
        bar.setPageStep(size[1])
        bar.setSingleStep(self._layout.pitch[1])
        bar.setRange(0, max(0, self._layout.total_height - size[1]))

    def _scrolled(self) -> None:
        self._picture = None
        self.viewport().update()

    def _draw(self) -> QImage | None:
        """The visible rows: one NumPy pass from values to pixels, then the labels."""
        layout, content = self._layout, self._shown
        width, height = self._device_size()
        if layout is None or content is None or width < 1 or height < 1:
            return None
        across, down = layout.pitch
        first = self.verticalScrollBar().value() // down
        last = min(layout.rows, first + -(-height // down) + 1)
        shown = content.order[first * layout.columns : last * layout.columns]
        in_place = len(shown) == len(content.order) and bool((shown[1:] > shown[:-1]).all())
        values = content.array if in_place else content.array[shown]
        low, high = content.low[shown, None, None], content.high[shown, None, None]
        rows, columns = values.shape[1:]
        if rows > layout.height or columns > layout.width:
            values = resampled(values, min(rows, layout.height), min(columns, layout.width))
        steps = resampled(steps_between(values, low, high), layout.height, layout.width)
        same = (layout, first, shown.tobytes(), content.figures, tokens().name, self.font().key())
        if self._pixels is not None and self._last is not None and self._picture_of == same:
            self._fill(self._pixels, layout, content.table[steps])
            return self._last  # its labels are there
        ground = np.uint32(QColor(tokens().background).rgb())
        pixels = np.full(((last - first) * down, layout.columns * across), ground)
        blocks = pixels.reshape(last - first, down, layout.columns, across)
        gap = layout.gap
        if tokens().name == "light" and gap >= 3:  # maps near zero are as white as the ground: a hairline bounds them
            line = np.uint32(QColor(tokens().line).rgb())
            blocks[:, gap - 1 : gap + layout.height + 1, :, gap - 1 : gap + layout.width + 1] = line
        self._fill(pixels, layout, content.table[steps])
        self._pixels = pixels  # the picture borrows this memory
        picture = QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.shape[1] * 4, QImage.Format.Format_RGB32)
        if layout.label:
            self._draw_labels(picture, shown)
        self._last, self._picture_of = picture, same
        return picture

    @staticmethod
    def _fill(pixels: NDArray[np.uint32], layout: CellLayout, colours: NDArray[np.uint32]) -> None:
        """Write the maps ``colours`` (n, height, width) into the cells of the picture's pixels."""
        across, down = layout.pitch
        gap = layout.gap
        blocks = pixels.reshape(-1, down, layout.columns, across)
        cells = blocks[:, gap : gap + layout.height, :, gap : gap + layout.width]
        full, rest = divmod(len(colours), layout.columns)
        whole = colours[: full * layout.columns].reshape(full, layout.columns, layout.height, layout.width)
        cells[:full] = whole.transpose(0, 2, 1, 3)
        if rest:
            cells[full, :, :rest] = colours[full * layout.columns :].transpose(1, 0, 2)

    def _draw_labels(self, picture: QImage, shown: NDArray[np.intp]) -> None:
        """The index of each channel below its map, and the figure it is sorted by where there is room."""
        layout, content = self._layout, self._shown
        assert layout is not None and content is not None
        painter = QPainter(picture)
        painter.setFont(sized(self.font(), 11 * layout.label / 15))
        room = painter.fontMetrics().horizontalAdvance("0000 -0.00")
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, channel in enumerate(shown):
            left, top = layout.origin(place)
            strip = QRectF(left + 1, top + layout.height + 1, layout.width - layout.gap, layout.label)
            painter.setPen(QColor(tokens().text if content.figures else tokens().quiet))
            painter.drawText(strip, Qt.AlignmentFlag.AlignLeft | middle, str(channel))
            if content.figures and room <= strip.width():
                painter.setPen(QColor(tokens().quiet))
                painter.drawText(strip, Qt.AlignmentFlag.AlignRight | middle, content.figures[channel])
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = tokens()
        painter.fillRect(self.viewport().rect(), QColor(colours.background))
        if self._picture is None:
            self._picture = self._draw()
        if self._picture is None or self._layout is None:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(
                self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.tr("The layer's channels will appear here")
            )
            return
        ratio = self.devicePixelRatioF()
        down = self._layout.pitch[1]
        start = self.verticalScrollBar().value() // down * down - self.verticalScrollBar().value()
        target = QRectF(0, start / ratio, self._picture.width() / ratio, self._picture.height() / ratio)
        painter.drawImage(target, self._picture)
        self._draw_marks(painter)

    def _draw_marks(self, painter: QPainter) -> None:
        colours = tokens()
        if self.marked is not None:
            for channel in range(len(self._places)):
                self._mark_cell(painter, (channel, *self.marked))
        if self.selected is not None:
            self._frame(painter, self.selected, QColor(colours.accent), px(2))
        if self.hasFocus() and self.current != self.selected:
            self._frame(painter, self.current, QColor(colours.ring), px(1))
        if self._hovered is not None:
            if self._hovered[0] != self.selected:
                self._frame(painter, self._hovered[0], QColor(colours.text), px(1))
            self._mark_cell(painter, self._hovered)

    def _frame(self, painter: QPainter, channel: int, colour: QColor, thickness: float) -> None:
        rect = self.cell_rect(channel)
        if not rect.isNull():
            out = thickness / 2 + 0.5
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, thickness, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(rect.adjusted(-out, -out, out, out).intersected(QRectF(self.viewport().rect())))

    def _mark_cell(self, painter: QPainter, cell: Cell) -> None:
        """A black and white square round one value, to be seen on every colour."""
        channel, row, column = cell
        if self._shown is None:
            return
        rows, columns = self._shown.array.shape[1:]
        if row >= rows or column >= columns:
            return
        map_ = self.cell_rect(channel)
        if not map_.intersects(QRectF(self.viewport().rect())):
            return
        high, wide = map_.height() / rows, map_.width() / columns
        square = QRectF(map_.left() + column * wide, map_.top() + row * high, wide, high)
        grow = max(0.0, (px(5) - min(high, wide)) / 2)
        square.adjust(-grow, -grow, grow, grow)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#ffffff"), 0))
        painter.drawRect(square.adjusted(-1, -1, 1, 1))
        painter.setPen(QPen(QColor("#000000"), 0))
        painter.drawRect(square)

    def _point(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.pointed.emit(cell)
            self.viewport().update()

    def _go_to(self, channel: int) -> None:
        if channel != self.current:
            self.current = channel
            self.current_changed.emit(channel)
        self.show_channel(channel)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._go_to(cell[0])
            self.chosen.emit(*cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        layout, shown = self._layout, self._shown
        if layout is None or shown is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        place, last = int(self._places[self.current]), len(self._places) - 1
        page = max(1, self._device_size()[1] // layout.pitch[1]) * layout.columns
        moves = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Up: place - layout.columns,
            Qt.Key.Key_Down: place + layout.columns,
            Qt.Key.Key_PageUp: max(place % layout.columns, place - page),
            Qt.Key.Key_PageDown: min(last, place + page),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves:
            if 0 <= moves[key] <= last:
                self._go_to(int(shown.order[moves[key]]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            rows, columns = shown.array.shape[1:]
            cell = self.marked or (rows // 2, columns // 2)
            self.chosen.emit(self.current, min(cell[0], rows - 1), min(cell[1], columns - 1))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rebuild()
