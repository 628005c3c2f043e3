"""The camera a radiance field is seen with: a pose that turns about a point, wherever it began.

Unlike :class:`widgets.cloud_camera.Camera` it keeps any pose it is given, a photo's with its roll too, and turns from
there. Axes are OpenCV's: x right, y down, z forward; everything is float64.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LEAST_ANGLE = 2.0
"""The view's axis stays so many degrees away from straight up and straight down."""


def _turn(axis: Array, degrees: float) -> Array:
    """Rodrigues' formula: (3, 3), a turn by ``degrees`` about the unit vector ``axis``."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = math.radians(degrees)
    turned: Array = np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * (cross @ cross)
    return turned


def _unit(vector: ArrayLike) -> Array:
    vector = np.asarray(vector, np.float64)
    return np.asarray(vector / np.linalg.norm(vector), np.float64)


@dataclass(frozen=True, eq=False)
class FieldCamera:
    """A pin-hole at ``pose`` (3, 4), camera to world, that looks at what is ``distance`` ahead.

    ``field_of_view`` in degrees from the upper to the lower edge; ``up`` (3,) the direction it is turned about.
    """

    pose: Array
    distance: float
    field_of_view: float
    up: Array

    @staticmethod
    def looking(
        eye: ArrayLike, at: ArrayLike, up: ArrayLike = (0.0, 0.0, 1.0), field_of_view: float = 40.0
    ) -> FieldCamera:
        """A level camera at ``eye`` that looks at a point."""
        start, upwards = np.asarray(eye, np.float64), _unit(up)
        forward = np.asarray(at, np.float64) - start
        distance = float(np.linalg.norm(forward))
        ahead = _unit(forward)
        right = np.cross(ahead, upwards)
        if np.linalg.norm(right) < 1e-6:
            right = np.cross(ahead, np.roll(upwards, 1))
        right = _unit(right)
        pose = np.stack([right, np.cross(ahead, right), ahead, start], axis=1)
        return FieldCamera(pose, distance, field_of_view, upwards)

    @property
    def eye(self) -> Array:
        """Where it stands (3,)."""
        return self.pose[:, 3]

    @property
    def forward(self) -> Array:
        """Where it looks (3,), of length 1."""
        return self.pose[:, 2]

    @property
    def centre(self) -> Array:
        """What it turns about (3,)."""
        centre: Array = self.eye + self.forward * self.distance
        return centre

    def elevation(self) -> float:
        """Degrees by which it looks down."""
        return math.degrees(math.asin(min(1.0, max(-1.0, -float(self.forward @ self.up)))))

    def _turned(self, turn: Array) -> FieldCamera:
        rotation = turn @ self.pose[:, :3]
        eye = self.centre - rotation[:, 2] * self.distance
        return replace(self, pose=np.concatenate([rotation, eye[:, None]], axis=1))

    def orbit(self, across: float, up: float) -> FieldCamera:
        """Turned about the centre: by degrees about ``up``, then raised."""
        most = 90.0 - LEAST_ANGLE
        here = self.elevation()
        raised = min(max(here + up, min(-most, here)), max(most, here)) - here
        sideways = np.cross(self.forward, self.up)
        axis = _unit(sideways) if np.linalg.norm(sideways) > 1e-9 else self.pose[:, 0]
        return self._turned(_turn(self.up, across) @ _turn(axis, -raised))

    def zoomed(self, factor: float) -> FieldCamera:
        """``factor`` times nearer to the centre."""
        distance = max(self.distance / factor, 1e-6)
        eye = self.centre - self.forward * distance
        return replace(self, pose=np.concatenate([self.pose[:, :3], eye[:, None]], axis=1), distance=distance)

    def panned(self, across: float, down: float, height: float) -> FieldCamera:
        """As if the picture of ``height`` pixels was dragged by pixels; the plane through the centre follows."""
        scale = 2 * self.distance * math.tan(math.radians(self.field_of_view) / 2) / max(1.0, height)
        shift = -(self.pose[:, 0] * across + self.pose[:, 1] * down) * scale
        return replace(self, pose=self.pose + np.concatenate([np.zeros((3, 3)), shift[:, None]], axis=1))

    def advanced(self, part: float) -> FieldCamera:
        """Forward by a part of the distance, the centre with it: a walk through the scene."""
        step = self.forward * self.distance * part
        return replace(self, pose=self.pose + np.concatenate([np.zeros((3, 3)), step[:, None]], axis=1))

    def turning_about(self, point: ArrayLike) -> FieldCamera:
        """Turns about what lies at the depth of ``point`` from now on; nothing moves."""
        depth = float((np.asarray(point, np.float64) - self.eye) @ self.forward)
        return replace(self, distance=max(depth, 1e-6))

    def ray(self, x: float, y: float, aspect: float) -> Array:
        """The direction (3,) of length 1 through a place of the picture, fractions of its width and height."""
        half = math.tan(math.radians(self.field_of_view) / 2)
        inside = np.array([(2 * x - 1) * half * aspect, (2 * y - 1) * half, 1.0])
        return _unit(self.pose[:, :3] @ inside)

    def numbers(self) -> list[float]:
        """The pose's twelve numbers, row by row."""
        return [float(v) for v in self.pose.ravel()]

    def frustum(self, length: float, aspect: float) -> Array:
        """Apex and the four corners (5, 3) of the picture ``length`` ahead."""
        half = math.tan(math.radians(self.field_of_view) / 2)
        corners = [[x * half * aspect, y * half, 1.0] for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        placed = self.eye + np.array(corners) @ self.pose[:, :3].T * length
        return np.concatenate([self.eye[None], placed])


def up_of(poses: Sequence[ArrayLike]) -> Array:
    """The direction (3,) about which level cameras were turned: the one their x axes have least of.

    Where all x axes are alike it is the mean of what the cameras hold upwards. A coordinate axis where it lies within 5
    degrees of one; z without cameras.
    """
    matrices = [np.asarray(pose, np.float64)[:3, :3] for pose in poses]
    if not matrices:
        return np.array([0.0, 0.0, 1.0])
    across, held = np.array([m[:, 0] for m in matrices]), -np.array([m[:, 1] for m in matrices])
    parts, axes = np.linalg.eigh(across.T @ across / len(across))
    mean = held.mean(axis=0)
    up = axes[:, 0] if parts[1] > 0.01 + 2 * parts[0] else mean
    if np.linalg.norm(up) < 1e-3:
        return np.array([0.0, 0.0, 1.0])
    up = _unit(up) * (1.0 if float(up @ mean) >= 0 else -1.0)
    axis = int(np.abs(up).argmax())
    if abs(up[axis]) > math.cos(math.radians(5.0)):
        return np.asarray(np.eye(3)[axis] * math.copysign(1.0, up[axis]), np.float64)
    return up


def between(first: FieldCamera, last: FieldCamera, part: float) -> FieldCamera:
    """The camera on the way from one to the other, ``part`` from 0 to 1: it turns evenly and its centre glides."""
    turn = last.pose[:, :3] @ first.pose[:, :3].T
    angle = math.degrees(math.acos(min(1.0, max(-1.0, (float(np.trace(turn)) - 1) / 2))))
    if angle < 1e-6:
        rotation = last.pose[:, :3]
    elif angle > 179.0:
        rotation = (first if part < 0.5 else last).pose[:, :3]
    else:
        skew = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
        rotation = _turn(_unit(skew), angle * part) @ first.pose[:, :3]
    distance = first.distance ** (1 - part) * last.distance**part
    centre = first.centre * (1 - part) + last.centre * part
    eye = centre - rotation[:, 2] * distance
    view = first.field_of_view * (1 - part) + last.field_of_view * part
    return FieldCamera(np.concatenate([rotation, eye[:, None]], axis=1), distance, view, last.up)
