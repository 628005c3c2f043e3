"""Attention carried through the layers: rollout, gradient-weighted rollout and relevance.

Abnar and Zuidema 2020 follow what a token is made of through all layers: the residual connection is half of each
layer, A = (mean over heads + I) / 2, and the layers' matrices are multiplied. Weighted by the positive part of the
attention times the gradient of a class's logit, the same product speaks for that class. Chefer, Gur and Wolf 2021
("Generic attention-model explainability") start from R = I and let each layer add: R + mean((A * gradient)+) R.

All three are defined where every token of a layer is a token of the layer before: global attention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from engine.attention.capture import AttentionLayer, attention_of, replacing_attention
from engine.attention.families import Call
from engine.runtime.cancellation import interruptible


def layer_matrix(weights: Tensor) -> Tensor:
    """(weights + I) over its row sums: a layer with its residual connection, from non-negative weights (N, N)."""
    with_residual = weights + torch.eye(len(weights), dtype=weights.dtype, device=weights.device)
    matrix: Tensor = with_residual / with_residual.sum(-1, keepdim=True)
    return matrix


def rollout(means: Iterable[Tensor]) -> Tensor:
    """The product of :func:`layer_matrix` over the layers, the first layer first: (N, N), rows summing to 1.

    ``means`` are (N, N) each: a layer's attention averaged over its heads, or any non-negative weights in its place.
    """
    product: Tensor | None = None
    for mean in means:
        matrix = layer_matrix(mean)
        product = matrix if product is None else matrix @ product
    if product is None:
        raise ValueError("rollout needs a layer at least")
    return product


def relevance(weighted: Iterable[Tensor]) -> Tensor:
    """R + W R for each layer's W (N, N), the first layer first, from R = I: (N, N)."""
    total: Tensor | None = None
    for weights in weighted:
        if total is None:
            total = torch.eye(len(weights), dtype=weights.dtype, device=weights.device)
        total = total + weights @ total
    if total is None:
        raise ValueError("relevance needs a layer at least")
    return total


def weighted_by_gradient(
    module: nn.Module, layers: Sequence[AttentionLayer], picture: Tensor, target: int
) -> dict[str, Tensor]:
    """For each layer the mean over heads of (attention * d logit / d attention)+, (N, N) float32, by its path.

    One forward and one backward pass of ``module`` on ``picture`` (1, C, H, W), computed openly. No layer's maps are
    kept between the two: they are made again from the layer's input, so that many large layers fit into memory.
    """
    found: dict[str, Tensor] = {}

    def watched(layer: AttentionLayer, call: Call, attention: Tensor) -> Tensor:
        def weigh(gradient: Tensor) -> None:
            weights = attention_of(layer, call)
            found[layer.path] = (weights * gradient).clamp(min=0).mean((0, 1))

        attention.register_hook(weigh)
        return attention

    with torch.inference_mode(False), torch.enable_grad(), interruptible(module):
        start = picture.detach().clone().requires_grad_()
        with replacing_attention(layers, watched, around=_forgetting):
            logits = module(start)
            logits[0, target].backward()
    return found


def _forgetting(compute: Callable[..., Any], *inputs: Any, **keywords: Any) -> Any:
    """``compute`` without keeping what lies inside for the backward pass."""
    return checkpoint(compute, *inputs, use_reentrant=False, preserve_rng_state=False, **keywords)
