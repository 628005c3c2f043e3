"""Films from pictures: MP4, GIF and a series of PNG files. Each is a generator: a long film can be cancelled.

Pictures are (H, W, 3) uint8, all of one size (``ValueError`` otherwise). Each yields a breath a picture and returns the
path; a film that is not finished leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import load_pillow
from engine.data.exporting import encode_picture
from engine.data.opencv import load_opencv
from engine.data.opening import name_of
from engine.data.writing import replacing, unwritable, write_bytes
from engine.errors import ComputationError, InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Picture = NDArray[np.uint8]
Writing = Generator[Progress, None, Path]


def write_mp4(path: Path, pictures: Iterable[Picture], fps: float, total: int = 0) -> Writing:
    """Write an MP4 (MPEG-4 part 2) of ``fps`` pictures a second. An odd side gets its last column or row twice.

    Raises
    ------
    InputError
        There is no picture, or the folder cannot be written to.
    ComputationError
        The encoder is missing.
    """
    path = Path(path)
    cv2 = load_opencv()
    # The encoder opens its file by name, which has to be plain; what it wrote is copied beside the target and renamed.
    with tempfile.TemporaryDirectory(prefix="film", dir=_plain_folder(), ignore_cleanup_errors=True) as folder:
        encoded = Path(folder, "film.mp4")
        writer = None
        try:
            for done, picture in enumerate(_alike(pictures), 1):
                height, width = picture.shape[:2]
                even = np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
                if writer is None:
                    size = (even.shape[1], even.shape[0])
                    writer = cv2.VideoWriter(str(encoded), cv2.CAP_FFMPEG, cv2.VideoWriter_fourcc(*"mp4v"), fps, size)
                    if not writer.isOpened():
                        raise ComputationError(
                            QT_TRANSLATE_NOOP(
                                "errors", "The film {file} cannot be encoded: OpenCV has no MPEG-4 here."
                            ),
                            file=name_of(path),
                        )
                writer.write(cv2.cvtColor(even, cv2.COLOR_RGB2BGR))
                yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "pictures"))
        finally:
            if writer is not None:
                writer.release()
        if writer is None:
            raise _no_pictures(path)
        with replacing(path) as temporary:
            shutil.copyfile(encoded, temporary)
    return path


def write_gif(path: Path, pictures: Iterable[Picture], fps: float, total: int = 0) -> Writing:
    """Write a GIF that repeats for ever, 256 colours a picture, at 50 pictures a second at most (others are left out).

    Raises
    ------
    InputError
        There is no picture, or the folder cannot be written to.
    """
    path = Path(path)
    with replacing(path) as temporary, open(temporary, "wb") as stream:
        written, pending, pending_at = 0, None, 0
        for done, picture in enumerate(_alike(pictures), 1):
            # Times are whole hundredths of a second; rounding each moment keeps the whole film's length.
            at = round((done - 1) * 100 / fps)
            if pending is None or at - pending_at >= 2:  # viewers show less than 2 as 10
                if pending is not None:
                    stream.writelines(_gif_picture(pending, at - pending_at))
                else:
                    stream.write(_gif_head(picture))
                pending, pending_at = picture, at
            written = done
            yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "pictures"))
        if pending is None:
            raise _no_pictures(path)
        last = max(2, round(written * 100 / fps) - pending_at)
        stream.writelines(_gif_picture(pending, last))
        stream.write(b";")
    return path


def write_png_series(folder: Path, pictures: Iterable[Picture], total: int = 0) -> Writing:
    """Write ``00001.png``, ``00002.png``, … into ``folder``, which is made; it appears when all are written.

    A folder that exists keeps its other files.

    Raises
    ------
    InputError
        There is no picture, or the folder cannot be written to.
    """
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}."))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        done = 0
        for done, picture in enumerate(_alike(pictures), 1):
            write_bytes(temporary / f"{done:05d}.png", encode_picture(picture))
            yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "pictures"))
        if done == 0:
            raise _no_pictures(folder)
        try:
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o777 & ~umask)
            if folder.exists():
                for file in sorted(temporary.iterdir()):
                    os.replace(file, folder / file.name)
            else:
                os.replace(temporary, folder)
        except OSError as error:
            raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return folder


def _alike(pictures: Iterable[Picture]) -> Iterator[Picture]:
    """``pictures``, each checked to be (H, W, 3) uint8 of the first one's size."""
    shape = None
    for picture in pictures:
        shape = shape or picture.shape
        if picture.shape != shape or picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
            raise ValueError(f"a picture of the film is {picture.shape} {picture.dtype}; the first was {shape} uint8")
        yield picture


def _no_pictures(path: Path) -> InputError:
    return InputError(QT_TRANSLATE_NOOP("errors", "There are no pictures to write to {file}."), file=name_of(path))


def _plain_folder() -> str | None:
    """A folder for temporary files whose name any library can open: the system's, unless its own name is not plain."""
    usual = tempfile.gettempdir()
    if usual.isascii() or os.name != "nt":
        return None
    root = Path(usual).anchor
    return root if os.access(root, os.W_OK) else None


def _gif_head(picture: Picture) -> bytes:
    """Signature, screen size, and the extension that says to repeat for ever (GIF89a; Netscape 2.0)."""
    height, width = picture.shape[:2]
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x70, 0, 0)
    return screen + b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


def _gif_picture(picture: Picture, hundredths: int) -> list[bytes]:
    """One picture with its own 256 colours, shown for ``hundredths`` of a second, as the blocks of a GIF."""
    pillow = load_pillow()
    from PIL import GifImagePlugin

    small = pillow.fromarray(picture).quantize(256, method=pillow.Quantize.MEDIANCUT)
    blocks: list[bytes] = GifImagePlugin.getdata(small, duration=hundredths * 10, include_color_table=True)
    return blocks
