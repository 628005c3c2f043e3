"""A radiance field's training goes on from its checkpoint as if nothing had been, whenever that was saved."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.data.scene import Scene
from engine.errors import InputError
from engine.fields.building import FieldSettings
from engine.fields.learner import Learner
from engine.fields.photos import Photos, bounds_of, preparing_photos
from engine.fields.quick_options import QuickOptions
from engine.fields.training import Recipe
from engine.studies.nerf import Frame, Options, run
from engine.study import Published, finished, frames
from engine.training.products import load_checkpoint
from tests.engine.studies.ball_scene import ball_scene, write_ball

QUICK = Options(max_steps=40, max_seconds=1e6, measure_every=0.0, steps_per_frame=1, measured_photos=1)
SMALL = QuickOptions(
    resolutions=(12, 20, 28),
    growing=(9, 14),
    updates=(4, 7, 12),
    update_every=5,
    dense_from=(6, 14),
    divisions=(32, 48, 64),
    samples=(1500, 3000),
    samples_from=(8,),
    occupancy=16,
    levels=(8, 16),
    hash_levels=(8, 16, 32),
    table=10,
)
"""All that happens in a training happens within twenty steps."""


@pytest.fixture(scope="module")
def ball() -> Scene:
    return ball_scene()


@pytest.fixture(scope="module")
def photos(ball: Scene) -> Photos:
    return finished(preparing_photos(ball.split("train"), 0, ball.background))


def learner_of(ball: Scene, photos: Photos, kind: Any) -> Learner:
    settings = FieldSettings(kind=kind, width=16, coarse=8, fine=8, frequencies=3, quick=SMALL)
    return Learner(settings, bounds_of(ball), photos, photos, Recipe(rays=64), "ball")


def losses_of(learner: Learner, count: int) -> list[float]:
    found = []
    for _ in range(count):
        finished(learner.step())
        assert learner.losses is not None
        found.append(learner.losses.last)
    return found


def through_a_file(state: dict[str, Any], path: Path) -> dict[str, Any]:
    torch.save(state, path)
    found: dict[str, Any] = torch.load(path, weights_only=True)
    return found


@pytest.mark.parametrize("kind", ["planes", "grid", "hash", "classic", "tiny"])
def test_the_next_losses_are_the_same_after_growth_pruning_and_finer_steps(
    ball: Scene, photos: Photos, tmp_path: Path, kind: Any
) -> None:
    whole = learner_of(ball, photos, kind)
    losses_of(whole, 16)
    state = through_a_file(whole.state(), tmp_path / "state.pt")
    if kind == "planes":
        assert state["weights"]["density_planes"].shape[-1] == 28
    if whole.quick is not None:
        assert state["weights"]["length"] < whole.quick.step_length(0)
        assert state["weights"]["occupancy.extent"].shape == (2, 3)
    again = learner_of(ball, photos, kind)
    finished(again.restoring(**state))
    assert again.trainer.step == 16
    assert again.trainer.seconds == whole.trainer.seconds
    assert losses_of(again, 10) == pytest.approx(losses_of(whole, 10), abs=1e-6)


@pytest.mark.parametrize(("kind", "step"), [("planes", 6), ("planes", 13), ("grid", 11), ("tiny", 2)])
def test_it_may_be_saved_at_any_breath_of_a_step(ball: Scene, photos: Photos, kind: Any, step: int) -> None:
    """The steps after 6, 13 and 11 prune, grow, or go to finer samples before or after their weights are changed."""
    whole = learner_of(ball, photos, kind)
    losses_of(whole, step)
    states = [whole.state() for _ in whole.step()]
    assert len({state["step"] for state in states}) == (1 if kind == "tiny" else 2)
    assert whole.losses is not None
    following = [whole.losses.last, *losses_of(whole, 4)]
    for state in states[:: max(1, len(states) // 4)] + states[-1:]:
        again = learner_of(ball, photos, kind)
        finished(again.restoring(**state))
        done = state["step"] - step
        assert losses_of(again, 5 - done) == pytest.approx(following[done:], abs=1e-6)


def test_a_run_that_is_stopped_while_paused_goes_on(ball: Scene, tmp_path: Path) -> None:
    """What the window does: the checkpoint was published at the start and is saved between two breaths."""
    options = dataclasses.replace(QUICK, max_steps=24)
    whole = [(f.step, f.loss) for f in frames(run(ball, options=options))]
    running = run(ball, options=options)
    product, breaths = None, 0
    for got in running:
        if isinstance(got, Published) and got.name == "nerf.checkpoint.pt":
            product = got.object
        if isinstance(got, Frame) and got.step == 17:
            breaths = 1
        elif breaths:
            breaths += 1
        if breaths == 3:  # in the middle of the next step
            break
    assert product is not None
    path = product.save(tmp_path / "체크 포인트 (1).pt")
    running.close()
    rest = [(f.step, f.loss) for f in frames(run(ball, load_checkpoint(path), options=options))]
    assert rest[0] == whole[rest[0][0]]  # where it stood, before it goes on
    assert rest[0][0] in (17, 18)
    assert rest == [(step, pytest.approx(loss, abs=1e-6)) for step, loss in whole[-len(rest) :]]


def test_another_process_goes_on(ball: Scene, tmp_path: Path) -> None:
    """Saved by one process, opened by the next: `main.py run nerf --resume`."""
    scene = write_ball(tmp_path / "공 scene")

    def losses(out: str, *arguments: str) -> dict[int, float]:
        command = [sys.executable, "main.py", "run", "nerf", "--scene", str(scene), "--out", str(tmp_path / out)]
        command += ["--image-size", "24", "--steps-per-frame", "1", "--max-seconds", "100000", "--measured-photos", "1"]
        command += ["--measure-every", "0", "--threads", "1", *arguments]
        root = Path(__file__).parents[3]
        environment = {**os.environ, "VITRINE_HOME": str(tmp_path), "OMP_NUM_THREADS": "1"}
        subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment, timeout=300)
        lines = (tmp_path / out / "frames.jsonl").read_text(encoding="utf-8").splitlines()
        return {frame["step"]: frame["loss"] for frame in map(json.loads, lines)}

    whole = losses("whole", "--max-steps", "26")
    losses("first", "--max-steps", "18")
    rest = losses("rest", "--max-steps", "26", "--resume", str(tmp_path / "first" / "nerf.checkpoint.pt"))
    assert sorted(rest) == list(range(18, 27))
    assert rest == {step: pytest.approx(whole[step], abs=1e-6) for step in rest}


def test_a_checkpoint_of_another_field_is_said(ball: Scene, tmp_path: Path) -> None:
    (saved,) = {
        id(g.object): g.object
        for g in run(ball, options=dataclasses.replace(QUICK, max_steps=1))
        if isinstance(g, Published) and "checkpoint" in g.name
    }.values()
    checkpoint = load_checkpoint(saved.save(tmp_path / "x.checkpoint.pt"))
    other = dataclasses.replace(checkpoint, options={**checkpoint.options, "field": "tiny"})
    with pytest.raises(InputError, match="not of a radiance field's training"):
        list(run(ball, other, options=QUICK))
    beside = dataclasses.replace(checkpoint, options={**checkpoint.options, "beside": "grid"})
    with pytest.raises(InputError, match="not of a radiance field's training"):
        list(run(ball, beside, options=QUICK))
