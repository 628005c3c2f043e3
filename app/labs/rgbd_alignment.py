"""RGB-D alignment: both pictures, the warped one, the residual, the slopes, the energy, and one pixel's chain rule."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import rgbd_words as words
from app.lab import Lab, Moment, SideLane, Stage, StageCommand
from app.rgbd_drawing import Drawing
from app.rgbd_pixel import PixelPanel
from engine.text import QT_TRANSLATE_NOOP
from widgets.curves import Curves, Panel, Series
from widgets.rgbd_equations import MatrixLines
from widgets.rgbd_panes import FIRST, SECOND, PlanePane
from widgets.segments import Segments
from widgets.theme import px, theme

NARROW = 620
"""A stage of fewer pixels (at 100%) has no room for the energy beside the small pictures."""


class RgbdStage(Stage):
    """Four pictures; under them the energy, the step and two small planes; a pixel beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._pixel: Any = None
        self._picked: tuple[float, float] | None = None
        self._asked: object = None
        self._compact, self._hidden = False, False
        self.first, self.second = PlanePane(self.tr("First picture")), PlanePane(self.tr("Second picture"))
        self.warped, self.residual = PlanePane(self.tr("Warped")), PlanePane(self.tr("Residual"))
        self.small = (PlanePane(), PlanePane())
        self.energies = Curves()
        self.twist = MatrixLines()
        self.twist.setAccessibleName(self.tr("The step's six numbers"))
        self.panel = PixelPanel()
        self._lay_out()
        for pane in self._panes():
            pane.hovered.connect(self._hovered)
            if pane is not self.second:
                pane.picked.connect(self._pick)
        self.energies.cursor_moved.connect(self._cursor)
        theme.theme_changed.connect(self._space)
        self._space()

    def _panes(self) -> tuple[PlanePane, ...]:
        return (self.first, self.second, self.warped, self.residual, *self.small)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        for place, pane in enumerate((self.first, self.second, self.warped, self.residual)):
            self._grid.addWidget(pane, place // 2, place % 2)
        self.second.set_room(self.residual.bar)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.energies, 1)
        for pane in self.small:
            self._foot.addWidget(pane, 1)
        self.pages = Segments([self.tr("Energy"), self.tr("Small pictures")])
        self.pages.set_current(0)
        self.pages.chosen.connect(self._fit)
        self._below = QWidget()
        self._below.setLayout(self._foot)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid, 5)
        self._column.addWidget(self.pages)
        self._column.addWidget(self._below, 2)
        self._column.addWidget(self.twist)

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))
        self._foot.setSpacing(px(16))
        self._column.setSpacing(px(8))
        if self._moment is not None:
            self._draw()

    def aside(self) -> QWidget:
        return self.panel

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        if before is not None and before.inputs.get("sequence") is not moment.inputs.get("sequence"):
            self._pixel, self._picked = None, None
        elif before is not None and (before.options.first, before.options.second) != (
            moment.options.first,
            moment.options.second,
        ):
            self._pixel = None
        self._draw()
        if self._pixel is None and not self.isVisible():  # a picture without a window has no side lane
            self.panel.show_system(moment.frame)
        self._ask_pixel()

    def _ask_pixel(self) -> None:
        """The pixel under this frame's motion; asked once for each frame and pixel."""
        assert self._moment is not None
        frame = self._moment.frame
        key = (id(frame), self._picked, self._moment.inputs.get("sequence"))
        if key == self._asked:
            return
        self._asked = key
        column, row = self._picked if self._picked is not None else (-1.0, -1.0)
        self.lane_wanted.emit(
            "pixel",
            {
                "column": column,
                "row": row,
                "level": int(frame.level),
                "transform": [float(v) for v in frame.transform[:3].ravel()],
                "gain": float(frame.gain),
                "offset": float(frame.offset),
            },
        )

    def show_lane(self, lane: str, moment: Moment) -> None:
        asked = self._moment
        if asked is None or moment.inputs["sequence"] is not asked.inputs["sequence"]:
            return
        if (moment.options.first, moment.options.second) != (asked.options.first, asked.options.second):
            return
        self._pixel = moment.frame
        self.panel.show_frame(self._pixel)
        self._draw_pictures()

    def settled(self) -> bool:
        return self._moment is not None and self._pixel is not None

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if self._moment is not None:
            self._draw()

    def _draw(self) -> None:
        assert self._moment is not None
        frame, d = self._moment.frame, self._drawing
        scale = float(frame.scale)
        size = self.tr("{width} × {height}").format(width=frame.first.shape[1], height=frame.first.shape[0])
        self._draw_pictures()
        self.warped.set_title(
            self.tr("Warped · {size}").format(size=size),
            self.tr("The second picture's greys where the first one's pixels land, drawn in the first."),
        )
        self.warped.set_grey(frame.warped, scale)
        self.residual.set_title(
            self.tr("Residual, warped minus first"), self.tr("Red: the second picture is brighter. Blue: darker.")
        )
        self.residual.set_signed(frame.residual, "activations", d.residual, "", scale)
        self._draw_small(frame, scale)
        self._draw_curves()
        self.twist.set_lines([words.twist_line(frame)])

    def _draw_pictures(self) -> None:
        assert self._moment is not None
        frame, pixel = self._moment.frame, self._pixel
        scale = float(frame.scale)
        options = self._moment.options
        self.first.set_title(self.tr("First picture · {index}").format(index=options.first))
        self.second.set_title(self.tr("Second picture · {index}").format(index=options.second))
        if pixel is not None and self._drawing.colour:
            self.first.set_colour(pixel.first_colour)
            self.second.set_colour(pixel.second_colour)
        else:
            self.first.set_grey(frame.first, scale)
            self.second.set_grey(frame.second, scale)
        self._draw_marks()

    def _draw_marks(self) -> None:
        pixel = self._pixel
        for pane in self._panes():
            pane.set_mark(None)
        if pixel is None:
            return
        scale = 2.0**pixel.level
        place = float(pixel.pixel[0]) * scale, float(pixel.pixel[1]) * scale
        for pane in (self.first, self.warped, self.residual, *self.small):
            pane.set_mark(place, FIRST)
        if pixel.projection is not None:
            landed = float(pixel.projection[0]) * scale, float(pixel.projection[1]) * scale
            self.second.set_mark(landed, SECOND)

    def _draw_small(self, frame: Any, scale: float) -> None:
        d, (left, right) = self._drawing, self.small
        every = max(1, frame.residual.shape[1] // 320)  # as many pixels as a small picture can show
        scale *= every
        if d.planes == "slopes":
            left.set_title(self.tr("Slope along x"), self.tr("Of the second picture where the pixels land, per pixel."))
            right.set_title(
                self.tr("Slope along y"), self.tr("Of the second picture where the pixels land, per pixel.")
            )
            left.set_signed(frame.gradient_x[::every, ::every], "activations", d.slope, "", scale)
            right.set_signed(frame.gradient_y[::every, ::every], "activations", d.slope, "", scale)
            return
        left.set_title(self.tr("Depth residual"), self.tr("Second depth where the pixels land, minus the point's."))
        right.set_title(self.tr("Weights"), self.tr("How much each pixel counts, 0 to 1."))
        right.set_grey(frame.weights[::every, ::every], scale)
        if frame.depth_residual is None:
            left.show_nothing(self.tr("The second picture has no depth."))
        else:
            left.set_signed(frame.depth_residual[::every, ::every], "activations", d.depth, "m", scale)

    def _draw_curves(self) -> None:
        assert self._moment is not None
        film, kind = self._moment.film, self._drawing.curve
        level = film.series("level")
        steps = np.arange(len(level), dtype=np.float64)
        new = np.flatnonzero(np.diff(level)) + 1  # a gap before each level's first step

        def piece(name: str, panel: str, title: str, factor: float = 1.0, colour: str | None = None) -> Series:
            values = factor * film.series(name, len(steps))
            x = np.insert(steps, new, steps[new] - 0.5)
            return Series(title, x, np.insert(values, new, np.nan), panel, colour=colour)

        if kind == "energy":
            panels = [Panel("energy", self.tr("Energy, a piece for each level"), log=True)]
            series = [piece("energy", "energy", self.tr("both"))]
            if self._moment.frame.compared == "hybrid":
                series.append(piece("energy_photometric", "energy", self.tr("grey")))
                series.append(piece("energy_depth", "energy", self.tr("depth")))
            else:
                series = [piece("energy", "energy", self.tr("energy"))]
        elif kind == "rmse":
            panels = [Panel("rmse", self.tr("RMS of the residuals"), log=True)]
            series = [piece("rmse_photometric", "rmse", self.tr("grey"))]
            if self._moment.frame.rmse_depth is not None:
                series.append(piece("rmse_depth", "rmse", self.tr("depth, m")))
        else:
            panels = [Panel("error", self.tr("Error against the truth"), log=True)]
            series = [
                piece("rotation_error", "error", self.tr("degrees")),
                piece("shift_error", "error", self.tr("mm"), 1000.0),
            ]
        self.energies.set_panels(panels, self.tr("step"))
        self.energies.set_series(series)
        self.energies.set_cursor(float(self._moment.step))

    def sentence(self) -> str:
        return "" if self._moment is None else words.sentence(self._moment.frame)

    # -- pointer and choices -------------------------------------------------------------------

    def _hovered(self, place: Any) -> None:
        if self.sender() is not self.second:
            for pane in (self.first, self.warped, self.residual, *self.small):
                if pane is not self.sender():
                    pane.set_pointer(place)
            self.pointer_moved.emit(place)

    def set_pointer(self, position: Any) -> None:
        for pane in (self.first, self.warped, self.residual):
            pane.set_pointer(position)

    def _pick(self, place: Any) -> None:
        self._picked = (max(0.0, place[0]), max(0.0, place[1]))
        if self._moment is not None:
            self._ask_pixel()

    def _cursor(self, step: float) -> None:
        self.step_wanted.emit(round(step))

    # -- commands ------------------------------------------------------------------------------

    def next_page(self) -> None:
        """Energy or small pictures below, where there is room for one."""
        self.pages.set_current(1 - self.pages.current())
        self._fit()

    def steepest_pixel(self) -> None:
        """Go back to the pixel that is chosen by itself: a steep one in the middle."""
        self._picked, self._asked = None, None
        if self._moment is not None:
            self._ask_pixel()

    def swap_pictures(self) -> None:
        """Make the second picture the first."""
        if self._moment is not None:
            options = self._moment.options
            self.options_wanted.emit({"first": options.second, "second": options.first})

    def start_from_here(self) -> None:
        """Run anew from the motion that is shown."""
        if self._moment is not None:
            self.option_wanted.emit("initial", initial_of(self._moment.frame.transform))

    # -- modes ---------------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        self.residual.view.set_busy(busy)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._fit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self, *_: Any) -> None:
        """All four pictures of one size; what is below them gives way first."""
        bar = self.residual.bar.sizeHint().width() + px(8)
        wide = max(px(96), (self.width() - px(16) - bar) // 2)
        for pane in (self.first, self.warped):
            pane.setFixedWidth(wide)
        tall = self.height()
        below, narrow = not self._compact and tall >= px(360), self.width() < px(NARROW)
        self._below.setVisible(below)
        self.pages.setVisible(below and narrow)  # one of both at a time where they do not fit beside each other
        self.energies.setVisible(not narrow or self.pages.current() == 0)
        for pane in self.small:
            pane.setVisible(not narrow or self.pages.current() == 1)
        self.twist.setVisible(not self._compact and tall >= px(320))
        self.energies.caption.setVisible(tall >= px(560) and (narrow or self.width() >= px(960)))
        self.panel.set_roomy(tall >= px(420))

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        arrays = dict(frame_arrays(self._moment.frame))
        if self._pixel is not None:
            names = ("pixel", "point", "moved", "projection", "image_slope", "projection_jacobian")
            for name in (*names, "motion_jacobian", "row", "depth_row"):
                value = getattr(self._pixel, name)
                if value is not None:
                    arrays[f"pixel_{name}"] = value
        film = self._moment.film
        return {**arrays, **{f"film_{name}": film.series(name) for name in film.names()}}


def initial_of(transform: Any) -> tuple[float, ...]:
    """A motion (4, 4) as the option ``initial``: degrees about the fixed axes, then the shift."""
    from engine.geometry.rigid import to_degrees

    return tuple(float(v) for v in to_degrees(transform))


LAB = Lab(
    study="rgbd-alignment",
    stage=RgbdStage,
    drawing=Drawing,
    lanes=(SideLane("pixel", "rgbd-pixel"),),
    words=("visual odometry", "photometric", "Steinbrücker", "DVO", "warp", "영상 정합"),
    commands=(
        StageCommand("swap_pictures", QT_TRANSLATE_NOOP("commands", "Swap the two pictures"), "S"),
        StageCommand("start_from_here", QT_TRANSLATE_NOOP("commands", "Start from the motion that is shown"), "I"),
        StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "Energy or small pictures below"), "B"),
        StageCommand("steepest_pixel", QT_TRANSLATE_NOOP("commands", "Inspect a steep pixel in the middle"), "E"),
    ),
)
