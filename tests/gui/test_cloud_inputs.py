"""Labs of two clouds, of a list of clouds and of RGB-D pictures in the window: opening, swapping, saving, sessions."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel

import app.window
from app.actions import means_something
from app.lab import Lab, Moment, Stage, StageCommand, lab, lab_names
from app.page import LabPage
from app.restoring import session_of
from app.script import script_of
from app.session import write_session
from app.window import Window
from engine.data.cloud import PointCloud
from engine.data.reading_clouds import read_cloud
from engine.data.rgbd import RgbdSequence
from engine.data.writing_clouds import write_cloud
from engine.errors import InputError
from engine.options import option
from engine.study import Study, StudyRun, frames, studies, value

Make = Callable[..., Window]
Shown = Callable[..., LabPage]

TURN = np.array([[0, -1, 0, 2], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], np.float64)


@dataclass(frozen=True)
class Options:
    """What the studies of these tests can be told."""

    shift: float = option(0.0, "How far.", minimum=-10.0, maximum=10.0)
    turn: float = option(0.0, "How much.", minimum=-10.0, maximum=10.0)
    truth: str = option("", "The true transform.")


@dataclass(frozen=True)
class Frame:
    """What the studies of these tests give."""

    names: tuple[str, ...] = value("names of the inputs", shape="(n,)", dtype="str")
    points: int = value("points in all")


def run_pair(source: PointCloud, target: PointCloud, *, options: Options) -> StudyRun:
    """A frame of names."""
    yield Frame(names=(source.name, target.name), points=len(source) + len(target))


def run_list(clouds: tuple[PointCloud, ...], *, options: Options) -> StudyRun:
    """A frame of names."""
    yield Frame(names=tuple(cloud.name for cloud in clouds), points=sum(map(len, clouds)))


def run_sequence(sequence: RgbdSequence, *, options: Options) -> StudyRun:
    """A frame of names."""
    yield Frame(names=(sequence.name,), points=len(sequence))


class CloudStage(Stage):
    """A stage that remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.moment: Moment | None = None
        self.done: list[str] = []

    def show_moment(self, moment: Moment) -> None:
        self.moment = moment

    def bounce(self) -> None:
        self.done.append("bounce")

    def complain(self) -> None:
        raise InputError("It cannot be done.")

    def clouds(self) -> Mapping[str, PointCloud]:
        assert self.moment is not None
        source, target = (self.moment.inputs[name] for name in ("source", "target"))
        moved = source.points @ TURN[:3, :3].T + TURN[:3, 3]
        return {
            "moved source": PointCloud(moved, f"{source.name}, moved"),
            "merged": PointCloud(np.concatenate([moved, target.points]), f"{target.name} + {source.name}"),
        }

    def swapped_options(self, options: Options) -> Mapping[str, Any]:
        return {"shift": -options.shift}


COMMANDS = (StageCommand("bounce", "Bounce", "B"), StageCommand("complain", "Complain…", "Ctrl+J"))


def study_of(name: str, run: Any, defaults: dict[str, str]) -> Study:
    module = types.ModuleType(f"engine.studies.{name}", "A study of these tests.")
    module.__dict__.update(
        Options=Options, Frame=Frame, run=run, TITLE=name, CHAPTER="Registration", PAPER="", DEFAULT_INPUTS=defaults
    )
    return Study(name, module)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Clouds a.ply (20 points), b.ply (30), c.ply (40) and a matrix in a folder that no library likes."""
    folder = tmp_path / "홍길동" / "바탕 화면 (1)"
    for number, name in enumerate("abc"):
        points = np.random.default_rng(number).normal(size=(20 + 10 * number, 3))
        write_cloud(PointCloud(points, name), folder / f"{name}.ply")
    np.savetxt(folder / "gt.txt", TURN)
    return folder


@pytest.fixture
def open_lab(make_window: Make, shown: Shown, files: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Opens a window on one of three labs made for these tests."""
    a, b = str(files / "a.ply"), str(files / "b.ply")
    made = {
        "pair": study_of("pair", run_pair, {"source": a, "target": b}),
        "list": study_of("list", run_list, {"clouds": a}),
        "sequence": study_of("sequence", run_sequence, {"sequence": "rendered-pair"}),
    }
    monkeypatch.setattr(app.window, "studies", lambda: made)
    monkeypatch.setattr(app.window, "lab_names", lambda: tuple(made))
    monkeypatch.setattr(app.window, "lab", lambda name: Lab(name, CloudStage, commands=COMMANDS))

    def opening(name: str = "pair", **options: Any) -> tuple[Window, LabPage]:
        window = make_window(name, **options)
        return window, shown(window.page(name))

    return opening


def drop(window: Window, *paths: Path) -> None:
    window.dropEvent(_event(paths))


def _event(paths: tuple[Path, ...]) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.mime = mime  # type: ignore[attr-defined]
    return event


def names(*expected: str) -> Callable[[Any], bool]:
    return lambda frame: frame.names == expected


# -- panels --------------------------------------------------------------------------------------------


def test_each_panel_says_what_it_holds(open_lab: Callable[..., Any]) -> None:
    _, page = open_lab()
    source, target = page.side.inputs
    assert (source.picker._title.text(), target.picker._title.text()) == ("Source", "Target")
    assert source.picker._dot.colour == "#e69f00" and target.picker._dot.colour == "#56b4e9"
    assert source.picker._caption.text().startswith("a.ply · 20 points · ")
    tip = source.picker._caption.toolTip()
    assert "a.ply: 20 points" in tip and "in the cloud's unit along x, y and z." in tip
    extent = np.ptp(read_cloud(Path(page.controller.inputs["source"].text)).points, axis=0)
    assert f"{extent[0]:.3g} × {extent[1]:.3g} × {extent[2]:.3g}" in tip
    assert source.picker._own is not None and source.picker._own._pixels.shape == (160, 160, 3)
    assert page.controller.inputs["source"].preview is not None  # made in the engine's thread
    assert [tile.name for tile in source.picker._tiles.values()][:2] == ["room-1", "room-2"]


def test_leafing_through_a_folder_of_clouds(open_lab: Callable[..., Any], shown: Shown) -> None:
    _, page = open_lab()
    source = page.side.inputs[0]
    assert source.picker._next.isVisibleTo(source.picker)
    source.leaf(1)
    shown(page, names("b.ply", "b.ply"))
    source.leaf(1)
    shown(page, names("c.ply", "b.ply"))


# -- files ---------------------------------------------------------------------------------------------


def test_two_files_are_source_and_target_in_one_change(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    seen: list[Any] = []
    page.controller.moment_changed.connect(lambda moment: seen.append(moment.frame.names))
    drop(window, files / "c.ply", files / "b.ply")
    shown(page, names("b.ply", "c.ply"))
    assert seen == [("b.ply", "c.ply")]  # no step between with one old and one new
    assert window.toast.isVisible() and "b.ply is the source, c.ply the target" in window.toast._label.text()
    window.undo_group.undo()
    shown(page, names("a.ply", "b.ply"))
    assert not page.controller.undo_stack.canUndo()
    assert window.recent[:2] == [str(files / "b.ply"), str(files / "c.ply")]


def test_names_that_say_which_is_which(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    for old, new in {"a.ply": "ref.ply", "c.ply": "src.ply"}.items():
        (files / old).rename(files / new)
    drop(window, files / "ref.ply", files / "src.ply")
    shown(page, names("src.ply", "ref.ply"))


def test_one_file_goes_to_the_panel_it_was_dropped_on(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    page.side.inputs[1].picker.dropEvent(_event((files / "c.ply",)))
    shown(page, names("a.ply", "c.ply"))
    drop(window, files / "c.ply")
    shown(page, names("c.ply", "c.ply"))
    assert "c.ply is the source; drop a file on the target's panel" in window.toast._label.text()


def test_a_pair_where_one_cannot_be_read_changes_nothing(open_lab: Callable[..., Any], qtbot: Any, files: Path) -> None:
    window, page = open_lab()
    (files / "x.ply").write_text("ply\nnothing")
    drop(window, files / "c.ply", files / "x.ply")
    qtbot.waitUntil(lambda: page.notice.isVisible() and "x.ply" in page.notice.text)
    QTest.qWait(100)
    assert page.moment is not None and page.moment.frame.names == ("a.ply", "b.ply")
    assert not page.controller.undo_stack.canUndo() and not page.controller._openings.runs()


def test_a_folder_of_a_pair_brings_its_truth(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    (files / "a.ply").unlink()
    drop(window, files)
    shown(page, names("b.ply", "c.ply"))
    assert page.controller.options.truth == str(files / "gt.txt")
    window.undo_group.undo()
    shown(page, names("a.ply", "b.ply"))
    assert page.controller.options.truth == ""


@pytest.mark.parametrize("ending", [".txt", ".npy", ".log"])
def test_a_matrix_is_the_ground_truth(open_lab: Callable[..., Any], files: Path, ending: str, qtbot: Any) -> None:
    from engine.geometry.truth import read_truth

    window, page = open_lab()
    path = files / f"참 (1){ending}"
    if ending == ".npy":
        np.save(path, TURN)
    else:
        np.savetxt(path, TURN, header="0 1 2" if ending == ".log" else "", comments="")
    drop(window, path)
    assert page.controller.options.truth == str(path) and path.name in window.toast._label.text()
    np.testing.assert_allclose(read_truth(path), TURN)
    page.controller.choose_input("source", str(files / "c.ply"))  # another cloud: the truth was not of it
    qtbot.waitUntil(lambda: page.controller.options.truth == "", timeout=10_000)  # when the cloud has been read
    window.undo_group.undo()
    assert page.controller.options.truth == str(path)


def test_a_file_of_no_use_is_said(open_lab: Callable[..., Any], qtbot: Any, files: Path) -> None:
    window, page = open_lab()
    (files / "그림.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    drop(window, files / "그림.png")
    qtbot.waitUntil(lambda: page.notice.isVisible() and "그림.png is not a point cloud" in page.notice.text)


def test_a_list_of_clouds(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab("list")
    assert page.moment is not None and page.moment.frame.names == ("a.ply",)
    (files / "gt.txt").unlink()
    drop(window, files / "c.ply", files / "a.ply")
    shown(page, names("a.ply", "c.ply"))
    assert page.side.inputs[0].picker._caption.text().startswith("a.ply … c.ply · 2 clouds, 60 points")
    assert "room-round" in page.side.inputs[0].picker._tiles
    drop(window, files)
    shown(page, names("a.ply", "b.ply", "c.ply"))
    window.undo_group.undo()
    shown(page, names("a.ply", "c.ply"))


def test_rgbd_pictures(open_lab: Callable[..., Any], shown: Shown, shared_data: Path) -> None:
    window, page = open_lab("sequence")
    panel = page.side.inputs[0]
    assert panel.picker._title.text() == "RGB-D pictures" and " 2 pictures" in panel.picker._caption.text()
    drop(window, shared_data / "rgbd" / "livingroom")
    shown(page, lambda frame: frame.points == 5)
    assert panel.picker._own is not None and "5 pictures" in panel.picker._caption.text()


def test_the_dialogs_filter(open_lab: Callable[..., Any], shown: Shown, files: Path,
                            monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    window, page = open_lab()
    asked: list[str] = []

    def choosing(parent: Any, title: str, folder: str, kinds: str) -> tuple[list[str], str]:
        asked.append(kinds)
        return [str(files / "c.ply")], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choosing)
    page.side.inputs[1].picker.open_requested.emit()
    shown(page, names("a.ply", "c.ply"))
    window.actions_.open_file()
    shown(page, names("c.ply", "c.ply"))
    assert len(asked) == 2 and all("*.ply" in kinds and "*.laz" in kinds and "*.log" in kinds for kinds in asked)


# -- swap, options, commands ---------------------------------------------------------------------------


def test_swapping_is_one_step_that_can_be_undone(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    page.controller.set_options({"shift": 3.0, "truth": str(files / "gt.txt")})
    page.stage.setFocus()
    QTest.keyClick(page.stage, Qt.Key.Key_X)
    shown(page, names("b.ply", "a.ply"))
    assert page.controller.options.shift == -3.0  # the stage knows what is turned round with it
    assert page.controller.options.truth == "" and "other direction" in window.toast._label.text()
    assert [panel.picker._words[0] for panel in page.side.inputs] == ["b.ply", "a.ply"]
    window.undo_group.undo()
    shown(page, names("a.ply", "b.ply"))
    assert page.controller.options.shift == 3.0 and page.controller.options.truth
    QTest.keyClick(page.stage, Qt.Key.Key_X)
    QTest.keyClick(page.stage, Qt.Key.Key_X)
    assert page.controller.inputs["source"].value.name == "a.ply"
    window.undo_group.undo()  # two swaps soon after one another are two changes
    assert page.controller.inputs["source"].value.name == "b.ply"


def test_swap_only_where_there_is_a_pair(open_lab: Callable[..., Any]) -> None:
    window, page = open_lab("list")
    assert not window.actions_.available("swap_inputs")
    assert "swap_inputs" not in _methods(window)
    QTest.keyClick(page.stage, Qt.Key.Key_X)
    assert not page.controller.undo_stack.canUndo()
    window.open_lab("pair")


def _methods(window: Window) -> list[str]:
    menu = window.actions_.menus.stage_menu()
    known = {id(action): method for method, action in window.actions_.actions.items()}
    found = [known.get(id(action), action.data() or "") for action in menu.actions()]
    menu.deleteLater()
    return found


def test_commands_of_the_lab(open_lab: Callable[..., Any], qtbot: Any) -> None:
    window, page = open_lab()
    page.stage.setFocus()
    QTest.keyClick(page.stage, Qt.Key.Key_B)
    assert page.stage.done == ["bounce"]
    QTest.keyClick(page.stage, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.notice.isVisible() and "It cannot be done." in page.notice.text)
    menu = window.actions_.menus.stage_menu()
    first = menu.actions()[0]
    assert first.text() == "Bounce\tB"
    first.trigger()
    assert page.stage.done == ["bounce", "bounce"]
    menu.deleteLater()
    assert {"bounce", "swap_inputs", "save_cloud", "copy_picture"} <= set(_methods(window))
    window.actions_.show_keys()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Bounce" in words and "Complain" in words and "Swap source and target" in words
    dialog.close()


@pytest.mark.parametrize("name", lab_names())
def test_no_lab_takes_a_key_of_the_window(name: str, make_window: Make) -> None:
    window = make_window()
    meant = [c for c in window.actions_.commands if means_something(c.method, lab(name), studies()[name])]
    taken = {QKeySequence(key).toString() for command in meant for key in command.keys}
    offered = lab(name).commands
    keys = [QKeySequence(command.keys).toString() for command in offered if command.keys]
    assert not taken & set(keys) and len(set(keys)) == len(keys)
    assert all(hasattr(lab(name).stage, command.method) for command in offered)


def test_wishes_of_the_stage(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    page.stage.options_wanted.emit({"shift": 1.0, "turn": 2.0})
    assert (page.controller.options.shift, page.controller.options.turn) == (1.0, 2.0)
    window.undo_group.undo()
    assert (page.controller.options.shift, page.controller.options.turn) == (0.0, 0.0)
    page.stage.options_wanted.emit({"shift": 99.0})
    assert page.controller.options.shift == 0.0 and page.notice.isVisible()
    page.stage.input_wanted.emit("target", str(files / "c.ply"))
    shown(page, names("a.ply", "c.ply"))


def test_back_to_the_defaults(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    drop(window, files / "b.ply", files / "c.ply")
    shown(page, names("b.ply", "c.ply"))
    page.controller.set_option("shift", 2.0)
    page.controller.reset()
    shown(page, names("a.ply", "b.ply"))
    assert page.controller.options == Options()


# -- saving, sessions, scripts -------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".ply", ".npz", ".las"])
def test_saving_what_is_shown(open_lab: Callable[..., Any], qtbot: Any, files: Path, ending: str,
                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    window, page = open_lab()
    target = files / f"옮긴 점 (1){ending}"
    asked: list[str] = []

    def choosing(parent: Any, title: str, proposed: str, kinds: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(target), "PLY (*.ply)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choosing)
    saving = window.actions_.saving
    saving._clouds = page.stage.clouds()
    menu = saving.cloud_menu()
    assert [action.text() for action in menu.actions()] == ["Save moved cloud…", "Save merged cloud…"]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: target.exists() and "Saved 옮긴 점 (1)" in window.toast._label.text())
    assert asked == ["a-moved.ply"]
    source = page.controller.inputs["source"].value
    np.testing.assert_allclose(read_cloud(target).points, source.points @ TURN[:3, :3].T + TURN[:3, 3], atol=1e-8)
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: len(read_cloud(target)) == 50)
    assert asked[1:] == ["b-a-merged.ply"]
    menu.deleteLater()


def test_a_session_keeps_pairs_and_lists(open_lab: Callable[..., Any], shown: Shown, files: Path) -> None:
    window, page = open_lab()
    drop(window, files / "b.ply", files / "c.ply")
    shown(page, names("b.ply", "c.ply"))
    window.open_lab("list")
    page = shown(window.page("list"))
    drop(window, files / "c.ply", files / "b.ply")
    shown(page, names("b.ply", "c.ply"))
    path = files / "수업.vitrine"
    write_session(session_of(window), path)
    stored = json.loads(path.read_text(encoding="utf-8"))["labs"]["list"]["inputs"]["clouds"]
    assert stored.split("\n") == [str(files / "b.ply"), str(files / "c.ply")]
    drop(window, files / "a.ply")
    shown(page, names("a.ply"))
    window.open_session(path)
    shown(window.page("list"), names("b.ply", "c.ply"))
    window.open_lab("pair")
    shown(window.page("pair"), names("b.ply", "c.ply"))


def test_an_old_session_with_a_missing_file(
    open_lab: Callable[..., Any], qtbot: Any, files: Path, shown: Shown
) -> None:
    window, page = open_lab()
    path = files / "s.vitrine"
    write_session(session_of(window), path)
    (files / "b.ply").rename(files / "moved.ply")
    window.open_session(path)
    page = window.page("pair")
    qtbot.waitUntil(lambda: page.notice.isVisible() and "b.ply" in page.notice.text)
    drop(window, files / "a.ply", files / "c.ply")
    shown(page, names("a.ply", "c.ply"))


def test_the_script_runs_as_it_is(files: Path, tmp_path: Path) -> None:
    """A real study: plain ``python script.py`` from another folder gives the same transform."""
    random = np.random.default_rng(0)
    u, v = random.uniform(-1, 1, (2, 3000))
    points = np.column_stack([u, v, 0.3 * np.sin(3 * u) + 0.2 * np.cos(4 * v)])
    write_cloud(PointCloud(points, "t"), files / "target.ply")
    write_cloud(PointCloud(points + np.array([0.01, 0.02, 0.0]), "s"), files / "source.ply")
    icp = studies()["icp"]
    texts = {name: str(files / f"{name}.ply") for name in ("source", "target")}
    options = icp.options_class(iterations=5)
    inputs = {name: read_cloud(Path(text)) for name, text in texts.items()}
    *_, last = frames(icp.run(inputs, options))
    script = script_of(icp, texts, options, 1, "cpu")
    assert 'if __name__ == "__main__":' in script and "iterations=5" in script
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, str(tmp_path / "run.py")], cwd=tmp_path, check=True)
    np.testing.assert_allclose(np.load(tmp_path / "last.npz")["transform"], last.transform, atol=1e-9)


def test_the_script_of_a_list(files: Path) -> None:
    text = script_of(
        study_of("list", run_list, {}), {"clouds": f"room-round\n{files / 'a.ply'}"}, Options(shift=1.0), 1, "cpu"
    )
    compile(text, "script", "exec")
    assert f"clouds = open_inputs('PointCloud', ['room-round', {str(files / 'a.ply')!r}])" in text
    assert "run(clouds=clouds, options=options)" in text and "shift=1.0" in text
