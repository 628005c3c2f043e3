"""Rays through a field: one look, or a coarse look and a fine one where it is worth it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.fields.classic import ClassicField
from engine.fields.field import RadianceField
from engine.fields.sampling import edges_of, inverse_cdf, stratified
from engine.fields.spaces import Spans
from engine.fields.volume_rendering import Integral, integrate


@dataclass(frozen=True)
class Sampling:
    """How many samples a ray has: ``coarse`` stratified ones and ``fine`` ones drawn from their weights (0: none)."""

    coarse: int = 64
    fine: int = 128


@dataclass(frozen=True, eq=False)
class Look:
    """One look: ``positions`` (B, N), ``edges`` (B, N + 1), ``density`` (B, N), ``colours`` (B, N, 3), their sum."""

    positions: Tensor
    edges: Tensor
    density: Tensor
    colours: Tensor
    integral: Integral


def box_span(field: RadianceField, origins: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
    """Entry and exit (B,) of rays (B, 3) and the box, between near and far; exit <= entry where they miss it."""
    bounds = field.bounds
    return slab_span(origins, directions, origins.new_tensor(bounds.low), origins.new_tensor(bounds.high), field)


def slab_span(
    origins: Tensor, directions: Tensor, low: Tensor, high: Tensor, field: RadianceField
) -> tuple[Tensor, Tensor]:
    """Entry and exit of rays and a box from ``low`` to ``high`` (3,), within the field's near and far."""
    inverse = 1 / torch.where(directions.abs() < 1e-9, directions.new_tensor(1e-9), directions)
    a, b = (low - origins) * inverse, (high - origins) * inverse
    entry = torch.minimum(a, b).amax(1).clamp(min=field.bounds.near)
    leaving = torch.maximum(a, b).amin(1).clamp(max=field.bounds.far)
    return entry, leaving


def looks(
    field: RadianceField,
    origins: Tensor,
    directions: Tensor,
    sampling: Sampling,
    generator: torch.Generator | None = None,
) -> tuple[Look, ...]:
    """The looks along rays (B, 3) from near to far: (coarse, fine), or (coarse,) without hierarchical sampling.

    The fine look asks the fine network at all of the coarse and the fine positions (Mildenhall et al. 2020, section
    5.2). Without a generator nothing is random.
    """
    count = len(origins)
    near, far = origins.new_full((count,), field.bounds.near), origins.new_full((count,), field.bounds.far)
    spans = None
    if not field.space.bounded:  # positions are paths, measured as the space shrinks the distance
        spans = field.space.spans(origins, directions)
        near, far = torch.zeros_like(near), spans.length
    hierarchical = isinstance(field, ClassicField) and field.fine is not None and sampling.fine > 0
    positions = stratified(near, far, sampling.coarse, generator)
    first = field.coarse_forward if isinstance(field, ClassicField) else field.forward
    coarse, edges = _look(field, first, origins, directions, positions, near, far, spans)
    if not hierarchical:
        return (coarse,)
    drawn = inverse_cdf(edges, coarse.integral.weights, sampling.fine, generator)
    positions = torch.sort(torch.cat([positions, drawn], 1), 1).values
    return coarse, _look(field, field.forward, origins, directions, positions, near, far, spans)[0]


def _look(
    field: RadianceField,
    asked: object,
    origins: Tensor,
    directions: Tensor,
    positions: Tensor,
    near: Tensor,
    far: Tensor,
    spans: Spans | None,
) -> tuple[Look, Tensor]:
    """A look, and the limits of its parts as ``positions``, ``near`` and ``far`` are measured."""
    assert callable(asked)
    rays, samples = positions.shape
    limits = edges = edges_of(positions, near, far)
    if spans is not None:
        positions, edges = spans.at(positions), spans.at(limits)
    points = origins[:, None] + directions[:, None] * positions[..., None]
    seen = directions[:, None].expand_as(points)
    density, colours = asked(points.reshape(-1, 3), seen.reshape(-1, 3))
    density, colours = density.view(rays, samples), colours.view(rays, samples, 3)
    integral = integrate(density, colours, positions, edges, field.bounds.background)
    return Look(positions, edges, density, colours, integral), limits
