"""One input of a lab in the side panel: samples, files, the folder they lie in, a camera."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.controller import LabController
from app.opening_files import open_camera
from app.texts import note_text, translated
from engine.data.image import picture_files, thumbnail
from engine.data.samples import SAMPLES, sample_files
from engine.errors import VitrineError
from widgets.source_picker import Source, SourcePicker

if TYPE_CHECKING:
    from app.window import Window

THUMBNAIL = 160


class InputPanel(QWidget):
    """Offers the samples of one type and shows what is chosen."""

    def __init__(self, controller: LabController, name: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller, self.name, self.kind = controller, name, kind
        self._window: Window | None = None
        self.picker = SourcePicker(kind=kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picker)
        self._samples = [sample for sample in SAMPLES if sample.kind == kind]
        self._pictures: dict[str, Any] = {}
        self._show_samples()
        p = self.picker
        p.sample_chosen.connect(self._choose)
        p.recent_chosen.connect(self._choose)
        p.open_requested.connect(self._open)
        p.camera_requested.connect(self._camera)
        p.folder_step.connect(self.leaf)
        p.freeze_toggled.connect(self._freeze)
        p.dropped.connect(self._dropped)
        p.pasted.connect(self._pasted)
        controller.inputs_changed.connect(self.show_input)
        self._loading = QTimer(self, interval=30)
        self._loading.timeout.connect(self._next_thumbnail)
        controller.moment_changed.connect(self._load_thumbnails)

    def connect_window(self, window: Window) -> None:
        """The window that opens files and cameras."""
        self._window = window

    def _show_samples(self) -> None:
        sources = [
            Source(sample.name, translated("labs", sample.title), self._pictures.get(sample.name))
            for sample in self._samples
        ]
        chosen = self.controller.inputs.get(self.name)
        self.picker.set_samples(sources, chosen.text if chosen is not None else "")

    def _load_thumbnails(self) -> None:
        """After the first picture is on the screen, a sample at a time."""
        self.controller.moment_changed.disconnect(self._load_thumbnails)
        self._loading.start()

    def _next_thumbnail(self) -> None:
        waiting = [sample.name for sample in self._samples if sample.name not in self._pictures]
        if not waiting:
            self._loading.stop()
            return
        try:
            self._pictures[waiting[0]] = thumbnail(sample_files()[waiting[0]], THUMBNAIL)
        except (VitrineError, KeyError):  # a data set has no picture of its own
            self._pictures[waiting[0]] = None
        self._show_samples()
        self.show_input()

    def show_input(self) -> None:
        """The chosen input: its picture, name and size, its place in its folder."""
        chosen = self.controller.inputs.get(self.name)
        if chosen is None:
            return
        self.picker.set_live(chosen.live, chosen.live and bool(chosen.source.frozen))
        if chosen.live:
            self.picker.set_current(chosen.text, None, self.tr("live"))
            self.picker.set_folder(None)
            return
        value = chosen.value
        is_sample = any(sample.name == chosen.text for sample in self._samples)
        if self.kind == "Image":
            step = max(1, max(value.pixels.shape[:2]) // THUMBNAIL)
            small = np.ascontiguousarray(value.pixels[::step, ::step])
            detail = f"{value.width} × {value.height}"
        else:
            small = np.ascontiguousarray(value.train_images[0])
            small = small[:, :, 0] if small.shape[2] == 1 else small
            detail = self.tr("{count:,} pictures, {classes} classes").format(
                count=len(value.train_images), classes=len(value.class_names)
            )
            if is_sample and self._pictures.get(chosen.text) is None:
                self._pictures[chosen.text] = small
                self._show_samples()
        self.picker.set_current(value.name, small, detail, chosen.text if is_sample else "")
        path = Path(chosen.text)
        beside = picture_files(path.parent) if self.kind == "Image" and not is_sample else []
        self.picker.set_folder((beside.index(path) + 1, len(beside)) if path in beside else None)
        self.picker.setToolTip("\n".join(map(note_text, value.notes)))

    def show_recent(self, recent: list[str]) -> None:
        """The files opened last."""
        self.picker.set_recent(recent)

    def toggle_freeze(self) -> None:
        """Freeze the live source, or let it go on."""
        chosen = self.controller.inputs.get(self.name)
        if chosen is not None and chosen.live:
            self._freeze(not chosen.source.frozen)
            self.picker.set_live(True, chosen.source.frozen)

    def _choose(self, text: str) -> None:
        if self._window is not None and Path(text).exists():
            self._window.open_files([text])
        else:
            self.controller.choose_input(self.name, text)

    def _open(self) -> None:
        if self._window is None:
            return
        if self.kind == "Dataset":
            name = QFileDialog.getExistingDirectory(self, self.tr("Folder with one subfolder a class"))
            paths = [name] if name else []
        else:
            paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Open"))
        self._window.open_files(paths)

    def _camera(self) -> None:
        if self._window is not None:
            open_camera(self._window)

    def leaf(self, by: int) -> None:
        """Open the file so many places on in the folder of the one that is open."""
        chosen = self.controller.inputs.get(self.name)
        if chosen is None:
            return
        beside = picture_files(Path(chosen.text).parent)
        if Path(chosen.text) in beside:
            place = (beside.index(Path(chosen.text)) + by) % len(beside)
            self.controller.choose_input(self.name, str(beside[place]))

    def _freeze(self, frozen: bool) -> None:
        chosen = self.controller.inputs.get(self.name)
        if chosen is not None and chosen.live:
            chosen.source.frozen = frozen

    def _dropped(self, paths: list[str]) -> None:
        if self._window is not None:
            self._window.open_files(paths)

    def _pasted(self, picture: QImage) -> None:
        del picture  # the clipboard still has it
        if self._window is not None:
            self._window.actions_.paste()
