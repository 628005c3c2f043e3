"""Radiance fields: a free camera's picture while it learns, the photos to compare with, a ray, a point's colours."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import nerf_words as words
from app.lab import Lab, Moment, SideLane, Stage, StageCommand
from app.nerf_aside import NerfAside
from app.nerf_curves import draw_curves
from app.nerf_drawing import Drawing
from app.nerf_strip import BelowPicture
from app.nerf_views import SceneViews
from engine.text import QT_TRANSLATE_NOOP
from widgets.field_view import FieldCamera, FieldPicture, FieldView
from widgets.notice import Notice
from widgets.theme import px, theme

REFRESH_SECONDS, PATIENCE = 1.0, 4.0
"""While the camera rests a picture of the field that learns is asked for at most so often: once in this many times what
the last one took, and never within the first of these."""


class NerfStage(Stage):
    """The large picture; under it the photos' strip and the curves; cameras, ray and point beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._views: SceneViews | None = None
        self._standing: int | None = None
        self._picked = (0.5, 0.5)
        self._pixels_per_ray = 1
        self._shown_step: int | None = None
        self._asked_at = 0.0
        self._answered_in = 0.0
        self._photo: tuple[int, Any] | None = None
        self._answers: set[str] = set()
        self._compact = False
        self.view = FieldView()
        self.notice = Notice()
        self.below = BelowPicture()
        self.strip, self.curves = self.below.strip, self.below.curves
        self.panel = NerfAside()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.notice)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.below)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._refresh)
        self.view.camera_changed.connect(self._camera_moved)
        self.view.picked.connect(self._pick)
        self.notice.acted.connect(self._act)
        self.strip.view_chosen.connect(self.stand_on)
        self.panel.sketch.camera_chosen.connect(self.stand_on)
        self.curves.cursor_moved.connect(self._cursor)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(12))

    def aside(self) -> QWidget:
        return self.panel

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        scene = moment.inputs["scene"]
        fresh = before is None or before.film is not moment.film
        if self._views is None or self._views.scene is not scene:
            self._take_scene(SceneViews(scene))
        elif before is not None and before.options.image_size != moment.options.image_size:
            self._ask_photo()
        if fresh:
            self._shown_step = None
        draw_curves(self.curves, self._moment, self._drawing.curve)
        self._say_stuck()
        if fresh:
            self._ask_view()
            self._ask_ray()
        elif not self._later.isActive():
            self._refresh()
        if self._shown_step is None or not self.isVisible():
            self._draw_recorded()

    def _take_scene(self, views: SceneViews) -> None:
        """Another scene: stand where its first held-out photo was taken."""
        self._views, self._photo = views, None
        self.view.set_picture(None)
        self.view.set_truth(None)
        self.panel.sketch.show_views(views, self._drawing.cameras)
        self.panel.show_ray(None, None)
        self.panel.show_sides(None, None)
        self.strip.set_views(views)
        self._answers.clear()
        first = views.held_out[0]
        self._standing = first
        self.strip.set_current(first)
        self.view.set_camera(views.camera(first), home=True)
        self.view.set_scales(views.scene.near, views.scene.far, error=self._drawing.error)
        self.lane_wanted.emit("small", {"small": self.strip.count(), "view": -1})
        self._ask_photo()
        self._draw_camera()

    def _draw_recorded(self) -> None:
        """Without an answer of the field itself: what the run recorded for the first held-out view."""
        assert self._moment is not None
        film = self._moment.film
        shots = (film.shot(step).frame for step in reversed(film.steps()) if step <= self._moment.step)
        frame = next((f for f in shots if f.rgb is not None), None)
        if frame is not None and self._views is not None and self._standing == self._views.held_out[0]:
            self._pixels_per_ray = 1
            self.view.set_picture(FieldPicture(frame.rgb, frame.depth, frame.accumulation))
            self._say_overlay(frame.step)

    def _measured(self) -> Any:
        """The newest frame up to the shown one with a PSNR."""
        assert self._moment is not None
        film = self._moment.film
        shots = (film.shot(step).frame for step in reversed(film.steps()) if step <= self._moment.step)
        return next((f for f in shots if f.psnr is not None), None)

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
            self.lane_wanted.emit("view", self._lens())

    def _ask_ray(self) -> None:
        if self._moment is None:
            return
        lens = self._lens()
        column, row = int(self._picked[0] * lens["width"]), int(self._picked[1] * lens["height"])
        self.lane_wanted.emit("ray", {**lens, "column": column, "row": row})

    def _ask_photo(self) -> None:
        if self._standing is not None:
            self.lane_wanted.emit("photo", {"view": self._standing, "small": 0})
        else:
            self.view.set_truth(None)

    def _refresh(self) -> None:
        """Ask anew for a picture of the field, which learns; seldom enough that it goes on learning."""
        wait = max(REFRESH_SECONDS, PATIENCE * self._answered_in) - (time.monotonic() - self._asked_at)
        if wait > 0:
            self._later.start(int(wait * 1000) + 1)
        elif self._moment is not None and self._moment.frame.step != self._shown_step:
            self._ask_view()
            self._ask_ray()

    # -- answers -------------------------------------------------------------------------------

    def show_lane(self, lane: str, moment: Moment) -> None:
        frame = moment.frame
        self._answers.add(lane)
        if lane == "view":
            self._show_view(frame)
        elif lane == "ray":
            assert self._views is not None
            self.panel.show_ray(frame, self._views.scene.background)
            if frame.accumulation > 0.1:
                point = frame.origin + frame.direction * frame.depth
                self.lane_wanted.emit("sides", {"point": [float(v) for v in point]})
            else:
                self.panel.show_sides(None, None)
        elif lane == "sides":
            self.panel.show_sides(frame, np.asarray(self.view.camera().eye))
        elif self._views is not None and moment.inputs["scene"] is self._views.scene:
            if lane == "small":
                self.strip.set_pictures(frame.views, frame.pictures)
            elif frame.photo is not None and frame.view == self._standing:
                self.view.set_truth(frame.photo)
                self._say_overlay(self._shown_step)

    def _show_view(self, frame: Any) -> None:
        self._pixels_per_ray = frame.pixels_per_ray
        self._shown_step = frame.step
        self.view.set_picture(FieldPicture(frame.rgb, frame.depth, frame.accumulation, frame.camera))
        if self.view.current() and frame.pixels_per_ray == 1:
            self._answered_in = time.monotonic() - self._asked_at
        self._say_overlay(frame.step)

    def _say_overlay(self, step: int | None) -> None:
        shown = self.view.shown()
        if shown is not None:
            psnr = self.view.psnr() if self._pixels_per_ray == 1 else None
            self.view.set_overlay(words.overlay(*shown.size, self._pixels_per_ray, psnr, step))

    # -- camera --------------------------------------------------------------------------------

    def stand_on(self, number: int) -> None:
        """Fly to where a photo was taken, and compare with it."""
        if self._views is None:
            return
        self._standing = None
        self._flying_to = number
        self.strip.set_current(number)
        self.view.fly_to(self._views.camera(number))

    _flying_to: int | None = None

    def _camera_moved(self, camera: FieldCamera, moving: bool) -> None:
        if self._views is None or self._moment is None:
            return
        if moving and not self.view.flying():
            self._flying_to = None
        standing = self._flying_to if not moving and self._flying_to is not None else None
        arrived = standing is not None and np.array_equal(camera.pose, self._views.camera(standing).pose)
        if moving and self._standing is not None:
            self._standing = None
            self.strip.set_current(None)
            self.view.set_truth(None)
        if arrived:
            self._standing = standing
            self._ask_photo()
        self._draw_camera()
        self._ask_view()
        if not moving:
            self._ask_ray()
        self.pointer_moved.emit(camera)

    def set_pointer(self, position: Any) -> None:
        if isinstance(position, FieldCamera) and "view" in self._answers:  # a pinned run has no field to draw any more
            self.view.set_camera(position)
            self._standing = None
            self.view.set_truth(None)
            self._draw_camera()
            self._ask_view()

    def _draw_camera(self) -> None:
        if self._views is not None:
            number = self._standing if self._standing is not None else self._views.held_out[0]
            self.panel.sketch.show_camera(self.view.camera(), self._views.aspect(number))

    def _pick(self, place: tuple[float, float]) -> None:
        self._picked = place
        self.view.set_mark(place)
        self._ask_ray()

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        before, self._drawing = self._drawing, drawing
        self.view.set_drawing(drawing.what)
        if self._views is not None:
            self.view.set_scales(self._views.scene.near, self._views.scene.far, error=drawing.error)
            if before.cameras != drawing.cameras:
                self.panel.sketch.show_views(self._views, drawing.cameras)
                self._draw_camera()
        if self._moment is not None:
            draw_curves(self.curves, self._moment, self._drawing.curve)
            if before.enlarged != drawing.enlarged or before.what != drawing.what:
                self._ask_view()

    def _say_stuck(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        if frame.stuck and frame.other_seed is not None:
            self.notice.say(
                self.tr("The training is stuck at the background: seed {seed} has found nothing to draw.").format(
                    seed=self._moment.options.seed
                ),
                "warning",
                [("other_seed", self.tr("Try seed {seed}").format(seed=frame.other_seed))],
            )
        else:
            self.notice.put_away()

    def _act(self, name: str) -> None:
        if name == "other_seed" and self._moment is not None and self._moment.frame.other_seed is not None:
            self.notice.put_away()
            self.option_wanted.emit("seed", int(self._moment.frame.other_seed))

    def _cursor(self, seconds: float) -> None:
        assert self._moment is not None
        times = self._moment.film.series("train_seconds")
        self.step_wanted.emit(int(np.abs(times - seconds).argmin()))

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
        self.view.set_wipe(0.5 if self.view.wipe() is None else None)

    def reset_camera(self) -> None:
        """Back to the first held-out photo."""
        if self._views is not None:
            self.stand_on(self._views.held_out[0])

    # -- modes ---------------------------------------------------------------------------------

    def sentence(self) -> str:
        if self._moment is None or self._views is None:
            return ""
        wanted, options = len(self._views.scene.views) - len(self._views.held_out), self._moment.options
        photos = min(wanted, options.images) if options.images else wanted
        return words.sentence(self._moment, self._measured(), photos)

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

    def next_page(self) -> None:
        """Photos or curves below the picture, where there is room for one."""
        self.below.next_page()

    def hideEvent(self, event: Any) -> None:
        self._later.stop()
        self.view.stop()
        super().hideEvent(event)

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        film = self._moment.film
        return {
            **frame_arrays(self._moment.frame),
            **{f"film_{name}": film.series(name) for name in film.names()},
            **{f"view_{name}": array for name, array in self.view.to_arrays().items()},
            **{f"ray_{name}": array for name, array in self.panel.ray.to_arrays().items()},
            **{f"point_{name}": array for name, array in self.panel.sides.to_arrays().items()},
        }


LAB = Lab(
    study="nerf",
    stage=NerfStage,
    drawing=Drawing,
    lanes=(
        SideLane("view", "nerf-view", products={"field": "field.pt"}),
        SideLane("ray", "nerf-ray", products={"field": "field.pt"}),
        SideLane("sides", "nerf-directions", products={"field": "field.pt"}),
        SideLane("photo", "scene-photos"),
        SideLane("small", "scene-photos"),
    ),
    keeps_running=True,
    starts_paused=True,
    words=("NeRF", "radiance field", "view synthesis", "PSNR", "instant-ngp", "TensoRF"),
    commands=(
        StageCommand("toggle_wipe", QT_TRANSLATE_NOOP("commands", "Wipe between photo and rendering"), "B"),
        StageCommand("next_view", QT_TRANSLATE_NOOP("commands", "Fly to the next held-out photo"), "N"),
        StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "Photos or curves below the picture"), "M"),
        StageCommand("reset_camera", QT_TRANSLATE_NOOP("commands", "Back to the first held-out photo"), "Shift+F"),
    ),
)
