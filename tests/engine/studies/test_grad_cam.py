"""The study grad-cam: its frames, its fallbacks, and that another class costs no forward pass."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from engine.data.image import Image, read_image
from engine.errors import Cancelled, InputError
from engine.networks.opening import open_network
from engine.networks.preprocessing import prepare
from engine.runtime.cache import cache
from engine.studies.grad_cam import Frame, Options, run
from engine.study import Progress, frames

RESNET = Options(network="torchvision/resnet18", weights="none", network_args="num_classes=10,input_size=64")


@pytest.fixture
def image() -> Image:
    cache.remove("grad-cam")
    rng = np.random.default_rng(0)
    return Image(rng.integers(0, 256, (60, 90, 3), dtype=np.uint8), "noise")


@pytest.fixture
def passes() -> Iterator[list[int]]:
    """Counts the forward passes of RESNET."""
    module = open_network(RESNET).module
    counted = [0]

    def count(*_: Any) -> None:
        counted[0] += 1

    handle = module.register_forward_pre_hook(count)
    yield counted
    handle.remove()


def one(image: Image, options: Options) -> Frame:
    (frame,) = frames(run(image, options=options))
    assert isinstance(frame, Frame)
    return frame


def test_the_frame_is_the_papers_map_in_the_photos_frame(image: Image) -> None:
    every = [one(image, dataclasses.replace(RESNET, layer="layer3", target=target)) for target in range(10)]
    frame = next(frame for frame in every if frame.cam.max() > 0)
    network = open_network(RESNET)
    tensor = prepare(image, network, RESNET).tensor
    module = network.module
    x = module.maxpool(module.relu(module.bn1(module.conv1(tensor))))  # type: ignore[operator]
    maps = module.layer3(module.layer2(module.layer1(x))).requires_grad_()  # type: ignore[operator]
    logits = module.fc(module.avgpool(module.layer4(maps)).flatten(1))  # type: ignore[operator]
    (slope,) = torch.autograd.grad(logits[0, frame.target], maps)
    alpha = slope.mean((2, 3))[0].numpy()
    signed = (alpha[:, None, None] * maps.detach()[0].numpy()).sum(0)
    scale = np.abs(signed).max()
    np.testing.assert_allclose(frame.weights, alpha, atol=1e-5 * np.abs(alpha).max())
    np.testing.assert_allclose(frame.cam_signed, signed, atol=1e-5 * scale)
    np.testing.assert_array_equal(frame.cam, frame.cam_signed.clip(0))
    enlarged = F.interpolate(torch.from_numpy(frame.cam / frame.cam.max())[None, None], (64, 64), mode="bilinear")
    np.testing.assert_allclose(frame.heatmap, enlarged[0, 0], atol=1e-6)
    np.testing.assert_allclose(
        frame.logits, logits.detach()[0], rtol=1e-4, atol=1e-4 * float(logits.detach().abs().max())
    )
    assert frame.region.tolist() == [0, 0, 90, 60]
    assert (frame.layer, frame.layer_shape.tolist()) == ("layer3", [256, 4, 4])
    assert frame.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert frame.top[0] == frame.logits.argmax() and len(frame.top_names) == 5
    assert not frame.cam.flags.writeable


def test_the_default_is_the_first_answer_at_the_last_stage(image: Image) -> None:
    frame = one(image, RESNET)
    assert frame.layer == "layer4"
    assert frame.target == frame.logits.argmax()
    assert frame.notes == open_network(RESNET).notes


def test_another_class_runs_no_forward_pass(image: Image, passes: list[int]) -> None:
    first = one(image, dataclasses.replace(RESNET, target=1))
    assert passes == [1]
    for target in (2, 3, 2):
        again = one(image, dataclasses.replace(RESNET, target=target))
        assert again.target == target
    assert passes == [1]
    cache.remove("grad-cam")
    np.testing.assert_array_equal(one(image, dataclasses.replace(RESNET, target=2)).cam_signed, again.cam_signed)
    assert not np.array_equal(first.cam_signed, again.cam_signed)
    assert passes == [2]
    one(image, dataclasses.replace(RESNET, normalisation="none"))
    assert passes == [3]
    one(Image(image.pixels[::-1], "another"), RESNET)
    assert passes == [4]


def test_the_film_shows_every_stage_and_the_asked_layer_last(image: Image, passes: list[int]) -> None:
    options = dataclasses.replace(RESNET, target=3, film="layers", layer="layer2")
    shown = list(frames(run(image, options=options)))
    assert [frame.layer for frame in shown] == ["relu", "layer1", "layer3", "layer4", "layer2"]
    assert passes == [1]
    for frame in shown:
        alone = one(image, dataclasses.replace(RESNET, target=3, layer=frame.layer))
        assert np.abs(alone.cam_signed - frame.cam_signed).max() <= 1e-5 * np.abs(alone.cam_signed).max()
    later = passes[0]
    list(frames(run(image, options=dataclasses.replace(options, target=5))))
    assert passes == [later]


def test_layers_and_classes_the_network_lacks_fall_back_and_say_so(image: Image) -> None:
    frame = one(image, dataclasses.replace(RESNET, layer="features.29", target=900))
    assert (frame.layer, frame.target) == ("layer4", int(frame.logits.argmax()))
    assert any("features.29" in note and "layer4" in note for note in frame.notes)
    assert any("900" in note for note in frame.notes)


@pytest.mark.parametrize("layer", ["fc"])
def test_a_layer_without_maps_is_one_sentence(image: Image, layer: str) -> None:
    with pytest.raises(InputError, match="gives no maps with rows and columns"):
        one(image, dataclasses.replace(RESNET, layer=layer))


def test_no_positive_evidence_leaves_the_heatmap_empty(image: Image) -> None:
    network = open_network(RESNET)
    weight = network.module.fc.weight
    kept = weight.clone()
    try:
        weight.copy_(-weight.abs())  # every map speaks against every class
        cache.remove("grad-cam")
        frame = one(image, dataclasses.replace(RESNET, target=0))
    finally:
        weight.copy_(kept)
        cache.remove("grad-cam")
    assert frame.cam_signed.max() <= 0 and frame.cam_signed.min() < 0
    assert not frame.cam.any() and not frame.heatmap.any()


def test_nothing_is_left_on_the_network(image: Image) -> None:
    network = open_network(RESNET)
    running = run(image, options=dataclasses.replace(RESNET, film="layers"))
    for yielded in running:
        grad, inference = torch.is_grad_enabled(), torch.is_inference_mode_enabled()
        assert grad and not inference
        assert not any(part._forward_hooks or part._forward_pre_hooks for part in network.module.modules())
        assert not any(getattr(part, "inplace", False) for part in network.module.modules())
        assert isinstance(yielded, Frame | Progress)
    assert all(parameter.grad is None and not parameter.requires_grad for parameter in network.module.parameters())


def test_a_cancelled_pass_leaves_nothing_either(image: Image) -> None:
    import threading

    from engine.runtime.cancellation import flagged

    network = open_network(RESNET)
    flag = threading.Event()
    running = run(image, options=RESNET)
    with flagged(flag):
        assert isinstance(next(running), Progress)
        flag.set()
        with pytest.raises(Cancelled):
            next(running)
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in network.module.modules())
    assert not any(getattr(part, "inplace", False) for part in network.module.modules())
    assert cache.get(("grad-cam", network.key, ("layer4",))) is None


def test_only_the_newest_picture_is_kept(image: Image) -> None:
    one(image, RESNET)
    before = cache.size
    for shift in range(1, 5):
        one(Image(np.roll(image.pixels, shift, 1), "rolled"), RESNET)
    assert cache.size == before


def test_the_dogs_map_lies_above_the_cats(shared_data: Path) -> None:
    photo = read_image(shared_data / "photos" / "dog_and_cat.png")
    options = Options(network="squeezenet1_1", weights=str(shared_data / "weights" / "squeezenet1_1.safetensors"))
    centres = {}
    for target in (243, 281):
        frame = one(photo, dataclasses.replace(options, target=target))
        height = frame.cam.shape[0]
        centres[target] = (frame.cam.sum(1) @ np.arange(height)) / frame.cam.sum() / (height - 1)
        assert frame.layer == "features.12"
        assert frame.top[:2].tolist() == [242, 243]
    assert centres[243] == pytest.approx(0.33, abs=0.01)
    assert centres[281] == pytest.approx(0.59, abs=0.01)
    assert centres[281] - centres[243] >= 0.25
