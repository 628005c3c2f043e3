"""Where one token of a layer looks, and who looks at it, as maps over the patches."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def place_of(places: NDArray[np.int64], patch: int) -> tuple[int, int]:
    """The window and the token in it at which a patch stands; ``places`` (windows, tokens) as in the frame."""
    window, token = np.argwhere(places == patch)[0]
    return int(window), int(token)


def maps(
    attention: Floats, places: NDArray[np.int64], grid: tuple[int, int], place: tuple[int, int], received: bool
) -> Floats:
    """(heads, rows, columns): the weights a token gives to each patch, or ``received`` from each as a key.

    ``attention`` (windows, heads, queries, keys); ``place`` (window, token). Patches of other windows get 0.
    """
    window, token = place
    weights = attention[window, :, :, token] if received else attention[window, :, token]
    inside = places[window] >= 0
    drawn = np.zeros((attention.shape[1], grid[0] * grid[1]), np.float32)
    drawn[:, places[window][inside]] = weights[:, inside]
    return drawn.reshape(-1, *grid)


def beside_the_patches(attention: Floats, places: NDArray[np.int64], place: tuple[int, int]) -> Floats:
    """What a token gives to tokens that are no patch, (heads,): with the map of what it looks at, 1 in all."""
    window, token = place
    given: Floats = attention[window, :, token][:, places[window] < 0].sum(-1)
    return given


def covering(patch: int, grid: tuple[int, int], other: tuple[int, int]) -> int:
    """The patch of a grid ``other`` over the middle of patch number ``patch`` of ``grid``."""
    row, column = divmod(patch, grid[1])
    down = int((row + 0.5) / grid[0] * other[0])
    return down * other[1] + int((column + 0.5) / grid[1] * other[1])


def answer_map(frame: Any) -> Floats:
    """(rows, columns): the method's map; without one, what the answering tokens look at in this layer, all heads' mean.

    Where attention is in windows: how much each patch is looked at within its own.
    """
    if frame.rollout.size:
        return np.asarray(frame.rollout)
    grid = (int(frame.grid[0]), int(frame.grid[1]))
    if len(frame.answering):
        rows = frame.attention[0].mean(0)[frame.answering].mean(0)
        return np.asarray(rows[frame.prefix_tokens :].reshape(grid), np.float32)
    seen = np.zeros(grid[0] * grid[1], np.float32)
    for places, received in zip(frame.places, frame.received.mean(1), strict=True):
        seen[places[places >= 0]] = received[places >= 0]
    return seen.reshape(grid)
