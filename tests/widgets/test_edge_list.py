"""The list of a pose graph's edges: rows, keys, what is said, what fits."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from widgets.edge_list import EdgeList, EdgeRow

ROWS = [
    EdgeRow("12 → 1", "planted", "#d55e00", 0.01, 61.0, dying=True, tip="Scan 12 to scan 1"),
    EdgeRow("3 → 1", "loop", "#2f9fe0", 0.9, 0.25, tip="Scan 3 to scan 1"),
    EdgeRow("2 → 1", "odometry", "#8d99a8", 1.0, 0.097, dead=True, tip="Scan 2 to scan 1"),
]


def shown(qtbot: Any, width: int) -> EdgeList:
    made = EdgeList()
    qtbot.addWidget(made)
    made.resize(width, 300)
    made.set_edges(ROWS, "cm")
    made.show()
    return made


def test_clicks_and_keys_choose_edges(qtbot: Any) -> None:
    edges = shown(qtbot, 280)
    chosen: list[int] = []
    edges.chosen.connect(chosen.append)
    place = edges.rows.row_rect(1).center().toPoint()
    QTest.mouseClick(edges.rows, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1]
    for key, expected in ((Qt.Key.Key_Down, 2), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1)):
        edges.select(chosen[-1:])
        QTest.keyClick(edges.rows, key)
        assert chosen[-1] == expected
    QTest.mouseClick(edges.rows, Qt.MouseButton.LeftButton, pos=QPoint(5, edges.rows.height() + 50))
    assert len(chosen) == 4


def test_the_pointer_is_told_everything(qtbot: Any) -> None:
    edges = shown(qtbot, 280)
    QTest.mouseMove(edges.rows, edges.rows.row_rect(2).center().toPoint())
    qtbot.waitUntil(lambda: edges.rows.toolTip() == "Scan 2 to scan 1")


def test_kinds_give_way_before_bars(qtbot: Any) -> None:
    wide, narrow = shown(qtbot, 320), shown(qtbot, 170)
    assert wide.rows.columns()[0] is not None and narrow.rows.columns()[0] is None
    for edges in (wide, narrow):
        _, bar, numbers, right = edges.rows.columns()
        assert bar < numbers < right <= edges.area.viewport().width()


def test_weights_are_painted_as_bars(qtbot: Any) -> None:
    """The bar's filled part is as long as the weight says."""
    edges = shown(qtbot, 320)
    image, (_, bar, numbers, _) = edges.rows.grab().toImage(), edges.rows.columns()
    ratio = image.devicePixelRatio()

    def filled(row: int) -> float:
        y = int(edges.rows.row_rect(row).center().y() * ratio)
        colours = [image.pixelColor(int(x * ratio), y).lightness() for x in np.linspace(bar + 3, numbers - 15, 60)]
        end, start = colours[-1], colours[0]
        return float(np.mean([abs(c - start) < abs(c - end) for c in colours])) if start != end else 1.0

    assert filled(1) > 0.8 and filled(2) == 1.0
    np.testing.assert_allclose(edges.to_arrays()["edge_list_weights"], [0.01, 0.9, 1.0])
    np.testing.assert_allclose(edges.to_arrays()["edge_list_residuals"], [61.0, 0.25, 0.097])
    edges.set_edges([], "")
    assert edges.edges() == () and not edges.to_image().isNull()
