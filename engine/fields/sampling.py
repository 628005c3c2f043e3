"""Where along a ray a field is asked: stratified samples, and samples drawn from the weights of a first look."""

from __future__ import annotations

import torch
from torch import Tensor


def stratified(near: Tensor, far: Tensor, count: int, generator: torch.Generator | None = None) -> Tensor:
    """One position in each of ``count`` equal parts of [near, far], (B, count), ascending.

    ``near`` and ``far`` (B,). Mildenhall et al. 2020, equation 2. Uniformly at random in each part; without a
    generator its middle.
    """
    shape = (len(near), count)
    # Drawn on the CPU, so that all devices draw the same.
    if generator is not None:
        inside = torch.rand(shape, generator=generator, device="cpu").to(near)
    else:
        inside = near.new_full(shape, 0.5)
    parts = (torch.arange(count, device=near.device) + inside) / count
    return near[:, None] + (far - near)[:, None] * parts


def inverse_cdf(edges: Tensor, weights: Tensor, count: int, generator: torch.Generator | None = None) -> Tensor:
    """``count`` positions (B, count), ascending, drawn from the piecewise-constant density ``weights`` (B, P).

    ``edges`` (B, P + 1) are the parts' limits. Inverse transform sampling (Mildenhall et al. 2020, section 5.2):
    stratified, and without a generator at the middles of equal probabilities. Where all weights are 0 the density is
    uniform.
    """
    weights = weights.detach() + 1e-5
    cdf = torch.cumsum(weights / weights.sum(1, keepdim=True), 1)
    cdf = torch.cat([torch.zeros_like(cdf[:, :1]), cdf], 1)
    ones = weights.new_ones(len(weights))
    u = stratified(0 * ones, ones, count, generator).contiguous()
    above = torch.searchsorted(cdf, u, right=True).clamp(1, weights.shape[1])
    low, high = cdf.gather(1, above - 1), cdf.gather(1, above)
    start, end = edges.gather(1, above - 1), edges.gather(1, above)
    return start + (end - start) * ((u - low) / (high - low).clamp(min=1e-8)).clamp(0, 1)


def edges_of(positions: Tensor, near: Tensor, far: Tensor) -> Tensor:
    """The limits (B, N + 1) of the parts that samples at ``positions`` (B, N) stand for: ``near``, middles, ``far``."""
    middles = (positions[:, 1:] + positions[:, :-1]) / 2
    return torch.cat([near[:, None], middles, far[:, None]], 1)
