"""Arrays of pictures and labels, in whatever layout and range they were stored, as a data set."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset
from engine.data.notes import Note
from engine.data.opening import name_of
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Arrays = NDArray[Any]
_PIECE = 1 << 20  # elements converted between two breaths


def assembling(
    path: Path,
    train: tuple[Arrays, Arrays],
    test: tuple[Arrays, Arrays] | None,
    class_names: Arrays | None,
    notes: Sequence[str] = (),
) -> Generator[Progress, None, Dataset]:
    """A :class:`Dataset` of (images, labels) pairs.

    Images are (N, H, W), (N, H, W, C) or (N, C, H, W) with C of 1, 3 or 4, in 0..255, 0..1 or -1..1, or 16-bit;
    labels are (N,), (N, 1) or one-hot (N, K), whole numbers or texts.

    Raises
    ------
    InputError
        Arrays that are not that, do not fit each other, are empty, or know only one class.
    """
    splits = [train] if test is None else [train, test]
    images = [_channels_last(pair[0], path) for pair in splits]
    labels: list[Arrays] = [_flat_labels(pair[1], path) for pair in splits]
    for pictures, stated in zip(images, labels, strict=True):
        if len(pictures) != len(stated):
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "{file} has {images} pictures but {labels} labels for them."),
                file=name_of(path),
                images=len(pictures),
                labels=len(stated),
            )
    if len(images[0]) == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} has no pictures."), file=name_of(path))
    if len(images) > 1 and len(images[1]) == 0:
        images, labels = images[:1], labels[:1]
    if len(images) > 1 and images[0].shape[1:] != images[1].shape[1:]:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The training and test pictures of {file} differ in size."), file=name_of(path)
        )
    numbers, names = _classes(labels, class_names, path)
    converted, more = yield from _converting(images, path)
    return Dataset(
        path.stem,
        freeze(converted[0]),
        freeze(numbers[0]),
        names,
        freeze(converted[1]) if len(converted) > 1 else None,
        freeze(numbers[1]) if len(numbers) > 1 else None,
        path,
        (*notes, *more),
    )


def _channels_last(images: Arrays, path: Path) -> Arrays:
    """``images`` viewed as (N, H, W, C)."""
    if images.ndim == 3:
        images = images[..., None]
    if images.ndim == 4 and images.shape[3] not in (1, 3, 4) and images.shape[1] in (1, 3, 4):
        images = images.transpose(0, 2, 3, 1)
    if images.ndim != 4 or images.shape[3] not in (1, 3, 4) or 0 in images.shape[1:] or images.dtype.kind not in "buif":
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The pictures of {file} are an array {shape} of {dtype}, not (N, H, W) or (N, H, W, 3) of numbers.",
            ),
            file=name_of(path),
            shape=str(images.shape),
            dtype=str(images.dtype),
        )
    return images


def _flat_labels(labels: Arrays, path: Path) -> Arrays:
    """``labels`` as (N,) int64 or text."""
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    elif labels.ndim == 2 and labels.shape[1] > 1 and labels.dtype.kind in "buif":
        if ((labels == 0) | (labels == 1)).all() and (labels.astype(bool).sum(1) == 1).all():
            labels = labels.argmax(1)
    if labels.ndim == 1 and labels.dtype.kind in "US":
        return np.array([_text(label) for label in labels.tolist()], dtype=object)
    with np.errstate(invalid="ignore"):
        whole = labels.ndim == 1 and labels.dtype.kind in "buif" and bool((labels == labels.astype(np.int64)).all())
    if not whole:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "The labels of {file} are an array {shape} of {dtype}, not one whole number a picture."
            ),
            file=name_of(path),
            shape=str(labels.shape),
            dtype=str(labels.dtype),
        )
    return labels.astype(np.int64)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _classes(
    labels: list[Arrays], class_names: Arrays | None, path: Path
) -> tuple[list[NDArray[np.int64]], tuple[str, ...]]:
    """Labels as numbers from 0 on, and the classes' names."""
    if len({part.dtype for part in labels}) > 1:
        labels = [np.array([str(label) for label in part.tolist()], dtype=object) for part in labels]
    values = sorted({value for part in labels for value in part.tolist()})
    if len(set(labels[0].tolist())) < 2:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} has pictures of one class only; at least two are needed."),
            file=name_of(path),
        )
    if class_names is not None and class_names.ndim == 1 and class_names.dtype.kind in "US":
        names = tuple(_text(name) for name in class_names.tolist())
        if values and isinstance(values[0], int):
            if values[0] < 0 or values[-1] >= len(names):
                raise InputError(
                    QT_TRANSLATE_NOOP("errors", "{file} names {count} classes but has the label {label}."),
                    file=name_of(path),
                    count=len(names),
                    label=values[0] if values[0] < 0 else values[-1],
                )
            return [part.astype(np.int64) for part in labels], names
    numbers = {value: number for number, value in enumerate(values)}
    mapped = [np.array([numbers[v] for v in part.tolist()], dtype=np.int64) for part in labels]
    return mapped, tuple(str(value) for value in values)


def _converting(
    images: list[Arrays], path: Path
) -> Generator[Progress, None, tuple[list[NDArray[np.uint8]], list[str]]]:
    """All splits as uint8 by one common rule, alpha laid on white."""
    notes: list[str] = []
    low, high = np.inf, -np.inf
    total = sum(part.size for part in images)
    if all(part.dtype == np.uint8 for part in images):
        scale, offset = 1.0, 0.0
    else:
        done = 0
        for part in images:
            for piece in _pieces(part):
                low, high = min(low, float(piece.min())), max(high, float(piece.max()))
                if not np.isfinite(low + high):
                    raise _range_error(path, low, high)
                done += piece.size
                yield Progress(done, 2 * total, QT_TRANSLATE_NOOP("progress", "values"))
        scale, offset = _rule(images, low, high, path, notes)
    converted, done = [], total
    for part in images:
        channels = part.shape[3]
        result = np.empty((*part.shape[:3], 3 if channels == 4 else channels), np.uint8)
        start = 0
        for piece in _pieces(part):
            values = piece if piece.dtype == np.uint8 else np.rint((piece.astype(np.float64) + offset) * scale)
            if channels == 4:
                alpha = values[..., 3:].astype(np.float64) / 255
                values = np.rint(values[..., :3] * alpha + 255 * (1 - alpha))
            result[start : start + len(piece)] = values
            start += len(piece)
            done += piece.size
            yield Progress(done, 2 * total, QT_TRANSLATE_NOOP("progress", "values"))
        converted.append(result)
    if images[0].shape[3] == 4:
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "The transparent parts of its pictures are shown on white.")))
    return converted, notes


def _pieces(images: Arrays) -> list[Arrays]:
    count = max(1, _PIECE // max(1, int(np.prod(images.shape[1:]))))
    return [images[start : start + count] for start in range(0, len(images), count)]


def _rule(images: list[Arrays], low: float, high: float, path: Path, notes: list[str]) -> tuple[float, float]:
    """``(scale, offset)`` with 0..255 = (value + offset) * scale, from the least and largest value of all splits."""
    kinds = {part.dtype.kind for part in images}
    if kinds == {"b"}:
        return 255.0, 0.0
    if "f" in kinds and low >= 0 and high <= 1:
        return 255.0, 0.0
    if "f" in kinds and low >= -1 and high <= 1:
        notes.append(
            Note(QT_TRANSLATE_NOOP("errors", "Its values lie between -1 and 1: -1 is taken as black, 1 as white."))
        )
        return 127.5, 1.0
    if low >= 0 and high <= 255:
        return 1.0, 0.0
    if "f" not in kinds and low >= 0 and high <= 65535:
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "It has 16 bits a channel, brought to 8.")))
        return 1 / 257, 0.0
    raise _range_error(path, low, high)


def _range_error(path: Path, low: float, high: float) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP(
            "errors", "The pictures of {file} have values from {low:g} to {high:g}, not 0 to 255 or 0 to 1."
        ),
        file=name_of(path),
        low=low,
        high=high,
    )
