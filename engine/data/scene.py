"""A scene as an input: posed photos, opened one by one, and what is known of where things are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

EVERY = 8


def every_eighth(count: int) -> tuple[int, ...]:
    """Of ``count`` views those that are held out where nothing says which: 0, 8, 16 ... (Mildenhall et al. 2019)."""
    return tuple(range(0, count, EVERY))


@dataclass(frozen=True, eq=False)
class View:
    """One photo with its camera.

    ``pose`` (4, 4) float64 camera to world, the camera's x to the right, y down, z forward; ``intrinsics`` (3, 3)
    float64 in pixels of the ``width`` x ``height`` photo, pixel centres at halves (the image's corner is 0, 0);
    ``distortion`` the OpenCV coefficients k1, k2, p1, p2, k3, k4, k5, k6, empty for a pin-hole. ``read`` gives the
    photo, (H, W, 3) or, with transparency, (H, W, 4) uint8 sRGB. ``split`` is "train" or "test". ``seen`` (K,) int64
    are the rows of the scene's sparse points that the photo shows, None where the format does not say.
    """

    name: str
    pose: NDArray[np.float64]
    intrinsics: NDArray[np.float64]
    width: int
    height: int
    read: Callable[[], NDArray[np.uint8]]
    split: Literal["train", "test"] = "train"
    distortion: tuple[float, ...] = ()
    path: Path | None = None
    seen: NDArray[np.int64] | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """Posed photos of one scene.

    ``near`` and ``far`` (the scene's unit) bound what the cameras see; ``box`` (2, 3) what is reconstructed.
    ``bounded``: everything lies in the box, before ``background``, an sRGB colour from 0 to 1, or None where the photos
    have none. ``points`` (N, 3) float64 and ``colours`` (N, 3) uint8 are sparse points where the format has them.
    ``digest`` stands for the content.
    """

    name: str
    views: tuple[View, ...]
    near: float
    far: float
    box: NDArray[np.float64]
    digest: str
    bounded: bool = True
    background: tuple[float, float, float] | None = None
    points: NDArray[np.float64] | None = None
    colours: NDArray[np.uint8] | None = None
    path: Path | None = None
    notes: tuple[str, ...] = field(default=())

    def split(self, name: str) -> tuple[View, ...]:
        """The views of one split, ``"train"`` or ``"test"``."""
        return tuple(view for view in self.views if view.split == name)

    @property
    def held_out(self) -> tuple[int, ...]:
        """The numbers of the views nothing is learnt from: its test views, else every eighth."""
        own = tuple(number for number, view in enumerate(self.views) if view.split == "test")
        return own or every_eighth(len(self.views))
