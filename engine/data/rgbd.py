"""RGB-D pictures as an input: colour and depth of a moving camera, opened one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, eq=False)
class RgbdFrame:
    """One picture of a camera.

    ``colour`` (H, W, 3) uint8 sRGB; ``depth`` (H, W) float32 along the optical axis in metres, 0 where it is not known,
    or None; ``intrinsics`` (3, 3) float64 of this picture, pixel centres at whole numbers; ``time`` in seconds.
    """

    colour: NDArray[np.uint8]
    depth: NDArray[np.float32] | None
    intrinsics: NDArray[np.float64]
    index: int
    time: float = 0.0


@dataclass(frozen=True, eq=False)
class RgbdSequence:
    """Pictures of one camera in their order; ``read`` opens one.

    ``poses`` (count, 4, 4) float64, camera to world (x right, y down, z forward), where known. ``digest`` stands for
    the content. ``near`` and ``far`` (metres) bound the depths that are believed.
    """

    name: str
    count: int
    read: Callable[[int], RgbdFrame]
    digest: str
    path: Path | None = None
    poses: NDArray[np.float64] | None = None
    near: float = 0.1
    far: float = 10.0
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return self.count

    def frame(self, index: int) -> RgbdFrame:
        """The picture at ``index``.

        Raises
        ------
        InputError
            There is no such picture, or its files cannot be read.
        """
        if not 0 <= index < self.count:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "{name} has no picture {index}; it has {count}, counted from 0."),
                name=self.name,
                index=index,
                count=self.count,
            )
        return self.read(index)
