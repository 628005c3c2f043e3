"""The chain rule of one residual as a graph: what is computed on the way, and the derivative on every arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import Spots, number_text
from widgets.chain_matrix import cell_text, draw_matrix, matrix_width, number_font
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]


class ChainGraph(QWidget):
    """Boxes with values, from the parameters to the residual, matrices between them; below, their product.

    The product is the residual's row of the Jacobian.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[str, ...] = ()
        self._values: list[Doubles] = []
        self._factors: list[Doubles] = []
        self._title, self._unit = "", ""
        self._spots = Spots()
        self._under: QRectF | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The chain rule of one residual"))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(184))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(136))

    def set_chain(
        self, places: Sequence[str], values: Sequence[Doubles], factors: Sequence[Doubles], title: str, unit: str = ""
    ) -> None:
        """The places' symbols, the values (d,) at each, the derivative (d after, d before) on each arrow."""
        self._places, self._title, self._unit = tuple(places), title, unit
        self._values = [np.asarray(v, dtype=np.float64) for v in values]
        self._factors = [np.asarray(f, dtype=np.float64) for f in factors]
        self.setAccessibleDescription(self._sentence())
        self.update()

    def product(self) -> Doubles:
        """The factors multiplied, (1, P)."""
        product = self._factors[-1]
        for factor in self._factors[-2::-1]:
            product = product @ factor
        return product

    def to_image(self) -> QImage:
        """The graph as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``chain_value_<n>`` and ``chain_factor_<n>``, the parameters' first."""
        named: dict[str, NDArray[Any]] = {f"chain_value_{i}": v for i, v in enumerate(self._values)}
        return {**named, **{f"chain_factor_{i}": f for i, f in enumerate(self._factors)}}

    def _sentence(self) -> str:
        if not self._factors:
            return ""
        numbers = ", ".join(number_text(float(v)) for v in self.product()[0])
        return self.tr("{title}: the row of the Jacobian is {numbers}").format(title=self._title, numbers=numbers)

    def _symbol(self, after: int, before: int) -> str:
        upper, lower = (f"({n})" if "," in n else n for n in (self._places[after], self._places[before]))
        return f"∂{upper} / ∂{lower}"

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots.clear()
        painter.setFont(font("caption"))
        head = QFontMetricsF(painter.font()).height()
        painter.setPen(QColor(t.text))
        painter.drawText(QRectF(0, 0, self.width(), head), int(Qt.AlignmentFlag.AlignLeft), self._title)
        if not self._factors:
            return
        letters = number_font()
        foot = QFontMetricsF(letters).height() + px(12)
        band = QRectF(0, head + px(6), self.width(), self.height() - head - foot - px(14))
        self._draw_band(painter, band, letters)
        self._draw_product(painter, QRectF(0, self.height() - foot, self.width(), foot), letters)
        if self._under is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), px(1.5)))
            painter.drawRect(self._under)

    def _widths(self, letters: QFont, room: float) -> tuple[list[float], list[float], float]:
        """Widths of the boxes and of the matrices, and of an arrow's ends, that fill the room without passing it."""
        metrics = QFontMetricsF(letters)
        boxes = []
        for place, values in zip(self._places, self._values, strict=True):
            words = [place, *(cell_text(float(v)) for v in values)]
            boxes.append(max(metrics.horizontalAdvance(word) for word in words) + px(10))
        matrices = [matrix_width(f, letters) * f.shape[1] + px(8) for f in self._factors]
        captions = [metrics.horizontalAdvance(self._symbol(i + 1, i)) + px(4) for i in range(len(self._factors))]
        matrices = [max(m, c) for m, c in zip(matrices, captions, strict=True)]
        free = room - sum(boxes) - sum(matrices)
        arrow = min(px(20), max(px(5), free / (2 * len(matrices))))
        left = room - sum(boxes) - 2 * arrow * len(matrices)
        if left < sum(matrices):
            matrices = [m * max(left, px(40)) / sum(matrices) for m in matrices]
        return boxes, matrices, arrow

    def _draw_band(self, painter: QPainter, band: QRectF, letters: QFont) -> None:
        t = tokens()
        metrics = QFontMetricsF(letters)
        boxes, matrices, arrow = self._widths(letters, band.width())
        line = min(px(21), (band.height() - metrics.height() - px(6)) / max(max(f.shape[0] for f in self._factors), 2))
        middle, x = band.center().y() + px(4), band.left()
        for number, wide in enumerate(boxes):
            if number:
                factor, span = self._factors[number - 1], matrices[number - 1]
                rows = factor.shape[0]
                start, end = QPointF(x, middle), QPointF(x + 2 * arrow + span, middle)
                painter.setPen(QPen(QColor(t.quiet), px(1.4)))
                painter.drawLine(start, start + QPointF(arrow - px(2), 0))
                painter.drawLine(end - QPointF(arrow - px(2), 0), end)
                painter.setBrush(QColor(t.quiet))
                tip = [end, end - QPointF(px(5), px(3.5)), end - QPointF(px(5), -px(3.5))]
                painter.drawPolygon(QPolygonF(tip))
                rect = QRectF(x + arrow, middle - rows * line / 2, span, rows * line)
                self._draw_factor(painter, rect, number, letters)
                x += 2 * arrow + span
            self._draw_box(painter, QRectF(x, band.top(), wide, band.height()), number, letters, middle)
            x += wide

    def _draw_factor(self, painter: QPainter, rect: QRectF, number: int, letters: QFont) -> None:
        symbol, factor = self._symbol(number, number - 1), self._factors[number - 1]
        metrics = QFontMetricsF(letters)

        def say(row: int, column: int) -> str:
            return self.tr("{symbol}, row {row}, column {column}: {value}").format(
                symbol=symbol, row=row + 1, column=column + 1, value=number_text(float(factor[row, column]), 5)
            )

        draw_matrix(painter, rect, factor, letters, self._spots, say)
        painter.setFont(letters)
        painter.setPen(QColor(tokens().quiet))
        above = QRectF(rect.center().x() - px(60), rect.top() - metrics.height() - px(2), px(120), metrics.height())
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, symbol)

    def _draw_box(self, painter: QPainter, room: QRectF, number: int, letters: QFont, middle: float) -> None:
        t, values = tokens(), self._values[number]
        metrics = QFontMetricsF(letters)
        line = min(metrics.height(), (room.height() - px(12)) / (len(values) + 1))
        high = line * (len(values) + 1) + px(8)
        box = QRectF(room.left(), min(max(middle - high / 2, room.top()), room.bottom() - high), room.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.raised if t.name == "dark" else t.panel))
        painter.drawRoundedRect(box, px(6), px(6))
        painter.setFont(font("caption"))
        painter.setPen(QColor(t.text))
        place = QRectF(box.left(), box.top() + px(3), box.width(), line)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._places[number])
        painter.setFont(letters)
        for row, value in enumerate(values.tolist()):
            place = QRectF(box.left(), box.top() + px(4) + (row + 1) * line, box.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell_text(value))
            unit = self._unit if number == len(self._values) - 1 else ""
            text = f"{self._places[number]}: {number_text(value, 6)} {unit}".rstrip()
            self._spots.add(place, text)

    def _draw_product(self, painter: QPainter, rect: QRectF, letters: QFont) -> None:
        """The product, in the order in which it is multiplied."""
        last = len(self._places) - 1
        names = [self._symbol(i, i - 1) for i in range(last, 0, -1)]
        words = f"{self._symbol(last, 0)} = {' · '.join(names)} ="
        metrics = QFontMetricsF(letters)
        product = self.product()
        need = matrix_width(product, letters) * product.shape[1] + px(8)
        short = f"{self._symbol(last, 0)} ="
        words = words if metrics.horizontalAdvance(words) + px(10) + need <= rect.width() else short
        painter.setFont(letters)
        painter.setPen(QColor(tokens().text))
        left = metrics.horizontalAdvance(words) + px(10)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        place = QRectF(rect.left() + left, rect.top() + px(2), min(need, rect.width() - left), rect.height() - px(4))

        def say(row: int, column: int) -> str:
            return self.tr("the Jacobian's row, column {column}: {value}").format(
                column=column + 1, value=number_text(float(product[0, column]), 6)
            )

        draw_matrix(painter, place, product, letters, self._spots, say)

    # -- pointer -------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._spots.at(event.position())
        self.setToolTip(found[0] if found is not None else self._title)
        under = found[1] if found is not None else None
        if under != self._under:
            self._under = under
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()
