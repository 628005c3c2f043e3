"""A lab's inputs: what was chosen, opened in the engine's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.study import StudyRun


@dataclass(frozen=True)
class Loaded:
    """The frame of an opening: the input itself."""

    value: Any


def loading(type_name: str, text: str) -> StudyRun:
    """Open an input as a run: breaths, then one :class:`Loaded`."""
    from engine.data.inputs import opening_input

    yield Loaded((yield from opening_input(type_name, text)))


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


@dataclass(frozen=True, eq=False)
class Chosen:
    """One input of a lab: the text it was opened from (a path or a sample's name), its value, or a live source."""

    text: str
    value: Any = None
    source: Any = None

    @property
    def live(self) -> bool:
        return self.source is not None
