"""The field panel: every kind of control by mouse and keyboard, defaults, marks, room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.choice_box import ChoiceBox
from widgets.field_panel import Field, FieldPanel
from widgets.file_line import FileLine
from widgets.number_field import NumberField
from widgets.theme import apply_theme, px

MANY = tuple((f"features.{i}", f"features.{i}", f"{i} channels") for i in range(40))
FIELDS = (
    Field("network", "choice", "Network", "Which network", "a", "a", choices=(("a", "Alpha", ""), ("b", "Beta", ""))),
    Field("layer", "choice", "Layer", "", "features.3", "features.3", choices=MANY),
    Field("opacity", "float", "Opacity", "How strong", 0.65, 0.65, minimum=0, maximum=1, step=0.01),
    Field("rate", "float", "Learning rate", "", 0.01, 0.01, minimum=1e-4, maximum=1.0, logarithmic=True),
    Field("epochs", "int", "Epochs", "", 10, 10, minimum=1, maximum=200, step=1, unit="epochs"),
    Field("seed", "int", "Seed", "", 0, 0, minimum=0),
    Field("signed", "bool", "Negative evidence", "", False, False),
    Field("labels", "str", "Labels", "", "", "", advanced=True),
    Field("truth", "file", "Truth", "", "", "", empty="from the clouds", advanced=True),
    Field("mean", "floats", "Mean", "", (0.5, 0.25), (), advanced=True),
    Field("sizes", "ints", "Sizes", "", (), (), advanced=True),
)


class Heard(list[tuple[str, Any]]):
    """What the panel said."""

    def take(self, name: str, value: Any) -> None:
        self.append((name, value))


@pytest.fixture
def panel(qtbot: QtBot) -> FieldPanel:
    made = FieldPanel(FIELDS)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def heard(panel: FieldPanel) -> Heard:
    said = Heard()
    panel.changed.connect(said.take)
    return said


def number(panel: FieldPanel, name: str) -> NumberField:
    control = panel.control(name)
    assert isinstance(control, NumberField)
    return control


def choice(panel: FieldPanel, name: str) -> ChoiceBox:
    control = panel.control(name)
    assert isinstance(control, ChoiceBox)
    return control


def test_slider_is_live(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    slider = number(panel, "opacity").slider
    assert slider is not None
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    assert heard[-1][0] == "opacity" and heard[-1][1] == pytest.approx(0.5, abs=0.011)
    move_pointer(slider, QPoint(slider.width(), 5))
    assert heard[-1] == ("opacity", 1.0)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width(), 5))
    assert number(panel, "opacity").edit.text() == "1.00"
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert heard[-1] == ("opacity", 0.99)


def test_logarithmic_slider(panel: FieldPanel, heard: Heard) -> None:
    field = number(panel, "rate")
    assert field.slider is not None
    assert field.slider.value() == pytest.approx(500, abs=1)
    field.slider.setValue(750)
    assert heard[-1][1] == pytest.approx(0.1, rel=0.01)
    field.slider.setValue(0)
    assert heard[-1][1] == pytest.approx(1e-4)


def test_number_is_edited(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    edit = number(panel, "epochs").edit
    assert edit.text() == "10 epochs"
    edit.setFocus()
    assert edit.text() == "10"
    edit.selectAll()
    qtbot.keyClicks(edit, "25")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert heard == [("epochs", 25)] and isinstance(heard[0][1], int)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert heard[-1] == ("epochs", 26)
    for wrong in ("999", "x", "", "2.5", "nan", "inf"):
        edit.selectAll()
        qtbot.keyClick(edit, Qt.Key.Key_Delete)
        qtbot.keyClicks(edit, wrong)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert edit.property("wrong") is True, wrong
    assert heard[-1] == ("epochs", 26)
    number(panel, "opacity").edit.setFocus()
    assert edit.text() == "26 epochs" and not edit.property("wrong")


def test_number_without_a_range_and_a_large_one(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    field = number(panel, "seed")
    assert field.slider is None
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "4294967296")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert heard == [("seed", 4294967296)]
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.edit.text() == "4294967296"


def test_switch(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    switch = panel.control("signed")
    assert isinstance(switch, QCheckBox)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert heard == [("signed", True)]


def test_choice_by_keys(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    box = choice(panel, "network")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert heard == [("network", "b")] and box.text() == "Beta"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert len(heard) == 1
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.popup is not None and not box.popup.search.isVisible()
    qtbot.keyClick(box.popup.list, Qt.Key.Key_Up)
    qtbot.keyClick(box.popup.list, Qt.Key.Key_Return)
    assert heard[-1] == ("network", "a") and box.popup is None


def test_many_choices_are_searched(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    box = choice(panel, "layer")
    qtbot.keyClick(box, "f")
    popup = box.popup
    assert popup is not None and popup.search.isVisible() and popup.search.text() == "f"
    popup.search.setText("features.1")
    assert [entry.value for entry in popup.list.shown][:2] == ["features.1", "features.10"]
    popup.search.setText("37 channels")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert heard == [("layer", "features.37")]
    box.open()
    assert box.popup is not None
    qtbot.keyClick(box.popup.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: box.popup is None)
    assert len(heard) == 1


def test_popup_by_mouse(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    box = choice(panel, "network")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.popup is not None
    view = box.popup.list
    place = view.visualRect(view.model().index(1, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert heard == [("network", "b")]


def test_texts_and_lists(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    panel.unfold()
    mean, labels = panel.control("mean"), panel.control("labels")
    assert isinstance(mean, QLineEdit) and isinstance(labels, QLineEdit)
    assert mean.text() == "0.5, 0.25"
    mean.setText("0.1, 0.2,0.3")
    qtbot.keyClick(mean, Qt.Key.Key_Return)
    assert heard[-1] == ("mean", (0.1, 0.2, 0.3))
    mean.setText("0.1, x")
    qtbot.keyClick(mean, Qt.Key.Key_Return)
    assert mean.property("wrong") is True and len(heard) == 1
    labels.setText("이름 (1).txt")
    qtbot.keyClick(labels, Qt.Key.Key_Return)
    assert heard[-1] == ("labels", "이름 (1).txt")


def test_a_file_is_typed_chosen_or_dropped(
    panel: FieldPanel, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    panel.unfold()
    line = panel.control("truth")
    assert isinstance(line, FileLine) and line.placeholderText() == "from the clouds"
    line.setText("~/typed.txt")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    asked: list[str] = []
    answers = ["", str(tmp_path / "찾은 것 (1).txt"), "", str(tmp_path / "by key.npy")]

    def answer(parent: QWidget, title: str, folder: str) -> tuple[str, str]:
        asked.append(folder)
        return answers[len(asked) - 1], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    button = next(b for b in line.findChildren(QToolButton) if b.defaultAction() is line.folder)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # and changed one's mind
    assert heard == [("truth", "~/typed.txt")] and asked == [str(Path.home() / "typed.txt")]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    for _ in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Down)
    assert [value for _, value in heard[1:]] == [answers[1], answers[3]] and line.text() == answers[3]

    where, action, left = line.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for names, taken in ((["a.txt", "b.txt"], False), (["끌어온 것.txt"], True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        entering = QDragEnterEvent(where, action, data, left, Qt.KeyboardModifier.NoModifier)
        entering.setAccepted(False)
        QApplication.sendEvent(line, entering)
        assert entering.isAccepted() is taken, names
        if taken:
            dropping = QDropEvent(QPointF(where), action, data, left, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(line, dropping)
            assert heard[-1] == ("truth", str(tmp_path / names[0])) and dropping.isAccepted()
    panel.dot("truth").click()
    assert heard[-1] == ("truth", "") and line.text() == ""


def test_setting_says_nothing(panel: FieldPanel, heard: Heard) -> None:
    panel.set_values({"network": "b", "opacity": 0.2, "signed": True, "mean": [1.0], "unknown": 3, "epochs": 7})
    panel.set_choices("layer", (("x", "X", ""),), busy=True)
    assert heard == []
    assert panel.values()["opacity"] == 0.2 and number(panel, "opacity").value == 0.2
    assert choice(panel, "network").text() == "Beta"
    assert choice(panel, "layer").text() == "features.3"  # the value stays, although it is not offered now


def test_dot_resets(panel: FieldPanel, heard: Heard, qtbot: QtBot) -> None:
    assert not panel.dot("opacity").isEnabled()
    panel.set_values({"opacity": 0.2, "network": "b"})
    assert "Alpha" in panel.dot("network").toolTip()
    qtbot.mouseClick(panel.dot("opacity"), Qt.MouseButton.LeftButton)
    assert heard == [("opacity", 0.65)] and not panel.dot("opacity").isEnabled()
    panel.set_marked(["epochs"])
    assert "Restart" in panel.dot("epochs").toolTip()
    panel.set_marked([])
    assert panel.dot("epochs").toolTip() == ""


def wheel(widget: QWidget) -> None:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_wheel_needs_the_focus(panel: FieldPanel, heard: Heard) -> None:
    slider, edit, box = number(panel, "opacity").slider, number(panel, "epochs").edit, choice(panel, "network")
    assert slider is not None
    switch = panel.control("signed")
    switch.setFocus()
    for widget in (slider, edit, box):
        wheel(widget)
    assert heard == []
    for widget, name in ((slider, "opacity"), (edit, "epochs"), (box, "network")):
        widget.setFocus()
        wheel(widget)
        assert heard[-1][0] == name


def test_tab_reaches_every_control(panel: FieldPanel, qtbot: QtBot) -> None:
    panel.unfold()
    reached: set[QWidget] = set()
    first = panel.control("network")
    first.setFocus()
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    for field in FIELDS:
        control = panel.control(field.name)
        assert (control.focusProxy() or control) in reached, field.name


def test_a_seed_is_typed_not_slid(qtbot: QtBot) -> None:
    field = NumberField(0, True, 0, 2**32 - 1, 1)
    qtbot.addWidget(field)
    assert field.slider is None
    spread = NumberField(32, True, 8, 512, 8, unit="pictures a batch")
    qtbot.addWidget(spread)
    assert spread.slider is not None and spread.edit.text() == "32"  # the long unit is in the tooltip
    assert spread.minimumSizeHint().width() <= 104


@pytest.mark.parametrize("width", [226, 320])
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize(
    "labels",
    [
        ("Network", "Normalisation", "Negative evidence too", "Learning rate", "Layer"),
        ("신경망", "입력 정규화 방식", "음의 근거도 함께 보기", "학습률", "층"),
    ],
)
def test_nothing_is_cut_off(
    qapp: QApplication, qtbot: QtBot, width: int, scale: float, labels: tuple[str, ...]
) -> None:
    apply_theme(qapp, "dark", scale)
    fields = [
        Field(str(i), kind, label, "", 1, 1, minimum=0, maximum=200, step=1, unit="px")
        for i, (label, kind) in enumerate(zip(labels, ("int", "float", "bool", "float", "choice"), strict=True))
    ]
    panel = FieldPanel(fields)
    qtbot.addWidget(panel)
    panel.resize(px(width), px(600))
    panel.show()
    qtbot.waitExposed(panel)
    assert panel.minimumSizeHint().width() <= px(width) and panel.width() == px(width)
    for row in panel._rows.values():
        label = row.label
        assert label.heightForWidth(label.width()) <= label.height(), label.text()
        longest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split())
        assert longest <= label.width()
        assert panel.rect().contains(row.control.mapTo(panel, row.control.rect().bottomRight()))
        if isinstance(row.control, NumberField):
            text = row.control.text_of(200) + " px"
            assert row.control.edit.fontMetrics().horizontalAdvance(text) <= row.control.edit.width() - px(10)


def test_rows_are_replaced(panel: FieldPanel, qtbot: QtBot) -> None:
    panel.set_fields(FIELDS[:2])
    assert list(panel.values()) == ["network", "layer"]
    assert not panel._more.isVisibleTo(panel)
    assert len(panel.findChildren(ChoiceBox, options=Qt.FindChildOption.FindChildrenRecursively)) == 2


def test_words_stand_for_a_zero_that_is_no_number(qtbot: QtBot) -> None:
    fields = [
        Field("width", "float", "Width", value=0.0, default=0.0, minimum=0.0, maximum=1e6, step=0.01, empty="chosen"),
        Field("sizes", "floats", "Sizes", value=(), default=(), empty="all of them"),
    ]
    panel = FieldPanel()
    qtbot.addWidget(panel)
    panel.set_fields(fields)
    number = panel.findChild(NumberField)
    assert number is not None and number.slider is None  # a step would be out of sight
    assert number.edit.text() == "" and number.edit.placeholderText() == "chosen"
    got: list[tuple[str, object]] = []
    panel.changed.connect(lambda name, value: got.append((name, value)))
    number.edit.setText("0.25")
    number.edit.editingFinished.emit()
    number.edit.setText("")
    number.edit.editingFinished.emit()
    assert got == [("width", 0.25), ("width", 0.0)]
    assert "all of them" in [line.placeholderText() for line in panel.findChildren(QLineEdit)]
