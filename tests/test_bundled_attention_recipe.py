"""The recipe of the bundled attention networks: what it draws, its schedule, going on after a break, what it writes."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.dataset import Dataset
from engine.training.products import load_checkpoint
from engine.weights.cards import read_card
from release import bundled_attention
from release.bundled_attention import NETWORKS, Recipe, Training, augmented, built, measured, product, split, trained

SHORT = Recipe("vit6", minutes=1.0, batch_size=4, precision="float32", seed=7)


def ticking(seconds: float) -> Iterator[float]:
    """A clock that shows ``seconds`` more each time it is looked at."""
    now = 0.0
    while True:
        yield now
        now += seconds


def training(recipe: Recipe = SHORT, resume: Path | None = None, seconds: float = 5.0) -> Training:
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (13, 32, 32, 3), dtype=np.uint8)
    labels = random.integers(0, 10, 13)
    clock = ticking(seconds)
    found = None if resume is None else load_checkpoint(resume)
    return Training(recipe, images, labels, found, lambda: next(clock))


@pytest.mark.parametrize("network", NETWORKS)
def test_a_training_that_was_broken_off_goes_on_with_the_same_losses(network: str, tmp_path: Path) -> None:
    recipe = dataclasses.replace(SHORT, network=network)
    whole = training(recipe)
    expected = [whole.advance() for _ in range(7)]
    first = training(recipe)
    for _ in range(4):
        first.advance()
    kept = first.checkpoint().save(tmp_path / "kept.pt")
    second = training(recipe, kept)
    assert (second.step, second.seconds) == (4, 20.0)
    got = [second.advance() for _ in range(3)]
    assert [step.rate for step in got] == [step.rate for step in expected[4:]]
    np.testing.assert_allclose([step.loss for step in got], [step.loss for step in expected[4:]], rtol=0, atol=1e-6)
    for name, tensor in whole.network.state_dict().items():
        torch.testing.assert_close(second.network.state_dict()[name], tensor, rtol=0, atol=1e-6)


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    kept = training().checkpoint().save(tmp_path / "kept.pt")
    with pytest.raises(SystemExit, match="another training"):
        training(dataclasses.replace(SHORT, seed=8), kept)


def test_the_rate_rises_and_falls_with_the_processor_time() -> None:
    recipe = Recipe("vit6")
    rates = [recipe.rate(at) for at in np.linspace(0, 1, 101)]
    assert max(rates) == pytest.approx(1e-3) and int(np.argmax(rates)) == 5
    assert all(a < b for a, b in itertools.pairwise(rates[:6]))
    assert all(a > b for a, b in itertools.pairwise(rates[5:]))
    assert rates[-1] == pytest.approx(0, abs=1e-12) and recipe.rate(1.2) == pytest.approx(0, abs=1e-12)
    assert rates[53] == pytest.approx(5e-4, rel=0.03)  # half way


def test_the_processor_time_ends_the_training(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    running = training(seconds=20.0)
    trained(running, tmp_path / "kept.pt")
    assert running.step == 3 and running.seconds == 60.0 and running.finished
    assert "1.0 processor minutes, epoch 1.00" in capsys.readouterr().out
    assert load_checkpoint(tmp_path / "kept.pt").step == 3


def test_the_seed_decides_the_start_and_matrices_alone_shrink() -> None:
    first, again, other = (built(dataclasses.replace(SHORT, seed=seed)) for seed in (7, 7, 8))
    same = [torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True)]
    assert all(same) and not torch.equal(first.head.weight, other.head.weight)
    shrinks, stays = training().optimiser.param_groups
    assert (shrinks["weight_decay"], stays["weight_decay"]) == (0.05, 0.0)
    assert all(p.ndim > 1 for p in shrinks["params"])
    assert {tuple(p.shape) for p in stays["params"] if p.ndim > 1} == {(1, 65, 128), (1, 1, 128)}


def test_random_changes_depend_on_the_generator_alone() -> None:
    images = torch.randint(0, 256, (24, 3, 32, 32), dtype=torch.uint8)

    def changed(seed: int, part: float = 0.5) -> torch.Tensor:
        return augmented(images, part, torch.Generator().manual_seed(seed))

    before = torch.random.get_rng_state()
    assert torch.equal(changed(1), changed(1)) and not torch.equal(changed(1), changed(2))
    assert torch.equal(torch.random.get_rng_state(), before)
    plain = changed(3, 0.0)
    known = set(bundled_attention.normalised(images).unique().tolist()) | {0.0}  # shifting brings in zeros
    assert plain.shape == images.shape and set(plain.unique().tolist()) <= known


def test_what_is_held_out_is_not_learnt() -> None:
    images = np.arange(20, dtype=np.uint8).reshape(20, 1, 1, 1)
    data = Dataset("cifar10", images, np.arange(20), ("a",), images + 100, np.arange(20))
    (learnt, _), (kept, labels) = split(data, 5)
    assert len(kept) == 5 and len(labels) == 5
    assert sorted([*learnt.ravel().tolist(), *kept.ravel().tolist()]) == list(range(20))
    (learnt, _), (kept, _) = split(data, 0)
    assert len(learnt) == 20 and kept.min() == 100


def test_what_is_written_is_a_card_with_true_figures(tmp_path: Path) -> None:
    running = training()
    running.advance()
    images = np.zeros((4, 32, 32, 3), np.uint8)
    labels = np.zeros(4, np.int64)
    found = measured(running.network, images, labels)
    names = tuple("abcdefghij")
    data = Dataset("cifar10", images, labels, names, images, labels)
    path = product(running, data, found, "2 cores").save(tmp_path / "vit6_cifar10.safetensors")
    card = read_card(path.with_suffix(".json"))
    assert (card.name, card.network, card.classes, card.input_size) == ("vit6_cifar10", "vit6", names, 32)
    assert card.parameters == 1_205_898 and card.content["recipe"] == dataclasses.asdict(SHORT)
    assert card.content["accuracy"]["value"] == round(found.accuracy, 4)
    assert card.content["command"] == (
        "python -m release.bundled_attention --data cifar10.npz "
        "--network vit6 --minutes 1.0 --batch-size 4 --precision float32 --seed 7"
    )
    assert card.content["data"] == {"name": "cifar10", "training_pictures": 13, "test_pictures": 4}
    assert json.loads(path.with_suffix(".json").read_text())["file"] == path.name
