"""What the least-squares lab draws: its drawing options, the paths out of the film, the plane of the fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from app import gauss_newton_words as words
from app.lab import Moment
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP
from widgets.contour_plane import Bounds
from widgets.contour_view import Walk
from widgets.curves import Series
from widgets.method_row import Standing

COLOURS = ("#e69f00", "#cc79a7", "#56b4e9")
"""Of the class colours: Gauss-Newton, Levenberg-Marquardt, gradient descent."""


@dataclass(frozen=True)
class Drawing:
    """How the map and the fit are drawn; nothing is computed again."""

    colours: Literal["viridis", "batlow", "cividis", "magma", "grey"] = option(
        "viridis",
        QT_TRANSLATE_NOOP("options", "Colour map of the energy, perceptually even; bright is low."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
    )
    levels: int = option(
        16,
        QT_TRANSLATE_NOOP("options", "Bands of the map; the bar says where one ends."),
        label=QT_TRANSLATE_NOOP("options", "Levels"),
        minimum=4,
        maximum=40,
        step=1,
    )
    spacing: Literal["areas", "logarithmic"] = option(
        "areas",
        QT_TRANSLATE_NOOP(
            "options",
            "areas: the bands cover like areas of the map, the lowest divided once more. logarithmic: the height above "
            "the least energy grows by one factor from band to band.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Spacing"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "like areas"),
            QT_TRANSLATE_NOOP("options", "logarithmic"),
        ),
    )
    lines: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Lines of equal energy between the bands."),
        label=QT_TRANSLATE_NOOP("options", "Contour lines"),
    )
    residuals: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "The residuals of the chosen method, fainter where the kernel weighs them less."),
        label=QT_TRANSLATE_NOOP("options", "Residuals"),
    )
    truth: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "What the observations were made from, dashed."),
        label=QT_TRANSLATE_NOOP("options", "Truth"),
    )


class Walked:
    """The recorded frames of a film up to the one that is shown, gathered as the film grows."""

    def __init__(self) -> None:
        self._film: Any = None
        self._all: list[Any] = []
        self._steps: list[int] = []
        self.frames: list[Any] = []

    def follow(self, moment: Moment) -> None:
        """Take over what the moment's film has recorded up to the moment."""
        steps = moment.film.steps()
        if self._film is not moment.film or self._steps != steps[: len(self._steps)]:  # another film, or a thinned one
            self._film, self._all, self._steps = moment.film, [], []
        self._all += [moment.film.shot(step).frame for step in steps[len(self._all) :]]
        self._steps = steps[: len(self._all)]
        self.frames = [made for made in self._all if made.iteration <= moment.frame.iteration]

    def walks(self, frame: Any) -> list[Walk]:
        """Each method's path over the map's two parameters, with the trials it did not take."""
        axes, walks = frame.axes, []
        for m, method in enumerate(frame.methods):
            own = [made for made in self.frames if made.iteration <= int(frame.iterations[m])]
            points = np.array([made.parameters[m][axes] for made in own])
            refused = [
                np.concatenate([made.parameters[m][axes], made.trials[m][axes]])
                for made in own
                if not made.accepted[m] and np.isfinite(made.trials[m]).all()
            ]
            note = words.standing_words(frame, m)
            walks.append(Walk(method, COLOURS[m], points, np.array(refused).reshape(-1, 4), note))
        return walks


def fit_bounds(frame: Any, first: Any) -> Bounds:
    """The plane of the fit: the camera's picture, or what is observed, with the figures of the start."""
    if frame.problem == "camera":
        return 0.0, 640.0, 0.0, 480.0
    points = frame.observed
    if frame.problem == "pose-2d":
        points = np.concatenate([points, first.shapes[0], frame.truth_shape])
    low, high = points.min(axis=0), points.max(axis=0)
    room = 0.08 * (high - low)
    (x0, y0), (x1, y1) = (low - room).tolist(), (high + room).tolist()
    return x0, x1, y0, y1


def standings_of(frame: Any, *, hidden: bool) -> list[Standing]:
    """How the three methods stand; only their names where the answer is hidden."""
    return [
        Standing(
            words.method_name(m),
            words.SHORT[m],
            COLOURS[m],
            "?" if hidden else words.standing_words(frame, m),
            "" if hidden else words.standing_more(frame, m),
        )
        for m in range(len(frame.methods))
    ]


def energy_series(frame: Any, film: Any) -> list[Series]:
    """Each method's energy over the iterations."""
    iterations = film.series("iteration")
    return [
        Series(words.SHORT[m], iterations, film.series(name, len(iterations)), "energy", colour=COLOURS[m])
        for m, name in enumerate(f"{method.replace('-', '_')}_energy" for method in frame.methods)
    ]


def equation_of(frame: Any, m: int) -> tuple[Any, ...]:
    """The arguments of ``StepEquation.set_equation`` for a method's step."""
    latex, plain = words.EQUATIONS[m]
    matrix, right = frame.hessians[m], -frame.gradients[m]
    if m == 1:
        matrix = matrix + frame.damping * np.diag(np.diag(matrix))
    names = (("JᵀWJ", "−JᵀWr"), ("JᵀWJ + λ diag(JᵀWJ)", "−JᵀWr"), ("", "−η JᵀWr"))[m]
    if m == 2:
        matrix, right = None, frame.rate * right
    return latex, plain, matrix, frame.steps[m], right, frame.symbols, names, words.step_note(frame, m)
