"""Beside the RGB-D alignment's pictures: one pixel's way through both cameras, and its chain of derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import rgbd_words as words
from app.texts import note_text
from widgets.normal_equations import NormalEquations
from widgets.rgbd_equations import MatrixLines
from widgets.rgbd_sketch import PixelScene, PixelSketch
from widgets.theme import px, text_label, theme


class PixelPanel(QWidget):
    """The sketch of the two cameras, the three steps with their numbers, the chain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Any = None
        self.title = text_label("", "heading", wrap=True)
        self.sketch = PixelSketch()
        self.steps = MatrixLines()
        self.steps.setAccessibleName(self.tr("The pixel's steps"))
        self.note = text_label("", "quiet_small", wrap=True)
        self.chain = MatrixLines()
        self.chain.setAccessibleName(self.tr("The pixel's chain of derivatives"))
        self.system = NormalEquations()
        self.system.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.system, self.sketch, self.steps, self.note, self.chain):
            self._column.addWidget(widget)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self.sketch.setFixedHeight(px(144))

    def show_system(self, frame: Any) -> None:
        """Show the normal equations of all pixels, where no pixel is followed."""
        self.title.setText(self.tr("Normal equations of the step"))
        self.system.set_system(frame.hessian, frame.gradient, frame.twist, "m")
        self.system.show()
        for widget in (self.sketch, self.steps, self.note, self.chain):
            widget.hide()

    def show_frame(self, frame: Any) -> None:
        """Draw a frame of the pixel's study."""
        self.frame = frame
        if not self.system.isHidden():
            self.system.hide()
            for widget in (self.sketch, self.steps, self.chain):
                widget.show()
        column, row = (int(v) for v in frame.pixel)
        self.title.setText(
            self.tr("Pixel {column}, {row} at level {level}").format(column=column, row=row, level=frame.level)
        )
        self.steps.set_lines(words.step_lines(frame))
        self.note.setText(" ".join(map(note_text, frame.notes)))
        self.note.setVisible(bool(frame.notes))
        self.chain.set_lines(words.chain_lines(frame))
        self.sketch.set_pictures(frame.first_colour, frame.second_colour)
        self.sketch.set_scene(scene_of(frame))

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for the sketch."""
        self.sketch.setVisible(roomy)


def _rays(intrinsics: Any, places: Any) -> Any:
    """The rays (K, 3) at depth 1 of pixels (K, 2)."""
    return np.linalg.solve(intrinsics, np.column_stack([places, np.ones(len(places))]).T).T


def scene_of(frame: Any) -> PixelScene:
    """The cameras, the ray and the point of a pixel's frame, in the second camera's coordinates."""
    corners = []
    for intrinsics, size in (
        (frame.intrinsics_first, frame.size_first),
        (frame.intrinsics_second, frame.size_second),
    ):
        width, height = (int(v) for v in size)
        edges = np.array([[0, 0], [width, 0], [width, height], [0, height]]) - 0.5
        corners.append(_rays(intrinsics, edges))
    landed = None if frame.projection is None else _rays(frame.intrinsics_second, frame.projection[None])[0]
    return PixelScene(frame.transform, corners[0], corners[1], frame.ray, landed, frame.moved)
