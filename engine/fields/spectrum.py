"""A picture by frequency: its Fourier transform's magnitude, and the error left at each frequency."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FLOOR = 1e-6
"""Magnitudes below are written as this one."""


def transform(picture: NDArray[np.floating]) -> NDArray[np.complex128]:
    """The Fourier transform (H, W, 3) of a picture (H, W, 3), each channel by itself, divided by H W."""
    height, width = picture.shape[:2]
    return np.asarray(np.fft.fft2(picture, axes=(0, 1)) / (height * width))


def log_magnitude(transformed: NDArray[np.complex128]) -> NDArray[np.float32]:
    """log10 of the root of the channels' mean power, (H, W) float32, frequency 0 in the middle (row H // 2)."""
    power = (np.abs(transformed) ** 2).mean(2)
    levels: NDArray[np.float32] = np.log10(np.maximum(np.fft.fftshift(np.sqrt(power)), FLOOR)).astype(np.float32)
    return levels


def rings(height: int, width: int) -> NDArray[np.int64]:
    """For each frequency of :func:`transform` its distance from zero, rounded: (H, W), cycles a picture."""
    down, across = np.fft.fftfreq(height, 1 / height), np.fft.fftfreq(width, 1 / width)
    distance: NDArray[np.int64] = np.rint(np.hypot(down[:, None], across)).astype(np.int64)
    return distance


def error_by_frequency(
    learned: NDArray[np.complex128], target: NDArray[np.complex128], ring: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Amplitude of the error over the target's, ring by ring, (R,) float32: 0 learnt, 1 as with nothing there.

    NaN where the target has nothing at that frequency.
    """
    error = np.bincount(ring.ravel(), (np.abs(learned - target) ** 2).sum(2).ravel())
    whole = np.bincount(ring.ravel(), (np.abs(target) ** 2).sum(2).ravel())
    known = whole > 1e-20
    return np.sqrt(np.where(known, error / np.where(known, whole, 1.0), np.nan)).astype(np.float32)
