"""What a lab asks beside its run: view studies in lanes of their own, and the values its options can take."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.inputs import Loaded, asking, opening_and_running
from app.lab import Lab, Moment
from engine.options import Choice, from_json, to_json
from engine.runtime.engine import Engine
from engine.runtime.runs import Request, Run, Share, State
from engine.study import Published, Study
from engine.study import study as study_named


@dataclass(frozen=True, eq=False)
class _Question:
    """A lane's run and what it was asked."""

    run: Run
    inputs: Mapping[str, Any]
    options: Any


class SideLanes(QObject):
    """Runs the lab's side lanes; within a lane the latest wins.

    A lane on a product of the run is asked faster than it answers, by a moving camera: what was asked before the latest
    still passes on its first frame.

    ``changed`` (lane, Moment), ``failed`` (lane, VitrineError).
    """

    changed = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, lab: Lab, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab, self._engine = lab, engine
        self._asked: dict[str, _Question] = {}
        self._superseded: dict[str, list[_Question]] = {}

    def ask(
        self,
        name: str,
        overrides: Mapping[str, Any],
        inputs: Mapping[str, Any],
        options: Any,
        products: Sequence[Published] = (),
    ) -> None:
        """Run a lane's study on ``inputs``: its options are ``overrides`` over the lane's own over the run's.

        A lane on products takes the newest of its names among ``products``, and is not asked before they are there. An
        override called like an input is a path or a sample, which is opened in its place.
        """
        lane = next(side for side in self._lab.lanes if side.name == name)
        study = study_named(lane.study)
        names = {f.name for f in dataclasses.fields(study.options_class)}
        values = {n: v for n, v in {**to_json(options), **lane.options, **overrides}.items() if n in names}
        chosen = from_json(study.options_class, values)
        files = {i.name: str(overrides[i.name]) for i in study.inputs if i.name in overrides}
        newest = {product.name: product.object for product in products}
        wanted = {own: file for own, file in lane.products.items() if own not in files}
        if any(file not in newest for file in wanted.values()):
            return
        given = {**inputs, **{own: newest[file] for own, file in wanted.items()}}
        taken = {i.name: given[i.name] for i in study.inputs if given.get(i.name) is not None and i.name not in files}
        start = functools.partial(study.run, taken, chosen)
        if files:
            start = functools.partial(opening_and_running, study, files, taken, chosen)
        request = Request(f"{self._lab.study}/{name}", start, lane.share)
        before = self._asked.get(name)
        if lane.products and before is not None and not before.run.state.ended and not len(before.run.film):
            self._superseded.setdefault(name, []).append(before)
        self._asked[name] = _Question(self._engine.submit(request), taken, chosen)

    def ask_automatic(self, inputs: Mapping[str, Any], options: Any, products: Sequence[Published] = ()) -> None:
        """The lanes that are asked by themselves."""
        for lane in self._lab.lanes:
            if lane.automatic:
                self.ask(lane.name, {}, inputs, options, products)

    def stop_automatic(self) -> None:
        """End what the lanes that are asked by themselves still compute: an answer that goes does not need it."""
        for lane in self._lab.lanes:
            if lane.automatic and lane.name in self._asked and not self._asked[lane.name].run.state.ended:
                self._engine.stop(self._asked[lane.name].run)

    def take(self, run: Run) -> bool:
        """Pass on what a notice tells of a lane's run; False where it is none of these."""
        for name, question in self._asked.items():
            if question.run is not run:
                continue
            if run.state is State.FAILED and run.error is not None:
                self.failed.emit(name, run.error)
            elif len(run.film):
                self._superseded.pop(name, None)
                self._pass_on(name, question)
            return True
        return self._take_superseded(run)

    def _take_superseded(self, run: Run) -> bool:
        """The first frame of what was asked before the latest, while that has none; older ones are late."""
        for name, questions in self._superseded.items():
            place = next((i for i, question in enumerate(questions) if question.run is run), None)
            if place is None:
                continue
            question = questions[place]
            if len(run.film):
                del questions[: place + 1]
                self._pass_on(name, question)
            elif run.state.ended:
                del questions[place]
            return True
        return False

    def _pass_on(self, name: str, question: _Question) -> None:
        film = question.run.film
        self.changed.emit(name, Moment(film.newest(), question.inputs, question.options, film, len(film) - 1))

    def runs(self) -> list[Run]:
        """The runs asked for last, one a lane."""
        return [question.run for question in self._asked.values()]


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
