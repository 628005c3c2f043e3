"""What a radiance field shows a free camera: the newest picture, however coarse, under a turntable.

The pictures come later than the camera moves: the newest one stays, scaled, until the next is there. Where a photo is
known for the camera that stands still, the truth is wiped over the rendering, or their difference is drawn.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.cloud_signs import draw_ring
from widgets.colour_bar import ColourBar
from widgets.field_view_camera import FieldCamera, between
from widgets.field_view_hand import FieldHand
from widgets.field_view_picture import MAPS, FieldPicture, Scales, drawn, error_of, psnr_of, values_at
from widgets.field_view_signs import draw_frame, draw_overlay, draw_photo
from widgets.picture_notes import BusyBar, draw_message, draw_pill
from widgets.theme import px, theme, tokens

__all__ = ["FieldCamera", "FieldPicture", "FieldView"]

DRAWINGS = ("rgb", "depth", "accumulation", "error")
FLIGHT_MILLISECONDS = 250
SMOOTH = 12
"""A picture of the field is smoothed unless its pixels are larger than so many of the screen; errors never are."""
STILL_MILLISECONDS = 180
"""So long after the last movement the camera counts as at rest."""


class FieldView(FieldHand):
    """Draws the newest picture and moves the camera.

    Left drag turns about the centre, right or middle drag shifts, the wheel goes nearer, a double click turns about the
    surface there. Keys: arrows turn, with Shift they shift, plus and minus go nearer and away, W and S walk, 0 starts
    again, [ and ] move the wipe, Enter chooses the pixel in the middle or under the pointer.

    Signals
    -------
    camera_changed
        (:class:`FieldCamera`, moving): the camera is elsewhere; ``moving`` is False where it has come to rest.
    picked
        (x, y), fractions of the picture's width and height, of the place that was clicked.
    hovered
        The same of the place under the pointer, or None.
    wipe_changed
        Where the wipe is, 0 to 1.
    """

    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: FieldPicture | None = None
        self._truth: NDArray[np.float32] | None = None
        self._drawing = "rgb"
        self._scales = Scales()
        self._overlay = ""
        self._message = ("", "")
        self._mark: tuple[float, float] | None = None
        self._cached: dict[str, QImage] = {}
        self._signs: tuple[tuple[object, ...], QImage] | None = None  # what they show, and drawn
        self._busy = BusyBar(self)
        self.bar = ColourBar(self)
        self.bar.hide()
        self._still = QTimer(self, singleShot=True, interval=STILL_MILLISECONDS)
        self._still.timeout.connect(self._rest)
        self._flight = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._flight.valueChanged.connect(self._fly_on)
        self._flight.finished.connect(self._landed)
        self._ends: tuple[FieldCamera, FieldCamera] | None = None
        self.setAccessibleName(self.tr("What the field shows the camera"))
        self.setMinimumSize(px(160), px(120))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing has to be painted below it
        theme.theme_changed.connect(self._restyle)

    # What is drawn

    def set_picture(self, picture: FieldPicture | None) -> None:
        """The newest picture; its camera is whatever it was asked for. None shows nothing."""
        before, self._shown = self._shown, picture
        self._cached.clear()
        if before is None or picture is None or before.size != picture.size:
            self._fit_bar()
        if self._pointer is not None:
            self._describe()
        self.update()

    def shown(self) -> FieldPicture | None:
        """The picture on the screen."""
        return self._shown

    def set_truth(self, photo: NDArray[np.float32] | None) -> None:
        """The photo (H, W, 3), 0 to 1, that was taken where the camera stands; None where there is none."""
        self._truth = None if photo is None else np.asarray(photo, np.float32)
        self._cached.clear()
        self._wipe = None if photo is None else self._wipe
        self.wipe_room(photo is not None)
        self._fit_bar()
        self.update()

    def truth(self) -> NDArray[np.float32] | None:
        """The photo of this camera, or None."""
        return self._truth

    def set_drawing(self, drawing: str) -> None:
        """``"rgb"``, ``"depth"``, ``"accumulation"`` or ``"error"`` (against the photo, where there is one)."""
        if drawing not in DRAWINGS:
            raise ValueError(f"no drawing {drawing!r}")
        self._drawing = drawing
        self._cached.clear()
        self._fit_bar()
        self.update()

    def drawing(self) -> str:
        """What is drawn; the colours where there is nothing to compare with."""
        return "rgb" if self._drawing == "error" and self._truth is None else self._drawing

    def set_scales(self, near: float, far: float, unit: str = "", error: float = 0.3) -> None:
        """The ends of the depth's colours in ``unit``, and the error that is drawn in the last colour (0 to 1)."""
        self._scales = Scales(float(near), float(far), unit, float(error))
        self._cached.clear()
        self._fit_bar()
        self.update()

    def set_overlay(self, text: str) -> None:
        """A line at the upper right: resolution, PSNR."""
        if text != self._overlay:
            self._overlay = text
            self.update()

    def set_mark(self, place: tuple[float, float] | None) -> None:
        """A ring at a place (fractions of the picture), e.g. the pixel whose ray is inspected."""
        self._mark = place
        self.update()

    def show_message(self, text: str, detail: str = "") -> None:
        """Say something in the picture's place; empty ends it."""
        if (text, detail) != self._message:
            self._message = (text, detail)
            self.update()

    def set_busy(self, busy: bool) -> None:
        """Show that a picture is on its way."""
        self._busy.set(busy, None)

    # Numbers

    def current(self) -> bool:
        """Whether the picture was drawn from where the camera stands now, and not on the way there."""
        pose = None if self._shown is None else self._shown.pose
        return pose is None or bool(np.abs(pose - self.camera().pose).max() < 1e-6)

    def error(self) -> NDArray[np.float32] | None:
        """(H, W) mean absolute difference of the channels to the photo, 0 to 1; None where nothing can be compared."""
        return error_of(self._shown, self._truth) if self.current() else None

    def psnr(self) -> float | None:
        """PSNR of the shown picture against the photo, in dB; None where nothing can be compared."""
        return psnr_of(self._shown, self._truth) if self.current() else None

    def value_at(self, place: tuple[float, float]) -> dict[str, Any] | None:
        """The values at fractions (x, y) of the picture, as :func:`widgets.field_view_picture.values_at`."""
        if self._shown is None:
            return None
        return values_at(self._shown, self._truth if self.current() else None, place)

    def readout(self, place: tuple[float, float]) -> str:
        """The values at a place in words."""
        found = self.value_at(place)
        if found is None:
            return ""
        red, green, blue = (float(v) for v in found["rgb"])
        parts = [
            self.tr("{x}, {y} · rgb {red:.2f} {green:.2f} {blue:.2f}").format(
                x=found["pixel"][0], y=found["pixel"][1], red=red, green=green, blue=blue
            )
        ]
        if "depth" in found:
            parts.append(
                self.tr("depth {depth:.3g} {unit}").format(depth=found["depth"], unit=self._scales.unit).rstrip()
            )
        if "accumulation" in found:
            parts.append(self.tr("accumulation {value:.2f}").format(value=found["accumulation"]))
        if "error" in found:
            parts.append(self.tr("off by {error:.3f}").format(error=found["error"]))
        return " · ".join(parts)

    def surface(self, place: tuple[float, float]) -> NDArray[np.float64] | None:
        """The point of the world (3,) at the depth that was drawn at fractions (x, y), where anything was."""
        found = self.value_at(place)
        if found is None or found.get("depth") is None or found.get("accumulation", 1.0) < 0.1 or self._shown is None:
            return None
        width, height = self._shown.size
        if not self.current():
            return None
        camera = self.camera()
        point: NDArray[np.float64] = camera.eye + camera.ray(*place, width / height) * found["depth"]
        return point

    # Camera

    def fly_to(self, camera: FieldCamera) -> None:
        """Glide to a camera; at once with reduced motion. Emits ``camera_changed`` on the way and, at rest, there."""
        self._ends = (self.camera(), camera)
        duration = theme.duration(FLIGHT_MILLISECONDS)
        self._flight.stop()
        if not duration or not self.isVisible():
            self._landed()
            return
        self._flight.setDuration(duration)
        self._flight.start()

    def _fly_on(self, part: float) -> None:
        if self._ends is not None and part < 1.0:
            smooth = part * part * (3 - 2 * part)
            self._take_camera(between(*self._ends, smooth))

    def _landed(self) -> None:
        if self._ends is not None:
            _, camera = self._ends
            self._ends = None
            self._still.stop()
            self._camera = camera
            self.stands_elsewhere()
            self._rest()

    def flying(self) -> bool:
        """Whether it glides."""
        return self._ends is not None

    def interrupt(self) -> None:
        if self._ends is not None:
            self._ends = None
            self._flight.stop()

    def moving(self) -> bool:
        """Whether the camera has not come to rest yet."""
        return self._still.isActive() or self.flying()

    def moved(self) -> None:
        self._still.start()
        self.stands_elsewhere()

    def stands_elsewhere(self) -> None:
        self._cached.pop("error", None)
        if self.drawing() == "error":  # which is of the camera's own place; all else waits for the next picture
            self.update()

    def _rest(self) -> None:
        self.camera_changed.emit(self.camera(), False)

    def stop(self) -> None:
        """No timer goes on: for a view that is put away."""
        self.interrupt()
        self._still.stop()
        self._busy.set(False, None)

    # Out

    def image(self, drawing: str | None = None) -> QImage:
        """The picture as it is drawn, at its own resolution; null where there is none."""
        name = drawing or self.drawing()
        if self._shown is None:
            return QImage()
        if name not in self._cached:
            photo = self._truth if name == "truth" or self.current() else None
            self._cached[name] = drawn(self._shown, photo, name, self._scales)
        return self._cached[name]

    def to_image(self) -> QImage:
        """What is drawn now, at its own resolution."""
        return self.image()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``rgb``, ``depth``, ``accumulation`` as drawn, ``truth`` and ``error`` where known, ``camera`` (3, 4)."""
        if self._shown is None:
            return {}
        found = {
            "rgb": self._shown.rgb,
            "depth": self._shown.depth,
            "accumulation": self._shown.accumulation,
            "truth": self._truth,
            "error": self.error(),
        }
        return {**{n: a for n, a in found.items() if a is not None}, "camera": np.array(self.camera().pose)}

    # Place

    def picture_rect(self) -> QRectF:
        """Where the picture stands."""
        room = QRectF(self.rect())
        if self.bar.isVisibleTo(self):
            room.adjust(0, 0, -(self.bar.sizeHint().width() + px(12)), 0)
        width, height = (4, 3) if self._shown is None else self._shown.size
        scale = min(room.width() / width, room.height() / height)
        size = QRectF(0, 0, width * scale, height * scale)
        size.moveCenter(room.center())
        return size

    def place_at(self, point: QPointF) -> tuple[float, float] | None:
        """Fractions of the picture under a point of the widget, or None outside."""
        rect = self.picture_rect()
        if self._shown is None or not rect.contains(point):
            return None
        x, y = (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()
        return min(x, 1 - 1e-9), min(y, 1 - 1e-9)

    def _fit_bar(self) -> None:
        name = self.drawing()
        self.bar.setVisible(name != "rgb" and self._shown is not None)
        if name in MAPS:
            self.bar.set_map(MAPS[name])
            self.bar.set_range(*self._scales.ends(name))
        rect = self.picture_rect().toAlignedRect()
        self.bar.setGeometry(rect.right() + px(12), rect.top(), self.bar.sizeHint().width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _restyle(self) -> None:
        self.setMinimumSize(px(160), px(120))
        self._fit_bar()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(420))

    def pointer_moved(self) -> None:
        place = None if self._pointer is None else self.place_at(self._pointer)
        self.hovered.emit(place)
        self._describe()
        self.update()

    def _describe(self) -> None:
        place = None if self._pointer is None else self.place_at(self._pointer)
        self.setAccessibleDescription("" if place is None else self.readout(place))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.take_menu(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.picture_rect()
        painter.fillRect(self.rect(), self.palette().color(self.backgroundRole()))
        if self._shown is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().panel))
            painter.drawRoundedRect(rect, px(6), px(6))
        else:
            picture = self.image()
            smooth = self.drawing() != "error" and rect.width() * self.devicePixelRatioF() <= SMOOTH * picture.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(rect, picture)
            painter.drawImage(0, 0, self._signs_on(rect))
            pointed = None if self._pointer is None else self.place_at(self._pointer)
            if pointed is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw_pill(painter, rect, self.readout(pointed))
        if self._message[0]:
            draw_message(painter, rect, *self._message)
        self._busy.draw(painter, rect)
        if self._ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().ring), max(1, px(1))))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _signs_on(self, rect: QRectF) -> QImage:
        """Frame, photo, mark and overlay, drawn where they change: beside the engine each call of Qt takes long."""
        ratio = self.devicePixelRatioF()
        wiped = self._wipe is not None and self._truth is not None
        photo = self.image("truth") if wiped else None
        shows = (self.size(), rect, ratio, tokens(), px(12), self._mark, self._overlay, self._wipe, photo)
        if self._signs is None or self._signs[0] != shows:
            signs = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
            signs.setDevicePixelRatio(ratio)
            signs.fill(Qt.GlobalColor.transparent)
            painter = QPainter(signs)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_frame(painter, rect)
            if photo is not None and self._wipe is not None:
                smooth = rect.width() * ratio <= SMOOTH * photo.width()
                draw_photo(painter, rect, photo, self._wipe, smooth, self.tr("photo"), self.tr("rendering"))
            if self._mark is not None:
                x, y = self._mark
                draw_ring(painter, QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()))
            if self._overlay:
                draw_overlay(painter, rect, self._overlay, low=self._wipe is not None)
            painter.end()
            self._signs = (shows, signs)
        return self._signs[1]
