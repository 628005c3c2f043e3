"""The study of scaled dot-product attention: its film against torch, its edits, its curves, what is refused."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from engine.data.image import Image
from engine.data.inputs import open_input
from engine.errors import InputError
from engine.studies import scaled_dot_product
from engine.studies.scaled_dot_product import STAGES, Frame, Options
from engine.study import frames


@pytest.fixture(scope="module")
def cat() -> Image:
    return cast(Image, open_input("Image", "cat"))


def _film(image: Image, **options: Any) -> list[Frame]:
    return list(frames(scaled_dot_product.run(image, options=Options(**options))))


@pytest.mark.parametrize("between", ["words", "sentences", "words-photo", "photo"])
@pytest.mark.parametrize("heads", [1, 2, 4])
@pytest.mark.parametrize("mask", ["none", "causal"])
def test_the_output_is_torchs(cat: Image, between: str, heads: int, mask: str) -> None:
    import torch

    last = _film(cat, between=between, heads=heads, mask=mask)[-1]
    assert last.stage == "output" and last.torch_difference is not None and last.torch_difference <= 1e-12
    assert last.x is not None and last.source is not None and last.output is not None and last.weights is not None
    layer = torch.nn.MultiheadAttention(4, heads, bias=False, dtype=torch.float64)
    with torch.no_grad():
        weights = [cast(Any, w).T for w in (last.w_q, last.w_k, last.w_v)]
        layer.in_proj_weight.copy_(torch.from_numpy(np.concatenate(weights)))
        layer.out_proj.weight.copy_(torch.from_numpy(np.array(cast(Any, last.w_o).T)))
        x, source = torch.from_numpy(np.array(last.x)), torch.from_numpy(np.array(last.source))
        hidden = torch.from_numpy(~np.array(last.allowed))
        output, looks = layer(x, source, source, attn_mask=hidden, average_attn_weights=False)
    np.testing.assert_allclose(last.output, output.numpy(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(last.weights, looks.numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("scaling", [True, False])
@pytest.mark.parametrize("temperature", [0.2, 1.0, 5.0])
def test_given_matrices_equal_torchs_operator(cat: Image, scaling: bool, temperature: float) -> None:
    import torch

    film = _film(cat, given="matrices", heads=2, scaling=scaling, temperature=temperature, between="sentences")
    last = film[-1]
    assert [f.stage for f in film] == list(STAGES[:-1]) and last.x is None and last.w_o is None
    q, k, v = (torch.from_numpy(np.array(part)) for part in (last.q, last.k, last.v))
    scale = (2**-0.5 if scaling else 1.0) / temperature
    theirs = torch.nn.functional.scaled_dot_product_attention(q, k, v, scale=scale)
    np.testing.assert_allclose(cast(Any, last.summed), theirs.numpy(), rtol=0, atol=1e-12)
    assert last.torch_difference is not None and last.torch_difference <= 1e-12


def test_each_stage_adds_its_own_numbers(cat: Image) -> None:
    film = _film(cat, heads=2, mask="causal")
    assert [f.stage for f in film] == list(STAGES)
    names = ("scores", "scaled", "masked", "weights", "summed", "concatenated", "output")
    for step, frame in enumerate(film):
        assert [getattr(frame, name) is not None for name in names] == [place < step for place in range(7)]
        assert (frame.step, frame.steps) == (step, 7)
    last: Any = film[-1]
    for h, i, j in np.ndindex(last.scores.shape):  # loops of single numbers
        score = sum(float(last.q[h, i, d]) * float(last.k[h, j, d]) for d in range(2))
        assert last.scores[h, i, j] == pytest.approx(score, abs=1e-12)
        assert last.scaled[h, i, j] == pytest.approx(score / 2**0.5, abs=1e-12)
        assert last.masked[h, i, j] == (-np.inf if j > i else pytest.approx(score / 2**0.5))
    np.testing.assert_array_equal(last.concatenated, np.hstack([last.summed[0], last.summed[1]]))
    assert not last.weights.flags.writeable and not last.q.flags.writeable


def test_tokens_are_readable_and_equal_words_are_equal(cat: Image) -> None:
    first = _film(cat, sentence="a b a", seed=3)[0]
    x = cast(Any, first.x)
    np.testing.assert_array_equal(x[0], x[2])
    assert (2 * x == np.round(2 * x)).all() and np.abs(x).max() <= 2
    assert first.source is not None and first.keys_from == first.queries_from == "words"
    np.testing.assert_array_equal(x, cast(Any, _film(cat, sentence="a b a", seed=3)[0].x))
    assert not np.array_equal(x, cast(Any, _film(cat, sentence="a b a", seed=4)[0].x))
    photo = _film(cat, between="photo", grid=2, width=5)[0]
    x0, y0, x1, y1 = (int(v) for v in photo.region)
    square = cat.pixels[y0:y1, x0:x1]
    half = len(square) // 2
    expected = square[:half, half : 2 * half].mean((0, 1)) / 255 * 2 - 1
    np.testing.assert_allclose(cast(Any, photo.x)[1], [*expected, -1, 1], atol=0.0501)
    assert photo.query_names == ("1.1", "1.2", "2.1", "2.2")


def test_edits_and_flips_are_used(cat: Image) -> None:
    plain = _film(cat)[0]
    last: Any = _film(cat, edits=("X:1:2=7.5", "W_K:0:0=-3", "X:1:2=8"), flips=("0:1", "3:3"))[-1]
    assert last.x[1, 2] == 8 and last.w_k[0, 0] == -3
    np.testing.assert_array_equal(last.x[[0, 2, 3]], cast(Any, plain.x)[[0, 2, 3]])
    assert not last.allowed[0, 1] and not last.allowed[3, 3] and last.allowed.sum() == 14
    assert last.weights[0, 0, 1] == 0 and last.torch_difference <= 1e-12 and last.notes == ()
    kept = _film(cat, sentence="one", edits=("X:1:2=7.5",), flips=("0:3",))[-1]
    assert "not used" in kept.notes[0]
    given = _film(cat, given="matrices", edits=("Q:0:0=1.25",))[0]
    assert given.q[0, 0, 0] == 1.25


def test_a_query_that_may_look_nowhere(cat: Image) -> None:
    last: Any = _film(cat, sentence="a b", flips=("1:0", "1:1"))[-1]
    assert not last.weights[0, 1].any() and not last.output[1].any() and last.torch_difference <= 1e-12
    assert "nowhere" in last.notes[0]
    assert _film(cat, sentence="a", flips=("0:0",))[-1].torch_difference == 0


def test_soft_becomes_hard(cat: Image) -> None:
    cold: Any = _film(cat, temperature=0.01)[-1]
    np.testing.assert_allclose(cold.weights, cold.hard, atol=1e-6)
    np.testing.assert_allclose(cold.summed, cold.summed_hard, atol=1e-5)
    own: Any = _film(cat)[-1]
    assert own.entropies[20] == pytest.approx(own.entropy.mean()) and own.temperatures[20] == pytest.approx(1)
    assert (np.diff(own.entropies) >= -1e-12).all() and own.gaps[0] < 1e-3 < own.gaps[-1]
    assert own.entropies[-1] == pytest.approx(2, abs=0.01)  # four keys alike: two bits
    assert (own.hard.sum(-1) == 1).all() and (own.hard.argmax(-1) == own.scores.argmax(-1)).all()


def test_the_variance_of_a_dot_product_is_its_width(cat: Image) -> None:
    frame = _film(cat)[0]
    np.testing.assert_allclose(frame.variance, frame.dimensions, rtol=0.35)
    np.testing.assert_allclose(frame.variance_scaled, 1, rtol=0.35)
    assert frame.sharpness[-1] > 0.9 and frame.sharpness_scaled[-1] < 0.4


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"heads": 3}, "cannot be shared"),
        ({"sentence": " "}, "1 to 10 words"),
        ({"sentence": "a " * 11}, "1 to 10 words"),
        ({"edits": ("X:0=1",)}, "not understood"),
        ({"edits": ("X:0:0=nan",)}, "not understood"),
        ({"edits": ("X:0:0=1e9",)}, "not understood"),
        ({"edits": ("X:-1:0=1",)}, "not understood"),
        ({"flips": ("0",)}, "row:column"),
    ],
)
def test_what_is_refused(cat: Image, options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        _film(cat, **options)
