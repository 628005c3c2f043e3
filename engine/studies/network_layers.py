"""The layers of a network: every module's path, kind, output shape, parameters and memory.

One pass at the input size finds them.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.networks.options import NetworkOptions
from engine.options import Choice
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Networks")
TITLE = QT_TRANSLATE_NOOP("labs", "Layers of a network")
PAPER = ""


@dataclass(frozen=True)
class Options(NetworkOptions):
    """Which network."""


@dataclass(frozen=True)
class Frame:
    """One row a module, in the order in which the modules began to run."""

    paths: tuple[str, ...] = value("path of the module", shape="(L,)", dtype="str")
    kinds: tuple[str, ...] = value("class of the module", shape="(L,)", dtype="str")
    depths: NDArray[np.int64] = value("modules it lies in; 0 for a child of the network", shape="(L,)", dtype="int64")
    shapes: tuple[str, ...] = value("shape of its output, without the batch: 64 x 56 x 56", shape="(L,)", dtype="str")
    sizes: NDArray[np.int64] = value(
        "the same in numbers, zeros for axes it does not have", shape="(L, 4)", dtype="int64"
    )
    layouts: tuple[str, ...] = value(
        "maps (C, H, W), maps-last (H, W, C), tokens (N, C), vector (C) or other", shape="(L,)", dtype="str"
    )
    parameters: NDArray[np.int64] = value("parameters, its parts' included", shape="(L,)", dtype="int64")
    bytes: NDArray[np.int64] = value("their memory", shape="(L,)", dtype="int64", unit="bytes")
    calls: NDArray[np.int64] = value("how often one pass runs it", shape="(L,)", dtype="int64")
    stages: tuple[str, ...] = value("paths of the stages' last modules", shape="(S,)", dtype="str")
    total_parameters: int = value("parameters of the network, each counted once")
    input_size: NDArray[np.int64] = value("channels, rows and columns of the input", shape="(3,)", dtype="int64")
    network_title: str = value("the network, in words")
    library: str = value("whose network it is: timm, torchvision or vitrine")
    source: str = value("which weights it has")
    notes: tuple[str, ...] = value("what was done on opening it, in sentences", shape="(n,)", dtype="str")


def run(*, options: Options) -> StudyRun:
    """One frame.

    Raises
    ------
    InputError
        The network cannot be opened.
    """
    from engine.networks.opening import opening

    network = yield from opening(options)
    layers = network.layers
    sizes = np.zeros((len(layers), 4), np.int64)
    for row, layer in zip(sizes, layers, strict=True):
        row[: len(layer.shape[:4])] = layer.shape[:4]

    def column(name: str) -> NDArray[np.int64]:
        array: NDArray[np.int64] = freeze(np.array([getattr(layer, name) for layer in layers], np.int64))
        return array

    preprocessing = network.preprocessing
    yield Frame(
        paths=tuple(layer.path for layer in layers),
        kinds=tuple(layer.kind for layer in layers),
        depths=column("depth"),
        shapes=tuple(" x ".join(map(str, layer.shape)) for layer in layers),
        sizes=freeze(sizes),
        layouts=tuple(layer.layout for layer in layers),
        parameters=column("parameters"),
        bytes=column("bytes"),
        calls=column("calls"),
        stages=network.stages,
        total_parameters=sum(p.numel() for p in network.module.parameters()),
        input_size=freeze(np.array([preprocessing.channels, *preprocessing.size], np.int64)),
        network_title=network.title,
        library=network.library,
        source=network.source,
        notes=network.notes,
    )


def ask(name: str, inputs: dict[str, Any], options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``, after some breaths."""
    from engine.networks.questions import ask_choices

    return ask_choices(name, options)
