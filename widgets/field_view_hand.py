"""Pointer and keys of a view of a radiance field: turn, shift and walk with the camera, move the wipe, pick a pixel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.field_view_camera import FieldCamera
from widgets.theme import px

_Key, _Mod, _Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
_ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)

DEGREES_FOR_PIXEL = 0.4
KEY_DEGREES = 5.0
KEY_PIXELS = 24.0
WALK = 0.1


class FieldHand(QWidget):
    """The base of the view: holds the camera and takes the events.

    Signals are those of :class:`widgets.field_view.FieldView`. Plain arrows turn where the focus came by the Tab key;
    after a click they stay the timeline's.
    """

    camera_changed = Signal(object, bool)
    picked = Signal(object)
    wipe_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = FieldCamera.looking((3.0, -3.0, 2.0), (0.0, 0.0, 0.0))
        self._home = self._camera
        self._wipe: float | None = None
        self._can_wipe = False
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._gesture = ""
        self._own_menu = False
        self._ring = False
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the view itself does

    def picture_rect(self) -> QRectF:
        """Where the picture stands in the widget."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> tuple[float, float] | None:
        """Fractions of the picture under a point."""
        raise NotImplementedError

    def surface(self, place: tuple[float, float]) -> object:
        """The point of the world at a place of the picture, or None."""
        raise NotImplementedError

    def moved(self) -> None:
        """The user moved the camera."""

    def stands_elsewhere(self) -> None:
        """The camera was set; the picture stays until another comes."""

    def interrupt(self) -> None:
        """The user takes the camera out of a flight."""

    def pointer_moved(self) -> None:
        """The pointer is elsewhere, or gone."""

    # Camera

    def camera(self) -> FieldCamera:
        """Where it is seen from."""
        return self._camera

    def set_camera(self, camera: FieldCamera, home: bool = False) -> None:
        """Stand elsewhere; emits nothing. ``home``: that is where 0 leads back to."""
        self.interrupt()
        self._camera = camera
        if home:
            self._home = camera
        self.stands_elsewhere()

    def _take_camera(self, camera: FieldCamera) -> None:
        self._camera = camera
        self.moved()
        self.camera_changed.emit(camera, True)

    def _navigate(self, camera: FieldCamera) -> None:
        self.interrupt()
        self._take_camera(camera)

    def go_home(self) -> None:
        """Back to where it began."""
        self._navigate(self._home)

    # Wipe

    def wipe_room(self, possible: bool) -> None:
        """Whether there is something to wipe."""
        self._can_wipe = possible

    def set_wipe(self, fraction: float | None) -> None:
        """Where the photo ends and the rendering begins, 0 to 1; None shows the rendering alone. Emits nothing."""
        self._wipe = None if fraction is None or not self._can_wipe else min(1.0, max(0.0, fraction))
        self.update()

    def wipe(self) -> float | None:
        """Where the wipe is, or None."""
        return self._wipe

    def _move_wipe(self, fraction: float) -> None:
        self.set_wipe(fraction)
        if self._wipe is not None:
            self.wipe_changed.emit(self._wipe)

    def _on_handle(self, point: QPointF) -> bool:
        rect = self.picture_rect()
        return self._wipe is not None and abs(point.x() - rect.left() - self._wipe * rect.width()) <= px(10)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._last = event.position()
        left = event.button() == _Button.LeftButton
        self._gesture = "wipe" if left and self._on_handle(event.position()) else ""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons():
            self._pointer = at
            if self._on_handle(at):
                self.setCursor(Qt.CursorShape.SplitHCursor)
            else:
                self.unsetCursor()
            self.pointer_moved()
            return
        if not self._gesture:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance() // 2:
                return
            plain = bool(event.buttons() & _Button.LeftButton) and not event.modifiers() & _Mod.ShiftModifier
            self._gesture = "turn" if plain else "pan"
            self._pointer = None
            self.pointer_moved()
        across, down = at.x() - self._last.x(), at.y() - self._last.y()
        self._last = at
        rect = self.picture_rect()
        if self._gesture == "wipe":
            self._move_wipe((at.x() - rect.left()) / max(1.0, rect.width()))
        elif self._gesture == "turn":
            self._navigate(self._camera.orbit(-across * DEGREES_FOR_PIXEL, down * DEGREES_FOR_PIXEL))
        else:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._navigate(self._camera.panned(across, down, rect.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.buttons():
            return
        gesture, pressed = self._gesture, self._pressed
        self._gesture, self._pressed = "", None
        self.unsetCursor()
        if not gesture and pressed is not None:
            place = self.place_at(event.position())
            if event.button() == _Button.LeftButton and place is not None:
                self.picked.emit(place)
            elif event.button() == _Button.RightButton:
                self._ask_menu(event)
        self._pointer = event.position()
        self.pointer_moved()

    def take_menu(self, event: QContextMenuEvent) -> None:
        """A right drag shifts: the menu is asked for when the button is let go where it was pressed."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self._own_menu:
            event.accept()
        else:
            event.ignore()

    def _ask_menu(self, event: QMouseEvent) -> None:
        self._own_menu = True
        try:
            QApplication.sendEvent(
                self,
                QContextMenuEvent(
                    QContextMenuEvent.Reason.Mouse,
                    event.position().toPoint(),
                    event.globalPosition().toPoint(),
                    event.modifiers(),
                ),
            )
        finally:
            self._own_menu = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        point = None if place is None else self.surface(place)
        if point is not None and event.button() == _Button.LeftButton:
            self.set_camera(self._camera.turning_about(point))  # type: ignore[arg-type]
        self._pressed, self._gesture = event.position(), "done"

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120.0
        if event.modifiers() & (_Mod.ControlModifier | _Mod.MetaModifier) or not steps:
            event.ignore()
            return
        self._navigate(self._camera.zoomed(1.2**steps))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.pointer_moved()

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~_Mod.KeypadModifier
        if keys not in (_Mod.NoModifier, _Mod.ShiftModifier) or not self._key(
            _Key(event.key()), keys == _Mod.ShiftModifier
        ):
            super().keyPressEvent(event)

    def _key(self, key: Qt.Key, shift: bool) -> bool:
        """Whether the key was this view's."""
        if key in _ARROWS and (shift or self._ring):
            across, down = _ARROWS[key]
            if shift:
                height = self.picture_rect().height()
                self._navigate(self._camera.panned(-across * KEY_PIXELS, -down * KEY_PIXELS, height))
            else:
                self._navigate(self._camera.orbit(across * KEY_DEGREES, -down * KEY_DEGREES))
        elif key in (_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus):
            self._navigate(self._camera.zoomed(1 / 1.2 if key == _Key.Key_Minus else 1.2))
        elif shift:
            return False
        elif key in (_Key.Key_W, _Key.Key_S):
            self._navigate(self._camera.advanced(WALK if key == _Key.Key_W else -WALK))
        elif key == _Key.Key_0:
            self.go_home()
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            place = None if self._pointer is None else self.place_at(self._pointer)
            self.picked.emit(place or (0.5, 0.5))
        elif key in (_Key.Key_BracketLeft, _Key.Key_BracketRight) and self._wipe is not None:
            self._move_wipe(self._wipe + (-0.02 if key == _Key.Key_BracketLeft else 0.02))
        else:
            return False
        return True
