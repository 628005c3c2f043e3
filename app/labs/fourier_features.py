"""Fourier features: the picture and what is learnt of it, their spectra, the error by frequency, four encodings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import fourier_words as words
from app.fourier_kernel import KernelColumn
from app.lab import Lab, Moment, SideLane, Stage, StageCommand
from engine.options import option
from engine.runtime.runs import Share
from engine.text import QT_TRANSLATE_NOOP
from widgets.curves import Curves, Panel, Series
from widgets.picture_view import PictureView
from widgets.segments import Segments
from widgets.spectrum_figure import SpectrumFigure
from widgets.stage_strip import Stage as Thumbnail
from widgets.stage_strip import StageStrip
from widgets.theme import px, text_label, theme

STRIP = {"image_size": 64, "width": 128, "features": 128, "steps": 200, "learning_rate": 0.002, "batch_size": 512}
"""The comparison is of small networks on a small picture: all four within seconds."""
ERROR_END = 0.25


@dataclass(frozen=True)
class Drawing:
    """How the learnt picture is drawn; nothing is computed again."""

    shown: Literal["picture", "error"] = option(
        "picture",
        QT_TRANSLATE_NOOP(
            "options",
            "picture: what the network has learnt. error: how far it is from the target, on an absolute scale.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Learnt picture"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "picture"), QT_TRANSLATE_NOOP("options", "error")),
    )
    colours: Literal["viridis", "batlow", "inferno", "magma", "cividis", "grey"] = option(
        "viridis",
        QT_TRANSLATE_NOOP("options", "Colour map of the spectra, perceptually even."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
    )


class FourierFeaturesStage(Stage):
    """Above the pictures, below the spectra and the error by frequency, at the foot the four encodings and the PSNR."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._compared: Moment | None = None
        self._drawing = Drawing()
        self._compact, self._hidden = False, False
        self.target, self.learned = PictureView(), PictureView()
        self.target_title, self.learned_title = text_label("", "heading"), text_label("", "heading")
        self.error_map = SpectrumFigure()
        self.target_spectrum, self.spectrum = SpectrumFigure(), SpectrumFigure()
        self.ratios, self.errors = Curves(), Curves()
        self.ratios.set_panels([Panel("psnr", self.tr("PSNR"), "dB")], self.tr("steps"))
        self.errors.set_panels(
            [Panel("error", self.tr("Error by frequency"), low=0.0, high=1.2)], self.tr("cycles a picture")
        )
        self.ratios.caption.hide()  # step and values stand over the picture and at the curves' ends
        self.strip = StageStrip()
        self.pages = Segments([self.tr("Pictures"), self.tr("Spectra"), self.tr("Encodings")])
        self.pages.set_current(0)
        self.kernel = KernelColumn()
        self._lay_out()
        self.target.hovered.connect(self._target_pointed)
        self.learned.hovered.connect(self._learned_pointed)
        self.error_map.hovered.connect(self._error_pointed)
        self.target_spectrum.hovered.connect(self._target_wave_pointed)
        self.spectrum.hovered.connect(self._wave_pointed)
        self.ratios.cursor_moved.connect(self._cursor)
        self.strip.chosen.connect(self._encoding_chosen)
        self.pages.chosen.connect(self._arrange)
        theme.theme_changed.connect(self._space)
        self._space()

    def _lay_out(self) -> None:
        corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self._boxes = []
        for title, view in ((self.target_title, self.target), (self.learned_title, self.learned)):
            view.set_smooth(False)
            view.set_alignment(corner)
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(title)
            column.addWidget(view, 1)
            self._boxes.append(box)
        learned = self._boxes[1].layout()
        assert isinstance(learned, QVBoxLayout)
        learned.addWidget(self.error_map, 1)
        self._pictures, self._spectra, self._waves, self._foot = QWidget(), QWidget(), QWidget(), QWidget()
        self._rows = []
        for row, parts in (
            (self._pictures, ((self._boxes[0], 1), (self._boxes[1], 1))),
            (self._spectra, ((self.target_spectrum, 1), (self.spectrum, 1))),
            (self._waves, ((self._spectra, 14), (self.errors, 8))),
            (self._foot, ((self.strip, 14), (self.ratios, 8))),
        ):
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            for part, stretch in parts:
                layout.addWidget(part, stretch)
            self._rows.append(layout)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.pages)
        self._column.addWidget(self._pictures, 9)
        self._column.addWidget(self._waves, 5)
        self._column.addWidget(self._foot, 5)

    def _space(self) -> None:
        for row in self._rows:
            row.setSpacing(px(24))
        for box in self._boxes:
            layout = box.layout()
            assert layout is not None
            layout.setSpacing(px(6))
        self._column.setSpacing(px(16))
        self._arrange()

    def aside(self) -> QWidget:
        return self.kernel

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        if before is not None and before.inputs.get("image") is not moment.inputs.get("image"):
            self._compared = None
        self._show_pictures()
        self._show_spectra()
        self._show_curves()
        self._show_strip()
        self.kernel.show_frame(moment.frame)

    def show_lane(self, lane: str, moment: Moment) -> None:
        if self._moment is not None and moment.inputs["image"] is self._moment.inputs["image"]:
            self._compared = moment
            self._show_strip()

    def settled(self) -> bool:
        if self._moment is None or self._moment.frame.step < self._moment.frame.steps:
            return False
        if not self.strip.isVisibleTo(self):
            return True
        return self._compared is not None and self._compared.frame.step == self._compared.frame.steps

    def _show_pictures(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        side = len(frame.target)
        self.target_title.setText(self.tr("Target, {side} × {side} pixels").format(side=side))
        self.learned_title.setText(self.tr("Learnt after {step} steps").format(step=frame.step))
        self.target.set_photo(_bytes(frame.target))
        self.learned.set_photo(_bytes(frame.rgb))
        error = self._drawing.shown == "error"
        self.learned.setVisible(not error)
        self.learned_title.setVisible(not error)
        self.error_map.setVisible(error)
        if error:
            self.error_map.set_title(self.tr("Error after {step} steps").format(step=frame.step))
            self.error_map.set_values(
                words.pixel_error(frame), 0.0, ERROR_END, "inferno", self.tr("of 1"), self._pixel_reading
            )

    def _show_spectra(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        low, high = _decades(frame.target_spectrum)
        self.target_spectrum.set_title(self.tr("Target's spectrum"))
        self.spectrum.set_title(self.tr("Learnt spectrum"))
        unit = self.tr("log₁₀")
        for figure, values in ((self.target_spectrum, frame.target_spectrum), (self.spectrum, frame.spectrum)):
            figure.set_values(values, low, high, self._drawing.colours, unit, self._wave_reading)

    def _show_curves(self) -> None:
        assert self._moment is not None
        frame, film = self._moment.frame, self._moment.film
        steps = film.series("step")
        self.ratios.set_series(
            [
                Series(self.tr("trained"), steps, film.series("psnr_trained", len(steps)), "psnr", dashed=True),
                Series(self.tr("held out"), steps, film.series("psnr", len(steps)), "psnr"),
            ]
        )
        self.ratios.set_cursor(float(frame.step))
        colour = words.COLOURS[frame.encoding]
        rings = len(frame.target) // 2 + 1  # beyond, only the spectrum's corners
        self.errors.set_series(
            [Series(self.tr("error"), frame.frequencies[:rings], frame.radial_error[:rings], "error", colour=colour)]
        )
        self.errors.set_cursor(float(len(frame.target) // 4))

    def _show_strip(self) -> None:
        if self._moment is None or self._compared is None:
            return
        compared = self._compared.frame
        names = words.encoding_names()
        stages = [
            Thumbnail(
                key,
                _bytes(compared.pictures[n]),
                names[n],
                self.tr("{value} dB").format(value=f"{float(compared.psnr[n]):.1f}"),
                self.tr("{name}: {held} dB held out, {trained} dB trained; a click trains it in full").format(
                    name=words.with_scale(n, float(compared.scales[n])),
                    held=f"{float(compared.psnr[n]):.2f}",
                    trained=f"{float(compared.psnr_trained[n]):.2f}",
                ),
            )
            for n, key in enumerate(compared.encodings)
        ]
        self.strip.set_heading(
            self.tr("Four encodings at {side} × {side} pixels, {step} steps").format(
                side=compared.pictures.shape[1], step=compared.step
            ),
            self.tr("held-out PSNR"),
        )
        self.strip.set_stages(stages)
        self.strip.set_selected(self._moment.frame.encodings[self._moment.frame.encoding])

    # -- pointer and choices -------------------------------------------------------------------

    def _pixel(self, position: Any) -> tuple[int, int] | None:
        if position is None or self._moment is None:
            return None
        side = len(self._moment.frame.target)
        return min(int(position[1]), side - 1), min(int(position[0]), side - 1)

    def _mark_pixel(self, position: Any, on: PictureView | None) -> None:
        """Say a pixel's colour in both pictures; linked in the one that is not ``on`` the pointer."""
        cell = self._pixel(position)
        for view, learned in ((self.target, False), (self.learned, True)):
            if cell is None or self._moment is None:
                view.set_linked_pointer(None)
                view.set_readout("")
                continue
            if view is on:
                view.set_linked_pointer(None)
            else:
                view.set_linked_pointer(*position)
            view.set_readout(words.pixel_text(self._moment.frame, *cell, learned=learned))
        if on is not None or position is None:
            self.error_map.mark(cell if self.error_map.isVisibleTo(self) else None)

    def _target_pointed(self, position: Any) -> None:
        self._mark_pixel(position, self.target)
        self.pointer_moved.emit(position)

    def _learned_pointed(self, position: Any) -> None:
        self._mark_pixel(position, self.learned)
        self.pointer_moved.emit(position)

    def _error_pointed(self, cell: Any) -> None:
        position = None if cell is None else (cell[1] + 0.5, cell[0] + 0.5)
        if position is None:
            self._mark_pixel(None, None)
        else:
            self.target.set_linked_pointer(*position)
            assert self._moment is not None
            self.target.set_readout(words.pixel_text(self._moment.frame, *cell, learned=False))
        self.pointer_moved.emit(position)

    def set_pointer(self, position: Any) -> None:
        self._mark_pixel(position, None)

    def _pixel_reading(self, row: int, column: int) -> str:
        return self.tr("x {x}, y {y}").format(x=column, y=row)

    def _wave_reading(self, row: int, column: int) -> str:
        assert self._moment is not None
        middle = len(self._moment.frame.target) // 2
        return self.tr("{across} across, {down} down, cycles").format(across=column - middle, down=row - middle)

    def _wave_pointed(self, cell: Any) -> None:
        self._mark_wave(cell, self.target_spectrum)

    def _target_wave_pointed(self, cell: Any) -> None:
        self._mark_wave(cell, self.spectrum)

    def _mark_wave(self, cell: Any, other: SpectrumFigure) -> None:
        """The same wave in the other spectrum, and its ring's error."""
        other.mark(cell)
        if self._moment is None:
            return
        side = len(self._moment.frame.target)
        ring = side // 4 if cell is None else round(float(np.hypot(cell[0] - side // 2, cell[1] - side // 2)))
        self.errors.set_cursor(float(min(ring, side // 2)))

    def _cursor(self, step: float) -> None:
        assert self._moment is not None
        steps = self._moment.film.series("step")
        self.step_wanted.emit(int(np.abs(steps - step).argmin()))

    def _encoding_chosen(self, name: str) -> None:
        self.option_wanted.emit("encoding", name)

    def next_page(self) -> None:
        """Pictures, spectra or encodings, where there is room for one."""
        self.pages.set_current((self.pages.current() + 1) % 3)
        self._arrange()

    # -- modes ---------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if self._moment is not None:
            self._show_pictures()
            self._show_spectra()

    def set_busy(self, busy: bool) -> None:
        self.learned.set_busy(busy)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def set_answer_hidden(self, hidden: bool) -> None:
        self._hidden = hidden
        self._arrange()

    def _arrange(self, *_: Any) -> None:
        """All three rows where there is room, else one of them; beside pins only what the run has learnt."""
        tall, page = self.height() >= px(600), self.pages.current()
        upright = self.height() > 1.3 * self.width()
        self.pages.setVisible(not tall and not self._compact)
        self._pictures.setVisible(tall or self._compact or page == 0)
        self._waves.setVisible(tall or (page == 1 and not self._compact))
        four = not self._compact and not self._hidden and (tall or page == 2)
        ratios = not self._hidden and (tall or page == 2 or (page == 0 and self.height() >= px(360)))
        self.strip.setVisible(four)
        self.ratios.setVisible(ratios)
        self._foot.setVisible(four or ratios)
        self._boxes[0].setVisible(not self._compact)
        self.target_spectrum.setVisible(not self._compact)
        self.errors.setVisible(not (upright and self._compact))
        pictures, spectra, waves, foot = self._rows
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in (pictures, spectra):
            row.setDirection(down if upright else right)
        waves.setStretch(0, 14 if tall else 9)
        for row in (waves, foot):
            row.setDirection(down if upright or not tall else right)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    # -- the rest ------------------------------------------------------------------------------

    def sentence(self) -> str:
        return "" if self._moment is None else words.sentence(self._moment.frame)

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        film = self._moment.film
        series = {f"film_{name}": film.series(name) for name in film.names()}
        made = {**frame_arrays(self._moment.frame), **series, **self.kernel.to_arrays()}
        if self._compared is not None:
            made.update({f"encodings_{k}": v for k, v in frame_arrays(self._compared.frame).items()})
        return made


def _bytes(picture: Any) -> Any:
    """Colours from 0 to 1 as (S, S, 3) uint8."""
    return np.clip(picture * 255 + 0.5, 0, 255).astype(np.uint8)


def _decades(spectrum: Any) -> tuple[float, float]:
    """Whole decades from the weakest percent of a spectrum to its strongest wave but the constant."""
    low, high = np.percentile(spectrum, 1.0), np.percentile(spectrum, 99.9)
    return float(np.floor(low)), float(max(np.ceil(high), np.floor(low) + 1))


LAB = Lab(
    study="fourier-features",
    stage=FourierFeaturesStage,
    drawing=Drawing,
    lanes=(SideLane("encodings", "encoding-comparison", Share.BACKGROUND, automatic=True, options=STRIP),),
    words=("NTK", "neural tangent kernel", "spectral bias", "positional encoding", "푸리에", "위치 인코딩"),
    commands=(StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "Pictures, spectra or encodings"), "B"),),
)
