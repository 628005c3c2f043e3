"""Points and meshes from PLY files: text, little and big endian (Turk 1994), read in pieces."""

from __future__ import annotations

import os
import struct
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.data.array_archives import damaged
from engine.data.cloud_parts import PIECE, READING, RawCloud, Roles, roles_by_name
from engine.data.cloud_sampling import fan
from engine.data.cloud_tables import line_blocks, number_row, numbers
from engine.data.opening import name_of
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

_TYPES = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8", "int64": "i8", "uint64": "u8", "long": "i8", "ulong": "u8",
}  # fmt: skip
_CORNERS = ("vertex_indices", "vertex_index")
_HEADER_LIMIT = 1 << 16
_WALKED = 1 << 18


@dataclass
class _Property:
    name: str
    type: str
    counted_by: str = ""


@dataclass
class _Element:
    name: str
    count: int
    properties: list[_Property] = field(default_factory=list)

    @property
    def has_lists(self) -> bool:
        return any(p.counted_by for p in self.properties)


def reading_ply(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """The vertices of a PLY file, and its faces as triangles.

    Raises
    ------
    InputError
        Another kind of file, or one that is cut off or contradicts itself.
    """
    raw = RawCloud()
    try:
        kind, elements = _header(stream)
        roles = next((_roles(e) for e in elements if e.name == "vertex" and not e.has_lists), None)
        if roles is None:
            raise InputError(QT_TRANSLATE_NOOP("errors", "{file} has no vertices with x, y and z."), file=name_of(path))
        wanted = {"vertex", "face"}
        last = max(at for at, e in enumerate(elements) if e.name in wanted)
        left = os.fstat(stream.fileno()).st_size - stream.tell()
        lines = _Lines(stream) if kind == "ascii" else None
        order = ">" if kind == "binary_big_endian" else "<"
        for element in elements[: last + 1]:
            smallest = 2 if lines else sum(np.dtype(p.counted_by or p.type).itemsize for p in element.properties)
            if element.count * smallest > left + 2:  # before anything is made for what the header only claims
                raise damaged(path)
            reading: Generator[Progress, None, None]
            if element.has_lists:
                rows = _ascii_rows(lines, element) if lines else _binary_rows(stream, element, order)
                reading = _reading_faces(rows, raw if element.name == "face" else RawCloud())
            elif lines:
                reading = _reading_text(lines, element, raw, roles)
            else:
                reading = _reading_binary(stream, element, order, raw, roles)
            yield from reading
    except (ValueError, EOFError, KeyError, IndexError, OverflowError, UnicodeDecodeError) as error:
        raise damaged(path) from error
    return raw


def _header(stream: BinaryIO) -> tuple[str, list[_Element]]:
    kind = ""
    elements: list[_Element] = []
    while True:
        line = _header_line(stream)
        words = line.split()
        if not words or words[0] in ("comment", "obj_info", "ply"):
            continue
        if words[0] == "end_header":
            break
        if words[0] == "format":
            kind = words[1]
        elif words[0] == "element":
            elements.append(_Element(words[1], int(words[2])))
            if elements[-1].count < 0:
                raise ValueError("a negative count")
        elif words[0] == "property" and words[1] == "list":
            if _TYPES[words[2]][0] == "f":
                raise ValueError("a count that is no whole number")
            elements[-1].properties.append(_Property(words[4], _TYPES[words[3]], _TYPES[words[2]]))
        elif words[0] == "property":
            elements[-1].properties.append(_Property(words[2], _TYPES[words[1]]))
        else:
            raise ValueError(f"unknown word {words[0]}")
    if kind not in ("ascii", "binary_little_endian", "binary_big_endian"):
        raise ValueError("unknown format")
    return kind, elements


def _header_line(stream: BinaryIO) -> str:
    """A line that ends in any of the three ways."""
    line = bytearray()
    while (letter := stream.read(1)) not in (b"\n", b"\r"):
        if not letter or len(line) > _HEADER_LIMIT or stream.tell() > 16 * _HEADER_LIMIT:
            raise ValueError("a header without end")
        line += letter
    if letter == b"\r":
        here = stream.tell()
        if stream.read(1) != b"\n":
            stream.seek(here)
    return line.decode("utf-8", "replace").strip()


def _roles(element: _Element) -> Roles | None:
    return roles_by_name({p.name: p.name for p in element.properties})


def _table_type(element: _Element, order: str) -> np.dtype[Any]:
    names = [p.name for p in element.properties]
    if len(set(names)) < len(names):
        raise ValueError("two properties of one name")
    return np.dtype([(p.name, order + p.type) for p in element.properties])


# -- elements without lists ------------------------------------------------------------------------------------


def _reading_binary(
    stream: BinaryIO, element: _Element, order: str, raw: RawCloud, roles: Roles
) -> Generator[Progress, None, None]:
    row = _table_type(element, order)
    for start in range(0, element.count, PIECE):
        size = min(PIECE, element.count - start)
        content = stream.read(size * row.itemsize)
        if len(content) < size * row.itemsize:
            raise EOFError
        if element.name == "vertex" and row.itemsize:
            raw.parts.append(roles.part(np.frombuffer(content, row)))
        yield Progress(start + size, element.count, READING)


class _Lines:
    """The lines of the text below the header, some at a time."""

    def __init__(self, stream: BinaryIO) -> None:
        self._blocks: Iterator[list[bytes]] = line_blocks(stream)
        self._waiting: list[bytes] = []

    def take(self, most: int) -> list[bytes]:
        """Up to ``most`` lines that are not blank, one at least; raises EOFError at the end."""
        while not self._waiting:
            try:
                self._waiting = [line for line in next(self._blocks) if line.strip()]
            except StopIteration:
                raise EOFError from None
        taken, self._waiting = self._waiting[:most], self._waiting[most:]
        return taken


def _reading_text(lines: _Lines, element: _Element, raw: RawCloud, roles: Roles) -> Generator[Progress, None, None]:
    left = element.count
    while left:
        block = lines.take(left)
        left -= len(block)
        if element.name == "vertex":
            table = numbers(block)
            if table is None or table.shape[1] < len(element.properties):
                raise ValueError("not a row of numbers")
            # Whole numbers stay so: what is full brightness goes by the type.
            columns = {
                p.name: table[:, at] if p.type[0] == "f" else table[:, at].astype(np.dtype(p.type))
                for at, p in enumerate(element.properties)
            }
            raw.parts.append(roles.part(columns))
        yield Progress(element.count - left, element.count, READING)


# -- elements with lists: faces --------------------------------------------------------------------------------

_Rows = Generator[Progress | NDArray[np.int64], None, None]


def _reading_faces(rows: _Rows, raw: RawCloud) -> Generator[Progress, None, None]:
    """Polygons of equal numbers of corners come together from ``rows``; they become triangles."""
    for row in rows:
        if isinstance(row, Progress):
            yield row
        elif row.shape[1] >= 3:
            raw.triangles.append(fan(row))


def _corners_of(element: _Element) -> int:
    """Which property lists the corners; -1: none."""
    return next((at for at, p in enumerate(element.properties) if p.counted_by and p.name in _CORNERS), -1)


def _binary_rows(stream: BinaryIO, element: _Element, order: str) -> _Rows:
    """The corner lists of a binary element: rows of equal lengths at once, a mixture one by one."""
    corners = _corners_of(element)
    left, most = element.count, PIECE
    while left:
        here = stream.tell()
        uniform = _row_like_next(stream, element, order)
        content = stream.read(min(left, most) * uniform.itemsize)
        table = np.frombuffer(content[: len(content) // uniform.itemsize * uniform.itemsize], uniform)
        same = np.ones(len(table), bool)
        for at, p in enumerate(element.properties):
            if p.counted_by:
                same &= table[f"n{at}"] == uniform[f"v{at}"].shape[0]
        taken = len(table) if same.all() else int(np.argmin(same))
        if not taken:
            raise EOFError
        if corners >= 0:
            yield table[f"v{corners}"][:taken].astype(np.int64)
        stream.seek(here + taken * uniform.itemsize)
        left -= taken
        most = PIECE
        if taken < min(64, left):
            most = 64  # before the next look far ahead
            polygons, walked = _walked(stream, element, order, left)
            left -= walked
            yield from polygons.values() if corners >= 0 else ()
        yield Progress(element.count - left, element.count, READING)


def _walked(stream: BinaryIO, element: _Element, order: str, most: int) -> tuple[dict[int, NDArray[np.int64]], int]:
    """Some of the next rows read one by one: their corner lists by length, and how many rows they were."""
    corners, here = _corners_of(element), stream.tell()
    content = stream.read(_WALKED)
    plans = [(p, np.dtype(order + (p.counted_by or p.type)), np.dtype(order + p.type)) for p in element.properties]
    counters = [struct.Struct(order + np.dtype(p.counted_by or p.type).char) for p in element.properties]
    found: dict[int, list[NDArray[np.int64]]] = {}
    at = rows = 0
    while rows < most:
        row_at, row = at, None
        try:
            for number, (p, counter, value) in enumerate(plans):
                count = 1
                if p.counted_by:
                    count = counters[number].unpack_from(content, at)[0]
                    at += counter.itemsize
                if number == corners:
                    row = np.frombuffer(content, value, count, at)
                at += count * value.itemsize
        except (struct.error, ValueError):
            at = len(content) + 1
        if at > len(content) or at < row_at:
            at = row_at
            break
        rows += 1
        if row is not None:
            found.setdefault(len(row), []).append(row)
    stream.seek(here + at)
    return {count: np.stack(lists).astype(np.int64) for count, lists in found.items()}, rows


def _row_like_next(stream: BinaryIO, element: _Element, order: str) -> np.dtype[Any]:
    """The type of rows whose lists are as long as those of the next row; the stream stays where it is."""
    here = stream.tell()
    fields: list[Any] = []
    for at, p in enumerate(element.properties):
        count = 1
        if p.counted_by:
            counter = np.dtype(order + p.counted_by)
            content = stream.read(counter.itemsize)
            if len(content) < counter.itemsize:
                raise EOFError
            count = int(np.frombuffer(content, counter)[0])
            if not 0 <= count <= 1 << 20:
                raise ValueError("a list of absurd length")
            fields.append((f"n{at}", counter))
        value = np.dtype(order + p.type)
        fields.append((f"v{at}", value, (count,)))
        stream.seek(count * value.itemsize, os.SEEK_CUR)
    stream.seek(here)
    return np.dtype(fields)


def _ascii_rows(lines: _Lines, element: _Element) -> _Rows:
    corners = _corners_of(element)
    left = element.count
    while left:
        block = lines.take(min(left, PIECE // 4))
        left -= len(block)
        table = numbers(block)
        only_corners = corners == 0
        if table is not None and only_corners and table.shape[1] and (table[:, 0] == table[0, 0]).all():
            count = int(table[0, 0])
            if not 0 <= count < table.shape[1]:
                raise ValueError("fewer corners than said")
            yield table[:, 1 : 1 + count].astype(np.int64)
        else:
            yield from _text_polygons(block, element, corners)
        yield Progress(element.count - left, element.count, READING)


def _text_polygons(block: list[bytes], element: _Element, corners: int) -> Iterator[NDArray[np.int64]]:
    by_count: dict[int, list[list[float]]] = {}
    for line in block:
        row = number_row(line)
        if row is None:
            raise ValueError("not a row of numbers")
        at = 0
        for number, p in enumerate(element.properties):
            count = 1
            if p.counted_by:
                count = int(row[at])
                at += 1
            if count < 0 or at + count > len(row):
                raise ValueError("fewer values than said")
            if number == corners:
                by_count.setdefault(count, []).append(row[at : at + count])
            at += count
    for polygons in by_count.values():
        yield np.array(polygons).astype(np.int64).reshape(len(polygons), -1)
