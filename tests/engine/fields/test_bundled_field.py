"""The bundled field: its card tells the truth, and it is small."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import torch

from engine.fields.building import settings_json
from engine.fields.files import TrainedField, load_field
from engine.options import from_json
from engine.studies.nerf import Options
from release import bundled_field


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((bundled_field.FILE.parent / "still-life.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def field() -> TrainedField:
    return load_field(bundled_field.FILE)


@pytest.mark.parametrize("size", bundled_field.SIZES)
def test_the_card_says_what_is_measured(size: int, card: dict[str, Any], field: TrainedField) -> None:
    stated, found = card["held_out_views"][str(size)], bundled_field.measured(field, size)
    assert found["psnr"] == pytest.approx(stated["psnr"], abs=0.05)
    assert found["ssim"] == pytest.approx(stated["ssim"], abs=0.002)
    assert found["psnr"] > 27  # the toys are sharp


def test_the_card_is_of_this_file_and_this_recipe(card: dict[str, Any], field: TrainedField) -> None:
    assert hashlib.sha256(bundled_field.FILE.read_bytes()).hexdigest() == card["sha256"]
    assert from_json(Options, card["recipe"]) == Options(**bundled_field.RECIPE)
    assert card["settings"] == json.loads(json.dumps(settings_json(field.settings, field.field)))
    assert (card["steps"], card["field"]) == (field.step, field.kind)
    assert field.step == bundled_field.RECIPE["max_steps"] and field.name == card["scene"]
    assert card["parameters"] == sum(p.numel() for p in field.field.parameters())
    assert len(field.cameras) == 100 and card["train_seconds"] > 0 and card["machine"] and card["date"]


def test_it_is_small_and_in_half_precision(field: TrainedField) -> None:
    assert bundled_field.FILE.stat().st_size < 3_000_000
    stored = torch.load(bundled_field.FILE, weights_only=True)["weights"]
    assert stored["density_planes"].dtype == torch.float16
    assert field.field.state_dict()["density_planes"].dtype == torch.float32
    assert all(torch.isfinite(p).all() for p in field.field.parameters())
