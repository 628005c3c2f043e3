"""The engine's texts in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.errors import VitrineError


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


def progress_text(what: str) -> str:
    """What a breath counts, in the user's language."""
    return translated("progress", what)
