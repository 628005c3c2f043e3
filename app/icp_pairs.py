"""Pairs of points picked by hand, and the rigid motion that fits them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QCoreApplication

from engine.geometry.alignment_steps import fitted
from engine.geometry.rigid import moved
from widgets.pair_list import LEAST, Pair

Array = NDArray[np.float64]

STRAIGHT = 1e-3
"""Points whose second spread is below this part of the first lie on one line, about which they can turn freely."""


@dataclass
class PickedPairs:
    """Points of the source and of the target in the files' coordinates, picked in turn."""

    source: list[Array] = field(default_factory=list)
    target: list[Array] = field(default_factory=list)

    def pick(self, name: str, point: ArrayLike) -> bool:
        """Take a point of ``source`` or ``target``; False where the other cloud's is awaited.

        A second point of the source replaces the one that waits.
        """
        place = np.array(point, np.float64)
        if name == "source":
            if self.waiting():
                self.source[-1] = place
            else:
                self.source.append(place)
            return True
        if name == "target" and self.waiting():
            self.target.append(place)
            return True
        return False

    def waiting(self) -> bool:
        """Whether a point of the source waits for its target."""
        return len(self.source) > len(self.target)

    def remove(self, number: int) -> None:
        """Forget a pair."""
        del self.source[number]
        if number < len(self.target):
            del self.target[number]

    def clear(self) -> None:
        """Forget all pairs."""
        self.source.clear()
        self.target.clear()

    def _whole(self) -> tuple[Array, Array]:
        count = len(self.target)
        return np.array(self.source[:count]).reshape(-1, 3), np.array(self.target).reshape(-1, 3)

    def on_one_line(self) -> bool:
        """Whether there are enough pairs, but on one line (or in one place)."""
        source, target = self._whole()
        if len(source) < LEAST:
            return False
        spreads = [np.linalg.svd(points - points.mean(axis=0), compute_uv=False) for points in (source, target)]
        return any(bool(s[1] <= STRAIGHT * s[0] or s[0] == 0) for s in spreads)

    def motion(self) -> Array | None:
        """The motion (4, 4), source to target, with the least squared residuals; None before there are three pairs."""
        source, target = self._whole()
        if len(source) < LEAST or self.on_one_line():
            return None
        first, second = source.mean(axis=0), target.mean(axis=0)  # large coordinates lose no digits
        motion = fitted(source - first, target - second)
        motion[:3, 3] += second - motion[:3, :3] @ first
        return motion

    def pairs(self) -> list[Pair]:
        """All pairs with their residuals, for the list."""
        motion = self.motion()
        source, target = self._whole()
        residuals: list[float | None] = [None] * len(source)
        if motion is not None:
            residuals = [float(r) for r in np.linalg.norm(moved(motion, source) - target, axis=1)]
        made = [Pair(_three(s), _three(t), r) for s, t, r in zip(source, target, residuals, strict=True)]
        return [*made, Pair(_three(self.source[-1]))] if self.waiting() else made

    def note(self) -> str:
        """Why there is no fit although there are enough pairs, or ""."""
        if not self.on_one_line():
            return ""
        return QCoreApplication.translate("PickedPairs", "The points lie on one line; pick one beside it.")


def _three(point: Array) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])
