"""Films read back by OpenCV and Pillow."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from engine.data.films import write_gif, write_mp4, write_png_series
from engine.data.opencv import load_opencv
from engine.errors import InputError
from engine.study import Progress


def film(count: int = 6, height: int = 47, width: int = 63) -> Iterator[NDArray[np.uint8]]:
    for number in range(count):
        picture = np.zeros((height, width, 3), np.uint8)
        picture[:, : number * 8 + 4] = (250, 20, 40)
        picture[10:20] = (number * 30, 255 - number * 30, 128)
        yield picture


def finished(writing: Generator[Progress, None, Path]) -> tuple[list[Progress], Path]:
    breaths = []
    while True:
        try:
            breaths.append(next(writing))
        except StopIteration as end:
            return breaths, end.value


@pytest.mark.parametrize(("height", "width"), [(48, 64), (47, 63)])
def test_mp4(korean: Path, height: int, width: int) -> None:
    target = korean / "필름 (1).mp4"
    breaths, path = finished(write_mp4(target, film(6, height, width), 12.5, total=6))
    assert path == target and breaths[-1] == Progress(6, 6, "pictures")
    cv2 = load_opencv()
    capture = cv2.VideoCapture(str(path))
    assert capture.get(cv2.CAP_PROP_FPS) == 12.5
    for picture in film(6, height, width):
        ok, read = capture.read()
        assert ok and read.shape == (48, 64, 3)
        assert np.abs(read[:height, :width, ::-1].astype(int) - picture).mean() < 6
        if width == 63:  # the added column repeats the last
            assert np.abs(read[:, 63].astype(int) - read[:, 62]).mean() < 12
    assert not capture.read()[0]
    capture.release()
    assert [p.name for p in korean.iterdir()] == ["필름 (1).mp4"]


@pytest.mark.parametrize(("fps", "durations"), [(30, [30, 40, 30, 30, 40, 30]), (100, [20, 20, 20]), (10, [100] * 6)])
def test_gif(korean: Path, fps: float, durations: list[int]) -> None:
    _, path = finished(write_gif(korean / "필름.gif", film(), fps))
    pictures = list(film())[:: 2 if fps == 100 else 1]
    with open(path, "rb") as stream, Pillow.open(stream) as read:
        assert (read.n_frames, read.size, read.info["loop"]) == (len(durations), (63, 47), 0)
        for number, picture in enumerate(pictures):
            read.seek(number)
            assert read.info["duration"] == durations[number]
            assert np.array_equal(np.asarray(read.convert("RGB")), picture)  # few colours: nothing is lost


def test_png_series(korean: Path) -> None:
    _, folder = finished(write_png_series(korean / "그림 들", film(3)))
    assert sorted(p.name for p in folder.iterdir()) == ["00001.png", "00002.png", "00003.png"]
    with open(folder / "00002.png", "rb") as stream, Pillow.open(stream) as read:
        assert np.array_equal(np.asarray(read), list(film())[1])
    (folder / "other.txt").touch()
    finished(write_png_series(folder, film(1)))
    assert len(list(folder.iterdir())) == 4 and [p.name for p in korean.iterdir()] == ["그림 들"]
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        assert folder.stat().st_mode & 0o777 == 0o777 & ~umask


@pytest.mark.parametrize("write", [write_mp4, write_gif, lambda path, pictures, fps: write_png_series(path, pictures)])
def test_nothing_is_left_of_a_film_that_is_not_finished(
    korean: Path, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = korean / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    writing = write(korean / "a", film(), 10)
    next(writing)
    next(writing)
    writing.close()

    def failing() -> Iterator[NDArray[np.uint8]]:
        yield from film(2)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        finished(write(korean / "a", failing(), 10))
    with pytest.raises(ValueError, match="the first was"):
        finished(write(korean / "a", iter([np.zeros((4, 4, 3), np.uint8), np.zeros((4, 5, 3), np.uint8)]), 10))
    with pytest.raises(InputError, match="no pictures to write to a"):
        finished(write(korean / "a", iter([]), 10))
    assert [p.name for p in korean.iterdir()] == ["tmp"] and list(temporary.iterdir()) == []
    (korean / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        finished(write(korean / "file" / "a", film(), 10))
