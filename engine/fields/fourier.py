"""Encodings of 2-D coordinates: none, basic, positional and Gaussian Fourier features (Tancik et al. 2020, section 6).

All but the first are one formula, cosines and sines of a matrix of frequencies times the position; they differ in the
frequencies only.
"""

from __future__ import annotations

import math
from typing import Literal, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Encoding = Literal["none", "basic", "positional", "gaussian"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
"""From the poorest to the richest, the order of the paper's table 1."""
DIMENSIONS = 2


def chosen_scale(encoding: Encoding, grid: int) -> float | None:
    """A scale that suits ``grid`` trained pixels a side, in cycles a side; None where the encoding has none.

    The Gaussian's standard deviation is an eighth of the highest frequency that ``grid`` pixels carry, grid / 2. The
    positional encoding goes up to three of these deviations, below which nearly all of the Gaussian's frequencies lie.
    """
    deviation = max(grid / 16, 0.5)
    return {"none": None, "basic": None, "positional": 3 * deviation, "gaussian": deviation}[encoding]


def frequency_matrix(encoding: Encoding, scale: float, features: int, seed: int) -> NDArray[np.float64]:
    """B (M, 2): the frequencies of an encoding in cycles a side; (0, 2) for ``"none"``, the identity for ``"basic"``.

    ``"positional"``: ``features`` / 2 frequencies for each axis, scale^(j/m) for j = 0 to m - 1. ``"gaussian"``:
    ``features`` draws from a normal distribution of standard deviation ``scale``; another scale stretches the same
    draws.
    """
    if encoding == "none":
        return np.empty((0, DIMENSIONS))
    if encoding == "basic":
        return np.eye(DIMENSIONS)
    if encoding == "gaussian":
        return scale * np.random.default_rng(seed).standard_normal((features, DIMENSIONS))
    count = max(features // DIMENSIONS, 1)
    ladder = float(scale) ** (np.arange(count) / count)
    return np.concatenate([axis * ladder[:, None] for axis in np.eye(DIMENSIONS)])


def fourier_features(positions: Tensor, frequencies: Tensor) -> Tensor:
    """gamma(v) = [cos(2 pi B v), sin(2 pi B v)], (N, 2 M), for ``positions`` (N, 2) and ``frequencies`` B (M, 2).

    Without frequencies the positions themselves.
    """
    if not len(frequencies):
        return positions
    angles = 2 * math.pi * positions @ frequencies.T
    return torch.cat([angles.cos(), angles.sin()], 1)


def encoded_size(frequencies: int) -> int:
    """How many values :func:`fourier_features` makes of a position with so many frequencies."""
    return 2 * frequencies if frequencies else DIMENSIONS


def pixel_positions(side: int) -> Tensor:
    """Across and down of each pixel of a square picture, row by row, (side * side, 2) float32 from 0 to below 1."""
    axis = torch.arange(side, dtype=torch.float32) / side
    rows, columns = torch.meshgrid(axis, axis, indexing="ij")
    return torch.stack([columns, rows], -1).reshape(-1, 2)
