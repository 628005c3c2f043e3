"""One unit of a layer: the patch, the kernel, the products and the bias that give this very number, and what it sees.

Convolution, pooling, batch norm, activation, linear layer, softmax and residual addition, each with its own numbers.
The theoretical receptive field (Araujo et al. 2019) in pixels of the photo and, where asked for, the effective one
(Luo et al. 2016).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.inspection.choice import SOFTMAX, is_softmax
from engine.networks.options import NetworkOptions, PictureOptions
from engine.options import Choice, option
from engine.study import Progress, StudyRun, freeze
from engine.study import value as documented  # a field of the frame is called value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import Tensor

    from engine.inspection.arrangement import Arrangement
    from engine.inspection.recording import Recording
    from engine.inspection.unit_arithmetic import Arithmetic
    from engine.networks.opened import OpenedNetwork

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Networks")
TITLE = QT_TRANSLATE_NOOP("labs", "A unit")
PAPER = "Araujo, Norris and Sim 2019"


@dataclass(frozen=True)
class Options(PictureOptions, NetworkOptions):
    """Which unit of which layer."""

    layer: str = option(
        "",
        QT_TRANSLATE_NOOP(
            "options", "The layer, by its module's path; softmax for the probabilities. Empty: the first stage."
        ),
        label=QT_TRANSLATE_NOOP("options", "Layer"),
        asked=True,
        empty=QT_TRANSLATE_NOOP("options", "first stage"),
    )
    channel: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "The unit's channel."),
        label=QT_TRANSLATE_NOOP("options", "Channel"),
        minimum=0,
        maximum=10**6,
        step=1,
    )
    row: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The unit's row in the layer's maps; -1: the middle."),
        label=QT_TRANSLATE_NOOP("options", "Row"),
        minimum=-1,
        maximum=10**6,
        step=1,
    )
    column: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The unit's column in the layer's maps; -1: the middle."),
        label=QT_TRANSLATE_NOOP("options", "Column"),
        minimum=-1,
        maximum=10**6,
        step=1,
    )
    effective: bool = option(
        False,
        QT_TRANSLATE_NOOP(
            "options", "Compute the effective receptive field: this unit's gradient with respect to the picture."
        ),
        label=QT_TRANSLATE_NOOP("options", "Effective field"),
    )


@dataclass(frozen=True)
class Frame:
    """One unit's arithmetic. What does not belong to the operation is None."""

    layer: str = documented("path of the layer")
    layer_kind: str = documented("class of the layer's module")
    layer_shape: NDArray[np.int64] = documented("channels, rows and columns of the layer", shape="(3,)", dtype="int64")
    channel: int = documented("the unit's channel")
    row: int = documented("the unit's row")
    column: int = documented("the unit's column")
    operation: str = documented(
        "convolution, max-pooling, average-pooling, batch-norm, activation, linear, softmax, addition or other"
    )
    function: str = documented("the torch function that computed it")
    activation: str = documented(
        "the activation after the operation in the same module, or the activation itself; else empty"
    )
    value: float = documented("the unit's value")
    total: float = documented("what the arithmetic adds up to: the value, or what the activation after it took")
    input_value: float | None = documented("what the activation or normalisation took", default=None)
    patch: NDArray[np.float32] | None = documented(
        "what the unit reads of the layer's input; beyond the edge 0, or minus infinity for max-pooling",
        shape="(C, k, k)",
        dtype="float32",
        default=None,
    )
    kernel: NDArray[np.float32] | None = documented(
        "the weights on it", shape="(C, k, k)", dtype="float32", default=None
    )
    products: NDArray[np.float32] | None = documented(
        "patch times kernel; for softmax exp(logit - largest logit)", shape="(C, k, k)", dtype="float32", default=None
    )
    bias: float | None = documented("added at the end", default=None)
    patch_box: NDArray[np.int64] | None = documented(
        "x0, y0, x1, y1 of the patch in the layer's input; may reach into the padding",
        shape="(4,)",
        dtype="int64",
        default=None,
    )
    winner: NDArray[np.int64] | None = documented(
        "row and column of the largest number in the layer's input", shape="(2,)", dtype="int64", default=None
    )
    mean: float | None = documented("batch norm's running mean", default=None)
    variance: float | None = documented("batch norm's running variance", default=None)
    epsilon: float | None = documented("what batch norm adds to the variance", default=None)
    weight: float | None = documented("batch norm's factor", default=None)
    normalised: float | None = documented("(input - mean) / sqrt(variance + epsilon)", default=None)
    terms: NDArray[np.float32] | None = documented(
        "the summands of the addition", shape="(n,)", dtype="float32", default=None
    )
    term_names: tuple[str, ...] = documented("names of the classes, for softmax", shape="(K,)", dtype="str", default=())
    part: NDArray[np.int64] | None = documented(
        "number of the concatenated part the unit is in, and its channel there",
        shape="(2,)",
        dtype="int64",
        default=None,
    )
    input_channel: int | None = documented("the channel of the layer's input that counts most here", default=None)
    input_map: NDArray[np.float32] | None = documented(
        "that channel of the layer's input", shape="(h, w)", dtype="float32", default=None
    )
    field: NDArray[np.float32] = documented(
        "x0, y0, x1, y1 of the theoretical receptive field in the photo, clipped to what entered the network",
        shape="(4,)",
        dtype="float32",
        unit="pixels",
    )
    field_unclipped: NDArray[np.float32] = documented(
        "the same with the padding it reaches into", shape="(4,)", dtype="float32", unit="pixels"
    )
    effective: NDArray[np.float32] | None = documented(
        "|d unit / d pixel| summed over the colour channels, at the size of the picture that entered the network",
        shape="(H, W)",
        dtype="float32",
        default=None,
    )
    region: NDArray[np.float32] = documented(
        "x0, y0, x1, y1 in the photo of what entered the network", shape="(4,)", dtype="float32", unit="pixels"
    )
    picture_size: NDArray[np.int64] = documented(
        "rows and columns of the picture that entered the network", shape="(2,)", dtype="int64", unit="pixels"
    )
    notes: tuple[str, ...] = documented("what was done otherwise than asked, in sentences", shape="(n,)", dtype="str")


@dataclass(frozen=True)
class _Passed:
    """The layer's output for a picture with the record of how it was computed."""

    picture: tuple[Any, ...]
    recording: Recording
    output: Tensor
    size: tuple[int, int]
    region: tuple[float, float, float, float]
    notes: tuple[str, ...]


def run(image: Image, *, options: Options) -> StudyRun:
    """One frame; from the cache where the picture and the layer are the last ones'.

    Raises
    ------
    InputError
        The network cannot be opened, the picture does not fit, or the layer takes no part.
    """
    from engine.inspection.choice import chosen_layer, picture_key
    from engine.inspection.unit_arithmetic import explain
    from engine.networks.opening import opening
    from engine.runtime.cache import cache

    network = yield from opening(options)
    default = network.stages[0] if network.stages else network.layers[-1].path
    layer = SOFTMAX
    notes: tuple[str, ...] = ()
    if not is_softmax(network, options.layer):
        layer, notes = chosen_layer(network, options.layer, default)
    place = ("unit", network.key, layer)
    passed = cache.get(place)
    if not isinstance(passed, _Passed) or passed.picture != picture_key(image, options):
        yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))
        passed = _passed(network, layer, image, options)
        cache.put(place, passed, passed.recording.size_bytes)
    order = _arrangement(passed)
    unit = tuple(
        size // 2 if asked < 0 else min(asked, size - 1)
        for asked, size in zip((options.channel, options.row, options.column), order.shape, strict=True)
    )
    index = order.index(*unit)
    arithmetic = explain(passed.recording, passed.output, index)
    fields = yield from _fields(network, layer, passed, unit)
    effective = None
    if options.effective:
        yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "effective receptive field"))
        effective = _effective(network, layer, image, options, index)
    yield _frame(network, layer, passed, order, unit, arithmetic, fields, effective, notes)


def ask(name: str, inputs: dict[str, Any], options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``, after some breaths."""
    from engine.networks.questions import ask_choices

    return ask_choices(name, options)


def _passed(network: OpenedNetwork, layer: str, image: Image, options: Options) -> _Passed:
    """Run the network, then the layer once more on what it took, writing down what it calls."""
    import torch
    from torch.nn import functional as F

    from engine.errors import InputError
    from engine.inspection.choice import picture_key
    from engine.inspection.hooks import first_tensor, keeping
    from engine.inspection.recording import Recording
    from engine.networks.preprocessing import prepare
    from engine.runtime.cancellation import interruptible

    prepared = prepare(image, network, options)
    recording = Recording()
    output: Tensor
    with torch.inference_mode(), interruptible(network.module):
        if is_softmax(network, layer):
            logits = network.module(prepared.tensor)
            with recording:
                output = F.softmax(logits, dim=1)
        else:
            with keeping(network.module, arguments=[layer]) as kept:
                network.module(prepared.tensor)
            if layer not in kept.arguments:
                raise InputError(
                    QT_TRANSLATE_NOOP("errors", "The layer {layer} takes no part in the network's answer."), layer=layer
                )
            positional, keywords = kept.arguments[layer]
            with recording:
                again = first_tensor(network.module.get_submodule(layer)(*positional, **keywords))
            assert again is not None
            output = again
    recording.keep_only(output)
    size = (prepared.height, prepared.width)
    return _Passed(picture_key(image, options), recording, output, size, prepared.region, tuple(prepared.notes))


def _arrangement(passed: _Passed) -> Arrangement:
    from engine.inspection.arrangement import arrangement

    return arrangement(passed.output.shape[1:], passed.size)


def _fields(network: OpenedNetwork, layer: str, passed: _Passed, unit: tuple[int, ...]) -> Any:
    """The theoretical field of the unit in the photo: (clipped, unclipped), by way of breaths."""
    from engine.inspection.receptive_field import measuring_field

    height, width = passed.size
    box: tuple[float, float, float, float] = (0.0, 0.0, float(width), float(height))
    if not is_softmax(network, layer):
        found = yield from measuring_field(
            network.module, layer, passed.size, network.preprocessing.channels, network.key
        )
        box = found.box(unit[1], unit[2])
    clipped = (max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height))
    x0, y0, x1, y1 = passed.region
    scale = np.array([(x1 - x0) / width, (y1 - y0) / height] * 2)
    corner = np.array([x0, y0] * 2)
    return tuple(freeze((corner + scale * np.array(part)).astype(np.float32)) for part in (clipped, box))


def _effective(
    network: OpenedNetwork, layer: str, image: Image, options: Options, index: tuple[int, ...]
) -> NDArray[np.float32]:
    """The gradient of the unit; the pass up to the layer is kept for the next unit."""
    from engine.inspection.arrangement import as_float32
    from engine.inspection.choice import picture_key
    from engine.inspection.effective_field import Passed, passed_to
    from engine.networks.preprocessing import prepare
    from engine.runtime.cache import cache

    place = ("effective-field", network.key, layer)
    picture = picture_key(image, options)
    kept = cache.get(place)
    if kept is None or kept[0] != picture:
        tensor = prepare(image, network, options).tensor
        known = network.layer(layer)
        if is_softmax(network, layer):
            answered = passed_to(network.module, tensor, "")
            passed = Passed(answered.pixels, answered.output.softmax(1))
        else:
            passed = passed_to(network.module, tensor, layer, known.calls if known is not None else 1)
        kept = (picture, passed)
        cache.put(place, kept, passed.size_bytes())
    return as_float32(kept[1].field(index))


def _as_picture(network: OpenedNetwork, layer: str, array: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    """A linear layer's row (in, 1, 1) as (C, h, w) where the layer takes maps that were flattened."""
    from engine.networks.layers import map_shape

    if array is None:
        return None
    before: tuple[int, int, int] | None = None
    for known in network.layers:
        if known.path == layer:
            break
        before = map_shape(known) or before
    if before is not None and int(np.prod(before)) == array.size:
        return array.reshape(before)
    return array


def _frame(
    network: OpenedNetwork,
    layer: str,
    passed: _Passed,
    order: Arrangement,
    unit: tuple[int, ...],
    arithmetic: Arithmetic,
    fields: tuple[NDArray[np.float32], NDArray[np.float32]],
    effective: NDArray[np.float32] | None,
    notes: tuple[str, ...],
) -> Frame:
    def numbers(values: tuple[int, ...] | None) -> NDArray[np.int64] | None:
        return None if values is None else freeze(np.array(values, np.int64))

    def frozen(array: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        if arithmetic.operation == "linear":
            array = _as_picture(network, layer, array)
        return None if array is None else freeze(array)

    softmax = is_softmax(network, layer)
    a = arithmetic
    return Frame(
        layer=layer,
        layer_kind="Softmax" if softmax else type(network.module.get_submodule(layer)).__name__,
        layer_shape=freeze(np.array(order.shape, np.int64)),
        channel=unit[0],
        row=unit[1],
        column=unit[2],
        operation=a.operation,
        function=a.function,
        activation=a.activation,
        value=a.value,
        total=a.total,
        input_value=a.input_value,
        patch=frozen(a.patch),
        kernel=frozen(a.kernel),
        products=frozen(a.products),
        bias=a.bias,
        patch_box=numbers(a.patch_box),
        winner=numbers(a.winner),
        mean=a.mean,
        variance=a.variance,
        epsilon=a.epsilon,
        weight=a.weight,
        normalised=a.normalised,
        terms=frozen(a.terms),
        term_names=network.labels if softmax else (),
        part=numbers(a.part),
        input_channel=a.input_channel,
        input_map=None if a.input_map is None else freeze(a.input_map),
        field=fields[0],
        field_unclipped=fields[1],
        effective=effective,
        region=freeze(np.array(passed.region, np.float32)),
        picture_size=freeze(np.array(passed.size, np.int64)),
        notes=(*network.notes, *passed.notes, *notes),
    )
