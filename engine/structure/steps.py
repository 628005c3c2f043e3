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
SAME_SIZE = 0.01
"""Sides of photos that differ by this part at most may be those of one camera."""

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

    ``of`` says which camera took each photo, ``sizes`` (width, height) how large it is. Photos of one camera share
    their middle: :meth:`shift` is what brings a photo's pixels to its camera's.
    """

    arguments: tuple[tuple[str, int, int, float, bool], ...]
    of: tuple[int, ...]
    sizes: tuple[tuple[int, int], ...]

    def shift(self, photo: int) -> tuple[float, float]:
        """How far to the right and down a photo lies in its camera's picture, in pixels."""
        _, width, height, _, _ = self.arguments[self.of[photo]]
        return (width - self.sizes[photo][0]) / 2, (height - self.sizes[photo][1]) / 2

    def placed(self, photo: int, keypoints: NDArray[np.float32]) -> NDArray[np.float32]:
        """The keypoints (K, 2 or more) of a photo in its camera's picture."""
        shift = self.shift(photo)
        if shift == (0, 0):
            return keypoints
        moved = keypoints.copy()
        moved[:, :2] += np.array(shift, np.float32)
        return moved

    def __len__(self) -> int:
        return len(self.arguments)


def cameras_of(photos: Photos, model: str, each: bool, focal: float) -> Cameras:
    """The cameras that took ``photos``: one for photos of one size and EXIF focal length, or one for ``each`` photo.

    Sizes that differ by up to a hundredth are one: what takes out a lens's distortion leaves them so. ``focal`` in
    pixels, where it is not 0, is that of all; else what EXIF tells, else 1.2 times the longer side.
    """
    arguments: list[tuple[str, int, int, float, bool]] = []
    known: list[tuple[int, int, float | None]] = []
    of = []
    for photo in photos.photos:
        guess = focal or photo.focal or GUESS * max(photo.width, photo.height)
        alike = (number for number, camera in enumerate(known) if not each and _alike(camera, photo))
        number = next(alike, len(known))
        if number == len(known):
            known.append((photo.width, photo.height, photo.focal))
            arguments.append((model, photo.width, photo.height, float(guess), bool(focal or photo.focal)))
        of.append(number)
    return Cameras(tuple(arguments), tuple(of), tuple((photo.width, photo.height) for photo in photos.photos))


def _alike(camera: tuple[int, int, float | None], photo: Photo) -> bool:
    width, height, focal = camera
    return (
        photo.focal == focal
        and abs(photo.width - width) <= SAME_SIZE * width
        and abs(photo.height - height) <= SAME_SIZE * height
    )


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
        first={**found.features[first], "keypoints": cameras.placed(first, found.features[first]["keypoints"])},
        second={**found.features[second], "keypoints": cameras.placed(second, found.features[second]["keypoints"])},
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
        "keypoints": tuple(cameras.placed(photo, points) for photo, points in enumerate(keypoints)),
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
        name = cameras.arguments[cameras.of[photo]][0]
        own = np.array(parameters, np.float64)
        first = 2 if name == "OPENCV" else 1  # before its middle, COLMAP lists one focal length or two
        own[first : first + 2] -= cameras.shift(photo)
        width, height = cameras.sizes[photo]
        taken.append(ColmapCamera(name, width, height, tuple(float(p) for p in own)))
    names = ("photos", "poses", "points", "colours", "errors", "observations", "observation_errors")
    arrays = {name: freeze(state[name]) for name in names}
    model = SparseModel(cameras=tuple(taken), keypoints=keypoints, **arrays)
    return Mapped(state["event"], state["model"], state["photo"], model)
