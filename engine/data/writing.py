"""Files are written beside their target and renamed, so a crash loses nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


def write_bytes(path: Path, content: bytes) -> Path:
    """Replace or create ``path`` with ``content`` in one move; its folder is made where it is missing.

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: {reason}."),
            file=str(path),
            reason=(error.strerror or str(error)).lower(),
        ) from error
    return path
