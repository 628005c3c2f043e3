"""How close a drawn picture is to the photo: PSNR, and SSIM of Wang, Bovik, Sheikh and Simoncelli 2004."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.fields.drawing import Drawn, drawing
from engine.fields.field import RadianceField
from engine.fields.photos import Photos
from engine.fields.rays import Camera
from engine.fields.rendering import Sampling
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, eq=False)
class Measured:
    """``psnrs`` and ``ssims`` (photos,) of held-out photos, and the first of them as ``first`` drawn."""

    psnrs: NDArray[np.float32]
    ssims: NDArray[np.float32]
    first: Drawn


def drawing_view(field: RadianceField, sampling: Sampling, camera: Camera) -> Generator[Progress, None, Drawn]:
    """Draw what a camera sees, with breaths."""
    running = drawing(field, sampling, camera)
    while True:
        try:
            done = next(running)
        except StopIteration as end:
            drawn: Drawn = end.value
            return drawn
        total = camera.width * camera.height
        yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "pixels of a held-out view"))


def measuring(field: RadianceField, sampling: Sampling, held: Photos) -> Generator[Progress, None, Measured]:
    """Draw held-out photos and compare, with breaths."""
    psnrs, ssims, first = [], [], None
    for number, camera in enumerate(held.cameras):
        drawn = yield from drawing_view(field, sampling, camera)
        photo = held.picture(number)
        psnrs.append(psnr(drawn.rgb, photo))
        ssims.append(ssim(drawn.rgb, photo))
        first = first or drawn
        yield Progress(number + 1, len(held.cameras), QT_TRANSLATE_NOOP("progress", "held-out photos"))
    assert first is not None
    return Measured(np.array(psnrs, np.float32), np.array(ssims, np.float32), first)


def psnr(drawn: NDArray[np.float32], photo: NDArray[np.float32]) -> float:
    """Peak signal to noise ratio in dB of pictures from 0 to 1."""
    error = float(np.mean((drawn.astype(np.float64) - photo) ** 2))
    return float(-10 * np.log10(max(error, 1e-12)))


def ssim(drawn: NDArray[np.float32], photo: NDArray[np.float32]) -> float:
    """Structural similarity of pictures (H, W, 3) from 0 to 1, mean over pixels and channels.

    Gaussian windows of deviation 1.5 out to 3.5 deviations, K1 = 0.01, K2 = 0.03, and the mean over windows that lie
    wholly inside, as in the paper.
    """
    from scipy.ndimage import gaussian_filter

    x, y = drawn.astype(np.float64), photo.astype(np.float64)

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(gaussian_filter(values, (1.5, 1.5, 0), truncate=3.5))

    mx, my = mean(x), mean(y)
    xx, yy, xy = mean(x * x) - mx * mx, mean(y * y) - my * my, mean(x * y) - mx * my
    c1, c2 = 0.01**2, 0.03**2
    local = (2 * mx * my + c1) * (2 * xy + c2) / ((mx * mx + my * my + c1) * (xx + yy + c2))
    edge = 5
    if min(x.shape[:2]) > 2 * edge:
        local = local[edge:-edge, edge:-edge]
    return float(local.mean())
