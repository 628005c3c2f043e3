"""Positional encoding: coordinates as sines and cosines of doubled frequencies (Mildenhall et al. 2020, equation 4)."""

from __future__ import annotations

import math
from typing import Literal

import torch
from torch import Tensor, nn

Order = Literal["paper", "published"]


def encode(x: Tensor, frequencies: int, order: Order = "published") -> Tensor:
    """``x`` (N, D) encoded with ``frequencies`` L.

    ``"paper"``: equation 4 for each coordinate in turn: sin(2^0 pi p), cos(2^0 pi p), ..., sin(2^(L-1) pi p),
    cos(2^(L-1) pi p); (N, 2 L D), for coordinates from -1 to 1. ``"published"``: what the authors' program and
    the weights made with it use: x itself, then for each frequency 2^l the sines and the cosines of all coordinates,
    without pi; (N, D + 2 L D), 63 values for L = 10 and 27 for L = 4. L = 0 gives x itself in both.
    """
    if frequencies == 0:
        return x
    octaves = 2.0 ** torch.arange(frequencies, dtype=x.dtype, device=x.device)
    if order == "paper":
        angles = x[:, :, None] * (octaves * math.pi)  # (N, D, L)
        return torch.stack([angles.sin(), angles.cos()], -1).flatten(1)
    angles = octaves[:, None] * x[:, None, :]  # (N, L, D)
    return torch.cat([x, torch.stack([angles.sin(), angles.cos()], 2).flatten(1)], 1)


def glorot(network: nn.Module) -> None:
    """Weights as the authors' programs begin with: Glorot and Bengio 2010, uniform; biases 0.

    With torch's own, smaller ones most small networks begin with no density anywhere and never find any.
    """
    for layer in network.modules():
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)


def encoded_size(dimensions: int, frequencies: int, order: Order = "published") -> int:
    """How many values :func:`encode` makes of ``dimensions`` coordinates."""
    if frequencies == 0:
        return dimensions
    return dimensions * (2 * frequencies + (order == "published"))


def scale_of(extent: float, order: Order) -> float:
    """What positions are divided by before they are encoded, so that the lowest frequency does not repeat.

    ``extent`` is the largest coordinate. The published order's lowest sine repeats beyond pi; the paper's wants
    coordinates from -1 to 1.
    """
    return extent if order == "paper" else max(extent / 3.0, 1.0)
