"""What one lab makes for the others: trained networks that all can open, scenes that radiance fields learn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.tasks import keeping, keeping_scene
from app.texts import translated
from engine.data.kept_scenes import delete_scene
from engine.data.writing import unwritable
from engine.study import Published, studies

if TYPE_CHECKING:
    from app.window import Window

SCENE_LAB = "nerf"


class HandOver(QObject):
    """Keeps a run's products and opens them where they are wanted."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: tuple[Published, str, str] | None = None

    def published(self, product: Published) -> None:
        """A network trained in one lab can be opened in all; a scene found from photos is one of the scenes."""
        if product.name.endswith(".safetensors"):
            self._window.tasks.do(keeping, product, done=self._kept, failed=self._window.show_error)
        elif product.name == "scene":
            self._window.tasks.do(keeping_scene, product, done=self._scene_kept, failed=self._window.show_error)

    def _kept(self, name: str | None) -> None:
        if name is None:
            return
        self._window.actions_.toast(self.tr("{name} can be opened in the other labs").format(name=name))
        for page in self._window.pages.values():
            page.controller.ask_choices()

    def _scene_kept(self, path: Path) -> None:
        lab = translated("labs", studies()[SCENE_LAB].title)
        self._window.actions_.toast(
            self.tr("{scene} is among the scenes of the lab {lab}").format(scene=path.name, lab=lab)
        )
        self.show_kept()

    def show_kept(self) -> None:
        """Bring the lists of scenes up to date."""
        for page in self._window.pages.values():
            page.side.show_kept()

    def delete(self, path: Path) -> None:
        """Delete a scene that was kept; labs in which it is open go back to their own."""
        try:
            delete_scene(path)
        except OSError as error:
            self._window.show_error(unwritable(path, error))
        self._window.forget_file(str(path))
        for page in self._window.pages.values():
            for panel in page.side.inputs:
                panel.let_go(path)

    def open_in(self, product: Published, lab: str, input_name: str) -> None:
        """Open a scene in another lab: it is kept first, if it was not yet."""
        self._wanted = (product, lab, input_name)
        self._window.tasks.do(keeping_scene, product, done=self._open, failed=self._window.show_error)

    def _open(self, path: Path) -> None:
        if self._wanted is None:
            return
        _, lab, input_name = self._wanted
        self._wanted = None
        self.show_kept()
        self._window.open_lab(lab)
        self._window.page(lab).controller.choose_input(input_name, str(path))
