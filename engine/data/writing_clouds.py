"""Point clouds as files: what is written has the file's own coordinates, in float64 where the format can."""

from __future__ import annotations

import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.cloud_las import NORMALS, REFLECTANCE, load_laspy
from engine.data.cloud_parts import PIECE
from engine.data.opening import name_of
from engine.data.writing import replacing
from engine.errors import InputError
from engine.study import Progress, finished
from engine.text import QT_TRANSLATE_NOOP

ENDINGS = (".ply", ".pcd", ".xyz", ".npz", ".las", ".laz")
"""The endings of the formats that can be written."""
_WHAT = QT_TRANSLATE_NOOP("progress", "writing points")
_TEXT_PIECE = 4096
_LAS_PIECE = 1 << 14
_LARGEST = 2**31 - 2

Writing = Generator[Progress, None, None]


def write_cloud(cloud: PointCloud, path: Path) -> Path:
    """:func:`writing_cloud` run to its end.

    Raises
    ------
    InputError
        As :func:`writing_cloud`.
    """
    return finished(writing_cloud(cloud, path))


def writing_cloud(cloud: PointCloud, path: Path) -> Generator[Progress, None, Path]:
    """Write a cloud as binary PLY, binary PCD, XYZ text, NPZ, LAS or LAZ, as the name ends; returns the path.

    All but LAS and LAZ give back the same numbers; these round coordinates to whole multiples of a power of ten, a
    billionth of the extent or finer. ``pose`` is kept by .npz only.

    Raises
    ------
    InputError
        Another ending, or a folder that cannot be written to.
    """
    path = Path(path)
    writers = {".ply": _ply, ".pcd": _pcd, ".xyz": _xyz, ".npz": _npz, ".las": _las, ".laz": _las}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: a cloud's name ends in {endings}."),
            file=name_of(path),
            endings=", ".join(ENDINGS),
        )
    with replacing(path) as temporary:
        with open(temporary, "wb") as stream:
            yield from writer(cloud, stream, path.suffix.lower())
    return path


def _columns(cloud: PointCloud) -> list[tuple[str, NDArray[Any]]]:
    """What a cloud has, a column each, under the names of PLY."""
    named: list[tuple[str, NDArray[Any]]] = list(zip("xyz", cloud.points.T, strict=True))
    if cloud.normals is not None:
        named += zip(("nx", "ny", "nz"), cloud.normals.T, strict=True)
    if cloud.colours is not None:
        named += zip(("red", "green", "blue"), cloud.colours.T, strict=True)
    if cloud.intensity is not None:
        named.append(("intensity", cloud.intensity))
    return named


def _rows(columns: list[tuple[str, NDArray[Any]]], stream: IO[bytes]) -> Writing:
    """The points one after the other, little endian."""
    kind = np.dtype([(name, column.dtype.newbyteorder("<")) for name, column in columns])
    count = len(columns[0][1])
    for start in range(0, count, PIECE):
        table = np.empty(min(PIECE, count - start), kind)
        for name, column in columns:
            table[name] = column[start : start + PIECE]
        stream.write(table.tobytes())
        yield Progress(start, count, _WHAT)


def _ply(cloud: PointCloud, stream: IO[bytes], ending: str) -> Writing:
    columns = _columns(cloud)
    types = {"f8": "double", "f4": "float", "u1": "uchar"}
    lines = ["ply", "format binary_little_endian 1.0", f"element vertex {len(cloud)}"]
    lines += [f"property {types[column.dtype.str[1:]]} {name}" for name, column in columns]
    stream.write("\n".join([*lines, "end_header", ""]).encode())
    yield from _rows(columns, stream)


def _pcd(cloud: PointCloud, stream: IO[bytes], ending: str) -> Writing:
    """Coordinates in float32 where that loses nothing, for not every program reads others here."""
    renamed = {"nx": "normal_x", "ny": "normal_y", "nz": "normal_z"}
    columns = [(renamed.get(name, name), column) for name, column in _columns(cloud)]
    columns = [(name, column) for name, column in columns if name not in ("red", "green", "blue")]
    if cloud.colours is not None:
        wide = cloud.colours.astype(np.uint32)
        columns.insert(3, ("rgb", wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2]))
        yield Progress(0, len(cloud), _WHAT)
    with np.errstate(over="ignore"):
        if all((column.astype(np.float32) == column).all() for _, column in columns if column.dtype == np.float64):
            columns = [(n, c.astype(np.float32) if c.dtype == np.float64 else c) for n, c in columns]
    lines = {
        "VERSION": ["0.7"],
        "FIELDS": [name for name, _ in columns],
        "SIZE": [str(column.dtype.itemsize) for _, column in columns],
        "TYPE": ["U" if column.dtype.kind == "u" else "F" for _, column in columns],
        "COUNT": ["1"] * len(columns),
        "WIDTH": [str(len(cloud))],
        "HEIGHT": ["1"],
        "VIEWPOINT": ["0 0 0 1 0 0 0"],
        "POINTS": [str(len(cloud))],
        "DATA": ["binary"],
    }
    text = "".join(f"{word} {' '.join(words)}\n" for word, words in lines.items())
    stream.write(f"# .PCD v0.7 - Point Cloud Data file format\n{text}".encode())
    yield from _rows(columns, stream)


def _xyz(cloud: PointCloud, stream: IO[bytes], ending: str) -> Writing:
    """Numbers in as many digits as they need; a line of names above them where there is more than coordinates."""
    columns = _columns(cloud)
    if len(columns) > 3:
        stream.write(("//" + " ".join(name for name, _ in columns) + "\n").encode())
    # str of a float32 has the digits that tell it from its neighbours, as repr of Python's float has for a float64.
    for start in range(0, len(cloud), _TEXT_PIECE):
        pieces = [column[start : start + _TEXT_PIECE] for _, column in columns]
        words = [[*map(str, p)] if p.dtype == np.float32 else [*map(repr, p.tolist())] for p in pieces]
        stream.write("".join(f"{' '.join(row)}\n" for row in zip(*words, strict=True)).encode())
        yield Progress(start, len(cloud), _WHAT)


def _npz(cloud: PointCloud, stream: IO[bytes], ending: str) -> Writing:
    arrays = {
        "points": cloud.points,
        "colours": cloud.colours,
        "normals": cloud.normals,
        "intensity": cloud.intensity,
        "pose": cloud.pose,
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, array in arrays.items():
            if array is None:
                continue
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                plain = np.ascontiguousarray(array)
                npy.write_array_header_1_0(member, npy.header_data_from_array_1_0(plain))
                content = plain.reshape(-1).view(np.uint8).data
                for start in range(0, content.nbytes, PIECE * 8):
                    member.write(content[start : start + PIECE * 8])
                    yield Progress(start, content.nbytes, _WHAT)


def _las(cloud: PointCloud, stream: IO[bytes], ending: str) -> Writing:
    """LAS 1.2. Normals and intensities with fractions go to extra dimensions under the names other programs use."""
    laspy = load_laspy()
    header = laspy.LasHeader(version="1.2", point_format=0 if cloud.colours is None else 2)
    low, high = cloud.bounds
    header.offsets = np.floor(low)
    extent = float(np.maximum(high - header.offsets, 1e-6).max())
    header.scales = np.full(3, 10.0 ** np.ceil(np.log10(extent / _LARGEST)))
    whole = cloud.intensity is None or bool(
        (cloud.intensity == np.rint(cloud.intensity)).all()
        and cloud.intensity.min() >= 0
        and cloud.intensity.max() < 65536
    )
    extra = [laspy.ExtraBytesParams(name, "f8") for name in NORMALS if cloud.normals is not None]
    if not whole:
        extra.append(laspy.ExtraBytesParams(REFLECTANCE, "f4"))
    if extra:
        header.add_extra_dims(extra)
    packed = {"do_compress": True, "laz_backend": laspy.LazBackend.Lazrs} if ending == ".laz" else {}
    writer = laspy.LasWriter(stream, header, closefd=False, **packed)
    yield Progress(0, len(cloud), _WHAT)
    for start in range(0, len(cloud), _LAS_PIECE):
        cut = slice(start, start + _LAS_PIECE)
        record = laspy.ScaleAwarePointRecord.zeros(len(cloud.points[cut]), header=header)
        for at, axis in enumerate("xyz"):
            setattr(record, axis, cloud.points[cut, at])
        if cloud.colours is not None:
            for at, name in enumerate(("red", "green", "blue")):
                record[name] = cloud.colours[cut, at].astype(np.uint16) * 257
        if cloud.normals is not None:
            for at, name in enumerate(NORMALS):
                record[name] = cloud.normals[cut, at]
        if cloud.intensity is not None:
            most = 1.0 if whole else 65535 / max(float(cloud.intensity.max()), 1e-30)
            record.intensity = np.clip(np.rint(cloud.intensity[cut] * most), 0, 65535).astype(np.uint16)
            if not whole:
                record[REFLECTANCE] = cloud.intensity[cut]
        writer.write_points(record)
        yield Progress(start, len(cloud), _WHAT)
    writer.close()
