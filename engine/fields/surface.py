"""The surface of a radiance field: where its density passes a threshold, with the colours that are seen on it."""

from __future__ import annotations

import math
from collections.abc import Generator

import numpy as np
import torch
from numpy.typing import NDArray

from engine.fields.density import SampledDensity, device_of, points_at_once, seen_density
from engine.fields.field import RadianceField

Array = NDArray[np.float64]

OUTSIDE, INSIDE, SAMPLES = 1.5, 2.5, 8
"""The colour of a point is what an eye outside sees within so many cells before and behind it, in so many samples."""


def chosen_threshold(sampled: SampledDensity) -> float:
    """The density that halves light within a hundredth of the lattice's longest side, per unit of length.

    Where a field has hardly anything as dense, a quarter of its largest density.
    """
    side = float((sampled.lattice.high - sampled.lattice.low).max())
    return min(math.log(2) * 100 / side, sampled.largest / 4)


def sharpening(sampled: SampledDensity, threshold: float) -> Generator[int, None, tuple[NDArray[np.float32], float]]:
    """Density as density / (density + threshold), (X + 2, Y + 2, Z + 2), and which part of the nodes is denser.

    One half is the surface. Densities of neighbouring nodes differ by powers of ten, and a straight line between them
    would meet the threshold beside the empty one. A layer of nothing all round closes the surface where something
    reaches the box's sides. Yields the number of planes done.
    """
    x, y, z = sampled.lattice.counts
    values = np.zeros((x + 2, y + 2, z + 2), np.float32)
    dense = 0
    for part in sampled.blocks():
        density = sampled.density[part]
        values[part.start + 1 : part.stop + 1, 1:-1, 1:-1] = density / (density + np.float32(threshold))
        dense += int((density > threshold).sum())
        yield part.stop
    return values, dense / sampled.density.size


def placed(points: Array, sampled: SampledDensity) -> Array:
    """Points (V, 3) in steps of the lattice with its layer, in the scene's coordinates, none outside the box."""
    lattice = sampled.lattice
    return np.asarray(np.clip((points - 1) * lattice.spacing + lattice.low, lattice.low, lattice.high), np.float64)


def scene_normals(normals: Array, sampled: SampledDensity) -> Array:
    """Normals (V, 3) in steps of the lattice, in the scene's."""
    turned: Array = normals / sampled.lattice.spacing
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-12), np.float64)


def colouring(
    field: RadianceField, points: Array, normals: Array, cell: float
) -> Generator[int, None, NDArray[np.uint8]]:
    """Colours (V, 3) uint8 of surface points seen along their normals, yielding the number of points done.

    The volume rendering of a short ray through each point; what is behind it is left out.
    """
    at_once = max(1, points_at_once(field) // SAMPLES)
    device = device_of(field)
    width = (OUTSIDE + INSIDE) * cell / SAMPLES
    along = torch.from_numpy((np.arange(SAMPLES) + 0.5) * width - OUTSIDE * cell).float().to(device)
    found = np.zeros((len(points), 3), np.uint8)
    for start in range(0, len(points), at_once):
        cut = slice(start, start + at_once)
        with torch.no_grad():
            at = torch.from_numpy(points[cut].astype(np.float32)).to(device)
            inwards = torch.from_numpy(-normals[cut].astype(np.float32)).to(device)
            samples = (at[:, None] + inwards[:, None] * along[:, None]).view(-1, 3)
            _, colours = field(samples, inwards.repeat_interleave(SAMPLES, 0))
            optical = seen_density(field, samples).view(-1, SAMPLES) * width
            before = torch.cumsum(optical, 1) - optical
            weights = torch.exp(-before) * -torch.expm1(-optical) + 1e-9
            weights = weights / weights.sum(1, keepdim=True)
            seen = (colours.view(-1, SAMPLES, 3) * weights[..., None]).sum(1)
            found[cut] = (seen.clamp(0, 1) * 255).round().byte().cpu().numpy()
        yield min(start + at_once, len(points))
    return found
