"""Pictures of points in the time there is: a random part while the view moves, in slices all of them when it rests."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.cloud_camera import Lens
from widgets.cloud_composing import Look
from widgets.cloud_points import CloudItem
from widgets.cloud_splat import SplatPainter

Array = NDArray[np.float64]

MOVING_SECONDS = 0.009
"""How long drawing the points of a picture may take while the view moves: the window has other things to do between."""
COARSE_SECONDS = 0.035
"""From how long a picture takes for its pixels alone it is drawn at half resolution while the view moves."""
SHOWN_EVERY = 0.15
_LEAST = 20_000
_STEP = 65_536
_SLICE = 24_576


@dataclass(frozen=True, eq=False)
class PointScene:
    """What a picture shows: the clouds, each with the pixel columns it is drawn in, through a lens."""

    lens: Lens
    look: Look
    parts: Sequence[tuple[CloudItem, tuple[int, int]]]


class Painter(Protocol):
    """Draws points into a picture, slice by slice."""

    name: str

    def begin(self, lens: Lens, look: Look) -> None:
        """Start a picture."""

    def add(self, item: CloudItem, pose: Array, first: int, last: int, columns: tuple[int, int]) -> None:
        """Draw some points of a cloud at a pose (4, 4)."""

    def composing(self) -> Generator[None, None, QImage]:
        """The picture of what was drawn so far, with breaths."""

    def around(self, x: int, y: int, reach: int) -> list[tuple[CloudItem, NDArray[np.intp]]]:
        """The clouds and places of the points that were drawn within some pixels of a pixel."""


@dataclass
class _Part:
    """A cloud in the picture: its pose, the pixel columns it is drawn in, and how many of its points are."""

    item: CloudItem
    pose: Array  # one for all slices of a picture
    columns: tuple[int, int]
    drawn: int = 0


class Frames:
    """Makes pictures with a painter, and measures how many points it can draw in a second."""

    def __init__(self, make: Callable[[], Painter]) -> None:
        self._make = make
        self._painter: Painter | None = None
        self._parts: list[_Part] = []
        self._rate = 5e6  # points a second, corrected by what is measured
        self._pixel = 1e-8  # seconds for each pixel of a picture, whatever is drawn
        self._pixels = 1

    @property
    def painter(self) -> Painter:
        """The painter, made when it is first needed."""
        if self._painter is None:
            self._painter = self._make()
        return self._painter

    @property
    def budget(self) -> int:
        """How many points are drawn while the view moves."""
        return max(_LEAST, int(self._rate * max(0.003, MOVING_SECONDS - self._pixel * self._pixels)))

    def too_many(self, pixels: int) -> bool:
        """Whether pictures of so many pixels take too long while the view moves, whatever is drawn."""
        return self._pixel * pixels > COARSE_SECONDS

    @property
    def complete(self) -> bool:
        """Whether the last picture holds all points that are ready."""
        return all(part.drawn == part.item.ready for part in self._parts)

    def drawn(self) -> int:
        """How many points the picture holds."""
        return sum(part.drawn for part in self._parts)

    def start(self, scene: PointScene, everything: bool = False) -> QImage:
        """A picture of as many points as there is time for, or of all."""
        picture: QImage | None = None
        for made in self.drawing(scene, everything):
            picture = made or picture
        assert picture is not None
        return picture

    def drawing(self, scene: PointScene, everything: bool = False) -> Iterator[QImage | None]:
        """The same in steps of about a millisecond: None after each, and last the picture."""
        try:
            yield from self._drawing(scene, everything)
        except Exception:  # a graphics card that was taken away, a driver that gives up: NumPy draws from now on
            if isinstance(self.painter, SplatPainter):
                raise
            self._painter = SplatPainter()
            yield from self._drawing(scene, everything)

    def _drawing(self, scene: PointScene, everything: bool) -> Iterator[QImage | None]:
        lens = scene.lens
        self._parts = [_Part(item, item.pose, columns) for item, columns in scene.parts]
        self._pixels = int(lens.width) * int(lens.height)
        self.painter.begin(lens, scene.look)
        yield None
        total = sum(item.ready for item, _ in scene.parts)
        share = 1.0 if everything or total <= self.budget else self.budget / total
        for part in self._parts:
            last = part.item.ready if share == 1.0 else int(part.item.ready * share)
            yield from self._adding(part, last)
        yield from self._composing()

    def refining(self) -> Iterator[QImage | None]:
        """Draw the points that are still missing, step by step; a picture now and then, and last with all of them."""
        shown_at = time.perf_counter()
        for part in self._parts:
            while part.drawn < part.item.ready:
                yield from self._adding(part, min(part.item.ready, part.drawn + _STEP))
                if time.perf_counter() - shown_at > SHOWN_EVERY and not self.complete:
                    yield from self._composing()
                    shown_at = time.perf_counter()
        yield from self._composing()

    def _adding(self, part: _Part, last: int) -> Iterator[None]:
        """Draw points up to the ``last`` one, in slices."""
        while part.drawn < last:
            count = min(last - part.drawn, _SLICE)
            before = time.perf_counter()
            self.painter.add(part.item, part.pose, part.drawn, part.drawn + count, part.columns)
            part.drawn += count
            spent = time.perf_counter() - before
            if count >= 2048:
                self._rate += 0.1 * (count / max(spent, 1e-6) - self._rate)
            yield None

    def _composing(self) -> Iterator[QImage | None]:
        making, spent = self.painter.composing(), 0.0
        while True:
            before = time.perf_counter()
            try:
                next(making)
            except StopIteration as end:
                spent += time.perf_counter() - before
                self._pixel += 0.4 * (spent / self._pixels - self._pixel)
                yield end.value
                return
            spent += time.perf_counter() - before
            yield None

    def measured(self) -> tuple[float, float]:
        """Points a second, and the seconds of the last picture besides its points."""
        return self._rate, self._pixel * self._pixels
