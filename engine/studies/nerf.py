"""Train a radiance field on posed photos step by step: losses, PSNR and SSIM on held-out photos, what it sees so far.

Mildenhall et al. 2020 and its teaching version, and fields that learn within seconds: planes and lines (Chen et al.
2022), dense and hashed grids (Müller et al. 2022). One frame every few steps; the field can be looked at meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.scene import Scene
from engine.errors import InputError
from engine.fields.nerf_options import TrainingControls, TrainingOptions
from engine.options import from_json, to_json
from engine.study import Progress, Published, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.building import FieldSettings
    from engine.fields.drawing import Drawn
    from engine.fields.evaluation import Measured
    from engine.fields.files import TrainedField
    from engine.fields.photos import Photos
    from engine.fields.training import Losses, Trainer
    from engine.training.products import Checkpoint

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Neural radiance field")
PAPER = "Mildenhall, Srinivasan, Tancik, Barron, Ramamoorthi and Ng 2020"


@dataclass(frozen=True)
class Options(TrainingOptions):
    """Which field learns, from what, and for how long."""


@dataclass(frozen=True)
class Controls(TrainingControls):
    """What can be steered while it trains."""


@dataclass(frozen=True)
class Frame:
    """The training after a few steps. What was not measured or drawn at this step is None."""

    step: int = value("training steps so far", unit="steps")
    train_seconds: float = value("time of the training alone, without measuring and drawing", unit="s")
    loss: float = value("mean squared error of the last step's rays, of the finest look")
    loss_coarse: float | None = value("mean squared error of the coarse look, where there are two")
    train_psnr: float = value("PSNR of the last step's rays", unit="dB")
    learning_rate: float = value("learning rate of the last step")
    psnr: float | None = value("mean PSNR over the held-out photos that are measured", unit="dB")
    ssim: float | None = value("mean structural similarity over them")
    psnrs: NDArray[np.float32] | None = value(
        "PSNR of each measured held-out photo", shape="(photos,)", dtype="float32", unit="dB"
    )
    rgb: NDArray[np.float32] | None = value(
        "the first held-out view as drawn, sRGB 0 to 1", shape="(rows, columns, 3)", dtype="float32"
    )
    depth: NDArray[np.float32] | None = value(
        "mean distance along each pixel's ray", shape="(rows, columns)", dtype="float32", unit="scene"
    )
    accumulation: NDArray[np.float32] | None = value(
        "how much of each pixel is not background, 0 to 1", shape="(rows, columns)", dtype="float32"
    )
    filled: float | None = value("part of the occupancy grid that is not empty")
    samples_per_ray: float | None = value("samples of a ray outside empty cells, running mean")
    stuck: bool = value("whether it has drawn nothing but the background for a while")
    other_seed: int | None = value("a seed to try instead, where it is stuck")
    notes: tuple[str, ...] = value("what was chosen and what has to be known, in sentences", shape="(n,)", dtype="str")


DRAWING_SHARE = 0.2
"""Pictures between measurements take at most this part of the training's time."""


def run(scene: Scene, resume: Checkpoint | None = None, *, options: Options) -> StudyRun:
    """Train, yielding a :class:`Frame` every few steps and breaths between.

    Publishes the field at the start (it is trained in place), and a checkpoint and the field again at the end;
    ``resume`` goes on from a checkpoint, whose options but for the training's length count.

    Raises
    ------
    InputError
        The scene has too few photos, or the checkpoint is of another training.
    ComputationError
        The loss is no longer a number.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()

    from engine.fields.building import build, fitted
    from engine.fields.evaluation import drawing_view, measuring
    from engine.fields.photos import bounds_of, preparing_photos, splits_of
    from engine.fields.training import Recipe, Trainer

    if resume is not None:
        options = _resumed(options, resume)
    train_views, held_views, own_split = splits_of(scene, options.images)
    photos = yield from preparing_photos(train_views, options.image_size, scene.background)
    count = options.measured_photos or len(held_views)
    held = yield from preparing_photos(held_views[:count], options.image_size, scene.background)
    bounds, settings = bounds_of(scene), settings_of(options)
    field = build(settings, bounds)
    if resume is not None:
        try:
            fitted(field, resume.weights)
        except (KeyError, RuntimeError) as error:
            raise _other_training() from error
    trainer = Trainer(field, photos, settings.sampling, Recipe(seed=options.seed, rays=options.rays))
    if resume is not None:
        try:
            yield from _breaths(trainer.restoring(resume.step, resume.optimiser), trainer, options)
        except (KeyError, ValueError) as error:
            raise _other_training() from error
    published = _published(field, settings, photos, held, trainer.step, scene)
    yield Published("field.pt", published)

    notes = () if own_split else (_split_note(len(train_views), len(held_views)),)
    losses: Losses | None = None
    measured_at = drawn_at = trainer.seconds
    drawing_seconds = 0.0
    first_picture = True
    while True:
        ended = trainer.seconds >= options.max_seconds or (options.max_steps and trainer.step >= options.max_steps)
        if not ended:
            losses = yield from _breaths(trainer.training_step(), trainer, options)
            published.step = trainer.step
            ended = trainer.seconds >= options.max_seconds or (options.max_steps and trainer.step >= options.max_steps)
        due = bool(options.measure_every) and trainer.seconds - measured_at >= options.measure_every
        if not (ended or due or trainer.step % options.steps_per_frame == 0 or first_picture):
            continue
        measured: Measured | None = None
        drawn: Drawn | None = None
        clock = _Clock()
        if ended or due:
            measured = yield from clock.timed(measuring(field, settings.sampling, held))
            drawn = measured.first
            measured_at = trainer.seconds
        elif drawing_seconds <= DRAWING_SHARE * (trainer.seconds - drawn_at) or first_picture:
            drawn = yield from clock.timed(drawing_view(field, settings.sampling, held.cameras[0]))
            drawn_at, drawing_seconds = trainer.seconds, clock.seconds
        first_picture = first_picture and drawn is None
        received = yield _frame(trainer, losses, measured, drawn, notes)
        if isinstance(received, Controls):
            trainer.factor = received.learning_rate_factor
        if ended:
            break
    yield Published("nerf.checkpoint.pt", _checkpoint(trainer, options))
    yield Published("field.pt", published)


def settings_of(options: Options) -> FieldSettings:
    """What the field is built from."""
    from engine.fields.building import FieldSettings

    usual = 6 if options.field == "tiny" else 10
    return FieldSettings(
        kind=options.field,
        view_dependence=options.view_dependence,
        frequencies=(options.frequencies or usual) if options.positional_encoding else 0,
        direction_frequencies=4 if options.positional_encoding else 0,
        order=options.encoding,
        width=options.width,
        coarse=options.coarse_samples,
        fine=options.fine_samples if options.hierarchical else 0,
        seed=options.seed,
    )


class _Clock:
    """Counts the seconds a generator of breaths takes itself."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, running: Generator[Progress, None, Any]) -> Generator[Progress, None, Any]:
        import time

        while True:
            start = time.perf_counter()
            try:
                got = next(running)
            except StopIteration as end:
                self.seconds += time.perf_counter() - start
                return end.value
            self.seconds += time.perf_counter() - start
            yield got


def _breaths(running: Generator[None, None, Any], trainer: Trainer, options: Options) -> Generator[Progress, None, Any]:
    """The trainer's breaths as the engine wants them."""
    total = max(round(options.max_seconds), 1)
    while True:
        try:
            next(running)
        except StopIteration as end:
            return end.value
        yield Progress(min(int(trainer.seconds), total), total, QT_TRANSLATE_NOOP("progress", "seconds of training"))


def _frame(
    trainer: Trainer, losses: Losses | None, measured: Measured | None, drawn: Drawn | None, notes: tuple[str, ...]
) -> Frame:
    from engine.fields.quick import QuickField

    quick = trainer.field if isinstance(trainer.field, QuickField) else None
    stuck = trainer.stuck()
    other = trainer.recipe.seed + 1 if stuck else None
    if stuck:
        notes = (*notes, Note(STUCK, seed=trainer.recipe.seed, other=other))
    last = float("inf") if losses is None else losses.last
    return Frame(
        step=trainer.step,
        train_seconds=trainer.seconds,
        loss=0.0 if losses is None else last,
        loss_coarse=None if losses is None else losses.coarse,
        train_psnr=float(-10 * np.log10(max(last, 1e-12))) if losses is not None else 0.0,
        learning_rate=trainer.rate(),
        psnr=None if measured is None else float(measured.psnrs.mean()),
        ssim=None if measured is None else float(measured.ssims.mean()),
        psnrs=None if measured is None else freeze(measured.psnrs),
        rgb=None if drawn is None else freeze(drawn.rgb),
        depth=None if drawn is None else freeze(drawn.depth),
        accumulation=None if drawn is None else freeze(drawn.accumulation),
        filled=None if quick is None else quick.occupancy.fraction(),
        samples_per_ray=None if quick is None else trainer.per_ray,
        stuck=stuck,
        other_seed=other,
        notes=notes,
    )


STUCK = QT_TRANSLATE_NOOP(
    "errors",
    "The training is stuck at the background: with seed {seed} it has found nothing to draw, and seed {other} may do "
    "better.",
)


def _split_note(train: int, held: int) -> Note:
    return Note(
        QT_TRANSLATE_NOOP(
            "errors", "The scene does not say which photos to hold out: every eighth is, {held} of {total}."
        ),
        held=held,
        total=train + held,
    )


def _published(
    field: Any, settings: FieldSettings, photos: Photos, held: Photos, step: int, scene: Scene
) -> TrainedField:
    from engine.fields.files import TrainedField

    first = held.cameras[0]
    return TrainedField(
        field,
        field.bounds,
        settings,
        step,
        np.stack([camera.pose[:3] for camera in photos.cameras]),
        first.width,
        first.height,
        float(np.degrees(2 * np.arctan(0.5 * first.height / first.intrinsics[1, 1]))),
        np.array(first.pose[:3]),
        scene.name,
    )


def _checkpoint(trainer: Trainer, options: Options) -> Checkpoint:
    import copy

    from engine.training.products import Checkpoint

    weights = {name: tensor.detach().clone() for name, tensor in trainer.field.state_dict().items()}
    return Checkpoint(weights, copy.deepcopy(trainer.state()), trainer.step, to_json(options))


def _resumed(options: Options, checkpoint: Checkpoint) -> Options:
    """The checkpoint's options with the training's length asked for now.

    Raises
    ------
    InputError
        It is a checkpoint of another study.
    """
    try:
        stored = from_json(Options, checkpoint.options)
    except (InputError, KeyError, TypeError) as error:
        raise _other_training() from error
    return dataclasses.replace(
        stored,
        max_seconds=max(stored.max_seconds, options.max_seconds),
        max_steps=options.max_steps,
        measure_every=options.measure_every,
        steps_per_frame=options.steps_per_frame,
    )


def _other_training() -> InputError:
    return InputError(QT_TRANSLATE_NOOP("errors", "The checkpoint is not of a radiance field's training."))
