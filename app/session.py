"""The state of the window as JSON: saved at the end, opened at the next start, or kept in a file of the user's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.folders import settings_folder
from engine.data.writing import write_bytes
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

FORMAT = 1


@dataclass(frozen=True)
class LabState:
    """One lab: its inputs as paths or samples, options, drawing, and the step shown (from 0, -1: the newest).

    ``training`` is what is kept of its training beside the session (:class:`app.trainings.Kept`), {} for nothing.
    """

    inputs: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    drawing: dict[str, Any] = field(default_factory=dict)
    step: int = -1
    training: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Session:
    """The window: which lab is open, and the state of every lab that was visited."""

    lab: str = ""
    labs: dict[str, LabState] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)


_TYPES: dict[str, type[Any]] = {"inputs": dict, "options": dict, "drawing": dict, "step": int}


def to_text(session: Session) -> str:
    """The session as JSON."""
    return json.dumps(
        {
            "vitrine": FORMAT,
            "lab": session.lab,
            "labs": {name: vars(state) for name, state in session.labs.items()},
            "recent": list(session.recent),
            "settings": session.settings,
        },
        indent=1,
        ensure_ascii=False,
    )


def from_text(text: str, file: str) -> Session:
    """The session in JSON ``text``; options are checked later, against the dataclass of their lab.

    Raises
    ------
    InputError
        ``file`` holds no session.
    """
    wrong = InputError(QT_TRANSLATE_NOOP("errors", "{file} is not a session of Vitrine."), file=file)
    try:
        stored = json.loads(text)
        if stored["vitrine"] != FORMAT:
            raise wrong
        labs = {}
        for name, state in stored["labs"].items():
            if not all(isinstance(state[key], kind) for key, kind in _TYPES.items()):
                raise wrong
            inputs = {str(k): str(v) for k, v in state["inputs"].items()}
            training = state.get("training", {})
            if not isinstance(training, dict):
                raise wrong
            labs[str(name)] = LabState(inputs, state["options"], state["drawing"], state["step"], training)
        recent = tuple(str(path) for path in stored["recent"])
        return Session(str(stored["lab"]), labs, recent, dict(stored["settings"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise wrong from error


def read_session(path: Path) -> Session:
    """The session in a file.

    Raises
    ------
    InputError
        The file cannot be read or holds no session.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be read: {reason}."),
            file=path.name,
            reason=str(getattr(error, "strerror", None) or "it is not a text").lower(),
        ) from error
    return from_text(text, path.name)


def write_session(session: Session, path: Path) -> None:
    """Write the session to ``path``, in one move."""
    write_bytes(path, to_text(session).encode())


def last_session_path() -> Path:
    """Where the window's last state is kept."""
    return settings_folder() / "session.json"


def last_session() -> Session:
    """The window's last state; an empty session where there is none or it cannot be read."""
    path = last_session_path()
    if not path.exists():
        return Session()
    try:
        return read_session(path)
    except InputError:
        return Session()
