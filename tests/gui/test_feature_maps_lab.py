"""The feature-maps lab in use: three depths, receptive fields, the arithmetic of a unit, scales, other networks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.labs.feature_maps import LAYER, NETWORK, UNIT
from app.page import LabPage
from app.window import Window
from tests.pointer import move_pointer

Make = Callable[..., Window]
Shown = Callable[..., LabPage]


@pytest.fixture
def opened(make_window: Make, shown: Shown, qtbot: Any) -> Callable[..., LabPage]:
    """The lab on a small network with random weights."""

    def open_lab(network: str = "resnet20", layer: str = "conv1") -> LabPage:
        page = make_window("feature-maps").page("feature-maps")
        qtbot.waitUntil(page.controller.ready)
        page.controller.set_options({"network": network, "weights": "none", "seed": 1, "layer": layer})
        shown(page, lambda frame: frame.layer == layer and len(frame.logits) == 10)
        qtbot.waitUntil(lambda: page.moment is not None and page.moment.options == page.controller.options)
        qtbot.waitUntil(page.stage.settled)
        return page

    return open_lab


def click(widget: Any, at: QPointF | QPoint) -> None:
    """A click with the left button at a place of the widget."""
    point = at.toPoint() if isinstance(at, QPointF) else at
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def middle_of(stage: Any, channel: int, row: int, column: int) -> QPointF:
    """Where the cell (row, column) of a channel lies in the grid."""
    rect = stage.grid.area.cell_rect(channel)
    _, rows, columns = stage._moment.frame.activations.shape
    return QPointF(
        rect.left() + (column + 0.5) * rect.width() / columns, rect.top() + (row + 0.5) * rect.height() / rows
    )


def test_three_depths_are_one_click_apart(opened: Callable[..., LabPage], shown: Shown, qtbot: Any) -> None:
    page = opened()
    stage: Any = page.stage
    buttons = stage.depths.findChildren(QAbstractButton)
    assert stage.pages.currentWidget() is stage.grid

    click(buttons[NETWORK], buttons[NETWORK].rect().center())
    assert stage.pages.currentWidget() is stage.tree
    assert stage.tree.current() == "conv1"
    tree = stage.tree.view
    index = tree.model().mapFromSource(stage.tree.model.index_of("layer2"))
    tree.scrollTo(index)
    click(tree.viewport(), tree.visualRect(index).center())
    shown(page, lambda frame: frame.layer == "layer2" and frame.activations.shape == (32, 16, 16))
    assert stage.depths.current() == LAYER and stage.pages.currentWidget() is stage.grid

    click(stage.grid.area.viewport(), middle_of(stage, 3, 5, 6))
    assert stage.depths.current() == UNIT and stage.pages.currentWidget() is stage.unit
    qtbot.waitUntil(lambda: stage.unit.unit() is not None)
    unit = stage.unit.unit()
    assert (unit.channel, unit.row, unit.column) == (3, 5, 6)
    assert unit.value == pytest.approx(float(page.moment.frame.activations[3, 5, 6]), rel=1e-5)  # type: ignore[union-attr]

    click(buttons[LAYER], buttons[LAYER].rect().center())
    assert stage.pages.currentWidget() is stage.grid and stage.grid.selected() == 3
    click(buttons[UNIT], buttons[UNIT].rect().center())
    assert stage.pages.currentWidget() is stage.unit and stage.unit.unit() is unit


def test_hovering_outlines_the_receptive_field(opened: Callable[..., LabPage]) -> None:
    """A 3 x 3 convolution with padding 1 on a photo stretched to 32 x 32: its field can be written down."""
    page = opened()
    stage: Any = page.stage
    assert page.moment is not None
    height, width = page.moment.inputs["image"].pixels.shape[:2]
    run = page.controller.run
    for row, column in ((10, 20), (0, 31)):
        move_pointer(stage.grid.area.viewport(), middle_of(stage, 7, row, column).toPoint())
        QTest.qWait(20)
        (outline,) = stage._aside.photo._outlines
        expected = (
            max(0, column - 1) * width / 32,
            max(0, row - 1) * height / 32,
            min(32, column + 2) * width / 32,
            min(32, row + 2) * height / 32,
        )
        assert outline.rectangle == pytest.approx(expected)
        assert "7" in outline.label and str(row) in outline.label
        assert f"channel 7 · row {row}, column {column} · " in stage.grid.caption.text()
    assert page.controller.run is run  # only geometry


CONVOLUTIONS = (("resnet20", "conv1"), ("resnet20", "layer2.0.conv1"), ("lenet5", "conv2"))


@pytest.mark.parametrize(("network", "layer"), CONVOLUTIONS)
def test_the_products_and_the_bias_add_up_to_the_value(
    opened: Callable[..., LabPage], qtbot: Any, network: str, layer: str
) -> None:
    page = opened(network, layer)
    stage: Any = page.stage
    activations = page.moment.frame.activations  # type: ignore[union-attr]
    channel, row, column = activations.shape[0] - 1, activations.shape[1] // 2, 0
    click(stage.grid.area.viewport(), middle_of(stage, channel, row, column))
    qtbot.waitUntil(lambda: stage.unit.unit() is not None)
    unit = stage.unit.unit()
    assert unit.operation == "convolution" and (unit.channel, unit.row, unit.column) == (channel, row, column)
    np.testing.assert_allclose(unit.products, unit.patch * unit.kernel, rtol=1e-6, atol=1e-7)
    total = float(unit.products.astype(np.float64).sum()) + (unit.bias or 0.0)
    assert (unit.bias is not None) == (network == "lenet5")
    assert total == pytest.approx(unit.value, abs=1e-5)
    assert unit.value == pytest.approx(float(activations[channel, row, column]), abs=1e-5)


def test_the_unit_follows_the_pointer_over_its_maps(opened: Callable[..., LabPage], qtbot: Any) -> None:
    page = opened("lenet5", "pool1")
    stage: Any = page.stage
    activations = page.moment.frame.activations  # type: ignore[union-attr]
    click(stage.grid.area.viewport(), middle_of(stage, 2, 3, 4))
    qtbot.waitUntil(lambda: stage.unit.unit() is not None)
    stage.unit.output_map.pointed.emit(6, 9)
    qtbot.waitUntil(lambda: (stage.unit.unit().row, stage.unit.unit().column) == (6, 9))
    unit = stage.unit.unit()
    assert unit.operation == "max-pooling" and unit.channel == 2
    assert unit.value == float(np.max(unit.patch)) == float(activations[2, 6, 9])
    assert unit.patch[0][unit.winner] == unit.value
    stage.unit.input_map.pointed.emit(2, 2)  # the window of unit (1, 1)
    qtbot.waitUntil(lambda: (stage.unit.unit().row, stage.unit.unit().column) == (1, 1))
    assert stage.unit.unit().value == float(activations[2, 1, 1])
    QTest.keyClick(stage.unit.output_map, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: (stage.unit.unit().row, stage.unit.unit().column) == (1, 2))


def test_the_effective_field_glows_inside_the_theoretical_one(opened: Callable[..., LabPage], qtbot: Any) -> None:
    page = opened("resnet20", "layer1")
    stage: Any = page.stage
    channel = int(page.moment.frame.activations[:, 16, 16].argmax())  # type: ignore[union-attr]
    click(stage.grid.area.viewport(), middle_of(stage, channel, 16, 16))  # a unit that is zero has no gradient
    photo = stage._aside.photo
    qtbot.waitUntil(lambda: photo._heat is not None)
    assert photo._heat.max() == pytest.approx(1.0)
    x0, y0, x1, y1 = stage.field_of(16, 16)
    height, width = page.moment.inputs["image"].pixels.shape[:2]  # type: ignore[union-attr]
    rows, columns = np.nonzero(photo._heat)
    assert rows.min() >= y0 / height * 32 - 1e-6 and rows.max() + 1 <= y1 / height * 32 + 1e-6
    assert columns.min() >= x0 / width * 32 - 1e-6 and columns.max() + 1 <= x1 / width * 32 + 1e-6


def test_one_scale_for_the_whole_network(opened: Callable[..., LabPage], qtbot: Any) -> None:
    page = opened()
    stage: Any = page.stage
    frame = page.moment.frame  # type: ignore[union-attr]
    assert stage.grid.limits(0)[1] == pytest.approx(float(np.abs(frame.activations).max()))
    page.side.drawing.changed.emit("scale", "channel")
    for channel in (0, 5):
        assert stage.grid.limits(channel)[1] == pytest.approx(float(np.abs(frame.activations[channel]).max()))
    page.side.drawing.changed.emit("scale", "network")
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.frame.network_maximum is not None)
    largest = page.moment.frame.network_maximum  # type: ignore[union-attr]
    assert largest >= float(np.abs(frame.activations).max())
    assert stage.grid.limits(0)[1] == pytest.approx(largest)
    page.controller.set_option("layer", "layer3")
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.frame.layer == "layer3")
    assert stage.grid.limits(3)[1] == pytest.approx(largest)  # the same for every layer


def test_a_layer_the_next_network_lacks_falls_back_and_says_so(
    opened: Callable[..., LabPage], shown: Shown, qtbot: Any
) -> None:
    page = opened("resnet20", "layer2")
    page.controller.set_option("network", "lenet5")
    shown(page, lambda frame: frame.layer != "layer2")
    frame = page.moment.frame  # type: ignore[union-attr]
    assert any("layer2" in note for note in frame.notes)
    assert "layer2" in page.sentence.text() and frame.layer in page.sentence.text()
    page.controller.undo_stack.undo()
    shown(page, lambda frame: frame.layer == "layer2")
    assert "layer2" in page.sentence.text()
