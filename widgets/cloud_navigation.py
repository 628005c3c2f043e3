"""Pointer and keys of a 3-D view: turn, shift and zoom the camera, move a cloud, point at points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from widgets.cloud_camera import GROUNDS, Camera, Lens
from widgets.cloud_motion import shifted, turn, turned_about
from widgets.theme import px

Array = NDArray[np.float64]
_Key, _Mod, _Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton

DEGREES_FOR_PIXEL = 0.4
NUDGE_DEGREES = 1.0
NUDGE_PART = 0.005
"""How far an arrow key shifts a cloud, as a part of the distance it is seen from."""
_ARROWS = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}
_VIEWS = {_Key.Key_1: "front", _Key.Key_3: "right", _Key.Key_7: "top"}
_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class CloudNavigation(QWidget):
    """The base of the 3-D view: holds the camera and takes the events.

    Left drag turns, right or middle drag shifts, the wheel zooms to the pointer, a double click looks at the point
    there. Keys: F fits, 1, 3, 7 are front, right and top, 5 changes between perspective and orthographic, 0 starts
    again, plus and minus zoom, Enter picks, Shift (and Ctrl) with an arrow nudges the cloud that can be dragged, [ and
    ] move the wipe. Plain arrows turn where the focus came by the Tab key; after a click they stay the timeline's.

    ``camera_changed`` (:class:`Camera`): the user moved the camera. ``pose_dragged`` (matrix (4, 4), finished): the
    user moves a cloud. ``wipe_changed`` (float).
    """

    camera_changed = Signal(object)
    pose_dragged = Signal(object, bool)
    wipe_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = Camera()
        self._start = Camera()  # what 0 goes back to
        self._follows = True  # a change of size fits again, until the user navigates
        self._fit_due = True
        self._draggable: str | None = None
        self._wipe: float | None = None
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._gesture = ""  # what the drag does: turn, pan, turn-cloud, shift-cloud, wipe
        self._own_menu = False
        self._lent: QCursor | None = None
        self._ring = False
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the view itself does

    def pose_of(self, name: str) -> Array | None:
        """The pose (4, 4) of a cloud, or None."""
        raise NotImplementedError

    def centre_of(self, name: str) -> Array:
        """Where a cloud's centre is in the world (3,)."""
        raise NotImplementedError

    def point_at(self, position: QPointF) -> Array | None:
        """The point of the world (3,) under a place of the widget, or None."""
        raise NotImplementedError

    def clicked(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A place was clicked, or chosen with Enter."""

    def fit(self, names: object = None) -> None:
        """Show everything."""

    def view_moved(self) -> None:
        """The camera is another one."""

    def wipe_moved(self) -> None:
        """The wipe is elsewhere."""

    def cloud_moved(self, name: str, pose: Array) -> None:
        """The user gave a cloud another pose."""

    def pointer_moved(self) -> None:
        """The pointer is elsewhere, or gone."""

    def escaped(self) -> bool:
        """Escape was pressed; whether that ended something."""
        return False

    # Camera

    def camera(self) -> Camera:
        """The camera as it is now."""
        return self._camera

    def set_camera(self, camera: Camera) -> None:
        """Take over a camera; emits nothing."""
        self._follows = self._fit_due = False
        if camera != self._camera:
            self._camera = camera
            self.view_moved()

    def lens(self) -> Lens:
        """The camera with the widget's size, in the widget's pixels."""
        return Lens(self._camera, max(1, self.width()), max(1, self.height()))

    def _navigate(self, camera: Camera) -> None:
        self._follows = self._fit_due = False
        if camera != self._camera:
            self._camera = camera
            self.view_moved()
            self.camera_changed.emit(camera)

    def _zoom_at(self, position: QPointF, factor: float) -> None:
        place = self.point_at(position) if factor > 1 else None
        lens = self.lens()
        depth = None
        if place is not None:
            depth = float(lens.project(place)[1][0])
        self._navigate(lens.zoomed(position.x(), position.y(), factor, depth))

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._last = event.position()
        self._gesture = ""
        if event.button() == _Button.LeftButton and self._on_handle(event.position()):
            self._gesture = "wipe"
        event.accept()

    def _on_handle(self, position: QPointF) -> bool:
        return self._wipe is not None and abs(position.x() - self._wipe * self.width()) <= px(10)

    def _meaning(self, event: QMouseEvent) -> str:
        """What a drag that begins now does."""
        keys, left = event.modifiers(), bool(event.buttons() & _Button.LeftButton)
        shift, control = bool(keys & _Mod.ShiftModifier), bool(keys & (_Mod.ControlModifier | _Mod.MetaModifier))
        if self._draggable is not None and self.pose_of(self._draggable) is not None:
            if left and shift and not control:
                return "turn-cloud"
            if (left and control) or (shift and not left):
                return "shift-cloud"
        return "turn" if left and not shift else "pan"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons():
            self._pointer = at
            self._lend_cursor(Qt.CursorShape.SplitHCursor if self._on_handle(at) else None)
            self.pointer_moved()
            return
        if not self._gesture:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance() // 2:
                return
            self._gesture = self._meaning(event)
            self._pointer = None
            self.pointer_moved()
        across, down = at.x() - self._last.x(), at.y() - self._last.y()
        self._last = at
        if self._gesture == "wipe":
            self._set_wipe(at.x() / max(1, self.width()))
        elif self._gesture == "turn":
            self._navigate(self._camera.orbit(-across * DEGREES_FOR_PIXEL, down * DEGREES_FOR_PIXEL))
        elif self._gesture == "pan":
            self._lend_cursor(Qt.CursorShape.ClosedHandCursor)
            self._navigate(self.lens().panned(across, down))
        elif self._draggable is not None:
            self._drag(self._draggable, across, down)

    def _lend_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show another cursor for a while; None gives back the one that was there."""
        if shape is not None:
            self._lent = self._lent or self.cursor()
            self.setCursor(shape)
        elif self._lent is not None:
            self.setCursor(self._lent)
            self._lent = None

    def _drag(self, name: str, across: float, down: float) -> None:
        """Move the cloud by pixels, in the view's axes."""
        if self._gesture == "turn-cloud":
            self._turn_cloud(name, np.radians(across * DEGREES_FOR_PIXEL), np.radians(down * DEGREES_FOR_PIXEL), False)
        else:
            scale = self.lens().pixel_scale(self.centre_of(name))
            self._shift_cloud(name, across / scale, down / scale, False)

    def _turn_cloud(self, name: str, across: float, down: float, finished: bool) -> None:
        pose, (right, up, _) = self.pose_of(name), self._camera.axes
        assert pose is not None
        self._move_cloud(name, turned_about(pose, turn(right, down) @ turn(up, across), self.centre_of(name)), finished)

    def _shift_cloud(self, name: str, across: float, down: float, finished: bool) -> None:
        pose, (right, up, _) = self.pose_of(name), self._camera.axes
        assert pose is not None
        self._move_cloud(name, shifted(pose, right * across - up * down), finished)

    def _move_cloud(self, name: str, pose: Array, finished: bool) -> None:
        self.cloud_moved(name, pose)
        self.pose_dragged.emit(pose, finished)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, pressed = self._gesture, self._pressed
        if event.buttons():
            return
        self._gesture, self._pressed = "", None
        self._lend_cursor(None)
        if gesture in ("turn-cloud", "shift-cloud") and self._draggable is not None:
            pose = self.pose_of(self._draggable)
            if pose is not None:
                self.pose_dragged.emit(pose, True)
        elif not gesture and pressed is not None:
            if event.button() == _Button.LeftButton:
                self.clicked(event.position(), event.modifiers())
            elif event.button() == _Button.RightButton:
                self._ask_menu(event)
        self._pointer = event.position()
        self.pointer_moved()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right drag shifts the view: the menu is asked for when the button is let go where it was pressed."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self._own_menu:
            event.accept()
        else:
            event.ignore()

    def _ask_menu(self, event: QMouseEvent) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        place = event.globalPosition().toPoint()
        self._own_menu = True
        try:
            asked = QContextMenuEvent(
                QContextMenuEvent.Reason.Mouse, event.position().toPoint(), place, event.modifiers()
            )
            QApplication.sendEvent(self, asked)
        finally:
            self._own_menu = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.point_at(event.position())
        if place is not None and event.button() == _Button.LeftButton:
            self._navigate(self._camera.moved_to(place))
        self._pressed, self._gesture = event.position(), "done"

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120.0
        if event.modifiers() & (_Mod.ControlModifier | _Mod.MetaModifier) or not steps:
            event.ignore()
            return
        self._zoom_at(event.position(), 1.2**steps)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(event.position(), max(0.2, 1 + event.value()))
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.pointer_moved()

    # Wipe

    def _set_wipe(self, fraction: float) -> None:
        self._wipe = min(1.0, max(0.0, fraction))
        self.wipe_moved()
        self.wipe_changed.emit(self._wipe)

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~_Mod.KeypadModifier
        if not (self._plain_key(_Key(event.key()), keys) or self._nudge(_Key(event.key()), keys)):
            super().keyPressEvent(event)

    def _plain_key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        if keys not in (_Mod.NoModifier, _Mod.ShiftModifier):
            return False
        plain = keys == _Mod.NoModifier
        if plain and key in _VIEWS:
            self.show_from(_VIEWS[key])
        elif plain and key == _Key.Key_5:
            self.toggle_orthographic()
        elif plain and key == _Key.Key_0:
            self.reset_camera()
        elif plain and key == _Key.Key_F:
            self.fit()
            self.camera_changed.emit(self._camera)
        elif key in (_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus):
            self._zoom_at(QPointF(self.rect().center()), 1 / 1.2 if key == _Key.Key_Minus else 1.2)
        elif plain and key in _ARROWS and self._ring:
            across, down = _ARROWS[key]
            self._navigate(self._camera.orbit(across * 5.0, -down * 5.0))
        elif plain and key in (_Key.Key_Return, _Key.Key_Enter):
            self.clicked(self._pointer or QPointF(self.rect().center()), keys)
        elif plain and key == _Key.Key_Escape:
            return self.escaped()
        elif plain and key in (_Key.Key_BracketLeft, _Key.Key_BracketRight) and self._wipe is not None:
            self._set_wipe(self._wipe + (-0.02 if key == _Key.Key_BracketLeft else 0.02))
        else:
            return False
        return True

    def _nudge(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        """Shift and an arrow turn the cloud by a degree, with Ctrl they shift it; one finished drag for each press."""
        name = self._draggable
        if key not in _ARROWS or not keys & _Mod.ShiftModifier or name is None or self.pose_of(name) is None:
            return False
        across, down = _ARROWS[key]
        if keys & (_Mod.ControlModifier | _Mod.MetaModifier):
            step = NUDGE_PART * self._camera.distance
            self._shift_cloud(name, across * step, down * step, True)
        else:
            self._turn_cloud(name, np.radians(across * NUDGE_DEGREES), np.radians(down * NUDGE_DEGREES), True)
        return True

    def show_from(self, name: str) -> None:
        """Turn the camera to ``"front"``, ``"right"`` or ``"top"``."""
        self._navigate(self._camera.view(name))

    def toggle_orthographic(self) -> None:
        """With perspective, or without."""
        self._navigate(replace(self._camera, orthographic=not self._camera.orthographic))

    def reset_camera(self) -> None:
        """The direction of the beginning, and everything in the picture."""
        up, flat = self._camera.up, self._camera.orthographic
        self._camera = replace(self._start, up=up, orthographic=flat)
        self.fit()
        self.camera_changed.emit(self._camera)

    def set_up(self, up: str) -> None:
        """Another up axis, a key of ``GROUNDS``; the centre stays."""
        if up not in GROUNDS:
            raise ValueError(f"no up axis {up!r}")
        if up != self._camera.up:
            self._camera = replace(self._camera, up=up)
            self.view_moved()
