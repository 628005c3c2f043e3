"""The levels of a radiance field as a page below its picture: slices through the clicked point, and shared entries."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.level_pictures import Level, LevelPictures
from widgets.segments import Segments
from widgets.theme import px, text_label, theme

AXES = ("x", "y", "z")


class LevelsPage(QWidget):
    """The slices, across x, y or z; ``axis_changed``."""

    axis_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label("", "quiet_small")
        self.axes = Segments([self.tr("across {axis}").format(axis=axis) for axis in AXES])
        self.axes.set_current(2)
        self.axes.chosen.connect(self._chosen)
        self.pictures = LevelPictures()
        self._head = QHBoxLayout()
        self._head.addWidget(self.axes)
        self._head.addWidget(self.title, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.pictures, 1)
        theme.theme_changed.connect(self._space)
        self._space()
        self.show_frame(None)

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self._head.setSpacing(px(8))

    def _chosen(self, *_: object) -> None:
        self.axis_changed.emit()

    def axis(self) -> str:
        """What the slices lie across."""
        return AXES[self.axes.current()]

    def say(self, sentence: str) -> None:
        """Why there are none."""
        self.title.setText("")
        self.pictures.set_levels([], hint=sentence)

    def show_frame(self, frame: Any, kind: str = "") -> None:
        """A frame of the levels' study; ``kind`` of field. None: nothing yet."""
        if frame is None:
            self.say(self.tr("Click a pixel to see what the levels hold at its surface."))
            return
        first, second = (place for place in range(3) if place != AXES.index(self.axis()))
        place = ((float(frame.unit_point[first]) + 1) / 2, (float(frame.unit_point[second]) + 1) / 2)
        x, y, z = frame.point.tolist()
        self.title.setText(
            self.tr("through ({x:.2f}, {y:.2f}, {z:.2f}), step {step:,}").format(x=x, y=y, z=z, step=frame.step)
        )
        self.pictures.set_levels(levels_of(frame, self.names(frame, kind)), place)

    def names(self, frame: Any, kind: str) -> list[str]:
        """What the slices are called: resolutions, or the products of planes and lines."""
        if len(frame.slices) == len(frame.resolutions) and kind != "planes":
            return [f"{n}³" for n in frame.resolutions.tolist()]
        axes = ("xy · z", "xz · y", "yz · x")
        return [f"{word} {axis}" for word in ("σ", "rgb") for axis in axes][: len(frame.slices)]


def levels_of(frame: Any, names: list[str]) -> list[Level]:
    """A frame of the levels' study as the pictures take it."""
    none = np.empty(0, np.int64)
    found = []
    for number, (name, values) in enumerate(zip(names, frame.slices, strict=True)):
        hashed = frame.sharing is not None
        entries = frame.entries[number] if number < len(frame.entries) else frame.entries[-1]
        found.append(
            Level(
                name,
                values,
                int(entries),
                frame.corner_entries[number] if hashed else none,
                frame.weights[number] if hashed else none.astype(np.float32),
                frame.sharing[number] if hashed else none,
            )
        )
    return found
