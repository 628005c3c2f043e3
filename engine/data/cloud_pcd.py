"""Points from PCD files (the Point Cloud Library's format): text, binary and binary_compressed, read in pieces."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.data.array_archives import damaged
from engine.data.breathing import Pulse
from engine.data.cloud_parts import PIECE, READING, Part, RawCloud, Roles, roles_by_name
from engine.data.cloud_tables import line_blocks, number_row, numbers
from engine.data.opening import name_of
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

_PACKED = ("rgb", "rgba")
_KNOWN = ("VERSION", "FIELDS", "COLUMNS", "SIZE", "TYPE", "COUNT", "WIDTH", "HEIGHT", "VIEWPOINT", "POINTS", "DATA")


@dataclass(frozen=True)
class _Header:
    fields: tuple[str, ...]
    types: tuple[np.dtype[Any], ...]
    counts: tuple[int, ...]
    points: int
    data: str

    @property
    def row(self) -> np.dtype[Any]:
        """One point; fields of padding (``_``) get names of their own."""
        return np.dtype([(f"{at}", t, (c,)) for at, (t, c) in enumerate(zip(self.types, self.counts, strict=True))])

    def keys(self) -> dict[str, str]:
        """The field's name in ``row`` by its name in the file."""
        return {name: f"{at}" for at, name in reversed(list(enumerate(self.fields)))}


def reading_pcd(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """The points of a PCD file. Its VIEWPOINT is not used: few programs write the true one.

    Raises
    ------
    InputError
        Another kind of file, or one that is cut off or contradicts itself.
    """
    raw = RawCloud()
    try:
        header = _read_header(stream)
        roles = roles_by_name(header.keys())
        if roles is None:
            raise InputError(QT_TRANSLATE_NOOP("errors", "{file} has no fields x, y and z."), file=name_of(path))
        packed = next((header.keys()[name] for name in _PACKED if name in header.keys()), None)
        if header.data == "ascii":
            tables = _text_tables(stream, header)
        elif header.data == "binary":
            tables = _binary_tables(stream, header)
        elif header.data == "binary_compressed":
            tables = _compressed_tables(stream, header)
        else:
            raise ValueError("unknown kind of data")
        for table in tables:
            if isinstance(table, Progress):
                yield table
            else:
                raw.parts.append(_part(table, roles, packed))
    except (ValueError, EOFError, KeyError, IndexError, OverflowError, UnicodeDecodeError) as error:
        raise damaged(path) from error
    return raw


def _read_header(stream: BinaryIO) -> _Header:
    said: dict[str, list[str]] = {}
    while "DATA" not in said:
        line = stream.readline(1 << 16)
        if not line or stream.tell() > 1 << 20:
            raise EOFError
        words = line.decode("utf-8", "replace").strip().split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].upper() not in _KNOWN:
            raise ValueError("unknown word")
        said[words[0].upper()] = words[1:]
    fields = tuple(word.lower() for word in said.get("FIELDS") or said["COLUMNS"])
    kinds = [k + s for k, s in zip(said.get("TYPE", ["F"] * len(fields)), said["SIZE"], strict=True)]
    counts = tuple(int(count) for count in said.get("COUNT", ["1"] * len(fields)))
    types = tuple(np.dtype("<" + {"F": "f", "U": "u", "I": "i"}[kind[0]] + kind[1:]) for kind in kinds)
    points = int(said["POINTS"][0]) if "POINTS" in said else int(said["WIDTH"][0]) * int(said.get("HEIGHT", ["1"])[0])
    if not len(fields) == len(types) == len(counts) or points < 0 or min(counts) < 0 or sum(counts) > 1 << 16:
        raise ValueError("fields that do not fit")
    return _Header(fields, types, counts, points, said["DATA"][0].lower())


def _part(table: NDArray[Any] | dict[str, NDArray[Any]], roles: Roles, packed: str | None) -> Part:
    """Points of a structured table or of columns, each (K, count); colours packed as blue + 256 green + 65536 red."""
    names = table.keys() if isinstance(table, dict) else table.dtype.names or ()
    columns = {name: table[name][:, 0] for name in names if table[name].shape[1]}
    part = roles.part(columns)
    if packed is not None and part.colours is None:
        values = np.ascontiguousarray(columns[packed])
        bits = values.view(np.uint32) if values.dtype == np.float32 else values.astype(np.int64).astype(np.uint32)
        part.colours = np.stack([(bits >> shift & 255).astype(np.uint8) for shift in (16, 8, 0)], axis=1)
    return part


_Tables = Generator[Progress | NDArray[Any] | dict[str, NDArray[Any]], None, None]


def _text_tables(stream: BinaryIO, header: _Header) -> _Tables:
    ends = np.cumsum((0, *header.counts))
    left = header.points
    if left * 2 * len(header.fields) > os.fstat(stream.fileno()).st_size:
        raise EOFError
    for block in line_blocks(stream):
        lines = [line for line in block if line.strip()][:left]
        if lines:
            table = numbers(lines)
            if table is None:
                rows = [number_row(line) for line in lines]
                if None in rows:
                    raise ValueError("not a row of numbers")
                table = np.array(rows)  # a ValueError where they differ in length
            if table.shape[1] != ends[-1]:
                raise ValueError("not a row of numbers")
            left -= len(table)
            yield {f"{at}": _typed(table[:, ends[at] : ends[at + 1]], header, at) for at in range(len(header.fields))}
        yield Progress(header.points - left, header.points, READING)
        if not left:
            return
    if left:
        raise EOFError


def _typed(values: NDArray[np.float64], header: _Header, at: int) -> NDArray[Any]:
    """Numbers of text as the header says, but float64 where it says float.

    A packed colour under a float type is the float with these bits, which is tiny or huge for real colours; a number
    in between was written as the whole number it is.
    """
    kind = header.types[at]
    if kind.kind == "f" and header.fields[at] in _PACKED:
        largest = float(np.nan_to_num(values, nan=0.0).max(initial=0.0))
        return values.astype(np.int64) if 1 <= largest < 1 << 24 else values.astype(np.float32)
    return values if kind.kind == "f" else values.astype(np.int64)


def _binary_tables(stream: BinaryIO, header: _Header) -> _Tables:
    row = header.row
    if header.points * row.itemsize > os.fstat(stream.fileno()).st_size - stream.tell():
        raise EOFError
    for start in range(0, header.points, PIECE):
        content = stream.read(min(PIECE, header.points - start) * row.itemsize)
        yield np.frombuffer(content, row)
        yield Progress(start, header.points, READING)


def _compressed_tables(stream: BinaryIO, header: _Header) -> _Tables:
    sizes = stream.read(8)
    if len(sizes) < 8:
        raise EOFError
    packed, unpacked = (int(n) for n in np.frombuffer(sizes, "<u4"))
    content = stream.read(packed)
    # One byte in this format stands for 88 at most: nothing larger is unpacked.
    if len(content) < packed or unpacked < header.points * header.row.itemsize or unpacked > 264 * packed:
        raise EOFError
    inflating = lzf(content, unpacked)
    flat = bytearray()
    for step in inflating:
        if isinstance(step, Progress):
            yield step
        else:
            flat = step
    columns, at = {}, 0
    for number, (kind, count) in enumerate(zip(header.types, header.counts, strict=True)):
        columns[f"{number}"] = np.frombuffer(flat, kind, header.points * count, at).reshape(header.points, count)
        at += header.points * count * kind.itemsize
    for start in range(0, header.points, PIECE):
        yield {name: column[start : start + PIECE] for name, column in columns.items()}
        yield Progress(start, header.points, READING)


def lzf(content: bytes, size: int) -> Generator[Progress | bytearray, None, None]:
    """Unpack LZF (Lehmann's LibLZF) to ``size`` bytes; the last thing yielded is the result.

    Raises
    ------
    ValueError
        The bytes contradict themselves.
    """
    out = bytearray()
    at, end, pulse, turns = 0, len(content), Pulse(), 0
    while at < end:
        control = content[at]
        at += 1
        if control < 32:  # that many bytes and one more as they are
            out += content[at : at + control + 1]
            at += control + 1
        else:  # a copy of what was written before
            length = control >> 5
            if length == 7:
                length += content[at]
                at += 1
            length += 2
            start = len(out) - ((control & 31) << 8) - content[at] - 1
            at += 1
            if start < 0:
                raise ValueError("a copy from before the beginning")
            piece = out[start : start + length]
            while len(piece) < length:  # it may reach into itself
                piece += piece[: length - len(piece)]
            out += piece
        turns += 1
        if not turns & 4095 and pulse.due():
            yield Progress(len(out), size, READING)
    if len(out) != size or at != end:
        raise ValueError("another size than said")
    yield out
