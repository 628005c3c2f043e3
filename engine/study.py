"""What a study is, and how the studies of this installation are found.

A study is a module of ``engine.studies`` named like the study with ``_`` for ``-``. It has

``Options``
    a frozen dataclass of :func:`engine.options.option` fields;
``Frame``
    a frozen dataclass of :func:`value` fields: NumPy arrays, numbers, short strings, tuples of strings;
``run(INPUT, ..., options)``
    a generator of :class:`Progress`, :class:`Published` and ``Frame`` objects. Its inputs are the annotated
    parameters before ``options``; one with a default of None may be left out; ``tuple[PointCloud, ...]`` takes many;
``CHAPTER``, ``TITLE``, ``PAPER``
    where the lab stands, what it is called, whose work it shows ("" where there is no paper);

and, where they make sense, ``DEFAULT_INPUTS`` (the sample for each input, where its type's default is not meant),
``Controls`` (a frozen dataclass; the newest is sent into the generator) and
``ask(name, inputs, options) -> Sequence[Choice]`` (or a generator that returns them) for options declared with
``asked=True``, and ``CHOICES_DEPEND_ON``, the names of the options these choices depend on (without it: on all).
Importing it costs the standard library and NumPy only.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar, runtime_checkable

from engine.errors import InputError
from engine.options import OptionDescription, describe
from engine.text import QT_TRANSLATE_NOOP

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """A breath of a running study: ``done`` of ``total`` (0: unknown) of ``what``. Not recorded, not a step.

    ``preparing``: what follows is done once (loading libraries, opening a network) and would not be done again by a
    restart.
    """

    done: int
    total: int
    what: str
    preparing: bool = False


@runtime_checkable
class Savable(Protocol):
    """A product of a study. ``save`` writes it to the given path and returns the path written."""

    def save(self, path: Path) -> Path:
        """Write the product to ``path``; returns the path written."""
        ...


@dataclass(frozen=True)
class Published:
    """A product of a study under the file name ``name`` (with its suffix): weights, a field, a mesh."""

    name: str
    object: Savable


@dataclass(frozen=True, eq=False)
class LiveFrame:
    """A frame of a live source with the inputs it was computed from, so that its film can be scrubbed."""

    frame: Any
    inputs: Mapping[str, Any]


Yielded = Any
"""What a study yields: its own ``Frame``, a :class:`Progress` or a :class:`Published`."""

StudyRun = Generator[Yielded, Any, None]


def value(
    help: str,  # noqa: A002 - the word `list --json` uses
    *,
    dtype: str = "",
    shape: str = "",
    unit: str = "",
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare a field of a ``Frame``: what it is, its NumPy dtype, its shape in symbols, its unit."""
    metadata = {"help": help, "dtype": dtype, "shape": shape, "unit": unit}
    return dataclasses.field(default=default, metadata=metadata, kw_only=True)


@dataclass(frozen=True)
class InputDescription:
    """One input of a study: its parameter name, its type's name (``"Image"``) and whether it may be left out.

    ``many``: a tuple of them (``tuple[PointCloud, ...]``).
    """

    name: str
    type: str
    optional: bool
    many: bool = False


@dataclass(frozen=True)
class FrameField:
    """One documented field of a study's ``Frame``."""

    name: str
    dtype: str
    shape: str
    unit: str
    help: str


@dataclass(frozen=True)
class Study:
    """A study of this installation, described without importing anything heavy."""

    name: str
    module: ModuleType

    @property
    def options_class(self) -> type[Any]:
        """The study's ``Options``."""
        return typing.cast(type[Any], self.module.Options)

    @property
    def frame_class(self) -> type[Any]:
        """The study's ``Frame``."""
        return typing.cast(type[Any], self.module.Frame)

    @property
    def controls_class(self) -> type[Any] | None:
        """The study's ``Controls``, or None."""
        return getattr(self.module, "Controls", None)

    @property
    def title(self) -> str:
        """What its lab is called."""
        return str(self.module.TITLE)

    @property
    def chapter(self) -> str:
        """The chapter its lab stands in."""
        return str(self.module.CHAPTER)

    @property
    def paper(self) -> str:
        """Whose work it shows."""
        return str(self.module.PAPER)

    @property
    def help(self) -> str:
        """The first paragraph of its docstring."""
        return (inspect.getdoc(self.module) or "").split("\n\n")[0].replace("\n", " ")

    @functools.cached_property
    def options(self) -> tuple[OptionDescription, ...]:
        """Its options, in order."""
        return describe(self.options_class)

    @functools.cached_property
    def inputs(self) -> tuple[InputDescription, ...]:
        """Its inputs, in order."""
        parameters = inspect.signature(self.module.run).parameters
        described = []
        for p in parameters.values():
            if p.name != "options":
                annotation = str(p.annotation).split("|")[0].strip()
                many = annotation.startswith("tuple[")
                kind = annotation.removeprefix("tuple[").split(",")[0].rsplit(".", 1)[-1]
                described.append(InputDescription(p.name, kind, p.default is not inspect.Parameter.empty, many))
        return tuple(described)

    def default_input(self, name: str) -> str:
        """The sample the study names for its input ``name`` (``DEFAULT_INPUTS``), or ""."""
        return str(getattr(self.module, "DEFAULT_INPUTS", {}).get(name, ""))

    @functools.cached_property
    def frame_fields(self) -> tuple[FrameField, ...]:
        """The documented fields of its frames."""
        return tuple(
            FrameField(f.name, f.metadata["dtype"], f.metadata["shape"], f.metadata["unit"], f.metadata["help"])
            for f in dataclasses.fields(self.frame_class)
        )

    def run(self, inputs: dict[str, Any], options: Any) -> StudyRun:
        """Start the study's generator on ``inputs``, ``{"image": Image, ...}``."""
        return typing.cast(StudyRun, self.module.run(**inputs, options=options))


@functools.cache
def studies() -> dict[str, Study]:
    """All studies of ``engine.studies`` by name, in alphabetical order. Imports nothing heavy."""
    package = importlib.import_module("engine.studies")
    found = {}
    for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"engine.studies.{module_info.name}")
        name = module_info.name.replace("_", "-")
        found[name] = Study(name, module)
    return found


def study(name: str) -> Study:
    """The study called ``name`` (``"grad-cam"``).

    Raises
    ------
    InputError
        There is no study of that name.
    """
    try:
        return studies()[name]
    except KeyError:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "There is no study {name}; there are {known}."),
            name=name,
            known=", ".join(studies()),
        ) from None


def frames(running: Iterable[Any]) -> Iterator[Any]:
    """Only the frames of a running study: the form for scripts.

    >>> for frame in frames(run(image, options)):
    ...     ...
    """
    return (y for y in running if not isinstance(y, Progress | Published))


def finished(running: Generator[Any, Any, T]) -> T:
    """Run a generator of breaths to its end and return what it returns: for scripts and tests."""
    while True:
        try:
            next(running)
        except StopIteration as end:
            return typing.cast(T, end.value)


def freeze(array: Any) -> Any:
    """Make a NumPy array read-only and return it: a frame is never changed after it was yielded."""
    array.flags.writeable = False
    return array
