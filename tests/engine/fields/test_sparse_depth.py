"""Depth from sparse points: whose rays they are, the error against its sum in loops, and what learning from it does."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from engine.fields.building import FieldSettings, build
from engine.fields.marching import look_along, march, see
from engine.fields.photos import bounds_of, preparing_photos
from engine.fields.quick import QuickField
from engine.fields.quick_options import UNBOUNDED
from engine.fields.sparse_depth import SparseDepths, depth_error, sparse_depths
from engine.fields.training import Recipe, Trainer
from engine.study import finished
from tests.engine.studies.ball_scene import ball_scene

RADIUS = 0.7


def surface_scene():
    """The ball's photos, each with the points of its surface that face it."""
    scene = ball_scene()
    random = np.random.default_rng(2)
    points = random.normal(size=(400, 3))
    points *= RADIUS / np.linalg.norm(points, axis=1, keepdims=True)
    views = []
    for view in scene.views:
        eye = view.pose[:3, 3]
        facing = np.flatnonzero(((eye - points) * points).sum(1) > 0.1)
        views.append(dataclasses.replace(view, seen=facing))
    return dataclasses.replace(scene, views=tuple(views), points=points, bounded=False, background=None)


def field_of(scene, **changes) -> QuickField:
    quick = dataclasses.replace(UNBOUNDED, resolutions=(16,), growing=(), **changes)
    field = build(FieldSettings(quick=quick), bounds_of(scene, "contracted"))
    assert isinstance(field, QuickField)
    return field


def test_rays_meet_their_points() -> None:
    scene = surface_scene()
    train = scene.split("train")
    depths = sparse_depths(scene, train)
    assert depths is not None
    assert len(depths.distances) == sum(len(view.seen) for view in train)
    ends = depths.origins + depths.directions * depths.distances[:, None]
    wanted = np.concatenate([scene.points[view.seen] for view in train])
    np.testing.assert_allclose(ends.numpy(), wanted, atol=2e-6)
    assert sparse_depths(dataclasses.replace(scene, points=None), train) is None
    assert sparse_depths(scene, [dataclasses.replace(view, seen=None) for view in train]) is None


def test_the_error_is_the_sum_over_each_ray() -> None:
    """Against the volume rendering of one ray after the other."""
    scene = surface_scene()
    field = field_of(scene)
    field.length.fill_(field.step_length(0))
    length = float(field.length)
    depths = sparse_depths(scene, scene.split("train"))
    assert depths is not None
    rays = depths.drawn(6, torch.Generator().manual_seed(1), torch.device("cpu"))
    expected = []
    with torch.no_grad():
        for origin, direction, distance in zip(rays.origins, rays.directions, rays.distances.tolist(), strict=True):
            look, _ = look_along(field, origin[None], direction[None])
            spans = field.space.spans(origin[None], direction[None])
            whole, end = float(spans.length), float(spans.path(torch.tensor([distance])))
            gone = 0.0
            for weight, position in zip(look.integral.weights[0].tolist(), look.positions[0].tolist(), strict=True):
                gone += weight * abs(float(spans.path(torch.tensor([position]))) - end) / whole
            expected.append(gone + 0.5 * (1 - float(look.integral.accumulation)))
        found = float(depth_error(field, rays, length, None))
    assert found == pytest.approx(np.mean(expected), rel=2e-3)
    assert 0 < found < 1


def test_learning_from_depth_alone_finds_the_surface() -> None:
    """Photos without any texture say nothing of depth: with the points' rays the field stops light at the ball."""
    scene = surface_scene()
    views = [
        dataclasses.replace(view, read=lambda: np.full((24, 24, 3), 128, np.uint8)) for view in scene.split("train")
    ]
    photos = finished(preparing_photos(views, 24, None))
    depths = sparse_depths(scene, scene.split("train"))
    assert depths is not None
    errors = []
    for weight in (0.0, 0.3):
        field = field_of(scene, sparse_depth=weight, samples=(2000,), samples_from=(), distortion=0.0)
        trainer = Trainer(field, photos, FieldSettings().sampling, Recipe(), depths)
        for _ in range(60):
            finished(trainer.training_step())
        some = slice(None, None, 40)
        rays = SparseDepths(depths.origins[some], depths.directions[some], depths.distances[some])
        with torch.no_grad():
            marched = march(field, rays.origins, rays.directions, float(field.length))
            seen = see(field, rays.origins, rays.directions, marched, float(field.length), 1.0)
        errors.append(float((seen.depth - rays.distances).abs().median()))
    assert errors[1] < 0.35 and errors[1] < errors[0] / 3
