"""Files of fields keep the numbers the field was built from."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.fields import building
from engine.fields.building import FieldSettings, build
from engine.fields.field import Bounds
from engine.fields.files import TrainedField, load_field
from engine.fields.quick_options import UNBOUNDED, QuickOptions

BOX = Bounds((-1.0,) * 3, (1.0,) * 3, 0.5, 4.0)


def trained(settings: FieldSettings, bounds: Bounds = BOX) -> TrainedField:
    pose = np.eye(4)[:3]
    return TrainedField(build(settings, bounds), bounds, settings, 3, pose[None], 10, 8, 40.0, pose, "a")


@pytest.mark.parametrize("kind", ["planes", "grid", "hash"])
def test_a_file_opens_when_the_usual_numbers_have_become_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    field = trained(FieldSettings(kind=kind))  # type: ignore[arg-type]
    path = field.save(tmp_path / "field.pt")

    @dataclasses.dataclass(frozen=True)
    class Tomorrow(QuickOptions):
        density_features: int = 3
        hidden: int = 20
        levels: tuple[int, ...] = (8, 12)
        hash_levels: tuple[int, ...] = (8, 12, 18)
        occupancy: int = 16

    monkeypatch.setattr(building, "QuickOptions", Tomorrow)
    opened = load_field(path)
    points = torch.rand(50, 3) * 2 - 1
    directions = torch.nn.functional.normalize(torch.randn(50, 3), dim=1)
    with torch.no_grad():
        for one, other in zip(opened.field(points, directions), field.field(points, directions), strict=True):
            assert torch.equal(one, other)
    assert opened.settings.quick is not None
    assert opened.settings.quick.hidden == QuickOptions().hidden


def test_a_file_keeps_its_space_and_what_was_chosen_for_it(tmp_path: Path) -> None:
    bounds = dataclasses.replace(BOX, space="contracted")
    opened = load_field(trained(FieldSettings(), bounds).save(tmp_path / "field.pt"))
    assert opened.bounds == bounds
    assert opened.settings.quick == UNBOUNDED
    own = dataclasses.replace(QuickOptions(), hidden=32, resolutions=(16, 24, 32))
    opened = load_field(trained(FieldSettings(quick=own)).save(tmp_path / "own.pt"))
    assert opened.settings.quick == own


def test_a_file_from_before_the_numbers_were_kept_opens(tmp_path: Path) -> None:
    path = trained(FieldSettings()).save(tmp_path / "field.pt")
    stored = torch.load(path, weights_only=True)
    del stored["settings"]["quick"], stored["bounds"]["space"], stored["bounds"]["view"]
    torch.save(stored, path)
    assert load_field(path).bounds == BOX
