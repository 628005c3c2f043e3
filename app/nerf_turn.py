"""Saving what a camera sees of a radiance field: the film once round it, and a picture of any size."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.nerf_exports import ExportDialog, looked_at
from app.nerf_saving import FieldSource, Start, saving_turn, saving_view
from engine.options import option
from engine.runtime.engine import Engine
from engine.studies import nerf_view
from engine.studies.nerf_orbit import Options
from engine.text import QT_TRANSLATE_NOOP
from widgets.picture_view import PictureView

PREVIEW_PICTURES, PREVIEW_SIZE, PREVIEW_MILLISECONDS = 30, 200, 80
USUAL_SIZE = 400
"""Pixels of the longer side that the film is proposed with."""


class TurnDialog(ExportDialog):
    """The film round the field; a small one plays while the options are chosen."""

    study = "nerf-orbit"

    def __init__(self, source: FieldSource, engine: Engine, parent: QWidget, name: str = "field") -> None:
        super().__init__(self.tr("A film round the field"), source, engine, Options(size=USUAL_SIZE), parent)
        self._name, self._place = name, 0
        self.view = PictureView()
        self.view.set_smooth(True)
        self._tick = QTimer(self, interval=PREVIEW_MILLISECONDS)
        self._tick.timeout.connect(self._next)
        self.save_button(self.tr("Save film…"), self.save_film, main=True)
        self.lay_out(self.view, ())
        self._tick.start()

    def shown_options(self) -> Options:
        return dataclasses.replace(
            self.options,
            pictures=min(PREVIEW_PICTURES, self.options.pictures),
            size=min(PREVIEW_SIZE, self.options.size),
        )

    def show_frame(self, frame: Any) -> None:
        if self.view.picture_size() is None or frame.number == 0:
            self._place = 0
            self.view.set_photo(frame.rgb)
        sentence = self.tr("{seconds:.1f} s of film; the camera is {distance:.3g} units away.")
        self.say(frame, sentence.format(seconds=self.options.pictures / self.options.rate, distance=frame.distance))

    def _next(self) -> None:
        """The next picture that is there."""
        film = self.preview.film()
        if film is None or len(film) < 2:
            return
        self._place = (self._place + 1) % len(film)
        self.view.set_photo(film.shot(self._place).frame.rgb)

    def save_film(self) -> None:
        """MP4, GIF, or a folder of pictures."""
        start = self.source.start(self.study, self.options)
        caption = self.tr("Save film (a name without an ending: a folder of pictures)")
        self.save(caption, f"{self._name}-round.mp4", "MP4 (*.mp4);;GIF (*.gif);;PNG (*)", saving_turn, start)

    def done(self, result: int) -> None:
        self._tick.stop()
        super().done(result)


@dataclass(frozen=True)
class PictureOptions:
    """How large the picture is."""

    size: int = option(
        800,
        QT_TRANSLATE_NOOP("options", "Pixels of the picture's longer side."),
        label=QT_TRANSLATE_NOOP("options", "Size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=64,
        maximum=4096,
        step=8,
    )


class PictureDialog(ExportDialog):
    """What the free camera sees, at a size of one's own."""

    study = "nerf-view"

    def __init__(
        self,
        source: FieldSource,
        engine: Engine,
        parent: QWidget,
        lens: dict[str, Any],
        name: str = "field",
    ) -> None:
        self._lens, self._name = lens, name
        super().__init__(self.tr("The picture from here"), source, engine, PictureOptions(), parent)
        self.view = PictureView()
        self.save_button(self.tr("Save picture…"), self.save_picture, main=True)
        self.lay_out(self.view, ())

    def shown_options(self) -> Any:
        width, height = self._lens["width"], self._lens["height"]
        scale = self.options.size / max(width, height)
        return nerf_view.Options(
            camera=tuple(self._lens["camera"]),
            field_of_view=self._lens["field_of_view"],
            width=max(1, round(width * scale)),
            height=max(1, round(height * scale)),
        )

    def show_frame(self, frame: Any) -> None:
        self.view.set_photo(np.round(frame.rgb * 255).astype(np.uint8))
        height, width = frame.rgb.shape[:2]
        self.say(frame, self.tr("{width} × {height} pixels").format(width=width, height=height))

    def save_picture(self) -> None:
        """PNG or JPEG."""
        start: Start = self.source.start(self.study, self.shown_options())
        self.save(self.tr("Save picture"), f"{self._name}.png", "PNG (*.png);;JPEG (*.jpg)", saving_view, start)


def open_turn(stage: Any) -> TurnDialog | None:
    """The film's dialog on the field that a stage looks at, or None before there is one."""
    found = looked_at(stage)
    if found is None:
        return None
    dialog = TurnDialog(found.source, found.window.engine, found.window, found.name)
    dialog.open()
    return dialog


def open_picture(stage: Any) -> PictureDialog | None:
    """The picture's dialog for the camera of a stage, or None before there is a field."""
    found, shown = looked_at(stage), stage.view.shown()
    if found is None or shown is None:
        return None
    camera, (width, height) = stage.view.camera(), shown.size
    lens = {
        "camera": camera.numbers(),
        "field_of_view": camera.field_of_view,
        "width": width,
        "height": height,
    }
    dialog = PictureDialog(found.source, found.window.engine, found.window, lens, found.name)
    dialog.open()
    return dialog
