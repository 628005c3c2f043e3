"""How late a timer of 5 ms ticks in the window's thread while the engine loads its libraries and the first network."""

from __future__ import annotations

import statistics
import sys
from typing import Any

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, Ticks, shows, visit


def measure() -> list[Ratio]:
    """From the engine's start, when the window has been painted, until the first answer is shown."""
    ticks = Ticks()
    delays: list[float] = []

    def script(window: Any) -> Script:
        window.painted.connect(ticks.start)
        if "torch" in sys.modules:
            raise RuntimeError("torch was there before the window")
        yield shows(window.page("grad-cam"))
        delays.extend(ticks.stop())

    visit(script)
    late = [max(0.0, delay - 1000 * Ticks.INTERVAL) for delay in delays]
    longest = ", ".join(f"{delay:.0f}" for delay in reversed(late[-5:]))
    note = f"in {sum(delays) / 1000:.1f} s; the longest {longest} ms, median {statistics.median(late):.1f} ms"
    return [Ratio("5 ms timer while libraries load, worst", late[-1], 300.0, "ms", note)]
