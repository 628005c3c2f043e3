"""Whether an iteration goes round in a circle: transforms that come back to where they were some steps ago."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LONGEST = 12
RETURNS_WITHIN = 0.02
"""A circle closes where the return is this part of a step: an approach shrinks its steps, a circle keeps them."""
STILL = 1e-9
"""Movements below this part of the cloud's radius are rounding."""


def circle(transforms: Sequence[NDArray[np.float64]], centre: NDArray[np.float64], radius: float) -> tuple[int, float]:
    """After how many steps the transforms (4, 4) repeat themselves, 2 to 12, and how far they go meanwhile.

    (0, 0) where they do not. They repeat with period p where each of the last p returns to within 2% of the mean step
    of where it was p steps before. Movements are measured on points at ``radius`` round ``centre`` (3,).
    """
    recent = np.stack(transforms[-2 * LONGEST - 1 :])
    places = np.concatenate(
        [(radius * recent[:, :3, :3]).reshape(len(recent), 9), recent[:, :3, :3] @ centre + recent[:, :3, 3]], axis=1
    )
    moves = np.linalg.norm(np.diff(places, axis=0), axis=1)
    for steps in range(2, LONGEST + 1):
        if len(places) < 2 * steps + 1:
            break
        mean = moves[-steps:].mean()
        if mean <= STILL * radius:
            break
        back = np.linalg.norm(places[-steps:] - places[-2 * steps : -steps], axis=1)
        if back.max() <= RETURNS_WITHIN * mean:
            return steps, float(moves[-steps:].max())
    return 0, 0.0
