"""How well a fit foretells what was measured: one dot a sample, on the diagonal where both agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import number_text
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]


class FitPlot(QWidget):
    """Predicted values to the right, measured ones upwards, on one scale. ``pointed`` (a sample's place or None)."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._predicted: Doubles = np.empty(0)
        self._measured: Doubles = np.empty(0)
        self._low, self._high = 0.0, 1.0
        self._names = (self.tr("predicted"), self.tr("measured"))
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Predicted and measured values"))
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(224), px(168))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(120))

    def set_fit(
        self,
        predicted: ArrayLike,
        measured: ArrayLike,
        low: float = 0.0,
        high: float = 1.0,
        names: tuple[str, str] | None = None,
    ) -> None:
        """Show pairs of values (K,), ``low`` to ``high`` on both axes, which are called ``names``."""
        self._predicted, self._measured = (
            np.array(predicted, np.float64).ravel(),
            np.array(measured, np.float64).ravel(),
        )
        self._low, self._high = (low, high) if high > low else (low - 0.5, low + 0.5)
        self._names = names or self._names
        self._hovered = None
        self.setAccessibleDescription(self.summary())
        self.setToolTip(self.summary())
        self.update()

    def rms(self) -> float | None:
        """The root mean square of measured minus predicted, or None without samples."""
        if not len(self._predicted):
            return None
        return float(np.sqrt(np.mean(np.square(self._measured - self._predicted))))

    def summary(self) -> str:
        """How far the fit is off, over how many samples."""
        rms = self.rms()
        if rms is None:
            return self.tr("nothing to fit")
        return self.tr("off by {rms} (RMS of {count})").format(rms=number_text(rms), count=len(self._predicted))

    def readout(self, place: int) -> str:
        """One sample in words."""
        return self.tr("{first} {one}, {second} {other}").format(
            first=self._names[0],
            one=number_text(float(self._predicted[place])),
            second=self._names[1],
            other=number_text(float(self._measured[place])),
        )

    def to_image(self) -> QImage:
        """The plot as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``predicted`` and ``measured`` (K,) float64."""
        return {"predicted": self._predicted, "measured": self._measured} if len(self._predicted) else {}

    def plot_rect(self) -> QRectF:
        """Where the dots stand."""
        return QRectF(px(22), px(24), max(1.0, self.width() - px(28)), max(1.0, self.height() - px(24) - px(24)))

    def place(self, number: int) -> QPointF:
        """Where a sample's dot stands; what is off the scale stands at its edge."""
        rect, span = self.plot_rect(), self._high - self._low
        x = min(1.0, max(0.0, (float(self._predicted[number]) - self._low) / span))
        y = min(1.0, max(0.0, (float(self._measured[number]) - self._low) / span))
        return QPointF(rect.left() + x * rect.width(), rect.bottom() - y * rect.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        rect = self.plot_rect()
        head = QRectF(0, 0, self.width(), px(20))
        words = self.summary() if self._hovered is None else self.readout(self._hovered)
        painter.setPen(QColor(t.quiet if self._hovered is None else t.text))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.topLeft())
        painter.setPen(QPen(QColor(t.quiet), 1, Qt.PenStyle.DashLine))
        painter.drawLine(rect.bottomLeft(), rect.topRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent", 0.8))
        for number in range(len(self._predicted)):
            if number != self._hovered:
                painter.drawEllipse(self.place(number), px(2.5), px(2.5))
        if self._hovered is not None:
            painter.setBrush(QColor(t.text))
            painter.drawEllipse(self.place(self._hovered), px(4), px(4))
        painter.setPen(QColor(t.quiet))
        foot = QRectF(rect.left(), rect.bottom() + px(2), rect.width(), px(18))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._names[0])
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), number_text(self._low))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), number_text(self._high))
        painter.save()
        painter.translate(rect.left() - px(4), rect.center().y())
        painter.rotate(-90)
        painter.drawText(
            QRectF(-rect.height() / 2, -px(18), rect.height(), px(18)), Qt.AlignmentFlag.AlignCenter, self._names[1]
        )
        painter.restore()
        painter.end()

    def _point(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self.pointed.emit(number)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = [(self.place(i) - event.position()).manhattanLength() for i in range(len(self._predicted))]
        nearest = int(np.argmin(far)) if far else -1
        self._point(nearest if far and far[nearest] < px(16) else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or not len(self._predicted) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        order = np.argsort(self._predicted, kind="stable")
        here = 0 if self._hovered is None else int(np.flatnonzero(order == self._hovered)[0]) + by
        self._point(int(order[min(len(order) - 1, max(0, here))]))
