"""Scaled dot-product attention, stage by stage.

Vaswani et al. 2017, section 3.2: softmax(Q K^T / sqrt(D)) V. In NumPy and float64, so that every stage can be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Stages:
    """Every stage of attention for H heads, N queries and M keys, all float64.

    ``scores`` (H, N, M): the dot products. ``scaled``: divided by sqrt(D). ``masked``: minus infinity where a query may
    not look. ``weights``: the softmax of each row, or its largest score as one; zero in a row that may look nowhere.
    ``output`` (H, N, D'): the values' weighted sums. ``blind`` (N,) bool: the queries that may look nowhere.
    """

    scores: Floats
    scaled: Floats
    masked: Floats
    weights: Floats
    output: Floats
    blind: NDArray[np.bool_]


def attention(
    q: Floats,
    k: Floats,
    v: Floats,
    allowed: NDArray[np.bool_] | None = None,
    *,
    scaling: bool = True,
    temperature: float = 1.0,
    hard: bool = False,
) -> Stages:
    """Attend: q (H, N, D), k (H, M, D), v (H, M, D'), ``allowed`` (N, M), True where a query may look (None: all).

    ``temperature`` divides the scores before the softmax and changes nothing of ``hard``, which takes the first of the
    largest scores.
    """
    scores = q @ k.swapaxes(-1, -2)
    scaled = scores / np.sqrt(q.shape[-1]) if scaling else scores
    seen = np.ones(scores.shape[-2:], bool) if allowed is None else allowed
    masked = np.where(seen, scaled, -np.inf)
    weights = largest(masked) if hard else softmax(masked / temperature)
    return Stages(scores, scaled, masked, weights, weights @ v, np.asarray(~seen.any(-1)))


def softmax(scores: Floats) -> Floats:
    """The softmax over the last axis; a row of minus infinity alone gives zeros."""
    most = scores.max(-1, keepdims=True)
    raised = np.exp(scores - np.where(np.isfinite(most), most, 0.0))
    total = raised.sum(-1, keepdims=True)
    return raised / np.where(total > 0, total, 1.0)


def largest(scores: Floats) -> Floats:
    """One at the first of a row's largest scores, else zero; a row of minus infinity alone gives zeros."""
    chosen = np.arange(scores.shape[-1]) == scores.argmax(-1)[..., None]
    kept: Floats = (chosen & np.isfinite(scores)).astype(np.float64)
    return kept


def entropy(weights: Floats) -> Floats:
    """The entropy of each row (..., M) in bits, 0 log 0 being 0."""
    bits: Floats = -(weights * np.log2(np.where(weights > 0, weights, 1.0))).sum(-1)
    return bits


def split(x: Floats, heads: int) -> Floats:
    """The heads of (N, H D) apart: (H, N, D)."""
    return x.reshape(len(x), heads, -1).swapaxes(0, 1)


def concatenated(output: Floats) -> Floats:
    """The heads (H, N, D) side by side: (N, H D)."""
    return output.swapaxes(0, 1).reshape(output.shape[1], -1)
