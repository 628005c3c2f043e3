"""The one way in which the studies look into a running network: hooks that are gone when the block is left.

What is kept is a detached copy, so that neither a later in-place operation nor a later run changes it. A module that
is called several times in one pass (a ReLU shared by a block's branches) leaves what its last call gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

Replace = Callable[[str, Tensor], Tensor]


@dataclass
class Kept:
    """Copies of what modules took and gave, by the modules' paths.

    ``outputs`` holds the (first) tensor of each output, ``arguments`` the positional and keyword arguments of the call
    with every tensor copied.
    """

    outputs: dict[str, Tensor] = field(default_factory=dict)
    arguments: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = field(default_factory=dict)


def first_tensor(output: Any) -> Tensor | None:
    """The tensor that ``output`` is, or the first one in a tuple, list or dictionary; None where there is none."""
    if isinstance(output, Tensor):
        return output
    parts = output.values() if isinstance(output, dict) else output if isinstance(output, tuple | list) else ()
    for part in parts:
        found = first_tensor(part)
        if found is not None:
            return found
    return None


def _copied(value: Any) -> Any:
    """``value`` with every tensor in it detached and copied."""
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, tuple | list):
        return type(value)(_copied(part) for part in value)
    if isinstance(value, dict):
        return {name: _copied(part) for name, part in value.items()}
    return value


@contextmanager
def keeping(module: nn.Module, outputs: Iterable[str] = (), arguments: Iterable[str] = ()) -> Iterator[Kept]:
    """While inside, every forward pass of ``module`` leaves copies of what the named submodules gave and took.

    ``""`` names the module itself. Raises ``AttributeError`` where there is no such submodule. Leave the block before
    a ``yield``.
    """
    kept = Kept()
    handles = []

    def keep_output(path: str) -> Callable[..., None]:
        def hook(_module: nn.Module, _inputs: Any, output: Any) -> None:
            tensor = first_tensor(output)
            if tensor is not None:
                kept.outputs[path] = tensor.detach().clone()

        return hook

    def keep_arguments(path: str) -> Callable[..., None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...], keywords: dict[str, Any]) -> None:
            kept.arguments[path] = (_copied(inputs), _copied(keywords))

        return hook

    try:
        for path in outputs:
            handles.append(module.get_submodule(path).register_forward_hook(keep_output(path)))
        for path in arguments:
            part = module.get_submodule(path)
            handles.append(part.register_forward_pre_hook(keep_arguments(path), with_kwargs=True))
        yield kept
    finally:
        for handle in handles:
            handle.remove()


@contextmanager
def replacing(module: nn.Module, paths: Iterable[str], replace: Replace) -> Iterator[None]:
    """While inside, the named submodules hand on ``replace(path, output)`` in place of their output tensor."""
    handles = []

    def replacement(path: str) -> Callable[..., Any]:
        def hook(_module: nn.Module, _inputs: Any, output: Any) -> Any:
            if isinstance(output, Tensor):
                return replace(path, output)
            if isinstance(output, tuple) and output and isinstance(output[0], Tensor):
                return (replace(path, output[0]), *output[1:])
            return output

        return hook

    try:
        for path in paths:
            handles.append(module.get_submodule(path).register_forward_hook(replacement(path)))
        yield
    finally:
        for handle in handles:
            handle.remove()


@contextmanager
def as_written(module: nn.Module) -> Iterator[None]:
    """While inside, the activations that the library wrote as in-place work in place: a pass over memory less for each.

    Opening a network turns them off, so that nothing a hook sees is overwritten. Where the only hooks are the ones of
    this module, which copy at once, they may be on: what a layer gives and the answer stay the same to the last bit.
    """
    parts = [part for part in module.modules() if getattr(part, "written_in_place", False) is True]
    try:
        for part in parts:
            part.inplace = True  # type: ignore[assignment]
        yield
    finally:
        for part in parts:
            part.inplace = False  # type: ignore[assignment]


@contextmanager
def largest_outputs(module: nn.Module) -> Iterator[dict[str, Tensor]]:
    """While inside, a forward pass leaves the largest absolute value of every innermost submodule's output, by path."""
    largest: dict[str, Tensor] = {}
    handles = []

    def measure(path: str) -> Callable[..., None]:
        def hook(_module: nn.Module, _inputs: Any, output: Any) -> None:
            tensor = first_tensor(output)
            if tensor is not None and tensor.numel():
                low, high = tensor.detach().aminmax()
                largest[path] = torch.maximum(-low, high)

        return hook

    try:
        for path, part in module.named_modules():
            if not any(part.children()):
                handles.append(part.register_forward_hook(measure(path)))
        yield largest
    finally:
        for handle in handles:
            handle.remove()
