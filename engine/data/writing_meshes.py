"""Triangle meshes as files: binary PLY, and OBJ with the corners' colours behind their coordinates."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import IO, Any

import numpy as np

from engine.data.mesh import Mesh
from engine.data.opening import name_of
from engine.data.writing import replacing
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

ENDINGS = (".ply", ".obj")
"""The endings of the formats that can be written."""
_WHAT = QT_TRANSLATE_NOOP("progress", "writing triangles")
_PIECE, _TEXT_PIECE = 1 << 16, 4096

Writing = Generator[Progress, None, None]


def writing_mesh(mesh: Mesh, path: Path) -> Generator[Progress, None, Path]:
    """Write a mesh with normals and colours where it has them; returns the path. Nothing is left where it is closed.

    Raises
    ------
    InputError
        Another ending, or a folder that cannot be written to.
    """
    path = Path(path)
    writer = {".ply": _ply, ".obj": _obj}.get(path.suffix.lower())
    if writer is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: a mesh's name ends in {endings}."),
            file=name_of(path),
            endings=", ".join(ENDINGS),
        )
    with replacing(path) as temporary:
        with open(temporary, "wb") as stream:
            yield from writer(mesh, stream)
    return path


def _ply(mesh: Mesh, stream: IO[bytes]) -> Writing:
    """Little endian, coordinates in float64."""
    columns: list[tuple[str, str, Any]] = [(n, "double", c) for n, c in zip("xyz", mesh.points.T, strict=True)]
    if mesh.normals is not None:
        columns += [(n, "float", c) for n, c in zip(("nx", "ny", "nz"), mesh.normals.T, strict=True)]
    if mesh.colours is not None:
        columns += [(n, "uchar", c) for n, c in zip(("red", "green", "blue"), mesh.colours.T, strict=True)]
    lines = ["ply", "format binary_little_endian 1.0", f"element vertex {len(mesh.points)}"]
    lines += [f"property {kind} {name}" for name, kind, _ in columns]
    lines += [f"element face {len(mesh.triangles)}", "property list uchar int vertex_indices", "end_header", ""]
    stream.write("\n".join(lines).encode())
    types = {"double": "<f8", "float": "<f4", "uchar": "u1"}
    row = np.dtype([(name, types[kind]) for name, kind, _ in columns])
    total = len(mesh.points) + len(mesh.triangles)
    for start in range(0, len(mesh.points), _PIECE):
        table = np.empty(min(_PIECE, len(mesh.points) - start), row)
        for name, _, column in columns:
            table[name] = column[start : start + _PIECE]
        stream.write(table.tobytes())
        yield Progress(start, total, _WHAT)
    face = np.dtype([("count", "u1"), ("corners", "<i4", 3)])
    for start in range(0, len(mesh.triangles), _PIECE):
        faces = np.empty(min(_PIECE, len(mesh.triangles) - start), face)
        faces["count"] = 3
        faces["corners"] = mesh.triangles[start : start + _PIECE]
        stream.write(faces.tobytes())
        yield Progress(len(mesh.points) + start, total, _WHAT)


def _obj(mesh: Mesh, stream: IO[bytes]) -> Writing:
    """``v x y z r g b`` with colours from 0 to 1, which common programs read; corners are counted from 1."""
    total = len(mesh.points) + len(mesh.triangles)
    for start in range(0, len(mesh.points), _TEXT_PIECE):
        cut = slice(start, start + _TEXT_PIECE)
        rows = [[f"{v:.12g}" for v in point] for point in mesh.points[cut].tolist()]
        if mesh.colours is not None:
            for words, colour in zip(rows, (mesh.colours[cut] / 255).tolist(), strict=True):
                words += [f"{v:.4f}" for v in colour]
        stream.write("".join(f"v {' '.join(words)}\n" for words in rows).encode())
        yield Progress(start, total, _WHAT)
    if mesh.normals is not None:
        for start in range(0, len(mesh.normals), _TEXT_PIECE):
            rows = [[f"{v:.6f}" for v in normal] for normal in mesh.normals[start : start + _TEXT_PIECE].tolist()]
            stream.write("".join(f"vn {' '.join(words)}\n" for words in rows).encode())
            yield Progress(len(mesh.points), total, _WHAT)
    for start in range(0, len(mesh.triangles), _TEXT_PIECE):
        corners = (mesh.triangles[start : start + _TEXT_PIECE] + 1).tolist()
        if mesh.normals is None:
            lines = [f"f {a} {b} {c}\n" for a, b, c in corners]
        else:
            lines = [f"f {a}//{a} {b}//{b} {c}//{c}\n" for a, b, c in corners]
        stream.write("".join(lines).encode())
        yield Progress(len(mesh.points) + start, total, _WHAT)
