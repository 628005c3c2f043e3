"""Grids of several resolutions, dense or hashed, read by a small network (Müller et al. 2022, Instant NGP)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.fields.field import Bounds
from engine.fields.quick import CHUNK, QuickField
from engine.fields.quick_options import QuickOptions

PRIMES = (1, 2_654_435_761, 805_459_861)
"""Müller et al. 2022, equation 4."""

GEOMETRY = 15
"""What the density's network hands to the colour's, besides the density."""


class _Levels(QuickField):
    """Features of all levels through one hidden layer: density, and 15 values for the colour."""

    def __init__(self, bounds: Bounds, options: QuickOptions, features: int) -> None:
        super().__init__(bounds, options, GEOMETRY)
        self.reading = nn.Sequential(
            nn.Linear(features, options.hidden), nn.ReLU(), nn.Linear(options.hidden, 1 + GEOMETRY)
        )

    def encoded(self, unit: Tensor) -> Tensor:
        """The levels' features (N, F) at ``unit`` (N, 3)."""
        raise NotImplementedError

    def raw(self, unit: Tensor) -> tuple[Tensor, Tensor | None]:
        """The density before its activation, and the colour's features."""
        out = self.reading(self.encoded(unit))
        return 10.0 * out[:, 0], out[:, 1:]

    def features(self, unit: Tensor, kept: Tensor | None) -> Tensor:
        """What :meth:`raw` kept."""
        assert kept is not None
        return kept


class GridField(_Levels):
    """Dense grids: every corner of every level has features of its own."""

    def __init__(self, bounds: Bounds, options: QuickOptions) -> None:
        super().__init__(bounds, options, len(options.levels) * options.level_features)
        self.grids = nn.ParameterList(
            nn.Parameter(0.1 * torch.randn(1, options.level_features, n, n, n)) for n in options.levels
        )

    def encoded(self, unit: Tensor) -> Tensor:
        """Each level interpolated between its eight corners."""
        at = unit[None, None, None]
        parts = [F.grid_sample(grid, at, align_corners=True)[0, :, 0, 0] for grid in self.grids]
        return torch.cat(parts).t()

    def spatial_parameters(self) -> list[nn.Parameter]:
        """The grids."""
        return list(self.grids)


class HashField(_Levels):
    """Hashed grids: corners of fine levels share the entries of a table, and the network learns to tell them apart."""

    learnt_at_once = CHUNK // 2  # each sample asks for eight corners on eight levels

    def __init__(self, bounds: Bounds, options: QuickOptions) -> None:
        super().__init__(bounds, options, len(options.hash_levels) * options.hash_features)
        self.tables = nn.ParameterList(
            nn.Parameter(0.1 * torch.randn(min((n + 1) ** 3, 2**options.table), options.hash_features))
            for n in options.hash_levels
        )

    def entries(self, corners: Tensor, level: int) -> Tensor:
        """Which entries of a level's table corners (N, 3) int64, from 0 to the level's resolution, have: (N,).

        One to one where the table is large enough, else hashed (equation 4).
        """
        n, size = self.options.hash_levels[level], len(self.tables[level])
        if (n + 1) ** 3 <= size:
            return (corners[:, 0] * (n + 1) + corners[:, 1]) * (n + 1) + corners[:, 2]
        mixed = corners[:, 0] * PRIMES[0] ^ corners[:, 1] * PRIMES[1] ^ corners[:, 2] * PRIMES[2]
        return mixed % size

    def encoded(self, unit: Tensor) -> Tensor:
        """Each level interpolated between its eight corners, found in its table."""
        out = []
        for level, n in enumerate(self.options.hash_levels):
            place = ((unit + 1) * (n / 2)).clamp(0, n)
            corner = place.floor().clamp(max=n - 1)
            inside = place - corner
            first = corner.long()
            total = unit.new_zeros(len(unit), self.options.hash_features)
            for number in range(8):
                step = torch.tensor([number >> 2 & 1, number >> 1 & 1, number & 1], device=unit.device)
                weight = torch.where(step.bool(), inside, 1 - inside).prod(1, keepdim=True)
                total = total + self.tables[level].index_select(0, self.entries(first + step, level)) * weight
            out.append(total)
        return torch.cat(out, 1)

    def collisions(self, level: int) -> float:
        """The part of a level's corners that share their entry with another."""
        n = self.options.hash_levels[level]
        side = torch.arange(n + 1, device=self.tables[level].device)
        counts = torch.zeros(len(self.tables[level]), dtype=torch.int64, device=side.device)
        for x in range(n + 1):
            corners = torch.stack(torch.meshgrid(side[x : x + 1], side, side, indexing="ij"), -1).view(-1, 3)
            counts += torch.bincount(self.entries(corners, level), minlength=len(counts))
        return 1.0 - float((counts == 1).sum()) / (n + 1) ** 3

    def spatial_parameters(self) -> list[nn.Parameter]:
        """The tables."""
        return list(self.tables)
