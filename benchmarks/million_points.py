"""Pairs of 1,000,000 points each in the ICP lab: the first iteration on the screen, the window meanwhile, turning.

Three pairs are played one after another: the window's delays are those of all three runs, as one run has too few ticks
for a percentile.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, Ticks, passed, quantile, shows, visit

COUNT = 1_000_000
PAIRS = 3
TURNS = 60


def pair(seed: int = 0) -> tuple[Any, Any]:
    """Two samplings of an undulating ground of 10 x 10 m, the second turned by 4 degrees and shifted by 0.2 m."""
    from engine.data.cloud import PointCloud
    from engine.geometry import rigid

    def ground(seed: int) -> NDArray[np.float64]:
        rng = np.random.default_rng(seed)
        x, y = rng.uniform(-5, 5, (2, COUNT))
        z = 0.4 * np.sin(x) + 0.3 * np.cos(1.7 * y) + 0.2 * np.sin(2.3 * x + 1.1 * y)
        return np.column_stack([x, y, z + rng.normal(0, 0.003, COUNT)])

    motion = rigid.from_degrees((2, -3, 4, 0.2, 0, 0))
    return PointCloud(rigid.moved(motion, ground(2 * seed)), "source"), PointCloud(ground(2 * seed + 1), "target")


def opened(clouds: tuple[Any, Any]) -> dict[str, Any]:
    """The pair as chosen inputs: opening a file measures and pictures it, before the window has it."""
    from app.inputs import Chosen
    from app.previews import detail_of, preview_of

    chosen = {}
    for name, cloud in zip(("source", "target"), clouds, strict=True):
        detail_of("PointCloud", cloud)
        chosen[name] = Chosen(name, cloud, preview=preview_of("PointCloud", cloud))
    return chosen


def measure() -> list[Ratio]:
    """Both clouds are opened, a window waits for the first drawn step after `play`; then the view is turned."""
    pairs = [opened(pair(number)) for number in range(PAIRS)]
    seconds: list[float] = []
    delays: list[float] = []
    turns: list[float] = []

    def script(window: Any) -> Script:
        page = window.page("icp")
        window.open_lab("icp")
        controller, view = page.controller, page.stage.view
        yield shows(page)
        yield lambda: controller.run.state.ended
        yield passed(3.0)
        for chosen in pairs:
            ticks = Ticks()
            ticks.start()
            start = time.perf_counter()
            before = controller.run
            controller.apply({**controller.inputs, **chosen}, controller.options)
            yield (
                lambda before=before, source=chosen["source"].value: (  # type: ignore[misc]
                    controller.run is not before
                    and page.moment is not None
                    and page.moment.inputs.get("source") is source
                    and page.moment.frame.iteration >= 1
                    and view.current()
                )
            )
            view.repaint()
            seconds.append(time.perf_counter() - start)
            yield lambda: controller.run.state.ended
            delays.extend(ticks.stop())
            yield view.complete
        for _ in range(TURNS):
            begin = time.perf_counter()
            camera = view.camera()
            view.set_camera(replace(camera, azimuth=camera.azimuth + 2.0))
            yield view.current
            view.repaint()
            turns.append(time.perf_counter() - begin)

    visit(script)
    late = sorted(max(0.0, delay - 1000 * Ticks.INTERVAL) for delay in delays)
    note = f"{len(delays)} ticks until the {PAIRS} runs had ended"
    return [
        Ratio("1,000,000 points: first iteration on the screen", max(seconds), 3.0, "s"),
        Ratio("the window meanwhile, 99th percentile late", quantile(late, 0.99), 8.0, "ms", note),
        Ratio("the window meanwhile, worst", late[-1], 50.0, "ms"),
        Ratio("turning the pair in the lab", 1 / statistics.median(turns), 10.0, "1/s", at_least=True),
    ]
