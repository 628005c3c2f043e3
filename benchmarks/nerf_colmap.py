"""Photos of a real thing to a field: their cameras found here, then the default field trained on them.

PSNR is the mean over every eighth photo, none of which was learnt from, after 84 units of training alone. A unit is a
1,024-ray training step of tiny NeRF's network, timed in the same run before and after as in `nerf_lego`. What keeps the
field from learning twenty photos by heart (`UNBOUNDED` in `engine/fields/quick_options.py`) was chosen on photos held
out of those that are not eighths: `python -m benchmarks.nerf_settings --scene colmap_22 --held 4 10 15 22`, and again
with 1, 6, 13 and 18. Photo 0 is the hardest: the sun shines on its neighbours 21 and 22, but not on it, and the chair
behind was moved in between.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

from benchmarks.nerf_lego import _unit
from benchmarks.ratio import Ratio

SCENE = Path(__file__).parents[2] / "shared" / "data" / "scenes" / "colmap_22"
UNITS = 84.0
LEAST = 20.0


def measure() -> list[Ratio]:
    """PSNR with the cameras found by the study, and with those of the model beside the photos."""
    if not SCENE.is_dir():
        return []
    from engine.data.inputs import open_input
    from engine.runtime.torch_loading import load_torch

    load_torch()
    rows = []
    for said, scene in (("own cameras", _found()), ("the model's cameras", open_input("Scene", str(SCENE)))):
        before = _unit()
        trained = _trained(scene, UNITS * before)
        unit = statistics.median([before, _unit()])
        note = (
            f"{trained.step} steps, {trained.train_seconds / unit:.0f} units of {unit:.2f} s, "
            f"photos {', '.join(f'{psnr:.1f}' for psnr in trained.psnrs)} dB, SSIM {trained.ssim:.3f}"
        )
        rows.append(Ratio(f"colmap_22, {said}, {UNITS:.0f} units", trained.psnr, LEAST, "dB", note, at_least=True))
    return rows


def _found() -> Any:
    """The scene that structure from motion makes of the photos."""
    from engine.data.inputs import open_input
    from engine.studies.structure_from_motion import Options, run
    from engine.study import Published

    photos: Any = open_input("Photos", str(SCENE / "images"))
    found = [got.object for got in run(photos, options=Options()) if isinstance(got, Published)]
    return next(product for product in found if hasattr(product, "views"))


def _trained(scene: Any, seconds: float) -> Any:
    """The last frame of a training of so many seconds; all photos that are held out are measured, at the end."""
    from engine.studies.nerf import Options, run
    from engine.study import frames

    options = Options(max_seconds=seconds, measure_every=0.0, measured_photos=0)
    (*_, last) = frames(run(scene, options=options))
    return last
