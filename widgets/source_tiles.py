"""The square tiles of the source picker and the row they stand in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QWidget

from widgets.colours import thumbnail
from widgets.icons import paint_icon
from widgets.theme import font, px, theme, tokens

#: Side of a tile in pixels at 100%.
SIDE = 76


class TileRow(QScrollArea):
    """The row of tiles; the wheel runs along it."""

    def __init__(self, row: QWidget) -> None:
        super().__init__()
        self.setWidget(row)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._in_sight: QWidget | None = None

    def reveal(self, tile: QWidget | None) -> None:
        """Scroll to a tile of the row, and again whenever the room changes; None leaves the row as it is."""
        self._in_sight = tile
        row = self.widget()
        layout = row.layout() if row is not None else None
        if tile is not None and layout is not None:
            layout.activate()
            self.ensureWidgetVisible(tile, px(8), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.reveal(self._in_sight)
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reveal(self._in_sight)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def leaveEvent(self, event: QEvent) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._in_sight = None
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y() - event.angleDelta().x())
        event.accept()


class Tile(QAbstractButton):
    """One square: a picture, or an icon over a word. ``removal_wanted`` (name): by its menu or the Delete key."""

    removal_wanted = Signal(str)

    def __init__(self, name: str, title: str, picture: str = "") -> None:
        super().__init__()
        self.name, self._title, self._icon = name, title, picture
        self._pixels: NDArray[np.uint8] | None = None
        self._drawn: QImage | None = None
        self._selected = False
        self.setToolTip(title)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._resize()
        theme.theme_changed.connect(self._resize)

    def _resize(self) -> None:
        self._drawn = None
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(px(SIDE), px(SIDE))

    def offer_removal(self, words: str) -> None:
        """What it shows can be deleted: by a menu with these words, or by the Delete key."""
        action = QAction(words, self)
        action.triggered.connect(self._remove)
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _remove(self) -> None:
        self.removal_wanted.emit(self.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.actions():
            self._remove()
        else:
            super().keyPressEvent(event)

    def set_picture(self, pixels: NDArray[np.uint8]) -> None:
        self._pixels, self._drawn = pixels, None
        self.update()

    def set_selected(self, selected: bool) -> None:
        self._selected = selected
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        rounded = QPainterPath()
        rounded.addRoundedRect(place, px(4), px(4))
        if self._pixels is not None:
            if self._drawn is None:
                self._drawn = thumbnail(self._pixels, self.width(), self.height(), self.devicePixelRatioF())
            painter.setClipPath(rounded)
            painter.drawImage(0, 0, self._drawn)
            painter.setClipping(False)
        else:
            painter.fillPath(rounded, QColor(t.track if self.underMouse() else t.hover))
            painter.setFont(font("small"))
            painter.setPen(QColor(t.text if self.underMouse() else t.quiet))
        if self._pixels is None and not self._icon:
            words = place.adjusted(px(6), px(6), -px(6), -px(6))
            metrics = QFontMetricsF(painter.font())
            fits = all(metrics.horizontalAdvance(word) <= words.width() for word in self._title.split())
            wrap = Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | wrap), self._title)
        elif self._pixels is None:
            icon_place = QRectF(0, 0, px(20), px(20))
            icon_place.moveCenter(place.center() - QRectF(0, 0, 0, px(20)).center())
            paint_icon(painter, self._icon, icon_place, t.quiet)
            words = QRectF(px(4), place.center().y() + px(4), place.width() - px(8), px(20))
            title = QFontMetricsF(painter.font()).elidedText(self._title, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, title)
        if self._selected or self.hasFocus() or (self.underMouse() and self._pixels is not None):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = t.accent if self._selected else t.ring if self.hasFocus() else t.quiet
            painter.setPen(QPen(QColor(edge), px(2) if self._selected or self.hasFocus() else 1))
            inset = painter.pen().widthF() / 2
            painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), px(4), px(4))
        painter.end()


class Dot(QWidget):
    """A coloured dot before a title: the colour in which the input is drawn."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colour))
        place = QRectF(0, 0, px(10), px(10))
        place.moveCenter(QRectF(0, 0, px(10), self.height()).center())
        painter.drawEllipse(place)
        painter.end()
