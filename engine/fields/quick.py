"""Fields that learn within seconds: features that lie in space, read by small networks, and empty space skipped."""

from __future__ import annotations

from collections.abc import Generator

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.fields.encoding import encode, encoded_size
from engine.fields.field import Bounds, RadianceField
from engine.fields.occupancy import Occupancy
from engine.fields.quick_options import QuickOptions

CHUNK = 16_384
"""Samples asked at once: larger arrays are taken from and given back to the system each time."""


class QuickField(RadianceField):
    """Base of ``planes``, ``grid`` and ``hash``: a density, features for the colour, a network, an occupancy grid.

    ``length`` () is the distance of samples it was last trained with. ``learnt_at_once`` samples are differentiated
    together: some ten milliseconds on one core.
    """

    length: Tensor
    learnt_at_once = CHUNK

    def __init__(self, bounds: Bounds, options: QuickOptions, features: int) -> None:
        super().__init__(bounds)
        self.options = options
        self.occupancy = Occupancy(options.occupancy)
        self.register_buffer("length", torch.zeros(()))
        last = nn.Linear(options.hidden, 3)
        nn.init.zeros_(last.bias)
        seen = encoded_size(3, options.direction_frequencies) if options.view_dependence else 0
        self.network = nn.Sequential(
            nn.Linear(features + seen, options.hidden),
            nn.ReLU(),
            nn.Linear(options.hidden, options.hidden),
            nn.ReLU(),
            last,
        )
        self.per_length = DENSEST / self.space.side

    def step_length(self, step: int) -> float:
        """The distance of samples at a step of the training, in the scene's unit along :class:`Spans`' paths."""
        return self.space.diagonal / self.options.divisions[self.options.stage(step, self.options.dense_from)]

    def raw(self, unit: Tensor) -> tuple[Tensor, Tensor | None]:
        """At ``unit`` (N, 3), -1 to 1: the density before its activation (N,), and what :meth:`seen` needs again."""
        raise NotImplementedError

    def features(self, unit: Tensor, kept: Tensor | None) -> Tensor:
        """The colour's features (N, F) at ``unit`` (N, 3); ``kept`` rows of what :meth:`raw` gave."""
        raise NotImplementedError

    def activated(self, raw: Tensor) -> Tensor:
        """Density per unit of length in the field's space from ``raw``: a softplus that begins near nothing."""
        return F.softplus(raw - 5.0) * self.per_length

    def colour(self, features: Tensor, directions: Tensor) -> Tensor:
        """Colours (N, 3) of features (N, F) seen along directions (N, 3)."""
        if self.options.view_dependence:
            features = torch.cat([features, encode(directions, self.options.direction_frequencies)], 1)
        return torch.sigmoid(self.network(features))

    def density(self, points: Tensor) -> Tensor:
        """Density (N,)."""
        return self.stretched(self.activated(self.raw(self.unit_coordinates(points))[0]), points)

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Density (N,) and colour (N, 3)."""
        unit = self.unit_coordinates(points)
        raw, kept = self.raw(unit)
        return self.stretched(self.activated(raw), points), self.colour(self.features(unit, kept), directions)

    def opacities(self) -> Generator[None, None, Tensor]:
        """Density (G, G, G) at the occupancy's cells, with breaths."""
        c = self.occupancy.centres()
        out = []
        for plane in range(len(c)):
            with torch.no_grad():
                grid = torch.stack(torch.meshgrid(c[plane : plane + 1], c, c, indexing="ij"), -1).view(-1, 3)
                out.append(self.activated(self.raw(grid)[0]))
            if plane % 4 == 3:
                yield
        return torch.cat(out).view(len(c), len(c), len(c))

    def find_empty(self, step: int) -> Generator[None, None, None]:
        """Find again which cells are empty, with breaths."""
        density = yield from self.opacities()
        yield
        self.occupancy.put(-torch.expm1(-density * self.step_length(step)), self.options.empty)

    def grow(self, stage: int) -> bool:
        """Go to a finer resolution; whether anything changed (the optimiser starts anew)."""
        return False

    def spatial_parameters(self) -> list[nn.Parameter]:
        """What lies in space, and is learnt at the higher rate."""
        raise NotImplementedError

    def network_parameters(self) -> list[nn.Parameter]:
        """The weights of the networks."""
        spatial = {id(p) for p in self.spatial_parameters()}
        return [p for p in self.parameters() if id(p) not in spatial]

    def sparsity(self) -> Tensor | None:
        """What the loss adds to keep space empty, or None."""
        return None

    def variation(self) -> Tensor | None:
        """What the loss adds to keep neighbours alike, or None."""
        return None


DENSEST = 65.0
"""The density's unit: with it an activation of 1 makes about a sixtieth of the box's side opaque."""


class PlanesField(QuickField):
    """Three planes and lines whose products sum to density and to the colour's features (Chen et al. 2022, TensoRF).

    The vector-matrix decomposition, equation 7: at (x, y, z) the sum over the axes of plane(other two) * line(axis).
    """

    def __init__(self, bounds: Bounds, options: QuickOptions) -> None:
        super().__init__(bounds, options, options.mixed)
        n, d, c = options.resolutions[0], options.density_features, options.colour_features
        self.density_planes = nn.Parameter(0.1 * torch.randn(3, d, n, n))
        self.density_lines = nn.Parameter(0.1 * torch.randn(3, d, n, 1))
        self.colour_planes = nn.Parameter(0.1 * torch.randn(3, c, n, n))
        self.colour_lines = nn.Parameter(0.1 * torch.randn(3, c, n, 1))
        self.mixing = nn.Linear(3 * c, options.mixed, bias=False)

    @staticmethod
    def _places(unit: Tensor) -> tuple[Tensor, Tensor]:
        x, y, z = unit.unbind(1)
        nought = torch.zeros_like(x)
        planes = torch.stack([torch.stack(pair, -1) for pair in ((x, y), (x, z), (y, z))])
        lines = torch.stack([torch.stack((nought, axis), -1) for axis in (z, y, x)])
        return planes[:, None], lines[:, None]

    @staticmethod
    def _products(planes: Tensor, lines: Tensor, unit: Tensor) -> Tensor:
        at_planes, at_lines = PlanesField._places(unit)
        return (
            F.grid_sample(planes, at_planes, align_corners=True)[:, :, 0]
            * F.grid_sample(lines, at_lines, align_corners=True)[:, :, 0]
        )  # (3, C, N)

    def raw(self, unit: Tensor) -> tuple[Tensor, Tensor | None]:
        """The sum of the products; nothing is kept."""
        return 10.0 * self._products(self.density_planes, self.density_lines, unit).sum((0, 1)), None

    def features(self, unit: Tensor, kept: Tensor | None) -> Tensor:
        """The products of the colour's planes and lines, mixed."""
        products = self._products(self.colour_planes, self.colour_lines, unit)
        return F.linear(products.flatten(0, 1).t(), self.mixing.weight)

    def opacities(self) -> Generator[None, None, Tensor]:
        """Density at the cells: planes and lines are read once each and multiplied out."""
        c = self.occupancy.centres()
        g = len(c)
        with torch.no_grad():
            second, first = torch.meshgrid(c, c, indexing="ij")  # rows are the planes' second coordinate
            at = torch.stack([first, second], -1).expand(3, g, g, 2)
            planes = F.grid_sample(self.density_planes, at, align_corners=True)  # (3, d, second, first)
            on = torch.stack([torch.zeros_like(c), c], -1).expand(3, 1, g, 2)
            lines = F.grid_sample(self.density_lines, on, align_corners=True)[:, :, 0]
            total = torch.einsum("dyx,dz->xyz", planes[0], lines[0])
        yield
        with torch.no_grad():
            total = total + torch.einsum("dzx,dy->xyz", planes[1], lines[1])
        yield
        with torch.no_grad():
            total = total + torch.einsum("dzy,dx->xyz", planes[2], lines[2])
            return self.activated(10.0 * total)

    def grow(self, stage: int) -> bool:
        """Interpolate planes and lines to the stage's resolution."""
        return self.to_resolution(self.options.resolutions[stage])

    def to_resolution(self, n: int) -> bool:
        """Interpolate planes and lines to ``n``; whether that changed them."""
        if n == self.density_planes.shape[-1]:
            return False
        for name in ("density_planes", "density_lines", "colour_planes", "colour_lines"):
            old: nn.Parameter = getattr(self, name)
            size = (n, n if name.endswith("planes") else 1)
            finer = F.interpolate(old.detach(), size=size, mode="bilinear", align_corners=True)
            setattr(self, name, nn.Parameter(finer))
        return True

    def spatial_parameters(self) -> list[nn.Parameter]:
        """Planes and lines."""
        return [self.density_planes, self.density_lines, self.colour_planes, self.colour_lines]

    def sparsity(self) -> Tensor | None:
        """The mean size of the density's factors (Chen et al. 2022, section 4: L1)."""
        return self.density_planes.abs().mean() + self.density_lines.abs().mean()

    def variation(self) -> Tensor | None:
        """Squared differences of neighbours in planes and lines, per unit (Chen et al. 2022, section 4: TV)."""

        def varying(planes: Tensor, lines: Tensor) -> Tensor:
            n = planes.shape[-1]
            return n * (
                planes.diff(dim=2).square().mean()
                + planes.diff(dim=3).square().mean()
                + lines.diff(dim=2).square().mean()
            )

        return varying(self.density_planes, self.density_lines) + 0.1 * varying(self.colour_planes, self.colour_lines)
