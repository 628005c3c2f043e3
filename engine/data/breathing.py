"""When a long reading should yield: often enough to be paused or cancelled, seldom enough to cost nothing."""

from __future__ import annotations

import time


class Pulse:
    """Says when ``interval`` seconds have passed since it last said so."""

    def __init__(self, interval: float = 0.02) -> None:
        self._interval = interval
        self._last = time.monotonic()

    def due(self) -> bool:
        """True once every ``interval`` seconds."""
        now = time.monotonic()
        if now - self._last < self._interval:
            return False
        self._last = now
        return True
