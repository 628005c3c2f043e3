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


def beside_names(options: Any) -> tuple[str, str]:
    """What the two trainings are called: the field, and what is different of the one beside it."""
    described = next(d for d in describe(type(options)) if d.name == "beside")
    labels = dict(zip(described.choices, described.choice_labels, strict=True))
    return field_title(options), translated("options", labels[options.beside])


def named_psnr(name: str, psnr: float | None) -> str:
    """A name over a picture, with its PSNR where a photo is known."""
    if psnr is None:
        return name
    return _said(QT_TRANSLATE_NOOP("Nerf", "{name} · {psnr:.1f} dB"), name=name, psnr=psnr)


def beside_verdict(measured: Any, own: str, other: str) -> str:
    """How two trainings differ; ``measured`` is the newest frame with the PSNR of both, or None."""
    if measured is None or measured.psnr is None or measured.beside_psnr is None:
        return _said(QT_TRANSLATE_NOOP("Nerf", "Both train from the same seed, in turns; nothing is measured yet."))
    difference = float(measured.beside_psnr) - float(measured.psnr)
    values = {
        "own": own,
        "other": other,
        "difference": abs(difference),
        "seconds": float(measured.train_seconds),
        "here": float(measured.psnr),
        "there": float(measured.beside_psnr),
    }
    if abs(difference) < 0.05:
        words = QT_TRANSLATE_NOOP("Nerf", "{other}: as good after {seconds:.0f} s ({there:.1f} and {here:.1f} dB).")
    elif difference < 0:
        words = QT_TRANSLATE_NOOP(
            "Nerf",
            "{other}: {difference:.1f} dB lower after {seconds:.0f} s ({there:.1f} against {here:.1f} dB on photos "
            "neither saw).",
        )
    else:
        words = QT_TRANSLATE_NOOP(
            "Nerf",
            "{other}: {difference:.1f} dB higher after {seconds:.0f} s ({there:.1f} against {here:.1f} dB on photos "
            "neither saw).",
        )
    return _said(words, **values)


def point_lead(ray: Any) -> str:
    """Which point of an inspected ray is looked into."""
    words = QT_TRANSLATE_NOOP("Nerf", "What pixel {x}, {y} sees:")
    if ray.accumulation <= 0.1:
        words = QT_TRANSLATE_NOOP("Nerf", "Pixel {x}, {y} sees nothing; its heaviest sample:")
    return _said(words, x=ray.pixel[0], y=ray.pixel[1])


def trained_sentence(moment: Any, photos: int) -> str:
    """What is seen while a trained field stands in for a training that was not played yet."""
    words = QT_TRANSLATE_NOOP(
        "Nerf",
        "{scene}, {photos} photos, field: {field}. It was trained beforehand, so that the camera moves at once; play "
        "trains a new one from nothing.",
    )
    return _said(words, scene=moment.inputs["scene"].name, photos=photos, field=field_title(moment.options))


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
    if frame.step == 0:
        words = QT_TRANSLATE_NOOP(
            "Nerf", "{scene}, {photos} photos, field: {field}. Nothing but fog yet: the training waits to be played."
        )
        return _said(words, **values)
    if frame.step == 1:
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
