"""Residuals of matches with the robust penalty of Fast Global Registration and its dual drawn over them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
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
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import count_text, number_text, readable
from widgets.colours import CLASS_COLOURS, lut
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]

BINS = 48
STEP = 1.2
"""By this factor an arrow key makes mu larger."""


def line_process(residuals: Doubles, mu: float) -> Doubles:
    """The weight (mu / (mu + r^2))^2 of residuals: 1 at none, a quarter where r^2 = mu."""
    return np.asarray((mu / (mu + residuals**2)) ** 2)


def penalty_share(residuals: Doubles, mu: float) -> Doubles:
    """The penalty mu r^2 / (mu + r^2) over its largest value mu: 0..1."""
    return np.asarray(residuals**2 / (mu + residuals**2))


class PenaltyPlot(QWidget):
    """Bars over the residuals on a logarithmic axis, coloured by weight; over them the penalty and its dual.

    ``mu_dragged`` (float): mu while its mark is dragged or moved by keys. ``mu_reset``: back to the step's own.
    """

    mu_dragged = Signal(float)
    mu_reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._residuals: Doubles = np.zeros(0)
        self._counts: NDArray[np.int64] = np.zeros(BINS, np.int64)
        self._low, self._high, self._unit = 0.01, 1.0, ""
        self._mu: float | None = None
        self._own_mu: float | None = None
        self._hovered: int | None = None
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Residuals of the matches and their penalty"))
        theme.theme_changed.connect(self.update)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(px(360), px(184))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(112))

    def set_residuals(self, residuals: ArrayLike, low: float, high: float, unit: str = "") -> None:
        """The distances (M,) of the matches, in ``unit``; the axis runs from ``low`` to ``high``, logarithmically.

        Smaller ones count in the first bar. ``low`` and ``high`` stay the same over a film.
        """
        self._residuals = np.asarray(residuals, np.float64).ravel()
        self._low = low if low > 0 else 1e-6
        self._high = max(float(high), self._low * 1.001)
        self._unit = unit
        if len(self._residuals):
            self._counts = np.bincount(self._bins(self._residuals), minlength=BINS).astype(np.int64)
        else:
            self._counts = np.zeros(BINS, np.int64)
        self._describe()
        self.update()

    def set_mu(self, mu: float | None) -> None:
        """The step's own mu; None: the step has none, and only the bars are drawn."""
        self._own_mu = mu
        if not self._dragging:
            self._mu = mu
        self._describe()
        self.update()

    def mu(self) -> float | None:
        """The mu that is drawn."""
        return self._mu

    def own(self) -> bool:
        """Whether the mu drawn is the step's own."""
        return self._mu == self._own_mu

    def _bins(self, residuals: Doubles) -> NDArray[np.int64]:
        part = np.log(np.maximum(residuals, self._low) / self._low) / np.log(self._high / self._low)
        return np.clip((part * BINS).astype(np.int64), 0, BINS - 1)

    def edges(self) -> Doubles:
        """The bars' edges (bins + 1,)."""
        return np.asarray(self._low * (self._high / self._low) ** np.linspace(0, 1, BINS + 1))

    def _describe(self) -> None:
        self.setAccessibleDescription(self.summary())
        tip = self.tr("How many matches have which residual, on a logarithmic axis.")
        if self._mu is not None:
            tip += " " + self.tr(
                "Drag the mark, or press up and down, to see the weights at another mu (nothing is computed); a double "
                "click or Escape goes back to the step's own."
            )
        self.setToolTip(tip)

    def summary(self) -> str:
        """How many matches still count, in words."""
        if not len(self._residuals):
            return self.tr("no matches")
        if self._mu is None:
            return self.tr("{count} matches").format(count=f"{len(self._residuals):,}")
        alive = int((line_process(self._residuals, self._mu) > 0.5).sum())
        text = self.tr("{alive} of {count} matches weigh more than ½").format(
            alive=f"{alive:,}", count=f"{len(self._residuals):,}"
        )
        return text if self.own() else text + " · " + self.tr("drawn for another μ than the step's")

    def readout(self, place: int) -> str:
        """What the bar at ``place`` says."""
        edges = self.edges()
        text = self.tr("{low} to {high}: {count} of {all}").format(
            low="0" if place == 0 else number_text(float(edges[place])),
            high=f"{number_text(float(edges[place + 1]))} {self._unit}".rstrip(),
            count=f"{int(self._counts[place]):,}",
            all=f"{len(self._residuals):,}",
        )
        if self._mu is not None:
            middle = np.array([np.sqrt(edges[place] * edges[place + 1])])
            text += " · " + self.tr("ρ {penalty} · weight {weight:.2f}").format(
                penalty=number_text(float(penalty_share(middle, self._mu)[0] * self._mu)),
                weight=float(line_process(middle, self._mu)[0]),
            )
        return text

    def to_image(self) -> QImage:
        """The plot as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``residual_counts`` (bins,), ``residual_edges`` (bins + 1,), and for a mu the two curves at the edges."""
        arrays: dict[str, NDArray[Any]] = {"residual_counts": self._counts, "residual_edges": self.edges()}
        if self._mu is not None:
            arrays["mu_drawn"] = np.array(self._mu)
            arrays["line_process"] = line_process(self.edges(), self._mu)
            arrays["penalty"] = penalty_share(self.edges(), self._mu) * self._mu
        return arrays

    # where things are

    def plot_rect(self) -> QRectF:
        """Where the bars stand."""
        return QRectF(px(2), px(28), max(1.0, self.width() - px(4)), max(1.0, self.height() - px(28) - px(24)))

    def x_of(self, residual: float) -> float:
        """Where a residual stands across the widget."""
        rect = self.plot_rect()
        part = np.log(max(residual, self._low) / self._low) / np.log(self._high / self._low)
        return rect.left() + float(min(1.0, part)) * rect.width()

    def bar_at(self, point: QPointF) -> int | None:
        """The bar over or under a point."""
        rect = self.plot_rect()
        if not len(self._residuals) or not rect.left() <= point.x() < rect.right():
            return None
        return min(BINS - 1, int((point.x() - rect.left()) / rect.width() * BINS))

    def _on_mark(self, point: QPointF) -> bool:
        return self._mu is not None and abs(point.x() - self.x_of(float(np.sqrt(self._mu)))) <= px(7)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setFont(font("small", tabular=True))
        rect = self.plot_rect()
        self._draw_bars(painter, rect)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._mu is not None:
            self._draw_curves(painter, rect, self._mu)
        middle = Qt.AlignmentFlag.AlignVCenter
        foot = QRectF(rect.left(), rect.bottom() + px(4), rect.width(), px(18))
        painter.setPen(QColor(t.quiet))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft | middle), number_text(self._low, 2))
        painter.drawText(
            foot, int(Qt.AlignmentFlag.AlignRight | middle), f"{number_text(self._high, 2)} {self._unit}".rstrip()
        )
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignHCenter | middle), self.tr("residual r, logarithmic"))
        head = QRectF(rect.left(), 0, rect.width(), px(20))
        painter.setPen(QColor(t.quiet if self._hovered is None else t.text))
        text = self.summary() if self._hovered is None else self.readout(self._hovered)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | middle), shown)
        most = self.tr("most {count}").format(count=count_text(float(self._counts.max(initial=0))))
        if len(self._residuals) and painter.fontMetrics().horizontalAdvance(shown + most) + px(24) < head.width():
            painter.setPen(QColor(t.quiet))
            painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | middle), most)
        painter.end()

    def _draw_bars(self, painter: QPainter, rect: QRectF) -> None:
        t, table = tokens(), lut("viridis")
        top = float(self._counts.max(initial=1)) or 1.0
        wide = rect.width() / BINS
        ground = QColor(t.background)
        edges = self.edges()
        for place, count in enumerate(self._counts):
            if not count:
                continue
            high = max(1.0, float(count) / top * rect.height())
            colour = QColor(t.quiet)
            if self._mu is not None:
                middle = np.array([np.sqrt(edges[place] * edges[place + 1])])
                red, green, blue = (int(v) for v in table[round(float(line_process(middle, self._mu)[0]) * 255)])
                colour = readable(QColor(red, green, blue), ground, 1.6)
            if place == self._hovered:
                colour = QColor(t.text)
            left = rect.left() + place * wide
            painter.fillRect(QRectF(left, rect.bottom() - high, max(1.0, wide - (1 if wide > 4 else 0)), high), colour)

    def _draw_curves(self, painter: QPainter, rect: QRectF, mu: float) -> None:
        t = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        part = np.linspace(0.0, 1.0, 161)
        values = self._low * (self._high / self._low) ** part
        colours = (QColor(t.text), readable(QColor(CLASS_COLOURS[3]), QColor(t.background), 3.0))
        names = (self.tr("line process l"), self.tr("penalty ρ / μ"))
        for curve, colour, width in zip(
            (line_process(values, mu), penalty_share(values, mu)), colours, (1.8, 1.4), strict=True
        ):
            line = [
                QPointF(rect.left() + p * rect.width(), rect.bottom() - v * rect.height())
                for p, v in zip(part.tolist(), curve.tolist(), strict=True)
            ]
            painter.setPen(QPen(colour, px(width)))
            painter.drawPolyline(QPolygonF(line))
        x = self.x_of(float(np.sqrt(mu)))
        dashed = Qt.PenStyle.SolidLine if self._dragging else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(t.accent), px(1.6), dashed))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(QPointF(x, rect.bottom()), px(5), px(5))
        self._label(
            painter, rect, x, rect.top(), f"√μ = {number_text(float(np.sqrt(mu)))} {self._unit}".rstrip(), t.accent
        )
        left, right = rect.left() + px(4), rect.right() - px(4)
        line_height = painter.fontMetrics().height()
        # The line process ends low on the right, the penalty low on the left: the names stand at their high ends.
        self._label(painter, rect, left - px(6), rect.top() + line_height * 1.2, names[0], colours[0].name())
        wide = painter.fontMetrics().horizontalAdvance(names[1])
        self._label(painter, rect, right - wide - px(6), rect.top() + line_height * 1.2, names[1], colours[1].name())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _label(self, painter: QPainter, rect: QRectF, x: float, y: float, words: str, colour: str) -> None:
        """Words beside ``x``, on a ground of their own so that bars do not cross them."""
        wide = painter.fontMetrics().horizontalAdvance(words)
        right = x + px(6) + wide <= rect.right()
        place = QRectF(x + px(6) if right else x - px(6) - wide, y, wide + 2, painter.fontMetrics().height())
        ground = QColor(tokens().background)
        ground.setAlphaF(0.8)
        painter.fillRect(place, ground)
        painter.setPen(QColor(colour))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    # pointer and keys

    def _set_drawn_mu(self, mu: float) -> None:
        mu = min(max(mu, self._low**2), self._high**2)
        if mu != self._mu:
            self._mu = mu
            self._describe()
            self.mu_dragged.emit(mu)
            self.update()

    def reset(self) -> None:
        """Back to the step's own mu."""
        if not self.own():
            self._mu = self._own_mu
            self._describe()
            self.mu_reset.emit()
            self.update()

    def _point(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_mark(event.position()):
            self._dragging = True
            self._point(None)
            self.update()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self.reset()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            rect = self.plot_rect()
            part = min(max((event.position().x() - rect.left()) / rect.width(), 0.0), 1.0)
            self._set_drawn_mu(float(self._low * (self._high / self._low) ** part) ** 2)
            return
        on_mark = self._on_mark(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if on_mark else Qt.CursorShape.ArrowCursor)
        self._point(None if on_mark else self.bar_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        upwards = {Qt.Key.Key_Up: STEP, Qt.Key.Key_Down: 1 / STEP}.get(Qt.Key(event.key()))
        if plain and across is not None and len(self._residuals):
            start = int(self._counts.argmax()) if self._hovered is None else self._hovered + across
            self._point(min(max(start, 0), BINS - 1))
        elif plain and upwards is not None and self._mu is not None:
            self._set_drawn_mu(self._mu * upwards**2)
        elif plain and event.key() == Qt.Key.Key_Escape and not self.own():
            self.reset()
        else:
            super().keyPressEvent(event)
