"""Triangle meshes with smooth normals that the still life is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Mesh = tuple[Array, Array, NDArray[np.int32]]
"""Vertices (V, 3), their normals (V, 3), triangles (T, 3)."""


def grid_triangles(rows: int, columns: int, closed: bool) -> NDArray[np.int32]:
    """Two triangles for each cell of a grid of vertices, row by row; ``closed``: the last column meets the first."""
    cells = columns if closed else columns - 1
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(cells), indexing="ij")
    a, b = i * columns + j, i * columns + (j + 1) % columns
    c, d = b + columns, a + columns
    return np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3).astype(np.int32)


def ball(radius: float, steps: int = 96) -> Mesh:
    """A sphere round the origin."""
    u, v = np.linspace(-np.pi / 2, np.pi / 2, steps), np.linspace(0, 2 * np.pi, 2 * steps, endpoint=False)
    uu, vv = np.meshgrid(u, v, indexing="ij")
    normals = np.stack([np.cos(uu) * np.cos(vv), np.cos(uu) * np.sin(vv), np.sin(uu)], -1).reshape(-1, 3)
    return normals * radius, normals, grid_triangles(steps, 2 * steps, True)


def rounded_box(size: ArrayLike, radius: float, steps: int = 8) -> Mesh:
    """A box of ``size`` (3,) round the origin whose edges are rounded with ``radius``."""
    half = np.asarray(size, dtype=np.float64) / 2
    radius = min(radius, float(half.min()) * 0.999)
    # A sphere cut into octants, which are moved apart: rows and columns at the cuts stand twice.
    u = np.concatenate([np.linspace(-np.pi / 2, 0, steps), np.linspace(0, np.pi / 2, steps)])
    v = np.concatenate([np.linspace(q * np.pi / 2, (q + 1) * np.pi / 2, steps) for q in range(4)])
    up = np.repeat([-1.0, 1.0], steps)
    right, front = np.repeat([1.0, -1.0, -1.0, 1.0], steps), np.repeat([1.0, 1.0, -1.0, -1.0], steps)
    uu, vv = np.meshgrid(u, v, indexing="ij")
    normals = np.stack([np.cos(uu) * np.cos(vv), np.cos(uu) * np.sin(vv), np.sin(uu)], -1)
    sides = np.stack(
        [np.broadcast_to(right, uu.shape), np.broadcast_to(front, uu.shape), np.broadcast_to(up[:, None], uu.shape)], -1
    )
    vertices = normals * radius + sides * (half - radius)
    rows, columns = uu.shape
    triangles = [grid_triangles(rows, columns, True)]
    # The flat lids over the poles.
    for row, turn in ((0, (0, 2, 1)), (rows - 1, (0, 1, 2))):
        corners = row * columns + np.array([0, steps, 2 * steps, 3 * steps])
        first = np.array([corners[[0, 1, 2]], corners[[0, 2, 3]]], np.int32)
        triangles.append(first[:, list(turn)])
    return vertices.reshape(-1, 3), normals.reshape(-1, 3), np.concatenate(triangles).astype(np.int32)


def turned(profile: ArrayLike, sides: int = 128, bevel: float = 35.0) -> Mesh:
    """A body of revolution about the vertical; ``profile`` (K, 2) holds radius and height, from below outwards and up.

    Normals are smooth over bends of less than ``bevel`` degrees and break at sharper ones.
    """
    profile = np.asarray(profile, dtype=np.float64)
    along = np.diff(profile, axis=0)
    across = np.stack([along[:, 1], -along[:, 0]], axis=1)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    angle = np.arange(sides) * (2 * np.pi / sides)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    vertices, normals, triangles = [], [], []
    for k in range(len(along)):
        ends = []
        for end, other in ((k, k - 1), (k + 1, k + 1)):
            normal = across[k]
            if 0 <= other < len(across) and normal @ across[other] > np.cos(np.deg2rad(bevel)):
                normal = normal + across[other]
                normal = normal / np.linalg.norm(normal)
            ends.append((profile[end], normal))
        for (radius, height), (outwards, upwards) in ends:
            vertices.append(np.column_stack([ring * radius, np.full(sides, height)]))
            normals.append(np.column_stack([ring * outwards, np.full(sides, upwards)]))
        triangles.append(grid_triangles(2, sides, True) + np.int32(2 * k * sides))
    return np.concatenate(vertices), np.concatenate(normals), np.concatenate(triangles).astype(np.int32)


def rounded_disc(radius: float, height: float, edge: float, steps: int = 7) -> Mesh:
    """A disc standing on the origin's level, its rim rounded with ``edge``."""
    angle = np.linspace(-np.pi / 2, 0, steps)
    lower = np.column_stack([radius - edge + edge * np.cos(angle), edge + edge * np.sin(angle)])
    upper = np.column_stack([lower[::-1, 0], height - lower[::-1, 1]])
    return turned(np.concatenate([[[1e-6, 0.0]], lower, upper, [[1e-6, height]]]))


def tube(path: ArrayLike, radius: float, sides: int = 32) -> Mesh:
    """A round tube along ``path`` (K, 3)."""
    path = np.asarray(path, dtype=np.float64)
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    first = np.cross(along, np.array([0.31, 0.47, 0.83]))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(along, first)
    angle = np.arange(sides) * (2 * np.pi / sides)
    normals = first[:, None] * np.cos(angle)[:, None] + second[:, None] * np.sin(angle)[:, None]
    vertices = path[:, None] + normals * radius
    return vertices.reshape(-1, 3), normals.reshape(-1, 3), grid_triangles(len(path), sides, True)


def moved(
    mesh: Mesh, shift: ArrayLike = (0, 0, 0), turn: float = 0.0, tilt: float = 0.0, axis: str = "x"
) -> tuple[Mesh, Array]:
    """The mesh tilted about ``axis``, then turned about the vertical (degrees), shifted; and that motion (4, 4)."""
    t, c = np.deg2rad(turn), np.deg2rad(tilt)
    about_z = np.array([[np.cos(t), -np.sin(t), 0], [np.sin(t), np.cos(t), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(c), -np.sin(c)], [0, np.sin(c), np.cos(c)]])
    about_y = np.array([[np.cos(c), 0, np.sin(c)], [0, 1, 0], [-np.sin(c), 0, np.cos(c)]])
    motion = np.eye(4)
    motion[:3, :3] = about_z @ (about_x if axis == "x" else about_y)
    motion[:3, 3] = np.asarray(shift, dtype=np.float64)
    vertices, normals, triangles = mesh
    return (vertices @ motion[:3, :3].T + motion[:3, 3], normals @ motion[:3, :3].T, triangles), motion
