"""The volume rendering integral as a sum (Max 1995; Mildenhall et al. 2020, equation 3)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Integral:
    """What rays see: ``colour`` (B, 3), ``depth``, ``accumulation`` (B,), ``weights`` and ``transmittance`` (B, N).

    ``depth`` is the weights' mean position along the ray, divided by the accumulation (``far`` where there is none).
    """

    colour: Tensor
    depth: Tensor
    accumulation: Tensor
    weights: Tensor
    transmittance: Tensor


def weights_of(optical: Tensor) -> tuple[Tensor, Tensor]:
    """Weights T (1 - exp(-tau)) and transmittances T from ``optical`` (B, N): tau, density times width."""
    before = torch.cumsum(optical, 1) - optical
    transmittance = torch.exp(-before)
    return transmittance * -torch.expm1(-optical), transmittance


def integrate(
    density: Tensor,
    colours: Tensor,
    positions: Tensor,
    edges: Tensor,
    background: tuple[float, float, float] | None,
) -> Integral:
    """Sum along rays: ``density`` (B, N), ``colours`` (B, N, 3), ``positions`` (B, N), ``edges`` (B, N + 1)."""
    weights, transmittance = weights_of(density * (edges[:, 1:] - edges[:, :-1]))
    accumulation = weights.sum(1)
    colour = over_background((weights[..., None] * colours).sum(1), accumulation, background)
    depth = mean_depth((weights * positions).sum(1), accumulation, edges[:, -1])
    return Integral(colour, depth, accumulation, weights, transmittance)


def over_background(colour: Tensor, accumulation: Tensor, background: tuple[float, float, float] | None) -> Tensor:
    """``colour`` (B, 3) with what shines through of the background (None: nothing does)."""
    if background is None:
        return colour
    return colour + (1 - accumulation)[:, None] * colour.new_tensor(background)


def mean_depth(weighted: Tensor, accumulation: Tensor, far: Tensor) -> Tensor:
    """The mean position (B,) of what is seen, or ``far`` (B,) where next to nothing is."""
    return torch.where(accumulation > 1e-3, weighted / accumulation.clamp(min=1e-3), far)
