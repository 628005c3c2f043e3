"""Photos of one place as an input: a folder of them, each checked, with a small copy to show."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import FORMATS, decode, load_pillow, shrunk
from engine.data.image import picture_files
from engine.data.notes import Note
from engine.data.opening import name_of, open_file
from engine.data.scenes.photos import photo_size, read_photo
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

READING = QT_TRANSLATE_NOOP("progress", "opening the photos")
LIMIT = 500
FOLDERS = ("images", "photos", "input")
"""Where the photos lie when the folder itself holds none."""
SIDES = ((40, 640), (160, 320), (LIMIT, 160))
"""The longer side of the small copies, for up to so many photos."""
FILM = math.hypot(36, 24)
"""Diagonal of 35 mm film, millimetres: what EXIF's equivalent focal length refers to."""
_ORIENTATION, _EXIF, _EQUIVALENT = 274, 0x8769, 0xA405


@dataclass(frozen=True, eq=False)
class Photo:
    """One photo as it is stored, not turned by EXIF: the file ``path``, or ``pixels`` (H, W, 3) uint8.

    ``thumbnail`` (h, w, 3) uint8 is its small copy; ``focal`` the focal length in pixels that its EXIF data tells.
    """

    name: str
    width: int
    height: int
    thumbnail: NDArray[np.uint8]
    path: Path | None = None
    pixels: NDArray[np.uint8] | None = None
    focal: float | None = None

    def read(self) -> NDArray[np.uint8]:
        """The photo (H, W, 3), or with transparency (H, W, 4), uint8 sRGB.

        Raises
        ------
        InputError
            Its file has gone, or is damaged.
        """
        if self.pixels is not None:
            return self.pixels
        assert self.path is not None
        return read_photo(self.path)


@dataclass(frozen=True, eq=False)
class Photos:
    """Photos of one place, in the order of their names. ``digest`` stands for the content.

    ``poses`` (N, 4, 4) float64, camera to world (x right, y down, z forward), where they are known.
    """

    name: str
    photos: tuple[Photo, ...]
    digest: str
    path: Path | None = None
    poses: NDArray[np.float64] | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.photos)


def reading_photos(folder: Path) -> Generator[Progress, None, Photos]:
    """The photos in ``folder``, or in its folder ``images``; damaged ones are left out and said.

    Raises
    ------
    InputError
        It is missing, holds fewer than two photos that can be read, or more than 500.
    """
    folder = Path(folder)
    if folder.is_file():
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is a file: structure from motion takes a folder of photos."),
            file=name_of(folder),
        )
    files = picture_files(folder)
    for inner in FOLDERS:
        if not files and (folder / inner).is_dir():
            files = picture_files(folder / inner)
    if len(files) > LIMIT:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} holds {count} photos; up to {limit} are taken."),
            folder=name_of(folder),
            count=len(files),
            limit=LIMIT,
        )
    side = next(side for most, side in SIDES if len(files) <= most)
    photos, damaged = [], []
    for index, file in enumerate(files):
        yield Progress(index, len(files), READING)
        try:
            photos.append(_read(file, side))
        except InputError:
            damaged.append(name_of(file))
    name = name_of(folder) or str(folder)
    if len(photos) < 2:
        raise _too_few(name, len(photos), damaged)
    notes: list[str] = []
    if damaged:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "{count} photos are left out, for they are damaged: {names}."),
                count=len(damaged),
                names=_names(damaged),
            )
        )
    return photos_of(name, photos, folder, tuple(notes))


def photos_of(name: str, photos: list[Photo], path: Path | None = None, notes: tuple[str, ...] = ()) -> Photos:
    """``photos`` as one input; pictures that are there twice are said."""
    digest = hashlib.blake2b(digest_size=16)
    first: dict[bytes, str] = {}
    twice = []
    for photo in photos:
        look = hashlib.blake2b(np.ascontiguousarray(photo.thumbnail).data, digest_size=16).digest()
        if look in first:
            twice.append(photo.name)
        first.setdefault(look, photo.name)
        size = 0 if photo.path is None else photo.path.stat().st_size
        digest.update(f"{photo.name} {photo.width} {photo.height} {size}\n".encode("utf-8", "replace") + look)
    if twice:
        notes += (
            Note(
                QT_TRANSLATE_NOOP("errors", "{count} photos are the same picture as another: {names}."),
                count=len(twice),
                names=_names(twice),
            ),
        )
    return Photos(name, tuple(photos), digest.hexdigest(), path, notes=notes)


def rendering_photos() -> Generator[Progress, None, Photos]:
    """The sample ``room-photos``: ten photos of the virtual room, 480 x 360, their poses exact."""
    from engine.data.scanning.scanner import SCANNING, camera_matrix, looking
    from engine.runtime.child import child

    width, height = 480, 360
    poses = []
    for index in range(10):
        angle = np.deg2rad(205 + 9.0 * index)
        eye = (3.1 + 2.15 * np.cos(angle), 2.9 + 1.95 * np.sin(angle), 1.5 + 0.12 * np.cos(2.2 * index))
        poses.append(looking(eye, (3.25, 3.0, 0.75)))
    photos = []
    for index, pose in enumerate(poses):
        got: dict[str, NDArray[Any]] = yield from child.call(
            "engine.data.scanning.scanner_calls:picture",
            SCANNING,
            scene="room",
            pose=pose,
            intrinsics=camera_matrix(430.0, width, height),
            size=(width, height),
            noise=(0.0, 0.0),
            seed=71 + index,
        )
        pixels = freeze(got["colour"])
        photos.append(Photo(f"room-{index + 1:02d}", width, height, pixels, pixels=pixels))
    return replace(photos_of("room-photos", photos), poses=freeze(np.stack(poses)))


def _read(file: Path, side: int) -> Photo:
    size = photo_size(file)
    if size is None:
        raise InputError(QT_TRANSLATE_NOOP("errors", "The picture {file} is damaged or cut off."), file=name_of(file))
    turned, equivalent = _exif(file)
    if turned:
        small = shrunk(read_photo(file)[..., :3], side)
    else:
        with open_file(file) as stream:
            small = shrunk(decode(stream, name_of(file), side)[0], side)
    focal = equivalent * math.hypot(*size) / FILM if equivalent > 0 else None
    return Photo(file.name, size[0], size[1], freeze(np.array(small)), file, focal=focal)


def _exif(file: Path) -> tuple[bool, float]:
    """Whether the photo is stored turned, and its focal length as of 35 mm film in millimetres, 0 where unknown."""
    try:
        with open_file(file) as stream, load_pillow().open(stream, formats=FORMATS) as opened:
            if opened.format == "TIFF":
                return False, 0.0
            exif = opened.getexif()
            equivalent = float(exif.get_ifd(_EXIF).get(_EQUIVALENT, 0) or 0)
            return exif.get(_ORIENTATION, 1) not in (0, 1), equivalent if math.isfinite(equivalent) else 0.0
    except Exception:  # damaged metadata is common and harmless
        return False, 0.0


def _too_few(name: str, count: int, damaged: list[str]) -> InputError:
    if damaged:
        return InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} cannot be used: its photos are damaged, for example {names}."),
            folder=name,
            names=damaged[0],
        )
    if count:
        return InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} holds only one photo; structure from motion takes two or more."),
            folder=name,
        )
    return InputError(QT_TRANSLATE_NOOP("errors", "{folder} holds no photos."), folder=name)


def _names(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
