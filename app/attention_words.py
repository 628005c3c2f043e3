"""What the lab on attention says."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.texts import note_text
from engine.text import QT_TRANSLATE_NOOP

METHODS = {
    "rollout": QT_TRANSLATE_NOOP("Attention", "Rollout up to this layer"),
    "gradient-rollout": QT_TRANSLATE_NOOP("Attention", "Rollout by gradient: {name}"),
    "chefer": QT_TRANSLATE_NOOP("Attention", "Relevance for {name}"),
}


def tr(text: str) -> str:
    """A text of this lab in the user's language."""
    return QCoreApplication.translate("Attention", text)


def sentence(frame: Any, patch: int | None, received: bool) -> str:
    """What is seen, in this instance's words; ``patch`` None: it is the class token's."""
    known = {"layer": frame.layer, "network": frame.network_title}
    if patch is None and received:
        text = QCoreApplication.translate(
            "Attention", "In layer {layer} of {network}, the bright places look at the class token."
        )
    elif patch is None:
        text = QCoreApplication.translate(
            "Attention", "In layer {layer} of {network}, the class token looks at the bright places."
        )
    elif received:
        text = QCoreApplication.translate(
            "Attention",
            "In layer {layer} of {network}, the bright places look at the patch in row {row}, column {column}.",
        )
    else:
        text = QCoreApplication.translate(
            "Attention",
            "In layer {layer} of {network}, the patch in row {row}, column {column} looks at the bright places.",
        )
    if patch is not None:
        known["row"], known["column"] = divmod(patch, int(frame.grid[1]))
    parts = [text.format(**known)]
    if frame.window.any():
        parts.append(
            QCoreApplication.translate(
                "Attention", "A patch sees only its window of {rows} × {columns} patches."
            ).format(rows=int(frame.window[0]), columns=int(frame.window[1]))
        )
        if frame.shift.any():
            parts.append(
                QCoreApplication.translate("Attention", "The windows are shifted by {rows} and {columns}.").format(
                    rows=int(frame.shift[0]), columns=int(frame.shift[1])
                )
            )
    return " ".join([*parts, *map(note_text, frame.notes)])


def answer_title(frame: Any, method: str) -> str:
    """What the map beside the stage is."""
    if frame.rollout.size:
        return tr(METHODS[method]).format(name=frame.target_name)
    if not len(frame.answering):
        return QCoreApplication.translate("Attention", "How much each patch is looked at")
    if len(frame.answering) <= frame.prefix_tokens:
        return QCoreApplication.translate("Attention", "What the class token looks at")
    return QCoreApplication.translate("Attention", "What all patches look at")
