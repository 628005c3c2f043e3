"""How late a timer of 5 ms ticks in the window's thread while ResNet-50 runs in the engine again and again."""

from __future__ import annotations

from typing import Any

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, Ticks, passed, quantile, shows, visit

SECONDS = 20.0
NORMALISATIONS = ("half", "imagenet")


def measure() -> list[Ratio]:
    """Every answer is computed by a whole forward pass and drawn, and the strip of all stages after it."""
    delays: list[float] = []
    answers: list[object] = []

    def script(window: Any) -> Script:
        page = window.page("grad-cam")
        controller = page.controller
        yield shows(page)
        controller.set_options({"network": "resnet50", "weights": "none"})
        yield shows(page, lambda frame: len(frame.logits) == 1000)
        yield passed(3.0)
        ticks = Ticks()
        controller.moment_changed.connect(answers.append)
        ticks.start()
        end = passed(SECONDS)
        turn = 0
        while not end():
            turn += 1
            count = len(answers)
            controller.set_option("normalisation", NORMALISATIONS[turn % 2])  # nothing is kept
            yield lambda count=count: len(answers) > count  # type: ignore[misc]
        delays.extend(ticks.stop())

    visit(script)
    late = [max(0.0, delay - 1000 * Ticks.INTERVAL) for delay in delays]
    note = f"{len(delays)} ticks in {SECONDS:.0f} s beside {len(answers)} answers computed and drawn"
    spread = f"from tick to tick: median {quantile(delays, 0.5):.1f}, 99th percentile {quantile(delays, 0.99):.1f} ms"
    return [
        Ratio("5 ms timer beside ResNet-50, 99th percentile late", quantile(late, 0.99), 8.0, "ms", note),
        Ratio("5 ms timer beside ResNet-50, worst", late[-1], 50.0, "ms", spread),
    ]
