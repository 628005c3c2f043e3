"""A folder a class, as torchvision's ImageFolder has it: ``folder/cat/1.png`` or ``folder/train/cat/1.png``."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.breathing import Pulse
from engine.data.dataset import Dataset
from engine.data.decoding import SUFFIXES, decode, load_pillow
from engine.data.notes import Note
from engine.data.opening import name_of, open_file, unreadable
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

SIDE = 64
KEPT_SIDE = 128  # pictures that are all of one size up to this are kept as they are
_TRAIN = ("train", "training")
_TEST = ("test", "testing", "val", "valid", "validation")
_NAMED = 5

Pixels = NDArray[np.uint8]
Breaths = Generator[Progress, None, None]


def reading_class_folders(folder: Path, side: int | None = None) -> Generator[Progress, None, Dataset]:
    """Read ``folder``; the classes are numbered in the order of their names.

    Pictures of one size of at most 128 pixels stay as they are unless ``side`` is given; others are resized so that
    the shorter side has ``side`` pixels (64 by default) and cropped to the square in their middle. Where all are grey,
    one channel is kept.

    Raises
    ------
    InputError
        The folder is missing or not to be read, holds no class folders, one class, or no readable picture.
    """
    train, test = _splits(folder)
    pulse, notes = Pulse(), []
    names = tuple(child.name for child in _subfolders(train))
    files: list[tuple[Path, int]] = []
    test_start = 0
    for split in (train, test):
        for child in _subfolders(split) if split is not None else ():
            if split is test and child.name not in names:
                notes.append(
                    Note(
                        QT_TRANSLATE_NOOP("errors", "The class {name} has no training pictures and was left out."),
                        name=child.name,
                    )
                )
                continue
            files += [(path, names.index(child.name)) for path in _pictures(child)]
            if pulse.due():
                yield Progress(len(files), 0, QT_TRANSLATE_NOOP("progress", "files found"))
        test_start = len(files) if split is train else test_start
    if not files[:test_start]:
        raise _no_pictures(train)
    pictures, kept, broken = _Uniform(side), [], []
    for done, (path, _) in enumerate(files):
        try:
            with open_file(path) as stream:
                pixels, _ = decode(stream, path.name, pictures.decoding_side)
        except InputError:
            broken.append(path)
        else:
            kept.append(done)
            yield from pictures.adding(pixels, pulse)
        if pulse.due():
            yield Progress(done + 1, len(files), QT_TRANSLATE_NOOP("progress", "pictures"))
    if not kept or kept[0] >= test_start:
        raise _no_pictures(train)
    images, more = yield from pictures.finishing(pulse)
    labels = np.array([files[number][1] for number in kept], dtype=np.int64)
    count = sum(number < test_start for number in kept)
    present = np.unique(labels[:count])
    if len(present) < 2:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} has pictures of one class only; at least two are needed."),
            file=name_of(folder),
        )
    if broken:
        notes.append(_left_out(broken, len(files)))
    images, labels, count = _known(images, labels, count, present)
    tested = len(images) > count
    return Dataset(
        name_of(folder),
        freeze(images[:count]),
        freeze(labels[:count]),
        tuple(names[number] for number in present),
        freeze(images[count:]) if tested else None,
        freeze(labels[count:]) if tested else None,
        folder,
        (*more, *notes),
    )


def _known(
    images: Pixels, labels: NDArray[np.int64], count: int, present: NDArray[np.int64]
) -> tuple[Pixels, NDArray[np.int64], int]:
    """Pictures of the classes that have training pictures, numbered anew."""
    known = np.isin(labels, present)
    images = images if known.all() else images[known]
    return images, np.searchsorted(present, labels[known]).astype(np.int64), count


def _left_out(broken: list[Path], total: int) -> Note:
    return Note(
        QT_TRANSLATE_NOOP("errors", "{count} of {total} pictures could not be read and were left out: {names}."),
        count=len(broken),
        total=total,
        names=", ".join(path.name for path in broken[:_NAMED]) + (", …" if len(broken) > _NAMED else ""),
    )


def _no_pictures(folder: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} has no pictures in class folders: each class needs a folder of its own."),
        file=name_of(folder),
    )


def _subfolders(folder: Path) -> list[Path]:
    try:
        found = [
            child for child in folder.iterdir() if child.is_dir() and child.name[0] != "." and child.name != "__MACOSX"
        ]
    except OSError as error:
        raise unreadable(folder, error) from error
    return sorted(found, key=lambda child: child.name)


def _splits(folder: Path) -> tuple[Path, Path | None]:
    """The folder of the training classes and that of the test classes, where there is one."""
    by_name = {child.name.lower(): child for child in _subfolders(folder)}
    train = next((by_name[name] for name in _TRAIN if name in by_name), None)
    if train is None or not _subfolders(train):
        return folder, None
    return train, next((by_name[name] for name in _TEST if name in by_name), None)


def _pictures(folder: Path) -> list[Path]:
    """All files under ``folder`` that are pictures by their names, hidden ones and hidden folders left aside."""
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES:
                found.append(Path(parent, name))
    return found


class _Uniform:
    """Pictures collected at their own size while all have the same small one; from the first other on, squared."""

    def __init__(self, side: int | None) -> None:
        self._side = side or SIDE
        self._pictures: list[Pixels] = []
        self._cropping = side is not None

    @property
    def decoding_side(self) -> int | None:
        """What the decoder may shrink to: no fraction may be taken while the true size still matters."""
        return self._side if self._cropping else None

    def adding(self, pixels: Pixels, pulse: Pulse) -> Breaths:
        if not self._cropping and (
            max(pixels.shape[:2]) > KEPT_SIDE or (self._pictures and pixels.shape != self._pictures[0].shape)
        ):
            self._cropping = True
            for number, earlier in enumerate(self._pictures):
                self._pictures[number] = squared(earlier, self._side)
                if pulse.due():
                    yield Progress(number, len(self._pictures), QT_TRANSLATE_NOOP("progress", "pictures"))
        self._pictures.append(squared(pixels, self._side) if self._cropping else pixels)

    def finishing(self, pulse: Pulse) -> Generator[Progress, None, tuple[Pixels, list[str]]]:
        """(N, H, W, C) of all pictures, C 1 where all are grey, and the notes."""
        notes: list[str] = []
        if self._cropping:
            notes.append(
                Note(
                    QT_TRANSLATE_NOOP("errors", "Its pictures were resized and cropped to {side} x {side} pixels."),
                    side=self._side,
                )
            )
        count = len(self._pictures)
        images = np.empty((count, *self._pictures[0].shape), np.uint8)
        grey = True
        for number in range(count):
            picture = images[number] = self._pictures[number]
            self._pictures[number] = images[number]  # the copy alone is kept: half the memory
            grey = grey and bool((picture == picture[..., :1]).all())
            if pulse.due():
                yield Progress(number, count, QT_TRANSLATE_NOOP("progress", "pictures"))
        if grey:
            notes.append(Note(QT_TRANSLATE_NOOP("errors", "All its pictures are grey: one channel is kept.")))
            images = np.ascontiguousarray(images[..., :1])
        return images, notes


def squared(pixels: Pixels, side: int) -> Pixels:
    """``pixels`` (H, W, 3) with the shorter side resized to ``side``, and the square in the middle cut out."""
    pillow = load_pillow()
    height, width = pixels.shape[:2]
    shorter = min(height, width)
    if height == width == side:
        return pixels
    left, top = (width - shorter) / 2, (height - shorter) / 2
    box = (left, top, left + shorter, top + shorter)
    small = pillow.fromarray(pixels).resize((side, side), pillow.Resampling.BILINEAR, box=box, reducing_gap=3.0)
    return np.array(small, dtype=np.uint8)
