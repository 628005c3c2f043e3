"""The camera of the radiance fields' lab: where it stands, what is asked for it, and the answers on the stage."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import nerf_words as words
from app.lab import Moment, Stage
from app.nerf_aside import NerfAside
from app.nerf_drawing import Drawing
from app.nerf_first import trained_field
from app.nerf_pictures import FieldPictures
from app.nerf_strip import LEVELS, NETWORK, BelowPicture
from app.nerf_views import SceneViews
from widgets.field_view import FieldCamera, FieldPicture
from widgets.notice import Notice
from widgets.theme import px, theme

REFRESH_SECONDS, PATIENCE = 1.0, 4.0
"""While the camera rests a picture of the field that learns is asked for at most so often: once in this many times what
the last one took, and never within the first of these."""


class FieldStage(Stage):
    """The large picture; under it the photos' strip and the curves; cameras, ray and point beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._views: SceneViews | None = None
        self._standing: int | None = None
        self._flying_to: int | None = None
        self._trained: Path | None = None
        self._broken: Path | None = None
        self._picked = (0.5, 0.5)
        self._ray: Any = None
        self._pixels_per_ray = 1
        self._shown_step: int | None = None
        self._asked_at = 0.0
        self._answered_in = 0.0
        self._answers: set[str] = set()
        self._drawn: dict[str, Any] = {}  # each camera's newest frame: a run tells of it again with every breath
        self._compact = False
        self.pictures = FieldPictures()
        self.view, self.other = self.pictures.view, self.pictures.other
        self.notice = Notice()
        self.below = BelowPicture()
        self.strip, self.curves = self.below.strip, self.below.curves
        self.panel = NerfAside()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.notice)
        self._column.addWidget(self.pictures, 1)
        self._column.addWidget(self.below)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._refresh)
        self.view.camera_changed.connect(self._camera_moved)
        self.view.picked.connect(self._pick)
        self.other.camera_changed.connect(self._other_moved)
        self.other.picked.connect(self._pick)
        self.view.wipe_changed.connect(self.other.set_wipe)
        self.other.wipe_changed.connect(self.view.set_wipe)
        self.strip.view_chosen.connect(self.stand_on)
        self.panel.sketch.camera_chosen.connect(self.stand_on)
        self.below.page_changed.connect(self._ask_page)
        self.below.levels.axis_changed.connect(self._ask_page)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(12))

    def aside(self) -> QWidget:
        return self.panel

    # -- what is looked at ---------------------------------------------------------------------

    def looking_at(self) -> Path | None:
        """The file of the trained field that is looked at in place of the training's own, or None."""
        return self._trained

    def _choose_field(self) -> bool:
        """Look at the trained field that comes with the scene until the training is played; whether that changed."""
        assert self._moment is not None
        before = self._trained
        found = trained_field(self._moment)
        self._trained = None if found == self._broken else found
        return before != self._trained

    def _source(self) -> dict[str, Any]:
        return {} if self._trained is None else {"field": str(self._trained)}

    def _take_scene(self, views: SceneViews) -> None:
        """Another scene: stand where its first held-out photo was taken."""
        self._views = views
        for view in (self.view, self.other):
            view.set_picture(None)
            view.set_truth(None)
        self.panel.sketch.show_views(views, self._drawing.cameras)
        self.panel.show_ray(None, None)
        self.panel.show_sides(None, None)
        self.below.network.show_frame(None)
        self.below.levels.show_frame(None)
        self.strip.set_views(views)
        self._answers.clear()
        self._drawn.clear()
        first = views.held_out[0]
        self._standing = first
        self.strip.set_current(first)
        for view in (self.view, self.other):
            view.set_camera(views.camera(first), home=True)
            view.set_scales(views.scene.near, views.scene.far, error=self._drawing.error)
        self.lane_wanted.emit("small", {"small": self.strip.count(), "view": -1})
        self._ask_photo()
        self._draw_camera()

    # -- questions -----------------------------------------------------------------------------

    def _size(self) -> tuple[int, int]:
        """Width and height of the picture that is asked for."""
        assert self._moment is not None and self._views is not None
        number = self._standing if self._standing is not None else self._views.held_out[0]
        width, height = self._views.picture_size(number, self._moment.options.image_size)
        if self._standing is not None and self.view.truth() is not None and self._drawing.what == "error":
            return width, height  # pixel by pixel
        return width * self._drawing.enlarged, height * self._drawing.enlarged

    def _lens(self) -> dict[str, Any]:
        camera = self.view.camera()
        width, height = self._size()
        return {
            "camera": camera.numbers(),
            "field_of_view": camera.field_of_view,
            "width": width,
            "height": height,
        }

    def _ask_view(self) -> None:
        if self._moment is not None:
            self._asked_at = time.monotonic()
            self.lane_wanted.emit("view", {**self._lens(), **self._source()})
            if self.pictures.beside():
                self.lane_wanted.emit("beside", self._lens())

    def _ask_ray(self) -> None:
        if self._moment is None:
            return
        lens = self._lens()
        column, row = int(self._picked[0] * lens["width"]), int(self._picked[1] * lens["height"])
        self.lane_wanted.emit("ray", {**lens, "column": column, "row": row, **self._source()})

    def _ask_page(self, *_: object) -> None:
        """What the page below the picture shows of the clicked point."""
        if self._ray is None:
            return
        asked = {"point": [float(v) for v in self._point()], **self._source()}
        if self.below.page() == NETWORK:
            self.lane_wanted.emit("network", {**asked, "direction": [float(v) for v in self._ray.direction]})
        elif self.below.page() == LEVELS:
            self.lane_wanted.emit("levels", {**asked, "axis": self.below.levels.axis()})

    def _point(self) -> Any:
        """The surface on the inspected ray (3,); where nothing is seen, its densest sample."""
        ray = self._ray
        away = ray.depth if ray.accumulation > 0.1 else float(ray.t[int(np.argmax(ray.weights))])
        return ray.origin + ray.direction * away

    def _ask_photo(self) -> None:
        if self._standing is not None:
            self.lane_wanted.emit("photo", {"view": self._standing, "small": 0})
        else:
            self._set_truth(None)

    def _set_truth(self, photo: Any) -> None:
        for view in (self.view, self.other):
            view.set_truth(photo)

    def _refresh(self) -> None:
        """Ask anew for a picture of the field, which learns; seldom enough that it goes on learning."""
        if self._moment is None or self._trained is not None:
            return
        if self._shown_step is not None and self._shown_step >= self._moment.frame.step:
            return
        wait = max(REFRESH_SECONDS, PATIENCE * self._answered_in) - (time.monotonic() - self._asked_at)
        if wait > 0:
            self._later.start(int(wait * 1000) + 1)
        else:
            self._ask_view()
            self._ask_ray()

    # -- answers -------------------------------------------------------------------------------

    def show_lane(self, lane: str, moment: Moment) -> None:
        frame = moment.frame
        self._answers.add(lane)
        if lane in ("view", "beside") and self._drawn.get(lane) is frame:
            return
        self._drawn[lane] = frame
        if lane == "view":
            self._show_view(frame)
        elif lane == "beside":
            self.other.set_picture(FieldPicture(frame.rgb, frame.depth, frame.accumulation, frame.camera))
            self._say_beside()
        elif lane == "ray":
            self._show_ray(frame)
        elif lane == "sides":
            self.panel.show_sides(frame, np.asarray(self.view.camera().eye))
        elif lane == "network":
            self.below.network.show_frame(frame, words.point_lead(self._ray))
        elif lane == "levels":
            self.below.levels.show_frame(frame, "" if self._moment is None else self._moment.options.field)
        elif self._views is not None and moment.inputs["scene"] is self._views.scene:
            if lane == "small":
                self.strip.set_pictures(frame.views, frame.pictures)
            elif frame.photo is not None and frame.view == self._standing:
                self._set_truth(frame.photo)
                self._say_overlay(self._shown_step)

    def show_lane_error(self, lane: str, sentence: str) -> None:
        """The trained field cannot be read: look at the training's own."""
        if lane == "view" and self._trained is not None:
            self._broken, self._trained = self._trained, None
            self._ask_view()
            self._ask_ray()
        elif lane == "levels":
            self.below.levels.say(sentence)

    def _show_ray(self, frame: Any) -> None:
        assert self._views is not None
        self._ray = frame
        self.panel.show_ray(frame, self._views.scene.background)
        if frame.accumulation > 0.1:
            self.lane_wanted.emit("sides", {"point": [float(v) for v in self._point()], **self._source()})
        else:
            self.panel.show_sides(None, None)
        self._ask_page()

    def _show_view(self, frame: Any) -> None:
        self._pixels_per_ray = frame.pixels_per_ray
        self._shown_step = frame.step
        self.view.show_message("")
        self.view.set_picture(FieldPicture(frame.rgb, frame.depth, frame.accumulation, frame.camera))
        if self.view.current() and frame.pixels_per_ray == 1:
            self._answered_in = time.monotonic() - self._asked_at
        self._say_overlay(frame.step)

    def _say_overlay(self, step: int | None) -> None:
        shown = self.view.shown()
        if shown is not None:
            psnr = self.view.psnr() if self._pixels_per_ray == 1 else None
            self.view.set_overlay(words.overlay(*shown.size, self._pixels_per_ray, psnr, step))
        self._say_beside()

    def _say_beside(self) -> None:
        """The names over two pictures, and how they differ; nothing where there is one."""

    # -- camera --------------------------------------------------------------------------------

    def stand_on(self, number: int) -> None:
        """Fly to where a photo was taken, and compare with it."""
        if self._views is None:
            return
        self._standing = None
        self._flying_to = number
        self.strip.set_current(number)
        self.view.fly_to(self._views.camera(number))

    def _other_moved(self, camera: FieldCamera, moving: bool) -> None:
        self.view.set_camera(camera)
        self._camera_moved(camera, moving)

    def _camera_moved(self, camera: FieldCamera, moving: bool) -> None:
        if self._views is None or self._moment is None:
            return
        if moving and not self.view.flying():
            self._flying_to = None
        if self.other.camera() is not camera:
            self.other.set_camera(camera)
        standing = self._flying_to if not moving and self._flying_to is not None else None
        arrived = standing is not None and np.array_equal(camera.pose, self._views.camera(standing).pose)
        if moving and self._standing is not None:
            self._standing = None
            self.strip.set_current(None)
            self._set_truth(None)
        if arrived:
            self._standing = standing
            self._ask_photo()
        if not moving:  # what stands beside waits for that: each drawing of it would hold up a picture
            self._draw_camera()
        self._ask_view()
        if not moving:
            self._ask_ray()
            self._rested()
        self.pointer_moved.emit(camera)

    def _rested(self) -> None:
        """The camera stands still."""

    def set_pointer(self, position: Any) -> None:
        if isinstance(position, FieldCamera) and "view" in self._answers:  # a pinned run has no field to draw any more
            for view in (self.view, self.other):
                view.set_camera(position)
            self._standing = None
            self._set_truth(None)
            self._draw_camera()
            self._ask_view()

    def _draw_camera(self) -> None:
        if self._views is not None:
            number = self._standing if self._standing is not None else self._views.held_out[0]
            self.panel.sketch.show_camera(self.view.camera(), self._views.aspect(number))
            if self._moment is not None:
                frame = self._moment.frame  # box, near and far as the training has them
                self.panel.sketch.show_extent(frame.box, float(frame.near), float(frame.far), number)

    def _pick(self, place: tuple[float, float]) -> None:
        self._picked = place
        for view in (self.view, self.other):
            view.set_mark(place)
        self._ask_ray()

    # -- commands ------------------------------------------------------------------------------

    def next_view(self) -> None:
        """Fly to the next held-out photo."""
        if self._views is not None:
            held = self._views.held_out
            here = self.strip.current()
            place = held.index(here) + 1 if here in held else 0
            self.stand_on(held[place % len(held)])

    def toggle_wipe(self) -> None:
        """The photo left of a handle and the rendering right of it, or the rendering alone."""
        wipe = 0.5 if self.view.wipe() is None else None
        for view in (self.view, self.other):
            view.set_wipe(wipe)

    def reset_camera(self) -> None:
        """Back to the first held-out photo."""
        if self._views is not None:
            self.stand_on(self._views.held_out[0])

    def next_page(self) -> None:
        """The next page below the picture."""
        self.below.next_page()

    def show_network(self) -> None:
        """The network at the clicked point, or the photos again."""
        self.below.show_page(0 if self.below.page() == NETWORK else NETWORK)

    def show_levels(self) -> None:
        """The levels at the clicked point, or the photos again."""
        self.below.show_page(0 if self.below.page() == LEVELS else LEVELS)

    # -- modes ---------------------------------------------------------------------------------

    def settled(self) -> bool:
        return self.view.shown() is not None and {"view", "ray", "photo", "small"} <= self._answers

    def set_busy(self, busy: bool) -> None:
        self.view.set_busy(busy)

    def set_compact(self, compact: bool) -> None:
        if compact and not self._compact and "view" in self._answers:
            self.reset_camera()  # pinned runs have recorded that view
        self._compact = compact
        self._give_way()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        self.below.fit(self.height(), self.width(), self._compact)

    def hideEvent(self, event: Any) -> None:
        self._later.stop()
        self.view.stop()
        self.other.stop()
        super().hideEvent(event)
