"""Small jobs of the window that belong into the engine's thread: saving weights, keeping a trained network."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from engine.data.cloud import PointCloud
from engine.errors import VitrineError
from engine.runtime.engine import Engine
from engine.runtime.runs import Request, Run, Share
from engine.study import Progress, Published, StudyRun
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, eq=False)
class _Result:
    """The frame a task ends with."""

    value: Any


def saving(product: Published, path: Path) -> StudyRun:
    """Save a product as a run."""
    yield _Result(product.object.save(path))


def keeping(product: Published) -> StudyRun:
    """Keep a trained network among the user's weights as a run; the result is its name, or None for another product."""
    from engine.weights.trained import keep

    yield _Result(keep(product))


def keeping_scene(product: Published) -> StudyRun:
    """Keep a scene that was found from photos; the result is its folder."""
    from engine.data import kept_scenes

    yield _Result((yield from kept_scenes.keeping_scene(product)))


def choosing_device(name: str) -> StudyRun:
    """Load torch and choose the device as a run; the result is the devices there are."""
    from engine.runtime import devices

    yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    found = devices.available()
    devices.choose(name if name in found else "auto")
    yield _Result(found)


def setting_threads(count: int) -> StudyRun:
    """Set torch's threads as a run: torch is called in the engine's thread only."""
    from engine.runtime import torch_loading

    torch_loading.set_threads(count)
    yield _Result(count)


def saving_cloud(cloud: PointCloud, path: Path) -> StudyRun:
    """Write a cloud as a run, by the name's ending."""
    from engine.data.writing_clouds import writing_cloud

    yield _Result((yield from writing_cloud(cloud, path)))


class Tasks(QObject):
    """Runs jobs one after another and hands each result to a bound method in the window's thread."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._waiting: dict[int, tuple[Run, Callable[[Any], None], Callable[[VitrineError], None]]] = {}
        engine.signals.changed.connect(self._changed)

    def do(
        self,
        start: Callable[..., StudyRun],
        *arguments: Any,
        done: Callable[[Any], None],
        failed: Callable[[VitrineError], None],
    ) -> None:
        """Run ``start(*arguments)``; ``done`` gets its result, ``failed`` its error."""
        lane = f"window/task-{len(self._waiting)}-{id(arguments)}"
        run = self._engine.submit(Request(lane, functools.partial(start, *arguments), Share.VIEW))
        self._waiting[run.number] = (run, done, failed)

    def _changed(self, run: Run) -> None:
        if run.number not in self._waiting:
            return
        run.take_notice()
        if not run.state.ended:
            return
        _, done, failed = self._waiting.pop(run.number)
        result = run.film.newest()
        if run.error is not None:
            failed(run.error)
        elif result is not None:
            done(result.value)
