"""How much memory a recorded computation keeps alive."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from torch import Tensor, nn


def graph_bytes(tensors: Iterable[Tensor]) -> int:
    """Bytes of ``tensors`` and of what their graphs saved for a backward pass, parameters left out."""
    kept = list(tensors)
    kept.extend([saved for tensor in kept for saved in _saved(tensor)])
    storages = (tensor.untyped_storage() for tensor in kept if not _is_weight(tensor))
    return sum({storage.data_ptr(): storage.nbytes() for storage in storages}.values())


def _is_weight(tensor: Tensor) -> bool:
    """Whether ``tensor`` is a parameter or a view of one (a linear layer saves its weight transposed)."""
    return isinstance(tensor, nn.Parameter) or isinstance(tensor._base, nn.Parameter)


@functools.cache
def _saved_names(kind: type) -> tuple[str, ...]:
    return tuple(name for name in dir(kind) if name.startswith("_saved_"))


def _saved(output: Tensor) -> Iterator[Tensor]:
    """The tensors that the graph behind ``output`` keeps."""
    waiting = [output.grad_fn]
    seen = set()
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        waiting.extend(following for following, _ in node.next_functions)
        for name in _saved_names(type(node)):
            saved = getattr(node, name)
            if isinstance(saved, Tensor):
                yield saved
            elif isinstance(saved, tuple):
                yield from (part for part in saved if isinstance(part, Tensor))
