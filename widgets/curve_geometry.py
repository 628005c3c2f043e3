"""The arithmetic of plots: stretches without gaps, curves thinned to the pixels, round ticks, labels pushed apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from widgets.cell_painting import number_text
from widgets.curve_series import Panel

Doubles = NDArray[np.float64]


def as_drawn(y: Doubles, log: bool) -> Doubles:
    """Values as they are drawn: on a logarithmic axis there is no place for zero and below."""
    if not log:
        return y
    return np.log10(np.where(y > 0, y, np.nan))


def unbroken(x: Doubles, y: Doubles) -> list[tuple[Doubles, Doubles]]:
    """The stretches without a gap."""
    finite = np.isfinite(y)
    if finite.all():
        return [(x, y)] if len(x) else []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], finite, [False])).astype(np.int8)))
    return [(x[a:b], y[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def thinned(x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
    """At most four points a pixel column (first, lowest, highest, last): the line looks the same, peaks included."""
    column = np.floor(x)
    starts = np.flatnonzero(np.concatenate(([True], np.diff(column) != 0)))
    if 4 * len(starts) >= len(x):
        return x, y
    ends = np.concatenate((starts[1:], [len(x)])) - 1
    heights = np.stack((y[starts], np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts), y[ends]), 1)
    return np.repeat(column[starts] + 0.5, 4), heights.ravel()


def nice_step(least: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is not below ``least``."""
    power = 10.0 ** np.floor(np.log10(max(least, 1e-300)))
    return float(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9)))


def y_ticks(low: float, high: float, most: float, panel: Panel) -> list[tuple[float, str]]:
    """Places (as drawn) and texts of at most about ``most`` ticks of a y axis."""
    if panel.log:
        stride = max(1, int(np.ceil((high - low) / max(1.0, most))))
        parts = (1, 2, 5) if (high - low) * 3 <= most else (1, 3) if (high - low) * 2 <= most else (1,)
        decades = range(int(np.floor(low)) // stride * stride, int(np.ceil(high)) + 1, stride)
        values = [part * 10.0**decade for decade in decades for part in (parts if stride == 1 else (1,))]
        return [(float(np.log10(v)), number_text(v, 1)) for v in values if low <= np.log10(v) <= high]
    step = nice_step((high - low) / max(1.0, most))
    values = [float(v) for v in np.arange(np.ceil(low / step - 1e-9) * step + 0.0, high + step * 1e-6, step)]
    if panel.unit == "%":
        places = max(0, int(np.ceil(-np.log10(step * 100) - 1e-9)))
        return [(v, f"{100 * v:.{places}f} %") for v in values]
    places = max(0, int(np.ceil(-np.log10(step) - 1e-9)))
    return [(v, number_text(v, 2) if places > 5 else f"{v:.{places}f}".replace("-0.0", "0.0")) for v in values]


def apart(tops: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Sorted ``tops`` moved as little as needed to lie ``distance`` apart, within ``low`` and ``high``."""
    moved: list[float] = []
    for top in tops:
        moved.append(max(top, moved[-1] + distance if moved else low))
    limit = high - distance
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], limit)
        limit = moved[place] - distance
    return moved
