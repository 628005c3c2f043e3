"""A study without a window: frames.jsonl, last.npz and what was published, in a folder."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.writing import write_bytes
from engine.errors import InputError
from engine.runtime.film import Film
from engine.study import Progress, Published, StudyRun
from engine.text import QT_TRANSLATE_NOOP


def plain(value: Any) -> Any:
    """A frame's number, string, or tuple of them as JSON; None for what is not a finite number; ``...`` for arrays."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return ...


def frame_line(number: int, seconds: float, frame: Any) -> str:
    """One line of frames.jsonl: ``frame``, ``seconds``, then the frame's numbers and strings."""
    values = {f.name: plain(getattr(frame, f.name)) for f in dataclasses.fields(frame)}
    entry = {"frame": number, "seconds": round(seconds, 6)}
    entry.update({name: value for name, value in values.items() if value is not ...})
    return json.dumps(entry, ensure_ascii=False, allow_nan=False)


def frame_arrays(frame: Any) -> dict[str, Any]:
    """The fields of ``frame`` that are not None as NumPy arrays, under their names."""
    values = {f.name: getattr(frame, f.name) for f in dataclasses.fields(frame)}
    return {name: np.asarray(value) for name, value in values.items() if value is not None}


def run_into(folder: Path, running: StudyRun, report: Callable[[Progress], None]) -> Film:
    """Run a study to its end and write what came of it into ``folder``; returns the film, which can be empty.

    ``frames.jsonl`` grows while the study runs, under a name with ``.part`` until it is whole; after a failure it holds
    the frames before it. ``report`` is called for each breath.

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    import io

    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / "frames.jsonl.part"
        stream = part.open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: {reason}."),
            file=str(folder),
            reason=(error.strerror or str(error)).lower(),
        ) from error
    film = Film()
    last, number, computed, first = None, 0, 0.0, 0.0
    try:
        with stream:
            while True:
                start = time.perf_counter()
                try:
                    got = next(running)
                except StopIteration:
                    break
                computed += time.perf_counter() - start
                if isinstance(got, Progress):
                    report(got)
                elif isinstance(got, Published):
                    got.object.save(folder / got.name)
                else:
                    first = first if number else computed
                    stream.write(frame_line(number, computed - first, got) + "\n")
                    stream.flush()
                    film.append(got, computed)
                    last, number = got, number + 1
    finally:
        part.replace(folder / "frames.jsonl")
    if last is not None:
        buffer = io.BytesIO()
        np.savez(buffer, **frame_arrays(last))
        write_bytes(folder / "last.npz", buffer.getvalue())
    return film
