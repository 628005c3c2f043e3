"""A click in Grad-CAM while a classifier trains in its own lab, against the same click alone."""

from __future__ import annotations

import statistics
import time
from typing import Any

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, passed, shows, visit

CLICKS = 24
LAYERS = ("layer1", "layer2", "layer3")


def measure() -> list[Ratio]:
    """Classes and layers in turns; the time ends when the stage with the answer has been painted."""
    alone: dict[str, list[float]] = {"class": [], "layer": []}
    beside: dict[str, list[float]] = {"class": [], "layer": []}
    steps: list[int] = []

    def script(window: Any) -> Script:
        page = window.page("grad-cam")
        controller = page.controller
        yield shows(page)
        yield page.stage.settled
        painted: list[float] = []

        def paint(_: object) -> None:
            page.stage.repaint()
            painted.append(time.perf_counter())

        controller.moment_changed.connect(paint)

        def clicks(times: dict[str, list[float]]) -> Script:
            for number in range(CLICKS):
                for kind, name, value in (
                    ("class", "target", number % 10),
                    ("layer", "layer", LAYERS[number % len(LAYERS)]),
                ):
                    painted.clear()
                    start = time.perf_counter()
                    controller.set_option(name, value)
                    yield lambda: bool(painted)
                    times[kind].append(painted[0] - start)
                    yield passed(0.25)

        yield passed(1.0)
        yield from clicks(alone)
        window.open_lab("train-classifier")
        training = window.page("train-classifier").controller
        yield lambda: bool(training.inputs)
        training.set_options({"network": "small_cnn", "epochs": 1000})
        yield lambda: training.run is not None and len(training.run.film) > 3
        window.open_lab("grad-cam")
        yield passed(1.0)
        before = len(training.run.film)
        yield from clicks(beside)
        steps.append(len(training.run.film) - before)

    visit(script)
    found = []
    for kind in ("class", "layer"):
        one, other = statistics.median(alone[kind]), statistics.median(beside[kind])
        note = f"{other * 1000:.0f} ms against {one * 1000:.0f} ms, medians of {CLICKS}; {steps[0]} steps trained then"
        found.append(Ratio(f"click on another {kind} beside a training / alone", other / one, 3.0, "x", note))
    return found
