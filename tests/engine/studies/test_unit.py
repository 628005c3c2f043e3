"""The study unit: the arithmetic of real networks' units, where they look, and how quickly the next one is there."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from engine.data.image import Image
from engine.networks.opening import open_network
from engine.networks.preprocessing import prepare
from engine.runtime.cache import cache
from engine.studies.unit import Frame, Options, run
from engine.study import frames

NETWORKS = {
    "resnet": Options(network="torchvision/resnet18", weights="none", network_args="num_classes=10,input_size=64"),
    "squeezenet": Options(network="torchvision/squeezenet1_1", weights="none", network_args="input_size=64"),
    "mobilenet": Options(network="timm/mobilenetv3_small_100", weights="none", network_args="input_size=64"),
    "lenet": Options(network="lenet5", weights="none"),
}


@pytest.fixture
def image() -> Image:
    cache.remove("unit")
    cache.remove("effective-field")
    rng = np.random.default_rng(2)
    return Image(rng.integers(0, 256, (40, 60, 3), dtype=np.uint8), "noise")


def one(image: Image, options: Options) -> Frame:
    (frame,) = frames(run(image, options=options))
    assert isinstance(frame, Frame)
    return frame


@pytest.mark.parametrize("name", NETWORKS)
def test_every_layer_of_a_network_is_explained_to_its_own_number(name: str, image: Image) -> None:
    options = NETWORKS[name]
    network = open_network(options)
    outputs = {}
    handles = []
    for layer in network.layers:
        module = network.module.get_submodule(layer.path)
        handles.append(
            module.register_forward_hook(lambda _m, _i, out, path=layer.path: outputs.__setitem__(path, out.clone()))
        )
    with torch.inference_mode():
        network.module(prepare(image, network, options).tensor)
    for handle in handles:
        handle.remove()
    operations: dict[str, int] = {}
    rng = np.random.default_rng(0)
    picked = (
        network.layers
        if len(network.layers) < 30
        else [network.layers[i] for i in rng.permutation(len(network.layers))[:30]]
    )
    for layer in picked:
        output = outputs[layer.path][0]
        unit = [int(rng.integers(size)) for size in output.shape] + [0] * (3 - output.ndim)
        asked = dataclasses.replace(options, layer=layer.path, channel=unit[0], row=unit[1], column=unit[2])
        frame = one(image, asked)
        operations[frame.operation] = operations.get(frame.operation, 0) + 1
        assert frame.value == pytest.approx(float(output[tuple(unit[: output.ndim])]), rel=1e-5, abs=1e-6)
        taken = frame.value if not frame.activation or frame.operation == "activation" else frame.input_value
        scale = 1.0
        if frame.products is not None and frame.operation != "softmax":
            scale = max(scale, float(np.abs(frame.products).sum()))
            total = float(frame.products.sum(dtype=np.float64)) + (frame.bias or 0.0)
            assert frame.total == pytest.approx(total, abs=1e-6 * scale)
        assert taken is not None and abs(frame.total - taken) <= 1e-5 * scale, layer.path
    assert operations["convolution"] >= 2 and operations.get("other", 0) <= len(picked) // 2


def test_the_patch_is_cut_from_the_layers_input(image: Image) -> None:
    options = dataclasses.replace(NETWORKS["resnet"], layer="conv1", channel=5, row=9, column=3)
    frame = one(image, options)
    tensor = prepare(image, open_network(options), options).tensor[0].numpy()
    assert frame.patch_box is not None and frame.patch is not None
    x0, y0, x1, y1 = frame.patch_box.tolist()
    assert (x0, y0, x1, y1) == (3, 15, 10, 22)
    np.testing.assert_array_equal(frame.patch, tensor[:, y0:y1, x0:x1])
    # 60 x 40 pixels were stretched to 64 x 64.
    np.testing.assert_allclose(frame.field, np.array([3, 15, 10, 22]) * np.array([60, 40, 60, 40]) / 64, rtol=1e-6)


def test_fields_are_clipped_to_the_picture(image: Image) -> None:
    frame = one(image, dataclasses.replace(NETWORKS["resnet"], layer="layer4", row=0, column=1))
    assert frame.field.tolist() == [0, 0, 60, 40]
    assert frame.field_unclipped[0] < 0 and frame.field_unclipped[3] > 40


def test_a_linear_layers_row_stands_as_the_maps_it_weighs(image: Image) -> None:
    options = NETWORKS["lenet"]
    network = open_network(options)
    linear = next(layer for layer in network.layers if layer.kind == "Linear")
    frame = one(image, dataclasses.replace(options, layer=linear.path, channel=3))
    assert frame.operation == "linear" and frame.kernel is not None
    assert frame.kernel.ndim == 3 and frame.kernel.shape[1] > 1
    weight = network.module.get_submodule(linear.path).weight
    np.testing.assert_array_equal(frame.kernel.ravel(), weight[3].numpy())


def test_the_softmax_of_the_logits_is_a_layer_too(image: Image) -> None:
    options = dataclasses.replace(NETWORKS["resnet"], layer="softmax", channel=4, effective=True)
    frame = one(image, options)
    network = open_network(options)
    with torch.inference_mode():
        probabilities = network.module(prepare(image, network, options).tensor).softmax(1)[0]
    assert frame.operation == "softmax" and frame.products is not None
    assert frame.value == pytest.approx(float(probabilities[4]), abs=1e-6)
    assert frame.products[4, 0, 0] / frame.products.sum() == pytest.approx(frame.value, abs=1e-6)
    assert frame.effective is not None and frame.effective.shape == (64, 64)


def test_the_effective_field_lies_in_the_theoretical_one(image: Image) -> None:
    options = dataclasses.replace(NETWORKS["resnet"], layer="layer1.0.bn2", channel=1, row=8, column=7, effective=True)
    frame = one(image, options)
    assert frame.effective is not None
    rows, columns = np.nonzero(frame.effective)
    x0, y0, x1, y1 = frame.field * 64 / np.array([60, 40, 60, 40])
    assert y0 - 1e-3 <= rows.min() and rows.max() < y1 + 1e-3
    assert x0 - 1e-3 <= columns.min() and columns.max() < x1 + 1e-3
    network = open_network(options)
    tensor = prepare(image, network, options).tensor.clone().requires_grad_()
    m = network.module
    block = m.layer1[0]  # type: ignore[index]
    stem = m.maxpool(m.relu(m.bn1(m.conv1(tensor))))  # type: ignore[operator]
    value = block.bn2(block.conv2(block.relu(block.bn1(block.conv1(stem)))))[0, 1, 8, 7]
    (slope,) = torch.autograd.grad(value, tensor)
    expected = slope[0].abs().sum(0).numpy()
    np.testing.assert_allclose(frame.effective, expected, atol=1e-5 * expected.max())
    assert one(image, dataclasses.replace(options, effective=False)).effective is None


def test_the_next_unit_runs_nothing_again(image: Image) -> None:
    options = dataclasses.replace(NETWORKS["squeezenet"], layer="features.3")
    one(image, options)
    module = open_network(options).module
    counted = []
    handle = module.register_forward_pre_hook(lambda *_: counted.append(1))
    try:
        for column in range(5):
            assert one(image, dataclasses.replace(options, column=column, channel=100)).column == column
    finally:
        handle.remove()
    assert not counted
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in module.modules())


def test_units_beyond_the_edge_are_the_last_ones(image: Image) -> None:
    frame = one(image, dataclasses.replace(NETWORKS["resnet"], layer="layer3", channel=9999, row=99, column=-1))
    assert (frame.channel, frame.row, frame.column) == (255, 3, 2)
