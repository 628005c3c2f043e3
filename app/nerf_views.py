"""The views of a scene as a lab flies to them: cameras, which are held out, and where the camera of the user stands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.data.scene import Scene, View
from widgets.field_view_camera import FieldCamera, up_of

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SceneViews:
    """A scene's cameras; views are numbered as in the scene."""

    scene: Scene

    @cached_property
    def up(self) -> Array:
        """The direction the photographer held upwards."""
        return up_of([view.pose for view in self.scene.views])

    @cached_property
    def held_out(self) -> tuple[int, ...]:
        """The views nothing is learnt from: the scene's own, else every eighth, as the training takes them."""
        return self.scene.held_out

    @cached_property
    def centres(self) -> Array:
        """Where all cameras stand (V, 3)."""
        return np.array([view.pose[:3, 3] for view in self.scene.views], np.float64).reshape(-1, 3)

    @cached_property
    def size(self) -> float:
        """How far the cameras and the box reach."""
        places = np.concatenate([self.centres, self.scene.box]) if self.scene.bounded else self.centres
        return float(np.linalg.norm(np.ptp(places, axis=0))) or 1.0

    def view(self, number: int) -> View:
        """One view."""
        return self.scene.views[number]

    def aspect(self, number: int) -> float:
        """Width over height of a view's photo."""
        return self.view(number).width / self.view(number).height

    def camera(self, number: int) -> FieldCamera:
        """A view's camera; it turns about what is ahead of it in the box."""
        view = self.view(number)
        pose = np.array(view.pose[:3], np.float64)
        angle = math.degrees(2 * math.atan(0.5 * view.height / float(view.intrinsics[1, 1])))
        middle = np.asarray(self.scene.box, np.float64).mean(axis=0)
        ahead = float((middle - pose[:, 3]) @ pose[:, 2])
        if ahead < self.scene.near:
            ahead = math.sqrt(self.scene.near * self.scene.far)
        return FieldCamera(pose, ahead, angle, self.up)

    def picture_size(self, number: int, longest: int) -> tuple[int, int]:
        """Width and height of a view's photo reduced to ``longest`` pixels, as the training reduces it."""
        width, height = self.view(number).width, self.view(number).height
        if longest <= 0 or max(width, height) <= longest:
            return width, height
        scale = longest / max(width, height)
        return max(1, round(width * scale)), max(1, round(height * scale))

    def box_lines(self, box: Array | None = None) -> tuple[Array, Array]:
        """The twelve edges of a box (2, 3), without one the scene's: starts and ends (12, 3)."""
        low, high = np.asarray(self.scene.box if box is None else box, np.float64)
        corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
        pairs = [(a, b) for a in range(8) for b in range(a + 1, 8) if (a ^ b).bit_count() == 1]
        return corners[[a for a, _ in pairs]], corners[[b for _, b in pairs]]
