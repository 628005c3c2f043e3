"""Encodings of positions against closed forms and timm's Swin; attention that is told no order does not know it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from engine.attention import positions
from engine.attention.position_layer import VALUES, PositionLayer, differences_after_shuffling, patches_of, square_of
from engine.runtime.torch_loading import load_timm


def test_the_sinusoid_is_the_papers_formula() -> None:
    encoded = positions.sinusoidal(np.arange(50.0), 16)
    for position, pair in ((0, 0), (7, 3), (49, 7)):
        angle = position / 10000 ** (2 * pair / 16)
        assert encoded[position, 2 * pair] == pytest.approx(np.sin(angle), abs=1e-12)
        assert encoded[position, 2 * pair + 1] == pytest.approx(np.cos(angle), abs=1e-12)


@pytest.mark.parametrize("offset", [1.0, 5.0, -3.0, 40.0])
def test_a_shift_of_the_sinusoid_is_one_rotation(offset: float) -> None:
    place = np.arange(64.0)
    rotation = positions.shift(32, offset)
    moved = positions.sinusoidal(place, 32) @ rotation.T
    np.testing.assert_allclose(moved, positions.sinusoidal(place + offset, 32), atol=1e-11)
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(32), atol=1e-12)


def test_the_dot_product_of_sinusoids_depends_on_the_distance_alone() -> None:
    encoded = positions.sinusoidal(np.arange(30.0), 24, base=100.0)
    expected = np.cos(np.arange(30)[:, None, None] * positions.frequencies(24, 100.0)).sum(2)[:, 0]
    dots = encoded @ encoded.T
    np.testing.assert_allclose(dots, expected[positions.sequence_distances(30)], atol=1e-11)


def test_counting_normalised_binary() -> None:
    np.testing.assert_array_equal(positions.counting(5, 3), np.arange(5)[:, None] * np.ones(3))
    assert positions.normalised(9, 2).max() == 1.0 and positions.normalised(1, 2).max() == 0.0
    codes = positions.binary(64, 8)
    np.testing.assert_array_equal(codes @ 2.0 ** np.arange(8), np.arange(64))
    assert len(np.unique(codes, axis=0)) == 64
    assert len(np.unique(positions.binary(64, 5), axis=0)) == 32


def test_rows_and_columns_stand_apart() -> None:
    encoded = positions.sinusoidal_2d(6, 16).reshape(6, 6, 16)
    np.testing.assert_array_equal(encoded[2, :, :8], np.repeat(encoded[2, :1, :8], 6, axis=0))
    np.testing.assert_array_equal(encoded[:, 3, 8:], np.repeat(encoded[:1, 3, 8:], 6, axis=0))
    np.testing.assert_allclose(encoded[4, 1, :8], positions.sinusoidal(np.array([4.0]), 8)[0], atol=1e-15)


@pytest.mark.parametrize("window", [2, 7, 8])
def test_swins_index_is_timms(window: int) -> None:
    load_timm()
    from timm.layers.pos_embed_rel import gen_relative_position_index

    expected = gen_relative_position_index((window, window)).numpy()
    np.testing.assert_array_equal(positions.relative_position_index(window), expected)


@pytest.mark.parametrize(("window", "trained"), [(8, 8), (16, 8), (16, 16), (12, 6)])
def test_swin_v2s_coordinates_and_bias_are_timms(window: int, trained: int) -> None:
    load_timm()
    from timm.models.swin_transformer_v2 import WindowAttention

    torch.manual_seed(0)
    theirs: Any = WindowAttention(16, (window, window), 4, pretrained_window_size=(trained, trained))
    table = positions.relative_coordinates(window, trained)
    np.testing.assert_allclose(table, theirs.relative_coords_table[0].numpy(), atol=1e-6)
    np.testing.assert_array_equal(positions.relative_position_index(window), theirs.relative_position_index.numpy())
    own = positions.bias_network(4)
    own.load_state_dict({k: v for k, v in theirs.cpb_mlp.state_dict().items() if k in own.state_dict()}, strict=True)
    with torch.no_grad():
        ours = positions.bounded(own(torch.from_numpy(table.astype(np.float32))))
        expected = 16 * torch.sigmoid(theirs.cpb_mlp(theirs.relative_coords_table))[0]
    np.testing.assert_allclose(ours.numpy(), expected.numpy(), atol=1e-5)


def test_means_by_distance() -> None:
    values = np.array([[1.0, 2.0], [4.0, 3.0]])
    distances, means = positions.mean_by_distance(values, positions.sequence_distances(2))
    np.testing.assert_array_equal(distances, [0, 1])
    np.testing.assert_array_equal(means, [2.0, 3.0])
    assert positions.grid_distances(5)[0, 24] == round(4 * 2**0.5)


def _patches(side: int) -> torch.Tensor:
    return torch.randn(side * side, VALUES, generator=torch.Generator().manual_seed(3))


def _layer(kind: str, combine: str, side: int = 8) -> PositionLayer:
    matrix = positions.sinusoidal(np.arange(side * side, dtype=float), 32) if kind == "sinusoidal" else None
    return PositionLayer(kind, combine, side, 32, 1, matrix)


@pytest.mark.parametrize("kind", ["sinusoidal", "learned", "relative-bias", "log-cpb"])
def test_without_positions_shuffled_patches_give_the_shuffled_output(kind: str) -> None:
    order = np.random.default_rng(0).permutation(64)
    assert differences_after_shuffling(_layer(kind, "off"), _patches(8), order).max() <= 1e-5
    told = _layer(kind, "added")
    assert differences_after_shuffling(told, _patches(8), order).max() > 1e-3
    assert differences_after_shuffling(told.without_positions(), _patches(8), order).max() <= 1e-5
    assert differences_after_shuffling(told, _patches(8), np.arange(64)).max() == 0.0


def test_concatenated_positions_are_noticed_too() -> None:
    layer, order = _layer("sinusoidal", "concatenated"), np.random.default_rng(1).permutation(64)
    assert differences_after_shuffling(layer, _patches(8), order).max() > 1e-3
    assert differences_after_shuffling(layer.without_positions(), _patches(8), order).max() <= 1e-5


def test_the_layer_is_attention_as_torch_has_it() -> None:
    layer, patches = _layer("relative-bias", "added", 4), _patches(4)[None]
    with torch.no_grad():
        tokens = layer.embed(patches)
        q, k, v = layer.query_key_value(tokens).reshape(1, 16, 3, 4, 8).permute(2, 0, 3, 1, 4)
        out = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=layer.bias())
        expected = layer.project(out.transpose(1, 2).reshape(1, 16, 32))
        torch.testing.assert_close(layer.attend(patches), expected, atol=1e-6, rtol=1e-5)


def test_patches_are_cut_in_reading_order() -> None:
    pixels = np.zeros((40, 56, 3), np.uint8)
    pixels[:20, 28:] = 255
    square, region = square_of(pixels)
    assert square.shape == (40, 40, 3) and region == (8, 0, 48, 40)
    patches = patches_of(square, 2).numpy()
    assert patches.shape == (4, VALUES)
    assert patches[1].mean() > 1.5 and patches[[0, 2, 3]].max(axis=1).mean() < 0
