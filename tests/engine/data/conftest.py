"""What the tests of reading and writing share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def korean(tmp_path: Path) -> Path:
    """A folder whose path has Korean letters and a space."""
    folder = tmp_path / "홍길동" / "바탕 화면"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def forbidden() -> Iterator[Callable[[Path], Path]]:
    """Takes away all permissions of a path, in earnest also for the superuser, whom permissions do not bind."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of this kind are POSIX's")
    superuser, changed = os.geteuid() == 0, []

    def forbid(path: Path) -> Path:
        if superuser:
            for parent in [path, *path.parents]:  # or the folders above would forbid it already
                if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001 and parent.is_dir():
                    changed.append((parent, parent.stat().st_mode))
                    parent.chmod(0o755)
        changed.append((path, path.stat().st_mode))
        path.chmod(0)
        if superuser:
            os.seteuid(65534)
        return path

    yield forbid
    if superuser:
        os.seteuid(0)
    for path, mode in reversed(changed):
        path.chmod(mode & 0o7777)
