"""The network of Mildenhall et al., "NeRF: Representing Scenes as Neural Radiance Fields", ECCV 2020, figure 7."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.fields.encoding import Order, encode, encoded_size, glorot, scale_of
from engine.fields.field import Bounds, RadianceField


@dataclass(frozen=True)
class Shape:
    """A network's size. The defaults are the paper's: 595,844 parameters.

    ``frequencies`` of positions and directions (0: the bare coordinates). ``view_dependence`` False leaves the
    directions out. ``skip``: the hidden layer (from 0) that sees the position again (0: none). ``reduced`` is the
    variant that nerf-pytorch's small weights were trained with: no ReLU after the first layer, one after the feature.
    """

    width: int = 256
    depth: int = 8
    skip: int = 5
    frequencies: int = 10
    direction_frequencies: int = 4
    view_dependence: bool = True
    order: Order = "published"
    reduced: bool = False


class Network(nn.Module):
    """Position and direction to density and colour."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        inputs = encoded_size(3, shape.frequencies, shape.order)
        self.hidden = nn.ModuleList(
            nn.Linear(inputs if i == 0 else shape.width + (inputs if i == shape.skip and i else 0), shape.width)
            for i in range(shape.depth)
        )
        self.density = nn.Linear(shape.width, 1)
        self.feature = nn.Linear(shape.width, shape.width)
        seen = encoded_size(3, shape.direction_frequencies, shape.order) if shape.view_dependence else 0
        self.branch = nn.Linear(shape.width + seen, shape.width // 2)
        self.colour = nn.Linear(shape.width // 2, 3)
        glorot(self)

    def trunk(self, points: Tensor) -> Tensor:
        """The activations (N, width) after the last hidden layer."""
        encoded = encode(points, self.shape.frequencies, self.shape.order)
        h = encoded
        for number, layer in enumerate(self.hidden):
            if number == self.shape.skip and number > 0:
                h = torch.cat([encoded, h], 1)
            h = layer(h)
            if number > 0 or not self.shape.reduced:
                h = F.relu(h)
        return h

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Raw density (N,) before its ReLU, and colour (N, 3) from 0 to 1."""
        h = self.trunk(points)
        branch = self.feature(h)
        if self.shape.reduced:
            branch = F.relu(branch)
        if self.shape.view_dependence:
            seen = encode(directions, self.shape.direction_frequencies, self.shape.order)
            branch = torch.cat([branch, seen], 1)
        return self.density(h)[:, 0], torch.sigmoid(self.colour(F.relu(self.branch(branch))))


class ClassicField(RadianceField):
    """A coarse network and, for hierarchical sampling, a fine one.

    ``scale`` divides the positions before they are encoded: 1 as in the authors' program for scenes within 3 units;
    larger scenes are brought to that, and for the paper's order every scene to 1.
    """

    def __init__(self, bounds: Bounds, shape: Shape | None = None, hierarchical: bool = True) -> None:
        super().__init__(bounds)
        shape = shape or Shape()
        self.shape = shape
        self.coarse = Network(shape)
        self.fine = Network(shape) if hierarchical else None
        self.scale = scale_of(self.space.extent, shape.order)

    def _asked(self, network: Any, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        raw, colour = network(self.space.placed(points) / self.scale, directions)
        return self.stretched(F.relu(raw), points), colour

    def density(self, points: Tensor) -> Tensor:
        """Density (N,) of the fine network where there is one."""
        network = self.fine or self.coarse
        raw = network.density(network.trunk(self.space.placed(points) / self.scale))[:, 0]
        return self.stretched(F.relu(raw), points)

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Density and colour of the fine network where there is one."""
        return self._asked(self.fine or self.coarse, points, directions)

    def coarse_forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Density and colour of the coarse network."""
        return self._asked(self.coarse, points, directions)
