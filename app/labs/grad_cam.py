"""Grad-CAM: the map over the photo, the answer, a second class beside it, the same answer at every stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.lab import Lab, Moment, SideLane, Stage, region_of
from app.texts import note_text
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP
from widgets.answer_bars import Answer, AnswerBars
from widgets.colour_bar import short_number
from widgets.colours import overlay
from widgets.heat_figure import HeatFigure
from widgets.stage_strip import Stage as Thumbnail
from widgets.stage_strip import StageStrip
from widgets.theme import px, theme

THUMBNAIL = 320


@dataclass(frozen=True)
class Drawing:
    """How the map is drawn; nothing is computed again."""

    opacity: float = option(
        0.65,
        QT_TRANSLATE_NOOP("options", "How much of the photo the map covers."),
        label=QT_TRANSLATE_NOOP("options", "Opacity"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )
    threshold: float = option(
        0.08,
        QT_TRANSLATE_NOOP("options", "Below this part of the largest value the photo stays bare."),
        label=QT_TRANSLATE_NOOP("options", "Threshold"),
        minimum=0.0,
        maximum=1.0,
        step=0.02,
    )
    colours: Literal["inferno", "viridis", "batlow"] = option(
        "inferno",
        QT_TRANSLATE_NOOP("options", "Colour map of the evidence, perceptually even."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
    )
    against: bool = option(
        False,
        QT_TRANSLATE_NOOP("options", "Also show the places that count against the class."),
        label=QT_TRANSLATE_NOOP("options", "Evidence against"),
    )


class GradCamStage(Stage):
    """The photo with its class map; beside it, when a second class is chosen, that class's map and the difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = HeatFigure()
        self.other = HeatFigure()
        self.difference = HeatFigure()
        self.bars = AnswerBars()
        self.strip = StageStrip()
        self._drawing = Drawing()
        self._moment: Moment | None = None
        self._compared: Any = None
        self._expected_stages = 0
        self._strip_frames: dict[str, Any] = {}
        self._compact = False
        self._row = QGridLayout()
        for place, figure in enumerate((self.main, self.other, self.difference)):
            self._row.addWidget(figure, place // 2, place % 2)
            figure.hovered.connect(self._hovered)
        self.other.closed.connect(self._stop_comparing)
        self.other.set_closable(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row, 1)
        self._column.addWidget(self.strip)
        self._column.addStretch(0)
        self.other.hide()
        self.difference.hide()
        self.bars.class_chosen.connect(self._class_chosen)
        self.bars.compare_chosen.connect(self._compare_chosen)
        self.strip.chosen.connect(self._layer_chosen)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._row.setSpacing(px(16))
        self._column.setSpacing(px(24))

    def aside(self) -> QWidget:
        return self.bars

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        frame = moment.frame
        if before is not None and (before.frame.logits.size != frame.logits.size or before.inputs is not moment.inputs):
            if before.inputs.get("image") is not moment.inputs.get("image") or before.options != moment.options:
                self._stop_comparing()
        if (
            moment.live
            or before is None
            or before.options != moment.options
            or before.inputs.get("image") is not moment.inputs.get("image")
        ):
            self._strip_frames = {}
            self.strip.setVisible(not moment.live and not self._compact)
        self._draw()
        self._answers()

    def _answers(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        answers = [
            Answer(int(i), name, float(frame.probabilities[i]), float(frame.logits[i]))
            for i, name in zip(frame.top, frame.top_names, strict=True)
        ]
        if int(frame.target) not in [answer.index for answer in answers]:
            target = int(frame.target)
            answers.append(
                Answer(target, frame.target_name, float(frame.probabilities[target]), float(frame.logits[target]))
            )
        compared = int(self._compared.target) if self._compared is not None else None
        self.bars.set_answers(answers, int(frame.target), compared)

    def show_lane(self, lane: str, moment: Moment) -> None:
        if lane == "compare":
            self._compared = moment.frame
            self._draw()
            self._answers()
            return
        asked = self._moment
        if asked is None or moment.inputs["image"] is not asked.inputs["image"]:
            return
        if replace(moment.options, film=asked.options.film) != asked.options:
            return  # of an answer that is not shown any more
        for step in moment.film.steps():
            frame = moment.film.at(step)[1]
            self._strip_frames[frame.layer] = frame
        if self._strip_complete():  # the thumbnails change together
            self._draw_strip()

    def settled(self) -> bool:
        return self._moment is not None and (not self.strip.isVisibleTo(self) or self._strip_complete())

    def _strip_complete(self) -> bool:
        assert self._moment is not None
        return self._moment.frame.layer in self._strip_frames

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if self._moment is not None:
            self._draw()
            self._draw_strip()

    def _fit_rows(self) -> None:
        """Keep the strip right under a wide photo: the figures take no more height than they can fill."""
        if self._moment is None:
            return
        height, width = self._moment.inputs["image"].pixels.shape[:2]
        shown = [figure for figure in (self.main, self.other, self.difference) if figure.isVisibleTo(self)]
        columns = min(2, max(1, len(shown)))
        room = (self.width() - px(16) * (columns - 1)) / columns - px(64)
        most = int(room * height / width) + (px(40) if columns > 1 else px(8))
        for figure in shown:
            figure.setMaximumHeight(max(px(160), most))

    def _draw(self) -> None:
        assert self._moment is not None
        self._draw_figures()
        self._fit_rows()

    def _draw_figures(self) -> None:
        assert self._moment is not None
        photo, frame, d = self._moment.inputs["image"].pixels, self._moment.frame, self._drawing
        self._show_map(self.main, photo, frame)
        compared = self._compared
        self.other.setVisible(compared is not None)
        self.difference.setVisible(compared is not None)
        if compared is None:
            self.main.set_title("")
            return
        self.main.set_title(frame.target_name)
        self.other.set_title(compared.target_name)
        self._show_map(self.other, photo, compared)
        self.difference.set_title(
            self.tr("{first} minus {second}").format(first=frame.target_name, second=compared.target_name)
        )
        self.difference.set_map(
            photo,
            frame.cam_signed - compared.cam_signed,
            region_of(frame),
            signed=True,
            colours=d.colours,
            opacity=d.opacity,
            threshold=d.threshold,
        )

    def _show_map(self, figure: HeatFigure, photo: Any, frame: Any) -> None:
        d, signed = self._drawing, self._drawing.against
        raw = frame.cam_signed if signed else frame.cam
        figure.set_map(
            photo,
            raw,
            region_of(frame),
            signed=signed,
            colours=d.colours,
            opacity=d.opacity,
            threshold=d.threshold,
        )
        if float(frame.cam.max(initial=0.0)) <= 0.0 and not signed:
            low, high = float(frame.cam_signed.min()), float(frame.cam_signed.max())
            figure.show_message(
                self.tr("No positive evidence at this layer"),
                self.tr("The map before the ReLU runs from {low} to {high}.").format(
                    low=short_number(low), high=short_number(high)
                ),
            )
        else:
            figure.show_message("", "")

    def _draw_strip(self) -> None:
        if self._moment is None or not self._strip_frames or self._compact:
            return
        photo, d = self._moment.inputs["image"].pixels, self._drawing
        step = max(1, max(photo.shape[:2]) // THUMBNAIL)
        small = np.ascontiguousarray(photo[::step, ::step])
        thumbnails = []
        for name, frame in self._strip_frames.items():
            most = float(frame.cam.max(initial=0.0))
            region = tuple(float(v) / step for v in frame.region)
            heat = frame.cam / most if most > 0 else np.zeros_like(frame.cam)
            picture = overlay(small, heat, region, d.colours, d.opacity if most > 0 else 0.0, d.threshold)
            height, width = frame.cam.shape
            thumbnails.append(
                Thumbnail(
                    name,
                    picture,
                    name,
                    self.tr("max {value}").format(value=short_number(most)) if most > 0 else self.tr("none"),
                    self.tr("{name}: {width} × {height} cells, raw values up to {value}").format(
                        name=name, width=width, height=height, value=f"{most:.4g}"
                    ),
                )
            )
        self.strip.set_heading(
            self.tr("The same answer, layer by layer"), self.tr("early layers: averaged gradients lose the place")
        )
        self.strip.set_stages(thumbnails)
        self.strip.set_selected(self._moment.frame.layer)

    def sentence(self) -> str:
        if self._moment is None:
            return ""
        frame = self._moment.frame
        place = self.tr("the last stage") if self._moment.options.layer == "" else frame.layer
        text = self.tr(
            "Where features of {place} in {network} count towards “{name}”, each channel weighted by its mean gradient."
        ).format(place=place, network=frame.network_title, name=frame.target_name)
        return " ".join([text, *map(note_text, frame.notes)])

    # -- pointer and choices -------------------------------------------------------------------

    def _hovered(self, position: Any) -> None:
        for figure in (self.main, self.other, self.difference):
            if figure is not self.sender():
                figure.set_pointer(position)
        self.pointer_moved.emit(position)

    def set_pointer(self, position: Any) -> None:
        self.main.set_pointer(position)

    def _class_chosen(self, index: int) -> None:
        self.option_wanted.emit("target", index)

    def _compare_chosen(self, index: int) -> None:
        if self._moment is not None and index != int(self._moment.frame.target):
            self.lane_wanted.emit("compare", {"target": index, "layer": self._moment.frame.layer})

    def _stop_comparing(self) -> None:
        self._compared = None
        self.other.hide()
        self.difference.hide()
        if self._moment is not None:
            self._draw()
            self._answers()

    def _layer_chosen(self, name: str) -> None:
        self.option_wanted.emit("layer", name)

    # -- modes ---------------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        self.main.set_busy(busy)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.strip.setVisible(not compact)

    def set_answer_hidden(self, hidden: bool) -> None:
        self.bars.set_hidden(hidden)
        self.main.set_hidden(hidden)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_rows()
        room = self.height() >= px(420) and not self._compact
        self.strip.setVisible(room and not (self._moment is not None and self._moment.live))

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        return frame_arrays(self._moment.frame)


LAB = Lab(
    study="grad-cam",
    stage=GradCamStage,
    drawing=Drawing,
    lanes=(
        SideLane("strip", "grad-cam", automatic=True, options={"film": "layers"}),
        SideLane("compare", "grad-cam", options={"film": "one"}),
    ),
    live=True,
)
