"""The window's commands that write files: picture, data, clouds, film, script, session."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from app.restoring import session_of
from app.tasks import saving_cloud
from app.texts import translated
from app.trainings import (
    Kept,
    keeping_trainings,
    too_large,
    trainings_folder,
    trainings_of,
    write_with_trainings,
)
from engine.data.cloud import PointCloud
from engine.data.reading_clouds import SUFFIXES
from engine.errors import VitrineError
from engine.runtime import torch_loading

if TYPE_CHECKING:
    from app.actions import WindowActions
    from app.window import Window


def file_stem(cloud: str, what: str) -> str:
    """A file's name without ending for the cloud called ``cloud``, which is ``what`` of the stage's clouds."""
    endings = "|".join(suffix[1:] for suffix in SUFFIXES)
    plain = re.sub(rf"\.({endings})\b", "", cloud, flags=re.IGNORECASE)
    plain = cloud if not plain.strip() else plain
    if not any(word in plain for word in what.split()):
        plain = f"{plain} {what}"
    return re.sub(r"[^\w-]+", "-", plain).strip("-")


class SavingActions(QObject):
    """Asks where to, and writes."""

    def __init__(self, window: Window, actions: WindowActions) -> None:
        super().__init__(actions)
        self._window, self._actions = window, actions

    def save_picture(self) -> None:
        page = self._window.current()
        if page is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            QCoreApplication.translate("WindowActions", "Save picture"),
            f"{page.controller.study.name}.png",
            "PNG (*.png);;JPEG (*.jpg)",
        )
        if name:
            from app.saving import save_picture

            self._save(page, lambda: save_picture(page.picture(), Path(name)))

    def save_data(self) -> None:
        page = self._window.current()
        if page is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            QCoreApplication.translate("WindowActions", "Save data"),
            f"{page.controller.study.name}.npz",
            "NumPy (*.npz)",
        )
        if name:
            from app.saving import save_arrays

            self._save(page, lambda: save_arrays(page.stage.arrays(), Path(name)))

    def save_cloud(self) -> None:
        """The clouds of the stage as they are shown; where there are several, a menu asks which."""
        page = self._window.current()
        if page is None or not hasattr(page.stage, "clouds"):
            return
        try:
            self._clouds = dict(page.stage.clouds())
        except VitrineError as error:
            page.show_error(error)
            return
        if len(self._clouds) == 1:
            self._ask_cloud(next(iter(self._clouds)))
        elif self._clouds:
            menu = self.cloud_menu()
            menu.exec(QCursor.pos())
            menu.deleteLater()
        else:
            self._actions.toast(self.tr("There is no cloud to save yet"))

    _clouds: Mapping[str, PointCloud] = MappingProxyType({})

    def cloud_menu(self) -> QMenu:
        """Which of the clouds is saved."""
        menu = QMenu(self._window)
        for name in self._clouds:
            words = {"moved source": self.tr("Save moved cloud…"), "merged": self.tr("Save merged cloud…")}
            action = menu.addAction(words.get(name) or self.tr("Save {name}…").format(name=translated("labs", name)))
            action.setData(name)
            action.triggered.connect(self._cloud_chosen)
        return menu

    def _cloud_chosen(self) -> None:
        sender = self.sender()
        assert isinstance(sender, QAction)
        self._ask_cloud(sender.data())

    def _ask_cloud(self, name: str) -> None:
        cloud = self._clouds[name]
        kinds = "PLY (*.ply);;PCD (*.pcd);;XYZ (*.xyz);;NumPy (*.npz);;LAS (*.las);;LAZ (*.laz)"
        proposed = f"{file_stem(cloud.name, name)}.ply"
        path, kind = QFileDialog.getSaveFileName(self._window, self.tr("Save cloud"), proposed, kinds)
        if path:
            target = Path(path)
            if not target.suffix:
                target = target.with_name(target.name + kind[kind.find("*") + 1 : -1])
            self._window.tasks.do(saving_cloud, cloud, target, done=self._cloud_saved, failed=self._window.show_error)

    def _cloud_saved(self, path: Path) -> None:
        self._actions.toast(QCoreApplication.translate("WindowActions", "Saved {name}").format(name=path.name))

    def save_film(self) -> None:
        page = self._window.current()
        if page is None or page.controller.film() is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            QCoreApplication.translate("WindowActions", "Save film (a name without an ending: a folder of pictures)"),
            f"{page.controller.study.name}.mp4",
            "MP4 (*.mp4);;GIF (*.gif);;PNG (*)",
        )
        if name:
            from app.filming import Filming

            Filming(self._window, page, Path(name)).start()

    def _save(self, page: Any, write: Callable[[], Path]) -> None:
        try:
            path = write()
        except VitrineError as error:
            page.show_error(error)
        else:
            self._actions.toast(QCoreApplication.translate("WindowActions", "Saved {name}").format(name=path.name))

    def copy_script(self) -> None:
        from app.script import script_of
        from engine.runtime import devices

        page = self._window.current()
        if page is None or page.controller.take is None:
            return
        take = page.controller.take
        inputs = {name: chosen.text for name, chosen in take.inputs.items() if chosen.text}
        text = script_of(page.controller.study, inputs, take.options, torch_loading.threads(), devices.current())
        QGuiApplication.clipboard().setText(text)
        self._actions.toast(
            QCoreApplication.translate("WindowActions", "The run is on the clipboard as a Python script")
        )

    def open_session(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, QCoreApplication.translate("WindowActions", "Open session"), "", "Vitrine (*.vitrine)"
        )
        if name:
            self._window.open_session(Path(name))

    def save_session(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            QCoreApplication.translate("WindowActions", "Save session"),
            "session.vitrine",
            "Vitrine (*.vitrine)",
        )
        page = self._window.current()
        if name and page is not None:
            self._session = Path(name) if name.endswith(".vitrine") else Path(name + ".vitrine")
            trainings, folder = trainings_of(self._window), trainings_folder(self._session)
            if trainings:
                done = self._write_session
                self._window.tasks.do(keeping_trainings, trainings, folder, done=done, failed=self._window.show_error)
            else:
                self._write_session({})

    _session = Path()

    def _write_session(self, kept: dict[str, Kept]) -> None:
        """The trainings are written: now the session that speaks of them."""
        page, path = self._window.current(), self._session
        if page is None:
            return

        def write() -> Path:
            write_with_trainings(session_of(self._window, kept, trainings_folder(path)), kept, path)
            return path

        self._save(page, write)
        for one in kept.values():
            if one.megabytes:
                page.show_error(too_large(one))
