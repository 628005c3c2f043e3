"""Side lanes on a run's products, and runs that wait after their first frame, with studies made here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from app import side_lanes
from app.controller import LabController
from app.inputs import Chosen
from app.lab import Lab, Moment, SideLane, Stage
from app.side_lanes import SideLanes
from engine.options import option
from engine.runtime.engine import Engine
from engine.runtime.runs import State
from engine.study import Progress, Published, Study, StudyRun


@dataclass(frozen=True)
class Options:
    camera: int = option(0, "Where it is seen from.", label="Camera")


@dataclass(frozen=True)
class Frame:
    camera: int
    product: Any = None


class Product:
    def save(self, path: Path) -> Path:
        return path


class Slow:
    """A view study that answers when ``gate`` is open."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.begun: list[int] = []

    def run(self, field: Product, options: Options) -> StudyRun:
        self.begun.append(options.camera)
        while not self.gate.is_set():
            yield Progress(0, 1, "waiting")
        for _ in range(3):
            yield Frame(options.camera, field)


class Training:
    """A study that publishes its product, then counts."""

    product = Product()

    def run(self, options: Options) -> StudyRun:
        yield Published("field.pt", self.product)
        for number in range(1000):
            yield Frame(number)


def fake(module: Any) -> Study:
    module.Options, module.Frame = Options, Frame
    return Study("fake", cast(Any, module))


def frames(controller: LabController) -> int:
    return 0 if controller.run is None else len(controller.run.film)


@pytest.fixture
def engine(qapp: Any) -> Iterator[Engine]:
    started = Engine()
    started.start()
    yield started
    assert started.shutdown(2.0)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr(side_lanes, "study_named", lambda name: fake(made))
    return made


def lab_with(**lane: Any) -> Lab:
    return Lab(study="fake", stage=Stage, lanes=(SideLane("view", "fake-view", **lane),))


def lanes_of(lab: Lab, engine: Engine) -> tuple[SideLanes, list[Moment]]:
    lanes, seen = SideLanes(lab, engine), list[Moment]()
    lanes.changed.connect(lambda name, moment: seen.append(moment))

    def noticed(run: Any) -> None:
        run.take_notice()
        lanes.take(run)

    engine.signals.changed.connect(noticed)
    return lanes, seen


def test_the_newest_product_of_the_name_is_the_input(qtbot: Any, engine: Engine, slow: Slow) -> None:
    lanes, seen = lanes_of(lab_with(products={"field": "field.pt"}), engine)
    slow.gate.set()
    lanes.ask("view", {"camera": 1}, {}, Options())
    lanes.ask("view", {"camera": 1}, {}, Options(), [Published("other.pt", Product())])
    assert lanes.runs() == []  # nothing is asked before there is something to look at
    first, second = Product(), Product()
    lanes.ask("view", {"camera": 2}, {}, Options(), [Published("field.pt", first), Published("field.pt", second)])
    qtbot.waitUntil(lambda: lanes.runs()[0].state is State.FINISHED)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1].step == 2)
    assert all(moment.frame.product is second for moment in seen)
    assert seen[-1].options.camera == 2 and seen[-1].inputs["field"] is second


def test_a_moving_camera_is_followed(qtbot: Any, engine: Engine, slow: Slow) -> None:
    """The question that was begun gives its first frame; what was replaced before it began gives none."""
    lanes, seen = lanes_of(lab_with(products={"field": "field.pt"}), engine)
    products = [Published("field.pt", Product())]
    lanes.ask("view", {"camera": 1}, {}, Options(), products)
    qtbot.waitUntil(lambda: slow.begun == [1])
    for camera in (2, 3, 4):
        lanes.ask("view", {"camera": camera}, {}, Options(), products)
    slow.gate.set()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1].step == 2)
    assert [moment.frame.camera for moment in seen if moment.step == 0][:1] == [1]
    assert {moment.frame.camera for moment in seen} == {1, 4} and slow.begun == [1, 4]
    assert [moment.frame.camera for moment in seen] == sorted(moment.frame.camera for moment in seen)


def test_a_lane_without_products_gives_its_latest_answer_only(qtbot: Any, engine: Engine, slow: Slow) -> None:
    lanes, seen = lanes_of(lab_with(), engine)
    lanes.ask("view", {"camera": 1}, {"field": Product()}, Options())
    qtbot.waitUntil(lambda: slow.begun == [1])
    lanes.ask("view", {"camera": 2}, {"field": Product()}, Options())
    slow.gate.set()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1].step == 2)
    assert {moment.frame.camera for moment in seen} == {2}


def test_the_controller_hands_the_shown_runs_products_on(qtbot: Any, engine: Engine, slow: Slow) -> None:
    lab = lab_with(products={"field": "field.pt"}, automatic=True)
    controller = LabController(lab, fake(Training()), engine)
    seen: list[Moment] = []
    controller.lane_changed.connect(lambda name, moment: seen.append(moment))
    slow.gate.set()
    controller.restart()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[-1].frame.product is Training.product
    controller.dispose()


def starting(engine: Engine, **lab: Any) -> LabController:
    study = fake(Training())
    return LabController(Lab(study="fake", stage=Stage, **lab), study, engine)


def test_a_lab_that_starts_paused_waits_after_its_first_frame(qtbot: Any, engine: Engine) -> None:
    controller = starting(engine, starts_paused=True)
    shown: list[Moment] = []
    controller.moment_changed.connect(shown.append)
    controller.restart()
    controller.restart()  # restored options may follow at once: that is still the first run
    qtbot.waitUntil(lambda: bool(shown) and controller.run is not None and controller.run.state is State.PAUSED)
    qtbot.wait(60)
    run = controller.run
    assert run is not None and len(run.film) == 1 and run.state is State.PAUSED
    controller.apply({}, Options(camera=1))  # not played yet: other options do not start it either
    qtbot.waitUntil(lambda: controller.run is not run and frames(controller) == 1)
    qtbot.wait(60)
    assert frames(controller) == 1
    controller.play()
    qtbot.waitUntil(lambda: frames(controller) == 1000)
    controller.apply({}, Options(camera=2))  # it was played: so is what follows
    qtbot.waitUntil(lambda: controller.options.camera == 2 and frames(controller) == 1000)
    controller.dispose()


def test_other_labs_start_at_once(qtbot: Any, engine: Engine) -> None:
    controller = starting(engine)
    controller.inputs = dict[str, Chosen]()
    controller.restart()
    qtbot.waitUntil(lambda: controller.run is not None and controller.run.state is State.FINISHED)
    assert frames(controller) == 1000
    controller.dispose()
