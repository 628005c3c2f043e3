"""Scripted use of the whole window."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PilImage
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State

Make = Callable[..., Window]
Shown = Callable[..., LabPage]


def drop(window: Window, *paths: Path) -> None:
    """Drop files onto the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, buttons, keys))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of the user's own under a Korean path with spaces."""
    path = tmp_path / "홍길동" / "바탕 화면" / "사진 (1).png"
    path.parent.mkdir(parents=True)
    ramp = np.linspace(0, 255, 120 * 160 * 3).reshape(120, 160, 3).astype(np.uint8)
    PilImage.fromarray(ramp).save(path)
    return path


def test_it_opens_on_grad_cam_with_an_answer(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    assert page.moment is not None
    frame = page.moment.frame
    assert 0.9 < frame.heatmap.max() <= 1.0
    assert frame.top_names[0] == "cat"
    assert frame.target_name in page.sentence.text()


def test_a_dropped_picture_is_explained(make_window: Make, shown: Shown, photo: Path) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    drop(window, photo)
    shown_ = page.controller
    QTest.qWait(10)
    shown(page, lambda frame: page.moment is not None and page.moment.inputs["image"].name == photo.name)
    assert shown_.inputs["image"].text == str(photo)
    assert str(photo) in window.recent


def test_a_broken_file_is_said_and_changes_nothing(make_window: Make, shown: Shown, tmp_path: Path, qtbot: Any) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    before = page.moment
    broken = tmp_path / "부서진 (1).png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    drop(window, broken)
    qtbot.waitUntil(lambda: page.notice.isVisible() and broken.name in page.notice.text)
    assert page.moment is before
    assert page.controller.inputs["image"].text == "cat"


def test_layer_and_class_change_and_undo(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    assert page.moment is not None
    first = page.moment.frame
    page.side.options.changed.emit("layer", "layer2")
    shown(page, lambda frame: frame.layer == "layer2")
    page.stage.bars.class_chosen.emit(5)  # type: ignore[attr-defined]
    shown(page, lambda frame: frame.target == 5)
    window.undo_group.undo()
    shown(page, lambda frame: frame.target == first.target and frame.layer == "layer2")
    window.undo_group.undo()
    shown(page, lambda frame: frame.layer == first.layer)
    window.undo_group.redo()
    shown(page, lambda frame: frame.layer == "layer2")


def test_drawing_computes_nothing(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    run = page.controller.run
    picture = page.stage.picture()
    page.side.drawing.changed.emit("opacity", 0.1)
    assert page.controller.run is run
    assert page.stage.picture() != picture


def test_a_second_class_beside_the_first(make_window: Make, shown: Shown, qtbot: Any) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    assert page.moment is not None
    other = int(page.moment.frame.top[1])
    page.stage.bars.compare_chosen.emit(other)  # type: ignore[attr-defined]
    qtbot.waitUntil(page.stage.difference.isVisible)  # type: ignore[attr-defined]
    stage: Any = page.stage
    np.testing.assert_allclose(
        stage.difference._raw, page.moment.frame.cam_signed - stage._compared.cam_signed, atol=1e-6
    )


def test_the_strip_has_every_stage_with_its_own_maximum(make_window: Make, shown: Shown, qtbot: Any) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    qtbot.waitUntil(page.stage.settled, timeout=20_000)
    frames = page.stage._strip_frames  # type: ignore[attr-defined]
    assert len(frames) >= 4
    assert list(frames)[-1] == page.moment.frame.layer  # type: ignore[union-attr]


def test_two_hundred_changes_end_with_the_last(make_window: Make, shown: Shown, qtbot: Any) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    seen: list[int] = []
    page.controller.moment_changed.connect(lambda moment: seen.append(int(moment.frame.target)))
    for number in range(200):
        page.controller.set_option("target", number % 10)
        QTest.qWait(8)
    shown(page, lambda frame: frame.target == 199 % 10)
    qtbot.waitUntil(lambda: page.controller.run is not None and page.controller.run.state is State.FINISHED)
    QTest.qWait(100)
    assert page.moment is not None and page.moment.frame.target == 9
    assert page.moment.options.target == 9
    assert len(seen) > 20


def test_pins_stand_beside_and_name_what_differs(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    window.actions_.pin()
    page.controller.set_option("layer", "layer2")
    shown(page, lambda frame: frame.layer == "layer2")
    assert page.pins.count() == 1
    assert "layer" in page.pins._pins[0].caption.text().lower() or page.pins._pins[0].caption.text()
    page.pins.clear()
    assert page.pins.count() == 0


def test_copy_as_python_gives_the_same_arrays(make_window: Make, shown: Shown, tmp_path: Path) -> None:
    import subprocess
    import sys

    window = make_window()
    page = shown(window.page("grad-cam"))
    page.controller.set_option("layer", "layer3")
    shown(page, lambda frame: frame.layer == "layer3")
    window.actions_.copy_script()
    script = QGuiApplication.clipboard().text()
    root = Path(__file__).resolve().parents[2]
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    subprocess.run(
        [sys.executable, str(tmp_path / "run.py")],
        cwd=tmp_path,
        env={**_environment(), "PYTHONPATH": str(root)},
        check=True,
    )
    again = np.load(tmp_path / "last.npz")
    assert page.moment is not None
    np.testing.assert_allclose(again["cam_signed"], page.moment.frame.cam_signed, atol=1e-6)
    assert str(again["layer"]) == "layer3"


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def test_a_pasted_picture(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    window.actions_.paste()
    shown(page, lambda frame: page.moment is not None and page.moment.inputs["image"].pixels.shape == (30, 40, 3))


def test_the_session_comes_back(make_window: Make, shown: Shown, photo: Path) -> None:
    window = make_window(restore=True)
    page = shown(window.page("grad-cam"))
    drop(window, photo)
    shown(page, lambda frame: page.moment is not None and page.moment.inputs["image"].name == photo.name)
    page.controller.set_option("layer", "layer2")
    shown(page, lambda frame: frame.layer == "layer2")
    page.side.drawing.changed.emit("opacity", 0.3)
    window.close()
    again = make_window(lab="", restore=True)
    restored = shown(again.page("grad-cam"), lambda frame: frame.layer == "layer2")
    assert restored.moment is not None and restored.moment.inputs["image"].name == photo.name
    assert restored.drawing.opacity == pytest.approx(0.3)


def test_a_session_file_of_something_else_is_said(make_window: Make, shown: Shown, tmp_path: Path) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    path = tmp_path / "a.vitrine"
    path.write_text("[1, 2]")
    window.open_session(path)
    assert "a.vitrine" in page.notice.text
    assert window.current() is page


def test_closing_while_training(make_window: Make, qtbot: Any) -> None:
    window = make_window("train-classifier")
    page = window.page("train-classifier")
    qtbot.waitUntil(lambda: page.moment is not None, timeout=30_000)
    start = time.monotonic()
    window.close()
    assert time.monotonic() - start < 2.0
    assert window.engine_ended


def test_training_scrubs_pauses_and_steps(make_window: Make, qtbot: Any) -> None:
    window = make_window("train-classifier")
    page = window.page("train-classifier")
    c = page.controller
    qtbot.waitUntil(lambda: c.playback.newest >= 5, timeout=30_000)
    c.pause()
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.PAUSED)
    newest = c.playback.newest
    page.timeline.scrubbed.emit(2)
    assert page.moment is not None and page.moment.step in (1, 2)
    QTest.qWait(100)
    assert c.playback.newest == newest
    c.playback.go(newest)
    c.step_forward()
    qtbot.waitUntil(lambda: c.playback.newest == newest + 1, timeout=10_000)
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == newest + 1)


def test_languages_and_themes_change_at_once(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    english = page.sentence.text()
    window.set_language("ko")
    assert window.page("grad-cam").sentence.text() != english
    window.set_language("en")
    page = window.page("grad-cam")
    assert page.sentence.text() == english
    dark = page.stage.picture()
    window.actions_.toggle_theme()
    assert page.stage.picture() != dark
    window.actions_.larger()
    window.actions_.normal_size()
    window.actions_.toggle_theme()


def test_presenter_mode(make_window: Make, shown: Shown) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    window.actions_.toggle_presenter()
    assert not window.sidebar.isVisible() and not page.panels.isVisible() and page.stage.isVisible()
    window.actions_.toggle_presenter()
    assert window.sidebar.isVisible() and page.panels.isVisible()


def test_no_torch_before_the_window_is_painted() -> None:
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[2]
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]); from app.window import Window;"
        "w = Window(restore=False); w.painted.connect(app.quit); w.start(); w.show();"
        "w.paintEvent = w.paintEvent; "
        "heavy = lambda: [m for m in ('torch', 'timm', 'scipy', 'sklearn', 'torchvision', 'open3d') if m in "
        "sys.modules];"
        "w._after_first_paint = lambda: (print('HEAVY', heavy(), flush=True), app.quit());"
        "app.exec(); w.engine.shutdown()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr


def test_plain_keys_reach_the_film_and_leave_widgets_their_own(make_window: Make, qtbot: Any) -> None:
    window = make_window("train-classifier")
    page = window.page("train-classifier")
    qtbot.waitUntil(lambda: page.controller.playback.newest >= 4, timeout=30_000)
    page.stage.setFocus()
    QTest.keyClick(page.stage, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.controller.run is not None and page.controller.run.state is State.PAUSED)
    playback = page.controller.playback
    qtbot.waitUntil(lambda: playback.shown == playback.newest)
    newest = playback.newest
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    assert page.controller.playback.shown == newest - 1
    QTest.keyClick(page.stage, Qt.Key.Key_Home)
    assert page.controller.playback.shown == 0
    window.sidebar.start_search()
    QTest.keyClicks(window.sidebar.search, "p l h")
    assert window.sidebar.search.text() == "p l h"
    assert page.pins.count() == 0


def test_ctrl_k_finds_a_lab_in_any_words(make_window: Make, shown: Shown) -> None:
    window = make_window()
    shown(window.page("grad-cam"))
    window.actions_.find_lab()
    QTest.keyClicks(window.sidebar.search, "selvaraju")
    QTest.keyClick(window.sidebar.search, Qt.Key.Key_Return)
    current = window.current()
    assert current is not None and current.controller.study.name == "grad-cam"


def test_the_dialogs_open_and_close(make_window: Make, shown: Shown, qtbot: Any) -> None:
    from PySide6.QtWidgets import QDialog, QLabel

    window = make_window()
    shown(window.page("grad-cam"))
    for show, words in ((window.actions_.show_keys, "Ctrl"), (window.actions_.show_about, "0.1")):
        show()
        dialog = window.findChild(QDialog)
        assert dialog is not None and any(words in label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()
        qtbot.waitUntil(lambda: window.findChild(QDialog) is None)


def test_a_film_is_saved(make_window: Make, qtbot: Any, tmp_path: Path) -> None:
    import cv2

    from app.filming import Filming

    window = make_window("train-classifier")
    page = window.page("train-classifier")
    qtbot.waitUntil(lambda: page.controller.playback.newest >= 3, timeout=30_000)
    page.controller.pause()
    qtbot.waitUntil(lambda: page.controller.run is not None and page.controller.run.state is State.PAUSED)
    steps = len(page.controller.run.film)  # type: ignore[union-attr]
    path = tmp_path / "film.mp4"
    Filming(window, page, path).start()
    qtbot.waitUntil(path.exists, timeout=30_000)
    capture = cv2.VideoCapture(str(path))
    assert int(capture.get(cv2.CAP_PROP_FRAME_COUNT)) == steps
    capture.release()


def test_a_lab_that_cannot_show_anything_offers_a_way_on(
    make_window: Make, shown: Shown, qtbot: Any, home: Path
) -> None:
    from app.session import LabState, Session, last_session_path, write_session

    gone = {"grad-cam": LabState({"image": "cat"}, {"weights": "/no/such/file.safetensors"}, {}, -1)}
    write_session(Session("grad-cam", gone), last_session_path())
    window = make_window(lab="", restore=True)
    page = window.page("grad-cam")
    qtbot.waitUntil(lambda: page.notice.isVisible() and "file.safetensors" in page.notice.text, timeout=20_000)
    assert page.moment is None
    page.notice.acted.emit("defaults")
    shown(page, lambda frame: frame.target_name == "cat")
    assert not page.notice.isVisible()


def test_wrong_weights_are_said_and_taken_back(make_window: Make, shown: Shown, qtbot: Any, tmp_path: Path) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    qtbot.waitUntil(page.stage.settled, timeout=20_000)
    options, film = page.controller.options, page.stage.picture()
    wrong = tmp_path / "다른 가중치.safetensors"
    wrong.write_bytes(b'\x08\x00\x00\x00\x00\x00\x00\x00{"a":1} ')
    drop(window, wrong)
    qtbot.waitUntil(lambda: page.notice.isVisible() and wrong.name in page.notice.text, timeout=20_000)
    qtbot.waitUntil(lambda: page.controller.options == options)
    qtbot.waitUntil(lambda: page.controller.run is not None and page.controller.run.state is State.FINISHED)
    QTest.qWait(600)
    assert page.notice.isVisible() and page.side.options.values()["weights"] == ""
    assert page.moment is not None and page.moment.frame.target_name == "cat" and film.size() is not None


def test_what_was_refused_can_be_asked_again(make_window: Make, shown: Shown, qtbot: Any) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    page.controller.set_options({"network": "resnet20", "weights": "no-such-weights"})
    qtbot.waitUntil(lambda: page.notice.isVisible() and page.controller.options.network == "photonet", timeout=20_000)
    page.controller.retry({"weights": "none"})
    shown(page, lambda frame: frame.network_title == "ResNet-20")
