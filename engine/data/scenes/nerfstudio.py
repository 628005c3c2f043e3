"""Scenes of nerfstudio and instant-ngp: one ``transforms.json`` with all frames."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.notes import Note
from engine.data.reading_clouds import reading_cloud
from engine.data.scene import Scene
from engine.data.scenes.assembling import READING, assembling
from engine.data.scenes.photos import photo_named
from engine.data.scenes.transforms import candidate, frames_of, number, read_json
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

FILE = "transforms.json"


def reading_nerfstudio(path: Path) -> Generator[Progress, None, Scene]:
    """The scene that the JSON file ``path`` lists.

    Raises
    ------
    InputError
        As :func:`engine.data.scenes.assembling.assembling`, or the file is no such JSON file.
    """
    yield Progress(0, 0, READING)
    folder = path.parent
    found = read_json(path)
    frames = frames_of(found, path)
    notes: list[Note] = []
    if _moves(found.get("applied_transform")) or number(found, "applied_scale") not in (None, 1.0):
        notes.append(
            Note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "Its applied transform is not undone: positions are as in the file, not as first measured.",
                )
            )
        )
    if any(number({**found, **frame}, "k4") for frame in frames):
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "Its fourth radial distortion coefficient, k4, is left aside.")))
    splits = _splits(found)
    # The order of the names, not of the file, so that every 8th is the same as with other programs.
    frames = sorted(frames, key=lambda frame: str(frame.get("file_path", "")))
    candidates = []
    for index, frame in enumerate(frames):
        candidates.append(candidate(found, frame, folder, splits.get(str(frame.get("file_path", "")))))
        if index % 50 == 0:
            yield Progress(index, len(frames), READING)
    points, colours = yield from _points(found, folder, notes)
    name = folder.resolve().name or str(folder)
    return (yield from assembling(name, path, candidates, points=points, colours=colours, notes=notes))


def _moves(matrix: object) -> bool:
    try:
        found = np.array(matrix, dtype=np.float64)
    except (TypeError, ValueError):
        return False
    return found.ndim == 2 and found.shape[1] == 4 and not np.array_equal(found[:3], np.eye(4)[:3])


def _splits(found: dict[str, Any]) -> dict[str, str]:
    splits: dict[str, str] = {}
    for key, split in (("train_filenames", "train"), ("val_filenames", "test"), ("test_filenames", "test")):
        listed = found.get(key)
        if isinstance(listed, list):
            splits.update({str(name): split for name in listed})
    return splits


def _points(found: dict[str, Any], folder: Path, notes: list[Note]) -> Generator[Progress, None, tuple[Any, Any]]:
    """The sparse points that the file names, which share its frames' coordinates."""
    name = found.get("ply_file_path")
    if not isinstance(name, str):
        return None, None
    try:
        path = photo_named(folder, name)
        if path is None:
            raise InputError(QT_TRANSLATE_NOOP("errors", "There is no file {file}."), file=name)
        cloud = yield from reading_cloud(path)
    except InputError:
        notes.append(
            Note(QT_TRANSLATE_NOOP("errors", "Its sparse points in {file} are missing or cannot be read."), file=name)
        )
        return None, None
    return cloud.points, cloud.colours
