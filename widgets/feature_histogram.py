"""A point's feature histogram beside those of its nearest matches: 33 bins in three named blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from widgets.cell_painting import number_text, readable
from widgets.colours import CLASS_COLOURS
from widgets.theme import font, px, theme, tokens

Floats = NDArray[np.float32]

BLOCK = 11
BLOCKS = ("θ", "α", "φ")
"""The blocks in Open3D's order: theta in -180..180 degrees, alpha and phi as cosines -1..1."""
COLOURS = (CLASS_COLOURS[0], CLASS_COLOURS[2], CLASS_COLOURS[6])


@dataclass(frozen=True, eq=False)
class FeatureMatch:
    """One histogram (33,) with its title and what is said of it; ``good`` marks a match that is known to be right."""

    title: str
    note: str
    values: Floats
    good: bool | None = None


class FeatureHistogram(QWidget):
    """The point's own histogram first, then its matches, each with the own one as a line over it.

    ``match_chosen`` (int): a match was clicked or chosen by keys.
    """

    match_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: FeatureMatch | None = None
        self._matches: tuple[FeatureMatch, ...] = ()
        self._current = 0
        self._hint = ""
        self._hovered: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Feature histograms"))
        self.setToolTip(self.tr("The line over a match is the point's own histogram; left and right choose a match."))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(184))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(112))

    def set_hint(self, words: str) -> None:
        """What is said while there is no histogram."""
        self._hint = words
        self.update()

    def set_histograms(self, own: FeatureMatch | None, matches: Sequence[FeatureMatch] = ()) -> None:
        """The point's own histogram and its matches, the nearest first; None: none."""
        self._own, self._matches = own, tuple(matches)
        self._current, self._hovered = 0, None
        said = [f"{m.title}: {m.note}" for m in self._matches]
        self.setAccessibleDescription("; ".join(said) if own is not None else self._hint)
        self.update()

    def current(self) -> int:
        """The chosen match."""
        return self._current

    def set_current(self, number: int) -> None:
        """Choose a match without a signal."""
        self._current = min(max(number, 0), max(len(self._matches) - 1, 0))
        self.update()

    def to_image(self) -> QImage:
        """The histograms as they are on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``histogram`` (33,), ``match_histograms`` (K, 33)."""
        if self._own is None:
            return {}
        return {"histogram": self._own.values, "match_histograms": np.array([m.values for m in self._matches])}

    def readout(self, panel: int, place: int) -> str:
        """What bin ``place`` of panel ``panel`` (0: the point's own) says."""
        drawn = self._panels()[panel]
        block, inside = divmod(place, BLOCK)
        low, high = -1 + 2 * inside / BLOCK, -1 + 2 * (inside + 1) / BLOCK
        if block == 0:
            span = f"{180 * low:.0f}° … {180 * high:.0f}°"
        else:
            span = f"cos {low:.2f} … {high:.2f}"
        return self.tr("{angle}, bin {bin} ({span}): {value}").format(
            angle=BLOCKS[block], bin=inside + 1, span=span, value=number_text(float(drawn.values[place]))
        )

    # where things are

    def _panels(self) -> list[FeatureMatch]:
        assert self._own is not None
        return [self._own, *self._matches[: self._room() - 1]]

    def _room(self) -> int:
        """How many panels there is room for."""
        return max(2, (self.width() + px(16)) // px(120 + 16))

    def panel_rect(self, panel: int) -> QRectF:
        """Where the bars of a panel stand."""
        count = min(len(self._matches) + 1, self._room())
        wide = (self.width() - px(16) * (count - 1)) / max(count, 1)
        top, bottom = px(42), px(20)
        return QRectF(panel * (wide + px(16)), top, wide, max(1.0, self.height() - top - bottom))

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        if self._own is None:
            return None
        for panel in range(len(self._panels())):
            rect = self.panel_rect(panel)
            if rect.left() <= point.x() < rect.right():
                return panel, min(3 * BLOCK - 1, int((point.x() - rect.left()) / rect.width() * 3 * BLOCK))
        return None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = tokens()
        painter.setFont(font("small", tabular=True))
        if self._own is None:
            painter.setPen(QColor(t.quiet))
            painter.drawText(
                QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._hint
            )
            painter.end()
            return
        panels = self._panels()
        top = max(float(p.values.max(initial=0.0)) for p in panels) or 1.0
        for number, panel in enumerate(panels):
            self._draw_panel(painter, number, panel, top)
        painter.end()

    def _draw_panel(self, painter: QPainter, number: int, panel: FeatureMatch, top: float) -> None:
        assert self._own is not None
        t, rect = tokens(), self.panel_rect(number)
        chosen = number > 0 and number - 1 == self._current
        title = QRectF(rect.left(), 0, rect.width(), px(20))
        painter.setFont(font("caption" if chosen or number == 0 else "small", tabular=True))
        painter.setPen(QColor(t.accent if chosen else t.text))
        metrics = painter.fontMetrics()
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            title, int(Qt.AlignmentFlag.AlignVCenter), metrics.elidedText(panel.title, elide, int(rect.width()))
        )
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(t.quiet))
        words = painter.fontMetrics().elidedText(panel.note, elide, int(rect.width()))
        painter.drawText(title.translated(0, px(18)), int(Qt.AlignmentFlag.AlignVCenter), words)
        wide = rect.width() / (3 * BLOCK)
        ground = QColor(t.background)
        for place, value in enumerate(panel.values.tolist()):
            high = value / top * rect.height()
            colour = readable(QColor(COLOURS[place // BLOCK]), ground, 2.0)
            if self._hovered == (number, place):
                colour = QColor(t.text)
            bar = QRectF(
                rect.left() + place * wide, rect.bottom() - high, max(1.0, wide - (1 if wide > 3 else 0)), high
            )
            painter.fillRect(bar, colour)
        if number > 0:
            steps = []
            for place, value in enumerate(self._own.values.tolist()):
                y = rect.bottom() - value / top * rect.height()
                steps += [QPointF(rect.left() + place * wide, y), QPointF(rect.left() + (place + 1) * wide, y)]
            painter.setPen(QPen(QColor(t.text), px(1)))
            painter.drawPolyline(QPolygonF(steps))
        painter.setPen(QPen(QColor(t.accent if chosen else t.line), px(2) if chosen else 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(t.quiet))
        for block, name in enumerate(BLOCKS):
            below = QRectF(rect.left() + block * BLOCK * wide, rect.bottom() + px(2), BLOCK * wide, px(16))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), name)

    # pointer and keys

    def _choose(self, number: int) -> None:
        number = min(max(number, 0), len(self._matches) - 1)
        if self._matches and number != self._current:
            self._current = number
            self.update()
            self.match_chosen.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None and at[0] > 0:
            self._choose(at[0] - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at != self._hovered:
            self._hovered = at
            if at is not None:
                QToolTip.showText(event.globalPosition().toPoint(), self.readout(*at), self)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or not self._matches or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._choose(self._current + by)
