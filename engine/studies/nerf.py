"""Train a radiance field on posed photos step by step: losses, PSNR and SSIM on held-out photos, what it sees so far.

Mildenhall et al. 2020 and its teaching version, and fields that learn within seconds: planes and lines (Chen et al.
2022), dense and hashed grids (Müller et al. 2022). One frame every few steps; the field can be looked at meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.scene import Scene, View
from engine.errors import InputError
from engine.fields.nerf_options import TrainingControls, TrainingOptions
from engine.options import from_json, to_json
from engine.study import Progress, Published, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.learner import Learner
    from engine.fields.pair_training import Pair
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
    loss: float | None = value("mean squared error of the last step's rays, of the finest look")
    loss_coarse: float | None = value("mean squared error of the coarse look, where there are two")
    train_psnr: float | None = value("PSNR of the last step's rays", unit="dB")
    learning_rate: float = value("learning rate of the next step")
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
    near: float = value("where rays begin", unit="scene")
    far: float = value("where rays end", unit="scene")
    box: NDArray[np.float64] = value(
        "lower and upper corner of what is reconstructed", shape="(2, 3)", dtype="float64", unit="scene"
    )
    beside_step: int | None = value("training steps so far of what learns beside it", unit="steps")
    beside_train_seconds: float | None = value("time of its training alone", unit="s")
    beside_loss: float | None = value("mean squared error of its last step's rays")
    beside_psnr: float | None = value("its mean PSNR over the held-out photos that are measured", unit="dB")
    beside_ssim: float | None = value("its mean structural similarity over them")
    beside_rgb: NDArray[np.float32] | None = value(
        "the first held-out view as drawn by it, sRGB 0 to 1", shape="(rows, columns, 3)", dtype="float32"
    )
    notes: tuple[str, ...] = value("what was chosen and what has to be known, in sentences", shape="(n,)", dtype="str")


GOES_ON_WITH = ("max_seconds", "max_steps", "measure_every", "steps_per_frame")
"""The options that may be changed while a checkpoint is gone on from."""
DRAWING_SHARE = 0.2
"""Pictures between measurements take at most this part of the training's time."""


def run(scene: Scene, resume: Checkpoint | None = None, *, options: Options) -> StudyRun:
    """Train, yielding a :class:`Frame` at once and then every few steps, and breaths between.

    Publishes at the start the field, which is trained in place, and the checkpoint, which is of the moment in which it
    is saved; both again at each measurement and at the end. What learns beside it is published as ``beside.pt``, and
    its state lies in the same checkpoint. ``resume`` goes on from a checkpoint, whose options but for the training's
    length count.

    Raises
    ------
    InputError
        The scene has too few photos, near does not lie before far, or the checkpoint is of another training.
    ComputationError
        The loss is no longer a number.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()

    from engine.fields.learner import LiveCheckpoint, other_training
    from engine.fields.pair_training import Pair, other_options, sameness
    from engine.fields.photos import space_notes, splits_of
    from engine.fields.scene_setting import adjusted

    if resume is not None:
        options = _resumed(options, resume)
    scene = adjusted(scene, options.near, options.far, options.box_scale, options.background)
    first = yield from _learner(scene, options)
    other = other_options(options)
    second = None if other is None else (yield from _learner(scene, other))
    pair = Pair(first, second)
    if resume is not None:
        yield from _breaths(first.restoring(resume.weights, resume.step, resume.optimiser), first, options)
        if second is not None:
            if "beside" not in resume.optimiser:
                raise other_training()
            yield from _breaths(second.restoring(**resume.optimiser["beside"]), second, options)

    checkpoint = Published("nerf.checkpoint.pt", LiveCheckpoint(first, second, to_json(options)))
    products = [Published("field.pt", first.published), checkpoint]
    if second is not None:
        products.insert(1, Published("beside.pt", second.published))
    yield from products
    train_views, held_views, own_split = splits_of(scene, options.images)
    same = sameness(options, len(train_views))
    notes = (*scene.notes, *_left_out(train_views, held_views, options, first), *space_notes(first.field.bounds))
    notes = notes if own_split else (*notes, _split_note(len(train_views), len(held_views)))
    notes = notes if same is None else (*notes, same)
    received = yield _frame(pair, notes)
    while True:
        if isinstance(received, Controls):
            for learner in pair.learners:
                learner.trainer.factor = received.learning_rate_factor
        received = None
        behind = pair.behind(options.max_seconds, options.max_steps)
        if behind is not None:
            yield from _breaths(behind.step(), behind, options)
        ended = pair.behind(options.max_seconds, options.max_steps) is None
        every = options.measure_every
        due = bool(every) and first.trainer.seconds - first.measured_at >= every and first.measuring_share() <= 1
        leading = behind is first or first.ended(options.max_seconds, options.max_steps)
        counted = behind is not None and leading and behind.trainer.step % options.steps_per_frame == 0
        if not (ended or due or counted):
            continue
        for learner in pair.learners:
            if ended or (due and learner.measuring_share() <= 1):
                yield from learner.measuring()
            elif not due and learner.drawing_share() <= DRAWING_SHARE:
                yield from learner.drawing()
        received = yield _frame(pair, notes)
        if ended or due:
            yield from products
        if ended:
            break


def _learner(scene: Scene, options: TrainingOptions) -> Generator[Progress, None, Learner]:
    """What learns the scene with these options."""
    from engine.fields.learner import Learner, warm_up
    from engine.fields.pair_training import settings_of
    from engine.fields.photos import bounds_of, preparing_photos, splits_of
    from engine.fields.sparse_depth import sparse_depths
    from engine.fields.training import Recipe

    yield from warm_up()
    train_views, held_views, _ = splits_of(scene, options.images)
    photos = yield from preparing_photos(train_views, options.image_size, scene.background)
    count = options.measured_photos or len(held_views)
    held = yield from preparing_photos(held_views[:count], options.image_size, scene.background)
    recipe = Recipe(seed=options.seed, rays=options.rays)
    bounds, depths = bounds_of(scene, options.space), sparse_depths(scene, train_views)
    return Learner(settings_of(options), bounds, photos, held, recipe, scene.name, depths)


def _breaths(
    running: Generator[None, None, None], learner: Learner, options: Options
) -> Generator[Progress, None, None]:
    """The learner's breaths as the engine wants them."""
    total = max(round(options.max_seconds), 1)
    for _ in running:
        done = min(int(learner.trainer.seconds), total)
        yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "seconds of training"))


def _frame(pair: Pair, notes: tuple[str, ...]) -> Frame:
    first, second = pair.first, pair.second
    trainer, losses, bounds = first.trainer, first.losses, first.field.bounds
    drawn, measured = first.seen()
    beside_drawn, beside_measured = (None, None) if second is None else second.seen()
    stuck = trainer.stuck()
    other = trainer.recipe.seed + 1 if stuck else None
    if stuck:
        notes = (*notes, Note(STUCK, seed=trainer.recipe.seed, other=other))
    return Frame(
        step=trainer.step,
        train_seconds=trainer.seconds,
        loss=None if losses is None else losses.last,
        loss_coarse=None if losses is None else losses.coarse,
        train_psnr=None if losses is None else float(-10 * np.log10(max(losses.last, 1e-12))),
        learning_rate=trainer.rate(),
        psnr=None if measured is None else float(measured.psnrs.mean()),
        ssim=None if measured is None else float(measured.ssims.mean()),
        psnrs=None if measured is None else freeze(measured.psnrs),
        rgb=None if drawn is None else freeze(drawn.rgb),
        depth=None if drawn is None else freeze(drawn.depth),
        accumulation=None if drawn is None else freeze(drawn.accumulation),
        filled=None if first.quick is None else first.quick.occupancy.fraction(),
        samples_per_ray=None if first.quick is None else trainer.per_ray,
        stuck=stuck,
        other_seed=other,
        near=bounds.near,
        far=bounds.far,
        box=freeze(np.array([bounds.low, bounds.high])),
        beside_step=None if second is None else second.trainer.step,
        beside_train_seconds=None if second is None else second.trainer.seconds,
        beside_loss=None if second is None or second.losses is None else second.losses.last,
        beside_psnr=None if beside_measured is None else float(beside_measured.psnrs.mean()),
        beside_ssim=None if beside_measured is None else float(beside_measured.ssims.mean()),
        beside_rgb=None if beside_drawn is None else freeze(beside_drawn.rgb),
        notes=notes,
    )


STUCK = QT_TRANSLATE_NOOP(
    "errors",
    "The training is stuck at the background: with seed {seed} it has found nothing to draw, and seed {other} may do "
    "better.",
)


def _left_out(
    train: Sequence[View], held: Sequence[View], options: TrainingOptions, learner: Learner
) -> tuple[Note, ...]:
    """A sentence where photos that were to be learnt from or measured could not be read."""
    views = [*train, *held[: options.measured_photos or len(held)]]
    there = {*learner.trainer.photos.names, *learner.held.names}
    lacking = [view.name for view in views if view.name not in there]
    if not lacking:
        return ()
    names = ", ".join(lacking[:3]) + (", ..." if len(lacking) > 3 else "")
    words = QT_TRANSLATE_NOOP("errors", "Left out because the photo cannot be read, {count} of {total}: {names}.")
    return (Note(words, count=len(lacking), total=len(views), names=names),)


def _split_note(train: int, held: int) -> Note:
    return Note(
        QT_TRANSLATE_NOOP(
            "errors", "The scene does not say which photos to hold out: every eighth is, {held} of {total}."
        ),
        held=held,
        total=train + held,
    )


def _resumed(options: Options, checkpoint: Checkpoint) -> Options:
    """The checkpoint's options with the training's length asked for now.

    Raises
    ------
    InputError
        It is a checkpoint of another study.
    """
    from engine.fields.learner import other_training

    try:
        stored = from_json(Options, checkpoint.options)
    except (InputError, KeyError, TypeError) as error:
        raise other_training() from error
    return dataclasses.replace(
        stored,
        max_seconds=max(stored.max_seconds, options.max_seconds),
        max_steps=options.max_steps,
        measure_every=options.measure_every,
        steps_per_frame=options.steps_per_frame,
    )
