"""Rays through a quick field: equal steps, empty cells skipped, colours asked only where they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.fields.quick import CHUNK, QuickField
from engine.fields.rendering import Look, box_span, slab_span
from engine.fields.volume_rendering import integrate, mean_depth, over_background


@dataclass(frozen=True, eq=False)
class Marched:
    """Samples in filled cells: ``ray`` (S,), ascending, ``number`` (S,) of the ray's ``steps``, position ``t`` (S,)."""

    ray: Tensor
    number: Tensor
    t: Tensor
    steps: int


@dataclass(frozen=True, eq=False)
class Seen:
    """What rays see: ``colour`` (B, 3), ``depth`` (B,), ``accumulation`` (B,)."""

    colour: Tensor
    depth: Tensor
    accumulation: Tensor


def march(
    field: QuickField,
    origins: Tensor,
    directions: Tensor,
    length: float,
    generator: torch.Generator | None = None,
) -> Marched:
    """Where rays (B, 3) are sampled: every ``length``, from a random part of it or, without a generator, its middle."""
    low, high = (origins.new_tensor(side) for side in (field.bounds.low, field.bounds.high))
    extent = field.occupancy.extent
    size = (high - low) / 2
    entry, leaving = slab_span(origins, directions, low + (extent[0] + 1) * size, low + (extent[1] + 1) * size, field)
    steps = int(((leaving - entry).amax() / length).clamp(min=1).ceil()) if len(origins) else 1
    shift = torch.rand(len(origins), 1, generator=generator) if generator is not None else 0.5
    t = entry[:, None] + (torch.arange(steps) + shift) * length
    inside = t < leaving[:, None]
    g = field.occupancy.resolution
    start, along = (origins - low) / size * (g / 2), directions / size * (g / 2)
    cell = torch.zeros(t.shape, dtype=torch.int32)
    for axis in range(3):
        at = torch.addcmul(start[:, axis : axis + 1], along[:, axis : axis + 1], t).clamp_(0, g - 1)
        cell = cell * g + at.to(torch.int32)
    live = inside & field.occupancy.cells.view(-1).index_select(0, cell.view(-1)).view(t.shape).bool()
    flat = live.view(-1).nonzero()[:, 0]
    ray = torch.div(flat, steps, rounding_mode="floor")
    return Marched(ray, flat - ray * steps, t.view(-1).index_select(0, flat), steps)


def see(field: QuickField, origins: Tensor, directions: Tensor, marched: Marched, length: float, unseen: float) -> Seen:
    """The volume rendering of the rays' samples."""
    count = len(origins)
    far = origins.new_full((count,), field.bounds.far)
    if len(marched.t) == 0:
        nought = origins.new_zeros(count)
        return Seen(over_background(nought[:, None].expand(-1, 3), nought, field.bounds.background), far, nought)
    ray, t = marched.ray, marched.t
    directed = directions.index_select(0, ray)
    unit = field.unit_coordinates(origins.index_select(0, ray) + directed * t[:, None])
    raw, kept = field.raw(unit)
    optical = field.activated(raw) * length
    # Samples of a ray follow each other, so that the sum before each is one running sum less its value at the start.
    place = ray * marched.steps + marched.number
    spread = optical.new_zeros(count * marched.steps).index_copy(0, place, optical).view(count, marched.steps)
    before = (torch.cumsum(spread, 1) - spread).view(-1).index_select(0, place)
    weights = torch.exp(-before) * -torch.expm1(-optical)
    accumulation = -torch.expm1(-spread.sum(1))
    with torch.no_grad():
        depth = mean_depth(torch.zeros(count).index_add(0, ray, weights * t), accumulation, far)
        seen = (weights > unseen).nonzero()[:, 0]
    ray, weights = ray.index_select(0, seen), weights.index_select(0, seen)
    features = field.features(unit.index_select(0, seen), None if kept is None else kept.index_select(0, seen))
    colours = field.colour(features, directed.index_select(0, seen))
    colour = optical.new_zeros(count, 3).index_add(0, ray, colours * weights[:, None])
    return Seen(over_background(colour, accumulation, field.bounds.background), depth, accumulation)


def chunks(marched: Marched, count: int, samples: int = CHUNK) -> Iterator[tuple[slice, Marched]]:
    """The rays in parts of about so many samples: which rays, and their samples with rays counted from 0."""
    if count == 0:
        return
    ends = torch.searchsorted(marched.ray, torch.arange(1, count + 1))  # samples up to each ray
    begun = first = 0
    while begun < count:
        limit = first + samples
        end = min(max(int(torch.searchsorted(ends, limit, right=True)), begun + 1), count)
        last = int(ends[end - 1])
        part = slice(first, last)
        yield (
            slice(begun, end),
            Marched(marched.ray[part] - begun, marched.number[part], marched.t[part], marched.steps),
        )
        begun, first = end, last


def look_along(field: QuickField, origins: Tensor, directions: Tensor) -> tuple[Look, Tensor]:
    """All samples of one ray (1, 3) in order, with which of them lie in cells that are not empty (1, N).

    The same sum as :func:`see`'s, but for the colours of samples that nothing is seen of.
    """
    length = float(field.length)
    marched = march(field, origins, directions, length)
    entry, leaving = box_span(field, origins, directions)
    if float(leaving[0]) <= float(entry[0]):
        entry, leaving = torch.tensor([field.bounds.near]), torch.tensor([field.bounds.far])
    # The march begins at the box of what is filled; its samples are found again among all in steps of the same length.
    start = float(marched.t[0]) - length / 2 if len(marched.t) else float(entry[0])
    before = max(int((start - float(entry[0])) / length), 0)
    first = start - before * length
    count = max(int((float(leaving[0]) - first) / length), 1)
    count = max(count, before + round((float(marched.t[-1]) - start) / length + 0.5) if len(marched.t) else 1)
    edges = first + torch.arange(count + 1)[None] * length
    positions = (edges[:, 1:] + edges[:, :-1]) / 2
    asked = torch.zeros(1, count, dtype=torch.bool)
    if len(marched.t):
        asked[0, before + ((marched.t - start) / length).long()] = True
    points = origins + directions * positions[0, :, None]
    density, colours = field(points, directions.expand(count, 3))
    density = torch.where(asked, density[None], 0.0)
    integral = integrate(density, colours[None], positions, edges, field.bounds.background)
    return Look(positions, edges, density, colours[None], integral), asked
