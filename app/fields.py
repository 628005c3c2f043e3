"""From options of the engine to the fields a panel shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.texts import translated
from engine.options import Choice, OptionDescription, describe
from widgets.field_panel import Field


def fields_of(options: Any, choices: Mapping[str, Sequence[Choice]] | None = None) -> list[Field]:
    """The fields of an ``Options`` instance in the user's language; ``choices`` are those asked of the study."""
    return [field_of(d, getattr(options, d.name), (choices or {}).get(d.name)) for d in describe(type(options))]


def field_of(described: OptionDescription, value: Any, asked: Sequence[Choice] | None = None) -> Field:
    """One option as a field."""
    d = described
    kind = "file" if d.file else d.type
    choices: tuple[tuple[Any, str, str], ...] = ()
    if d.type == "choice":
        labels = d.choice_labels or tuple(str(choice) for choice in d.choices)
        choices = tuple((c, translated("options", label), "") for c, label in zip(d.choices, labels, strict=True))
    elif d.asked:
        kind = "choice"
        choices = tuple((c.value, translated("options", c.label), translated("options", c.note)) for c in asked or ())
        if d.empty:
            choices = (("", translated("options", d.empty), ""), *choices)
        if value not in [c[0] for c in choices]:
            choices = ((value, str(value) if value not in ("", -1) else "…", ""), *choices)
    return Field(
        name=d.name,
        kind=kind,
        label=translated("options", d.label),
        help=translated("options", d.help),
        value=value,
        default=d.default,
        unit=translated("units", d.unit),
        minimum=d.minimum,
        maximum=d.maximum,
        step=d.step,
        choices=choices,
        logarithmic=d.logarithmic,
        advanced=d.advanced,
        busy=d.asked and asked is None,
        empty=translated("options", d.empty),
    )
