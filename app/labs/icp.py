"""ICP: two clouds coming together, step by step, with their correspondences, residuals and normal equations."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import icp_strip, icp_words
from app.cloud_stage import COMMANDS, CloudDrawing, CloudStage
from app.icp_aside import IcpAside
from app.icp_basin import IcpBasin
from app.icp_drawing import Drawing, kernel_weight
from app.icp_pairs import PickedPairs
from app.icp_scene import IcpScene, end_of
from app.icp_strip import IcpStrip
from app.icp_system import spectrum
from app.lab import Lab, Moment, SideLane, StageCommand
from engine.geometry import rigid
from engine.runtime.runs import Share
from engine.text import QT_TRANSLATE_NOOP
from widgets.slider import Slider
from widgets.theme import px, text_label, theme

Array = NDArray[np.float64]

PARTS = 100
"""Places of the before-and-after slider."""
NUMBERS_MILLISECONDS = 60
"""So much later than the clouds a running film's numbers are shown: both at once would hold the window up."""
LOW, VERY_LOW = 520, 340
"""Heights (pixels at 100%) below which the strip under the clouds is lower, and takes turns with them."""
QWIDGETSIZE_MAX = 16_777_215


class IcpStage(CloudStage):
    """The clouds in space; below them curves, residuals, normal equations or the basin of convergence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = IcpScene(self.view)
        self.strip = IcpStrip()
        self.basin = IcpBasin(self.strip.basin)
        self.beside = IcpAside()
        self.pairs = PickedPairs()
        self._drawing = Drawing()
        self._moment: Moment | None = None
        self._picking = False
        self._dragged: Array | None = None
        self._high = 1.0
        self._gradient: Any = None
        self._compact = False
        self.result = text_label("", "small")
        self.slider = Slider()
        self.slider.setRange(0, PARTS)
        self.slider.setValue(PARTS)
        self.slider.setAccessibleName(self.tr("From the initial pose to the shown step"))
        self.slider.setToolTip(self.tr("Move the source from its initial pose to the shown step"))
        self.between = QWidget()
        self._between = QHBoxLayout(self.between)
        self._between.setContentsMargins(0, 0, 0, 0)
        self._between.addWidget(text_label(self.tr("before"), "quiet_small"))
        self._between.addWidget(self.slider, 1)
        self._between.addWidget(text_label(self.tr("after"), "quiet_small"))
        self.between.hide()
        for widget in (self.result, self.between, self.strip):
            self.column.addWidget(widget)
        self._lines_due = False
        self._numbers = QTimer(self, singleShot=True, interval=NUMBERS_MILLISECONDS)
        self._numbers.timeout.connect(self._show_numbers)
        self._connect()
        theme.theme_changed.connect(self._space)
        self._space()

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._slide)
        self.view.pose_dragged.connect(self._pose_dragged)
        self.view.picked.connect(self._picked)
        self.strip.curves.step_wanted.connect(self.step_wanted)
        self.strip.histogram.width_dragged.connect(self._width_dragged)
        self.strip.basin.chosen.connect(self._cell_chosen)
        self.strip.page_changed.connect(self._page_changed)
        self.beside.transform.transform_given.connect(self._start_from)
        self.beside.pairs.removed.connect(self._pair_removed)
        self.beside.pairs.cleared.connect(self._pairs_cleared)
        self.beside.pairs.start_wanted.connect(self._start_from_pairs)
        self.view.set_draggable("source")

    def _space(self) -> None:
        self.column.setSpacing(px(16))
        self._between.setSpacing(px(12))
        self._fit()

    def aside(self) -> QWidget:
        return self.beside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        self._dragged = None
        if before is None or any(before.inputs.get(n) is not c for n, c in moment.inputs.items()):
            self._pairs_cleared()
        same_run = before is not None and before.film is moment.film
        if not same_run:
            self._end_sliding()
            self._gradient = None
            self.beside.colour.hide()
            self._high = self._scale_of(moment)
        self._draw(glide=same_run, lines=same_run)  # a fresh pair's lines come with its numbers
        if moment.step < len(moment.film) - 1:  # chosen by hand, or played again
            self._show_numbers()
        elif not self._numbers.isActive():
            self._numbers.start()
        self.basin.select(moment.options.initial)
        self._ask_basin()

    def _scale_of(self, moment: Moment) -> float:
        """The residual at the upper end of colours and histogram: one for the whole film."""
        if self._drawing.residual_scale > 0:
            return self._drawing.residual_scale
        return end_of(moment.film.at(0)[1])

    def _reach(self, moment: Moment) -> float:
        """The right end of the histogram: one for all steps of a scale, from its first."""
        first = int(np.flatnonzero(moment.film.series("scale") == moment.frame.scale)[0])
        return end_of(moment.film.at(first)[1])

    def _draw(self, glide: bool = False, lines: bool = True) -> None:
        moment, d = self._moment, self._drawing
        if moment is None:
            return
        frame, inputs = moment.frame, moment.inputs
        pose, start = self._shown_pose(), rigid.from_degrees(moment.options.initial)
        self.show_pair(inputs["source"], inputs["target"], pose, start, glide)
        self.scene.pose = pose
        by_residual = d.colouring == "residual"
        self.scene.show_source(inputs["source"], frame if by_residual else None, start if self._ghost() else None)
        label, unit = self.tr("residual"), icp_words.residual_unit(moment.options, d.unit)
        self._lines_due = not lines
        if lines:
            self._draw_lines()
        self.scene.colour_by_residual(frame if by_residual else None, self._high, label, unit)
        self.scene.show_pairs(self.pairs if self._picking else None)
        self.scene.show_gradient(self._gradient)

    def _draw_lines(self) -> None:
        assert self._moment is not None
        self._lines_due = False
        compared = self.slider.value() != PARTS or self._dragged is not None
        unit = icp_words.residual_unit(self._moment.options, self._drawing.unit)
        shown = self._moment.frame if self._drawing.lines and not compared else None
        self.scene.show_lines(shown, self._high, self.tr("residual"), unit)

    def _shown_pose(self) -> Array:
        """Where the source stands: at the shown step, between its start and that, or where it is dragged."""
        assert self._moment is not None
        if self._dragged is not None:
            return self._dragged
        pose: Array = self._moment.frame.transform
        if self.slider.value() == PARTS:
            return pose
        return rigid.between(rigid.from_degrees(self._moment.options.initial), pose, self.slider.value() / PARTS)

    def _show_numbers(self) -> None:
        if self._moment is None:
            return
        self._numbers.stop()
        if self._lines_due:
            self._draw_lines()
        moment, frame, unit = self._moment, self._moment.frame, self._drawing.unit
        self.result.setText(icp_words.result_line(moment, unit))
        self.beside.show_moment(moment, unit)
        self.strip.curves.show_film(moment.film, moment.step, unit)
        residual_unit = icp_words.residual_unit(moment.options, unit)
        self.strip.histogram.set_residuals(frame.residuals, self._reach(moment), residual_unit, self._high)
        weight = kernel_weight(moment.options)
        name = moment.options.kernel
        self.strip.histogram.set_kernel(weight, frame.kernel_width or self._high, name, self.tr("width"))
        if len(frame.correspondences):
            system = (frame.hessian, frame.gradient, frame.twist, unit)
            self.strip.equations.set_system(*system, *spectrum(frame))
        else:
            self.strip.equations.set_message(self.tr("There are no correspondences, so there is no system."))

    def settled(self) -> bool:
        if self._moment is None or self._numbers.isActive():
            return False
        return super().settled() and icp_words.is_last(self._moment.frame)

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: CloudDrawing) -> None:
        assert isinstance(drawing, Drawing)
        before, self._drawing = self._drawing, drawing
        super().set_drawing(drawing)
        self.view.set_unit(drawing.unit)
        if self._moment is None:
            return
        if before.residual_scale != drawing.residual_scale:
            self._high = self._scale_of(self._moment)
        self._draw()
        if (before.residual_scale, before.unit) != (drawing.residual_scale, drawing.unit):
            self._show_numbers()
            self._show_pairs()

    def sentence(self) -> str:
        return "" if self._moment is None else icp_words.sentence(self._moment, self._drawing.unit)

    # -- before and after ----------------------------------------------------------------------

    def toggle_slider(self) -> None:
        """Show the slider between the initial pose and the shown step, or go back to the step."""
        shown = self.between.isHidden()
        self.between.setVisible(shown)
        if shown:
            self.slider.setValue(0)
            self.slider.setFocus()
        else:
            self._end_sliding()
        self._draw()

    def _end_sliding(self) -> None:
        self.between.hide()
        self.slider.setValue(PARTS)

    def _slide(self) -> None:
        self._draw()

    def _ghost(self) -> bool:
        """Whether the start is drawn: where it is asked for, and beside a source that is moved by hand."""
        return self._drawing.ghost or not self.between.isHidden() or self._dragged is not None

    # -- another start -------------------------------------------------------------------------

    def _start_from(self, motion: Array) -> None:
        """Ask for a run from this initial pose, as a change that can be undone."""
        self.options_wanted.emit({"initial": _numbers(motion)})

    def _pose_dragged(self, pose: Array, finished: bool) -> None:
        if self._moment is None:
            return
        begins = self._dragged is None
        self._dragged = np.array(pose, np.float64)
        if begins:  # the ghost comes, the lines go
            self._draw()
        self.scene.pose = self._dragged
        self.scene.show_pairs(self.pairs if self._picking else None)
        self.beside.transform.set_transform(self._dragged, self._drawing.unit)
        if finished:
            self._start_from(self._dragged)

    def swapped_options(self, options: Any) -> dict[str, Any]:
        """The start the other way round, where source and target change places."""
        return {"initial": _numbers(rigid.inverse(rigid.from_degrees(options.initial)))} if options.initial else {}

    def _width_dragged(self, width: float) -> None:
        self.option_wanted.emit("kernel_width", float(f"{width:.4g}"))

    # -- picked pairs --------------------------------------------------------------------------

    def toggle_picking(self) -> None:
        """Start or end picking pairs of points."""
        self._picking = not self._picking
        self.beside.pairs.setVisible(self._picking)
        self.view.setCursor(Qt.CursorShape.CrossCursor if self._picking else Qt.CursorShape.ArrowCursor)
        self._show_pairs()

    def _picked(self, name: str, index: int, modifiers: Any) -> None:
        moment = self._moment
        point = None if moment is None else self.scene.point(name, index, moment.inputs["target"])
        if moment is None or point is None:
            return
        if self._picking:
            if self.pairs.pick(name, point):
                self._show_pairs()
        elif name == "target" and moment.options.method == "colored":
            self.lane_wanted.emit("colour", {"position": tuple(float(v) for v in point)})

    def _pair_removed(self, number: int) -> None:
        self.pairs.remove(number)
        self._show_pairs()

    def _pairs_cleared(self) -> None:
        self.pairs.clear()
        self._show_pairs()

    def _show_pairs(self) -> None:
        self.scene.show_pairs(self.pairs if self._picking else None)
        most = self._moment.frame.max_distance if self._moment is not None else 1.0
        self.beside.show_pairs(self.pairs, self._drawing.unit, most)

    def _start_from_pairs(self) -> None:
        motion = self.pairs.motion()
        if motion is not None:
            self._start_from(motion)

    # -- side lanes ----------------------------------------------------------------------------

    def show_basin(self) -> None:
        """The basin of convergence: computed when it is first asked for."""
        back = icp_strip.CURVES if self.view.isVisibleTo(self) else icp_strip.CLOUDS
        self.strip.set_page(icp_strip.BASIN if self.strip.page() != icp_strip.BASIN else back)

    def _page_changed(self) -> None:
        self._fit()
        self._ask_basin()

    def _ask_basin(self) -> None:
        moment = self._moment
        if moment is not None and self.strip.page() == icp_strip.BASIN and self.basin.wanted(moment):
            self.lane_wanted.emit("basin", {})

    def show_lane(self, lane: str, moment: Moment) -> None:
        if self._moment is None or any(moment.inputs[n] is not c for n, c in self._moment.inputs.items()):
            return
        if lane == "basin":
            self.basin.show(moment.frame, self._drawing.unit, self._moment.options.initial)
        elif lane == "colour" and self._moment.options.method == "colored":
            self._gradient = moment.frame
            self.beside.colour.show_frame(moment.frame, self._drawing.unit)
            self.beside.colour.show()
            self._draw()

    def show_lane_error(self, lane: str, sentence: str) -> None:
        if lane == "basin":
            self.basin.failed(sentence)

    def _cell_chosen(self, row: int, column: int) -> None:
        """Play a cell's run."""
        if (start := self.basin.start(row, column)) is not None:
            self.options_wanted.emit({"initial": start})

    # -- modes ---------------------------------------------------------------------------------

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._fit()

    def _fit(self) -> None:
        """Give the clouds the room: the strip gets lower, and goes beside other runs."""
        self.strip.setVisible(not self._compact)
        self.result.setVisible(self._compact)
        self.strip.set_low(self.height() < px(VERY_LOW) and not self._compact)
        low = self.strip.low()  # another page can have changed the height meanwhile
        clouds = not low or self.strip.page() == icp_strip.CLOUDS
        self.view.setVisible(clouds)
        high = px(216) if self.height() >= px(LOW) else px(168)
        self.strip.setMinimumHeight(0 if low else high)
        self.strip.setMaximumHeight(px(32) if low and clouds else high if clouds else QWIDGETSIZE_MAX)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Clouds and strip can take turns, so that the stage needs less room than both."""
        return QSize(px(200), px(200))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def picture(self) -> QImage:
        if self._moment is not None:
            self.view.set_pose("source", self._shown_pose(), glide=False)  # a film has the steps, not the way between
        return super().picture()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        pairs = self.beside.pairs.to_arrays() if self.pairs.source else {}
        return {
            **frame_arrays(self._moment.frame),
            **self.strip.to_arrays(),
            **pairs,
            **self.beside.colour.plot.to_arrays(),
        }


def _numbers(motion: Array) -> tuple[float, ...]:
    """A motion as the option ``initial`` takes it."""
    return tuple(float(v) for v in rigid.to_degrees(motion))


LAB = Lab(
    study="icp",
    stage=IcpStage,
    drawing=Drawing,
    lanes=(
        SideLane("basin", "convergence-basin", Share.BACKGROUND, options={"rotation_range": 60.0}),
        SideLane("colour", "colour-gradient"),
    ),
    words=("registration", "point cloud", "정합", "점군"),
    commands=(
        *COMMANDS,
        StageCommand("toggle_slider", QT_TRANSLATE_NOOP("commands", "Slide between before and after"), "Shift+B"),
        StageCommand("toggle_picking", QT_TRANSLATE_NOOP("commands", "Pick pairs of points"), "K"),
        StageCommand("show_basin", QT_TRANSLATE_NOOP("commands", "Basin of convergence"), "N"),
    ),
)
