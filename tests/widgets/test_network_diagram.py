"""The drawing of a network: columns, sizes, cells that answer the pointer and the keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from widgets.network_diagram import NetworkDiagram, cell_columns
from widgets.network_layout import NetworkNode, columns_of, least_width, network_layout


def values(count: int, seed: int = 0) -> Any:
    return np.maximum(np.random.default_rng(seed).normal(size=count), 0).astype(np.float32)


def network() -> list[NetworkNode]:
    """As the paper's figure 7, but with three hidden layers: a skip into the third, directions into the branch."""
    return [
        NetworkNode("x", "input", (), 0, 3, values(3)),
        NetworkNode("d", "input", (), 0, 3, values(3), row=1),
        NetworkNode("γ(x)", "encoding", (0,), 3, 60, values(60)),
        NetworkNode("h1", "hidden", (2,), 60, 256, values(256), "ReLU", 15_616),
        NetworkNode("h2", "hidden", (3,), 256, 256, values(256, 1), "ReLU", 65_792),
        NetworkNode("γ(x), h", "join", (2, 4), 316, 316, values(316)),
        NetworkNode("h3", "hidden", (5,), 316, 256, values(256, 2), "ReLU", 81_152),
        NetworkNode("σ", "output", (6,), 256, 1, np.array([12.5], np.float32), "ReLU", 257, row=-1),
        NetworkNode("feature", "hidden", (6,), 256, 256, values(256, 3), "", 65_792),
        NetworkNode("γ(d)", "encoding", (1,), 3, 24, values(24), row=1),
        NetworkNode("h, γ(d)", "join", (8, 9), 280, 280, values(280)),
        NetworkNode("rgb", "output", (10,), 280, 3, values(3), "sigmoid", 843, swatch=(0.5, 0.25, 1.0)),
    ]


@pytest.fixture
def diagram(qtbot: Any) -> NetworkDiagram:
    made = NetworkDiagram()
    qtbot.addWidget(made)
    made.set_network(network())
    made.resize(680, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_columns_follow_the_way_from_input_to_answer() -> None:
    nodes = network()
    columns = dict(zip((n.name for n in nodes), columns_of(nodes), strict=True))
    assert [columns[n] for n in ("x", "γ(x)", "h1", "h2", "γ(x), h", "h3")] == [0, 1, 2, 3, 4, 5]
    assert columns["σ"] == columns["feature"] == 6 and columns["rgb"] == 8
    assert columns["γ(d)"] == columns["h, γ(d)"] - 1 and columns["d"] == columns["γ(d)"] - 1


@pytest.mark.parametrize("size", [(680, 300), (500, 260)])
def test_boxes_stand_apart_and_links_join_them(size: tuple[int, int]) -> None:
    nodes = network()
    found = network_layout(nodes, *size, 40.0)
    for number, box in enumerate(found.boxes):
        assert box.left() >= 0 and box.right() <= max(size[0], least_width(nodes)) and box.bottom() <= found.foot
        assert not any(box.intersects(other) for other in found.boxes[number + 1 :])
    skip = next(link for link in found.links if (link.source, link.target) == (2, 5))
    over = min(place.y() for place in skip.places)
    assert all(over < found.boxes[n].top() for n in (3, 4))  # over the layers it leaves out
    assert len(found.links) == sum(len(node.sources) for node in nodes)


def test_every_value_answers_the_pointer(diagram: NetworkDiagram, qtbot: Any) -> None:
    seen: list[Any] = []
    diagram.pointed.connect(seen.append)
    box = diagram.box(4)
    columns = cell_columns(256, box.width(), box.height())
    rows = -(-256 // columns)
    place = QPointF(box.left() + 2.5 / columns * box.width(), box.top() + 3.5 / rows * box.height())
    assert diagram.place_at(place) == (4, 3 * columns + 2)
    QTest.mouseMove(diagram, place.toPoint())
    qtbot.waitUntil(lambda: bool(seen) and seen[-1][0] == 4)
    number = seen[-1][1]
    words = diagram.readout(4, number)
    assert "256 → 256" in words and "65,792 parameters" in words and f"value {number}:" in words
    assert f"{float(network()[4].values[number]):.4g}"[:4] in words
    assert f"{int((network()[4].values == 0).sum())} of 256 are 0" in words
    assert diagram.accessibleDescription() == words


def test_keys_walk_over_layers_and_values(diagram: NetworkDiagram) -> None:
    diagram.setFocus()
    QTest.keyClick(diagram, Qt.Key.Key_Right)
    assert diagram.at() == (0, None)
    QTest.keyClick(diagram, Qt.Key.Key_Right)
    QTest.keyClick(diagram, Qt.Key.Key_Right)
    QTest.keyClick(diagram, Qt.Key.Key_Down)
    QTest.keyClick(diagram, Qt.Key.Key_Down)
    assert diagram.at() == (2, 1)
    QTest.keyClick(diagram, Qt.Key.Key_Left)
    assert diagram.at() == (1, None)
    diagram.set_network(network())
    assert diagram.at() == (1, None)  # newer activations of the same network
    diagram.set_network([], "nothing yet")
    assert diagram.at() is None and diagram.accessibleDescription() == "nothing yet"


def test_what_goes_out(diagram: NetworkDiagram) -> None:
    assert not diagram.to_image().isNull() and "no activation" in diagram.readout(8)
    np.testing.assert_array_equal(diagram.to_arrays()["h2"], network()[4].values)
    picture = diagram.to_image()
    middle = diagram.box(11).center()
    ratio = diagram.devicePixelRatioF()
    assert picture.pixelColor((middle * ratio).toPoint()).getRgb()[:3] == (128, 64, 255)  # the colour itself
