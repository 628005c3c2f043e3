"""Training radiance fields: they learn a ball, are repeatable, resume exactly, and can be looked at."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.data.scene import Scene
from engine.errors import InputError
from engine.fields.building import FieldSettings, build
from engine.fields.drawing import drawing
from engine.fields.evaluation import psnr, ssim
from engine.fields.field import Bounds
from engine.fields.files import TrainedField, load_field
from engine.fields.grids import HashField
from engine.fields.learner import Learner
from engine.fields.marching import chunks, march, see
from engine.fields.pair_training import Pair
from engine.fields.photos import bounds_of, preparing_photos, reaching, reduced, splits_of
from engine.fields.quick import QuickField
from engine.fields.quick_options import QuickOptions
from engine.fields.rays import Camera, camera_rays
from engine.fields.tiny import TinyField
from engine.fields.training import Recipe, Trainer
from engine.studies import nerf, nerf_ray, nerf_view
from engine.studies.nerf import Controls, Options, run
from engine.study import Published, finished, frames
from tests.engine.studies.ball_scene import SIDE, ball_scene, looking_at_the_middle

QUICK = Options(max_steps=40, max_seconds=1e6, measure_every=0.0, steps_per_frame=1)


@pytest.fixture(scope="module")
def ball() -> Scene:
    return ball_scene()


def field_of(scene: Scene, options: Options) -> TrainedField:
    return [g.object for g in run(scene, options=options) if isinstance(g, Published) and g.name == "field.pt"][-1]  # type: ignore[return-value]


@pytest.fixture(scope="module")
def trained(ball: Scene) -> TrainedField:
    return field_of(ball, dataclasses.replace(QUICK, max_steps=60, steps_per_frame=60))


@pytest.mark.parametrize(("kind", "floor"), [("planes", 20.0), ("grid", 18.0), ("hash", 18.0)])
def test_the_quick_fields_learn_the_ball(ball: Scene, kind: Any, floor: float) -> None:
    options = dataclasses.replace(QUICK, field=kind, max_steps=60, steps_per_frame=60)
    *_, last = frames(run(ball, options=options))
    assert last.psnr > floor
    assert last.psnr == pytest.approx(last.psnrs.mean(), abs=1e-4)
    assert last.step == 60
    assert last.filled < 0.7
    assert not last.stuck
    assert last.rgb.shape == (SIDE, SIDE, 3)
    middle = last.depth[SIDE // 2, SIDE // 2]
    distance = np.linalg.norm(ball.split("test")[0].pose[:3, 3])
    assert middle == pytest.approx(distance - 0.7, abs=0.15 if kind == "planes" else 0.4)


@pytest.mark.parametrize("kind", ["classic", "tiny"])
def test_the_networks_learn_by_the_same_loop(ball: Scene, kind: Any) -> None:
    options = dataclasses.replace(
        QUICK, field=kind, width=32, coarse_samples=16, fine_samples=16, rays=256, max_steps=60, frequencies=3
    )
    begun, *found = frames(run(ball, options=options))
    assert (begun.step, begun.loss, begun.rgb) == (0, None, None)
    first, last = (np.mean([f.loss for f in part]) for part in (found[:5], found[-5:]))
    assert last < 0.7 * first
    assert (found[0].loss_coarse is None) == (kind == "tiny")
    assert found[0].filled is None


def test_the_same_seed_gives_the_same_training(ball: Scene) -> None:
    short = dataclasses.replace(QUICK, max_steps=6)
    one, two, other = (
        [f.loss for f in frames(run(ball, options=o))][1:] for o in (short, short, dataclasses.replace(short, seed=1))
    )
    assert one == two
    assert one != other


def test_growing_keeps_what_is_drawn_and_the_optimiser_s_memory(ball: Scene) -> None:
    photos = finished(preparing_photos(ball.split("train"), 0, ball.background))
    field = build(FieldSettings(), bounds_of(ball))
    assert isinstance(field, QuickField)
    trainer = Trainer(field, photos, FieldSettings().sampling, Recipe())
    for _ in range(5):
        finished(trainer.training_step())
    points = torch.rand(500, 3) * 2 - 1
    before = field.density(points).detach()
    trainer._grow(field, 1)
    assert field.density(points).detach().sub(before).abs().mean() < 0.1 * before.mean()
    assert {tuple(s["exp_avg"].shape) for s in trainer.optimiser.state.values()} == {
        tuple(p.shape) for p in field.parameters()
    }
    finished(trainer.training_step())


def test_a_saved_field_draws_the_same(trained: TrainedField, tmp_path: Path) -> None:
    opened = load_field(trained.save(tmp_path / "밭 1.pt"))
    one, other = (next(iter(frames(nerf_view.run(f, options=nerf_view.Options())))) for f in (trained, opened))
    assert np.array_equal(one.rgb, other.rgb)
    assert opened.step == 60
    assert opened.cameras.shape == (15, 3, 4)


def test_files_of_something_else_are_said(tmp_path: Path, ball: Scene) -> None:
    from engine.training.products import Checkpoint

    torch.save({"a": 1}, tmp_path / "x.pt")
    with pytest.raises(InputError, match=r"x\.pt holds no radiance field"):
        load_field(tmp_path / "x.pt")
    with pytest.raises(InputError, match="not of a radiance field's training"):
        list(run(ball, Checkpoint({}, {}, 3, {"network": "lenet5"}), options=QUICK))


def test_the_learning_rate_can_be_steered(ball: Scene) -> None:
    running = run(ball, options=dataclasses.replace(QUICK, max_steps=6))
    rates, answer = [], None
    while True:
        try:
            got = running.send(answer)
        except StopIteration:
            break
        answer = None
        if isinstance(got, nerf.Frame):
            rates.append(got.learning_rate)
            answer = Controls(learning_rate_factor=0.1) if got.step == 2 else None
    assert rates[4] / rates[0] == pytest.approx(0.1, rel=0.05)


def test_a_field_that_draws_nothing_is_said_to_be_stuck(ball: Scene) -> None:
    photos = finished(preparing_photos(ball.split("train"), 0, ball.background))
    settings = FieldSettings(kind="tiny", width=8, frequencies=1, coarse=8)
    learner = Learner(settings, bounds_of(ball), photos, photos, Recipe(rays=32), "ball")
    assert isinstance(learner.field, TinyField)
    with torch.no_grad():
        learner.field.out.bias[3] = -100.0
    assert not learner.trainer.stuck()
    for _ in range(50):
        finished(learner.step())
    frame = nerf._frame(Pair(learner, None), ())
    assert frame.stuck
    assert frame.other_seed == 1
    assert "seed 1 may do better" in frame.notes[0]


def test_too_few_photos_are_one_sentence(ball: Scene) -> None:
    few = dataclasses.replace(ball, views=ball.views[:1])
    with pytest.raises(InputError, match="ball has too few photos"):
        list(run(few, options=QUICK))


def test_without_a_split_every_eighth_photo_is_held_out_and_that_is_said(ball: Scene) -> None:
    views = tuple(dataclasses.replace(v, split="train") for v in ball.views)
    train, held, own = splits_of(dataclasses.replace(ball, views=views))
    assert [v.name for v in held] == ["0", "8", "16"]
    assert len(train) == 15
    assert not own
    assert len(splits_of(ball, images=4)[0]) == 4
    (first, *_) = frames(run(dataclasses.replace(ball, views=views), options=dataclasses.replace(QUICK, max_steps=1)))
    assert "every eighth is, 3 of 18" in first.notes[0]


def test_marching_equals_dense_sampling_where_nothing_is_empty() -> None:
    torch.manual_seed(0)
    field = build(FieldSettings(kind="grid"), Bounds((-1.0,) * 3, (1.0,) * 3, 0.5, 6.0, (0.2, 0.4, 0.6)))
    assert isinstance(field, QuickField)
    origins, directions = camera_rays(Camera.looking(looking_at_the_middle(0.3, 0.4), 40.0, 6, 5))
    length = 0.02
    with torch.no_grad():
        marched = march(field, origins, directions, length)
        seen = see(field, origins, directions, marched, length, 0.0)
        for ray in range(30):
            t = marched.t[marched.ray == ray]
            density, colours = field(origins[ray] + directions[ray] * t[:, None], directions[ray].expand(len(t), 3))
            left, expected = 1.0, np.zeros(3)
            for sigma, colour in zip(density.tolist(), colours.numpy(), strict=True):
                expected += left * (1 - math.exp(-sigma * length)) * colour
                left *= math.exp(-sigma * length)
            assert seen.colour[ray].numpy() == pytest.approx(expected + left * np.array([0.2, 0.4, 0.6]), abs=1e-4)
        parts = [
            see(field, origins[p], directions[p], m, length, 0.0).colour for p, m in chunks(marched, 30, samples=700)
        ]
    assert len(parts) > 2
    assert torch.allclose(torch.cat(parts), seen.colour, atol=1e-5)


def test_rays_that_are_left_out_see_only_empty_cells(ball: Scene, trained: TrainedField) -> None:
    field = trained.field
    assert isinstance(field, QuickField)
    photos = finished(preparing_photos(ball.split("train"), 0, ball.background))
    cells = field.occupancy.cells.clone()
    try:
        field.occupancy.put(torch.where(torch.rand(cells.shape) > 0.9999, 1.0, 0.0), 0.5)
        kept = set(finished(reaching(photos, field.occupancy, field.bounds)).tolist())
        everything = torch.arange(len(photos.colours))
        origins, directions, _ = photos.rays(everything)
        live = set(march(field, origins, directions, 0.01).ray.tolist())
    finally:
        field.occupancy.cells.copy_(cells)
    assert live <= kept
    assert len(kept) < len(everything)


def test_the_planes_occupancy_equals_asking_every_cell(trained: TrainedField) -> None:
    field = trained.field
    assert isinstance(field, QuickField)
    assert torch.allclose(finished(field.opacities()), finished(QuickField.opacities(field)), atol=2e-3, rtol=1e-3)


def test_hashed_corners_are_equation_4_and_collide_only_where_the_table_is_small() -> None:
    field = HashField(Bounds((-1.0,) * 3, (1.0,) * 3, 0.0, 4.0), QuickOptions(table=10, hash_levels=(4, 16)))
    corners = torch.tensor([[3, 11, 7], [16, 0, 2]])
    expected = [(x ^ (y * 2_654_435_761) ^ (z * 805_459_861)) % 1024 for x, y, z in corners.tolist()]
    assert field.entries(corners, 1).tolist() == expected
    assert field.collisions(0) == 0.0
    assert field.collisions(1) > 0.9


def test_ssim_is_scikit_image_s() -> None:
    from skimage.metrics import structural_similarity

    random = np.random.default_rng(0)
    one = random.random((40, 50, 3)).astype(np.float32)
    other = (0.7 * one + 0.3 * random.random((40, 50, 3))).astype(np.float32)
    expected = structural_similarity(  # type: ignore[no-untyped-call]
        one, other, channel_axis=2, data_range=1.0, gaussian_weights=True, use_sample_covariance=False
    )
    assert ssim(one, other) == pytest.approx(expected, abs=1e-6)
    assert ssim(one, one) == pytest.approx(1.0)
    assert psnr(one, one + np.float32(0.1)) == pytest.approx(20.0, abs=1e-3)


def test_photos_are_composited_and_then_averaged_over_areas() -> None:
    photo = np.zeros((4, 4, 4), np.uint8)
    photo[:2, :2] = (255, 0, 0, 255)
    small = reduced(photo, 2, 2, (1.0, 1.0, 1.0))
    assert small[0, 0].tolist() == pytest.approx([1, 0, 0], abs=1e-6)
    assert small[1, 1].tolist() == pytest.approx([1, 1, 1], abs=1e-6)
    third = reduced(photo, 3, 3, (1.0, 1.0, 1.0))
    assert third[0, 1].tolist() == pytest.approx([1, 0.5, 0.5], abs=1e-6)  # half of what it covers is red


def test_the_view_is_what_the_training_draws(ball: Scene, trained: TrainedField) -> None:
    (frame,) = frames(nerf_view.run(trained, options=nerf_view.Options()))
    camera = Camera.of_view(ball.split("test")[0])
    drawn = finished(drawing(trained.field, trained.settings.sampling, camera))
    assert frame.rgb == pytest.approx(drawn.rgb, abs=1e-4)
    assert frame.pixels_per_ray == 1
    assert frame.step == 60


def test_a_large_view_comes_coarse_first(trained: TrainedField) -> None:
    found = list(frames(nerf_view.run(trained, options=nerf_view.Options(width=150, height=121))))
    assert [f.pixels_per_ray for f in found] == [2, 1]
    assert found[0].rgb.shape == found[1].rgb.shape == (121, 150, 3)
    assert np.abs(found[0].rgb - found[1].rgb).mean() < 0.05
    with pytest.raises(InputError, match="twelve numbers"):
        list(nerf_view.run(trained, options=nerf_view.Options(camera=(1.0,) * 12)))


@pytest.mark.parametrize("kind", ["planes", "classic", "tiny"])
def test_a_ray_adds_up_to_its_pixel(ball: Scene, trained: TrainedField, kind: Any) -> None:
    if kind == "planes":
        field = trained
    else:
        field = field_of(
            ball,
            dataclasses.replace(QUICK, field=kind, width=16, coarse_samples=8, fine_samples=8, rays=64, max_steps=2),
        )
    (view,) = list(frames(nerf_view.run(field, options=nerf_view.Options())))[-1:]
    for column, row in ((12, 12), (8, 14), (0, 0)):
        (ray,) = frames(nerf_ray.run(field, options=nerf_ray.Options(column=column, row=row)))
        assert ray.colour == pytest.approx((ray.weights[:, None] * ray.colours).sum(0) + ray.background, abs=1e-5)
        assert ray.colour == pytest.approx(view.rgb[row, column], abs=4e-3)
        assert ray.transmittance == pytest.approx(
            np.exp(-np.concatenate([[0], np.cumsum(ray.density * np.diff(ray.edges))[:-1]])), abs=1e-4
        )
        assert (ray.coarse_t is not None) == (kind == "classic")
        assert ray.asked.shape == ray.t.shape
