"""The attention of every layer of one picture: the mean over the heads, how far each head looks and how widely.

Mean attention distance: Dosovitskiy et al. 2021, figure 7.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.networks.options import NetworkOptions, PictureOptions
from engine.options import Choice, option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Attention")
TITLE = QT_TRANSLATE_NOOP("labs", "Attention, layer by layer")
PAPER = "Dosovitskiy et al. 2021"


@dataclass(frozen=True)
class Options(PictureOptions, NetworkOptions):
    """Which network."""

    network: str = option(
        "vit6",
        QT_TRANSLATE_NOOP(
            "options",
            "The network: a ViT, DeiT, DINO, Swin or Swin V2 of timm or torchvision by its name, or one of Vitrine's "
            "own. timm/NAME and torchvision/NAME ask for that library.",
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


@dataclass(frozen=True)
class Frame:
    """One layer: a frame a layer, in order."""

    layer: int = value("number of the layer, from 0")
    count: int = value("attention layers there are")
    path: str = value("path of the layer")
    network_title: str = value("the network, in words")
    mean: NDArray[np.float32] = value(
        "the layer's weights, averaged over its heads: a row is a query's, over the keys, and sums to 1",
        shape="(windows, queries, keys)",
        dtype="float32",
    )
    prefix_tokens: int = value("tokens before the patches (class, distillation, registers)")
    grid: NDArray[np.int64] = value("rows and columns of the patches", shape="(2,)", dtype="int64")
    places: NDArray[np.int64] = value(
        "the patch, counted row by row, at each token of each window; -1 where it is none",
        shape="(windows, tokens)",
        dtype="int64",
    )
    entropy_part: NDArray[np.float32] = value(
        "entropy over its maximum, that of looking at all keys alike", shape="(heads,)", dtype="float32"
    )
    distance: NDArray[np.float32] = value(
        "each head's mean attention distance between patches, in pixels of the network's input",
        shape="(heads,)",
        dtype="float32",
        unit="pixels",
    )


def run(image: Image, *, options: Options) -> StudyRun:
    """A frame a layer, from one forward pass.

    Raises
    ------
    InputError
        The network cannot be opened or has no attention, or the picture does not fit.
    """
    from engine.attention.measures import entropy, largest_entropy, mean_distance
    from engine.attention.passing import passing, understood_layers
    from engine.inspection.arrangement import as_float32
    from engine.networks.opening import opening

    network = yield from opening(options, features=True)
    understood_layers(network)
    yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))
    passed = passing(network, image, options)
    size = (passed.prepared.height, passed.prepared.width)
    for number, layer in enumerate(passed.layers):
        known = passed.facts(network.module, number)
        attention = passed.attention(number)
        patch = (size[0] / known.grid[0], size[1] / known.grid[1])
        yield Frame(
            layer=number,
            count=len(passed.layers),
            path=layer.path,
            network_title=network.title,
            mean=as_float32(attention.mean(1)),
            prefix_tokens=known.prefix_tokens,
            grid=freeze(np.array(known.grid, np.int64)),
            places=freeze(known.places),
            entropy_part=as_float32(entropy(attention) / max(largest_entropy(attention), 1e-12)),
            distance=as_float32(mean_distance(attention, known, patch)),
        )


def ask(name: str, inputs: dict[str, Any], options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``, after some breaths."""
    from engine.networks.questions import ask_choices

    return (yield from ask_choices(name, options))
