"""The page on which a unit's arithmetic is set: text, number cells, signed bars, each answering the pointer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from widgets.cell_painting import Floats, Spots, draw_bar, draw_cells, fixed_text, number_text, packed
from widgets.colours import lut
from widgets.theme import font, px, tokens

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@cache
def words(name: str) -> NDArray[np.uint32]:
    """The packed colour table ``name``."""
    return packed(lut(name))


def largest(*arrays: Floats | None) -> float:
    """The largest absolute finite value, or 1 where there is none."""
    values = [float(np.abs(a[np.isfinite(a)]).max(initial=0.0)) for a in arrays if a is not None]
    return max(values, default=0.0) or 1.0


def plus(value: float, decimals: int) -> str:
    """``value`` as the next summand: "+ 0.12", "- 0.12"."""
    text = fixed_text(value, decimals)
    return f"- {text[1:]}" if text.startswith("-") else f"+ {text}"


class Page:
    """A painter with the theme's text and data colours that remembers what lies where."""

    def __init__(self, painter: QPainter, area: QRectF, spots: Spots) -> None:
        self.painter = painter
        self.area = area
        self.spots = spots
        self.colours = tokens()

    def text(
        self,
        rect: QRectF,
        text: str,
        role: str = "body",
        colour: str = "text",
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        """Write ``text`` into ``rect``, cut with dots where it does not fit; returns the width it takes."""
        self.painter.setFont(font(role, tabular=True))
        self.painter.setPen(QColor(getattr(self.colours, colour)))
        metrics = QFontMetricsF(self.painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 1.0))
        self.painter.drawText(rect, int(align), shown)
        if shown != text:
            self.spots.add(rect, text)
        return metrics.horizontalAdvance(shown)

    def width(self, text: str, role: str = "body") -> float:
        """How wide ``text`` would be."""
        return QFontMetricsF(font(role, tabular=True)).horizontalAdvance(text)

    def cells(
        self,
        rect: QRectF,
        values: Floats,
        table: str,
        limit: float,
        say: Callable[[int, int], str],
        *,
        numbers: bool = True,
    ) -> None:
        """A (rows, columns) array as cells from -``limit`` to ``limit``, bounded by a hairline."""
        grid = QColor(self.colours.background)
        self.painter.setFont(font("small", tabular=True))
        draw_cells(self.painter, rect, values, words(table), (-limit, limit), numbers=numbers, grid=grid)
        self.outline(rect, "line")
        self.spots.add_cells(rect, values.shape[0], values.shape[1], say)

    def outline(self, rect: QRectF, colour: str, thickness: float = 1.0) -> None:
        """A frame round ``rect``."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(getattr(self.colours, colour)), thickness, j=Qt.PenJoinStyle.MiterJoin))
        self.painter.drawRect(rect)

    def rule(self, y: float, left: float, right: float) -> None:
        """A thin line across."""
        self.painter.setPen(QPen(QColor(self.colours.line), 1))
        self.painter.drawLine(QPointF(left, y), QPointF(right, y))

    def scale(self, rect: QRectF, title: str, table: str, limit: float) -> None:
        """The head of a column of cells: its name, its colours, their end values."""
        line = float(px(18))
        over = max(0.0, (self.width(title, "caption") - rect.width()) / 2 + 1)
        self.text(
            QRectF(rect.left() - over, rect.top(), rect.width() + 2 * over, line), title, "caption", "quiet", CENTRE
        )
        bar = QRectF(rect.left(), rect.top() + line + px(3), rect.width(), px(5))
        draw_bar(self.painter, bar, words(table))
        below = QRectF(rect.left(), bar.bottom() + px(1), rect.width(), line)
        end = number_text(limit, 2)
        if self.width(f"-{end} {end}", "small") < rect.width():
            self.text(below, f"-{end}", "small", "quiet", LEFT)
            self.text(below, end, "small", "quiet", RIGHT)
        else:
            self.text(below.adjusted(-px(20), 0, px(20), 0), f"± {end}", "small", "quiet", CENTRE)
        self.spots.add(bar.adjusted(0, -px(4), 0, px(4)), f"{title}: -{number_text(limit)} … {number_text(limit)}")

    def bar(self, rect: QRectF, value: float, limit: float, table: str = "activations") -> None:
        """A signed bar: left of the middle below zero, right above."""
        middle = rect.center().x()
        length = rect.width() / 2 * min(1.0, abs(value) / limit) if limit > 0 else 0.0
        step = 46 if value < 0 else 209  # clear of the table's pale middle
        colour = QColor.fromRgb(int(words(table)[step]))
        left = middle - length if value < 0 else middle
        self.painter.fillRect(QRectF(left, rect.top(), max(length, 1.0), rect.height()), colour)
        self.painter.setPen(QPen(QColor(self.colours.quiet), 1))
        self.painter.drawLine(QPointF(middle, rect.top() - px(3)), QPointF(middle, rect.bottom() + px(3)))
