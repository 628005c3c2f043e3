"""Tokens of a few readable numbers: words drawn by chance, patches of a photo described, and what is edited in them."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

Floats = NDArray[np.float64]
MOST_WORDS = 10
LARGEST = 100.0
"""The largest number that can be written into a cell, either sign."""


def words_of(sentence: str) -> tuple[str, ...]:
    """The words of a sentence, at spaces.

    Raises
    ------
    InputError
        None, or more than ten.
    """
    words = tuple(sentence.split())
    if not 1 <= len(words) <= MOST_WORDS:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "A sentence here has 1 to {most} words, not {count}."),
            most=MOST_WORDS,
            count=len(words),
        )
    return words


def drawn(name: str, rows: int, columns: int, seed: int, most: float = 2.0) -> Floats:
    """Multiples of a half from -most to most, (rows, columns) float64, by chance but the same for a name and seed."""
    draw = np.random.default_rng([seed, zlib.crc32(name.encode())])
    steps = round(2 * most)
    numbers: Floats = draw.integers(-steps, steps + 1, (rows, columns)) / 2.0
    return numbers


def word_numbers(words: Sequence[str], width: int, seed: int, name: str = "") -> Floats:
    """A row of ``width`` numbers a word, (N, width), drawn by chance: equal words get equal rows."""
    return np.concatenate([drawn(f"{name}:{word}", 1, width, seed) for word in words])


def patch_numbers(square: NDArray[np.uint8], grid: int, width: int) -> Floats:
    """What a patch looks like and where it stands, (grid * grid, width) float64 to one decimal, ``width`` 8 or less.

    In this order: its mean red, green and blue, its row and its column, from -1 to 1; the standard deviation of its
    grey values, grey values to the right less those to the left, below less above, each twice over a range of 0 to 1.
    """
    side = len(square) // grid
    cut = square[: side * grid, : side * grid].astype(np.float64) / 255
    cells = cut.reshape(grid, side, grid, side, 3).swapaxes(1, 2).reshape(grid * grid, side, side, 3)
    grey = cells.mean(-1)
    half = max(1, side // 2)
    place = np.linspace(-1, 1, grid) if grid > 1 else np.zeros(1)
    told = np.column_stack(
        [
            2 * cells.mean((1, 2)) - 1,
            np.repeat(place, grid),
            np.tile(place, grid),
            2 * grey.std((1, 2)),
            2 * (grey[:, :, -half:].mean((1, 2)) - grey[:, :, :half].mean((1, 2))),
            2 * (grey[:, -half:].mean((1, 2)) - grey[:, :half].mean((1, 2))),
        ]
    )
    rounded: Floats = np.round(told[:, :width], 1) + 0.0
    return rounded


def edited(matrices: dict[str, Floats], edits: Sequence[str]) -> tuple[dict[str, Floats], int]:
    """Matrices with the numbers written into them, and how many edits lie outside.

    An edit is ``matrix:row:column=number``, rows and columns counted from 0; the later one of a cell holds.

    Raises
    ------
    InputError
        An edit that is not written so, or a number beyond 100.
    """
    changed = {name: values.copy() for name, values in matrices.items()}
    outside = 0
    for text in edits:
        try:
            place, number = text.split("=")
            name, row, column = (part.strip() for part in place.split(":"))
            where, number_there = (int(row), int(column)), float(number)
        except ValueError:
            number_there, where, name = math.nan, (0, 0), ""
        if not abs(number_there) <= LARGEST or min(where) < 0:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors", "The edit {edit} is not understood: write matrix:row:column=number, up to {most}."
                ),
                edit=repr(text),
                most=f"{LARGEST:g}",
            )
        values = changed.get(name)
        if values is None or where[0] >= values.shape[0] or where[1] >= values.shape[1]:
            outside += 1
        else:
            values[where] = number_there
    return changed, outside


def mask_of(kind: str, queries: int, keys: int, flips: Sequence[str]) -> tuple[NDArray[np.bool_], int]:
    """Where a query may look, (queries, keys) bool, and how many flips lie outside.

    ``kind`` "none" allows all, "causal" what is not later than the query; a flip ``row:column`` turns one cell over.

    Raises
    ------
    InputError
        A flip that is not written so.
    """
    allowed = np.tri(queries, keys, dtype=bool) if kind == "causal" else np.ones((queries, keys), bool)
    outside = 0
    for text in flips:
        parts = text.split(":")
        if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The cell {cell} of the mask is not understood: write row:column."),
                cell=repr(text),
            )
        row, column = int(parts[0]), int(parts[1])
        if row >= queries or column >= keys:
            outside += 1
        else:
            allowed[row, column] = ~allowed[row, column]
    return allowed, outside
