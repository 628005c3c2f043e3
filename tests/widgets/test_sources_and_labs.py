"""The source picker, the sidebar, the finder, notices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.filter_list import Entry, matching
from widgets.finder import Finder
from widgets.notice import Notice, Toast
from widgets.sidebar import Lab, Sidebar
from widgets.source_picker import Source, SourcePicker
from widgets.theme import theme

PHOTO = np.random.default_rng(0).integers(0, 256, (30, 45, 3), dtype=np.uint8)
SAMPLES = [Source("cat", "Cat", PHOTO), Source("coffee", "Coffee", PHOTO), Source("rocket", "Rocket")]
LABS = [
    Lab("feature-maps", "Feature maps", "Networks", "Zeiler and Fergus, 2014", "VGG 5-4 특징 지도"),
    Lab("grad-cam", "Grad-CAM", "Networks", "Selvaraju et al., 2017", "합성곱 heat map"),
    Lab("icp", "ICP", "Registration", "Besl and McKay, 1992", "정합"),
]


@pytest.fixture
def picker(qtbot: QtBot) -> SourcePicker:
    made = SourcePicker()
    qtbot.addWidget(made)
    made.resize(300, 150)
    made.set_samples(SAMPLES, "cat")
    made.set_current("chelsea.png", None, "451 × 300", sample="cat")
    made.show()
    return made


def test_samples_camera_open(picker: SourcePicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.sample_chosen) as chosen:
        qtbot.mouseClick(picker._tiles["coffee"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["coffee"]
    tiles = [picker._strip_row.itemAt(i).widget() for i in range(picker._strip_row.count())]
    with qtbot.waitSignal(picker.camera_requested):
        qtbot.keyClick(tiles[1], Qt.Key.Key_Space)
    with qtbot.waitSignal(picker.open_requested):
        qtbot.mouseClick(tiles[2], Qt.MouseButton.LeftButton)
    assert picker._caption.text() == "chelsea.png · 451 × 300 · drop, paste or Ctrl O"


def test_datasets_have_no_camera(qtbot: QtBot) -> None:
    picker = SourcePicker(kind="Dataset")
    qtbot.addWidget(picker)
    picker.set_samples(SAMPLES[:1])
    assert picker._strip_row.count() == 2


def test_own_picture_gets_a_tile(picker: SourcePicker) -> None:
    picker.set_current("내 사진.png", PHOTO, "45 × 30")
    assert picker._strip_row.count() == 6 and picker._own is picker._strip_row.itemAt(0).widget()
    picker.set_samples(SAMPLES[:2])
    assert picker._strip_row.count() == 5
    picker.set_current("cat", None, "451 × 300", sample="cat")
    assert picker._strip_row.count() == 4 and picker._own is None


def test_long_names_are_cut_with_a_tooltip(picker: SourcePicker) -> None:
    name = "홍길동/바탕 화면/아주 길고 또 긴 이름의 사진 파일 (1).png"
    picker.set_current(name, PHOTO, "4000 × 3000")
    assert picker._caption.text().endswith("4000 × 3000") and "…" in picker._caption.text()
    assert name in picker._caption.toolTip()
    metrics = picker._caption.fontMetrics()
    assert metrics.horizontalAdvance(picker._caption.text()) <= picker.width()


def test_the_chosen_sample_is_in_sight(picker: SourcePicker) -> None:
    picker.resize(180, 150)
    QApplication.processEvents()
    picker.set_current("rocket", None, "1 × 1", sample="rocket")
    place = picker._tiles["rocket"].geometry().translated(picker._strip.pos())
    assert picker._area.viewport().rect().contains(place)


def test_a_long_caption_takes_a_second_line(qtbot: QtBot) -> None:
    picker = SourcePicker("Source", "PointCloud", dot="#e69f00")
    qtbot.addWidget(picker)
    picker.resize(200, 150)
    picker.show()
    picker.set_current("room-2", PHOTO, "42,390 points · 6.89 × 6.6 × 2.81", tip="room-2: 42,390 points.")
    name, detail = picker._caption.text().split("\n")
    assert (name, detail) == ("room-2", "42,390 points · 6.89 × 6.6 × 2.81")
    assert picker._caption.toolTip() == "room-2: 42,390 points."
    picker.resize(600, 150)
    assert picker._caption.text().startswith("room-2 · 42,390 points · 6.89")
    assert picker._dot is not None and picker._dot.isVisible() and picker._strip_row.count() == 2  # no camera


def drop(picker: SourcePicker, data: QMimeData) -> bool:
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), actions, data, buttons, keys)
    QApplication.sendEvent(picker, enter)
    event = QDropEvent(QPointF(5, 5), actions, data, buttons, keys)
    QApplication.sendEvent(picker, event)
    return enter.isAccepted()


def test_drop(picker: SourcePicker, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "바탕 화면" / "점군 (1).png"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/x.png")])
    with qtbot.waitSignal(picker.dropped) as dropped:
        assert drop(picker, data)
    assert [Path(p) for p in dropped.args[0]] == [path]
    words = QMimeData()
    words.setText("no file")
    enter = QDragEnterEvent(
        QPointF(5, 5).toPoint(),
        Qt.DropAction.CopyAction,
        words,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(picker, enter)
    assert not picker._over


def test_paste(picker: SourcePicker, qtbot: QtBot) -> None:
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    with qtbot.waitSignal(picker.pasted) as pasted:
        qtbot.keySequence(picker, QKeySequence(QKeySequence.StandardKey.Paste))
    assert pasted.args[0].size() == picture.size()
    QGuiApplication.clipboard().setText("only words")
    assert not picker.paste()


def test_recent_folder_and_freeze(picker: SourcePicker, qtbot: QtBot) -> None:
    assert not picker._recent.isVisible() and not picker._previous.isVisible() and not picker._freeze.isVisible()
    picker.set_recent(["/a/b & c/d.png", "/e.png"])
    qtbot.mouseClick(picker._recent, Qt.MouseButton.LeftButton)
    action = picker._menu.actions()[0]
    assert action.text() == "b && c/d.png"
    with qtbot.waitSignal(picker.recent_chosen) as recent:
        action.trigger()
    assert recent.args == ["/a/b & c/d.png"]
    picker._menu.close()
    picker.set_folder((1, 3))
    assert not picker._previous.isEnabled()
    with qtbot.waitSignal(picker.folder_step) as step:
        qtbot.mouseClick(picker._next, Qt.MouseButton.LeftButton)
    assert step.args == [1]
    with qtbot.assertNotEmitted(picker.freeze_toggled):
        picker.set_live(True, frozen=True)
    with qtbot.waitSignal(picker.freeze_toggled) as frozen:
        qtbot.mouseClick(picker._freeze, Qt.MouseButton.LeftButton)
    assert frozen.args == [False]


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar()
    qtbot.addWidget(made)
    made.resize(224, 500)
    made.set_labs(LABS)
    made.set_selected("grad-cam")
    made.show()
    return made


def test_sidebar_chooses(sidebar: Sidebar, qtbot: QtBot) -> None:
    place = sidebar.list.place_of("icp")
    assert place is not None
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.mouseClick(sidebar.list, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    assert chosen.args == ["icp"]
    sidebar.set_selected("feature-maps")
    qtbot.keyClick(sidebar.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Return)
    assert chosen.args == ["grad-cam"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("VGG", "feature-maps"), ("5-4", "feature-maps"), ("합성곱", "grad-cam"), ("besl 1992", "icp"), ("regis", "icp")],
)
def test_sidebar_finds(sidebar: Sidebar, qtbot: QtBot, text: str, name: str) -> None:
    sidebar.start_search()
    sidebar.search.setText(text)
    assert [lab.name for lab in sidebar.list._labs] == [name]
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar.search, Qt.Key.Key_Return)
    assert chosen.args == [name] and sidebar.search.text() == ""


def test_sidebar_finds_nothing_and_marks(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.search.setText("zzz")
    assert sidebar._empty.isVisible()
    qtbot.keyClick(sidebar.search, Qt.Key.Key_Escape)
    assert not sidebar._empty.isVisible() and len(sidebar.list._labs) == 3
    plain = sidebar.grab().toImage()
    sidebar.set_state("icp", "running")
    running = sidebar.grab().toImage()
    sidebar.set_state("icp", "paused")
    assert len({plain.cacheKey(), running.cacheKey()}) == 2 and plain != running != sidebar.grab().toImage()


def test_matching_is_ranked_and_composed() -> None:
    entries = [Entry(1, "resnet50 tiny"), Entry(2, "resnet50"), Entry(3, "wide_resnet50"), Entry(4, "특징")]
    assert [entry.value for entry in matching(entries, "RESNET50")] == [2, 1, 3]
    assert [entry.value for entry in matching(entries, "\u1110\u1173\u11a8\u110c\u1175\u11bc")] == [4]
    assert len(matching(entries, "  ")) == 4


def test_finder(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 500)
    finder = Finder(host)
    finder.set_entries([Entry(lab.name, lab.title, lab.chapter, lab.words) for lab in LABS])
    host.show()
    finder.open()
    assert finder.geometry() == host.rect()
    host.resize(640, 400)
    assert finder.geometry() == host.rect()
    finder.search.setText("합성곱")
    with qtbot.waitSignal(finder.chosen) as chosen:
        qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    assert chosen.args == ["grad-cam"] and not finder.isVisible()
    finder.open()
    assert finder.search.text() == "" and len(finder.list.shown) == 3
    qtbot.keyClick(finder.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(finder.chosen) as chosen:
        qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    assert chosen.args == ["grad-cam"]
    finder.open()
    finder.search.setText("nothing like it")
    assert finder._empty.isVisible()
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    qtbot.keyClick(finder.search, Qt.Key.Key_Escape)
    assert not finder.isVisible()


def test_notice(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert notice.text == "" and notice.isHidden()
    notice.say("The file x.png is empty.", "error", (("open", "Open another ..."), ("help", "Why?")))
    notice.resize(400, 80)
    assert notice.text == "The file x.png is empty."
    button = notice.findChild(QPushButton, "open")
    with qtbot.waitSignal(notice.acted) as acted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted.args == ["open"]
    notice.say("Saved.", "info")
    notice.grab()
    with qtbot.waitSignal(notice.closed):
        qtbot.keyClick(notice, Qt.Key.Key_Escape)
    assert notice.text == ""


@pytest.mark.parametrize("reduced", [True, False])
def test_toast_goes_by_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, reduced: bool) -> None:
    theme.reduced_motion = reduced
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(500, 400)
    host.show()
    toast = Toast(host)
    toast._timer.setInterval(30)
    toast.say("Picture copied")
    assert toast.isVisible() and host.rect().contains(toast.geometry())
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)
