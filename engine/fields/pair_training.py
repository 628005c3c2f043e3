"""Two settings that learn side by side from the same seed, each for as long as the other."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from engine.data.notes import Note
from engine.fields.building import FieldSettings
from engine.fields.learner import Learner
from engine.fields.nerf_options import TrainingOptions
from engine.text import QT_TRANSLATE_NOOP

CHANGES: dict[str, dict[str, Any]] = {
    "no-positional-encoding": {"positional_encoding": False},
    "no-view-dependence": {"view_dependence": False},
    "no-hierarchical-sampling": {"hierarchical": False},
    "ten-photos": {"images": 10},
    **{field: {"field": field} for field in ("tiny", "classic", "grid", "hash")},
}
"""What the second of two settings has otherwise, by the values of the option ``beside``."""

COUNTS_FOR = {
    "no-positional-encoding": ("classic", "tiny"),
    "no-view-dependence": ("planes", "grid", "hash", "classic"),
    "no-hierarchical-sampling": ("classic",),
}
"""The fields for which a change is one."""


@dataclass(frozen=True, eq=False)
class Pair:
    """The learner that is asked for, and a second one beside it (or None)."""

    first: Learner
    second: Learner | None

    @property
    def learners(self) -> tuple[Learner, ...]:
        """One, or both."""
        return (self.first,) if self.second is None else (self.first, self.second)

    def behind(self, seconds: float, steps: int) -> Learner | None:
        """Whose step is next: who has learnt for less time of those that go on, None where none does."""
        going = [learner for learner in self.learners if not learner.ended(seconds, steps)]
        return min(going, key=lambda learner: learner.trainer.seconds, default=None)


def other_options(options: TrainingOptions) -> TrainingOptions | None:
    """The second setting's options, None where nothing is to learn beside."""
    if options.beside == "nothing":
        return None
    return dataclasses.replace(options, **CHANGES[options.beside], beside="nothing")


def sameness(options: TrainingOptions, photos: int) -> Note | None:
    """A sentence where the second setting learns the same as the first, from so many ``photos``; else None."""
    counts = COUNTS_FOR.get(options.beside)
    other = other_options(options)
    if other is None or (counts is None and options.beside != "ten-photos"):
        same = other is not None and other.field == options.field
    elif counts is None:
        same = photos <= 10
    else:
        same = options.field not in counts or other == dataclasses.replace(options, beside="nothing")
    if not same:
        return None
    return Note(QT_TRANSLATE_NOOP("errors", "What learns beside is the same: this change is none for what was chosen."))


def settings_of(options: TrainingOptions) -> FieldSettings:
    """What the options' field is built from."""
    usual = 6 if options.field == "tiny" else 10
    return FieldSettings(
        kind=options.field,
        view_dependence=options.view_dependence,
        frequencies=(options.frequencies or usual) if options.positional_encoding else 0,
        direction_frequencies=4 if options.positional_encoding else 0,
        order=options.encoding,
        width=options.width,
        coarse=options.coarse_samples,
        fine=options.fine_samples if options.hierarchical else 0,
        seed=options.seed,
    )
