"""What the virtual scanner's samples look at, and from where: every pose is exact."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.data.cloud import PointCloud
from engine.data.rgbd import RgbdFrame, RgbdSequence
from engine.geometry import rigid
from engine.runtime.child import child
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

CALLS = "engine.data.scanning.scanner_calls"
SCANNING = QT_TRANSLATE_NOOP("progress", "virtual scan")
LASER = (0.002, 0.0006)
"""Deviation of a laser's range: metres, and metres per square metre of range."""
CAMERA = (0.001, 0.0015)
"""The same of a depth camera, along the optical axis (about a structured-light sensor's: Khoshelham, Elberink 2012)."""
COLUMNS, ROWS = 460, 118
"""Rays of one turn of the laser, and of one sweep up."""
ROUND = 12


def standing(x: float, y: float, z: float, turn: float, roll: float = 0.0, pitch: float = 0.0) -> Array:
    """The pose (4, 4) of a sensor (x forward, y left, z up) at (x, y, z), turned by degrees."""
    return rigid.from_degrees((roll, pitch, turn, x, y, z))


def looking(eye: ArrayLike, at: ArrayLike) -> Array:
    """The pose (4, 4) of a camera (x right, y down, z forward) at ``eye`` that looks at ``at``, the horizon level."""
    eye, at = np.asarray(eye, dtype=np.float64), np.asarray(at, dtype=np.float64)
    forward = (at - eye) / np.linalg.norm(at - eye)
    right = np.cross(forward, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    pose = np.eye(4)
    pose[:3, :3] = np.stack([right, np.cross(forward, right), forward], axis=1)
    pose[:3, 3] = eye
    return pose


def sweep(turn: tuple[float, float], rise: tuple[float, float], columns: int, rows: int) -> NDArray[np.float32]:
    """Unit rays (columns * rows, 3): azimuth over ``turn`` and elevation over ``rise``, degrees."""
    whole = turn[1] - turn[0] >= 360
    azimuth = np.deg2rad(np.linspace(*turn, columns, endpoint=not whole))
    elevation = np.deg2rad(np.linspace(*rise, rows))
    a, e = np.meshgrid(azimuth, elevation, indexing="ij")
    return np.stack([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)], -1).reshape(-1, 3).astype(np.float32)


ROOM_POSES = (standing(2.05, 1.75, 1.40, 10.0, 0.5, -0.8), standing(2.55, 1.45, 1.28, 25.0, -1.2, 1.5))
WALL_POSES = (standing(0.0, 1.9, 0.0, -90.0), standing(0.07, 1.93, 0.05, -91.0, 0.6, 0.4))
PICTURE_POSE = looking((0.95, 1.0, 1.5), (3.6, 2.9, 0.7))
PICTURE_MOTION = rigid.inverse(rigid.from_degrees((0, 0, 0, 0.062, -0.018, 0.047))) @ rigid.exp(
    np.concatenate([np.deg2rad(5.0) * np.array([0.30, 0.93, 0.212]) / np.linalg.norm([0.30, 0.93, 0.212]), np.zeros(3)])
)
"""The first camera's coordinates to the second's: 5 degrees, and about 8 cm."""


def round_poses() -> list[Array]:
    """Twelve places on an oval in the room, each looking outwards, 30 degrees further than the last."""
    poses = []
    for index in range(ROUND):
        angle = 2 * np.pi * index / ROUND
        x, y = 2.65 + 0.75 * np.cos(angle), 2.05 + 0.45 * np.sin(angle)
        tilt = 8.0 + 3.0 * np.sin(3 * angle)  # a hand is never quite level
        poses.append(standing(x, y, 1.35 + 0.05 * np.cos(2 * angle), np.rad2deg(angle), 2 * np.cos(angle), tilt))
    return poses


def scanning(
    name: str,
    scene: str,
    pose: Array,
    directions: NDArray[np.float32],
    seed: int,
    noise: tuple[float, float] = LASER,
    variant: int = 0,
) -> Generator[Progress, None, PointCloud]:
    """A scan of ``scene`` ("room", "wall", "random") as a cloud in the sensor's coordinates, metres."""
    got: dict[str, NDArray[Any]] = yield from child.call(
        f"{CALLS}:scan",
        SCANNING,
        scene=scene,
        pose=pose,
        directions=directions,
        noise=noise,
        seed=seed,
        variant=variant,
    )
    return PointCloud(freeze(got["points"]), name, colours=freeze(got["colours"]), pose=freeze(pose.copy()))


def scanning_room(index: int) -> Generator[Progress, None, PointCloud]:
    """The sample ``room-1`` (0) or ``room-2`` (1): one turn of a laser scanner, about 40,000 points."""
    rays = sweep((0, 360), (-55, 48), COLUMNS, ROWS)
    return (yield from scanning(f"room-{index + 1}", "room", ROOM_POSES[index], rays, 11 + index))


def scanning_wall(index: int) -> Generator[Progress, None, PointCloud]:
    """The sample ``wall-1`` (0) or ``wall-2`` (1): a painted flat wall, whose edges are not seen."""
    rays = sweep((-36, 36), (-27, 27), 190, 140)
    return (yield from scanning(f"wall-{index + 1}", "wall", WALL_POSES[index], rays, 21 + index, (0.001, 0.0)))


def scanning_round() -> Generator[Progress, None, list[PointCloud]]:
    """The sample ``room-round``: twelve scans with a field of view of 92 x 76 degrees, the last beside the first."""
    rays = sweep((-46, 46), (-38, 38), 120, 96)
    clouds = []
    for index, pose in enumerate(round_poses()):
        clouds.append((yield from scanning(f"room-round-{index + 1:02d}", "room", pose, rays, 31 + index)))
    return clouds


def camera_matrix(focal: float, width: int, height: int) -> Array:
    """Intrinsics (3, 3) with the principal point in the middle of the picture."""
    return np.array([[focal, 0, (width - 1) / 2], [0, focal, (height - 1) / 2], [0, 0, 1.0]])


def rendering_pair() -> Generator[Progress, None, RgbdSequence]:
    """The sample ``rendered-pair``: two RGB-D pictures of the room, 640 x 480, both depths with noise."""
    intrinsics = freeze(camera_matrix(525.0, 640, 480))
    poses = np.stack([PICTURE_POSE, PICTURE_POSE @ rigid.inverse(PICTURE_MOTION)])
    frames = []
    for index, pose in enumerate(poses):
        got: dict[str, NDArray[Any]] = yield from child.call(
            f"{CALLS}:picture",
            SCANNING,
            scene="room",
            pose=pose,
            intrinsics=np.array(intrinsics),
            size=(640, 480),
            noise=CAMERA,
            seed=51 + index,
        )
        frames.append(RgbdFrame(freeze(got["colour"]), freeze(got["depth"]), intrinsics, index, index / 30))
    return RgbdSequence(
        "rendered-pair", 2, frames.__getitem__, "rendered-pair-1", poses=freeze(poses), near=0.3, far=8.0
    )
