"""Points and triangles from mesh files: OFF and its kin, OBJ, STL; read in pieces."""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.data.array_archives import damaged
from engine.data.cloud_parts import PIECE, READING, Part, RawCloud
from engine.data.cloud_sampling import fan
from engine.data.cloud_tables import line_blocks, number_row, numbers
from engine.study import Progress

OFF_WORD = re.compile(rb"^(ST)?(C)?(N)?(4)?OFF(?![A-Za-z])")
"""How an OFF file starts: the letters say what stands beside the coordinates."""
STL_HEADER = 84
STL_TRIANGLE = 50

_Lines = list[bytes]


def _polygons(lines: _Lines, raw: RawCloud) -> None:
    """Add the triangles of lines ``count corner corner ... (colour)``."""
    table = numbers(lines)
    if table is not None and (table[:, 0] == table[0, 0]).all():
        rows = {int(table[0, 0]): table[:, 1:]}
    else:
        mixed: dict[int, list[list[float]]] = {}
        for line in lines:
            row = number_row(line)
            if not row or len(row) < 1 + int(row[0]):
                raise ValueError("fewer corners than said")
            mixed.setdefault(int(row[0]), []).append(row[1 : 1 + int(row[0])])
        rows = {count: np.array(lists).reshape(len(lists), -1) for count, lists in mixed.items()}
    for count, corners in rows.items():
        if not 0 <= count <= corners.shape[1]:
            raise ValueError("fewer corners than said")
        if count >= 3:
            raw.triangles.append(fan(corners[:, :count].astype(np.int64)))


def reading_off(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """OFF, COFF, NOFF, CNOFF and STOFF; the counts may stand on the first line, even joined to the word.

    Raises
    ------
    InputError
        A file that is cut off or contradicts itself.
    """
    raw = RawCloud()
    counts: list[int] = []
    first = True
    coloured = normals = False
    corners = faces = 0
    try:
        for block in line_blocks(stream):
            lines = [line for line in (raw_line.split(b"#")[0].strip() for raw_line in block) if line]
            if first and lines:
                first = False
                word = OFF_WORD.match(lines[0])
                if word is None or word[4]:  # four coordinates are no points in space
                    raise ValueError("not an OFF file")
                coloured, normals = bool(word[2]), bool(word[3])
                rest = lines[0][word.end() :].strip()
                if rest.upper().startswith(b"BINARY"):
                    raise ValueError("binary OFF")
                lines[:1] = [rest] if rest else []
            if not counts and lines:
                counts = [int(number) for number in lines.pop(0).split()[:2]]
                corners, faces = counts
                if min(counts) < 0 or (corners * 6 + faces * 4) > os.fstat(stream.fileno()).st_size:
                    raise ValueError("counts beyond the file")
            while lines and (corners or faces):
                if corners:
                    taken, lines = lines[:corners], lines[corners:]
                    corners -= len(taken)
                    raw.parts.append(_off_corners(taken, coloured, normals))
                else:
                    taken, lines = lines[:faces], lines[faces:]
                    faces -= len(taken)
                    _polygons(taken, raw)
            yield Progress(stream.tell(), os.fstat(stream.fileno()).st_size, READING)
        if not counts or corners or faces:
            raise EOFError
    except (ValueError, EOFError, IndexError, OverflowError) as error:
        raise damaged(path) from error
    return raw


def _off_corners(lines: _Lines, coloured: bool, normals: bool) -> Part:
    table = numbers(lines)
    if table is None or table.shape[1] < 3 + 3 * normals + 3 * coloured:
        raise ValueError("not a row of numbers")
    at = 3 + 3 * normals
    colours = table[:, at : at + 3] if coloured else None
    if colours is not None and (colours == np.rint(colours)).all() and float(colours.max(initial=0)) > 1:
        colours = colours.astype(np.int64)  # 0 to 255; with fractions 0 to 1
    return Part(table[:, :3], colours, table[:, 3:6] if normals else None)


def reading_obj(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """The vertices (with colours, where they follow the coordinates) and faces of a Wavefront OBJ file.

    Normals count where the file has no faces and as many normals as vertices.

    Raises
    ------
    InputError
        A file that is cut off or contradicts itself.
    """
    raw = RawCloud()
    normals: list[NDArray[np.float64]] = []
    size, seen = os.fstat(stream.fileno()).st_size, 0
    try:
        for block in line_blocks(stream):
            corners = [line[2:] for line in block if line.startswith((b"v ", b"v\t"))]
            if corners:
                table = numbers(corners)
                if table is None:
                    rows = [number_row(line) for line in corners]
                    table = np.array([(row or [])[:3] for row in rows])
                raw.parts.append(Part(table[:, :3], table[:, 3:6] if table.shape[1] >= 6 else None))
                if table.shape[1] < 3:
                    raise ValueError("fewer than three coordinates")
            directions = [line[3:] for line in block if line.startswith(b"vn ")]
            if directions:
                found = numbers(directions)
                if found is None or found.shape[1] != 3:
                    raise ValueError("not a normal")
                normals.append(found)
            faces = [line[2:] for line in block if line.startswith((b"f ", b"f\t"))]
            if faces:
                text = re.sub(rb"/\S*", b"", b"\n".join(faces))
                before = len(raw.triangles)
                _polygons([b"%d %s" % (len(line.split()), line) for line in text.split(b"\n")], raw)
                _count_from_zero(raw, before, seen + len(corners))
            seen += len(corners)
            yield Progress(stream.tell(), size, READING)
    except (ValueError, EOFError, IndexError, OverflowError) as error:
        raise damaged(path) from error
    if len({part.colours is None for part in raw.parts}) > 1:
        for part in raw.parts:
            part.colours = None
    if not raw.triangles and sum(map(len, normals)) == len(raw) > 0:
        joined, at = np.concatenate(normals), 0
        for part in raw.parts:
            part.normals = joined[at : at + len(part)]
            at += len(part)
    return raw


def _count_from_zero(raw: RawCloud, before: int, seen: int) -> None:
    """Corners are counted from 1, or back from the newest; those of a face before its vertices stay beyond the end.

    Within a block of the file "the newest" is the last vertex of the block: exact where vertices come before faces.
    """
    for at in range(before, len(raw.triangles)):
        corners = raw.triangles[at]
        raw.triangles[at] = np.where(corners < 0, corners + seen, corners - 1)


def reading_stl(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """The triangles of an STL file, binary or text.

    Raises
    ------
    InputError
        A file that is cut off or contradicts itself.
    """
    raw = RawCloud()
    size = os.fstat(stream.fileno()).st_size
    start = stream.read(STL_HEADER)
    claimed = int(np.frombuffer(start[80:84], "<u4")[0]) if len(start) == STL_HEADER else 0
    try:
        if is_text_stl(start, size):
            stream.seek(0)
            rest: _Lines = []
            for block in line_blocks(stream):
                corners = [line.split(None, 1)[1] for line in map(bytes.strip, block) if line.startswith(b"vertex ")]
                rest += corners
                whole = len(rest) // 3 * 3
                if whole:
                    table = numbers(rest[:whole])
                    if table is None or table.shape[1] != 3:
                        raise ValueError("not a row of numbers")
                    _add_soup(raw, table)
                rest = rest[whole:]
                yield Progress(stream.tell(), size, READING)
            if rest:
                raise EOFError
        else:
            if len(start) < STL_HEADER or STL_HEADER + claimed * STL_TRIANGLE > size:
                raise EOFError
            row = np.dtype([("normal", "<f4", (3,)), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
            for done in range(0, claimed, PIECE):
                content = stream.read(min(PIECE, claimed - done) * STL_TRIANGLE)
                _add_soup(raw, np.frombuffer(content, row)["corners"].reshape(-1, 3).astype(np.float64))
                yield Progress(done, claimed, READING)
    except (ValueError, EOFError, IndexError, OverflowError) as error:
        raise damaged(path) from error
    return raw


def is_text_stl(start: bytes, size: int) -> bool:
    """Whether an STL file is text: binary ones may start with the word "solid" too, but their size fits their count."""
    if not start.lstrip()[:5].lower() == b"solid":
        return False
    return len(start) < STL_HEADER or size != STL_HEADER + STL_TRIANGLE * int(np.frombuffer(start[80:84], "<u4")[0])


def _add_soup(raw: RawCloud, corners: NDArray[np.float64]) -> None:
    at = len(raw)
    raw.parts.append(Part(corners))
    raw.triangles.append(np.arange(at, at + len(corners)).reshape(-1, 3))
