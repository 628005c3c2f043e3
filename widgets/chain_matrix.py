"""Matrices in brackets as they stand in an equation: coloured cells around zero, each with its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from widgets.cell_painting import Spots, ink_on, number_text, sized, steps_between
from widgets.colours import lut
from widgets.theme import font, px, tokens

Doubles = NDArray[np.float64]


def around_zero() -> NDArray[np.uint8]:
    """Brown below zero, green above, and the theme's ground at zero, (256, 3)."""
    table = lut("weights").astype(np.float64)
    t = tokens()
    ground = QColor(t.panel if t.name == "dark" else t.background)
    share = np.clip(np.abs(np.arange(256) - 127.5) / 60, 0, 1)[:, None]
    return (table * share + np.array([ground.red(), ground.green(), ground.blue()]) * (1 - share)).astype(np.uint8)


def cell_text(value: float, digits: int = 3) -> str:
    """A number for a cell, at most six letters: 12.3, −0.045, 8e5."""
    if not np.isfinite(value):
        return "?"
    if value == 0:
        return "0"
    size = abs(value)
    if 0.01 <= size < 9999.5:
        text = number_text(value, digits)
    elif 0.001 <= size < 0.01:
        text = f"{value:.4f}"
    else:
        mantissa, power = f"{value:.0e}".split("e")
        text = f"{mantissa}e{int(power)}"
    return text.replace("-", "−")


def matrix_width(values: Doubles, letters: QFont) -> float:
    """The width one column of these numbers needs."""
    metrics = QFontMetricsF(letters)
    return max((metrics.horizontalAdvance(cell_text(float(v))) for v in values.ravel()), default=0.0) + px(8)


def draw_matrix(
    painter: QPainter,
    rect: QRectF,
    values: Doubles,
    letters: QFont,
    spots: Spots | None = None,
    say: Callable[[int, int], str] | None = None,
    scales: Sequence[float] | None = None,
) -> None:
    """``values`` (rows, columns) in ``rect``, brackets at its sides, coloured by ``scales`` or the largest."""
    rows, columns = values.shape
    finite = np.abs(np.where(np.isfinite(values), values, 0.0))
    most = np.full(columns, float(finite.max(initial=0.0)) or 1.0) if scales is None else np.asarray(scales)
    table = around_zero()
    steps = steps_between((values / np.where(most > 0, most, 1.0)).astype(np.float32), -1.0, 1.0)
    inner = rect.adjusted(px(4), px(1), -px(4), -px(1))
    wide, high = inner.width() / columns, inner.height() / rows
    digits = 3
    fitting = _fitted(values, letters, wide - px(2), high)
    if fitting.pixelSize() < px(9):  # one digit less, before it gets too small to read
        digits, fitting = 2, _fitted(values, letters, wide - px(2), high, 2)
    painter.setFont(fitting)
    nought = 1e-13 * float(finite.max(initial=0.0))  # what rounding leaves of a zero; the tooltip has it
    legible = fitting.pixelSize() >= px(8)
    for row in range(rows):
        for column in range(columns):
            cell = QRectF(inner.left() + column * wide, inner.top() + row * high, wide, high)
            ground = QColor(*table[steps[row, column]].tolist())
            painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), ground)
            if legible:
                painter.setPen(ink_on(ground))
                value = float(values[row, column])
                painter.drawText(
                    cell, Qt.AlignmentFlag.AlignCenter, cell_text(0.0 if abs(value) < nought else value, digits)
                )
    draw_brackets(painter, rect)
    if spots is not None and say is not None:
        spots.add_cells(inner, rows, columns, say)


def draw_brackets(painter: QPainter, rect: QRectF) -> None:
    """Square brackets at the sides of a matrix."""
    painter.setPen(QPen(QColor(tokens().quiet), px(1.4)))
    arm = px(4)
    for side, inward in ((rect.left(), arm), (rect.right(), -arm)):
        painter.drawPolyline(
            [
                QPointF(side + inward, rect.top()),
                QPointF(side, rect.top()),
                QPointF(side, rect.bottom()),
                QPointF(side + inward, rect.bottom()),
            ]
        )


def _fitted(values: Doubles, letters: QFont, wide: float, high: float, digits: int = 3) -> QFont:
    """``letters``, smaller where the widest number or the row's height asks for it."""
    metrics = QFontMetricsF(letters)
    size = QFontMetricsF(letters).ascent()
    room = max((metrics.horizontalAdvance(cell_text(float(v), digits)) for v in values.ravel()), default=1.0)
    return sized(letters, min(size, size * max(wide, 1.0) / max(room, 1.0), 0.8 * high))


def number_font() -> QFont:
    """The letters of the numbers."""
    return font("small", tabular=True)
