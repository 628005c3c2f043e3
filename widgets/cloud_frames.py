"""Pictures of points in the time there is: a random part while the view moves, in slices all of them when it rests."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.cloud_camera import Lens
from widgets.cloud_composing import Look
from widgets.cloud_points import CloudItem
from widgets.cloud_splat import SplatPainter

MOVING_SECONDS = 0.009
"""How long drawing the points of a picture may take while the view moves: the window has other things to do between."""
COARSE_SECONDS = 0.035
"""From how long a picture takes for its pixels alone it is drawn at half resolution while the view moves."""
SLICE_SECONDS = 0.006
SHOWN_EVERY = 0.15
_LEAST = 20_000
_STEP = 65_536


class Painter(Protocol):
    """Draws points into a picture, slice by slice."""

    name: str

    def begin(self, lens: Lens, look: Look) -> None:
        """Start a picture."""

    def add(self, item: CloudItem, first: int, last: int, columns: tuple[int, int]) -> None:
        """Draw some points of a cloud."""

    def picture(self) -> QImage:
        """What was drawn so far."""

    def around(self, x: int, y: int, reach: int) -> list[tuple[CloudItem, NDArray[np.intp]]]:
        """The clouds and places of the points that were drawn within some pixels of a pixel."""


@dataclass
class _Part:
    """A cloud in the picture: the pixel columns it is drawn in, and how many of its points are."""

    item: CloudItem
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
        self._shown_at = 0.0

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

    def start(
        self, lens: Lens, look: Look, parts: Sequence[tuple[CloudItem, tuple[int, int]]], everything: bool = False
    ) -> QImage:
        """A picture of as many points as there is time for, or of all."""
        try:
            return self._start(lens, look, parts, everything)
        except Exception:  # a graphics card that was taken away, a driver that gives up: NumPy draws from now on
            if isinstance(self.painter, SplatPainter):
                raise
            self._painter = SplatPainter()
            return self._start(lens, look, parts, everything)

    def _start(
        self, lens: Lens, look: Look, parts: Sequence[tuple[CloudItem, tuple[int, int]]], everything: bool
    ) -> QImage:
        self._parts = [_Part(item, columns) for item, columns in parts]
        self._pixels = int(lens.width) * int(lens.height)
        self.painter.begin(lens, look)
        total = sum(item.ready for item, _ in parts)
        share = 1.0 if everything or total <= self.budget else self.budget / total
        for part in self._parts:
            self._draw(part, part.item.ready if share == 1.0 else int(part.item.ready * share))
        return self._picture()

    def refine(self) -> QImage | None:
        """Draw more points for a few milliseconds; a picture where one is due, or where that was the last slice."""
        end = time.perf_counter() + SLICE_SECONDS
        for part in self._parts:
            while part.drawn < part.item.ready:
                self._draw(
                    part, min(part.item.ready, part.drawn + min(_STEP, max(2048, int(self._rate * SLICE_SECONDS))))
                )
                if time.perf_counter() > end:
                    due = self.complete or time.perf_counter() - self._shown_at > SHOWN_EVERY
                    return self._picture() if due else None
        return self._picture()

    def _draw(self, part: _Part, last: int) -> None:
        count = last - part.drawn
        if count <= 0:
            return
        before = time.perf_counter()
        self.painter.add(part.item, part.drawn, last, part.columns)
        part.drawn = last
        spent = time.perf_counter() - before
        if count >= 2048:
            self._rate += 0.4 * (count / max(spent, 1e-6) - self._rate)

    def _picture(self) -> QImage:
        before = time.perf_counter()
        picture = self.painter.picture()
        self._shown_at = time.perf_counter()
        self._pixel += 0.4 * ((self._shown_at - before) / self._pixels - self._pixel)
        return picture

    def measured(self) -> tuple[float, float]:
        """Points a second, and the seconds of the last picture besides its points."""
        return self._rate, self._pixel * self._pixels
