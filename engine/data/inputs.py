"""What a text on the command line or in the window stands for as an input: a path, else a sample."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from engine.data.image import read_image
from engine.data.opening import open_file
from engine.data.photos import reading_photos
from engine.data.reading_clouds import cloud_files, reading_cloud
from engine.data.reading_datasets import reading_dataset
from engine.data.reading_rgbd import reading_sequence
from engine.data.reading_scenes import reading_scene
from engine.data.samples import SAMPLES, opening_sample, sample
from engine.errors import InputError
from engine.study import InputDescription, Progress, Study, finished
from engine.text import QT_TRANSLATE_NOOP

DEFAULT_SAMPLE: dict[str, str] = {
    "Image": "cat",
    "Dataset": "digits",
    "PointCloud": "room-1",
    "RgbdSequence": "rendered-pair",
    "Photos": "room-photos",
    "Scene": "still-life",
}


def default_text(study: Study, described: InputDescription) -> str:
    """What a study's input is opened from when nothing is chosen: a sample's name, or "" where there is none."""
    return study.default_input(described.name) or DEFAULT_SAMPLE.get(described.type, "")


def opening_input(type_name: str, text: str) -> Generator[Progress, None, object]:
    """Open ``text`` as an input of the type ``type_name`` (``"Image"``, ``"PointCloud"``, ...), with breaths.

    An existing path wins over a sample's name. The input is what the generator returns.

    Raises
    ------
    InputError
        Neither a path nor a sample, or a file that cannot be read as that type.
    """
    path = Path(os.path.expanduser(text))
    if type_name == "Checkpoint":
        # Imported here, for it loads torch.
        from engine.training.products import load_checkpoint

        open_file(path).close()
        return load_checkpoint(path)
    if type_name == "Field":
        from engine.fields.files import load_field

        return load_field(path)
    if not _exists(text):
        return (yield from opening_sample(sample(text, type_name).name))
    if type_name == "Image":
        return read_image(path)
    if type_name == "Dataset":
        return (yield from reading_dataset(path))
    if type_name == "PointCloud":
        return (yield from reading_cloud(path))
    if type_name == "RgbdSequence":
        return (yield from reading_sequence(path))
    if type_name == "Scene":
        return (yield from reading_scene(path))
    if type_name == "Photos":
        return (yield from reading_photos(path))
    raise InputError(QT_TRANSLATE_NOOP("errors", "There is no input of the type {type}."), type=type_name)


def opening_inputs(type_name: str, texts: Sequence[str]) -> Generator[Progress, None, tuple[Any, ...]]:
    """Open ``texts`` as one list input: files, folders of files in the order of their names, samples.

    A sample of the kind ``"PointClouds"`` gives several.

    Raises
    ------
    InputError
        As :func:`opening_input`, or a folder without a file of that type.
    """
    opened: list[Any] = []
    for text in texts:
        path = Path(os.path.expanduser(text))
        if not _exists(text):
            several = [s.name for s in SAMPLES if s.kind == f"{type_name}s"]
            if text in several:
                opened.extend((yield from opening_sample(text)))
            else:
                opened.append((yield from opening_input(type_name, text)))
        elif path.is_dir() and type_name == "PointCloud":
            for file in cloud_files(path):
                opened.append((yield from reading_cloud(file)))
        else:
            opened.append((yield from opening_input(type_name, text)))
    if not opened:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{files} holds no file that can be read."), files=", ".join(texts) or "The list"
        )
    return tuple(opened)


def _exists(text: str) -> bool:
    return "\0" not in text and os.path.lexists(os.path.expanduser(text))


def open_input(type_name: str, text: str) -> object:
    """:func:`opening_input` run to its end.

    Raises
    ------
    InputError
        As :func:`opening_input`.
    """
    return finished(opening_input(type_name, text))


def open_inputs(type_name: str, texts: Sequence[str]) -> tuple[Any, ...]:
    """:func:`opening_inputs` run to its end.

    Raises
    ------
    InputError
        As :func:`opening_inputs`.
    """
    return tuple(finished(opening_inputs(type_name, texts)))
