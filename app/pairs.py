"""What is special to a lab of two clouds: which is which, changing places, and the ground truth between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.study import Study

PAIR = ("source", "target")
TRUTH = "truth"
_WORDS = {
    "source": ("source", "src", "moving"),
    "target": ("target", "tgt", "dst", "reference", "ref", "fixed"),
}
_TRUTH_BYTES = 4096


def has_pair(study: Study) -> bool:
    """Whether a study takes a source and a target."""
    return {i.name for i in study.inputs if not i.many} >= set(PAIR)


def has_truth(study: Study) -> bool:
    """Whether a study can be told the true transform."""
    return any(d.name == TRUTH for d in study.options)


def in_order(paths: Iterable[str]) -> list[str]:
    """Source first, then target: by what their names say, else in the order of their names."""
    ordered = sorted(paths, key=lambda path: Path(path).name)
    if len(ordered) == 2:
        said = [_said(Path(path).stem.lower()) for path in ordered]
        if said in (["target", "source"], ["target", ""], ["", "source"]):
            ordered.reverse()
    return ordered


def _said(stem: str) -> str:
    found = [role for role, words in _WORDS.items() if any(word in stem for word in words)]
    return found[0] if len(found) == 1 else ""


def is_transform(path: Path) -> bool:
    """Whether a small file holds a 4 x 4 matrix with 0 0 0 1 below: a ground truth, not a cloud."""
    try:
        if not path.is_file() or path.stat().st_size > _TRUTH_BYTES:
            return False
        if path.suffix.lower() == ".npy":
            matrix = np.load(path, allow_pickle=False)
        elif path.suffix.lower() in (".txt", ".log"):
            text = path.read_text(encoding="utf-8").replace(",", " ").replace(";", " ")
            numbers = np.array([float(word) for word in text.split()])
            matrix = numbers[-16:].reshape(4, 4) if numbers.size in (16, 19) else numbers
        else:
            return False
    except (OSError, ValueError, EOFError):
        return False
    return bool(matrix.shape == (4, 4) and np.allclose(np.asarray(matrix[3], float), [0, 0, 0, 1], atol=1e-6))


def truth_put_away(options: Any, changed: Iterable[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` and, where one of the pair was ``changed``, no ground truth: it belonged to the clouds before."""
    stale = getattr(options, TRUTH, "") and TRUTH not in values and any(name in PAIR for name in changed)
    return {**values, **({TRUTH: ""} if stale else {})}


def swapped_options(stage: Any, options: Any) -> dict[str, Any]:
    """The options that change with the places of source and target.

    A stage may say which by ``swapped_options(options) -> Mapping``: the start of a registration is inverted.
    """
    asked = getattr(stage, "swapped_options", None)
    values = dict(asked(options)) if asked is not None else {}
    return truth_put_away(options, PAIR, values)
