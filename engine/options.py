"""Options of a study: a frozen dataclass, described once, read by the panel, the command line and the session.

A field is declared with :func:`option`; :func:`describe` lists the fields, :func:`from_texts` and
:func:`from_json` build a checked instance. Nothing here knows a particular study.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

T = TypeVar("T")


@dataclass(frozen=True)
class Choice:
    """One value an option can take, with the words the panel shows for it."""

    value: Any
    label: str
    note: str = ""


@dataclass(frozen=True)
class OptionDescription:
    """One field of an ``Options`` dataclass, as the panel and ``list --json`` need it.

    ``type`` is one of ``"int"``, ``"float"``, ``"bool"``, ``"str"``, ``"choice"``, ``"floats"``, ``"ints"``,
    ``"strs"``. ``asked`` means that the possible values depend on other options and inputs, and are asked of the
    study's ``ask(name, inputs, options)``. ``minimum``, ``maximum`` and ``step`` are in ``unit``. ``file``: the text is
    the path of a file.
    """

    name: str
    type: str
    default: Any
    help: str
    label: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    choices: tuple[Any, ...] = ()
    choice_labels: tuple[str, ...] = ()
    asked: bool = False
    logarithmic: bool = False
    advanced: bool = False
    empty: str = ""
    file: bool = False


def option(
    default: T,
    help: str,  # noqa: A002 - the word the panel and the command line use
    *,
    label: str = "",
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    step: float | None = None,
    choice_labels: Sequence[str] = (),
    asked: bool = False,
    logarithmic: bool = False,
    advanced: bool = False,
    empty: str = "",
    file: bool = False,
) -> T:
    """Declare a field of an ``Options`` dataclass.

    ``help`` and ``label`` are English texts marked with ``QT_TRANSLATE_NOOP("options", ...)``. A number
    has a range and a step; a ``Literal`` annotation gives the choices, ``choice_labels`` their words in the same order.
    ``advanced`` options are folded away in the panel until asked for; ``empty`` are the words for an empty text or
    list, or for a number of 0 that stands for none. ``file`` texts are paths: the panel lets a file be chosen.
    """
    metadata = {
        "help": help,
        "label": label,
        "unit": unit,
        "minimum": minimum,
        "maximum": maximum,
        "step": step,
        "choice_labels": tuple(choice_labels),
        "asked": asked,
        "logarithmic": logarithmic,
        "advanced": advanced,
        "empty": empty,
        "file": file,
    }
    field: T = dataclasses.field(default=default, metadata=metadata)
    return field


def seed_option(
    help: str = QT_TRANSLATE_NOOP(  # noqa: A002 - as in option
        "options", "Start of all random numbers: the same seed gives the same training."
    ),
    *,
    advanced: bool = False,
) -> int:
    """Declare the field ``seed``; ``help`` says what is drawn by chance."""
    label = QT_TRANSLATE_NOOP("options", "Seed")
    return option(0, help, label=label, minimum=0, maximum=2**31 - 1, step=1, advanced=advanced)


_TUPLES = {float: "floats", int: "ints", str: "strs"}


def _kind(annotation: Any) -> tuple[str, tuple[Any, ...]]:
    """The ``type`` word of an annotation and, for a ``Literal``, its values."""
    if typing.get_origin(annotation) is Literal:
        return "choice", typing.get_args(annotation)
    if typing.get_origin(annotation) is tuple:
        return _TUPLES[typing.get_args(annotation)[0]], ()
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        return _kind(inner[0])
    return {int: "int", float: "float", bool: "bool", str: "str"}[annotation], ()


def describe(options_class: type[Any]) -> tuple[OptionDescription, ...]:
    """The fields of a frozen ``Options`` dataclass, in the order they are declared."""
    known = _described.get(options_class)
    if known is not None:
        return known
    hints = typing.get_type_hints(options_class)
    described = []
    for field in dataclasses.fields(options_class):
        kind, choices = _kind(hints[field.name])
        metadata = dict(field.metadata)
        label = metadata.pop("label", "") or field.name.replace("_", " ").capitalize()
        described.append(OptionDescription(field.name, kind, field.default, choices=choices, label=label, **metadata))
    return _described.setdefault(options_class, tuple(described))


_described: dict[type[Any], tuple[OptionDescription, ...]] = {}


def checked(description: OptionDescription, value: Any) -> Any:
    """``value`` in the option's type, or :class:`InputError` in one sentence.

    Accepts what JSON holds (a list for a tuple, an int for a float).
    """
    d = description
    flag = d.name.replace("_", "-")
    wrong = InputError(
        QT_TRANSLATE_NOOP("errors", "The option {option} cannot be {value}: it takes {expected}."),
        option=flag,
        value=repr(value),
        expected=expectation(d),
    )
    if d.type == "choice":
        if value not in d.choices:
            raise wrong
        return value
    if d.type == "bool":
        if not isinstance(value, bool):
            raise wrong
        return value
    if d.type == "str":
        if not isinstance(value, str):
            raise wrong
        return value
    if d.type in ("floats", "ints", "strs"):
        if not isinstance(value, list | tuple):
            raise wrong
        kind = d.type[:-1]
        return tuple(checked(dataclasses.replace(d, type=kind), item) for item in value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise wrong
    if d.type == "int" and value != int(value):
        raise wrong
    if (d.minimum is not None and value < d.minimum) or (d.maximum is not None and value > d.maximum):
        raise wrong
    return int(value) if d.type == "int" else float(value)


def expectation(description: OptionDescription) -> str:
    """What an option takes, in words: the end of an error sentence."""
    d = description
    if d.type == "choice":
        return "one of " + ", ".join(str(choice) for choice in d.choices)
    words = {
        "bool": "true or false",
        "str": "a text",
        "int": "a whole number",
        "float": "a number",
        "floats": "numbers separated by commas",
        "ints": "whole numbers separated by commas",
        "strs": "names separated by commas",
    }[d.type]
    if d.minimum is not None and d.maximum is not None:
        words += f" from {d.minimum:g} to {d.maximum:g}"
    elif d.minimum is not None:
        words += f", {d.minimum:g} or more"
    elif d.maximum is not None:
        words += f", {d.maximum:g} or less"
    return words + (f" {d.unit}" if d.unit else "")


def _parse(description: OptionDescription, text: str) -> Any:
    """The JSON-like value that ``text`` from the command line stands for; checked afterwards."""
    kind = description.type
    try:
        if kind == "bool":
            return {"true": True, "false": False}.get(text.lower(), text)
        if kind == "choice":
            by_text = {str(choice): choice for choice in description.choices}
            return by_text.get(text, text)
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
        if kind in ("floats", "ints", "strs"):
            item = dataclasses.replace(description, type=kind[:-1])
            return [_parse(item, part.strip()) for part in text.split(",") if part.strip()]
    except ValueError:
        return text
    return text


def from_texts(options_class: type[T], texts: Mapping[str, str]) -> T:
    """An ``Options`` instance from command line texts, ``{"field_name": "text"}``.

    Raises
    ------
    InputError
        A value that does not fit its field, or a field that does not exist.
    """
    by_name = {d.name: d for d in describe(options_class)}
    return from_json(options_class, {n: _parse(by_name[n], t) if n in by_name else t for n, t in texts.items()})


def from_json(options_class: type[T], values: Mapping[str, Any]) -> T:
    """An ``Options`` instance from JSON values, checked field by field.

    Raises
    ------
    InputError
        A value that does not fit its field, or a field that does not exist.
    """
    by_name = {d.name: d for d in describe(options_class)}
    for name in values:
        if name not in by_name:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "There is no option {option}; there are {known}."),
                option=name.replace("_", "-"),
                known=", ".join(n.replace("_", "-") for n in by_name),
            )
    return options_class(**{name: checked(by_name[name], value) for name, value in values.items()})


def to_json(options: Any) -> dict[str, Any]:
    """All fields of an ``Options`` instance as JSON values (tuples become lists)."""
    return {
        field.name: list(value) if isinstance(value := getattr(options, field.name), tuple) else value
        for field in dataclasses.fields(options)
    }
