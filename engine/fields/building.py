"""From a field's name and settings to the field, and back from a file's."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

import torch

from engine.fields.classic import ClassicField, Shape
from engine.fields.encoding import Order
from engine.fields.field import Bounds, RadianceField, SpaceName
from engine.fields.grids import GridField, HashField
from engine.fields.quick import PlanesField, QuickField
from engine.fields.quick_options import UNBOUNDED, QuickOptions
from engine.fields.rendering import Sampling
from engine.fields.tiny import TinyField, TinyShape
from engine.runtime import devices

Kind = Literal["planes", "grid", "hash", "classic", "tiny"]
KINDS: tuple[Kind, ...] = ("planes", "grid", "hash", "classic", "tiny")


@dataclass(frozen=True)
class FieldSettings:
    """What a field is built from; ``frequencies`` and the like count for ``classic`` and ``tiny`` only.

    ``width`` 0 is the published one. ``sampling`` says how many samples a ray has. ``quick`` are the numbers of
    ``planes``, ``grid`` and ``hash``; None: today's.
    """

    kind: Kind = "planes"
    view_dependence: bool = True
    frequencies: int = 10
    direction_frequencies: int = 4
    order: Order = "published"
    width: int = 0
    coarse: int = 64
    fine: int = 128
    seed: int = 0
    quick: QuickOptions | None = None

    @property
    def sampling(self) -> Sampling:
        """Samples of a ray, coarse and fine."""
        return Sampling(self.coarse, self.fine if self.kind == "classic" else 0)


def build(settings: FieldSettings, bounds: Bounds) -> RadianceField:
    """A new field on the chosen device, with weights that depend on the seed alone."""
    return _built(settings, bounds).to(torch.device(devices.current()))


def _built(settings: FieldSettings, bounds: Bounds) -> RadianceField:
    """The field, made on the CPU so that all devices begin with the same weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        if settings.kind == "classic":
            shape = Shape(
                width=settings.width or Shape.width,
                frequencies=settings.frequencies,
                direction_frequencies=settings.direction_frequencies,
                view_dependence=settings.view_dependence,
                order=settings.order,
            )
            return ClassicField(bounds, shape, settings.fine > 0)
        if settings.kind == "tiny":
            return TinyField(
                bounds,
                TinyShape(
                    width=settings.width or TinyShape.width, frequencies=settings.frequencies, order=settings.order
                ),
            )
        quick: dict[str, type[QuickField]] = {"planes": PlanesField, "grid": GridField, "hash": HashField}
        return quick[settings.kind](bounds, quick_options(settings, bounds.space))  # type: ignore[call-arg]


def quick_options(settings: FieldSettings, space: SpaceName) -> QuickOptions:
    """The numbers that ``planes``, ``grid`` and ``hash`` are built from."""
    assert settings.kind in ("planes", "grid", "hash")
    usual = QuickOptions() if space == "box" else UNBOUNDED
    return dataclasses.replace(settings.quick or usual, kind=settings.kind, view_dependence=settings.view_dependence)


def fitted(field: RadianceField, state: dict[str, Any]) -> None:
    """Load ``state`` into ``field``, at the resolution it was saved with."""
    if isinstance(field, PlanesField):
        field.to_resolution(int(state["density_planes"].shape[-1]))
    field.load_state_dict(state)


def settings_json(settings: FieldSettings, field: RadianceField) -> dict[str, Any]:
    """The settings of ``field`` as plain values, with the numbers a quick one was built from: they change with time."""
    if isinstance(field, QuickField):
        settings = dataclasses.replace(settings, quick=field.options)
    return dataclasses.asdict(settings)


def settings_from_json(stored: dict[str, Any]) -> FieldSettings:
    """The settings that :func:`settings_json` made plain values of.

    Raises
    ------
    TypeError
        They are others.
    """
    stored = dict(stored)
    quick = stored.pop("quick", None)
    return FieldSettings(**stored, quick=None if quick is None else QuickOptions(**quick))
