"""A round button with an icon: filled with the accent for the one main action, quiet otherwise."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from widgets.icons import paint_icon
from widgets.theme import px, theme, tokens


class RoundButton(QAbstractButton):
    """``kind``: ``"main"`` (accent), ``"raised"`` or ``"flat"``; ``diameter`` in pixels at 100%."""

    def __init__(self, name: str, tip: str, kind: str = "flat", diameter: int = 28) -> None:
        super().__init__()
        self._name, self._kind, self._diameter = name, kind, diameter
        self.set_tip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._resize()
        theme.theme_changed.connect(self._resize)

    def set_tip(self, tip: str) -> None:
        """The tooltip, also the name a screen reader says."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def set_picture(self, name: str) -> None:
        """Another icon."""
        self._name = name
        self.update()

    @property
    def picture(self) -> str:
        """The icon's name."""
        return self._name

    def sizeHint(self) -> QSize:
        return QSize(px(self._diameter), px(self._diameter))

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        over, down, enabled = self.underMouse(), self.isDown(), self.isEnabled()
        ground: str | None = {"main": t.accent, "raised": t.hover}.get(self._kind)
        tint = t.on_accent if self._kind == "main" else t.text
        if not enabled:
            ground, tint = (t.track if self._kind == "main" else ground), t.track
            if self._kind == "main":
                tint = t.panel
        elif self.isChecked():
            ground, tint = t.accent_soft, t.accent if t.name == "light" else t.text
        elif over or down:
            ground = ground if self._kind == "main" else t.track if down or self._kind == "raised" else t.hover
        painter.setPen(Qt.PenStyle.NoPen)
        if ground is not None:
            painter.setBrush(QColor(ground))
            if self._kind == "main" and enabled and (over or down):
                painter.setBrush(QColor(ground).lighter(108 if over and not down else 94))
            painter.drawEllipse(circle)
        side = circle.width() * (0.62 if self._kind != "flat" else 0.66)
        place = QRectF(0, 0, side, side)
        place.moveCenter(circle.center())
        paint_icon(painter, self._name, place, tint)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.text if self._kind == "main" else t.ring), px(2)))
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        painter.end()
