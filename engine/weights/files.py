"""Strangers' weights files: read without executing anything in them, and unwrapped to a plain state dict."""

from __future__ import annotations

import argparse
import errno
import os
import pickle
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

State = dict[str, Tensor]

# In this order: the averaged weights are the ones a training is measured with.
_EMA = ("state_dict_ema", "model_ema", "ema_state_dict", "ema_model", "ema", "model_ema_state_dict")
_PLAIN = (
    "state_dict",
    "model_state_dict",
    "model_state",
    "model",
    "net",
    "network",
    "weights",
    "params",
    "module",
    "shadow",
)
_PREFIXES = ("module.", "_orig_mod.", "model.", "net.", "network.", "ema.")


def read_state(path: Path) -> tuple[State, tuple[str, ...]]:
    """The tensors by name in a .safetensors or torch file, with sentences about what was unwrapped.

    The kind is told by the content, not by the suffix. Torch files are read with ``weights_only=True``: a pickle that
    would execute anything is refused.

    Raises
    ------
    InputError
        The file is missing, unreadable, empty, cut off, of another kind, or holds more than tensors.
    """
    content, kind = _open(path)
    notes: list[str] = []
    if kind == "safetensors":
        state = dict(content)
    else:
        state = _unwrapped(path, content, notes)
    return _without_prefixes(state, notes), tuple(notes)


def _open(path: Path) -> tuple[Any, str]:
    """What a file holds, and of which kind it is."""
    name = path.name
    try:
        if path.is_dir():
            raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is a folder, not a weights file."), file=name)
        with path.open("rb") as stream:
            start = stream.read(16)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise InputError(QT_TRANSLATE_NOOP("errors", "There is no file {file}."), file=str(path)) from error
    except OSError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be read: {reason}."),
            file=name,
            reason=os.strerror(error.errno or errno.EIO).lower(),
        ) from error
    if size == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is empty."), file=name)
    if len(start) > 8 and start[8:9] == b"{":
        return _safetensors(path), "safetensors"
    return _torch_file(path), "torch"


def _safetensors(path: Path) -> State:
    from safetensors.torch import load, load_file

    try:
        try:
            path_text = str(path)
            path_text.encode("utf-8")
        except UnicodeEncodeError:
            return dict(load(path.read_bytes()))
        return dict(load_file(path_text))
    except Exception as error:  # the reader raises its own kinds and several built-in ones for a damaged file
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not a whole safetensors file: it is cut off or damaged."),
            file=path.name,
        ) from error


def _harmless() -> list[Any]:
    """Plain values many checkpoints hold beside their tensors: options and NumPy numbers.

    Rebuilding them runs no code of the file.
    """
    import numpy as np
    from numpy._core import multiarray

    numbers = [type(np.dtype(kind)) for kind in ("f8", "f4", "i8", "i4", "bool")]
    return [argparse.Namespace, np.dtype, multiarray.scalar, *numbers]


def _torch_file(path: Path) -> Any:
    try:
        with path.open("rb") as stream, torch.serialization.safe_globals(_harmless()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.load(stream, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if "weights only" in str(error).lower() or "weightsunpickler" in str(error).lower():
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "{file} was not opened: it holds more than tensors, or is no weights file, and nothing in it "
                    "was executed; save "
                    "the network's state_dict instead.",
                ),
                file=path.name,
            ) from error
        raise _not_weights(path) from error
    except Exception as error:  # torch raises many kinds for one fact
        raise _not_weights(path) from error


def _not_weights(path: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not a weights file of safetensors or torch, or is cut off or damaged."),
        file=path.name,
    )


def _tensors(value: Any) -> State:
    """The tensors of a mapping, under their names; empty where it holds none."""
    if not isinstance(value, Mapping):
        return {}
    return {key: item.detach() for key, item in value.items() if isinstance(key, str) and isinstance(item, Tensor)}


def _unwrapped(path: Path, content: Any, notes: list[str]) -> State:
    """The state dict inside containers of trainings: ``state_dict``, ``model``, averaged weights and their kin."""
    trail: list[str] = []
    for _ in range(6):
        if not isinstance(content, Mapping):
            break
        key = next((k for k in (*_EMA, *_PLAIN) if isinstance(content.get(k), Mapping)), None)
        if key is None:
            break
        trail.append(key)
        content = content[key]
    state = _tensors(content)
    if not state:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} holds no network's weights: no tensors under names were found in it."),
            file=path.name,
        )
    if trail:
        notes.append(
            QT_TRANSLATE_NOOP("errors", "The weights were taken from {key} in the file.").format(key=" / ".join(trail))
        )
    return state


def _without_prefixes(state: State, notes: list[str]) -> State:
    """``state`` without what wrappers put before every name, and without an average's counter."""
    if "n_averaged" in state:
        state = {name: tensor for name, tensor in state.items() if name != "n_averaged"}
    stripped = []
    while state:
        prefix = next((p for p in _PREFIXES if all(name.startswith(p) for name in state)), None)
        if prefix is None:
            break
        stripped.append(prefix)
        state = {name[len(prefix) :]: tensor for name, tensor in state.items()}
    if stripped:
        notes.append(
            QT_TRANSLATE_NOOP("errors", "{prefix} was taken off the names in the file.").format(
                prefix="".join(stripped)
            )
        )
    return state
