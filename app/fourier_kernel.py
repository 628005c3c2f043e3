"""Beside the Fourier features lab: the encoding's kernel as a picture, all four by distance and by frequency."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import fourier_words as words
from widgets.curves import Curves, Panel, Series
from widgets.spectrum_figure import SpectrumFigure
from widgets.theme import px, text_label, theme


class KernelColumn(QWidget):
    """Why an encoding learns detail: its neural tangent kernel along the middle row of the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Any = None
        self.figure = SpectrumFigure()
        self.figure.title.setWordWrap(True)
        self.note = text_label("", "quiet_small", wrap=True)
        self.profiles = Curves()
        self.profiles.set_panels(
            [Panel("kernel", self.tr("Kernel by distance from the middle"))], self.tr("picture sides")
        )
        self.answers = Curves()
        self.answers.set_panels(
            [Panel("answer", self.tr("Kernel's answer to a wave, dB"))], self.tr("cycles a picture")
        )
        for curves in (self.profiles, self.answers):
            curves.caption.hide()  # the values stand at the curves' ends
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.figure, self.note, self.profiles, self.answers):
            self._column.addWidget(widget)
        self.figure.hovered.connect(self._pointed)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        for curves in (self.profiles, self.answers):
            curves.setMinimumWidth(px(140))
        self.figure.setFixedHeight(px(184))
        self.profiles.setFixedHeight(px(144))
        self.answers.setFixedHeight(px(144))

    def show_frame(self, frame: Any) -> None:
        """Draw a frame's kernels; they stay the same through a run."""
        before, self._frame = self._frame, frame
        if before is not None and before.kernels is frame.kernels:
            return
        self.figure.set_title(
            self.tr("Kernel: {name}").format(
                name=words.with_scale(frame.encoding, float(frame.kernel_scales[frame.encoding]))
            )
        )
        self.figure.set_values(
            frame.kernels[frame.encoding], 0.0, 1.0, "viridis", self.tr("of max"), self._kernel_reading
        )
        self.note.setText(words.kernel_note(frame))
        names, middle = words.short_names(), len(frame.kernel_positions) // 2
        distance = frame.kernel_positions - frame.kernel_positions[middle]
        shown = [
            (name, words.COLOURS[n], frame.kernels[n][middle], words.answer(frame, n), n != frame.encoding)
            for n, name in enumerate(names)
        ]
        self.profiles.set_series(
            [Series(name, distance, row, "kernel", colour=c, dashed=dashed) for name, c, row, _s, dashed in shown]
        )
        self.profiles.set_cursor(0.0)
        cycles = frame.kernel_frequencies
        self.answers.set_series(
            [Series(name, cycles, s, "answer", colour=c, dashed=dashed) for name, c, _row, s, dashed in shown]
        )
        self.answers.set_cursor(float(words.probe(frame)))

    def to_arrays(self) -> dict[str, Any]:
        """``kernel`` and the curves, by their names."""
        if self._frame is None:
            return {}
        kernel = self._frame.kernels[self._frame.encoding]
        return {"kernel": kernel, "kernel_profile": np.asarray(kernel[len(kernel) // 2])}

    def _kernel_reading(self, row: int, column: int) -> str:
        places = self._frame.kernel_positions
        return self.tr("between x {one} and x {other}").format(
            one=f"{float(places[row]):.2f}", other=f"{float(places[column]):.2f}"
        )

    def _pointed(self, cell: Any) -> None:
        """The distance that is pointed at, marked in the profile."""
        if self._frame is None:
            return
        places = self._frame.kernel_positions
        distance = 0.0 if cell is None else float(places[cell[1]] - places[cell[0]])
        self.profiles.set_cursor(distance)
