"""Furnished rooms as triangle meshes: one fixed room for the samples, and one for each seed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.data.scanning.shapes import Array, Material, Scene, at, box, cushion, quad, turned

WIDTH, DEPTH, HEIGHT = 5.6, 4.6, 2.6
"""The fixed room, metres: along x, y and z."""

OAK = Material("wood", (0.55, 0.36, 0.20), (0.78, 0.58, 0.36), 0.09)
WALNUT = Material("wood", (0.26, 0.16, 0.10), (0.46, 0.31, 0.20), 0.08)
WHITE = Material("plain", (0.78, 0.77, 0.74), (0.92, 0.91, 0.88), 0.12)
METAL = Material("plain", (0.30, 0.32, 0.35), (0.55, 0.57, 0.60), 0.06)


def furnished_room() -> Scene:
    """The room of the samples: 5.6 x 4.6 x 2.6 m, its corner at the origin, z up; no symmetry.

    Like a stage set it has no ceiling, so that its scans can be looked into from above.
    """
    scene = Scene()
    _walls(scene)
    _shelf(scene, at(0.02, 2.05), np.random.default_rng(5))
    _sofa(scene, at(3.55, 0.55, 0.0, 4.0), (0.16, 0.36, 0.42), (0.30, 0.56, 0.60))
    _table(scene, at(2.75, 2.55, 0.0, 18.0), 1.45, 0.85)
    _chair(scene, at(2.35, 3.25, 0.0, -70.0), (0.70, 0.30, 0.16))
    _chair(scene, at(3.75, 2.75, 0.0, 190.0), (0.72, 0.56, 0.18))
    _lamp(scene, at(4.95, 0.95))
    _plant(scene, at(0.55, 4.05), np.random.default_rng(3))
    _sideboard(scene, at(5.58, 3.9, 0.0, 180.0))
    _picture(scene, at(2.35, 0.02, 1.35), 0.95, 0.65, ((0.85, 0.45, 0.20), (0.12, 0.20, 0.42)), 0.16)
    _picture(scene, at(4.2, 0.02, 1.45), 0.5, 0.7, ((0.20, 0.50, 0.40), (0.93, 0.85, 0.60)), 0.11)
    _picture(scene, at(0.02, 0.95, 1.4, -90.0), 0.7, 0.5, ((0.62, 0.16, 0.22), (0.92, 0.78, 0.55)), 0.13)
    _picture(scene, at(4.4, 4.58, 1.45, 180.0), 0.8, 0.6, ((0.18, 0.30, 0.55), (0.80, 0.82, 0.70)), 0.14)
    rug = Material("rug", (0.50, 0.14, 0.14), (0.88, 0.76, 0.56), 0.22)
    scene.add(box((-1.15, -0.8, 0), (1.15, 0.8, 0.012)), rug, at(2.9, 1.55, 0.0, 9.0))
    return scene


def _walls(scene: Scene) -> None:
    here = np.eye(4)
    floor = Material("planks", (0.36, 0.24, 0.15), (0.74, 0.56, 0.38), 0.14)
    south = Material("paper", (0.80, 0.72, 0.58), (0.50, 0.58, 0.46), 0.24)
    west = Material("paper", (0.86, 0.83, 0.76), (0.66, 0.55, 0.48), 0.30)
    north = Material("bricks", (0.80, 0.76, 0.70), (0.58, 0.30, 0.22), 0.26)
    east = Material("plain", (0.58, 0.65, 0.70), (0.80, 0.84, 0.87), 0.22)
    scene.add(quad((0, 0, 0), (WIDTH, 0, 0), (0, DEPTH, 0)), floor, here)
    scene.add(quad((0, 0, 0), (WIDTH, 0, 0), (0, 0, HEIGHT)), south, here)
    scene.add(quad((0, 0, 0), (0, DEPTH, 0), (0, 0, HEIGHT)), west, here)
    # North: a window in a recess of 0.3 m. East: a door in one of 0.14 m.
    _opening(scene, north, at(0, DEPTH), WIDTH, (1.15, 2.75, 0.85, 2.15), 0.30)
    _opening(scene, east, at(WIDTH, DEPTH, 0.0, -90.0), DEPTH, (2.95, 3.85, 0.0, 2.05), 0.14)
    glass = Material("picture", (0.70, 0.84, 0.96), (0.45, 0.62, 0.50), 0.45)
    scene.add(quad((1.15, DEPTH + 0.3, 0.85), (1.6, 0, 0), (0, 0, 1.3)), glass, here)
    for x in (1.15, 1.92, 2.69):
        scene.add(box((0, -0.03, 0.85), (0.06, 0.03, 2.15)), WHITE, at(x, DEPTH + 0.27))
    scene.add(box((-0.1, -0.22, 0.81), (1.7, 0.28, 0.86)), OAK, at(1.15, DEPTH))
    scene.add(box((0, -0.04, 0), (0.9, 0.02, 2.05)), WALNUT, at(WIDTH + 0.13, DEPTH - 2.95, 0.0, -90.0))
    scene.add(box((0.08, -0.1, 1.0), (0.2, -0.04, 1.04)), METAL, at(WIDTH + 0.13, DEPTH - 2.95, 0.0, -90.0))
    scene.add(box((0, 0, 0), (WIDTH, 0.018, 0.09)), WALNUT, here)
    scene.add(box((0, 0, 0), (0.018, DEPTH, 0.09)), WALNUT, here)
    # A chimney breast in the corner between west and south.
    scene.add(box((0, 0, 0), (0.5, 0.35, HEIGHT)), north, here)


def _opening(
    scene: Scene, material: Material, place: Array, width: float, hole: tuple[float, float, float, float], deep: float
) -> None:
    """A wall along x with a rectangular hole (x0, x1, z0, z1) and the sides of the recess behind it."""
    x0, x1, z0, z1 = hole
    for corner, size in (
        ((0, 0, 0), (x0, HEIGHT)),
        ((x1, 0, 0), (width - x1, HEIGHT)),
        ((x0, 0, 0), (x1 - x0, z0)),
        ((x0, 0, z1), (x1 - x0, HEIGHT - z1)),
    ):
        if min(size) > 0:
            scene.add(quad(corner, (size[0], 0, 0), (0, 0, size[1])), material, place)
    for corner, along, up in (
        ((x0, 0, z0), (0, deep, 0), (0, 0, z1 - z0)),
        ((x1, 0, z0), (0, deep, 0), (0, 0, z1 - z0)),
        ((x0, 0, z0), (0, deep, 0), (x1 - x0, 0, 0)),
        ((x0, 0, z1), (0, deep, 0), (x1 - x0, 0, 0)),
    ):
        scene.add(quad(corner, along, up), WHITE, place)


def _table(scene: Scene, place: Array, length: float, wide: float) -> None:
    x, y = length / 2, wide / 2
    scene.add(box((-x, -y, 0.71), (x, y, 0.75)), OAK, place)
    for sx in (-1, 1):
        for sy in (-1, 1):
            corner = np.array([sx * (x - 0.08), sy * (y - 0.08)])
            scene.add(box((*corner - 0.03, 0), (*corner + 0.03, 0.71)), OAK, place)
    vase = Material("spine", (0.16, 0.30, 0.58), (0.86, 0.88, 0.90), 0.10)
    scene.add(
        turned([(0, 0.75), (0.05, 0.75), (0.10, 0.84), (0.06, 0.97), (0.045, 1.02), (0.06, 1.06)]),
        vase,
        place @ at(-x / 3, 0.05),
    )
    book = Material("picture", (0.80, 0.20, 0.18), (0.95, 0.86, 0.62), 0.07)
    scene.add(box((0, 0, 0.75), (0.28, 0.2, 0.79)), book, place @ at(0.2, -0.18, 0.0, 25.0))
    mug = Material("plain", (0.92, 0.60, 0.16), (0.70, 0.34, 0.10), 0.05)
    scene.add(turned([(0, 0.75), (0.042, 0.75), (0.045, 0.85)], 18), mug, place @ at(x / 2, 0.2))


def _chair(scene: Scene, place: Array, colour: tuple[float, float, float]) -> None:
    light = tuple(min(1.0, c + 0.22) for c in colour)
    cloth = Material("fabric", colour, (light[0], light[1], light[2]), 0.06)
    scene.add(box((-0.22, -0.22, 0.42), (0.22, 0.22, 0.47)), cloth, place)
    scene.add(box((-0.24, -0.22, 0.56), (-0.20, 0.22, 0.95)), cloth, place)
    for x in (-0.215, 0.2):
        for y in (-0.21, 0.21):
            top = 0.97 if x < 0 else 0.43
            scene.add(box((x - 0.022, y - 0.022, 0), (x + 0.022, y + 0.022, top)), WALNUT, place)


def _sofa(scene: Scene, place: Array, first: tuple[float, float, float], second: tuple[float, float, float]) -> None:
    cloth = Material("fabric", first, second, 0.09)
    scene.add(box((-0.95, -0.40, 0.10), (0.95, 0.42, 0.30)), cloth, place)
    for x in (-0.46, 0.46):
        scene.add(cushion((0.9, 0.74, 0.18)), cloth, place @ at(x, 0.08, 0.28))
        scene.add(cushion((0.9, 0.24, 0.52)), cloth, place @ at(x, -0.30, 0.38))
    for x in (-1.02, 1.02):
        scene.add(cushion((0.2, 0.86, 0.60), 0.25), cloth, place @ at(x, 0.0, 0.04))
    pillow = Material("rug", (0.92, 0.74, 0.28), (0.45, 0.16, 0.20), 0.08)
    scene.add(cushion((0.42, 0.16, 0.36), 0.6), pillow, place @ at(0.62, 0.02, 0.47, 24.0))


def _lamp(scene: Scene, place: Array) -> None:
    shade = Material("spine", (0.96, 0.90, 0.74), (0.86, 0.66, 0.40), 0.12)
    scene.add(turned([(0, 0.03), (0.16, 0.03), (0.16, 0.0)]), METAL, place)
    scene.add(turned([(0.015, 0.03), (0.015, 1.45)], 10), METAL, place)
    scene.add(turned([(0.22, 1.32), (0.13, 1.66)]), shade, place)


def _plant(scene: Scene, place: Array, random: np.random.Generator) -> None:
    pot = Material("bricks", (0.55, 0.28, 0.18), (0.78, 0.46, 0.30), 0.12)
    leaf = Material("fabric", (0.10, 0.28, 0.12), (0.34, 0.58, 0.24), 0.05)
    scene.add(turned([(0, 0), (0.13, 0), (0.19, 0.34), (0.15, 0.34)]), pot, place)
    for _ in range(9):
        x, y = random.normal(0, 0.12, 2)
        size = random.uniform(0.16, 0.32, 3)
        spot = place @ at(float(x), float(y), float(random.uniform(0.4, 1.05)), float(random.uniform(0, 90)))
        scene.add(cushion(size, 1.0, 9), leaf, spot)


def _shelf(scene: Scene, place: Array, random: np.random.Generator) -> None:
    """A shelf 1.3 m wide along y with books of many heights."""
    for y in (0.0, 1.27):
        scene.add(box((0, y, 0), (0.3, y + 0.03, 1.95)), WALNUT, place)
    scene.add(box((0, 0, 0), (0.015, 1.3, 1.95)), WALNUT, place)
    for z in (0.04, 0.42, 0.80, 1.18, 1.56, 1.92):
        scene.add(box((0, 0.03, z), (0.3, 1.27, z + 0.03)), WALNUT, place)
    for z in (0.07, 0.45, 0.83, 1.21, 1.59):
        y, end = 0.05, float(random.uniform(0.7, 1.22))
        while y < end:
            thick, tall, deep = random.uniform([0.03, 0.18, 0.15], [0.075, 0.30, 0.24])
            hue = random.uniform(0.08, 0.9, 3)
            cover = Material("spine", tuple((0.15 + 0.5 * hue).tolist()), tuple((0.25 + 0.6 * hue[::-1]).tolist()), 0.1)
            scene.add(box((0.02, y, z), (0.02 + deep, y + thick - 0.003, z + tall)), cover, place)
            y += float(thick)


def _sideboard(scene: Scene, place: Array) -> None:
    scene.add(box((0.0, -0.7, 0.12), (0.42, 0.6, 0.72)), OAK, place)
    for y in (-0.6, 0.5):
        scene.add(box((0.05, y - 0.03, 0), (0.11, y + 0.03, 0.12)), METAL, place)
        scene.add(box((0.3, y - 0.03, 0), (0.36, y + 0.03, 0.12)), METAL, place)
    screen = Material("picture", (0.10, 0.14, 0.22), (0.30, 0.42, 0.52), 0.25)
    scene.add(box((0.12, -0.5, 0.78), (0.17, 0.35, 1.28)), screen, place)
    scene.add(box((0.08, -0.2, 0.72), (0.22, 0.05, 0.78)), METAL, place)
    globe = Material("picture", (0.16, 0.36, 0.62), (0.50, 0.62, 0.30), 0.08)
    scene.add(cushion((0.24, 0.24, 0.24), 1.0), globe, place @ at(0.22, 0.47, 0.72))


def _picture(
    scene: Scene,
    place: Array,
    wide: float,
    tall: float,
    paint: tuple[tuple[float, float, float], tuple[float, float, float]],
    scale: float,
) -> None:
    """A framed painting whose back is at the place's y = 0; it looks towards +y."""
    scene.add(box((-wide / 2, 0, 0), (wide / 2, 0.025, tall)), WALNUT, place)
    inner = Material("picture", *paint, scale)
    scene.add(box((-wide / 2 + 0.05, 0, 0.05), (wide / 2 - 0.05, 0.032, tall - 0.05)), inner, place)


def random_room(seed: int) -> Scene:
    """Another room for each ``seed``: its size, its furniture and where that stands are drawn."""
    random = np.random.default_rng([seed, 20])
    scene = Scene()
    wide, deep, high = random.uniform([4.6, 3.8, 2.4], [6.6, 5.2, 2.9])
    for corner, along, up, pattern in (
        ((0, 0, 0), (wide, 0, 0), (0, deep, 0), "planks"),
        ((0, 0, high), (wide, 0, 0), (0, deep, 0), "plain"),
        ((0, 0, 0), (wide, 0, 0), (0, 0, high), "paper"),
        ((0, deep, 0), (wide, 0, 0), (0, 0, high), "bricks"),
        ((0, 0, 0), (0, deep, 0), (0, 0, high), "paper"),
        ((wide, 0, 0), (0, deep, 0), (0, 0, high), "plain"),
    ):
        first, second = random.uniform(0.2, 0.9, (2, 3)).tolist()
        scene.add(quad(corner, along, up), Material(pattern, first, second, 0.25), np.eye(4))
    for _ in range(2):  # pillars and cupboards against the walls break the symmetry of the box
        size = random.uniform([0.4, 0.3, 1.2], [1.0, 0.6, high])
        x = float(random.uniform(0, wide - size[0]))
        scene.add(box((0, 0, 0), size), OAK, at(x, 0.0 if random.uniform() < 0.5 else float(deep - size[1])))
    makers: list[Callable[[Array], None]] = [
        lambda place: _shelf(scene, place, random),
        lambda place: _sofa(scene, place, *random.uniform(0.1, 0.8, (2, 3)).tolist()),
        lambda place: _table(scene, place, float(random.uniform(0.9, 1.7)), float(random.uniform(0.6, 1.0))),
        lambda place: _chair(scene, place, tuple(random.uniform(0.1, 0.7, 3).tolist())),
        lambda place: _chair(scene, place, tuple(random.uniform(0.1, 0.7, 3).tolist())),
        lambda place: _lamp(scene, place),
        lambda place: _plant(scene, place, random),
        lambda place: _sideboard(scene, place),
    ]
    taken: list[NDArray[np.float64]] = [np.array([wide / 2, deep / 2])]  # the sensors stand in the middle
    for make in makers:
        for _ in range(20):
            spot = random.uniform([0.7, 0.7], [wide - 0.7, deep - 0.7])
            if all(np.linalg.norm(spot - other) > 1.0 for other in taken):
                taken.append(spot)
                make(at(float(spot[0]), float(spot[1]), 0.0, float(random.uniform(0, 360))))
                break
    return scene


def textured_wall() -> Scene:
    """A flat wall, 6 x 4 m in the plane y = 0, painted so that no place of it is like another."""
    scene = Scene()
    paint = Material("picture", (0.75, 0.34, 0.18), (0.20, 0.36, 0.52), 0.20)
    scene.add(quad((-3, 0, -2), (6, 0, 0), (0, 0, 4)), paint, np.eye(4))
    return scene
