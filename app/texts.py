"""The engine's texts in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.errors import VitrineError
from engine.text import QT_TRANSLATE_NOOP

TITLES = {
    "source": QT_TRANSLATE_NOOP("InputPanel", "Source"),
    "target": QT_TRANSLATE_NOOP("InputPanel", "Target"),
    "cloud": QT_TRANSLATE_NOOP("InputPanel", "Cloud"),
    "clouds": QT_TRANSLATE_NOOP("InputPanel", "Clouds"),
    "sequence": QT_TRANSLATE_NOOP("InputPanel", "RGB-D pictures"),
}
"""What the inputs are called, where their type alone does not say."""


def translated(context: str, text: str) -> str:
    """``text`` of the engine, looked up in ``context``."""
    return QCoreApplication.translate(context, text) if text else ""


def error_sentence(error: VitrineError) -> str:
    """An error as one sentence in the user's language."""
    try:
        return translated("errors", error.template).format(**error.arguments)
    except (KeyError, IndexError, ValueError):
        return str(error)


def note_text(note: str) -> str:
    """A note of the engine: a sentence, or one that remembers its template and arguments."""
    template = getattr(note, "template", None)
    if template is None:
        return translated("errors", note)
    try:
        return translated("errors", template).format(**getattr(note, "arguments", {}))
    except (KeyError, IndexError, ValueError):
        return str(note)


def input_title(name: str) -> str:
    """What a study's input is called in the window; "" where its type says enough."""
    return translated("InputPanel", TITLES.get(name, ""))


def progress_text(what: str) -> str:
    """What a breath counts, in the user's language."""
    return translated("progress", what)
