"""Presenter mode's pointer ring: large, in the accent, over everything, never in the way of a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from widgets.theme import px, tokens


class PointerRing(QWidget):
    """A ring round the pointer, drawn over the whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._side = px(72)
        self.resize(self._side, self._side)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._follow()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow every move of the pointer."""
        if event.type() == QEvent.Type.MouseMove:
            self._follow()
        return False

    def _follow(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        at = parent.mapFromGlobal(QCursor.pos())
        self.move(at.x() - self._side // 2, at.y() - self._side // 2)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().colour("accent", 0.9), px(4)))
        centre = QPointF(self._side / 2, self._side / 2)
        painter.drawEllipse(centre, self._side / 2 - px(4), self._side / 2 - px(4))
        painter.end()
