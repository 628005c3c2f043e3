"""A radiance field's density on a lattice over its box, sampled plane by plane and kept as long as the field is."""

from __future__ import annotations

import copy
import weakref
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.fields.drawing import rays_at_once
from engine.fields.field import Bounds, RadianceField
from engine.fields.files import TrainedField
from engine.fields.quick import CHUNK, QuickField
from engine.runtime.cache import cache
from engine.study import freeze

DECADES = 5
BINS = 100
"""The histogram's bars lie in so many powers of ten under the largest density."""
NODES = 1 << 20
"""Nodes that are computed with between two breaths."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Nodes over a box: ``low`` (3,) the first, ``spacing`` (3,) between them, ``counts`` along the axes."""

    low: NDArray[np.float64]
    spacing: NDArray[np.float64]
    counts: tuple[int, int, int]

    @staticmethod
    def over(bounds: Bounds, cells: int) -> Lattice:
        """``cells`` cells along the box's longest side, as near to cubes as whole numbers allow."""
        low, high = np.array(bounds.low, np.float64), np.array(bounds.high, np.float64)
        steps = np.maximum(np.rint((high - low) / (high - low).max() * cells), 1).astype(int)
        x, y, z = (int(s) + 1 for s in steps)
        return Lattice(low, (high - low) / steps, (x, y, z))

    @property
    def high(self) -> NDArray[np.float64]:
        """The last node (3,)."""
        return np.asarray(self.low + self.spacing * (np.array(self.counts) - 1), np.float64)


@dataclass(eq=False)
class SampledDensity:
    """What a field was at one step: a copy of it, and its density (X, Y, Z) float32 at the lattice's nodes.

    The copy goes on being what it was while the field is trained. ``planes`` of the density are sampled so far, along
    the first axis.
    """

    field: RadianceField
    step: int
    lattice: Lattice
    density: NDArray[np.float32]
    planes: int = 0
    largest: float = 0.0
    histogram: tuple[NDArray[np.int64], NDArray[np.float64]] | None = field(default=None)

    def sampling(self) -> Generator[int, None, None]:
        """Sample what is missing, yielding the number of planes done after each chunk."""
        x, y, z = self.lattice.counts
        device = device_of(self.field)
        axes = [
            torch.from_numpy((low + step * np.arange(count)).astype(np.float32))
            for low, step, count in zip(self.lattice.low, self.lattice.spacing, self.lattice.counts, strict=True)
        ]
        across = torch.stack(torch.meshgrid(axes[1], axes[2], indexing="ij"), -1).reshape(-1, 2)
        at_once = points_at_once(self.field)
        while self.planes < x:
            points = torch.cat([axes[0][self.planes].expand(len(across), 1), across], 1).to(device)
            plane = np.zeros(y * z, np.float32)
            for start in range(0, len(points), at_once):
                with torch.no_grad():
                    found = seen_density(self.field, points[start : start + at_once])
                    plane[start : start + at_once] = found.cpu().numpy()
                yield self.planes
            self.density[self.planes] = np.where(np.isfinite(plane), plane, 0).reshape(y, z)
            self.largest = max(self.largest, float(self.density[self.planes].max()))
            self.planes += 1
        if self.histogram is None:
            counts, edges = density_histogram(self.density[:0], self.largest)
            for part in self.blocks():
                counts = counts + density_histogram(self.density[part], self.largest)[0]
                yield self.planes
            self.histogram = freeze(counts), freeze(edges)

    def blocks(self) -> Iterator[slice]:
        """The planes in parts that are computed with within a breath."""
        x, y, z = self.lattice.counts
        together = max(1, NODES // (y * z))
        return (slice(start, min(start + together, x)) for start in range(0, x, together))


def points_at_once(field: RadianceField) -> int:
    """How many points a field is asked at once so that it answers within a breath."""
    if isinstance(field, QuickField) or next(field.parameters(), None) is None:
        return CHUNK
    return min(CHUNK, rays_at_once(field, 1))


def device_of(field: RadianceField) -> torch.device:
    """Where a field's weights are."""
    first = next(field.parameters(), None)
    return torch.device("cpu") if first is None else first.device


def seen_density(field: RadianceField, points: Tensor) -> Tensor:
    """The density (N,) at points (N, 3) as pictures have it: nothing in cells that are skipped as empty."""
    if not isinstance(field, QuickField):
        return field.density(points)
    g = field.occupancy.resolution
    unit = field.unit_coordinates(points)
    cell = ((unit + 1) * (g / 2)).long().clamp_(0, g - 1)
    filled = field.occupancy.cells[cell[:, 0], cell[:, 1], cell[:, 2]].bool()
    filled = (filled & (unit.abs().amax(1) <= 1 + 1e-5)).nonzero()[:, 0]
    found = points.new_zeros(len(points))
    if len(filled):
        found[filled] = field.density(points[filled])
    return found


def sampled_density(trained: TrainedField, cells: int) -> SampledDensity:
    """The density of a field as it is now, kept from before where neither field, step nor lattice are others."""
    key = ("field-density", id(trained), cells)
    known = cache.get(key)
    if known is not None:
        owner, sampled = known
        if owner() is trained and sampled.step == trained.step:
            assert isinstance(sampled, SampledDensity)
            return sampled
    lattice = Lattice.over(trained.bounds, cells)
    sampled = SampledDensity(
        copy.deepcopy(trained.field).eval(), trained.step, lattice, np.zeros(lattice.counts, np.float32)
    )
    weights = sum(p.nbytes for p in trained.field.state_dict().values())
    cache.put(key, (weakref.ref(trained), sampled), sampled.density.nbytes + weights)
    return sampled


def density_histogram(density: NDArray[np.float32], largest: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How many nodes (100,) have a density between each two of the edges (101,), even in the logarithm.

    The last edge is the ``largest`` density; nodes below a hundred-thousandth of it are in no bar.
    """
    edges = np.geomspace(10.0**-DECADES, 1.0, BINS + 1) * (largest or 1.0)
    if largest <= 0:
        return np.zeros(BINS, np.int64), edges
    inside = density[density > edges[0]].astype(np.float64)
    place = (np.log10(inside / largest) + DECADES) * (BINS / DECADES)
    return np.bincount(np.clip(place.astype(np.int64), 0, BINS - 1), minlength=BINS), edges
