"""Three hundred switches of the lab with a run each: how much the process grows after the first fifty."""

from __future__ import annotations

from typing import Any

from app.status import resident_megabytes
from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, visit

SWITCHES, WARM = 300, 50


def measure() -> list[Ratio]:
    """The labs in turns; every visit computes anew and waits for its first frame."""
    memory: list[float] = []

    def script(window: Any) -> Script:
        from app.lab import lab_names

        names = lab_names()
        for number in range(SWITCHES):
            name = names[number % len(names)]
            window.open_lab(name)
            page = window.page(name)
            controller = page.controller
            yield controller.ready
            controller.stop()
            controller.restart()
            run = controller.run
            yield lambda: len(run.film) > 0 and page.moment is not None and page.moment.film is run.film  # noqa: B023
            if controller.error() is not None:
                raise RuntimeError(f"{name}: {controller.error()}")
            memory.append(resident_megabytes())

    visit(script)
    before = max(memory[WARM - 10 : WARM])
    after = max(memory[-10:])
    note = f"{before:.0f} MB after {WARM} switches, {after:.0f} MB after {SWITCHES}"
    return [Ratio("memory after 300 lab switches / after 50", after / before, 1.05, "x", note)]
