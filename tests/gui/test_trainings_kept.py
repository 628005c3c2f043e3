"""A training is kept with its session: closed, opened, it goes on from the same step with the same losses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

import app.takes
import app.trainings
from app.page import LabPage
from app.session import last_session_path, read_session
from app.trainings import kept_from, trainings_folder
from app.window import Window
from engine.data.inputs import open_input
from engine.runtime.runs import Run, State
from engine.study import frames, studies

Make = Callable[..., Window]
TRAININGS: dict[str, dict[str, Any]] = {
    "nerf": {
        "field": "tiny",
        "image_size": 25,
        "rays": 64,
        "measured_photos": 1,
        "measure_every": 0.0,
        "steps_per_frame": 2,
        "max_steps": 400,
        "images": 8,
    },
    "train-classifier": {"epochs": 40, "batch_size": 64, "batches_per_frame": 3},
    "fourier-features": {"image_size": 32, "width": 16, "layers": 3, "steps": 5000, "steps_per_frame": 3},
}


@pytest.fixture(autouse=True)
def dear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every training is worth keeping, however short."""
    monkeypatch.setattr(app.takes, "DEAR_SECONDS", 0.0)


def run_of(page: LabPage) -> Run:
    assert page.controller.run is not None
    return page.controller.run


def newest(page: LabPage) -> Any:
    return run_of(page).film.newest()


def trained(make_window: Make, qtbot: Any, lab: str, steps: int = 7, **more: Any) -> Window:
    """A window whose lab has trained so many recorded steps, and is paused."""
    window = make_window(lab, restore=True)
    page = window.page(lab)
    c = page.controller
    qtbot.waitUntil(c.ready, timeout=60_000)
    c.pause()
    c.set_options({**TRAININGS[lab], **more})
    c.restart()
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.options == c.options, timeout=60_000)
    if run_of(page).state is State.PAUSED:
        page.timeline.play.emit()
    qtbot.waitUntil(lambda: len(run_of(page).film) >= steps, timeout=60_000)
    page.timeline.pause.emit()
    qtbot.waitUntil(lambda: run_of(page).state is State.PAUSED, timeout=20_000)
    return window


def opened(make_window: Make, qtbot: Any, lab: str) -> LabPage:
    """The lab in a new window as the last session left it, with the notice."""
    page = make_window("", restore=True).page(lab)
    qtbot.waitUntil(lambda: "stands where it was" in page.notice.text, timeout=60_000)
    qtbot.waitUntil(lambda: run_of(page).state is State.PAUSED, timeout=20_000)
    return page


def button(page: LabPage, name: str) -> QPushButton:
    return next(b for b in page.notice.findChildren(QPushButton) if b.objectName() == name)


def folder() -> Path:
    return trainings_folder(last_session_path())


@pytest.mark.parametrize("lab", list(TRAININGS))
def test_closed_and_opened_it_goes_on_with_the_same_losses(make_window: Make, qtbot: Any, lab: str) -> None:
    window = trained(make_window, qtbot, lab)
    c = window.page(lab).controller
    options, inputs = c.options, {n: chosen.text for n, chosen in c.inputs.items()}
    window.close()
    files = list(folder().iterdir())
    stored = kept_from(read_session(last_session_path()).labs[lab].training)
    assert stored is not None and [file.name for file in files] == [stored.file] and stored.step > 0
    page = opened(make_window, qtbot, lab)
    assert page.controller.options == options and page.controller.undo_stack.isClean()
    assert newest(page).step == stored.step and len(run_of(page).film) == 1
    assert f"step {stored.step}" in page.notice.text
    QTest.mouseClick(button(page, "toggle_play"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(run_of(page).film) >= 5, timeout=60_000)
    page.timeline.pause.emit()
    assert page.notice.text == ""
    film = run_of(page).film
    went_on = {film.at(i)[1].step: film.at(i)[1].loss for i in range(1, len(film))}
    assert min(went_on) > stored.step
    qtbot.waitUntil(lambda: run_of(page).state is State.PAUSED, timeout=20_000)
    make_again = page.window()
    assert isinstance(make_again, Window)
    make_again.close()  # nothing else runs torch while the test does
    study = studies()[lab]
    values = {i.name: open_input(i.type, inputs[i.name]) for i in study.inputs if not i.optional}
    whole = {}
    for frame in frames(study.run(values, options)):
        whole[frame.step] = frame.loss
        if frame.step >= max(went_on):
            break
    same = [step for step in went_on if step in whole]
    assert len(same) >= 3
    assert [went_on[s] for s in same] == [pytest.approx(whole[s], abs=1e-6) for s in same]
    # Closed again, one file is left: that of now.
    (left,) = folder().iterdir()
    assert left.name != stored.file


def test_a_session_takes_its_training_along(
    make_window: Make, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = trained(make_window, qtbot, "fourier-features")
    path = tmp_path / "강의 1.vitrine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))
    for _ in range(2):  # saved again, the first file goes
        path.unlink(missing_ok=True)
        window.actions_.saving.save_session()
        qtbot.waitUntil(path.exists, timeout=20_000)
        qtbot.waitUntil(lambda: len(list(trainings_folder(path).iterdir())) == 1, timeout=5000)
    (file,) = trainings_folder(path).iterdir()
    step = read_session(path).labs["fourier-features"].training["step"]
    assert step >= newest(window.page("fourier-features")).step
    window.open_session(path)
    page = window.page("fourier-features")
    qtbot.waitUntil(lambda: f"step {step}" in page.notice.text, timeout=30_000)
    # Another option is another training: it begins anew, and undo goes back to the kept one.
    page.controller.set_option("seed", 5)
    page.controller.restart()
    qtbot.waitUntil(lambda: newest(page) is not None and newest(page).step < step, timeout=30_000)
    assert "resume" not in page.controller.inputs
    page.controller.undo_stack.undo()
    assert "resume" in page.controller.inputs
    # Saved elsewhere by a window that never opened the lab, it goes along.
    window.close()
    other = make_window("gauss-newton", restore=False)
    other.session, other.trainings = read_session(path), trainings_folder(path)
    second = tmp_path / "b.vitrine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(second), ""))
    other.actions_.saving.save_session()
    qtbot.waitUntil(second.exists, timeout=20_000)
    assert (trainings_folder(second) / file.name).read_bytes() == file.read_bytes()
    assert read_session(second).labs["fourier-features"].training["file"] == file.name


def test_start_anew(make_window: Make, qtbot: Any) -> None:
    trained(make_window, qtbot, "fourier-features").close()
    page = opened(make_window, qtbot, "fourier-features")
    QTest.mouseClick(button(page, "start_anew"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "resume" not in page.controller.inputs and newest(page) is not None, timeout=30_000)
    qtbot.waitUntil(lambda: run_of(page).film.at(0)[1].step == 0, timeout=30_000)


@pytest.mark.parametrize("harm", ["gone", "broken", "other", "too large"])
def test_what_cannot_be_gone_on_from_is_said_and_the_lab_opens(
    make_window: Make, qtbot: Any, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    if harm == "too large":
        monkeypatch.setattr(app.trainings, "LARGEST", 100)
    trained(make_window, qtbot, "fourier-features").close()
    files = list(folder().iterdir()) if folder().exists() else []
    assert bool(files) == (harm != "too large")
    if harm == "gone":
        files[0].unlink()
    elif harm == "broken":
        files[0].write_bytes(b"nothing")
    elif harm == "other":
        from engine.training.products import Checkpoint

        Checkpoint({}, {}, 3, {"network": "lenet5"}).save(files[0])
    said = {
        "gone": "not beside the session",
        "broken": "is not a checkpoint",
        "other": "not of a picture's training",
        "too large": "up to 0 MB are kept",
    }
    page = make_window("", restore=True).page("fourier-features")
    qtbot.waitUntil(lambda: page.moment is not None, timeout=30_000)
    assert said[harm] in page.notice.text
    assert run_of(page).film.at(0)[1].step == 0


def test_old_sessions_and_strangers_names(make_window: Make, qtbot: Any, tmp_path: Path) -> None:
    window = trained(make_window, qtbot, "fourier-features")
    window.close()
    stored = json.loads(last_session_path().read_text(encoding="utf-8"))
    for lab in stored["labs"].values():
        del lab["training"]
    last_session_path().write_text(json.dumps(stored), encoding="utf-8")
    page = make_window("", restore=True).page("fourier-features")
    qtbot.waitUntil(lambda: page.moment is not None, timeout=30_000)
    assert page.notice.text == "" and run_of(page).film.at(0)[1].step == 0
    for name in ("../x.checkpoint.pt", "/etc/x.checkpoint.pt", "C:x.checkpoint.pt", "x.pt", ".checkpoint.pt", 3, None):
        assert kept_from({"file": name, "step": 3}) is None
    assert kept_from({}) is None and kept_from("x") is None
