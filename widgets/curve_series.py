"""What a plot of curves shows: its panels and its series, without any painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from widgets.cell_painting import number_text


@dataclass(frozen=True)
class Panel:
    """One of the plots that stand above each other over the same steps.

    ``low`` and ``high`` are the ends of its y axis, where they are known (accuracy: 0 and 1); ``log`` makes it
    logarithmic.
    """

    key: str
    title: str
    unit: str = ""
    log: bool = False
    low: float | None = None
    high: float | None = None


class Series:
    """One curve: its name, the panel it is drawn in, x and y of equal length.

    ``y`` may hold NaN or None where nothing was measured: a gap. With ``sparse`` the measured points are joined and
    marked instead, for what is measured now and then. ``colour`` is ``#rrggbb``; without one the series take theirs in
    turn.
    """

    __slots__ = ("colour", "dashed", "name", "panel", "sparse", "x", "y")

    def __init__(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike | Sequence[float | None],
        panel: str = "",
        *,
        colour: str | None = None,
        dashed: bool = False,
        sparse: bool = False,
    ) -> None:
        self.name, self.panel, self.colour, self.dashed, self.sparse = name, panel, colour, dashed, sparse
        self.x: NDArray[np.float64] = np.asarray(x, np.float64).ravel()
        self.y: NDArray[np.float64] = np.array(y, np.float64).ravel()  # None becomes NaN
        if len(self.x) != len(self.y):
            raise ValueError(f"{name}: {len(self.x)} x and {len(self.y)} y")

    def at(self, x: float) -> float | None:
        """The measured value at ``x``, or the last one before it; None where there is none."""
        measured = np.flatnonzero(np.isfinite(self.y) & (self.x <= x + 1e-9))
        if not len(measured):
            return None
        last = int(measured[-1])
        return float(self.y[last]) if self.sparse or self.x[last] >= x - 1e-9 else None


def value_text(value: float, unit: str) -> str:
    """A value with its unit; fractions with the unit "%" are written as per cent."""
    if unit == "%":
        return f"{100 * value:.1f} %"
    return f"{number_text(value)} {unit}".rstrip()
