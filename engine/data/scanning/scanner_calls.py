"""The virtual scanner's ray casting, by Open3D; called in the child process (:mod:`engine.runtime.child`)."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.scanning.materials import colours
from engine.data.scanning.room import furnished_room, random_room, textured_wall
from engine.data.scanning.shapes import Scene
from engine.runtime.open3d_loading import load_open3d

Array = NDArray[np.float32]

GRAZING = 0.05
"""Below this cosine between ray and surface no range comes back."""


@functools.lru_cache(maxsize=2)
def _caster(name: str, seed: int) -> tuple[Scene, Any, NDArray[np.int32]]:
    scene = random_room(seed) if name == "random" else {"room": furnished_room, "wall": textured_wall}[name]()
    o3d = load_open3d()
    vertices, triangles, parts = scene.arrays()
    caster = o3d.t.geometry.RaycastingScene()
    caster.add_triangles(o3d.core.Tensor(vertices), o3d.core.Tensor(triangles))
    return scene, caster, parts


def _cast(name: str, seed: int, origin: Array, directions: Array) -> dict[str, Any]:
    """Where rays of unit length (N, 3) from ``origin`` (3,) hit: range (N,), inf for none; normal, part, colour."""
    scene, caster, parts = _caster(name, seed)
    o3d = load_open3d()
    rays = np.concatenate([np.broadcast_to(origin, directions.shape), directions], axis=1).astype(np.float32)
    answer = caster.cast_rays(o3d.core.Tensor(rays))
    distance = answer["t_hit"].numpy()
    normals = answer["primitive_normals"].numpy()
    hit = np.isfinite(distance)
    part = np.where(hit, parts[np.where(hit, answer["primitive_ids"].numpy(), 0)], -1).astype(np.int32)
    length = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    facing = np.einsum("ij,ij->i", normals, directions)[:, None]
    normals = np.where(facing > 0, -normals, normals) / length  # towards the sensor
    points = origin + directions * np.where(hit, distance, 0)[:, None]
    colour = colours(points.astype(np.float32), normals.astype(np.float32), part, scene, light=name != "wall")
    return {"distance": distance, "normals": normals, "part": part, "colour": colour, "facing": np.abs(facing[:, 0])}


def scan(
    scene: str, pose: NDArray[np.float64], directions: Array, noise: tuple[float, float], seed: int, variant: int = 0
) -> dict[str, NDArray[Any]]:
    """A scan from ``pose`` (4, 4) along unit rays (N, 3) in the sensor's coordinates.

    Returns ``points`` (M, 3) float64 in the sensor's coordinates and ``colours`` (M, 3) uint8. The range is off by
    Gaussian noise of ``noise[0] + noise[1] * range**2`` metres.
    """
    world = directions.astype(np.float64) @ pose[:3, :3].T
    got = _cast(scene, variant, pose[:3, 3].astype(np.float32), world.astype(np.float32))
    random = np.random.default_rng(seed)
    wobble = random.normal(size=len(directions))
    kept = np.isfinite(got["distance"]) & (got["facing"] > GRAZING)
    distance = got["distance"].astype(np.float64)[kept]
    distance += wobble[kept] * (noise[0] + noise[1] * distance**2)
    shade = np.rint(got["colour"][kept] * 255 + random.normal(0, 1.5, (int(kept.sum()), 1)))
    return {
        "points": directions.astype(np.float64)[kept] * distance[:, None],
        "colours": np.clip(shade, 0, 255).astype(np.uint8),
    }


def picture(
    scene: str,
    pose: NDArray[np.float64],
    intrinsics: NDArray[np.float64],
    size: tuple[int, int],
    noise: tuple[float, float],
    seed: int,
) -> dict[str, NDArray[Any]]:
    """An RGB-D picture of ``size`` (width, height) from ``pose`` (camera to scene; x right, y down, z forward).

    Returns ``colour`` (H, W, 3) uint8, ``depth`` (H, W) float32 metres along the optical axis with noise, 0 where none,
    and ``clean``, the depth without noise. Pixels on edges are the mean of nine rays.
    """
    width, height = size
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    origin = pose[:3, 3].astype(np.float32)

    def shot(x: Array, y: Array) -> tuple[dict[str, Any], Array]:
        local = np.stack(
            [(x - intrinsics[0, 2]) / intrinsics[0, 0], (y - intrinsics[1, 2]) / intrinsics[1, 1], np.ones_like(x)], 1
        )
        length = np.linalg.norm(local, axis=1)
        world = (local / length[:, None]) @ pose[:3, :3].T
        return _cast(scene, 0, origin, world.astype(np.float32)), length

    got, length = shot(columns.ravel(), rows.ravel())
    hit = np.isfinite(got["distance"]) & (got["facing"] > GRAZING)
    clean = np.where(hit, got["distance"] / length, 0).reshape(height, width)
    colour = got["colour"].reshape(height, width, 3).copy()
    edge = _edges(got["part"].reshape(height, width), got["normals"].reshape(height, width, 3), colour)
    x, y = columns[edge], rows[edge]
    total = np.zeros((len(x), 3), np.float32)
    for dx in (-1 / 3, 0, 1 / 3):
        for dy in (-1 / 3, 0, 1 / 3):
            total += shot(x + np.float32(dx), y + np.float32(dy))[0]["colour"]
    colour[edge] = total / 9
    random = np.random.default_rng(seed)
    grain = random.normal(0, 1.2, (height, width, 1))
    sigma = noise[0] + noise[1] * clean**2
    depth = np.where(clean > 0, clean + random.normal(size=clean.shape) * sigma, 0)
    return {
        "colour": np.clip(np.rint(colour * 255 + grain), 0, 255).astype(np.uint8),
        "depth": depth.astype(np.float32),
        "clean": clean.astype(np.float32),
    }


def _edges(part: NDArray[np.int32], normals: Array, colour: Array) -> NDArray[np.bool_]:
    """Pixels (H, W) beside another part, a fold or a sharp change of colour."""
    edge = np.zeros(part.shape, bool)
    grey = colour.mean(axis=2)
    for axis in (0, 1):
        differs = np.diff(part, axis=axis) != 0
        differs |= (np.diff(normals, axis=axis) ** 2).sum(axis=2) > 0.05
        differs |= np.abs(np.diff(grey, axis=axis)) > 0.06
        low = [slice(None), slice(None)]
        high = [slice(None), slice(None)]
        low[axis], high[axis] = slice(None, -1), slice(1, None)
        edge[tuple(low)] |= differs
        edge[tuple(high)] |= differs
    return edge
