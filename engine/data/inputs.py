"""What a text on the command line or in the window stands for as an input: a path, else a sample."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

from engine.data.image import read_image
from engine.data.opening import open_file
from engine.data.reading_datasets import reading_dataset
from engine.data.samples import open_sample, sample
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

DEFAULT_SAMPLE: dict[str, str] = {"Image": "cat", "Dataset": "digits"}


def opening_input(type_name: str, text: str) -> Generator[Progress, None, object]:
    """Open ``text`` as an input of the type ``type_name`` (``"Image"``, ``"Dataset"``, ``"Checkpoint"``), with breaths.

    An existing path wins over a sample's name. The input is what the generator returns.

    Raises
    ------
    InputError
        Neither a path nor a sample, or a file that cannot be read as that type.
    """
    path = Path(os.path.expanduser(text))
    exists = os.path.lexists(path) if "\0" not in text else False
    if type_name == "Checkpoint":
        # Imported here, for it loads torch.
        from engine.training.products import load_checkpoint

        open_file(path).close()
        return load_checkpoint(path)
    if not exists:
        return open_sample(sample(text, type_name).name)
    if type_name == "Image":
        return read_image(path)
    if type_name == "Dataset":
        return (yield from reading_dataset(path))
    raise InputError(QT_TRANSLATE_NOOP("errors", "There is no input of the type {type}."), type=type_name)


def open_input(type_name: str, text: str) -> object:
    """:func:`opening_input` run to its end.

    Raises
    ------
    InputError
        As :func:`opening_input`.
    """
    opening = opening_input(type_name, text)
    while True:
        try:
            next(opening)
        except StopIteration as end:
            return end.value
