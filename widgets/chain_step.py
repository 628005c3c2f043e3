"""The equation of a step with its numbers: the matrix, the unknown step, the right-hand side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import Spots, number_text
from widgets.chain_matrix import draw_matrix, matrix_width, number_font
from widgets.formula import formula_picture, typeset
from widgets.theme import px, theme, tokens

Doubles = NDArray[np.float64]


class StepEquation(QWidget):
    """``matrix`` times the step equals ``right``; without a matrix, the step equals ``right``.

    The formula above is typeset from LaTeX; every number answers the pointer.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latex, self._plain = "", ""
        self._matrix: Doubles | None = None
        self._step, self._right = np.empty(0), np.empty(0)
        self._symbols: tuple[str, ...] = ()
        self._names = ("", "")
        self._note = ""
        self._spots = Spots()
        self._under: QRectF | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The equation of the step"))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(168))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(136))

    def set_equation(
        self,
        latex: str,
        plain: str,
        matrix: Doubles | None,
        step: Doubles,
        right: Doubles,
        symbols: Sequence[str],
        names: tuple[str, str],
        note: str = "",
    ) -> None:
        """The formula; ``matrix`` (P, P) or None, ``step`` and ``right`` (P,); ``names`` of matrix and right side."""
        self._latex, self._plain, self._matrix = latex, plain, matrix
        self._step, self._right, self._symbols, self._names, self._note = step, right, tuple(symbols), names, note
        numbers = ", ".join(f"{s} {number_text(float(v))}" for s, v in zip(symbols, step, strict=True))
        self.setAccessibleDescription(f"{plain}; {numbers}")
        self.update()

    def to_image(self) -> QImage:
        """The equation as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``step_matrix`` (P, P) where there is one, ``step`` and ``step_right`` (P,)."""
        arrays = {"step": self._step, "step_right": self._right}
        return arrays if self._matrix is None else {"step_matrix": self._matrix, **arrays}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots.clear()
        letters = number_font()
        metrics = QFontMetricsF(letters)
        top = self._draw_formula(painter)
        foot = metrics.height() + px(4) if self._note else 0.0
        count = len(self._step)
        if not count:
            return
        room = QRectF(0, top + px(6), self.width(), self.height() - top - foot - px(8))
        line = min(px(22), room.height() / count)
        high = line * count
        y = room.top()
        gap = px(24)
        parts = [] if self._matrix is None else [self._matrix]
        parts += [self._step[:, None], self._right[:, None]]
        needs = [matrix_width(p, letters) * p.shape[1] + px(8) for p in parts]
        marks = ["·", "="] if self._matrix is not None else ["="]
        shrink = min(1.0, (room.width() - gap * len(marks)) / sum(needs))
        x = 0.0
        for number, (part, need) in enumerate(zip(parts, needs, strict=True)):
            rect = QRectF(x, y, need * shrink, high)
            draw_matrix(painter, rect, part, letters, self._spots, self._say(number, part))
            x = rect.right()
            if number < len(marks):
                painter.setFont(letters)
                painter.setPen(QColor(t.text))
                painter.drawText(QRectF(x, y, gap, high), Qt.AlignmentFlag.AlignCenter, marks[number])
                x += gap
        if self._note:
            painter.setFont(letters)
            painter.setPen(QColor(t.quiet))
            place = QRectF(0, y + high + px(4), self.width(), metrics.height())
            words = metrics.elidedText(self._note, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), words)
            self._spots.add(place, self._note)
        if self._under is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), px(1.5)))
            painter.drawRect(self._under)

    def _draw_formula(self, painter: QPainter) -> float:
        """The formula at the top; how high it is."""
        formula = typeset(self._latex, tokens().text, theme.scale * 14.5) if self._latex else None
        if formula is None:
            metrics = QFontMetricsF(number_font())
            painter.setFont(number_font())
            painter.setPen(QColor(tokens().text))
            painter.drawText(QPointF(0, metrics.ascent()), self._plain)
            return metrics.height()
        shrink = min(1.0, self.width() / formula.width)
        picture = formula_picture(formula, self.devicePixelRatioF() * shrink)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(QPointF(0, 0), picture)
        return float(formula.height * shrink)

    def _say(self, number: int, part: Doubles) -> Any:
        name = (["", *self._names[1:]] if self._matrix is None else [self._names[0], "", self._names[1]])[number]
        label = name or self.tr("step")

        def say(row: int, column: int) -> str:
            value = number_text(float(part[row, column]), 6)
            place = self._symbols[row] if part.shape[1] == 1 else f"{self._symbols[row]}, {self._symbols[column]}"
            return self.tr("{name} at {place}: {value}").format(name=label, place=place, value=value)

        return say

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._spots.at(event.position())
        self.setToolTip(found[0] if found is not None else self._plain)
        under = found[1] if found is not None else None
        if under != self._under:
            self._under = under
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()
