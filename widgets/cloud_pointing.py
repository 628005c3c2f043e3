"""Pointing at the points of a 3-D view: which one is under the pointer, what is known of it, distances between two."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from widgets.cloud_camera import Lens
from widgets.cloud_layers import CloudLayers
from widgets.cloud_picking import REACH, Candidates, nearest, pick
from widgets.cloud_points import CloudItem, CloudStyle
from widgets.cloud_ranges import Scale
from widgets.cloud_signs import draw_measure, draw_readout, draw_ring
from widgets.colour_bar import short_number
from widgets.theme import px, theme

Array = NDArray[np.float64]

_HOVER_MILLISECONDS = 30
MANY = 4_000_000
"""With more points the pointer asks the picture, which holds of each pixel only the nearest point."""


class CloudPointing(CloudLayers):
    """The base of the 3-D view that holds its clouds and answers the pointer.

    ``picked`` (cloud, number of the point in its file, keyboard modifiers), ``hovered`` (``(cloud, number)`` or None),
    ``measured`` (float): the distance between two clicked points.
    """

    picked = Signal(str, int, object)
    hovered = Signal(object)
    measured = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, CloudItem] = {}
        self._values: dict[str, Scale] = {}
        self._style = CloudStyle()
        self._unit = ""
        self._labels: dict[str, str] = {}
        self._measuring = False
        self._measured: list[Array] = []
        self._hover: tuple[CloudItem, int] | None = None
        self._point = QTimer(self)
        self._point.setSingleShot(True)
        self._point.setInterval(_HOVER_MILLISECONDS)
        self._point.timeout.connect(self._look_up)

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """What clouds are called where a user reads of them; without it they have their names."""
        self._labels.update(labels)
        self.update()

    def label(self, name: str) -> str:
        """What a cloud is called."""
        return self._labels.get(name, name)

    def parts(self, width: int) -> list[tuple[CloudItem, tuple[int, int]]]:
        """What is drawn in a picture of this width, each cloud in its pixel columns (first, one past the last)."""
        parts = []
        left, right = self._sides[:2]
        edge = width if self._wipe is None else round(self._wipe * width)
        for name, item in self._items.items():
            if not item.visible or not item.count:
                continue
            columns = (0, width)
            if self._wipe is not None and (name in left) != (name in right):
                columns = (0, edge) if name in left else (edge, width)
            if columns[1] > columns[0]:
                parts.append((item, columns))
        return parts

    def set_measuring(self, measuring: bool) -> None:
        """Whether two clicks measure a distance (instead of picking)."""
        self._measuring = measuring
        self._measured = []
        self.update()

    def measuring(self) -> bool:
        """Whether clicks measure."""
        return self._measuring

    def pick_at(self, position: QPointF) -> tuple[str, int] | None:
        """The cloud and the number in its file of the point under a place of the widget, or None."""
        found = self._pick(position)
        return None if found is None else (found[0].name, found[1])

    def _pick(self, position: QPointF) -> tuple[CloudItem, int] | None:
        x = position.x()
        items = [item for item, columns in self.parts(self.width()) if columns[0] <= x < columns[1]]
        size = self._style.point_size * theme.scale
        return pick(items, self.lens(), x, position.y(), size, px(REACH), self._style.crop)

    def _place(self, item: CloudItem, number: int) -> Array:
        """Where a point is in the world (3,)."""
        place: Array = item.pose[:3, :3] @ np.asarray(item.source.points[number], np.float64) + item.pose[:3, 3]
        return place

    def drawn_around(self, position: QPointF, reach: float) -> Candidates:
        """The points of the picture near a place of the widget."""
        return []

    def _drawn_at(self, position: QPointF) -> tuple[CloudItem, int] | None:
        """As :meth:`_pick`, among the points that are drawn: in no time, however many there are."""
        size, reach = self._style.point_size * theme.scale, px(REACH)
        drawn = self.drawn_around(position, reach + size)
        return nearest(drawn, self.lens(), position.x(), position.y(), size, reach, self._style.crop)

    def point_at(self, position: QPointF) -> Array | None:
        found = self._drawn_at(position)
        return None if found is None else self._place(*found)

    def clicked(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        found = self._pick(position)
        if found is None:
            return
        if not self._measuring:
            self.picked.emit(found[0].name, found[1], modifiers)
            return
        self._measured = [*self._measured, self._place(*found)] if len(self._measured) < 2 else [self._place(*found)]
        self.update()
        if len(self._measured) == 2:
            self.measured.emit(float(np.linalg.norm(self._measured[1] - self._measured[0])))

    def escaped(self) -> bool:
        if not self._measured:
            return False
        self._measured = []
        self.update()
        return True

    def _distance_text(self) -> str:
        if len(self._measured) < 2:
            return ""
        length = float(np.linalg.norm(self._measured[1] - self._measured[0]))
        return f"{short_number(length) if length < 1 else f'{length:.3f}'} {self._unit}".rstrip()

    def pointer_moved(self) -> None:
        if self._pointer is None:
            self._point.stop()
            self._show_hover(None)
        elif self._items:
            self._point.start()

    def _look_up(self) -> None:
        if self._pointer is not None and not self._gesture:
            few = sum(item.ready for item in self._items.values() if item.visible) <= MANY
            self._show_hover(self._pick(self._pointer) if few else self._drawn_at(self._pointer))

    def _show_hover(self, found: tuple[CloudItem, int] | None) -> None:
        if found == self._hover:
            return
        self._hover = found
        self.hovered.emit(None if found is None else (found[0].name, found[1]))
        self.update()

    def _readout(self, item: CloudItem, number: int) -> str:
        """The point's number, its coordinates in the file, how far from the eye, and what else is known of it."""
        x, y, z = (float(v) for v in item.source.points[number])
        away = float(np.linalg.norm(self._place(item, number) - self._camera.eye))
        digits = min(6, max(0, 4 - math.floor(math.log10(max(away, 1e-12)))))
        parts = [
            self.tr("{cloud} {index}").format(cloud=self.label(item.name), index=number),
            f"x {x:.{digits}f}, y {y:.{digits}f}, z {z:.{digits}f} {self._unit}".replace("-", "\u2212").rstrip(),
            self.tr("{distance} from the eye").format(distance=f"{away:.{max(0, digits - 2)}f} {self._unit}".rstrip()),
        ]
        if item.source.intensity is not None:
            parts.append(self.tr("intensity {value}").format(value=short_number(float(item.source.intensity[number]))))
        if not item.missing("residual") and item.values is not None and item.name in self._values:
            value, (_, _, label, unit) = float(item.values[number]), self._values[item.name]
            if math.isfinite(value):
                parts.append(f"{label} {short_number(value)} {unit}".strip())
        return " · ".join(parts)

    def draw_pointing(self, painter: QPainter, lens: Lens, right: float) -> None:
        """Paint what is measured and what the pointer is on, leaving ``right`` pixels free at the lower right."""
        if self._measured:
            draw_measure(painter, lens, self._measured, self._distance_text())
        left = px(16 + 72)
        room = QRectF(left, 0, max(0.0, self.width() - left - right), self.height() - px(12))
        if self._hover is not None and self._style.labels:
            at = lens.project(self._place(*self._hover))[0][0]
            if np.isfinite(at).all():
                draw_ring(painter, QPointF(*at))
            draw_readout(painter, room, self._readout(*self._hover))
        elif self._measuring and len(self._measured) < 2:
            draw_readout(painter, room, self.tr("Click two points: the distance between them is measured."))
