"""The networks no library has: one file each, named like the network, with ``build`` and what it was made for.

Each module has ``build(num_classes, in_channels) -> torch.nn.Module``, ``INPUT_SIZE`` (pixels), ``CHANNELS``,
``FAMILY``, ``PAPER`` and ``FIXED_SIZE`` (True where a linear layer ties the network to its input size).
Importing one of them costs no torch.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from types import ModuleType


@functools.cache
def own_networks() -> dict[str, ModuleType]:
    """The project's own networks by name, each the module that builds it."""
    return {
        info.name: importlib.import_module(f"{__name__}.{info.name}")
        for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name)
    }
