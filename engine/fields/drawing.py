"""Pictures of a field: chunks of rays, a breath after each."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.fields.field import RadianceField
from engine.fields.marching import Seen, chunks, march, see
from engine.fields.quick import QuickField
from engine.fields.rays import Camera, camera_rays
from engine.fields.rendering import Sampling, looks

WORK = 1.0e9
"""Floating-point operations of a chunk of a forward pass: some tens of milliseconds on two cores."""

RAYS = 4096
"""Rays of a quick field that are marched at once."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What a camera sees: ``rgb`` (H, W, 3), ``depth`` (H, W) along the rays, ``accumulation`` (H, W), all float32."""

    rgb: NDArray[np.float32]
    depth: NDArray[np.float32]
    accumulation: NDArray[np.float32]


def rays_at_once(field: RadianceField, samples: int, work: float = WORK) -> int:
    """How many rays of ``samples`` samples a network is asked at once so that it answers within a breath."""
    weights = sum(p.numel() for p in field.parameters())
    return max(1, int(work / (2 * weights * samples)))


def drawing(
    field: RadianceField, sampling: Sampling, camera: Camera, every: int = 1, unseen: float = 1e-3
) -> Generator[int, None, Drawn]:
    """Draw what ``camera`` sees, yielding the number of rays done; ``every``: one ray for squares of so many pixels."""
    origins, directions = (part.to(field.device) for part in camera_rays(camera, every))
    height, width = -(-camera.height // every), -(-camera.width // every)
    parts: list[Seen] = []
    done = 0
    if isinstance(field, QuickField):
        for start in range(0, len(origins), RAYS):
            some, towards = origins[start : start + RAYS], directions[start : start + RAYS]
            length = float(field.length)
            with torch.no_grad():
                marched = march(field, some, towards, length)
                split = list(chunks(marched, len(some)))
            for number, (part, samples) in enumerate(split):
                if number:
                    yield done
                with torch.no_grad():
                    parts.append(see(field, some[part], towards[part], samples, length, unseen))
                done += part.stop - part.start
            yield done
    else:
        step = rays_at_once(field, sampling.coarse + sampling.fine)
        for start in range(0, len(origins), step):
            with torch.no_grad():
                look = looks(field, origins[start : start + step], directions[start : start + step], sampling)[-1]
                parts.append(Seen(look.integral.colour, look.integral.depth, look.integral.accumulation))
            done += len(parts[-1].depth)
            yield done

    def whole(values: list[Tensor], *shape: int) -> NDArray[np.float32]:
        return torch.cat(values).cpu().numpy().reshape(height, width, *shape)

    return Drawn(
        whole([p.colour for p in parts], 3).clip(0, 1),
        whole([p.depth for p in parts]),
        whole([p.accumulation for p in parts]),
    )


def enlarged(drawn: Drawn, every: int, width: int, height: int) -> Drawn:
    """A coarse picture as large as the complete one: each ray's values in its square of pixels."""

    def repeated(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.ascontiguousarray(values.repeat(every, 0).repeat(every, 1)[:height, :width])

    return Drawn(repeated(drawn.rgb), repeated(drawn.depth), repeated(drawn.accumulation))


AT_ONCE = 12_000
"""Rays of a quick field that are drawn fast enough to follow a moving camera."""

FIRST = 4e9
"""Floating-point operations of a network's first, coarse picture: about a tenth of a second on two cores."""


def resolutions(field: RadianceField, sampling: Sampling, camera: Camera) -> tuple[int, ...]:
    """How many pixels side by side share a ray, picture after picture: coarse enough to be there at once, at last 1."""
    budget = AT_ONCE if isinstance(field, QuickField) else rays_at_once(field, sampling.coarse + sampling.fine, FIRST)
    every = 1
    while -(-camera.width // every) * -(-camera.height // every) > budget and every < max(camera.width, camera.height):
        every *= 2
    found = []
    while every > 1:
        found.append(every)
        every = every // 4 if every > 4 else 1
    return (*found, 1)
