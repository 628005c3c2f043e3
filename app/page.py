"""One lab's page: title, sentence, the stage with pinned runs, the answer and lesson, the timeline, the panels."""

from __future__ import annotations

import functools
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.controller import LabController
from app.lab import Lab, Moment, Stage
from app.lesson import lesson_text, typesetting
from app.pairs import TRUTH, swapped_options
from app.panels import SidePanel
from app.pins import PinRow
from app.texts import error_sentence, progress_text, translated
from engine.errors import VitrineError
from engine.runtime.runs import Request, Run, Share, State
from engine.study import Published
from widgets.lesson_panel import LessonPanel, formula_arguments
from widgets.notice import Notice
from widgets.round_button import RoundButton
from widgets.theme import px, text_label, theme
from widgets.timeline import Timeline, TimelineState

BUSY_MILLISECONDS = 300
NARROW, VERY_NARROW = 1180, 900
"""Widths of the page (pixels at 100%) under which the lesson, then the beside column's lesson and margins, give way."""


class LabPage(QWidget):
    """Puts a controller's state on the screen and hands what the user does to it.

    ``notice_wanted`` (text): a small confirmation. ``film_wanted``: the film is to be saved.
    ``menu_wanted`` (position), ``command_wanted`` (a command's method). ``published``: a product
    of the run. ``handed_over`` (product, lab, input's name): it is to be opened there.
    """

    notice_wanted = Signal(str)
    menu_wanted = Signal(object)
    command_wanted = Signal(str)
    film_wanted = Signal()
    published = Signal(object)
    handed_over = Signal(object, str, str)

    def __init__(self, lab: Lab, controller: LabController, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lab, self.controller = lab, controller
        self._language = language
        self._presenting = False
        self.moment: Moment | None = None
        self.drawing: Any = lab.drawing() if lab.drawing is not None else None
        self.stage: Stage = lab.stage()
        self.timeline = Timeline()
        self.title = text_label(translated("labs", controller.study.title), "title")
        self.sentence = text_label("", "quiet", wrap=True)
        self.notice = Notice()
        self.lesson = LessonPanel()
        self.lesson.closed.connect(self.toggle_lesson)
        self.pins = PinRow(lab, self.stage)
        self.side = SidePanel(controller, self.drawing)
        self._lay_out()
        self._connect()
        self._busy = QTimer(self, singleShot=True, interval=BUSY_MILLISECONDS)
        self._busy.timeout.connect(self._show_busy)
        if self.drawing is not None:
            self.stage.set_drawing(self.drawing)
        self._show_state()

    # -- layout --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.labs_button = RoundButton("menu", self.tr("Show or hide the labs (Ctrl+B)"), diameter=32)
        self.labs_button.hide()
        title_row = QHBoxLayout()
        title_row.addWidget(self.labs_button)
        title_row.addWidget(self.title, 1)
        self._header = QVBoxLayout()
        self._header.addLayout(title_row)
        self._header.addWidget(self.sentence)
        self._header.addWidget(self.notice)
        beside = QWidget()
        column = self._column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        aside = self.stage.aside()
        if aside is not None:
            column.addWidget(aside)
        column.addWidget(self.lesson, 1)
        column.addStretch(0)
        self.beside = QScrollArea(widgetResizable=True)
        self.beside.setFrameShape(QScrollArea.Shape.NoFrame)
        self.beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.beside.setWidget(beside)
        self._row = QHBoxLayout()
        self._row.addWidget(self.pins, 1)
        self._row.addWidget(self.beside)
        self._centre = QVBoxLayout()
        self._centre.addLayout(self._header)
        self._centre.addLayout(self._row, 1)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(self._centre, 1)
        middle.addWidget(self.timeline)
        self.panels = QScrollArea(widgetResizable=True)
        self.panels.setProperty("surface", "panel")
        self.side.setProperty("surface", "panel")
        self.panels.setFrameShape(QScrollArea.Shape.NoFrame)
        self.panels.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panels.setWidget(self.side)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.panels)
        self._space()

    def _space(self) -> None:
        """Distances and widths for the scale and the room there is."""
        room = self.width() / theme.scale
        margin = px(24 if room >= VERY_NARROW else 16)
        self._header.setSpacing(px(4))
        self._centre.setContentsMargins(margin, px(20), margin, px(16))
        self._centre.setSpacing(px(16))
        self._row.setSpacing(px(24 if room >= VERY_NARROW else 16))
        self._column.setSpacing(px(24))
        wide = room >= NARROW
        self.beside.setFixedWidth(px(288 if wide else 224 if room >= VERY_NARROW else 208))
        roomy = wide or self.stage.aside() is None or room >= VERY_NARROW
        self.lesson.setVisible(self._lesson_wanted and not self._presenting and roomy)
        self.lesson.setMinimumHeight(px(140))
        self.beside.setVisible(not self._presenting or self.stage.aside() is not None)
        if self.stage.aside() is None:
            self.beside.setVisible(not self.lesson.isHidden())
        self.panels.setFixedWidth(px(316 if wide else 272 if room >= VERY_NARROW else 256))
        self.panels.setVisible(not self._presenting)

    _lesson_wanted = True

    def toggle_lesson(self) -> None:
        """Show or hide the lesson."""
        self._lesson_wanted = not self._lesson_wanted
        self._space()

    _answer_hidden = False

    def toggle_answer(self) -> None:
        """Cover or uncover the answer."""
        self._answer_hidden = not self._answer_hidden
        self.stage.set_answer_hidden(self._answer_hidden)

    def set_presenting(self, presenting: bool) -> None:
        """Only the stage, its sentence and the timeline."""
        self._presenting = presenting
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give way where it is narrow."""
        super().resizeEvent(event)
        self._space()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Everything on the stage can be copied or saved."""
        if self.pins.rect().contains(self.pins.mapFromGlobal(event.globalPos())):
            self.menu_wanted.emit(event.globalPos())

    def show_again(self) -> None:
        """Show what the controller has: for a page made anew."""
        self.side.rebuild()
        for panel in self.side.inputs:
            panel.show_input()
        self.controller.show_again()

    def _prepare_lesson(self) -> None:
        """Have the lesson's formulas set in the engine's thread."""
        c = self.controller
        formulas = formula_arguments(lesson_text(c.study.name, self._language))
        lane = f"{c.study.name}/lesson"
        request = Request(lane, functools.partial(typesetting, formulas), Share.BACKGROUND)
        self._lesson_run = c.engine.submit(request)
        c.engine.signals.changed.connect(self._lesson_changed)

    _lesson_run: Run | None = None

    def _lesson_changed(self, run: Run) -> None:
        if run is self._lesson_run and run.state.ended:
            self._lesson_run = None
            self.controller.engine.signals.changed.disconnect(self._lesson_changed)
            self.lesson.set_lesson(lesson_text(self.controller.study.name, self._language))

    # -- signals -------------------------------------------------------------------------------

    def _connect(self) -> None:
        c, t = self.controller, self.timeline
        theme.theme_changed.connect(self._space)
        c.moment_changed.connect(self._show_moment)
        c.lane_changed.connect(self._show_lane)
        c.lane_failed.connect(self._show_lane_error)
        c.failed.connect(self.show_error)
        c.refused.connect(self._refused)
        c.state_changed.connect(self._show_state)
        c.published.connect(self._product)
        t.play.connect(c.play)
        t.pause.connect(c.pause)
        t.step_forward.connect(c.step_forward)
        t.step_back.connect(self._step_back)
        t.first.connect(self._first)
        t.last.connect(self._last)
        t.stop.connect(c.stop)
        t.scrubbed.connect(self._scrub)
        t.speed_changed.connect(c.playback.set_speed)
        t.loop_changed.connect(self._loop)
        t.save_film.connect(self.film_wanted)
        self.stage.option_wanted.connect(self._option)
        self.stage.options_wanted.connect(self._options)
        self.stage.input_wanted.connect(c.choose_input)
        self.stage.lane_wanted.connect(c.ask_lane)
        self.stage.step_wanted.connect(c.playback.go)
        self.stage.handed_over.connect(self._hand_over)
        self.side.option_changed.connect(self._option)
        self.side.controls_changed.connect(self._control)
        self.side.drawing_changed.connect(self._draw)
        self.side.restart_wanted.connect(c.restart)
        self.side.keep_running_changed.connect(self._keep_running)
        self.pins.pins_changed.connect(self._space)
        self.notice.acted.connect(self._act)

    def _option(self, name: str, value: Any) -> None:
        self._options({name: value})

    def _options(self, values: Any) -> None:
        """Several options as one change."""
        try:
            self.controller.set_options(values)
        except VitrineError as error:
            self.show_error(error)

    def swap_inputs(self) -> None:
        """Source and target change places."""
        if not self.controller.can_swap():
            return
        had = getattr(self.controller.options, TRUTH, "")
        self.controller.swap(swapped_options(self.stage, self.controller.options))
        if had and not getattr(self.controller.options, TRUTH, ""):
            self.notice_wanted.emit(self.tr("The ground truth was for the other direction and is not used any more"))

    def _control(self, name: str, value: Any) -> None:
        self.controller.set_controls({name: value})

    def _draw(self, name: str, value: Any) -> None:
        from dataclasses import replace

        self.drawing = replace(self.drawing, **{name: value})
        self.stage.set_drawing(self.drawing)
        self.pins.set_drawing(self.drawing)
        self._say()

    def set_drawing(self, drawing: Any) -> None:
        """Take over restored drawing options."""
        self.drawing = drawing
        self.stage.set_drawing(drawing)
        self.side.set_drawing(drawing)

    def _keep_running(self, keep: bool) -> None:
        self.controller.foreground.keep_running = keep

    def _step_back(self) -> None:
        self.controller.playback.step(-1)

    def _first(self) -> None:
        self.controller.playback.go(0)

    def _last(self) -> None:
        self.controller.playback.go(self.controller.playback.newest)

    def _scrub(self, step: int) -> None:
        self.controller.playback.pause()
        self.controller.playback.go(step - 1)  # the timeline counts from 1

    def _loop(self, on: bool) -> None:
        self.controller.playback.loop = on

    # -- showing -------------------------------------------------------------------------------

    def _show_moment(self, moment: Moment) -> None:
        first = self.moment is None
        self.moment = moment
        if first:  # typesetting formulas can wait until the first answer is on the screen
            QTimer.singleShot(0, self._prepare_lesson)
        self._busy.stop()
        self._is_busy = False
        self.stage.set_busy(False)
        if self._notice_stays and self._notice_film in (None, moment.film):
            self._notice_film = moment.film
        else:
            self._notice_stays = False
            self.notice.put_away()
        self.stage.show_moment(moment)
        self.pins.compare(moment)
        self._say()
        self._show_state()

    def _show_lane(self, lane: str, moment: Moment) -> None:
        self.stage.show_lane(lane, moment)

    def _show_lane_error(self, lane: str, error: Any) -> None:
        self.stage.show_lane_error(lane, error_sentence(error))
        self._say()

    def _say(self) -> None:
        self.sentence.setText(self.stage.sentence() if self.moment is not None else "")

    def _show_busy(self) -> None:
        self._is_busy = True
        self.stage.set_busy(True)
        self._show_state()

    _is_busy = False

    _notice_stays = False
    _notice_film: Any = None

    def _refused(self, error: Any) -> None:
        """What was asked could not be done: it is said while the lab is where it was."""
        self.show_error(error)
        self._notice_stays, self._notice_film = True, None

    def show_error(self, error: Any) -> None:
        """One sentence in place; the picture stays."""
        self._busy.stop()
        self.stage.set_busy(False)
        way_on = [("defaults", self.tr("Back to the defaults"))] if self.moment is None else []
        if "--packs" in error.template:  # official weights that are not on this computer
            way_on += [
                ("choose_pack_and_retry", self.tr("Use a class pack…")),
                ("choose_weights_and_retry", self.tr("Open a weights file…")),
            ]
        self.notice.say(error_sentence(error), "error", way_on)

    def _act(self, name: str) -> None:
        """What a notice offers: another file, or the lab as it is on the first day."""
        self.notice.put_away()
        if name == "defaults":
            self.controller.reset()
        else:
            self.command_wanted.emit(name)

    def _product(self, product: Published) -> None:
        self.side.add_product(product)
        self.published.emit(product)

    def _hand_over(self, name: str, lab: str, input_name: str) -> None:
        """Pass on the newest product of the shown run with this name."""
        take = self.controller.take
        found = [product for product in take.run.products if product.name == name] if take is not None else []
        if found:
            self.handed_over.emit(found[-1], lab, input_name)

    def _show_state(self) -> None:
        c = self.controller
        run, playback = c.run, c.playback
        state = run.state if run is not None else State.WAITING
        computing = run is not None and state in (State.RUNNING, State.WAITING)
        waits = computing and run is not None and not len(run.film)
        if not waits:
            self._busy.stop()
            self._is_busy = False
        elif not self._is_busy and not self._busy.isActive():
            self._busy.start()
        self.side.show_state()
        comes = waits or (run is not None and len(run.film) > 0)
        if playback.shown < 0 and comes and not self._is_busy and self.moment is not None:
            return  # an answer that comes at once leaves the timeline as it is
        recorded = len(c.take.run.film) if c.take is not None else 0
        progress = ""
        if waits and run is not None and run.progress is not None and run.progress.total:
            progress = self.tr("{what}: {done} of {total}").format(
                what=progress_text(run.progress.what), done=run.progress.done, total=run.progress.total
            )
        self.timeline.set_state(
            TimelineState(
                recorded=recorded,
                shown=playback.shown + 1,
                running=computing,
                paused=state is State.PAUSED,
                playing=playback.playing,
                finished=state.ended,
                can_step=run is not None and (not state.ended or not playback.at_newest),
                note=self.tr("live") if c.live else progress,
            )
        )

    def picture(self) -> QImage:
        """The stage as a picture, with its pins."""
        return self.pins.grab().toImage() if self.pins.count() else self.stage.picture()
