"""Grad-CAM: where in the picture the evidence for a class lies, according to a layer of the network.

Selvaraju et al. 2017, equations 1 and 2. The maps of the layer are added up, each weighted by the mean of the class
logit's gradient over it; what is positive speaks for the class. Another class of the same picture and layer is
answered without a forward pass.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.errors import InputError
from engine.networks.options import NetworkOptions, PictureOptions
from engine.options import Choice, option
from engine.study import Progress, StudyRun, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import Tensor

    from engine.attribution.grad_cam import Cut
    from engine.networks.opened import OpenedNetwork

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Networks")
TITLE = "Grad-CAM"
PAPER = "Selvaraju et al. 2017"
CHOICES_DEPEND_ON = ("network", "weights", "network_args", "labels")


@dataclass(frozen=True)
class Options(PictureOptions, NetworkOptions):
    """Which network, layer and class."""

    layer: str = option(
        "",
        QT_TRANSLATE_NOOP(
            "options", "The layer whose maps are weighed, by its module's path. Empty: the last convolutional stage."
        ),
        label=QT_TRANSLATE_NOOP("options", "Layer"),
        asked=True,
        empty=QT_TRANSLATE_NOOP("options", "last stage"),
    )
    target: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The number of the class that is explained; -1: the network's own first answer."),
        label=QT_TRANSLATE_NOOP("options", "Class"),
        minimum=-1,
        maximum=10**6,
        step=1,
        asked=True,
    )
    film: Literal["one", "layers"] = option(
        "one",
        QT_TRANSLATE_NOOP(
            "options", "one: the layer alone. layers: one step a stage of the network, the chosen layer last."
        ),
        label=QT_TRANSLATE_NOOP("options", "Film"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "one layer"), QT_TRANSLATE_NOOP("options", "all stages")),
        advanced=True,
    )


@dataclass(frozen=True)
class Frame:
    """The map of one layer for one class."""

    layer: str = value("path of the layer")
    layer_shape: NDArray[np.int64] = value(
        "channels, rows and columns of the layer's maps", shape="(3,)", dtype="int64"
    )
    target: int = value("number of the class that is explained")
    target_name: str = value("its name")
    cam_signed: NDArray[np.float32] = value(
        "sum of the maps, each times its weight, before the ReLU: evidence for (positive) and against (negative)",
        shape="(h, w)",
        dtype="float32",
        unit="logit",
    )
    cam: NDArray[np.float32] = value(
        "equation 2: cam_signed after the ReLU", shape="(h, w)", dtype="float32", unit="logit"
    )
    heatmap: NDArray[np.float32] = value(
        "cam over its maximum, bilinear, at the size of what entered the network; zeros if none is positive",
        shape="(H, W)",
        dtype="float32",
    )
    region: NDArray[np.float32] = value(
        "x0, y0, x1, y1 of the heatmap in the photo", shape="(4,)", dtype="float32", unit="pixels"
    )
    weights: NDArray[np.float32] = value(
        "equation 1: alpha, the mean gradient over each map of the layer", shape="(C,)", dtype="float32"
    )
    logits: NDArray[np.float32] = value("the network's answer before the softmax", shape="(K,)", dtype="float32")
    probabilities: NDArray[np.float32] = value("softmax of the logits", shape="(K,)", dtype="float32")
    top: NDArray[np.int64] = value(
        "the five most probable classes, first the most probable", shape="(5,)", dtype="int64"
    )
    top_names: tuple[str, ...] = value("their names", shape="(5,)", dtype="str")
    network_title: str = value("the network, in words")
    notes: tuple[str, ...] = value("what was done otherwise than asked, in sentences", shape="(n,)", dtype="str")


@dataclass(frozen=True)
class _Answered:
    """A picture's pass through the network, kept for the next class."""

    picture: tuple[Any, ...]
    passed: Cut
    size: tuple[int, int]
    region: tuple[float, float, float, float]
    notes: tuple[str, ...]


def run(image: Image, *, options: Options) -> StudyRun:
    """One frame for the layer, or one for each stage and the layer last.

    Raises
    ------
    InputError
        The network cannot be opened, the layer gives no maps, or the picture does not fit.
    """
    from engine.attribution.grad_cam import gradients
    from engine.inspection.choice import chosen_class, chosen_layer
    from engine.networks.opening import opening

    network = yield from opening(options)
    layer, notes = chosen_layer(network, options.layer, network.stages[-1] if network.stages else "")
    _declined(network, layer)
    stages = [stage for stage in network.stages if stage != layer]
    wanted = (*stages, layer) if options.film == "layers" else (layer,)

    answered = _kept(network, image, options, wanted)
    if answered is None:
        yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))
        answered = _answered(network, image, options, wanted)
        yield Progress(1, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))

    passed = answered.passed
    logits = passed.logits.detach()[0].float()
    target, more = chosen_class(options.target, len(logits), int(logits.argmax()))
    notes = (*network.notes, *answered.notes, *notes, *more)
    maps = {}
    for name, gradient in gradients(passed, target):
        if name in wanted:
            maps[name] = _maps(passed.after[name], gradient, answered.size)
        if len(maps) == len(wanted):
            break
        yield Progress(len(maps), len(wanted), QT_TRANSLATE_NOOP("progress", "layers"))
    for name in wanted:
        yield _frame(network, name, target, maps[name], logits, answered, notes)


def ask(name: str, inputs: dict[str, Any], options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``, after some breaths."""
    from engine.networks.questions import ask_choices

    return ask_choices(name, options)


def _declined(network: OpenedNetwork, layer: str) -> None:
    """Raise InputError where ``layer`` is known to give no maps."""
    known = network.layer(layer)
    if known is not None and known.layout not in ("maps", "maps-last"):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The layer {layer} of {network} gives no maps with rows and columns, so Grad-CAM has nothing to weigh.",
            ),
            layer=layer,
            network=network.title,
        )


def _kept(network: OpenedNetwork, image: Image, options: Options, wanted: tuple[str, ...]) -> _Answered | None:
    """The pass that an earlier request of this picture left, if it was cut at all wanted layers."""
    from engine.inspection.choice import picture_key
    from engine.runtime.cache import cache

    for layers in (wanted, network.stages):
        found = cache.get(("grad-cam", network.key, tuple(layers)))
        if isinstance(found, _Answered) and found.picture == picture_key(image, options) and set(wanted) <= set(layers):
            return found
    return None


def _answered(network: OpenedNetwork, image: Image, options: Options, wanted: tuple[str, ...]) -> _Answered:
    """Run the network; of every choice of layers the newest picture's pass is kept."""
    from engine.attribution.grad_cam import cut
    from engine.inspection.choice import picture_key
    from engine.networks.preprocessing import prepare
    from engine.runtime.cache import cache

    prepared = prepare(image, network, options)
    passed = cut(network.module, prepared.tensor, wanted)
    region = prepared.region
    answered = _Answered(
        picture_key(image, options), passed, (prepared.height, prepared.width), region, tuple(prepared.notes)
    )
    order = tuple(network.stages) if set(wanted) == set(network.stages) else wanted
    cache.put(("grad-cam", network.key, order), answered, passed.size_bytes())
    return answered


@dataclass(frozen=True)
class _Maps:
    """Equations 1 and 2 for one layer."""

    shape: tuple[int, int, int]
    weights: Tensor
    signed: Tensor
    cam: Tensor
    heatmap: Tensor


def _maps(output: Tensor, gradient: Tensor, size: tuple[int, int]) -> _Maps:
    from engine.attribution.grad_cam import heatmap, localisation, neuron_importance
    from engine.inspection.arrangement import arrangement

    order = arrangement(output.shape[1:], size)
    activations, slope = order.arranged(output.detach()).float(), order.arranged(gradient).float()
    weights = neuron_importance(slope)
    signed = localisation(weights, activations)
    cam = signed.relu()
    return _Maps(order.shape, weights, signed, cam, heatmap(cam, size))


def _frame(
    network: OpenedNetwork,
    layer: str,
    target: int,
    maps: _Maps,
    logits: Tensor,
    answered: _Answered,
    notes: tuple[str, ...],
) -> Frame:
    from engine.inspection.arrangement import as_float32
    from engine.study import freeze

    probabilities = as_float32(logits.softmax(0))
    top = np.argsort(-probabilities, kind="stable")[:5].astype(np.int64)
    return Frame(
        layer=layer,
        layer_shape=freeze(np.array(maps.shape, np.int64)),
        target=target,
        target_name=network.labels[target],
        cam_signed=as_float32(maps.signed),
        cam=as_float32(maps.cam),
        heatmap=as_float32(maps.heatmap),
        region=freeze(np.array(answered.region, np.float32)),
        weights=as_float32(maps.weights),
        logits=as_float32(logits),
        probabilities=probabilities,
        top=freeze(top),
        top_names=tuple(network.labels[int(index)] for index in top),
        network_title=network.title,
        notes=notes,
    )
