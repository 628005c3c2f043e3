"""Training: it learns, is repeatable, resumes exactly, and its card tells the truth."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.data.dataset import Dataset
from engine.data.samples import open_sample
from engine.errors import ComputationError, InputError
from engine.studies.train_classifier import Controls, Frame, Options, run
from engine.study import Published, frames

QUICK = Options(epochs=2, batch_size=64, batches_per_frame=1)


@pytest.fixture(scope="module")
def digits() -> Dataset:
    sample = open_sample("digits")
    assert isinstance(sample, Dataset)
    return sample


def losses(data: Dataset, options: Options, resume: Any = None) -> list[float]:
    return [frame.loss for frame in frames(run(data, resume, options=options))]


def test_digits_are_learnt(digits: Dataset) -> None:
    *_, last = frames(run(digits, options=dataclasses.replace(QUICK, epochs=6, batch_size=32)))
    assert last.validation_accuracy > 0.95
    assert last.confusion.sum() == round(0.2 * len(digits.train_images))
    assert np.trace(last.confusion) / last.confusion.sum() == pytest.approx(last.validation_accuracy)
    assert last.worst_losses[0] == last.worst_losses.max()
    assert last.probe_probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    assert last.filters.shape == (6, 1, 5, 5)


def test_the_same_seed_gives_the_same_training(digits: Dataset) -> None:
    assert losses(digits, QUICK) == losses(digits, QUICK)
    assert losses(digits, QUICK) != losses(digits, dataclasses.replace(QUICK, seed=1))


def test_resumed_losses_equal_the_uninterrupted_ones(digits: Dataset, tmp_path: Path) -> None:
    from engine.training.products import load_checkpoint

    options = dataclasses.replace(QUICK, network="small_cnn", augmentation="shift")
    whole = losses(digits, options)
    saved, seen = None, 0
    for got in run(digits, options=options):
        seen += isinstance(got, Frame)
        if isinstance(got, Published) and got.name.endswith(".checkpoint.pt") and seen:
            saved = got.object.save(tmp_path / "체크 포인트 (1).pt")
            break
    assert saved is not None
    checkpoint = load_checkpoint(saved)
    rest = losses(digits, options, checkpoint)
    assert 0 < checkpoint.step < len(whole)
    assert rest[0] == whole[checkpoint.step - 1]  # where it stood
    np.testing.assert_allclose(rest[1:11], whole[checkpoint.step :][:10], atol=1e-6, rtol=0)


@pytest.mark.parametrize(("network", "breath"), [("small_cnn", 31), ("resnet20", 8), ("lenet5", 12)])
def test_it_may_be_saved_at_any_breath_and_goes_on_counting(digits: Dataset, network: Any, breath: int) -> None:
    """Three batches a frame: what was counted since the last one is kept, and batch norm's means are a step's own."""
    small = dataclasses.replace(digits, train_images=digits.train_images[:160], train_labels=digits.train_labels[:160])
    options = dataclasses.replace(QUICK, network=network, epochs=4, batch_size=16, batches_per_frame=3)
    whole = {f.step: f.loss for f in frames(run(small, options=options))}
    for stop in range(breath, breath + 4):
        live, running = None, run(small, options=options)
        for count, got in enumerate(running):
            if isinstance(got, Published) and live is None:
                live = got.object
            if count == stop:
                break
        assert live is not None
        checkpoint = live.taken()  # type: ignore[attr-defined]
        running.close()
        assert 0 < checkpoint.step < 40
        rest = {f.step: f.loss for f in frames(run(small, checkpoint, options=options)) if f.step > checkpoint.step}
        assert rest == {step: pytest.approx(loss, abs=1e-6) for step, loss in whole.items() if step > checkpoint.step}


def test_a_training_with_nothing_left_is_shown_where_it_ended(digits: Dataset) -> None:
    live = None
    for got in run(digits, options=QUICK):
        if isinstance(got, Published) and got.name.endswith(".checkpoint.pt"):
            live = got.object
        last = got if isinstance(got, Frame) else None
    assert live is not None and last is None
    (shown,) = frames(run(digits, live.taken(), options=QUICK))  # type: ignore[attr-defined]
    assert shown.step == shown.steps and shown.confusion is not None and shown.validation_accuracy > 0.5


def test_other_use_of_torchs_random_numbers_changes_nothing(digits: Dataset) -> None:
    import torch

    undisturbed = losses(digits, QUICK)
    disturbed = []
    for frame in frames(run(digits, options=QUICK)):
        disturbed.append(frame.loss)
        torch.manual_seed(3)
        torch.rand(7)
    assert disturbed == undisturbed


def test_the_loss_is_torchs_cross_entropy_of_the_first_batch(digits: Dataset) -> None:
    """The first frame's loss, recomputed from the parts: order, normalisation and initial weights from the seed."""
    import torch
    from torch.nn import functional as F

    from engine.networks.own import lenet5
    from engine.training.preparation import Split
    from engine.training.randomness import seeded

    first = next(iter(frames(run(digits, options=QUICK))))
    split = Split.of(digits, QUICK, lenet5)
    torch.manual_seed(QUICK.seed)
    network = lenet5.build(10, 1)
    order = torch.randperm(len(split.train_images), generator=seeded(QUICK.seed, 0, 0))[:64]
    images = (split.train_images[order].float() / 255 - split.mean) / split.deviation
    loss = F.cross_entropy(network(images), split.train_labels[order])
    assert first.loss == pytest.approx(float(loss.detach()), abs=1e-5)


def test_gradient_norms_are_those_of_autograd(digits: Dataset) -> None:
    first = next(iter(frames(run(digits, options=QUICK))))
    assert first.layers == ("conv1", "conv2", "fc1", "fc2", "fc3")
    assert (first.gradient_norms > 0).all()


def test_the_learning_rate_can_be_steered(digits: Dataset) -> None:
    training = run(digits, options=dataclasses.replace(QUICK, schedule="constant", batches_per_frame=1))
    got = next(training)
    while not isinstance(got, Frame):
        got = next(training)
    assert got.learning_rate == pytest.approx(0.05)
    got = training.send(Controls(learning_rate_factor=0.1))
    while not isinstance(got, Frame):
        got = next(training)
    assert got.learning_rate == pytest.approx(0.005)


def test_a_diverging_training_says_so(digits: Dataset) -> None:
    with pytest.raises(ComputationError, match="lower learning rate"):
        for _ in run(
            digits,
            options=dataclasses.replace(QUICK, learning_rate=10.0, schedule="constant", momentum=0.99, epochs=20),
        ):
            pass


def test_the_card_tells_the_truth(digits: Dataset, tmp_path: Path) -> None:
    import hashlib

    import torch
    from safetensors.torch import load_file

    from engine.networks.own import lenet5

    published = [got for got in run(digits, options=QUICK) if isinstance(got, Published)]
    weights = next(p for p in published if p.name.endswith(".safetensors"))
    path = weights.object.save(tmp_path / weights.name)
    card = json.loads(path.with_suffix(".json").read_text())
    assert card["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert card["parameters"] == 61_706
    assert card["recipe"]["epochs"] == 2 and card["seed"] == 0
    assert "--epochs 2" in card["command"]
    network = lenet5.build(**card["network_arguments"])
    network.load_state_dict(load_file(path))
    network.eval()
    from engine.training.preparation import Split

    split = Split.of(digits, QUICK, lenet5)
    images = (split.test_images.float() / 255 - torch.tensor(card["mean"]).view(1, -1, 1, 1)) / torch.tensor(
        card["std"]
    ).view(1, -1, 1, 1)
    with torch.inference_mode():
        right = (network(images).argmax(1) == split.test_labels).float().mean()
    assert float(right) == pytest.approx(card["accuracy"]["value"], abs=1e-6)


def test_colour_pictures_and_a_test_split() -> None:
    random = np.random.default_rng(0)
    labels = np.arange(60) % 3
    images = (random.integers(0, 60, (60, 20, 20, 3)) + labels[:, None, None, None] * 80).astype(np.uint8)
    data = Dataset(
        "colours", images[:45], labels[:45].astype(np.int64), ("a", "b", "c"), images[45:], labels[45:].astype(np.int64)
    )
    *_, last = frames(run(data, options=dataclasses.replace(QUICK, network="small_cnn", epochs=8, batch_size=9)))
    assert last.validation_accuracy == 1.0
    assert last.filters.shape[1] == 3


@pytest.mark.parametrize("augmentation", ["shift", "shift-flip", "enlarged-crops"])
def test_every_augmentation_trains(digits: Dataset, augmentation: Any) -> None:
    options = dataclasses.replace(QUICK, epochs=1, network="small_cnn", augmentation=augmentation, sizes=(16, 24))
    assert all(np.isfinite(losses(digits, options)))


def test_one_class_is_refused(digits: Dataset) -> None:
    alone = dataclasses.replace(digits, class_names=("0",), train_labels=np.zeros_like(digits.train_labels))
    with pytest.raises(InputError, match="single class"):
        list(run(alone, options=QUICK))


def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path) -> None:
    import pickle

    from engine.training.products import load_checkpoint

    executed = tmp_path / "executed"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (executed,))

    path = tmp_path / "trap.pt"
    path.write_bytes(pickle.dumps(Trap()))
    with pytest.raises(InputError, match=r"trap\.pt"):
        load_checkpoint(path)
    assert not executed.exists()
