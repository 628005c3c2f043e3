"""A combo box of our own: value and chevron; a popup that is searched by typing when there are many choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from widgets.filter_list import Entry, FilterList
from widgets.icons import paint_icon
from widgets.theme import font, px, theme, tokens

Choices = Sequence[tuple[Any, str, str]]
SEARCHED_FROM = 13
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ChoiceBox(QWidget):
    """Shows one of ``choices``, a sequence of (value, label, note). ``chosen(value)`` when the user picks one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._value: Any = None
        self._busy = False
        self._popup: _Popup | None = None
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.theme_changed.connect(self.updateGeometry)

    def set_choices(self, choices: Choices) -> None:
        """Offer these; the value stays, known or not. Emits nothing."""
        self._entries = [Entry(value, label, note) for value, label, note in choices]
        self._tell()

    def set_value(self, value: Any) -> None:
        """Show a value; emits nothing."""
        self._value = value
        self._tell()

    def set_busy(self, busy: bool) -> None:
        """Show that the choices are being asked for."""
        self._busy = busy
        self.update()

    @property
    def value(self) -> Any:
        """The value shown."""
        return self._value

    def text(self) -> str:
        """The label shown."""
        return next((e.label for e in self._entries if e.value == self._value), str(self._value or ""))

    def _tell(self) -> None:
        self.setAccessibleDescription(self.text())
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and not self.toolTip().startswith(self.text()):
            metrics = QFontMetricsF(font())
            if metrics.horizontalAdvance(self.text()) > self._room():
                base = self.property("tip") or self.toolTip()
                self.setProperty("tip", base)
                self.setToolTip(f"{self.text()}\n{base}" if base else self.text())
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(72), px(32))

    def _room(self) -> float:
        return self.width() - px(10) - px(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opened = self._popup is not None
        edge = t.ring if self.hasFocus() or opened else t.track if self.underMouse() else t.line
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(t.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        painter.setFont(font())
        place = QRectF(px(10), 0, self._room(), self.height())
        words = self.tr("asking ...") if self._busy and not self._entries else self.text()
        painter.setPen(QColor(t.text if self.isEnabled() and not (self._busy and not self._entries) else t.quiet))
        path = "." in words or "/" in words  # of a module or a file: the end tells most
        mode = Qt.TextElideMode.ElideMiddle if path else Qt.TextElideMode.ElideRight
        elided = QFontMetricsF(painter.font()).elidedText(words, mode, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        side = px(13)
        chevron = QRectF(self.width() - side - px(10), (self.height() - side) / 2 + 1, side, side)
        paint_icon(painter, "more" if self._busy else "chevron-down", chevron, t.quiet)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        self._wheel += event.angleDelta().y()
        while abs(self._wheel) >= 120:
            self._step(-1 if self._wheel > 0 else 1)
            self._wheel += -120 if self._wheel > 0 else 120

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and plain:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4, Qt.Key.Key_Down):
            self.open()
        elif event.text() and event.text().isprintable() and event.modifiers() in _TYPING:
            self.open(event.text())
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        values = [entry.value for entry in self._entries]
        if not values:
            return
        now = values.index(self._value) if self._value in values else -1
        self._pick(values[min(len(values) - 1, max(0, now + by))])

    def _pick(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self._tell()
            self.chosen.emit(value)

    def open(self, typed: str = "") -> None:
        """Open the popup, searching for ``typed``."""
        if self._popup is None and self._entries:
            self._popup = _Popup(self, self._entries, self._value)
            self._popup.chosen.connect(self._take)
            self._popup.destroyed.connect(self._closed)
            self._popup.show_below(self, typed)
            self.update()

    @property
    def popup(self) -> _Popup | None:
        """The open popup, or None."""
        return self._popup

    def _take(self, value: Any) -> None:
        if self._popup is not None:
            self._popup.close()
        self._closed()
        self.setFocus()
        self._pick(value)

    def _closed(self) -> None:
        self._popup = None
        self.update()


class _Popup(QFrame):
    """The list below the box."""

    chosen = Signal(object)

    def __init__(self, box: QWidget, entries: list[Entry], value: Any) -> None:
        super().__init__(box, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "popup")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search {count} choices").format(count=len(entries)))
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.list = FilterList()
        self.list.set_entries(entries, value, marks=True)
        self.list.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(4), px(4), px(4), px(4))
        column.setSpacing(px(4))
        column.addWidget(self.search)
        self.search.setVisible(len(entries) >= SEARCHED_FROM)  # once it has a parent: else it is a window of its own
        column.addWidget(self.list)
        self._count = len(entries)
        metrics = QFontMetricsF(font())
        longest = max((metrics.horizontalAdvance(e.label) for e in entries), default=0)
        notes = max((QFontMetricsF(font("small")).horizontalAdvance(e.note) for e in entries), default=0)
        self._wide = longest + notes + px(84)
        self.list.two_lines = bool(notes) and self._wide > px(420)

    def show_below(self, box: QWidget, typed: str) -> None:
        """Open under ``box``, or over it where there is more room, within the screen."""
        row = self.list.itemDelegate().sizeHint(None, None).height()  # type: ignore[arg-type]
        searched = self._count >= SEARCHED_FROM
        tall = min(self._count, 12) * row + px(10) + (px(40) if searched else 0)
        screen = box.screen().availableGeometry()
        wide = int(min(max(box.width(), self._wide), px(420), screen.width()))
        corner = box.mapToGlobal(QPoint(0, box.height() + px(4)))
        above = box.mapToGlobal(QPoint(0, -px(4))).y() - screen.top()
        below = screen.bottom() - corner.y()
        if tall > below and above > below:
            tall = min(tall, above)
            corner.setY(corner.y() - box.height() - px(8) - tall)
        else:
            tall = min(tall, max(below, px(120)))
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - wide)))
        self.setGeometry(corner.x(), corner.y(), wide, tall)
        self.show()
        if searched:
            self.search.setFocus()
            self.search.setText(typed)
        else:
            self.list.setFocus()
            if typed:
                self.list.keyboardSearch(typed)

    def _search(self, text: str) -> None:
        self.list.filter(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.list.take_key(event):
            return True
        return super().eventFilter(watched, event)
