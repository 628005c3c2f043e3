"""What a 3-D view draws: points with what is known of each, how they are coloured, and their order of drawing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from widgets.colours import CLASS_COLOURS
from widgets.theme import tokens

Array = NDArray[np.float64]

COLOURINGS = ("role", "rgb", "height", "intensity", "normal", "residual")
#: The colour map of each colouring that has one.
MAPS = {"height": "batlow", "intensity": "cividis", "residual": "viridis"}

#: Source and target, orange and blue of the classes' list, each as it stands out in the dark and the light theme.
ROLES = {
    "source": {"dark": CLASS_COLOURS[0], "light": CLASS_COLOURS[5]},
    "target": {"dark": CLASS_COLOURS[1], "light": CLASS_COLOURS[4]},
}
PREPARED_AT_ONCE = 32_768
_SLICE = 16_384


@dataclass(frozen=True, eq=False)
class CloudPoints:
    """The points of a cloud; a view takes them up again only where it is given another object.

    ``points`` (N, 3) float64 in any coordinates, ``colours`` (N, 3) uint8 sRGB, ``normals`` (N, 3), ``intensity`` (N,).
    """

    points: NDArray[np.float64]
    colours: NDArray[np.uint8] | None = None
    normals: NDArray[np.float64] | None = None
    intensity: NDArray[np.float32] | None = None


@dataclass(frozen=True, eq=False)
class CloudStyle:
    """How all clouds are drawn.

    ``colouring`` is one of :data:`COLOURINGS`, ``point_size`` pixels at 100%, ``depth_shading`` 0 to 1, ``up`` an axis
    (``"z"``, ``"-y"`` ...), ``crop`` the smallest and largest coordinates of the world (2, 3) that are drawn,
    ``labels`` shows axes, scale and what the pointer is on.
    """

    colouring: str = "role"
    point_size: float = 2.0
    depth_shading: float = 0.6
    up: str = "z"
    crop: Array | None = None
    labels: bool = True


def role_colour(role: str) -> QColor:
    """The colour of a role in the current theme: source, target, plain, ghost or ``part-3``."""
    t = tokens()
    if role in ROLES:
        return QColor(ROLES[role][t.name])
    if role.startswith("part-"):
        return QColor(CLASS_COLOURS[int(role[5:]) % len(CLASS_COLOURS)])
    back, front = QColor(t.background), QColor(t.quiet)
    part = 0.4 if role == "ghost" else 1.0
    return QColor(*(round(b + (f - b) * part) for b, f in zip(rgb(back), rgb(front), strict=True)))


def rgb(colour: QColor) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255."""
    return colour.red(), colour.green(), colour.blue()


@lru_cache(maxsize=4)
def _shuffled(count: int) -> NDArray[np.uint32]:
    """The numbers below ``count`` in a random order, always the same."""
    order = np.random.default_rng(count).permutation(np.uint32(count)).astype(np.uint32, copy=False)
    order.setflags(write=False)
    return order


def fair_part(count: int, part: int) -> NDArray[np.uint32]:
    """The numbers of the part-th of the fair samples that ``count`` points fall into; empty after the last.

    Points of a file lie in runs, scan line by scan line. All are cut into ``PREPARED_AT_ONCE`` short runs, and each
    part takes one point of each run, the runs in a random order: a sample as even as a random one, for a fraction of
    the time that a random order of all would take.
    """
    if count <= PREPARED_AT_ONCE:
        return _shuffled(count) if part == 0 else np.empty(0, np.uint32)
    long = -(-count // PREPARED_AT_ONCE)
    if part >= long:
        return np.empty(0, np.uint32)
    runs = _shuffled(PREPARED_AT_ONCE)
    scattered = runs * np.uint32(2_654_435_761) >> np.uint32(16)  # Knuth's multiplicative hash
    places = runs * np.uint32(long) + (scattered + np.uint32(part)) % np.uint32(long)
    return places[places < count]


class PreparedPoints:
    """A cloud's points in a random order, as float32 about their own centre: what all views of the cloud share.

    ``local`` (3, N) float32 is filled up to ``ready``; ``order`` (N,) says which point of the file each is; ``origin``
    (3,) is what was subtracted in float64.
    """

    def __init__(self, source: CloudPoints) -> None:
        self.source = source
        self.count = len(source.points)
        self.order = np.empty(self.count, np.uint32)
        self.local = np.empty((3, self.count), np.float32)
        self.ready = 0
        self._part = 0
        self._chosen = 0  # how much of ``order`` is filled
        self._choose()
        sample = np.asarray(source.points[self.order[:4096]], np.float64)
        self.sample: Array = sample[np.isfinite(sample).all(axis=1)]
        self.origin: Array = self.sample.mean(axis=0) if len(self.sample) else np.zeros(3)

    def _choose(self) -> None:
        more = fair_part(self.count, self._part)
        self.order[self._chosen : self._chosen + len(more)] = more
        self._chosen += len(more)
        self._part += 1

    def prepare(self, seconds: float | None) -> None:
        """Make more points ready, for about ``seconds``; None: all."""
        end = None if seconds is None else time.perf_counter() + seconds
        while self.ready < self.count:
            if self._chosen == self.ready:
                self._choose()
            last = min(self._chosen, self.ready + _SLICE)
            chosen = np.take(self.source.points, self.order[self.ready : last], axis=0)
            self.local[:, self.ready : last] = (chosen - self.origin).T
            self.ready = last
            if end is not None and time.perf_counter() > end:
                return


_prepared: WeakValueDictionary[int, PreparedPoints] = WeakValueDictionary()


def prepared(source: CloudPoints) -> PreparedPoints:
    """The points made ready for drawing, once for all views; as long as one of them shows them."""
    found = _prepared.get(id(source))  # it holds its source: the number is nobody else's while it lives
    if found is None:
        found = _prepared[id(source)] = PreparedPoints(source)
        if found.count <= PREPARED_AT_ONCE:
            found.prepare(None)
    return found


class CloudItem:
    """A cloud in a view: its prepared points, its pose and role, the values of its points."""

    def __init__(self, name: str, source: CloudPoints, role: str) -> None:
        self.name, self.source, self.role = name, source, role
        self.prepared = prepared(source)
        self.count = self.prepared.count
        self.order, self.local = self.prepared.order, self.prepared.local
        self.origin, self.sample = self.prepared.origin, self.prepared.sample
        self.visible = True
        self.pose: Array = np.eye(4)
        self.values: NDArray[np.float32] | None = None

    @property
    def ready(self) -> int:
        """How many points can be drawn."""
        return self.prepared.ready

    @property
    def complete(self) -> bool:
        """Whether all points can be drawn."""
        return self.prepared.ready == self.count

    @property
    def centre(self) -> Array:
        """Where the cloud's centre is in the world now (3,)."""
        place: Array = self.pose[:3, :3] @ self.origin + self.pose[:3, 3]
        return place

    def world_sample(self) -> Array:
        """Some of the points in the world's coordinates (K, 3)."""
        return self.sample @ self.pose[:3, :3].T + self.pose[:3, 3]

    def missing(self, colouring: str) -> bool:
        """Whether the cloud lacks what a colouring shows, and has its role's colour instead."""
        if colouring == "rgb":
            return self.source.colours is None
        if colouring == "normal":
            return self.source.normals is None
        if colouring == "intensity":
            return self.source.intensity is None
        if colouring == "residual":
            return self.values is None or len(self.values) != self.count
        return False
