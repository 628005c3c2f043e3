"""The app's own icons: simple SVGs in ``assets/icons``, tinted in the theme's colours, sharp at every pixel ratio."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from widgets.theme import ASSETS, theme, tokens


@cache
def _source(name: str) -> str:
    return (ASSETS / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, rectangle: QRectF, colour: str) -> None:
    """Draw the icon ``name`` in ``#rrggbb`` within a rectangle."""
    _renderer(name, colour).render(painter, rectangle)


class _TintedEngine(QIconEngine):
    """Draws an SVG in a colour asked of the theme while painting, so that icons follow the theme by themselves."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        t = tokens()
        if mode == QIcon.Mode.Disabled:
            return t.track
        if self._colour is None:
            return t.accent if state == QIcon.State.On else t.text
        return getattr(t, self._colour, self._colour)

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, QRectF(rect), self._tint(mode, state))  # type: ignore[call-overload]

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixels = QPixmap(size)
        pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        self.paint(painter, QRectF(QPointF(0, 0), QPointF(size.width(), size.height())), mode, state)
        painter.end()
        pixels.setDevicePixelRatio(scale)
        return pixels

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._colour)


def icon(name: str, colour: str | None = None, size: int | None = None) -> QIcon:
    """The icon ``name``, following the theme.

    ``colour`` is a token's name or ``#rrggbb``; without it the text colour, the accent where checked. With ``size``
    (pixels at 100%) the icon is drawn once at that size instead, for places that need a plain picture.
    """
    _source(name)  # an unknown name fails here, not while painting
    if size is None:
        return QIcon(_TintedEngine(name, colour))
    return QIcon(picture(name, colour or "text", size))


def picture(name: str, colour: str = "text", size: int = 16, ratio: float = 2.0) -> QPixmap:
    """The icon as a pixmap of ``size`` pixels at 100%, at a device pixel ratio, in the theme's present colour."""
    side = round(size * theme.scale)
    pixels = QPixmap(round(side * ratio), round(side * ratio))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    tint = getattr(tokens(), colour, colour)
    paint_icon(painter, name, QRectF(0, 0, pixels.width(), pixels.height()), QColor(tint).name())
    painter.end()
    pixels.setDevicePixelRatio(ratio)
    return pixels
