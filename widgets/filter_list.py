"""A list that is searched by typing: every word must occur in an entry's label, note or search words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets.icons import paint_icon
from widgets.theme import font, px, tokens

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line: the value it stands for, its label, a quiet note, and words it is found by besides."""

    value: Any
    label: str
    note: str = ""
    words: str = ""


def plain(text: str) -> str:
    """Text as it is compared: composed, without case."""
    return unicodedata.normalize("NFC", text).casefold()


def matching(entries: Sequence[Entry], text: str) -> list[Entry]:
    """The entries that hold every word of ``text``; those whose label starts with it come first."""
    words = plain(text).split()
    if not words:
        return list(entries)
    found = [e for e in entries if all(w in plain(f"{e.label} {e.note} {e.words}") for w in words)]
    start = plain(text.strip())

    def rank(entry: Entry) -> int:
        label = plain(entry.label)
        return 0 if label == start else 1 if label.startswith(start) else 2 if start in label else 3

    return sorted(found, key=rank)


class _Model(QAbstractListModel):
    """The entries that are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.shown = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.label}\n{entry.note}" if entry.note else entry.label
        return entry if role == Qt.ItemDataRole.UserRole else None


class _Line(QStyledItemDelegate):
    """Label at the left, note at the right or below, a check mark at the present value."""

    def __init__(self, view: FilterList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), px(48 if self._view.two_lines else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, entry = tokens(), index.data(Qt.ItemDataRole.UserRole)
        state, place = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(t.accent_soft if state & QStyle.StateFlag.State_Selected else t.hover))
            painter.drawRoundedRect(place.adjusted(px(4), 1, -px(4), -1), px(4), px(4))
        line = place.adjusted(px(12), 0, -px(12), 0)
        if self._view.marks:
            if entry.value == self._view.present:
                mark = QRectF(line.left() - px(2), line.top() + px(9), px(14), px(14))
                paint_icon(painter, "check", mark, t.accent)
            line.setLeft(line.left() + px(18))
        painter.setFont(font("body"))
        metrics = QFontMetricsF(painter.font())
        small = font("small")
        note_width = QFontMetricsF(small).horizontalAdvance(entry.note)
        below = self._view.two_lines
        room = line.width() - (note_width + px(12) if entry.note and not below else 0)
        top = QRectF(line.left(), line.top() + (px(5) if below and entry.note else 0), room, 0)
        top.setHeight(px(22) if below and entry.note else line.height())
        painter.setPen(QColor(t.text))
        label = metrics.elidedText(entry.label, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if entry.note:
            painter.setFont(small)
            painter.setPen(QColor(t.text if state & QStyle.StateFlag.State_Selected else t.quiet))
            if below:
                second = QRectF(line.left(), line.top() + px(25), line.width(), px(18))
                note = QFontMetricsF(small).elidedText(entry.note, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(second, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, note)
            else:
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.note)
        painter.restore()


class FilterList(QListView):
    """Shows entries; ``chosen(value)`` on a click or Enter."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.present: Any = None
        self.marks = False
        self.two_lines = False
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Line(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._clicked)

    def set_entries(self, entries: Sequence[Entry], present: Any = None, marks: bool = False) -> None:
        """Show entries; with ``marks`` the one of the value ``present`` is ticked."""
        self._entries = list(entries)
        self.present, self.marks = present, marks
        self.filter("")

    def filter(self, text: str) -> None:
        """Show what matches ``text``, the first selected (the present value while nothing is typed)."""
        self._model.show_entries(matching(self._entries, text))
        row = 0
        if not text.strip():
            row = next((i for i, entry in enumerate(self._entries) if entry.value == self.present), 0)
        if self._model.shown:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    @property
    def shown(self) -> list[Entry]:
        """The entries that match now."""
        return self._model.shown

    def walk(self, step: int) -> None:
        """Move the selection by a number of lines."""
        if self.shown:
            row = min(len(self.shown) - 1, max(0, self.currentIndex().row() + step))
            self.setCurrentIndex(self._model.index(row))

    def choose_current(self) -> None:
        """Emit the selected entry's value."""
        index = self.currentIndex()
        if index.isValid():
            self.chosen.emit(self._model.shown[index.row()].value)

    def take_key(self, event: QKeyEvent) -> bool:
        """Handle up, down, page keys and Enter pressed in a search field above; True where it was one of them."""
        page = max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)) - 1) if self.shown else 1
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.walk(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.choose_current()
