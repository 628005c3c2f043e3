"""What the lab on positions says."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.texts import note_text
from engine.text import QT_TRANSLATE_NOOP
from widgets.cell_painting import number_text

ENCODINGS = {
    "counting": QT_TRANSLATE_NOOP("Positions", "the count itself in every dimension"),
    "normalised": QT_TRANSLATE_NOOP("Positions", "the count from 0 to 1 in every dimension"),
    "binary": QT_TRANSLATE_NOOP("Positions", "its binary digits, the lowest first"),
    "sinusoidal": QT_TRANSLATE_NOOP("Positions", "sines and cosines of slower and slower waves"),
    "2-d": QT_TRANSLATE_NOOP("Positions", "waves of its row, then waves of its column"),
    "learned": QT_TRANSLATE_NOOP("Positions", "a row of numbers that is learned"),
}


def tr(text: str) -> str:
    """A text of this lab in the user's language."""
    return QCoreApplication.translate("Positions", text)


def sentence(frame: Any) -> str:
    """What is seen, in this instance's words."""
    if frame.matrix is not None:
        text = QCoreApplication.translate(
            "Positions",
            "Each of the {count} patches gets {dimension} numbers, {encoding}; the map shows how alike the chosen "
            "patch's are to every other's.",
        ).format(count=frame.grid**2, dimension=frame.matrix.shape[1], encoding=tr(ENCODINGS[frame.kind]))
    elif frame.kind == "relative-bias":
        text = QCoreApplication.translate(
            "Positions", "What is added to the chosen patch's scores for every other patch: one free number an offset."
        )
    else:
        text = QCoreApplication.translate(
            "Positions",
            "What is added to the chosen patch's scores for every other patch: a small network of the log-spaced "
            "offset.",
        )
    parts = [text]
    if frame.error is not None:
        parts.append(
            QCoreApplication.translate(
                "Positions",
                "Learned in {step} steps of restoring hidden patches of this photo: error {error}, the mean as a guess "
                "{guess}.",
            ).format(step=frame.step, error=number_text(frame.error), guess=number_text(frame.error_of_mean))
        )
    return " ".join([*parts, *map(note_text, frame.notes)])


def experiment(frame: Any) -> str:
    """What shuffling the patches does to the output of one layer of attention."""
    if frame.difference is None:
        return QCoreApplication.translate("Positions", "The patches are not shuffled.")
    if frame.combine == "off":
        return QCoreApplication.translate(
            "Positions", "Shuffled, the output of one attention layer is the same, shuffled: largest change {off}."
        ).format(off=number_text(frame.difference))
    return QCoreApplication.translate(
        "Positions",
        "Shuffled, the output of one attention layer changes by up to {on} with positions, and by {off} without.",
    ).format(on=number_text(frame.difference), off=number_text(frame.difference_off))


def place(frame: Any, patch: int) -> str:
    """A patch by its number, row and column."""
    return QCoreApplication.translate("Positions", "position {position} · row {row}, column {column}").format(
        position=patch, row=patch // frame.grid, column=patch % frame.grid
    )
