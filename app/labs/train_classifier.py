"""Training before one's eyes: curves, first filters, a probe's answer, gradients, confusion and the worst pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.lab import Lab, Moment, Stage
from widgets.confusion import Confusion
from widgets.curves import Curves, Panel, Series
from widgets.filter_grid import FilterGrid
from widgets.picture_view import PictureView
from widgets.picture_wall import PictureWall
from widgets.probability_bars import ProbabilityBars
from widgets.theme import px, text_label, theme


class TrainClassifierStage(Stage):
    """Left the curves over all steps, right what the network has learnt; below the mistakes of the last measurement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._measured: Any = None
        self._held: Any = None
        self._worst: tuple[int, ...] = ()
        self.curves = Curves()
        self.curves.set_panels(
            [
                Panel("loss", self.tr("Loss"), self.tr("nats")),
                Panel("accuracy", self.tr("Accuracy"), "%", low=0.0, high=1.0),
                Panel("rate", self.tr("Learning rate")),
            ],
            self.tr("mini-batches"),
        )
        self.confusion = Confusion()
        self.wall = PictureWall()
        self.wall_title = text_label("", "heading")
        self.filters = FilterGrid()
        self.probe = ProbabilityBars()
        self.probe_picture = PictureView()
        self.probe_picture.set_smooth(False)
        self.gradients = Curves()
        self.gradients.set_panels([Panel("norm", self.tr("Gradient norm"), log=True)], self.tr("mini-batches"))
        self._aside = QWidget()
        aside = QVBoxLayout(self._aside)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.addWidget(self.filters)
        aside.addWidget(self.probe_picture)
        aside.addWidget(self.probe)
        top = self._top = QHBoxLayout()
        left = self._left = QVBoxLayout()
        left.addWidget(self.curves, 3)
        left.addWidget(self.gradients, 1)
        right = self._right = QVBoxLayout()
        right.addWidget(self.confusion, 3)
        right.addWidget(self.wall_title)
        right.addWidget(self.wall, 2)
        top.addLayout(left, 3)
        top.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        self.curves.cursor_moved.connect(self._cursor)
        self.gradients.cursor_moved.connect(self._cursor)
        self.wall.chosen.connect(self._probe_chosen)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        for layout in (self._top, self._left, self._right):
            layout.setSpacing(px(16))
        self.filters.setFixedHeight(px(136))
        self.probe_picture.setFixedHeight(px(96))
        self.probe.setMinimumHeight(px(220))

    def aside(self) -> QWidget:
        return self._aside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        self._moment = moment
        frame, film = moment.frame, moment.film
        steps = film.series("step")
        self.curves.set_series(
            [
                Series(self.tr("training"), steps, film.series("loss", len(steps)), "loss"),
                Series(self.tr("validation"), steps, film.series("validation_loss", len(steps)), "loss", sparse=True),
                Series(self.tr("training"), steps, film.series("accuracy", len(steps)), "accuracy"),
                Series(
                    self.tr("validation"),
                    steps,
                    film.series("validation_accuracy", len(steps)),
                    "accuracy",
                    sparse=True,
                ),
                Series(self.tr("learning rate"), steps, film.series("learning_rate", len(steps)), "rate"),
            ]
        )
        self.curves.set_cursor(float(frame.step))
        self._show_gradients(moment)
        self.filters.set_filters(frame.filters)
        self._show_probe(moment)
        self._show_measurement(moment)

    def _show_gradients(self, moment: Moment) -> None:
        kept = [moment.film.shot(step) for step in moment.film.steps()]
        steps = np.array([shot.frame.step for shot in kept], np.float64)
        norms = np.stack([shot.frame.gradient_norms for shot in kept])
        self.gradients.set_series(
            [Series(name, steps, norms[:, i], "norm") for i, name in enumerate(moment.frame.layers)][:8]
        )
        self.gradients.set_cursor(float(moment.frame.step))

    def _held_out(self, moment: Moment) -> tuple[Any, Any]:
        """Pictures and labels the validation numbers of the frames point into."""
        from engine.training.randomness import held_out

        of = (moment.inputs["data"], moment.options)
        if self._held is None or self._held[0][0] is not of[0] or self._held[0][1] != of[1]:
            self._held = (of, held_out(*of))
        return self._held[1]

    def _show_probe(self, moment: Moment) -> None:
        pictures, labels = self._held_out(moment)
        frame, names = moment.frame, moment.inputs["data"].class_names
        self.probe.set_probabilities(frame.probe_probabilities, names, int(labels[frame.probe_index]))
        picture = np.asarray(pictures[frame.probe_index])
        self.probe_picture.set_photo(picture[:, :, 0] if picture.shape[2] == 1 else picture)

    def _show_measurement(self, moment: Moment) -> None:
        """The newest measurement at or before the shown step."""
        film, names = moment.film, moment.inputs["data"].class_names
        shots = [film.shot(step) for step in film.steps() if step <= moment.step]
        measured = next((shot.frame for shot in reversed(shots) if shot.frame.confusion is not None), None)
        if measured is self._measured:
            return
        self._measured = measured
        self.confusion.set_counts(None if measured is None else measured.confusion, names)
        if measured is None:
            self.wall.set_pictures([], [])
            self.wall_title.setText("")
            return
        pictures, labels = self._held_out(moment)
        self._worst = tuple(int(i) for i in measured.worst)
        captions = [
            self.tr("{true}, taken for {answer}, loss {loss:.1f}").format(
                true=names[int(labels[i])], answer=names[int(answer)], loss=float(loss)
            )
            if int(labels[i]) != int(answer)
            else self.tr("{true}, loss {loss:.2f}").format(true=names[int(labels[i])], loss=float(loss))
            for i, answer, loss in zip(self._worst, measured.worst_answers, measured.worst_losses, strict=True)
        ]
        self.wall_title.setText(self.tr("The worst pictures of epoch {epoch:.0f}").format(epoch=measured.epoch))
        self.wall.set_pictures([pictures[i] for i in self._worst], captions)

    def _cursor(self, step: float) -> None:
        assert self._moment is not None
        steps = self._moment.film.series("step")
        self.step_wanted.emit(int(np.abs(steps - step).argmin()))

    def _probe_chosen(self, number: int) -> None:
        if number < len(self._worst):
            self.option_wanted.emit("probe", self._worst[number])

    # -- the rest ------------------------------------------------------------------------------

    def sentence(self) -> str:
        if self._moment is None:
            return ""
        frame, data = self._moment.frame, self._moment.inputs["data"]
        values = {"network": self._title(), "name": data.name, "epoch": frame.epoch, "right": frame.accuracy}
        if self._measured is None:
            return self.tr(
                "{network} learns {name}: epoch {epoch:.1f}, {right:.1%} of the training pictures right since the "
                "last step."
            ).format(**values)
        return self.tr(
            "{network} learns {name}: epoch {epoch:.1f}, {right:.1%} of the training pictures right since the "
            "last step, "
            "{held:.1%} of the held-back ones after epoch {measured:.0f}."
        ).format(held=self._measured.validation_accuracy, measured=self._measured.epoch, **values)

    def _title(self) -> str:
        assert self._moment is not None
        from engine.options import describe

        described = next(d for d in describe(type(self._moment.options)) if d.name == "network")
        return dict(zip(described.choices, described.choice_labels, strict=True))[self._moment.options.network]

    def settled(self) -> bool:
        return self._measured is not None

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._give_way()

    _compact = False

    def _give_way(self) -> None:
        """Where it is low only the curves and the confusion matrix stay."""
        for widget in (self.gradients, self.wall, self.wall_title):
            widget.setVisible(not self._compact and self.height() >= px(480))

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._give_way()

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        film = self._moment.film
        series = {f"film_{name}": film.series(name) for name in film.names()}
        return {**frame_arrays(self._moment.frame), **series}


LAB = Lab(study="train-classifier", stage=TrainClassifierStage, keeps_running=True)
