"""Train the bundled field, ``assets/fields/still-life.field.pt``, and write its card.

``python -m release.bundled_field`` runs the study ``nerf`` with `RECIPE` on the sample ``still-life``. The result is
stored in half precision, and the figures of the card are those of the stored file. A training that was broken off goes
on from the checkpoint beside the file.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.fields.files import TrainedField
    from engine.training.products import Checkpoint

FILE = Path(__file__).resolve().parents[1] / "assets" / "fields" / "still-life.field.pt"
SCENE = "still-life"
RECIPE: dict[str, Any] = {"image_size": 200, "seed": 0, "max_steps": 6000, "max_seconds": 1e6, "measure_every": 0.0}
"""Options of ``nerf`` that are not the defaults. Its length is counted in steps: every machine trains as much."""
SIZES = (100, 200)
"""Sizes of the held-out views at which the field is measured, in pixels."""
BETWEEN = 500
"""Steps between two checkpoints."""


def trained(kept: Path) -> tuple[TrainedField, float]:
    """The field after `RECIPE` and the seconds its training took; checkpoints are left at ``kept``."""
    from engine.data.inputs import open_input
    from engine.runtime.torch_loading import load_torch
    from engine.studies.nerf import Frame, Options, run
    from engine.study import Published
    from engine.training.products import load_checkpoint

    load_torch()
    scene: Any = open_input("Scene", SCENE)
    resume: Checkpoint | None = load_checkpoint(kept) if kept.is_file() else None
    step = 0 if resume is None else resume.step
    steps = int(RECIPE["max_steps"])
    while True:
        changed = {"max_steps": min(steps, step + BETWEEN), "measured_photos": 1, "steps_per_frame": BETWEEN}
        last: Frame | None = None
        field: Any = None
        for got in run(scene, resume, options=Options(**{**RECIPE, **changed})):
            if isinstance(got, Frame):
                last = got
            elif isinstance(got, Published) and got.name == "field.pt":
                field = got.object
            elif isinstance(got, Published):
                resume = got.object  # type: ignore[assignment]
        assert last is not None and field is not None and resume is not None
        kept.parent.mkdir(parents=True, exist_ok=True)
        resume.save(kept)
        step = last.step
        print(f"step {step}, {last.train_seconds:.0f} s, first held-out view {last.psnr:.2f} dB", flush=True)
        if step >= steps:
            return field, last.train_seconds


def measured(field: TrainedField, size: int) -> dict[str, float]:
    """Mean PSNR in dB and SSIM over all held-out views of the scene, reduced to ``size`` pixels."""
    from engine.data.inputs import open_input
    from engine.fields.evaluation import measuring
    from engine.fields.photos import preparing_photos
    from engine.study import finished

    scene: Any = open_input("Scene", SCENE)
    photos = finished(preparing_photos(scene.split("test"), size, scene.background))
    found = finished(measuring(field.field, field.settings.sampling, photos))
    return {"psnr": round(float(found.psnrs.mean()), 2), "ssim": round(float(found.ssims.mean()), 4)}


def card_of(file: Path, seconds: float, machine: str) -> dict[str, Any]:
    """What is true of a stored field that took ``seconds`` of training."""
    from engine.fields.building import settings_json
    from engine.fields.files import load_field
    from engine.options import to_json
    from engine.studies.nerf import Options

    stored = load_field(file)
    settings = json.loads(json.dumps(settings_json(stored.settings, stored.field)))
    return {
        "name": SCENE,
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "scene": SCENE,
        "field": stored.kind,
        "parameters": sum(p.numel() for p in stored.field.parameters()),
        "stored": "half precision",
        "held_out_views": {str(size): measured(stored, size) for size in SIZES},
        "recipe": to_json(Options(**RECIPE)),
        "settings": settings,
        "seed": RECIPE["seed"],
        "steps": stored.step,
        "train_seconds": round(seconds),
        "machine": machine,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "command": "python -m release.bundled_field",
        "source": "trained by Vitrine's own recipe, engine/studies/nerf.py, on photos modelled and ray-traced by it",
        "licence": "MIT",
    }


def main() -> None:
    """Train, store, measure, and write the card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--machine", default=f"{os.cpu_count()} cores ({platform.machine()}), no graphics card")
    given = parser.parse_args()
    kept = given.out.with_name(given.out.name + ".checkpoint")
    field, seconds = trained(kept)
    field.save(given.out, half=True)
    card = card_of(given.out, seconds, given.machine)
    card_file = given.out.with_name(given.out.name.removesuffix(".field.pt") + ".json")
    card_file.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    kept.unlink()
    print(json.dumps(card["held_out_views"]))


if __name__ == "__main__":
    main()
