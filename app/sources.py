"""One input of a lab in the side panel: samples, files, the folder they lie in, a camera."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.controller import LabController
from app.opening_files import ask_paths, beside, open_camera, suits
from app.pairs import PAIR, has_pair
from app.previews import detail_of, name_of, notes_of, preview_of, tip_of
from app.texts import input_title, note_text, translated
from engine.data.image import thumbnail
from engine.data.kept_scenes import kept_scenes, picture_of
from engine.data.samples import SAMPLES, sample_files
from engine.errors import VitrineError
from engine.study import InputDescription
from widgets.colours import CLASS_COLOURS
from widgets.source_picker import Source, SourcePicker

if TYPE_CHECKING:
    from app.window import Window

THUMBNAIL = 160
DOTS = {PAIR[0]: CLASS_COLOURS[0], PAIR[1]: CLASS_COLOURS[1]}
"""The colours in which the two clouds of a pair are drawn: orange and blue."""

_pictures: dict[str, Any] = {}
"""The samples' pictures by name, for all panels: a sample that is made by computing has one once it was opened."""


class InputPanel(QWidget):
    """Offers the samples of one type and shows what is chosen."""

    def __init__(self, controller: LabController, described: InputDescription, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller, self.described = controller, described
        self.name, self.kind = described.name, described.type
        self._window: Window | None = None
        dot = DOTS.get(self.name, "") if has_pair(controller.study) else ""
        self.picker = SourcePicker(input_title(self.name), self.kind, dot=dot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picker)
        kinds = (f"{self.kind}s", self.kind) if described.many else (self.kind,)
        self._samples = [sample for kind in kinds for sample in SAMPLES if sample.kind == kind]
        self._tried: set[str] = set()
        self._kept: list[Path] = kept_scenes() if self.kind == "Scene" else []
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
        p.removal_wanted.connect(self._remove)
        controller.inputs_changed.connect(self.show_input)
        self._loading = QTimer(self, interval=30)
        self._loading.timeout.connect(self._next_thumbnail)
        controller.moment_changed.connect(self._load_thumbnails)

    def connect_window(self, window: Window) -> None:
        """The window that opens files and cameras."""
        self._window = window

    def _show_samples(self) -> None:
        sources = [
            Source(sample.name, translated("labs", sample.title), _pictures.get(sample.name))
            for sample in self._samples
        ]
        sources += [Source(str(path), path.name, _pictures.get(str(path)), removable=True) for path in self._kept]
        chosen = self.controller.inputs.get(self.name)
        self.picker.set_samples(sources, chosen.text if chosen is not None else "")

    def show_kept(self) -> None:
        """Offer the scenes the user made, as they lie on the disk now."""
        kept = kept_scenes() if self.kind == "Scene" else []
        if kept != self._kept:
            self._kept = kept
            self._show_samples()
            self._loading.start()

    def _remove(self, text: str) -> None:
        """Delete a scene the user made, once that is confirmed; where it was open, the sample is opened."""
        from PySide6.QtWidgets import QMessageBox

        path = Path(text)
        asked = self.tr("Delete the scene {name}? The photos it was made from stay where they are.")
        answer = QMessageBox.question(self, self.tr("Delete a scene"), asked.format(name=path.name))
        if answer == QMessageBox.StandardButton.Yes and self._window is not None:
            self._window.hand_over.delete(path)

    def let_go(self, path: Path) -> None:
        """A scene is gone: where it was open, open the lab's own again."""
        self.show_kept()
        chosen = self.controller.inputs.get(self.name)
        if chosen is not None and chosen.text == str(path):
            self.controller.choose_input(self.name, self.controller.default_texts()[self.name])

    def _load_thumbnails(self) -> None:
        """After the first picture is on the screen, a sample at a time."""
        self.controller.moment_changed.disconnect(self._load_thumbnails)
        self._loading.start()

    def _next_thumbnail(self) -> None:
        names = [*(s.name for s in self._samples), *map(str, self._kept)]
        waiting = [name for name in names if name not in _pictures and name not in self._tried]
        if not waiting:
            self._loading.stop()
            self._show_samples()
            self.show_input()
            return
        self._tried.add(waiting[0])
        photo = picture_of(Path(waiting[0])) if waiting[0] in map(str, self._kept) else None
        try:
            _pictures[waiting[0]] = thumbnail(photo or sample_files()[waiting[0]], THUMBNAIL)
        except (VitrineError, KeyError):  # a data set, or what is made by computing, has no picture of its own yet
            return
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
        is_sample = chosen.text in [*(sample.name for sample in self._samples), *map(str, self._kept)]
        picture = chosen.preview if chosen.preview is not None else preview_of(self.kind, value)
        if is_sample and chosen.text not in _pictures and picture is not None:
            _pictures[chosen.text] = picture
            self._show_samples()
        sample = chosen.text if is_sample else ""
        detail, tip = detail_of(self.kind, value), tip_of(self.kind, value)
        name = sample if self.described.many and sample else name_of(value)
        self.picker.set_current(name, picture, detail, sample, tip)
        others = [] if is_sample or self.described.many else beside(self.kind, Path(chosen.text))
        path = Path(chosen.text)
        self.picker.set_folder((others.index(path) + 1, len(others)) if path in others else None)
        self.picker.setToolTip("\n".join(map(note_text, notes_of(value))))

    def show_recent(self, recent: list[str]) -> None:
        """The files opened last that can be this input."""
        self.picker.set_recent([path for path in recent if suits(self.described, Path(path))])

    def toggle_freeze(self) -> None:
        """Freeze the live source, or let it go on."""
        chosen = self.controller.inputs.get(self.name)
        if chosen is not None and chosen.live:
            self._freeze(not chosen.source.frozen)
            self.picker.set_live(True, chosen.source.frozen)

    def _choose(self, text: str) -> None:
        if self._window is not None and Path(text).exists():
            self._window.open_files([text], self.name)
        else:
            self.controller.choose_input(self.name, text)

    def _open(self) -> None:
        if self._window is not None:
            self._window.open_files(ask_paths(self, self.described, self.controller.study), self.name)

    def _camera(self) -> None:
        if self._window is not None:
            open_camera(self._window)

    def leaf(self, by: int) -> None:
        """Open the file so many places on in the folder of the one that is open."""
        chosen = self.controller.inputs.get(self.name)
        if chosen is None or chosen.live or self.described.many:
            return
        others = beside(self.kind, Path(chosen.text))
        if Path(chosen.text) in others:
            place = (others.index(Path(chosen.text)) + by) % len(others)
            self.controller.choose_input(self.name, str(others[place]))

    def _freeze(self, frozen: bool) -> None:
        chosen = self.controller.inputs.get(self.name)
        if chosen is not None and chosen.live:
            chosen.source.frozen = frozen

    def _dropped(self, paths: list[str]) -> None:
        if self._window is not None:
            self._window.open_files(paths, self.name)

    def _pasted(self, picture: QImage) -> None:
        del picture  # the clipboard still has it
        if self._window is not None:
            self._window.actions_.paste()
