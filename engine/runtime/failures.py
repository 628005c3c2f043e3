"""Exceptions of a computation as sentences for the user."""

from __future__ import annotations

from engine.errors import ComputationError, VitrineError
from engine.runtime.cache import cache
from engine.text import QT_TRANSLATE_NOOP


def explained(error: BaseException) -> VitrineError:
    """``error`` as a sentence for the user; out of memory also frees the caches."""
    if isinstance(error, VitrineError):
        return error
    text = str(error)
    if isinstance(error, MemoryError) or "allocate memory" in text or "out of memory" in text.lower():
        import psutil

        cache.free()
        asked = next((part for part in text.replace(".", " ").split() if part.isdigit() and len(part) > 5), "")
        return ComputationError(
            QT_TRANSLATE_NOOP(
                "errors",
                "Not enough memory: {asked} was asked for and {free} is free. A smaller picture, batch or "
                "network will do.",
            ),
            asked=f"{int(asked) / 1e6:,.0f} MB" if asked else "more",
            free=f"{psutil.virtual_memory().available / 1e6:,.0f} MB",
        )
    first_line = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return ComputationError(
        QT_TRANSLATE_NOOP("errors", "The computation failed: {kind}, {reason}"),
        kind=type(error).__name__,
        reason=first_line[:300],
    )
