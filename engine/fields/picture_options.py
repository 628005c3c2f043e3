"""The options of a picture learnt from its coordinates, shared by the training and the comparison of encodings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.options import option, seed_option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class EncodingOptions:
    """What the network is given of a position."""

    encoding: Literal["none", "basic", "positional", "gaussian"] = option(
        "gaussian",
        QT_TRANSLATE_NOOP(
            "options",
            "What the network is given. none: x and y. basic: one wave across and one down. positional: waves along "
            "the two axes, ever finer. gaussian: waves of random directions and frequencies.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Encoding"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "none"),
            QT_TRANSLATE_NOOP("options", "basic"),
            QT_TRANSLATE_NOOP("options", "positional"),
            QT_TRANSLATE_NOOP("options", "Gaussian"),
        ),
    )
    scale: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "gaussian: standard deviation of the frequencies; positional: the highest one. 0: chosen from the number "
            "of trained pixels.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Scale"),
        unit=QT_TRANSLATE_NOOP("units", "cycles"),
        minimum=0.0,
        maximum=128.0,
        step=0.5,
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
    )


@dataclass(frozen=True)
class CoordinateNetworkOptions:
    """The picture's size, the network and its training."""

    image_size: int = option(
        128,
        QT_TRANSLATE_NOOP(
            "options", "Side the middle square of the photo is reduced to; every second pixel is trained."
        ),
        label=QT_TRANSLATE_NOOP("options", "Picture size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=8,
        maximum=256,
        step=8,
    )
    features: int = option(
        256,
        QT_TRANSLATE_NOOP(
            "options", "Frequencies of the Gaussian and of the positional encoding, each a cosine and a sine."
        ),
        label=QT_TRANSLATE_NOOP("options", "Frequencies"),
        minimum=2,
        maximum=1024,
        step=2,
    )
    learning_rate: float = option(
        0.001,
        QT_TRANSLATE_NOOP("options", "Step length of Adam."),
        label=QT_TRANSLATE_NOOP("options", "Learning rate"),
        minimum=1e-6,
        maximum=0.1,
        step=1e-4,
        logarithmic=True,
    )
    steps: int = option(
        300,
        QT_TRANSLATE_NOOP("options", "Training steps, each on one mini-batch of pixels."),
        label=QT_TRANSLATE_NOOP("options", "Training steps"),
        minimum=1,
        maximum=100_000,
        step=50,
    )
    batch_size: int = option(
        1024,
        QT_TRANSLATE_NOOP("options", "Trained pixels a step."),
        label=QT_TRANSLATE_NOOP("options", "Pixels a step"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=16,
        maximum=4096,
        step=16,
        advanced=True,
    )
    width: int = option(
        256,
        QT_TRANSLATE_NOOP("options", "Units of each hidden layer."),
        label=QT_TRANSLATE_NOOP("options", "Width"),
        minimum=4,
        maximum=512,
        step=4,
        advanced=True,
    )
    layers: int = option(
        4,
        QT_TRANSLATE_NOOP("options", "Layers with weights, the last one included, which gives the colour."),
        label=QT_TRANSLATE_NOOP("options", "Layers"),
        minimum=2,
        maximum=8,
        step=1,
        advanced=True,
    )
    seed: int = seed_option()
