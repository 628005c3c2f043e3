"""Opening a stranger's file, and saying in one sentence why it cannot be opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


def name_of(path: Path) -> str:
    """The name an error sentence uses for ``path``: its last part, or all of it where it has none."""
    return path.name or str(path)


def unreadable(path: Path, error: OSError | ValueError) -> InputError:
    """The sentence for what the system answered when ``path`` was opened."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(QT_TRANSLATE_NOOP("errors", "There is no file {file}."), file=str(path))
    if isinstance(error, PermissionError):
        return InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be read: there is no permission to open it."),
            file=name_of(path),
        )
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} cannot be read: {reason}."),
        file=name_of(path),
        reason=(getattr(error, "strerror", None) or str(error)).lower(),
    )


def open_file(path: Path) -> BinaryIO:
    """A regular file that is not empty, opened for reading in binary.

    Raises
    ------
    InputError
        The file is missing, empty, a folder, a pipe or a device, or may not be read.
    """
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is a folder, not a file."), file=name_of(path))
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is not an ordinary file."), file=name_of(path))
        if status.st_size == 0:
            raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is empty."), file=name_of(path))
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
