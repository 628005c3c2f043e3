"""Points from tables of numbers in text: XYZ, TXT, XYZN, XYZRGB, PTS, and the number blocks of other formats."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.data.array_archives import damaged
from engine.data.cloud_parts import READING, RawCloud, Roles, plain_name, roles_by_name
from engine.data.notes import Note
from engine.data.opening import name_of
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Table = NDArray[np.float64]

BLOCK = 1 << 18
"""Bytes of text between two breaths."""
HEADER_LINES = 100
"""So many lines before the first row of numbers may say anything."""
LONGEST_LINE = 1 << 16


def line_blocks(stream: BinaryIO, block: int = BLOCK) -> Generator[list[bytes], None, None]:
    """The rest of a file as lists of whole lines without their ends; any of the three line ends."""
    rest = b""
    while content := stream.read(block):
        text = rest + content
        cut = max(text.rfind(b"\n"), text.rfind(b"\r", 0, -1)) + 1
        if cut == 0:
            if len(text) > LONGEST_LINE + block:
                raise ValueError("a line without end")
            rest = text
            continue
        rest = text[cut:]
        yield text[:cut].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[:-1]
    if rest:
        yield [rest.rstrip(b"\r\n")]


def numbers(lines: list[bytes]) -> Table | None:
    """The (rows, columns) numbers of lines separated by blanks; None where they do not have the same number of them."""
    try:
        with np.errstate(all="ignore"):
            text = b"\n".join(lines).decode("ascii")
            table: Table = np.loadtxt(text.split("\n"), ndmin=2, comments=None)
    except (ValueError, UnicodeDecodeError):
        return None
    return table


def number_row(line: bytes) -> list[float] | None:
    """The numbers of one line, or None where anything else stands in it."""
    if b"_" in line:  # which Python allows within a number
        return None
    try:
        return [float(word) for word in line.split()]
    except ValueError:
        return None


# -- tables of points ------------------------------------------------------------------------------------------


def _blank(line_block: list[bytes], separator: bytes) -> list[bytes]:
    """The lines with blanks between the numbers; a comma beside semicolons is a decimal point."""
    text = b"\n".join(line_block)
    if separator == b";":
        text = text.replace(b",", b".").replace(b";", b" ")
    elif separator == b",":
        text = text.replace(b",", b" ")
    return [line for line in text.split(b"\n") if line.strip()]


def _separator(line: bytes) -> bytes:
    return b";" if b";" in line else b"," if b"," in line else b" "


def reading_table(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """The points of a text file: a line each, three columns or more.

    What the columns are is said by a line of names above them (``x y z r g b``), else by the ending, else by their
    values.

    Raises
    ------
    InputError
        It is not a table of three columns or more, or it is a transform.
    """
    size = os.fstat(stream.fileno()).st_size
    raw = RawCloud()
    tables: list[Table] = []
    names: list[bytes] = []
    before: list[list[float]] = []
    separator, columns, left_out, rows, skipped = b"", 0, 0, 0, 0
    try:
        for lines in line_blocks(stream):
            if not columns:
                for at, line in enumerate(lines):
                    line = line.removeprefix(b"\xef\xbb\xbf")
                    separator = _separator(line)
                    row = number_row(b" ".join(_blank([line], separator)))
                    if row is not None and len(row) >= 3:
                        columns, lines = len(row), lines[at:]
                        lines[0] = line
                        break
                    if row:
                        before.append(row)
                    if line.strip():
                        names, skipped = line.replace(b"//", b" ").replace(b"#", b" ").split(), skipped + 1
                        if separator != b" ":
                            names = line.replace(b"//", b" ").replace(b"#", b" ").split(separator)
                    if skipped > HEADER_LINES:
                        raise _no_table(path)
            lines = _blank(lines, separator)
            if columns and lines:
                table = numbers(lines)
                if table is None or table.shape[1] != columns:
                    read = [row for row in map(number_row, lines) if row is not None and len(row) == columns]
                    left_out += len(lines) - len(read)
                    table = np.array(read, np.float64).reshape(-1, columns)
                rows += len(table)
                if left_out > rows:
                    raise _no_table(path)
                tables.append(table)
            yield Progress(stream.tell(), size, READING)
    except ValueError as error:
        raise _no_table(path) from error
    if not rows:
        raise _no_table(path)
    if columns == 4 and rows == 4 and _is_transform(np.concatenate(tables)):
        raise a_transform(path)
    claimed = before[0][0] if path.suffix.lower() == ".pts" and before and len(before[0]) == 1 else 0
    if rows < claimed:
        raise damaged(path)
    if left_out > (64 if claimed else 0):  # a file of several scans has a line with a count before each
        raw.notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "{count} lines of {file} are no points and were left out."),
                count=left_out,
                file=name_of(path),
            )
        )
    named = {name.decode("utf-8", "replace"): at for at, name in enumerate(names)}
    roles = roles_by_name(named) if len(names) == columns == len({plain_name(n) for n in named}) else None
    if roles is None:
        roles = guessed_roles(tables, path, raw.notes)
    for table in tables:
        raw.parts.append(roles.part(table))
        yield Progress(size, size, READING)
    return raw


def _no_table(path: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP(
            "errors", "{file} is not a point cloud: it is not a table with three columns of numbers or more."
        ),
        file=name_of(path),
    )


def a_transform(path: Path) -> InputError:
    """The sentence for a file that holds a 4 x 4 matrix."""
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not a point cloud: it holds a 4 x 4 transform."), file=name_of(path)
    )


def _is_transform(matrix: NDArray[np.floating]) -> bool:
    return matrix.shape == (4, 4) and np.array_equal(matrix[3], [0, 0, 0, 1])


def guessed_roles(tables: list[Table], path: Path, notes: list[str]) -> Roles:
    """What the columns of a table without names are: x, y, z, then by number of columns, ending and values.

    4: intensity. 6: colours or normals. 7: intensity and colours, or normals and something. 9 or more: two threes.
    """
    columns = tables[0].shape[1]
    suffix = path.suffix.lower()
    if columns < 4:
        return Roles((0, 1, 2))
    if columns < 6:
        return Roles((0, 1, 2), intensity=3)
    if suffix in (".xyzrgb", ".xyzn") and columns == 6:
        return Roles((0, 1, 2), **{"colours" if suffix == ".xyzrgb" else "normals": (3, 4, 5)})
    if columns == 7 and (suffix == ".pts" or _kind(tables, (4, 5, 6)) == "colours"):
        return Roles((0, 1, 2), (4, 5, 6), intensity=3)
    first = _kind(tables, (3, 4, 5))
    found = {first: (3, 4, 5)} if first else {}
    if columns >= 9:
        second = _kind(tables, (6, 7, 8))
        if second and second not in found:
            found[second] = (6, 7, 8)
    said = {
        "colours": QT_TRANSLATE_NOOP("errors", "The values beside the coordinates in {file} are taken for colours."),
        "normals": QT_TRANSLATE_NOOP("errors", "The values beside the coordinates in {file} are taken for normals."),
        "": QT_TRANSLATE_NOOP("errors", "The values beside the coordinates in {file} are not used."),
    }
    if len(found) < 2:
        notes.append(Note(said[first], file=name_of(path)))
    return Roles((0, 1, 2), **found)


def _kind(tables: list[Table], columns: tuple[int, int, int]) -> str:
    """``"colours"``, ``"normals"`` or ``""``: what three columns look like in every table."""
    values = np.concatenate([table[:: max(1, len(table) // 500)][:, list(columns)] for table in tables[:200]])
    values = values[np.isfinite(values).all(axis=1)]
    if not len(values):
        return ""
    lengths = np.linalg.norm(values, axis=1)
    if float((np.abs(lengths - 1) < 0.01).mean()) > 0.9:  # pure red is as long, but a cloud of nothing else unlikely
        return "normals"
    if float(values.min()) < 0 or float(values.max()) > 65535:
        return ""
    return "colours"
