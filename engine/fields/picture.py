"""A picture as a function of its coordinates: what is learnt, the network, and its training step by step."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from engine.data.notes import Note
from engine.errors import InputError
from engine.fields.fourier import encoded_size, fourier_features, pixel_positions
from engine.study import freeze
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.data.image import Image

SMALLEST = 8
ROWS = 2048
"""Pixels rendered at once: some 10 ms."""


def square(image: Image, side: int) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """The middle square of a photo with about ``side`` pixels a side, (S, S, 3) float32 from 0 to 1, and notes.

    S is even, so that every second pixel is trained; a smaller photo keeps its size.

    Raises
    ------
    InputError
        The photo has fewer than 8 pixels on its shorter side.
    """
    from engine.data.decoding import load_pillow

    short = min(image.height, image.width)
    if short < SMALLEST:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The picture {name} is too small to learn: {side} pixels on its shorter side."),
            name=image.name,
            side=short,
        )
    notes: tuple[str, ...] = ()
    if short < side:
        template = QT_TRANSLATE_NOOP(
            "errors", "The picture has {side} pixels on its shorter side, so it is learnt at that size."
        )
        notes, side = (Note(template, side=short),), short
    side -= side % 2
    top, left = (image.height - short) // 2, (image.width - short) // 2
    cut = np.ascontiguousarray(image.pixels[top : top + short, left : left + short])
    pillow = load_pillow()
    small = pillow.fromarray(cut).resize((side, side), pillow.Resampling.BOX)
    return freeze(np.asarray(small, np.float32) / np.float32(255)), notes


def psnr(error: float) -> float:
    """Peak signal to noise ratio in dB of a mean squared error of values from 0 to 1."""
    return float(-10.0 * np.log10(max(error, 1e-12)))


class PictureTraining:
    """An MLP (ReLU, sigmoid) that learns every second pixel of every second row of a picture by Adam.

    ``layers`` counts the layers with weights: three of ``width`` units and the colour's for 4, as in the authors'
    program. The same seed gives the same pixels in the same order, and the same weights where the sizes are the same.
    """

    def __init__(
        self, target: NDArray[np.float32], frequencies: NDArray[np.float64], width: int, layers: int, seed: int
    ) -> None:
        self.side = len(target)
        self.positions = pixel_positions(self.side)
        self.frequencies = torch.from_numpy(frequencies.astype(np.float32))
        self.network = coordinate_network(encoded_size(len(frequencies)), width, layers, seed)
        self.optimiser = torch.optim.Adam(self.network.parameters())
        trained = np.zeros((self.side, self.side), bool)
        trained[::2, ::2] = True
        chosen = torch.from_numpy(trained.reshape(-1).copy())
        self.trained: NDArray[np.bool_] = freeze(trained)
        self._own = self.positions[chosen]
        self._colours = torch.from_numpy(target.reshape(-1, 3)[trained.reshape(-1)])
        self._random = torch.Generator().manual_seed(seed)

    @property
    def parameters(self) -> int:
        """Weights and biases of the network."""
        return sum(p.numel() for p in self.network.parameters())

    def colours(self, positions: Tensor) -> Tensor:
        """The network's colours (N, 3) at ``positions`` (N, 2)."""
        made: Tensor = self.network(fourier_features(positions, self.frequencies))
        return made

    def step(self, batch: int, rate: float) -> float:
        """One step on ``batch`` trained pixels; returns their mean squared error before it."""
        chosen = torch.randperm(len(self._own), generator=self._random)[:batch]
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad()
        loss = F.mse_loss(self.colours(self._own[chosen]), self._colours[chosen])
        loss.backward()
        self.optimiser.step()
        return float(loss.detach())

    def state(self) -> dict[str, Any]:
        """Weights, Adam's state and the random numbers' state, copied."""
        weights = {name: tensor.detach().clone() for name, tensor in self.network.state_dict().items()}
        adam = copy.deepcopy(self.optimiser.state_dict())
        return {"weights": weights, "optimiser": {"adam": adam, "random": self._random.get_state()}}

    def restore(self, weights: dict[str, Any], optimiser: dict[str, Any]) -> None:
        """Go on where :meth:`state` was taken.

        Raises
        ------
        InputError
            It is the state of another training.
        """
        try:
            self.network.load_state_dict(weights)
            self.optimiser.load_state_dict(copy.deepcopy(optimiser["adam"]))
            self._random.set_state(optimiser["random"])
        except (KeyError, ValueError, TypeError, RuntimeError, AttributeError) as error:
            raise other_training() from error

    def rendering(self) -> Generator[int, None, NDArray[np.float32]]:
        """The whole picture (S, S, 3), after a breath (pixels done) for every piece."""
        pieces = []
        for start in range(0, len(self.positions), ROWS):
            with torch.no_grad():
                pieces.append(self.colours(self.positions[start : start + ROWS]))
            yield min(start + ROWS, len(self.positions))
        picture: NDArray[np.float32] = freeze(torch.cat(pieces).reshape(self.side, self.side, 3).numpy())
        return picture

    def ratios(self, picture: NDArray[np.float32], target: NDArray[np.float32]) -> tuple[float, float]:
        """PSNR in dB over the trained pixels and over the held-out ones."""
        error = ((picture - target) ** 2).mean(2)
        return psnr(float(error[self.trained].mean())), psnr(float(error[~self.trained].mean()))


def other_training() -> InputError:
    """What is said of a checkpoint that does not fit."""
    return InputError(QT_TRANSLATE_NOOP("errors", "The checkpoint is not of a picture's training."))


def coordinate_network(inputs: int, width: int, layers: int, seed: int) -> nn.Sequential:
    """``layers`` layers of weights (He et al.'s start, biases 0) with ReLUs between them, three colours at the end."""
    sizes = [inputs, *[width] * (layers - 1), 3]
    parts: list[nn.Module] = []
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for number, (before, after) in enumerate(itertools.pairwise(sizes)):
            linear = nn.Linear(before, after)
            nn.init.kaiming_normal_(linear.weight, nonlinearity="linear" if number == layers - 1 else "relu")
            nn.init.zeros_(linear.bias)
            parts += [linear, nn.Sigmoid() if number == layers - 1 else nn.ReLU()]
    return nn.Sequential(*parts)
