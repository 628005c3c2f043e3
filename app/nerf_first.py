"""The field that is looked at before any training: a trained one comes with the bundled scene."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.folders import assets_folder
from app.lab import Moment
from engine.data.samples import SCENES


def trained_field(moment: Moment) -> Path | None:
    """The file of the trained field that stands in for a training that was not played yet, or None.

    There is one for the bundled scene with the options as they come.
    """
    scene: Any = moment.inputs.get("scene")
    if moment.inputs.get("resume") is not None:
        return None
    if scene is None or scene.path is None or moment.options != type(moment.options)() or len(moment.film) > 1:
        return None
    if Path(scene.path) != SCENES / scene.name:
        return None
    path = assets_folder() / "fields" / f"{scene.name}.field.pt"
    return path if path.is_file() else None
