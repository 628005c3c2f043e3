"""The default radiance field on the lego photos: how long until it is recognisable, good, and sharp; and its pictures.

Times of training alone, in units of one 1,024-ray training step of tiny NeRF's network (8 x 256, 64 samples a ray) that
is timed in the same run before, between and after. PSNR is the mean over the ten test views.
"""

from __future__ import annotations

import math
import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks.ratio import Ratio

LEGO = Path(__file__).parents[2] / "shared" / "data" / "scenes" / "lego_200"
TARGETS = {100: {18.0: 2.0, 25.0: 8.0, 28.0: 42.0, 29.5: 126.0}, 200: {26.5: 84.0}}
PICTURES = 30


def measure() -> list[Ratio]:
    """Units until each PSNR is measured, and the rate of free pictures of the trained field."""
    if not LEGO.is_dir():
        return []
    from engine.data.reading_scenes import read_scene
    from engine.runtime.torch_loading import load_torch

    load_torch()
    scene = read_scene(LEGO)
    units = [_unit()]
    reached: dict[int, dict[float, float]] = {}
    fields: dict[int, Any] = {}
    for size, targets in TARGETS.items():
        reached[size], fields[size] = _trained(scene, size, targets, units[-1])
        units.append(_unit())
    unit = statistics.median(units)
    rows = [
        Ratio(
            f"default field, {size} x {size}, to {level:g} dB",
            reached[size].get(level, math.inf) / unit,
            bound,
            "unit",
            f"{reached[size].get(level, math.inf):.1f} s of training; a unit is {unit:.2f} s",
        )
        for size, targets in TARGETS.items()
        for level, bound in targets.items()
    ]
    small, large = _drawing(fields[100], 100), _drawing(fields[200], 200)
    rows.append(
        Ratio("free camera, 100 x 100", 1 / small, 15.0, "1/s", f"{small * 1e3:.0f} ms a picture", at_least=True)
    )
    rows.append(Ratio("free camera, 200 x 200, complete", large * 1e3, 300.0, "ms"))
    return rows


def _unit() -> float:
    """Seconds of one training step of tiny NeRF's network."""
    import torch

    from engine.fields.field import Bounds
    from engine.fields.tiny import TinyField

    field = TinyField(Bounds((-1.5,) * 3, (1.5,) * 3, 2.0, 6.0))
    optimiser = torch.optim.Adam(field.parameters(), 5e-4)
    points = torch.rand(1024 * 64, 3) * 2 - 1
    took = []
    for _ in range(3):
        start = time.perf_counter()
        optimiser.zero_grad()
        for part in points.split(8192):
            density, colour = field(part, part)
            (density.square().mean() + colour.square().mean()).backward()
        optimiser.step()
        took.append(time.perf_counter() - start)
    return min(took)


def _trained(scene: Any, size: int, targets: dict[float, float], unit: float) -> tuple[dict[float, float], Any]:
    """Training seconds at which each PSNR was first measured, and the field."""
    from engine.studies.nerf import Frame, Options, run
    from engine.study import Published

    options = Options(image_size=size, max_seconds=max(targets.values()) * unit, measure_every=0.4 * unit)
    reached: dict[float, float] = {}
    field = None
    for got in run(scene, options=options):
        if isinstance(got, Published) and got.name == "field.pt":
            field = got.object
        if isinstance(got, Frame) and got.psnr is not None:
            for level in targets:
                if got.psnr >= level:
                    reached.setdefault(level, got.train_seconds)
            if len(reached) == len(targets):
                break
    return reached, field


def _drawing(field: Any, size: int) -> float:
    """Median seconds of a complete picture, from cameras round the scene."""
    from engine.studies.nerf_view import Options, run
    from engine.study import frames

    took = []
    for number in range(PICTURES):
        camera = tuple(float(v) for v in field.cameras[number % len(field.cameras)].ravel())
        start = time.perf_counter()
        (*_, last) = frames(run(field, options=Options(camera=camera, width=size, height=size)))
        took.append(time.perf_counter() - start)
        assert last.pixels_per_ray == 1
    return statistics.median(took)
