"""Open3D's public demo data, downloaded when it is first asked for.

Addresses and MD5 sums are those of Open3D 0.20's own ``open3d.data`` classes; what does not match is thrown away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

PREFIX = "https://github.com/isl-org/open3d_downloads/releases/download/"
MOST = 400_000_000
"""No member of an archive may unpack to more bytes."""
UNPACKING = QT_TRANSLATE_NOOP("progress", "unpacking")


@dataclass(frozen=True)
class Archive:
    """One zip of the demo data: its address, its MD5 sum, and the members that are wanted (folders end in "/")."""

    address: str
    md5: str
    members: tuple[str, ...]


ARCHIVES = {
    "icp": Archive(
        PREFIX + "20220301-data/DemoICPPointClouds.zip",
        "596cffe5f9c587045e7397ad70754de9",
        ("cloud_bin_0.pcd", "cloud_bin_1.pcd"),
    ),
    "colored": Archive(
        PREFIX + "20220201-data/DemoColoredICPPointClouds.zip",
        "bf8d469e892d76f2e69e1213207c0e30",
        ("frag_115.ply", "frag_116.ply"),
    ),
    "redwood": Archive(
        PREFIX + "20220301-data/SampleRedwoodRGBDImages.zip",
        "43971c5f690c9cfc52dda8c96a0140ee",
        ("color/", "depth/", "trajectory.log", "camera_primesense.json"),
    ),
}


def folder_of(name: str) -> Path:
    """Where the archive ``name`` is unpacked to: in the application's cache. It need not exist yet."""
    from engine.weights.folders import cache_folder

    return cache_folder().parent / "open3d" / name


def fetching(name: str) -> Generator[Progress, None, Path]:
    """The folder of the archive ``name``, downloaded, checked and unpacked if it is not there yet.

    Raises
    ------
    InputError
        It cannot be downloaded, is not what Open3D published, or cannot be written.
    """
    from engine.weights.download import downloading

    archive, folder = ARCHIVES[name], folder_of(name)
    if folder.is_dir():
        return folder
    packed = folder.with_suffix(".zip")
    yield from downloading(archive.address, packed)
    try:
        yield from _checked(packed, archive)
        yield from _unpacked(packed, archive, folder)
    except OSError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: {reason}."),
            file=str(folder),
            reason=(error.strerror or str(error)).lower(),
        ) from error
    finally:
        packed.unlink(missing_ok=True)
    return folder


def _checked(packed: Path, archive: Archive) -> Generator[Progress, None, None]:
    total, done = packed.stat().st_size, 0
    state = hashlib.md5(usedforsecurity=False)
    with packed.open("rb") as stream:
        while chunk := stream.read(4 << 20):
            state.update(chunk)
            done += len(chunk)
            yield Progress(done, total, UNPACKING, preparing=True)
    if state.hexdigest() != archive.md5:
        raise _wrong(packed)


def _wrong(packed: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} was downloaded and thrown away: its hash is not the published one."),
        file=packed.name,
    )


def _unpacked(packed: Path, archive: Archive, folder: Path) -> Generator[Progress, None, None]:
    """Unpack the wanted members beside the folder, then give it its name: never half a folder."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with zipfile.ZipFile(packed) as opened:
            infos = [i for i in opened.infolist() if not i.is_dir() and _wanted(i.filename, archive)]
            if not infos or any(i.file_size > MOST for i in infos):
                raise _wrong(packed)
            for number, info in enumerate(infos):
                target = partial / _wanted(info.filename, archive)
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(info) as source, target.open("wb") as sink:
                    while chunk := source.read(4 << 20):
                        sink.write(chunk)
                        yield Progress(number, len(infos), UNPACKING, preparing=True)
    except zipfile.BadZipFile as error:
        raise _wrong(packed) from error
    os.replace(partial, folder)


def _wanted(name: str, archive: Archive) -> str:
    """The member's place in the folder, without what the archive wraps it in; "" for what is not wanted."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts:
        return ""
    for wrapped in range(len(parts)):
        path = "/".join(parts[wrapped:])
        if any(path == m or (m.endswith("/") and path.startswith(m)) for m in archive.members):
            return path
    return ""


def reading_demo(name: str, member: str, kind: str) -> Generator[Progress, None, Any]:
    """A cloud of an archive, or (``kind`` "RgbdSequence") the sequence in it.

    Raises
    ------
    InputError
        As :func:`fetching`.
    """
    from engine.data.reading_clouds import reading_cloud
    from engine.data.reading_rgbd import reading_sequence

    folder = yield from fetching(name)
    if kind == "RgbdSequence":
        return (yield from reading_sequence(folder))
    return (yield from reading_cloud(folder / member))
