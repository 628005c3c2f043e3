"""What stands below a field's picture: the scene's photos in a row, the curves, what the field computes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.nerf_levels import LevelsPage
from app.nerf_network import NetworkPage
from app.nerf_views import SceneViews
from widgets.curves import Curves
from widgets.segments import Segments
from widgets.stage_strip import Stage, StageStrip
from widgets.theme import px, text_label, theme

MOST = 24
"""So many photos stand in the row; the sketch has the others' cameras."""


class ViewStrip(StageStrip):
    """Thumbnails of photos; ``view_chosen`` (number of the view), ``noted`` (how many are held out, in words)."""

    view_chosen = Signal(int)
    noted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: SceneViews | None = None
        self._current: int | None = None
        self._numbers: tuple[int, ...] = ()
        self._pictures: dict[int, NDArray[np.uint8]] = {}
        self.chosen.connect(self._choose)

    def set_views(self, views: SceneViews) -> None:
        """A scene's first photos, without their pictures yet."""
        self._views, self._current = views, None
        held = views.held_out
        order = (*held, *(i for i in range(len(views.scene.views)) if i not in set(held)))
        self._numbers = order[:MOST]
        self._pictures = {}
        self._show()

    def count(self) -> int:
        """How many photos stand in the row."""
        return len(self._numbers)

    def set_pictures(self, numbers: NDArray[np.int64], pictures: NDArray[np.uint8]) -> None:
        """The small pictures (k, h, w, 3) of views (k,)."""
        for number, picture in zip(numbers, pictures, strict=True):
            self._pictures.setdefault(int(number), picture)
        self._show()

    def set_current(self, number: int | None) -> None:
        """Frame the photo the camera stands on; None: none."""
        self._current = number
        self.set_selected("" if number is None else str(number))

    def current(self) -> int | None:
        """The view that is framed."""
        return self._current

    def _show(self) -> None:
        if self._views is None:
            return
        held = set(self._views.held_out)
        words = {True: self.tr("held out"), False: self.tr("learnt from")}
        self.set_stages(
            [
                Stage(str(i), self._pictures.get(i), str(i), "", f"{self._views.view(i).name}, {words[i in held]}")
                for i in self._numbers
            ]
        )
        self.noted.emit(self.note())

    def note(self) -> str:
        """How many photos are held out and learnt from."""
        if self._views is None:
            return ""
        held = len(self._views.held_out)
        return self.tr("{held} held out, {learnt} learnt from").format(
            held=held, learnt=len(self._views.scene.views) - held
        )

    def _choose(self, name: str) -> None:
        self.view_chosen.emit(int(name))


PHOTOS, CURVES, NETWORK, LEVELS = range(4)


class BelowPicture(QWidget):
    """The photos and the curves, or what the field computes; photos and curves one at a time where it is low.

    ``page_changed`` (int): another page is looked at.
    """

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = ViewStrip()
        self.curves = Curves()
        self.network = NetworkPage()
        self.levels = LevelsPage()
        self.pages = Segments(self._words(False))
        self.pages.set_current(PHOTOS)
        self.pages.chosen.connect(self._chosen)
        self.note = text_label("", "quiet_small")
        self.strip.noted.connect(self.note.setText)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.pages, 1)
        head.addWidget(self.note)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._head, self.strip, self.curves, self.network, self.levels):
            self._column.addWidget(widget)
        self._tall, self._wide, self._compact = 1000, 1000, False
        theme.theme_changed.connect(self._fit)

    def _words(self, both: bool) -> list[str]:
        first = self.tr("Photos and curves") if both else self.tr("Photos")
        return [first, self.tr("Curves"), self.tr("Network"), self.tr("Levels")]

    def fit(self, tall: int, wide: int, compact: bool) -> None:
        """Take the room of a stage of so many pixels; ``compact``: beside other stages, the curves alone."""
        self._tall, self._wide, self._compact = tall, wide, compact
        self.curves.caption.setVisible(wide >= px(720) and tall >= px(560))
        self._fit()

    def page(self) -> int:
        """The page that is looked at; -1 where there is no room for one."""
        return -1 if self._compact else self.pages.current()

    def show_page(self, number: int) -> None:
        """Look at a page."""
        self.pages.set_current(number)
        self._chosen()

    def next_page(self) -> None:
        """The page after this one."""
        offered = self.pages.offered()
        self.show_page(offered[(offered.index(self.pages.current()) + 1) % len(offered)])

    def _chosen(self, *_: object) -> None:
        self._fit()
        self.page_changed.emit(self.page())

    def _fit(self, *_: object) -> None:
        self._column.setSpacing(px(8))
        low = self._tall < px(640)
        both = not low and not self._compact
        if both and self.pages.current() == CURVES:
            self.pages.set_current(PHOTOS)
        page = self.page()
        self.pages.set_words(self._words(both))
        self.pages.set_visible(CURVES, not both)
        self._head.setVisible(not self._compact)
        self.note.setVisible(page == PHOTOS and self._wide >= px(480))
        self.strip.setVisible(page == PHOTOS)
        self.curves.setVisible(self._compact or page == CURVES or (both and page == PHOTOS))
        self.network.setVisible(page == NETWORK)
        self.curves.setFixedHeight(px(116) if low and not self._compact else px(176))
        self.levels.setVisible(page == LEVELS)
        self.network.setFixedHeight(px(276) if low else px(312))
        self.levels.setFixedHeight(px(220) if low else px(312))
        self.setVisible(self._tall >= px(320))
