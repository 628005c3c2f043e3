"""Photos to a field in one path: a scene found from photos is one of the scenes, opens, stays, can be deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from app.window import Window
from engine.data.kept_scenes import delete_scene, is_kept, keeping_scene, kept_scenes, scenes_folder
from engine.data.samples import SCENES
from engine.errors import InputError
from engine.runtime.runs import State
from engine.study import Published, finished

Make = Callable[..., Window]


@dataclass(eq=False)
class Made:
    """A scene as structure from motion publishes it; its folder is the bundled one's copy."""

    name: str
    digest: str
    broken: bool = False

    def save(self, path: Path) -> Path:
        if self.broken:
            raise InputError("{file} cannot be read.", file="a.jpg")
        shutil.copytree(SCENES / "still-life", path)
        (path / "images").mkdir()
        shutil.copyfile(SCENES / "still-life" / "test" / "r_0.webp", path / "images" / "a.webp")
        return path


def test_a_scene_is_kept_once_and_only_its_own_folder_is_deleted(tmp_path: Path) -> None:
    assert kept_scenes() == []
    first = finished(keeping_scene(Published("scene", Made("집 1: a/b", "d1"))))
    assert first.parent == scenes_folder() and first.name == "집 1- a-b" and kept_scenes() == [first]
    assert finished(keeping_scene(Published("scene", Made("집 1: a/b", "d1")))) == first
    second = finished(keeping_scene(Published("scene", Made("집 1: a/b", "d2"))))
    assert second.name.endswith("-2") and kept_scenes() == [second, first]
    with pytest.raises(InputError):
        finished(keeping_scene(Published("scene", Made("c", "d3", broken=True))))
    assert kept_scenes() == [second, first]
    other = tmp_path / "mine"
    other.mkdir()
    delete_scene(other)
    assert other.is_dir() and not is_kept(other)
    delete_scene(first)
    assert kept_scenes() == [second]


def names(window: Window) -> list[str]:
    return [Path(source.name).name for source in window.page("nerf").side.inputs[0].picker._samples]


def shown_scene(window: Window) -> str:
    moment = window.page("nerf").moment
    return "" if moment is None else str(moment.inputs["scene"].name)


def test_a_published_scene_is_among_the_scenes(make_window: Make, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    window = make_window("nerf", size=(1300, 850))
    page = window.page("nerf")
    qtbot.waitUntil(lambda: shown_scene(window) == "still-life", timeout=60_000)
    assert names(window) == ["still-life"]
    product = Published("scene", Made("my-room", "d1"))
    window.hand_over.published(product)
    qtbot.waitUntil(lambda: names(window) == ["still-life", "my-room"])
    picker = page.side.inputs[0].picker
    qtbot.waitUntil(lambda: picker._samples[1].picture is not None)
    # Opened from its tile, and by the command of the other lab: the same scene.
    window.hand_over.open_in(product, "nerf", "scene")
    qtbot.waitUntil(lambda: shown_scene(window) == "my-room", timeout=60_000)
    assert len(kept_scenes()) == 1 and picker._selected == str(kept_scenes()[0])
    window.undo_group.undo()
    qtbot.waitUntil(lambda: shown_scene(window) == "still-life", timeout=60_000)
    window.undo_group.redo()
    qtbot.waitUntil(lambda: shown_scene(window) == "my-room", timeout=60_000)
    # The Delete key on its tile asks first.
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    tile = picker._tiles[str(kept_scenes()[0])]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Delete)
    assert len(answers) == 1 and len(kept_scenes()) == 1
    QTest.keyClick(tile, Qt.Key.Key_Delete)
    assert not answers and kept_scenes() == []
    qtbot.waitUntil(lambda: shown_scene(window) == "still-life", timeout=60_000)
    assert names(window) == ["still-life"] and not any("my-room" in path for path in window.recent)
    # Undone, its photos are gone: it is said in a sentence, and the lab goes on.
    window.undo_group.undo()
    qtbot.wait(500)
    assert window.page("nerf").isVisible()


def test_it_is_there_at_the_next_start(make_window: Make, qtbot: Any) -> None:
    product = Published("scene", Made("my-room", "d1"))
    path = finished(keeping_scene(product))
    window = make_window("nerf", restore=True)
    window.page("nerf").controller.choose_input("scene", str(path))
    qtbot.waitUntil(lambda: shown_scene(window) == "my-room", timeout=60_000)
    window.close()
    again = make_window("", restore=True)
    qtbot.waitUntil(lambda: shown_scene(again) == "my-room", timeout=60_000)
    assert names(again) == ["still-life", "my-room"]
    again.close()
    delete_scene(path)  # by hand, while it was closed
    last = make_window("", restore=True)
    page = last.page("nerf")
    qtbot.waitUntil(lambda: bool(page.notice.text), timeout=60_000)
    page.notice.acted.emit("defaults")
    qtbot.waitUntil(lambda: shown_scene(last) == "still-life", timeout=60_000)
    assert names(last) == ["still-life"]


def test_from_photos_to_a_field(make_window: Make, qtbot: Any) -> None:
    window = make_window("structure-from-motion", size=(1300, 850))
    page = window.page("structure-from-motion")
    c, stage = page.controller, page.stage
    assert stage.train.isHidden()
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.FINISHED, timeout=120_000)
    qtbot.waitUntil(lambda: not stage.train.isHidden() and bool(kept_scenes()), timeout=30_000)
    stage.setFocus()
    QTest.keyClick(stage, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: window.current() is window.page("nerf"), timeout=30_000)
    qtbot.waitUntil(lambda: shown_scene(window) == "room-photos", timeout=90_000)
    assert len(kept_scenes()) == 1
    nerf: Any = window.page("nerf").stage
    qtbot.waitUntil(nerf.settled, timeout=60_000)
    assert nerf.panel.sketch._views.scene.points is not None
