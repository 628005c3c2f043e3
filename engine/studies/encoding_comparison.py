"""The four encodings of coordinates side by side: small networks of one seed learn the same small picture in turn.

A view beside :mod:`engine.studies.fourier_features`: the order of the paper's table 1 within seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.fields.picture_options import CoordinateNetworkOptions
from engine.options import option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Encodings side by side")
PAPER = "Tancik et al. 2020"


@dataclass(frozen=True)
class Options(CoordinateNetworkOptions):
    """How the four are trained; each has the scale that is chosen for the picture's size."""

    frames: int = option(
        4,
        QT_TRANSLATE_NOOP("options", "Recorded steps of the comparison, evenly spread over the training."),
        label=QT_TRANSLATE_NOOP("options", "Recorded steps"),
        minimum=1,
        maximum=100,
        step=1,
        advanced=True,
    )


@dataclass(frozen=True)
class Frame:
    """The four after as many training steps."""

    step: int = value("training steps of each", unit="steps")
    steps: int = value("training steps in all", unit="steps")
    encodings: tuple[str, ...] = value("names of the four encodings", shape="(4,)", dtype="str")
    scales: NDArray[np.float64] = value(
        "their scales; NaN where there is none", shape="(4,)", dtype="float64", unit="cycles"
    )
    pictures: NDArray[np.float32] = value("what they have learnt, 0 to 1", shape="(4, S, S, 3)", dtype="float32")
    psnr: NDArray[np.float64] = value("over the held-out pixels", shape="(4,)", dtype="float64", unit="dB")
    psnr_trained: NDArray[np.float64] = value("over the trained pixels", shape="(4,)", dtype="float64", unit="dB")
    notes: tuple[str, ...] = value("what was done otherwise than asked", shape="(n,)", dtype="str")


def run(image: Image, *, options: Options) -> StudyRun:
    """Train the four in turn, a step each, with a breath after every step; asked again, only the kept last frame.

    Raises
    ------
    InputError
        The picture is too small.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()
    from engine.fields.fourier import ENCODINGS, chosen_scale, frequency_matrix
    from engine.fields.picture import PictureTraining, square
    from engine.runtime.cache import cache

    key = ("encoding-comparison", image.digest, options)
    kept = cache.get(key)
    if isinstance(kept, Frame):
        yield kept
        return
    target, notes = square(image, options.image_size)
    scales = [chosen_scale(name, len(target) // 2) for name in ENCODINGS]
    trainings = []
    for name, scale in zip(ENCODINGS, scales, strict=True):
        matrix = frequency_matrix(name, scale or 0.0, options.features, options.seed)
        trainings.append(PictureTraining(target, matrix, options.width, options.layers, options.seed))
    shown = {round(options.steps * (number + 1) / options.frames) for number in range(options.frames)}
    for step in range(1, options.steps + 1):
        for training in trainings:
            training.step(options.batch_size, options.learning_rate)
            yield Progress(step, options.steps, QT_TRANSLATE_NOOP("progress", "training steps"))
        if step not in shown:
            continue
        pictures = []
        for training in trainings:
            rendering = training.rendering()
            while True:
                try:
                    next(rendering)
                except StopIteration as end:
                    pictures.append(end.value)
                    break
                yield Progress(step, options.steps, QT_TRANSLATE_NOOP("progress", "training steps"))
        ratios = np.array([t.ratios(p, target) for t, p in zip(trainings, pictures, strict=True)])
        frame = Frame(
            step=step,
            steps=options.steps,
            encodings=ENCODINGS,
            scales=freeze(np.array([np.nan if s is None else s for s in scales])),
            pictures=freeze(np.stack(pictures)),
            psnr=freeze(ratios[:, 1].copy()),
            psnr_trained=freeze(ratios[:, 0].copy()),
            notes=notes,
        )
        if step == options.steps:
            cache.put(key, frame, frame.pictures.nbytes)
        yield frame
