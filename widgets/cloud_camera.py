"""The camera of a 3-D view: a turntable about a point, and where points of the world lie in the picture.

Everything is float64; only what a painter draws becomes float32, after the eye was subtracted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Up axis: two directions of the ground and up, right-handed. The front view looks along the second.
GROUNDS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "z": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "-z": ((1, 0, 0), (0, -1, 0), (0, 0, -1)),
    "y": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
    "-y": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "x": ((0, 1, 0), (0, 0, 1), (1, 0, 0)),
    "-x": ((0, 1, 0), (0, 0, -1), (-1, 0, 0)),
}
#: Azimuth and elevation, in degrees, of the named views.
VIEWS = {"front": (-90.0, 0.0), "right": (0.0, 0.0), "top": (-90.0, 90.0)}

FIELD_OF_VIEW = 40.0
NEAR = 0.002
"""The nearest depth that is drawn, as a part of the distance to the centre."""
MARGIN = 0.90
"""The part of the picture that a fitted scene fills."""


@dataclass(frozen=True)
class Camera:
    """A turntable camera: it looks at ``centre`` from ``distance``, turned by ``azimuth`` about ``up`` and raised.

    ``centre`` in world coordinates, ``azimuth`` and ``elevation`` in degrees, ``up`` a key of :data:`GROUNDS`. In an
    orthographic picture the scale is that of the plane through the centre.
    """

    centre: tuple[float, float, float] = (0.0, 0.0, 0.0)
    distance: float = 10.0
    azimuth: float = -60.0
    elevation: float = 28.0
    up: str = "z"
    orthographic: bool = False

    @cached_property
    def axes(self) -> Array:
        """Rows: right, up and towards the eye, in world coordinates (3, 3)."""
        first, second, up = (np.array(axis, np.float64) for axis in GROUNDS[self.up])
        turn, rise = math.radians(self.azimuth), math.radians(self.elevation)
        ground = math.cos(turn) * first + math.sin(turn) * second
        towards = math.cos(rise) * ground + math.sin(rise) * up
        right = math.cos(turn) * second - math.sin(turn) * first
        return np.stack([right, np.cross(towards, right), towards])

    @property
    def eye(self) -> Array:
        """Where the eye stands, in world coordinates (3,)."""
        return np.asarray(self.centre) + self.axes[2] * self.distance

    def orbit(self, across: float, up: float) -> Camera:
        """Turned by degrees about the up axis, and raised."""
        azimuth = (self.azimuth + across + 180.0) % 360.0 - 180.0
        return replace(self, azimuth=azimuth, elevation=min(90.0, max(-90.0, self.elevation + up)))

    def moved_to(self, centre: Array) -> Camera:
        """Looking at another point."""
        x, y, z = (float(v) for v in centre)
        return replace(self, centre=(x, y, z))

    def view(self, name: str) -> Camera:
        """Turned to one of :data:`VIEWS`."""
        azimuth, elevation = VIEWS[name]
        return replace(self, azimuth=azimuth, elevation=elevation)

    def fitted(self, points: Array, width: float, height: float, quantile: float = 0.998) -> Camera:
        """Moved so that ``points`` (N, 3), but for a few outliers, fill a picture of this size."""
        if not len(points):
            return self
        low, high = np.quantile(points, [1 - quantile, quantile], axis=0)
        camera = self.moved_to((low + high) / 2)
        camera = camera._filling(points, width, height, quantile)
        for _ in range(2):  # then the middle of what is seen into the middle of the picture
            pixels, _ = Lens(camera, width, height).project(points)
            pixels = pixels[np.isfinite(pixels).all(axis=1)]
            if not len(pixels):
                break
            ends = np.quantile(pixels, [1 - quantile, quantile], axis=0)
            across, down = np.array([width, height]) / 2 - ends.mean(axis=0)
            camera = Lens(camera, width, height).panned(float(across), float(down))
            camera = camera._filling(points, width, height, quantile)
        return camera

    def _filling(self, points: Array, width: float, height: float, quantile: float) -> Camera:
        """At the distance from which the points just fit, looking at the same centre."""
        seen = (points - np.asarray(self.centre)) @ self.axes.T
        focal = Lens(self, width, height).focal
        needed = np.maximum(np.abs(seen[:, 0]) * focal / width, np.abs(seen[:, 1]) * focal / height) * 2 / MARGIN
        if not self.orthographic:
            needed += seen[:, 2]
        distance = float(np.quantile(needed, 1 - (1 - quantile) / 4))
        size = float(np.linalg.norm(np.ptp(seen, axis=0)))
        return replace(self, distance=max(distance, size * 0.05, 1e-6))


@dataclass(frozen=True)
class Lens:
    """A camera with a picture's size in pixels: where points lie in the picture."""

    camera: Camera
    width: float
    height: float

    @property
    def focal(self) -> float:
        """The focal length in pixels."""
        return self.height / 2 / math.tan(math.radians(FIELD_OF_VIEW) / 2)

    @property
    def scale(self) -> float:
        """Pixels for one unit of the world, in the plane through the centre."""
        return self.focal / self.camera.distance

    @property
    def near(self) -> float:
        """The nearest depth that is drawn."""
        return self.camera.distance * NEAR

    @property
    def ahead(self) -> float:
        """Added to depths so that all are positive: an orthographic picture also shows what is behind the eye."""
        return self.camera.distance * 50.0 if self.camera.orthographic else 0.0

    def eye_matrix(self, pose: Array, origin: Array | None = None) -> Array:
        """(3, 4) float64: from points about ``origin`` in a cloud's coordinates to right, down and depth.

        ``pose`` (4, 4) maps the cloud's coordinates to the world. Depth has :attr:`ahead` added.
        """
        towards_eye = self.camera.axes * np.array([[1.0], [-1.0], [-1.0]])
        turn = towards_eye @ pose[:3, :3]
        base = pose[:3, 3] if origin is None else pose[:3, :3] @ origin + pose[:3, 3]
        shift = towards_eye @ (base - np.asarray(self.camera.centre))
        shift[2] += self.camera.distance + self.ahead
        return np.concatenate([turn, shift[:, None]], axis=1)

    def project(self, points: Array) -> tuple[Array, Array]:
        """Pixels (N, 2), x right and y down from the left upper corner, and depths (N,) of points of the world (N, 3).

        Points nearer than :attr:`near` have NaN as pixels.
        """
        matrix = self.eye_matrix(np.eye(4))
        seen = np.asarray(points, np.float64).reshape(-1, 3) @ matrix[:, :3].T + matrix[:, 3]
        depth = seen[:, 2]
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = self.scale if self.camera.orthographic else np.where(depth > self.near, self.focal / depth, np.nan)
        pixels = seen[:, :2] * np.asarray(scale).reshape(-1, 1)
        return pixels + np.array([self.width / 2, self.height / 2]), depth - self.ahead

    def pixel_scale(self, point: Array) -> float:
        """Pixels for one unit of the world, at the depth of a point (3,)."""
        depth = float(self.project(point)[1][0])
        return self.scale if self.camera.orthographic else self.focal / max(depth, self.near)

    def at(self, x: float, y: float, depth: float) -> Array:
        """The point of the world (3,) that lies under a pixel, at a depth."""
        scale = self.scale if self.camera.orthographic else self.focal / depth
        across, down = (x - self.width / 2) / scale, (y - self.height / 2) / scale
        right, up, towards = self.camera.axes
        place: Array = np.asarray(self.camera.centre) + right * across - up * down
        return place + towards * (self.camera.distance - depth)

    def panned(self, across: float, down: float) -> Camera:
        """The camera after the picture was dragged by pixels."""
        right, up, _ = self.camera.axes
        return self.camera.moved_to(np.asarray(self.camera.centre) + (up * down - right * across) / self.scale)

    def zoomed(self, x: float, y: float, factor: float, depth: float | None = None) -> Camera:
        """The camera ``factor`` times nearer to what lies under a pixel; that stays under it."""
        camera = self.camera
        place = self.at(x, y, camera.distance if depth is None else depth)
        centre = place + (np.asarray(camera.centre) - place) / factor
        return replace(camera.moved_to(centre), distance=max(1e-9, camera.distance / factor))
