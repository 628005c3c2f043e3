"""COLMAP models as scenes: ``sparse/0`` (or another folder with cameras and images) beside the folder of the photos."""

from __future__ import annotations

import functools
import os
from collections.abc import Generator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.opening import name_of, unreadable
from engine.data.scene import Scene
from engine.data.scenes.assembling import Candidate, assembling
from engine.data.scenes.colmap_files import (
    ColmapImage,
    ColmapModel,
    camera_to_world,
    lens,
    model_suffix,
    reading_model,
)
from engine.data.scenes.photos import photo_named, photo_size
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

USUAL = ("sparse/0", "sparse", "dense/0/sparse", "dense/sparse", "colmap/sparse/0", "undistorted/sparse", "")
PHOTO_FOLDERS = ("images", "input", "photos", "rgb", "")


def model_folders(folder: Path) -> list[Path]:
    """The folders in and below ``folder`` that hold a model, the usual places first, each once."""
    places = [folder / place for place in USUAL]
    try:
        places += sorted(Path(entry.path) for entry in os.scandir(folder) if entry.is_dir())
        if (folder / "sparse").is_dir():
            places += sorted(Path(entry.path) for entry in os.scandir(folder / "sparse") if entry.is_dir())
    except OSError as error:
        raise unreadable(folder, error) from error
    return [place for place in dict.fromkeys(places) if model_suffix(place) is not None]


def reading_colmap(folder: Path) -> Generator[Progress, None, Scene]:
    """The scene in ``folder``, which holds a model or has one below it; of several models the one that fits the photos.

    Raises
    ------
    InputError
        As :func:`engine.data.scenes.assembling.assembling`, or a file is missing or damaged.
    """
    best: tuple[float, Path, ColmapModel, dict[str, Path]] | None = None
    for place in model_folders(folder):
        suffix = model_suffix(place)
        if suffix is None:
            continue
        model = yield from reading_model(place, suffix)
        photos = _photos(folder, place, model)
        fit = _fit(model, photos)
        if best is None or fit > best[0]:
            best = (fit, place, model, photos)
        if fit == 1:
            break
    if best is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} holds no COLMAP model with cameras and images."),
            folder=name_of(folder),
        )
    _, _, model, photos = best
    candidates = []
    for number in sorted(model.images, key=lambda key: model.images[key].name):
        image = model.images[number]
        camera = model.cameras.get(image.camera)
        known = camera is not None and 0 < min(camera.width, camera.height) <= max(camera.width, camera.height) < 1e6
        candidates.append(
            Candidate(
                image.name,
                camera_to_world(image),
                functools.partial(_lens, model, image.camera),
                photos.get(image.name),
                size=(camera.width, camera.height) if camera is not None and known else None,
                seen=_rows(model, image),
            )
        )
    name = folder.resolve().name or str(folder)
    points, colours = (model.points, model.colours) if len(model.points) else (None, None)
    return (yield from assembling(name, folder, candidates, points=points, colours=colours))


def _rows(model: ColmapModel, image: ColmapImage) -> NDArray[np.int64] | None:
    """The rows of the model's points that an image shows, ascending."""
    if not len(model.points):
        return None
    order = np.argsort(model.numbers)
    wanted = np.unique(image.points[image.points >= 0])
    at = np.searchsorted(model.numbers, wanted, sorter=order).clip(max=len(order) - 1)
    rows = order[at]
    return np.asarray(np.sort(rows[model.numbers[rows] == wanted]), np.int64)


def _lens(model: ColmapModel, number: int, width: int, height: int) -> tuple[Array, tuple[float, ...]] | str:
    camera = model.cameras.get(number)
    if camera is None:
        return "camera"
    return lens(camera) or "model"


def _photos(folder: Path, place: Path, model: ColmapModel) -> dict[str, Path]:
    """Where the model's photos lie: of the folders beside it the one that has most of them."""
    roots = dict.fromkeys([folder, place, *list(place.parents)[:3]])
    best: dict[str, Path] = {}
    for root in roots:
        for name in PHOTO_FOLDERS:
            if not (root / name).is_dir():
                continue
            found = {}
            for image in model.images.values():
                path = photo_named(root / name, image.name)
                if path is not None:
                    found[image.name] = path
            if len(found) > len(best):
                best = found
            if len(best) == len(model.images):
                return best
    return best


def _fit(model: ColmapModel, photos: dict[str, Path]) -> float:
    """The part of the model's first images whose photo has its camera's size: 1 for all, up to 1/2 where scaled."""
    images = list(model.images.values())[:8]
    total = 0.0
    for image in images:
        camera, path = model.cameras.get(image.camera), photos.get(image.name)
        if camera is None or path is None:
            continue
        size = photo_size(path)
        if size is None or min(camera.width, camera.height) < 1:
            continue
        if abs(size[0] - camera.width) <= 1 and abs(size[1] - camera.height) <= 1:
            total += 1
        elif abs(size[0] * camera.height / camera.width - size[1]) <= 1:
            total += 0.5
    return total / max(len(images), 1)
