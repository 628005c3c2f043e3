"""The surface where a quantity on a lattice passes a level. These functions run in the child process."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.mesh import Mesh
from engine.runtime.open3d_loading import load_open3d

Array = NDArray[np.float64]


def isosurface(values: NDArray[np.float32], level: float) -> dict[str, Any]:
    """Where ``values`` (X, Y, Z) pass ``level``, by marching cubes (Lorensen and Cline 1987), as Open3D computes them.

    ``points`` (V, 3) float64 in steps of the lattice, the node (0, 0, 0) being the origin; ``triangles`` (T, 3) int32,
    anticlockwise as seen from where the values are small; ``normals`` (V, 3) float64 of length 1 towards there, of the
    central differences at the nodes; ``edges``, how many, and ``open_edges``, those not between exactly two triangles.
    Empty arrays where the level is not passed.
    """
    o3d = load_open3d()
    low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
    if not low <= level < high or min(values.shape) < 2:
        none = np.empty((0, 3))
        return {"points": none, "triangles": none.astype(np.int32), "normals": none, "edges": 0, "open_edges": 0}
    volume = o3d.core.Tensor(np.require(values, np.float32, ["C", "W"]))
    mesh = o3d.t.geometry.TriangleMesh.create_isosurfaces(volume, [float(level)])
    # The library counts the axes from the last: turning them round is a reflection, which turns the triangles round.
    points = np.ascontiguousarray(mesh.vertex.positions.numpy()[:, ::-1], np.float64)
    triangles = np.ascontiguousarray(mesh.triangle.indices.numpy(), np.int32)
    outwards = -_between(np.stack([*np.gradient(values.astype(np.float64))], axis=-1), points)
    outwards /= np.maximum(np.linalg.norm(outwards, axis=1, keepdims=True), 1e-12)
    if len(triangles) and _turned_inwards(points, triangles, outwards):
        triangles = np.ascontiguousarray(triangles[:, ::-1])
    edges, open_edges = Mesh(points, triangles).edge_counts()
    return {
        "points": points,
        "triangles": triangles,
        "normals": outwards,
        "edges": edges,
        "open_edges": open_edges,
    }


def _between(nodes: Array, points: Array) -> Array:
    """Values (X, Y, Z, C) at the nodes, trilinearly at ``points`` (V, 3) in steps."""
    last = np.array(nodes.shape[:3]) - 2
    cell = np.clip(np.floor(points).astype(np.int64), 0, last)
    part = points - cell
    total = np.zeros((len(points), nodes.shape[3]))
    for corner in np.ndindex(2, 2, 2):
        weight = np.where(np.array(corner) == 1, part, 1 - part).prod(axis=1)
        x, y, z = (cell + corner).T
        total += weight[:, None] * nodes[x, y, z]
    return total


def _turned_inwards(points: Array, triangles: NDArray[np.int32], outwards: Array) -> bool:
    """Whether the triangles' own normals are against the given ones, by area."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->", np.cross(b - a, c - a), outwards[triangles[:, 0]])) < 0
