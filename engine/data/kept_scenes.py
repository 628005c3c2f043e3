"""Scenes the user made from photos: kept as folders that this and other programs open, until they are deleted."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from engine.study import Progress, Published
from engine.text import QT_TRANSLATE_NOOP

KEEPING = QT_TRANSLATE_NOOP("progress", "keeping the scene")
MARK = "scene.digest"
"""A file beside the model, which says what it is a scene of: the same is not kept twice."""

_copying: set[str] = set()
"""What is being kept now."""


def scenes_folder() -> Path:
    """The folder of the scenes the user made: in ``VITRINE_CACHE``, else in the user's data; may not exist."""
    chosen = os.environ.get("VITRINE_CACHE")
    if chosen:
        return Path(chosen) / "scenes"
    import platformdirs

    return Path(platformdirs.user_data_dir("vitrine", appauthor=False)) / "scenes"


def kept_scenes() -> list[Path]:
    """The kept scenes' folders, the newest first."""
    try:
        found = [path for path in scenes_folder().iterdir() if (path / MARK).is_file()]
        return sorted(found, key=lambda path: (-(path / MARK).stat().st_mtime_ns, path.name))
    except OSError:
        return []


def keeping_scene(product: Published) -> Generator[Progress, None, Path]:
    """Keep a published scene, which is copied in a thread of its own, with breaths; the folder it lies in.

    Raises
    ------
    InputError
        The folder cannot be written, or a photo has gone.
    """
    scene: Any = product.object
    while scene.digest in _copying:  # it was asked for twice
        time.sleep(0.01)
        yield Progress(0, 0, KEEPING)
    for path in kept_scenes():
        if _digest(path) == scene.digest:
            return path
    failed: list[BaseException] = []
    path = _free_place(scene.name)

    def copy() -> None:
        try:
            scene.save(path)
            (path / MARK).write_text(scene.digest, encoding="utf-8")
        except Exception as error:  # raised again where it was asked for
            failed.append(error)
        finally:
            _copying.discard(scene.digest)

    _copying.add(scene.digest)
    copying = threading.Thread(target=copy, name="keeping a scene", daemon=True)
    copying.start()
    while copying.is_alive():
        copying.join(0.01)
        yield Progress(0, 0, KEEPING)
    if failed:
        raise failed[0]
    return path


def _digest(path: Path) -> str:
    try:
        return (path / MARK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _free_place(name: str) -> Path:
    """A folder that is not there yet, called like the photos."""
    plain = "".join(letter if letter.isalnum() or letter in " -_().," else "-" for letter in name)[:60].strip(" .")
    place, number = scenes_folder() / (plain or "scene"), 2
    while place.exists():
        place = scenes_folder() / f"{plain or 'scene'}-{number}"
        number += 1
    return place


def picture_of(path: Path) -> Path | None:
    """A photo of a kept scene, for its thumbnail."""
    try:
        return next(iter(sorted((path / "images").iterdir())), None)
    except OSError:
        return None


def is_kept(path: Path) -> bool:
    """Whether a folder is one of the kept scenes."""
    return path.parent == scenes_folder() and (path / MARK).is_file()


def delete_scene(path: Path) -> None:
    """Delete a kept scene, the copies of its photos included; any other folder stays.

    Raises
    ------
    OSError
        It cannot be deleted.
    """
    if is_kept(path):
        shutil.rmtree(path)
