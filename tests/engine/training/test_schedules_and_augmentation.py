"""Schedules in closed form; augmentation against direct loops."""

from __future__ import annotations

import math

import pytest
import torch

from engine.training.augmentation import enlarged_crops, flipped, shifted
from engine.training.schedules import learning_rate


def test_one_cycle_rises_then_falls_to_zero() -> None:
    rates = [learning_rate("one-cycle", 1.0, step, 100) for step in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0) and rates.index(max(rates)) == 20
    assert rates[100] == pytest.approx(0.0)
    assert rates[60] == pytest.approx(0.5)


def test_cosine_against_torchs_own() -> None:
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 50)
    for step in range(50):
        assert learning_rate("cosine", 0.3, step, 50) == pytest.approx(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()


def test_shifted_pictures_are_windows_of_the_padded_ones() -> None:
    images = torch.arange(6 * 2 * 5 * 7, dtype=torch.float32).view(6, 2, 5, 7) + 1
    moved = shifted(images, torch.Generator().manual_seed(1), 2)
    padded = torch.nn.functional.pad(images, (2, 2, 2, 2))
    for before, after in zip(padded, moved, strict=True):
        windows = [before[:, y : y + 5, x : x + 7] for y in range(5) for x in range(5)]
        assert any(torch.equal(after, window) for window in windows)
    assert not torch.equal(moved, images)


def test_about_half_are_flipped() -> None:
    images = torch.rand(400, 1, 3, 4)
    turned = flipped(images, torch.Generator().manual_seed(0))
    same = sum(torch.equal(a, b) for a, b in zip(images, turned, strict=True))
    mirrored = sum(torch.equal(a.flip(2), b) for a, b in zip(images, turned, strict=True))
    assert same + mirrored == 400 and 150 < same < 250


def test_the_whole_picture_is_only_resized() -> None:
    images = torch.rand(3, 3, 8, 8)
    enlarged = enlarged_crops(images, 8, torch.Generator().manual_seed(0), smallest=1.0, aspect=1.0)
    torch.testing.assert_close(enlarged, images, atol=1e-4, rtol=0)


def test_crops_stay_inside() -> None:
    images = torch.linspace(0, 1, 32).view(1, 1, 1, 32).expand(50, 1, 32, 32)
    crops = enlarged_crops(images, 40, torch.Generator().manual_seed(0))
    assert crops.shape == (50, 1, 40, 40)
    assert -0.05 < float(crops.min()) and float(crops.max()) < 1.05
    spans = crops[:, 0, 20, -1] - crops[:, 0, 20, 0]
    assert float(spans.min()) > 0.3 and math.isfinite(float(spans.sum()))
