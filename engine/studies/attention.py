"""Attention: which tokens each head of a vision transformer looks at, and what the answer is made of.

The weights softmax(Q K' / sqrt(d)) of Vaswani et al. 2017 (in Swin with position bias and mask, in SwinV2 of the
cosine) are computed beside the network from what the layer took. They are put together through the layers by
rollout (Abnar and Zuidema 2020), by rollout weighted with a class's gradient, or by the relevance of Chefer, Gur and
Wolf 2021, where these are defined.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.data.notes import Note
from engine.networks.options import NetworkOptions, PictureOptions
from engine.options import Choice, option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.attention.capture import Facts
    from engine.attention.passing import Passed
    from engine.networks.opened import OpenedNetwork

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Attention")
TITLE = QT_TRANSLATE_NOOP("labs", "Attention heads")
PAPER = "Dosovitskiy et al. 2021"
CHOICES_DEPEND_ON = ("network", "weights", "network_args", "labels")


@dataclass(frozen=True)
class Options(PictureOptions, NetworkOptions):
    """Which network, layer and way through the layers."""

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
    layer: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The attention layer that is shown, counted from 0; -1: the last."),
        label=QT_TRANSLATE_NOOP("options", "Layer"),
        minimum=-1,
        maximum=1000,
        step=1,
        asked=True,
    )
    method: Literal["none", "rollout", "gradient-rollout", "chefer"] = option(
        "none",
        QT_TRANSLATE_NOOP(
            "options",
            "How attention is carried through the layers up to the chosen one. none: the layer alone. rollout: Abnar "
            "and Zuidema 2020. gradient-rollout: the same, weighted by the gradient of the class. chefer: the "
            "relevance of Chefer, Gur and Wolf 2021.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Through the layers"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "layer alone"),
            QT_TRANSLATE_NOOP("options", "rollout"),
            QT_TRANSLATE_NOOP("options", "rollout by gradient"),
            QT_TRANSLATE_NOOP("options", "relevance (Chefer)"),
        ),
    )
    target: int = option(
        -1,
        QT_TRANSLATE_NOOP(
            "options", "The number of the class whose gradient weighs; -1: the network's own first answer."
        ),
        label=QT_TRANSLATE_NOOP("options", "Class"),
        minimum=-1,
        maximum=10**6,
        step=1,
        asked=True,
    )
    film: Literal["one", "layers"] = option(
        "one",
        QT_TRANSLATE_NOOP("options", "one: the chosen layer. layers: a film of all layers up to it, from the first."),
        label=QT_TRANSLATE_NOOP("options", "Film"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "one layer"), QT_TRANSLATE_NOOP("options", "layers")),
    )


@dataclass(frozen=True)
class Frame:
    """The attention of one layer."""

    layer: int = value("number of the layer, from 0")
    layers: tuple[str, ...] = value("paths of all attention layers, in order", shape="(L,)", dtype="str")
    attention: NDArray[np.float32] = value(
        "the layer's weights: a row is a query's, over the keys, and sums to 1; one window where attention is global",
        shape="(windows, heads, queries, keys)",
        dtype="float32",
    )
    prefix_tokens: int = value("tokens before the patches (class, distillation, registers)")
    grid: NDArray[np.int64] = value("rows and columns of the patches", shape="(2,)", dtype="int64")
    window: NDArray[np.int64] = value(
        "rows and columns of a window, in patches; 0, 0 where attention is global", shape="(2,)", dtype="int64"
    )
    shift: NDArray[np.int64] = value(
        "how far the windows are shifted, rows and columns, in patches", shape="(2,)", dtype="int64"
    )
    places: NDArray[np.int64] = value(
        "the patch, counted row by row, at each token of each window; -1 where it is none",
        shape="(windows, tokens)",
        dtype="int64",
    )
    answering: NDArray[np.int64] = value(
        "tokens of the last layer that the answer is made of; empty where attention is windowed",
        shape="(n,)",
        dtype="int64",
    )
    received: NDArray[np.float32] = value(
        "how much each key is looked at: each head's mean over the queries",
        shape="(windows, heads, keys)",
        dtype="float32",
    )
    entropy: NDArray[np.float32] = value(
        "each head's entropy of a row, averaged over the queries", shape="(heads,)", dtype="float32", unit="nats"
    )
    entropy_part: NDArray[np.float32] = value(
        "entropy over its maximum, that of looking at all keys alike", shape="(heads,)", dtype="float32"
    )
    distance: NDArray[np.float32] = value(
        "each head's mean attention distance between patches, in pixels of the network's input (picture_size)",
        shape="(heads,)",
        dtype="float32",
        unit="pixels",
    )
    rollout: NDArray[np.float32] = value(
        "the method's map: what the answering tokens are made of at the chosen layer; empty for none, or undefined",
        shape="(h, w)",
        dtype="float32",
    )
    target: int = value("number of the class whose gradient weighs, -1 where the network has no classes")
    target_name: str = value("its name")
    logits: NDArray[np.float32] = value(
        "the network's answer before the softmax (features, where it has no classes)", shape="(K,)", dtype="float32"
    )
    top: NDArray[np.int64] = value(
        "the five largest answers, first the largest; empty where the network has no classes",
        shape="(5,)",
        dtype="int64",
    )
    top_names: tuple[str, ...] = value("their names", shape="(5,)", dtype="str")
    region: NDArray[np.float32] = value(
        "x0, y0, x1, y1 of the network's input in the photo", shape="(4,)", dtype="float32", unit="pixels"
    )
    picture_size: NDArray[np.int64] = value(
        "rows and columns of the network's input", shape="(2,)", dtype="int64", unit="pixels"
    )
    network_title: str = value("the network, in words")
    notes: tuple[str, ...] = value("what was done otherwise than asked, in sentences", shape="(n,)", dtype="str")


def run(image: Image, *, options: Options) -> StudyRun:
    """One frame, or one a layer. Another layer of the same picture is answered without a forward pass.

    Raises
    ------
    InputError
        The network cannot be opened or has no attention, or the picture does not fit.
    """
    from engine.attention.passing import passing, understood_layers
    from engine.inspection.choice import chosen_class
    from engine.networks.opening import opening

    network = yield from opening(options, features=True)
    understood_layers(network)
    yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))
    passed = passing(network, image, options)
    yield Progress(1, 1, QT_TRANSLATE_NOOP("progress", "forward pass"))

    notes = [*network.notes, *_resized(image, options, passed)]
    number = _number(options.layer, passed, notes)
    target = -1
    if _classifies(network):
        target, more = chosen_class(options.target, len(passed.logits), int(passed.logits.argmax()))
        notes += more
    for shown in range(number + 1) if options.film == "layers" else (number,):
        said = list(notes)
        carried = yield from _carried(network, passed, options, shown, target, said)
        yield _frame(network, passed, shown, target, carried, tuple(said))


def ask(name: str, inputs: dict[str, Any], options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    """The values the option ``name`` can take under ``options``, after some breaths."""
    if name == "layer":
        return (yield from _layer_choices(options))
    from engine.networks.questions import ask_choices, weights_choices

    if name == "weights":
        yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "weights"))
        return weights_choices(options.network, features=True)
    return (yield from ask_choices(name, options))


def _layer_choices(options: Options) -> Generator[Progress, None, Sequence[Choice]]:
    from engine.attention.passing import understood_layers
    from engine.networks.opening import opening

    network = yield from opening(options, features=True)
    last = Choice(-1, QT_TRANSLATE_NOOP("options", "the last"))
    return (last, *(Choice(n, layer.path, str(n)) for n, layer in enumerate(understood_layers(network))))


def _classifies(network: OpenedNetwork) -> bool:
    return getattr(network.module, "num_classes", None) != 0


def _resized(image: Image, options: Options, passed: Passed) -> tuple[str, ...]:
    """What became of the photo on its way into the network, in a sentence where it was changed."""
    prepared = passed.prepared
    if prepared.notes or (image.width, image.height) == (prepared.width, prepared.height) or options.fit == "crop":
        return tuple(prepared.notes)
    template = QT_TRANSLATE_NOOP(
        "errors", "The photo was resized from {width} x {height} to {new_width} x {new_height}."
    )
    size = {"width": image.width, "height": image.height, "new_width": prepared.width, "new_height": prepared.height}
    return (Note(template, **size),)


def _number(asked: int, passed: Passed, notes: list[str]) -> int:
    """The layer's number, counted from 0; one that is not there is the last."""
    count = len(passed.layers)
    if asked >= count:
        template = QT_TRANSLATE_NOOP(
            "errors", "This network has {count} attention layers, so the last is shown in place of number {number}."
        )
        notes.append(Note(template, count=count, number=asked))
    return asked if 0 <= asked < count else count - 1


def _carried(
    network: OpenedNetwork, passed: Passed, options: Options, number: int, target: int, notes: list[str]
) -> Generator[Progress, None, NDArray[np.float32]]:
    """The method's map (h, w), or an empty one and a sentence that says why."""
    from engine.attention.passing import answering_tokens, gradient_means, head_means
    from engine.attention.rollout import relevance, rollout
    from engine.inspection.arrangement import as_float32

    empty: NDArray[np.float32] = freeze(np.zeros((0, 0), np.float32))
    if options.method == "none":
        return empty
    if not passed.is_joined(number):
        notes.append(
            QT_TRANSLATE_NOOP(
                "errors",
                "Rollout and relevance follow each token through all layers; attention in windows, with patches merged "
                "between the stages, has no such path, so there is no map.",
            )
        )
        return empty
    if options.method != "rollout" and target < 0:
        notes.append(
            QT_TRANSLATE_NOOP(
                "errors", "These weights have no classes, so there is no gradient of one: choose rollout."
            )
        )
        return empty
    known = passed.facts(network.module, number)
    if options.method == "rollout":
        matrix = rollout((yield from head_means(network, passed))[: number + 1])
    else:
        weighted = (yield from gradient_means(network, passed, target))[: number + 1]
        matrix = rollout(weighted) if options.method == "gradient-rollout" else relevance(weighted)
    tokens = answering_tokens(network.module, known)
    return as_float32(matrix[list(tokens)].mean(0)[known.prefix_tokens :].reshape(known.grid))


def _frame(
    network: OpenedNetwork,
    passed: Passed,
    number: int,
    target: int,
    carried: NDArray[np.float32],
    notes: tuple[str, ...],
) -> Frame:
    from engine.attention.measures import entropy, largest_entropy, mean_distance, received
    from engine.attention.passing import answering_tokens
    from engine.inspection.arrangement import as_float32

    known: Facts = passed.facts(network.module, number)
    attention = passed.attention(number)
    nats = entropy(attention)
    size = (passed.prepared.height, passed.prepared.width)
    patch = (size[0] / known.grid[0], size[1] / known.grid[1])
    answering = answering_tokens(network.module, known) if known.is_global else ()
    logits = as_float32(passed.logits)
    top = np.argsort(-logits, kind="stable")[: 5 if target >= 0 else 0].astype(np.int64)
    return Frame(
        layer=number,
        layers=tuple(layer.path for layer in passed.layers),
        attention=as_float32(attention),
        prefix_tokens=known.prefix_tokens,
        grid=freeze(np.array(known.grid, np.int64)),
        window=freeze(np.array(known.window, np.int64)),
        shift=freeze(np.array(known.shift, np.int64)),
        places=freeze(known.places),
        answering=freeze(np.array(answering, np.int64)),
        received=as_float32(received(attention)),
        entropy=as_float32(nats),
        entropy_part=as_float32(nats / max(largest_entropy(attention), 1e-12)),
        distance=as_float32(mean_distance(attention, known, patch)),
        rollout=carried,
        target=target,
        target_name=network.labels[target] if target >= 0 else "",
        logits=logits,
        top=freeze(top),
        top_names=tuple(network.labels[int(index)] for index in top),
        region=freeze(np.array(passed.prepared.region, np.float32)),
        picture_size=freeze(np.array(size, np.int64)),
        network_title=network.title,
        notes=notes,
    )
