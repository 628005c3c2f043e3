"""A row of small photos: which are waiting, which are placed, which one is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.colours import rgb_picture
from widgets.theme import font, px, theme, tokens

GAP, BAR, LOWEST = 8, 4, 44
"""Between two photos, how high the bar of colour under each is, and a photo at least (pixels at 100%)."""


@dataclass(frozen=True, eq=False)
class PhotoCard:
    """One photo of the row.

    ``picture`` (h, w, 3) uint8; ``colour`` of the bar under it, "" for none; ``faint``: not placed (yet); ``tip`` says
    all that is known of it.
    """

    picture: NDArray[np.uint8]
    name: str
    colour: str = ""
    faint: bool = False
    tip: str = ""


class PhotoStrip(QWidget):
    """Photos beside each other; the row scrolls where it is longer than its place.

    ``hovered`` (int, -1 for none) and ``chosen`` (int) carry the number of a photo.
    """

    hovered = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[PhotoCard, ...] = ()
        self._pictures: dict[int, tuple[NDArray[np.uint8], QImage]] = {}
        self._selected: tuple[int, ...] = ()
        self._newest: int | None = None
        self._under = -1
        self._shift = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The photos"))
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(88))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(64))

    # -- what is shown ---------------------------------------------------------------------------

    def set_cards(self, cards: Sequence[PhotoCard]) -> None:
        """The photos, in order."""
        self._cards = tuple(cards)
        self._pictures = {i: held for i, held in self._pictures.items() if i < len(cards)}
        self._scroll(0.0)

    def cards(self) -> tuple[PhotoCard, ...]:
        """The photos that are shown."""
        return self._cards

    def set_selected(self, numbers: Sequence[int], newest: int | None = None) -> None:
        """Ring the photos ``numbers``, and bring ``newest``, or else the first of them, into view."""
        changed = (tuple(numbers), newest) != (self._selected, self._newest)
        self._selected, self._newest = tuple(numbers), newest
        lead = newest if newest is not None else next(iter(numbers), None)
        if changed and lead is not None and lead < len(self._cards):
            left, right = self._edges()[lead]
            self._scroll(min(0.0, left - px(GAP)) + max(0.0, right + px(GAP) - self.width()))
        self.update()

    # -- where it is -----------------------------------------------------------------------------

    def _picture_height(self) -> float:
        """As high as there is room, or lower where all photos then fit beside each other."""
        full = max(8.0, self.height() - px(BAR) - px(6) - 2.0)
        wide = sum(card.picture.shape[1] / card.picture.shape[0] for card in self._cards)
        fitting = (self.width() - 2.0 - px(GAP) * (len(self._cards) - 1)) / wide if wide else full
        return min(full, max(float(px(LOWEST)), fitting))

    def _edges(self) -> list[tuple[float, float]]:
        """Left and right of each photo, as the row is scrolled."""
        height, x, edges = self._picture_height(), 1.0 - self._shift, []
        for card in self._cards:
            width = height * card.picture.shape[1] / card.picture.shape[0]
            edges.append((x, x + width))
            x += width + px(GAP)
        return edges

    def _scroll(self, by: float) -> None:
        self._shift += by
        edges = self._edges()
        length = edges[-1][1] + self._shift + 1 if edges else 0.0
        self._shift = min(max(0.0, self._shift), max(0.0, length - self.width()))
        self.update()

    def photo_at(self, position: QPointF) -> int:
        """The number of the photo at a place, -1 for none."""
        return next((i for i, (a, b) in enumerate(self._edges()) if a <= position.x() <= b), -1)

    # -- Qt --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, height = tokens(), self._picture_height()
        for number, (card, (left, right)) in enumerate(zip(self._cards, self._edges(), strict=True)):
            if right < 0 or left > self.width():
                continue
            place = QRectF(left, 1.0, right - left, height)
            painter.setOpacity(0.35 if card.faint and number not in (*self._selected, self._under) else 1.0)
            painter.drawImage(place, self._picture(number, card.picture, round(height * self.devicePixelRatioF())))
            painter.setOpacity(1.0)
            if card.colour:
                bar = QRectF(left, place.bottom() + px(3), right - left, px(BAR))
                painter.fillRect(bar, QColor(card.colour))
            if number in self._selected or number == self._under:
                painter.setPen(QPen(QColor(t.accent if number in self._selected else t.quiet), px(2)))
                painter.drawRect(place)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if not self._cards:
            painter.setFont(font("small"))
            painter.setPen(QColor(t.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No photos"))

    def _picture(self, number: int, pixels: NDArray[np.uint8], height: int) -> QImage:
        """The photo at the height it is drawn at, kept."""
        held = self._pictures.get(number)
        if held is None or held[0] is not pixels or held[1].height() != height:
            whole = rgb_picture(np.ascontiguousarray(pixels))
            held = pixels, whole.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
            self._pictures[number] = held
        return held[1]

    def _point(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.hovered.emit(number)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.photo_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.photo_at(event.position())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(number)
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        self._scroll(-float(turned.x() or turned.y()))
        event.accept()

    def resizeEvent(self, event: object) -> None:
        self._scroll(0.0)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or not self._cards:
            super().keyPressEvent(event)
            return
        here = self._selected[0] if self._selected else (-1 if by > 0 else len(self._cards))
        self.chosen.emit(min(max(here + by, 0), len(self._cards) - 1))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.photo_at(QPointF(event.pos()))
            if number >= 0:
                QToolTip.showText(event.globalPos(), self._cards[number].tip or self._cards[number].name, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
