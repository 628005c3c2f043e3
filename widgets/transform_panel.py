"""A rigid motion as its 4 x 4 matrix: copied, pasted, inverted, with its angle, its shift and its error."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.cell_painting import fixed_text, number_text
from widgets.theme import font, px, text_label, theme, tokens

Matrix = NDArray[np.float64]

SKEW = 1e-3
"""How far R^T R may be from the identity before a pasted matrix is refused; less is rounding and is taken out."""

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


def rotation_degrees(motion: ArrayLike) -> float:
    """The angle in degrees, 0 to 180, by which a motion (4, 4) turns."""
    r = np.asarray(motion, np.float64)[:3, :3]
    axis = np.array([r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]])
    return float(np.degrees(np.arctan2(np.linalg.norm(axis), np.trace(r) - 1.0)))


def inverted(motion: ArrayLike) -> Matrix:
    """The inverse of a rigid motion (4, 4)."""
    motion = np.asarray(motion, np.float64)
    back = np.eye(4)
    back[:3, :3] = motion[:3, :3].T
    back[:3, 3] = -motion[:3, :3].T @ motion[:3, 3]
    return back


def matrix_text(motion: ArrayLike) -> str:
    """Four lines of four numbers that read back to the same bits."""
    return "\n".join(" ".join(f"{value:.17g}" for value in row) for row in np.asarray(motion, np.float64))


def read_matrix(text: str) -> Matrix | None:
    """The rigid motion (4, 4) that a text holds as 16 numbers, or 12 without the last row; None where it is none.

    Brackets, commas and semicolons may stand between the numbers. A rotation off by rounding is made orthonormal.
    """
    numbers = [float(word) for word in _NUMBER.findall(re.sub(r"float(?:32|64)|array", " ", text))]
    if len(numbers) == 12:
        numbers += [0.0, 0.0, 0.0, 1.0]
    if len(numbers) != 16 or not np.isfinite(numbers).all():
        return None
    motion: Matrix = np.array(numbers, np.float64).reshape(4, 4)
    rotation = motion[:3, :3]
    off = float(np.abs(rotation.T @ rotation - np.eye(3)).max())
    if not np.array_equal(motion[3], [0.0, 0.0, 0.0, 1.0]) or off > SKEW or np.linalg.det(rotation) < 0:
        return None
    if off > 1e-12:
        u, _, vt = np.linalg.svd(rotation)
        motion[:3, :3] = u @ vt
    return motion


class MatrixGrid(QWidget):
    """The sixteen numbers; the one under the pointer is written out in full. ``pointed`` (its words, or "")."""

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._unit = ""
        self._cell: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(96))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(176), px(96))

    def set_matrix(self, matrix: Matrix | None, unit: str) -> None:
        """Show a motion (4, 4), its last column in ``unit``."""
        self._matrix, self._unit = matrix, unit
        self.update()

    def readout(self, row: int, column: int) -> str:
        """A number written out, with its place and unit."""
        if self._matrix is None:
            return ""
        unit = f" {self._unit}" if self._unit and column == 3 and row < 3 else ""
        return self.tr("row {row}, column {column}: {value}").format(
            row=row + 1, column=column + 1, value=f"{self._matrix[row, column]:.12g}{unit}"
        )

    def _columns(self) -> list[tuple[float, float]]:
        """Left and width of each column: the shift gets more room."""
        wide = self.width() / 4.6
        return [(0.0, wide), (wide, wide), (2 * wide, wide), (3 * wide, 1.6 * wide)]

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a number stands."""
        left, wide = self._columns()[column]
        high = self.height() / 4
        return QRectF(left, row * high, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._matrix is None:
            return
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        for row in range(4):
            for column in range(4):
                place, value = self.cell_rect(row, column), float(self._matrix[row, column])
                if (row, column) == self._cell:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(t.hover))
                    painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), px(4), px(4))
                decimals = 3
                if column == 3 and row < 3 and value:  # large coordinates keep what fits
                    decimals = max(0, min(4, 6 - int(np.floor(np.log10(max(abs(value), 1.0))))))
                text = fixed_text(value, 0 if row == 3 else decimals).replace("-", "\u2212")
                while metrics.horizontalAdvance(text) > place.width() - px(6) and decimals > 0:
                    decimals -= 1
                    text = fixed_text(value, decimals).replace("-", "\u2212")
                painter.setPen(QColor(t.quiet if row == 3 else t.text))
                painter.drawText(place.adjusted(0, 0, -px(4), 0), int(_RIGHT), text)
        painter.end()

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.pointed.emit("" if cell is None else self.readout(*cell))
            self.update()

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        return next(((r, c) for r in range(4) for c in range(4) if self.cell_rect(r, c).contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._cell_at(event.position()) if self._matrix is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is None or self._matrix is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        row, column = (0, 0) if self._cell is None else (self._cell[0] + by[0], self._cell[1] + by[1])
        self._point((min(3, max(0, row)), min(3, max(0, column))))


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TransformPanel(QWidget):
    """The shown motion, source to target or the other way round.

    ``transform_given`` (4, 4) float64, source to target: pasted, or the shown one chosen as the start.
    """

    transform_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._motion: Matrix | None = None
        self._unit = ""
        self._error: tuple[float, float] | None = None
        self.heading = text_label("", "heading")
        self.grid = MatrixGrid()
        self.size_line = text_label("", "small", wrap=True)
        self.error_line = text_label("", "quiet_small", wrap=True)
        self.said = text_label("", "quiet_small", wrap=True)
        self.copy = self._button(self.tr("Copy"), self.tr("Copy the matrix as four lines of text (Ctrl+C)"))
        self.paste = self._button(
            self.tr("Paste"), self.tr("Take the matrix on the clipboard as the initial pose (Ctrl+V)")
        )
        self.invert = self._button(self.tr("Invert"), self.tr("Show, copy and paste the motion the other way round"))
        self.invert.setCheckable(True)
        self.start = self._button(self.tr("Start here"), self.tr("Take the shown motion as the initial pose"))
        self._row = QHBoxLayout()
        for button in (self.copy, self.paste, self.invert, self.start):
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.grid, self.size_line, self.error_line):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._column.addWidget(self.said)
        self.copy.clicked.connect(self.copy_matrix)
        self.paste.clicked.connect(self.paste_matrix)
        self.invert.toggled.connect(self._show)
        self.start.clicked.connect(self._start)
        self.grid.pointed.connect(self._point)
        theme.theme_changed.connect(self._space)
        self._space()
        self._show()

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _space(self) -> None:
        self._column.setSpacing(px(4))
        self._row.setSpacing(0)
        for button in (self.copy, self.paste, self.invert, self.start):  # the narrow column has room for just these
            button.setStyleSheet(f"padding: 0 {px(6)}px;")

    def set_transform(
        self, matrix: ArrayLike | None, unit: str = "", truth_error: tuple[float, float] | None = None
    ) -> None:
        """Show a motion (4, 4), source to target; ``truth_error`` is how far it is off: degrees, and ``unit``."""
        self._motion = None if matrix is None else np.array(matrix, np.float64)
        self._unit, self._error = unit, truth_error
        self._say("")
        self._show()

    def set_editable(self, editable: bool) -> None:
        """Whether another initial pose can be given here."""
        self.paste.setVisible(editable)
        self.start.setVisible(editable)

    def matrix(self) -> Matrix | None:
        """The shown matrix: inverted where that is asked for."""
        if self._motion is None:
            return None
        return inverted(self._motion) if self.invert.isChecked() else self._motion

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``transform`` (4, 4) float64, source to target."""
        return {} if self._motion is None else {"transform": self._motion}

    def to_image(self) -> QImage:
        """The panel as it is on the screen."""
        return self.grab().toImage()

    def copy_matrix(self) -> None:
        """The shown matrix onto the clipboard."""
        shown = self.matrix()
        if shown is not None:
            QApplication.clipboard().setText(matrix_text(shown))
            self._say(self.tr("Copied."))

    def paste_matrix(self) -> None:
        """The clipboard's matrix, if it is one, as the initial pose."""
        given = read_matrix(QApplication.clipboard().text())
        if given is None:
            self._say(self.tr("The clipboard holds no rigid 4 × 4 matrix."))
            return
        self._say("")
        self.transform_given.emit(inverted(given) if self.invert.isChecked() else given)

    def _start(self) -> None:
        if self._motion is not None:
            self.transform_given.emit(self._motion.copy())

    def _point(self, words: str) -> None:
        """What the pointer is on stands in the place of the size, so that nothing moves."""
        self.size_line.setText(words or self._size())
        self.grid.setToolTip(words)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _show(self) -> None:
        shown = self.matrix()
        back = self.invert.isChecked()
        self.heading.setText(self.tr("Target to source") if back else self.tr("Source to target"))
        self.grid.set_matrix(shown, self._unit)
        for button in (self.copy, self.start):
            button.setEnabled(shown is not None)
        if shown is None:
            self.size_line.setText("")
            self.error_line.setVisible(False)
            return
        self.size_line.setText(self._size())
        self.size_line.setToolTip(f"{rotation_degrees(shown):.9g}° · {np.linalg.norm(shown[:3, 3]):.9g} {self._unit}")
        self.error_line.setVisible(self._error is not None)
        if self._error is not None:
            self.error_line.setText(
                self.tr("off the truth by {angle}°, {shift}").format(
                    angle=number_text(self._error[0]), shift=self._length(self._error[1])
                )
            )
            self.error_line.setToolTip(f"{self._error[0]:.9g}° · {self._error[1]:.9g} {self._unit}")
        self.setAccessibleDescription(f"{self.size_line.text()}. {self.error_line.text()}")

    def _size(self) -> str:
        """How far the shown motion turns and shifts."""
        shown = self.matrix()
        if shown is None:
            return ""
        return self.tr("turns by {angle}°, shifts by {shift}").format(
            angle=number_text(rotation_degrees(shown)), shift=self._length(float(np.linalg.norm(shown[:3, 3])))
        )

    def _length(self, value: float) -> str:
        return f"{number_text(value)} {self._unit}".rstrip()

    def event(self, event: QEvent) -> bool:
        """Copying and pasting with the keyboard while the matrix has the focus is not the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_matrix()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.paste.isHidden():
            self.paste_matrix()
        else:
            super().keyPressEvent(event)
