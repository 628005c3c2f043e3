"""Find where photos were taken from and what they show, from nothing but the photos.

Distinct points of each photo are matched between the photos; matches that one motion of a camera explains stay. Two
photos begin a model, and photo after photo is added to it: its camera placed by the points it sees, new points
triangulated, all adjusted so that the points fall where they were seen (Schönberger, Frahm, CVPR 2016, by COLMAP).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.photos import Photos
from engine.options import option, seed_option
from engine.study import Progress, Published, StudyRun, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.structure.record import Record

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Structure from motion")
PAPER = "Schönberger, Frahm 2016"
DEFAULT_INPUTS = {"photos": "room-photos"}

Array = NDArray[np.float64]

PAIR_FRAMES = 300
"""Frames of matching at most: with more pairs a frame shows several."""


@dataclass(frozen=True)
class Options:
    """How features are found and matched, and what is known of the cameras."""

    features: int = option(
        4096,
        QT_TRANSLATE_NOOP("options", "Features of a photo at most; those with the largest scales stay."),
        label=QT_TRANSLATE_NOOP("options", "Features"),
        minimum=64,
        maximum=32768,
        step=256,
        logarithmic=True,
    )
    image_size: int = option(
        1600,
        QT_TRANSLATE_NOOP("options", "The longer side that photos are reduced to before features are found."),
        label=QT_TRANSLATE_NOOP("options", "Photo size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=64,
        maximum=6400,
        step=100,
    )
    pairs: Literal["all", "neighbours"] = option(
        "all",
        QT_TRANSLATE_NOOP(
            "options", "Which photos are matched: all with all, or each with those before it, as in a video."
        ),
        label=QT_TRANSLATE_NOOP("options", "Pairs"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "all"), QT_TRANSLATE_NOOP("options", "neighbours")),
    )
    neighbours: int = option(
        10,
        QT_TRANSLATE_NOOP("options", "With neighbours: how many photos before it each photo is matched with."),
        label=QT_TRANSLATE_NOOP("options", "Neighbours"),
        minimum=1,
        maximum=100,
        step=1,
        advanced=True,
    )
    ratio: float = option(
        0.8,
        QT_TRANSLATE_NOOP(
            "options", "Lowe's ratio test: a match's distance is less than this part of the second nearest's."
        ),
        label=QT_TRANSLATE_NOOP("options", "Ratio test"),
        minimum=0.3,
        maximum=1.0,
        step=0.05,
    )
    min_matches: int = option(
        15,
        QT_TRANSLATE_NOOP("options", "Matches that agree with one motion, at least, for two photos to be joined."),
        label=QT_TRANSLATE_NOOP("options", "Least matches"),
        minimum=8,
        maximum=1000,
        step=1,
        advanced=True,
    )
    camera_model: Literal["SIMPLE_PINHOLE", "SIMPLE_RADIAL", "RADIAL", "OPENCV"] = option(
        "SIMPLE_RADIAL",
        QT_TRANSLATE_NOOP(
            "options",
            "What is adjusted of a camera: the focal length alone, with one or two coefficients of distortion, or"
            " OpenCV's two focal lengths and four coefficients.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Camera model"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "pin-hole"),
            QT_TRANSLATE_NOOP("options", "radial, k1"),
            QT_TRANSLATE_NOOP("options", "radial, k1, k2"),
            QT_TRANSLATE_NOOP("options", "OpenCV"),
        ),
    )
    cameras: Literal["shared", "each"] = option(
        "shared",
        QT_TRANSLATE_NOOP(
            "options",
            "Photos of nearly one size and one EXIF focal length are of one camera, or each has a camera of its own.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Cameras"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "by size"),
            QT_TRANSLATE_NOOP("options", "by photo"),
        ),
    )
    focal_length: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options", "Focal length to start from. 0: from EXIF, else 1.2 times the photo's longer side."
        ),
        label=QT_TRANSLATE_NOOP("options", "Focal length"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=0.0,
        maximum=1e5,
        step=10.0,
    )
    refine_cameras: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Adjust focal length and distortion with the poses."),
        label=QT_TRANSLATE_NOOP("options", "Adjust cameras"),
    )
    seed: int = seed_option(
        QT_TRANSLATE_NOOP("options", "What is drawn by chance: the same seed gives the same answer."), advanced=True
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """One moment: a photo's features, a pair's matches, or the model with one photo more."""

    stage: str = value("features, matching, mapping, or done")
    photo: int | None = value("the photo this step is about: its features were found, or its camera was placed")
    pair: NDArray[np.int64] | None = value("matching: the two photos", shape="(2,)", dtype="int64")
    keypoints: NDArray[np.float32] | None = value(
        "of that photo: x, y, from its corner", shape="(K, 2)", dtype="float32", unit="pixels"
    )
    keypoint_counts: NDArray[np.int64] = value("features of each photo so far", shape="(N,)", dtype="int64")
    pairs: NDArray[np.int64] = value("photos matched so far, the earlier first", shape="(P, 2)", dtype="int64")
    matches: NDArray[np.int64] = value("matches of each pair", shape="(P,)", dtype="int64")
    inliers: NDArray[np.int64] = value("those one motion of the camera explains", shape="(P,)", dtype="int64")
    pair_matches: NDArray[np.int32] | None = value("matching: keypoints of both photos", shape="(m, 2)", dtype="int32")
    pair_inliers: NDArray[np.bool_] | None = value("which of them are explained", shape="(m,)", dtype="bool")
    all_keypoints: NDArray[np.float32] | None = value(
        "of all photos, once all are found, one after the other", shape="(T, 2)", dtype="float32", unit="pixels"
    )
    keypoint_starts: NDArray[np.int64] | None = value(
        "where each photo's begin in all_keypoints", shape="(N + 1,)", dtype="int64"
    )
    all_matches: NDArray[np.int32] | None = value(
        "of all pairs, once all are matched, one after the other", shape="(S, 2)", dtype="int32"
    )
    all_inliers: NDArray[np.bool_] | None = value("which of them are explained", shape="(S,)", dtype="bool")
    match_starts: NDArray[np.int64] | None = value(
        "where each pair's begin in all_matches", shape="(P + 1,)", dtype="int64"
    )
    model: int | None = value("which model it is, from 0: photos may fall apart into several")
    registered: tuple[str, ...] = value("names of the photos with a camera", shape="(R,)", dtype="str")
    registered_photos: NDArray[np.int64] = value("their numbers", shape="(R,)", dtype="int64")
    poses: Array = value(
        "camera to world: x right, y down, z forward; the unit is the first two cameras' distance",
        shape="(R, 4, 4)",
        dtype="float64",
    )
    intrinsics: Array = value("the photo's corner at 0, 0", shape="(R, 3, 3)", dtype="float64", unit="pixels")
    distortion: Array = value("OpenCV's k1, k2, p1, p2", shape="(R, 4)", dtype="float64")
    photo_errors: Array = value("mean reprojection error in each of them", shape="(R,)", dtype="float64", unit="pixels")
    points: Array = value("sparse points in the world", shape="(M, 3)", dtype="float64")
    colours: NDArray[np.uint8] = value("mean over the photos that see them", shape="(M, 3)", dtype="uint8")
    point_errors: Array = value("mean reprojection error of each", shape="(M,)", dtype="float64", unit="pixels")
    observations: NDArray[np.int32] = value("photo, keypoint, point", shape="(O, 3)", dtype="int32")
    observation_errors: Array = value(
        "distance of the point to the keypoint, of each observation", shape="(O,)", dtype="float64", unit="pixels"
    )
    image_count: int = value("photos with a camera")
    point_count: int = value("sparse points")
    observation_count: int = value("keypoints that belong to a point")
    reprojection_error: float | None = value("mean distance of points to where they were seen", unit="pixels")
    focal_length: float | None = value("mean over the cameras, along x", unit="pixels")
    centre_error: float | None = value(
        "largest distance of a camera to the truth after a similarity, as a part of the largest between two cameras"
    )
    notes: tuple[str, ...] = value("what was chosen, and what has to be known, in sentences", shape="(n,)", dtype="str")


def run(photos: Photos, *, options: Options) -> StudyRun:
    """A frame for each photo's features, each pair's matches, each placed photo; at the end publishes the scene.

    The same photos, options and seed give the same answer on one machine: COLMAP runs in one thread. Between machines
    last digits differ, and with them, seldom, which points stay.

    Raises
    ------
    InputError
        Fewer than two photos, or one of them has gone.
    """
    from engine.errors import InputError

    if len(photos) < 2:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} holds only one photo; structure from motion takes two or more."),
            folder=photos.name,
        )
    from engine.runtime.child import child
    from engine.structure import steps
    from engine.structure.record import Record

    yield Progress(0, 0, steps.LOADING, preparing=True)
    yield from child.call("engine.structure.sfm_calls:start", steps.LOADING)
    each = options.cameras == "each"
    cameras = steps.cameras_of(photos, options.camera_model, each, options.focal_length)
    record = Record(photos, cameras, bool(options.focal_length))
    yield from _features(record, options)
    yield from _matches(record, options)
    yield from _mapping(record, options)


def _features(record: Record, options: Options) -> Generator[Frame | Progress, None, None]:
    from engine.structure import steps

    total = len(record.photos)
    for number, photo in enumerate(record.photos.photos):
        yield Progress(number, total, steps.FEATURES)
        found = yield from steps.extracting(photo, options.image_size, options.features)
        record.add_features(found)
        yield Frame(**record.fields("features"))
    record.end_features()


def _matches(record: Record, options: Options) -> Generator[Frame | Progress, None, None]:
    from engine.structure import steps

    pairs = steps.pairs_of(len(record.photos), options.pairs == "neighbours", options.neighbours)
    every = -(-len(pairs) // PAIR_FRAMES)
    for number, pair in enumerate(pairs):
        yield Progress(number, len(pairs), steps.MATCHING)
        matched = yield from steps.matching(
            record.found, record.cameras, pair, options.ratio, options.min_matches, options.seed
        )
        record.add_match(pair, matched)
        if (number + 1) % every == 0 or number + 1 == len(pairs):
            yield Frame(**record.fields("matching"))
    record.end_matches()


def _mapping(record: Record, options: Options) -> Generator[Any, None, None]:
    from engine.structure import steps
    from engine.structure.scene_files import making_scene

    running = steps.mapping(record.found, record.cameras, options.min_matches, options.refine_cameras, options.seed)
    total = len(record.photos)
    for state in running:
        if isinstance(state, Progress):
            placed = 0 if record.mapped is None else len(record.mapped.model.photos)
            yield Progress(placed, total, steps.MAPPING)
            continue
        record.add_model(state)
        yield Frame(**record.fields("mapping"))
    best = record.end_mapping()
    scene = None
    if best is not None:
        scene = yield from making_scene(record.photos, best.model, record.photos.name)
    yield Frame(**record.fields("done"))
    if scene is not None:
        yield Published("scene", scene)
