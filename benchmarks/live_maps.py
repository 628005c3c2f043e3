"""The feature-maps lab on a video of 640 x 480 pixels, 60 a second, ResNet-18 at 224, the grid filling the stage.

Computed and drawn pictures a second, against bare forward passes in the same thread of the same process before.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, passed, shows, visit
from engine.study import StudyRun

SECONDS = 8.0
BARE_SECONDS = 4.0
NETWORK = {"network": "torchvision/resnet18", "weights": "none"}


def write_video(path: Path) -> None:
    """Two seconds of moving shapes over noise."""
    import cv2

    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"mp4v"), 60.0, (640, 480))
    random = np.random.default_rng(0)
    ground = cv2.resize(random.integers(0, 256, (24, 32, 3), dtype=np.uint8), (640, 480), interpolation=cv2.INTER_CUBIC)
    for number in range(120):
        picture = np.roll(ground, 4 * number, axis=1)
        cv2.circle(picture, (40 + 5 * number, 240), 60, (30, 200, 240), -1)
        writer.write(picture)
    writer.release()


def bare_passes(options: Any) -> StudyRun:
    """A run of the engine: forward passes of the network in inference mode and nothing else, then how many a second."""
    import torch

    from app.inputs import Loaded
    from engine.networks.opening import open_network
    from engine.runtime.torch_loading import load_torchvision

    opened = open_network(options)
    network = load_torchvision().models.resnet18(weights=None).eval()
    network.load_state_dict({name: tensor.contiguous() for name, tensor in opened.module.state_dict().items()})
    pixels = torch.rand(1, 3, 224, 224)
    with torch.inference_mode():
        for _ in range(5):
            network(pixels)
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < BARE_SECONDS:
            network(pixels)
            count += 1
    yield Loaded(count / (time.perf_counter() - start))


def measure() -> list[Ratio]:
    """For layer2 and conv1."""
    from PySide6.QtCore import QEvent, QObject

    from engine.runtime.runs import Request

    bare: list[float] = []
    rates: dict[str, tuple[float, float]] = {}

    class Painted(QObject):
        """Counts the paintings of the grid that show another picture than the one before."""

        def __init__(self, page: Any) -> None:
            super().__init__()
            self.page, self.count, self.last = page, 0, -1

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint and self.page.moment.step != self.last:
                self.last = self.page.moment.step
                self.count += 1
            return False

    def script(window: Any) -> Script:
        import os

        video = Path(os.environ["VITRINE_HOME"]) / "video.mp4"
        write_video(video)
        page = window.page("feature-maps")
        controller = page.controller
        yield shows(page)
        yield page.stage.settled
        controller.set_options({**NETWORK, "layer": "layer2"})
        yield shows(page, lambda frame: frame.layer == "layer2" and len(frame.logits) == 1000)
        yield passed(2.0)

        def pass_bare() -> Script:
            options = controller.options
            run = window.engine.submit(Request("benchmark/bare", lambda: bare_passes(options)))
            yield lambda: run.state.ended
            bare.append(run.film.newest().value)

        yield from pass_bare()
        window.open_files([str(video)])
        yield lambda: controller.live and page.moment.live
        viewport = page.stage.grid.area.viewport()
        for layer in ("layer2", "conv1"):
            controller.set_option("layer", layer)
            yield shows(page, lambda frame: frame.layer == layer)  # noqa: B023
            yield passed(2.0)
            painted = Painted(page)
            viewport.installEventFilter(painted)
            start, first = time.perf_counter(), len(controller.run.film)
            yield passed(SECONDS)
            seconds = time.perf_counter() - start
            rates[layer] = ((len(controller.run.film) - first) / seconds, painted.count / seconds)
            viewport.removeEventFilter(painted)
        controller.stop()
        yield passed(0.5)
        yield from pass_bare()

    visit(script, "--lab", "feature-maps")
    passes = max(bare)
    found = []
    for layer, limit in (("layer2", 0.75), ("conv1", 0.6)):
        computed, drawn = rates[layer]
        note = f"{computed:.1f} a second against {passes:.1f}"
        found.append(Ratio(f"live {layer}, pictures computed / bare passes", computed / passes, limit, "x", note, True))
        least = 15.0 if layer == "layer2" else None
        found.append(Ratio(f"live {layer}, pictures drawn", drawn, least, "1/s", at_least=True))
    return found
