"""Volume rendering against exact integrals, and against the sum written again with loops in NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.fields.field import Bounds, RadianceField
from engine.fields.rendering import Sampling, box_span, looks
from engine.fields.volume_rendering import integrate

WHITE = (1.0, 1.0, 1.0)


class ClosedForm(RadianceField):
    """A density given by a function of the points, one colour everywhere."""

    def __init__(self, density: Callable[[torch.Tensor], torch.Tensor], near: float = 0.0, far: float = 8.0) -> None:
        super().__init__(Bounds((-2.0,) * 3, (2.0,) * 3, near, far, WHITE))
        self.of = density

    def forward(self, points: torch.Tensor, directions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.of(points), torch.tensor([0.2, 0.5, 0.8]).expand(len(points), 3)


def slab(points: torch.Tensor) -> torch.Tensor:
    return 1.7 * (points[:, 2].abs() < 0.5).float()


def ball(points: torch.Tensor) -> torch.Tensor:
    inside: torch.Tensor = points.square().sum(1) < 1.2**2
    return 0.9 * inside.float()


def gaussian(points: torch.Tensor) -> torch.Tensor:
    return 2.0 * torch.exp(-points.square().sum(1) / (2 * 0.4**2))


def optical_depth(name: str, origin: np.ndarray, direction: np.ndarray) -> float:
    along = -float(origin @ direction)
    nearest = origin + along * direction
    d2 = float(nearest @ nearest)
    if name == "slab":
        return 1.7 / abs(float(direction[2]))
    if name == "ball":
        return 0.9 * 2 * math.sqrt(max(1.2**2 - d2, 0.0))
    return 2.0 * math.exp(-d2 / (2 * 0.4**2)) * 0.4 * math.sqrt(2 * math.pi)


@pytest.mark.parametrize(("name", "density"), [("slab", slab), ("ball", ball), ("gaussian", gaussian)])
def test_closed_forms_are_integrated_within_a_thousandth(
    name: str, density: Callable[[torch.Tensor], torch.Tensor]
) -> None:
    random = np.random.default_rng(3)
    targets = random.uniform(-0.4, 0.4, (16, 3))
    origins = np.tile([[0.3, -0.2, -4.0]], (16, 1))
    directions = targets - origins
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    rays = torch.tensor(origins, dtype=torch.float32), torch.tensor(directions, dtype=torch.float32)
    seen = looks(ClosedForm(density), *rays, Sampling(16384, 0))[0].integral
    for number in range(16):
        tau = optical_depth(name, origins[number], directions[number])
        opacity = 1 - math.exp(-tau)
        assert float(seen.accumulation[number]) == pytest.approx(opacity, abs=1e-3)
        expected = np.array([0.2, 0.5, 0.8]) * opacity + (1 - opacity)
        assert seen.colour[number].numpy() == pytest.approx(expected, abs=1e-3)
        if name == "slab":  # the mean depth inside a slab of optical depth tau and geometric length L
            z = float(directions[number, 2])
            entry, length = (-0.5 + 4.0) / z, 1.0 / z
            mean = entry + length * (1 / tau - math.exp(-tau) / opacity)
            assert float(seen.depth[number]) == pytest.approx(mean, abs=1e-3)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**31))
def test_the_sum_equals_a_loop_in_numpy(samples: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    density = random.exponential(2.0, (3, samples))
    colours = random.random((3, samples, 3))
    edges = np.sort(random.uniform(1, 4, (3, samples + 1)), 1)
    positions = (edges[:, 1:] + edges[:, :-1]) / 2
    got = integrate(
        torch.tensor(density), torch.tensor(colours), torch.tensor(positions), torch.tensor(edges), (0.1, 0.6, 0.3)
    )
    for ray in range(3):
        light, colour, seen, depth = 1.0, np.zeros(3), 0.0, 0.0
        for i in range(samples):
            opacity = 1 - math.exp(-density[ray, i] * (edges[ray, i + 1] - edges[ray, i]))
            assert float(got.transmittance[ray, i]) == pytest.approx(light, abs=1e-9)
            weight = light * opacity
            assert float(got.weights[ray, i]) == pytest.approx(weight, abs=1e-9)
            colour, seen, depth = colour + weight * colours[ray, i], seen + weight, depth + weight * positions[ray, i]
            light *= 1 - opacity
        assert got.colour[ray].numpy() == pytest.approx(colour + light * np.array([0.1, 0.6, 0.3]), abs=1e-9)
        assert float(got.accumulation[ray]) == pytest.approx(1 - light, abs=1e-9)
        if seen > 1e-3:
            assert float(got.depth[ray]) == pytest.approx(depth / seen, abs=1e-9)


def test_the_gradient_of_the_sum_is_that_of_finite_differences() -> None:
    generator = torch.Generator().manual_seed(1)
    density = torch.rand(2, 5, dtype=torch.float64, generator=generator).requires_grad_()
    colours = torch.rand(2, 5, 3, dtype=torch.float64, generator=generator).requires_grad_()
    edges = torch.linspace(0, 2, 6, dtype=torch.float64).expand(2, 6)
    middles = (edges[:, 1:] + edges[:, :-1]) / 2

    def outputs(d: torch.Tensor, c: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        seen = integrate(d, c, middles, edges, WHITE)
        return seen.colour, seen.depth

    assert torch.autograd.gradcheck(outputs, (density, colours))


def test_a_ray_that_meets_nothing_sees_the_background_at_far() -> None:
    field = ClosedForm(lambda points: torch.zeros(len(points)))
    seen = looks(field, torch.zeros(1, 3), torch.tensor([[0.0, 0.0, 1.0]]), Sampling(8, 0))[0].integral
    assert seen.colour[0].tolist() == [1.0, 1.0, 1.0]
    assert float(seen.depth[0]) == 8.0
    assert float(seen.accumulation[0]) == 0.0


def test_the_box_is_entered_and_left_where_it_should() -> None:
    field = ClosedForm(slab)
    entry, leaving = box_span(
        field,
        torch.tensor([[0.0, 0.0, -4.0], [0.0, 0.0, 0.0], [0.0, 3.0, -4.0]]),
        torch.tensor([[0.0, 0.0, 1.0]] * 3),
    )
    assert entry[:2].tolist() == [2.0, 0.0]
    assert leaving[:2].tolist() == [6.0, 2.0]
    assert leaving[2] <= entry[2]
