"""A stranger's tensors fitted to a network: which library's, how many classes, what is missing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from engine.data.notes import Note
from engine.errors import InputError
from engine.networks.building import Arguments, build
from engine.networks.naming import Resolved, other_library
from engine.text import QT_TRANSLATE_NOOP
from engine.weights.files import State

_CHANNELS = {"timm": "in_chans", "vitrine": "in_channels"}
_SHOWN = 3


@dataclass(frozen=True)
class Misfit:
    """The keys in which a state dict and a network differ."""

    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    misshaped: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.unexpected or self.misshaped)


@dataclass(frozen=True)
class Fitted:
    """A network with a stranger's weights in it, and how it came to fit."""

    found: Resolved
    module: nn.Module
    arguments: Arguments
    notes: tuple[str, ...] = ()


def misfit(state: State, module: nn.Module) -> Misfit:
    """The keys in which ``state`` and ``module`` differ; batch counters of batch norm may be missing."""
    wanted = module.state_dict()
    return Misfit(
        tuple(name for name in wanted if name not in state and not name.endswith("num_batches_tracked")),
        tuple(name for name in state if name not in wanted),
        tuple(name for name in wanted if name in state and wanted[name].shape != state[name].shape),
    )


def fit(state: State, file: Path, found: Resolved, arguments: Arguments) -> Fitted:
    """The network of ``found``, or the other library's of that name, holding all of ``state`` and nothing else.

    The number of classes and input channels follows the file where ``arguments`` do not set it.

    Raises
    ------
    InputError
        It fits neither; missing, unexpected and mis-shaped keys are listed.
    """
    first: Misfit | None = None
    refused: InputError | None = None
    for candidate in (found, other_library(found)):
        if candidate is None:
            continue
        try:
            fitted, why = _fit_one(state, candidate, arguments)
        except InputError as error:  # its constructor does not take the arguments: the other library's may
            refused = refused or error
            continue
        if fitted is not None:
            if candidate is found:
                return fitted
            note = Note(
                QT_TRANSLATE_NOOP("errors", "{file} fits only {library}'s {network}, so it was opened as that one."),
                file=file.name,
                library=candidate.library,
                network=candidate.name,
            )
            return Fitted(candidate, fitted.module, fitted.arguments, (*fitted.notes, note))
        first = first or why
    if first is None and refused is not None:
        raise refused
    assert first is not None
    raise InputError(
        QT_TRANSLATE_NOOP(
            "errors",
            "{file} does not fit {network}: missing {missing}; unexpected {unexpected}; of another shape {misshaped}.",
        ),
        file=file.name,
        network=found.name,
        missing=_listed(first.missing),
        unexpected=_listed(first.unexpected),
        misshaped=_listed(first.misshaped),
    )


def _listed(names: Sequence[str]) -> str:
    """The first few names and how many there are: ``fc.weight, fc.bias, ... (5)``."""
    shown = ", ".join(names[:_SHOWN])
    return f"{shown}, ... ({len(names)})" if len(names) > _SHOWN else f"{shown} ({len(names)})" if names else "0"


def _fit_one(state: State, found: Resolved, arguments: Arguments) -> tuple[Fitted | None, Misfit]:
    """``state`` in the network of one library, or what keeps it out."""
    module = build(found, arguments, random_start=False)
    first: Misfit | None = None
    for candidate in _variants(state, found, module):
        inferred = _inferred(candidate, found, module, arguments)
        fitting = build(found, inferred, random_start=False) if inferred != arguments else module
        why = misfit(candidate, fitting)
        if why and all(name.partition(".")[0] in ("aux1", "aux2", "AuxLogits") for name in why.missing) and why.missing:
            fitting = _without_auxiliaries(fitting)
            why = misfit(candidate, fitting)
        if not why:
            _load(fitting, candidate)
            return Fitted(found, fitting, inferred), why
        first = first or why
    assert first is not None
    return None, first


def _without_auxiliaries(module: nn.Module) -> nn.Module:
    """GoogLeNet and Inception without the heads that only training uses (Szegedy et al. 2015, section 5)."""
    for name in ("aux1", "aux2", "AuxLogits"):
        if hasattr(module, name):
            setattr(module, name, None)
    if hasattr(module, "aux_logits"):
        module.aux_logits = False  # type: ignore[assignment]
    return module


def _variants(state: State, found: Resolved, module: nn.Module) -> list[State]:
    """``state`` as it is, and as the library itself would rename the original authors' keys."""
    variants = [state]
    if found.library == "timm":
        rename: Any = getattr(sys.modules[type(module).__module__], "checkpoint_filter_fn", None)
        if rename is not None:
            try:
                renamed = rename(dict(state), module)
                if isinstance(renamed, dict) and renamed.keys() != state.keys():
                    variants.append(renamed)
            except Exception:  # made for other files than this one
                return variants
    return variants


def _inferred(state: State, found: Resolved, module: nn.Module, arguments: Arguments) -> Arguments:
    """``arguments`` with the number of classes and input channels that the file's shapes tell."""
    wanted = module.state_dict()
    shapes = [
        (tuple(wanted[name].shape), tuple(state[name].shape))
        for name in wanted
        if name in state and state[name].shape != wanted[name].shape and state[name].ndim == wanted[name].ndim > 0
    ]
    inferred = dict(arguments)
    classes = {
        theirs[0] for ours, theirs in shapes if ours[1:] == theirs[1:] and ours[0] == _classes(found, module, arguments)
    }
    if len(classes) == 1 and "num_classes" not in arguments:
        inferred["num_classes"] = classes.pop()
    channels = {
        theirs[1]
        for ours, theirs in shapes
        if len(ours) == 4
        and ours[0] == theirs[0]
        and ours[2:] == theirs[2:]
        and ours[1] in (1, 3)
        and theirs[1] in (1, 3)
    }
    keyword = _CHANNELS.get(found.library)
    if len(channels) == 1 and keyword is not None and keyword not in arguments:
        inferred[keyword] = channels.pop()
    return inferred


def _classes(found: Resolved, module: nn.Module, arguments: Arguments) -> int:
    """How many classes the network as built has."""
    if "num_classes" in arguments:
        return int(arguments["num_classes"])
    return 10 if found.library == "vitrine" else int(getattr(module, "num_classes", 1000) or 1000)


def _load(module: nn.Module, state: State) -> None:
    with torch.no_grad():
        module.load_state_dict(state, strict=False)  # misfit() found nothing but batch counters missing
        for part in module.modules():
            if isinstance(part, nn.modules.batchnorm._BatchNorm) and part.num_batches_tracked is not None:
                part.num_batches_tracked.clamp_(min=0)
