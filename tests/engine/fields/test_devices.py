"""Training and drawing make every tensor on the field's device, and not on torch's usual one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.data.scene import Scene, View
from engine.fields.building import FieldSettings, build
from engine.fields.drawing import drawing
from engine.fields.field import Bounds
from engine.fields.marching import look_along
from engine.fields.photos import Photos, preparing_photos
from engine.fields.quick import QuickField
from engine.fields.quick_options import QuickOptions
from engine.fields.rays import Camera, rays
from engine.fields.training import Recipe, Trainer
from engine.runtime import devices
from engine.study import finished

BOX = Bounds((-1.0,) * 3, (1.0,) * 3, 1.0, 6.0, (1.0, 1.0, 1.0))
FAST = replace(QuickOptions(), resolutions=(8, 12), growing=(2,), updates=(1, 3), occupancy=8, samples=(300, 300))


def photos_of_noise() -> tuple[Scene, Photos]:
    views = []
    for number in range(3):
        pose = np.eye(4)
        pose[:3, 3] = [0.3 * number, 0.0, -3.0]
        pixels = np.random.default_rng(number).integers(0, 255, (6, 8, 3), dtype=np.uint8)
        matrix = np.array([[9.0, 0, 4], [0, 9.0, 3], [0, 0, 1]])
        views.append(View(str(number), pose, matrix, 8, 6, lambda pixels=pixels: pixels))  # type: ignore[misc]
    scene = Scene("noise", tuple(views), 1.0, 6.0, np.array([[-1.0] * 3, [1.0] * 3]), "d")
    return scene, finished(preparing_photos(views, 0, None))


@pytest.mark.parametrize("space", ["box", "contracted"])
@pytest.mark.parametrize("kind", ["planes", "grid", "hash", "classic", "tiny"])
def test_nothing_is_made_on_torch_s_usual_device(kind: Any, space: Any) -> None:
    """With "meta" as the usual device, any tensor that is made without the field's cannot be computed with."""
    _, photos = photos_of_noise()
    settings = FieldSettings(kind=kind, width=16, coarse=4, fine=4, quick=FAST)
    field = build(settings, replace(BOX, space=space))
    trainer = Trainer(field, photos, settings.sampling, Recipe(rays=16))
    camera = Camera.looking(np.array(photos.cameras[0].pose), 40.0, 5, 4)
    origin, direction = rays(camera, np.array([[2.0, 2.0]]))
    with torch.device("meta"):
        for _ in range(4):
            finished(trainer.training_step())
        drawn = finished(drawing(field, settings.sampling, camera))
        if isinstance(field, QuickField):
            with torch.no_grad():
                look_along(field, origin, direction)
    assert np.isfinite(drawn.rgb).all()
    assert all(parameter.device.type == "cpu" for parameter in field.parameters())


def test_a_field_is_built_on_the_chosen_device(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = FieldSettings(quick=FAST)
    here = build(settings, BOX)
    assert here.device.type == "cpu"
    monkeypatch.setattr(devices, "_current", "meta")
    assert build(settings, BOX).device.type == "meta"
