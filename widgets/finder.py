"""The palette of Ctrl K: type, and the labs, commands and settings that match are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from widgets.filter_list import Entry, FilterList
from widgets.theme import px, text_label, theme, tokens


class Finder(QWidget):
    """Lies over its parent and dims it. ``chosen(value)`` of an :class:`Entry`; Escape or a click beside it closes."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._card = QWidget(self)
        self._card.setObjectName("finder_card")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a lab, a network, a paper, a command"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.list = FilterList()
        self._empty = text_label(self.tr("Nothing is found by this."), "quiet")
        self._column = QVBoxLayout(self._card)
        for widget in (self.search, self.list, self._empty):
            self._column.addWidget(widget)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.chosen.connect(self._choose)
        self._back: QWidget | None = None
        parent.installEventFilter(self)
        self.setVisible(False)
        theme.theme_changed.connect(self._place)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """What can be found."""
        self.list.set_entries(entries)

    def open(self) -> None:
        """Show it, empty."""
        self._back = self.window().focusWidget()
        self.search.clear()
        self._filter("")
        self._place()
        self.setVisible(True)
        self.raise_()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> None:
        """Hide it and give the focus back."""
        self.setVisible(False)
        if self._back is not None:
            self._back.setFocus()
            self._back = None

    def _choose(self, value: Any) -> None:
        self.put_away()
        self.chosen.emit(value)

    def _filter(self, text: str) -> None:
        self.list.filter(text)
        self._empty.setVisible(not self.list.shown)
        self.list.setVisible(bool(self.list.shown))
        self._place()

    def _place(self) -> None:
        parent = self._over
        self.setGeometry(parent.rect())
        self._column.setContentsMargins(px(8), px(8), px(8), px(8))
        self._column.setSpacing(px(6))
        self._empty.setContentsMargins(px(12), px(4), px(12), px(8))
        row = px(32)
        tall = px(58) + (min(10, len(self.list.shown)) * row if self.list.shown else px(36))
        wide = min(px(520), parent.width() - px(32))
        top = min(px(96), parent.height() // 8)
        self._card.setGeometry((parent.width() - wide) // 2, top, wide, min(tall, parent.height() - top - px(16)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.put_away()
                return True
            if self.list.take_key(event):
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.put_away()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 130 if t.name == "dark" else 70))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(t.line))
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(QRectF(self._card.geometry()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        painter.end()
