"""What is saved of a radiance field: the surface with its threshold, points on it, the film round it, a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.nerf_surface import SurfaceDialog
from app.nerf_turn import PictureDialog, TurnDialog
from app.window import Window
from engine.data.inputs import open_input

Make = Callable[..., Window]
Answer = Callable[[Path], None]


@pytest.fixture
def window(make_window: Make, qtbot: Any) -> Window:
    """The lab with its first picture; what is looked at is what the paused training has published."""
    made = make_window("nerf", size=(1300, 860))
    page = made.page("nerf")
    qtbot.waitUntil(lambda: page.moment is not None and page.stage.settled(), timeout=60_000)
    page.controller.set_options({"image_size": 32, "measured_photos": 1})
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.options.image_size == 32, timeout=30_000)
    qtbot.waitUntil(page.stage.settled, timeout=30_000)
    return made


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """What the file dialog is answered."""

    def give(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return give


def opened(window: Window, key: Qt.Key, kind: type[Any], qtbot: Any) -> Any:
    """Press a key of the lab's, and take the dialog that opens."""
    QTest.keyClick(window.page("nerf").stage, key)
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind)]
    assert len(dialogs) == 1
    qtbot.waitExposed(dialogs[0])
    return dialogs[0]


def saved(dialog: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not dialog.notice.isHidden(), timeout=60_000)
    assert dialog.notice.text.startswith("Saved"), dialog.notice.text


def test_the_surface_is_cut_where_the_line_is_dragged_and_saved(
    window: Window, qtbot: Any, answer: Answer, tmp_path: Path
) -> None:
    dialog = opened(window, Qt.Key.Key_S, SurfaceDialog, qtbot)
    dialog._option("resolution", 32)
    qtbot.waitUntil(
        lambda: dialog._frame is not None and dialog._frame.stage == "colours" and dialog._frame.counts.max() == 33,
        timeout=60_000,
    )
    before = dialog._frame
    assert dialog.histogram.threshold() == pytest.approx(before.threshold) and len(before.triangles)
    assert "triangles" in dialog.known.text() and "chosen" in dialog.known.text()
    assert dialog.view.names() == ("surface",)
    # The line is the threshold; the lattice is not sampled again.
    x = int(dialog.histogram.place_of(before.threshold * 2))
    QTest.mouseClick(dialog.histogram, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 60))
    wanted = dialog.histogram.threshold()
    assert wanted == pytest.approx(before.threshold * 2, rel=0.1) and dialog.options.threshold == wanted
    qtbot.waitUntil(lambda: dialog._frame.threshold == wanted and dialog._frame.stage == "colours", timeout=60_000)
    assert dialog.panel.values()["threshold"] == wanted and dialog._frame.inside < before.inside
    film = dialog.preview.film()
    assert [film.shot(step).frame.stage for step in film.steps()] == ["surface", "colours"]
    QTest.keyClick(dialog.histogram, Qt.Key.Key_Left)
    assert dialog.options.threshold == pytest.approx(wanted / 1.1, rel=0.01)
    qtbot.waitUntil(lambda: dialog._frame.threshold == dialog.options.threshold, timeout=60_000)
    dialog.look.chosen.emit(1)

    answer(tmp_path / "면.ply")
    dialog.save_mesh()
    saved(dialog, qtbot)
    answer(tmp_path / "points.ply")
    dialog.save_cloud()
    saved(dialog, qtbot)
    cloud: Any = open_input("PointCloud", str(tmp_path / "points.ply"))
    assert len(cloud) == 100_000 and cloud.colours is not None
    mesh: Any = open_input("PointCloud", str(tmp_path / "면.ply"))
    assert np.ptp(mesh.points, axis=0).max() == pytest.approx(np.ptp(dialog._frame.vertices, axis=0).max(), rel=0.01)

    answer(tmp_path / "surface.stl")
    dialog.save_mesh()
    qtbot.waitUntil(lambda: not dialog.notice.isHidden(), timeout=60_000)
    assert "ends in" in dialog.notice.text
    # A cancel leaves nothing.
    files = set(tmp_path.iterdir())
    dialog._option("resolution", 200)
    answer(tmp_path / "cancelled.ply")
    dialog.save_mesh()
    qtbot.waitUntil(lambda: dialog.bar.maximum() > 0 and dialog.bar.value() > 0, timeout=60_000)
    assert dialog.stop_button.isVisible() and not dialog.save_buttons[0].isEnabled()
    dialog.stop_button.click()
    qtbot.wait(200)
    assert set(tmp_path.iterdir()) == files and dialog.save_buttons[0].isEnabled() and dialog.stop_button.isHidden()
    dialog.close()
    assert not dialog.preview.busy() and not dialog.saving.busy()


def test_the_film_plays_and_is_saved(window: Window, qtbot: Any, answer: Answer, tmp_path: Path) -> None:
    dialog = opened(window, Qt.Key.Key_O, TurnDialog, qtbot)
    dialog._option("pictures", 6)
    dialog._option("size", 32)
    qtbot.waitUntil(lambda: dialog.preview.film() is not None and len(dialog.preview.film()) == 6, timeout=60_000)
    qtbot.waitUntil(lambda: dialog._place > 1)
    assert "0.2 s" in dialog.known.text()
    answer(tmp_path / "film.gif")
    dialog.save_film()
    saved(dialog, qtbot)
    assert (tmp_path / "film.gif").read_bytes().startswith(b"GIF89a")
    answer(tmp_path / "pictures")
    dialog.save_film()
    saved(dialog, qtbot)
    assert len(list((tmp_path / "pictures").iterdir())) == 6
    answer(tmp_path / "film.avi")
    dialog.save_film()
    qtbot.waitUntil(lambda: not dialog.notice.isHidden(), timeout=60_000)
    assert ".avi" in dialog.notice.text
    dialog.close()


def test_the_picture_is_saved_at_its_size(window: Window, qtbot: Any, answer: Answer, tmp_path: Path) -> None:
    dialog = opened(window, Qt.Key.Key_I, PictureDialog, qtbot)
    dialog._option("size", 96)
    answer(tmp_path / "view.png")
    dialog.save_picture()
    saved(dialog, qtbot)
    image: Any = open_input("Image", str(tmp_path / "view.png"))
    assert image.pixels.shape == (96, 96, 3)
    camera = window.page("nerf").stage.view.camera()  # type: ignore[attr-defined]
    np.testing.assert_allclose(dialog.shown_options().camera, camera.pose.ravel())
    dialog.close()
