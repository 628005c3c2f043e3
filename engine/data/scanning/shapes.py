"""Triangle meshes of simple shapes, each with a material, put together to a scene."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Material:
    """What a surface looks like: two colours (0..1, sRGB) and the pattern that mixes them.

    ``scale`` is the pattern's size in metres; ``places`` (3, 4) takes the scene's coordinates to the pattern's own.
    """

    pattern: str
    first: tuple[float, float, float]
    second: tuple[float, float, float]
    scale: float = 0.1


@dataclass
class Scene:
    """Triangles of many parts. ``frames`` (P, 4, 4) take the scene's coordinates to those of each part."""

    vertices: list[Array] = field(default_factory=list)
    triangles: list[NDArray[np.int32]] = field(default_factory=list)
    parts: list[NDArray[np.int32]] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    frames: list[Array] = field(default_factory=list)
    _count: int = 0

    def add(self, mesh: tuple[Array, NDArray[np.int32]], material: Material, place: Array) -> None:
        """Add a mesh (vertices (V, 3), triangles (T, 3)) at ``place`` (4, 4), its coordinates to the scene's."""
        vertices, triangles = mesh
        self.vertices.append(vertices @ place[:3, :3].T + place[:3, 3])
        self.triangles.append(triangles + np.int32(self._count))
        self.parts.append(np.full(len(triangles), len(self.materials), np.int32))
        self.materials.append(material)
        self.frames.append(np.asarray(np.linalg.inv(place), dtype=np.float64))
        self._count += len(vertices)

    def arrays(self) -> tuple[NDArray[np.float32], NDArray[np.uint32], NDArray[np.int32]]:
        """Vertices (V, 3), triangles (T, 3) and each triangle's part (T,)."""
        return (
            np.concatenate(self.vertices).astype(np.float32),
            np.concatenate(self.triangles).astype(np.uint32),
            np.concatenate(self.parts),
        )


Mesh = tuple[Array, NDArray[np.int32]]


def at(x: float, y: float, z: float = 0.0, turn: float = 0.0) -> Array:
    """The place (4, 4) at (x, y, z), turned by ``turn`` degrees about the vertical."""
    c, s = np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))
    return np.array([[c, -s, 0, x], [s, c, 0, y], [0, 0, 1, z], [0, 0, 0, 1]], dtype=np.float64)


def box(low: ArrayLike, high: ArrayLike) -> Mesh:
    """A box from its lowest to its highest corner."""
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    corners = np.array([[i, j, k] for k in (0, 1) for j in (0, 1) for i in (0, 1)], dtype=np.float64)
    quads = ((0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5))
    triangles = [t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))]
    return low + corners * (high - low), np.array(triangles, np.int32)


def quad(corner: ArrayLike, along: ArrayLike, up: ArrayLike) -> Mesh:
    """A parallelogram from a corner and two edges."""
    corner, along, up = (np.asarray(v, dtype=np.float64) for v in (corner, along, up))
    return np.stack([corner, corner + along, corner + along + up, corner + up]), np.array(
        [[0, 1, 2], [0, 2, 3]], np.int32
    )


def turned(profile: ArrayLike, sides: int = 28) -> Mesh:
    """A body of revolution about the vertical: ``profile`` (K, 2) holds radius and height."""
    profile = np.asarray(profile, dtype=np.float64)
    angle = np.arange(sides) * (2 * np.pi / sides)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    vertices = np.concatenate([np.column_stack([ring * r, np.full(sides, z)]) for r, z in profile])
    triangles = []
    for level in range(len(profile) - 1):
        for i in range(sides):
            a, b = level * sides + i, level * sides + (i + 1) % sides
            triangles += [(a, b, b + sides), (a, b + sides, a + sides)]
    return vertices, np.array(triangles, np.int32)


def cushion(size: ArrayLike, roundness: float = 0.35, steps: int = 16) -> Mesh:
    """A box of ``size`` (3,) with soft edges, standing on the origin's level: a superellipsoid."""
    size = np.asarray(size, dtype=np.float64)
    u = np.linspace(-np.pi / 2, np.pi / 2, steps)
    v = np.linspace(-np.pi, np.pi, 2 * steps, endpoint=False)

    def power(x: Array) -> Array:
        return np.asarray(np.sign(x) * np.abs(x) ** roundness)

    uu, vv = np.meshgrid(u, v, indexing="ij")
    ball = np.stack(
        [power(np.cos(uu)) * power(np.cos(vv)), power(np.cos(uu)) * power(np.sin(vv)), power(np.sin(uu))], -1
    )
    vertices = (ball.reshape(-1, 3) + np.array([0, 0, 1])) * size / 2
    count = 2 * steps
    triangles = []
    for i in range(steps - 1):
        for j in range(count):
            a, b = i * count + j, i * count + (j + 1) % count
            triangles += [(a, b, b + count), (a, b + count, a + count)]
    return vertices, np.array(triangles, np.int32)
