"""What is dear and asked again, within a memory budget: least recently used goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

Key = tuple[Hashable, ...]


class Cache:
    """Values under tuple keys, each with its size in bytes; never more than ``budget`` bytes in all.

    A value larger than the budget is not kept. Safe to read from any thread.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._entries: OrderedDict[Key, tuple[Any, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.RLock()

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return self._size

    def get(self, key: Key) -> Any | None:
        """The value under ``key``, or None."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def put(self, key: Key, value: Any, size_bytes: int) -> None:
        """Keep ``value`` under ``key``, dropping the least recently used until it fits."""
        with self._lock:
            self._drop(key)
            if size_bytes > self._budget:
                return
            while self._size + size_bytes > self._budget:
                self._drop(next(iter(self._entries)))
            self._entries[key] = (value, size_bytes)
            self._size += size_bytes

    def remove(self, *prefix: Hashable) -> None:
        """Drop every entry whose key starts with ``prefix``."""
        with self._lock:
            for key in [key for key in self._entries if key[: len(prefix)] == prefix]:
                self._drop(key)

    def free(self) -> None:
        """Drop everything."""
        with self._lock:
            self._entries.clear()
            self._size = 0

    def _drop(self, key: Key) -> None:
        if key in self._entries:
            self._size -= self._entries.pop(key)[1]


cache = Cache(1_200_000_000)
"""The engine's cache. Networks, activations and answers live here under keys that begin with their kind."""
