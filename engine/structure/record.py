"""What a run of structure from motion has found so far, as the fields of its frames and the sentences on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.photos import Photos
from engine.structure.scene_files import SparseModel
from engine.structure.similarity import centre_error
from engine.structure.steps import GUESS, Cameras, Found, Mapped
from engine.study import freeze
from engine.text import QT_TRANSLATE_NOOP

EMPTY = SparseModel(
    freeze(np.zeros(0, np.int64)),
    freeze(np.zeros((0, 4, 4))),
    (),
    freeze(np.zeros((0, 3))),
    freeze(np.zeros((0, 3), np.uint8)),
    freeze(np.zeros(0)),
    freeze(np.zeros((0, 3), np.int32)),
    freeze(np.zeros(0)),
    (),
)


class Record:
    """Features, matches and models of ``photos`` in the order they are found; arrays are frozen and shared."""

    def __init__(self, photos: Photos, cameras: Cameras, given: bool) -> None:
        self.photos, self.cameras = photos, cameras
        self.found = Found()
        self.mapped: Mapped | None = None
        self._models: dict[int, Mapped] = {}
        self._keypoints: list[NDArray[np.float32]] = []
        self._shared: dict[str, NDArray[Any] | None] = dict.fromkeys(
            ("all_keypoints", "keypoint_starts", "all_matches", "all_inliers", "match_starts")
        )
        self._counts = freeze(np.zeros(len(photos), np.int64))
        self._tables: dict[str, NDArray[np.int64]] | None = None
        self._notes: tuple[str, ...] = (*photos.notes, *_camera_notes(photos, cameras, given))

    # -- what is found -------------------------------------------------------------------------

    def add_features(self, features: dict[str, Any]) -> None:
        """The features of the next photo."""
        self.found.features.append(features)
        self._keypoints.append(freeze(features["keypoints"][:, :2].copy()))
        counts = self._counts.copy()
        counts[len(self._keypoints) - 1] = len(self._keypoints[-1])
        self._counts = freeze(counts)

    def end_features(self) -> None:
        """All photos have their features."""
        self._shared["all_keypoints"] = freeze(np.concatenate(self._keypoints))
        self._shared["keypoint_starts"] = freeze(np.concatenate([[0], np.cumsum(self._counts)]))
        bare = [p.name for p, n in zip(self.photos.photos, self._counts.tolist(), strict=True) if n == 0]
        if bare:
            self._tell(QT_TRANSLATE_NOOP("errors", "{count} photos have no features: {names}."), bare)

    def add_match(self, pair: tuple[int, int], matched: dict[str, Any]) -> None:
        """The matches of the next pair."""
        self.found.pairs.append(pair)
        self.found.matched.append({k: freeze(v) if isinstance(v, np.ndarray) else v for k, v in matched.items()})
        self._tables = None

    def end_matches(self) -> None:
        """All pairs are matched."""
        matched = self.found.matched
        sizes = [len(m["matches"]) for m in matched]
        self._shared["all_matches"] = freeze(np.concatenate([m["matches"] for m in matched]).astype(np.int32))
        self._shared["all_inliers"] = freeze(np.concatenate([m["inliers"] for m in matched]).astype(bool))
        self._shared["match_starts"] = freeze(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))
        joined = {
            photo for pair, m in zip(self.found.pairs, matched, strict=True) if m["inliers"].any() for photo in pair
        }
        alone = [p.name for i, p in enumerate(self.photos.photos) if i not in joined]
        if alone and joined:
            self._tell(QT_TRANSLATE_NOOP("errors", "{count} photos match no other photo: {names}."), alone)

    def add_model(self, mapped: Mapped) -> None:
        """A model as it is after the next step."""
        self.mapped = self._models[mapped.number] = mapped

    def end_mapping(self) -> Mapped | None:
        """Nothing can be added any more: the largest model, or None where there is none; says what is left out."""
        if not self._models:
            joined = any(m["inliers"].any() for m in self.found.matched)
            self._notes += (Note(NO_MOTION if joined else NO_OVERLAP),)
            return None
        self.mapped = max(self._models.values(), key=lambda m: (len(m.model.photos), len(m.model.points)))
        model = self.mapped.model
        if len(self._models) > 1:
            self._notes += (
                Note(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "The photos fall apart into {count} models that nothing joins; the largest is kept.",
                    ),
                    count=len(self._models),
                ),
            )
        placed = set(model.photos.tolist())
        left = [p.name for i, p in enumerate(self.photos.photos) if i not in placed]
        if left:
            self._tell(QT_TRANSLATE_NOOP("errors", "{count} photos could not be placed: {names}."), left)
        return self.mapped

    def _tell(self, template: str, names: list[str]) -> None:
        listed = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
        self._notes += (Note(template, count=len(names), names=listed),)

    # -- frames --------------------------------------------------------------------------------

    def fields(self, stage: str) -> dict[str, Any]:
        """The fields of a frame of a stage."""
        tables = self._tables = self._tables or _tables(self.found)
        pair = matched = photo = None
        if stage == "features":
            photo = len(self._keypoints) - 1
        elif stage == "matching":
            pair, matched = freeze(np.array(self.found.pairs[-1], np.int64)), self.found.matched[-1]
        elif self.mapped is not None and stage == "mapping":
            photo = self.mapped.photo
        model = EMPTY if self.mapped is None else self.mapped.model
        seen = model.observation_errors
        lenses = [model.lens(row) for row in range(len(model.photos))]
        distortion = np.zeros((len(lenses), 4))
        for row, (_, coefficients) in enumerate(lenses):
            distortion[row, : len(coefficients[:4])] = coefficients[:4]
        intrinsics = model.intrinsics()
        return {
            "stage": stage,
            "photo": photo,
            "pair": pair,
            "keypoints": None if photo is None else self._keypoints[photo],
            "keypoint_counts": self._counts,
            **tables,
            "pair_matches": None if matched is None else matched["matches"],
            "pair_inliers": None if matched is None else matched["inliers"],
            **self._shared,
            "model": None if self.mapped is None else self.mapped.number,
            "registered": tuple(self.photos.photos[n].name for n in model.photos.tolist()),
            "registered_photos": model.photos,
            "poses": model.poses,
            "intrinsics": freeze(intrinsics),
            "distortion": freeze(distortion),
            "photo_errors": freeze(_photo_errors(model)),
            "points": model.points,
            "colours": model.colours,
            "point_errors": model.errors,
            "observations": model.observations,
            "observation_errors": model.observation_errors,
            "image_count": len(model.photos),
            "point_count": len(model.points),
            "observation_count": len(model.observations),
            "reprojection_error": float(seen.mean()) if len(seen) else None,
            "focal_length": float(intrinsics[:, 0, 0].mean()) if len(intrinsics) else None,
            "centre_error": self._centre_error(model),
            "notes": self._notes,
        }

    def _centre_error(self, model: SparseModel) -> float | None:
        if self.photos.poses is None or not len(model.photos):
            return None
        return centre_error(model.poses[:, :3, 3], self.photos.poses[model.photos][:, :3, 3])


NO_OVERLAP = QT_TRANSLATE_NOOP(
    "errors", "No two photos have enough features in common: they may not show the same place, or too little of it."
)
NO_MOTION = QT_TRANSLATE_NOOP(
    "errors",
    "Photos match, but no two of them from places far enough apart to begin with: without parallax there is no depth.",
)


def _tables(found: Found) -> dict[str, NDArray[np.int64]]:
    matched = found.matched
    return {
        "pairs": freeze(np.array(found.pairs, np.int64).reshape(-1, 2)),
        "matches": freeze(np.array([len(m["matches"]) for m in matched], np.int64)),
        "inliers": freeze(np.array([int(m["inliers"].sum()) for m in matched], np.int64)),
    }


def _photo_errors(model: SparseModel) -> NDArray[np.float64]:
    """The mean reprojection error in each registered photo (R,), NaN where none of its keypoints has a point."""
    size = int(model.photos.max()) + 1 if len(model.photos) else 0
    counts = np.bincount(model.observations[:, 0], minlength=size)[model.photos]
    totals = np.bincount(model.observations[:, 0], model.observation_errors, minlength=size)[model.photos]
    return np.where(counts > 0, totals / np.maximum(counts, 1), np.nan)


def _camera_notes(photos: Photos, cameras: Cameras, given: bool) -> tuple[str, ...]:
    known = sum(photo.focal is not None for photo in photos.photos)
    if given:
        start: str = Note(QT_TRANSLATE_NOOP("errors", "All cameras start from the given focal length."))
    elif known == len(photos):
        start = Note(QT_TRANSLATE_NOOP("errors", "The cameras start from the focal lengths in the EXIF data."))
    elif known:
        start = Note(
            QT_TRANSLATE_NOOP(
                "errors",
                "{known} of {count} photos tell their focal length; the others start from {guess} times the side.",
            ),
            known=known,
            count=len(photos),
            guess=GUESS,
        )
    else:
        start = Note(
            QT_TRANSLATE_NOOP(
                "errors", "No photo tells its focal length: cameras start from {guess} times the longer side."
            ),
            guess=GUESS,
        )
    if len(cameras) == 1:
        return (
            start,
            Note(QT_TRANSLATE_NOOP("errors", "One camera took all photos, judged by size and focal length.")),
        )
    return (
        start,
        Note(
            QT_TRANSLATE_NOOP("errors", "{cameras} cameras took the {count} photos."),
            count=len(photos),
            cameras=len(cameras),
        ),
    )
