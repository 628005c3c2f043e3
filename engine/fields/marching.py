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
    """Samples in filled cells: ``ray`` (S,), ascending, ``number`` (S,) of the ray's ``steps``, position ``t`` (S,).

    ``widths`` (S,) is what of the ray each stands for, None where all stand for as much.
    """

    ray: Tensor
    number: Tensor
    t: Tensor
    steps: int
    widths: Tensor | None = None

    def part(self, which: slice, rays_before: int) -> Marched:
        """Some of the samples, their rays counted anew."""
        widths = None if self.widths is None else self.widths[which]
        return Marched(self.ray[which] - rays_before, self.number[which], self.t[which], self.steps, widths)


@dataclass(frozen=True, eq=False)
class Seen:
    """What rays see: ``colour`` (B, 3), ``depth`` (B,), ``accumulation`` (B,); ``weights`` (S,) of the samples."""

    colour: Tensor
    depth: Tensor
    accumulation: Tensor
    weights: Tensor | None = None


def march(
    field: QuickField,
    origins: Tensor,
    directions: Tensor,
    length: float,
    generator: torch.Generator | None = None,
) -> Marched:
    """Where rays (B, 3) are sampled: every ``length``, from a random part of it or, without a generator, its middle."""
    if not field.space.bounded:
        return _march_far(field, origins, directions, length, generator)
    low, high = (origins.new_tensor(side) for side in (field.bounds.low, field.bounds.high))
    extent = field.occupancy.extent
    size = (high - low) / 2
    entry, leaving = slab_span(origins, directions, low + (extent[0] + 1) * size, low + (extent[1] + 1) * size, field)
    steps = int(((leaving - entry).amax() / length).clamp(min=1).ceil()) if len(origins) else 1
    shift = _drawn(len(origins), generator, origins) if generator is not None else 0.5
    t = entry[:, None] + (torch.arange(steps, device=origins.device) + shift) * length
    inside = t < leaving[:, None]
    g = field.occupancy.resolution
    start, along = (origins - low) / size * (g / 2), directions / size * (g / 2)
    cell = torch.zeros(t.shape, dtype=torch.int32, device=t.device)
    for axis in range(3):
        at = torch.addcmul(start[:, axis : axis + 1], along[:, axis : axis + 1], t).clamp_(0, g - 1)
        cell = cell * g + at.to(torch.int32)
    live = inside & field.occupancy.cells.view(-1).index_select(0, cell.view(-1)).view(t.shape).bool()
    flat = live.view(-1).nonzero()[:, 0]
    ray = torch.div(flat, steps, rounding_mode="floor")
    return Marched(ray, flat - ray * steps, t.view(-1).index_select(0, flat), steps)


def _march_far(
    field: QuickField, origins: Tensor, directions: Tensor, length: float, generator: torch.Generator | None
) -> Marched:
    """The same where rays go on beyond the box: steps are equal along the paths of :class:`Spans`."""
    spans = field.space.spans(origins, directions)
    total = spans.length
    steps = int((total.amax() / length).clamp(min=1).ceil()) if len(origins) else 1
    shift = _drawn(len(origins), generator, origins) if generator is not None else 0.5
    path = (torch.arange(steps, device=origins.device) + shift) * length
    path = path.expand(len(origins), steps)
    points = torch.addcmul(origins[:, None], directions[:, None], spans.at(path)[..., None]).view(-1, 3)
    unit = field.space.unit(points)
    g = field.occupancy.resolution
    cell = ((unit + 1) * (g / 2)).clamp_(0, g - 1).to(torch.int64)
    filled = field.occupancy.cells.view(-1).index_select(0, (cell[:, 0] * g + cell[:, 1]) * g + cell[:, 2])
    live = (filled > 0) & (unit.abs().amax(1) <= 1) & (path < total[:, None]).reshape(-1)
    flat = live.nonzero()[:, 0]
    ray = torch.div(flat, steps, rounding_mode="floor")
    path = path.reshape(-1).index_select(0, flat)
    theirs = spans.select(ray)
    return Marched(ray, flat - ray * steps, theirs.at(path), steps, theirs.widths(path, length))


def _drawn(count: int, generator: torch.Generator, beside: Tensor) -> Tensor:
    """Random numbers (count, 1), drawn on the CPU so that all devices draw the same."""
    return torch.rand(count, 1, generator=generator, device="cpu").to(beside)


def see(field: QuickField, origins: Tensor, directions: Tensor, marched: Marched, length: float, unseen: float) -> Seen:
    """The volume rendering of the rays' samples."""
    count = len(origins)
    far = origins.new_full((count,), field.bounds.far)
    if len(marched.t) == 0:
        nought = origins.new_zeros(count)
        return Seen(over_background(nought[:, None].expand(-1, 3), nought, field.bounds.background), far, nought)
    ray, t = marched.ray, marched.t
    directed = directions.index_select(0, ray)
    points = origins.index_select(0, ray) + directed * t[:, None]
    unit = field.unit_coordinates(points)
    raw, kept = field.raw(unit)
    if marched.widths is None:
        optical = field.activated(raw) * length
    else:
        optical = field.stretched(field.activated(raw), points) * marched.widths
    # Samples of a ray follow each other, so that the sum before each is one running sum less its value at the start.
    place = ray * marched.steps + marched.number
    spread = optical.new_zeros(count * marched.steps).index_copy(0, place, optical).view(count, marched.steps)
    before = (torch.cumsum(spread, 1) - spread).view(-1).index_select(0, place)
    weights = torch.exp(-before) * -torch.expm1(-optical)
    accumulation = -torch.expm1(-spread.sum(1))
    with torch.no_grad():
        depth = mean_depth(origins.new_zeros(count).index_add(0, ray, weights * t), accumulation, far)
        seen = (weights > unseen).nonzero()[:, 0]
    every = weights
    ray, weights = ray.index_select(0, seen), weights.index_select(0, seen)
    features = field.features(unit.index_select(0, seen), None if kept is None else kept.index_select(0, seen))
    colours = field.colour(features, directed.index_select(0, seen))
    colour = optical.new_zeros(count, 3).index_add(0, ray, colours * weights[:, None])
    return Seen(over_background(colour, accumulation, field.bounds.background), depth, accumulation, every)


def distortion(seen: Seen, marched: Marched) -> Tensor:
    """How far apart along their rays the weights lie, summed over rays (Barron et al. 2022, equation 15).

    Distances are counted in samples and divided by their number. With running sums over a ray's ascending samples the
    double sum is a single one.
    """
    if seen.weights is None or len(marched.t) == 0:
        return seen.colour.new_zeros(())
    rays = len(seen.colour)
    place = marched.ray * marched.steps + marched.number
    spread = seen.weights.new_zeros(rays * marched.steps).index_copy(0, place, seen.weights).view(rays, -1)
    middle = (torch.arange(marched.steps, device=spread.device) + 0.5) / marched.steps
    before = torch.cumsum(spread, 1) - spread
    moment = torch.cumsum(spread * middle, 1) - spread * middle
    apart = 2 * (spread * (middle * before - moment)).sum()
    return apart + spread.square().sum() / (3 * marched.steps)


def chunks(marched: Marched, count: int, samples: int = CHUNK) -> Iterator[tuple[slice, Marched]]:
    """The rays in parts of about so many samples: which rays, and their samples with rays counted from 0."""
    if count == 0:
        return
    rays = torch.arange(1, count + 1, device=marched.ray.device)
    ends = torch.searchsorted(marched.ray, rays).cpu()  # samples up to each ray
    begun = first = 0
    while begun < count:
        limit = first + samples
        end = min(max(int(torch.searchsorted(ends, limit, right=True)), begun + 1), count)
        last = int(ends[end - 1])
        yield slice(begun, end), marched.part(slice(first, last), begun)
        begun, first = end, last


def look_along(field: QuickField, origins: Tensor, directions: Tensor) -> tuple[Look, Tensor]:
    """All samples of one ray (1, 3) in order, with which of them lie in cells that are not empty (1, N).

    The same sum as :func:`see`'s, but for the colours of samples that nothing is seen of.
    """
    length = float(field.length)
    marched = march(field, origins, directions, length)
    if not field.space.bounded:
        return _look_far(field, origins, directions, marched, length)
    entry, leaving = box_span(field, origins, directions)
    if float(leaving[0]) <= float(entry[0]):
        entry, leaving = origins.new_tensor([field.bounds.near]), origins.new_tensor([field.bounds.far])
    # The march begins at the box of what is filled; its samples are found again among all in steps of the same length.
    start = float(marched.t[0]) - length / 2 if len(marched.t) else float(entry[0])
    before = max(int((start - float(entry[0])) / length), 0)
    first = start - before * length
    count = max(int((float(leaving[0]) - first) / length), 1)
    count = max(count, before + round((float(marched.t[-1]) - start) / length + 0.5) if len(marched.t) else 1)
    edges = first + torch.arange(count + 1, device=origins.device)[None] * length
    positions = (edges[:, 1:] + edges[:, :-1]) / 2
    asked = torch.zeros(1, count, dtype=torch.bool, device=origins.device)
    if len(marched.t):
        asked[0, before + ((marched.t - start) / length).long()] = True
    points = origins + directions * positions[0, :, None]
    density, colours = field(points, directions.expand(count, 3))
    density = torch.where(asked, density[None], 0.0)
    integral = integrate(density, colours[None], positions, edges, field.bounds.background)
    return Look(positions, edges, density, colours[None], integral), asked


def _look_far(
    field: QuickField, origins: Tensor, directions: Tensor, marched: Marched, length: float
) -> tuple[Look, Tensor]:
    """The same where the ray goes on beyond the box."""
    spans = field.space.spans(origins, directions)
    count = max(int((float(spans.length[0]) / length) + 0.5), int(marched.number.max()) + 1 if len(marched.t) else 1)
    limits = (torch.arange(count + 1, device=origins.device)[None] * length).minimum(spans.length[:, None])
    edges = spans.at(limits)
    positions = spans.at((torch.arange(count, device=origins.device)[None] + 0.5) * length)
    asked = torch.zeros(1, count, dtype=torch.bool, device=origins.device)
    asked[0, marched.number] = True
    points = origins + directions * positions[0, :, None]
    density, colours = field(points, directions.expand(count, 3))
    density = torch.where(asked, density[None], 0.0)
    integral = integrate(density, colours[None], positions, edges, field.bounds.background)
    return Look(positions, edges, density, colours[None], integral), asked
