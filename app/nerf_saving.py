"""What is computed of a radiance field to be written: runs of its view studies that end in a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.inputs import opening_and_running
from engine.errors import ComputationError, VitrineError
from engine.runtime.engine import Engine
from engine.runtime.film import Film
from engine.runtime.runs import Request, Run, Share, State
from engine.study import Progress, Published, StudyRun, study
from engine.text import QT_TRANSLATE_NOOP

Start = Callable[[], StudyRun]


@dataclass(frozen=True, eq=False)
class Written:
    """The frame a saving run ends with: the path written."""

    path: Path


@dataclass(frozen=True, eq=False)
class FieldSource:
    """The field of a lab: the file of a trained one, or what a training has published."""

    path: Path | None = None
    field: Any = None

    def start(self, name: str, options: Any) -> Start:
        """What starts a view study on it, in the engine's thread."""
        if self.path is not None:
            return functools.partial(opening_and_running, study(name), {"field": str(self.path)}, {}, options)
        return functools.partial(study(name).run, {"field": self.field}, options)


def _products(start: Start) -> Generator[Progress, None, dict[str, Any]]:
    """Run a study to its end with its breaths alone; what it published, by name."""
    found: dict[str, Any] = {}
    with closing(start()) as running:
        for got in running:
            if isinstance(got, Progress):
                yield got
            elif isinstance(got, Published):
                found[got.name] = got.object
    return found


def saving_surface(start: Start, path: Path) -> StudyRun:
    """Write the surface as a mesh.

    Raises
    ------
    ComputationError
        There is no surface at that density.
    InputError
        The file cannot be written.
    """
    from engine.data.writing_meshes import writing_mesh

    products = yield from _products(start)
    if "surface.ply" not in products:
        raise _no_surface()
    yield Written((yield from writing_mesh(products["surface.ply"], path)))


def saving_surface_cloud(start: Start, path: Path) -> StudyRun:
    """Write points on the surface as a cloud; raises as :func:`saving_surface`."""
    from engine.data.writing_clouds import writing_cloud

    products = yield from _products(start)
    if "cloud.ply" not in products:
        raise _no_surface()
    yield Written((yield from writing_cloud(products["cloud.ply"].cloud, path)))


def saving_turn(start: Start, path: Path) -> StudyRun:
    """Write the film round the field as MP4, GIF or, without an ending, PNG files in a folder.

    Raises
    ------
    InputError
        Another ending, or a folder that cannot be written to.
    """
    from app.saving import save_film

    film = (yield from _products(start))["orbit.mp4"]
    with closing(save_film(path, film.pictures(), film.rate)) as writing:  # type: ignore[type-var]
        for breath in writing:
            yield Progress(breath.done, len(film), QT_TRANSLATE_NOOP("progress", "pictures"))
    yield Written(path)


def saving_view(start: Start, path: Path) -> StudyRun:
    """Write the complete picture of a camera as PNG or JPEG.

    Raises
    ------
    InputError
        Another ending, or a folder that cannot be written to.
    """
    from engine.data.exporting import write_picture

    picture = None
    with closing(start()) as running:
        for got in running:
            if isinstance(got, Progress):
                yield got
            elif not isinstance(got, Published):
                picture = got.rgb
    assert picture is not None
    yield Written(write_picture(path, np.round(picture * 255).astype(np.uint8)))


def _no_surface() -> ComputationError:
    return ComputationError(
        QT_TRANSLATE_NOOP("errors", "There is no surface at this density, so nothing was written: choose a lower one.")
    )


class Job(QObject):
    """One place of a dialog that asks the engine; the latest question wins, an older one may still give a first frame.

    ``framed`` (frame), ``progressed`` (Progress), ``ended`` (VitrineError or None).
    """

    framed = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, engine: Engine, lane: str, share: Share, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._lane, self._share = engine, lane, share
        self._runs: list[Run] = []
        self._told = (0, 0)
        engine.signals.changed.connect(self._changed)

    def ask(self, start: Start) -> None:
        """Run something in place of what runs."""
        self._runs.append(self._engine.submit(Request(self._lane, start, self._share)))

    def stop(self) -> None:
        """End what runs; nothing of it is told any more."""
        runs, self._runs = self._runs, []
        for run in runs:
            if not run.state.ended:
                self._engine.stop(run)

    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self._runs) and not self._runs[-1].state.ended

    def film(self) -> Film | None:
        """The frames of the latest question."""
        return self._runs[-1].film if self._runs else None

    def _changed(self, run: Run) -> None:
        if run not in self._runs:
            return
        run.take_notice()
        newest = run is self._runs[-1]
        if len(run.film):
            del self._runs[: self._runs.index(run)]
            told, self._told = self._told, (run.number, len(run.film))
            if self._told != told:  # a notice of its end is none of a frame
                self.framed.emit(run.film.newest())
        elif run.state.ended and not newest:
            self._runs.remove(run)
        if not newest or run not in self._runs:
            return
        if run.state.ended:
            error: VitrineError | None = run.error if run.state is State.FAILED else None
            self.ended.emit(error)
        elif run.progress is not None:
            self.progressed.emit(run.progress)
