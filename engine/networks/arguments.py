"""``--network-args``: key=value pairs with Python literals, for a library's own constructor."""

from __future__ import annotations

import ast
from typing import Any

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

# These would download, open files or replace the weights behind the user's back.
FORBIDDEN = frozenset(
    "pretrained checkpoint_path pretrained_cfg pretrained_cfg_overlay cache_dir weights weights_backbone progress "
    "scriptable exportable no_jit pretrained_model_args pretrained_strict pretrained_filter_fn".split()
)
_WORDS = {"true": True, "false": False, "none": None}


def parse_arguments(text: str) -> dict[str, Any]:
    """``"channel_multiplier=0.25,pad_type=same"`` as ``{"channel_multiplier": 0.25, "pad_type": "same"}``.

    Raises
    ------
    InputError
        A part is not key=value, or names an argument that belongs to the option ``weights``.
    """
    arguments = {}
    for part in _parts(text):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not key.isidentifier():
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The network argument {part} is not of the form name=value."),
                part=repr(part),
            )
        if key in FORBIDDEN:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The network argument {name} cannot be set: the option weights does that."),
                name=key,
            )
        arguments[key] = _literal(value)
    return arguments


def _parts(text: str) -> list[str]:
    """``text`` cut at its commas outside brackets."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth <= 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _literal(value: str) -> Any:
    """The Python literal ``value`` is, or the text itself."""
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value
