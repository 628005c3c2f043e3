"""The names of a network's classes."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.text import QT_TRANSLATE_NOOP


@functools.cache
def imagenet_names(classes: int) -> tuple[str, ...]:
    """The names of ImageNet's 1,000 classes, or of its subset of that many; empty where there is none.

    timm knows subsets of 11,221 to 21,843 classes. 1,001 classes are TensorFlow's: a background first.
    """
    if classes in (1000, 1001):
        names = tuple(load_torchvision().models.AlexNet_Weights.DEFAULT.meta["categories"])
        return names if classes == 1000 else ("background", *names)
    if classes < 10_000:
        return ()
    load_timm()
    from timm.data.imagenet_info import ImageNetInfo, infer_imagenet_subset

    subset = infer_imagenet_subset({"num_classes": classes})
    if subset is None:
        return ()
    return tuple(str(text).split(",")[0] for text in ImageNetInfo(subset).label_descriptions())


def complete(names: Sequence[str], classes: int) -> tuple[str, ...]:
    """``names`` where they are as many as the ``classes``, else ``"class 0"``, ``"class 1"``, ..."""
    if len(names) == classes:
        return tuple(names)
    return tuple(f"class {number}" for number in range(classes))


def read_labels(path: Path, classes: int) -> tuple[str, ...]:
    """The names in a file, one per class: a name a line, CSV or JSON.

    CSV may have a header and a first column of numbers. JSON may be a list, ``{"0": "tench"}``, ``{"0": ["n01440764",
    "tench"]}`` or ``{"tench": 0}``.

    Raises
    ------
    InputError
        The file cannot be read, or does not hold ``classes`` names.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is not a text in UTF-8."), file=path.name) from error
    except OSError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be read: {reason}."),
            file=path.name,
            reason=(error.strerror or str(error)).lower(),
        ) from error
    try:
        names = (
            _from_json(json.loads(text))
            if text.lstrip()[:1] in ("[", "{")
            else _from_lines(text, path.suffix == ".csv")
        )
    except (ValueError, TypeError, IndexError, KeyError, RecursionError, csv.Error) as error:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is not a list of class names."), file=path.name) from error
    if len(names) != classes:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} names {count} classes, but the network has {classes}."),
            file=path.name,
            count=len(names),
            classes=classes,
        )
    return tuple(names)


def _from_json(content: Any) -> list[str]:
    def name(value: Any) -> str:
        return str(value[-1]) if isinstance(value, list) else str(value)

    if isinstance(content, list):
        return [name(value) for value in content]
    if all(isinstance(value, int) for value in content.values()):
        content = {number: text for text, number in content.items()}
    numbered = {int(number): name(value) for number, value in content.items()}
    return [numbered[number] for number in range(len(numbered))]


def _from_lines(text: str, is_csv: bool) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = [line.split(",")[0].strip().isdigit() for line in lines]
    if not is_csv and not (len(lines) > 1 and all("," in line for line in lines[1:]) and all(numbered[1:])):
        return lines
    rows = [row for row in csv.reader(io.StringIO("\n".join(lines))) if row]
    if len(rows) > 1 and not rows[0][0].strip().isdigit() and rows[1][0].strip().isdigit():
        rows = rows[1:]  # the header
    if all(len(row) > 1 and row[0].strip().isdigit() for row in rows):
        by_number = {int(row[0]): row[-1].strip() for row in rows}
        return [by_number[number] for number in range(len(by_number))]
    return [row[-1].strip() for row in rows]
