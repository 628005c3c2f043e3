"""The bundled scene's model: toys on a chequered mat, all within 1.2 of the origin, z up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.data.modelled_scene import paints
from engine.data.modelled_scene.paints import BLUE, CREAM, GREEN, ORANGE, RED, TEAL, YELLOW, Paint
from engine.data.modelled_scene.shapes import (
    Array,
    Mesh,
    ball,
    grid_triangles,
    moved,
    rounded_box,
    rounded_disc,
    tube,
    turned,
)

FLOOR = -0.26
"""Height of the mat's surface."""
RADIUS = 1.12


@dataclass(frozen=True, eq=False)
class Part:
    """One part: its mesh where it stands, what takes the scene's coordinates to its own, and its surface.

    ``roughness`` is GGX's alpha; ``reflectance`` what is mirrored looking straight at it (0.04: varnish, plastic).
    """

    mesh: Mesh
    frame: Array
    paint: Paint
    roughness: float
    reflectance: float


@dataclass
class StillLife:
    """The parts in order."""

    parts: list[Part] = field(default_factory=list)

    def add(
        self,
        mesh: Mesh,
        paint: Paint,
        shift: ArrayLike = (0, 0, 0),
        turn: float = 0.0,
        tilt: float = 0.0,
        axis: str = "x",
        *,
        roughness: float = 0.35,
        reflectance: float = 0.04,
        within: Array | None = None,
    ) -> None:
        """Add a mesh, moved to its place (:func:`engine.data.modelled_scene.shapes.moved`) ``within`` a toy's."""
        (vertices, normals, triangles), motion = moved(mesh, shift, turn, tilt, axis)
        if within is not None:
            vertices = vertices @ within[:3, :3].T + within[:3, 3]
            normals = normals @ within[:3, :3].T
            motion = within @ motion
        frame = np.asarray(np.linalg.inv(motion), dtype=np.float64)
        self.parts.append(Part((vertices, normals, triangles), frame, paint, roughness, reflectance))

    def arrays(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint32], NDArray[np.int32]]:
        """Vertices (V, 3), their normals (V, 3), triangles (T, 3), and each triangle's part (T,)."""
        starts = np.cumsum([0, *(len(part.mesh[0]) for part in self.parts)])
        return (
            np.concatenate([part.mesh[0] for part in self.parts]).astype(np.float32),
            np.concatenate([part.mesh[1] for part in self.parts]).astype(np.float32),
            np.concatenate([part.mesh[2] + start for part, start in zip(self.parts, starts, strict=False)]).astype(
                np.uint32
            ),
            np.concatenate([np.full(len(part.mesh[2]), i, np.int32) for i, part in enumerate(self.parts)]),
        )


def _place(x: float, y: float, turn: float) -> Array:
    """A toy's place on the mat."""
    return moved(ball(1.0, 2), (x, y, FLOOR), turn)[1]


def still_life() -> StillLife:
    """The whole scene."""
    scene = StillLife()
    thick = 0.05
    scene.add(
        rounded_disc(RADIUS, thick, 0.02), paints.mat(RADIUS), (0, 0, FLOOR - thick), roughness=0.9, reflectance=0.02
    )
    _locomotive(scene, _place(0.12, -0.62, 12.0))
    _wagon(scene, _place(-0.55, -0.66, -16.0))
    _blocks(scene)
    _mug(scene, _place(0.66, 0.36, 35.0))
    _rings(scene, _place(-0.62, 0.24, 0.0))
    scene.add(
        ball(0.21),
        paints.striped_ball(0.21),
        (0.72, -0.28, FLOOR + 0.21),
        turn=40,
        tilt=28,
        roughness=0.07,
        reflectance=0.10,
    )
    scene.add(ball(0.10), paints.plain(TEAL, 0.0), (-0.18, 0.86, FLOOR + 0.10), roughness=0.10, reflectance=0.09)
    scene.add(ball(0.075), paints.plain(YELLOW, 0.0), (0.06, 0.80, FLOOR + 0.075), roughness=0.10, reflectance=0.09)
    length, radius = 0.62, 0.024
    profile = [[1e-6, 0], [radius, 0], [radius, length - 0.09], [0.004, length], [1e-6, length]]
    scene.add(
        turned(profile, 6 * 8),
        paints.pencil(length, radius),
        (-0.36, -0.14, FLOOR + radius),
        turn=62,
        tilt=90,
        roughness=0.25,
    )
    return scene


def _locomotive(scene: StillLife, place: Array) -> None:
    """A wooden locomotive that runs along its x."""
    scene.add(rounded_box((0.66, 0.20, 0.06), 0.02), paints.wood(), (0, 0, 0.13), within=place)
    profile = [[1e-6, 0], [0.095, 0], [0.10, 0.006], [0.10, 0.354], [0.09, 0.366], [1e-6, 0.366]]
    scene.add(turned(profile), paints.boiler(0.366), (-0.05, 0, 0.255), tilt=90, axis="y", roughness=0.16, within=place)
    size = (0.21, 0.23, 0.25)
    scene.add(rounded_box(size, 0.015), paints.cab(size), (-0.17, 0, 0.285), roughness=0.25, within=place)
    scene.add(rounded_box((0.29, 0.29, 0.035), 0.017), paints.wood(along=1), (-0.17, 0, 0.425), within=place)
    chimney = [
        [1e-6, 0],
        [0.035, 0],
        [0.032, 0.06],
        [0.052, 0.115],
        [0.052, 0.135],
        [0.036, 0.135],
        [0.03, 0.09],
        [1e-6, 0.09],
    ]
    scene.add(turned(chimney), paints.plain((0.14, 0.14, 0.16)), (0.235, 0, 0.34), roughness=0.2, within=place)
    dome = [[0.045, 0.0], *([0.045 * np.cos(a), 0.02 + 0.045 * np.sin(a)] for a in np.linspace(0, 1.5707, 12))]
    scene.add(
        turned(dome),
        paints.plain((0.90, 0.66, 0.22), 0.0),
        (0.08, 0, 0.335),
        roughness=0.18,
        reflectance=0.35,
        within=place,
    )
    scene.add(ball(0.034, 40), paints.plain(YELLOW, 0.0), (0.322, 0, 0.27), roughness=0.1, within=place)
    scene.add(rounded_box((0.04, 0.24, 0.05), 0.015), paints.plain(RED), (0.335, 0, 0.115), within=place)
    for x, radius in ((-0.20, 0.115), (0.06, 0.085), (0.24, 0.085)):
        for side in (-1, 1):
            _wheel(scene, place, x, side, radius)
    rod = tube(np.array([[-0.20, 0, 0], [0.06, 0, 0], [0.24, 0, 0]]), 0.011, 16)
    for side in (-1, 1):
        scene.add(
            rod,
            paints.plain((0.72, 0.73, 0.76), 0.0),
            (0, side * 0.152, 0.07),
            roughness=0.2,
            reflectance=0.4,
            within=place,
        )
    scene.add(ball(0.022, 32), paints.plain((0.72, 0.73, 0.76), 0.0), (-0.355, 0, 0.13), reflectance=0.4, within=place)


def _wheel(scene: StillLife, place: Array, x: float, side: int, radius: float) -> None:
    scene.add(
        rounded_disc(radius, 0.04, 0.012),
        paints.wheel(radius),
        (x, side * 0.105, radius),
        tilt=-90 * side,
        roughness=0.3,
        within=place,
    )


def _wagon(scene: StillLife, place: Array) -> None:
    """An open wagon with three cubes and a ball."""
    scene.add(rounded_box((0.46, 0.20, 0.05), 0.02), paints.wood(), (0, 0, 0.12), within=place)
    size = (0.44, 0.26, 0.13)
    scene.add(rounded_box(size, 0.012), paints.planks(size), (0, 0, 0.21), roughness=0.4, within=place)
    for x, y, turn, colour in ((-0.13, 0.02, 12, GREEN), (0.0, -0.03, -20, YELLOW), (0.13, 0.01, 30, ORANGE)):
        scene.add(rounded_box((0.11, 0.11, 0.11), 0.012), paints.plain(colour), (x, y, 0.33), turn, within=place)
    scene.add(
        ball(0.06, 48), paints.plain(RED, 0.0), (-0.065, 0.0, 0.435), roughness=0.09, reflectance=0.09, within=place
    )
    for x in (-0.14, 0.14):
        for side in (-1, 1):
            _wheel(scene, place, x, side, 0.085)
    scene.add(ball(0.022, 32), paints.plain((0.72, 0.73, 0.76), 0.0), (0.25, 0, 0.12), reflectance=0.4, within=place)


def _blocks(scene: StillLife) -> None:
    """Three alphabet blocks, one upon two."""
    side = 0.30
    half = side / 2
    places = (
        ("ADEBCX", (RED, BLUE, GREEN), (-0.08, 0.36, half), 14.0),
        ("CBXAED", (TEAL, ORANGE, RED), (0.26, 0.34, half), -9.0),
        ("BEACDA", (BLUE, GREEN, ORANGE), (0.07, 0.35, side + half), 32.0),
    )
    for letters, colours, (x, y, z), turn in places:
        scene.add(
            rounded_box((side, side, side), 0.018),
            paints.block(side, letters, colours),
            (x, y, FLOOR + z),
            turn,
            roughness=0.4,
        )


def _mug(scene: StillLife, place: Array) -> None:
    """A glazed mug, filled."""
    height, radius = 0.34, 0.155
    lip = [[radius - 0.011 + 0.011 * np.cos(a), height - 0.011 + 0.011 * np.sin(a)] for a in np.linspace(0, np.pi, 9)]
    profile = [
        [1e-6, 0],
        [radius - 0.03, 0],
        [radius - 0.012, 0.006],
        [radius, 0.03],
        *lip,
        [radius - 0.022, 0.03],
        [1e-6, 0.03],
    ]
    scene.add(turned(profile), paints.mug(height), roughness=0.06, reflectance=0.09, within=place)
    scene.add(
        turned([[radius - 0.021, 0.0], [1e-6, 0.0]]),
        paints.plain((0.20, 0.10, 0.05), 0.0),
        (0, 0, 0.285),
        roughness=0.05,
        reflectance=0.05,
        within=place,
    )
    angle = np.linspace(-1.75, 1.75, 40)
    handle = np.stack([radius - 0.01 + 0.105 * np.cos(angle), np.zeros(40), 0.17 + 0.10 * np.sin(angle)], axis=1)
    scene.add(tube(handle, 0.021), paints.plain(BLUE, 0.0), roughness=0.06, reflectance=0.09, within=place)


def _rings(scene: StillLife, place: Array) -> None:
    """Rings of falling size on a stick."""
    scene.add(rounded_disc(0.20, 0.04, 0.018), paints.wood(along=1), within=place)
    height = 0.04
    for radius, thick, colour in (
        (0.135, 0.058, BLUE),
        (0.115, 0.054, GREEN),
        (0.095, 0.050, YELLOW),
        (0.075, 0.046, ORANGE),
    ):
        scene.add(
            _torus(radius, thick),
            paints.plain(colour, 0.0),
            (0, 0, height + thick),
            roughness=0.13,
            reflectance=0.05,
            within=place,
        )
        height += 2 * thick - 0.012
    scene.add(
        tube(np.array([[0, 0, 0.0], [0, 0, 0.3], [0, 0, height + 0.02]]), 0.03), paints.plain(CREAM), within=place
    )
    scene.add(
        ball(0.062, 56), paints.plain(RED, 0.0), (0, 0, height + 0.05), roughness=0.09, reflectance=0.09, within=place
    )


def _torus(radius: float, thick: float) -> Mesh:
    u, v = np.linspace(0, 2 * np.pi, 97), np.linspace(0, 2 * np.pi, 48, endpoint=False)
    uu, vv = np.meshgrid(u, v, indexing="ij")
    out = np.stack([np.cos(uu), np.sin(uu), np.zeros_like(uu)], axis=-1)
    normals = out * np.cos(vv)[..., None] + np.array([0, 0, 1.0]) * np.sin(vv)[..., None]
    vertices = out * radius + normals * thick
    return vertices.reshape(-1, 3), normals.reshape(-1, 3), grid_triangles(97, 48, True)
