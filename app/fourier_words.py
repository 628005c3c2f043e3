"""What the Fourier features lab says: the encodings' names, the sentence, what stands under the pointer."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.texts import note_text
from widgets.cell_painting import number_text

COLOURS = ("#999999", "#56b4e9", "#e69f00", "#009e73")
"""Of the class colours: none, basic, positional, Gaussian."""

translate = QCoreApplication.translate


def encoding_names() -> tuple[str, ...]:
    """The four encodings in the user's language."""
    return (
        translate("options", "none"),
        translate("options", "basic"),
        translate("options", "positional"),
        translate("options", "Gaussian"),
    )


def short_names() -> tuple[str, ...]:
    """The four encodings where there is little room."""
    return (
        translate("options", "none"),
        translate("options", "basic"),
        translate("FourierFeatures", "pos."),
        translate("FourierFeatures", "Gauss"),
    )


def with_scale(number: int, scale: float) -> str:
    """An encoding with its scale, where it has one."""
    name = encoding_names()[number]
    if not math.isfinite(scale):
        return name
    if number == 2:
        return translate("FourierFeatures", "{name}, up to {scale} cycles").format(name=name, scale=f"{scale:g}")
    return translate("FourierFeatures", "{name}, σ {scale} cycles").format(name=name, scale=f"{scale:g}")


def reach(frame: Any) -> int:
    """The frequency up to which every ring's error is below half the target's amplitude; -1 where none is."""
    wrong = np.flatnonzero(frame.radial_error > 0.5)  # NaN is not wrong: there is nothing to learn
    return int(wrong[0]) - 1 if len(wrong) else int(frame.frequencies[-1])


def sentence(frame: Any) -> str:
    """What is seen at this step, in whole sentences."""
    values = {
        "step": frame.step,
        "name": with_scale(frame.encoding, math.nan if frame.scale is None else frame.scale),
        "trained": f"{frame.psnr_trained:.1f}",
        "held": f"{frame.psnr:.1f}",
    }
    if frame.step == 0:
        text = translate(
            "FourierFeatures", "The untrained network's picture; it will be given the encoding: {name}."
        ).format(**values)
    elif frame.encoding == 0:
        text = translate(
            "FourierFeatures",
            "After {step} steps from x and y alone: {trained} dB at the trained pixels, {held} dB at the held-out "
            "ones.",
        ).format(**values)
    else:
        text = translate(
            "FourierFeatures",
            "After {step} steps with the encoding ({name}): {trained} dB at the trained pixels, {held} dB at the "
            "held-out ones.",
        ).format(**values)
    return " ".join([text, *_reach_words(frame), *map(note_text, frame.notes)])


def _reach_words(frame: Any) -> list[str]:
    """How fine the waves are that are learnt."""
    cycles = reach(frame)
    if frame.step == 0:
        return []
    if cycles < 1:
        return [translate("FourierFeatures", "Not even the slowest waves are learnt to half their amplitude.")]
    return [
        translate(
            "FourierFeatures", "Waves up to {cycles} cycles a picture are learnt to half their amplitude or better."
        ).format(cycles=cycles)
    ]


def probe(frame: Any) -> int:
    """The frequency at which the kernels are compared: a quarter of what the trained pixels carry."""
    return max(1, min(len(frame.target) // 16, len(frame.kernel_frequencies) - 1))


def answer(frame: Any, number: int) -> Any:
    """How a kernel answers each wave against a constant, dB."""
    spectrum = np.maximum(frame.kernel_spectra[number], 1e-12)
    return 10 * np.log10(spectrum / spectrum[0])


def kernel_note(frame: Any) -> str:
    """How the chosen kernel answers a fine wave, against the kernel without an encoding."""
    cycles = probe(frame)
    share = frame.kernel_spectra[:, cycles] / frame.kernel_spectra[:, 0]
    if frame.encoding == 0:
        return translate(
            "FourierFeatures",
            "It answers a wave of {cycles} cycles {times} times more weakly than a constant, so detail is learnt late.",
        ).format(cycles=cycles, times=number_text(1 / float(share[0]), 2))
    return translate(
        "FourierFeatures",
        "Against a constant, it answers a wave of {cycles} cycles {times} times as strongly as the kernel of x and "
        "y alone.",
    ).format(cycles=cycles, times=number_text(float(share[frame.encoding] / share[0]), 2))


def pixel_text(frame: Any, row: int, column: int, *, learned: bool) -> str:
    """What stands at a pixel: trained or held out, its colour, and of the learnt picture its error."""
    picture = frame.rgb if learned else frame.target
    values = {
        "x": column,
        "y": row,
        "colour": ", ".join(f"{float(v):.2f}" for v in picture[row, column]),
        "error": number_text(pixel_error(frame)[row, column], 2),
    }
    trained = row % 2 == 0 and column % 2 == 0
    if learned and trained:
        return translate("FourierFeatures", "x {x}, y {y} · trained · {colour} · error {error}").format(**values)
    if learned:
        return translate("FourierFeatures", "x {x}, y {y} · held out · {colour} · error {error}").format(**values)
    if trained:
        return translate("FourierFeatures", "x {x}, y {y} · trained · {colour}").format(**values)
    return translate("FourierFeatures", "x {x}, y {y} · held out · {colour}").format(**values)


def pixel_error(frame: Any) -> Any:
    """Root of the mean squared error over the colours, (S, S) float32, on the scale of colours from 0 to 1."""
    return np.sqrt(((frame.rgb - frame.target) ** 2).mean(2))
