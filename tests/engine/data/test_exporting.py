"""Pictures, arrays and tables read back by others."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image as Pillow

from engine.data.exporting import encode_picture, write_arrays, write_csv, write_picture
from engine.data.opencv import load_opencv
from engine.data.writing import replacing, write_bytes
from engine.errors import InputError

FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3), (5, 7, 4)])
def test_png_is_exact(korean: Path, shape: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    path = write_picture(korean / "새 폴더" / "그림 (1).png", pixels)
    with Pillow.open(io.BytesIO(path.read_bytes())) as other:
        assert np.array_equal(np.asarray(other), pixels)
    assert [p.name for p in path.parent.iterdir()] == ["그림 (1).png"]


def test_jpeg_is_close_and_has_white_behind_it(korean: Path) -> None:
    rows, columns = np.mgrid[0:48, 0:64]
    pixels = np.stack([rows * 5, columns * 3, rows + columns, np.where(columns < 32, 255, 0)], 2).astype(np.uint8)
    path = write_picture(korean / "a.JPG", pixels)
    other = load_opencv().imdecode(np.frombuffer(path.read_bytes(), np.uint8), 1)[..., ::-1]
    assert np.abs(other[:, :24].astype(int) - pixels[:, :24, :3]).max() < 12
    assert other[:, 40:].min() > 250


def test_what_is_no_picture_is_refused(korean: Path) -> None:
    for name in ("a.xyz", "a"):
        with pytest.raises(InputError, match=r"ends in \.png or \.jpg"):
            write_picture(korean / name, np.zeros((2, 2, 3), np.uint8))
    with pytest.raises(ValueError, match="uint8"):
        encode_picture(np.zeros((2, 2, 3), np.float32))  # type: ignore[arg-type]
    assert list(korean.iterdir()) == []


@FEW
@given(
    array=arrays(
        st.sampled_from([np.float32, np.int64, np.uint8, np.bool_]), st.tuples(st.integers(0, 4), st.integers(0, 4))
    )
)
def test_arrays_come_back(tmp_path: Path, array: Any) -> None:
    path = write_arrays(tmp_path / "배열.npz", {"자료": array, "name": "layer1", "number": 2.5})
    with np.load(path, allow_pickle=False) as stored:
        np.testing.assert_array_equal(stored["자료"], array)
        assert stored["자료"].dtype == array.dtype
        assert str(stored["name"]) == "layer1" and float(stored["number"]) == 2.5


def test_objects_are_not_pickled(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="objects"):
        write_arrays(tmp_path / "a.npz", {"x": np.array([{}])})
    assert list(tmp_path.iterdir()) == []


def test_tables(korean: Path) -> None:
    rows = [
        {"step": 0, "loss": 2.5},
        {"step": 1, "loss": None, "class": 'a "cat", 고양이'},
        {"step": np.int64(2), "loss": np.float32(0.5)},
    ]
    path = write_csv(korean / "표.csv", rows)
    with open(path, encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["step", "loss", "class"], ["0", "2.5", ""], ["1", "", 'a "cat", 고양이'], ["2", "0.5", ""],
        ]  # fmt: skip
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert write_csv(korean / "b.csv", [{"x": 1}]).read_bytes() == b"x\r\n1\r\n"


def test_a_failed_writing_leaves_the_old_file(korean: Path) -> None:
    path = korean / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old" and [p.name for p in korean.iterdir()] == ["a.bin"]
    assert write_bytes(path, b"new").read_bytes() == b"new"
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        assert path.stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_folder_that_cannot_be_written_to(korean: Path, forbidden: Any) -> None:
    (korean / "file").touch()
    (korean / "a.png").mkdir()
    for path in (korean / "file" / "a.png", korean / "a.png", korean / "a\0.png"):
        with pytest.raises(InputError, match="cannot be written"):
            write_picture(path, np.zeros((2, 2, 3), np.uint8))
    assert sorted(p.name for p in korean.iterdir()) == ["a.png", "file"]
    forbidden(korean)
    with pytest.raises(InputError, match=r"cannot be written: permission denied\.$"):
        write_picture(korean / "b.png", np.zeros((2, 2, 3), np.uint8))
