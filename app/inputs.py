"""A lab's inputs: what was chosen, opened in the engine's thread."""

from __future__ import annotations

import functools
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.runtime.engine import Engine
from engine.runtime.runs import Request, Run, Share
from engine.study import InputDescription, Study, StudyRun

OPENED_BYTES = 20_000_000
"""What an opened input that is kept is counted as."""


@dataclass(frozen=True)
class Loaded:
    """The frame of an opening: the input itself, and a small picture of it."""

    value: Any
    preview: Any = None


def loading(described: InputDescription, text: str) -> StudyRun:
    """Open an input as a run: breaths, then one :class:`Loaded`. A list input has a text a line."""
    from app.previews import detail_of, preview_of
    from engine.data.inputs import opening_input, opening_inputs

    value: Any
    if described.many:
        value = yield from opening_inputs(described.type, text.split("\n"))
    else:
        value = yield from opening_input(described.type, text)
    detail_of(described.type, value)  # measured here once, not where the window would wait for it
    yield Loaded(value, preview_of(described.type, value))


def pasting(content: bytes, name: str) -> StudyRun:
    """Decode a pasted picture as a run."""
    from engine.data.image import decode_image

    yield Loaded(decode_image(content, name))


def asking(module: Any, name: str, inputs: dict[str, Any], options: Any) -> StudyRun:
    """Ask a study for the choices of an option as a run: one :class:`Loaded` tuple of choices."""
    answer = module.ask(name, inputs, options)
    if hasattr(answer, "send"):
        answer = yield from answer
    yield Loaded(tuple(answer))


def opening_and_running(
    study: Study, files: Mapping[str, str], inputs: Mapping[str, Any], options: Any
) -> Generator[Any, Any, None]:
    """Run a study of which some inputs, ``{name: path or sample}``, are opened first; what was opened is kept."""
    from engine.data.inputs import opening_input
    from engine.runtime.cache import cache

    kinds = {i.name: i.type for i in study.inputs}
    opened = {}
    for name, text in files.items():
        key = ("opened", kinds[name], text)
        found = cache.get(key)
        if found is None:
            found = yield from opening_input(kinds[name], text)
            cache.put(key, found, OPENED_BYTES)
        opened[name] = found
    yield from study.run({**inputs, **opened}, options)


@dataclass(frozen=True, eq=False)
class Chosen:
    """One input of a lab: the text it was opened from (a path or a sample's name), its value, or a live source.

    A list input's ``text`` has a line for each text, and its value is a tuple. ``preview`` is a small picture of it.
    """

    text: str
    value: Any = None
    source: Any = None
    preview: Any = None

    @property
    def live(self) -> bool:
        return self.source is not None


@dataclass(eq=False)
class _Group:
    """Inputs that are opened together and taken over in one change, with options that go with them."""

    values: Mapping[str, Any]
    waiting: set[str]
    opened: dict[str, Chosen] = field(default_factory=dict)


class Openings(QObject):
    """Opens the inputs of a lab; for each of them the latest wins.

    ``opened`` ({name: Chosen}, {option: value}): all that was asked for together. ``failed`` (VitrineError): one of
    them cannot be opened, and none is taken over. ``progressed``: a breath.
    """

    opened = Signal(object, object)
    failed = Signal(object)
    progressed = Signal()

    def __init__(self, study: Study, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study, self._engine = study, engine
        self._runs: dict[str, tuple[Run, str, _Group]] = {}

    def choose(self, texts: Mapping[str, str], values: Mapping[str, Any] | None = None) -> None:
        """Open ``{input: path or sample}``; what is on the screen stays until all are read."""
        group = _Group(dict(values or {}), set(texts))
        described = {i.name: i for i in self._study.inputs}
        for name, text in texts.items():
            replaced = self._runs.pop(name, None)
            if replaced is not None:
                self._leave(replaced[2], name)
            start = functools.partial(loading, described[name], text)
            request = Request(f"{self._study.name}/open-{name}", start, Share.POINTER)
            self._runs[name] = (self._engine.submit(request), text, group)

    def _leave(self, group: _Group, name: str) -> None:
        """``name`` is chosen anew: the others of its group need not wait for it."""
        group.waiting.discard(name)
        group.opened.pop(name, None)
        self._deliver(group)

    def _deliver(self, group: _Group) -> None:
        if not group.waiting and group.opened:
            self.opened.emit(group.opened, group.values)

    def take(self, run: Run) -> bool:
        """Take over what a notice tells of an opening; False where the run is none."""
        name = next((n for n, (mine, _, _) in self._runs.items() if mine is run), None)
        if name is None:
            return False
        if not run.state.ended:
            self.progressed.emit()
            return True
        _, text, group = self._runs.pop(name)
        loaded = run.film.newest()
        if isinstance(loaded, Loaded):
            group.waiting.discard(name)
            group.opened[name] = Chosen(text, loaded.value, preview=loaded.preview)
            self._deliver(group)
        elif run.error is not None:
            for other in [n for n, (_, _, theirs) in self._runs.items() if theirs is group]:
                self._engine.stop(self._runs.pop(other)[0])
            self.failed.emit(run.error)
        return True

    def runs(self) -> list[Run]:
        """The openings on their way."""
        return [run for run, _, _ in self._runs.values()]
