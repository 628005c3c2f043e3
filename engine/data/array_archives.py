"""Arrays of an .npz file, read piece by piece, without pickles and without trust in what its headers claim."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engine.data.opening import name_of, open_file
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

BYTE_LIMIT = 4 << 30
_PIECE = 2 << 20


def damaged(path: Path) -> InputError:
    """The sentence for an archive whose content does not fit its headers."""
    return InputError(QT_TRANSLATE_NOOP("errors", "The file {file} is damaged or cut off."), file=name_of(path))


def reading_arrays(
    path: Path, wanted: Mapping[str, tuple[str, ...]]
) -> Generator[Progress, None, dict[str, NDArray[Any]]]:
    """Read the ``wanted`` arrays, ``{"role": ("name", "other name")}``: the first of a role's names that the file has.

    Names are compared without regard to case. Returns ``{"role": array}`` of the roles found.

    Raises
    ------
    InputError
        No .npz file, a damaged one, an array of Python objects, or one of more than 4 GiB.
    """
    with open_file(path) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except Exception as error:
            raise _no_archive(path) from error
        with archive:
            members = {n[:-4].lower(): n for n in archive.namelist() if n.endswith(".npy")}
            chosen = {role: next((n for n in names if n.lower() in members), "") for role, names in wanted.items()}
            found = {}
            for role, name in chosen.items():
                if name:
                    found[role] = yield from _reading_member(archive, members[name.lower()], path)
    return found


def array_names(path: Path) -> tuple[str, ...]:
    """The names of the arrays in an .npz file.

    Raises
    ------
    InputError
        No .npz file, or a damaged one.
    """
    with open_file(path) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                return tuple(n[:-4] for n in archive.namelist() if n.endswith(".npy"))
        except Exception as error:
            raise _no_archive(path) from error


def _no_archive(path: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not an .npz file of NumPy arrays, or it is damaged."), file=name_of(path)
    )


def _reading_member(archive: zipfile.ZipFile, member: str, path: Path) -> Generator[Progress, None, NDArray[Any]]:
    what = member.removesuffix(".npy")
    try:
        size = archive.getinfo(member).file_size
        with archive.open(member) as stream:
            shape, fortran, dtype = _header(stream)
            if dtype.hasobject or dtype.names is not None:
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "errors", "The array {array} of {file} holds Python objects, which are not read from files."
                    ),
                    array=what,
                    file=name_of(path),
                )
            total = math.prod(shape) * dtype.itemsize
            if total > BYTE_LIMIT:
                raise InputError(
                    QT_TRANSLATE_NOOP("errors", "The array {array} of {file} has {size} MB; up to {limit} are read."),
                    array=what,
                    file=name_of(path),
                    size=total >> 20,
                    limit=BYTE_LIMIT >> 20,
                )
            if total > size:  # before memory is taken for what the header only claims
                raise damaged(path)
            content = bytearray(total)
            view, done = memoryview(content), 0
            while done < total:
                piece = stream.read(min(_PIECE, total - done))
                if not piece:
                    raise damaged(path)
                view[done : done + len(piece)] = piece
                done += len(piece)
                yield Progress(done, total, what)
    except (InputError, GeneratorExit):
        raise
    except Exception as error:  # zlib, zipfile, struct and NumPy each have their own
        raise damaged(path) from error
    flat = np.frombuffer(content, dtype)
    return flat.reshape(shape[::-1]).T if fortran else flat.reshape(shape)


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    version = npy.read_magic(stream)
    read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}.get(version)
    if read is None:
        raise ValueError("unknown version")
    shape, fortran, dtype = read(stream)
    if any(side < 0 for side in shape):
        raise ValueError("negative shape")
    return shape, fortran, dtype
