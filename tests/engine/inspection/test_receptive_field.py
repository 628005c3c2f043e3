"""Receptive fields against the closed form, published figures, and pixels that are really changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.inspection.receptive_field import Extent, ReceptiveField, measuring_field
from engine.runtime.cache import cache
from engine.runtime.torch_loading import load_torchvision


def measured(module: nn.Module, layer: str, size: tuple[int, int] = (224, 224), channels: int = 3) -> ReceptiveField:
    cache.remove("receptive-field", "test")
    running = measuring_field(module, layer, size, channels, "test")
    while True:
        try:
            next(running)
        except StopIteration as end:
            field: ReceptiveField = end.value
            return field


def closed_form(windows: Sequence[tuple[int, int, int]]) -> Extent:
    """Araujo et al. 2019, equations 2 to 5, for a chain of (kernel, stride, padding), first layer first."""
    size, jump, start = 1, 1, 0
    for kernel, stride, padding in windows:
        size += (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    return Extent(float(size), float(jump), float(start))


def chain(modules: Sequence[nn.Module]) -> list[tuple[int, int, int]]:
    def number(value: int | tuple[int, int]) -> int:
        return value if isinstance(value, int) else value[0]

    return [
        (number(m.kernel_size), number(m.stride), number(m.padding))
        for m in modules
        if isinstance(m, nn.Conv2d | nn.MaxPool2d | nn.AvgPool2d)
    ]


@pytest.mark.parametrize("name", ["alexnet", "vgg16"])
def test_chains_agree_with_the_closed_form_at_every_layer(name: str) -> None:
    models = load_torchvision().models
    if name == "vgg16":  # without its classifier, whose 120 million weights take seconds to draw
        features = models.vgg.make_layers(models.vgg.cfgs["D"]).eval()
    else:
        features = models.alexnet(weights=None).eval().features
    for number in range(len(features)):
        expected = closed_form(chain(list(features)[: number + 1]))
        found = measured(features, str(number))
        assert (found.rows, found.columns) == (expected, expected), number
    assert expected.size == {"alexnet": 195, "vgg16": 212}[name]  # the table of Araujo et al. 2019


@pytest.mark.parametrize(("name", "depth"), [("resnet18", 4), ("resnet50", 4)])
def test_residual_networks_agree_with_the_closed_form_of_their_longest_path(name: str, depth: int) -> None:
    network = getattr(load_torchvision().models, name)(weights=None).eval()
    path: list[nn.Module] = [network.conv1, network.maxpool]
    for number in range(1, depth + 1):
        for block in getattr(network, f"layer{number}"):
            path += [part for key, part in block.named_children() if key.startswith("conv")]
        expected = closed_form(chain(path))
        found = measured(network, f"layer{number}")
        assert (found.rows, found.columns) == (expected, expected)


@pytest.mark.parametrize(
    ("name", "layer", "size"),
    # The table of Araujo et al. 2019.
    [("mobilenet_v2", "features.18", 491), ("densenet121", "features", 2071)],
)
def test_published_sizes(name: str, layer: str, size: int) -> None:
    network = getattr(load_torchvision().models, name)(weights=None).eval()
    assert measured(network, layer).rows.size == size


def test_squeeze_and_excitation_sees_the_whole_picture() -> None:
    network = load_torchvision().models.mobilenet_v3_small(weights=None).eval()
    found = measured(network, "features.12", (96, 128))
    assert found.rows.whole and found.columns.whole
    assert found.box(1, 2) == (0, 0, 128, 96)


def test_a_linear_layer_sees_the_whole_picture() -> None:
    network = load_torchvision().models.alexnet(weights=None).eval()
    assert measured(network, "classifier.1").rows.whole


class Odd(nn.Module):
    """Dilation, uneven windows, rounding up, a functional in-place addition and a branch."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, (3, 5), stride=(2, 1), padding=(1, 2))
        self.pool = nn.MaxPool2d(3, 2, ceil_mode=True)
        self.wide = nn.Conv2d(4, 4, 3, padding=2, dilation=2, groups=2)
        self.narrow = nn.Conv2d(4, 4, 1)
        self.last = nn.Sequential(nn.BatchNorm2d(4), nn.Hardswish(inplace=True))

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.first(x))
        y = self.narrow(x)
        y += self.wide(x)
        out: Tensor = self.last(y)
        return out


class Windows(nn.Module):
    """Every unit sees its window of 4 x 4 pixels and nothing else."""

    def forward(self, x: Tensor) -> Tensor:
        rows, columns = x.shape[2] // 4, x.shape[3] // 4
        mean = x.reshape(*x.shape[:2], rows, 4, columns, 4).mean((3, 5), keepdim=True)
        return (x.reshape(*x.shape[:2], rows, 4, columns, 4) + mean).reshape(x.shape)


def truly_seen(module: nn.Module, size: tuple[int, int], unit: tuple[int, int]) -> tuple[int, int, int, int]:
    """(x0, y0, x1, y1) of the pixels whose change moves the unit, tried one row and one column at a time."""
    torch.manual_seed(0)
    module = module.double()
    moved: list[list[int]] = [[], []]
    pictures = torch.rand(20, 3, *size, dtype=torch.float64)
    with torch.inference_mode():
        before = module(pictures)[:, :, unit[0], unit[1]]
        for axis in (0, 1):
            for line in range(size[axis]):
                changed = pictures.clone()
                changed.select(2 + axis, line).add_(torch.randn(20, 3, size[1 - axis]) * 3)
                if not torch.equal(module(changed)[:, :, unit[0], unit[1]], before):
                    moved[axis].append(line)
    return moved[1][0], moved[0][0], moved[1][-1] + 1, moved[0][-1] + 1


def test_the_field_is_where_changed_pixels_change_the_unit() -> None:
    torch.manual_seed(1)
    module = nn.Sequential(Odd()).eval()
    found = measured(module, "0", (46, 38))
    assert found.box(5, 9) == truly_seen(module, (46, 38), (5, 9))


def test_fields_that_follow_no_grid_are_measured_one_by_one() -> None:
    module = nn.Sequential(Windows())
    found = measured(module, "0", (16, 24))
    for unit in [(0, 0), (5, 9), (15, 23)]:
        assert found.box(*unit) == truly_seen(module, (16, 24), unit)


def test_pooling_to_a_grid_is_measured_at_the_pictures_size() -> None:
    module = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.AdaptiveAvgPool2d(4)).eval()
    found = measured(module, "1", (18, 30))
    for unit in [(0, 0), (1, 2), (3, 3)]:
        assert found.box(*unit) == truly_seen(module, (18, 30), unit)


def test_the_network_is_left_as_it_was_and_the_answer_is_kept() -> None:
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU()).eval()
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    first = measured(network, "1", (32, 32))
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())
    assert all(not part._forward_hooks for part in network.modules())
    network[0].forward = None  # type: ignore[assignment]  # it would fail if it ran again
    running = measuring_field(network, "1", (32, 32), 3, "test")
    with pytest.raises(StopIteration) as end:
        next(running)
    assert end.value.value == first
    np.testing.assert_array_equal(first.array(), [[3, 1, 0], [3, 1, 0]])
