"""The levels of a field's features: a slice of each through a point, and who shares the table's entries there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.cell_painting import count_text, number_text
from widgets.cloud_signs import draw_ring
from widgets.colours import colour_picture
from widgets.theme import font, px, theme, tokens

MAP, CELL = "viridis", 14


@dataclass(frozen=True, eq=False)
class Level:
    """One slice (rows, columns) of a level called ``name`` with so many ``entries``.

    ``corners`` (8,) are the entries of the point's cell, ``weights`` (8,) how much each counts, ``sharing`` (8,) how
    many other places that are not empty have the same entry; empty where every place has an entry of its own.
    """

    name: str
    values: NDArray[np.float32]
    entries: int
    corners: NDArray[np.int64]
    weights: NDArray[np.float32]
    sharing: NDArray[np.int64]


class LevelPictures(QWidget):
    """Slices side by side; under each the eight corners of the point's cell.

    ``pointed`` ((level, corner or None), or None). Left and right go from level to level, up and down from corner to
    corner.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[Level, ...] = ()
        self._place = (0.5, 0.5)
        self._hint = ""
        self._pictures: dict[int, QImage] = {}
        self._at: tuple[int, int | None] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The levels of the field's features"))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(160))

    def set_levels(self, levels: Sequence[Level], place: tuple[float, float] = (0.5, 0.5), hint: str = "") -> None:
        """Show these; ``place`` is where the point lies in every slice (fractions). Without any, ``hint`` says why."""
        kept = self._at if len(levels) == len(self._levels) else None
        self._levels, self._place, self._hint, self._at = tuple(levels), place, hint, kept
        self._pictures.clear()
        self._say()

    def levels(self) -> tuple[Level, ...]:
        """What is shown."""
        return self._levels

    def at(self) -> tuple[int, int | None] | None:
        """The level, and the corner, under the pointer."""
        return self._at

    def readout(self, number: int, corner: int | None = None) -> str:
        """A level, and one of its corners, in words."""
        level = self._levels[number]
        most = number_text(float(level.values.max(initial=0.0)))
        parts = [
            level.name,
            self.tr("{count} entries").format(count=f"{level.entries:,}"),
            self.tr("features 0 to {most}").format(most=most),
        ]
        if corner is None and len(level.sharing):
            parts.append(
                self.tr("each corner's entry is shared with {mean:.1f} other places").format(
                    mean=float(level.sharing.mean())
                )
            )
        if corner is not None:
            parts.append(
                self.tr("corner {corner}: entry {entry}, weight {weight:.2f}, shared with {others}").format(
                    corner=corner,
                    entry=f"{int(level.corners[corner]):,}",
                    weight=float(level.weights[corner]),
                    others=f"{int(level.sharing[corner]):,}",
                )
            )
        return " · ".join(parts)

    def summary(self) -> str:
        """All of them in words."""
        if not self._levels:
            return self._hint
        shared = [level for level in self._levels if len(level.sharing) and level.sharing.max() > 0]
        if shared:
            words = self.tr(
                "Bars: weights of the cell's corners, amber where the entry is shared, as in {shared} of {all} levels"
                " · each slice on its own scale"
            )
            return words.format(shared=len(shared), all=len(self._levels))
        return self.tr("Root mean square of the features · each slice is coloured on its own scale")

    def _say(self) -> None:
        self.setAccessibleDescription(self.summary() if self._at is None else self.readout(*self._at))
        self.update()

    def to_image(self) -> QImage:
        """The slices as they are on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """The slices, and the sharing of the corners, by level."""
        found: dict[str, NDArray[Any]] = {f"slice_{level.name}": np.array(level.values) for level in self._levels}
        found.update({f"sharing_{level.name}": np.array(lv) for level in self._levels if len(lv := level.sharing)})
        return found

    # Places

    def _rects(self) -> list[QRectF]:
        count, words = len(self._levels), px(18) + px(18) + (px(CELL + 6) if self._hashed() else 0)
        best, columns = 0.0, max(count, 1)
        for rows in (1, 2):
            across = -(-max(count, 1) // rows)
            tall = (self.height() - px(22)) / rows - words
            side = min(tall, (self.width() - px(8) * (across - 1)) / across)
            if side > best * 1.05:
                best, columns = side, across
        side = max(float(px(24)), best)
        return [
            QRectF(n % columns * (side + px(8)), px(18) + n // columns * (side + words), side, side)
            for n in range(count)
        ]

    def _hashed(self) -> bool:
        return any(len(level.sharing) for level in self._levels)

    def _corner_rect(self, rect: QRectF, corner: int) -> QRectF:
        wide = rect.width() / 8
        return QRectF(rect.left() + corner * wide, rect.bottom() + px(20), wide, px(CELL))

    def place_at(self, point: QPointF) -> tuple[int, int | None] | None:
        """The level and the corner under a point."""
        for number, rect in enumerate(self._rects()):
            if rect.adjusted(0, -px(18), 0, px(20 + CELL)).contains(point):
                for corner in range(len(self._levels[number].sharing)):
                    if self._corner_rect(rect, corner).contains(point):
                        return number, corner
                return number, None
        return None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        if not self._levels:
            painter.setPen(QColor(t.quiet))
            painter.drawText(QRectF(self.rect()), middle | int(Qt.TextFlag.TextWordWrap), self._hint)
            painter.end()
            return
        for number, (level, rect) in enumerate(zip(self._levels, self._rects(), strict=True)):
            chosen = self._at is not None and self._at[0] == number
            painter.setPen(QColor(t.text))
            painter.drawText(QRectF(rect.left(), 0, rect.width(), px(18)), middle, level.name)
            if number not in self._pictures:
                most = float(level.values.max(initial=0.0)) or 1.0
                self._pictures[number] = colour_picture(level.values, MAP, 0.0, most)
            painter.drawImage(rect, self._pictures[number])
            draw_ring(painter, rect.topLeft() + QPointF(self._place[0] * rect.width(), self._place[1] * rect.height()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent if chosen else t.line), px(2) if chosen else 1))
            painter.drawRect(rect)
            painter.setPen(QColor(t.quiet))
            under = QRectF(rect.left(), rect.bottom(), rect.width(), px(18))
            painter.drawText(under, middle, count_text(level.entries))
            for corner in range(len(level.sharing)):
                self._draw_corner(painter, level, rect, corner, self._at == (number, corner))
        said = self.summary() if self._at is None else self.readout(*self._at)
        painter.setPen(QColor(t.quiet if self._at is None else t.text))
        foot = QRectF(0, self.height() - px(20), self.width(), px(20))
        cut = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, int(foot.width()))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), cut)
        painter.end()

    def _draw_corner(self, painter: QPainter, level: Level, rect: QRectF, corner: int, chosen: bool) -> None:
        """A corner as high as its weight; orange where others share its entry."""
        t, place = tokens(), self._corner_rect(rect, corner).adjusted(1, 0, -1, 0)
        painter.fillRect(place, QColor(t.track))
        high = place.height() * min(1.0, float(level.weights[corner]))
        colour = t.warning if level.sharing[corner] > 0 else t.accent
        painter.fillRect(QRectF(place.left(), place.bottom() - high, place.width(), high), QColor(colour))
        if chosen:
            painter.setPen(QPen(QColor(t.text), 1))
            painter.drawRect(place)

    # Pointer and keys

    def _point(self, place: tuple[int, int | None] | None) -> None:
        if place != self._at:
            self._at = place
            self._say()
            self.pointed.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.place_at(event.position()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            words = self.summary() if self._at is None else self.readout(*self._at)
            QToolTip.showText(event.globalPos(), words.replace(" · ", "\n"), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if not self._levels or (across is None and along is None):
            super().keyPressEvent(event)
            return
        level, corner = self._at if self._at is not None else (-1 if across == 1 else 0, None)
        if across is not None:
            self._point((min(len(self._levels) - 1, max(0, level + across)), None))
        elif along is not None and len(self._levels[level].sharing):
            self._point((level, 0 if corner is None else min(7, max(0, corner + along))))
