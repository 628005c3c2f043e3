"""A frame's photos as the views take them: cards of the strip, one photo's keypoints, two photos' matches."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app import sfm_words
from app.lab import Moment
from app.sfm_scene import error_colours
from widgets.photo_pair import PhotoDots, PhotoLines
from widgets.photo_strip import PhotoCard

DOTS = 4000
"""Keypoints that are drawn of a photo, at most."""
FITTING, WRONG = 120, 40
"""Matches that are drawn, at most: those one motion explains, and the others."""
INLIER, OUTLIER = (64, 200, 170), (226, 110, 70)


def cards(frame: Any, photos: Any, high: float) -> list[PhotoCard]:
    """All photos for the strip; those that are placed have the colour of their error."""
    row = {int(number): i for i, number in enumerate(frame.registered_photos)}
    colours = error_colours(frame.photo_errors, high)
    made = []
    for number, photo in enumerate(photos.photos):
        placed, count = number in row, int(frame.keypoint_counts[number])
        error = float(frame.photo_errors[row[number]]) if placed else None
        error = None if error is None or not np.isfinite(error) else error
        known = placed or (frame.stage != "done" and count > 0 and frame.model is None)
        made.append(
            PhotoCard(
                photo.thumbnail,
                photo.name,
                QColor(*colours[row[number]].tolist()).name() if placed else "",
                not known,
                sfm_words.card_tip(photo, count, error, placed),
            )
        )
    return made


def keypoints_of(moment: Moment, number: int) -> NDArray[np.float32] | None:
    """The keypoints (K, 2) of a photo at a moment, from its frame or an earlier one; None before they are found."""
    frame = moment.frame
    if frame.photo == number and frame.keypoints is not None:
        return np.asarray(frame.keypoints)
    if frame.all_keypoints is not None:
        start, end = frame.keypoint_starts[number : number + 2]
        return np.asarray(frame.all_keypoints[start:end])
    if frame.keypoint_counts[number]:
        for step in moment.film.steps():
            earlier = moment.film.at(step)[1]
            if earlier.photo == number and earlier.stage == "features":
                return np.asarray(earlier.keypoints)
    return None


def matches_of(moment: Moment, first: int, second: int) -> tuple[NDArray[np.int32], NDArray[np.bool_]] | None:
    """Matches (m, 2) of two photos and which are explained (m,); None where they were not matched (yet)."""
    frame = moment.frame
    low, high = min(first, second), max(first, second)
    of = np.flatnonzero((frame.pairs == (low, high)).all(axis=1))
    if not len(of):
        return None
    number = int(of[0])
    if frame.match_starts is not None:
        start, end = frame.match_starts[number : number + 2]
        pairs, inliers = frame.all_matches[start:end], frame.all_inliers[start:end]
    elif frame.pair is not None and tuple(frame.pair.tolist()) == (low, high):
        pairs, inliers = frame.pair_matches, frame.pair_inliers
    else:
        found = _earlier(moment, (low, high))
        if found is None:
            return None
        pairs, inliers = found
    return (pairs if first == low else pairs[:, ::-1]), inliers


def _earlier(moment: Moment, pair: tuple[int, int]) -> Any:
    for step in moment.film.steps():
        frame = moment.film.at(step)[1]
        if frame.pair is not None and tuple(frame.pair.tolist()) == pair:
            return frame.pair_matches, frame.pair_inliers
    return None


def errors_of(moment: Moment, number: int, count: int) -> NDArray[np.float64] | None:
    """For each of a photo's ``count`` keypoints the error of its point in it, pixels, NaN where it has none.

    None where the photo is not placed.
    """
    frame = moment.frame
    rows = np.flatnonzero(frame.registered_photos == number)
    if not len(rows):
        return None
    errors = np.full(count, np.nan)
    of = frame.observations[:, 0] == number
    errors[frame.observations[of, 1]] = frame.observation_errors[of]
    return errors


def dots_of(moment: Moment, number: int, high: float, only: NDArray[np.int64] | None = None) -> PhotoDots:
    """A photo with its keypoints, or ``only`` some: by error where they are points, grey where they are none."""
    photo = moment.inputs["photos"].photos[number]
    places = keypoints_of(moment, number)
    if places is None:
        places = np.zeros((0, 2), np.float32)
    errors = errors_of(moment, number, len(places))
    numbers = np.arange(len(places)) if only is None else only
    if errors is None:
        colours = np.tile(np.array(INLIER, np.uint8), (len(numbers), 1))
    else:
        numbers = numbers[np.argsort(np.isfinite(errors[numbers]), kind="stable")]  # points over what is none
        own = errors[numbers]
        # Twelve colours are enough for dots, and a tenth of the strokes.
        own = np.where(np.isfinite(own), np.floor(12 * np.minimum(own / high, 0.999)) / 11 * high, np.nan)
        colours = error_colours(own, high)
    some = slice(None, None, max(1, -(-len(numbers) // DOTS)))
    numbers, colours = numbers[some], colours[some]
    return PhotoDots(photo.thumbnail, photo.width, photo.height, photo.name, places[numbers], colours, numbers)


def photo_title(moment: Moment, number: int) -> str:
    """What stands over a photo."""
    places = keypoints_of(moment, number)
    count = 0 if places is None else len(places)
    errors = errors_of(moment, number, count)
    if errors is None:
        return sfm_words.photo_title(count, None, None)
    known = errors[np.isfinite(errors)]
    return sfm_words.photo_title(count, len(known), float(known.mean()) if len(known) else None)


def pair_of(moment: Moment, first: int, second: int, high: float) -> tuple[list[PhotoDots], PhotoLines | None, str]:
    """Two photos, the lines between them, and what stands over them."""
    nothing = np.zeros(0, np.int64)
    photos = [dots_of(moment, number, high, nothing) for number in (first, second)]
    found = matches_of(moment, first, second)
    if found is None:
        return photos, None, sfm_words.pair_title(None, 0, 0)
    pairs, inliers = found
    fitting, wrong = np.flatnonzero(inliers), np.flatnonzero(~inliers)
    drawn = np.concatenate([_some(wrong, WRONG), _some(fitting, FITTING)])
    title = sfm_words.pair_title(len(pairs), len(fitting), len(drawn))
    from_first, from_second = keypoints_of(moment, first), keypoints_of(moment, second)
    if from_first is None or from_second is None or not len(drawn):
        return photos, None, title
    ends = np.concatenate([from_first[pairs[drawn, 0]], from_second[pairs[drawn, 1]]], axis=1)
    colours = np.where(inliers[drawn, None], np.array(INLIER, np.uint8), np.array(OUTLIER, np.uint8))
    return photos, PhotoLines(ends.astype(np.float32), colours.astype(np.uint8)), title


def partner_of(frame: Any, number: int) -> int | None:
    """The photo with most explained matches with a photo; None where it has none."""
    of = np.flatnonzero((frame.pairs == number).any(axis=1) & (frame.inliers > 0))
    if not len(of):
        return None
    first, second = frame.pairs[of[frame.inliers[of].argmax()]].tolist()
    return int(second if first == number else first)


def _some(numbers: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    return numbers[:: max(1, -(-len(numbers) // most))]
