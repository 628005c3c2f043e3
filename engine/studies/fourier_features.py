"""Fourier features: a photo learnt by a small network of its coordinates, with and without an encoding of them.

Tancik et al. 2020. An MLP that is given x and y alone learns slow waves only; cosines and sines of x and y let it learn
fine detail. The neural tangent kernel of each encoding, along one row of the picture, says why.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.errors import ComputationError, InputError
from engine.fields.picture_options import CoordinateNetworkOptions, EncodingOptions
from engine.options import from_json, option, to_json
from engine.study import Progress, Published, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.picture import PictureTraining
    from engine.training.products import Checkpoint

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Fourier features")
PAPER = "Tancik et al. 2020"

KERNEL_POINTS = 128


@dataclass(frozen=True)
class Options(CoordinateNetworkOptions, EncodingOptions):
    """Which encoding, of what scale, and how it is trained."""

    steps_per_frame: int = option(
        10,
        QT_TRANSLATE_NOOP("options", "Training steps between two recorded pictures."),
        label=QT_TRANSLATE_NOOP("options", "Steps a picture"),
        minimum=1,
        maximum=1000,
        step=1,
        advanced=True,
    )


@dataclass(frozen=True)
class Controls:
    """What can be steered while it trains."""

    learning_rate_factor: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "Multiplies the learning rate from the next step on."),
        label=QT_TRANSLATE_NOOP("options", "Learning rate factor"),
        minimum=0.001,
        maximum=1000.0,
        step=0.1,
        logarithmic=True,
    )


@dataclass(frozen=True)
class Frame:
    """The training after a few steps. What was not measured is None."""

    step: int = value("training steps so far", unit="steps")
    steps: int = value("training steps in all", unit="steps")
    train_seconds: float = value("time of the training steps alone", unit="s")
    learning_rate: float = value("learning rate of the last step")
    loss: float | None = value("mean squared error of the mini-batches since the last frame; None before the first")
    psnr: float = value("over the pixels that are held out", unit="dB")
    psnr_trained: float = value("over the pixels that are trained", unit="dB")
    rgb: NDArray[np.float32] = value("the learnt picture, 0 to 1", shape="(S, S, 3)", dtype="float32")
    target: NDArray[np.float32] = value("the picture to learn, 0 to 1", shape="(S, S, 3)", dtype="float32")
    spectrum: NDArray[np.float32] = value(
        "log10 of the learnt picture's Fourier magnitude, frequency 0 at (S/2, S/2)", shape="(S, S)", dtype="float32"
    )
    target_spectrum: NDArray[np.float32] = value("the target's", shape="(S, S)", dtype="float32")
    frequencies: NDArray[np.float32] = value(
        "frequency of each ring of the spectrum", shape="(R,)", dtype="float32", unit="cycles"
    )
    radial_error: NDArray[np.float32] = value(
        "amplitude of the error over the target's, ring by ring: 0 learnt, 1 as with nothing there; NaN where the "
        "target has nothing",
        shape="(R,)",
        dtype="float32",
    )
    parameters: int = value("weights and biases of the network")
    encoded_size: int = value("values the network is given for a position")
    encoding: int = value("number of the encoding in `encodings`")
    scale: float | None = value("the scale that was used; None where the encoding has none", unit="cycles")
    encodings: tuple[str, ...] = value("names of the four encodings", shape="(4,)", dtype="str")
    kernel_scales: NDArray[np.float64] = value(
        "scale of each encoding in the kernels; NaN where it has none", shape="(4,)", dtype="float64", unit="cycles"
    )
    kernel_positions: NDArray[np.float32] = value(
        "positions along the middle row of the picture", shape="(P,)", dtype="float32", unit="picture sides"
    )
    kernels: NDArray[np.float32] = value(
        "neural tangent kernel of the infinitely wide network between these positions, over its largest value, for "
        "each encoding",
        shape="(4, P, P)",
        dtype="float32",
    )
    kernel_frequencies: NDArray[np.float32] = value(
        "frequencies of `kernel_spectra`", shape="(P/2 + 1,)", dtype="float32", unit="cycles"
    )
    kernel_spectra: NDArray[np.float32] = value(
        "how strongly each kernel answers a wave along the row: its Rayleigh quotient over P",
        shape="(4, P/2 + 1)",
        dtype="float32",
    )
    notes: tuple[str, ...] = value("what was chosen or done otherwise than asked", shape="(n,)", dtype="str")


GOES_ON_WITH = ("steps", "steps_per_frame")
"""The options that may be changed while a checkpoint is gone on from."""
COUNTED = ("seconds", "factor", "losses", "rate", "latest")


def run(image: Image, resume: Checkpoint | None = None, *, options: Options) -> StudyRun:
    """Train, yielding a frame before the first step and after every few; a breath after each step.

    Publishes at the start, and again at the end, the checkpoint, which is of the moment in which it is saved.
    ``resume`` goes on from a checkpoint, whose options but for the number of steps count; its first frame is where
    that stood.

    Raises
    ------
    InputError
        The picture is too small, or the checkpoint is of another training.
    ComputationError
        The loss is no longer a number.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()
    from engine.fields.fourier import ENCODINGS, chosen_scale, encoded_size, frequency_matrix
    from engine.fields.picture import PictureTraining, square
    from engine.fields.spectrum import error_by_frequency, log_magnitude, rings, transform
    from engine.training.products import Checkpoint, RunningCheckpoint

    if resume is not None:
        options = _resumed(options, resume)

    target, notes = square(image, options.image_size)
    yield Progress(0, options.steps, QT_TRANSLATE_NOOP("progress", "training steps"))
    grid = len(target) // 2
    scales = [chosen_scale(name, grid) for name in ENCODINGS]
    own = ENCODINGS.index(options.encoding)
    if options.scale > 0 and scales[own] is not None:
        scales[own] = options.scale
    matrices = [
        frequency_matrix(name, scale or 0.0, options.features, options.seed)
        for name, scale in zip(ENCODINGS, scales, strict=True)
    ]
    fixed: dict[str, Any] = yield from _kernels(matrices, options)
    training = PictureTraining(target, matrices[own], options.width, options.layers, options.seed)
    whole, ring = transform(target), rings(*target.shape[:2])
    fixed.update(
        target=target,
        target_spectrum=freeze(log_magnitude(whole)),
        frequencies=freeze(np.arange(ring.max() + 1, dtype=np.float32)),
        parameters=training.parameters,
        encoded_size=encoded_size(len(matrices[own])),
        encoding=own,
        scale=scales[own],
        encodings=ENCODINGS,
        kernel_scales=freeze(np.array([np.nan if s is None else s for s in scales])),
        steps=options.steps,
        notes=notes,
    )
    seconds, factor, losses, rate, start_step = 0.0, 1.0, [], options.learning_rate, 0
    latest: float | None = None
    if resume is not None:
        training.restore(resume.weights, resume.optimiser)
        counted, start_step = resume.counted, resume.step
        seconds, factor, losses, rate, latest = (counted[name] for name in COUNTED)
    done = start_step

    def taken() -> Checkpoint:
        counted = dict(zip(COUNTED, (seconds, factor, list(losses), rate, latest), strict=True))
        return Checkpoint(step=done, options=to_json(options), counted=counted, **training.state())

    checkpoint = Published("picture.checkpoint.pt", RunningCheckpoint(taken))
    yield checkpoint
    for step in range(start_step, max(options.steps, start_step) + 1):
        if step > start_step:
            rate = options.learning_rate * factor
            start = time.perf_counter()
            losses.append(training.step(options.batch_size, rate))
            seconds += time.perf_counter() - start
            done = step
            _checked(losses[-1], step, rate)
            yield Progress(step, options.steps, QT_TRANSLATE_NOOP("progress", "training steps"))
        due = step % options.steps_per_frame == 0 or step >= options.steps
        if not due and step > start_step:
            continue
        latest = float(np.mean(losses)) if losses else latest
        rgb = yield from _rendered(training)
        trained, held_out = training.ratios(rgb, target)
        learned = transform(rgb)
        received = yield Frame(
            step=step,
            train_seconds=seconds,
            learning_rate=rate,
            loss=latest,
            psnr=held_out,
            psnr_trained=trained,
            rgb=rgb,
            spectrum=freeze(log_magnitude(learned)),
            radial_error=freeze(error_by_frequency(learned, whole, ring)),
            **fixed,
        )
        losses = [] if due else losses
        if isinstance(received, Controls):
            factor = received.learning_rate_factor
        if step >= options.steps:
            yield checkpoint


def _resumed(options: Options, checkpoint: Checkpoint) -> Options:
    """The checkpoint's options with the number of steps asked for now.

    Raises
    ------
    InputError
        It is a checkpoint of another study.
    """
    from engine.fields.picture import other_training

    if not set(COUNTED) <= set(checkpoint.counted):
        raise other_training()
    try:
        stored = from_json(Options, checkpoint.options)
    except (InputError, KeyError, TypeError) as error:
        raise other_training() from error
    steps = max(stored.steps, options.steps)
    return dataclasses.replace(stored, steps=steps, steps_per_frame=options.steps_per_frame)


def _checked(loss: float, step: int, rate: float) -> None:
    """Raise ComputationError where the loss is no longer a number."""
    if not np.isfinite(loss):
        raise ComputationError(
            QT_TRANSLATE_NOOP(
                "errors", "The loss is no longer a number after step {step}: try a lower learning rate than {rate}."
            ),
            step=step,
            rate=f"{rate:g}",
        )


def _rendered(training: PictureTraining) -> Generator[Progress, None, NDArray[np.float32]]:
    """The picture as the network has it now."""
    rendering = training.rendering()
    while True:
        try:
            done = next(rendering)
        except StopIteration as end:
            picture: NDArray[np.float32] = end.value
            return picture
        yield Progress(done, training.side**2, QT_TRANSLATE_NOOP("progress", "pixels"))


def _kernels(matrices: list[NDArray[np.float64]], options: Options) -> Generator[Progress, None, dict[str, Any]]:
    """The frame's fields on the kernels: of each encoding, along the middle row."""
    import torch

    from engine.fields.fourier import fourier_features
    from engine.fields.neural_tangent_kernel import neural_tangent_kernel, rayleigh_quotients

    positions = np.arange(KERNEL_POINTS) / KERNEL_POINTS
    row = torch.from_numpy(np.stack([positions, np.full(KERNEL_POINTS, 0.5)], 1))
    kernels, spectra = [], []
    for matrix in matrices:
        encoded = fourier_features(row, torch.from_numpy(matrix)).numpy()
        kernel = neural_tangent_kernel(encoded, encoded, options.layers)
        kernel /= np.abs(kernel).max()
        kernels.append(kernel.astype(np.float32))
        spectra.append(rayleigh_quotients(kernel).astype(np.float32))
        yield Progress(len(kernels), len(matrices), QT_TRANSLATE_NOOP("progress", "kernels"))
    return {
        "kernel_positions": freeze(positions.astype(np.float32)),
        "kernels": freeze(np.stack(kernels)),
        "kernel_frequencies": freeze(np.arange(KERNEL_POINTS // 2 + 1, dtype=np.float32)),
        "kernel_spectra": freeze(np.stack(spectra)),
    }
