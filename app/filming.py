"""Saving a film: each recorded step is drawn on the stage and written, one at a time, so the window stays alive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.saving import pixels_of, save_film
from engine.errors import VitrineError

if TYPE_CHECKING:
    from app.page import LabPage

STEPS_A_SECOND = 10.0


class Filming(QProgressDialog):
    """Shows every recorded step and writes what the stage shows; can be cancelled, and then leaves no file."""

    def __init__(self, window: QWidget, page: LabPage, path: Path) -> None:
        film = page.controller.film()
        assert film is not None
        self._steps = film.steps()
        super().__init__(window)
        self.setLabelText(self.tr("Saving {name}").format(name=path.name))
        self.setCancelButtonText(self.tr("Cancel"))
        self.setRange(0, len(self._steps))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page, self._path = page, path
        self._shown = page.controller.playback.shown
        self._writer: Iterator[Any] = save_film(path, self._pictures(), STEPS_A_SECOND)
        self._tick = QTimer(self, interval=0)
        self._tick.timeout.connect(self._next)

    def start(self) -> None:
        """Begin; returns at once."""
        self._tick.start()

    def _pictures(self) -> Iterator[NDArray[np.uint8]]:
        size = None
        for done, step in enumerate(self._steps):
            self._page.controller.playback.go(step)
            self._page.repaint()
            self.setValue(done)
            picture = self._page.picture()
            size = size or picture.size()
            if picture.size() != size:  # a longer sentence can take a line from the stage
                picture = picture.scaled(
                    size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            yield pixels_of(picture)

    def _next(self) -> None:
        if self.wasCanceled():
            self._end(None)
            return
        try:
            next(self._writer)
        except StopIteration:
            self._end(self.tr("Saved {name}").format(name=self._path.name))
        except VitrineError as error:
            self._end(None)
            self._page.show_error(error)
        except BaseException:
            self._end(None)
            raise

    def _end(self, said: str | None) -> None:
        self._tick.stop()
        close = getattr(self._writer, "close", None)
        if close is not None:
            close()
        self._page.controller.playback.go(self._shown)
        if said:
            self._page.notice_wanted.emit(said)
        self.close()
