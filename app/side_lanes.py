"""What a lab asks beside its run: view studies in lanes of their own, and the values its options can take."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.inputs import Loaded, asking
from app.lab import Lab, Moment
from engine.options import Choice, from_json, to_json
from engine.runtime.engine import Engine
from engine.runtime.runs import Request, Run, Share, State
from engine.study import Study
from engine.study import study as study_named


class SideLanes(QObject):
    """Runs the lab's side lanes; within a lane the latest wins.

    ``changed`` (lane, Moment), ``failed`` (lane, VitrineError).
    """

    changed = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, lab: Lab, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab, self._engine = lab, engine
        self._runs: dict[str, tuple[Run, Mapping[str, Any], Any]] = {}

    def ask(self, name: str, overrides: Mapping[str, Any], inputs: Mapping[str, Any], options: Any) -> None:
        """Run a lane's study on ``inputs``: its options are ``overrides`` over the lane's own over the run's."""
        lane = next(side for side in self._lab.lanes if side.name == name)
        study = study_named(lane.study)
        names = {f.name for f in dataclasses.fields(study.options_class)}
        values = {n: v for n, v in {**to_json(options), **lane.options, **overrides}.items() if n in names}
        chosen = from_json(study.options_class, values)
        taken = {i.name: inputs[i.name] for i in study.inputs if inputs.get(i.name) is not None}
        request = Request(f"{self._lab.study}/{name}", functools.partial(study.run, taken, chosen), lane.share)
        self._runs[name] = (self._engine.submit(request), taken, chosen)

    def ask_automatic(self, inputs: Mapping[str, Any], options: Any) -> None:
        """The lanes that are asked by themselves."""
        for lane in self._lab.lanes:
            if lane.automatic:
                self.ask(lane.name, {}, inputs, options)

    def stop_automatic(self) -> None:
        """End what the lanes that are asked by themselves still compute: an answer that goes does not need it."""
        for lane in self._lab.lanes:
            if lane.automatic and lane.name in self._runs and not self._runs[lane.name][0].state.ended:
                self._engine.stop(self._runs[lane.name][0])

    def take(self, run: Run) -> bool:
        """Pass on what a notice tells of a lane's run; False where it is none of these."""
        for name, (mine, inputs, options) in self._runs.items():
            if mine is not run:
                continue
            if run.state is State.FAILED and run.error is not None:
                self.failed.emit(name, run.error)
            elif (frame := run.film.newest()) is not None:
                self.changed.emit(name, Moment(frame, inputs, options, run.film, len(run.film) - 1))
            return True
        return False

    def runs(self) -> list[Run]:
        """The runs asked for last, one a lane."""
        return [run for run, _, _ in self._runs.values()]


class Choices(QObject):
    """The values a study's ``asked`` options can take; ``changed`` (option name)."""

    changed = Signal(str)

    def __init__(self, study: Study, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study, self._engine = study, engine
        self.known: dict[str, Sequence[Choice]] = {}
        self._runs: dict[str, Run] = {}
        self._asked_for: tuple[Any, ...] | None = None

    def _key(self, options: Any) -> tuple[Any, ...]:
        names = getattr(self._study.module, "CHOICES_DEPEND_ON", [d.name for d in self._study.options])
        return tuple(getattr(options, name) for name in names)

    def current(self, options: Any) -> bool:
        """Whether the choices were asked for options on which they depend alike."""
        return self._asked_for == self._key(options)

    def ask(self, inputs: dict[str, Any], options: Any) -> None:
        """Ask the study anew."""
        self._asked_for = self._key(options)
        for described in self._study.options:
            if described.asked:
                start = functools.partial(asking, self._study.module, described.name, inputs, options)
                lane = f"{self._study.name}/ask-{described.name}"
                self._runs[described.name] = self._engine.submit(Request(lane, start, Share.VIEW))

    def take(self, run: Run) -> bool:
        """Take over an answer that a notice tells of; False where the run is none of these."""
        name = next((n for n, mine in self._runs.items() if mine is run), None)
        if name is None:
            return False
        if run.state.ended:
            del self._runs[name]
            answer = run.film.newest()
            if isinstance(answer, Loaded) and self.known.get(name) != answer.value:
                self.known[name] = answer.value
                self.changed.emit(name)
        return True

    def runs(self) -> list[Run]:
        """The questions on their way."""
        return list(self._runs.values())
