"""Labelled pictures to train on: class folders, or an .npz."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Dataset:
    """Labelled pictures of one size.

    ``train_images`` is (N, H, W, C) uint8, C 1 or 3; ``train_labels`` (N,) int64 into ``class_names``. ``test_images``
    and ``test_labels`` are the same for the test split, or None where the source has none. ``notes`` are sentences on
    what was left out or changed in reading.
    """

    name: str
    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.int64]
    class_names: tuple[str, ...]
    test_images: NDArray[np.uint8] | None = None
    test_labels: NDArray[np.int64] | None = None
    path: Path | None = None
    notes: tuple[str, ...] = field(default=())
