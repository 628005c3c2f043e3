"""Encodings of coordinates, the neural tangent kernel and the spectrum against closed forms and torch's gradients."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from engine.fields.fourier import (
    ENCODINGS,
    chosen_scale,
    encoded_size,
    fourier_features,
    frequency_matrix,
    pixel_positions,
)
from engine.fields.neural_tangent_kernel import neural_tangent_kernel, rayleigh_quotients
from engine.fields.picture import PictureTraining, coordinate_network, psnr
from engine.fields.spectrum import FLOOR, error_by_frequency, log_magnitude, rings, transform


def _features(encoding: str, positions: list[list[float]], scale: float = 4.0, features: int = 6) -> np.ndarray:
    matrix = frequency_matrix(encoding, scale, features, 0)  # type: ignore[arg-type]
    made = fourier_features(torch.tensor(positions, dtype=torch.float64), torch.from_numpy(matrix))
    assert made.shape == (len(positions), encoded_size(len(matrix)))
    return made.numpy()


def test_encodings_are_the_papers() -> None:
    """Tancik et al. 2020, section 6: basic [cos 2 pi v, sin 2 pi v], positional [..., cos(2 pi sigma^(j/m) v), ...]."""
    x, y = 0.3, 0.85
    np.testing.assert_array_equal(_features("none", [[x, y]]), [[x, y]])
    waves = [2 * math.pi * x, 2 * math.pi * y]
    np.testing.assert_allclose(_features("basic", [[x, y]])[0], [*np.cos(waves), *np.sin(waves)], rtol=1e-12)
    ladder = [4.0 ** (j / 3) for j in range(3)]
    angles = np.array([2 * math.pi * f * v for v in (x, y) for f in ladder])
    np.testing.assert_allclose(_features("positional", [[x, y]])[0], [*np.cos(angles), *np.sin(angles)], atol=1e-12)


def test_gaussian_frequencies_have_the_scale_and_stretch_with_it() -> None:
    wide = frequency_matrix("gaussian", 8.0, 20_000, 3)
    assert wide.std() == pytest.approx(8.0, rel=0.02) and abs(wide.mean()) < 0.15
    np.testing.assert_allclose(frequency_matrix("gaussian", 2.0, 20_000, 3), wide / 4, rtol=1e-12)
    assert not np.array_equal(frequency_matrix("gaussian", 8.0, 20_000, 4), wide)


@given(shift=st.floats(-0.4, 0.4), encoding=st.sampled_from(ENCODINGS[1:]))
@settings(max_examples=15, deadline=None)
def test_inner_products_depend_on_the_difference_only(shift: float, encoding: str) -> None:
    """Equation 7 of the paper: gamma(u) . gamma(v) is a sum of cosines of u - v."""
    features = _features(encoding, [[0.1, 0.2], [0.4, 0.7], [0.1 + shift, 0.2 + shift], [0.4 + shift, 0.7 + shift]])
    assert features[0] @ features[1] == pytest.approx(features[2] @ features[3], abs=1e-9)
    assert features[0] @ features[0] == pytest.approx(features.shape[1] / 2)


def test_chosen_scales_stay_below_what_the_trained_pixels_carry() -> None:
    assert chosen_scale("none", 64) is None and chosen_scale("basic", 64) is None
    assert chosen_scale("gaussian", 64) == 4.0 and chosen_scale("positional", 64) == 12.0
    assert chosen_scale("gaussian", 4) == 0.5


# -- the neural tangent kernel --------------------------------------------------------------------


def test_two_layers_without_biases_have_the_known_closed_form() -> None:
    """On the unit sphere u kappa0(u) + kappa1(u), over the number of inputs (Bietti and Mairal 2019, equation 4)."""
    angles = np.linspace(0.0, math.pi, 13)
    points = np.stack([np.cos(angles), np.sin(angles)], 1)
    u = np.clip(points @ points.T, -1, 1)
    kappa0 = (math.pi - np.arccos(u)) / math.pi
    kappa1 = (u * (math.pi - np.arccos(u)) + np.sqrt(1 - u * u)) / math.pi
    np.testing.assert_allclose(
        neural_tangent_kernel(points, points, layers=2, bias=0.0), (u * kappa0 + kappa1) / 2, atol=1e-12
    )


class _Parameterised(nn.Module):
    """A wide ReLU network in the NTK parameterisation, for the kernel of its gradients."""

    def __init__(self, inputs: int, width: int, layers: int, bias: float) -> None:
        super().__init__()
        sizes = [inputs, *[width] * (layers - 1), 1]
        pairs = list(itertools.pairwise(sizes))
        self.weights = nn.ParameterList([torch.randn(b, a) for a, b in pairs])
        self.biases = nn.ParameterList([torch.zeros(b) for _a, b in pairs])
        self.bias = bias

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for number, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            last = number == len(self.weights) - 1
            x = x @ weight.T * math.sqrt((1 if last else 2) / weight.shape[1]) + self.bias * bias
            x = x if last else x.relu()
        return x[..., 0]


@pytest.mark.parametrize(("layers", "bias"), [(2, 0.5), (4, 1.0)])
def test_kernel_is_the_gradients_inner_product_of_a_wide_network(layers: int, bias: float) -> None:
    torch.manual_seed(1)
    row = torch.stack([torch.linspace(0, 0.6, 5), torch.full((5,), 0.5)], 1)
    x = fourier_features(row, torch.from_numpy(frequency_matrix("gaussian", 1.0, 8, 0)).float())
    empirical, draws = np.zeros((5, 5)), 8
    for _ in range(draws):
        network = _Parameterised(16, 768, layers, bias)
        rows = []
        for point in x:
            gradients = torch.autograd.grad(network(point), list(network.parameters()))
            rows.append(torch.cat([g.flatten() for g in gradients]))
        gradient = torch.stack(rows)
        empirical += (gradient @ gradient.T).numpy() / draws
    closed = neural_tangent_kernel(x.double().numpy(), x.double().numpy(), layers, bias)
    np.testing.assert_allclose(empirical, closed, atol=0.05 * closed.max())
    assert np.linalg.eigvalsh(closed).min() > 0


@given(layers=st.integers(2, 6), bias=st.floats(0, 2))
@settings(max_examples=10, deadline=None)
def test_a_kernel_of_stationary_features_is_stationary_and_positive(layers: int, bias: float) -> None:
    row = [[p / 16, 0.5] for p in range(16)]
    features = _features("gaussian", row, 3.0, 32)
    kernel = neural_tangent_kernel(features, features, layers, bias)
    for offset in range(16):
        diagonal = np.diagonal(kernel, offset)
        np.testing.assert_allclose(diagonal, diagonal[0], rtol=1e-7)
    assert np.linalg.eigvalsh(kernel).min() > -1e-9 * kernel.max()


def test_rayleigh_quotients_of_a_circulant_kernel_are_its_eigenvalues() -> None:
    count = 32
    offsets = np.arange(count)
    profile = 1.0 + 0.5 * np.cos(2 * math.pi * 3 * offsets / count) + 0.25 * np.cos(2 * math.pi * 7 * offsets / count)
    kernel = profile[(offsets[:, None] - offsets) % count]
    expected = np.zeros(17)
    expected[[0, 3, 7]] = 1.0, 0.25, 0.125
    np.testing.assert_allclose(rayleigh_quotients(kernel), expected, atol=1e-12)
    some = np.random.default_rng(0).standard_normal((count, count))
    some = some @ some.T
    wave = np.exp(2j * math.pi * 5 * offsets / count)
    assert rayleigh_quotients(some)[5] == pytest.approx((wave.conj() @ some @ wave).real / count**2)


# -- spectrum and training ------------------------------------------------------------------------


def test_the_spectrum_of_a_wave_is_two_points() -> None:
    side = 32
    x = np.arange(side) / side
    wave = np.repeat((0.5 + 0.4 * np.cos(2 * math.pi * 5 * x))[None, :, None], side, 0).repeat(3, 2)
    levels = log_magnitude(transform(wave))
    assert levels[16, 16] == pytest.approx(math.log10(0.5))
    assert levels[16, 21] == levels[16, 11] == pytest.approx(math.log10(0.2))
    assert np.sort(levels.ravel())[-4] == pytest.approx(math.log10(FLOOR))


def test_error_by_frequency_is_parsevals() -> None:
    random = np.random.default_rng(2)
    target, learned = random.random((2, 24, 24, 3))
    ring = rings(24, 24)
    whole = transform(target)
    error = error_by_frequency(transform(learned), whole, ring)
    power = np.bincount(ring.ravel(), (np.abs(whole) ** 2).sum(2).ravel())
    assert (error.astype(float) ** 2 * power).sum() == pytest.approx(((learned - target) ** 2).sum(2).mean(), rel=1e-5)
    np.testing.assert_allclose(error_by_frequency(whole, whole, ring), 0.0, atol=1e-7)
    np.testing.assert_allclose(error_by_frequency(0 * whole, whole, ring), 1.0, rtol=1e-6)
    flat = transform(np.full((24, 24, 3), 0.5))
    assert np.isnan(error_by_frequency(flat, flat, ring)[1:]).all()


def test_psnr_against_skimage() -> None:
    from skimage.metrics import peak_signal_noise_ratio

    random = np.random.default_rng(0)
    a, b = random.random((2, 16, 16, 3))
    oracle = peak_signal_noise_ratio(a, b, data_range=1.0)  # type: ignore[no-untyped-call]
    assert psnr(float(((a - b) ** 2).mean())) == pytest.approx(oracle)


def test_positions_and_colours_belong_together() -> None:
    """The trained pixels' positions are where the rendering puts them: a network of x alone paints columns."""
    positions = pixel_positions(4)
    np.testing.assert_allclose(positions[6], [2 / 4, 1 / 4])  # row 1, column 2
    target = np.random.default_rng(0).random((8, 8, 3)).astype(np.float32)
    training = PictureTraining(target, frequency_matrix("basic", 0, 0, 0), 8, 3, 0)
    rendering = training.rendering()
    try:
        while True:
            next(rendering)
    except StopIteration as end:
        picture = end.value
    with torch.no_grad():
        one = training.colours(torch.tensor([[3 / 8, 6 / 8]])).numpy()[0]
    np.testing.assert_allclose(picture[6, 3], one, rtol=1e-5)
    np.testing.assert_array_equal(training._colours.reshape(4, 4, 3).numpy(), target[::2, ::2])
    np.testing.assert_allclose(training._own.reshape(4, 4, 2)[1, 3].numpy(), [6 / 8, 2 / 8])
    assert training.trained.sum() == 16 and not training.trained[1].any()


def test_the_network_has_the_authors_size_and_its_own_random_numbers() -> None:
    """Four layers with weights: 512-256-256-256-3."""
    torch.manual_seed(5)
    before = torch.get_rng_state()
    network = coordinate_network(512, 256, 4, 0)
    assert torch.equal(torch.get_rng_state(), before)
    assert sum(p.numel() for p in network.parameters()) == 512 * 256 + 2 * 256 * 256 + 256 * 3 + 3 * 256 + 3
    again = coordinate_network(512, 256, 4, 0)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), again.parameters(), strict=True))
