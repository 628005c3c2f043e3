"""Measuring a classifier on pictures it did not learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Measurement:
    """What a classifier answers on a split.

    ``loss`` is the mean cross entropy in nats, ``accuracy`` the fraction right, ``confusion`` (K, K) int64 counts by
    true class (row) and answer (column), ``losses`` (N,) float32 and ``answers`` (N,) int64 picture by picture.
    """

    loss: float
    accuracy: float
    confusion: NDArray[np.int64]
    losses: NDArray[np.float32]
    answers: NDArray[np.int64]


class Pictures(Protocol):
    """Pictures (N, C, H, W) float32 that can be taken a slice at a time: a tensor, or what makes one when asked."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Tensor: ...


def measuring(
    network: nn.Module, images: Pictures, labels: Tensor, classes: int, batch: int = 250
) -> Iterator[int | Measurement]:
    """Yield the number of pictures done after each batch, at last the :class:`Measurement`.

    ``images`` (N, C, H, W) float32, normalised; ``labels`` (N,) int64. The network's own training mode is restored
    before each yield.
    """
    losses, answers = [], []
    for start in range(0, len(images), batch):
        training = network.training
        network.eval()
        try:
            with torch.inference_mode():
                logits = network(images[start : start + batch]).float()
        finally:
            network.train(training)
        losses.append(F.cross_entropy(logits, labels[start : start + batch], reduction="none"))
        answers.append(logits.argmax(1))
        yield min(start + batch, len(images))
    loss, answer = torch.cat(losses), torch.cat(answers)
    counts = torch.bincount(labels * classes + answer, minlength=classes * classes).view(classes, classes)
    yield Measurement(
        float(loss.mean()),
        float((answer == labels).float().mean()),
        counts.numpy(),
        loss.numpy(),
        answer.numpy(),
    )
