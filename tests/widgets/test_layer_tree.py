from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from widgets.layer_tree import LayerRow, LayerTree

ROWS = [
    LayerRow("conv1", "Conv2d", "64 × 112 × 112", 9408, 37632),
    LayerRow("layer1", "Sequential", "256 × 56 × 56", 215808, 863232, stage=True),
    LayerRow("layer1.0", "Bottleneck", "256 × 56 × 56", 75008, 300032),
    LayerRow("layer1.0.conv1", "Conv2d", "64 × 56 × 56", 4096, 16384),
    LayerRow("layer1.0.conv2", "Conv2d", "64 × 56 × 56", 36864, 147456),
    LayerRow("blocks.0.0", "Block", "8 × 7 × 7", 100, 400),
    LayerRow("fc", "Linear", "1000", 2049000, 8196000),
]


@pytest.fixture
def tree(qtbot: QtBot) -> Iterator[LayerTree]:
    made = LayerTree()
    qtbot.addWidget(made)
    made.resize(560, 480)
    made.set_layers(ROWS)
    made.show()
    qtbot.waitExposed(made)
    yield made


def rows(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    found: list[str] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found += [str(index.data(int(Qt.ItemDataRole.UserRole))), *rows(model, index)]
    return found


def test_the_model_keeps_qts_rules(tree: LayerTree) -> None:
    QAbstractItemModelTester(tree.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tree.set_layers(ROWS[:3])
    assert rows(tree.model) == ["conv1", "layer1", "layer1.0"]


def test_containers_that_never_ran_hold_their_parts(tree: LayerTree) -> None:
    assert rows(tree.model) == [
        "conv1",
        "layer1",
        "layer1.0",
        "layer1.0.conv1",
        "layer1.0.conv2",
        "blocks",
        "blocks.0",
        "blocks.0.0",
        "fc",
    ]
    blocks = tree.model.row_at(tree.model.index_of("blocks"))
    assert blocks is not None and (blocks.parameters, blocks.bytes) == (100, 400)


def test_totals_count_each_layer_once(tree: LayerTree) -> None:
    assert tree.model.total() == (9408 + 215808 + 100 + 2049000, 37632 + 863232 + 400 + 8196000)
    assert "2.3 M" in tree.total.text()
    assert "2,274,316" in tree.total.toolTip()
    tree.set_layers(ROWS, total_parameters=1_000_000)
    assert tree.model.total()[0] == 1_000_000


def test_texts_and_exact_tooltips(tree: LayerTree) -> None:
    fc = tree.model.index_of("fc")
    assert [fc.siblingAtColumn(c).data() for c in range(4)] == ["fc", "Linear", "1000", "2.0 M"]
    assert "2,049,000 parameters" in fc.siblingAtColumn(3).data(Qt.ItemDataRole.ToolTipRole)
    for column in range(5):
        assert "fc" in fc.siblingAtColumn(column).data(Qt.ItemDataRole.ToolTipRole)
    assert "stage" in tree.model.index_of("layer1").data(Qt.ItemDataRole.ToolTipRole)


def test_filter_keeps_the_parents_of_what_fits(tree: LayerTree) -> None:
    tree.field.setText("conv 56x56")
    assert rows(tree.view.model()) == ["layer1", "layer1.0", "layer1.0.conv1", "layer1.0.conv2"]
    tree.field.setText("LINEAR")
    assert rows(tree.view.model()) == ["fc"]
    tree.field.setText("no such layer")
    assert rows(tree.view.model()) == []
    tree.field.clear()
    assert len(rows(tree.view.model())) == 9


def test_click_and_enter_choose_and_arrows_do_not(tree: LayerTree, qtbot: QtBot) -> None:
    chosen: list[str] = []
    tree.chosen.connect(chosen.append)
    tree.set_current("layer1.0.conv1")
    assert chosen == [] and tree.current() == "layer1.0.conv1"
    qtbot.keyClick(tree.view, Qt.Key.Key_Down)
    assert chosen == []
    qtbot.keyClick(tree.view, Qt.Key.Key_Return)
    assert chosen == ["layer1.0.conv2"] and tree.current() == "layer1.0.conv2"
    index = tree.view.model().index(0, 0)
    qtbot.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=tree.view.visualRect(index).center())
    assert chosen[-1] == "conv1"


def test_the_field_leads_into_the_tree(tree: LayerTree, qtbot: QtBot) -> None:
    chosen: list[str] = []
    tree.chosen.connect(chosen.append)
    qtbot.keyClicks(tree.field, "fc")
    qtbot.keyClick(tree.field, Qt.Key.Key_Down)
    qtbot.keyClick(tree.view, Qt.Key.Key_Return)
    assert chosen == ["fc"]
    qtbot.keyClick(tree.field, Qt.Key.Key_Escape)
    assert tree.field.text() == ""


def test_an_unknown_current_layer_highlights_nothing(tree: LayerTree) -> None:
    tree.set_current("fc")
    tree.set_current("gone")
    assert not tree.view.currentIndex().isValid()


@pytest.mark.parametrize("width", [260, 380, 560, 900])
def test_names_stay_readable_at_any_width(tree: LayerTree, width: int, qtbot: QtBot) -> None:
    tree.resize(width, 480)
    qtbot.waitUntil(lambda: tree.width() == width)
    assert tree.view.columnWidth(0) >= min(120, width // 3)


def test_five_hundred_layers_are_quick(tree: LayerTree) -> None:
    many = [LayerRow(f"stage{i // 50}.{i % 50}", "Conv2d", "8 × 7 × 7", i, 4 * i) for i in range(500)]
    start = time.perf_counter()
    tree.set_layers(many)
    tree.grab()
    assert time.perf_counter() - start < 1.0
    assert len(tree.to_arrays()["path"]) == 500
