"""Live sources: a video written here, and what fails."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.data import live
from engine.data.films import write_mp4
from engine.data.image import Image
from engine.data.live import LiveSource
from engine.errors import InputError


@pytest.fixture
def video(korean: Path) -> Path:
    """Twelve grey pictures, 0, 20, 40, …, at 40 a second."""
    path = korean / "영상 (1).mp4"
    for _ in write_mp4(path, (np.full((48, 64, 3), n * 20, np.uint8) for n in range(12)), 40):
        pass
    return path


def until(condition: Callable[[], Any], seconds: float = 10) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.002)
    raise AssertionError("it did not come")


def greys(source: LiveSource, count: int) -> list[int]:
    return [round(float(until(source.newest).pixels.mean())) for _ in range(count)]


def test_pictures_come_in_order_at_the_files_rate_and_again(video: Path) -> None:
    with LiveSource.video(video) as source:
        first = until(source.newest)
        started = time.monotonic()
        seen = [round(float(first.pixels.mean())), *greys(source, 23)]
        taken = time.monotonic() - started
        assert isinstance(first, Image) and first.pixels.shape == (48, 64, 3) and first.path == video
        assert not first.pixels.flags.writeable
    falls = sum(b < a for a, b in itertools.pairwise(seen))
    assert 1 <= falls <= 8  # it started again; a busy machine misses some, but never three of four
    assert taken > 0.4  # 23 periods of 25 ms, less what a late start may catch up
    assert source.ended and source.error is None


def test_each_picture_is_handed_out_once_and_the_newest_wins(video: Path) -> None:
    with LiveSource.video(video, loop=False) as source:
        until(lambda: source.ended)
        newest = source.newest()
        assert newest is not None and abs(float(newest.pixels.mean()) - 220) < 6
        assert source.newest() is None and source.error is None and 3 <= source.count <= 12


def test_frozen_stands_still_and_goes_on(video: Path) -> None:
    with LiveSource.video(video) as source:
        until(source.newest)
        source.frozen = True
        time.sleep(0.1)
        count = source.count
        time.sleep(0.2)
        assert source.newest() is None and source.count == count
        source.frozen = False
        assert until(source.newest) is not None


def test_closing_is_quick_and_leaves_no_thread(video: Path) -> None:
    source = LiveSource.video(video)
    until(source.newest)
    started = time.monotonic()
    source.close()
    source.close()
    assert time.monotonic() - started < 1 and source.ended


def test_closing_does_not_wait_for_a_camera_that_will_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    released = []

    def slow(cv2: Any, index: int) -> Any:
        time.sleep(1.6)
        return live._Capture(
            type("Nothing", (), {"release": lambda self: released.append(index)})(), 0, False, lambda _: None
        )

    monkeypatch.setattr(live, "_open_camera", slow)
    source = LiveSource.camera(3)
    started = time.monotonic()
    source.close()
    assert time.monotonic() - started < 1.4
    until(lambda: source.ended)
    assert released == [3] and source.error is None


class FakeCamera:
    """Stands in for a camera: ``good`` pictures of a known colour in BGR, then none."""

    def __init__(self, good: int) -> None:
        self.left, self.released = good, False

    def read(self) -> tuple[bool, Any]:
        time.sleep(0.005)
        self.left -= 1
        return (True, np.full((4, 6, 3), (1, 2, 3), np.uint8)) if self.left >= 0 else (False, None)

    def release(self) -> None:
        self.released = True

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def set(self, *_: Any) -> None:
        pass


@pytest.mark.parametrize(("good", "words"), [(0, "sends no pictures; another"), (5, "sends no pictures any more")])
def test_a_camera_that_fails(monkeypatch: pytest.MonkeyPatch, good: int, words: str) -> None:
    cv2, camera = live.load_opencv(), FakeCamera(good)
    monkeypatch.setattr(cv2, "VideoCapture", lambda index: camera)
    with LiveSource.camera(0) as source:
        until(lambda: source.ended)
        assert isinstance(source.error, InputError) and words in str(source.error)
        picture = source.newest()
        assert (picture is None) == (good == 0)
        assert picture is None or picture.pixels[0, 0].tolist() == [3, 2, 1]  # RGB
    assert camera.released


def test_a_frozen_camera_goes_on_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    cv2 = live.load_opencv()
    monkeypatch.setattr(cv2, "VideoCapture", lambda index: FakeCamera(10**9))
    with LiveSource.camera(0) as source:
        until(source.newest)
        source.frozen = True
        count = source.count
        until(lambda: source.count > count + 3)
        assert source.newest() is None


def test_what_cannot_be_opened_says_so(korean: Path, capfd: pytest.CaptureFixture[str], video: Path) -> None:
    (korean / "빈.mp4").touch()
    (korean / "글.mp4").write_text("no video " * 100)
    (korean / "반.mp4").write_bytes(video.read_bytes()[: video.stat().st_size // 2])
    (korean / "folder.mp4").mkdir()
    for name, words in {
        "빈.mp4": "is empty",
        "글.mp4": "is not a video",
        "반.mp4": "is not a video",
        "folder.mp4": "is a folder",
        "없다.mp4": "There is no file",
    }.items():
        with LiveSource.video(korean / name) as source:
            until(lambda source=source: source.ended)
            assert name in str(source.error) and words in str(source.error) and str(source.error).endswith(".")
            assert source.newest() is None
    with LiveSource.camera(77) as source:
        until(lambda: source.ended)
        assert str(source.error) == "There is no camera 77."
    assert capfd.readouterr().err == ""


def test_a_video_without_permission(video: Path, forbidden: Any) -> None:
    forbidden(video)
    with LiveSource.video(video) as source:
        until(lambda: source.ended)
        assert "no permission" in str(source.error)


def test_a_path_the_library_cannot_open_is_opened_by_a_plain_one(
    video: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cv2 = live.load_opencv()
    real, opened = cv2.VideoCapture, []

    def only_ascii(path: str, backend: int) -> Any:
        opened.append(path)
        return real(path if path.isascii() else "", backend)

    monkeypatch.setattr(cv2, "VideoCapture", only_ascii)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with LiveSource.video(video) as source:
        assert until(source.newest).name == video.name
    assert any(path.isascii() for path in opened)
    assert [p.name for p in tmp_path.iterdir()] == ["홍길동"]
