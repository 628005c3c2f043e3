"""Two RGB-D pictures aligned directly: every pixel with a depth is warped into the other picture and compared.

Back-project, transform, project (Steinbruecker, Sturm, Cremers 2011); a photometric and a depth energy (Park, Zhou,
Koltun 2017), robust weights (Kerl, Sturm, Cremers 2013), Gauss-Newton on a twist, coarse to fine.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.rgbd import RgbdSequence
from engine.errors import InputError
from engine.geometry import rigid
from engine.geometry.rgbd_energy import (
    FEWEST,
    Balance,
    Pixels,
    System,
    Terms,
    Warped,
    balanced,
    residuals,
    systems,
    warping,
)
from engine.geometry.rgbd_options import RgbdEnergyOptions
from engine.geometry.rgbd_pyramid import PictureLevel, picture_levels
from engine.geometry.rgbd_steps import linear_gap, linear_motion, motion_error, moved_pixels, root_mean_square
from engine.geometry.truth import read_truth
from engine.options import option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "RGB-D alignment")
PAPER = "Steinbrücker, Sturm, Cremers 2011; Kerl et al. 2013; Park, Zhou, Koltun 2017"

Array = NDArray[np.float64]
Plane = NDArray[np.float32]

SETTLED = 0.002
"""A level has settled when its step moves the pixels by less than this (root mean square, pixels of the level)."""
RISES, RISE = 2, 1e-3
"""After two rises of the energy in a row, by more than this part, a level ends at its best motion.

Pixels that come into sight or leave it change the energy by less.
"""


@dataclass(frozen=True)
class Options(RgbdEnergyOptions):
    """Which energy is minimised, and how."""

    energy: Literal["auto", "photometric", "depth", "hybrid"] = option(
        "auto",
        QT_TRANSLATE_NOOP(
            "options",
            "What is compared at the pixel's new place: the greys, the depths, or both. auto: both where both pictures "
            "have a depth, else the greys.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Energy"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "as the pictures allow"),
            QT_TRANSLATE_NOOP("options", "photometric"),
            QT_TRANSLATE_NOOP("options", "depth"),
            QT_TRANSLATE_NOOP("options", "hybrid"),
        ),
    )
    iterations: int = option(
        15,
        QT_TRANSLATE_NOOP("options", "Gauss-Newton steps at each level, at most."),
        label=QT_TRANSLATE_NOOP("options", "Iterations a level"),
        minimum=0,
        maximum=200,
        step=1,
    )
    motion: Literal["exact", "linearised"] = option(
        "exact",
        QT_TRANSLATE_NOOP(
            "options",
            "exact: a step's twist becomes a rotation by the exponential map. linearised: it is used as it is in the "
            "derivative, I plus the twist, which also stretches.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Rotation of a step"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "exact"), QT_TRANSLATE_NOOP("options", "linearised")),
    )
    initial: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options",
            "Where the motion starts: degrees about the fixed axes x, y and z, then metres along them. Empty: none.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Initial motion"),
        minimum=-1e6,
        maximum=1e6,
        empty=QT_TRANSLATE_NOOP("options", "none"),
        advanced=True,
    )
    truth: str = option(
        "",
        QT_TRANSLATE_NOOP(
            "options", "A file with the true 4 x 4 motion, first to second camera. Empty: from the sequence's poses."
        ),
        label=QT_TRANSLATE_NOOP("options", "True motion"),
        empty=QT_TRANSLATE_NOOP("options", "the sequence's poses"),
        file=True,
        advanced=True,
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """The pictures compared under one motion, and the step that follows from it: the next frame has taken it.

    Planes have the size of the level, in the first picture's pixels; NaN where a pixel is not counted.
    """

    iteration: int = value("steps taken so far, over all levels")
    transform: Array = value(
        "the motion: a point X of the first camera's coordinates is at transform X in the second's (x right, y down, "
        "z forward), that is inverse(second pose) times first pose",
        shape="(4, 4)",
        dtype="float64",
        unit="m",
    )
    level: int = value("level of the pyramid; 0: full size")
    scale: int = value("how many pixels of the picture are one of the level, along each side")
    compared: str = value("photometric, depth or hybrid")
    energy: float | None = value("what is minimised, the sum of the two terms; None without pixels in common")
    energy_photometric: float | None = value("the greys' part of it; None where they are not compared")
    energy_depth: float | None = value("the depths' part of it; None where they are not compared")
    rmse_photometric: float | None = value("root mean square of the grey residuals", unit="grey, 0 to 1")
    rmse_depth: float | None = value("root mean square of the depth residuals; None without a second depth", unit="m")
    pixels: int = value("pixels whose greys are compared")
    depth_pixels: int = value("pixels whose depths are compared")
    overlap: float = value("the part of the first picture's pixels with a depth that land in the second, seen")
    gain: float = value("what the first picture's greys are multiplied with")
    offset: float = value("and what is then added", unit="grey, 0 to 1")
    width_photometric: float | None = value("width of the greys' kernel at this level", unit="grey, 0 to 1")
    width_depth: float | None = value("width of the depths' kernel at this level", unit="m")
    depth_share: float = value("the depths' factor over the sum of both factors")
    twist: Array = value(
        "the step from here: rotation about the second camera's axes (radians), then shift (metres); zero where the "
        "pixels determine none",
        shape="(6,)",
        dtype="float64",
    )
    hessian: Array = value("J^T W J of the energy", shape="(6, 6)", dtype="float64")
    gradient: Array = value("J^T W r of the energy", shape="(6,)", dtype="float64")
    condition: float | None = value("condition number of the hessian; None where it is singular")
    step_pixels: float = value("how far the step moves the pixels, root mean square, of the level", unit="pixels")
    linear_gap: float = value(
        "how far the step as I plus twist and as a rotation are apart, largest over the pixels, of the level",
        unit="pixels",
    )
    stretch: float = value("by how much the motion stretches lengths; 0 where it is rigid", unit="%")
    rotation_error: float | None = value("angle to the true rotation, where it is known", unit="degrees")
    shift_error: float | None = value("distance to the true shift, where it is known", unit="m")
    first: Plane = value("the first picture's greys, blurred, at this level", shape="(h, w)", dtype="float32")
    second: Plane = value("the second picture's", shape="(h2, w2)", dtype="float32")
    warped: Plane = value("the second picture's greys where the pixels land", shape="(h, w)", dtype="float32")
    residual: Plane = value("warped minus gain times first plus offset", shape="(h, w)", dtype="float32")
    gradient_x: Plane = value(
        "slope of the second picture along its rows, where the pixels land", shape="(h, w)", dtype="float32"
    )
    gradient_y: Plane = value("the same along its columns", shape="(h, w)", dtype="float32")
    depth_residual: Plane | None = value(
        "second depth where the pixels land, minus the moved point's; None without a second depth",
        shape="(h, w)",
        dtype="float32",
        unit="m",
    )
    weights: Plane = value("the robust weight of each pixel, 0 to 1", shape="(h, w)", dtype="float32")
    state: str = value("running, settled, out of iterations, rising or no common pixels: how the level stands")
    notes: tuple[str, ...] = value("what was chosen and what has to be known, in sentences", shape="(n,)", dtype="str")


def run(sequence: RgbdSequence, *, options: Options) -> StudyRun:
    """A frame for each motion that is tried, from the coarsest level to the finest.

    Raises
    ------
    InputError
        There is no such picture, the first has no depth, a depth energy without a second depth, or an unreadable truth.
    """
    first, own = yield from picture_levels(sequence, options.first, options.levels)
    second, other = yield from picture_levels(sequence, options.second, options.levels)
    if first.depth is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "Picture {index} of {name} has no depth, so its pixels cannot be moved."),
            index=options.first,
            name=sequence.name,
        )
    compared = _compared(sequence, options, second.depth is not None)
    levels = list(zip(own, other, strict=False))
    notes = tuple(sequence.notes)
    if len(levels) < options.levels:
        notes += (Note(QT_TRANSLATE_NOOP("errors", "The pictures have room for {count} levels."), count=len(levels)),)
    if options.first == options.second:
        notes += (Note(QT_TRANSLATE_NOOP("errors", "Both pictures are the same one.")),)
    run = _Alignment(options, compared, _truth(sequence, options), notes)
    for level in range(len(levels) - 1, -1, -1):
        yield from run.level(level, *levels[level])
        if run.ended:
            return


def _compared(sequence: RgbdSequence, options: Options, second_depth: bool) -> str:
    if options.energy == "auto":
        return "hybrid" if second_depth else "photometric"
    if options.energy != "photometric" and not second_depth:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "Picture {index} of {name} has no depth to compare; the photometric energy needs none."
            ),
            index=options.second,
            name=sequence.name,
        )
    return options.energy


def _truth(sequence: RgbdSequence, options: Options) -> Array | None:
    if options.truth:
        return read_truth(options.truth)
    if sequence.poses is None:
        return None
    first, second = sequence.poses[options.first], sequence.poses[options.second]
    known = np.isfinite(first).all() and np.isfinite(second).all()
    return np.asarray(rigid.inverse(second) @ first) if known else None


@dataclass
class _Level:
    """One level under work."""

    index: int
    pixels: Pixels
    first: PictureLevel
    second: PictureLevel
    balance: Balance | None = None


@dataclass(frozen=True)
class _Step:
    """What one motion gives: the system, the twist that follows, and how the level stands."""

    system: System | None
    twist: Array
    step_pixels: float
    state: str


@dataclass
class _Alignment:
    """The run from level to level."""

    options: Options
    compared: str
    truth: Array | None
    notes: tuple[str, ...]
    transform: Array = field(init=False)
    iteration: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        self.transform = rigid.from_degrees(self.options.initial)

    def level(self, index: int, first: PictureLevel, second: PictureLevel) -> StudyRun:
        """A frame for each motion at this level; the last one's motion is where the next level begins."""
        at = _Level(index, Pixels.of(first), first, second)
        best: tuple[float, Array] = (np.inf, self.transform)
        rises, before = 0, np.inf
        for step in range(self.options.iterations + 1):
            warped = yield from warping(at.pixels, second, self.transform)
            terms = residuals(at.pixels, warped, self.options.brightness)
            found = yield from self._stepping(at, warped, terms)
            energy = found.system.energy if found.system is not None else np.inf
            rises = rises + 1 if energy > before * (1 + RISE) else 0
            before = energy
            best = min(best, (energy, self.transform), key=lambda known: known[0])
            state = found.state
            if state == "running" and rises >= RISES:
                state = "rising"
            elif state == "running" and step == self.options.iterations:
                state = "out of iterations"
            if state == "rising" and index == 0 and best[1] is not self.transform:
                state = "running"  # a last frame shows the best
            yield self._frame(at, warped, terms, found, state)
            if found.system is None:
                self.ended = True
                return
            if rises >= RISES:
                if best[1] is self.transform or index > 0:
                    self.transform = best[1]
                    return
                self.transform = best[1]
                self.iteration += 1
                yield from self._closing(at)
                return
            if state != "running":
                return
            self._take(found.twist)

    def _closing(self, at: _Level) -> StudyRun:
        """One more frame, at the best motion of a finest level whose energy rose."""
        warped = yield from warping(at.pixels, at.second, self.transform)
        terms = residuals(at.pixels, warped, self.options.brightness)
        found = yield from self._stepping(at, warped, terms)
        yield self._frame(at, warped, terms, found, "rising")

    def _take(self, twist: Array) -> None:
        step = rigid.exp(twist) if self.options.motion == "exact" else linear_motion(twist)
        self.transform = np.asarray(step @ self.transform)
        self.iteration += 1

    def _stepping(self, at: _Level, warped: Warped, terms: Terms) -> Generator[Progress, None, _Step]:
        counts = [int(np.isfinite(values).sum()) for values in (terms.photometric, terms.depth)]
        needed = {"photometric": counts[0], "depth": counts[1], "hybrid": max(counts)}[self.compared]
        if needed < FEWEST:
            return _Step(None, np.zeros(6), 0.0, "no common pixels")
        if at.balance is None:
            at.balance = balanced(terms, self.compared, self.options.kernel, self.options.share)
        system = yield from systems(at.pixels, warped, terms, at.balance, at.second)
        twist = system.step()
        if twist is None:
            return _Step(system, np.zeros(6), 0.0, "undetermined")
        moved = moved_pixels(warped, rigid.exp(twist), at.second)
        size = float(np.sqrt(np.mean(moved**2))) if len(moved) else 0.0
        return _Step(system, twist, size, "settled" if size < SETTLED else "running")

    def _frame(self, at: _Level, warped: Warped, terms: Terms, found: _Step, state: str) -> Frame:
        pixels, system, balance, options = at.pixels, found.system, at.balance, self.options
        photometric, depth = self.compared != "depth", self.compared != "photometric"
        known = np.isfinite(terms.photometric)
        has_depth = at.second.depth is not None
        depth_residuals = warped.depth_residual[np.isfinite(warped.depth_residual)]
        error = None if self.truth is None else motion_error(self.transform, self.truth)
        kernels = balance is not None and options.kernel != "none"
        condition = np.inf if system is None else system.condition
        stretch = np.cbrt(np.linalg.det(self.transform[:3, :3])) - 1
        return Frame(
            iteration=self.iteration,
            transform=freeze(self.transform.copy()),
            level=at.index,
            scale=2**at.index,
            compared=self.compared,
            energy=None if system is None else system.energy,
            energy_photometric=system.photometric if system is not None and photometric else None,
            energy_depth=system.depth if system is not None and depth else None,
            rmse_photometric=root_mean_square(terms.photometric[known]),
            rmse_depth=root_mean_square(depth_residuals) if has_depth else None,
            pixels=int(known.sum()),
            depth_pixels=len(depth_residuals),
            overlap=float(known.mean()) if len(known) else 0.0,
            gain=terms.gain,
            offset=terms.offset,
            width_photometric=balance.photometric.width if balance is not None and kernels and photometric else None,
            width_depth=balance.depth.width if balance is not None and kernels and depth else None,
            depth_share=0.0 if balance is None else balance.depth_share,
            twist=freeze(found.twist.copy()),
            hessian=freeze(np.zeros((6, 6)) if system is None else system.hessian),
            gradient=freeze(np.zeros(6) if system is None else system.gradient),
            condition=float(condition) if np.isfinite(condition) else None,
            step_pixels=found.step_pixels,
            linear_gap=linear_gap(warped, found.twist, at.second),
            stretch=100 * float(stretch),
            rotation_error=None if error is None else error[0],
            shift_error=None if error is None else error[1],
            first=at.first.grey,
            second=at.second.grey,
            warped=freeze(pixels.plane(warped.grey)),
            residual=freeze(pixels.plane(terms.photometric)),
            gradient_x=freeze(pixels.plane(np.where(known, warped.slope_x, np.nan))),
            gradient_y=freeze(pixels.plane(np.where(known, warped.slope_y, np.nan))),
            depth_residual=freeze(pixels.plane(warped.depth_residual)) if has_depth else None,
            weights=freeze(pixels.plane(np.zeros(len(pixels.points)) if system is None else system.weights)),
            state=state,
            notes=(*self.notes, *_state_notes(state, at.index)),
        )


def _state_notes(state: str, level: int) -> tuple[str, ...]:
    said = {
        "no common pixels": QT_TRANSLATE_NOOP(
            "errors", "No correspondences: of the pixels with a depth none, or too few, land in the second picture."
        ),
        "undetermined": QT_TRANSLATE_NOOP("errors", "The pixels in common do not determine all six numbers of a step."),
        "rising": QT_TRANSLATE_NOOP("errors", "The energy rose twice in a row; the level ends at its best motion."),
    }
    if state == "out of iterations" and level == 0:
        return (Note(QT_TRANSLATE_NOOP("errors", "It has not settled within its iterations.")),)
    return (Note(said[state]),) if state in said else ()
