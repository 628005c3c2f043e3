"""A photo at its own aspect, with heat over it, outlines, a linked pointer, zoom and pan.

The heat is blended at the display's resolution whenever opacity, threshold or colour map change; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.colours import Region, heat_levels, heat_picture, overlay, rgb_picture
from widgets.picture_notes import BusyBar, draw_message, draw_outlines, draw_pill, draw_pointer
from widgets.theme import px, theme, tokens
from widgets.zoom_view import ZoomView


@dataclass(frozen=True)
class Outline:
    """A rectangle in photo pixels (x0, y0, x1, y1) with a label; ``colour`` is a token's name or ``#rrggbb``."""

    rectangle: Region
    label: str = ""
    colour: str = "accent"
    dashed: bool = False


class PictureView(ZoomView):
    """Draws one picture; signals ``hovered``, ``picked`` and ``view_changed`` are those of :class:`ZoomView`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo: NDArray[np.uint8] | None = None
        self._levels: list[QImage] = []
        self._heat: NDArray[np.floating] | None = None
        self._region: Region = (0.0, 0.0, 1.0, 1.0)
        self._look = ("inferno", 0.65, 0.0)
        self._smooth = True
        self._cells: tuple[int, int] | None = None
        self._outlines: tuple[Outline, ...] = ()
        self._readout = ""
        self._message = ("", "")
        self._linked: tuple[float, float] | None = None
        self._blended: tuple[object, QImage] | None = None
        self._fine: tuple[object, NDArray[np.uint16]] | None = None
        self._busy = BusyBar(self)
        self.setMinimumSize(px(96), px(72))
        self.setAccessibleName(self.tr("Picture"))
        theme.theme_changed.connect(self._restyle)

    # What is drawn

    def set_photo(self, pixels: NDArray[np.uint8] | None) -> None:
        """Show (H, W, 3) or (H, W) uint8 sRGB; None shows nothing. Zoom stays while the size stays."""
        if pixels is not None and pixels is self._photo:
            return
        before = None if self._photo is None else self._photo.shape[:2]
        self._photo = None if pixels is None else np.asarray(pixels)
        self._levels = [] if self._photo is None else [rgb_picture(self._photo)]
        if pixels is None or pixels.shape[:2] != before:
            self.reset_view()
        self._forget()

    def set_heat(
        self,
        heat: NDArray[np.floating] | None,
        region: Region | None = None,
        name: str | None = None,
        opacity: float | None = None,
        threshold: float | None = None,
    ) -> None:
        """Lay heat (h, w) from 0 to 1 over ``region`` (photo pixels; default: all); None takes it away.

        For a map around zero (``activations``) 0.5 stands for zero.
        """
        self._heat = None if heat is None else np.asarray(heat, dtype=np.float32)
        height, width = (1, 1) if self._photo is None else self._photo.shape[:2]
        self._region = region or (0.0, 0.0, float(width), float(height))
        self._fine = None
        self.set_look(name, opacity, threshold)

    def set_look(self, name: str | None = None, opacity: float | None = None, threshold: float | None = None) -> None:
        """Change how the heat is drawn: colour map, opacity 0 to 1, threshold 0 to 1. Instant."""
        old = self._look
        self._look = (
            old[0] if name is None else name,
            old[1] if opacity is None else float(opacity),
            old[2] if threshold is None else float(threshold),
        )
        self._forget()

    def set_smooth(self, smooth: bool) -> None:
        """Whether enlarged pixels are smoothed (pixels above four screen pixels never are)."""
        self._smooth = smooth
        self._forget()

    def set_cells(self, rows: int, columns: int) -> None:
        """The grid the arrow keys walk, over the heat's region; without it the heat's own cells, else pixels."""
        self._cells = (rows, columns) if rows and columns else None

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Draw rectangles with labels over the picture."""
        self._outlines = tuple(outlines)
        self.update()

    def set_readout(self, text: str) -> None:
        """Show a line in a pill at the lower left, e.g. the value under the pointer; empty hides it."""
        if text != self._readout:
            self._readout = text
            self.update()

    def set_linked_pointer(self, x: float | None, y: float | None = None) -> None:
        """Draw a crosshair at (x, y) photo pixels, where the pointer is in a linked view; None takes it away."""
        linked = None if x is None or y is None else (x, y)
        if linked != self._linked:
            self._linked = linked
            self.update()

    def show_message(self, text: str, detail: str = "") -> None:
        """Say something in the picture's place, e.g. "No positive evidence at this layer"; empty ends it."""
        self._message = (text, detail)
        self.update()

    def set_busy(self, busy: bool, fraction: float | None = None) -> None:
        """Show that work goes on (after 300 ms): a thin bar, filled to ``fraction`` where that is known."""
        self._busy.set(busy, fraction)

    # Pictures out

    def to_image(self) -> QImage:
        """The picture with its heat at full resolution; null where there is none."""
        if self._photo is None:
            return QImage()
        if self._heat is None:
            return self._levels[0].copy()
        photo = self._photo if self._photo.ndim == 3 else np.repeat(self._photo[:, :, None], 3, axis=2)
        name, opacity, threshold = self._look
        return overlay(photo, self._heat, self._region, name, opacity, threshold)

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        picture = self.to_image()
        if not picture.isNull():
            QGuiApplication.clipboard().setImage(picture)

    # Events

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(320))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.visible_rect()
        if self._levels:
            painter.drawImage(shown.topLeft(), self._composed(shown))
            painter.save()
            painter.setClipRect(shown)
            draw_outlines(painter, self.to_widget, self._outlines)
            for point in (self._linked, self._pointer if self._walked else None):
                if point is not None:
                    draw_pointer(painter, self.to_widget(*point), shown)
            painter.restore()
            if self._readout:
                draw_pill(painter, shown, self._readout)
        elif self._busy.shown or self._message[0]:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.panel))
            painter.drawRoundedRect(shown, px(6), px(6))
        if self._message[0]:
            draw_message(painter, shown, *self._message)
        self._busy.draw(painter, shown)
        if self._ring and self._levels:
            painter.setPen(QPen(QColor(t.ring), max(1, px(1))))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(shown.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    # Inside

    def picture_size(self) -> tuple[int, int] | None:
        return (self._levels[0].width(), self._levels[0].height()) if self._levels else None

    def grid(self) -> tuple[Region, int, int]:
        if self._cells:
            return self._region, *self._cells
        if self._heat is not None:
            return self._region, self._heat.shape[0], self._heat.shape[1]
        return super().grid()

    def view_moved(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._blended = None
        self.update()

    def _restyle(self) -> None:
        self.setMinimumSize(px(96), px(72))
        self._moved()

    def _composed(self, shown: QRectF) -> QImage:
        """Photo and heat as they fill ``shown``, at the device's resolution; kept until something changes."""
        ratio, place = self.devicePixelRatioF(), self.picture_rect()
        key = (shown.getRect(), place.getRect(), ratio)
        if self._blended is not None and self._blended[0] == key:
            return self._blended[1]
        width, height = max(1, round(shown.width() * ratio)), max(1, round(shown.height() * ratio))
        scale = place.width() / self._levels[0].width() * ratio  # device pixels a photo pixel
        depth = 0
        while scale * 2**depth < 0.5 and min(self._level(depth).width(), self._level(depth).height()) > 2:
            depth += 1
        source = self._level(depth)
        shrunk = source.width() / place.width()
        part = QRectF(
            (shown.left() - place.left()) * shrunk,
            (shown.top() - place.top()) * source.height() / place.height(),
            shown.width() * shrunk,
            shown.height() * source.height() / place.height(),
        )
        picture = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        smooth = (scale <= 4 and self._smooth) or scale < 1
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(QRectF(0, 0, width, height), source, part)
        if self._heat is not None:
            self._lay_heat(painter, shown, ratio)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        self._blended = (key, picture)
        return picture

    def _level(self, depth: int) -> QImage:
        """The photo halved ``depth`` times."""
        while len(self._levels) <= depth:
            last = self._levels[-1]
            size = QSize(max(1, last.width() // 2), max(1, last.height() // 2))
            self._levels.append(
                last.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        return self._levels[depth]

    def _lay_heat(self, painter: QPainter, shown: QRectF, ratio: float) -> None:
        x0, y0, x1, y1 = self._region
        area = QRectF(self.to_widget(x0, y0), self.to_widget(x1, y1))
        visible = area.intersected(shown)
        target = QRectF((visible.topLeft() - shown.topLeft()) * ratio, visible.size() * ratio).toAlignedRect()
        if target.isEmpty() or self._heat is None:
            return
        left, top = shown.left() + target.left() / ratio, shown.top() + target.top() / ratio
        right, bottom = left + target.width() / ratio, top + target.height() / ratio
        part = (
            (left - area.left()) / area.width(),
            (top - area.top()) / area.height(),
            (right - area.left()) / area.width(),
            (bottom - area.top()) / area.height(),
        )
        key = (target.getRect(), part)
        if self._fine is None or self._fine[0] != key:
            self._fine = (key, heat_levels(self._heat, target.height(), target.width(), part))
        painter.drawImage(target.topLeft(), heat_picture(self._fine[1], *self._look))
