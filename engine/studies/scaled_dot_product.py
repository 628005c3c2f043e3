"""Scaled dot-product attention in numbers that can be read and changed: project, score, scale, mask, softmax, sum.

Vaswani et al. 2017, sections 3.2.1 and 3.2.2. Every matrix is small, in float64, and held to torch's own at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.attention import dot_product
from engine.attention import readable_tokens as tokens
from engine.data.image import Image
from engine.errors import InputError
from engine.options import option, seed_option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Attention")
TITLE = QT_TRANSLATE_NOOP("labs", "Scaled dot-product attention")
PAPER = "Vaswani et al. 2017"

STAGES = ("project", "score", "scale", "mask", "softmax", "sum", "concatenate", "output")
PAIRS = 4000
"""Pairs of random vectors whose dot products are measured."""
KEYS = 16
"""Keys a random query chooses from where the sharpness of its softmax is measured."""


@dataclass(frozen=True)
class Options:
    """Whose tokens meet, how wide they are, and every step between."""

    between: Literal["words", "sentences", "words-photo", "photo"] = option(
        "words",
        QT_TRANSLATE_NOOP(
            "options", "Where queries come from, and where keys and values: from the same tokens it is self-attention."
        ),
        label=QT_TRANSLATE_NOOP("options", "Attention"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "self: the words"),
            QT_TRANSLATE_NOOP("options", "cross: to a source sentence"),
            QT_TRANSLATE_NOOP("options", "cross: to the photo's patches"),
            QT_TRANSLATE_NOOP("options", "self: the photo's patches"),
        ),
    )
    sentence: str = option(
        "the cat sat down",
        QT_TRANSLATE_NOOP("options", "Words the queries come from, up to ten."),
        label=QT_TRANSLATE_NOOP("options", "Sentence"),
    )
    source: str = option(
        "die Katze setzte sich hin",
        QT_TRANSLATE_NOOP("options", "Words that keys and values come from in cross attention, up to ten."),
        label=QT_TRANSLATE_NOOP("options", "Source sentence"),
    )
    given: Literal["tokens", "matrices"] = option(
        "tokens",
        QT_TRANSLATE_NOOP("options", "Begin with tokens and their projections, or with Q, K and V themselves."),
        label=QT_TRANSLATE_NOOP("options", "Begin with"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "tokens"), QT_TRANSLATE_NOOP("options", "Q, K and V")),
    )
    heads: int = option(
        1,
        QT_TRANSLATE_NOOP("options", "Heads that share the width between them; the width has to be a multiple."),
        label=QT_TRANSLATE_NOOP("options", "Heads"),
        minimum=1,
        maximum=4,
        step=1,
    )
    width: int = option(
        4,
        QT_TRANSLATE_NOOP("options", "Numbers in a token, and in all heads together."),
        label=QT_TRANSLATE_NOOP("options", "Width"),
        minimum=1,
        maximum=8,
        step=1,
    )
    scaling: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Divide the scores by the root of a head's width."),
        label=QT_TRANSLATE_NOOP("options", "Scale the scores"),
    )
    mask: Literal["none", "causal"] = option(
        "none",
        QT_TRANSLATE_NOOP("options", "Where a query may look; any cell of the mask can be clicked besides."),
        label=QT_TRANSLATE_NOOP("options", "Mask"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "everywhere"),
            QT_TRANSLATE_NOOP("options", "causal: nothing later"),
        ),
    )
    temperature: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "Divides the scores before the softmax: near 0 attention becomes hard."),
        label=QT_TRANSLATE_NOOP("options", "Temperature"),
        minimum=0.01,
        maximum=100.0,
        step=0.01,
        logarithmic=True,
    )
    grid: int = option(
        2,
        QT_TRANSLATE_NOOP("options", "Patches along each side of the photo's square."),
        label=QT_TRANSLATE_NOOP("options", "Grid"),
        unit=QT_TRANSLATE_NOOP("units", "patches"),
        minimum=1,
        maximum=4,
        step=1,
    )
    edits: tuple[str, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options", "Numbers written into the matrices, as matrix:row:column=number: X, source, W_Q, W_K, W_V, W_O."
        ),
        label=QT_TRANSLATE_NOOP("options", "Edited numbers"),
        empty=QT_TRANSLATE_NOOP("options", "none"),
        advanced=True,
    )
    flips: tuple[str, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "Cells of the mask that are turned over, as row:column."),
        label=QT_TRANSLATE_NOOP("options", "Mask by hand"),
        empty=QT_TRANSLATE_NOOP("options", "none"),
        advanced=True,
    )
    seed: int = seed_option(QT_TRANSLATE_NOOP("options", "Start of all random numbers: words, projections, vectors."))


@dataclass(frozen=True)
class Frame:
    """Attention up to one stage. N queries, M keys, width D, H heads of width d = D / H; what comes later is None."""

    stage: str = value("project, score, scale, mask, softmax, sum, concatenate or output")
    step: int = value("place of the stage", unit="steps")
    steps: int = value("place of the last stage", unit="steps")
    queries_from: str = value("words or patches")
    keys_from: str = value("words, source or patches")
    query_names: tuple[str, ...] = value("the tokens that ask", shape="(N,)", dtype="str")
    key_names: tuple[str, ...] = value("the tokens that are asked", shape="(M,)", dtype="str")
    region: NDArray[np.float64] = value(
        "the square of the photo that is cut into patches: x0, y0, x1, y1", shape="(4,)", dtype="float64", unit="px"
    )
    x: NDArray[np.float64] | None = value(
        "tokens that ask; None where Q, K, V are given", shape="(N, D)", dtype="float64"
    )
    source: NDArray[np.float64] | None = value(
        "tokens that are asked; `x` itself in self-attention", shape="(M, D)", dtype="float64"
    )
    w_q: NDArray[np.float64] | None = value("projection to queries, x @ w_q", shape="(D, D)", dtype="float64")
    w_k: NDArray[np.float64] | None = value("projection to keys", shape="(D, D)", dtype="float64")
    w_v: NDArray[np.float64] | None = value("projection to values", shape="(D, D)", dtype="float64")
    w_o: NDArray[np.float64] | None = value("projection of the heads' outputs", shape="(D, D)", dtype="float64")
    q: NDArray[np.float64] = value("queries of each head", shape="(H, N, d)", dtype="float64")
    k: NDArray[np.float64] = value("keys of each head", shape="(H, M, d)", dtype="float64")
    v: NDArray[np.float64] = value("values of each head", shape="(H, M, d)", dtype="float64")
    allowed: NDArray[np.bool_] = value("where a query may look", shape="(N, M)", dtype="bool")
    scores: NDArray[np.float64] | None = value("dot products of queries and keys", shape="(H, N, M)", dtype="float64")
    scaled: NDArray[np.float64] | None = value("scores over the root of d", shape="(H, N, M)", dtype="float64")
    masked: NDArray[np.float64] | None = value(
        "minus infinity where a query may not look", shape="(H, N, M)", dtype="float64"
    )
    weights: NDArray[np.float64] | None = value(
        "softmax of each row; zeros in a row that may look nowhere", shape="(H, N, M)", dtype="float64"
    )
    hard: NDArray[np.float64] | None = value(
        "one at the first of a row's largest scores", shape="(H, N, M)", dtype="float64"
    )
    entropy: NDArray[np.float64] | None = value(
        "entropy of each row of weights", shape="(H, N)", dtype="float64", unit="bit"
    )
    temperatures: NDArray[np.float64] | None = value("temperatures that are tried", shape="(T,)", dtype="float64")
    entropies: NDArray[np.float64] | None = value(
        "mean entropy of the rows at each", shape="(T,)", dtype="float64", unit="bit"
    )
    gaps: NDArray[np.float64] | None = value(
        "largest difference of soft and hard weights at each", shape="(T,)", dtype="float64"
    )
    summed: NDArray[np.float64] | None = value("weighted sums of the values", shape="(H, N, d)", dtype="float64")
    summed_hard: NDArray[np.float64] | None = value(
        "values that hard attention takes", shape="(H, N, d)", dtype="float64"
    )
    concatenated: NDArray[np.float64] | None = value("the heads side by side", shape="(N, D)", dtype="float64")
    output: NDArray[np.float64] | None = value("concatenated @ w_o", shape="(N, D)", dtype="float64")
    dimensions: NDArray[np.int64] = value("widths of random vectors", shape="(K,)", dtype="int64")
    variance: NDArray[np.float64] = value(
        "measured variance of the dot products of standard normal vectors", shape="(K,)", dtype="float64"
    )
    variance_scaled: NDArray[np.float64] = value("the same after scaling", shape="(K,)", dtype="float64")
    sharpness: NDArray[np.float64] = value(
        "mean of a softmax's largest weight over 16 such keys, unscaled", shape="(K,)", dtype="float64"
    )
    sharpness_scaled: NDArray[np.float64] = value("the same after scaling", shape="(K,)", dtype="float64")
    torch_difference: float | None = value(
        "largest difference of the last matrix from torch's in float64; None before the last stage"
    )
    notes: tuple[str, ...] = value("what was done otherwise than asked", shape="(n,)", dtype="str")


def run(image: Image, *, options: Options) -> StudyRun:
    """A frame for each stage.

    Raises
    ------
    InputError
        The width is no multiple of the heads; a sentence has no word or more than ten; an edit is not understood.
    """
    if options.width % options.heads:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The width {width} cannot be shared between {heads} heads."),
            width=options.width,
            heads=options.heads,
        )
    shown = _given(image, options)
    yield Progress(0, len(STAGES), QT_TRANSLATE_NOOP("progress", "random vectors"))
    shown |= _growth(options.seed)
    q, k, v = (dot_product.split(shown.pop(name), options.heads) for name in ("Q", "K", "V"))
    soft = dot_product.attention(q, k, v, shown["allowed"], scaling=options.scaling, temperature=options.temperature)
    hard = dot_product.attention(q, k, v, shown["allowed"], scaling=options.scaling, hard=True)
    if soft.blind.any():
        shown["notes"] += (QT_TRANSLATE_NOOP("errors", "A query that may look nowhere gets weights and sums of zero."),)
    seeing = ~soft.blind
    temperatures = np.logspace(-2, 2, 41)
    tried = [dot_product.softmax(soft.masked / t)[:, seeing] for t in temperatures]
    together = dot_product.concatenated(soft.output)
    projecting = shown["w_o"] is not None
    output = together @ shown["w_o"] if projecting else None
    made: dict[str, dict[str, Any]] = {
        "project": {"q": q, "k": k, "v": v},
        "score": {"scores": soft.scores},
        "scale": {"scaled": soft.scaled},
        "mask": {"masked": soft.masked},
        "softmax": {
            "weights": soft.weights,
            "hard": hard.weights,
            "entropy": dot_product.entropy(soft.weights),
            "temperatures": temperatures,
            "entropies": np.array([dot_product.entropy(w).mean() if w.size else 0.0 for w in tried]),
            "gaps": np.array([np.abs(w - hard.weights[:, seeing]).max(initial=0.0) for w in tried]),
        },
        "sum": {"summed": soft.output, "summed_hard": hard.output},
        "concatenate": {"concatenated": together},
        "output": {"output": output},
    }
    stages = STAGES if projecting else STAGES[:-1]
    shown |= dict.fromkeys(name for part in made.values() for name in part)
    shown["torch_difference"] = None
    for step, stage in enumerate(stages):
        shown |= {name: _frozen(part) for name, part in made[stage].items()}
        if stage == stages[-1]:
            yield Progress(step, len(stages), QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
            shown["torch_difference"] = _difference_from_torch(shown, options, seeing)
        yield Frame(stage=stage, step=step, steps=len(stages) - 1, **shown)


def _frozen(part: Any) -> Any:
    return None if part is None else freeze(np.ascontiguousarray(part))


def _given(image: Image, options: Options) -> dict[str, Any]:
    """Tokens and projections as they are drawn and edited; Q, K, V (N, D) beside them."""
    from engine.attention.position_layer import square_of

    square, region = square_of(image.pixels)
    width, grid = options.width, min(options.grid, len(square))
    patches = tuple(f"{row + 1}.{column + 1}" for row in range(grid) for column in range(grid))
    queries_from = "patches" if options.between == "photo" else "words"
    keys_from = {"words": "words", "sentences": "source"}.get(options.between, "patches")
    names = {
        "words": tokens.words_of(options.sentence) if options.between != "photo" else (),
        "source": tokens.words_of(options.source) if options.between == "sentences" else (),
        "patches": patches,
    }
    cross = queries_from != keys_from

    def numbers(kind: str, name: str) -> Any:
        if kind == "patches" and not name:
            return tokens.patch_numbers(square, grid, width)
        return tokens.word_numbers(names[kind], width, options.seed, name)

    if options.given == "tokens":
        drawn = {"X": numbers(queries_from, "")}
        if cross:
            drawn["source"] = numbers(keys_from, "")
        drawn |= {name: tokens.drawn(name, width, width, options.seed, 1.0) for name in ("W_Q", "W_K", "W_V", "W_O")}
    else:
        drawn = {"Q": numbers(queries_from, "Q"), "K": numbers(keys_from, "K"), "V": numbers(keys_from, "V")}
    matrices, outside = tokens.edited(drawn, options.edits)
    allowed, off = tokens.mask_of(options.mask, len(names[queries_from]), len(names[keys_from]), options.flips)
    notes: tuple[str, ...] = ()
    if outside or off:
        notes = (QT_TRANSLATE_NOOP("errors", "Edits outside of the present matrices are kept but not used."),)
    x = matrices.get("X")
    source = matrices.get("source", x)
    if x is not None and source is not None:
        matrices |= {"Q": x @ matrices["W_Q"], "K": source @ matrices["W_K"], "V": source @ matrices["W_V"]}
    return {
        **{name: matrices[name] for name in ("Q", "K", "V")},
        "x": _frozen(x),
        "source": _frozen(source),
        **{name.lower(): _frozen(matrices.get(name)) for name in ("W_Q", "W_K", "W_V", "W_O")},
        "queries_from": queries_from,
        "keys_from": keys_from,
        "query_names": names[queries_from],
        "key_names": names[keys_from],
        "region": freeze(np.array(region, np.float64)),
        "allowed": freeze(allowed),
        "notes": notes,
    }


def _growth(seed: int) -> dict[str, Any]:
    """How dot products of standard normal vectors grow with their width, and how sharp their softmax becomes.

    Vaswani et al. 2017, the footnote of section 3.2.1: the variance is the width.
    """
    draw = np.random.default_rng(seed)
    dimensions = 2 ** np.arange(10)
    measured: dict[str, list[float]] = {"variance": [], "sharpness": []}
    scaled: dict[str, list[float]] = {"variance_scaled": [], "sharpness_scaled": []}
    for width in dimensions.tolist():
        queries = draw.standard_normal((PAIRS // KEYS, 1, width))
        keys = draw.standard_normal((PAIRS // KEYS, KEYS, width))
        scores = (queries * keys).sum(-1)
        for kept, factor in ((measured, 1.0), (scaled, width**-0.5)):
            names = list(kept)
            kept[names[0]].append(float((scores * factor).var()))
            kept[names[1]].append(float(dot_product.softmax(scores * factor).max(-1).mean()))
    curves = {name: freeze(np.array(line)) for name, line in (measured | scaled).items()}
    return {"dimensions": freeze(dimensions.astype(np.int64)), **curves}


def _difference_from_torch(shown: dict[str, Any], options: Options, seeing: NDArray[np.bool_]) -> float:
    """The last matrix less that of nn.MultiheadAttention, or of scaled_dot_product_attention without projections."""
    from engine.runtime.torch_loading import load_torch

    torch = load_torch()
    width = options.width // options.heads
    factor = (width**-0.5 if options.scaling else 1.0) / options.temperature
    allowed = torch.from_numpy(np.array(shown["allowed"][seeing]))
    if not seeing.any():
        return 0.0
    with torch.no_grad():
        if shown["w_o"] is None:
            q, k, v = (torch.from_numpy(np.array(shown[name])) for name in ("q", "k", "v"))
            found = torch.nn.functional.scaled_dot_product_attention(
                q[:, torch.from_numpy(seeing)], k, v, attn_mask=allowed, scale=factor
            )
            theirs = found.numpy().swapaxes(0, 1).reshape(-1, options.width)
            ours = shown["concatenated"][seeing]
        else:
            layer = torch.nn.MultiheadAttention(options.width, options.heads, bias=False, dtype=torch.float64)
            # torch always scales by the root of the width: another factor is told to it by the queries' projection
            parts = [shown["w_q"] * factor * width**0.5, shown["w_k"], shown["w_v"]]
            layer.in_proj_weight.copy_(torch.from_numpy(np.concatenate([part.T for part in parts])))
            layer.out_proj.weight.copy_(torch.from_numpy(np.array(shown["w_o"].T)))
            x, source = (torch.from_numpy(np.array(part)) for part in (shown["x"][seeing], shown["source"]))
            theirs = layer(x, source, source, attn_mask=~allowed, need_weights=False)[0].numpy()
            ours = shown["output"][seeing]
    return float(np.abs(ours - theirs).max())
