"""Pictures, arrays and tables as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.data.decoding import load_pillow
from engine.data.opening import name_of
from engine.data.writing import replacing, write_bytes
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

_PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


def write_picture(path: Path, pixels: NDArray[np.uint8]) -> Path:
    """Write (H, W), (H, W, 3) or (H, W, 4) uint8 as PNG or JPEG, as the name ends; a JPEG has its alpha laid on white.

    Raises
    ------
    InputError
        Another ending, or a folder that cannot be written to.
    """
    path = Path(path)
    kind = _PICTURES.get(path.suffix.lower())
    if kind is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: a picture's name ends in .png or .jpg."),
            file=name_of(path),
        )
    return write_bytes(path, encode_picture(pixels, kind))


def encode_picture(pixels: NDArray[np.uint8], kind: str = "PNG") -> bytes:
    """The bytes of a ``"PNG"`` or ``"JPEG"`` of (H, W), (H, W, 3) or (H, W, 4) uint8."""
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or 0 in pixels.shape:
        raise ValueError(f"a picture is (H, W), (H, W, 3) or (H, W, 4) uint8, not {pixels.shape} {pixels.dtype}")
    picture = load_pillow().fromarray(np.ascontiguousarray(pixels))
    stream = io.BytesIO()
    if kind == "PNG":
        picture.save(stream, "PNG", compress_level=4)
    else:
        if picture.mode == "RGBA":
            white = load_pillow().new("RGB", picture.size, (255, 255, 255))
            white.paste(picture, mask=picture.getchannel("A"))
            picture = white
        picture.save(stream, "JPEG", quality=95, subsampling=0)
    return stream.getvalue()


def write_arrays(path: Path, arrays: Mapping[str, ArrayLike]) -> Path:
    """Write ``{"name": array}`` as a compressed .npz. Nothing that would need a pickle is written (``ValueError``).

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    path = Path(path)
    plain: dict[str, NDArray[Any]] = {name: np.asarray(array) for name, array in arrays.items()}
    for name, array in plain.items():
        if array.dtype.hasobject:
            raise ValueError(f"{name} is an array of Python objects")
    with replacing(path) as temporary, open(temporary, "wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **plain)
    return path


def write_csv(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """Write a table of numbers and texts: a column a name, in the order they first appear; None is an empty cell.

    UTF-8; with a byte order mark where there is more than ASCII in it, without which spreadsheets misread it.

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    path, kept = Path(path), list(rows)
    columns = list(dict.fromkeys(name for row in kept for name in row))
    stream = io.StringIO(newline="")
    table = csv.writer(stream)
    table.writerow(columns)
    for row in kept:
        table.writerow(["" if row.get(name) is None else _cell(row[name]) for name in columns])
    text = stream.getvalue()
    return write_bytes(path, text.encode("ascii" if text.isascii() else "utf-8-sig"))


def _cell(value: object) -> object:
    """A NumPy number as Python's, so that it is written with all the digits it has and no more."""
    return value.item() if isinstance(value, np.generic) else value
