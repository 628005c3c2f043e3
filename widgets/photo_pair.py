"""One photo with its keypoints, or two with the matches between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.colours import rgb_picture
from widgets.theme import font, px, theme, tokens

REACH = 8
"""How near the pointer has to come to a keypoint (pixels at 100%)."""
WORD_GAP = 22
"""Room for a photo's name over it (pixels at 100%)."""


@dataclass(frozen=True, eq=False)
class PhotoDots:
    """A photo with dots.

    ``picture`` (h, w, 3) uint8 stands for the whole photo, which is ``width`` x ``height`` pixels; ``dots`` (K, 2) in
    its pixels, ``colours`` (K, 3) uint8, ``numbers`` (K,) what each dot is called.
    """

    picture: NDArray[np.uint8]
    width: int
    height: int
    name: str
    dots: NDArray[np.float32]
    colours: NDArray[np.uint8]
    numbers: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PhotoLines:
    """Lines (m, 4) from the first photo's pixels x, y to the second's, with their ``colours`` (m, 3) uint8."""

    ends: NDArray[np.float32]
    colours: NDArray[np.uint8]


class PhotoPair(QWidget):
    """Photos above each other where the place is high, beside each other where it is wide.

    ``hovered`` carries (photo, dot) as counted here, or None. What is known of it is written at the lower edge
    (:meth:`set_readout`).
    """

    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos: tuple[PhotoDots, ...] = ()
        self._lines: PhotoLines | None = None
        self._images: list[tuple[NDArray[np.uint8], QImage]] = []
        self._under: tuple[int, int] | None = None
        self._readout = ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Keypoints and matches"))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(120))

    def set_photos(self, photos: Sequence[PhotoDots], lines: PhotoLines | None = None) -> None:
        """Show one photo or two, and the lines between two."""
        self._photos, self._lines = tuple(photos), lines
        held = {id(pixels): image for pixels, image in self._images}
        self._images = [
            (p.picture, held.get(id(p.picture)) or rgb_picture(np.ascontiguousarray(p.picture))) for p in self._photos
        ]
        self._under, self._readout = None, ""
        self.update()

    def photos(self) -> tuple[PhotoDots, ...]:
        """The photos that are shown."""
        return self._photos

    def lines(self) -> PhotoLines | None:
        """The lines between them."""
        return self._lines

    def set_readout(self, text: str) -> None:
        """What is written at the lower edge."""
        self._readout = text
        self.update()

    def readout(self) -> str:
        """What is written at the lower edge."""
        return self._readout

    def places(self) -> list[QRectF]:
        """Where each photo is drawn."""
        if not self._photos:
            return []
        count, foot = len(self._photos), px(WORD_GAP)
        stacked = count > 1 and self.height() >= self.width()
        width = self.width() if stacked else (self.width() - px(8) * (count - 1)) / count
        height = (self.height() - foot - (px(8) * (count - 1) if stacked else 0)) / (count if stacked else 1)
        places, x, y = [], 0.0, 0.0
        for photo in self._photos:
            scale = max(1e-6, min(width / photo.width, (height - px(WORD_GAP)) / photo.height))
            place = QRectF(x, y + px(WORD_GAP), photo.width * scale, photo.height * scale)
            if count == 1:
                place.translate((self.width() - place.width()) / 2, (height - px(WORD_GAP) - place.height()) / 4)
            places.append(place)
            if stacked:
                y = place.bottom() + px(8)
            else:
                x = place.right() + px(8)
        return places

    def _placed(self, number: int) -> NDArray[np.float64]:
        """The dots (K, 2) of a photo on the widget."""
        photo, place = self._photos[number], self.places()[number]
        return np.array([place.x(), place.y()]) + photo.dots * (place.width() / photo.width)

    # -- Qt --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, places = tokens(), self.places()
        for number, (photo, place) in enumerate(zip(self._photos, places, strict=True)):
            painter.drawImage(place, self._images[number][1])
            _draw_dots(painter, self._placed(number), photo.colours, min(2.5, max(1.25, place.width() / px(200))))
        if self._lines is not None and len(places) == 2:
            self._draw_lines(painter, places)
        painter.setFont(font("small"))
        for photo, place in zip(self._photos, places, strict=True):
            label = QRectF(place.x(), place.y() - px(WORD_GAP), max(place.width(), px(80)), px(WORD_GAP) - px(4))
            words = painter.fontMetrics().elidedText(photo.name, Qt.TextElideMode.ElideMiddle, int(label.width()))
            label.setWidth(painter.fontMetrics().horizontalAdvance(words) + px(8))
            painter.fillRect(label, QColor(t.background))  # over the lines
            painter.setPen(QColor(t.quiet))
            painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
        if self._under is not None:
            at = self._placed(self._under[0])[self._under[1]]
            painter.setPen(QPen(QColor(t.accent), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(*at.tolist()), px(6), px(6))
        if self._readout:
            painter.setFont(font("small"))
            painter.setPen(QColor(t.text))
            foot = QRectF(0, self.height() - px(WORD_GAP), self.width(), px(WORD_GAP))
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._readout)

    def _draw_lines(self, painter: QPainter, places: list[QRectF]) -> None:
        assert self._lines is not None
        ends = self._lines.ends.astype(np.float64)
        scales = [place.width() / photo.width for place, photo in zip(places, self._photos, strict=True)]
        first = ends[:, :2] * scales[0] + [places[0].x(), places[0].y()]
        second = ends[:, 2:] * scales[1] + [places[1].x(), places[1].y()]
        for colour in np.unique(self._lines.colours, axis=0):
            of = (self._lines.colours == colour).all(axis=1)
            pen = QColor(*colour.tolist())
            pen.setAlphaF(0.75)
            painter.setPen(QPen(pen, max(1.0, px(1))))
            pairs = zip(first[of].tolist(), second[of].tolist(), strict=True)
            painter.drawLines([QLineF(*a, *b) for a, b in pairs])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._dot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _dot_at(self, position: QPointF) -> tuple[int, int] | None:
        at = np.array([position.x(), position.y()])
        best, found = float(px(REACH)), None
        for number, photo in enumerate(self._photos):
            if not len(photo.dots):
                continue
            away = np.linalg.norm(self._placed(number) - at, axis=1)
            nearest = int(away.argmin())
            if away[nearest] < best:
                best, found = float(away[nearest]), (number, nearest)
        return found

    def _point(self, found: tuple[int, int] | None) -> None:
        if found != self._under:
            self._under = found
            if found is None:
                self._readout = ""
            self.hovered.emit(found)
            self.update()


def _draw_dots(painter: QPainter, places: NDArray[np.float64], colours: NDArray[np.uint8], size: float) -> None:
    """Dots of a ``size`` (pixels at 100%) with a dark edge, so that they are seen on any photo."""
    if not len(places):
        return
    cap = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(QPen(QColor(0, 0, 0, 110), size * theme.scale + px(1), *cap))
    painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))
    for colour in np.unique(colours, axis=0):  # one colour after the other: a stroke each
        of = np.flatnonzero((colours == colour).all(axis=1))
        painter.setPen(QPen(QColor(*colour.tolist()), size * theme.scale, *cap))
        painter.drawPoints(QPolygonF([QPointF(*places[i].tolist()) for i in of]))
