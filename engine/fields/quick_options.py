"""The size and the schedule of the fields that learn within seconds: the one place where their numbers stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuickKind = Literal["planes", "grid", "hash"]


@dataclass(frozen=True)
class QuickOptions:
    """The default field and how it is trained.

    ``resolutions`` of the planes and lines, grown after ``growing`` steps; ``density_features`` and ``colour_features``
    of each plane. ``levels`` of the grids: resolutions of the dense grid, or of the hashed one with tables of
    ``2 ** table`` entries; ``level_features`` each. ``hidden`` is the width of the small networks,
    ``direction_frequencies`` the encoding of what they are told of the direction.

    ``samples`` is about how many samples a step takes, stage by stage, the later stages from the steps
    ``samples_from``; ``rays`` the most rays; ``divisions`` how many samples would lie along the box's diagonal, the
    later stages from ``dense_from``.
    ``occupancy`` cells along each side; a cell is empty where a sample's opacity is below ``empty``. Samples of a
    weight below ``unseen`` are not asked for their colour. The learning rates fall tenfold in ``tenfold`` steps, down
    to ``least`` of what they were. What the loss adds: ``sparsity`` times the mean size of the density's features,
    ``variation`` times the mean squared difference of neighbours in planes and lines (the colour's a tenth), and
    ``distortion`` times how far apart along a ray what is seen lies (Barron et al. 2022, equation 15), and
    ``sparse_depth`` times how far from the sparse points that photos show their rays end (``sparse_depth.py``).
    """

    kind: QuickKind = "planes"
    view_dependence: bool = True
    resolutions: tuple[int, ...] = (48, 96, 128)
    growing: tuple[int, ...] = (150, 600)
    density_features: int = 8
    colour_features: int = 16
    mixed: int = 24
    levels: tuple[int, ...] = (16, 32, 64, 96)
    hash_levels: tuple[int, ...] = (16, 24, 36, 54, 81, 121, 181, 256)
    table: int = 15
    level_features: int = 4
    hash_features: int = 2
    hidden: int = 48
    direction_frequencies: int = 2
    samples: tuple[int, ...] = (8_000, 18_000)
    samples_from: tuple[int, ...] = (30,)
    rays: int = 4096
    divisions: tuple[int, ...] = (64, 128, 192)
    dense_from: tuple[int, ...] = (40, 600)
    occupancy: int = 64
    empty: float = 0.02
    unseen: float = 1e-4
    updates: tuple[int, ...] = (15, 30, 50, 80, 120, 200, 300)
    update_every: int = 200
    rate: float = 0.03
    network_rate: float = 0.003
    tenfold: int = 2500
    least: float = 0.03
    sparsity: float = 3e-3
    variation: float = 0.0
    distortion: float = 0.0
    sparse_depth: float = 0.0

    def stage(self, step: int, starts: tuple[int, ...]) -> int:
        """How many of ``starts`` lie at or before ``step``."""
        return sum(step >= start for start in starts)

    def updates_at(self, step: int) -> bool:
        """Whether the occupancy is found again after so many steps."""
        return step in self.updates or (step > self.updates[-1] and step % self.update_every == 0)

    def decay(self, step: int) -> float:
        """What the learning rates are multiplied with at a step."""
        return max(float(0.1 ** (step / self.tenfold)), self.least)


UNBOUNDED = QuickOptions(resolutions=(32, 64, 96), variation=1e-2, distortion=1e-2, sparse_depth=0.03)
"""The same for scenes without limits: few photos say little of what lies far behind, and coarser planes make up less.

Chosen with photos of 100 pixels, where a cell about what is looked at is some one and a half pixels wide.
"""
