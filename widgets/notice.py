"""One sentence in place, with a way on; and a toast for small confirmations."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPropertyAnimation, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.icons import paint_icon
from widgets.round_button import RoundButton
from widgets.theme import px, text_label, theme, tokens

_KINDS = {"error": ("warning", "error"), "warning": ("warning", "warning"), "info": ("info", "accent")}


class Notice(QWidget):
    """A sentence with action buttons and a close button; hidden until :meth:`say`.

    ``acted(name)`` with the action's name, ``closed`` when it is put away.
    """

    acted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "info"
        self._mark = _Mark()
        self._text = text_label("", wrap=True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._close = RoundButton("close", self.tr("Put away (Esc)"), diameter=24)
        self._close.clicked.connect(self.put_away)
        self._actions = QHBoxLayout()
        self._words = QVBoxLayout()
        self._words.addWidget(self._text)
        self._words.addLayout(self._actions)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._restyle()
        self.setVisible(False)
        theme.theme_changed.connect(self._restyle)

    def say(self, text: str, kind: str = "error", actions: Sequence[tuple[str, str]] = ()) -> None:
        """Show one sentence; ``kind`` is error, warning or info; ``actions`` are (name, label)."""
        self._kind = kind
        self._mark.kind = kind
        self._text.setText(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            self._actions.removeWidget(button)
            button.setParent(None)  # type: ignore[call-overload]
            button.deleteLater()
        while self._actions.count():
            self._actions.takeAt(0)
        self._buttons = []
        for name, label in actions:
            button = QPushButton(label)
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._act)
            self._actions.addWidget(button)
            self._buttons.append(button)
        self._actions.addStretch()
        self.setVisible(True)
        self.update()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return "" if self.isHidden() else self._text.text()

    def put_away(self) -> None:
        """Hide it."""
        if not self.isHidden():
            self.setVisible(False)
            self.closed.emit()

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.put_away()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def _act(self) -> None:
        self.acted.emit(self.sender().objectName())

    def _restyle(self) -> None:
        self._row.setContentsMargins(px(16), px(10), px(10), px(10))
        self._row.setSpacing(px(10))
        self._words.setSpacing(px(8))
        self._actions.setSpacing(px(8))
        self._mark.setFixedSize(px(18), px(22))
        self._text.setMinimumHeight(px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        painter.setBrush(QColor(getattr(t, _KINDS[self._kind][1])))
        painter.drawRoundedRect(QRectF(0, px(8), px(3), self.height() - px(16)), px(1.5), px(1.5))
        painter.end()


class _Mark(QWidget):
    """The sign at the left, in the colour of its kind."""

    kind = "info"

    def paintEvent(self, event: QPaintEvent) -> None:
        name, colour = _KINDS[self.kind]
        painter = QPainter(self)
        side = min(self.width(), self.height())
        place = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(painter, name, place, getattr(tokens(), colour))
        painter.end()


class Toast(QWidget):
    """A few words at the lower middle of a window, gone by themselves."""

    SHOWN = 2400

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._label: QLabel = text_label("", parent=self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.finished.connect(self._faded)
        self._timer = QTimer(self, singleShot=True, interval=self.SHOWN)
        self._timer.timeout.connect(self._end)
        self.setVisible(False)

    def say(self, text: str) -> None:
        """Show words for a moment."""
        room = self._over.size()
        self._row.setContentsMargins(px(16), px(9), px(16), px(9))
        self._label.setText(text)
        self.adjustSize()
        self.resize(min(self.width(), room.width() - px(32)), self.height())
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - px(120))
        self._fade.stop()
        self._effect.setOpacity(1.0)
        self.setVisible(True)
        self.raise_()
        self._timer.start()

    def _end(self) -> None:
        duration = theme.duration(200)
        if duration == 0:
            self.setVisible(False)
            return
        self._fade.setDuration(duration)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.start()

    def _faded(self) -> None:
        self.setVisible(False)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(t.line))
        painter.setBrush(QColor(t.raised))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
