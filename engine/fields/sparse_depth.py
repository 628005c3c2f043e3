"""What sparse points say of depth: a photo's ray to a point it shows should end there.

Deng, Liu, Zhu and Ramanan 2022 (Depth-supervised NeRF, section 4) ask that a ray's weights lie about the point, whose
distance structure from motion has found. Here the price of a weight is its distance to the point along the ray's path,
so that scenes without limits count what is far behind in disparity; light that passes the point altogether costs half
the ray.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.data.scene import Scene, View
from engine.fields.marching import march, see
from engine.fields.quick import QuickField

RAYS = 256
"""Rays to sparse points in a step."""


@dataclass(frozen=True, eq=False)
class SparseDepths:
    """Rays from photos to the sparse points they show.

    ``origins`` and ``directions`` (M, 3) float32, of length 1; ``distances`` (M,) float32 in the scene's unit.
    """

    origins: Tensor
    directions: Tensor
    distances: Tensor

    def drawn(self, count: int, generator: torch.Generator, device: torch.device) -> SparseDepths:
        """``count`` of them, drawn with repetition."""
        chosen = torch.randint(len(self.distances), (count,), generator=generator, device="cpu")
        parts = (part.index_select(0, chosen).to(device) for part in (self.origins, self.directions, self.distances))
        return SparseDepths(*parts)


def sparse_depths(scene: Scene, views: Sequence[View]) -> SparseDepths | None:
    """The rays of ``views`` to the scene's sparse points, or None where the scene does not say who sees them."""
    if scene.points is None:
        return None
    origins, towards = [], []
    for view in views:
        if view.seen is not None and len(view.seen):
            towards.append(scene.points[view.seen] - view.pose[:3, 3])
            origins.append(np.broadcast_to(view.pose[:3, 3], towards[-1].shape))
    if not towards:
        return None
    way, origin = np.concatenate(towards), np.concatenate(origins)
    distances = np.linalg.norm(way, axis=1)
    apart = distances > 0
    way, origin, distances = way[apart], origin[apart], distances[apart]
    if not len(distances):
        return None
    return SparseDepths(
        torch.from_numpy(origin.astype(np.float32)),
        torch.from_numpy((way / distances[:, None]).astype(np.float32)),
        torch.from_numpy(distances.astype(np.float32)),
    )


def depth_error(field: QuickField, rays: SparseDepths, length: float, generator: torch.Generator | None) -> Tensor:
    """How far from their points the rays' weights lie, as parts of the rays' paths: mean over rays, from 0 to 1."""
    marched = march(field, rays.origins, rays.directions, length, generator)
    if len(marched.t) == 0:
        return rays.distances.new_zeros(())
    # No colours are asked for: no weight is above 1.
    seen = see(field, rays.origins, rays.directions, marched, length, 1.0)
    assert seen.weights is not None
    spans = field.space.spans(rays.origins, rays.directions)
    ends, total = spans.path(rays.distances), spans.length
    path = spans.select(marched.ray).path(marched.t)
    apart = (path - ends.index_select(0, marched.ray)).abs() / total.index_select(0, marched.ray)
    return ((seen.weights * apart).sum() + 0.5 * (1 - seen.accumulation).sum()) / len(rays.distances)
