"""Radiance fields: a free camera's picture while it learns, the photos to compare with, a ray, a point's colours."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QWidget

from app import nerf_words as words
from app.lab import Lab, Moment, SideLane, StageCommand
from app.nerf_ablation import AblationDialog
from app.nerf_curves import draw_curves
from app.nerf_drawing import Drawing
from app.nerf_stage import FieldStage
from app.nerf_views import SceneViews
from engine.text import QT_TRANSLATE_NOOP
from widgets.field_view import FieldPicture
from widgets.theme import px


class NerfStage(FieldStage):
    """What the camera sees, with the training's curves, and another training beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice.acted.connect(self._act)
        self.curves.cursor_moved.connect(self._cursor)
        self._ablation: AblationDialog | None = None

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        scene = moment.inputs["scene"]
        fresh = before is None or before.film is not moment.film
        fresh = self._choose_field() or fresh
        beside = getattr(moment.frame, "beside_step", None) is not None
        if self.pictures.beside() != beside:
            self.pictures.set_beside(beside)
            self.other.set_picture(None)
            fresh = True
        if self._views is None or self._views.scene is not scene:
            self._take_scene(SceneViews(scene))
        elif before is not None and before.options.image_size != moment.options.image_size:
            self._ask_photo()
        if fresh:
            self._shown_step = None
        self._say_stuck()
        self._draw_learning()
        if fresh:
            self._ask_view()
            self._ask_ray()
        elif not self._later.isActive():
            self._refresh()
        if (self._shown_step is None or not self.isVisible()) and (self._trained is None or self._compact):
            self._draw_recorded()
        self._say_beside()
        if self._ablation is not None and self._ablation.isVisible():
            self._ablation.show_options(moment.options, self._photos())

    def _draw_learning(self) -> None:
        """The curves, and what the sketch has of the training; while the camera moves they wait until it rests."""
        if self._moment is not None and not self.view.moving():
            draw_curves(self.curves, self._moment, self._drawing.curve)
            self._draw_camera()

    def _rested(self) -> None:
        self._draw_learning()

    def _draw_recorded(self) -> None:
        """Without an answer of the field itself: what the run recorded for the first held-out view."""
        frame = self._newest("rgb")
        if frame is None and self._compact:  # a pinned run asks no field
            self.view.show_message(self.tr("Nothing was drawn before it was pinned"))
        if frame is None or self._views is None or self._standing != self._views.held_out[0]:
            return
        self._pixels_per_ray = 1
        self.view.show_message("")
        self.view.set_picture(FieldPicture(frame.rgb, frame.depth, frame.accumulation))
        self._say_overlay(frame.step)
        other = self._newest("beside_rgb")
        if other is not None:
            self.other.set_picture(FieldPicture(other.beside_rgb))

    def _newest(self, field: str) -> Any:
        """The newest frame up to the shown one that has a field, or None."""
        assert self._moment is not None
        film = self._moment.film
        shots = (film.shot(step).frame for step in reversed(film.steps()) if step <= self._moment.step)
        return next((f for f in shots if getattr(f, field, None) is not None), None)

    def _measured(self) -> Any:
        return self._newest("psnr")

    def _say_beside(self) -> None:
        if self._moment is None or not self.pictures.beside():
            return
        own, other = words.beside_names(self._moment.options)
        measured = self._newest("beside_psnr")
        verdict = words.beside_verdict(measured, own, other)
        self.pictures.say(words.named_psnr(own, self.view.psnr()), words.named_psnr(other, self.other.psnr()), verdict)

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        before, self._drawing = self._drawing, drawing
        for view in (self.view, self.other):
            view.set_drawing(drawing.what)
        if self._views is not None:
            for view in (self.view, self.other):
                view.set_scales(self._views.scene.near, self._views.scene.far, error=drawing.error)
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

    def _photos(self) -> int:
        """How many photos are learnt from."""
        assert self._moment is not None and self._views is not None
        wanted, options = len(self._views.scene.views) - len(self._views.held_out), self._moment.options
        return min(wanted, options.images) if options.images else wanted

    def show_ablation(self) -> None:
        """The paper's table of what each part brings, and what was measured here."""
        if self._moment is None or self._views is None:
            return
        if self._ablation is None:
            self._ablation = AblationDialog(self)
            self._ablation.resize(px(800), px(700))
        self._ablation.show_options(self._moment.options, self._photos())
        self._ablation.show()
        self._ablation.raise_()

    def save_surface(self) -> None:
        """Cut the field at a density, see the surface, save it as a mesh or a cloud."""
        from app.nerf_surface import open_surface

        self._opened(open_surface(self))

    def save_turn(self) -> None:
        """See the film once round the field, and save it."""
        from app.nerf_turn import open_turn

        self._opened(open_turn(self))

    def save_view(self) -> None:
        """The camera's picture at a size of one's own."""
        from app.nerf_turn import open_picture

        self._opened(open_picture(self))

    def _opened(self, dialog: QWidget | None) -> None:
        if dialog is None:
            self.notice.say(self.tr("There is no field to save yet."), "info")

    # -- modes ---------------------------------------------------------------------------------

    def sentence(self) -> str:
        if self._moment is None or self._views is None:
            return ""
        photos = self._photos()
        if self._trained is not None and not self._compact:
            return words.trained_sentence(self._moment, photos)
        return words.sentence(self._moment, self._measured(), photos)

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
            **{f"network_{name}": array for name, array in self.below.network.to_arrays().items()},
            **{f"levels_{name}": array for name, array in self.below.levels.pictures.to_arrays().items()},
        }


FIELD = {"field": "field.pt"}

LAB = Lab(
    study="nerf",
    stage=NerfStage,
    drawing=Drawing,
    lanes=(
        SideLane("view", "nerf-view", products=FIELD),
        SideLane("beside", "nerf-view", products={"field": "beside.pt"}),
        SideLane("ray", "nerf-ray", products=FIELD),
        SideLane("sides", "nerf-directions", products=FIELD),
        SideLane("network", "nerf-network", products=FIELD),
        SideLane("levels", "nerf-levels", products=FIELD),
        SideLane("photo", "scene-photos"),
        SideLane("small", "scene-photos"),
    ),
    keeps_running=True,
    starts_paused=True,
    words=("NeRF", "radiance field", "view synthesis", "PSNR", "instant-ngp", "TensoRF"),
    commands=(
        StageCommand("toggle_wipe", QT_TRANSLATE_NOOP("commands", "Wipe between photo and rendering"), "B"),
        StageCommand("next_view", QT_TRANSLATE_NOOP("commands", "Fly to the next held-out photo"), "N"),
        StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "The next page below the picture"), "M"),
        StageCommand("show_network", QT_TRANSLATE_NOOP("commands", "The network at the clicked point"), "K"),
        StageCommand("show_levels", QT_TRANSLATE_NOOP("commands", "The levels at the clicked point"), "G"),
        StageCommand("show_ablation", QT_TRANSLATE_NOOP("commands", "What each part brings: the paper's table"), "A"),
        StageCommand("save_surface", QT_TRANSLATE_NOOP("commands", "Save the surface, or points on it…"), "S"),
        StageCommand("save_turn", QT_TRANSLATE_NOOP("commands", "Save the film once round…"), "O"),
        StageCommand("save_view", QT_TRANSLATE_NOOP("commands", "Save the picture from here at any size…"), "I"),
        StageCommand("reset_camera", QT_TRANSLATE_NOOP("commands", "Back to the first held-out photo"), "Shift+F"),
    ),
)
