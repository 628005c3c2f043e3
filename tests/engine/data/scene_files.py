"""Small scenes in every format, written by their documentation and independently of the readers."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.inputs import open_input
from engine.data.scene import Scene
from engine.data.scenes import colmap_files
from engine.data.scenes.colmap_files import ColmapCamera, ColmapImage

Array = NDArray[np.float64]


def opened(path: Path) -> Scene:
    scene = open_input("Scene", str(path))
    assert isinstance(scene, Scene)
    return scene


def write_photo(path: Path, pixels: NDArray[np.uint8]) -> None:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def flat(width: int = 8, height: int = 6, value: int = 100, channels: int = 3) -> NDArray[np.uint8]:
    return np.full((height, width, channels), value, np.uint8)


def looking(eye: Any, at: Any = (0, 0, 0)) -> Array:
    """A pose with OpenCV axes by its definition: z to the target, x level, y down."""
    eye, at = np.asarray(eye, dtype=np.float64), np.asarray(at, dtype=np.float64)
    forward = (at - eye) / np.linalg.norm(at - eye)
    right = np.cross(forward, [0, 0, 1.0])
    right /= np.linalg.norm(right)
    pose = np.eye(4)
    pose[:3] = np.column_stack([right, np.cross(forward, right), forward, eye])
    return pose


def opengl(pose: Array) -> Array:
    """The same camera as Blender writes it: its x, its y up, and looking along -z."""
    turned = pose.copy()
    turned[:3, 1], turned[:3, 2] = -pose[:3, 1], -pose[:3, 2]
    return turned


def round_about(count: int, distance: float = 4.0, height: float = 1.5) -> list[Array]:
    angle = np.arange(count) * (2 * np.pi / count)
    flat_part = np.sqrt(distance**2 - height**2)
    return [looking((flat_part * np.cos(a), flat_part * np.sin(a), height)) for a in angle]


CAMERAS = {
    1: ColmapCamera("PINHOLE", 8, 6, (10.0, 11.0, 4.0, 3.0)),
    2: ColmapCamera("SIMPLE_RADIAL", 8, 6, (9.0, 4.0, 3.0, -0.05)),
    3: ColmapCamera("OPENCV", 8, 6, (9.0, 9.5, 4.0, 3.0, 0.01, 0.02, 0.003, 0.004)),
    4: ColmapCamera("SIMPLE_PINHOLE", 8, 6, (12.0, 4.0, 3.0)),
    5: ColmapCamera("RADIAL", 8, 6, (9.0, 4.0, 3.0, 0.1, 0.02)),
    6: ColmapCamera("OPENCV_FISHEYE", 8, 6, (9.0, 9.0, 4.0, 3.0, 0.1, 0.0, 0.0, 0.0)),
}


def colmap_images(count: int, cameras: int = 6) -> dict[int, ColmapImage]:
    from scipy.spatial.transform import Rotation

    images = {}
    for k, pose in enumerate(round_about(count)):
        x, y, z, w = Rotation.from_matrix(pose[:3, :3].T).as_quat()
        shift = -pose[:3, :3].T @ pose[:3, 3]
        observed = np.array([[1.25 + k, 2.5], [3.0, 4.125]])
        points = np.array([k % 3 + 10, -1], np.int64)
        name = f"{k:02d} photo.png" if k == 1 else f"{k:02d}.png"
        images[k + 1] = ColmapImage(name, k % cameras + 1, (w, x, y, z), tuple(shift), observed, points)
    return images


def write_colmap(folder: Path, images: dict[int, ColmapImage], points: Array, binary: bool) -> None:
    """The documented layout, written independently of the reader."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(colmap_files.MODELS)
    if not binary:
        lines = ["# cameras"]
        lines += [f"{n} {c.model} {c.width} {c.height} {' '.join(map(repr, c.parameters))}" for n, c in CAMERAS.items()]
        (folder / "cameras.txt").write_text("\n".join(lines) + "\n")
        lines = ["# images"]
        for n, i in images.items():
            lines.append(f"{n} {' '.join(repr(float(v)) for v in (*i.quaternion, *i.shift))} {i.camera} {i.name}")
            lines.append(" ".join(f"{x!r} {y!r} {p}" for (x, y), p in zip(i.observed.tolist(), i.points, strict=True)))
        (folder / "images.txt").write_text("\n".join(lines) + "\n")
        lines = [f"{k + 10} {x!r} {y!r} {z!r} 10 20 {k} 0.5 1 0" for k, (x, y, z) in enumerate(points.tolist())]
        (folder / "points3D.txt").write_text("# points\n" + "\n".join(lines) + "\n")
        return
    content = struct.pack("<Q", len(CAMERAS))
    for n, c in CAMERAS.items():
        content += struct.pack(f"<iiQQ{len(c.parameters)}d", n, names.index(c.model), c.width, c.height, *c.parameters)
    (folder / "cameras.bin").write_bytes(content)
    content = struct.pack("<Q", len(images))
    for n, i in images.items():
        content += struct.pack("<i7di", n, *i.quaternion, *i.shift, i.camera) + i.name.encode() + b"\0"
        content += struct.pack("<Q", len(i.observed))
        for (x, y), p in zip(i.observed, i.points, strict=True):
            content += struct.pack("<ddq", x, y, p)
    (folder / "images.bin").write_bytes(content)
    content = struct.pack("<Q", len(points))
    for k, point in enumerate(points):
        content += struct.pack("<Q3d3BdQii", k + 10, *point, 10, 20, k % 256, 0.5, 1, 1, 0)
    (folder / "points3D.bin").write_bytes(content)


def write_blender(folder: Path, train: int = 9, test: int = 3, angle: float = 0.7, **more: Any) -> list[Array]:
    poses = round_about(train + test)
    for split, chosen in (("train", poses[:train]), ("test", poses[train:])):
        frames = []
        for k, pose in enumerate(chosen):
            pixels = flat(12, 12, 10 * k, 4)
            pixels[..., 3] = 255
            pixels[:6, :, 3] = 0
            write_photo(folder / split / f"r_{k}.png", pixels)
            frames.append({"file_path": f"./{split}/r_{k}", "transform_matrix": opengl(pose).tolist()})
        if frames:
            text = json.dumps({"camera_angle_x": angle, "frames": frames, **more})
            (folder / f"transforms_{split}.json").write_text(text)
    return poses


def write_nerfstudio(folder: Path, count: int = 9, **more: Any) -> list[Array]:
    poses = round_about(count)
    frames: list[dict[str, Any]] = []
    for k, pose in enumerate(poses):
        write_photo(folder / "images" / f"frame_{k:05d}.png", flat(20, 10, k))
        frames.append({"file_path": f"images/frame_{k:05d}.png", "transform_matrix": opengl(pose).tolist()})
    if count > 1:
        frames[1] |= {"fl_x": 33.0, "cx": 11.0}
    found = {"fl_x": 30.0, "fl_y": 31.0, "cx": 10.5, "cy": 5.5, "w": 20, "h": 10, "k1": 0.01, "frames": frames[::-1]}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "transforms.json").write_text(json.dumps(found | more))
    return poses


def write_llff(folder: Path, count: int = 8) -> list[Array]:
    poses = [looking((0.1 * k, 0.02 * k * k, 0), (0.1 * k, 10, 0.3)) for k in range(count)]
    rows = []
    for k, pose in enumerate(poses):
        write_photo(folder / "images" / f"IMG_{k}.png", flat(640, 480, k))
        write_photo(folder / "images_8" / f"image{k:03d}.png", flat(80, 60, k))
        matrix = np.column_stack([pose[:3, 1], pose[:3, 0], -pose[:3, 2], pose[:3, 3], [480, 640, 500.0]])
        rows.append(np.concatenate([matrix.ravel(), [2.0 + k, 9.0]]))
    np.save(folder / "poses_bounds.npy", np.array(rows))
    return poses
