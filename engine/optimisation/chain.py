"""The chain rule of a residual: what is computed on the way from the parameters, and the derivative of each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Chain:
    """The way from the P parameters to each of N residuals.

    ``values``: what stands at each place after the parameters, each (N, d); the last is the residual, (N, 1).
    ``factors``: the derivative of each place with respect to the one before, each (N, d after, d before).
    """

    values: tuple[Doubles, ...]
    factors: tuple[Doubles, ...]

    @property
    def residuals(self) -> Doubles:
        """The residuals, (N,)."""
        return self.values[-1][:, 0]

    def jacobian(self) -> Doubles:
        """The product of the factors, last times ... times first: (N, P)."""
        product = self.factors[-1]
        for factor in self.factors[-2::-1]:
            product = product @ factor
        return product[:, 0, :]

    def sizes(self) -> tuple[int, ...]:
        """The number of values at each place, the parameters first and the residual, 1, last."""
        return (self.factors[0].shape[2], *(factor.shape[1] for factor in self.factors))

    def flat_values(self) -> Doubles:
        """All values of a residual one after the other: (N, sum of the sizes after the first)."""
        return np.concatenate(self.values, axis=1)

    def flat_factors(self) -> Doubles:
        """All factors of a residual one after the other, each row by row: (N, F)."""
        return np.concatenate([factor.reshape(len(factor), -1) for factor in self.factors], axis=1)


def split_values(flat: Doubles, sizes: Sequence[int]) -> list[Doubles]:
    """One residual's values (V,) at each place after the parameters, from :meth:`Chain.flat_values`."""
    return np.split(flat, np.cumsum(sizes[1:])[:-1])


def split_factors(flat: Doubles, sizes: Sequence[int]) -> list[Doubles]:
    """One residual's factors from :meth:`Chain.flat_factors`, each (d after, d before), parameters first."""
    shapes = list(zip(sizes[1:], sizes[:-1], strict=True))
    parts = np.split(flat, np.cumsum([rows * columns for rows, columns in shapes])[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def diagonal(values: ArrayLike) -> Doubles:
    """Diagonal matrices (N, d, d) from their diagonals (N, d)."""
    values = np.asarray(values, dtype=np.float64)
    return values[:, :, None] * np.eye(values.shape[1])
