"""One field that learns, as a study leads it: its steps, its pictures, and a checkpoint of it at any moment."""

from __future__ import annotations

import copy
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from engine.errors import InputError
from engine.fields.building import FieldSettings, build, fitted
from engine.fields.drawing import Drawn
from engine.fields.evaluation import Measured, drawing_view, measuring
from engine.fields.field import Bounds
from engine.fields.files import TrainedField
from engine.fields.photos import Photos, reaching
from engine.fields.quick import QuickField
from engine.fields.sparse_depth import SparseDepths
from engine.fields.training import Losses, Recipe, Trainer
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP
from engine.training.products import Checkpoint

T = TypeVar("T")


class Learner:
    """A field, its trainer, and what has been drawn and measured of it.

    ``losses`` of the last step (None before the first), ``drawn`` and ``measured`` since they were asked for last.
    ``published`` is the product that view studies look at; it is trained in place.
    """

    def __init__(
        self,
        settings: FieldSettings,
        bounds: Bounds,
        photos: Photos,
        held: Photos,
        recipe: Recipe,
        name: str,
        depths: SparseDepths | None = None,
    ) -> None:
        self.settings, self.held = settings, held
        self.field = build(settings, bounds)
        self.trainer = Trainer(self.field, photos, settings.sampling, recipe, depths)
        self.losses: Losses | None = None
        self.drawn: Drawn | None = None
        self.measured: Measured | None = None
        self.measured_at = self.drawn_at = 0.0
        self._drawing_seconds: float | None = None
        self._begun: tuple[int, float, float] | None = None
        first = held.cameras[0]
        self.published = TrainedField(
            self.field,
            self.field.bounds,
            settings,
            0,
            np.stack([camera.pose[:3] for camera in photos.cameras]),
            first.width,
            first.height,
            float(np.degrees(2 * np.arctan(0.5 * first.height / first.intrinsics[1, 1]))),
            np.array(first.pose[:3]),
            name,
        )

    @property
    def quick(self) -> QuickField | None:
        """The field, where it learns within seconds."""
        return self.field if isinstance(self.field, QuickField) else None

    # -- learning ------------------------------------------------------------------------------

    def step(self) -> Generator[None, None, None]:
        """One training step, with breaths."""
        length = 0.0 if self.quick is None else float(self.quick.length)
        self._begun = (self.trainer.step, self.trainer.per_ray, length)
        self.losses = yield from self.trainer.training_step()
        self._begun = None
        self.published.step = self.trainer.step

    def ended(self, seconds: float, steps: int) -> bool:
        """Whether it has learnt for so long, or has taken so many steps (0: any number)."""
        return self.trainer.seconds >= seconds or bool(steps and self.trainer.step >= steps)

    # -- looking -------------------------------------------------------------------------------

    def drawing_share(self) -> float:
        """What a picture takes of the time learnt since the last one; before the first as the steps let expect."""
        learnt = self.trainer.seconds - self.drawn_at
        return self._expected(1) / learnt if learnt > 0 else float("inf")

    def measuring_share(self) -> float:
        """The same for measuring all held-out photos; 0 for fields that learn within seconds."""
        learnt = self.trainer.seconds - self.measured_at
        if self.quick is not None:
            return 0.0
        return self._expected(len(self.held.cameras)) / learnt if learnt > 0 else float("inf")

    def _expected(self, pictures: int) -> float:
        if self._drawing_seconds is not None:
            return self._drawing_seconds * pictures
        if self.quick is not None or not self.trainer.step:
            return 0.0
        camera = self.held.cameras[0]
        step = self.trainer.seconds / self.trainer.step
        return pictures * step / BACKWARDS * camera.width * camera.height / self.trainer.recipe.rays

    def drawing(self) -> Generator[Progress, None, None]:
        """Draw the first held-out view."""
        clock = _Clock()
        self.drawn = yield from clock.timed(drawing_view(self.field, self.settings.sampling, self.held.cameras[0]))
        self.drawn_at, self._drawing_seconds = self.trainer.seconds, clock.seconds

    def measuring(self) -> Generator[Progress, None, None]:
        """Draw all held-out photos and compare."""
        clock = _Clock()
        self.measured = yield from clock.timed(measuring(self.field, self.settings.sampling, self.held))
        self.drawn = self.measured.first
        self.measured_at = self.drawn_at = self.trainer.seconds
        self._drawing_seconds = clock.seconds / len(self.held.cameras)

    def seen(self) -> tuple[Drawn | None, Measured | None]:
        """What was drawn and measured since this was asked last."""
        found = (self.drawn, self.measured)
        self.drawn = self.measured = None
        return found

    # -- going on ------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """The training as it stands: ``weights``, ``step`` and what else :meth:`restoring` needs, all copied.

        In the middle of a step it is what was there before it, or, where the weights have been changed already, what
        remains to be done of it.
        """
        state = copy.deepcopy(self.trainer.state())
        weights = {name: tensor.detach().clone() for name, tensor in self.field.state_dict().items()}
        unfinished = False
        if self._begun is not None:
            step, per_ray, length = self._begun
            unfinished = self.trainer.step > step
            if not unfinished:
                state["samples_per_ray"] = per_ray
                if self.quick is not None:
                    weights["length"].fill_(length)
        more = {"unfinished": unfinished, "factor": self.trainer.factor}
        return {"weights": weights, "step": self.trainer.step, "state": {**state, **more}}

    def restoring(self, weights: dict[str, Any], step: int, state: dict[str, Any]) -> Generator[None, None, None]:
        """Go on where ``state`` was taken.

        Raises
        ------
        InputError
            It is the state of another training.
        """
        trainer = self.trainer
        try:
            fitted(self.field, weights)
            yield from trainer.restoring(step, copy.deepcopy(state))  # it would be trained in place
            trainer.factor = float(state["factor"])
            if state["unfinished"] and self.quick is not None:
                options = self.quick.options
                if options.updates_at(step):
                    yield from self.quick.find_empty(step)
                    trainer.pixels = yield from reaching(trainer.photos, self.quick.occupancy, self.field.bounds)
                if step in options.growing:
                    trainer._grow(self.quick, options.stage(step, options.growing))
        except (KeyError, ValueError, TypeError, RuntimeError) as error:
            raise other_training() from error
        if trainer.recent:
            loss, accumulation = trainer.recent[-1]
            self.losses = Losses(loss, None, accumulation)
        self.measured_at = self.drawn_at = trainer.seconds
        self.published.step = step


def warm_up() -> Generator[Progress, None, None]:
    """Import what torch's optimisers and the measuring would import in the middle of the training."""
    import torch

    loading = Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    torch.optim.Adam([torch.zeros(1, requires_grad=True)])
    yield loading
    import scipy.ndimage  # noqa: F401

    yield loading


class LiveCheckpoint:
    """A training's checkpoint, of the moment in which it is saved.

    It is published once and does not grow with the training; like all that calls torch it is saved in the engine's
    thread, between two of the training's breaths.
    """

    def __init__(self, learner: Learner, beside: Learner | None, options: dict[str, Any]) -> None:
        self._learner, self._beside, self._options = learner, beside, options

    def taken(self) -> Checkpoint:
        """The checkpoint of now."""
        own = self._learner.state()
        state = own["state"]
        if self._beside is not None:
            state["beside"] = self._beside.state()
        return Checkpoint(own["weights"], state, own["step"], self._options)

    def save(self, path: Path) -> Path:
        """Write the checkpoint of now; returns ``path``."""
        return self.taken().save(path)


def other_training() -> InputError:
    """What is said of a checkpoint that does not fit."""
    return InputError(QT_TRANSLATE_NOOP("errors", "The checkpoint is not of a radiance field's training."))


BACKWARDS = 3.0
"""A step, forward and backward, takes so many times what a picture takes for as many rays."""


class _Clock:
    """Counts the seconds a generator of breaths takes itself."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, running: Generator[Progress, None, T]) -> Generator[Progress, None, T]:
        while True:
            start = time.perf_counter()
            try:
                got = next(running)
            except StopIteration as end:
                self.seconds += time.perf_counter() - start
                result: T = end.value
                return result
            self.seconds += time.perf_counter() - start
            yield got
