"""The published teaching network, "Tiny NeRF" (bmild/nerf): 8 x 256, 6 frequencies, no view direction."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.fields.encoding import Order, encode, encoded_size, glorot, scale_of
from engine.fields.field import Bounds, RadianceField


@dataclass(frozen=True)
class TinyShape:
    """Width, depth and number of frequencies (0: the bare coordinates). Every fourth layer sees the position again."""

    width: int = 256
    depth: int = 8
    frequencies: int = 6
    order: Order = "published"


class TinyField(RadianceField):
    """One network; the colour does not depend on the direction."""

    def __init__(self, bounds: Bounds, shape: TinyShape | None = None) -> None:
        super().__init__(bounds)
        self.shape = shape or TinyShape()
        inputs, width = encoded_size(3, self.shape.frequencies, self.shape.order), self.shape.width
        layers, size = [], inputs
        for number in range(self.shape.depth):
            layers.append(nn.Linear(size, width))
            size = width + (inputs if self._skips(number) else 0)
        self.hidden = nn.ModuleList(layers)
        self.out = nn.Linear(size, 4)
        glorot(self)
        self.scale = scale_of(self.space.extent, self.shape.order)

    @staticmethod
    def _skips(number: int) -> bool:
        return number > 0 and number % 4 == 0

    def density(self, points: Tensor) -> Tensor:
        """Density (N,)."""
        return self.forward(points, points)[0]

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Density (N,) and colour (N, 3); ``directions`` are not looked at."""
        encoded = encode(self.space.placed(points) / self.scale, self.shape.frequencies, self.shape.order)
        h = encoded
        for number, layer in enumerate(self.hidden):
            h = F.relu(layer(h))
            if self._skips(number):
                h = torch.cat([h, encoded], 1)
        out = self.out(h)
        return self.stretched(F.relu(out[:, 3]), points), torch.sigmoid(out[:, :3])
