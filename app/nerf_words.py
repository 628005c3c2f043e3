"""The sentences of the lab of radiance fields."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.texts import translated
from engine.options import describe
from engine.text import QT_TRANSLATE_NOOP


def _said(words: str, **values: Any) -> str:
    return QCoreApplication.translate("Nerf", words).format(**values)


def field_title(options: Any) -> str:
    """What the chosen kind of field is called."""
    described = next(d for d in describe(type(options)) if d.name == "field")
    labels = dict(zip(described.choices, described.choice_labels, strict=True))
    return translated("options", labels[options.field])


def sentence(moment: Any, measured: Any, photos: int) -> str:
    """What is seen, with this run's numbers; ``measured`` is the newest frame up to here that has a PSNR."""
    frame, scene = moment.frame, moment.inputs["scene"]
    values = {
        "field": field_title(moment.options),
        "scene": scene.name,
        "photos": photos,
        "step": frame.step,
        "seconds": frame.train_seconds,
    }
    if frame.step <= 1:
        words = QT_TRANSLATE_NOOP(
            "Nerf", "{scene}, {photos} photos, field: {field}. Nothing but fog yet: one step of training was taken."
        )
        return _said(words, **values)
    if measured is None or measured.psnr is None:
        words = QT_TRANSLATE_NOOP(
            "Nerf",
            "{scene}, {photos} photos, field: {field}. {step:,} steps in {seconds:.1f} s of training; the last rays "
            "are met to {psnr:.1f} dB.",
        )
        return _said(words, psnr=frame.train_psnr, **values)
    words = QT_TRANSLATE_NOOP(
        "Nerf",
        "{scene}, {photos} photos, field: {field}. {step:,} steps in {seconds:.1f} s of training; photos it never saw "
        "are met to {psnr:.1f} dB (measured after {measured:.1f} s).",
    )
    return _said(words, psnr=measured.psnr, measured=measured.train_seconds, **values)


def overlay(width: int, height: int, pixels_per_ray: int, psnr: float | None, step: int | None) -> str:
    """The line over the picture: its resolution and, where a photo is known, its PSNR."""
    parts = [f"{-(-width // pixels_per_ray)} × {-(-height // pixels_per_ray)}"]
    if psnr is not None:
        parts.append(_said(QT_TRANSLATE_NOOP("Nerf", "{psnr:.1f} dB"), psnr=psnr))
    if step is not None:
        parts.append(_said(QT_TRANSLATE_NOOP("Nerf", "step {step:,}"), step=step))
    return " · ".join(parts)
