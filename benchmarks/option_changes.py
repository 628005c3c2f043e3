"""Two hundred changes of an option in two seconds: what is shown meanwhile, what stays, and the memory afterwards."""

from __future__ import annotations

import statistics
import time
from typing import Any

from app.status import resident_megabytes
from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, passed, shows, visit

CHANGES, SECONDS = 200, 2.0
ROUNDS = 3


def measure() -> list[Ratio]:
    """Each change asks for another class and another seed, so that no two are alike."""
    wrong: list[str] = []
    shown: list[int] = []
    counts: list[float] = []
    memory: list[float] = []
    took: list[float] = []

    def script(window: Any) -> Script:
        page = window.page("grad-cam")
        controller = page.controller
        yield shows(page)
        controller.moment_changed.connect(lambda moment: shown.append(int(moment.options.seed)))
        for turn in range(ROUNDS + 1):
            shown.clear()
            start = time.perf_counter()
            first = turn * CHANGES + 1
            for number in range(first, first + CHANGES):
                controller.set_options({"seed": number, "target": number % 10})
                due = start + (number - first + 1) * SECONDS / CHANGES
                yield lambda due=due: time.perf_counter() >= due  # type: ignore[misc]
            took.append(time.perf_counter() - start)
            while_changing = len(shown)
            last = first + CHANGES - 1
            yield lambda: page.moment.options.seed == last and page.moment.frame.target == last % 10  # noqa: B023
            yield passed(1.5)
            if page.moment.options.seed != last or page.moment.frame.target != last % 10:
                wrong.append(f"round {turn}: change {page.moment.options.seed} stayed, not {last}")
            if shown != sorted(shown):
                wrong.append(f"round {turn}: an older frame after a newer: {shown}")
            if turn:
                counts.append(while_changing)
            memory.append(resident_megabytes())

    visit(script)
    growth = max(memory[1:]) / memory[0]
    note = f"{CHANGES} changes in {statistics.median(took):.2f} s, {ROUNDS} rounds after one that warms up"
    return [
        Ratio("wrong or older frames in 200 option changes", len(wrong), 0, "", "; ".join(wrong) or note),
        Ratio("memory after 200 option changes / before", growth, 1.05, "x", f"{memory[0]:.0f} MB before"),
        Ratio("frames drawn meanwhile", statistics.median(counts), None, "", "nobody waits for the last"),
    ]
