"""What a head does, in numbers: who is looked at, how widely, how far."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from engine.attention.capture import Facts


def received(attention: Tensor) -> Tensor:
    """How much each key is looked at: the mean over the queries, (windows, heads, keys), summing to 1."""
    return attention.mean(-2)


def entropy(attention: Tensor) -> Tensor:
    """The entropy of the rows, in nats, averaged over the windows' queries: (heads,). 0: each looks at one token."""
    nats: Tensor = torch.special.entr(attention).sum(-1).mean((0, 2))
    return nats


def largest_entropy(attention: Tensor) -> float:
    """The entropy, in nats, of looking at every key of a window alike."""
    return math.log(attention.shape[-1])


def mean_distance(attention: Tensor, facts: Facts, patch_size: tuple[float, float]) -> Tensor:
    """The mean attention distance of each head, (heads,), in pixels: Dosovitskiy et al. 2021, figure 7.

    The distance between a query's patch and the others', averaged with the attention's weights, then over the queries.
    Tokens that are no patch take no part: the patches' weights are made to sum to 1 without them. ``patch_size``
    (rows, columns) is a patch's size in pixels of the network's input. A query that gives patches no weight at all is
    left out; nan where there is none other.
    """
    total = torch.zeros(attention.shape[1], dtype=torch.float64)
    queries = torch.zeros_like(total)
    apart: dict[bytes, Tensor] = {}
    for window, places in enumerate(facts.places):
        inside = np.flatnonzero(places >= 0)
        rows, columns = np.divmod(places[inside], facts.grid[1])
        relative = np.stack([rows - rows[:1], columns - columns[:1]]).astype(np.float64)
        key = relative.tobytes()
        if key not in apart:  # most windows are laid out alike
            high = np.subtract.outer(relative[0], relative[0]) * patch_size[0]
            wide = np.subtract.outer(relative[1], relative[1]) * patch_size[1]
            apart[key] = torch.from_numpy(np.hypot(high, wide)).float().to(attention.device)
        chosen = torch.from_numpy(inside).to(attention.device)
        weights = attention[window][:, chosen][:, :, chosen]
        sums = weights.sum(-1)
        distances = (weights * apart[key]).sum(-1) / sums
        counted = sums > 0
        total += torch.where(counted, distances, 0).sum(-1).double().cpu()
        queries += counted.sum(-1).cpu()
    return total / queries
