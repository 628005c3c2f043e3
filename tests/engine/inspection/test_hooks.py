"""The hook engine: true copies, and nothing left behind."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from engine.inspection.hooks import as_written, first_tensor, keeping, largest_outputs, replacing


def hooks_of(module: nn.Module) -> int:
    return sum(len(part._forward_hooks) + len(part._forward_pre_hooks) for part in module.modules())


def convolution_and_relu(inplace: bool) -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(inplace=inplace)).eval()


def test_a_kept_output_is_what_the_layer_gave_before_an_inplace_relu() -> None:
    network = convolution_and_relu(inplace=True)
    x = torch.randn(1, 3, 8, 8)
    with torch.inference_mode(), keeping(network, ["0", "1"]) as kept:
        network(x)
    expected = F.conv2d(x, network[0].weight, network[0].bias)
    assert expected.min() < 0
    torch.testing.assert_close(kept.outputs["0"], expected)
    torch.testing.assert_close(kept.outputs["1"], expected.relu())


def test_kept_arguments_are_copies_too() -> None:
    class Bumps(nn.Module):
        def forward(self, x: torch.Tensor, *, scale: torch.Tensor) -> torch.Tensor:
            return x.add_(scale)

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = Bumps()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.inner(x, scale=torch.ones(3))

    network = Network()
    with keeping(network, arguments=["inner"]) as kept:
        network(torch.zeros(3))
    positional, keywords = kept.arguments["inner"]
    assert positional[0].tolist() == [0, 0, 0]
    assert keywords["scale"].tolist() == [1, 1, 1]


def test_the_last_call_of_a_shared_module_counts() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.relu = nn.ReLU()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.relu(self.relu(x) - 2)

    network = Twice()
    with keeping(network, ["relu"]) as kept:
        network(torch.tensor([1.0, 3.0]))
    assert kept.outputs["relu"].tolist() == [0, 1]


def test_hooks_are_gone_after_an_exception() -> None:
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Linear(5, 6))
    for block in (
        keeping(network, ["0"], ["0"]),
        replacing(network, ["0"], lambda _, tensor: tensor),
        largest_outputs(network),
    ):
        with pytest.raises(RuntimeError), block:
            network(torch.randn(1, 3, 8, 8))
        assert hooks_of(network) == 0


def test_hooks_are_gone_where_a_layer_is_missing() -> None:
    network = convolution_and_relu(inplace=False)
    with pytest.raises(AttributeError), keeping(network, ["0", "nowhere"]):
        pass
    assert hooks_of(network) == 0


def test_replacing_hands_on_the_replacement() -> None:
    network = convolution_and_relu(inplace=False)
    with replacing(network, ["0"], lambda _, tensor: torch.zeros_like(tensor) - 1):
        assert network(torch.randn(1, 3, 8, 8)).abs().max() == 0


def test_as_written_changes_no_bit_and_is_undone_after_an_exception() -> None:
    network = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 4, 3), nn.ReLU()).eval()
    network[1].written_in_place = True  # type: ignore[assignment]
    x = torch.randn(1, 3, 9, 9)
    before = network(x)
    with as_written(network):
        assert network[1].inplace and not network[3].inplace
        assert torch.equal(network(x), before)
    with pytest.raises(RuntimeError), as_written(network):
        network(torch.randn(1, 5, 9, 9))
    assert not network[1].inplace


def test_largest_outputs_are_those_of_every_innermost_module() -> None:
    network = convolution_and_relu(inplace=False)
    x = torch.randn(1, 3, 8, 8)
    with torch.inference_mode(), largest_outputs(network) as largest:
        network(x)
    convolved = F.conv2d(x, network[0].weight, network[0].bias).detach()
    assert float(largest["0"]) == pytest.approx(float(convolved.abs().max()))
    assert float(largest["1"]) == pytest.approx(float(convolved.relu().max()))


def test_first_tensor_looks_into_tuples_and_dictionaries() -> None:
    tensor = torch.zeros(2)
    assert first_tensor((None, [tensor])) is tensor
    assert first_tensor({"out": tensor}) is tensor
    assert first_tensor("nothing") is None
