"""A camera or a video as a source of pictures. One plain thread waits for them and fills one slot; the newest wins."""

from __future__ import annotations

import math
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.decoding import PIXEL_LIMIT
from engine.data.image import Image
from engine.data.opencv import load_opencv
from engine.data.opening import name_of, open_file
from engine.errors import InputError, VitrineError
from engine.study import freeze
from engine.text import QT_TRANSLATE_NOOP

_USUAL_RATE = 25.0
_JOIN_SECONDS = 1.0


class LiveSource:
    """Pictures as they come, each handed out once by :meth:`newest`; what nobody asked for in time is gone.

    Made by :meth:`camera` or :meth:`video`. ``frozen`` can be set at any time: no picture comes while it is True; a
    video stands still, a camera goes on unseen. ``error`` is None until the source has failed; it then says why in one
    sentence.
    """

    def __init__(self, name: str, path: Path | None, opening: Callable[[Any], _Capture], loop: bool) -> None:
        self.name = name
        self.path = path
        self.frozen = False
        self.error: VitrineError | None = None
        self._opening = opening
        self._loop = loop
        self._slot: Image | None = None
        self._last: Image | None = None
        self._count = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"live {name}", daemon=True)
        self._thread.start()

    @classmethod
    def camera(cls, index: int = 0) -> LiveSource:
        """The camera number ``index``."""
        return cls(f"camera {index}", None, lambda cv2: _open_camera(cv2, index), loop=False)

    @classmethod
    def video(cls, path: Path, loop: bool = True) -> LiveSource:
        """The video in a file, at its own rate, from the start again when it ends unless ``loop`` is False."""
        path = Path(path)
        return cls(name_of(path), path, lambda cv2: _open_video(cv2, path), loop)

    @property
    def ended(self) -> bool:
        """No picture will come any more: closed, failed, or a video without ``loop`` at its end."""
        return not self._thread.is_alive()

    @property
    def count(self) -> int:
        """Pictures that have come so far, handed out or not."""
        return self._count

    def newest(self) -> Image | None:
        """The newest picture, or None where none has come since the last call or the source is frozen. Never waits."""
        if self.frozen:
            return None
        with self._lock:
            picture, self._slot = self._slot, None
        self._last = picture or self._last
        return picture

    @property
    def last(self) -> Image | None:
        """The picture handed out last, or None before the first."""
        return self._last

    def close(self) -> None:
        """End the thread and let go of the camera or file; waits a second at most (a camera may be slow to open)."""
        self._closing.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(_JOIN_SECONDS)

    def __enter__(self) -> LiveSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _work(self) -> None:
        capture = None
        try:
            cv2 = load_opencv()
            capture = self._opening(cv2)
            self._pump(cv2, capture)
        except VitrineError as error:
            self.error = error
        except Exception as error:  # a driver's or decoder's own; the thread may not end without a word
            self.error = InputError(
                QT_TRANSLATE_NOOP("errors", "{source} stopped: {reason}."), source=self.name, reason=str(error).strip()
            )
        finally:
            if capture is not None:
                capture.release()

    def _pump(self, cv2: Any, capture: _Capture) -> None:
        period, due = capture.period, time.monotonic()
        shown = 0  # pictures since the last start of the video
        while not self._closing.is_set():
            if self.frozen and capture.pausable:
                self._closing.wait(0.02)
                due = time.monotonic()
                continue
            behind = period > 0 and time.monotonic() - due > period
            # A late picture is only stepped over, but for every fourth: a slow machine still sees a film.
            late = behind and shown % 4 != 0
            picture = capture.skip() if late else capture.read()
            if picture is None:
                if shown == 0 or not capture.pausable:
                    raise capture.failure(started=self._count > 0)
                if not self._loop:
                    return
                capture.rewind()
                shown = 0
                continue
            shown += 1
            if picture is not _SKIPPED:
                self._offer(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
            if period > 0:
                due = max(due + period, time.monotonic() - 1.0)  # after a stall no race to catch up
                self._closing.wait(max(0.0, due - time.monotonic()))

    def _offer(self, pixels: NDArray[np.uint8]) -> None:
        picture = Image(freeze(pixels), self.name, self.path)
        with self._lock:
            self._slot = picture
            self._count += 1


_SKIPPED: Any = object()


class _Capture:
    """An open ``cv2.VideoCapture`` with what its kind needs said and done."""

    def __init__(
        self,
        capture: Any,
        period: float,
        pausable: bool,
        failure: Callable[[bool], InputError],
        reopen: Callable[[], Any] | None = None,
    ) -> None:
        self._capture = capture
        self.period = period  # seconds between two pictures; 0: the camera's own rhythm
        self.pausable = pausable
        self._failure = failure
        self._reopen = reopen

    def read(self) -> NDArray[np.uint8] | None:
        """The next picture (H, W, 3) in BGR, None at the end."""
        ok, picture = self._capture.read()
        if not ok or picture is None:
            return None
        if picture.ndim == 2 or picture.shape[2] == 1:
            picture = np.repeat(picture.reshape(*picture.shape[:2], 1), 3, axis=2)
        return np.ascontiguousarray(picture[..., :3])

    def skip(self) -> Any:
        return _SKIPPED if self._capture.grab() else None

    def rewind(self) -> None:
        """Open anew: seeking back is not exact in every format."""
        if self._reopen is not None:
            self._capture.release()
            self._capture = self._reopen()

    def failure(self, started: bool) -> InputError:
        return self._failure(started)

    def release(self) -> None:
        self._capture.release()


def _open_video(cv2: Any, path: Path) -> _Capture:
    with open_file(path) as stream:
        stream.read(1)

    def opened() -> Any:
        # FFmpeg alone: the other back ends take a name like "%02d.png" for many files. An absolute path is never an
        # address on the net.
        capture = cv2.VideoCapture(os.path.abspath(path), cv2.CAP_FFMPEG)
        if not capture.isOpened() and not str(path).isascii():
            capture.release()
            capture = _open_elsewhere(cv2, path)
        return capture

    def broken(_started: bool) -> InputError:
        return InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not a video that can be read, or it is damaged."), file=name_of(path)
        )

    capture = opened()
    if not capture.isOpened():
        capture.release()
        raise broken(False)
    if capture.get(cv2.CAP_PROP_FRAME_WIDTH) * capture.get(cv2.CAP_PROP_FRAME_HEIGHT) > PIXEL_LIMIT:
        capture.release()
        raise broken(False)
    rate = capture.get(cv2.CAP_PROP_FPS)
    rate = rate if math.isfinite(rate) and 0.1 <= rate <= 240 else _USUAL_RATE
    return _Capture(capture, 1 / rate, True, broken, opened)


def _open_elsewhere(cv2: Any, path: Path) -> Any:
    """Open the video by a plain temporary name: a hard link, else a copy, which goes when it is released."""
    folder = Path(tempfile.mkdtemp(prefix="video"))
    link = folder / f"video{path.suffix if path.suffix.isascii() else ''}"
    try:
        try:
            os.link(path, link)
        except OSError:  # another drive, or a file system without links
            shutil.copyfile(path, link)
        return _Elsewhere(cv2.VideoCapture(str(link), cv2.CAP_FFMPEG), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


class _Elsewhere:
    """A capture of a temporary file, which it removes in the end."""

    def __init__(self, capture: Any, folder: Path) -> None:
        self._capture = capture
        self._folder = folder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._capture, name)

    def release(self) -> None:
        self._capture.release()
        shutil.rmtree(self._folder, ignore_errors=True)


def _open_camera(cv2: Any, index: int) -> _Capture:
    device = Path(f"/dev/video{index}")
    if sys.platform.startswith("linux") and device.exists() and not os.access(device, os.R_OK | os.W_OK):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "Camera {index} may not be opened: there is no permission for {file}."),
            index=index,
            file=str(device),
        )

    def failure(started: bool) -> InputError:
        if started:
            return InputError(QT_TRANSLATE_NOOP("errors", "Camera {index} sends no pictures any more."), index=index)
        return InputError(
            QT_TRANSLATE_NOOP("errors", "Camera {index} sends no pictures; another program may be using it."),
            index=index,
        )

    capture = cv2.VideoCapture(index)
    if not capture.isOpened():
        capture.release()
        raise InputError(QT_TRANSLATE_NOOP("errors", "There is no camera {index}."), index=index)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return _Capture(capture, 0.0, False, failure)
