"""The picture of a 3-D view and the work on the next one, in slices: the window has other things to do between.

A small picture is made at once, when it is painted. A large one is made in slices of a few milliseconds while the last
one is still shown; when the view rests, what was left out is added in the same way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from widgets.cloud_camera import Camera
from widgets.cloud_frames import Frames, PointScene

SLICE_SECONDS = 0.0015
"""How long the work on a picture holds up the window at once."""
REST_MILLISECONDS = 200
AT_ONCE = 400_000
"""So many pixels and points together are drawn within a few milliseconds, and need no slices."""


class CloudPictures(QObject):
    """The last picture of a view, and the work on the next.

    ``scene`` gives what a picture of so many device pixels is to show, ``size`` the view's size in device pixels,
    ``points`` how many points it shows.
    ``ready`` is emitted when there is another picture.
    """

    ready = Signal()

    def __init__(
        self,
        frames: Frames,
        scene: Callable[[QSize, float], PointScene],
        size: Callable[[], QSize],
        points: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.frames = frames
        self.image: QImage | None = None
        self.camera: Camera | None = None
        """The one the picture was taken with."""
        self.coarse = False
        self._scene, self._size, self._points = scene, size, points
        self._due = False
        self._work: Iterator[QImage | None] | None = None
        self._adds = False  # whether the work adds to the picture that is shown
        self._next: tuple[Camera | None, bool] = (None, False)  # camera and coarseness of the picture that is worked on
        self._slices = self._timer(self._go_on)
        self._rest = self._timer(self.refine)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(act)
        return timer

    def stale(self, sliced: bool) -> None:
        """The view shows something else now; ``sliced``: it may go on showing the last picture for a moment."""
        self._due = True
        self._rest.stop()
        if self._adds or not sliced or not self._large():
            self._drop()
        if sliced and self._large():
            if not self._slices.isActive():
                self._slices.start(0)
        else:
            self.image = None

    def now(self, sliced: bool) -> QImage | None:
        """The picture to be painted: made now where that is quick or must be, else the last, None before the first."""
        if self.image is None:
            if not (sliced and self._large()):
                self.settle()
            elif not self._slices.isActive():
                self._due = self._work is None
                self._slices.start(0)
        return self.image

    def settle(self) -> None:
        """Make the picture that is due without further breaths."""
        while self._due or self.image is None or (self._work is not None and not self._adds):
            if self._work is None or self._adds:
                self._begin()
            assert self._work is not None
            for picture in self._work:
                self._take(picture)
            self._work = None
        self._wait()

    def everything(self) -> None:
        """A picture with all points, at once."""
        self._drop()
        self._begin(sharp=True, everything=True)
        self.settle()

    def refine(self) -> None:
        """Add what the picture lacks, slice by slice."""
        if self.image is None or self._work is not None or self._due or self.whole:
            return
        if self.coarse:
            self._begin(sharp=True)
        else:
            self._work, self._adds = self.frames.refining(), True
        self._slices.start(0)

    def stop(self) -> None:
        """Forget the picture and the work: nobody looks."""
        self._drop()
        self._rest.stop()
        self.image = self.camera = None
        self._due = False

    @property
    def working(self) -> bool:
        """Whether a picture is being made in slices."""
        return self._due or self._work is not None

    @property
    def due(self) -> bool:
        """Whether the picture is not of what the view shows now."""
        return self._due or (self._work is not None and not self._adds)

    @property
    def whole(self) -> bool:
        """Whether the picture holds all points that are ready, and nothing else is due."""
        return self.image is not None and not self.working and self.frames.complete and not self.coarse

    def _large(self) -> bool:
        size = self._size()
        return size.width() * size.height() + self._points() > AT_ONCE

    def _drop(self) -> None:
        self._work, self._adds = None, False
        self._slices.stop()

    def _begin(self, sharp: bool = False, everything: bool = False) -> None:
        size = self._size()
        coarse = not sharp and self.frames.too_many(size.width() * size.height())
        part = 0.5 if coarse else 1.0
        small = QSize(max(1, round(size.width() * part)), max(1, round(size.height() * part)))
        scene = self._scene(small, part)
        self._due, self._adds = False, False
        self._next = (scene.lens.camera, coarse)
        self._work = self.frames.drawing(scene, everything)

    def _go_on(self) -> None:
        end = time.perf_counter() + SLICE_SECONDS
        if self._work is None and self._due:
            self._begin()
        while self._work is not None:
            try:
                picture = next(self._work)
                self._take(picture)
                if picture is not None:
                    self.ready.emit()
            except StopIteration:
                self._work, self._adds = None, False
            if time.perf_counter() > end:
                break
        if self._work is not None or self._due:
            self._slices.start(0)
        else:
            self._wait()

    def _take(self, picture: QImage | None) -> None:
        if picture is not None:
            self.image = picture
            if not self._adds:
                self.camera, self.coarse = self._next

    def _wait(self) -> None:
        """When nothing moves for a while, the picture is completed."""
        if self.image is not None and not self.whole and not self._rest.isActive():
            self._rest.start(REST_MILLISECONDS)
