"""Random choices that depend on nothing but the seed and a number, so that a resumed training draws the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset

if TYPE_CHECKING:
    import torch


def held_back(count: int, options: Any) -> tuple[NDArray[np.int64], int]:
    """A random order of ``count`` pictures, of which the first so many are held back for validation."""
    random = np.random.default_rng((options.seed, 2))
    return random.permutation(count), max(1, round(options.validation_fraction * count))


def held_out(data: Dataset, options: Any) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The pictures (N, H, W, C) and labels (N,) that the frames' validation numbers point into. Needs no torch."""
    if data.test_images is not None and data.test_labels is not None:
        return data.test_images, data.test_labels
    order, held = held_back(len(data.train_images), options)
    return data.train_images[order[:held]], data.train_labels[order[:held]]


def seeded(seed: int, number: int, stream: int) -> torch.Generator:
    """Random numbers that depend on nothing but (seed, number, stream), so that a resumed run draws the same."""
    import torch

    key = np.random.SeedSequence((seed, number, stream)).generate_state(1, np.uint64)[0]
    return torch.Generator().manual_seed(int(key >> np.uint64(1)))
