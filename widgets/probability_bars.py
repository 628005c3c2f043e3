"""The class probabilities of one picture as live bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import Floats
from widgets.theme import font, px, theme, tokens

ALL_UP_TO = 20
OTHERWISE = 10


def shown_classes(probabilities: Floats, true: int | None) -> list[int]:
    """The classes that get a bar: all of up to 20 in their own order, else the ten most probable and the true one."""
    if len(probabilities) <= ALL_UP_TO:
        return list(range(len(probabilities)))
    order = [int(i) for i in np.argsort(-probabilities, kind="stable")[:OTHERWISE]]
    if true is not None and true not in order and 0 <= true < len(probabilities):
        order[-1] = true
    return order


class ProbabilityBars(QWidget):
    """One row a class: name, bar, per cent; the true class is marked, the answer set in strong letters."""

    class_chosen = Signal(int)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._probabilities: Floats = np.zeros(0, np.float32)
        self._names: tuple[str, ...] = ()
        self._true: int | None = None
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Class probabilities"))
        theme.theme_changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(22) * max(4, len(self.classes())))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(15) * max(3, len(self.classes())))

    def set_probabilities(
        self, probabilities: Floats | None, names: Sequence[str] = (), true: int | None = None
    ) -> None:
        """Show ``probabilities`` (K,) with the classes' ``names``; ``true``: its own class where it is known."""
        before = len(self.classes())
        self._probabilities = (
            np.zeros(0, np.float32) if probabilities is None else np.asarray(probabilities, np.float32)
        )
        self._names, self._true = tuple(names), true
        if len(self.classes()) != before:
            self.updateGeometry()
        self.setAccessibleDescription(self.sentence())
        self.update()

    def classes(self) -> list[int]:
        """The classes that have a row, from the top."""
        return shown_classes(self._probabilities, self._true)

    def name(self, number: int) -> str:
        """The name of a class."""
        return self._names[number] if number < len(self._names) else str(number)

    def sentence(self) -> str:
        """The answer, and whether it is right, in words."""
        if not len(self._probabilities):
            return ""
        answer = int(self._probabilities.argmax())
        values = {"answer": self.name(answer), "percent": f"{100 * float(self._probabilities[answer]):.1f}"}
        if self._true is None:
            return self.tr("answer: {answer}, {percent} %").format(**values)
        if answer == self._true:
            return self.tr("answer: {answer}, {percent} %, right").format(**values)
        return self.tr("answer: {answer}, {percent} %; it is {true}").format(true=self.name(self._true), **values)

    def to_image(self) -> QImage:
        """The bars as they are on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``probabilities`` (K,) float32 and ``names`` (K,)."""
        if not len(self._probabilities):
            return {}
        return {
            "probabilities": self._probabilities,
            "names": np.array([self.name(i) for i in range(len(self._probabilities))]),
        }

    def row_rect(self, row: int) -> QRectF:
        """Where the row from the top lies."""
        high = min(float(px(26)), self.height() / max(1, len(self.classes())))
        return QRectF(0, row * high, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = tokens()
        small = font("small", tabular=True)
        painter.setFont(small)
        classes = self.classes()
        if not classes:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No answer yet"))
            return
        metrics = QFontMetricsF(font("caption"))
        mark = self.tr("true")
        tag = QFontMetricsF(small).horizontalAdvance(mark) + px(12)
        names = max(metrics.horizontalAdvance(self.name(c)) for c in classes) + px(12)
        names = min(names, self.width() * 0.42)
        figures = metrics.horizontalAdvance("100.0 %") + px(8)
        tag = tag if self._true is not None else 0.0
        answer = int(self._probabilities.argmax())
        centre = Qt.AlignmentFlag.AlignVCenter
        for row, number in enumerate(classes):
            rect = self.row_rect(row)
            top = number == answer
            painter.setFont(font("caption", tabular=True) if top else small)
            painter.setPen(QColor(colours.text if top or number == self._true else colours.quiet))
            place = QRectF(rect.left(), rect.top(), names - px(8), rect.height())
            shown = painter.fontMetrics().elidedText(self.name(number), Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | centre), shown)
            bar = QRectF(names, rect.center().y() - px(4), max(1.0, rect.width() - names - tag - figures), px(8))
            painter.fillRect(bar, QColor(colours.track))
            share = float(self._probabilities[number])
            full = QRectF(bar)
            full.setWidth(max(0.0, min(1.0, share)) * bar.width())
            painter.fillRect(full, QColor(colours.text if top else colours.quiet))
            percent = QRectF(bar.right(), rect.top(), figures, rect.height())
            painter.drawText(percent, int(Qt.AlignmentFlag.AlignRight | centre), f"{100 * share:.1f} %")
            if number == self._true:
                painter.setFont(small)
                painter.setPen(QColor(colours.text))
                place = QRectF(percent.right() + px(6), rect.center().y() - px(9), tag - px(8), px(18))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark)
                painter.drawRect(place)

    def _row_at(self, y: float) -> int | None:
        for row, number in enumerate(self.classes()):
            rect = self.row_rect(row)
            if rect.top() <= y < rect.bottom():
                return number
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().y())
        if number != self._hovered:
            self._hovered = number
            text = "" if number is None else f"{self.name(number)}: {float(self._probabilities[number]):.6f}"
            self.setToolTip(text)
            self.said.emit(text)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.said.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().y())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.class_chosen.emit(number)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
