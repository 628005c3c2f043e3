"""A photo as every study takes it: sRGB, 8 bit, upright, read from any common file."""

from __future__ import annotations

import functools
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import decode, shrunk
from engine.data.opening import name_of, open_file, unreadable
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, eq=False)
class Image:
    """A picture: ``pixels`` (H, W, 3) uint8 sRGB, read-only.

    ``notes`` are sentences on what reading changed: a rotation, a profile, transparency. Raises ``ValueError`` for an
    array of another shape or dtype.
    """

    pixels: NDArray[np.uint8]
    name: str
    path: Path | None = None
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        pixels = self.pixels
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or 0 in pixels.shape:
            raise ValueError(f"pixels must be (H, W, 3) uint8, not {pixels.shape} {pixels.dtype}")
        pixels = np.ascontiguousarray(pixels).view()
        pixels.flags.writeable = False
        object.__setattr__(self, "pixels", pixels)

    @functools.cached_property
    def digest(self) -> str:
        """BLAKE2b of shape and pixels, 32 hexadecimal digits: the same picture has the same wherever it lies."""
        digest = hashlib.blake2b(repr(self.pixels.shape).encode(), digest_size=16)
        digest.update(self.pixels.data)
        return digest.hexdigest()

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])


def read_image(path: Path) -> Image:
    """The picture in a file: PNG, JPEG, WebP, BMP, TIFF or GIF, recognised by its content.

    Raises
    ------
    InputError
        The file is missing, empty, a folder, not to be read, no picture, damaged, or has more than 200 megapixels.
    """
    path = Path(path)
    with open_file(path) as stream:
        pixels, notes = decode(stream, name_of(path))
    return Image(pixels, name_of(path), path, notes)


def decode_image(content: bytes, name: str, path: Path | None = None) -> Image:
    """The picture in ``content``, the bytes of a file called ``name``; the same rules as :func:`read_image`.

    Raises
    ------
    InputError
        The bytes are none, no picture, damaged, or have more than 200 megapixels.
    """
    if not content:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is empty."), file=name)
    pixels, notes = decode(io.BytesIO(content), name)
    return Image(pixels, name, path, notes)


def thumbnail(picture: Path | Image, side: int) -> NDArray[np.uint8]:
    """A small copy (h, w, 3) uint8 whose longer side has ``side`` pixels at most; a large JPEG is decoded in part.

    Raises
    ------
    InputError
        As :func:`read_image`.
    """
    if isinstance(picture, Image):
        return shrunk(picture.pixels, side)
    path = Path(picture)
    with open_file(path) as stream:
        pixels, _ = decode(stream, name_of(path), side)
    return shrunk(pixels, side)


def picture_files(folder: Path) -> tuple[Path, ...]:
    """The files of ``folder`` that are pictures by their names, in natural order: a folder to leaf through.

    Raises
    ------
    InputError
        The folder is missing or may not be read.
    """
    from engine.data.decoding import SUFFIXES

    try:
        found = [
            p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith(".") and p.is_file()
        ]
    except OSError as error:
        raise unreadable(folder, error) from error
    return tuple(sorted(found, key=natural))


def natural(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Sorting key that puts ``2.png`` before ``10.png``."""
    import re

    parts = re.findall(r"[0-9]+|[^0-9]+", path.name.casefold())
    return tuple((0, int(p), p) if p.isascii() and p.isdigit() else (1, 0, p) for p in parts)
