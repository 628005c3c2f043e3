"""Files that are no clouds, or damaged: one sentence that names the file, no memory for what is only claimed."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.cloud import PointCloud
from engine.data.reading_clouds import SUFFIXES, read_cloud
from engine.data.writing_clouds import ENDINGS, write_cloud
from engine.errors import InputError

Refused = Callable[[str, bytes], str]


@pytest.fixture
def refused(korean: Path) -> Refused:
    """Reads a file of this ending and content, and gives the one sentence it is refused with."""

    def reading(ending: str, content: bytes) -> str:
        path = korean / f"점 (1){ending}"
        path.write_bytes(content)
        tracemalloc.start()
        try:
            with pytest.raises(InputError) as caught:
                read_cloud(path)
            assert tracemalloc.get_traced_memory()[1] < 64 << 20
        finally:
            tracemalloc.stop()
        sentence = str(caught.value)
        assert path.name in sentence and sentence.endswith(".") and "\n" not in sentence
        assert caught.value.template.count(".") <= 2
        return sentence

    return reading


PLY = "ply\nformat {}\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n{}end_header\n"
LITTLE = "binary_little_endian 1.0"


def ply(kind: str, count: object, more: str = "", body: bytes = b"") -> bytes:
    return PLY.format(kind, count, more).encode() + body


@pytest.mark.parametrize(
    ("ending", "content", "words"),
    [
        (".ply", ply(LITTLE, 0), "holds no points"),
        (".ply", ply("ascii 1.0", 0), "holds no points"),
        (".ply", ply(LITTLE, 2, body=np.full(6, np.nan, "<f4").tobytes()), "None of the points in"),
        (".xyz", b"nan nan nan\ninf 0 0\n", "None of the points in"),
        (".ply", ply(LITTLE, 2, body=b"\0" * 23), "damaged or cut off"),
        (".ply", ply("ascii 1.0", 3, body=b"0 0 0\n1 1 1\n"), "damaged or cut off"),
        (".ply", ply("ascii 1.0", 2, body=b"0 0 0\n1 1\n"), "damaged or cut off"),
        (".ply", ply("ascii 1.0", 1, body=b"a b c\n"), "damaged or cut off"),
        (".ply", ply(LITTLE, 10**18), "damaged or cut off"),
        (".ply", ply("ascii 1.0", 10**18, body=b"0 0 0\n"), "damaged or cut off"),
        (".ply", ply(LITTLE, -5), "damaged or cut off"),
        (".ply", ply(LITTLE, "many"), "damaged or cut off"),
        (".ply", ply("binary_middle_endian 1.0", 1), "damaged or cut off"),
        (".ply", ply(LITTLE, 1, "element face 10000000000\nproperty list uchar int vertex_indices\n", b"\0" * 12),
         "damaged or cut off"),
        (".ply", ply(LITTLE, 1, "element face 1\nproperty list uint int vertex_indices\n",
                     b"\0" * 12 + struct.pack("<I", 2**32 - 1) + b"\0" * 12), "damaged or cut off"),
        (".ply", ply(LITTLE, 1, "element face 1\nproperty list uchar int vertex_indices\n",
                     b"\0" * 12 + struct.pack("<B3i", 3, 0, 0, 7)), "damaged or cut off"),
        (".ply", b"ply\nformat ascii 1.0\nelement vertex 1\nproperty float q\nend_header\n1\n", "no vertices with x"),
        (".ply", b"ply\nformat ascii 1.0\nend_header\n", "no vertices with x"),
        (".ply", b"ply\n" + b"comment " * 10**5, "damaged or cut off"),
        (".ply", b"PNG or something", "damaged or cut off"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nPOINTS 999999999999\nDATA binary\n", "damaged"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 999999999999\nDATA ascii\n0 0 0\n", "damaged"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 3\nDATA ascii\n0 0 0\n", "damaged or cut off"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4\nTYPE F F F\nPOINTS 3\nDATA ascii\n0 0 0\n", "damaged or cut off"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 1\nDATA binary_compressed\n"
                 + struct.pack("<II", 4, 4_000_000_000) + b"\0\0\0\0", "damaged or cut off"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 1\nDATA binary_compressed\n"
                 + struct.pack("<II", 4, 12) + b"\x20\xff\x20\xff", "damaged or cut off"),
        (".pcd", b"FIELDS a b c\nSIZE 4 4 4\nTYPE F F F\nPOINTS 1\nDATA ascii\n0 0 0\n", "no fields x, y and z"),
        (".pcd", b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 0\nDATA ascii\n", "holds no points"),
        (".pcd", b"hello", "damaged or cut off"),
        (".xyz", b"one two three\n", "not a table"),
        (".txt", b"1 2\n3 4\n", "not a table"),
        (".txt", b"# only words\n" * 500, "not a table"),
        (".txt", b"1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n", "holds a 4 x 4 transform"),
        (".txt", b"0 0 0\n" + b"word\n" * 50, "not a table"),
        (".pts", b"5\n0 0 0\n", "damaged or cut off"),
        (".off", b"OFF\n99999999999 0 0\n0 0 0\n", "damaged or cut off"),
        (".off", b"OFF\n2 1 0\n0 0 0\n1 1 1\n3 0 1 9\n", "damaged or cut off"),
        (".off", b"OFF\n2 1 0\n0 0 0\n", "damaged or cut off"),
        (".off", b"4OFF\n1 0 0\n0 0 0 0\n", "damaged or cut off"),
        (".off", b"OFF BINARY\n\0\0\0", "damaged or cut off"),
        (".obj", b"v 0 0\n", "damaged or cut off"),
        (".obj", b"v 0 0 0\nf 1 2 3\n", "damaged or cut off"),
        (".obj", b"# nothing\n", "holds no points"),
        (".stl", b"solid x\nvertex 0 0 0\nvertex 1 1 1\nendsolid\n", "damaged or cut off"),
        (".stl", b"\0" * 80 + struct.pack("<I", 2**32 - 1), "damaged or cut off"),
        (".stl", b"short", "damaged or cut off"),
        (".las", b"LASF" + b"\0" * 400, "damaged or cut off"),
        (".las", b"LASF", "damaged or cut off"),
        (".laz", b"no such thing", "damaged or cut off"),
        (".bin", b"\0" * 17, "17 bytes are not a multiple of 16"),
        (".bin", np.full(400, -1, "<f4").tobytes(), "not a scan"),
        (".bin", np.arange(0, 2**30, 2**20, dtype="<u4").tobytes(), "not a scan"),
        (".png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a point cloud of a known kind"),
        (".dat", b"\0\1\2\3" * 30, "not a point cloud of a known kind"),
        (".npy", b"\x93NUMPY\1\0\xff\xff{", "damaged or cut off"),
    ],
)  # fmt: skip
def test_one_sentence(refused: Refused, ending: str, content: bytes, words: str) -> None:
    assert words in refused(ending, content)


def saved(array: np.ndarray) -> bytes:  # type: ignore[type-arg]
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


class Surprise:
    """What an unpickler would call."""

    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("it was unpickled",))


def test_arrays(refused: Refused, korean: Path) -> None:
    assert "array of object" in refused(".npy", saved(np.array([[Surprise()] * 3], object)))
    assert "(4, 4) " not in refused(".npy", saved(np.eye(4))) and "transform" in refused(".npy", saved(np.eye(4)))
    assert "(10, 2)" in refused(".npy", saved(np.zeros((10, 2))))
    assert "(3,)" in refused(".npy", saved(np.zeros(3)))
    assert "complex" in refused(".npy", saved(np.zeros((4, 3), complex)))
    assert "holds no points" in refused(".npy", saved(np.zeros((0, 3))))
    assert "cut off" in refused(".npy", saved(np.zeros((10, 3)))[:-1])
    head = saved(np.zeros((2, 3)))
    claimed = re.sub(rb"\(2, 3\)[, }]*", b"(999999999999, 3), }", head[:128])[:127] + b"\n" + head[128:]
    assert "cut off" in refused(".npy", claimed)

    def archive(**arrays: object) -> bytes:
        stream = io.BytesIO()
        np.savez(stream, **arrays)  # type: ignore[arg-type]
        return stream.getvalue()

    assert "Python objects" in refused(".npz", archive(points=np.array([Surprise()], object)))
    assert "no array of points" in refused(".npz", archive(images=np.zeros((4, 3))))
    assert "does not fit 4 points" in refused(".npz", archive(points=np.zeros((4, 3)), colors=np.zeros((3, 3))))
    assert "cut off" in refused(".npz", b"not a zip")
    assert "damaged" in refused(".npz", archive(points=np.zeros((4, 3)))[:100])


def test_places_that_are_no_files(korean: Path, forbidden: Callable[[Path], Path]) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read_cloud(korean / "없음.ply")
    with pytest.raises(InputError, match="is a folder"):
        read_cloud(korean)
    (korean / "empty.pcd").touch()
    with pytest.raises(InputError, match=r"empty\.pcd is empty"):
        read_cloud(korean / "empty.pcd")
    (korean / "a.xyz").write_text("0 0 0\n")
    with pytest.raises(InputError, match="no permission"):
        read_cloud(forbidden(korean / "a.xyz"))


def test_what_is_not_finite_is_left_out_and_counted(korean: Path) -> None:
    path = korean / "점.xyz"
    path.write_text("0 0 0 1 2 3\nnan 0 0 4 5 6\n1 1e300 1 7 8 9\n2 2 2 250 11 12\n")
    read = read_cloud(path)
    np.testing.assert_array_equal(read.points[:, 0], [0, 2])
    np.testing.assert_array_equal(read.colours, [[1, 2, 3], [250, 11, 12]])
    assert "2 points of 점.xyz are not finite numbers and were left out." in read.notes


def test_one_point_and_equal_points(korean: Path) -> None:
    path = korean / "점.xyz"
    for text in ("1 2 3\n", "1 2 3\n" * 5):
        path.write_text(text)
        read = read_cloud(path)
        assert len(read) == text.count("\n") and read.diagonal == 0


WHOLE = PointCloud(
    np.random.default_rng(0).normal(size=(40, 3)), "a",
    colours=np.random.default_rng(1).integers(0, 256, (40, 3), dtype=np.uint8),
    intensity=np.random.default_rng(2).random(40).astype(np.float32),
)  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_give_a_cloud_or_a_sentence(korean: Path, ending: str, data: st.DataObject) -> None:
    """Cut off somewhere and with some bytes changed: whatever comes of it, it is never another exception."""
    path = write_cloud(WHOLE, korean / f"a{ending}")
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, min(len(content) - 1, 700)))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        read = read_cloud(path)
    except InputError as error:
        assert "a" + ending in str(error)
    else:
        assert len(read) > 0 and np.isfinite(read.points).all()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ending=st.sampled_from(SUFFIXES), content=st.binary(min_size=1, max_size=300))
def test_noise_under_every_ending(korean: Path, ending: str, content: bytes) -> None:
    path = korean / f"a{ending}"
    path.write_bytes(content)
    try:
        assert len(read_cloud(path)) > 0
    except InputError as error:
        assert "a" + ending in str(error)
