"""Hashes of files, computed once for each state of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path

from engine.study import Progress

_known: dict[tuple[str, int, int], str] = {}
_CHUNK = 8 << 20


def hashing(path: Path) -> Generator[Progress, None, str]:
    """The SHA-256 of a file in hexadecimal, with a breath every 8 MiB (about 10 ms)."""
    state = path.stat()
    key = (str(path.resolve()), state.st_mtime_ns, state.st_size)
    if key not in _known:
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                yield Progress(stream.tell(), state.st_size, f"checking {path.name}")
        _known[key] = digest.hexdigest()
    return _known[key]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    running = hashing(path)
    while True:
        try:
            next(running)
        except StopIteration as end:
            return str(end.value)
