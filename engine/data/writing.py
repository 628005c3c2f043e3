"""Files are written beside their target and renamed, so a crash loses nothing."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


def unwritable(path: Path, error: OSError | ValueError) -> InputError:
    """The sentence for what the system answered when ``path`` was written."""
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} cannot be written: {reason}."),
        file=str(path),
        reason=(getattr(error, "strerror", None) or str(error)).lower(),
    )


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a new empty file beside ``path`` to write to; it becomes ``path`` when the block ends well, else it goes.

    The folder of ``path`` is made where it is missing.

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name may have 255 bytes on the disk: 40 letters of any script fit with what is added.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and "null" not in str(error):
            raise
        raise unwritable(path, error) from error


def write_bytes(path: Path, content: bytes) -> Path:
    """Replace or create ``path`` with ``content`` in one move; its folder is made where it is missing.

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return path
