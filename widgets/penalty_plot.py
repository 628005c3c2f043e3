"""Residuals of matches with the robust penalty of Fast Global Registration and its dual drawn over them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import number_text, readable
from widgets.colours import CLASS_COLOURS, lut
from widgets.residual_bars import BINS, Doubles, ResidualBars
from widgets.theme import px, tokens


def line_process(residuals: Doubles, mu: float) -> Doubles:
    """The weight (mu / (mu + r^2))^2 of residuals: 1 at none, a quarter where r^2 = mu."""
    return np.asarray((mu / (mu + residuals**2)) ** 2)


def penalty_share(residuals: Doubles, mu: float) -> Doubles:
    """The penalty mu r^2 / (mu + r^2) over its largest value mu: 0..1."""
    return np.asarray(residuals**2 / (mu + residuals**2))


class PenaltyPlot(ResidualBars):
    """Bars over the residuals on a logarithmic axis, coloured by weight; over them the penalty and its dual.

    ``mu_dragged`` (float): mu while its mark is dragged or moved by keys. ``mu_reset``: back to the step's own.
    """

    mu_dragged = Signal(float)
    mu_reset = Signal()

    HEAD, FOOT, STEP = 28, 24, 1.2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._residuals: Doubles = np.zeros(0)
        self._low = 0.01
        self._mu: float | None = None
        self._own_mu: float | None = None
        self.setAccessibleName(self.tr("Residuals of the matches and their penalty"))
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
        self._size = len(self._residuals)
        self._low = low if low > 0 else 1e-6
        self._high = max(float(high), self._low * 1.001)
        self._unit = unit
        part = np.log(np.maximum(self._residuals, self._low) / self._low) / np.log(self._high / self._low)
        places = np.clip((part * BINS).astype(np.int64), 0, BINS - 1)
        self._counts = np.bincount(places, minlength=BINS).astype(np.int64)
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
        if not self._size:
            return self.tr("no matches")
        if self._mu is None:
            return self.tr("{count} matches").format(count=f"{self._size:,}")
        alive = int((line_process(self._residuals, self._mu) > 0.5).sum())
        text = self.tr("{alive} of {count} matches weigh more than ½").format(
            alive=f"{alive:,}", count=f"{self._size:,}"
        )
        return text if self.own() else text + " · " + self.tr("drawn for another μ than the step's")

    def readout(self, place: int) -> str:
        """What the bar at ``place`` says."""
        edges = self.edges()
        text = self.tr("{low} to {high}: {count} of {all}").format(
            low="0" if place == 0 else number_text(float(edges[place])),
            high=f"{number_text(float(edges[place + 1]))} {self._unit}".rstrip(),
            count=f"{int(self._counts[place]):,}",
            all=f"{self._size:,}",
        )
        if self._mu is not None:
            middle = np.array([np.sqrt(edges[place] * edges[place + 1])])
            text += " · " + self.tr("ρ {penalty} · weight {weight:.2f}").format(
                penalty=number_text(float(penalty_share(middle, self._mu)[0] * self._mu)),
                weight=float(line_process(middle, self._mu)[0]),
            )
        return text

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``residual_counts`` (bins,), ``residual_edges`` (bins + 1,), and for a mu the two curves at the edges."""
        arrays: dict[str, NDArray[Any]] = {"residual_counts": self._counts, "residual_edges": self.edges()}
        if self._mu is not None:
            arrays["mu_drawn"] = np.array(self._mu)
            arrays["line_process"] = line_process(self.edges(), self._mu)
            arrays["penalty"] = penalty_share(self.edges(), self._mu) * self._mu
        return arrays

    # the axis, the curves and the mark

    def part_of(self, residual: float) -> float:
        return float(np.log(max(residual, self._low) / self._low) / np.log(self._high / self._low))

    def residual_at(self, part: float) -> float:
        return float(self._low * (self._high / self._low) ** part)

    def _axis_words(self) -> tuple[str, str, str]:
        right = f"{number_text(self._high, 2)} {self._unit}".rstrip()
        return number_text(self._low, 2), self.tr("residual r, logarithmic"), right

    def _colour(self, place: int) -> QColor:
        if self._mu is None:
            return QColor(tokens().quiet)
        middle = np.array([self.residual_at((place + 0.5) / BINS)])
        red, green, blue = (int(v) for v in lut("viridis")[round(float(line_process(middle, self._mu)[0]) * 255)])
        return readable(QColor(red, green, blue), QColor(tokens().background), 1.6)

    def _mark(self) -> float | None:
        return None if self._mu is None else float(np.sqrt(self._mu))

    def _draw_curves(self, painter: QPainter, rect: QRectF, mark: float) -> None:
        t, mu = tokens(), mark**2
        part = np.linspace(0.0, 1.0, 161)
        values = self._low * (self._high / self._low) ** part
        colours = (QColor(t.text), readable(QColor(CLASS_COLOURS[3]), QColor(t.background), 3.0))
        names = (self.tr("line process l"), self.tr("penalty ρ / μ"))
        for curve, colour, width in zip(
            (line_process(values, mu), penalty_share(values, mu)), colours, (1.8, 1.4), strict=True
        ):
            painter.setPen(QPen(colour, px(width)))
            self._draw_curve(painter, rect, part, curve)
        self._draw_mark(painter, rect, mark, f"√μ = {number_text(mark)} {self._unit}".rstrip())
        below = rect.top() + painter.fontMetrics().height() * 1.2
        # The line process ends low on the right, the penalty low on the left: the names stand at their high ends.
        self._draw_label(painter, rect, rect.left() - px(2), below, names[0], colours[0].name())
        wide = painter.fontMetrics().horizontalAdvance(names[1])
        self._draw_label(painter, rect, rect.right() - wide - px(10), below, names[1], colours[1].name())

    # pointer and keys

    def _move_mark(self, residual: float) -> None:
        self._set_drawn_mu(residual**2)

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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self.reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_Escape and not self.own():
            self.reset()
        else:
            super().keyPressEvent(event)
