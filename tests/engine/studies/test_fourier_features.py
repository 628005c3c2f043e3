"""A photo learnt from its coordinates: the order of the encodings, the frames, the control, what is refused."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from engine.data.image import Image
from engine.data.inputs import open_input
from engine.errors import ComputationError, InputError
from engine.fields.spectrum import error_by_frequency, log_magnitude, rings, transform
from engine.studies import encoding_comparison, fourier_features
from engine.studies.fourier_features import Controls, Frame, Options
from engine.study import Progress, frames

SMALL = {"image_size": 32, "width": 32, "features": 32, "steps": 30, "batch_size": 256, "learning_rate": 0.005}


@pytest.fixture(scope="module")
def cat() -> Image:
    return cast(Image, open_input("Image", "cat"))


def _film(image: Image, **options: object) -> list[Frame]:
    return list(frames(fourier_features.run(image, options=Options(**{**SMALL, **options}))))  # type: ignore[arg-type]


def test_the_papers_order_on_the_default_picture(cat: Image) -> None:
    """Tancik et al. 2020, table 1, natural images: none 19.32, basic 21.71, positional 24.95, Gaussian 25.57 dB.

    The order is what is tested; the figures here are of a smaller picture and a short training.
    """
    options = encoding_comparison.Options(
        image_size=64, width=128, features=128, steps=200, learning_rate=0.002, frames=1, batch_size=512
    )
    last = list(frames(encoding_comparison.run(cat, options=options)))[-1]
    none, basic, positional, gaussian = last.psnr
    assert none + 2 < basic < positional - 1
    assert positional < gaussian
    assert gaussian > 26 and none < 21.5
    assert (last.psnr <= last.psnr_trained + 0.2).all()


@pytest.mark.slow
def test_the_papers_order_at_the_labs_own_size(cat: Image) -> None:
    ratios = []
    for encoding in ("none", "basic", "positional", "gaussian"):
        options = Options(encoding=encoding, steps_per_frame=1000)
        ratios.append(list(frames(fourier_features.run(cat, options=options)))[-1].psnr)
    assert ratios == sorted(ratios) and ratios[0] + 6 < ratios[3] and ratios[3] > 28.5


def test_frames_hold_what_they_say(cat: Image) -> None:
    film = _film(cat)
    assert [f.step for f in film] == [0, 10, 20, 30]
    first, last = film[0], film[-1]
    assert first.loss is None and last.loss is not None and last.loss < 0.05
    assert first.train_seconds == 0.0 < last.train_seconds
    assert last.psnr_trained > first.psnr_trained + 3
    error = ((last.rgb - last.target) ** 2).mean(2)
    mask = np.zeros((32, 32), bool)
    mask[::2, ::2] = True
    assert last.psnr_trained == pytest.approx(-10 * np.log10(error[mask].mean()), rel=1e-6)
    assert last.psnr == pytest.approx(-10 * np.log10(error[~mask].mean()), rel=1e-6)
    np.testing.assert_array_equal(last.spectrum, log_magnitude(transform(last.rgb)))
    np.testing.assert_array_equal(last.target_spectrum, log_magnitude(transform(last.target)))
    np.testing.assert_array_equal(
        last.radial_error, error_by_frequency(transform(last.rgb), transform(last.target), rings(32, 32))
    )
    assert len(last.frequencies) == len(last.radial_error) == rings(32, 32).max() + 1
    assert last.scale == 1.0 and last.encoded_size == 64 and last.encodings[last.encoding] == "gaussian"
    np.testing.assert_array_equal(last.kernel_scales, [np.nan, np.nan, 3.0, 1.0])
    assert last.parameters == 64 * 32 + 2 * 32 * 32 + 32 * 3 + 3 * 32 + 3
    for field in dataclasses.fields(last):
        array = getattr(last, field.name)
        if isinstance(array, np.ndarray):
            assert not array.flags.writeable, field.name
            shared = array is getattr(first, field.name)
            assert shared == (field.name not in ("rgb", "spectrum", "radial_error")), field.name


def test_the_target_is_the_middle_square_averaged() -> None:
    pixels = np.zeros((32, 64, 3), np.uint8)
    pixels[:, 16:48] = np.arange(32, dtype=np.uint8)[None, :, None] * 8
    frame = _film(Image(pixels, "ramp"), image_size=16, steps=1)[0]
    expected = (np.arange(0, 32, 2) * 8 + 4) / 255
    np.testing.assert_allclose(frame.target[3, :, 1], expected, atol=0.5 / 255)


def test_the_kernels_say_which_encoding_reaches_which_frequency(cat: Image) -> None:
    frame = _film(cat, image_size=128, features=256, steps=1, width=8)[-1]
    assert np.abs(frame.kernels.max((1, 2)) - 1).max() < 1e-6
    none, basic, positional, gaussian = frame.kernel_spectra
    at = 8  # cycles: well above what x and y alone reach
    assert gaussian[at] > 5 * basic[at] and positional[at] > 5 * basic[at] and basic[at] > 2 * none[at] > 0
    assert none[0] > 0.5 and none[1] < 0.05
    row = frame.kernels[3]
    np.testing.assert_allclose(np.diagonal(row, 5), row[0, 5], rtol=1e-5)  # stationary
    assert np.ptp(np.diagonal(frame.kernels[0])) > 0.1  # x and y alone: not

    def width(scale: float) -> int:
        one = _film(cat, scale=scale, steps=1, width=8)[-1].kernels[3][64]
        return int((one > (one.max() + one.min()) / 2).sum())

    assert width(1.0) > 1.5 * width(3.0) > 2 * width(9.0)


def test_the_same_seed_trains_the_same_and_another_does_not(cat: Image) -> None:
    one, again, other = (_film(cat, seed=seed, steps=6)[-1] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.rgb, again.rgb)
    assert not np.array_equal(one.rgb, other.rgb)


def test_the_learning_rate_is_steered(cat: Image) -> None:
    running = fourier_features.run(cat, options=Options(**SMALL))  # type: ignore[arg-type]
    seen, received = [], None
    while True:
        try:
            got = running.send(received)
        except StopIteration:
            break
        received = None
        if isinstance(got, Frame):
            seen.append(got)
            if got.step == 10:
                received = Controls(learning_rate_factor=0.001)
    assert [round(f.learning_rate, 9) for f in seen] == [0.005, 0.005, 5e-6, 5e-6]
    moved = [float(np.abs(b.rgb - a.rgb).mean()) for a, b in itertools.pairwise(seen)]
    assert moved[1] < 0.1 * moved[0]


def test_breaths_between_steps(cat: Image) -> None:
    running = list(fourier_features.run(cat, options=Options(**{**SMALL, "steps": 10})))  # type: ignore[arg-type]
    breaths = [b for b in running if isinstance(b, Progress) and b.what == "training steps" and b.done]
    assert [b.done for b in breaths] == list(range(1, 11))


def test_small_and_odd_pictures(cat: Image) -> None:
    digit = _film(cast(Image, open_input("Image", "digit")), steps=2)[-1]
    assert digit.rgb.shape == (8, 8, 3) and "8 pixels on its shorter side" in digit.notes[0]
    odd = _film(Image(np.full((21, 40, 3), 90, np.uint8), "flat"), steps=2)[-1]
    assert odd.rgb.shape == (20, 20, 3) and np.isnan(odd.radial_error[1:]).all()
    with pytest.raises(InputError, match="too small to learn: 7 pixels"):
        _film(Image(np.zeros((7, 100, 3), np.uint8), "thin"))


def test_a_loss_that_is_no_number_is_said(cat: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.fields.picture import PictureTraining

    monkeypatch.setattr(PictureTraining, "step", lambda self, batch, rate: float("nan"))
    with pytest.raises(ComputationError, match="no longer a number after step 1"):
        _film(cat)


def test_unused_scale_is_none_and_a_given_one_counts(cat: Image) -> None:
    assert _film(cat, encoding="basic", scale=7.0, steps=1)[-1].scale is None
    frame = _film(cat, encoding="positional", scale=7.0, steps=1)[-1]
    assert frame.scale == 7.0
    np.testing.assert_array_equal(frame.kernel_scales, [np.nan, np.nan, 7.0, 1.0])


def test_the_comparison_shows_four_on_the_way(cat: Image) -> None:
    options = encoding_comparison.Options(**{**SMALL, "frames": 3})  # type: ignore[arg-type]
    film = list(frames(encoding_comparison.run(cat, options=options)))
    assert [f.step for f in film] == [10, 20, 30]
    assert film[-1].pictures.shape == (4, 32, 32, 3) and not film[-1].pictures.flags.writeable
    alone = _film(cat)[-1]
    np.testing.assert_allclose(film[-1].pictures[3], alone.rgb, atol=1e-6)
    assert film[-1].psnr[3] == pytest.approx(alone.psnr)


@pytest.mark.parametrize("breath", [0, 1, 7, 30])
def test_it_goes_on_from_a_checkpoint_of_any_moment(cat: Image, tmp_path: Path, breath: int) -> None:
    """The frames after it are those of the uninterrupted training, what was counted since the last one included."""
    from engine.study import Published
    from engine.training.products import load_checkpoint

    options = Options(image_size=32, steps=24, steps_per_frame=5, width=16, layers=3, features=8)
    whole = {f.step: f for f in frames(fourier_features.run(cat, options=options))}
    live, after = None, -1
    running = fourier_features.run(cat, options=options)
    for got in running:
        if isinstance(got, Published):
            live = got.object
        after += after >= 0
        if getattr(got, "loss", None) is not None and got.step == 10:
            after = 0
        if after == breath:
            break
    assert live is not None
    checkpoint = load_checkpoint(live.save(tmp_path / "사진.checkpoint.pt"))
    running.close()
    rest = list(frames(fourier_features.run(cat, checkpoint, options=options)))
    assert rest[0].step == checkpoint.step >= 10
    for frame in rest:
        if frame.step in whole:
            assert frame.loss == pytest.approx(whole[frame.step].loss, abs=1e-6)
            np.testing.assert_allclose(frame.rgb, whole[frame.step].rgb, atol=1e-6)
    assert rest[-1].step == 24


def test_a_checkpoint_of_another_training_is_said(cat: Image) -> None:
    from engine.training.products import Checkpoint

    with pytest.raises(InputError, match="not of a picture's training"):
        list(fourier_features.run(cat, Checkpoint({}, {}, 3, {"network": "lenet5"}), options=Options()))
