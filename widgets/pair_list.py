"""Picked pairs of points: their residuals under the motion that fits all of them, and a way out for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.cell_painting import number_text
from widgets.theme import font, px, set_role, text_label, theme, tokens

LEAST = 3
"""So many pairs determine a rigid motion (not on one line)."""


@dataclass(frozen=True)
class Pair:
    """Two points that are the same place: source (x, y, z), target (x, y, z) or None while it waits.

    ``residual`` is their distance after the fit, in the clouds' unit; None before there is a fit.
    """

    source: tuple[float, float, float]
    target: tuple[float, float, float] | None = None
    residual: float | None = None


class _Rows(QWidget):
    """One line a pair: number, residual as a bar on an absolute scale, a cross. ``removed`` (int)."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[Pair, ...] = ()
        self._unit, self._most = "", 1.0
        self._row: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_pairs(self, pairs: Sequence[Pair], unit: str, most: float) -> None:
        self._pairs, self._unit, self._most = tuple(pairs), unit, most
        if self._row is not None and self._row >= len(self._pairs):
            self._row = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(28) * len(self._pairs))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(28) * len(self._pairs))

    def row_rect(self, row: int) -> QRectF:
        """Where a pair stands."""
        return QRectF(0, row * px(28), self.width(), px(28))

    def cross_rect(self, row: int) -> QRectF:
        """Where a pair's cross stands."""
        place = self.row_rect(row)
        return QRectF(place.right() - px(24), place.top() + px(2), px(24), px(24))

    def words(self, row: int) -> str:
        """A pair written out."""
        pair = self._pairs[row]
        source = ", ".join(f"{v:.4f}" for v in pair.source)
        target = "–" if pair.target is None else ", ".join(f"{v:.4f}" for v in pair.target)
        residual = "" if pair.residual is None else f" · {pair.residual:.6g} {self._unit}"
        return self.tr("Pair {number}: source {source}; target {target}{residual}").format(
            number=row + 1, source=source, target=target, residual=residual
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        middle = Qt.AlignmentFlag.AlignVCenter
        for row, pair in enumerate(self._pairs):
            place = self.row_rect(row)
            if row == self._row:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.hover))
                painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), px(4), px(4))
            painter.setPen(QColor(t.text))
            painter.drawText(place.adjusted(px(8), 0, 0, 0), int(middle), f"{row + 1}")
            room = place.adjusted(px(32), 0, -px(32), 0)
            if pair.target is None:
                painter.setPen(QColor(t.quiet))
                painter.drawText(room, int(middle), self.tr("now its target"))
            elif pair.residual is not None:
                bar = QRectF(room.left(), room.center().y() - px(2), room.width() - px(80), px(4))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.track))
                painter.drawRoundedRect(bar, px(2), px(2))
                share = min(1.0, pair.residual / self._most) if self._most > 0 else 0.0
                painter.setBrush(QColor(t.warning if share >= 0.999 else t.accent))
                painter.drawRoundedRect(bar.adjusted(0, 0, -bar.width() * (1 - share), 0), px(2), px(2))
                painter.setPen(QColor(t.text))
                right = Qt.AlignmentFlag.AlignRight | middle
                painter.drawText(room, int(right), f"{number_text(pair.residual)} {self._unit}".rstrip())
            else:
                painter.setPen(QColor(t.quiet))
                painter.drawText(room, int(middle), self.tr("picked"))
            cross = self.cross_rect(row).adjusted(px(8), px(8), -px(8), -px(8))
            painter.setPen(QColor(t.text if row == self._row else t.quiet))
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.end()

    def _point(self, row: int | None) -> None:
        if row != self._row:
            self._row = row
            self.setToolTip("" if row is None else self.words(row))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // px(28))
        self._point(row if 0 <= row < len(self._pairs) else None)

    def leaveEvent(self, event: Any) -> None:
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // px(28))
        if 0 <= row < len(self._pairs) and self.cross_rect(row).contains(event.position()):
            self.removed.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and self._pairs:
            self._point(min(len(self._pairs) - 1, max(0, (-1 if self._row is None else self._row) + by)))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._row is not None:
            self.removed.emit(self._row)
        else:
            super().keyPressEvent(event)


class PairList(QWidget):
    """The list, the RMS of all residuals, and what can be done with them.

    ``removed`` (int): a pair is to go. ``cleared``: all of them. ``start_wanted``: their fit is to be the initial pose.
    """

    removed = Signal(int)
    cleared = Signal()
    start_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: tuple[Pair, ...] = ()
        self._unit = ""
        self.heading = text_label(self.tr("Picked pairs"), "heading")
        self.hint = text_label("", "quiet_small", wrap=True)
        self.rows = _Rows()
        self.rows.setAccessibleName(self.tr("Picked pairs"))
        self.summary = text_label("", "small", wrap=True)
        self.use = QPushButton(self.tr("Use as start"))
        self.use.setToolTip(self.tr("Take the motion that fits the pairs best as the initial pose"))
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setToolTip(self.tr("Forget all pairs"))
        for button in (self.use, self.clear):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clear.setProperty("kind", "quiet")
        self._row = QHBoxLayout()
        self._row.addWidget(self.use)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.hint, self.rows, self.summary):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self.rows.removed.connect(self.removed)
        self.clear.clicked.connect(self.cleared)
        self.use.clicked.connect(self.start_wanted)
        theme.theme_changed.connect(self._space)
        self._space()
        self.set_pairs([], "", 1.0)

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self._row.setSpacing(px(8))
        self.rows.updateGeometry()

    def set_pairs(self, pairs: Sequence[Pair], unit: str, most: float, note: str = "") -> None:
        """Show pairs, their bars on a scale from 0 to ``most`` in ``unit``; ``note`` says why there is no fit."""
        self._pairs, self._unit = tuple(pairs), unit
        self.rows.set_pairs(self._pairs, unit, most)
        whole = [pair for pair in self._pairs if pair.target is not None]
        waits = bool(self._pairs) and self._pairs[-1].target is None
        if waits:
            self.hint.setText(self.tr("Click the same place in the target (blue)."))
        elif not self._pairs:
            self.hint.setText(
                self.tr("Click a place in the source (orange), then the same place in the target (blue).")
            )
        else:
            self.hint.setText(self.tr("The next pair starts in the source (orange)."))
        rms = self.rms()
        if note:
            self.summary.setText(note)
        elif rms is None:
            more = LEAST - len(whole)
            missing = self.tr("A fit needs three pairs; {count} to go.").format(count=more)
            self.summary.setText(missing if self._pairs and more > 0 else "")
        else:
            self.summary.setText(
                self.tr("RMS of {count} pairs: {rms}").format(
                    count=len(whole), rms=f"{number_text(rms)} {unit}".rstrip()
                )
            )
            self.summary.setToolTip(f"{rms:.9g} {unit}")
        set_role(self.summary, "error" if note else "small")
        self.summary.setVisible(bool(self.summary.text()))
        self.rows.setVisible(bool(self._pairs))
        self.use.setEnabled(rms is not None and not note)
        self.clear.setEnabled(bool(self._pairs))

    def rms(self) -> float | None:
        """The root mean square of the residuals, or None before there is a fit."""
        known = [pair.residual for pair in self._pairs if pair.target is not None]
        if len(known) < LEAST or any(residual is None for residual in known):
            return None
        return float(np.sqrt(np.mean(np.square(np.array(known, np.float64)))))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``pairs_source``, ``pairs_target`` (M, 3) float64 and ``pairs_residual`` (M,), of whole pairs."""
        whole = [pair for pair in self._pairs if pair.target is not None]
        residuals = [np.nan if pair.residual is None else pair.residual for pair in whole]
        return {
            "pairs_source": np.array([pair.source for pair in whole], np.float64).reshape(-1, 3),
            "pairs_target": np.array([pair.target for pair in whole], np.float64).reshape(-1, 3),
            "pairs_residual": np.array(residuals, np.float64),
        }

    def to_image(self) -> QImage:
        """The list as it is on the screen."""
        return self.grab().toImage()
