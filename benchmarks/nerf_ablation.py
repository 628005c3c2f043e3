"""What a radiance field loses without one of its parts, on the bundled scene: the ablation of ``assets/ablations``.

``python -m benchmarks.nerf_ablation --setting NAME --seed S --out FILE`` trains one of `SETTINGS` for ten minutes of
training and appends its figures to FILE as one line of JSON. The time is the processor's for one thread, so that what
else runs on the machine hardly counts. A training that was broken off goes on from the last
of the checkpoints beside FILE; a line that is there already is not measured again. ``--collect FILE ... --into JSON``
writes the medians.

PSNR is the mean over the ten held-out views. Inside the highlights it is that of one mean squared error over all
highlight pixels of these views: pixels that the part of the light that depends on the view, gloss and mirroring, makes
brighter by more than `THRESHOLD`. The scene is ray-traced here, so the views are traced again without that part and
subtracted. At 50 x 50 highlights are as small as pixels and are not judged.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import platform
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.data.scene import Scene, View
    from engine.fields.files import TrainedField
    from engine.training.products import Checkpoint

SETTINGS: dict[str, dict[str, Any]] = {
    "tiny-50": {"field": "tiny", "image_size": 50},
    "tiny-50-no-encoding": {"field": "tiny", "image_size": 50, "positional_encoding": False},
    "default-100": {"image_size": 100},
    "default-10-images": {"image_size": 100, "images": 10},
    "default-no-view-dependence": {"image_size": 100, "view_dependence": False},
}
"""What each setting changes of the options of ``nerf``."""

SCENE = "still-life"
SECONDS = 600.0
"""Training time of each run, on one processor core."""
BETWEEN = 60.0
"""Training time between two checkpoints."""
THRESHOLD = 0.15
"""By how much gloss and mirroring raise the mean of a highlight pixel's three channels, sRGB from 0 to 1."""
SMALLEST = 100
"""Highlights are judged in photos of so many pixels or more."""
RESULT = Path(__file__).parents[1] / "assets" / "ablations" / "nerf.json"


def scene() -> Scene:
    """The bundled scene."""
    from engine.data.inputs import open_input
    from engine.data.scene import Scene

    opened = open_input("Scene", SCENE)
    assert isinstance(opened, Scene)
    return opened


def highlights(views: Sequence[View], size: int) -> NDArray[np.bool_]:
    """Which pixels (views, size, size) of views reduced to ``size`` lie in highlights, by tracing them without."""
    from engine.data.modelled_scene.make_scene import rendering
    from engine.fields.photos import reduced
    from engine.study import finished

    found = []
    for view in views:
        photo = view.read()
        dull = finished(rendering(view.pose @ np.diag([1.0, -1, -1, 1]), len(photo), shine=False))
        with_it, without = (reduced(pixels, size, size, None) for pixels in (photo, dull))
        found.append((with_it - without).mean(axis=2) > THRESHOLD)
    return np.stack(found)


def decibels(mean_squared_error: float) -> float:
    """PSNR of colours from 0 to 1."""
    return float(-10 * np.log10(mean_squared_error))


def trained(setting: str, seed: int, seconds: float, kept: Path | None) -> tuple[TrainedField, float, int]:
    """The field after ``seconds`` of training, that time, and the steps; checkpoints are left at ``kept``."""
    from engine.fields import training
    from engine.runtime.torch_loading import load_torch, set_threads
    from engine.studies.nerf import Frame, Options, run
    from engine.study import Published
    from engine.training.products import load_checkpoint

    set_threads(1)
    load_torch()
    # The trainer's clock: the processor's time, of all threads of this process.
    setattr(training, "time", SimpleNamespace(perf_counter=time.process_time))  # noqa: B010
    views = scene()
    resume: Checkpoint | None = load_checkpoint(kept) if kept is not None and kept.is_file() else None
    reached = 0.0 if resume is None else float(resume.optimiser["seconds"])
    while True:
        until = min(seconds, (reached // BETWEEN + 1) * BETWEEN)
        options = Options(
            seed=seed,
            max_seconds=until,
            measure_every=0.0,
            measured_photos=1,
            steps_per_frame=100_000,
            **SETTINGS[setting],
        )
        last: Frame | None = None
        field: TrainedField | None = None
        for got in run(views, resume, options=options):
            if isinstance(got, Frame):
                last = got
            elif isinstance(got, Published) and got.name == "field.pt":
                field = got.object  # type: ignore[assignment]
            elif isinstance(got, Published):
                resume = got.object  # type: ignore[assignment]
        assert last is not None and field is not None and resume is not None
        if kept is not None:
            resume.save(kept)
        reached = last.train_seconds
        print(f"{setting}, seed {seed}: step {last.step}, {reached:.0f} s, first view {last.psnr:.2f} dB", flush=True)
        if reached >= seconds:
            return field, reached, last.step


def measured(field: TrainedField, size: int) -> dict[str, Any]:
    """PSNR and SSIM of each held-out view at ``size``, and PSNR inside the highlights."""
    from engine.fields.drawing import drawing
    from engine.fields.evaluation import psnr, ssim
    from engine.fields.photos import preparing_photos
    from engine.study import finished

    views = scene()
    held = views.split("test")
    photos = finished(preparing_photos(held, size, views.background))
    drawn = np.stack([finished(drawing(field.field, field.settings.sampling, camera)).rgb for camera in photos.cameras])
    truth = np.stack([photos.picture(number) for number in range(len(held))])
    shining = highlights(held, size) if size >= SMALLEST else np.zeros(truth.shape[:3], bool)
    errors = (drawn.astype(np.float64) - truth) ** 2
    return {
        "psnr": float(np.mean([psnr(a, b) for a, b in zip(drawn, truth, strict=True)])),
        "ssim": float(np.mean([ssim(a, b) for a, b in zip(drawn, truth, strict=True)])),
        "highlight_psnr": decibels(float(errors[shining].mean())) if shining.any() else None,
        "highlight_pixels": int(shining.sum()),
    }


def train_images(setting: str) -> int:
    """How many photos a setting learns from."""
    return int(SETTINGS[setting].get("images", 0)) or len(scene().split("train"))


def measure_one(setting: str, seed: int, seconds: float, out: Path) -> dict[str, Any]:
    """One line of the results; appended to ``out``, or found there."""
    for line in read_lines([out]):
        if (line["setting"], line["seed"], line["asked_seconds"]) == (setting, seed, seconds):
            return line
    import torch

    out.parent.mkdir(parents=True, exist_ok=True)
    kept = out.with_name(f"{setting}-{seed}.checkpoint.pt")
    field, took, steps = trained(setting, seed, seconds, kept)
    size = int(SETTINGS[setting]["image_size"])
    line = {
        "setting": setting,
        "seed": seed,
        "image_size": size,
        "images": train_images(setting),
        "asked_seconds": seconds,
        "seconds": round(took, 1),
        "steps": steps,
        **measured(field, size),
        "threads": torch.get_num_threads(),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    with out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    kept.unlink(missing_ok=True)
    return line


def read_lines(files: Sequence[Path]) -> list[dict[str, Any]]:
    """All results of files that exist."""
    lines: list[dict[str, Any]] = []
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            lines += [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines() if text]
    return lines


def collected(lines: Sequence[dict[str, Any]], machine: str) -> dict[str, Any]:
    """The medians over the seeds of each setting, in the order of `SETTINGS`; figures rounded to 0.01 dB."""
    results = []
    for setting in SETTINGS:
        own = sorted((line for line in lines if line["setting"] == setting), key=lambda line: int(line["seed"]))
        if not own:
            continue
        each = [round(line["psnr"], 2) for line in own]
        judged = own[0]["image_size"] >= SMALLEST
        shining = [round(line["highlight_psnr"], 2) for line in own] if judged else None
        results.append(
            {
                "setting": setting,
                "options": SETTINGS[setting],
                "image_size": own[0]["image_size"],
                "images": own[0]["images"],
                "seeds": [line["seed"] for line in own],
                "psnr_median": round(statistics.median(each), 2),
                "psnr_each": each,
                "highlight_psnr_median": round(statistics.median(shining), 2) if shining else None,
                "highlight_psnr_each": shining,
                "highlight_pixels": own[0]["highlight_pixels"] if judged else None,
                "steps_each": [line["steps"] for line in own],
                "seconds": round(statistics.median(line["seconds"] for line in own), 1),
            }
        )
    return {
        "scene": SCENE,
        "command": "python -m benchmarks.nerf_ablation --setting SETTING --seed SEED --out FILE",
        "machine": machine,
        "time": "of the processor, one thread",
        "date": max((line["date"] for line in lines), default=""),
        "highlights": "pixels of the held-out views whose mean of three channels (sRGB, 0 to 1) gloss and mirroring "
        f"raise by more than {THRESHOLD:g}; one mean squared error over all of them; not judged at 50 x 50",
        "results": results,
    }


def main() -> None:
    """Train and measure one setting, or collect what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--setting", choices=SETTINGS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--out", type=Path, default=Path("nerf_ablation.jsonl"))
    parser.add_argument("--collect", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--into", type=Path, default=RESULT)
    parser.add_argument("--machine", default=f"{os.cpu_count()} cores ({platform.machine()}), no graphics card")
    given = parser.parse_args()
    if given.setting:
        print(json.dumps(measure_one(given.setting, given.seed, given.seconds, given.out)))
    if given.collect:
        given.into.parent.mkdir(parents=True, exist_ok=True)
        result = collected(read_lines(given.collect), given.machine)
        given.into.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
