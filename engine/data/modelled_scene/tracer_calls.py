"""The still life's ray tracer, by Open3D; called in the child process (:mod:`engine.runtime.child`).

Lights are finite sets of directions that are fixed in the scene, so that every view sees the same shadows without
noise: each of a pixel's nine rays takes a ninth of every set. Surfaces are Lambert's below a GGX gloss (Walter et al.
2007, eqs. 20, 33, 34) with Schlick's Fresnel term, and mirror their surroundings once.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.modelled_scene.still_life import StillLife, still_life
from engine.runtime.open3d_loading import load_open3d

Array = NDArray[Any]

FINE = 3
"""Rays a pixel along each side."""
KEY_COLOUR = np.array([1.0, 0.93, 0.82], np.float32) * np.float32(1.85)
LAMP_COLOUR = np.array([0.72, 0.85, 1.0], np.float32) * np.float32(0.6)
SKY_COLOUR = np.array([0.93, 0.96, 1.0], np.float32) * np.float32(0.55)
LOW_COLOUR = np.array([0.95, 0.93, 0.90], np.float32) * np.float32(0.22)
KEY_TOWARDS = np.array([0.52, -0.50, 0.69])
KEY_WIDTH = 0.10
LAMP_CORNER, LAMP_SIDES = np.array([-2.9, 0.9, 2.3]), np.array([[0.9, 0.9, 0.0], [0.5, -0.5, 0.9]])
AWAY = np.float32(1e-3)
"""How far rays start from the surface they leave."""


def _unit(v: Array) -> Array:
    return np.asarray(v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12))


def _dealt(items: Array) -> list[Array]:
    """A set (9 k, 3) dealt to nine rays, each an even part of it."""
    return [np.ascontiguousarray(items[k :: FINE * FINE]).astype(np.float32) for k in range(FINE * FINE)]


@functools.lru_cache(maxsize=1)
def _lights() -> tuple[list[Array], list[Array], list[Array]]:
    """For each of nine rays: directions to the key light (4, 3), places on the lamp (2, 3), ways to the sky (8, 3)."""
    golden = np.pi * (3 - np.sqrt(5))
    k = np.arange(36)
    towards = _unit(KEY_TOWARDS)
    side = _unit(np.cross(towards, [0, 0, 1.0]))
    up = np.cross(side, towards)
    r, a = KEY_WIDTH * np.sqrt((k + 0.5) / 36), k * golden
    key = _unit(towards + (r * np.cos(a))[:, None] * side + (r * np.sin(a))[:, None] * up)
    m = np.arange(18)
    uv = np.stack([(m + 0.5) / 18, (m * 0.6180339887) % 1.0], axis=1)
    lamp = LAMP_CORNER + uv @ LAMP_SIDES
    n = np.arange(72)
    z = 1 - 2 * (n + 0.5) / 72
    ring = np.sqrt(1 - z * z)
    sky = np.stack([ring * np.cos(n * golden), ring * np.sin(n * golden), z], axis=1)
    return _dealt(key), _dealt(lamp), _dealt(sky)


@functools.lru_cache(maxsize=1)
def _caster() -> tuple[StillLife, Any, Array, Array, Array]:
    scene = still_life()
    o3d = load_open3d()
    vertices, normals, triangles, parts = scene.arrays()
    caster = o3d.t.geometry.RaycastingScene(nthreads=1)
    caster.add_triangles(o3d.core.Tensor(vertices), o3d.core.Tensor(triangles))
    return scene, caster, normals, triangles, parts


def _rays(origins: Array, directions: Array) -> Any:
    rays = np.concatenate([np.broadcast_to(origins, directions.shape), directions], axis=1).astype(np.float32)
    return load_open3d().core.Tensor(rays)


def _hits(origins: Array, directions: Array) -> dict[str, Array]:
    """Where rays (N, 3) hit: ``hit`` (N,), and for the M that do points, normals, parts, colour and gloss."""
    scene, caster, normals, triangles, parts = _caster()
    answer = caster.cast_rays(_rays(origins, directions))
    distance = answer["t_hit"].numpy()
    hit = np.isfinite(distance)
    face = answer["primitive_ids"].numpy()[hit]
    uv = answer["primitive_uvs"].numpy()[hit]
    corners = triangles[face]
    weights = np.stack([1 - uv.sum(axis=1), uv[:, 0], uv[:, 1]], axis=1)
    normal = _unit(np.einsum("nk,nkj->nj", weights, normals[corners]))
    towards = -np.broadcast_to(directions, (len(distance), 3))[hit]
    flipped = np.einsum("ij,ij->i", answer["primitive_normals"].numpy()[hit], towards) < 0
    flat = np.where(flipped[:, None], -1, 1) * _unit(answer["primitive_normals"].numpy()[hit])
    normal = np.where(np.einsum("ij,ij->i", normal, flat)[:, None] < 0, -normal, normal)
    points = np.broadcast_to(origins, (len(distance), 3))[hit] - towards * distance[hit, None]
    part = parts[face]
    colour, gloss = np.empty((len(points), 3), np.float32), np.empty((len(points), 2), np.float32)
    for index in np.unique(part):
        chosen = part == index
        surface = scene.parts[index]
        own = points[chosen] @ surface.frame[:3, :3].T.astype(np.float32) + surface.frame[:3, 3].astype(np.float32)
        colour[chosen] = np.clip(surface.paint(own), 0, 1)
        gloss[chosen] = surface.roughness, surface.reflectance
    colour = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return {
        "hit": hit,
        "points": points.astype(np.float32),
        "normals": normal.astype(np.float32),
        "flat": flat.astype(np.float32),
        "towards": towards.astype(np.float32),
        "colour": colour.astype(np.float32),
        "gloss": gloss,
    }


def _free(origins: Array, directions: Array) -> Array:
    """Whether nothing stands on rays (N, 3), however far: the lights are farther than all parts."""
    _, caster, *_ = _caster()
    return np.asarray(~caster.test_occlusions(_rays(origins, directions)).numpy())


def _gloss(normal: Array, towards: Array, light: Array, alpha: Array, reflectance: Array) -> Array:
    """GGX times the cosine to the light (N,)."""
    half = _unit(towards + light)
    nh = np.clip(np.einsum("ij,ij->i", normal, half), 0, 1)
    nv = np.clip(np.einsum("ij,ij->i", normal, towards), 1e-3, 1)
    nl = np.clip(np.einsum("ij,ij->i", normal, light), 0, 1)
    vh = np.clip(np.einsum("ij,ij->i", towards, half), 0, 1)
    a2 = alpha**2
    spread = a2 / (np.pi * (nh**2 * (a2 - 1) + 1) ** 2)
    masked = (
        2 / (1 + np.sqrt(1 + a2 * (1 / nv**2 - 1))) * 2 / (1 + np.sqrt(1 + a2 * (1 / np.maximum(nl, 1e-3) ** 2 - 1)))
    )
    fresnel = reflectance + (1 - reflectance) * (1 - vh) ** 5
    return np.asarray(spread * masked * fresnel / (4 * nv) * (nl > 0))


def _surroundings(direction: Array) -> Array:
    """What a mirror sees beyond the scene (N, 3): a bright room with two windows."""
    z = direction[:, 2]
    up = np.clip(0.5 + 0.5 * z, 0, 1)[:, None]
    colour = LOW_COLOUR * 1.2 + (SKY_COLOUR * 1.15 - LOW_COLOUR * 1.2) * up
    for towards, wide, tall, bright in (((-0.62, -0.62, 0.48), 0.30, 0.34, 4.5), ((0.30, 0.85, 0.43), 0.42, 0.22, 3.2)):
        centre = _unit(np.array(towards))
        side = _unit(np.cross(centre, [0, 0, 1.0]))
        above = np.cross(side, centre)
        front = direction @ centre.astype(np.float32)
        with np.errstate(all="ignore"):
            x = direction @ side.astype(np.float32) / front
            y = direction @ above.astype(np.float32) / front
        edge = np.minimum(wide - np.abs(x), tall - np.abs(y))
        pane = (
            np.clip(edge / 0.04, 0, 1) * np.clip((np.minimum(np.abs(x), np.abs(y)) - 0.012) / 0.02, 0, 1) * (front > 0)
        )
        colour = colour + np.nan_to_num(pane)[:, None].astype(np.float32) * np.float32(bright)
    return np.asarray(colour, np.float32)


def _lit(got: dict[str, Array], share: int, mirrored: bool) -> Array:
    """Linear light (M, 3) that comes back from the hits; ``mirrored``: seen in a mirror, without gloss."""
    key, lamp, sky = (lights[share] for lights in _lights())
    points, normals, flat, towards = got["points"], got["normals"], got["flat"], got["towards"]
    start = points + flat * AWAY
    alpha = np.maximum(got["gloss"][:, 0], 0.05)
    reflectance = got["gloss"][:, 1]
    diffuse, gloss = np.zeros_like(points), np.zeros_like(points)

    def collect(light: Array, amount: Array, colour: Array, cosine: Array) -> None:
        nonlocal diffuse, gloss
        diffuse += (cosine * amount)[:, None] * colour
        if not mirrored:
            shine = _gloss(normals, towards, light, np.maximum(alpha, 0.09), reflectance) * amount
            gloss += shine[:, None] * colour * np.float32(np.pi)

    for direction in key:
        cosine = np.clip(normals @ direction, 0, None)
        seen = np.zeros(len(points), np.float32)
        facing = (cosine > 0) & (flat @ direction > 0)
        seen[facing] = _free(start[facing], np.broadcast_to(direction, (int(facing.sum()), 3)))
        collect(np.broadcast_to(direction, points.shape), seen / len(key), KEY_COLOUR, cosine)
    for place in lamp:
        direction = place - points
        distance = np.linalg.norm(direction, axis=1)
        direction = direction / distance[:, None]
        cosine = np.clip(np.einsum("ij,ij->i", normals, direction), 0, None)
        facing = (cosine > 0) & (np.einsum("ij,ij->i", flat, direction) > 0)
        seen = np.zeros(len(points), np.float32)
        seen[facing] = _free(start[facing], direction[facing])
        collect(direction, seen / len(lamp) * (3.2 / distance) ** 2, LAMP_COLOUR, cosine)
    # A sphere of directions: the mean over it of light times cosine is a quarter of what a full sky of 1 gives.
    for direction in sky:
        cosine = np.clip(normals @ direction, 0, None)
        facing = (cosine > 0) & (flat @ direction > 0)
        seen = np.zeros(len(points), np.float32)
        seen[facing] = _free(start[facing], np.broadcast_to(direction, (int(facing.sum()), 3)))
        colour = SKY_COLOUR if direction[2] > 0 else LOW_COLOUR
        diffuse += (cosine * seen * np.float32(4 / len(sky)))[:, None] * colour
    return np.asarray(got["colour"] * diffuse + gloss, np.float32)


def _reflected(got: dict[str, Array], share: int) -> Array:
    """What glossy surfaces mirror of the scene and its surroundings (M, 3), linear."""
    result = np.zeros_like(got["points"])
    chosen = got["gloss"][:, 0] < 0.3
    if not chosen.any():
        return result
    normals, towards = got["normals"][chosen], got["towards"][chosen]
    cosine = np.clip(np.einsum("ij,ij->i", normals, towards), 0, 1)
    direction = _unit(2 * cosine[:, None] * normals - towards).astype(np.float32)
    below = np.einsum("ij,ij->i", direction, got["flat"][chosen]) < 0.01
    start = got["points"][chosen] + got["flat"][chosen] * AWAY
    seen = _surroundings(direction)
    other = _hits(start, direction)
    seen[other["hit"]] = _lit(other, share, mirrored=True)
    reflectance = got["gloss"][chosen, 1]
    fresnel = reflectance + (1 - reflectance) * (1 - cosine) ** 5
    # Rough surfaces would blur what they mirror; theirs is dimmed instead.
    dimmed = np.clip(1 - got["gloss"][chosen, 0] / 0.3, 0, 1)
    metal = np.where(reflectance > 0.2, 1.0, 0.0)[:, None]
    tint = 1 - metal + metal * got["colour"][chosen]
    result[chosen] = np.where(below[:, None], 0, seen * (fresnel * dimmed)[:, None] * tint)
    return result


def _tone(linear: Array) -> Array:
    """Linear light to sRGB from 0 to 1, with a shoulder instead of a hard end."""
    x = np.maximum(linear, 0)
    x = np.where(x < 0.7, x, 0.7 + 0.3 * (1 - np.exp(-(x - 0.7) / 0.3)))
    return np.asarray(np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055), np.float32)


def picture(pose: NDArray[np.float64], focal: float, size: int, shine: bool = True) -> NDArray[np.uint8]:
    """The scene from ``pose`` (4, 4; camera to world, x right, y down, z forward), (size, size, 3) uint8 sRGB on white.

    ``focal`` is in pixels; a pixel is the mean of its nine rays in sRGB, as areas of photos are averaged elsewhere.
    Without ``shine`` surfaces have Lambert's part alone: no gloss and no mirroring, nothing that depends on the view.
    """
    rows, columns = np.meshgrid(np.arange(size), np.arange(size), indexing="ij")
    origin = pose[:3, 3].astype(np.float32)
    total = np.zeros((size * size, 3), np.float64)
    for share in range(FINE * FINE):
        x = columns.ravel() + (share % FINE + 0.5) / FINE - size / 2
        y = rows.ravel() + (share // FINE + 0.5) / FINE - size / 2
        local = _unit(np.stack([x / focal, y / focal, np.ones(len(x))], axis=1))
        directions = (local @ pose[:3, :3].T).astype(np.float32)
        got = _hits(origin, directions)
        light = _lit(got, share, mirrored=not shine)
        if shine:
            light = light + _reflected(got, share)
        seen = np.ones((len(x), 3), np.float32)
        seen[got["hit"]] = _tone(light)
        total += seen
    return np.asarray(np.clip(np.rint(total / (FINE * FINE) * 255), 0, 255).astype(np.uint8).reshape(size, size, 3))
