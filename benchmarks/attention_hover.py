"""Pointing at patch after patch in the attention lab, ViT-B/16 at 224 pixels: a redraw of photo, heads and layers."""

from __future__ import annotations

import statistics
import time
from typing import Any

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, visit

NETWORK = {"network": "timm/vit_base_patch16_224", "weights": "none"}


def measure() -> list[Ratio]:
    """Every patch once, in an order that jumps; the maps are there already."""
    took: list[float] = []
    sizes: list[str] = []

    def script(window: Any) -> Script:
        page = window.page("attention")
        page.controller.set_options(NETWORK)
        stage = page.stage
        yield lambda: page.moment is not None and page.moment.frame.attention.shape[1] == 12 and stage.settled()
        start = time.perf_counter()
        yield lambda: time.perf_counter() > start + 1.0
        for turn in range(196):
            began = time.perf_counter()
            stage.choose(turn * 61 % 196)
            for view in (stage.photo, stage.heads, stage.layers):
                view.repaint()
            took.append((time.perf_counter() - began) * 1000)
            yield lambda: True
        sizes.append(f"photo {stage.photo.width()} x {stage.photo.height()}, heads {stage.heads.width()} x "
                     f"{stage.heads.height()}")  # fmt: skip

    visit(script, "--lab", "attention")
    ordered = sorted(took)
    note = f"{len(took)} patches, 12 heads, 12 layers; {sizes[0]}"
    return [
        Ratio("a redraw while pointing at patches, median", statistics.median(took), 16, unit="ms", note=note),
        Ratio("a redraw while pointing at patches, 95th percentile", ordered[int(0.95 * len(ordered))], 16, unit="ms"),
    ]
