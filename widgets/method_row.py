"""Methods side by side: each with its colour, its name and how it stands; one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QSizePolicy, QWidget

from widgets.theme import font, px, theme, tokens


@dataclass(frozen=True)
class Standing:
    """One method: its name, short where it is narrow, its colour ``#rrggbb``, how it stands, more for the tooltip."""

    name: str
    short: str
    colour: str
    words: str
    more: str = ""


class MethodRow(QWidget):
    """``chosen(int)`` when another method is chosen; left and right move when one has the focus."""

    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._buttons = [_Method(self) for _ in range(count)]
        for number, button in enumerate(self._buttons):
            self._group.addButton(button, number)
            self._row.addWidget(button, 1)
        self._buttons[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._row.setSpacing(px(8))
        for button in self._buttons:
            button.updateGeometry()

    def set_standings(self, standings: Sequence[Standing]) -> None:
        """What each method is and how it stands."""
        for button, standing in zip(self._buttons, standings, strict=True):
            button.set_standing(standing)

    def set_upright(self, upright: bool) -> None:
        """Stand below each other rather than side by side."""
        direction = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._row.setSpacing(px(2) if upright else px(8))

    def set_current(self, number: int) -> None:
        """Choose a method without a signal."""
        self._buttons[number].setChecked(True)

    def current(self) -> int:
        """The chosen method's place."""
        return self._group.checkedId()

    def button(self, number: int) -> QAbstractButton:
        """A method's button."""
        return self._buttons[number]


class _Method(QAbstractButton):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = Standing("", "", "#888888", "")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_standing(self, standing: Standing) -> None:
        """Show this."""
        if standing != self._standing:
            self._standing = standing
            self.setText(standing.name)
            self.setAccessibleName(f"{standing.name}: {standing.words}")
            self.setToolTip(standing.more or f"{standing.name}: {standing.words}")
            self.update()

    def sizeHint(self) -> QSize:
        high = QFontMetricsF(font("strong")).height() + QFontMetricsF(font("small")).height()
        return QSize(px(120), round(high) + px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(rect, px(6), px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._standing.colour))
        bar = QRectF(px(6), rect.top() + px(7), px(4), rect.height() - px(14))
        painter.drawRoundedRect(bar, px(2), px(2))
        left = bar.right() + px(8)
        for role, colour, text, top in (
            ("strong", t.text, self._standing.name, px(6)),
            ("small", t.quiet, self._standing.words, px(6) + QFontMetricsF(font("strong")).height()),
        ):
            painter.setFont(font(role))
            metrics = QFontMetricsF(painter.font())
            painter.setPen(QColor(colour))
            room = QRectF(left, top, self.width() - left - px(4), metrics.height())
            if role == "strong" and metrics.horizontalAdvance(text) > room.width():
                text = self._standing.short
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.drawRoundedRect(rect, px(6), px(6))
