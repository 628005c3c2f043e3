"""One photo many times, each with a map of its own over it: heads of a layer, layers of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from widgets.cell_painting import number_text
from widgets.colours import heat_picture, rgb_picture
from widgets.theme import font, px, theme, tokens

_BARE = 0.0005  # below this part of the largest value the photo shows: outside a window it is exactly zero
_LEVELS = 4095
_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


@dataclass(frozen=True, eq=False)
class Tile:
    """One map (rows, columns) from 0 up, over the whole photo; ``name`` is given back when it is chosen.

    ``caption`` stands at the left below it, ``note`` at the right where there is room, ``tip`` in the tooltip.
    """

    name: str
    heat: NDArray[np.floating]
    caption: str
    note: str = ""
    tip: str = ""


class HeatWall(QWidget):
    """Tiles as large as the space allows, each cell of a map drawn as it is; ``chosen`` (name) on a click or Enter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, one_row: bool = False) -> None:
        super().__init__(parent)
        self._one_row = one_row
        self._photo = QImage()
        self._scaled: tuple[object, QImage] | None = None
        self._tiles: tuple[Tile, ...] = ()
        self._mark: tuple[float, float, float, float] | None = None
        self._most: float | None = None
        self._look = ("inferno", 0.75)
        self._chosen = ""
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Maps over the photo"))
        theme.theme_changed.connect(self._restyle)

    # What is drawn

    def set_photo(self, pixels: NDArray[np.uint8]) -> None:
        """The part of the photo that the maps cover, (H, W, 3) uint8 sRGB."""
        self._photo, self._scaled = rgb_picture(pixels), None
        self.update()

    def set_tiles(
        self,
        tiles: Sequence[Tile],
        mark: tuple[float, float, float, float] | None = None,
        most: float | None = None,
    ) -> None:
        """Draw these maps. ``mark`` (x0, y0, x1, y1), parts of the photo, is framed in each.

        ``most`` is what has the last colour; None: each map's own largest value.
        """
        self._tiles, self._mark, self._most = tuple(tiles), mark, most
        self._current = min(self._current, max(0, len(self._tiles) - 1))
        self.update()

    def set_look(self, colours: str, opacity: float) -> None:
        """The colour map, and how much of the photo it covers."""
        self._look = (colours, opacity)
        self.update()

    def set_chosen(self, name: str) -> None:
        """Frame a tile; emits nothing."""
        self._chosen = name
        for place, tile in enumerate(self._tiles):
            if tile.name == name:
                self._current = place
        self.update()

    def tiles(self) -> tuple[Tile, ...]:
        """What is drawn."""
        return self._tiles

    def to_image(self) -> QImage:
        """The wall as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Each tile's map by its name."""
        return {tile.name: np.asarray(tile.heat) for tile in self._tiles}

    # Layout

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(360), px(112) if self._one_row else px(320))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(160), px(64) if self._one_row else px(120))

    def places(self) -> list[QRect]:
        """Where each tile's photo lies, in this widget."""
        count = len(self._tiles)
        if not count or self._photo.isNull():
            return []
        aspect = self._photo.width() / self._photo.height()
        gap, label = px(8), self._label()
        best, columns = 0.0, 1
        for tried in (count,) if self._one_row else range(1, count + 1):
            rows = -(-count // tried)
            across = (self.width() - gap * (tried - 1)) / tried
            down = ((self.height() - gap * (rows - 1)) / rows - label) * aspect
            if min(across, down) > best:
                best, columns = min(across, down), tried
        wide = max(px(8), int(best))
        tall = max(px(6), int(wide / aspect))
        step_x, step_y = wide + gap, tall + label + gap
        return [QRect(n % columns * step_x, n // columns * step_y, wide, tall) for n in range(count)]

    def _label(self) -> int:
        return int(QFontMetricsF(font("small", tabular=True)).height()) + px(4)

    def tile_at(self, point: QPointF) -> int | None:
        """The tile at a point of this widget, its caption included."""
        for number, place in enumerate(self.places()):
            if place.adjusted(0, 0, 0, self._label()).contains(point.toPoint()):
                return number
        return None

    def tip(self, number: int, point: QPointF) -> str:
        """What the tooltip says of a tile at a point: its words, and the value of the cell there."""
        tile, place = self._tiles[number], self.places()[number]
        words = [tile.caption, tile.note, tile.tip]
        rows, columns = tile.heat.shape
        row = int((point.y() - place.top()) / place.height() * rows)
        column = int((point.x() - place.left()) / place.width() * columns)
        if 0 <= row < rows and 0 <= column < columns:
            value = number_text(float(tile.heat[row, column]))
            words.append(self.tr("row {row}, column {column}: {value}").format(row=row, column=column, value=value))
        return "\n".join(word for word in words if word)

    # Events

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.tile_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if number is None else self.tip(number, QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = self.tile_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = number
            self.chosen.emit(self._tiles[number].name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, places = Qt.Key(event.key()), self.places()
        if not places or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            columns = sum(place.top() == places[0].top() for place in places)
            down, right = _ARROWS[key]
            wanted = self._current + down * columns + right
            if 0 <= wanted < len(places):
                self._current = wanted
                self.setAccessibleDescription(self._tiles[wanted].caption)
                self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._tiles[self._current].name)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter, t = QPainter(self), tokens()
        painter.setFont(font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        places = self.places()
        for number, (tile, place) in enumerate(zip(self._tiles, places, strict=False)):
            painter.drawImage(place.topLeft(), self._small_photo(place.size()))
            most = float(tile.heat.max(initial=0.0)) if self._most is None else self._most
            if most > 0:
                levels = (np.clip(tile.heat / most, 0, 1) * _LEVELS + 0.5).astype(np.uint16)
                painter.drawImage(place, heat_picture(levels, *self._look, _BARE))
            if self._mark is not None:
                x0, y0, x1, y1 = self._mark
                box = QRectF(
                    place.left() + x0 * place.width(),
                    place.top() + y0 * place.height(),
                    (x1 - x0) * place.width(),
                    (y1 - y0) * place.height(),
                )
                painter.setPen(QPen(QColor(t.accent), max(1, px(1))))
                painter.drawRect(box)
            chosen, focused = tile.name == self._chosen, self.hasFocus() and number == self._current
            if chosen or focused:
                painter.setPen(QPen(QColor(t.accent if chosen else t.ring), px(2)))
                painter.drawRect(place.adjusted(1, 1, -1, -1))
            line = QRectF(place.left(), place.bottom() + px(3), place.width(), metrics.height())
            painter.setPen(QColor(t.text if chosen else t.quiet))
            caption = metrics.elidedText(tile.caption, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, caption)
            needed = metrics.horizontalAdvance(tile.caption) + metrics.horizontalAdvance(tile.note) + px(8)
            if tile.note and needed <= place.width():
                painter.setPen(QColor(t.quiet))
                painter.drawText(line, Qt.AlignmentFlag.AlignRight, tile.note)
        painter.end()

    def _small_photo(self, size: QSize) -> QImage:
        """The photo at a tile's size, at the device's resolution; kept until it changes."""
        ratio = self.devicePixelRatioF()
        key = (size.width(), size.height(), ratio)
        if self._scaled is None or self._scaled[0] != key:
            scaled = self._photo.scaled(
                round(size.width() * ratio),
                round(size.height() * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            scaled.setDevicePixelRatio(ratio)
            self._scaled = (key, scaled)
        return self._scaled[1]

    def _restyle(self) -> None:
        self._scaled = None
        self.updateGeometry()
        self.update()
