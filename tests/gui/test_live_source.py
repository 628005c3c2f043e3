"""A video as the live source of a lab: followed, frozen, recorded, scrubbed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from engine.study import frames, studies

Make = Callable[..., Window]
Shown = Callable[..., LabPage]
PICTURES = 24


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """A video under a Korean path whose pictures differ in brightness: number n has about 10 n."""
    import cv2

    plain = tmp_path / "plain.mp4"
    writer = cv2.VideoWriter(str(plain), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"mp4v"), 20.0, (96, 64))
    for number in range(PICTURES):
        picture = np.full((64, 96, 3), 10 * number, np.uint8)
        picture[:, 4 * number : 4 * number + 4] = 255 - 10 * number
        writer.write(picture)
    writer.release()
    path = tmp_path / "점군 (1).mp4"
    plain.rename(path)
    return path


@pytest.fixture
def live(make_window: Make, shown: Shown, video: Path, qtbot: Any) -> Callable[[str], tuple[Window, LabPage]]:
    """A lab on a small network that follows the video."""

    def follow(lab: str) -> tuple[Window, LabPage]:
        window = make_window(lab)
        page = window.page(lab)
        qtbot.waitUntil(page.controller.ready)
        page.controller.set_options({"network": "resnet20", "weights": "none", "seed": 1, "layer": "layer1"})
        shown(page, lambda frame: frame.layer == "layer1" and len(frame.logits) == 10)
        window.open_files([str(video)])
        qtbot.waitUntil(lambda: page.controller.live and page.moment is not None and page.moment.live, timeout=10_000)
        qtbot.waitUntil(lambda: page.controller.run is not None and len(page.controller.run.film) >= 8, timeout=20_000)
        return window, page

    return follow


def assert_of_its_picture(page: LabPage) -> None:
    """What is shown is what the study answers for the picture that is shown with it."""
    moment = page.moment
    assert moment is not None
    study = studies()[page.controller.study.name]
    (again,) = frames(study.run({"image": moment.inputs["image"]}, moment.options))
    name = "activations" if hasattr(again, "activations") else "cam_signed"
    np.testing.assert_allclose(getattr(moment.frame, name), getattr(again, name), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(moment.frame.logits, again.logits, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("lab", ["feature-maps", "grad-cam"])
def test_a_video_is_followed_and_its_film_scrubbed(live: Callable[[str], Any], qtbot: Any, lab: str) -> None:
    window, page = live(lab)
    c = page.controller
    assert page.timeline.words().endswith("live")
    seen = {int(page.moment.inputs["image"].pixels.mean())}  # type: ignore[union-attr]
    c.moment_changed.connect(lambda moment: seen.add(int(moment.inputs["image"].pixels.mean())))
    qtbot.waitUntil(lambda: len(seen) >= 4, timeout=10_000)
    c.pause()
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.PAUSED)
    film, seconds = c.run.film, c.run.seconds
    kept = film.steps()
    pictures = [film.shot(step).inputs["image"] for step in kept]
    assert len({picture.digest for picture in pictures}) == len(kept)
    for step in (kept[0], kept[3], kept[-2]):
        page.timeline.scrubbed.emit(step + 1)
        assert page.moment is not None and page.moment.step == step
        assert page.moment.inputs["image"] is film.shot(step).inputs["image"]
        assert page.moment.frame is film.shot(step).frame
    assert c.run.seconds == seconds and len(film) == kept[-1] + 1  # nothing was computed
    photo = page.stage._aside.photo if lab == "feature-maps" else None  # type: ignore[attr-defined]
    if photo is not None:
        assert photo._photo is page.moment.inputs["image"].pixels  # type: ignore[union-attr]
    window.close()  # nothing else runs torch while the test does
    assert_of_its_picture(page)


def test_frozen_it_stands_still_while_options_change(live: Callable[[str], Any], shown: Shown, qtbot: Any) -> None:
    window, page = live("feature-maps")
    c = page.controller
    source = c.inputs["image"].source
    page.stage.setFocus()
    QTest.keyClick(page.stage, Qt.Key.Key_F)
    assert source.frozen
    count = [len(c.run.film)]  # type: ignore[union-attr]

    def still() -> bool:
        before, count[0] = count[0], len(c.run.film)  # type: ignore[union-attr]
        return before == count[0]

    QTest.qWait(150)  # the picture under way
    qtbot.waitUntil(still)
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == count[0] - 1)
    picture = page.moment.inputs["image"]  # type: ignore[union-attr]
    QTest.qWait(300)
    assert len(c.run.film) == count[0]  # type: ignore[union-attr]
    c.set_option("layer", "layer3")
    shown(page, lambda frame: frame.layer == "layer3")
    assert page.moment is not None and page.moment.inputs["image"] is picture
    c.set_option("layer", "layer2")
    shown(page, lambda frame: frame.layer == "layer2")
    assert page.moment.inputs["image"] is picture
    window.actions_.freeze()
    assert not source.frozen
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.inputs["image"] is not picture, timeout=10_000)
    assert page.moment.frame.layer == "layer2"


def test_a_photo_in_its_place_ends_the_source(live: Callable[[str], Any], qtbot: Any) -> None:
    _, page = live("grad-cam")
    c = page.controller
    source = c.inputs["image"].source
    c.choose_input("image", "coffee")
    qtbot.waitUntil(lambda: page.moment is not None and not page.moment.live, timeout=20_000)
    assert page.moment is not None and page.moment.inputs["image"].name == "coffee"
    qtbot.waitUntil(lambda: source.ended)
    assert not c.live
    qtbot.waitUntil(page.stage.settled, timeout=20_000)
    assert page.stage.strip.isVisible()  # type: ignore[attr-defined]


def test_a_broken_video_is_said(make_window: Make, shown: Shown, tmp_path: Path, qtbot: Any) -> None:
    window = make_window("feature-maps")
    page = shown(window.page("feature-maps"))
    before = page.moment
    broken = tmp_path / "부서진.mp4"
    broken.write_bytes(b"\0\0\0\x18ftypmp42" + b"nothing" * 40)
    window.open_files([str(broken)])
    qtbot.waitUntil(lambda: page.notice.isVisible() and broken.name in page.notice.text)
    assert page.moment is before
