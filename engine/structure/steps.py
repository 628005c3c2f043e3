"""The steps of structure from motion as a study takes them: calls into the child process, and what comes of them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.photos import Photo, Photos
from engine.data.scenes.colmap_files import ColmapCamera
from engine.runtime.child import child
from engine.structure.scene_files import SparseModel
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

FEATURES = QT_TRANSLATE_NOOP("progress", "finding features")
MATCHING = QT_TRANSLATE_NOOP("progress", "matching photos")
MAPPING = QT_TRANSLATE_NOOP("progress", "placing cameras")
LOADING = QT_TRANSLATE_NOOP("progress", "loading libraries")
GUESS = 1.2
"""The focal length where nothing is known: this times the longer side, as COLMAP starts from."""

_count = itertools.count()


@dataclass(eq=False)
class Found:
    """What has been found so far: features of each photo, matches of each pair."""

    features: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    matched: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Cameras:
    """The cameras of the photos: ``arguments`` for COLMAP (model, width, height, focal length, known) of each camera.

    ``of`` says which camera took each photo.
    """

    arguments: tuple[tuple[str, int, int, float, bool], ...]
    of: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.arguments)


def cameras_of(photos: Photos, model: str, each: bool, focal: float) -> Cameras:
    """The cameras that took ``photos``: one for photos of one size and EXIF focal length, or one for ``each`` photo.

    ``focal`` in pixels, where it is not 0, is that of all; else what EXIF tells, else 1.2 times the longer side.
    """
    arguments: list[tuple[str, int, int, float, bool]] = []
    known: dict[tuple[object, ...], int] = {}
    of = []
    for index, photo in enumerate(photos.photos):
        guess = focal or photo.focal or GUESS * max(photo.width, photo.height)
        key = (index,) if each else (photo.width, photo.height, photo.focal)
        if key not in known:
            known[key] = len(arguments)
            arguments.append((model, photo.width, photo.height, float(guess), bool(focal or photo.focal)))
        of.append(known[key])
    return Cameras(tuple(arguments), tuple(of))


def pairs_of(count: int, sequential: bool, overlap: int) -> list[tuple[int, int]]:
    """The pairs to match: all, or each photo with the ``overlap`` before it."""
    return [(i, j) for j in range(count) for i in range(max(0, j - overlap) if sequential else 0, j)]


def extracting(photo: Photo, side: int, most: int) -> Generator[Progress, None, dict[str, Any]]:
    """The features of one photo (:func:`engine.structure.sfm_calls.features`), frozen."""
    source = photo.path if photo.path is not None else photo.pixels
    found: dict[str, Any] = yield from child.call(
        "engine.structure.sfm_calls:features", FEATURES, photo=source, side=side, most=most
    )
    return {name: freeze(array) for name, array in found.items()}


def matching(
    found: Found, cameras: Cameras, pair: tuple[int, int], ratio: float, least: int, seed: int
) -> Generator[Progress, None, dict[str, Any]]:
    """The matches of one pair of photos (:func:`engine.structure.sfm_calls.match`)."""
    first, second = pair
    matched: dict[str, Any] = yield from child.call(
        "engine.structure.sfm_calls:match",
        MATCHING,
        first=found.features[first],
        second=found.features[second],
        cameras=(cameras.arguments[cameras.of[first]], cameras.arguments[cameras.of[second]]),
        ratio=ratio,
        least=least,
        seed=seed,
    )
    return matched


@dataclass(frozen=True, eq=False)
class Mapped:
    """The mapping after one step.

    ``event``: "pair" (a first pair), "photo" (one more), "adjusted" (all cameras again); ``photo`` the newest one;
    ``number`` counts models from 0.
    """

    event: str
    number: int
    photo: int | None
    model: SparseModel


def mapping(
    found: Found, cameras: Cameras, least: int, refine: bool, seed: int
) -> Generator[Progress | Mapped, None, None]:
    """A :class:`Mapped` after each photo that is placed; none where no two photos can begin."""
    keypoints = tuple(features["keypoints"] for features in found.features)
    problem: dict[str, Any] = {
        "cameras": cameras.arguments,
        "camera": cameras.of,
        "keypoints": keypoints,
        "colours": [features["colours"] for features in found.features],
        "pairs": np.array(found.pairs, np.int64).reshape(-1, 2),
        "matched": found.matched,
        "least": least,
        "refine": refine,
        "seed": seed,
    }
    token = f"{os.getpid()}-{next(_count)}"
    for number in itertools.count():
        state = yield from _step(token, number, problem if number == 0 else None)
        if state == "unknown":  # another run's cancelling has ended the process that had it
            state = yield from _step(token, number, problem)
        if state is None:
            return
        yield _mapped(state, cameras, keypoints)


def _step(token: str, number: int, problem: dict[str, Any] | None) -> Generator[Progress, None, Any]:
    return (
        yield from child.call(
            "engine.structure.mapping_calls:step", MAPPING, token=token, number=number, problem=problem
        )
    )


def _mapped(state: dict[str, Any], cameras: Cameras, keypoints: tuple[NDArray[np.float32], ...]) -> Mapped:
    taken = []
    for photo, parameters in zip(state["photos"].tolist(), state["parameters"], strict=True):
        name, width, height = cameras.arguments[cameras.of[photo]][:3]
        taken.append(ColmapCamera(name, width, height, tuple(float(p) for p in parameters)))
    names = ("photos", "poses", "points", "colours", "errors", "observations", "observation_errors")
    arrays = {name: freeze(state[name]) for name in names}
    model = SparseModel(cameras=tuple(taken), keypoints=keypoints, **arrays)
    return Mapped(state["event"], state["model"], state["photo"], model)
