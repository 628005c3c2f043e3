"""The layers over the points of a 3-D view: lines, a graph, marks, planes and frustums, and the wipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from widgets.cloud_camera import Lens
from widgets.cloud_navigation import CloudNavigation
from widgets.cloud_overlay import Graph, Lines, Marks, Shape, draw_graph, draw_lines, draw_marks, draw_shape
from widgets.cloud_points import rgb
from widgets.theme import tokens

Array = NDArray[np.float64]


class CloudLayers(CloudNavigation):
    """The base of the 3-D view that holds what is painted over the points, in world coordinates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, Lines] = {}
        self._marks: dict[str, Marks] = {}
        self._shapes: dict[str, Shape] = {}
        self._graph: Graph | None = None
        self._sides: tuple[frozenset[str], frozenset[str], str, str] = (frozenset(), frozenset(), "", "")

    def scales_changed(self) -> None:
        """Other lines are drawn: their colours' ends may be others."""

    def set_lines(
        self,
        name: str,
        starts: ArrayLike | None,
        ends: ArrayLike | None = None,
        values: NDArray[np.floating] | None = None,
        low: float = 0.0,
        high: float = 1.0,
        label: str = "",
        unit: str = "",
        colour: QColor | str | None = None,
    ) -> None:
        """Lines from ``starts`` to ``ends`` (K, 3) of the world, coloured by ``values`` (K,) on an absolute scale.

        Without values they are grey, or of one ``colour``. With a ``label`` or ``unit`` the scale is shown. None as
        ``starts`` takes them away.
        """
        if starts is None or ends is None or not len(np.asarray(starts)):
            self._lines.pop(name, None)
        else:
            first, last = (np.array(end, np.float64).reshape(-1, 3) for end in (starts, ends))
            drawn = None if colour is None else QColor(colour)
            self._lines[name] = Lines(first, last, values, float(low), float(high), drawn, label, unit)
        self.scales_changed()
        self.update()

    def set_graph(
        self,
        nodes: ArrayLike | None,
        edges: ArrayLike = (),
        widths: ArrayLike | None = None,
        colours: NDArray[np.uint8] | None = None,
        dashed: ArrayLike | None = None,
        labels: Sequence[str] = (),
    ) -> None:
        """A graph: nodes (N, 3) of the world, edges (E, 2), their widths (px at 100%), colours (E, 3) and dashes."""
        if nodes is None:
            self._graph = None
        else:
            pairs = np.array(edges, np.intp).reshape(-1, 2)
            count, quiet = len(pairs), QColor(tokens().quiet)
            plain = np.broadcast_to(np.array(rgb(quiet), np.uint8), (count, 3))
            self._graph = Graph(
                np.array(nodes, np.float64).reshape(-1, 3),
                pairs,
                np.full(count, 2.0) if widths is None else np.asarray(widths, np.float64),
                plain if colours is None else colours,
                np.zeros(count, np.bool_) if dashed is None else np.asarray(dashed, np.bool_),
                labels,
            )
        self.update()

    def set_marks(self, name: str, positions: ArrayLike | None, labels: Sequence[str] = ()) -> None:
        """Rings with labels at positions (M, 3) of the world; None takes them away."""
        if positions is None or not len(np.asarray(positions)):
            self._marks.pop(name, None)
        else:
            self._marks[name] = Marks(np.array(positions, np.float64).reshape(-1, 3), tuple(labels))
        self.update()

    def set_patch(self, name: str, corners: ArrayLike | None, colour: QColor | str | None = None) -> None:
        """A translucent polygon through corners (4, 3) of the world; None takes it away."""
        self._set_shape(name, corners, colour, None)

    def set_frustum(
        self, name: str, corners: ArrayLike | None, colour: QColor | str | None = None, apex: ArrayLike | None = None
    ) -> None:
        """A camera: its ``apex`` (3,) and the corners (4, 3) of its picture, or both as (5, 3), the apex first."""
        if corners is not None:
            given = np.array(corners, np.float64).reshape(-1, 3)
            top = given[0] if apex is None else np.array(apex, np.float64)
            self._set_shape(name, given[-4:], colour, top)
        else:
            self._set_shape(name, None, colour, None)

    def _set_shape(self, name: str, corners: ArrayLike | None, colour: QColor | str | None, apex: Array | None) -> None:
        if corners is None:
            self._shapes.pop(name, None)
        else:
            drawn = None if colour is None else QColor(colour)
            self._shapes[name] = Shape(np.array(corners, np.float64).reshape(-1, 3), drawn, apex)
        self.update()

    def set_wipe(
        self,
        fraction: float | None,
        left: Iterable[str] = (),
        right: Iterable[str] = (),
        left_label: str = "",
        right_label: str = "",
    ) -> None:
        """Show clouds ``left`` only left of ``fraction`` (0 to 1) of the width, ``right`` only right of it.

        Clouds that are in neither are drawn on both sides. None ends the wipe.
        """
        self._wipe = None if fraction is None else min(1.0, max(0.0, fraction))
        self._sides = (frozenset(left), frozenset(right), left_label, right_label)
        self.wipe_moved()

    def wipe(self) -> float | None:
        """Where the wipe is, or None."""
        return self._wipe

    def draw_layers(self, painter: QPainter, lens: Lens) -> None:
        """Paint all layers, the marks last."""
        for shape in self._shapes.values():
            draw_shape(painter, lens, shape)
        for lines in self._lines.values():
            draw_lines(painter, lens, lines)
        if self._graph is not None:
            draw_graph(painter, lens, self._graph)
        for marks in self._marks.values():
            draw_marks(painter, lens, marks)
