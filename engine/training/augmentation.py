"""Random changes of a mini-batch that leave its labels true. All randomness comes from the generator given."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F


def shifted(images: Tensor, generator: torch.Generator, pixels: int = 4) -> Tensor:
    """Each picture of (N, C, H, W) moved by up to ``pixels`` in both directions, zeros coming in (He et al.

    2016, section 4.2).
    """
    n, _, height, width = images.shape
    padded = F.pad(images, (pixels,) * 4)
    top, left = torch.randint(0, 2 * pixels + 1, (2, n, 1, 1), generator=generator)
    rows = top + torch.arange(height).view(1, height, 1)
    columns = left + torch.arange(width).view(1, 1, width)
    return padded.permute(0, 2, 3, 1)[torch.arange(n).view(n, 1, 1), rows, columns].permute(0, 3, 1, 2)


def flipped(images: Tensor, generator: torch.Generator) -> Tensor:
    """Half of the pictures of (N, C, H, W), chosen at random, mirrored left to right."""
    chosen = torch.rand(len(images), generator=generator) < 0.5
    return torch.where(chosen.view(-1, 1, 1, 1), images.flip(3), images)


def enlarged_crops(
    images: Tensor, size: int, generator: torch.Generator, smallest: float = 0.25, aspect: float = 4 / 3
) -> Tensor:
    """A random part of each picture of (N, C, H, W), resized to (N, C, size, size) with bicubic interpolation.

    The part's area is ``smallest`` to 1 of the picture's, its sides' ratio 1 / ``aspect`` to ``aspect`` (the random
    resized crop of Szegedy et al. 2015, section 6).
    """
    n = len(images)
    area, ratio, x, y = torch.rand(4, n, generator=generator)
    side = (smallest + (1 - smallest) * area).sqrt()
    stretch = (aspect ** (2 * ratio - 1)).sqrt()
    width, height = (side * stretch).clamp(max=1.0), (side / stretch).clamp(max=1.0)
    transform = torch.zeros(n, 2, 3)  # output position to input position, both in [-1, 1]
    transform[:, 0, 0], transform[:, 0, 2] = width, (2 * x - 1) * (1 - width)
    transform[:, 1, 1], transform[:, 1, 2] = height, (2 * y - 1) * (1 - height)
    grid = F.affine_grid(transform, [n, images.shape[1], size, size], align_corners=False)
    return F.grid_sample(images, grid, mode="bicubic", padding_mode="reflection", align_corners=False)


def augmented(images: Tensor, how: str, size: int, generator: torch.Generator) -> Tensor:
    """A mini-batch changed as the option ``augmentation`` says; ``size`` counts for ``"enlarged-crops"`` only."""
    if how == "shift":
        return shifted(images, generator)
    if how == "shift-flip":
        return flipped(shifted(images, generator), generator)
    if how == "enlarged-crops":
        return flipped(enlarged_crops(images, size, generator), generator)
    return images
