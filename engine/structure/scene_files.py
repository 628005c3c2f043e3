"""A reconstruction as a scene for other studies, and as a folder that COLMAP and its kin read."""

from __future__ import annotations

import functools
import os
import shutil
import struct
import tempfile
from collections.abc import Generator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.photos import Photo, Photos
from engine.data.scene import Scene
from engine.data.scenes.assembling import Candidate, assembling
from engine.data.scenes.colmap_files import MODELS, ColmapCamera, lens
from engine.data.writing import unwritable
from engine.study import Progress

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SparseModel:
    """Cameras and points as mapping left them.

    ``photos`` (R,) numbers of the registered photos, ``poses`` (R, 4, 4) camera to world; ``cameras`` with their
    parameters. ``points`` (M, 3), ``colours`` (M, 3) uint8, ``errors`` (M,) mean reprojection error in pixels;
    ``observations`` (O, 3) int32: photo, keypoint, point; ``observation_errors`` (O,) in pixels; ``keypoints`` (K, 2 or
    more) of every photo.
    """

    photos: NDArray[np.int64]
    poses: Array
    cameras: tuple[ColmapCamera, ...]
    points: Array
    colours: NDArray[np.uint8]
    errors: Array
    observations: NDArray[np.int32]
    observation_errors: Array
    keypoints: tuple[NDArray[np.float32], ...]

    def intrinsics(self) -> Array:
        """The matrices (R, 3, 3) of the cameras, pixels, the photo's corner at (0, 0)."""
        return np.array([self.lens(i)[0] for i in range(len(self.photos))]).reshape(-1, 3, 3)

    def lens(self, index: int) -> tuple[Array, tuple[float, ...]]:
        """Intrinsics (3, 3) and OpenCV distortion of one registered photo's camera."""
        found = lens(self.cameras[index])
        assert found is not None
        return found


@dataclass(frozen=True, eq=False)
class ReconstructedScene(Scene):
    """A scene found from photos, which can be saved with them."""

    model: SparseModel | None = None
    photos: Photos | None = None

    def save(self, path: Path) -> Path:
        """Write the folder ``path``: photos in ``images``, COLMAP's binary model in ``sparse/0``; returns it.

        It is written beside its place and moved there when it is whole.

        Raises
        ------
        InputError
            The folder cannot be written, or a photo has gone.
        """
        assert self.model is not None and self.photos is not None
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:40]}."))
        except (OSError, ValueError) as error:
            raise unwritable(path, error) from error
        try:
            names = _write_photos(fresh / "images", self.photos, self.model)
            write_model(fresh / "sparse" / "0", self.model, names)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(fresh, 0o777 & ~umask)
            _replace(fresh, path)
        except OSError as error:
            raise unwritable(path, error) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return path


def making_scene(photos: Photos, model: SparseModel, name: str) -> Generator[Progress, None, ReconstructedScene]:
    """The scene of a model's registered photos; every eighth is for testing.

    Raises
    ------
    InputError
        Fewer than two of its cameras can be used.
    """
    candidates = []
    for row, number in enumerate(model.photos.tolist()):
        photo = photos.photos[number]
        candidates.append(
            Candidate(
                photo.name,
                model.poses[row],
                functools.partial(_lens, model, row),
                photo.path,
                photo.pixels,
                size=(photo.width, photo.height),
                seen=np.unique(model.observations[model.observations[:, 0] == number, 2]).astype(np.int64),
            )
        )
    path = photos.path or Path(name)
    points, colours = (model.points.copy(), model.colours.copy()) if len(model.points) else (None, None)
    scene = yield from assembling(name, path, candidates, points=points, colours=colours)
    kept: dict[str, Any] = {field.name: getattr(scene, field.name) for field in fields(Scene)}
    return ReconstructedScene(**kept, model=model, photos=photos)


def _lens(model: SparseModel, row: int, width: int, height: int) -> tuple[Array, tuple[float, ...]]:
    return model.lens(row)


def write_model(folder: Path, model: SparseModel, names: list[str]) -> None:
    """Write ``cameras.bin``, ``images.bin`` and ``points3D.bin`` of photos called ``names`` (R), one camera each."""
    folder.mkdir(parents=True)
    numbers = {name: i for i, name in enumerate(MODELS)}
    cameras = [struct.pack("<Q", len(model.cameras))]
    for row, camera in enumerate(model.cameras):
        cameras.append(struct.pack("<iiQQ", row + 1, numbers[camera.model], camera.width, camera.height))
        cameras.append(np.asarray(camera.parameters, "<f8").tobytes())
    (folder / "cameras.bin").write_bytes(b"".join(cameras))

    seen = model.observations
    images, place = [struct.pack("<Q", len(model.photos))], np.zeros(len(seen), np.int64)
    for row, number in enumerate(model.photos.tolist()):
        own = np.flatnonzero(seen[:, 0] == number)
        keypoints = model.keypoints[number][:, :2].astype(np.float64)
        of = np.full(len(keypoints), -1, np.int64)
        of[seen[own, 1]] = seen[own, 2] + 1
        place[own] = seen[own, 1]
        rotation = model.poses[row, :3, :3].T
        shift = -rotation @ model.poses[row, :3, 3]
        images.append(struct.pack("<i7di", row + 1, *_quaternion(rotation), *shift, row + 1))
        images.append(names[row].encode("utf-8", "surrogateescape") + b"\0" + struct.pack("<Q", len(keypoints)))
        table = np.zeros(len(keypoints), np.dtype([("x", "<f8"), ("y", "<f8"), ("point", "<i8")]))
        table["x"], table["y"], table["point"] = keypoints[:, 0], keypoints[:, 1], of
        images.append(table.tobytes())
    (folder / "images.bin").write_bytes(b"".join(images))

    rows = {number: row + 1 for row, number in enumerate(model.photos.tolist())}
    order = np.argsort(seen[:, 2], kind="stable")
    starts = np.searchsorted(seen[order, 2], np.arange(len(model.points) + 1))
    points = [struct.pack("<Q", len(model.points))]
    for i, (at, colour) in enumerate(zip(model.points.tolist(), model.colours.tolist(), strict=True)):
        track = order[starts[i] : starts[i + 1]]
        points.append(struct.pack("<Q3d3BdQ", i + 1, *at, *colour, float(model.errors[i]), len(track)))
        points += [struct.pack("<ii", rows[int(seen[o, 0])], int(place[o])) for o in track]
    (folder / "points3D.bin").write_bytes(b"".join(points))


def _write_photos(folder: Path, photos: Photos, model: SparseModel) -> list[str]:
    """Copy the registered photos into ``folder``; what is in memory alone becomes PNG. Returns their names."""
    folder.mkdir(parents=True)
    names = []
    for number in model.photos.tolist():
        photo = photos.photos[number]
        names.append(_write_photo(folder, photo))
    return names


def _write_photo(folder: Path, photo: Photo) -> str:
    if photo.path is not None:
        shutil.copyfile(photo.path, folder / photo.path.name)
        return photo.path.name
    from engine.data.decoding import load_pillow

    name = f"{photo.name}.png"
    load_pillow().fromarray(photo.read()).save(folder / name)
    return name


def _replace(fresh: Path, path: Path) -> None:
    """Put the folder ``fresh`` in the place of ``path``; a folder that lies there goes."""
    if not path.exists():
        os.replace(fresh, path)
        return
    old = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:40]}.")) / "old"
    try:
        os.replace(path, old)
        try:
            os.replace(fresh, path)
        except OSError:
            os.replace(old, path)
            raise
    finally:
        if path.exists():
            shutil.rmtree(old.parent, ignore_errors=True)


def _quaternion(rotation: Array) -> tuple[float, float, float, float]:
    """The unit quaternion (w, x, y, z), w not negative, of a rotation (3, 3)."""
    from engine.geometry.rigid import rotation_log

    turn = rotation_log(rotation)
    angle = float(np.linalg.norm(turn))
    axis = turn / angle * np.sin(angle / 2) if angle > 0 else np.zeros(3)
    return float(np.cos(angle / 2)), float(axis[0]), float(axis[1]), float(axis[2])
