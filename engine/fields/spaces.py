"""How a scene is brought into the cube from -1 to 1 that fields learn in, and where rays are sampled in it.

``box``: the scene's box, sampled at equal distances. ``contracted``: a ball as it is and all that lies outside drawn in
to a ball of twice the radius (Barron et al. 2022, Mip-NeRF 360, equation 10), sampled at equal distances up to the
ball's end and linearly in disparity beyond. ``ndc``: normalised device coordinates of one camera that looks forward
(Mildenhall et al. 2020, appendix C), sampled linearly in disparity.

Densities are per unit of the scene's length in all of them. What a field makes is taken as density in its own
coordinates; :meth:`Space.stretch` is how much shorter the outside is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    from engine.fields.field import Bounds


@dataclass(frozen=True, eq=False)
class Spans:
    """Where rays (B,) run: evenly from ``near`` to ``even``, then linearly in disparity, 1 / (t - base), to ``far``.

    With ``scale`` = ``even`` - ``base``, a path s from 0 measures t until ``even`` and is ``scale`` (1 - scale / (t -
    base)) longer beyond: equal steps of s begin as equal steps of t and grow with the square of the distance.
    """

    near: Tensor
    even: Tensor
    base: Tensor
    far: Tensor

    @property
    def length(self) -> Tensor:
        """The whole path (B,)."""
        return self.path(self.far)

    def path(self, t: Tensor) -> Tensor:
        """The path at positions t (B,) or (B, N)."""
        near, even, base = (self._beside(value, t) for value in (self.near, self.even, self.base))
        scale = even - base
        beyond = scale * (1 - scale / (t - base).clamp(min=1e-12))
        return torch.minimum(t, even) - near + torch.where(t > even, beyond, torch.zeros_like(beyond))

    def at(self, path: Tensor) -> Tensor:
        """The positions t (B, N) at paths (B, N)."""
        near, even, base = (self._beside(value, path) for value in (self.near, self.even, self.base))
        scale = even - base
        rest = path - (even - near)
        # Beyond the end, at infinity, positions stay finite: they are cut off by ``far``.
        left = (1 - rest / scale.clamp(min=1e-12)).clamp(min=1e-6)
        return torch.where(rest > 0, base + scale / left, near + path)

    def select(self, rays: Tensor) -> Spans:
        """The spans of some rays (S,)."""
        return Spans(*(v.index_select(0, rays) for v in (self.near, self.even, self.base, self.far)))

    def widths(self, path: Tensor, length: float) -> Tensor:
        """How much of t (B,) the part of the path of ``length`` about path (B,) is."""
        least, most = path - length / 2, torch.minimum(path + length / 2, self.length)
        return self.at(most) - self.at(least.clamp(min=0.0))

    @staticmethod
    def _beside(value: Tensor, other: Tensor) -> Tensor:
        return value[:, None] if other.ndim == 2 else value


class Space:
    """The base, and the space ``box``.

    ``side`` and ``diagonal`` are those of the cube from -1 to 1, measured along the paths of rays; ``bounded``: rays
    end at the box.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.bounded = bounds.space == "box"
        self.low, self.high = torch.tensor(bounds.low), torch.tensor(bounds.high)
        self.side = max(high - low for low, high in zip(bounds.low, bounds.high, strict=True))
        self.diagonal: float = sum((high - low) ** 2 for low, high in zip(bounds.low, bounds.high, strict=True)) ** 0.5
        self.extent = max(abs(v) for v in (*bounds.low, *bounds.high))

    def placed(self, points: Tensor) -> Tensor:
        """Where networks without a grid are told that points (N, 3) lie: coordinates up to ``extent``."""
        return points if self.bounded else self.unit(points) * self.extent

    def unit(self, points: Tensor) -> Tensor:
        """Points (N, 3) as coordinates from -1 to 1; outside of them where the space does not reach."""
        low, high = self.low.to(points), self.high.to(points)
        return (points - low) / (high - low) * 2 - 1

    def inverse(self, unit: Tensor) -> Tensor:
        """The points (N, 3) of unit coordinates (N, 3)."""
        low, high = self.low.to(unit), self.high.to(unit)
        return low + (unit + 1) / 2 * (high - low)

    def stretch(self, points: Tensor) -> Tensor | None:
        """By how much lengths along a line from the middle outwards shrink at points (N,), or None: nowhere."""
        return None

    def spans(self, origins: Tensor, directions: Tensor) -> Spans:
        """Where rays (B, 3) are sampled."""
        near = origins.new_full((len(origins),), self.bounds.near)
        far = origins.new_full((len(origins),), self.bounds.far)
        return Spans(near, far, torch.zeros_like(near), far)


class Contracted(Space):
    """The ball about the box's centre, half the box's longest side in radius, and all that lies outside."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        self.centre = (self.low + self.high) / 2
        self.radius = self.side / 2
        self.side, self.diagonal, self.extent = 4 * self.radius, 4 * self.radius * 3**0.5, 2.0

    def unit(self, points: Tensor) -> Tensor:
        """Half of equation 10's ball of radius 2."""
        return contract((points - self.centre.to(points)) / self.radius) / 2

    def inverse(self, unit: Tensor) -> Tensor:
        """Points at infinity, |unit| = 1, stay finite but far; there is none beyond."""
        return expand(unit * 2) * self.radius + self.centre.to(unit)

    def stretch(self, points: Tensor) -> Tensor:
        """1 in the ball, 1 / r^2 at r radii from its centre: the derivative of 2 - 1 / r."""
        square = ((points - self.centre.to(points)) / self.radius).square().sum(1)
        return 1 / square.clamp(min=1.0)

    def spans(self, origins: Tensor, directions: Tensor) -> Spans:
        """Evenly to where the ray leaves the ball, or is nearest to its centre where it passes by."""
        local = (origins - self.centre.to(origins)) / self.radius
        middle = -(local * directions).sum(1)
        passing = (local.square().sum(1) - middle.square()).clamp(min=0)
        leaving = middle + (1 - passing).clamp(min=0).sqrt()
        near = origins.new_full((len(origins),), self.bounds.near)
        even = torch.maximum(leaving * self.radius, near)
        # As far behind the beginning of the disparity as the ray's point there is from the centre.
        distance = (local + directions * (even / self.radius)[:, None]).norm(dim=1).clamp(min=1.0) * self.radius
        far = origins.new_full((len(origins),), self.bounds.far)
        return Spans(near, even, even - distance, torch.maximum(far, even))


class Ndc(Space):
    """Normalised device coordinates of the camera ``bounds.view``; the near plane is at depth ``bounds.near``.

    ``view``: its pose, 3 x 4 camera to world by rows, OpenCV's axes, then half the width and half the height of what it
    sees at depth 1. x and y from -1 to 1 are its picture's edges; z is -1 at the near plane and 1 at infinity, 1 - 2
    near / depth.
    """

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        assert bounds.view is not None
        pose = torch.tensor(bounds.view[:12]).view(3, 4)
        self.axes, self.eye = pose[:, :3], pose[:, 3]
        self.half = torch.tensor(bounds.view[12:])
        self.plane = bounds.near
        self.side, self.diagonal, self.extent = self.plane, self.plane * 3**0.5, 1.0

    def unit(self, points: Tensor) -> Tensor:
        """Appendix C, equations 16 to 18, with z turned round; points behind the camera lie outside."""
        local = (points - self.eye.to(points)) @ self.axes.to(points)
        return ndc(local, self.half.to(points), self.plane)

    def inverse(self, unit: Tensor) -> Tensor:
        """Points at infinity, z = 1, stay finite but far."""
        depth = 2 * self.plane / (1 - unit[:, 2]).clamp(min=1e-6)
        across = unit[:, :2] * self.half.to(unit) * depth[:, None]
        return torch.cat([across, depth[:, None]], 1) @ self.axes.to(unit).t() + self.eye.to(unit)

    def stretch(self, points: Tensor) -> Tensor:
        """(near / depth)^2: the derivative of -near / depth, which is half the coordinate's, times near."""
        depth = ((points - self.eye.to(points)) @ self.axes.to(points))[:, 2]
        return (self.plane / depth.clamp(min=self.plane)).square()

    def spans(self, origins: Tensor, directions: Tensor) -> Spans:
        """Linearly in disparity from the near plane on; rays that look backwards end where they begin."""
        depth = (origins - self.eye.to(origins)) @ self.axes.to(origins)[:, 2]
        slope = directions @ self.axes.to(origins)[:, 2]
        forward = slope > 1e-3
        safe = slope.clamp(min=1e-3)
        near = torch.where(forward, ((self.plane - depth) / safe).clamp(min=0.0), torch.zeros_like(depth))
        base = torch.where(forward, -depth / safe, near - 1)
        far = torch.where(forward, near.clamp(min=self.bounds.far), near)
        return Spans(near, near, torch.minimum(base, near - 1e-6), far)


def space_of(bounds: Bounds) -> Space:
    """The space that ``bounds`` name."""
    return {"box": Space, "contracted": Contracted, "ndc": Ndc}[bounds.space](bounds)


def contract(points: Tensor) -> Tensor:
    """Barron et al. 2022, equation 10: points (N, 3) within 1 stay, the others go to (2 - 1 / |x|) x / |x|."""
    distance: Tensor = points.norm(dim=1, keepdim=True).clamp(min=1.0)
    return points * ((2 - 1 / distance) / distance)


def expand(points: Tensor) -> Tensor:
    """The inverse of :func:`contract` for points (N, 3) within 2; those at 2 or beyond go very far, not to infinity."""
    distance: Tensor = points.norm(dim=1, keepdim=True).clamp(min=1.0)
    return points / (distance * (2 - distance).clamp(min=1e-6))


def ndc(points: Tensor, half: Tensor, near: float) -> Tensor:
    """Points (N, 3) in a camera's coordinates as x / (half width z), y / (half height z), 1 - 2 near / z."""
    depth = points[:, 2:]
    safe = depth.clamp(min=1e-3 * near)
    return torch.cat([points[:, :2] / (safe * half), 1 - 2 * near / safe], 1)
