"""The arithmetic of single units: sums that give the very number, on real networks and on odd ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.inspection.effective_field import passed_to
from engine.inspection.recording import Recording
from engine.inspection.unit_arithmetic import Arithmetic, explain


def explained(module: nn.Module, x: Tensor, *index: int) -> Arithmetic:
    recording = Recording()
    module.eval().requires_grad_(False)
    with torch.inference_mode(), recording:
        output = module(x)
    with torch.inference_mode():
        expected = module(x)
    recording.keep_only(output)
    found = explain(recording, output, index)
    assert found.value == pytest.approx(float(expected[index]), abs=1e-6)
    return found


def picture(*shape: int) -> Tensor:
    return torch.randn(1, *shape, generator=torch.Generator().manual_seed(3))


@pytest.mark.parametrize(
    "module",
    [
        nn.Conv2d(6, 8, 3, padding=1),
        nn.Conv2d(6, 8, (3, 5), stride=(2, 1), padding=(0, 2), dilation=(1, 2), bias=False),
        nn.Conv2d(6, 6, 3, padding="same", groups=6),
        nn.Conv2d(6, 4, 3, padding=2, groups=2, padding_mode="reflect"),
        nn.Conv2d(6, 4, 3, padding="same", dilation=2),
    ],
)
def test_products_and_bias_of_a_convolution_add_up(module: nn.Conv2d) -> None:
    x = picture(6, 9, 11)
    with torch.inference_mode():
        shape = module.eval().requires_grad_(False)(x).shape
    for row, column in [(0, 0), (shape[2] // 2, shape[3] // 2), (shape[2] - 1, shape[3] - 1)]:
        found = explained(module, x, 0, 3, row, column)
        assert found.operation == "convolution"
        assert found.products is not None and found.patch is not None and found.kernel is not None
        np.testing.assert_array_equal(found.kernel, module.weight[3].numpy())
        np.testing.assert_allclose(found.products, found.patch * found.kernel)
        total = found.products.sum(dtype=np.float64) + (found.bias or 0)
        assert found.total == pytest.approx(total) == pytest.approx(found.value, abs=1e-5)


def test_the_box_of_a_window_is_in_the_layers_own_input() -> None:
    x = picture(2, 8, 8)
    inside = explained(nn.Conv2d(2, 2, 3, stride=2, padding=1), x, 0, 0, 1, 2)
    assert inside.patch_box == (3, 1, 6, 4)
    np.testing.assert_array_equal(inside.patch, x[0, :, 1:4, 3:6].numpy())
    corner = explained(nn.Conv2d(2, 2, 3, padding=1, padding_mode="replicate"), x, 0, 0, 0, 0)
    assert corner.patch_box == (-1, -1, 2, 2)


@pytest.mark.parametrize(
    "pool", [nn.MaxPool2d(3, 2, 1), nn.MaxPool2d(3, 2, ceil_mode=True), nn.MaxPool2d(2, dilation=2)]
)
def test_the_winner_of_max_pooling_holds_the_value(pool: nn.MaxPool2d) -> None:
    x = picture(3, 10, 8)
    rows, columns = pool(x).shape[2:]
    for row, column in [(0, 0), (rows - 1, columns - 1), (rows // 2, 1)]:
        found = explained(pool, x, 0, 2, row, column)
        assert found.operation == "max-pooling" and found.winner is not None
        assert float(x[0, 2][found.winner]) == found.value == found.total


def test_adaptive_max_pooling_has_a_winner_too() -> None:
    x = picture(3, 10, 7)
    found = explained(nn.AdaptiveMaxPool2d(3), x, 0, 1, 1, 2)
    assert found.winner is not None and float(x[0, 1][found.winner]) == found.value


class Mean(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3))


@pytest.mark.parametrize(
    "pool",
    [
        nn.AvgPool2d(3, 2, 1),
        nn.AvgPool2d(3, 2, 1, count_include_pad=False),
        nn.AvgPool2d(3, 2, ceil_mode=True),
        nn.AvgPool2d(2, divisor_override=3),
        nn.AdaptiveAvgPool2d((3, 4)),
        nn.AdaptiveAvgPool2d(1),
        Mean(),
    ],
)
def test_the_mean_of_average_pooling(pool: nn.Module) -> None:
    x = picture(3, 10, 8)
    shape = pool(x).shape
    for place in [(0, 0), (-1, -1)]:
        index = (0, 2, *(int(p) % s for p, s in zip(place, shape[2:], strict=False)))
        found = explained(pool, x, *index)
        assert found.operation == "average-pooling" and found.products is not None
        assert found.total == pytest.approx(found.value, abs=1e-6)
        assert found.products.sum() == pytest.approx(found.value, abs=1e-6)


def test_batch_norm_step_by_step() -> None:
    module = nn.BatchNorm2d(4)
    with torch.no_grad():
        for tensor in (module.running_mean, module.weight, module.bias):
            tensor.normal_()  # type: ignore[union-attr]
        module.running_var.uniform_(0.1, 2)  # type: ignore[union-attr]
    x = picture(4, 3, 3)
    found = explained(module, x, 0, 2, 1, 0)
    assert found.operation == "batch-norm"
    assert found.mean is not None and found.variance is not None and found.epsilon is not None
    assert found.input_value == pytest.approx(float(x[0, 2, 1, 0]))
    normalised = (float(x[0, 2, 1, 0]) - found.mean) / math.sqrt(found.variance + found.epsilon)
    assert found.normalised == pytest.approx(normalised)
    assert found.weight is not None and found.bias is not None
    assert found.weight * normalised + found.bias == pytest.approx(found.value, abs=1e-5) == pytest.approx(found.total)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (nn.ReLU(), "ReLU"),
        (nn.Hardswish(), "Hardswish"),
        (nn.GELU(), "GELU"),
        (nn.SiLU(), "SiLU"),
        (nn.Sigmoid(), "Sigmoid"),
    ],
)
def test_an_activation_names_itself_and_its_input(module: nn.Module, name: str) -> None:
    x = picture(3, 4, 4)
    found = explained(module, x, 0, 1, 2, 3)
    assert (found.operation, found.activation) == ("activation", name)
    assert found.input_value == pytest.approx(float(x[0, 1, 2, 3]))


def test_a_linear_layer_and_a_softmax() -> None:
    x = picture(12)
    found = explained(nn.Linear(12, 5), x, 0, 3)
    assert found.operation == "linear" and found.products is not None and found.bias is not None
    assert found.products.sum(dtype=np.float64) + found.bias == pytest.approx(found.value, abs=1e-5)
    answer = explained(nn.Softmax(1), x * 30, 0, 7)
    assert answer.operation == "softmax" and answer.products is not None
    assert answer.products[7, 0, 0] / answer.products.sum() == pytest.approx(answer.value, abs=1e-6)
    assert answer.total == pytest.approx(answer.value, abs=1e-6)


class Residual(nn.Module):
    """A block as libraries write it: the sum in place or not, the activation a function or a module."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(4, 4, 3, padding=1)
        self.relu = nn.ReLU(inplace=style == "in place")
        self.style = style

    def forward(self, x: Tensor) -> Tensor:
        out = self.convolution(x)
        if self.style == "in place":
            out += x
            return self.relu(out)
        if self.style == "function":
            return F.relu(torch.add(out, x), inplace=True)
        if self.style == "three":
            return out + x + 2 * x
        return x + out


@pytest.mark.parametrize("style", ["in place", "function", "three", "plain"])
def test_a_residual_sum_has_its_summands(style: str) -> None:
    block = Residual(style).eval().requires_grad_(False)
    x = picture(4, 6, 6)
    found = explained(block, x, 0, 1, 2, 3)
    place = (0, 1, 2, 3)
    summands = [float(block.convolution(x)[place]), float(x[place])] + (
        [2 * float(x[place])] if style == "three" else []
    )
    assert found.operation == "addition" and found.terms is not None
    assert sorted(found.terms.tolist()) == pytest.approx(sorted(summands), abs=1e-6)
    assert found.total == pytest.approx(sum(summands), abs=1e-5)
    rectified = style in ("in place", "function")
    assert found.activation == ("ReLU" if rectified else "")
    assert found.value == pytest.approx(max(found.total, 0) if rectified else found.total, abs=1e-5)


class Joined(nn.Module):
    """Two branches side by side, as in SqueezeNet and GoogLeNet."""

    def __init__(self) -> None:
        super().__init__()
        self.left = nn.Conv2d(3, 2, 1)
        self.right = nn.Conv2d(3, 5, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([F.relu(self.left(x)), F.relu(self.right(x))], 1)


def test_a_unit_of_a_joined_map_is_explained_in_its_part() -> None:
    module = Joined()
    found = explained(module, picture(3, 5, 5), 0, 4, 2, 2)
    assert (found.operation, found.activation, found.part) == ("convolution", "ReLU", (1, 2))
    assert found.kernel is not None
    np.testing.assert_array_equal(found.kernel, module.right.weight[2].numpy())


def test_what_is_not_known_is_said_to_be_other() -> None:
    class Cubed(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x.pow(3)

    x = picture(2, 3, 3)
    found = explained(Cubed(), x, 0, 1, 1, 1)
    assert (found.operation, found.function) == ("other", "pow")
    assert found.input_value == pytest.approx(float(x[0, 1, 1, 1]))


def test_the_effective_field_is_the_inputs_gradient() -> None:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True), nn.Conv2d(4, 2, 3)).eval().requires_grad_(False)
    x = picture(3, 9, 9)
    passed = passed_to(network, x, "0")
    assert passed.output.min() < 0
    found = passed.field((0, 1, 2, 3))
    expected = torch.zeros(9, 9)
    expected[2:5, 3:6] = network[0].weight[1].abs().sum(0)  # a single convolution: the gradient is its kernel
    torch.testing.assert_close(found, expected)
    deep = passed_to(network, x, "2").field((0, 0, 1, 1))
    nudged = x.double().clone().repeat(243, 1, 1, 1)
    nudged.view(243, 243)[range(243), range(243)] += 1e-6
    double = network.double()
    slopes = (double(nudged)[:, 0, 1, 1] - double(x.double())[0, 0, 1, 1]) / 1e-6
    torch.testing.assert_close(deep, slopes.abs().reshape(3, 9, 9).sum(0).float(), atol=1e-4, rtol=1e-3)
    assert all(not part._forward_hooks for part in network.modules())
