"""How large the residuals of a registration step are, and what a robust kernel makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import number_text, readable
from widgets.colours import lut
from widgets.residual_bars import BINS, Doubles, ResidualBars
from widgets.theme import px, tokens

Weight = Callable[[Doubles, float], Doubles]


class ResidualHistogram(ResidualBars):
    """Bars over the absolute residuals, each in the colour its lines have; over them the kernel's weight, 0 to 1.

    ``width_dragged`` (float): the kernel's width while its mark is dragged; ``width_chosen`` (float): let go.
    """

    width_dragged = Signal(float)
    width_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beyond = 0
        self._colours_to: float | None = None
        self._weight: Weight | None = None
        self._width, self._kernel = 0.0, ""
        self._symbol = self.tr("width")
        self._editable = True
        self.setAccessibleName(self.tr("Histogram of the residuals"))
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(176))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(96))

    def set_residuals(
        self, residuals: ArrayLike | None, high: float, unit: str = "", colours_to: float | None = None
    ) -> None:
        """Count the absolute values of ``residuals`` (K,) from 0 to ``high``, in ``unit``; the rest lies beyond.

        ``colours_to`` is where the colours end, ``high`` without it.
        """
        self._colours_to = colours_to if colours_to is not None and colours_to > 0 else None
        self._high, self._unit = (float(high) if high > 0 else 1.0), unit
        values = np.abs(np.asarray([] if residuals is None else residuals, np.float64).ravel())
        values = values[np.isfinite(values)]
        self._size = len(values)
        inside = values[values <= self._high]
        self._beyond = len(values) - len(inside)
        places = np.minimum((inside / self._high * BINS).astype(np.int64), BINS - 1)
        self._counts = np.bincount(places, minlength=BINS).astype(np.int64)
        self._describe()
        self.update()

    def set_kernel(self, weight: Weight | None, width: float, name: str = "", symbol: str = "") -> None:
        """Draw ``weight(residuals (n,), width) -> (n,)``, 0 to 1; None: every residual counts the same.

        ``name`` is the kernel's, ``symbol`` what its width is called.
        """
        self._weight, self._kernel = weight, name
        self._symbol = symbol or self.tr("width")
        if not self._dragging:
            self._width = float(width)
        self._describe()
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Whether the width can be dragged."""
        self._editable = editable

    def width_value(self) -> float:
        """The kernel's width as it is drawn."""
        return self._width

    def high(self) -> float:
        """The residual at the right end."""
        return self._high

    def _describe(self) -> None:
        self.setAccessibleDescription(self.summary())
        tip = self.tr("How many correspondences have which residual.")
        if self._weight is not None:
            tip += " " + self.tr(
                "The line is the kernel's weight; drag its mark, or press up and down, to change its width."
            )
        self.setToolTip(tip)

    def summary(self) -> str:
        """How many residuals there are, and how many lie beyond the right end."""
        if not self._size:
            return self.tr("no correspondences")
        text = self.tr("{count} residuals").format(count=f"{self._size:,}")
        if self._beyond:
            text += " · " + self.tr("{count} beyond").format(count=f"{self._beyond:,}")
        return text

    def readout(self, place: int) -> str:
        """What the bar at ``place`` says."""
        low, high = place * self._high / BINS, (place + 1) * self._high / BINS
        text = self.tr("{low} to {high}: {count} of {all}").format(
            low=number_text(low),
            high=f"{number_text(high)} {self._unit}".rstrip(),
            count=f"{int(self._counts[place]):,}",
            all=f"{self._size:,}",
        )
        if self._weight is not None:
            weight = float(self._weight(np.array([(low + high) / 2]), self._width)[0])
            text += " · " + self.tr("weight {weight:.2f}").format(weight=weight)
        return text

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``residual_counts`` (bins,) int64, ``residual_edges`` (bins + 1,) float64, ``residuals_beyond``."""
        arrays: dict[str, NDArray[Any]] = {
            "residual_counts": self._counts,
            "residual_edges": np.linspace(0.0, self._high, BINS + 1),
            "residuals_beyond": np.array(self._beyond),
        }
        if self._weight is not None:
            arrays["kernel_weights"] = self._weight(arrays["residual_edges"], self._width)
        return arrays

    # the axis, the weight and the mark

    def part_of(self, residual: float) -> float:
        return residual / self._high

    def residual_at(self, part: float) -> float:
        return part * self._high

    def _axis_words(self) -> tuple[str, str, str]:
        return "0", "", f"{number_text(self._high)} {self._unit}".rstrip()

    def _colour(self, place: int) -> QColor:
        shade = 255 * self._high / BINS / (self._colours_to or self._high)
        red, green, blue = (int(v) for v in lut("viridis")[min(255, round((place + 0.5) * shade))])
        colour = readable(QColor(red, green, blue), QColor(tokens().background), 1.6)
        if self._weight is not None:  # what counts less is drawn fainter
            weight = float(self._weight(np.array([(place + 0.5) * self._high / BINS]), self._width)[0])
            colour.setAlphaF(0.25 + 0.75 * min(1.0, max(0.0, weight)))
        return colour

    def _mark(self) -> float | None:
        return None if self._weight is None else self._width

    def _can_move(self) -> bool:
        return self._editable and super()._can_move()

    def _draw_curves(self, painter: QPainter, rect: QRectF, mark: float) -> None:
        assert self._weight is not None
        parts = np.linspace(0.0, 1.0, 129)
        painter.setPen(QPen(QColor(tokens().text), px(1.6)))
        self._draw_curve(painter, rect, parts, np.clip(self._weight(parts * self._high, mark), 0.0, 1.0))
        words = f"{self._symbol} {number_text(mark)} {self._unit}".rstrip()
        self._draw_mark(painter, rect, mark, words + " →" if mark > self._high else words)

    # pointer and keys

    def _move_mark(self, residual: float) -> None:
        width = min(max(residual, self._high / 1000), self._high * 20)
        if width != self._width:
            self._width = width
            self.width_dragged.emit(width)
            self._describe()
            self.update()

    def _drop_mark(self) -> None:
        self.width_chosen.emit(self._width)
