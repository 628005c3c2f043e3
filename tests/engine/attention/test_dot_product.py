"""Attention stage by stage against torch's own, and what holds for any numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.attention.dot_product import attention, concatenated, entropy, split


def _numbers(seed: int, heads: int = 2, queries: int = 5, keys: int = 6, wide: int = 4) -> Any:
    draw = np.random.default_rng(seed)
    return (
        draw.normal(size=(heads, queries, wide)),
        draw.normal(size=(heads, keys, wide)),
        draw.normal(size=(heads, keys, 3)),
    )


@pytest.mark.parametrize("heads", [1, 4])
@pytest.mark.parametrize("mask", ["none", "causal", "padding"])
@pytest.mark.parametrize("scaling", [True, False])
@pytest.mark.parametrize("temperature", [1.0, 0.3])
def test_equals_torch(heads: int, mask: str, scaling: bool, temperature: float) -> None:
    import torch

    q, k, v = _numbers(1, heads)
    allowed = {"none": np.ones((5, 6), bool), "causal": np.tri(5, 6, dtype=bool), "padding": np.ones((5, 6), bool)}[
        mask
    ]
    if mask == "padding":
        allowed[:, 4:] = False
    own = attention(q, k, v, allowed, scaling=scaling, temperature=temperature)
    scale = (0.5 if scaling else 1.0) / temperature
    tensors = [torch.from_numpy(x) for x in (q, k, v)]
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *tensors, attn_mask=torch.from_numpy(allowed), scale=scale
    )
    np.testing.assert_allclose(own.output, theirs.numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("heads", [1, 2, 4])
def test_equals_torch_with_projections(heads: int) -> None:
    import torch

    torch.manual_seed(0)
    theirs = torch.nn.MultiheadAttention(8, heads, bias=False, batch_first=True, dtype=torch.float64)
    x, source = torch.randn(5, 8, dtype=torch.float64), torch.randn(6, 8, dtype=torch.float64)
    with torch.no_grad():
        expected, weights = theirs(x[None], source[None], source[None], average_attn_weights=False)
    w = [part.numpy().T for part in theirs.in_proj_weight.detach().chunk(3)]
    own = attention(*(split(t.numpy() @ m, heads) for t, m in zip((x, source, source), w, strict=True)))
    output = concatenated(own.output) @ theirs.out_proj.weight.detach().numpy().T
    np.testing.assert_allclose(own.weights, weights[0].numpy(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(output, expected[0].numpy(), rtol=0, atol=1e-12)


def test_a_query_that_may_look_nowhere_gives_zeros() -> None:
    allowed = np.ones((5, 6), bool)
    allowed[2] = False
    for hard in (False, True):
        own = attention(*_numbers(0), allowed, hard=hard)
        assert own.blind.tolist() == [False, False, True, False, False]
        assert not own.weights[:, 2].any() and not own.output[:, 2].any()
        assert np.isfinite(own.output).all()


def test_hard_is_the_limit_of_a_low_temperature() -> None:
    hard, cold = attention(*_numbers(3), hard=True), attention(*_numbers(3), temperature=1e-4)
    np.testing.assert_allclose(cold.weights, hard.weights, atol=1e-9)
    assert not entropy(hard.weights).any()


def test_entropy_of_equal_weights() -> None:
    assert entropy(np.full(8, 1 / 8)) == pytest.approx(3.0)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.booleans(), st.floats(0.1, 50.0))
def test_rows_sum_to_one_and_order_does_not_matter(seed: int, hard: bool, size: float) -> None:
    q, k, v = _numbers(seed)
    own = attention(size * q, k, v, hard=hard)
    np.testing.assert_allclose(own.weights.sum(-1), 1.0, atol=1e-12)
    draw = np.random.default_rng(seed)
    a, b = draw.permutation(5), draw.permutation(6)
    other = attention(size * q[:, a], k[:, b], v[:, b], hard=hard)
    np.testing.assert_allclose(other.output, own.output[:, a], atol=1e-9)
