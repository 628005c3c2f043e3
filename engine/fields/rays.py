"""Pixels to rays: pin-hole cameras with OpenCV's axes (x right, y down, z forward) and its distortion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.scene import View


@dataclass(frozen=True, eq=False)
class Camera:
    """A camera of ``width`` x ``height`` pixels; fields as in :class:`engine.data.scene.View`."""

    pose: NDArray[np.float64]
    intrinsics: NDArray[np.float64]
    width: int
    height: int
    distortion: tuple[float, ...] = ()

    @staticmethod
    def of_view(view: View, longest: int = 0) -> Camera:
        """The camera of a photo that is reduced so that its longer side has ``longest`` pixels (0: as it is)."""
        width, height = reduced_size(view.width, view.height, longest)
        scale = np.diag([width / view.width, height / view.height, 1.0])
        return Camera(view.pose, scale @ view.intrinsics, width, height, view.distortion)

    @staticmethod
    def looking(pose: NDArray[np.float64], field_of_view: float, width: int, height: int) -> Camera:
        """A pin-hole of ``field_of_view`` degrees from the upper to the lower edge, square pixels."""
        focal = 0.5 * height / np.tan(np.radians(field_of_view) / 2)
        intrinsics = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]])
        return Camera(pose, intrinsics, width, height)


def reduced_size(width: int, height: int, longest: int) -> tuple[int, int]:
    """Width and height of a photo whose longer side becomes ``longest`` pixels; it is never enlarged (0: as it is)."""
    if longest <= 0 or max(width, height) <= longest:
        return width, height
    scale = longest / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def pixel_centres(width: int, height: int, every: int = 1) -> NDArray[np.float64]:
    """Centres (H' W', 2) of pixels, row by row, the image's corner being (0, 0).

    ``every``: the centres of squares of so many pixels (the last of a row or column can be narrower).
    """
    x = (np.arange(0, width, every) + np.minimum(np.arange(0, width, every) + every, width)) / 2
    y = (np.arange(0, height, every) + np.minimum(np.arange(0, height, every) + every, height)) / 2
    return np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def rays(camera: Camera, pixels: NDArray[np.float64]) -> tuple[Tensor, Tensor]:
    """Origins and directions of length 1 (N, 3) float32, in the world, of image positions (N, 2) in pixels."""
    k = camera.intrinsics
    y = (pixels[:, 1] - k[1, 2]) / k[1, 1]
    x = (pixels[:, 0] - k[0, 2] - k[0, 1] * y) / k[0, 0]
    if any(camera.distortion):
        x, y = _undistorted(x, y, camera.distortion)
    inside = np.stack([x, y, np.ones_like(x)], -1)
    directions = inside @ camera.pose[:3, :3].T
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    origins = np.broadcast_to(camera.pose[:3, 3], directions.shape)
    return torch.from_numpy(origins.astype(np.float32)), torch.from_numpy(directions.astype(np.float32))


def camera_rays(camera: Camera, every: int = 1) -> tuple[Tensor, Tensor]:
    """The rays of all pixels of a camera, row by row; ``every`` as in :func:`pixel_centres`."""
    return rays(camera, pixel_centres(camera.width, camera.height, every))


def _undistorted(
    x: NDArray[np.float64], y: NDArray[np.float64], distortion: tuple[float, ...], rounds: int = 20
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the lens took (x, y) from: the fixed-point iteration of the Brown-Conrady model as OpenCV defines it."""
    k1, k2, p1, p2, k3, k4, k5, k6 = (*distortion, *(0.0,) * (8 - len(distortion)))
    u, v = x.copy(), y.copy()
    for _ in range(rounds):
        r = u * u + v * v
        radial = (1 + r * (k4 + r * (k5 + r * k6))) / (1 + r * (k1 + r * (k2 + r * k3)))
        du = 2 * p1 * u * v + p2 * (r + 2 * u * u)
        dv = p1 * (r + 2 * v * v) + 2 * p2 * u * v
        u, v = (x - du) * radial, (y - dv) * radial
    return u, v
