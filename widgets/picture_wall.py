"""Small pictures with captions, wrapped into rows: the worst answers of a classifier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from widgets.cell_painting import fitted
from widgets.colours import rgb_picture
from widgets.theme import font, px, theme, tokens


class PictureWall(QAbstractScrollArea):
    """Pictures in rows; the one under the pointer is shown larger. ``chosen`` carries the number of the one clicked."""

    chosen = Signal(int)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels: list[NDArray[np.uint8]] = []
        self._pictures: list[QImage] = []
        self._captions: tuple[str, ...] = ()
        self._hovered: int | None = None
        self._current = 0
        self._tile = 72
        self.empty_text = self.tr("No pictures yet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Pictures"))
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        theme.theme_changed.connect(self._arrange)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(112))

    def set_pictures(self, pictures: Sequence[NDArray[np.uint8]], captions: Sequence[str]) -> None:
        """Show ``pictures``, each (H,W), (H,W,1) or (H,W,3) uint8 sRGB, with as many ``captions``."""
        if len(pictures) != len(captions):
            raise ValueError(f"{len(pictures)} pictures and {len(captions)} captions")
        self._pixels = [np.asarray(p) for p in pictures]
        self._pictures = [rgb_picture(p[:, :, 0] if p.ndim == 3 and p.shape[2] == 1 else p) for p in self._pixels]
        self._captions = tuple(captions)
        self._hovered = None
        self._current = max(0, min(self._current, len(self._pictures) - 1))
        self._arrange()

    def set_tile(self, side: int) -> None:
        """Side of a picture at 100% scale, in pixels."""
        self._tile = side
        self._arrange()

    def to_image(self) -> QImage:
        """The wall as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``picture_0`` … as given, and ``captions``."""
        if not self._pixels:
            return {}
        return {**{f"picture_{i}": p for i, p in enumerate(self._pixels)}, "captions": np.array(self._captions)}

    def _grid(self) -> tuple[int, float, float]:
        """Columns, and the distance from tile to tile across and down."""
        wide, high = px(self._tile + 12), px(self._tile + 46)
        columns = max(1, int((self.viewport().width() + px(12)) // wide))
        return columns, float(wide), float(high)

    def picture_rect(self, number: int) -> QRectF:
        """Where a picture lies in the viewport."""
        columns, wide, high = self._grid()
        row, column = divmod(number, columns)
        side = float(px(self._tile))
        return QRectF(px(2) + column * wide, px(2) + row * high - self.verticalScrollBar().value(), side, side)

    def number_at(self, point: QPointF) -> int | None:
        """The picture at a point of the viewport."""
        for number in range(len(self._pictures)):
            if self.picture_rect(number).adjusted(0, 0, 0, px(36)).contains(point):
                return number
        return None

    def _arrange(self) -> None:
        columns, _wide, high = self._grid()
        rows = -(-len(self._pictures) // columns)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(int(high))
        bar.setRange(0, max(0, int(rows * high) - self.viewport().height()))
        self.setAccessibleDescription(self._captions[self._current] if self._captions else "")
        self.viewport().update()

    def _draw_picture(self, painter: QPainter, rect: QRectF, number: int) -> None:
        picture = self._pictures[number]
        place = fitted(rect, picture.width() / picture.height())
        enlarged = picture.width() <= place.width() * self.devicePixelRatioF()  # then the pixels are to be seen
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not enlarged)
        painter.drawImage(place, picture)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = tokens()
        area = QRectF(self.viewport().rect())
        wrap = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        painter.setFont(font("small"))
        if not self._pictures:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.empty_text)
            return
        for number, caption in enumerate(self._captions):
            rect = self.picture_rect(number)
            if not rect.adjusted(0, 0, 0, px(40)).intersects(area):
                continue
            self._draw_picture(painter, rect, number)
            painter.setPen(QColor(colours.text if number == self._hovered else colours.quiet))
            painter.drawText(QRectF(rect.left(), rect.bottom() + px(3), rect.width() + px(8), px(36)), wrap, caption)
            if self.hasFocus() and number == self._current:
                painter.setPen(QPen(QColor(colours.ring), px(2)))
                painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        if self._hovered is not None:
            self._draw_enlarged(painter, area, self._hovered)

    def _draw_enlarged(self, painter: QPainter, area: QRectF, number: int) -> None:
        """The pointed picture at twice its size, over its neighbours, kept inside the view."""
        colours = tokens()
        small = self.picture_rect(number)
        side = min(small.width() * 2, area.width() - px(8), area.height() - px(8))
        if side <= small.width() * 1.2:
            return
        rect = QRectF(small.center().x() - side / 2, small.center().y() - side / 2, side, side)
        rect.moveLeft(min(max(rect.left(), px(4)), area.right() - side - px(4)))
        rect.moveTop(min(max(rect.top(), px(4)), area.bottom() - side - px(4)))
        painter.fillRect(rect.adjusted(-px(4), -px(4), px(4), px(4)), QColor(colours.raised))
        self._draw_picture(painter, rect, number)
        painter.setPen(QPen(QColor(colours.text), 1))
        painter.drawRect(rect.adjusted(-px(4), -px(4), px(4), px(4)))

    def _point(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self.viewport().setToolTip("" if number is None else self._captions[number])
            self.pointed.emit(number)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.number_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = number
            self.chosen.emit(number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._grid()[0]
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_Home: -self._current,
            Qt.Key.Key_End: len(self._pictures) - 1 - self._current,
        }
        key = Qt.Key(event.key())
        if not self._pictures or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in moves:
            place = self._current + moves[key]
            if 0 <= place < len(self._pictures):
                self._current = place
                self._show_current()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _show_current(self) -> None:
        bar, rect = self.verticalScrollBar(), self.picture_rect(self._current)
        if rect.top() < 0:
            bar.setValue(int(bar.value() + rect.top() - px(2)))
        elif rect.bottom() + px(40) > self.viewport().height():
            bar.setValue(int(bar.value() + rect.bottom() + px(40) - self.viewport().height()))
        self.setAccessibleDescription(self._captions[self._current])
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
