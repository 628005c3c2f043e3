"""The photos of a scene as a camera model means them: as stored, not turned by EXIF, with their transparency."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import FORMATS, PIXEL_LIMIT, SUFFIXES, decode, load_pillow
from engine.data.opening import name_of, open_file
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

# How the stored picture comes back from the upright one, by the EXIF orientation.
_BACK = {
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.swapaxes(0, 1),
    6: lambda p: p.swapaxes(0, 1)[::-1],
    7: lambda p: p.swapaxes(0, 1)[::-1, ::-1],
    8: lambda p: p.swapaxes(0, 1)[:, ::-1],
}
_ORIENTATION = 274


def photo_size(path: Path) -> tuple[int, int] | None:
    """Width and height of a photo as stored, by its head alone; None where it is no picture.

    Raises
    ------
    InputError
        There is no such file, or it may not be read.
    """
    pillow = load_pillow()
    with open_file(path) as stream:
        try:
            with pillow.open(stream, formats=FORMATS) as opened:
                width, height = (int(side) for side in opened.size)
        except Exception:  # decoders of strangers' files raise of many kinds for one fact
            return None
    return (width, height) if min(width, height) >= 1 and width * height <= PIXEL_LIMIT else None


def read_photo(path: Path) -> NDArray[np.uint8]:
    """The photo (H, W, 3), or with transparency (H, W, 4), uint8 sRGB.

    Raises
    ------
    InputError
        As :func:`engine.data.decoding.decode`.
    """
    with open_file(path) as stream:
        pixels = _with_transparency(stream)
        if pixels is None:
            orientation = _orientation(stream)
            stream.seek(0)
            pixels, _ = decode(stream, name_of(path))
            if orientation in _BACK:
                pixels = _BACK[orientation](pixels)
    return np.ascontiguousarray(pixels)


def _with_transparency(stream: Any) -> NDArray[np.uint8] | None:
    """The pixels of a picture that is transparent somewhere; None for every other, damaged ones among them."""
    try:
        with load_pillow().open(stream, formats=FORMATS) as opened:
            if opened.format != "TIFF" and opened.has_transparency_data and not opened.mode.startswith("I"):
                pixels = np.asarray(opened.convert("RGBA"), dtype=np.uint8)
                if int(pixels[..., 3].min()) < 255:
                    return pixels
    except Exception:  # what is wrong with it, `decode` says
        return None
    finally:
        stream.seek(0)
    return None


def _orientation(stream: Any) -> int:
    try:
        with load_pillow().open(stream, formats=FORMATS) as opened:
            value: object = 1 if opened.format == "TIFF" else opened.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return value if isinstance(value, int) else 1


def photo_named(folder: Path, name: str) -> Path | None:
    """The photo in ``folder`` that a scene calls ``name``, which may lack its suffix; None where there is none.

    Raises
    ------
    InputError
        The name leads out of the folder.
    """
    relative = Path(name.replace("\\", "/"))
    if relative.is_absolute() or ".." in relative.parts or "\0" in name:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "A list in {folder} names a file outside of it: {file}."),
            folder=name_of(folder),
            file=name,
        )
    path = folder / relative
    for candidate in (path, *(path.with_name(path.name + suffix) for suffix in SUFFIXES)):
        try:
            if candidate.is_file():
                return candidate
        except OSError:
            return None
    return None
