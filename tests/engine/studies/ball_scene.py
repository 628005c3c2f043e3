"""A scene in closed form for the radiance fields' tests: a ball whose colour is its normal, seen from all sides."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from engine.data.scene import Scene, View
from engine.fields.rays import Camera, camera_rays

SIDE = 24


def looking_at_the_middle(angle: float, height: float) -> np.ndarray:
    centre = np.array([3 * math.cos(angle), 3 * math.sin(angle), height])
    z = -centre / np.linalg.norm(centre)
    x = np.cross(z, [0.0, 0.0, 1.0])
    x /= np.linalg.norm(x)
    pose = np.eye(4)
    pose[:3] = np.stack([x, np.cross(z, x), z, centre], 1)
    return pose


def photo_of_a_ball(camera: Camera) -> np.ndarray:
    """A ball of radius 0.7 whose colour is its normal, RGBA, one ray a pixel."""
    origins, directions = (values.double().numpy() for values in camera_rays(camera))
    middle = -(origins * directions).sum(1)
    inside = 0.7**2 - ((origins + middle[:, None] * directions) ** 2).sum(1)
    normals = (origins + (middle - np.sqrt(inside.clip(0)))[:, None] * directions) / 0.7
    rgba = np.concatenate([0.5 + 0.5 * normals, np.ones((len(normals), 1))], 1) * (inside > 0)[:, None]
    return np.asarray((rgba * 255).round().astype(np.uint8).reshape(camera.height, camera.width, 4))


def ball_scene() -> Scene:
    """Eighteen photos, three of them for testing."""
    views = []
    for number in range(18):
        pose = looking_at_the_middle(number * 2.4, 2 * math.sin(number))
        camera = Camera.looking(pose, 40.0, SIDE, SIDE)
        photo = photo_of_a_ball(camera)
        views.append(
            View(
                f"{number}",
                pose,
                camera.intrinsics,
                SIDE,
                SIDE,
                lambda photo=photo: photo,  # type: ignore[misc]
                "test" if number % 6 == 5 else "train",
            )
        )
    return Scene("ball", tuple(views), 1.0, 6.0, np.array([[-1.0] * 3, [1.0] * 3]), "x", background=(1.0, 1.0, 1.0))


def write_ball(folder: Path) -> Path:
    """The same as a Blender scene in a folder."""
    import json

    from PIL import Image

    scene = ball_scene()
    for split in ("train", "test"):
        (folder / split).mkdir(parents=True)
        listed = []
        for number, view in enumerate(scene.split(split)):
            Image.fromarray(view.read()).save(folder / split / f"r_{number}.png")
            matrix = view.pose @ np.diag([1.0, -1.0, -1.0, 1.0])
            listed.append({"file_path": f"./{split}/r_{number}", "transform_matrix": matrix.tolist()})
        stored = {"camera_angle_x": math.radians(40.0), "frames": listed}
        (folder / f"transforms_{split}.json").write_text(json.dumps(stored), encoding="utf-8")
    return folder
