"""RGB-D sequences from folders: TUM, ICL-NUIM and Redwood.

TUM: ``rgb.txt``, ``depth.txt``, ``groundtruth.txt`` (Sturm et al. 2012). ICL-NUIM: ``rgb``, ``depth``,
``associations.txt`` and a trajectory ``*.freiburg`` (Handa et al. 2014). Redwood: ``color`` (``image``, ``rgb``),
``depth``, ``*.log`` (Choi et al. 2015).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.image import read_image
from engine.data.notes import Note
from engine.data.opening import name_of, unreadable
from engine.data.rgbd import RgbdFrame, RgbdSequence
from engine.data.rgbd_files import (
    associated,
    numbers_of,
    read_camera,
    read_depth,
    read_freiburg,
    read_log,
    read_pairs,
    read_times,
    upright,
)
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

OPENING = QT_TRANSLATE_NOOP("progress", "opening the folder")
COLOUR_FOLDERS = ("color", "colour", "image", "rgb")
PAIR_LISTS = ("associations.txt", "association.txt", "associate.txt", "associated.txt")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")

PRIMESENSE = (525.0, 525.0, 319.5, 239.5)
"""Focal lengths and principal point at 640 x 480 where a folder says nothing."""
FREIBURG = {
    "freiburg1": (517.3, 516.5, 318.6, 255.3),
    "freiburg2": (520.9, 521.0, 325.1, 249.7),
    "freiburg3": (535.4, 539.2, 320.1, 247.6),
}
"""The colour cameras of the TUM benchmark, by its page on file formats."""
ICL = (481.20, -480.00, 319.50, 239.50)
"""ICL-NUIM's camera, by its page; the y axis points up."""
TUM_SCALE, REDWOOD_SCALE = 5000.0, 1000.0


@dataclass(frozen=True)
class _Layout:
    """What a folder holds: times and files of its pictures, poses (NaN: unknown), intrinsics, depth steps a metre."""

    times: tuple[float, ...]
    colours: tuple[Path, ...]
    depths: tuple[Path, ...]
    poses: Array | None
    intrinsics: Array
    size: tuple[int, int]
    scale: float
    notes: tuple[str, ...] = ()


def reading_sequence(path: Path) -> Generator[Progress, None, RgbdSequence]:
    """The sequence in a folder (or in the folder of a file): its lists are read now, its pictures one by one.

    Raises
    ------
    InputError
        The folder holds none of the three layouts, or a list or trajectory that is not understood.
    """
    folder = path if path.is_dir() else path.parent
    yield Progress(0, 0, OPENING)
    try:
        names = {entry.name.lower(): Path(entry.path) for entry in os.scandir(folder)}
    except OSError as error:
        raise unreadable(folder, error) from error
    yield Progress(0, 0, OPENING)
    layout = _layout(folder, names)
    yield Progress(0, 0, OPENING)
    if not layout.colours:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} holds no colour picture with a depth picture of its time."),
            folder=name_of(folder),
        )
    return _sequence(folder, layout)


def _layout(folder: Path, names: dict[str, Path]) -> _Layout:
    pairs = next((names[name] for name in PAIR_LISTS if name in names), None)
    if pairs is not None or ("rgb.txt" in names and "depth.txt" in names):
        return _tum(folder, names, pairs)
    colour = next((names[name] for name in COLOUR_FOLDERS if name in names and names[name].is_dir()), None)
    depth = names.get("depth")
    if colour is None or depth is None or not depth.is_dir():
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors",
                "{folder} is no RGB-D sequence: it needs rgb.txt and depth.txt, or folders color (or rgb) and depth.",
            ),
            folder=name_of(folder),
        )
    return _numbered(folder, names, colour, depth)


def _icl(folder: Path, names: dict[str, Path]) -> bool:
    """Whether the pictures are ICL-NUIM's, by the trajectory's file or the folder's name."""
    known = ("icl", "nuim", "living_room_traj", "office_room_traj", "livingroomtraj")
    return any(name.endswith(".freiburg") for name in names) or any(word in folder.name.lower() for word in known)


def _intrinsics(folder: Path, names: dict[str, Path], icl: bool) -> tuple[Array, tuple[int, int], tuple[str, ...]]:
    """The camera: from a .json of the folder, else by the folder's name, else a PrimeSense's."""
    files = sorted(name for name in names if name.endswith(".json") and ("cam" in name or "intrinsic" in name))
    if files:
        return *read_camera(names[files[0]]), ()
    name = folder.name.lower()
    known = next((key for key in FREIBURG if key in name or key.replace("eiburg", "") + "_" in name), None)
    fx, fy, cx, cy = ICL if icl else FREIBURG[known] if known else PRIMESENSE
    notes: tuple[str, ...] = ()
    if known is None and not icl:
        notes = (
            Note(QT_TRANSLATE_NOOP("errors", "It has no camera file; a PrimeSense's focal length of 525 is taken.")),
        )
    return np.array([[fx, 0, cx], [0, fy, cy], [0, 0, 1]]), (640, 480), notes


def _tum(folder: Path, names: dict[str, Path], pairs: Path | None) -> _Layout:
    if pairs is not None:
        listed = read_pairs(pairs)
    else:
        colours, depths = read_times(names["rgb.txt"]), read_times(names["depth.txt"])
        matched = associated([time for time, _ in colours], [time for time, _ in depths])
        listed = [(*colours[i], depths[j][1]) for i, j in matched]
    icl = _icl(folder, names)
    intrinsics, size, notes = _intrinsics(folder, names, icl)
    times = [time for time, _, _ in listed]
    files = [name for name in names if name.endswith(".freiburg") or name == "groundtruth.txt"]
    poses = _poses_at(times, names[sorted(files)[0]]) if files else None
    intrinsics, poses = upright(intrinsics, poses)
    return _Layout(
        tuple(times),
        tuple(_inside(folder, colour) for _, colour, _ in listed),
        tuple(_inside(folder, depth) for _, _, depth in listed),
        poses,
        intrinsics,
        size,
        TUM_SCALE,
        notes,
    )


def _poses_at(times: list[float], path: Path) -> Array:
    """The pose (N, 4, 4) nearest in time to each picture; NaN where none is near."""
    known, poses = read_freiburg(path)
    found = np.full((len(times), 4, 4), np.nan)
    # Numbered pictures (ICL-NUIM) have whole numbers for times.
    apart = 0.5 if all(float(t).is_integer() for t in times) else 0.02
    order = np.argsort(known, kind="stable")
    if len(known):
        for index, time in enumerate(times):
            place = int(np.searchsorted(known[order], time))
            near = min(order[max(0, place - 1) : place + 1], key=lambda k: abs(known[k] - time))
            if abs(known[near] - time) <= apart:
                found[index] = poses[near]
    return found


def _inside(folder: Path, name: str) -> Path:
    """A listed file, which must lie in the folder."""
    relative = Path(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "A list in {folder} names a file outside of it: {file}."),
            folder=name_of(folder),
            file=name,
        )
    return folder / relative


def _pictures(folder: Path) -> list[Path]:
    try:
        found = [Path(entry.path) for entry in os.scandir(folder)]
    except OSError as error:
        raise unreadable(folder, error) from error
    return sorted((p for p in found if p.suffix.lower() in PICTURES), key=lambda p: (numbers_of(p), p.name))


def _numbered(folder: Path, names: dict[str, Path], colour: Path, depth: Path) -> _Layout:
    """Two folders of numbered pictures; Redwood's own names carry the time in microseconds as second number."""
    colours, depths = _pictures(colour), _pictures(depth)
    first, second = [numbers_of(p) for p in colours], [numbers_of(p) for p in depths]
    if first and second and all(len(n) == 2 for n in (*first, *second)):
        times = [n[1] / 1e6 for n in first]
        matched = associated(times, [n[1] / 1e6 for n in second])
    else:
        known = {n[-1]: j for j, n in enumerate(second) if n}
        times = [i / 30 for i in range(len(first))]
        matched = [(i, known[n[-1]]) for i, n in enumerate(first) if n and n[-1] in known]
    icl = _icl(folder, names)
    intrinsics, size, notes = _intrinsics(folder, names, icl)
    poses = _trajectory(names, len(colours))
    if poses is not None:
        poses = poses[[i for i, _ in matched]]
    intrinsics, poses = upright(intrinsics, poses)
    return _Layout(
        tuple(times[i] for i, _ in matched),
        tuple(colours[i] for i, _ in matched),
        tuple(depths[j] for _, j in matched),
        poses,
        intrinsics,
        size,
        TUM_SCALE if icl else REDWOOD_SCALE,
        notes,
    )


def _trajectory(names: dict[str, Path], count: int) -> Array | None:
    """The poses of a .log or .freiburg, in the pictures' order; NaN for pictures beyond its end."""
    files = [name for name in names if name.endswith((".log", ".freiburg"))]
    if not files:
        return None
    # A trajectory before a mere odometry, where both are there.
    best = min(files, key=lambda name: ("odometry" in name, "traj" not in name, name))
    read = read_log(names[best]) if best.endswith(".log") else read_freiburg(names[best])[1]
    poses = np.full((count, 4, 4), np.nan)
    poses[: len(read)] = read[:count]
    return poses


def _sequence(folder: Path, layout: _Layout) -> RgbdSequence:
    def read(index: int) -> RgbdFrame:
        colour = read_image(layout.colours[index]).pixels
        depth = read_depth(layout.depths[index], layout.scale)
        if colour.shape[:2] != depth.shape:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "{colour} and {depth} are not of the same size."),
                colour=name_of(layout.colours[index]),
                depth=name_of(layout.depths[index]),
            )
        return RgbdFrame(
            colour, freeze(depth), freeze(_resized(layout.intrinsics, layout.size, colour)), index, layout.times[index]
        )

    state = hashlib.blake2b(digest_size=16)
    for file in (*layout.colours, *layout.depths):
        try:
            status = os.stat(file)
            state.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        except OSError:  # said when it is read
            state.update(f"{file}\n".encode("utf-8", "surrogateescape"))
    poses = None if layout.poses is None or not np.isfinite(layout.poses).all(axis=(1, 2)).any() else layout.poses
    return RgbdSequence(
        folder.name or str(folder),
        len(layout.colours),
        read,
        state.hexdigest(),
        folder,
        None if poses is None else freeze(poses),
        notes=layout.notes,
    )


def _resized(intrinsics: Array, size: tuple[int, int], colour: NDArray[np.uint8]) -> Array:
    """The intrinsics for pictures of another size; pixel centres are at whole numbers."""
    scale = np.array([colour.shape[1] / size[0], colour.shape[0] / size[1]])
    if (scale == 1).all():
        return intrinsics
    resized = intrinsics.copy()
    resized[:2, :2] *= scale[:, None]
    resized[:2, 2] = (intrinsics[:2, 2] + 0.5) * scale - 0.5
    return resized
