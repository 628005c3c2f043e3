"""Least squares before one's eyes: the fit, the map of its energy, three paths, Jacobian, step and chain rule."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app import gauss_newton_words as words
from app.gauss_newton_pictures import COLOURS, Drawing, Walked, energy_series, equation_of, fit_bounds, standings_of
from app.lab import Lab, Moment, SideLane, Stage, StageCommand
from app.texts import translated
from engine.optimisation.chain import split_factors, split_values
from engine.text import QT_TRANSLATE_NOOP
from widgets.chain_graph import ChainGraph
from widgets.chain_step import StepEquation
from widgets.contour_view import ContourView
from widgets.curves import Curves, Panel
from widgets.fit_view import Drawn, FitView, residual_text
from widgets.jacobian_picture import JacobianPicture
from widgets.method_row import MethodRow
from widgets.segments import Segments
from widgets.theme import px, text_label, theme

FINE = 161
"""Cells along each side of the map of a part."""
REST_MILLISECONDS = 150
"""So long a part of the map has to be looked at before it is computed finer."""


class GaussNewtonStage(Stage):
    """Left the fit, right the map with the paths; under them the methods; below energies, step and chain rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._method, self._row = 0, 0
        self._compact, self._hidden = False, False
        self._film = Walked()
        self._asked_start: list[float] | None = None
        self._asking = False
        self.fit = FitView()
        self.contour = ContourView()
        self.methods = MethodRow(3)
        self.energies = Curves()
        self.energies.set_panels([Panel("energy", self.tr("Energy"), log=True)], self.tr("iterations"))
        self.step = StepEquation()
        self.chain = ChainGraph()
        self.jacobian = JacobianPicture()
        self.jacobian_title = text_label("", "heading", wrap=True)
        self.pages = Segments([self.tr("Energy"), self.tr("Step"), self.tr("Chain rule")])
        self.pages.set_current(0)
        self._lay_out()
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._ask_part)
        self.fit.pointed.connect(self._observation_pointed)
        self.jacobian.pointed.connect(self._row_pointed)
        self.contour.hovered.connect(self._map_hovered)
        self.contour.view_changed.connect(self._view_changed)
        self.contour.start_moved.connect(self._start_moved)
        self.contour.start_reset.connect(self._start_reset)
        self.methods.chosen.connect(self._method_chosen)
        self.pages.chosen.connect(self._arrange)
        self.energies.cursor_moved.connect(self._cursor)
        theme.theme_changed.connect(self._space)
        self._space()

    def _lay_out(self) -> None:
        self._hero = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._hero.addWidget(self.fit, 1)
        self._hero.addWidget(self.contour, 1)
        self.readout = text_label("", "quiet_small", wrap=True)
        self._below = QWidget()
        self._numbers = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._below)
        self._numbers.setContentsMargins(0, 0, 0, 0)
        self._numbers.addWidget(self.energies, 1)
        self._numbers.addWidget(self.step, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._hero, 7)
        self._column.addWidget(self.readout)
        self._column.addWidget(self.methods)
        self._column.addWidget(self.pages)
        self._column.addWidget(self._below, 3)
        self._column.addWidget(self.chain, 3)
        self._aside = QWidget()
        aside = self._aside_column = QVBoxLayout(self._aside)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.addWidget(self.jacobian_title)
        aside.addWidget(self.jacobian, 1)

    def _space(self) -> None:
        self._hero.setSpacing(px(16))
        self._numbers.setSpacing(px(24))
        self._column.setSpacing(px(8))
        self._aside_column.setSpacing(px(8))
        self.jacobian.setFixedHeight(px(280))
        self._below.setMinimumHeight(px(152))
        self._below.setMaximumHeight(px(200))
        self.chain.setMinimumHeight(px(152))
        self.chain.setMaximumHeight(px(184))
        self._arrange()

    def aside(self) -> QWidget:
        return self._aside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        frame = moment.frame
        if before is None or before.frame.residuals.shape != frame.residuals.shape:
            self._row = frame.residuals.shape[1] // 2
        self._show_fit()
        self._show_map()
        self._show_numbers()
        self._show_row()
        if frame.done:
            self._asking = False
            if self._asked_start is not None:
                start, self._asked_start = self._asked_start, None
                self._ask_start(start)

    def _show_fit(self) -> None:
        assert self._moment is not None
        frame, first = self._moment.frame, self._moment.film.shot(0).frame
        down, even = frame.problem == "camera", frame.problem == "pose-2d"
        names = ("u, px", "v, px") if down else ("x", "y")
        truth = frame.truth_shape if self._drawing.truth and not self._hidden else None
        bounds = fit_bounds(frame, first)
        self.fit.set_observations(frame.observed, frame.outlier, truth, bounds, names, even=even or down, down=down)
        models = [
            Drawn(frame.methods[m], COLOURS[m], frame.shapes[m], frame.predicted[m]) for m in range(len(frame.methods))
        ]
        self.fit.set_models(models, self._method, frame.weights[self._method][:: self._group()])
        self.fit.set_residuals_shown(self._drawing.residuals)

    def _group(self) -> int:
        """Residuals an observation."""
        assert self._moment is not None
        return int(self._moment.frame.residuals.shape[1] // len(self._moment.frame.observed))

    def _show_map(self) -> None:
        assert self._moment is not None
        frame, axes = self._moment.frame, self._moment.frame.axes
        x0, x1, y0, y1 = (float(v) for v in frame.map_place)
        self.contour.set_names(words.axis_name(frame, axes[0]), words.axis_name(frame, axes[1]))
        self.contour.set_map(frame.map_energy, (x0, x1, y0, y1), frame.lowest_energy, words.energy_unit(frame))
        d = self._drawing
        self.contour.set_style(d.colours, d.levels, d.lines, logarithmic=d.spacing == "logarithmic")
        self._film.follow(self._moment)
        self.contour.set_start(tuple(self._film.frames[0].parameters[0][axes].tolist()))
        self.contour.set_least(None if self._hidden else tuple(frame.lowest[axes].tolist()))
        walks = self._film.walks(frame)
        walks.insert(0, walks.pop(self._method))  # the chosen one on top
        self.contour.set_walks([] if self._hidden else walks)
        self._say_place(None)

    def _show_numbers(self) -> None:
        assert self._moment is not None
        frame, film, m = self._moment.frame, self._moment.film, self._method
        self.methods.set_standings(standings_of(frame, hidden=self._hidden))
        self.energies.set_series(energy_series(frame, film))
        self.energies.set_cursor(float(frame.iteration))
        self.step.set_equation(*equation_of(frame, m))
        unit = translated("units", frame.residual_unit)
        self.jacobian.set_jacobian(frame.jacobians[m], frame.residuals[m], frame.weights[m], frame.symbols, unit)
        self.jacobian_title.setText(self.tr("Jacobian of {method}").format(method=words.method_name(m)))

    def _show_row(self) -> None:
        """The chain rule of the chosen residual."""
        assert self._moment is not None
        frame, m, row = self._moment.frame, self._method, self._row
        sizes = frame.sizes.tolist()
        values = [frame.parameters[m], *split_values(frame.chain_values[m, row], sizes)]
        factors = split_factors(frame.chain_factors[m, row], sizes)
        group = self._group()
        if group == 1:
            title = self.tr("Chain rule of residual {row}, {method}").format(row=row, method=words.method_name(m))
        else:
            title = self.tr("Chain rule of residual {row} (point {point}, {axis}), {method}").format(
                row=row, point=row // group, axis="uv"[row % group] if frame.problem == "camera" else "xy"[row % group],
                method=words.method_name(m),
            )  # fmt: skip
        self.chain.set_chain(frame.places, values, factors, title, translated("units", frame.residual_unit))

    # -- choices -------------------------------------------------------------------------------

    def _method_chosen(self, number: int) -> None:
        self._method = number
        if self._moment is not None:
            self._show_fit()
            self._show_map()
            self._show_numbers()
            self._show_row()

    def next_method(self) -> None:
        """Show the next method's residuals, Jacobian, step and chain."""
        self.methods.set_current((self._method + 1) % 3)
        self._method_chosen(self.methods.current())

    def other_coordinate(self) -> None:
        """The chain of the same point's other coordinate."""
        if self._moment is not None and self._group() == 2:
            self._light(self._row ^ 1)

    def next_page(self) -> None:
        """Energy, step or chain rule below, where there is room for one."""
        self.pages.set_current((self.pages.current() + 1) % 3)
        self._arrange()

    def _observation_pointed(self, number: Any) -> None:
        if number is None:
            self.jacobian.set_marked(None)
            self._say_place(None)
            return
        group = self._group()
        self._light(int(number) * group + (self._row % group))

    def _row_pointed(self, row: Any) -> None:
        if row is None:
            self.fit.set_marked(None)
            self.jacobian.set_marked(None)
        else:
            self._light(int(row))

    def _light(self, row: int) -> None:
        """A residual lights up in the fit, the Jacobian and the chain."""
        if self._moment is None:
            return
        self._row, group = row, self._group()
        number = row // group
        self.fit.set_marked(number)
        self.jacobian.set_marked(row)
        self._show_row()
        frame, m = self._moment.frame, self._method
        residual = residual_text(frame.residuals[m][number * group : (number + 1) * group], frame.residual_unit)
        text = self.tr("point {number} · residual {residual} · weight {weight}").format(
            number=number, residual=residual, weight=words.value_with(float(frame.weights[m][row]), "")
        )
        if frame.outlier[number]:
            text = self.tr("{text} · an outlier").format(text=text)
        self.readout.setText(text)

    def _cursor(self, iteration: float) -> None:
        self.step_wanted.emit(round(iteration))

    # -- the map -------------------------------------------------------------------------------

    def _say_place(self, position: Any) -> None:
        """What stands between the pictures and the methods."""
        if self._moment is None:
            return
        if position is not None:
            self.readout.setText(self.contour.readout(*position))
            return
        frame = self._moment.frame
        if len(frame.symbols) > 2:
            others = [i for i in range(len(frame.symbols)) if i not in frame.axes]
            held = ", ".join(
                f"{frame.symbols[i]} = {words.value_with(float(frame.lowest[i]), frame.units[i])}" for i in others
            )
            self.readout.setText(
                self.tr("The map is a slice at {held}; the paths are seen from above.").format(held=held)
            )
        else:
            self.readout.setText(self.tr("The cross marks the lowest energy known, the ring the start."))

    def _map_hovered(self, position: Any) -> None:
        self._say_place(position)
        self.pointer_moved.emit(position)

    def set_pointer(self, position: Any) -> None:
        self.contour.set_pointer(position)

    def _view_changed(self, view: Any) -> None:
        self._rest.start()

    def _ask_part(self) -> None:
        if self._moment is not None and self.contour.zoomed():
            self.lane_wanted.emit("landscape", {"place": list(self.contour.shown()), "size": FINE})

    def show_lane(self, lane: str, moment: Moment) -> None:
        if self._moment is None or lane != "landscape":
            return
        asked, now = moment.options, self._moment.options
        same = ("problem", "outliers", "noise", "kernel", "kernel_width", "seed", "x_axis", "y_axis")
        if all(getattr(asked, name) == getattr(now, name) for name in same):
            x0, x1, y0, y1 = (float(v) for v in moment.frame.place)
            self.contour.set_part(moment.frame.energy, (x0, x1, y0, y1))

    def _start_moved(self, place: Any, finished: bool) -> None:
        """Ask for a run from there; while dragging, each answer is waited for."""
        if self._moment is None:
            return
        frame = self._moment.film.shot(0).frame
        start = frame.parameters[0].copy()
        start[frame.axes] = place
        values = [float(f"{value:.6g}") for value in start]
        if self._asking and not finished:
            self._asked_start = values
        else:
            self._asked_start = None
            self._ask_start(values)

    def _ask_start(self, start: list[float]) -> None:
        self._asking = True
        self.option_wanted.emit("start", start)

    def _start_reset(self) -> None:
        self.option_wanted.emit("start", [])

    # -- the rest ------------------------------------------------------------------------------

    def sentence(self) -> str:
        return "" if self._moment is None else words.sentence(self._moment.frame, self._moment.options)

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if self._moment is not None:
            self._show_fit()
            self._show_map()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def set_answer_hidden(self, hidden: bool) -> None:
        self._hidden = hidden
        self.energies.setVisible(not hidden)
        if self._moment is not None:
            self._show_fit()
            self._show_map()
            self._show_numbers()

    def _arrange(self, *_: Any) -> None:
        """Everything where there is room; else one of energy, step and chain rule; beside pins only the pictures."""
        tall = self.height() >= px(600)
        narrow = self.width() < px(440)
        self._hero.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.methods.set_upright(narrow)
        self.methods.setVisible(not self._compact or self.height() >= px(400))
        self.readout.setVisible(not self._compact)
        self.readout.setFixedHeight(self.readout.fontMetrics().height() * (1 if self.width() >= px(620) else 2))
        page = self.pages.current()
        below = not self._compact and self.height() >= px(360)
        self.pages.setVisible(below and not tall)
        self._below.setVisible(below and (tall or page != 2))
        self.energies.setVisible(below and not self._hidden and (tall or page == 0))
        self.step.setVisible(below and (tall or page == 1))
        self.chain.setVisible(below and (tall or page == 2))

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        film = self._moment.film
        series = {f"film_{name}": film.series(name) for name in film.names()}
        return {**frame_arrays(self._moment.frame), **series, **self.contour.to_arrays()}


LAB = Lab(
    study="gauss-newton",
    stage=GaussNewtonStage,
    drawing=Drawing,
    lanes=(SideLane("landscape", "energy-landscape"),),
    words=("Levenberg-Marquardt", "gradient descent", "least squares", "최소제곱", "가우스 뉴턴", "경사 하강법"),
    commands=(
        StageCommand("next_method", QT_TRANSLATE_NOOP("commands", "Show the next method's step and Jacobian"), "M"),
        StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "Energy, step or chain rule below"), "B"),
        StageCommand(
            "other_coordinate", QT_TRANSLATE_NOOP("commands", "The chain of the point's other coordinate"), "C"
        ),
    ),
)
