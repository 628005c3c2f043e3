"""Robust kernels: how much a residual counts, and the loss whose slope that is.

In iteratively reweighted least squares the weight of a residual r is ``loss'(r) / r``. The kernels are those of
Open3D's ``RobustKernel``; all widths are in the residual's unit, and all weights are 1 at r = 0. Open3D's ``GMLoss(k)``
with ``k = width**2`` is ``geman-mcclure`` up to a constant factor, which moves no minimum and no step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
KernelName = Literal["none", "huber", "cauchy", "tukey", "geman-mcclure"]

TUNING: dict[KernelName, float] = {"none": 1.0, "huber": 1.345, "cauchy": 2.385, "tukey": 4.685, "geman-mcclure": 3.0}
"""Width over the standard deviation of good residuals: Huber's, Cauchy's and Tukey's keep 95% efficiency under Gaussian
noise (Holland, Welsch 1977)."""


@dataclass(frozen=True)
class Kernel:
    """One kernel. ``width`` (in the residual's unit) is positive; ``none`` ignores it."""

    name: KernelName = "none"
    width: float = 1.0

    def weight(self, residuals: Values) -> Values:
        """The weight (K,) of each residual (K,), 0..1: ``loss'(r) / r``."""
        if self.name == "none":
            return np.ones_like(residuals)
        if self.name == "huber":
            return np.asarray(self.width / np.maximum(np.abs(residuals), self.width))
        squared = np.square(residuals / self.width)
        if self.name == "cauchy":
            return np.asarray(1 / (1 + squared))
        if self.name == "tukey":
            return np.asarray(np.square(1 - np.minimum(squared, 1)))
        return np.asarray(1 / np.square(1 + squared))

    def loss(self, residuals: Values) -> Values:
        """The loss (K,) of each residual (K,): half its square where it is small."""
        if self.name == "none":
            return np.asarray(residuals * residuals / 2)
        k = self.width
        if self.name == "huber":
            size = np.abs(residuals)
            return np.where(size <= k, size * size / 2, k * (size - k / 2))
        squared = np.square(residuals / k)
        if self.name == "cauchy":
            return np.asarray(k * k / 2 * np.log1p(squared))
        if self.name == "tukey":
            return np.asarray(k * k / 6 * (1 - (1 - np.minimum(squared, 1)) ** 3))
        return np.asarray(k * k / 2 * squared / (1 + squared))


def chosen_width(name: KernelName, residuals: Values) -> float:
    """A width from the residuals themselves: the tuning constant times 1.4826 times their median absolute value.

    1.4826 makes the median absolute value of Gaussian residuals their standard deviation. Always positive.
    """
    spread = 1.4826 * float(np.median(np.abs(residuals))) if len(residuals) else 0.0
    return max(TUNING[name] * spread, 1e-12)
