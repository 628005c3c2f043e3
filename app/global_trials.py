"""The page that compares methods: how hard the pairs are, and who succeeded how often at what cost."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.cell_painting import count_text, number_text
from widgets.slider import Slider
from widgets.theme import px, text_label, theme
from widgets.trials_table import TrialRow, TrialsTable

OVERLAPS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
NOISES = (0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
"""In the unit of a cloud that is as large as a room; tenfold steps for larger and smaller ones."""
SHIFT = 0.05
TRIALS = 5


def scale_of(voxel: float) -> float:
    """A power of ten: 1 for a voxel grid about as fine as a room's."""
    return float(10.0 ** round(np.log10(voxel / 0.1))) if voxel > 0 else 1.0


class GlobalTrials(QWidget):
    """``asked`` (overrides of the options of registration-trials) when a slider rests or the button is pressed."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self._unit = 1.0, ""
        self._frame: Any = None
        self.overlap, self.noise = Slider(), Slider()
        self.overlap.setRange(0, len(OVERLAPS) - 1)
        self.noise.setRange(0, len(NOISES) - 1)
        self.overlap.setValue(OVERLAPS.index(0.5))
        self.noise.setValue(NOISES.index(0.005))
        self.overlap.setAccessibleName(self.tr("Overlap"))
        self.noise.setAccessibleName(self.tr("Noise"))
        self.overlap.setToolTip(self.tr("The part of each crop that lies in the other's region."))
        self.noise.setToolTip(self.tr("Standard deviation of the noise in each coordinate."))
        self.overlap_value, self.noise_value = text_label("", "small"), text_label("", "small")
        self.button = QPushButton(self.tr("Try {count} pairs").format(count=TRIALS))
        self.table = TrialsTable()
        self.table.set_hint(self.tr("Crops of the target cloud, turned at random: who finds them back together?"))
        self.note = text_label("", "quiet_small", wrap=True)
        self._grid = QGridLayout()
        for row, (words, slider, shown) in enumerate(
            (
                (self.tr("Overlap"), self.overlap, self.overlap_value),
                (self.tr("Noise"), self.noise, self.noise_value),
            )
        ):
            self._grid.addWidget(text_label(words, "quiet_small"), 2 * row, 0)
            self._grid.addWidget(shown, 2 * row, 1, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(slider, 2 * row + 1, 0, 1, 2)
            slider.valueChanged.connect(self._say_values)
        self._left = QVBoxLayout()
        self._left.addLayout(self._grid)
        self._left.addWidget(self.button)
        self._left.addStretch(1)
        self._right = QVBoxLayout()
        self._right.addWidget(self.table)
        self._right.addWidget(self.note)
        self._right.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._left, 1)
        self._row.addLayout(self._right, 4)
        self.button.clicked.connect(self.ask)
        theme.theme_changed.connect(self._space)
        self._space()
        self._say_values()

    def _space(self) -> None:
        self._row.setSpacing(px(24))
        self._left.setSpacing(px(8))
        self._right.setSpacing(px(8))
        self._grid.setVerticalSpacing(px(2))
        self.overlap.setMinimumWidth(px(128))

    def set_scale(self, voxel: float, unit: str) -> None:
        """The size of the clouds, by their voxel grid, and their unit."""
        self._scale, self._unit = scale_of(voxel), unit
        self._say_values()

    def overrides(self) -> dict[str, Any]:
        """What the sliders ask for, as options of registration-trials."""
        return {
            "overlap": OVERLAPS[self.overlap.value()],
            "noise": NOISES[self.noise.value()] * self._scale,
            "trials": TRIALS,
            "most_shift": SHIFT * self._scale,
        }

    def ask(self) -> None:
        """Ask for trials as the sliders stand."""
        self.table.set_hint(self.tr("The first pair is being tried …"))
        self.table.set_rows([])
        self.note.setText("")
        self.asked.emit(self.overrides())

    def _say_values(self) -> None:
        self.overlap_value.setText(f"{100 * OVERLAPS[self.overlap.value()]:.0f} %")
        self.noise_value.setText(f"{NOISES[self.noise.value()] * self._scale:g} {self._unit}".rstrip())

    def show_frame(self, frame: Any, expected: int) -> None:
        """The trials so far."""
        self._frame = frame
        unit = self._unit
        self.table.set_columns(
            (self.tr("rotation"), self.tr("shift"), self.tr("time"), self.tr("queries")),
            (
                self.tr("Median angle to the true rotation."),
                self.tr("Median distance of the source's centre from where it belongs."),
                self.tr("Median time of computing, features included where they are used."),
                self.tr("Median count of nearest neighbours asked for, of histograms and of points."),
            ),
        )
        rows = []
        for m, method in enumerate(frame.methods):
            good = (frame.rotation_errors[m] <= frame.most_rotation) & (frame.shift_errors[m] <= frame.most_shift)
            tips = tuple(
                self.tr("pair {number}: {angle}° and {shift} off, {seconds} s").format(
                    number=t + 1,
                    angle=number_text(float(frame.rotation_errors[m, t])),
                    shift=f"{number_text(float(frame.shift_errors[m, t]))} {unit}".rstrip(),
                    seconds=number_text(float(frame.seconds[m, t])),
                )
                for t in range(frame.trials)
            )
            cells = (
                f"{number_text(float(np.median(frame.rotation_errors[m])), 2)}°",
                f"{number_text(float(np.median(frame.shift_errors[m])), 2)} {unit}".rstrip(),
                f"{number_text(float(np.median(frame.seconds[m])), 2)} s",
                count_text(float(np.median(frame.queries[m]))),
            )
            rows.append(TrialRow(method_words(method), tuple(bool(g) for g in good), cells, tips))
        self.table.set_rows(rows, expected)
        self.note.setText(
            self.tr(
                "Success: within {angle}° and {shift}. Medians over {count} pairs of crops of the target: {overlap} % "
                "overlap, noise {noise}, turned by any rotation."
            ).format(
                angle=f"{frame.most_rotation:g}",
                shift=f"{frame.most_shift:g} {unit}".rstrip(),
                count=frame.trials,
                overlap=f"{100 * frame.overlap:.0f}",
                noise=f"{frame.noise:g} {unit}".rstrip(),
            )
        )

    def clear(self) -> None:
        """Other clouds: what was tried is not theirs."""
        self._frame = None
        self.table.set_rows([])
        self.note.setText("")

    def has_answer(self) -> bool:
        """Whether trials are shown."""
        return self._frame is not None

    def to_arrays(self) -> dict[str, Any]:
        """The trials' arrays."""
        if self._frame is None:
            return {}
        names = ("rotation_errors", "shift_errors", "seconds", "queries", "successes")
        return {f"trials_{name}": getattr(self._frame, name) for name in names}


def method_words(method: str) -> str:
    """What a method is called in a row."""
    return {
        "icp": QCoreApplication.translate("GlobalTrials", "ICP alone"),
        "ransac": QCoreApplication.translate("GlobalTrials", "RANSAC, then ICP"),
        "fgr": QCoreApplication.translate("GlobalTrials", "FGR, then ICP"),
    }[method]
