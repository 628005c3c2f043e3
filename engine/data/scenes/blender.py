"""Blender scenes (Mildenhall et al. 2020): ``transforms_train.json`` and the same for ``val`` and ``test``."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.opening import name_of
from engine.data.scene import Scene
from engine.data.scenes.assembling import READING, Candidate, assembling
from engine.data.scenes.bounds import SceneBounds, by_cameras, cube
from engine.data.scenes.transforms import candidate, frames_of, read_json
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

NEAR, FAR, HALF = 2.0, 6.0, 1.5
"""Bounds of the published scenes, whose cameras stand 4 units from the middle."""
DISTANCES = (3.3, 4.8)
WHITE = (1.0, 1.0, 1.0)
FILES = ("transforms_train.json", "transforms_val.json", "transforms_test.json")


def is_blender(folder: Path) -> bool:
    """Whether ``folder`` has the cameras of the training views."""
    return (folder / FILES[0]).is_file()


def reading_blender(folder: Path) -> Generator[Progress, None, Scene]:
    """The scene in ``folder``: photos on white, near 2, far 6 and a box of 1.5 where the cameras are as published.

    Raises
    ------
    InputError
        As :func:`engine.data.scenes.assembling.assembling`, or a file is no such JSON file.
    """
    yield Progress(0, 0, READING)
    notes: list[Note] = []
    lists: dict[str, list[Candidate]] = {}
    for file in FILES:
        if (folder / file).is_file():
            found = read_json(folder / file)
            split = file.removeprefix("transforms_").removesuffix(".json")
            lists[split] = [candidate(found, frame, folder, split) for frame in frames_of(found, folder / file)]
            yield Progress(0, 0, READING)
    train, validation, test = (lists.get(split, []) for split in ("train", "val", "test"))
    if validation and test:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "Its {count} validation views are not used; it has test views."),
                count=len(validation),
            )
        )
    elif validation:
        test = [_as_test(view) for view in validation]
    return (
        yield from assembling(
            name_of(folder), folder, [*train, *test], published_bounds, one_size=True, background=WHITE, notes=notes
        )
    )


def _as_test(view: Candidate) -> Candidate:
    return Candidate(view.name, view.pose, view.lens, view.path, size=view.size, split="test")


def published_bounds(poses: Array, intrinsics: Array, sizes: NDArray[np.int64]) -> SceneBounds:
    """Near 2, far 6, a box of 1.5 where cameras (V, 4, 4) stand as in the published scenes, else by the cameras."""
    away = np.linalg.norm(poses[:, :3, 3], axis=1)
    if DISTANCES[0] <= away.min() and away.max() <= DISTANCES[1]:
        return SceneBounds(NEAR, FAR, cube(np.zeros(3), HALF), True)
    return by_cameras(poses, bounded=True)
