"""Every base widget lives through a change of theme and scale, and is freed when it is gone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.answer_bars import Answer, AnswerBars
from widgets.choice_box import ChoiceBox
from widgets.colour_bar import ColourBar
from widgets.field_panel import Field, FieldPanel
from widgets.formula import FormulaView
from widgets.lesson_panel import LessonPanel
from widgets.notice import Notice
from widgets.picture_view import PictureView
from widgets.sidebar import Lab, Sidebar
from widgets.source_picker import Source, SourcePicker
from widgets.stage_strip import Stage, StageStrip
from widgets.theme import apply_theme
from widgets.timeline import Timeline, TimelineState

PHOTO = np.zeros((20, 30, 3), np.uint8)


def picture_view() -> QWidget:
    view = PictureView()
    view.set_photo(PHOTO)
    view.set_heat(np.ones((2, 2)))
    view.set_side(ColourBar())
    view.set_busy(True)
    return view


def answer_bars() -> QWidget:
    bars = AnswerBars()
    bars.set_answers([Answer(1, "cat", 0.5, 3.0)])
    return bars


def stage_strip() -> QWidget:
    strip = StageStrip()
    strip.set_stages([Stage("a", PHOTO, "a", "max 1")])
    return strip


def timeline() -> QWidget:
    made = Timeline()
    made.set_state(TimelineState(5, 5, running=True))
    return made


def field_panel() -> QWidget:
    kinds = ("int", "float", "bool", "str", "choice", "floats")
    panel = FieldPanel([Field(kind, kind, kind, minimum=0, maximum=9) for kind in kinds])
    panel.set_fields([Field(kind, kind, kind, minimum=0, maximum=9) for kind in kinds])
    return panel


def source_picker() -> QWidget:
    picker = SourcePicker()
    picker.set_samples([Source("cat", "Cat", PHOTO)])
    picker.set_current("x.png", PHOTO, "30 x 20")
    return picker


def sidebar() -> QWidget:
    made = Sidebar()
    made.set_labs([Lab("a", "A", "One"), Lab("b", "B", "Two")])
    return made


def lesson_panel() -> QWidget:
    panel = LessonPanel()
    panel.set_lesson("# One\n\ntext $x$\n")
    return panel


def notice() -> QWidget:
    made = Notice()
    made.say("One sentence.", "warning", (("a", "A"),))
    return made


def formula() -> QWidget:
    view = FormulaView()
    view.set_formula("x^2")
    return view


def choice_box() -> QWidget:
    box = ChoiceBox()
    box.set_choices([(i, str(i), "") for i in range(30)])
    return box


@pytest.mark.parametrize(
    "make",
    [
        picture_view,
        answer_bars,
        stage_strip,
        timeline,
        field_panel,
        source_picker,
        sidebar,
        lesson_panel,
        notice,
        formula,
        choice_box,
    ],
    ids=lambda make: make.__name__,
)
def test_lives_through_themes_and_is_freed(qapp: QApplication, make: Callable[[], QWidget]) -> None:
    widget = make()
    widget.show()
    small = widget.sizeHint()
    for name, scale in (("light", 2.0), ("dark", 1.5), ("light", 1.0)):
        apply_theme(qapp, name, scale)
        assert not widget.grab().isNull()
        if scale == 2.0:
            assert widget.sizeHint().height() > 1.3 * small.height()
    assert abs(widget.sizeHint().height() - small.height()) <= 2
    gone = weakref.ref(widget)
    widget.close()
    widget.deleteLater()
    del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert gone() is None
    apply_theme(qapp, "dark", 1.0)
