"""Channels, rows and columns, whatever the library's order."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.inspection.arrangement import arrangement, as_float32


@pytest.mark.parametrize(
    ("shape", "size", "order", "arranged"),
    [
        ((64, 56, 56), (224, 224), "map", (64, 56, 56)),
        ((7, 7, 768), (224, 224), "channels-last", (768, 7, 7)),
        ((8, 12, 96), (256, 384), "channels-last", (96, 8, 12)),
        ((96, 8, 12), (256, 384), "map", (96, 8, 12)),
        ((512, 1, 1), (224, 224), "map", (512, 1, 1)),
        ((197, 192), (224, 224), "tokens", (192, 14, 14)),
        ((196, 192), (224, 224), "tokens", (192, 14, 14)),
        ((198, 192), (224, 224), "tokens", (192, 14, 14)),
        ((1000,), (224, 224), "vector", (1000, 1, 1)),
    ],
)
def test_the_order_is_told_from_the_shape(
    shape: tuple[int, ...], size: tuple[int, int], order: str, arranged: tuple[int, int, int]
) -> None:
    found = arrangement(shape, size)
    assert (found.order, found.shape) == (order, arranged)
    tensor = torch.randn(1, *shape)
    view = found.arranged(tensor)
    assert tuple(view.shape) == arranged
    for unit in [
        (0, 0, 0),
        (arranged[0] - 1, arranged[1] - 1, arranged[2] - 1),
        (arranged[0] // 2, 0, arranged[2] // 3),
    ]:
        assert float(view[unit]) == float(tensor[found.index(*unit)])
        np.testing.assert_array_equal(found.arranged(tensor.numpy())[unit], tensor[found.index(*unit)].numpy())


def test_the_array_is_a_readonly_copy() -> None:
    tensor = torch.randn(1, 4, 5, 6).contiguous(memory_format=torch.channels_last)
    array = as_float32(tensor[0])
    tensor.zero_()
    assert array.any() and array.flags.c_contiguous and not array.flags.writeable
