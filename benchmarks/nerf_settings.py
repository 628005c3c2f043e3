"""Which settings of the default field are best, judged on photos that are neither learnt from nor test photos.

`python -m benchmarks.nerf_settings [--scene lego_200] [--seconds 45]`: every tenth training photo is held out for the
choice, and the test photos are not looked at. Each alternative changes one thing of the present settings. The time is
the processor's for one thread, training alone, so that what else runs on the machine hardly counts. The settings that
stand in `engine/fields/quick_options.py` were kept by this: with lego_200 and still-life those of bounded scenes (fewer
samples than the 12,000 and 30,000 of before were better on both), with colmap_22 those of scenes without limits.

colmap_22's light changes and a chair was moved between photos, and photos differ by 10 dB in how well they can be
foretold: there compare twice, with `--held 4 10 15 22` and with `--held 1 6 13 18`. Means after 800 steps: the planes
of bounded scenes 17.4 and 19.7 dB (between 600 and 1,100 steps); coarser ones 17.5 and 20.3 in less time; with plain
directions as well 17.5 and 19.9; five times the distortion 16.2 and 20.4; five times the variation 17.5 and 15.4
(everything was painted on the far end); rates that fall faster 16.8 and 18.5 after 1,000. With one seed
each, differences of half a dB may be chance.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path
from typing import Any

SCENES = Path(__file__).parents[2] / "shared" / "data" / "scenes"
EVERY = 10
"""Of the training photos every tenth is held out, from number 5."""

MANY, FEW_EVERY = 50, 6
"""Of fewer than so many photos every sixth is held out, from number 3."""

ALTERNATIVES: dict[str, dict[str, Any]] = {
    "present": {},
    "higher rate": {"rate": 0.045},
    "lower rate": {"rate": 0.02},
    "sparser": {"sparsity": 1e-2},
    "less sparse": {"sparsity": 1e-3},
    "fewer samples": {"samples": (5_000, 12_000)},
    "more samples": {"samples": (12_000, 30_000)},
    "more features": {"density_features": 12, "colour_features": 24},
    "grown sooner": {"growing": (80, 300)},
    "grown later": {"growing": (250, 1000)},
    "no variation": {"variation": 0.0},
    "more variation": {"variation": 2e-2},
    "no distortion": {"distortion": 0.0},
    "more distortion": {"distortion": 3e-2},
    "coarser": {"resolutions": (32, 64, 96)},
    "plain directions": {"direction_frequencies": 0},
    "rates fall faster": {"tenfold": 1000},
}


def compare(name: str, seconds: float, size: int, chosen: list[str], held: list[int]) -> None:
    """Train each alternative for ``seconds`` and print its PSNR on the validation photos on the way."""
    from engine.runtime.torch_loading import load_torch, set_threads

    set_threads(1)
    load_torch()
    marks = [seconds / 5, seconds / 2.2, seconds]
    print(f"{name}, {size} pixels, after " + ", ".join(f"{mark:.0f}" for mark in marks) + " s", flush=True)
    for label in chosen:
        found = _trained(name, ALTERNATIVES[label], marks, size, held)
        mean = sum(psnr for _, psnr, _ in found) / len(found)
        psnrs = "  ".join(f"{psnr:6.2f} dB" for _, psnr, _ in found)
        print(f"{label:<16} {psnrs}  mean {mean:6.2f} dB  {found[-1][0]} steps, SSIM {found[-1][2]:.3f}", flush=True)


def _trained(
    name: str, changes: dict[str, Any], marks: list[float], size: int, numbers: list[int]
) -> list[tuple[int, float, float]]:
    """Steps, PSNR and SSIM at each mark."""
    from engine.data.inputs import open_input
    from engine.fields.building import FieldSettings, build
    from engine.fields.evaluation import measuring
    from engine.fields.photos import bounds_of, preparing_photos, splits_of
    from engine.fields.quick_options import UNBOUNDED, QuickOptions
    from engine.fields.training import Recipe, Trainer
    from engine.study import finished

    scene: Any = open_input("Scene", str(SCENES / name) if (SCENES / name).is_dir() else name)
    views = splits_of(scene)[0]
    every = EVERY if len(views) >= MANY else FEW_EVERY
    chosen = [scene.views[number] for number in numbers] or list(views[every // 2 :: every])
    held = [view for view in views if any(view is other for other in chosen)]
    kept = [view for view in views if not any(view is other for other in chosen)]
    photos = finished(preparing_photos(kept, size, scene.background))
    validation = finished(preparing_photos(held, size, scene.background))
    bounds = bounds_of(scene)
    usual = QuickOptions() if bounds.space == "box" else UNBOUNDED
    settings = FieldSettings(quick=dataclasses.replace(usual, **changes))
    trainer = Trainer(build(settings, bounds), photos, settings.sampling, Recipe())
    spent = 0.0
    found = []
    for mark in marks:
        while spent < mark:
            start = time.process_time()
            finished(trainer.training_step())
            spent += time.process_time() - start
        measured = finished(measuring(trainer.field, settings.sampling, validation))
        found.append((trainer.step, float(measured.psnrs.mean()), float(measured.ssims.mean())))
    return found


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nerf_settings", description=__doc__)
    parser.add_argument("--scene", default="still-life", help="a sample, or a folder of ../shared/data/scenes")
    parser.add_argument("--seconds", type=float, default=45.0, help="of training, for each alternative")
    parser.add_argument("--size", type=int, default=100, help="of the photos, in pixels")
    parser.add_argument("--held", type=int, nargs="*", default=[], help="numbers of the photos held out for the choice")
    parser.add_argument(
        "alternatives", nargs="*", metavar="ALTERNATIVE", help="without one, all: " + ", ".join(ALTERNATIVES)
    )
    arguments = parser.parse_args()
    compare(
        arguments.scene, arguments.seconds, arguments.size, arguments.alternatives or list(ALTERNATIVES), arguments.held
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
