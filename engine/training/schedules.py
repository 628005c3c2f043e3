"""Learning rate as a function of the step, so that a resumed run needs no scheduler state."""

from __future__ import annotations

import math


def learning_rate(schedule: str, peak: float, step: int, total: int) -> float:
    """The learning rate of step ``step`` (from 0) of ``total``.

    ``"one-cycle"``: linear from a tenth of ``peak`` over the first fifth, then linear to zero (after Smith and Topin
    2018); ``"cosine"``: half a cosine to zero (Loshchilov and Hutter 2017, equation 5); ``"constant"``.
    """
    at = step / max(total, 1)
    if schedule == "one-cycle":
        warm = 0.2
        return peak * (0.1 + 0.9 * at / warm) if at < warm else peak * (1 - at) / (1 - warm)
    if schedule == "cosine":
        return peak * 0.5 * (1 + math.cos(math.pi * at))
    return peak
