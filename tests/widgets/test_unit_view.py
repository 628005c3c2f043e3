from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets.theme import theme
from widgets.unit_convolution import as_picture, slice_sums, strongest, sum_formula
from widgets.unit_steps import curve_of
from widgets.unit_view import UnitData, UnitView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[UnitView]:
    made = UnitView()
    qtbot.addWidget(made)
    made.resize(900, 620)
    made.show()
    qtbot.waitExposed(made)
    yield made


def convolution(channels: int = 64, size: int = 3, row: int = 5, column: int = 6) -> UnitData:
    random = np.random.default_rng(1)
    patch = random.normal(size=(channels, size, size)).astype(np.float32)
    kernel = random.normal(size=(channels, size, size)).astype(np.float32)
    products = patch * kernel
    return UnitData(
        "convolution",
        float(products.sum()) + 0.5,
        layer="layer1.conv",
        channel=7,
        row=row,
        column=column,
        patch=patch,
        kernel=kernel,
        products=products,
        bias=0.5,
        patch_box=(row * 2 - 1, column * 2 - 1, size, size),
        stride=(2, 2),
        input_map=random.normal(size=(28, 28)).astype(np.float32),
        output_map=random.normal(size=(14, 14)).astype(np.float32),
    )


def vector() -> UnitData:
    x = np.linspace(-1, 1, 30, dtype=np.float32).reshape(1, 1, 30)
    return UnitData("linear", float((x * x).sum()) - 1, patch=x, kernel=x, products=x * x, bias=-1.0)


ALL = [
    convolution(),
    convolution(3, 11),
    convolution(1, 1),
    dataclasses.replace(convolution(), total=convolution().value, activation="relu", value=0.0),
    UnitData("max-pooling", 2.0, patch=np.array([[[1, 2], [-np.inf, 0]]], np.float32), winner=(0, 1)),
    UnitData("average-pooling", 1.0, patch=np.ones((1, 7, 7), np.float32)),
    UnitData("batch-norm", 0.5, x=1.0, mean=0.5, variance=1.0, gamma=1.0, beta=0.0, epsilon=0.0),
    UnitData("batch-norm", 0.5, x=1.0, mean=0.5, variance=0.0),
    UnitData("activation", 0.0, x=-1.5, function="ReLU"),
    UnitData("activation", 0.2, x=-1.5, function="Mystery"),
    UnitData("activation", 1.0, x=1.0, function="own", curve=np.array([[-1, 0, 1], [1, 0, 1]], np.float32)),
    UnitData("addition", 3.0, terms=(1.0, 2.0), labels=("identity",)),
    vector(),
    UnitData("softmax", 0.6, channel=1, terms=tuple(float(i) for i in range(1000)), labels=("a", "b")),
    UnitData("other", 0.1, kind="Flatten", input_shape=(2, 3), output_shape=(6,), note="Nothing changes."),
    *(UnitData(name, 0.0) for name in ("convolution", "linear", "max-pooling", "softmax", "addition")),  # type: ignore[arg-type]
]


def move(widget: QWidget, point: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, widget.mapToGlobal(point), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("data", ALL, ids=lambda data: data.operation)
@pytest.mark.parametrize("size", [(900, 620), (480, 300)])
def test_every_operation_is_drawn(view: UnitView, data: UnitData, size: tuple[int, int]) -> None:
    view.resize(*size)
    empty = view.page.grab().toImage()
    view.set_unit(data)
    drawn = view.page.grab().toImage()
    if data.patch is not None or data.terms or data.x is not None:
        assert drawn != empty


def test_slices_are_chosen_by_what_they_add() -> None:
    data = convolution(20)
    sums = data.products.astype(np.float64).sum((1, 2))  # type: ignore[union-attr]
    assert np.allclose(slice_sums(data), sums, atol=1e-6)
    chosen = strongest(data, 4)
    assert min(abs(sums[chosen])) >= max(abs(np.delete(sums, chosen)))
    assert strongest(data, 20) == list(range(20))


def test_shown_and_other_channels_and_bias_add_up_to_the_value(view: UnitView) -> None:
    data = convolution(64)
    view.set_unit(data)
    view.page.grab()
    written = [text for text, _rect in _texts(view)]
    value = next(text for text in written if text.startswith("value "))
    assert float(value.removeprefix("value ")) == pytest.approx(data.value, rel=1e-6)
    assert sum(text.count("adds") for text in written) >= 3


def _texts(view: UnitView) -> list[tuple[str, object]]:
    return [(text(0, 0), rect) for rect, _rows, _columns, text in view.page._spots._places]


def test_formula_has_this_units_numbers() -> None:
    data = UnitData("convolution", 2.0, bias=-0.5)
    assert sum_formula(data, 2.5, 2) == "y = Σ x · w + b = 2.50 - 0.50 = 2.00"
    fused = UnitData("convolution", 0.0, bias=-3.0, total=-0.5, activation="relu")
    assert sum_formula(fused, 2.5, 1) == "Σ x · w + b = 2.5 - 3.0 = -0.5,   y = relu(-0.5) = 0.0"
    assert sum_formula(UnitData("convolution", 2.5), 2.5, 1) == "y = Σ x · w = 2.5"


def test_numbers_answer_the_pointer(view: UnitView) -> None:
    data = convolution(3)
    view.set_unit(data)
    view.page.grab()
    assert data.patch is not None
    cells = [rect for rect, rows, columns, _text in view.page._spots._places if (rows, columns) == (3, 3)]
    move(view.page, cells[0].topLeft() + QPointF(2, 2))
    assert view.caption.text().startswith("input [0, 0, 0] = ")
    assert float(view.caption.text().rpartition("= ")[2]) == pytest.approx(float(data.patch[0, 0, 0]), abs=1e-4)


def test_pointing_at_the_output_asks_for_that_unit(view: UnitView) -> None:
    view.set_unit(convolution())
    asked: list[tuple[int, int]] = []
    view.unit_moved.connect(lambda *place: asked.append(place))
    rect = view.output_map.map_rect()
    place = QPointF(rect.left() + rect.width() * 9.5 / 14, rect.top() + rect.height() * 2.5 / 14)
    move(view.output_map, place)
    assert asked == [(2, 9)]
    move(view.output_map, place + QPointF(0.5, 0.5))
    assert asked == [(2, 9)]


@pytest.mark.parametrize("unit", [(5, 6), (0, 0), (13, 13)])
@pytest.mark.parametrize("cell", [(11, 12), (0, 0), (27, 27), (20, 3)])
def test_pointing_at_the_input_asks_for_the_unit_above_it(
    view: UnitView, unit: tuple[int, int], cell: tuple[int, int]
) -> None:
    data = convolution(row=unit[0], column=unit[1])
    view.set_unit(data)
    asked: list[tuple[int, int]] = []
    view.unit_moved.connect(lambda *place: asked.append(place))
    rect = view.input_map.map_rect()
    move(
        view.input_map,
        QPointF(rect.left() + rect.width() * (cell[1] + 0.5) / 28, rect.top() + rect.height() * (cell[0] + 0.5) / 28),
    )
    row, column = asked[-1] if asked else unit
    centre = (row * 2, column * 2)  # windows of three cells start at -1 and are two cells apart
    assert abs(centre[0] - min(cell[0], 26)) <= 1
    assert abs(centre[1] - min(cell[1], 26)) <= 1


def test_arrow_keys_walk_within_the_output(view: UnitView, qtbot: QtBot) -> None:
    view.set_unit(convolution(row=0, column=13))
    asked: list[tuple[int, int]] = []
    view.unit_moved.connect(lambda *place: asked.append(place))
    qtbot.keyClick(view.output_map, Qt.Key.Key_Up)
    qtbot.keyClick(view.output_map, Qt.Key.Key_Right)
    assert asked == []
    qtbot.keyClick(view.output_map, Qt.Key.Key_Down)
    qtbot.keyClick(view.output_map, Qt.Key.Key_Left)
    assert asked == [(1, 13), (1, 12)]


def test_the_window_slides_unless_motion_is_reduced(view: UnitView, qtbot: QtBot, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(theme, "_reduced_motion", False)
    view.set_unit(convolution(row=2, column=2))
    start = view.input_map.box()
    view.set_unit(convolution(row=9, column=9))
    assert view.input_map.sliding() and view.input_map.box() == start
    qtbot.waitUntil(lambda: not view.input_map.sliding(), timeout=2000)
    assert (view.input_map.box().top(), view.input_map.box().left()) == (17, 17)
    monkeypatch.setattr(theme, "_reduced_motion", True)
    view.set_unit(convolution(row=1, column=1))
    assert not view.input_map.sliding()
    assert (view.input_map.box().top(), view.input_map.box().left()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ReLU", lambda x: max(0.0, x)),
        ("GELU", lambda x: x * 0.5 * math.erfc(-x / math.sqrt(2))),
        ("SiLU", lambda x: x / (1 + math.exp(-x))),
        ("Hardswish", lambda x: 0.0 if x <= -3 else x if x >= 3 else x * (x + 3) / 6),
        ("ELU", lambda x: x if x > 0 else math.exp(x) - 1),
        ("Sigmoid", lambda x: 1 / (1 + math.exp(-x))),
    ],
)
def test_known_curves_are_their_functions(name, expected) -> None:  # type: ignore[no-untyped-def]
    curve = curve_of(UnitData("activation", 0.0, x=2.0, function=name))
    assert curve is not None
    assert np.allclose(curve[1], [expected(float(x)) for x in curve[0]], atol=1e-5)


@pytest.mark.parametrize("shape", [(1, 1, 30), (16, 5, 5), (3, 2, 4), (1, 7, 3)])
def test_a_row_of_weights_is_a_picture_that_holds_each_once(shape: tuple[int, int, int]) -> None:
    array = np.arange(1, 1 + math.prod(shape), dtype=np.float32).reshape(shape)
    picture, index = as_picture(array)
    kept = index >= 0
    assert sorted(index[kept].tolist()) == list(range(array.size))
    assert np.array_equal(picture[kept], array.ravel()[index[kept]])
    assert np.isnan(picture[~kept]).all()


def test_arrays_are_the_units(view: UnitView) -> None:
    data = convolution(4)
    view.set_unit(data)
    arrays = view.to_arrays()
    assert arrays["products"] is data.products
    assert float(arrays["value"]) == data.value
    view.set_unit(None)
    assert view.to_arrays() == {}
    assert not view.to_image().isNull()
