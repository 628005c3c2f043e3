"""What every radiance field is: density and colour at points, inside a box, before a background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from engine.fields.spaces import space_of

SpaceName = Literal["box", "contracted", "ndc"]


@dataclass(frozen=True)
class Bounds:
    """Where a field lies, in the scene's unit: its box from ``low`` to ``high``, ``near`` and ``far`` along rays.

    ``background`` is the sRGB colour (0 to 1) behind everything, or None where a ray that leaves the box ends in black.
    ``space`` is how the scene is brought into the field's coordinates, :mod:`engine.fields.spaces`; ``view`` the camera
    that ``ndc`` wants.
    """

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    near: float
    far: float
    background: tuple[float, float, float] | None = None
    space: SpaceName = "box"
    view: tuple[float, ...] | None = None


class RadianceField(nn.Module):
    """Base of all fields. Points are in the scene's coordinates, directions of length 1; all float32."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        self.bounds = bounds
        self.space = space_of(bounds)

    def density(self, points: Tensor) -> Tensor:
        """Volume density sigma (N,) at points (N, 3), per unit of length, 0 or more."""
        raise NotImplementedError

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Density (N,) and colour (N, 3), 0 to 1, at points (N, 3) seen along directions (N, 3)."""
        raise NotImplementedError

    @property
    def device(self) -> torch.device:
        """Where its weights lie, and what it is asked has to; the CPU where it has none."""
        weights = next(self.parameters(), None)
        return torch.device("cpu") if weights is None else weights.device

    def unit_coordinates(self, points: Tensor) -> Tensor:
        """Points (N, 3) as coordinates from -1 to 1: those of the box, or of the space that the scene is drawn into."""
        return self.space.unit(points)

    def stretched(self, density: Tensor, points: Tensor) -> Tensor:
        """Density (N,) in the space's coordinates at points (N, 3) as density in the scene."""
        stretch = self.space.stretch(points)
        return density if stretch is None else density * stretch
