"""How a position is told to attention: the encodings, each beside its paper.

Positions are 0, 1, ... in reading order; a grid of g x g patches has N = g * g of them, patch (row, column) being
position ``row * g + column``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

Doubles = NDArray[np.float64]


def counting(count: int, dimension: int) -> Doubles:
    """(N, D): the position itself in every dimension."""
    return np.repeat(np.arange(count, dtype=np.float64)[:, None], dimension, axis=1)


def normalised(count: int, dimension: int) -> Doubles:
    """(N, D): the position over the last one, 0 to 1, in every dimension."""
    return counting(count, dimension) / max(1, count - 1)


def binary(count: int, dimension: int) -> Doubles:
    """(N, D): bit d of the position in dimension d, the lowest first; 0 where the position has no such bit."""
    bits = np.minimum(np.arange(dimension), 62)
    values = (np.arange(count)[:, None] >> bits) & 1
    return values.astype(np.float64)


def sinusoidal(positions: Doubles, dimension: int, base: float = 10000.0) -> Doubles:
    """(N, D) of positions (N,): sin and cos in turn, of wave lengths from 2 pi to base * 2 pi.

    Vaswani et al. 2017, section 3.5: PE(p, 2i) = sin(p / base^(2i/D)), PE(p, 2i + 1) = cos(p / base^(2i/D)).
    """
    angles = positions[:, None] * frequencies(dimension, base)
    return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(len(positions), dimension)


def frequencies(dimension: int, base: float = 10000.0) -> Doubles:
    """(D/2,): the angle in radians by which each pair of dimensions turns from one position to the next."""
    return np.asarray(base ** (-np.arange(0, dimension, 2) / dimension), np.float64)


def shift(dimension: int, offset: float, base: float = 10000.0) -> Doubles:
    """(D, D) matrix R with R PE(p) = PE(p + offset) for every p: each pair of dimensions turned by its own angle.

    Vaswani et al. 2017, section 3.5, name this linear map as the reason for sines and cosines.
    """
    rotation = np.zeros((dimension, dimension))
    for pair, angle in enumerate(offset * frequencies(dimension, base)):
        c, s = math.cos(angle), math.sin(angle)
        rotation[2 * pair : 2 * pair + 2, 2 * pair : 2 * pair + 2] = ((c, s), (-s, c))
    return rotation


def sinusoidal_2d(side: int, dimension: int, base: float = 10000.0) -> Doubles:
    """(N, D) for a grid of ``side`` x ``side``: the first half of the dimensions tells the row, the second the column.

    Each half is the 1-D encoding of Vaswani et al. 2017 in D/2 dimensions; D is a multiple of 4.
    """
    row, column = np.divmod(np.arange(side * side, dtype=np.float64), side)
    half = dimension // 2
    return np.concatenate([sinusoidal(row, half, base), sinusoidal(column, half, base)], axis=1)


def learned(count: int, dimension: int) -> torch.nn.Parameter:
    """(N, D) float32 to be learned, one free row a position; begins as noise of deviation 0.02.

    Dosovitskiy et al. 2021 (ViT), section 3.1: learnable 1-D position embeddings.
    """
    import torch

    return torch.nn.Parameter(torch.nn.init.trunc_normal_(torch.empty(count, dimension), std=0.02))


def relative_position_index(window: int) -> NDArray[np.int64]:
    """(N, N) for a window of N = window * window patches: where the bias of query i and key j stands in the table.

    Liu et al. 2021 (Swin), section 3.2: offsets of rows and columns run from -(window - 1) to window - 1, so that the
    table has (2 window - 1)^2 entries, taken here row by row.
    """
    row, column = np.divmod(np.arange(window * window), window)
    down = row[:, None] - row[None, :] + window - 1
    across = column[:, None] - column[None, :] + window - 1
    return np.asarray(down * (2 * window - 1) + across, np.int64)


def log_spaced(offsets: Doubles, trained_window: int) -> Doubles:
    """Offsets in patches as Swin V2's small network is given them: sign(x) log2(1 + |x|) / log2(8).

    x is the offset over (trained window - 1), times 8. Liu et al. 2022 (Swin V2), section 3.3, with the scaling of
    the published code.
    """
    scaled = np.asarray(offsets, np.float64) / max(1, trained_window - 1) * 8
    return np.asarray(np.sign(scaled) * np.log2(1 + np.abs(scaled)) / np.log2(8), np.float64)


def relative_coordinates(window: int, trained_window: int) -> Doubles:
    """(2 window - 1, 2 window - 1, 2): the log-spaced offset of rows and of columns for every entry of the table."""
    steps = log_spaced(np.arange(-(window - 1), window, dtype=np.float64), trained_window)
    return np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=2)


def bias_network(heads: int, hidden: int = 512) -> torch.nn.Sequential:
    """Swin V2's small network from a log-spaced offset (..., 2) to a bias (..., heads) before :func:`bounded`.

    Liu et al. 2022, section 3.3: two layers with a ReLU between them.
    """
    from torch import nn

    return nn.Sequential(nn.Linear(2, hidden), nn.ReLU(), nn.Linear(hidden, heads, bias=False))


def bounded(raw: torch.Tensor) -> torch.Tensor:
    """The bias added to the scores: 16 sigmoid(raw), as in the published code of Swin V2."""
    return 16 * raw.sigmoid()


def cosine_similarity(matrix: NDArray[np.floating]) -> NDArray[np.float32]:
    """(N, N): cosine of the angle between the rows of (N, D); 0 where a row is all zero."""
    rows = np.asarray(matrix, np.float64)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(length > 0, length, 1.0)
    return np.asarray(unit @ unit.T, np.float32)


def mean_by_distance(
    values: NDArray[np.floating], distances: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The distances there are, ascending (K,), and the mean of ``values`` (N, N) at each (K,)."""
    known, place = np.unique(distances, return_inverse=True)
    place = place.ravel()
    total = np.bincount(place, weights=np.asarray(values, np.float64).ravel())
    return known.astype(np.float32), (total / np.bincount(place)).astype(np.float32)


def sequence_distances(count: int) -> NDArray[np.int64]:
    """(N, N): how many positions lie between two, in reading order."""
    place = np.arange(count)
    return np.asarray(np.abs(place[:, None] - place[None, :]), np.int64)


def grid_distances(side: int) -> NDArray[np.int64]:
    """(N, N): how far two patches of a grid lie apart, in patches, to the nearest whole number."""
    row, column = np.divmod(np.arange(side * side), side)
    return np.asarray(np.rint(np.hypot(row[:, None] - row, column[:, None] - column)), np.int64)
