"""Which descriptors of two photos are each other's nearest: exact, as one product of matrices a portion."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LENGTH = 512.0
"""The length of a SIFT descriptor as COLMAP rounds it to bytes."""
FURTHEST = 0.7
"""Angle between matched descriptors at most, radians: COLMAP's."""
PORTION = 2048


def mutual_matches(first: NDArray[np.uint8], second: NDArray[np.uint8], ratio: float) -> NDArray[np.int32]:
    """The pairs (M, 2) of rows of ``first`` (K, 128) and ``second`` (L, 128), each the other's nearest in angle.

    The second nearest is at least 1 / ``ratio`` times as far, seen from either side (Lowe 2004, section 7.1).
    """
    if min(len(first), len(second)) < 2:
        return np.zeros((0, 2), np.int32)
    a, b = first.astype(np.float32), second.astype(np.float32)  # products of bytes are exact
    forth, back = _nearest(a, b, ratio), _nearest(b, a, ratio)
    own = np.flatnonzero(forth >= 0)
    own = own[back[forth[own]] == own]
    return np.stack([own, forth[own]], axis=1).astype(np.int32)


def _nearest(a: NDArray[np.float32], b: NDArray[np.float32], ratio: float) -> NDArray[np.int64]:
    """For each row of ``a`` the nearest row of ``b``, or -1 where it is too far or not distinct."""
    found = np.full(len(a), -1, np.int64)
    for start in range(0, len(a), PORTION):
        products = a[start : start + PORTION] @ b.T
        rows = np.arange(len(products))
        best = products.argmax(axis=1)
        nearest = _angle(products[rows, best])
        products[rows, best] = -1
        good = (nearest <= FURTHEST) & (nearest < ratio * _angle(products.max(axis=1)))
        found[start : start + PORTION] = np.where(good, best, -1)
    return found


def _angle(products: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.arccos(np.minimum(products.astype(np.float64) / LENGTH**2, 1.0))
