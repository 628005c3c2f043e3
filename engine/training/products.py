"""What a training leaves behind: weights with their card, and a checkpoint to go on from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.data.writing import write_bytes
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class TrainedNetwork:
    """Weights (``state``: name to float32 or int64 tensor) and ``card``, the JSON object that tells their truth."""

    state: dict[str, Tensor]
    card: dict[str, Any]

    def save(self, path: Path) -> Path:
        """Write ``path`` (safetensors) and its card beside it (``.json``); returns ``path``."""
        from safetensors.torch import save

        content = save({name: tensor.contiguous() for name, tensor in self.state.items()})
        card = {**self.card, "file": path.name, "sha256": hashlib.sha256(content).hexdigest()}
        write_bytes(path, content)
        write_bytes(path.with_suffix(".json"), (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode())
        return path


@dataclass(frozen=True)
class Checkpoint:
    """Everything a training needs to go on.

    ``weights``, ``optimiser`` (momentum by parameter number), ``step`` and ``options``; ``counted`` is what was summed
    up since the last frame, and what the user steers by.

    Random numbers are drawn from (seed, step) and the sampler's order from (seed, epoch), so step and options are the
    random state and the sampler.
    """

    weights: dict[str, Tensor]
    optimiser: dict[str, Any]
    step: int
    options: dict[str, Any]
    counted: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of its tensors."""
        return _bytes([self.weights, self.optimiser])

    def save(self, path: Path) -> Path:
        """Write ``path`` with torch's own format; returns it."""
        import io

        stream = io.BytesIO()
        torch.save(vars(self), stream)
        write_bytes(path, stream.getvalue())
        return path


def _bytes(stored: Any) -> int:
    if isinstance(stored, Tensor):
        return stored.numel() * stored.element_size()
    if isinstance(stored, dict):
        return sum(map(_bytes, stored.values()))
    return sum(map(_bytes, stored)) if isinstance(stored, list | tuple) else 0


@dataclass(frozen=True, eq=False)
class RunningCheckpoint:
    """The checkpoint of a training that goes on, of the moment in which it is saved, between two of its breaths.

    ``taken`` makes it, of copies or of what is saved at once.
    """

    taken: Callable[[], Checkpoint]

    def save(self, path: Path) -> Path:
        """Write the checkpoint of now; returns ``path``."""
        return self.taken().save(path)


def load_checkpoint(path: Path) -> Checkpoint:
    """The checkpoint in a file, read without executing anything in it.

    Raises
    ------
    InputError
        The file is not a checkpoint of ``train-classifier``.
    """
    try:
        stored = torch.load(path, map_location="cpu", weights_only=True)
        needed = {name: stored[name] for name in ("weights", "optimiser", "step", "options")}
        return Checkpoint(**needed, counted=dict(stored.get("counted", {})))
    except Exception as error:  # torch raises many kinds for one fact: this is no checkpoint
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not a checkpoint of a training."), file=path.name
        ) from error
