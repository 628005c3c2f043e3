"""The study feature-maps: true outputs and true figures."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from engine.data.image import Image
from engine.errors import InputError
from engine.networks.opening import open_network
from engine.networks.preprocessing import prepare
from engine.runtime.cache import cache
from engine.runtime.torch_loading import load_torchvision
from engine.studies.feature_maps import Frame, Options, run
from engine.study import frames

VGG = Options(network="torchvision/vgg11", weights="none", network_args="num_classes=7,input_size=64")
RESNET = Options(network="torchvision/resnet18", weights="none", network_args="num_classes=10,input_size=64")
VIT = Options(network="timm/vit_tiny_patch16_224", weights="none")
SWIN = Options(network="torchvision/swin_t", weights="none")


@pytest.fixture
def image() -> Image:
    cache.remove("feature-maps")
    rng = np.random.default_rng(1)
    return Image(rng.integers(0, 256, (48, 80, 3), dtype=np.uint8), "noise")


def one(image: Image, options: Options) -> Frame:
    (frame,) = frames(run(image, options=options))
    assert isinstance(frame, Frame)
    return frame


def test_a_convolutions_output_is_shown_before_the_relu(image: Image) -> None:
    options = dataclasses.replace(RESNET, layer="conv1")
    frame = one(image, options)
    network = open_network(options)
    expected = F.conv2d(prepare(image, network, options).tensor, network.module.conv1.weight, None, 2, 3)[0].numpy()
    assert expected.min() < -0.1
    np.testing.assert_allclose(frame.activations, expected, atol=1e-5)
    assert frame.zeros < 0.01
    assert frame.filters is not None
    np.testing.assert_array_equal(frame.filters, network.module.conv1.weight.numpy())


@pytest.mark.parametrize("layer", ["layer1.0.conv2", "layer2", "layer4.1.bn2"])
def test_layers_agree_with_torchvisions_feature_extractor(image: Image, layer: str) -> None:
    load_torchvision()
    from torchvision.models.feature_extraction import create_feature_extractor

    frame = one(image, dataclasses.replace(RESNET, layer=layer))
    network = open_network(RESNET)
    with torch.inference_mode():
        tensor = prepare(image, network, RESNET).tensor
        extractor = create_feature_extractor(network.module, {layer: "out"})
        expected = extractor(tensor)["out"][0].numpy()
        logits = network.module(tensor)[0].numpy()
    np.testing.assert_allclose(frame.activations, expected, atol=1e-5 * np.abs(expected).max())
    np.testing.assert_allclose(frame.logits, logits, rtol=1e-5, atol=1e-5 * np.abs(logits).max())
    assert frame.zeros == pytest.approx(float((expected == 0).mean()))


def test_the_figures_of_a_layer(image: Image) -> None:
    frame = one(image, dataclasses.replace(RESNET, layer="layer2", whole_network=True))
    assert frame.activations.shape == (128, 8, 8)
    assert (frame.units, frame.bytes) == (8192, 32768)
    assert (frame.parameters, frame.parameter_bytes) == (525568, 4 * 525568)
    assert (frame.layer_kind, frame.arrangement) == ("Sequential", "map")
    assert frame.picture_size.tolist() == [64, 64] and frame.region.tolist() == [0, 0, 80, 48]
    assert frame.receptive_field.tolist() == [[99, 8, -49], [99, 8, -49]]  # the closed form of the longest path
    assert frame.filters is None
    outputs = []
    network = open_network(RESNET)
    handles = [
        part.register_forward_hook(lambda _m, _i, out: outputs.append(float(out.abs().max())))
        for part in network.module.modules()
        if not any(part.children())
    ]
    with torch.inference_mode():
        network.module(prepare(image, network, RESNET).tensor)
    for handle in handles:
        handle.remove()
    assert frame.network_maximum == pytest.approx(max(outputs))
    assert one(image, dataclasses.replace(RESNET, layer="layer1")).network_maximum is None


def test_without_a_layer_the_first_stage_is_shown(image: Image) -> None:
    frame = one(image, dataclasses.replace(RESNET, layer="nowhere"))
    assert frame.layer == open_network(RESNET).stages[0]
    assert any("nowhere" in note for note in frame.notes)


def test_a_linear_layer_stands_as_one_column(image: Image) -> None:
    frame = one(image, dataclasses.replace(RESNET, layer="fc"))
    assert frame.activations.shape == (10, 1, 1)
    np.testing.assert_array_equal(frame.activations[:, 0, 0], frame.logits)


def test_tokens_and_channels_last_stand_as_maps(image: Image) -> None:
    tokens = one(image, dataclasses.replace(VIT, layer="blocks.2"))
    assert tokens.activations.shape == (192, 14, 14) and tokens.arrangement == "tokens"
    assert any("token" in note for note in tokens.notes)
    windows = one(image, dataclasses.replace(SWIN, layer="features.3"))
    assert windows.activations.shape == (192, 28, 28) and windows.arrangement == "channels-last"


def test_the_same_picture_is_not_passed_again_and_another_is(image: Image) -> None:
    module = open_network(RESNET).module
    counted = []
    handle = module.register_forward_pre_hook(lambda *_: counted.append(1))
    try:
        options = dataclasses.replace(RESNET, layer="layer3")
        one(image, options)
        counted.clear()  # measuring the receptive field runs the network too, once for all pictures
        first = one(image, options)
        assert not counted
        second = one(Image(image.pixels[::-1], "upside down"), options)
        assert len(counted) == 1
        assert not np.array_equal(first.activations, second.activations)
    finally:
        handle.remove()
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in module.modules())


def test_a_layer_that_does_not_run_is_one_sentence(image: Image) -> None:
    options = Options(network="torchvision/googlenet", weights="none", network_args="num_classes=5,init_weights=false")
    network = open_network(options)
    idle = [path for path, _ in network.module.named_modules() if path and network.layer(path) is None]
    if not idle:
        pytest.skip("every module of this network runs")
    with pytest.raises(InputError, match="takes no part"):
        one(image, dataclasses.replace(options, layer=idle[0]))


def test_softmax_is_a_layer_of_every_network(image: Image) -> None:
    frame = one(image, Options(network="resnet20", layer="softmax"))
    assert frame.layer == "softmax" and frame.layer_kind == "Softmax" and frame.parameters == 0
    exponentials = np.exp(frame.logits.astype(np.float64) - frame.logits.max())
    np.testing.assert_allclose(frame.activations.ravel(), exponentials / exponentials.sum(), atol=1e-6)
