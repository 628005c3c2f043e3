"""A pointer of the tests' own: the screen's can be moved by other windows, and its events come when they like."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def move_pointer(widget: QWidget, point: QPoint) -> None:
    """Tell ``widget`` that the pointer moved to ``point`` in it, no button held."""
    nothing, at = Qt.MouseButton.NoButton, QPointF(point)
    place = widget.mapToGlobal(at)
    event = QMouseEvent(QEvent.Type.MouseMove, at, place, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
