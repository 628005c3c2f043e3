"""What a lab is: a study, the stage that shows its frames, and the lanes beside its run."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from engine.runtime.film import Film
from engine.runtime.runs import Share


@dataclass(frozen=True)
class Moment:
    """What a stage shows: a frame, the inputs and options it was computed from, and the film it stands in.

    ``step`` counts from 0; ``live`` says that the input changes by itself.
    """

    frame: Any
    inputs: Mapping[str, Any]
    options: Any
    film: Film
    step: int
    live: bool = False


def region_of(frame: Any, name: str = "region") -> tuple[float, float, float, float]:
    """The field ``name`` of a frame, (4,) x0, y0, x1, y1 in the photo's pixels, as plain numbers."""
    x0, y0, x1, y1 = (float(v) for v in getattr(frame, name))
    return x0, y0, x1, y1


class Stage(QWidget):
    """The views of one lab. Draws what it is given; asks for anything else by a signal.

    ``option_wanted`` (name, value), ``options_wanted`` ({name: value}): choices made on the stage that compute anew.
    ``input_wanted`` (input's name, path or sample): another input.
    ``lane_wanted`` (lane, overrides): a question for a side lane, the overrides as option values.
    ``pointer_moved``: a position another stage of the same lab can mark too, or None.
    ``step_wanted`` (int): show this recorded step.
    ``handed_over`` (product's name, lab, input's name): open what the run has published in another lab.
    """

    option_wanted = Signal(str, object)
    options_wanted = Signal(object)
    input_wanted = Signal(str, str)
    lane_wanted = Signal(str, object)
    pointer_moved = Signal(object)
    step_wanted = Signal(int)
    handed_over = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_moment(self, moment: Moment) -> None:
        """Draw a frame of the lab's own study."""
        raise NotImplementedError

    def show_lane(self, lane: str, moment: Moment) -> None:
        """Draw a frame of a side lane."""

    def show_lane_error(self, lane: str, sentence: str) -> None:
        """A side lane failed; the default is to leave its view as it was."""

    def set_drawing(self, drawing: Any) -> None:
        """Take over the drawing options (view only)."""

    def aside(self) -> QWidget | None:
        """What stands in the column beside the stage, above the lesson: the answer, say."""
        return None

    def sentence(self) -> str:
        """One sentence on what is seen now, in this instance's words and no more than is true."""
        return ""

    def set_pointer(self, position: Any) -> None:
        """Mark the position another stage's pointer is at, or None."""

    def set_busy(self, busy: bool) -> None:
        """Show that an answer is on its way, where it will appear."""

    def settled(self) -> bool:
        """Whether everything the first picture should have is there (side lanes included)."""
        return True

    def set_compact(self, compact: bool) -> None:
        """Show only what can be compared beside another run."""

    def set_answer_hidden(self, hidden: bool) -> None:
        """Cover the answer, for a question to the class."""

    def picture(self) -> QImage:
        """The stage as a picture, as it is drawn."""
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        """The arrays that are drawn, by name."""
        return {}


@dataclass(frozen=True)
class SideLane:
    """A view study beside the lab's run, with the run's inputs and those of its options that both have.

    ``automatic``: asked by itself when the run has its first frame (not on a live source).
    ``options`` are set over the run's. ``products`` names what the run has published for inputs of the view study,
    ``{"field": "field.pt"}``: nothing is computed before it is there, and such a view follows a moving camera, so each
    question that was begun still gives its first frame when a newer one is asked.
    """

    name: str
    study: str
    share: Share = Share.VIEW
    automatic: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StageCommand:
    """Something a lab's stage can do: a method of the stage, its words (context ``commands``), its keys (``"B"``).

    Found in the stage's menu and in the list of keys while the lab is shown.
    """

    method: str
    words: str
    keys: str = ""


@dataclass(frozen=True)
class Lab:
    """One lab: the study's name, its stage, the drawing options' class, the lanes beside it.

    ``keeps_running``: its run goes on, in the background, when another lab is opened (the user can switch it off).
    ``live``: a camera or a video can be its source. ``words`` are further search words.
    ``starts_paused``: its first run waits after its first frame, until the user plays it.
    """

    study: str
    stage: Callable[[], Stage]
    drawing: type[Any] | None = None
    lanes: tuple[SideLane, ...] = ()
    keeps_running: bool = False
    live: bool = False
    starts_paused: bool = False
    words: tuple[str, ...] = ()
    commands: tuple[StageCommand, ...] = ()


@functools.cache
def lab_names() -> tuple[str, ...]:
    """The studies that have a lab, without importing any."""
    package = importlib.import_module("app.labs")
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__)))


def lab(name: str) -> Lab:
    """The lab of the study ``name``; imports its views."""
    module = importlib.import_module(f"app.labs.{name.replace('-', '_')}")
    found: Lab = module.LAB
    return found
