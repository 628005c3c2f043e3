"""Feature maps: what every channel of a layer makes of the picture, the true output of the module.

With it the layer's figures: parameters, memory, the fraction of zeros, the receptive field (Araujo et al. 2019), and
the filters where the layer is the first convolution. One step a picture; a live source gives one after another.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.data.notes import Note
from engine.networks.options import NetworkOptions, PictureOptions
from engine.options import Choice, option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import Tensor

    from engine.networks.opened import OpenedNetwork

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Networks")
TITLE = QT_TRANSLATE_NOOP("labs", "Feature maps")
PAPER = "Zeiler and Fergus 2014"
CHOICES_DEPEND_ON = ("network", "weights", "network_args", "labels")


@dataclass(frozen=True)
class Options(PictureOptions, NetworkOptions):
    """Which network and layer."""

    layer: str = option(
        "",
        QT_TRANSLATE_NOOP("options", "The layer whose output is shown, by its module's path. Empty: the first stage."),
        label=QT_TRANSLATE_NOOP("options", "Layer"),
        asked=True,
        empty=QT_TRANSLATE_NOOP("options", "first stage"),
    )
    whole_network: bool = option(
        False,
        QT_TRANSLATE_NOOP(
            "options",
            "Measure the largest value of all layers, so that they can be shown on one scale; a little slower.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Measure the whole network"),
        advanced=True,
    )


@dataclass(frozen=True)
class Frame:
    """One layer's answer to one picture."""

    activations: NDArray[np.float32] = value("the layer's output", shape="(C, H, W)", dtype="float32")
    layer: str = value("path of the layer")
    layer_kind: str = value("class of the layer's module")
    arrangement: str = value("map, channels-last, tokens or vector: how the library writes the output")
    logits: NDArray[np.float32] = value("the network's answer before the softmax", shape="(K,)", dtype="float32")
    probabilities: NDArray[np.float32] = value("softmax of the logits", shape="(K,)", dtype="float32")
    top: NDArray[np.int64] = value(
        "the five most probable classes, first the most probable", shape="(5,)", dtype="int64"
    )
    top_names: tuple[str, ...] = value("their names", shape="(5,)", dtype="str")
    zeros: float = value("fraction of the layer's outputs that are exactly zero")
    receptive_field: NDArray[np.float32] = value(
        "size, jump and start (of the first unit) of the theoretical receptive field, for rows and columns, in the "
        "picture that entered the network; jump 0: the fields follow no grid, or each unit sees the whole side",
        shape="(2, 3)",
        dtype="float32",
        unit="pixels",
    )
    region: NDArray[np.float32] = value(
        "x0, y0, x1, y1 in the photo of what entered the network", shape="(4,)", dtype="float32", unit="pixels"
    )
    picture_size: NDArray[np.int64] = value(
        "rows and columns of the picture that entered the network", shape="(2,)", dtype="int64", unit="pixels"
    )
    units: int = value("numbers in the layer's output")
    parameters: int = value("parameters of the layer, its parts included")
    parameter_bytes: int = value("their memory", unit="bytes")
    bytes: int = value("memory of the layer's output", unit="bytes")
    filters: NDArray[np.float32] | None = value(
        "the layer's weights where it is a convolution over the picture's own channels",
        shape="(F, C, k, k)",
        dtype="float32",
    )
    network_maximum: float | None = value("largest absolute value in the output of any layer", default=None)
    network_title: str = value("the network, in words")
    notes: tuple[str, ...] = value("what was done otherwise than asked, in sentences", shape="(n,)", dtype="str")


@dataclass(frozen=True)
class _Passed:
    """A picture's pass, kept: the layer's output, the answer, where the picture came from."""

    picture: tuple[Any, ...]
    output: Tensor
    logits: Tensor
    maximum: float | None
    size: tuple[int, int]
    region: tuple[float, float, float, float]
    notes: tuple[str, ...]


def run(image: Image, *, options: Options) -> StudyRun:
    """One frame.

    Raises
    ------
    InputError
        The network cannot be opened, or the picture does not fit.
    """
    from engine.inspection.choice import SOFTMAX, chosen_layer, is_softmax, picture_key
    from engine.inspection.receptive_field import measuring_field
    from engine.networks.opening import opening
    from engine.runtime.cache import cache

    network = yield from opening(options)
    default = network.stages[0] if network.stages else network.layers[-1].path
    layer = SOFTMAX
    notes: tuple[str, ...] = ()
    if not is_softmax(network, options.layer):
        layer, notes = chosen_layer(network, options.layer, default)
    place = ("feature-maps", network.key, layer)  # the newest picture only: a live source must not fill the cache
    passed = cache.get(place)
    if not (
        isinstance(passed, _Passed)
        and passed.picture == picture_key(image, options)
        and (passed.maximum is not None or not options.whole_network)
    ):
        yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))
        passed = _passed(network, layer, image, options)
        cache.put(place, passed, passed.output.numel() * passed.output.element_size())
    if is_softmax(network, layer):
        seen = np.array([[side, 0, 0] for side in passed.size], np.float32)  # every probability sees the whole picture
    else:
        field = yield from measuring_field(
            network.module, layer, passed.size, network.preprocessing.channels, network.key
        )
        seen = field.array()
    yield _frame(network, layer, passed, seen, (*network.notes, *passed.notes, *notes))


def ask(name: str, inputs: dict[str, Any], options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``, after some breaths."""
    from engine.networks.questions import ask_choices

    return ask_choices(name, options)


def _passed(network: OpenedNetwork, layer: str, image: Image, options: Options) -> _Passed:
    """One pass in inference mode, the layer's output kept."""
    import torch

    from engine.errors import InputError
    from engine.inspection.choice import is_softmax, picture_key
    from engine.inspection.hooks import as_written, keeping, largest_outputs
    from engine.networks.preprocessing import prepare
    from engine.runtime.cancellation import interruptible

    prepared = prepare(image, network, options)
    maximum = None
    module = network.module
    softmax = is_softmax(network, layer)
    wanted = [] if softmax else [layer]
    with torch.inference_mode(), interruptible(module), as_written(module), keeping(module, wanted) as kept:
        if options.whole_network:
            with largest_outputs(module) as largest:
                logits = module(prepared.tensor)
            maximum = max(float(value) for value in largest.values())
        else:
            logits = module(prepared.tensor)
    if not softmax and layer not in kept.outputs:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The layer {layer} takes no part in the network's answer."), layer=layer
        )
    return _Passed(
        picture_key(image, options),
        logits.softmax(1) if softmax else kept.outputs[layer],
        logits[0],
        maximum,
        (prepared.height, prepared.width),
        prepared.region,
        tuple(prepared.notes),
    )


def _filters(network: OpenedNetwork, layer: str) -> NDArray[np.float32] | None:
    """The weights of ``layer`` where it is the network's first convolution."""
    from engine.inspection.arrangement import as_float32
    from engine.inspection.choice import is_softmax

    weight = None if is_softmax(network, layer) else getattr(network.module.get_submodule(layer), "weight", None)
    if weight is None or weight.ndim != 4 or weight.shape[1] != network.preprocessing.channels:
        return None
    first = next((known for known in network.layers if "Conv2d" in known.kind and known.parameters), None)
    return as_float32(weight) if first is None or first.path == layer else None


def _frame(
    network: OpenedNetwork, layer: str, passed: _Passed, field: NDArray[np.float32], notes: tuple[str, ...]
) -> Frame:
    from engine.inspection.arrangement import arrangement, as_float32
    from engine.inspection.choice import is_softmax

    module = None if is_softmax(network, layer) else network.module.get_submodule(layer)
    order = arrangement(passed.output.shape[1:], passed.size)
    if order.order == "tokens" and order.prefix:
        template = QT_TRANSLATE_NOOP(
            "errors", "{count} of the layer's tokens stand for no place in the picture and are left out."
        )
        notes = (*notes, Note(template, count=order.prefix))
    activations = as_float32(order.arranged(passed.output))
    probabilities = as_float32(passed.logits.softmax(0))
    top = np.argsort(-probabilities, kind="stable")[:5].astype(np.int64)
    parameters = [] if module is None else list(module.parameters())
    return Frame(
        activations=activations,
        layer=layer,
        layer_kind="Softmax" if module is None else type(module).__name__,
        arrangement=order.order,
        logits=as_float32(passed.logits),
        probabilities=probabilities,
        top=freeze(top),
        top_names=tuple(network.labels[int(index)] for index in top),
        zeros=1.0 - int(np.count_nonzero(activations)) / max(1, activations.size),
        receptive_field=freeze(field),
        region=freeze(np.array(passed.region, np.float32)),
        picture_size=freeze(np.array(passed.size, np.int64)),
        units=activations.size,
        parameters=sum(p.numel() for p in parameters),
        parameter_bytes=sum(p.numel() * p.element_size() for p in parameters),
        bytes=passed.output.numel() * passed.output.element_size(),
        filters=_filters(network, layer),
        network_maximum=passed.maximum,
        network_title=network.title,
        notes=notes,
    )
