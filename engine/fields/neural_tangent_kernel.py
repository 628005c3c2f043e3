"""The neural tangent kernel of a ReLU network of infinite width, in closed form.

Jacot et al. 2018, theorem 1; the expectations over ReLUs as Arora et al. 2019, section 3, and Cho and Saul 2009. The
network has the NTK parameterisation: weights drawn from a standard normal distribution and scaled by sqrt(2 / inputs)
(by sqrt(1 / inputs) in the last layer), biases that start at zero and are scaled by ``bias``.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def neural_tangent_kernel(x: Doubles, y: Doubles, layers: int, bias: float = 1.0) -> Doubles:
    """Theta (N, M) between the rows of ``x`` (N, D) and ``y`` (M, D) for ``layers`` layers of weights, 2 or more.

    By the recursion S' = w E[relu(u) relu(v)] and Theta' = S' + bias^2 + Theta w E[relu'(u) relu'(v)], with (u, v)
    normal of covariance S and w = 2 before a hidden layer, 1 before the last one.
    """
    inputs = x.shape[1]
    own_x = 2.0 / inputs * np.einsum("nd,nd->n", x, x)
    own_y = 2.0 / inputs * np.einsum("md,md->m", y, y)
    # both variances stay as they are from layer to layer: 2 E[relu(u)^2] is the variance of u
    size = np.sqrt(own_x[:, None] * own_y)
    covariance: Doubles = 2.0 / inputs * (x @ y.T)
    theta: Doubles = covariance + bias**2
    for layer in range(2, layers + 1):
        weight = 1.0 if layer == layers else 2.0
        cosine = np.clip(covariance / np.maximum(size, np.finfo(np.float64).tiny), -1.0, 1.0)
        angle = np.arccos(cosine)
        covariance = weight / (2 * math.pi) * size * (np.sin(angle) + (math.pi - angle) * cosine)
        theta = covariance + bias**2 + theta * weight / (2 * math.pi) * (math.pi - angle)
    return theta


def rayleigh_quotients(kernel: Doubles) -> Doubles:
    """How strongly ``kernel`` (N, N) on evenly spaced points answers each frequency, (N // 2 + 1,), 0 cycles first.

    The Rayleigh quotient e* K e / (e* e) of the wave e = exp(2 pi i f x), divided by N: the share of a wave that the
    kernel gives back, its eigenvalue / N where the kernel is circulant. Under gradient descent the error of an
    eigenvector falls as exp(-rate * eigenvalue * t), so what has a small value here is learnt late.
    """
    count = len(kernel)
    both = np.fft.ifft(np.fft.fft(kernel, axis=0), axis=1)  # on its diagonal e* K e / (e* e)
    return np.ascontiguousarray(both.diagonal().real[: count // 2 + 1]) / count
