"""Two radiance fields learn side by side; the study breathes; scene box, near, far and background can be changed."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch

from engine.data.scene import Scene
from engine.errors import InputError
from engine.fields import marching
from engine.fields.building import Kind
from engine.fields.classic import ClassicField
from engine.fields.pair_training import CHANGES, other_options
from engine.fields.quick import QuickField
from engine.fields.scene_setting import adjusted
from engine.fields.tiny import TinyField
from engine.studies import nerf_view
from engine.studies.nerf import Frame, Options, run
from engine.study import Published, frames
from engine.training.products import load_checkpoint
from tests.engine.studies.ball_scene import SIDE, ball_scene

SHORT = Options(
    max_steps=8,
    max_seconds=1e6,
    measure_every=0.0,
    steps_per_frame=1,
    measured_photos=1,
    width=16,
    coarse_samples=8,
    fine_samples=8,
    rays=64,
)


@pytest.fixture(scope="module")
def ball() -> Scene:
    return ball_scene()


@pytest.mark.parametrize(
    ("field", "beside"),
    [
        ("planes", "tiny"),
        ("planes", "grid"),
        ("classic", "no-positional-encoding"),
        ("planes", "no-view-dependence"),
        ("classic", "no-hierarchical-sampling"),
        ("hash", "ten-photos"),
    ],
)
def test_the_second_learns_bit_for_bit_as_it_would_alone(ball: Scene, field: Kind, beside: Any) -> None:
    options = dataclasses.replace(SHORT, field=field, beside=beside)
    other = other_options(options)
    assert other is not None
    alone = {f.step: f.loss for f in frames(run(ball, options=cast(Options, other)))}
    first = {f.step: f.loss for f in frames(run(ball, options=dataclasses.replace(options, beside="nothing")))}
    both = list(frames(run(ball, options=options)))
    assert {f.beside_step: f.beside_loss for f in both}.items() <= alone.items()
    assert {f.step: f.loss for f in both} == first
    assert both[-1].beside_step == both[-1].step == 8
    assert both[-1].beside_psnr is not None
    assert both[-1].beside_ssim is not None
    assert both[-1].beside_rgb.shape == (SIDE, SIDE, 3)
    assert not both[-1].notes
    assert both[0].beside_loss is None


def test_both_learn_for_the_same_time_and_both_can_be_looked_at_and_gone_on_with(ball: Scene, tmp_path: Path) -> None:
    options = dataclasses.replace(SHORT, beside="tiny", max_steps=12)
    found = list(run(ball, options=options))
    shown: list[Any] = [g for g in found if isinstance(g, Frame)]
    products: dict[str, Any] = {g.name: g.object for g in found if isinstance(g, Published)}
    assert list(products) == ["field.pt", "beside.pt", "nerf.checkpoint.pt"]
    view = list(frames(nerf_view.run(products["beside.pt"], options=nerf_view.Options())))[-1]
    assert np.abs(view.rgb - shown[-1].beside_rgb).max() < 1e-4
    apart = [(f.train_seconds, f.beside_train_seconds) for f in shown if f.step < 12 and f.beside_step < 12]
    for (first, second), (later, beside) in itertools.pairwise(apart):  # whose turn it is has learnt for less
        assert abs(later - beside) <= later - first + beside - second + 1e-6
    longer = dataclasses.replace(options, max_steps=16)
    path = products["nerf.checkpoint.pt"].save(tmp_path / "two.checkpoint.pt")
    rest = list(frames(run(ball, load_checkpoint(path), options=longer)))
    whole = list(frames(run(ball, options=longer)))
    assert (rest[0].step, rest[0].beside_step) == (12, 12)
    assert rest[-1].loss == pytest.approx(whole[-1].loss, abs=1e-6)
    assert rest[-1].beside_loss == pytest.approx(whole[-1].beside_loss, abs=1e-6)


@pytest.mark.parametrize(
    ("field", "beside"),
    [("planes", "no-positional-encoding"), ("tiny", "tiny"), ("tiny", "no-view-dependence"), ("grid", "grid")],
)
def test_a_change_that_is_none_is_said(ball: Scene, field: Kind, beside: Any) -> None:
    first = next(frames(run(ball, options=dataclasses.replace(SHORT, field=field, beside=beside))))
    assert "What learns beside is the same" in first.notes[0]


def test_the_changes_are_the_option_s_values() -> None:
    from engine.options import describe

    described = next(d for d in describe(Options) if d.name == "beside")
    assert described.choices == ("nothing", *CHANGES)
    assert len(described.choice_labels) == len(described.choices)


@pytest.mark.parametrize("kind", ["planes", "grid", "hash", "classic", "tiny"])
def test_the_first_frame_comes_before_any_picture_and_pieces_are_small(
    ball: Scene, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of a field and marched between two yields is counted, not timed."""
    counts = {"operations": 0, "cells": 0}

    def counting(owner: Any, name: str, parameters: Any) -> None:
        original = getattr(owner, name)

        def counted(self: Any, points: torch.Tensor, *others: Any) -> Any:
            counts["operations"] += 2 * parameters(self) * len(points)
            return original(self, points, *others)

        monkeypatch.setattr(owner, name, counted)

    def network(self: Any) -> int:
        return sum(p.numel() for p in self.coarse.parameters())

    counting(ClassicField, "forward", network)
    counting(ClassicField, "coarse_forward", network)
    counting(TinyField, "forward", lambda self: sum(p.numel() for p in self.parameters()))
    original = marching.march

    def marched(field: QuickField, origins: torch.Tensor, *others: Any) -> Any:
        found = original(field, origins, *others)
        counts["cells"] += len(origins) * found.steps
        return found

    monkeypatch.setattr("engine.fields.training.march", marched)
    monkeypatch.setattr("engine.fields.drawing.march", marched)
    options = Options(field=kind, max_steps=3, max_seconds=1e6, measured_photos=1, rays=64, image_size=16, width=64)
    largest = {"operations": 0, "cells": 0}
    shown: list[Frame] = []
    for got in run(ball, options=options):
        largest = {name: max(largest[name], counts[name]) for name in counts}
        if isinstance(got, Frame):
            shown.append(got)
            if len(shown) == 1:
                assert largest == {"operations": 0, "cells": 0}
        counts.update(operations=0, cells=0)
    assert (shown[0].step, shown[0].rgb, shown[0].loss) == (0, None, None)
    assert shown[-1].rgb is not None
    assert largest["operations"] <= 1.1e9
    assert largest["cells"] <= 1_000_000
    assert max(largest.values()) > 0


def test_box_near_far_and_background_are_changed(ball: Scene) -> None:
    first = next(frames(run(ball, options=SHORT)))
    assert (first.near, first.far) == (ball.near, ball.far)
    assert np.array_equal(first.box, ball.box)
    options = dataclasses.replace(SHORT, near=1.5, far=5.0, box_scale=1.5, background="black")
    *_, last = frames(run(ball, options=options))
    assert (last.near, last.far) == (1.5, 5.0)
    assert np.array_equal(last.box, ball.box * 1.5)
    assert last.rgb is not None
    assert last.rgb[0, 0].max() < first.far  # drawn
    changed = adjusted(ball, background="black")
    assert changed.background == (0.0, 0.0, 0.0)
    assert changed.digest != ball.digest
    assert adjusted(ball) is ball
    with pytest.raises(InputError, match="Near, 7, has to lie before far, 6"):
        list(run(ball, options=dataclasses.replace(SHORT, near=7.0)))


def test_a_black_background_is_what_an_empty_field_draws(ball: Scene) -> None:
    options = dataclasses.replace(SHORT, field="tiny", background="black", max_steps=60, rays=256, steps_per_frame=60)
    *_, dark = frames(run(ball, options=options))
    *_, bright = frames(run(ball, options=dataclasses.replace(options, background="white")))
    assert dark.rgb[0, 0].mean() < bright.rgb[0, 0].mean()


def test_intrinsics_stand_beside_the_field_of_view(ball: Scene) -> None:
    options = dataclasses.replace(SHORT, field="tiny", max_steps=1)
    found = [g for g in run(ball, options=options) if isinstance(g, Published)]
    field: Any = found[0].object
    view = ball.split("test")[0]
    matrix = view.intrinsics
    given = tuple(float(v) for v in (matrix[0, 0], matrix[1, 1], matrix[0, 2], matrix[1, 2]))
    (usual,) = list(frames(nerf_view.run(field, options=nerf_view.Options())))[-1:]
    (same,) = list(frames(nerf_view.run(field, options=nerf_view.Options(intrinsics=given))))[-1:]
    assert same.rgb == pytest.approx(usual.rgb, abs=1e-6)
    assert same.field_of_view == pytest.approx(40.0)
    shifted = (*given[:2], given[2] + 3, given[3])
    (moved,) = list(frames(nerf_view.run(field, options=nerf_view.Options(intrinsics=shifted))))[-1:]
    assert moved.rgb[:, 3:] == pytest.approx(usual.rgb[:, :-3], abs=1e-5)
    with pytest.raises(InputError, match="four numbers fx, fy, cx, cy"):
        list(nerf_view.run(field, options=nerf_view.Options(intrinsics=(1.0, 2.0))))
