"""Labelled pictures from the user's disk: class folders, an .npz, or what torchvision's loaders left there."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

from engine.data.array_archives import array_names, reading_arrays
from engine.data.class_folders import reading_class_folders
from engine.data.dataset import Dataset
from engine.data.labelled_arrays import assembling
from engine.data.opening import name_of, open_file
from engine.data.torchvision_files import reading_torchvision
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

# The names under which others store what is wanted here: Keras, MedMNIST, scikit-learn and this project.
_NAMES = {
    "train_images": ("train_images", "x_train", "train_x", "train_data", "images", "x", "data"),
    "train_labels": ("train_labels", "y_train", "train_y", "train_targets", "labels", "y", "targets", "target"),
    "test_images": ("test_images", "x_test", "test_x", "test_data", "val_images", "x_val", "valid_images", "x_valid"),
    "test_labels": (
        "test_labels",
        "y_test",
        "test_y",
        "test_targets",
        "val_labels",
        "y_val",
        "valid_labels",
        "y_valid",
    ),
    "class_names": ("class_names", "label_names", "classes"),
}


def reading_dataset(path: Path, side: int | None = None) -> Generator[Progress, None, Dataset]:
    """Read ``path``, yielding a breath every few pictures; the :class:`Dataset` is what the generator returns.

    ``side`` is the size the pictures of class folders are brought to (None: as they are where all have one small size,
    else 64).

    Raises
    ------
    InputError
        The path is missing or not to be read, holds nothing of the kind, or its content is damaged or does not fit.
    """
    path = Path(path)
    if os.path.isdir(path):
        known = reading_torchvision(path)
        return (yield from (known if known is not None else reading_class_folders(path, side)))
    with open_file(path) as stream:
        head = stream.read(4)
    if head[:2] == b"PK":
        return (yield from _reading_npz(path))
    if "idx" in path.name and "ubyte" in path.name:
        known = reading_torchvision(path.parent)
        if known is not None:
            return (yield from known)
    raise InputError(
        QT_TRANSLATE_NOOP(
            "errors", "{file} is not a data set: a folder with a folder for each class, or an .npz file, is one."
        ),
        file=name_of(path),
    )


def read_dataset(path: Path, side: int | None = None) -> Dataset:
    """:func:`reading_dataset` run to its end.

    Raises
    ------
    InputError
        As :func:`reading_dataset`.
    """
    reading = reading_dataset(path, side)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            dataset: Dataset = end.value
            return dataset


def _reading_npz(path: Path) -> Generator[Progress, None, Dataset]:
    found = yield from reading_arrays(path, {role: _NAMES[role] for role in ("train_images", "train_labels")})
    if len(found) < 2:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} lacks {lacking}; its arrays are: {names}."),
            file=name_of(path),
            lacking=" and ".join(
                "/".join(_NAMES[role][:2]) for role in ("train_images", "train_labels") if role not in found
            ),
            names=", ".join(array_names(path)[:12]) or "-",
        )
    found |= yield from reading_arrays(
        path, {role: _NAMES[role] for role in ("test_images", "test_labels", "class_names")}
    )
    tested = "test_images" in found and "test_labels" in found
    test = (found["test_images"], found["test_labels"]) if tested else None
    return (yield from assembling(path, (found["train_images"], found["train_labels"]), test, found.get("class_names")))
