"""One layer of attention over the patches of a photo, and its training to restore patches that are hidden from it."""

from __future__ import annotations

import copy
import math
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.attention import positions as encodings

if TYPE_CHECKING:
    import torch

PATCH = 4
"""Side of a patch in pixels: the photo is shrunk to grid * 4 pixels a side."""
VALUES = 3 * PATCH * PATCH
HEADS = 4
HIDDEN_SHARE = 0.3
BATCH = 16
POOL = 192
"""Pieces of the photo that are learned from; an eighth as many others are kept for the measurement."""


class PositionLayer:
    """Attention with its heads' outputs projected, no residual, no normalisation: nothing but positions tells order.

    ``combine``: ``"added"``, ``"concatenated"`` or ``"off"``. ``matrix`` (N, D) is given for the encodings that are
    computed; ``kind`` "learned", "relative-bias" and "log-cpb" hold parameters of their own. All weights are drawn from
    ``seed``. Vaswani et al. 2017, section 3.2.
    """

    def __init__(
        self, kind: str, combine: str, side: int, dimension: int, seed: int, matrix: NDArray[np.floating] | None = None
    ) -> None:
        import torch
        from torch import nn

        count = side * side
        self.kind, self.combine, self.side, self.dimension = kind, combine, side, dimension
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            width = dimension * (2 if combine == "concatenated" else 1)
            self.embed = nn.Linear(VALUES, dimension)
            self.hidden = nn.Parameter(torch.zeros(dimension))
            self.query_key_value = nn.Linear(width, 3 * dimension)
            self.project = nn.Linear(dimension, dimension)
            self.restore = nn.Linear(dimension, VALUES)
            self.matrix: Any = None if matrix is None else torch.from_numpy(np.array(matrix, np.float32))
            self.table: Any = None
            self.network: Any = None
            if kind == "learned":
                self.matrix = encodings.learned(count, dimension)
            elif kind == "relative-bias":
                self.table = nn.Parameter(nn.init.trunc_normal_(torch.empty((2 * side - 1) ** 2, HEADS), std=0.02))
            elif kind == "log-cpb":
                self.network = encodings.bias_network(HEADS)
        self.index = torch.from_numpy(encodings.relative_position_index(side))
        self.coordinates = torch.from_numpy(encodings.relative_coordinates(side, side).astype(np.float32))

    def parameters(self) -> list[torch.nn.Parameter]:
        """Everything that is learned."""
        layers = [self.embed, self.query_key_value, self.project, self.restore]
        found = [self.hidden, *(p for layer in layers for p in layer.parameters())]
        if self.kind == "learned":
            found.append(self.matrix)
        if self.table is not None:
            found.append(self.table)
        if self.network is not None:
            found.extend(self.network.parameters())
        return found

    def tables(self, window: int) -> torch.Tensor:
        """The bias by offset, (heads, 2 window - 1, 2 window - 1); another window than the own only for log-cpb."""
        import torch

        if self.table is not None:
            return self.table.T.reshape(HEADS, 2 * self.side - 1, 2 * self.side - 1)  # type: ignore[no-any-return]
        coordinates = self.coordinates
        if window != self.side:
            coordinates = torch.from_numpy(encodings.relative_coordinates(window, self.side).astype(np.float32))
        return encodings.bounded(self.network(coordinates)).permute(2, 0, 1)

    def bias(self) -> torch.Tensor | None:
        """(heads, N, N) added to the scores, or None."""
        if (self.table is None and self.network is None) or self.combine == "off":
            return None
        flat = self.tables(self.side).reshape(HEADS, -1)
        return flat[:, self.index.reshape(-1)].reshape(HEADS, *self.index.shape)

    def without_positions(self) -> PositionLayer:
        """The same layer, not told any position; where they are concatenated, with the weights of its tokens."""
        from torch import nn

        other = copy.copy(self)
        other.combine = "off"
        if self.combine == "concatenated":
            other.query_key_value = nn.Linear(self.dimension, 3 * self.dimension)
            other.query_key_value.weight.data = self.query_key_value.weight.data[:, : self.dimension]
            other.query_key_value.bias = self.query_key_value.bias
        return other

    def attend(self, patches: torch.Tensor, hidden: torch.Tensor | None = None) -> torch.Tensor:
        """Output (B, N, D) for patches (B, N, 48); ``hidden`` (B, N) bool: of these only the position is told."""
        import torch

        tokens = self.embed(patches)
        if hidden is not None:
            tokens = torch.where(hidden[..., None], self.hidden, tokens)
        if self.matrix is not None and self.combine == "added":
            tokens = tokens + self.matrix
        elif self.combine == "concatenated":
            tokens = torch.cat([tokens, self.matrix.expand(len(tokens), -1, -1)], 2)
        batch, count, _ = tokens.shape
        parts = self.query_key_value(tokens).reshape(batch, count, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        query, key, values = parts
        scores = query @ key.transpose(2, 3) / math.sqrt(query.shape[-1])
        bias = self.bias()
        if bias is not None:
            scores = scores + bias
        if hidden is not None:
            scores = scores.masked_fill(hidden[:, None, None, :], -math.inf)
        return self.project((scores.softmax(3) @ values).transpose(1, 2).reshape(batch, count, -1))  # type: ignore[no-any-return]


def square_of(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], tuple[int, int, int, int]]:
    """The square in the middle of a photo (H, W, 3), and where it lies: x0, y0, x1, y1 in pixels."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    left, top = (width - side) // 2, (height - side) // 2
    return pixels[top : top + side, left : left + side], (left, top, left + side, top + side)


def patches_of(pixels: NDArray[np.uint8], side: int) -> torch.Tensor:
    """Patches (N, 48) float32 of a square picture, shrunk to side * 4 pixels; 0 to 1 becomes -2 to 2."""
    import torch
    from torch.nn.functional import interpolate

    picture = torch.from_numpy(np.array(pixels)).permute(2, 0, 1)[None].float() / 255
    small = interpolate(picture, size=(side * PATCH,) * 2, mode="bilinear", antialias=True, align_corners=False)
    return _cut((small - 0.5) * 4, side)[0]


def _cut(pictures: torch.Tensor, side: int) -> torch.Tensor:
    cells = pictures.reshape(len(pictures), 3, side, PATCH, side, PATCH)
    return cells.permute(0, 2, 4, 1, 3, 5).reshape(len(pictures), side * side, VALUES)


def differences_after_shuffling(
    layer: PositionLayer, patches: torch.Tensor, order: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(N,): how far each patch's output moves when the patches (N, 48) come in ``order`` (N,).

    The largest absolute difference over the output's dimensions; 0 up to rounding where no position is told.
    """
    import torch

    place = torch.from_numpy(np.array(order))
    with torch.no_grad():
        straight = layer.attend(patches[None])[0]
        shuffled = layer.attend(patches[place][None])[0]
        moved = torch.empty_like(shuffled)
        moved[place] = shuffled
        return np.asarray((moved - straight).abs().amax(1).numpy(), np.float32)


class HiddenPatches:
    """Teaches a layer to restore patches that are hidden from it, in random square pieces of one photo.

    Only where a patch stands can tell which of the others are its neighbours.
    """

    def __init__(self, layer: PositionLayer, learning_rate: float, seed: int) -> None:
        import torch

        self.layer = layer
        self.optimiser = torch.optim.Adam(layer.parameters(), lr=learning_rate)
        self.chance = torch.Generator().manual_seed(seed)
        self.pieces: Any = None
        self.others: Any = None
        self.hidden: Any = None

    def prepare(self, pixels: NDArray[np.uint8], seed: int) -> Generator[tuple[int, int], None, None]:
        """Cut the pieces, at least two fifths of the square's side large, half of them mirrored; yields (done, all)."""
        import torch

        random = np.random.default_rng(seed)
        step = max(1, len(pixels) // (self.layer.side * PATCH * 4))
        pixels = pixels[::step, ::step]
        full, found, total = min(pixels.shape[:2]), [], POOL + POOL // 8
        for number in range(total):
            size = max(2, round(full * random.uniform(0.4, 1.0)))
            top, left = random.integers(0, full - size + 1, 2) if size < full else (0, 0)
            piece = pixels[top : top + size, left : left + size]
            found.append(patches_of(piece[:, ::-1] if random.random() < 0.5 else piece, self.layer.side))
            if number % 16 == 15:
                yield number + 1, total
        self.pieces, self.others = torch.stack(found[:POOL]), torch.stack(found[POOL:])
        self.hidden = torch.rand(self.others.shape[:2], generator=self.chance) < HIDDEN_SHARE

    def _error(self, patches: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        restored = self.layer.restore(self.layer.attend(patches, hidden))
        error: torch.Tensor = (restored - patches)[hidden].square().mean()
        return error

    def step(self) -> float:
        """One step of Adam; the mean squared error of its mini-batch."""
        import torch

        chosen = torch.randint(len(self.pieces), (BATCH,), generator=self.chance)
        hidden = torch.rand(BATCH, self.pieces.shape[1], generator=self.chance) < HIDDEN_SHARE
        error = self._error(self.pieces[chosen], hidden)
        self.optimiser.zero_grad()
        error.backward()
        self.optimiser.step()
        return float(error.detach())

    def measured(self) -> tuple[float, float]:
        """Mean squared error over pieces that are not learned from, and that of the mean of all patches not hidden."""
        import torch

        with torch.no_grad():
            error = float(self._error(self.others, self.hidden))
            seen = ~self.hidden[..., None]
            middle = (self.others * seen).sum(1, keepdim=True) / seen.sum(1, keepdim=True).clamp(min=1)
            return error, float((self.others - middle)[self.hidden].square().mean())
