"""The levels of a field's features in space: how large they are, and which corners share a hashed table's entries.

Müller et al. 2022, section 3 and figure 3: every level is a grid; where its table has fewer entries than the grid has
vertices, several share one, and only those that lie where something is seen disturb each other.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.fields.grids import GridField, HashField
from engine.fields.quick import PlanesField, QuickField

AT_ONCE = 1 << 16
"""Vertices of a grid that are looked at between two breaths."""


@dataclass(frozen=True, eq=False)
class Corners:
    """The cells of each level about a point.

    ``vertices`` (L, 8, 3) int64 of the grid, 0 to its resolution; ``entries`` (L, 8) int64 of the level's table;
    ``weights`` (L, 8) of the interpolation, summing to 1; ``sharing`` (L, 8) int64, how many other vertices of cells
    that are not empty have the same entry.
    """

    vertices: Tensor
    entries: Tensor
    weights: Tensor
    sharing: Tensor


def resolutions_of(field: QuickField) -> tuple[int, ...]:
    """How many cells each level has along a side; of ``planes`` its one resolution."""
    if isinstance(field, HashField):
        return field.options.hash_levels
    if isinstance(field, GridField):
        return tuple(n - 1 for n in field.options.levels)  # a grid of n values has n - 1 cells
    assert isinstance(field, PlanesField)
    return (field.density_planes.shape[-1] - 1,)


def table_sizes(field: QuickField) -> tuple[int, ...]:
    """How many entries each level has."""
    if isinstance(field, HashField):
        return tuple(len(table) for table in field.tables)
    if isinstance(field, GridField):
        return tuple(n**3 for n in field.options.levels)
    assert isinstance(field, PlanesField)
    n = field.density_planes.shape[-1]
    return (3 * n * n + 3 * n,)


def corners_of(field: HashField, unit: Tensor) -> Generator[None, None, Corners]:
    """The eight corners about a point ``unit`` (3,), -1 to 1, at every level, with breaths."""
    vertices, entries, weights, sharing = [], [], [], []
    steps = torch.tensor([[n >> 2 & 1, n >> 1 & 1, n & 1] for n in range(8)], device=unit.device)
    for level, n in enumerate(field.options.hash_levels):
        place = ((unit + 1) * (n / 2)).clamp(0, n)
        first = place.floor().clamp(max=n - 1)
        inside = place - first
        corners = first.long() + steps
        found = field.entries(corners, level)
        counts = yield from users(field, level)
        vertices.append(corners)
        entries.append(found)
        weights.append(torch.where(steps.bool(), inside, 1 - inside).prod(1))
        own = filled_vertices(field, corners, n).long()
        sharing.append(counts.index_select(0, found) - own)
        yield
    return Corners(torch.stack(vertices), torch.stack(entries), torch.stack(weights), torch.stack(sharing))


def users(field: HashField, level: int) -> Generator[None, None, Tensor]:
    """How many vertices of cells that are not empty each entry of a level's table has: (entries,) int64."""
    n = field.options.hash_levels[level]
    device = field.device
    counts = torch.zeros(len(field.tables[level]), dtype=torch.int64, device=device)
    side = torch.arange(n + 1, device=device)
    slab = max(1, AT_ONCE // (n + 1) ** 2)
    for x in range(0, n + 1, slab):
        corners = torch.stack(torch.meshgrid(side[x : x + slab], side, side, indexing="ij"), -1).view(-1, 3)
        corners = corners[filled_vertices(field, corners, n)]
        counts += torch.bincount(field.entries(corners, level), minlength=len(counts))
        yield
    return counts


def filled_vertices(field: QuickField, corners: Tensor, n: int) -> Tensor:
    """Which vertices (N, 3) of a grid of ``n`` cells a side lie in a cell of the occupancy grid that is not empty."""
    g = field.occupancy.resolution
    cell = torch.div(corners * g, n, rounding_mode="floor").clamp(max=g - 1)
    number = (cell[:, 0] * g + cell[:, 1]) * g + cell[:, 2]
    return field.occupancy.cells.view(-1).index_select(0, number).bool()


def slices(field: QuickField, height: float, axis: int, size: int) -> Generator[None, None, Tensor]:
    """How large each level's features are on a slice (levels, size, size): their root mean square.

    The slice lies across ``axis`` (0 to 2) at ``height``, -1 to 1; its rows follow the last, its columns the first of
    the other two axes. Of ``planes`` the levels are the three products of a plane and a line for the density, then the
    three for the colour.
    """
    across = (torch.arange(size, device=field.device) + 0.5) * (2 / size) - 1
    first, second = (number for number in range(3) if number != axis)
    rows = []
    step = max(1, AT_ONCE // (4 * size))
    for start in range(0, size, step):
        down, along = torch.meshgrid(across[start : start + step], across, indexing="ij")
        unit = torch.empty(*down.shape, 3, device=field.device)
        unit[..., axis], unit[..., first], unit[..., second] = height, along, down
        with torch.no_grad():
            features = _features(field, unit.view(-1, 3))
            size_of = torch.stack([part.square().mean(0).sqrt() for part in features])
        rows.append(size_of.view(-1, *down.shape))
        yield
    return torch.cat(rows, 1)


def _features(field: QuickField, unit: Tensor) -> list[Tensor]:
    """The features (C, N) of each level at ``unit`` (N, 3)."""
    if isinstance(field, PlanesField):
        density = field._products(field.density_planes, field.density_lines, unit)
        return [*density, *field._products(field.colour_planes, field.colour_lines, unit)]
    assert isinstance(field, (GridField, HashField))
    each = field.options.level_features if isinstance(field, GridField) else field.options.hash_features
    return list(field.encoded(unit).t().split(each))
