"""Where a picture stands in its widget: fitted, zoomed round the pointer, panned; which pixel the pointer is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from widgets.theme import px

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class ZoomView(QWidget):
    """The base of views that show one picture at its own aspect; a subclass gives its size and paints it.

    Signals
    -------
    hovered
        ``(x, y)`` in picture pixels under the pointer (floats; pixel 0 covers 0 to 1), or None.
    picked
        ``(x, y)`` that was clicked, or chosen with Enter.
    view_changed
        The picture's place in the widget changed (zoom, pan, size, another picture).
    """

    hovered = Signal(object)
    picked = Signal(object)
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointer: tuple[float, float] | None = None
        self._zoom = 1.0
        self._centre = (0.0, 0.0)
        self._alignment = Qt.AlignmentFlag.AlignCenter
        self._side: tuple[QWidget, float] | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self._walked = False  # the pointer was last moved by the arrow keys
        self._ring = False  # the focus came by keyboard, so it is shown
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def picture_size(self) -> tuple[int, int] | None:
        """Width and height of the picture, or None where there is none."""
        raise NotImplementedError

    def grid(self) -> tuple[tuple[float, float, float, float], int, int]:
        """The region (picture pixels), rows and columns that the arrow keys walk."""
        width, height = self.picture_size() or (1, 1)
        return (0.0, 0.0, float(width), float(height)), height, width

    def set_alignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Where the fitted picture stands in the widget."""
        self._alignment = alignment
        self._moved()

    def set_side(self, widget: QWidget | None, gap: float = 12) -> None:
        """Stand a widget (a colour bar) right of the picture, as tall as it; ``gap`` in pixels at 100%."""
        self._side = None if widget is None else (widget, gap)
        if widget is not None:
            widget.setParent(self)
            widget.show()
        self._moved()

    # Geometry

    def picture_rect(self) -> QRectF:
        """The whole picture in widget coordinates; larger than the widget when zoomed in."""
        size = self.picture_size()
        if size is None:
            return QRectF(self._room())
        width, height = size
        room, scale = QRectF(self._room()), self._fit() * self._zoom
        wide, tall = width * scale, height * scale
        align = self._alignment
        left = room.left() if align & Qt.AlignmentFlag.AlignLeft else room.center().x() - wide / 2
        top = room.top() if align & Qt.AlignmentFlag.AlignTop else room.center().y() - tall / 2
        if wide > room.width() + 0.5:
            left = min(room.left(), max(room.right() - wide, room.center().x() - self._centre[0] * scale))
        if tall > room.height() + 0.5:
            top = min(room.top(), max(room.bottom() - tall, room.center().y() - self._centre[1] * scale))
        return QRectF(left, top, wide, tall)

    def visible_rect(self) -> QRectF:
        """The part of the widget the picture fills."""
        return self.picture_rect().intersected(QRectF(self._room()))

    def to_photo(self, point: QPointF) -> tuple[float, float] | None:
        """Photo pixel under a point of the widget, or None outside the picture."""
        size = self.picture_size()
        if size is None or not self.visible_rect().contains(point):
            return None
        place, scale = self.picture_rect(), self._fit() * self._zoom
        x, y = (point.x() - place.left()) / scale, (point.y() - place.top()) / scale
        return min(x, size[0] - 1e-6), min(y, size[1] - 1e-6)

    def to_widget(self, x: float, y: float) -> QPointF:
        """Where photo pixel (x, y) lies in the widget."""
        place, scale = self.picture_rect(), self._fit() * self._zoom
        return QPointF(place.left() + x * scale, place.top() + y * scale)

    @property
    def zoom(self) -> float:
        """1 when fitted."""
        return self._zoom

    def zoom_at(self, point: QPointF, factor: float) -> None:
        """Zoom by a factor, keeping the photo pixel under a point of the widget where it is."""
        photo = self.to_photo(point)
        if photo is None:
            return
        most = max(1.0, px(48) / self._fit())
        self._zoom = min(most, max(1.0, self._zoom * factor))
        scale, middle = self._fit() * self._zoom, QRectF(self._room()).center()
        self._centre = (photo[0] - (point.x() - middle.x()) / scale, photo[1] - (point.y() - middle.y()) / scale)
        self._settle()
        self._moved()

    def reset_view(self) -> None:
        """Fit the whole picture again."""
        self._zoom = 1.0
        width, height = self.picture_size() or (0, 0)
        self._centre = (width / 2, height / 2)
        self._moved()

    def view(self) -> tuple[float, float, float]:
        """Zoom and centre (photo pixels), to be given to a linked view."""
        return self._zoom, *self._centre

    def set_view(self, zoom: float, x: float, y: float) -> None:
        """Take over another view's zoom and centre; emits nothing."""
        self._zoom, self._centre = max(1.0, zoom), (x, y)
        self._place_side()
        self.view_moved()

    def view_moved(self) -> None:
        """Hook of a subclass: what it keeps for the old place is stale."""
        self.update()

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_at(event.position(), 1.2 ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragged = event.position(), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._zoom > 1:
            moved = event.position() - self._pressed
            if self._dragged or moved.manhattanLength() > 4:
                scale = self._fit() * self._zoom
                self._centre = (self._centre[0] - moved.x() / scale, self._centre[1] - moved.y() / scale)
                self._pressed, self._dragged = event.position(), True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._settle()
                self._moved()
                return
        self._walked = False
        self._point_at(self.to_photo(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        photo = self.to_photo(event.position())
        if self._pressed is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton and photo:
            self.picked.emit(photo)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset_view()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self._point_at(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if step and plain and self.picture_size():
            self._walk(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointer is not None:
            self.picked.emit(self._pointer)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and plain:
            centre = self.to_widget(*(self._pointer or self._centre))
            self.zoom_at(centre, 1.25 if event.key() == Qt.Key.Key_Plus else 0.8)
        elif event.key() == Qt.Key.Key_0 and plain:
            self.reset_view()
        else:
            super().keyPressEvent(event)

    # Inside

    def _room(self) -> QRect:
        """The widget without the place of the side widget."""
        if self._side is None:
            return self.rect()
        return self.rect().adjusted(0, 0, -(self._side[0].sizeHint().width() + px(self._side[1])), 0)

    def _fit(self) -> float:
        room = self._room()
        width, height = self.picture_size() or (1, 1)
        return max(1e-6, min(room.width() / width, room.height() / height))

    def _settle(self) -> None:
        """Take what is really in the middle as the centre, so that a drag past the edge is forgotten."""
        if self.picture_size() and self._zoom > 1:
            place, scale = self.picture_rect(), self._fit() * self._zoom
            middle = QRectF(self._room()).center()
            self._centre = ((middle.x() - place.left()) / scale, (middle.y() - place.top()) / scale)

    def _moved(self) -> None:
        self._place_side()
        self.view_moved()
        self.view_changed.emit()

    def _place_side(self) -> None:
        if self._side is not None:
            widget, gap = self._side
            shown = self.visible_rect().toAlignedRect()
            widget.setGeometry(shown.right() + 1 + px(gap), shown.top(), widget.sizeHint().width(), shown.height())

    def _point_at(self, photo: tuple[float, float] | None) -> None:
        if photo != self._pointer:
            self._pointer = photo
            self.hovered.emit(photo)
            self.update()

    def _walk(self, across: int, down: int) -> None:
        """Move the pointer by one cell, from cell centre to cell centre."""
        width, height = self.picture_size() or (1, 1)
        (x0, y0, x1, y1), rows, columns = self.grid()
        wide, tall = (x1 - x0) / columns, (y1 - y0) / rows
        self._walked = True
        if self._pointer is None:
            column, row = columns // 2, rows // 2
        else:
            column = min(columns - 1, max(0, int((self._pointer[0] - x0) / wide) + across))
            row = min(rows - 1, max(0, int((self._pointer[1] - y0) / tall) + down))
        self._point_at((min(width - 1e-6, x0 + (column + 0.5) * wide), min(height - 1e-6, y0 + (row + 0.5) * tall)))
