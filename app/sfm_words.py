"""What the lab of structure from motion says: its sentence, the facts beside it, a photo, a pair, a keypoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.texts import note_text
from widgets.cell_painting import number_text

translate = QCoreApplication.translate


def sentence(frame: Any, photos: Any) -> str:
    """One sentence on what is seen, then the notes on what is wrong."""
    total, name = len(photos), _name(photos, frame.photo)
    if frame.stage == "features":
        said = translate("SfmWords", "Photo {photo} has {count:,} keypoints: places that can be found again.").format(
            photo=name, count=len(frame.keypoints)
        )
    elif frame.stage == "matching":
        first, second = (_name(photos, int(number)) for number in frame.pair)
        said = translate(
            "SfmWords",
            "Of {matches:,} matches between {first} and {second}, one motion of the camera explains {inliers:,}.",
        ).format(matches=int(frame.matches[-1]), inliers=int(frame.inliers[-1]), first=first, second=second)
    elif not frame.image_count:
        said = translate("SfmWords", "No camera could be placed.")
    elif frame.stage == "mapping" and frame.photo is not None:
        said = translate(
            "SfmWords",
            "{photo} is placed: {placed} of {total} cameras and {points:,} points stand, {error} px off on average.",
        ).format(photo=name, **_standing(frame, total))
    else:
        said = translate(
            "SfmWords",
            "{placed} of {total} cameras and {points:,} points, where the photos put them: {error} px off on average.",
        ).format(**_standing(frame, total))
    return " ".join([said, *(note_text(note) for note in frame.notes if not _chosen(note))])


def told_beside(frame: Any) -> str:
    """The notes on what was chosen, for the column beside the stage."""
    return " ".join(note_text(note) for note in frame.notes if _chosen(note))


def _chosen(note: str) -> bool:
    """Whether a note tells how the cameras start, and not what went wrong."""
    arguments = getattr(note, "arguments", {})
    return bool({"guess", "cameras"} & set(arguments)) or (not arguments and "focal length" in note)


def _standing(frame: Any, total: int) -> dict[str, object]:
    error = frame.reprojection_error
    return {
        "placed": frame.image_count,
        "total": total,
        "points": frame.point_count,
        "error": "–" if error is None else f"{error:.2f}",
    }


def _name(photos: Any, number: int | None) -> str:
    return "" if number is None else str(photos.photos[number].name)


def facts(frame: Any, total: int) -> list[tuple[str, str, str]]:
    """Words, value, and what it is exactly."""
    error, focal, off = frame.reprojection_error, frame.focal_length, frame.centre_error
    found = [
        (
            translate("SfmWords", "Cameras placed"),
            translate("SfmWords", "{placed} of {total}").format(placed=frame.image_count, total=total),
            translate("SfmWords", "Photos whose camera has a place in the model."),
        ),
        (
            translate("SfmWords", "Points"),
            f"{frame.point_count:,}",
            translate("SfmWords", "Sparse points, seen {count:,} times in all.").format(count=frame.observation_count),
        ),
        (
            translate("SfmWords", "Reprojection error"),
            "–" if error is None else f"{error:.3f}\u00a0px",
            translate("SfmWords", "Mean distance, in the photos, of the points to the keypoints they were found from."),
        ),
        (
            translate("SfmWords", "Focal length"),
            "–" if focal is None else f"{number_text(focal, 5)}\u00a0px",
            translate("SfmWords", "Mean over the cameras, adjusted with their places."),
        ),
    ]
    if off is not None:
        found.append(
            (
                translate("SfmWords", "Cameras off the truth"),
                f"{100 * off:.2f}\u00a0%",
                translate(
                    "SfmWords",
                    "Largest distance to the true place after a similarity, of the largest distance of two cameras.",
                ),
            )
        )
    return found


def photo_title(keypoints: int, points: int | None, error: float | None) -> str:
    """What stands over a photo with its keypoints."""
    if points is None:
        return translate("SfmWords", "{keypoints:,} keypoints").format(keypoints=keypoints)
    said = translate("SfmWords", "{points:,} of {keypoints:,} keypoints are points of the model").format(
        keypoints=keypoints, points=points
    )
    return said if error is None else f"{said} · {error:.2f} px"


def pair_title(matches: int | None, inliers: int, drawn: int) -> str:
    """What stands over two photos."""
    if matches is None:
        return translate("SfmWords", "These two photos were not matched.")
    if not matches:
        return translate("SfmWords", "No matches.")
    said = translate("SfmWords", "{inliers:,} of {matches:,} matches fit one motion").format(
        inliers=inliers, matches=matches
    )
    if drawn < matches:
        said += " · " + translate("SfmWords", "{drawn} are drawn").format(drawn=drawn)
    return said


def keypoint_words(number: int, place: Sequence[float], error: float | None) -> str:
    """A keypoint under the pointer."""
    at = f"x {place[0]:.1f}, y {place[1]:.1f} px"
    if error is None:
        return translate("SfmWords", "keypoint {number} · {place} · no point").format(number=number, place=at)
    return translate("SfmWords", "keypoint {number} · {place} · {error} px off its point").format(
        number=number, place=at, error=f"{error:.2f}"
    )


def card_tip(photo: Any, keypoints: int, error: float | None, placed: bool) -> str:
    """Everything that is known of a photo, a line each."""
    lines = [str(photo.name), f"{photo.width} × {photo.height} px"]
    if keypoints:
        lines.append(translate("SfmWords", "{count:,} keypoints").format(count=keypoints))
    if placed:
        words = translate("SfmWords", "placed, {error} px off on average")
        lines.append(words.format(error="–" if error is None else f"{error:.3f}"))
    else:
        lines.append(translate("SfmWords", "not placed"))
    return "\n".join(lines)
