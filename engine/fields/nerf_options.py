"""The options of a radiance field's training, and what of it can be steered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.fields.scene_setting import BACKGROUND_LABELS, Background
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class TrainingOptions:
    """Which field learns, from what, and for how long."""

    field: Literal["planes", "grid", "hash", "classic", "tiny"] = option(
        "planes",
        QT_TRANSLATE_NOOP("options", "What holds the scene: features in space learn in seconds, networks in hours."),
        label=QT_TRANSLATE_NOOP("options", "Field"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "planes and lines"),
            QT_TRANSLATE_NOOP("options", "dense grids"),
            QT_TRANSLATE_NOOP("options", "hashed grids"),
            QT_TRANSLATE_NOOP("options", "classic NeRF"),
            QT_TRANSLATE_NOOP("options", "tiny NeRF"),
        ),
    )
    space: Literal["auto", "box", "contracted", "ndc"] = option(
        "auto",
        QT_TRANSLATE_NOOP(
            "options",
            "Where the field lies: in the scene's box, or everywhere, drawn together far away; auto: as it fits.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Space"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "automatic"),
            QT_TRANSLATE_NOOP("options", "box"),
            QT_TRANSLATE_NOOP("options", "contracted"),
            QT_TRANSLATE_NOOP("options", "NDC, all cameras looking forward"),
        ),
        advanced=True,
    )
    beside: Literal[
        "nothing",
        "no-positional-encoding",
        "no-view-dependence",
        "no-hierarchical-sampling",
        "ten-photos",
        "tiny",
        "classic",
        "grid",
        "hash",
    ] = option(
        "nothing",
        QT_TRANSLATE_NOOP("options", "What learns beside it, from the same seed and for the same time."),
        label=QT_TRANSLATE_NOOP("options", "Beside it"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "nothing"),
            QT_TRANSLATE_NOOP("options", "no positional encoding"),
            QT_TRANSLATE_NOOP("options", "no view dependence"),
            QT_TRANSLATE_NOOP("options", "no hierarchical sampling"),
            QT_TRANSLATE_NOOP("options", "ten photos"),
            QT_TRANSLATE_NOOP("options", "tiny NeRF"),
            QT_TRANSLATE_NOOP("options", "classic NeRF"),
            QT_TRANSLATE_NOOP("options", "dense grids"),
            QT_TRANSLATE_NOOP("options", "hashed grids"),
        ),
    )
    image_size: int = option(
        100,
        QT_TRANSLATE_NOOP("options", "The photos' longer side is reduced to so many pixels."),
        label=QT_TRANSLATE_NOOP("options", "Photo size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=16,
        maximum=2048,
        step=10,
    )
    images: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "How many photos are learnt from, evenly chosen; 0: all."),
        label=QT_TRANSLATE_NOOP("options", "Photos"),
        minimum=0,
        maximum=10_000,
        step=1,
    )
    max_seconds: float = option(
        120.0,
        QT_TRANSLATE_NOOP("options", "The training ends after so much time of its own."),
        label=QT_TRANSLATE_NOOP("options", "Training time"),
        unit=QT_TRANSLATE_NOOP("units", "s"),
        minimum=0.0,
        maximum=1e6,
        step=10.0,
    )
    max_steps: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "The training ends after so many steps; 0: by its time alone."),
        label=QT_TRANSLATE_NOOP("options", "Training steps"),
        minimum=0,
        maximum=10**9,
        step=100,
        advanced=True,
    )
    view_dependence: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Whether colours may depend on the direction they are seen from."),
        label=QT_TRANSLATE_NOOP("options", "View dependence"),
    )
    positional_encoding: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Whether classic and tiny are given sines and cosines of the positions."),
        label=QT_TRANSLATE_NOOP("options", "Positional encoding"),
    )
    frequencies: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Frequencies of the encoding; 0: the published 10 (classic) or 6 (tiny)."),
        label=QT_TRANSLATE_NOOP("options", "Frequencies"),
        minimum=0,
        maximum=16,
        step=1,
    )
    encoding: Literal["published", "paper"] = option(
        "published",
        QT_TRANSLATE_NOOP("options", "As the authors' program has it, with the bare position, or the paper's formula."),
        label=QT_TRANSLATE_NOOP("options", "Encoding"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "published weights"),
            QT_TRANSLATE_NOOP("options", "paper, equation 4"),
        ),
        advanced=True,
    )
    hierarchical: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Whether classic looks a second time, where the first look saw something."),
        label=QT_TRANSLATE_NOOP("options", "Hierarchical sampling"),
    )
    coarse_samples: int = option(
        64,
        QT_TRANSLATE_NOOP("options", "Samples of a ray's first look, for classic and tiny."),
        label=QT_TRANSLATE_NOOP("options", "Coarse samples"),
        minimum=2,
        maximum=1024,
        step=8,
        advanced=True,
    )
    fine_samples: int = option(
        128,
        QT_TRANSLATE_NOOP("options", "Samples of the second look, for classic."),
        label=QT_TRANSLATE_NOOP("options", "Fine samples"),
        minimum=2,
        maximum=1024,
        step=8,
        advanced=True,
    )
    rays: int = option(
        1024,
        QT_TRANSLATE_NOOP("options", "Rays of a training step, for classic and tiny."),
        label=QT_TRANSLATE_NOOP("options", "Rays a step"),
        minimum=16,
        maximum=65_536,
        step=128,
        advanced=True,
    )
    width: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Units of a hidden layer of classic and tiny; 0: the published 256."),
        label=QT_TRANSLATE_NOOP("options", "Width"),
        minimum=0,
        maximum=1024,
        step=32,
        advanced=True,
    )
    steps_per_frame: int = option(
        10,
        QT_TRANSLATE_NOOP("options", "Training steps between two recorded steps."),
        label=QT_TRANSLATE_NOOP("options", "Steps a frame"),
        minimum=1,
        maximum=100_000,
        step=1,
        advanced=True,
    )
    measure_every: float = option(
        10.0,
        QT_TRANSLATE_NOOP(
            "options",
            "Training time between two measurements on held-out photos, for classic and tiny at least as long as one "
            "takes; 0: only at the end.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Measure every"),
        unit=QT_TRANSLATE_NOOP("units", "s"),
        minimum=0.0,
        maximum=1e6,
        step=1.0,
        advanced=True,
    )
    measured_photos: int = option(
        10,
        QT_TRANSLATE_NOOP("options", "Held-out photos a measurement looks at; 0: all."),
        label=QT_TRANSLATE_NOOP("options", "Measured photos"),
        minimum=0,
        maximum=10_000,
        step=1,
        advanced=True,
    )
    near: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "Where rays begin; 0: as the scene says, or its sparse points."),
        label=QT_TRANSLATE_NOOP("options", "Near"),
        unit=QT_TRANSLATE_NOOP("units", "scene"),
        minimum=0.0,
        maximum=1e6,
        step=0.1,
        advanced=True,
    )
    far: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "Where rays end; 0: as the scene says, or its sparse points."),
        label=QT_TRANSLATE_NOOP("options", "Far"),
        unit=QT_TRANSLATE_NOOP("units", "scene"),
        minimum=0.0,
        maximum=1e6,
        step=0.1,
        advanced=True,
    )
    box_scale: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "How many times as long the sides of the scene's box are made about its middle."),
        label=QT_TRANSLATE_NOOP("options", "Size of the box"),
        minimum=0.1,
        maximum=10.0,
        step=0.1,
        advanced=True,
    )
    background: Background = option(
        "scene",
        QT_TRANSLATE_NOOP("options", "The colour behind everything, of transparent photos and of the field."),
        label=QT_TRANSLATE_NOOP("options", "Background"),
        choice_labels=BACKGROUND_LABELS,
        advanced=True,
    )
    seed: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Start of all random numbers: the same seed gives the same training."),
        label=QT_TRANSLATE_NOOP("options", "Seed"),
        minimum=0,
        maximum=2**31 - 1,
        step=1,
    )


@dataclass(frozen=True)
class TrainingControls:
    """What can be steered while it trains."""

    learning_rate_factor: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "Multiplies the schedule's learning rate from the next step on."),
        label=QT_TRANSLATE_NOOP("options", "Learning rate factor"),
        minimum=0.001,
        maximum=1000.0,
        step=0.1,
        logarithmic=True,
    )
