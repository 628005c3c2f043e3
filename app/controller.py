"""One lab's run: its inputs and options, the run in the engine, the film that is shown, and what can be undone."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from app.inputs import Chosen, Openings
from app.lab import Lab, Moment
from app.pairs import PAIR, truth_put_away
from app.side_lanes import Choices, SideLanes
from app.takes import Foreground, Take, is_dear
from app.trainings import changed_options, without_checkpoint
from app.transport import Transport
from app.undo import ChangeCommand
from engine.errors import InputError, VitrineError
from engine.options import Choice, from_json, to_json
from engine.runtime.engine import Engine
from engine.runtime.film import Film
from engine.runtime.live import live_run
from engine.runtime.runs import Request, Run, Share, State
from engine.study import Study

DRAW_MILLISECONDS, FOLLOW_MILLISECONDS, LIVE_DRAW_MILLISECONDS = 15, 40, 30
"""How long notices of new frames are gathered into one drawing: a run's first, its next ones (25 a second), a live
source's."""
HISTORY = 12
REST_MILLISECONDS = 80
"""So long an option has to stay as it is before the automatic side lanes and the choices are asked again."""


class LabController(Transport):
    """The logic of one lab's page; knows no widget.

    ``moment_changed`` (Moment or None), ``lane_changed`` (lane, Moment), ``lane_failed`` (lane, VitrineError),
    ``failed`` and ``refused`` (VitrineError), ``inputs_changed``, ``options_changed``, ``choices_changed`` (option),
    ``state_changed``, ``published`` (Published).
    """

    moment_changed = Signal(object)
    lane_changed = Signal(str, object)
    lane_failed = Signal(str, object)
    failed = Signal(object)
    refused = Signal(object)
    inputs_changed = Signal()
    options_changed = Signal()
    choices_changed = Signal(str)
    published = Signal(object)

    def __init__(self, lab: Lab, study: Study, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(engine, parent)
        self.lab, self.study = lab, study
        self.options: Any = study.options_class()
        self.inputs: dict[str, Chosen] = {}
        self.take: Take | None = None
        self.history: list[Take] = []
        self.controls: Any = study.controls_class() if study.controls_class else None
        self.undo_stack = QUndoStack(self)
        self.playback.shown_changed.connect(self._show)
        self.foreground = Foreground(self)
        self._openings = Openings(study, engine, self)
        self._openings.opened.connect(self.set_inputs)
        self._openings.failed.connect(self.failed)
        self._openings.progressed.connect(self.state_changed)
        self._side = SideLanes(lab, engine, self)
        self._side.changed.connect(self.lane_changed)
        self._side.failed.connect(self.lane_failed)
        self._choices = Choices(study, engine, self)
        self._choices.changed.connect(self.choices_changed)
        self._seen_products = 0
        self._shown_inputs: dict[str, Any] = {}
        self._first_frame_seen = False
        self._superseded: list[Take] = []
        self._dirty = False
        self._draw = QTimer(self, singleShot=True, interval=DRAW_MILLISECONDS)
        self._draw.timeout.connect(self._draw_newest)
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._ask_the_rest)
        engine.signals.changed.connect(self._on_changed)

    # -- inputs --------------------------------------------------------------------------------

    def choose_input(self, name: str, text: str) -> None:
        """Open a path or a sample as the input ``name``; what is on the screen stays until it is read.

        A list input takes a line for each of its texts.
        """
        self._openings.choose({name: text})

    def choose_inputs(self, texts: Mapping[str, str], values: Mapping[str, Any] | None = None) -> None:
        """Open several inputs and take them over, with option ``values``, as one change."""
        self._openings.choose(texts, values)

    def set_input(self, name: str, chosen: Chosen) -> None:
        """Take over an opened input, as a change that can be undone."""
        self.set_inputs({name: chosen})

    def set_inputs(
        self, chosen: Mapping[str, Chosen], values: Mapping[str, Any] | None = None, without: Sequence[str] = ()
    ) -> None:
        """Take over opened inputs and option ``values``, ``without`` some, as one change that can be undone."""
        before = {name: self.inputs.get(name) for name in chosen}
        for name, old in before.items():
            if old is not None and old.source is not None and old.source is not chosen[name].source:
                old.source.close()
        plain = all(old is not None and not old.live and not chosen[name].live for name, old in before.items())
        wanted = truth_put_away(self.options, chosen if plain else (), values or {})
        options = from_json(type(self.options), {**to_json(self.options), **wanted})
        kept = without_checkpoint(self.study, self.inputs, {*chosen, *without})
        if plain:
            self._push({**kept, **chosen}, options, ",".join([*chosen, *without]), merges=False)
        else:
            self.apply({**kept, **chosen}, options)

    def can_swap(self) -> bool:
        """Whether there are a source and a target to change places."""
        return all(name in self.inputs for name in PAIR)

    def swap(self, values: Mapping[str, Any]) -> None:
        """Source and target change places, with option ``values``, as one change that can be undone."""
        source, target = (self.inputs[name] for name in PAIR)
        options = from_json(type(self.options), {**to_json(self.options), **values})
        self._push({**self.inputs, PAIR[0]: target, PAIR[1]: source}, options, ",".join(PAIR), merges=False)

    def ready(self) -> bool:
        """Whether every input that is needed is there."""
        return all(i.optional or i.name in self.inputs for i in self.study.inputs)

    @property
    def live(self) -> bool:
        """Whether an input changes by itself."""
        return any(chosen.live for chosen in self.inputs.values())

    def close_sources(self) -> None:
        """Let go of cameras and videos."""
        for name, chosen in list(self.inputs.items()):
            if chosen.source is not None:
                chosen.source.close()
                del self.inputs[name]

    # -- options -------------------------------------------------------------------------------

    def set_option(self, name: str, value: Any) -> None:
        """Change one option, as a change that can be undone.

        Raises
        ------
        InputError
            The value does not fit the option.
        """
        self.set_options({name: value})

    def set_options(self, values: Mapping[str, Any]) -> None:
        """Change several options at once."""
        options = from_json(type(self.options), {**to_json(self.options), **values})
        if options != self.options:
            inputs = without_checkpoint(self.study, self.inputs, changed_options(self.options, options))
            self._push(inputs, options, ",".join(values))

    def reset(self) -> None:
        """The lab as it is on the first day: default options, default inputs."""
        self.apply(without_checkpoint(self.study, self.inputs, {""}), self.study.options_class())
        self.choose_inputs(self.default_texts())

    def default_texts(self) -> dict[str, str]:
        """What the inputs are opened from when nothing is chosen."""
        from engine.data.inputs import default_text

        texts = {i.name: default_text(self.study, i) for i in self.study.inputs if not i.optional}
        return {name: text for name, text in texts.items() if text}

    def reset_options(self) -> None:
        """All options back to their defaults."""
        self._push(without_checkpoint(self.study, self.inputs, {""}), self.study.options_class(), "")

    def set_controls(self, values: Mapping[str, Any]) -> None:
        """Steer the running study."""
        if self.controls is not None and self.run is not None:
            self.controls = from_json(type(self.controls), {**to_json(self.controls), **values})
            self.engine.control(self.run, self.controls)

    def _push(self, inputs: Mapping[str, Chosen], options: Any, what: str, merges: bool = True) -> None:
        before, after = (dict(self.inputs), self.options), (dict(inputs), options)
        self.undo_stack.push(ChangeCommand(self, before, after, what, merges))

    def apply(self, inputs: Mapping[str, Chosen], options: Any) -> None:
        """Take over inputs and options: an older film where there is one, else compute.

        A dear run waits for Restart.
        """
        inputs_before, options_before = self.inputs, self.options
        self.inputs, self.options = dict(inputs), options
        if self.inputs != inputs_before:
            self.inputs_changed.emit()
        if self.options != options_before:
            self.options_changed.emit()
        kept = next((take for take in self.history if take.same(self.inputs, self.options)), None)
        if kept is not None and not self.live:
            self._restore(kept)
        elif self.take is not None and is_dear(self.take.run) and not self.live:
            self._mark()
        else:
            self.restart()

    def _mark(self) -> None:
        assert self.take is not None
        self.marked = self.take.changes(self.inputs, self.options)
        self.state_changed.emit()

    def _restore(self, take: Take) -> None:
        if self.run is not None and self.run is not take.run and not self.run.state.ended:
            if is_dear(self.run):
                self.engine.pause(self.run)
            else:
                self.engine.stop(self.run)
        for run in (self.run, take.run):
            if run is not None:
                run.take_notice()
        self.take, self.run, self.marked = take, take.run, ()
        self._superseded.clear()
        self._first_frame_seen = True
        self._seen_products = len(take.run.products)
        self.playback.follow(take.run)
        self._rest.start()
        self.state_changed.emit()

    # -- the run -------------------------------------------------------------------------------

    def restart(self) -> None:
        """Compute with the inputs and options as they are now."""
        if not self.ready():
            return
        self.marked = ()
        self._draw.setInterval(LIVE_DRAW_MILLISECONDS if self.live else DRAW_MILLISECONDS)
        self._side.stop_automatic()
        if self.take is not None and not self._first_frame_seen and not self.live:
            self._superseded.append(self.take)
        unplayed = self.run is None or (self.run.request.paused and len(self.run.film) < 2)
        if self.run is not None:
            self.run.take_notice()  # what is told of it from now on is not drawn here
        waits, self.opens_paused = self.opens_paused or (self.lab.starts_paused and unplayed), False
        request = Request(self._lane("run"), self._start(), Share.RUN, paused=waits)
        self.run = self.engine.submit(request)
        self.take = Take(dict(self.inputs), self.options, self.run)
        self._first_frame_seen = False
        self._seen_products = 0
        self.playback.await_run(self.run)
        self.state_changed.emit()

    def _start(self) -> Any:
        values = {name: chosen.value for name, chosen in self.inputs.items() if not chosen.live}
        for name, chosen in self.inputs.items():
            if chosen.live:
                return functools.partial(live_run, self.study, chosen.source, values, self.options, name)
        return functools.partial(self.study.run, values, self.options)

    # -- side lanes ----------------------------------------------------------------------------

    def ask_lane(self, name: str, overrides: Mapping[str, Any]) -> None:
        """Run a side lane's study on the shown inputs, its options over the take's."""
        if self.take is not None:
            self._side.ask(name, overrides, self._shown_inputs, self.take.options, self.take.run.products)

    @property
    def choices(self) -> Mapping[str, Sequence[Choice]]:
        """The values that asked options can take, as far as they are known."""
        return self._choices.known

    def ask_choices(self) -> None:
        """Ask the study for the values its options can take now."""
        values = {name: chosen.value for name, chosen in self.inputs.items() if not chosen.live}
        self._choices.ask(values, self.options)

    # -- notices -------------------------------------------------------------------------------

    def _lane(self, name: str) -> str:
        return f"{self.study.name}/{name}"

    def _on_changed(self, run: Run) -> None:
        if not run.lane.startswith(f"{self.study.name}/"):
            return
        if run is not self.run or run.state.ended or not self._first_frame_seen:
            run.take_notice()  # else when it is drawn: until then no newer step needs to be told
        if run.request.paused and run.state is State.PAUSED and not len(run.film):
            self.engine.step(run)  # it has begun, and waits after its first frame
        if any(take.run is run for take in self._superseded):
            self._follow_superseded(run)
        elif run is self.run:
            self._dirty = True
            if not self._draw.isActive():
                self._draw.start()
            if run.state.ended:
                self._draw.stop()
                self._draw_newest()
            return
        if not (self._openings.take(run) or self._choices.take(run)):
            self._side.take(run)

    def _follow_superseded(self, run: Run) -> None:
        """Show the first frame of a run that a newer one has replaced, so that a moving slider is followed."""
        place = next(i for i, take in enumerate(self._superseded) if take.run is run)
        take = self._superseded[place]
        if len(run.film) and not self._first_frame_seen:
            self._superseded = self._superseded[place + 1 :]
            self._shown_inputs = {name: chosen.value for name, chosen in take.inputs.items()}
            self.moment_changed.emit(Moment(run.film.newest(), self._shown_inputs, take.options, run.film, 0))
        elif run.state.ended:
            del self._superseded[place]

    def _draw_newest(self) -> None:
        run = self.run
        if not self._dirty or run is None:
            return
        self._dirty = False
        run.take_notice()
        if len(run.film) and not self._first_frame_seen:
            first = not self._shown_inputs
            self._first_frame_seen = True
            self._superseded.clear()
            self._draw.setInterval(LIVE_DRAW_MILLISECONDS if self.live else FOLLOW_MILLISECONDS)
            self.playback.follow(run)
            self._remember()
            if first:
                self._ask_the_rest()
            else:
                self._rest.start()
        self.playback.recorded()
        for product in run.products[self._seen_products :]:
            self.published.emit(product)
        self._seen_products = len(run.products)
        if run.state is State.FAILED and run.error is not None:
            self._failed(run.error, len(run.film))
        self.state_changed.emit()

    def _failed(self, error: VitrineError, steps: int) -> None:
        """Say what failed. Wrong input that gave nothing is taken back, so that picture and state are as before."""
        if steps or not isinstance(error, InputError) or not self.undo_stack.canUndo():
            self.failed.emit(error)
            return
        self.refused_options = self.options
        self.refused.emit(error)
        self.undo_stack.undo()

    refused_options: Any = None

    def retry(self, values: Mapping[str, Any]) -> None:
        """Ask once more for what was refused, with other ``values`` beside it (a weights file, say)."""
        wanted = self.refused_options if self.refused_options is not None else self.options
        self.set_options({**to_json(wanted), **values})

    def _ask_the_rest(self) -> None:
        """What stands beside the answer: the automatic side lanes and the choices of the options."""
        if not self.live and self.take is not None:
            self._side.ask_automatic(self._shown_inputs, self.take.options, self.take.run.products)
        if not self._choices.current(self.options):
            self.ask_choices()

    def _remember(self) -> None:
        """Keep dear takes; the newest take is always there, cheap ones are computed again."""
        assert self.take is not None
        self.history = [*[t for t in self.history if is_dear(t.run)][-HISTORY:], self.take]

    def _show(self, step: int) -> None:
        """Show a recorded step."""
        take = self.take
        if take is None or not len(take.run.film):
            return
        shot = take.run.film.shot(step)
        values = {**{name: chosen.value for name, chosen in take.inputs.items()}, **shot.inputs}
        self._shown_inputs = values
        self.moment_changed.emit(Moment(shot.frame, values, take.options, take.run.film, shot.step, self.live))

    def dispose(self) -> None:
        """Stop everything of this lab and let go of its sources."""
        self.playback.pause()
        self._draw.stop()
        self._rest.stop()
        self.engine.signals.changed.disconnect(self._on_changed)
        runs = [self.run, *self._openings.runs(), *self._choices.runs(), *self._side.runs()]
        for run in runs:
            if run is not None and not run.state.ended:
                self.engine.stop(run)
        self.close_sources()

    def show_again(self) -> None:
        """Emit what is shown once more, side lanes included."""
        if self.film() is None:
            return
        self._show(max(0, self.playback.shown))
        if not self.live and self.take is not None:
            self._side.ask_automatic(self._shown_inputs, self.take.options, self.take.run.products)

    def film(self) -> Film | None:
        """The film that is shown, or None before the first step."""
        return self.take.run.film if self.take is not None and len(self.take.run.film) else None

    def error(self) -> VitrineError | None:
        """What the shown run failed with."""
        return self.run.error if self.run is not None else None
