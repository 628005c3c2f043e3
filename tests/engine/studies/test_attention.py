"""The study attention: its frames, what is kept between them, and what it says where something is not defined."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from engine.data.image import Image
from engine.errors import InputError
from engine.networks.opening import open_network
from engine.runtime.cache import cache
from engine.studies.attention import Frame, Options, ask, run
from engine.study import finished, frames

VIT = Options(network="timm/vit_tiny_patch16_224", weights="none", network_args="num_classes=10,img_size=64,depth=4")
SWIN = Options(network="timm/swin_tiny_patch4_window7_224", weights="none", network_args="num_classes=10,img_size=112")


@pytest.fixture
def image() -> Iterator[Image]:
    rng = np.random.default_rng(0)
    yield Image(rng.integers(0, 256, (60, 90, 3), dtype=np.uint8), "noise")
    for kind in ("attention", "attention-means", "attention-gradients"):
        cache.remove(kind)


@pytest.fixture
def passes() -> Iterator[list[int]]:
    """Counts the forward passes of VIT."""
    counted = [0]

    def count(*_: Any) -> None:
        counted[0] += 1

    handle = open_network(VIT, features=True).module.register_forward_pre_hook(count)
    yield counted
    handle.remove()


def one(image: Image, options: Options) -> Frame:
    (frame,) = frames(run(image, options=options))
    assert isinstance(frame, Frame)
    return frame


def test_a_layer_of_a_vit(image: Image) -> None:
    frame = one(image, VIT)
    assert frame.layer == 3 and len(frame.layers) == 4
    assert frame.attention.shape == (1, 3, 17, 17) and frame.attention.dtype == np.float32
    np.testing.assert_allclose(frame.attention.sum(-1), 1, atol=1e-5)
    assert frame.prefix_tokens == 1 and frame.grid.tolist() == [4, 4]
    assert frame.window.tolist() == frame.shift.tolist() == [0, 0]
    assert frame.places.tolist() == [[-1, *range(16)]] and frame.answering.tolist() == [0]
    assert frame.rollout.shape == (0, 0)
    assert ((frame.entropy_part > 0.5) & (frame.entropy_part <= 1 + 1e-6)).all()  # random weights look everywhere
    assert ((frame.distance > 16) & (frame.distance < 64)).all()
    assert "90 x 60" in frame.notes[0] and "64 x 64" in frame.notes[0]
    assert frame.target == frame.top[0] == frame.logits.argmax() and frame.region.tolist() == [0, 0, 90, 60]
    assert not frame.attention.flags.writeable


def test_another_layer_method_or_class_needs_no_forward_pass(image: Image, passes: list[int]) -> None:
    first = one(image, VIT)
    assert passes == [1]
    second = one(image, dataclasses.replace(VIT, layer=0))
    rolled = one(image, dataclasses.replace(VIT, layer=1, method="rollout"))
    assert passes == [1]
    assert second.layer == 0 and not np.array_equal(second.attention, first.attention)
    heads = [one(image, dataclasses.replace(VIT, layer=n)).attention[0].mean(0) for n in (0, 1)]
    joined = [(mean + np.eye(17)) / 2 for mean in heads]
    np.testing.assert_allclose(rolled.rollout, (joined[1] @ joined[0])[0, 1:].reshape(4, 4), atol=1e-5)
    one(image, dataclasses.replace(VIT, method="chefer", target=3))
    assert passes == [2]  # the gradient's own
    one(image, dataclasses.replace(VIT, method="gradient-rollout", target=3))
    assert passes == [2]


def test_gradient_methods_are_of_a_class(image: Image) -> None:
    for method in ("gradient-rollout", "chefer"):
        maps = [one(image, dataclasses.replace(VIT, method=method, target=t)) for t in (1, 2)]
        assert [frame.target for frame in maps] == [1, 2]
        assert maps[0].rollout.shape == (4, 4) and not np.array_equal(maps[0].rollout, maps[1].rollout)
        assert (maps[0].rollout >= 0).all()


def test_swins_windows_and_why_there_is_no_rollout(image: Image) -> None:
    frame = one(image, dataclasses.replace(SWIN, layer=1, method="rollout"))
    assert frame.attention.shape == (16, 3, 49, 49)
    assert frame.grid.tolist() == [28, 28] and frame.window.tolist() == [7, 7] and frame.shift.tolist() == [3, 3]
    assert frame.rollout.size == 0 and "windows" in frame.notes[-1]
    assert sorted(frame.places.ravel()) == list(range(784))
    last = frame.attention[-1]  # the corner's window holds four parts of the picture that may not see each other
    assert last[:, 0, 48].max() < 1e-30
    np.testing.assert_allclose(frame.attention.sum(-1), 1, atol=1e-5)


def test_features_without_classes_have_no_gradient_of_one(image: Image) -> None:
    dino = dataclasses.replace(VIT, network_args="num_classes=0,img_size=64,depth=2", method="chefer")
    frame = one(image, dino)
    assert frame.target == -1 and frame.top_names == () and frame.rollout.size == 0
    assert "no classes" in frame.notes[-1]
    assert one(image, dataclasses.replace(dino, method="rollout")).rollout.shape == (4, 4)


def test_a_mean_of_the_patches_answers_where_no_class_token_does(image: Image) -> None:
    gap = dataclasses.replace(
        VIT, network="timm/vit_base_patch16_gap_224", network_args="num_classes=10,img_size=48,depth=1"
    )
    frame = one(image, dataclasses.replace(gap, method="rollout"))
    assert frame.answering.tolist() == list(range(9))
    expected = ((frame.attention[0].mean(0) + np.eye(9)) / 2).mean(0).reshape(3, 3)
    np.testing.assert_allclose(frame.rollout, expected, atol=1e-6)


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (1500, 2000)])
def test_photos_of_any_size_are_resized_and_it_is_said(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    frame = one(Image(np.repeat(pixels[:, :, None], 3, 2), "grey"), VIT)
    assert frame.attention.shape == (1, 3, 17, 17) and np.isfinite(frame.logits).all()
    assert f"{shape[1]} x {shape[0]}" in frame.notes[0]


def test_a_network_without_attention_is_one_sentence(image: Image) -> None:
    with pytest.raises(InputError, match="has no attention"):
        one(image, Options(network="torchvision/resnet18", network_args="num_classes=10", weights="none"))


def test_a_layer_that_is_not_there_is_the_last_and_it_is_said(image: Image) -> None:
    frame = one(image, dataclasses.replace(VIT, layer=40))
    assert frame.layer == 3 and any("number 40" in note for note in frame.notes)


def test_the_layers_can_be_asked_for(image: Image) -> None:
    choices = finished(ask("layer", {"image": image}, VIT))
    assert [choice.value for choice in choices] == [-1, 0, 1, 2, 3]
    assert choices[1].label == "blocks.0.attn"
    assert [choice.value for choice in finished(ask("weights", {}, VIT))][-1] == "none"


def test_a_network_too_large_for_the_cache_is_answered_though_it_was_opened_again(image: Image) -> None:
    one(image, VIT)
    cache.remove("network")  # as if it had never fitted
    again = one(image, dataclasses.replace(VIT, method="chefer", target=1))
    assert again.rollout.shape == (4, 4) and again.rollout.max() > 0
