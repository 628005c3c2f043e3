"""Where a field is empty: a grid of cells that sampling skips (Müller et al. 2022, appendix E.2)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Occupancy(nn.Module):
    """``cells`` (G, G, G) uint8, x, y, z of the box; ``extent`` (2, 3), -1 to 1, of those that are not empty."""

    cells: Tensor
    extent: Tensor

    def __init__(self, resolution: int) -> None:
        super().__init__()
        self.resolution = resolution
        self.register_buffer("cells", torch.ones((resolution,) * 3, dtype=torch.uint8))
        self.register_buffer("extent", torch.tensor([[-1.0] * 3, [1.0] * 3]))

    def centres(self) -> Tensor:
        """The cells' centres along one side (G,), from -1 to 1."""
        return (torch.arange(self.resolution, device=self.cells.device) + 0.5) * (2 / self.resolution) - 1

    def put(self, opacity: Tensor, empty: float) -> None:
        """Take ``opacity`` (G, G, G) at the centres: a cell is kept where it or a neighbour exceeds ``empty``.

        Where none does, all are kept: nothing has been learnt yet.
        """
        kept = F.max_pool3d(opacity[None, None], 3, 1, 1)[0, 0] > empty
        if not bool(kept.any()):
            kept = torch.ones_like(kept)
        self.cells.copy_(kept)
        found = kept.nonzero()
        low, high = found.amin(0), found.amax(0) + 1
        self.extent.copy_(torch.stack([low, high]) * (2 / self.resolution) - 1)

    def fraction(self) -> float:
        """The part of the cells that is not empty."""
        return float(self.cells.float().mean())
