"""Reading scenes of posed photos: which format a folder or a file has is told by its content."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from engine.data.opening import name_of, open_file, unreadable
from engine.data.scene import Scene
from engine.data.scenes import blender, colmap, llff, nerfstudio, tiny
from engine.errors import InputError
from engine.study import Progress, finished
from engine.text import QT_TRANSLATE_NOOP


def read_scene(path: Path) -> Scene:
    """:func:`reading_scene` run to its end.

    Raises
    ------
    InputError
        As :func:`reading_scene`.
    """
    return finished(reading_scene(path))


def reading_scene(path: Path) -> Generator[Progress, None, Scene]:
    """The scene in a folder or that a file belongs to: Blender, nerfstudio, LLFF, COLMAP, ``tiny_nerf_data.npz``.

    The photos are only looked at, and opened when a view is read. What was left out or guessed is said in the notes.

    Raises
    ------
    InputError
        There is no such file, no scene in it, or fewer than two of its views can be used.
    """
    path = Path(path)
    try:
        if path.is_dir():
            return (yield from _reading_folder(path))
        return (yield from _reading_file(path))
    except OSError as error:
        raise unreadable(path, error) from error
    except MemoryError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} does not fit into the memory of this computer."), file=name_of(path)
        ) from error


def _reading_folder(folder: Path) -> Generator[Progress, None, Scene]:
    if blender.is_blender(folder):
        return (yield from blender.reading_blender(folder))
    if (folder / nerfstudio.FILE).is_file():
        return (yield from nerfstudio.reading_nerfstudio(folder / nerfstudio.FILE))
    if (folder / llff.FILE).is_file():
        return (yield from llff.reading_llff(folder))
    if colmap.model_folders(folder):
        return (yield from colmap.reading_colmap(folder))
    archives = [file for file in sorted(folder.glob("*.npz")) if tiny.is_tiny(file)]
    if archives:
        return (yield from tiny.reading_tiny(archives[0]))
    raise InputError(
        QT_TRANSLATE_NOOP(
            "errors",
            "{folder} is no scene: no transforms_train.json, transforms.json, poses_bounds.npy or COLMAP model in it.",
        ),
        folder=name_of(folder),
    )


def _reading_file(path: Path) -> Generator[Progress, None, Scene]:
    with open_file(path) as stream:
        start = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:4] == b"PK\x03\x04" and tiny.is_tiny(path):
        return (yield from tiny.reading_tiny(path))
    if start[:1] == b"{":
        whole = path.parent if path.name in blender.FILES else None
        if whole is not None and blender.is_blender(whole):
            return (yield from blender.reading_blender(whole))
        return (yield from nerfstudio.reading_nerfstudio(path))
    if start[:6] == b"\x93NUMPY" and path.name == llff.FILE:
        return (yield from llff.reading_llff(path.parent))
    if path.stem in ("cameras", "images", "points3D") and path.suffix in (".bin", ".txt"):
        return (yield from colmap.reading_colmap(path.parent))
    raise InputError(
        QT_TRANSLATE_NOOP(
            "errors", "{file} is no scene; open a folder, a transforms.json, or an .npz with images, poses and focal."
        ),
        file=name_of(path),
    )
