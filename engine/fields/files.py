"""Trained fields as files, and as what view studies look at while a training goes on."""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.opening import open_file
from engine.data.writing import write_bytes
from engine.errors import InputError
from engine.fields.building import FieldSettings, build, fitted, settings_from_json, settings_json
from engine.fields.field import Bounds, RadianceField
from engine.text import QT_TRANSLATE_NOOP

FORMAT = "vitrine radiance field 1"


@dataclass(eq=False)
class TrainedField:
    """A field with what is needed to look at it.

    It is trained in place: ``field`` and ``step`` are the newest at any moment. ``cameras`` (N, 3, 4) float64 camera to
    world of the training photos, ``width`` and ``height`` of the reduced photos in pixels, ``field_of_view`` of the
    first of them in degrees from the upper to the lower edge, ``pose`` (3, 4) of the first held-out photo.
    """

    field: RadianceField
    bounds: Bounds
    settings: FieldSettings
    step: int
    cameras: NDArray[np.float64]
    width: int
    height: int
    field_of_view: float
    pose: NDArray[np.float64]
    name: str = ""

    @property
    def kind(self) -> str:
        """The field's name: planes, grid, hash, classic or tiny."""
        return self.settings.kind

    def save(self, path: Path, half: bool = False) -> Path:
        """Write ``path`` with torch's own format, weights in half precision if asked for; returns it."""
        weights = self.field.state_dict()
        if half:
            weights = {name: w.half() if w.dtype == torch.float32 else w for name, w in weights.items()}
        stored = {
            "format": FORMAT,
            "weights": weights,
            "bounds": dataclasses.asdict(self.bounds),
            "settings": settings_json(self.settings, self.field),
            "step": self.step,
            "cameras": torch.from_numpy(np.array(self.cameras)),
            "pose": torch.from_numpy(np.array(self.pose)),
            "size": [self.width, self.height],
            "field_of_view": self.field_of_view,
            "name": self.name,
        }
        stream = io.BytesIO()
        torch.save(stored, stream)
        write_bytes(path, stream.getvalue())
        return path


def load_field(path: Path) -> TrainedField:
    """The field in a file that :meth:`TrainedField.save` wrote, read without executing anything in it.

    Raises
    ------
    InputError
        The file is not such a field.
    """
    open_file(path).close()
    try:
        stored: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        if stored["format"] != FORMAT:
            raise ValueError(stored["format"])
        bounds = Bounds(**stored["bounds"])
        settings = settings_from_json(stored["settings"])
        field = build(settings, bounds)
        fitted(field, stored["weights"])
        width, height = stored["size"]
        return TrainedField(
            field.eval(),
            bounds,
            settings,
            int(stored["step"]),
            stored["cameras"].numpy(),
            int(width),
            int(height),
            float(stored["field_of_view"]),
            stored["pose"].numpy(),
            str(stored["name"]),
        )
    except Exception as error:  # torch raises many kinds for one fact: this is no field
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} holds no radiance field that can be read."), file=path.name
        ) from error
