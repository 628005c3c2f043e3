"""Which torch functions a module calls, with what: the way to the additions and paddings that are no modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor
from torch.overrides import TorchFunctionMode


@dataclass(frozen=True)
class Call:
    """One call of a torch function (``"conv2d"``, ``"add"``) and the tensor it gave."""

    name: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    result: Tensor

    def argument(self, position: int, name: str, default: Any = None) -> Any:
        """The argument at ``position``, or the one called ``name``."""
        return self.arguments[position] if position < len(self.arguments) else self.keywords.get(name, default)


DEPTH = 6
"""Calls that are followed back from an output: concatenation, activation, addition, padding, reshapes between."""


class Recording(TorchFunctionMode):
    """While inside, every torch function that gives a tensor is written down.

    What is about to be overwritten in place is copied first, so that a call's arguments are what it took.
    """

    def __init__(self) -> None:
        super().__init__()
        self._produced: dict[int, Call] = {}
        self._alive: list[Tensor] = []  # so that no id is used twice

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = str(getattr(func, "__name__", ""))
        taken = args
        in_place = (name.endswith("_") and not name.endswith("__")) or kwargs.get("inplace") is True
        if in_place and args and isinstance(args[0], Tensor):
            before = args[0].clone()
            self._alive.append(before)
            if id(args[0]) in self._produced:
                self._produced[id(before)] = self._produced[id(args[0])]
            taken = (before, *args[1:])
        result = func(*args, **kwargs)
        if isinstance(result, Tensor) and (in_place or not any(result is argument for argument in args)):
            self._produced[id(result)] = Call(name.strip("_"), tuple(taken), kwargs, result)
            self._alive.append(result)
        return result

    def producer(self, tensor: Tensor) -> Call | None:
        """The call that gave ``tensor`` its present values, or None where it came from outside."""
        return self._produced.get(id(tensor))

    def keep_only(self, output: Tensor) -> None:
        """Forget all but the few calls nearest to ``output``: those an explanation follows back."""
        near: dict[int, Call] = {}
        alive: dict[int, Tensor] = {id(output): output}
        row = [output]
        for _ in range(DEPTH):
            following: list[Tensor] = []
            for tensor in row:
                call = self._produced.get(id(tensor))
                if call is None or id(tensor) in near:
                    continue
                near[id(tensor)] = call
                for argument in (*call.arguments, *call.keywords.values()):
                    parts = argument if isinstance(argument, tuple | list) else (argument,)
                    following.extend(part for part in parts if isinstance(part, Tensor))
            alive.update((id(tensor), tensor) for tensor in following)
            row = following
        self._produced = near
        self._alive = list(alive.values())

    @property
    def size_bytes(self) -> int:
        """Bytes of the tensors kept, weights included where they are arguments of a call."""
        storages = {t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in self._alive}
        return sum(storages.values())
