"""What a benchmark gives back, and the timing that all of them share."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One measured figure and the bound it must keep.

    Attributes
    ----------
    name
        What was compared with what, in a few words.
    value
        The measured figure, in `unit`.
    limit
        The bound of `value`; None where the figure is only shown.
    unit
        Usually "x" (times the other side); else "ms", "MB", "1/s".
    note
        How it was measured, with the absolute figures behind a ratio.
    at_least
        True where `limit` is a lower bound (a rate), False where it is an upper one (a duration).
    """

    name: str
    value: float
    limit: float | None = None
    unit: str = "x"
    note: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its bound; a figure that is not a number never does."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def bound(self) -> str:
        """The bound as text, for example "<= 1.05 x"; empty where there is none."""
        if self.limit is None:
            return ""
        return f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}"


def side_by_side(
    callables: Mapping[str, Callable[[], object]],
    repeats: int = 15,
    warmup: int = 2,
) -> dict[str, float]:
    """Time several callables in turns and give the median of each.

    One round calls each of them once, and every round starts with the next one, so that a slow moment of the machine or
    a cache that one leaves warm for its neighbour strikes all alike. All of them run in the thread of the caller.

    Parameters
    ----------
    callables
        Name to a function without arguments; what it returns is dropped before the next one is timed.
    repeats
        Timed rounds.
    warmup
        Rounds before them that are not timed.

    Returns
    -------
    dict
        Name to its median duration in seconds.
    """
    if repeats < 1:
        raise ValueError("at least one repeat is needed for a median")
    order = list(callables.items())
    seconds: dict[str, list[float]] = {name: [] for name in callables}
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        for step in range(-warmup, repeats):
            shift = step % len(order)
            for name, call in order[shift:] + order[:shift]:
                start = time.perf_counter()
                result = call()
                elapsed = time.perf_counter() - start
                del result
                if step >= 0:
                    seconds[name].append(elapsed)
    finally:
        if was_enabled:
            gc.enable()
    return {name: statistics.median(values) for name, values in seconds.items()}
