"""The radiance field's lab while its camera moves: pictures a second while paused and while it trains, and its steps.

The camera turns a little every 16 ms, as a drag does; each picture that reaches the stage counts. A training step is
counted at the field, and its rate alone is taken with the camera at rest.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, Ticks, passed, quantile, shows, visit

LEARNT = 120
"""Training steps before anything is measured: empty space is known by then."""
SECONDS = 6.0
DRAG_MILLISECONDS = 16


def measure() -> list[Ratio]:
    """One visit of the lab with its own scene at 100 x 100, then complete pictures of 200 x 200."""
    pictures: dict[str, list[float]] = {"paused": [], "training": []}
    steps: dict[str, float] = {}
    delays: dict[str, list[float]] = {}
    complete: list[float] = []
    accounts: dict[str, dict[str, float]] = {}

    def script(window: Any) -> Script:
        page = window.page("nerf")
        window.open_lab("nerf")
        controller, stage = page.controller, page.stage
        yield shows(page)
        yield stage.settled
        controller.set_options({"max_seconds": 100_000.0, "measure_every": 0.0})
        yield lambda: page.moment is not None and page.moment.options.max_seconds > 1e4 and stage.settled()
        arrived: list[tuple[float, Any]] = []

        def arrive(lane: str, moment: Any) -> None:
            """Note each picture once: a run tells of its newest with every breath."""
            if lane == "view" and not (arrived and arrived[-1][1] is moment.frame):
                arrived.append((time.perf_counter(), moment.frame))

        controller.lane_changed.connect(arrive)
        controller.play()
        yield lambda: controller.run.film.newest().step >= LEARNT

        def trained() -> int:
            """Steps of the field that learns."""
            return next(int(p.object.step) for p in controller.run.products if p.name == "field.pt")

        def turning(name: str) -> Script:
            """Turn the camera for a while, counting what arrives and what is trained."""
            view, ticks = stage.view, Ticks()
            yield passed(1.0)
            arrived.clear()
            before, spent = trained(), controller.run.seconds
            ticks.start()
            end, due = passed(SECONDS), time.perf_counter()
            start = time.perf_counter()
            while not end():
                view.set_camera(view.camera().orbit(1.0, 0.0))
                view.moved()
                view.camera_changed.emit(view.camera(), True)
                due += DRAG_MILLISECONDS / 1000
                yield lambda due=due: time.perf_counter() >= due  # type: ignore[misc]
            took = time.perf_counter() - start
            delays[name] = ticks.stop()
            pictures[name] = [when for when, _ in arrived]
            steps[name] = (trained() - before) / took
            accounts[name] = {"training": (controller.run.seconds - spent) / took}

        yield passed(1.0)
        first, start = trained(), time.perf_counter()
        yield passed(SECONDS)
        steps["alone"] = (trained() - first) / (time.perf_counter() - start)
        yield from turning("training")
        controller.pause()
        yield from turning("paused")
        yield passed(2.0)  # the camera rests
        for number in range(12):
            arrived.clear()
            view = stage.view
            begun = time.perf_counter()
            controller.ask_lane(
                "view",
                {"camera": view.camera().orbit(10.0 * number, 0.0).numbers(), "width": 200, "height": 200},
            )
            yield lambda: any(f.rgb.shape[0] == 200 and f.pixels_per_ray == 1 for _, f in arrived)
            complete.append(time.perf_counter() - begun)

    visit(script)
    rate = {name: len(times) / SECONDS for name, times in pictures.items()}
    late = {name: [max(0.0, d - 1000 * Ticks.INTERVAL) for d in found] for name, found in delays.items()}
    share = f"{rate['training']:.1f} against {rate['paused']:.1f} pictures a second"
    kept = (
        f"{steps['training']:.1f} against {steps['alone']:.1f} steps a second; {accounts['training']['training']:.0%}"
    )
    return [
        Ratio("free camera in the lab, 100 x 100, paused", rate["paused"], 15.0, "1/s", at_least=True),
        Ratio("200 x 200 complete in the lab", 1000 * statistics.median(complete), 300.0, "ms"),
        Ratio(
            "pictures while training / while paused",
            rate["training"] / rate["paused"],
            2 / 3,
            note=share,
            at_least=True,
        ),
        Ratio(
            "steps while the camera moves / alone", steps["training"] / steps["alone"], 0.25, note=kept, at_least=True
        ),
        *(
            ratio
            for name, found in late.items()
            for ratio in (
                Ratio(f"5 ms timer, camera moving, {name}, 99th percentile late", quantile(found, 0.99), 8.0, "ms"),
                Ratio(f"5 ms timer, camera moving, {name}, worst", found[-1], 50.0, "ms"),
            )
        ),
    ]
