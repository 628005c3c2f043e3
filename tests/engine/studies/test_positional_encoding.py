"""The study of positions: what fills, what is learned, what shuffling shows, what is refused."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from engine.data.image import Image
from engine.data.inputs import open_input
from engine.errors import ComputationError, InputError
from engine.studies import positional_encoding
from engine.studies.positional_encoding import Frame, Options
from engine.study import frames


@pytest.fixture(scope="module")
def cat() -> Image:
    return cast(Image, open_input("Image", "cat"))


def _film(image: Image, **options: Any) -> list[Frame]:
    return list(frames(positional_encoding.run(image, options=Options(**options))))


@pytest.mark.parametrize("kind", ["counting", "normalised", "binary", "sinusoidal", "2-d"])
@pytest.mark.parametrize("combine", ["added", "concatenated"])
def test_positions_are_noticed_and_without_them_nothing_is(cat: Image, kind: str, combine: str) -> None:
    last = _film(cat, kind=kind, combine=combine)[-1]
    assert last.difference is not None and last.difference_off is not None and last.differences is not None
    assert last.difference_off <= 1e-5 and last.difference > 1e-3
    assert last.differences.max() == pytest.approx(last.difference)
    assert last.matrix is not None and last.matrix.shape == (64, 64) and last.filled == 64
    assert sorted(last.order.tolist()) == list(range(64)) and last.loss is None and last.table is None
    off = _film(cat, kind=kind, combine="off")[-1]
    assert off.difference is not None and off.difference <= 1e-5


def test_the_film_fills_pair_after_pair(cat: Image) -> None:
    film = _film(cat, kind="2-d", dimension=16, grid=5)
    assert [f.filled for f in film] == [2, 4, 6, 8, 10, 12, 14, 16]
    first = film[0].matrix
    assert first is not None and (np.flatnonzero(np.abs(first).sum(0)) == [0, 1]).all()
    second = film[1].matrix
    assert second is not None and (np.flatnonzero(np.abs(second).sum(0)) == [0, 1, 8, 9]).all()
    last = film[-1]
    assert last.similarity is not None and last.matrix is not None
    unit = last.matrix / np.linalg.norm(last.matrix, axis=1, keepdims=True)
    np.testing.assert_allclose(last.similarity.reshape(25, 25), unit @ unit.T, atol=1e-5)
    assert not last.matrix.flags.writeable
    bits = _film(cat, kind="binary", grid=4, dimension=8)
    assert [f.filled for f in bits] == [1, 2, 3, 8]


def test_without_shuffling_nothing_is_measured(cat: Image) -> None:
    last = _film(cat, shuffle=False, kind="counting")[-1]
    assert last.difference is None and last.differences is None
    np.testing.assert_array_equal(last.order, np.arange(64))


def test_a_learned_encoding_finds_out_who_its_neighbours_are(cat: Image) -> None:
    film = _film(cat, kind="learned", steps=240, grid=6, dimension=32)
    first, last = film[0], film[-1]
    assert first.step == 0 and last.step == 240 and first.loss is None and last.loss is not None
    assert last.error is not None and last.error_of_mean is not None and first.error is not None
    assert last.error < 0.95 * last.error_of_mean < first.error
    near, far = last.by_distance[1], last.by_distance[3:5].mean()
    assert near > far + 0.1 and near > first.by_distance[1] + 0.1
    assert last.difference is not None and last.difference > 1e-3
    assert last.difference_off is not None and last.difference_off <= 1e-5


@pytest.mark.parametrize("kind", ["relative-bias", "log-cpb"])
def test_a_learned_bias_favours_neighbours(cat: Image, kind: str) -> None:
    last = _film(cat, kind=kind, steps=120, grid=6, dimension=32, larger_window=12)[-1]
    assert last.matrix is None and last.table is not None and last.bias is not None and last.index is not None
    assert last.table.shape == (4, 11, 11) and last.bias.shape == (4, 36, 36)
    np.testing.assert_array_equal(last.bias[2], last.table[2].ravel()[last.index])
    assert last.by_distance[1] > last.by_distance[3:6].mean() + 0.2  # the corners are seldom seen
    assert last.error is not None and last.error_of_mean is not None and last.error < 0.9 * last.error_of_mean
    assert last.difference is not None and last.difference > 1e-3
    if kind == "log-cpb":
        assert last.larger_table is not None and last.offsets is not None and last.log_offsets is not None
        assert last.larger_table.shape == (4, 23, 23) and last.offsets[0] == -11
        inside = np.abs(last.offsets) <= 5
        np.testing.assert_allclose(
            last.larger_table[:, inside][:, :, inside], last.table, atol=1e-4
        )  # the same network at the same offsets
    else:
        assert last.larger_table is None


def test_what_was_done_otherwise_is_said(cat: Image) -> None:
    last = _film(cat, kind="relative-bias", combine="concatenated", steps=10, grid=3, dimension=8)[-1]
    assert last.combine == "added" and "nothing to concatenate" in last.notes[0]
    off = _film(cat, kind="learned", combine="off", steps=10, grid=3, dimension=8)
    assert "learns nothing" in off[-1].notes[0]
    np.testing.assert_array_equal(off[0].matrix, off[-1].matrix)


def test_the_same_seed_gives_the_same_film(cat: Image) -> None:
    one, other = (_film(cat, kind="learned", steps=20, grid=3, dimension=8, seed=5) for _ in range(2))
    np.testing.assert_array_equal(one[-1].matrix, other[-1].matrix)
    np.testing.assert_array_equal(one[-1].order, other[-1].order)


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (300, 20)])
@pytest.mark.parametrize("kind", ["2-d", "learned"])
def test_odd_photos(shape: tuple[int, int], kind: str) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (*shape, 3)).astype(np.uint8)
    last = _film(Image(pixels, "odd"), kind=kind, grid=4, dimension=16, steps=10)[-1]
    assert last.region[2] - last.region[0] == min(shape) and np.isfinite(last.by_distance).all()


def test_wrong_options_are_refused(cat: Image) -> None:
    with pytest.raises(InputError, match="multiple of 8"):
        _film(cat, dimension=30)
    with pytest.raises(ComputationError, match="lower learning rate"):
        _film(cat, kind="relative-bias", learning_rate=1e30, steps=50)
