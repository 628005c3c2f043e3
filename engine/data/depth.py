"""Samples deeper than 8 bits brought to 0..255, and what was done said in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.text import QT_TRANSLATE_NOOP


def deep_note(bits: int) -> Note:
    """The sentence for samples of ``bits`` bits of which the upper eight are kept."""
    return Note(QT_TRANSLATE_NOOP("errors", "It has {bits} bits a channel; the upper 8 are shown."), bits=bits)


def eight_bit(samples: NDArray[Any], bits: int = 16) -> tuple[NDArray[np.uint8], Note]:
    """Samples of any real dtype and any shape as uint8, with the sentence that says how.

    Unsigned integers of up to 16 bits keep their upper eight of ``bits``. Floating point is taken as 0..1, else as
    0..255; whatever lies outside of both, and wider integers, is stretched from the least to the largest value.
    NaN becomes 0.
    """
    if samples.dtype == np.uint8:
        return samples, Note(QT_TRANSLATE_NOOP("errors", "Its values are shown as they are."))
    if samples.dtype.kind == "u" and samples.dtype.itemsize == 2:
        return np.minimum(samples >> max(bits - 8, 0), 255).astype(np.uint8), deep_note(bits)
    with np.errstate(all="ignore"):  # signalling NaNs and overflows in a stranger's numbers
        return _scaled(samples)


def _scaled(samples: NDArray[Any]) -> tuple[NDArray[np.uint8], Note]:
    values = np.nan_to_num(samples.astype(np.float64), nan=0.0, posinf=np.nan, neginf=np.nan)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    values = np.nan_to_num(np.where(np.isposinf(samples), high, np.where(np.isneginf(samples), low, values)))
    if samples.dtype.kind == "f" and low >= 0 and high <= 1:
        note = Note(QT_TRANSLATE_NOOP("errors", "Its values are fractions: 0 is shown as black, 1 as white."))
        return np.rint(values * 255).astype(np.uint8), note
    if low >= 0 and high <= 255:
        note = Note(QT_TRANSLATE_NOOP("errors", "Its values are shown as they are: 0 as black, 255 as white."))
        return np.rint(values).astype(np.uint8), note
    note = Note(
        QT_TRANSLATE_NOOP("errors", "Its values are stretched: {low:g} is shown as black, {high:g} as white."),
        low=low,
        high=high,
    )
    fraction = (values - low) / (high - low) if high > low else np.zeros_like(values)
    return np.rint(np.nan_to_num(fraction) * 255).astype(np.uint8), note
