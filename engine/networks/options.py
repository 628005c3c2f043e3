"""The options every study of a network shares: which network, which weights, how a photo becomes its input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.options import option, seed_option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class NetworkOptions:
    """Which network is opened, with which weights."""

    network: str = option(
        "photonet",
        QT_TRANSLATE_NOOP(
            "options",
            "The network: any classifier of timm or torchvision by its name, one of Vitrine's own, or bundled "
            "weights by theirs. "
            "timm/NAME and torchvision/NAME ask for that library.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Network"),
        asked=True,
    )
    weights: str = option(
        "",
        QT_TRANSLATE_NOOP(
            "options",
            "bundled, default (the library's own), none (random, from the seed), the name of official weights, "
            "or the path of a "
            ".safetensors or .pth file. Empty: bundled where there are any, else default.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Weights"),
        empty=QT_TRANSLATE_NOOP("options", "automatic"),
        asked=True,
    )
    network_args: str = option(
        "",
        QT_TRANSLATE_NOOP(
            "options",
            "Arguments for the library's own constructor, as in channel_multiplier=0.25,pad_type=same. "
            "input_size=128 sets the side of the input, in pixels.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Network arguments"),
        advanced=True,
    )
    labels: str = option(
        "",
        QT_TRANSLATE_NOOP("options", "A file with the names of the classes: one a line, or CSV, or JSON."),
        label=QT_TRANSLATE_NOOP("options", "Class names"),
        advanced=True,
        file=True,
    )
    seed: int = seed_option(
        QT_TRANSLATE_NOOP("options", "Start of all random numbers; with weights none it decides the weights."),
        advanced=True,
    )


@dataclass(frozen=True)
class PictureOptions:
    """How a photo becomes the network's input."""

    fit: Literal["whole", "crop", "native"] = option(
        "whole",
        QT_TRANSLATE_NOOP(
            "options",
            "whole: the whole photo stretched to the network's input. crop: the library's evaluation transform, "
            "which cuts the edges "
            "off. native: the photo's own size, its longer side 1024 pixels at most.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Fit"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "whole photo"),
            QT_TRANSLATE_NOOP("options", "evaluation crop"),
            QT_TRANSLATE_NOOP("options", "photo's own size"),
        ),
    )
    normalisation: Literal["auto", "imagenet", "half", "cifar10", "mnist", "caffe", "none"] = option(
        "auto",
        QT_TRANSLATE_NOOP(
            "options",
            "auto: as the weights were trained. imagenet, cifar10, mnist: minus that data's mean, over its deviation. "
            "half: x / 127.5 - 1. caffe: BGR, 0 to 255, minus 104, 117, 123. none: x / 255.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Normalisation"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "as trained"),
            "ImageNet",
            QT_TRANSLATE_NOOP("options", "-1 to 1"),
            "CIFAR-10",
            "MNIST",
            "Caffe",
            QT_TRANSLATE_NOOP("options", "0 to 1"),
        ),
        advanced=True,
    )
    mean: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options", "Mean to subtract, on the scale 0 to 1: one number or one a channel. Empty: the normalisation's."
        ),
        label=QT_TRANSLATE_NOOP("options", "Mean"),
        advanced=True,
    )
    std: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options",
            "Deviation to divide by, on the scale 0 to 1: one number or one a channel. Empty: the normalisation's.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Deviation"),
        advanced=True,
    )
