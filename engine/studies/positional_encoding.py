"""Positions told to attention: eight encodings over the patches of a photo, two of them biases, three learned live.

Vaswani et al. 2017, section 3.5; Dosovitskiy et al. 2021; Liu et al. 2021 (Swin) and 2022 (Swin V2). What is learned
here is learned in seconds by one layer of attention that restores hidden patches of this photo.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.image import Image
from engine.errors import ComputationError, InputError
from engine.options import option, seed_option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.attention.position_layer import HiddenPatches, PositionLayer

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Attention")
TITLE = QT_TRANSLATE_NOOP("labs", "Positional encoding")
PAPER = "Vaswani et al. 2017"

LEARNED = ("learned", "relative-bias", "log-cpb")
BIASES = ("relative-bias", "log-cpb")
IN_ORDER = ("counting", "normalised", "binary", "sinusoidal")
"""Encodings that know the reading order only, not rows and columns."""


@dataclass(frozen=True)
class Options:
    """Which encoding, how it meets the tokens, and what is learned."""

    kind: Literal["counting", "normalised", "binary", "sinusoidal", "learned", "2-d", "relative-bias", "log-cpb"] = (
        option(
            "sinusoidal",
            QT_TRANSLATE_NOOP(
                "options", "How a position becomes numbers. The last two add to the scores, not to the tokens."
            ),
            label=QT_TRANSLATE_NOOP("options", "Encoding"),
            choice_labels=(
                QT_TRANSLATE_NOOP("options", "counting"),
                QT_TRANSLATE_NOOP("options", "normalised"),
                QT_TRANSLATE_NOOP("options", "binary"),
                QT_TRANSLATE_NOOP("options", "sinusoidal"),
                QT_TRANSLATE_NOOP("options", "learned"),
                QT_TRANSLATE_NOOP("options", "2-D sinusoidal"),
                QT_TRANSLATE_NOOP("options", "relative bias (Swin)"),
                QT_TRANSLATE_NOOP("options", "log-spaced bias (Swin V2)"),
            ),
        )
    )
    combine: Literal["added", "concatenated", "off"] = option(
        "added",
        QT_TRANSLATE_NOOP("options", "How positions meet the tokens; off: attention is not told where a patch stands."),
        label=QT_TRANSLATE_NOOP("options", "Combined"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "added"),
            QT_TRANSLATE_NOOP("options", "concatenated"),
            QT_TRANSLATE_NOOP("options", "off"),
        ),
    )
    dimension: int = option(
        64,
        QT_TRANSLATE_NOOP("options", "Numbers a position becomes, and size of a token; a multiple of 8."),
        label=QT_TRANSLATE_NOOP("options", "Dimension"),
        minimum=8,
        maximum=128,
        step=8,
    )
    grid: int = option(
        8,
        QT_TRANSLATE_NOOP(
            "options", "Patches along each side of the photo's square: the positions are grid times grid."
        ),
        label=QT_TRANSLATE_NOOP("options", "Grid"),
        unit=QT_TRANSLATE_NOOP("units", "patches"),
        minimum=2,
        maximum=16,
        step=1,
    )
    base: float = option(
        10000.0,
        QT_TRANSLATE_NOOP("options", "The slowest wave is nearly this much longer than the fastest."),
        label=QT_TRANSLATE_NOOP("options", "Base"),
        minimum=2.0,
        maximum=1e6,
        step=1.0,
        logarithmic=True,
    )
    shuffle: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Give attention the patches in another order and see whether its output notices."),
        label=QT_TRANSLATE_NOOP("options", "Shuffle the patches"),
    )
    larger_window: int = option(
        16,
        QT_TRANSLATE_NOOP(
            "options", "The log-spaced bias is also asked for a window of this side, which it never saw."
        ),
        label=QT_TRANSLATE_NOOP("options", "Larger window"),
        unit=QT_TRANSLATE_NOOP("units", "patches"),
        minimum=2,
        maximum=32,
        step=1,
    )
    steps: int = option(
        300,
        QT_TRANSLATE_NOOP("options", "Training steps of a learned encoding."),
        label=QT_TRANSLATE_NOOP("options", "Training steps"),
        minimum=10,
        maximum=5000,
        step=10,
    )
    learning_rate: float = option(
        0.01,
        QT_TRANSLATE_NOOP("options", "Learning rate of Adam for a learned encoding."),
        label=QT_TRANSLATE_NOOP("options", "Learning rate"),
        minimum=1e-5,
        maximum=1.0,
        step=0.001,
        logarithmic=True,
        advanced=True,
    )
    seed: int = seed_option(
        QT_TRANSLATE_NOOP("options", "Start of all random numbers: the layer's weights, the pieces, the new order.")
    )


@dataclass(frozen=True)
class Frame:
    """An encoding as it is filled or learned. N = grid * grid positions; what does not belong to the kind is None."""

    kind: str = value("the encoding")
    combine: str = value("how it meets the tokens, as it was done")
    step: int = value("pairs of dimensions, bits or training steps so far", unit="steps")
    steps: int = value("of these in all", unit="steps")
    region: NDArray[np.float64] = value(
        "the square of the photo that is cut into patches: x0, y0, x1, y1", shape="(4,)", dtype="float64", unit="px"
    )
    grid: int = value("patches along each side", unit="patches")
    matrix: NDArray[np.float32] | None = value(
        "what each position becomes; None for a bias. Dimensions from `filled` on are still 0",
        shape="(N, D)",
        dtype="float32",
    )
    filled: int = value("dimensions of `matrix` that are filled")
    similarity: NDArray[np.float32] | None = value(
        "cosine of the angle between position n and the position of each patch of the grid; None for a bias",
        shape="(N, grid, grid)",
        dtype="float32",
    )
    distances: NDArray[np.float32] = value(
        "distances there are: in reading order for the encodings that know only that, else across the grid",
        shape="(K,)",
        dtype="float32",
        unit="patches",
    )
    by_distance: NDArray[np.float32] = value(
        "mean similarity (for a bias: mean bias of all heads) at each distance", shape="(K,)", dtype="float32"
    )
    table: NDArray[np.float32] | None = value(
        "bias of every offset (query minus key: rows, columns), from -(grid - 1) on; None but for a bias",
        shape="(heads, 2 grid - 1, 2 grid - 1)",
        dtype="float32",
    )
    index: NDArray[np.int64] | None = value(
        "where the bias of query i and key j stands in the table, counted row by row", shape="(N, N)", dtype="int64"
    )
    bias: NDArray[np.float32] | None = value(
        "the table laid out over queries and keys", shape="(heads, N, N)", dtype="float32"
    )
    larger_table: NDArray[np.float32] | None = value(
        "the bias of a window of side W that was never seen in training; None but for the log-spaced bias",
        shape="(heads, 2 W - 1, 2 W - 1)",
        dtype="float32",
    )
    offsets: NDArray[np.float32] | None = value(
        "offsets along a row of the larger window", shape="(2 W - 1,)", dtype="float32", unit="patches"
    )
    log_offsets: NDArray[np.float32] | None = value(
        "the same, log-spaced as the small network is given them", shape="(2 W - 1,)", dtype="float32"
    )
    loss: float | None = value(
        "mean squared error of the mini-batches since the last frame; None where none is learned"
    )
    error: float | None = value("the same over pieces of the photo that are not learned from")
    error_of_mean: float | None = value("the same for a guess: the mean of all patches that are seen")
    train_seconds: float | None = value("time of the training steps alone", unit="s")
    order: NDArray[np.int64] = value(
        "which patch comes at each position in the second pass; in their own order without the experiment",
        shape="(N,)",
        dtype="int64",
    )
    difference: float | None = value(
        "largest change of attention's output when the patches come in `order`, each compared with itself"
    )
    difference_off: float | None = value("the same for the same layer without positions")
    differences: NDArray[np.float32] | None = value("the change patch by patch", shape="(grid, grid)", dtype="float32")
    notes: tuple[str, ...] = value("what was chosen or done otherwise than asked", shape="(n,)", dtype="str")


def run(image: Image, *, options: Options) -> StudyRun:
    """A frame for each pair of dimensions or bit that is filled, or for every few training steps.

    Raises
    ------
    InputError
        The dimension is no multiple of 8.
    ComputationError
        The training's error is no longer a number.
    """
    if options.dimension % 8:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The dimension has to be a multiple of 8, not {dimension}."),
            dimension=options.dimension,
        )
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()
    from engine.attention.position_layer import square_of

    square, region = square_of(image.pixels)
    notes = []
    combine: str = options.combine
    if options.kind in BIASES and combine == "concatenated":
        combine = "added"
        notes.append(
            QT_TRANSLATE_NOOP("errors", "A bias stands in the scores, so it is added: there is nothing to concatenate.")
        )
    if options.kind in LEARNED and combine == "off":
        notes.append(QT_TRANSLATE_NOOP("errors", "Switched off, the encoding is not used and learns nothing."))
    count = options.grid**2
    order = np.arange(count)
    if options.shuffle:
        order = np.random.default_rng(options.seed).permutation(count)
    fixed: dict[str, Any] = {
        "kind": options.kind,
        "combine": combine,
        "grid": options.grid,
        "region": freeze(np.array(region, np.float64)),
        "order": freeze(order.astype(np.int64)),
        "notes": tuple(notes),
    }
    if options.kind in LEARNED:
        yield from _learned(square, options, fixed)
    else:
        yield from _computed(square, options, fixed)


def _computed(square: NDArray[np.uint8], options: Options, fixed: dict[str, Any]) -> StudyRun:
    """The encodings that need no training, a few dimensions after the other."""
    from engine.attention import positions
    from engine.attention.position_layer import patches_of

    count, dimension = options.grid**2, options.dimension
    if options.kind == "sinusoidal":
        whole = positions.sinusoidal(np.arange(count, dtype=np.float64), dimension, options.base)
    elif options.kind == "2-d":
        whole = positions.sinusoidal_2d(options.grid, dimension, options.base)
    else:
        encode = {"counting": positions.counting, "normalised": positions.normalised, "binary": positions.binary}
        whole = encode[options.kind](count, dimension)
    if options.kind in ("sinusoidal", "2-d"):
        ends = np.arange(2, dimension + 1, 2)
    elif options.kind == "binary":
        bits = min(dimension, max(1, (count - 1).bit_length()))
        ends = np.array([*range(1, bits), dimension])
    else:
        ends = np.array([dimension])
    # the halves of the 2-D encoding are filled side by side: a pair for the rows, then one for the columns
    places = np.arange(dimension)
    if options.kind == "2-d":
        places = places.reshape(2, dimension // 4, 2).transpose(1, 0, 2).ravel()
    patches = patches_of(square, options.grid)
    for step, end in enumerate(ends.tolist(), start=1):
        matrix = np.zeros((count, dimension), np.float32)
        matrix[:, places[:end]] = whole[:, places[:end]]
        yield Frame(
            step=step,
            steps=len(ends),
            filled=end,
            **_of_matrix(freeze(matrix), options),
            **_nothing_learned(),
            **_no_bias(),
            **_experiment(patches, matrix, options, fixed, None),
            **fixed,
        )
        yield Progress(step, len(ends), QT_TRANSLATE_NOOP("progress", "dimensions"))


def _learned(square: NDArray[np.uint8], options: Options, fixed: dict[str, Any]) -> StudyRun:
    """The encodings that are learned: a frame before the first step and after every few."""
    from engine.attention.position_layer import HiddenPatches, PositionLayer, patches_of

    layer = PositionLayer(options.kind, fixed["combine"], options.grid, options.dimension, options.seed)
    training = HiddenPatches(layer, options.learning_rate, options.seed)
    for done, total in training.prepare(square, options.seed):
        yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "pieces of the photo"))
    patches = patches_of(square, options.grid)
    seconds = 0.0
    losses: list[float] = []
    every = max(1, options.steps // 30)
    for step in range(options.steps + 1):
        if step:
            start = time.perf_counter()
            losses.append(training.step())
            seconds += time.perf_counter() - start
            if not np.isfinite(losses[-1]):
                raise ComputationError(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "The loss is no longer a number after step {step}: try a lower learning rate than {rate}.",
                    ),
                    step=step,
                    rate=f"{options.learning_rate:g}",
                )
        yield Progress(step, options.steps, QT_TRANSLATE_NOOP("progress", "training steps"))
        if step % every and step < options.steps:
            continue
        yield from _learned_frame(layer, training, patches, options, fixed, step, losses, seconds)
        losses = []


def _learned_frame(
    layer: PositionLayer,
    training: HiddenPatches,
    patches: Any,
    options: Options,
    fixed: dict[str, Any],
    step: int,
    losses: list[float],
    seconds: float,
) -> Generator[Frame, None, None]:
    error, error_of_mean = training.measured()
    if options.kind in BIASES:
        shown = {"matrix": None, "filled": 0, "similarity": None, **_of_bias(layer, options)}
        matrix = None
    else:
        matrix = layer.matrix.detach().numpy().copy()
        shown = {"filled": options.dimension, **_of_matrix(freeze(matrix), options), **_no_bias()}
    yield Frame(
        step=step,
        steps=options.steps,
        loss=float(np.mean(losses)) if losses else None,
        error=error,
        error_of_mean=error_of_mean,
        train_seconds=seconds,
        **shown,
        **_experiment(patches, matrix, options, fixed, layer),
        **fixed,
    )


def _of_matrix(matrix: NDArray[np.float32], options: Options) -> dict[str, Any]:
    """The fields made from the matrix (N, D)."""
    from engine.attention.positions import cosine_similarity, grid_distances, mean_by_distance, sequence_distances

    alike = cosine_similarity(matrix)
    apart = sequence_distances(len(matrix)) if options.kind in IN_ORDER else grid_distances(options.grid)
    distances, means = mean_by_distance(alike, apart)
    return {
        "matrix": matrix,
        "similarity": freeze(alike.reshape(-1, options.grid, options.grid)),
        "distances": freeze(distances),
        "by_distance": freeze(means),
    }


def _of_bias(layer: PositionLayer, options: Options) -> dict[str, Any]:
    """The fields of the two biases."""
    import torch

    from engine.attention.position_layer import HEADS
    from engine.attention.positions import grid_distances, log_spaced, mean_by_distance

    with torch.no_grad():
        table = layer.tables(options.grid).numpy().copy()
        index = layer.index.numpy().copy()
        bias = table.reshape(HEADS, -1)[:, index]
        larger = None
        if options.kind == "log-cpb":
            larger = freeze(layer.tables(options.larger_window).numpy().copy())
    distances, means = mean_by_distance(bias.mean(0), grid_distances(options.grid))
    offsets = np.arange(-(options.larger_window - 1), options.larger_window, dtype=np.float64)
    own = larger is not None
    return {
        "table": freeze(table),
        "index": freeze(index),
        "bias": freeze(bias),
        "larger_table": larger,
        "offsets": freeze(offsets.astype(np.float32)) if own else None,
        "log_offsets": freeze(log_spaced(offsets, options.grid).astype(np.float32)) if own else None,
        "distances": freeze(distances),
        "by_distance": freeze(means),
    }


def _no_bias() -> dict[str, Any]:
    return dict.fromkeys(("table", "index", "bias", "larger_table", "offsets", "log_offsets"))


def _nothing_learned() -> dict[str, Any]:
    return dict.fromkeys(("loss", "error", "error_of_mean", "train_seconds"))


def _experiment(
    patches: Any,
    matrix: NDArray[np.float32] | None,
    options: Options,
    fixed: dict[str, Any],
    layer: PositionLayer | None,
) -> dict[str, Any]:
    """One layer of attention, its patches in order and in another: with its positions and without."""
    if not options.shuffle:
        return dict.fromkeys(("difference", "difference_off", "differences"))
    from engine.attention.position_layer import PositionLayer, differences_after_shuffling

    if layer is None:
        layer = PositionLayer(options.kind, fixed["combine"], options.grid, options.dimension, options.seed, matrix)
    told = differences_after_shuffling(layer, patches, fixed["order"])
    untold = differences_after_shuffling(layer.without_positions(), patches, fixed["order"])
    return {
        "difference": float(told.max()),
        "difference_off": float(untold.max()),
        "differences": freeze(told.reshape(options.grid, options.grid)),
    }
