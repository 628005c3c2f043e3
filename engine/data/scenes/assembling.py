"""From what a format lists to a scene: each view is checked, the good ones are kept, the others are said."""

from __future__ import annotations

import functools
import hashlib
import math
import os
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.breathing import Pulse
from engine.data.notes import Note
from engine.data.opening import name_of, open_file
from engine.data.scene import EVERY, Scene, View, every_eighth
from engine.data.scenes.bounds import SceneBounds, by_cameras, by_points
from engine.data.scenes.photos import photo_size, read_photo
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

READING = QT_TRANSLATE_NOOP("progress", "opening the scene")
VIEW_LIMIT = 20_000
HASHED = 64 << 20
"""Photos of up to this many bytes altogether are told apart by their content, larger ones by size and date."""
FROM_OPENGL = np.diag([1.0, -1.0, -1.0, 1.0])
"""A pose whose camera looks along -z with y up, times this, is one that looks along z with y down."""

REASONS: dict[str, str] = {
    "missing": QT_TRANSLATE_NOOP("errors", "Left out because the photo is missing, {count} of {total} views: {names}."),
    "damaged": QT_TRANSLATE_NOOP(
        "errors", "Left out because the photo is damaged or no picture, {count} of {total} views: {names}."
    ),
    "size": QT_TRANSLATE_NOOP(
        "errors", "Left out because the photo has another size than the scene says, {count} of {total} views: {names}."
    ),
    "sizes": QT_TRANSLATE_NOOP(
        "errors", "Left out because the photo has another size than the others, {count} of {total} views: {names}."
    ),
    "pose": QT_TRANSLATE_NOOP("errors", "Left out because there is no pose, {count} of {total} views: {names}."),
    "nan": QT_TRANSLATE_NOOP(
        "errors", "Left out because the pose is not made of finite numbers, {count} of {total} views: {names}."
    ),
    "singular": QT_TRANSLATE_NOOP(
        "errors", "Left out because the pose is singular or no rigid motion, {count} of {total} views: {names}."
    ),
    "camera": QT_TRANSLATE_NOOP(
        "errors", "Left out because focal length or centre make no sense, {count} of {total} views: {names}."
    ),
    "model": QT_TRANSLATE_NOOP(
        "errors", "Left out because the camera model is not read, {count} of {total} views: {names}."
    ),
}
"""Why views are left out, one sentence each."""

NONE_LEFT: dict[str, str] = {
    "missing": QT_TRANSLATE_NOOP("errors", "{scene} cannot be used: its photos are missing, for example {names}."),
    "damaged": QT_TRANSLATE_NOOP(
        "errors", "{scene} cannot be used: its photos are damaged or no pictures, for example {names}."
    ),
    "size": QT_TRANSLATE_NOOP(
        "errors", "{scene} cannot be used: its photos have another size than it says, for example {names}."
    ),
    "sizes": QT_TRANSLATE_NOOP("errors", "{scene} cannot be used: its photos are all of different sizes."),
    "pose": QT_TRANSLATE_NOOP("errors", "{scene} cannot be used: its views have no pose, for example {names}."),
    "nan": QT_TRANSLATE_NOOP(
        "errors", "{scene} cannot be used: its poses are not made of finite numbers, for example that of {names}."
    ),
    "singular": QT_TRANSLATE_NOOP(
        "errors", "{scene} cannot be used: its poses are singular or no rigid motions, for example that of {names}."
    ),
    "camera": QT_TRANSLATE_NOOP(
        "errors",
        "{scene} cannot be used: its focal length or centre is missing or senseless, for example in {names}.",
    ),
    "model": QT_TRANSLATE_NOOP(
        "errors", "{scene} cannot be used: its camera model is not read, for example that of {names}."
    ),
}
"""Why a scene of which fewer than two views remain cannot be used."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A view as its file lists it, unchecked.

    ``pose`` (4, 4) has OpenCV axes, None where the file has none. ``lens`` gives intrinsics (3, 3) and distortion for a
    photo of a width and a height, or the reason why it cannot. ``size`` is what the file says of the photo, None where
    it says nothing. The photo is the file ``path`` (None: missing) or ``pixels`` (H, W, 3) uint8. ``seen`` (K,) are the
    rows of the sparse points that it shows.
    """

    name: str
    pose: Array | None
    lens: Callable[[int, int], tuple[Array, tuple[float, ...]] | str]
    path: Path | None = None
    pixels: NDArray[np.uint8] | None = None
    size: tuple[int, int] | None = None
    split: str | None = None
    seen: NDArray[np.int64] | None = None


def rigid_pose(pose: Array | None) -> Array | str:
    """A camera's pose (4, 4) without its scale, or why it is none: "pose", "nan", "singular"."""
    if pose is None or pose.shape not in ((3, 4), (4, 4)):
        return "pose"
    if not np.isfinite(pose).all():
        return "nan"
    axes = pose[:3, :3]
    lengths = np.linalg.norm(axes, axis=0)
    if lengths.min() < 1e-9 or lengths.max() > 1e9:
        return "singular"
    axes = axes / lengths
    # Scaled cameras look as unscaled ones do; sheared or mirrored ones are no cameras.
    if lengths.max() > 1.01 * lengths.min() or np.abs(axes.T @ axes - np.eye(3)).max() > 0.01:
        return "singular"
    left, _, right = np.linalg.svd(axes)
    rotation = left @ right
    if np.linalg.det(rotation) < 0:
        return "singular"
    rigid = np.eye(4)
    rigid[:3, :3] = axes if np.abs(axes - rotation).max() < 1e-12 else rotation
    rigid[:3, 3] = pose[:3, 3]
    return rigid


def _checked(candidate: Candidate) -> View | str:
    pose = rigid_pose(candidate.pose)
    if isinstance(pose, str):
        return pose
    pixels, path = candidate.pixels, candidate.path
    if pixels is not None:
        size: tuple[int, int] | None = (pixels.shape[1], pixels.shape[0])
        read: Callable[[], NDArray[np.uint8]] = functools.partial(_kept, pixels)
    elif path is not None:
        try:
            size = photo_size(path)
        except InputError:
            return "damaged"
        if size is None:
            return "damaged"
        read = functools.partial(_read, path, size)
    else:
        return "missing"
    assert size is not None
    said = candidate.size or size
    # Reduced copies of the photos the cameras were found with are common; cut or turned ones cannot be used.
    if min(said) < 1 or abs(size[0] * said[1] / said[0] - size[1]) > 1:
        return "size"
    found = candidate.lens(*said)
    if isinstance(found, str):
        return found
    matrix, distortion = found
    focal, middle = matrix[[0, 1], [0, 1]], matrix[:2, 2]
    longest = max(said)
    if not np.isfinite(matrix).all() or not all(map(math.isfinite, distortion)):
        return "camera"
    if focal.min() < 0.01 * longest or focal.max() > 1000 * longest or np.abs(middle).max() > 10 * longest:
        return "camera"
    matrix = matrix.copy()
    matrix[:2] *= (np.array(size) / np.array(said))[:, None]
    return View(
        candidate.name,
        freeze(pose),
        freeze(matrix),
        size[0],
        size[1],
        read,
        "test" if candidate.split == "test" else "train",
        distortion,
        path,
        candidate.seen,
    )


def _kept(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return pixels


def _read(path: Path, size: tuple[int, int]) -> NDArray[np.uint8]:
    pixels = read_photo(path)
    if (pixels.shape[1], pixels.shape[0]) != size:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The photo {file} has changed its size since the scene was opened."),
            file=name_of(path),
        )
    return pixels


def assembling(
    name: str,
    path: Path,
    candidates: Sequence[Candidate],
    bounds: Callable[[Array, Array, NDArray[np.int64]], SceneBounds] | None = None,
    *,
    one_size: bool = False,
    bounded: bool = False,
    background: tuple[float, float, float] | None = None,
    points: Array | None = None,
    colours: NDArray[np.uint8] | None = None,
    notes: Sequence[Note] = (),
) -> Generator[Progress, None, Scene]:
    """The scene of the ``candidates`` that can be used.

    ``bounds`` gets poses (V, 4, 4), intrinsics (V, 3, 3) and sizes (V, 2); without it they are found from the sparse
    ``points``, else from the cameras. ``one_size``: one camera took all photos, and those of another size than most are
    left out.

    Raises
    ------
    InputError
        Fewer than two views can be used, or there are more than 20,000.
    """
    if len(candidates) > VIEW_LIMIT:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{scene} has {count} views; scenes of up to {limit} are read."),
            scene=name,
            count=len(candidates),
            limit=VIEW_LIMIT,
        )
    pulse = Pulse()
    good: list[tuple[View, Candidate]] = []
    left: dict[str, list[str]] = {}
    for index, candidate in enumerate(candidates):
        found = _checked(candidate)
        if isinstance(found, View):
            good.append((found, candidate))
        else:
            left.setdefault(found, []).append(candidate.name)
        if pulse.due():
            yield Progress(index, len(candidates), READING)
    if one_size and good:
        usual, _ = Counter((view.width, view.height) for view, _ in good).most_common(1)[0]
        others = [view.name for view, _ in good if (view.width, view.height) != usual]
        if others:
            left["sizes"] = others
            good = [(view, c) for view, c in good if (view.width, view.height) == usual]
    if len(good) < 2:
        raise _too_few(name, len(candidates), len(good), left)
    told = [*notes, *_left_out(left, len(candidates))]
    views, split_note = _split([view for view, _ in good], [c.split is not None for _, c in good])
    if split_note is not None:
        told.append(split_note)
    reduced = {(c.size, (v.width, v.height)) for v, c in good if c.size is not None and c.size != (v.width, v.height)}
    if reduced:
        told.append(
            Note(
                QT_TRANSLATE_NOOP(
                    "errors", "Its photos are of another size than its cameras, which are scaled to them."
                )
            )
        )
    if points is not None:
        finite = np.isfinite(points).all(axis=1)
        points, colours = points[finite], None if colours is None else colours[finite]
        row = np.where(finite, np.cumsum(finite) - 1, -1)
        rows = (row[view.seen] if view.seen is not None else None for view in views)
        views = [
            view if seen is None else replace(view, seen=freeze(seen[seen >= 0]))
            for view, seen in zip(views, rows, strict=True)
        ]
    if any(view.distortion for view in views):
        told.append(
            Note(QT_TRANSLATE_NOOP("errors", "Its lens distortion is taken out of the photos where they are used."))
        )
    poses = np.stack([view.pose for view in views])
    intrinsics = np.stack([view.intrinsics for view in views])
    sizes = np.array([(view.width, view.height) for view in views])
    where = None if bounds is None else bounds(poses, intrinsics, sizes)
    if where is None and points is not None:
        where = by_points(points, poses, intrinsics, sizes)
    if where is None:
        where = by_cameras(poses, bounded)
    if where.note is not None:
        told.append(where.note)
    yield Progress(len(candidates), len(candidates), READING)
    digest = yield from _digest(views, where, background, points)
    return Scene(
        name,
        tuple(views),
        where.near,
        where.far,
        where.box,
        digest,
        where.bounded,
        background,
        None if points is None else freeze(points),
        None if colours is None else freeze(colours),
        path,
        tuple(told),
    )


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")


def _left_out(left: dict[str, list[str]], total: int) -> list[Note]:
    return [Note(REASONS[why], count=len(names), total=total, names=_names(names)) for why, names in left.items()]


def _too_few(name: str, total: int, good: int, left: dict[str, list[str]]) -> InputError:
    if left and not (good == 1 and total == 1):
        why, names = max(left.items(), key=lambda item: len(item[1]))
        return InputError(NONE_LEFT[why], scene=name, names=names[0])
    if total:
        return InputError(
            QT_TRANSLATE_NOOP("errors", "{scene} has only one view; at least two are needed."), scene=name
        )
    return InputError(QT_TRANSLATE_NOOP("errors", "{scene} lists no views."), scene=name)


def _split(views: list[View], said: Sequence[bool]) -> tuple[list[View], Note | None]:
    """The views with their splits, and a sentence where the format does not say them (or only one)."""
    if all(said) and {view.split for view in views} == {"train", "test"}:
        return views, None
    held = set(every_eighth(len(views)))
    split = [replace(view, split="test" if i in held else "train") for i, view in enumerate(views)]
    count = sum(view.split == "test" for view in split)
    return split, Note(
        QT_TRANSLATE_NOOP("errors", "Every {every}th view, {count} in all, is held out for testing."),
        every=EVERY,
        count=count,
    )


def _digest(
    views: Sequence[View],
    where: SceneBounds,
    background: tuple[float, float, float] | None,
    points: Array | None,
) -> Generator[Progress, None, str]:
    state = hashlib.blake2b(repr((where.near, where.far, where.bounded, background)).encode(), digest_size=16)
    state.update(np.ascontiguousarray(where.box).tobytes())
    if points is not None:
        state.update(np.ascontiguousarray(points).data)
    sizes = {view.path: os.stat(view.path) for view in views if view.path is not None and view.path.exists()}
    small = sum(status.st_size for status in sizes.values()) <= HASHED
    pulse = Pulse()
    for view in views:
        state.update(
            f"{view.name} {view.split} {view.width} {view.height} {view.distortion}\n".encode("utf-8", "replace")
        )
        state.update(view.pose.tobytes() + view.intrinsics.tobytes())
        if view.seen is not None:
            state.update(view.seen.tobytes())
        if view.path is None:
            state.update(np.ascontiguousarray(view.read()).data)
        elif small:
            with open_file(view.path) as stream:
                state.update(stream.read())
        elif view.path in sizes:
            state.update(f"{sizes[view.path].st_size} {sizes[view.path].st_mtime_ns}\n".encode())
        if pulse.due():
            yield Progress(0, 0, READING)
    return state.hexdigest()
