"""What the least-squares lab says: the sentence under the title, how each method stands, the equation of its step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.texts import note_text, translated
from widgets.cell_painting import number_text

METHODS = ("Gauss-Newton", "Levenberg-Marquardt", "")
"""Names that are the same in every language; the third is translated."""

SHORT = ("GN", "LM", "GD")
"""The names beside curves."""

EQUATIONS = (
    (r"J^T W J\, \delta = -J^T W r", "J^T W J δ = −J^T W r"),
    (r"(J^T W J + \lambda\, \mathrm{diag}(J^T W J))\, \delta = -J^T W r", "(J^T W J + λ diag(J^T W J)) δ = −J^T W r"),
    (r"\delta = -\eta\, J^T W r", "δ = −η J^T W r"),
)
"""LaTeX and plain text of each method's step."""

translate = QCoreApplication.translate


def method_name(number: int) -> str:
    """The name of a method."""
    return METHODS[number] or translate("GaussNewton", "Gradient descent")


def value_with(value: float, unit: str, digits: int = 3) -> str:
    """A number with its unit."""
    return f"{number_text(value, digits)} {translated('units', unit)}".rstrip().replace("-", "−")


def energy_unit(frame: Any) -> str:
    """The unit of the energy."""
    return f"{frame.residual_unit}²" if frame.residual_unit else ""


def axis_name(frame: Any, place: int) -> str:
    """A parameter's symbol with its unit."""
    unit = translated("units", frame.units[place])
    return f"{frame.symbols[place]}, {unit}" if unit else str(frame.symbols[place])


def steps_text(count: int) -> str:
    """So many steps, in words."""
    if count == 1:
        return translate("GaussNewton", "1 step")
    return translate("GaussNewton", "{count} steps").format(count=count)


def standing_words(frame: Any, number: int) -> str:
    """How a method stands, in a few words."""
    templates: dict[str, Callable[[], str]] = {
        "minimum": lambda: translate("GaussNewton", "minimum · {steps}"),
        "local minimum": lambda: translate("GaussNewton", "local minimum · {steps}"),
        "saddle": lambda: translate("GaussNewton", "saddle point · {steps}"),
        "flat": lambda: translate("GaussNewton", "flat: no slope · {steps}"),
        "stalled": lambda: translate("GaussNewton", "stalled · {steps}"),
        "diverged": lambda: translate("GaussNewton", "diverged · {steps}"),
        "oscillates": lambda: translate("GaussNewton", "to and fro · {steps}"),
        "unfinished": lambda: translate("GaussNewton", "not converged · {steps}"),
        "running": lambda: translate("GaussNewton", "energy {energy}"),
    }
    energy = value_with(float(frame.energies[number]), energy_unit(frame))
    if frame.reached[number] >= 0 and frame.states[number] in ("minimum", "unfinished"):
        steps = steps_text(int(frame.reached[number]))
        return translate("GaussNewton", "minimum after {steps}").format(steps=steps)
    return templates[frame.states[number]]().format(steps=steps_text(int(frame.iterations[number])), energy=energy)


def standing_more(frame: Any, number: int) -> str:
    """All numbers of a method, a line each, for the tooltip."""
    lines = [f"{method_name(number)}: {standing_words(frame, number)}"]
    energy = value_with(float(frame.energies[number]), energy_unit(frame), 6)
    lines.append(translate("GaussNewton", "energy {energy}, gradient {gradient}").format(
        energy=energy, gradient=number_text(float(np.linalg.norm(frame.gradients[number])))
    ))  # fmt: skip
    lines += [
        f"{symbol} = {value_with(float(value), unit, 6)}"
        for symbol, value, unit in zip(frame.symbols, frame.parameters[number], frame.units, strict=True)
    ]
    reached = int(frame.reached[number])
    if reached >= 0:
        lines.append(
            translate(
                "GaussNewton", "at the minimum: within 0.1 % of the lowest energy known, first after {steps}"
            ).format(steps=steps_text(reached))
        )
    return "\n".join(lines)


def step_note(frame: Any, number: int) -> str:
    """Lambda or the learning rate of a step, and what became of it."""
    before, after = float(frame.energies[number]), float(frame.energies_after[number])
    if frame.states[number] not in ("running", "unfinished", "oscillates", "diverged", "stalled"):
        return translate("GaussNewton", "No further step: the gradient vanishes.")
    values = {
        "before": number_text(before, 4),
        "after": number_text(after, 4) if np.isfinite(after) else "–",
        "damping": number_text(float(frame.damping), 2),
        "rate": number_text(float(frame.rate), 3),
    }
    if number == 1 and not frame.accepted[1]:
        return translate(
            "GaussNewton", "λ = {damping}; not taken: the energy would go from {before} to {after}"
        ).format(**values)
    if number == 1:
        return translate("GaussNewton", "λ = {damping}; the energy goes from {before} to {after}").format(**values)
    if number == 2:
        return translate("GaussNewton", "η = {rate}; the energy goes from {before} to {after}").format(**values)
    return translate("GaussNewton", "the energy goes from {before} to {after}").format(**values)


def sentence(frame: Any, options: Any) -> str:
    """What is seen at this step, in whole sentences."""
    return " ".join([*_lead(frame, options), *_race(frame), *map(note_text, frame.notes)])


def _lead(frame: Any, options: Any) -> list[str]:
    """What is special about the problem and its data."""
    outliers = int(np.count_nonzero(frame.outlier))
    if frame.problem == "line" and options.kernel == "none":
        return [
            translate(
                "GaussNewton", "The residuals are linear in a and b, so one Gauss-Newton step solves the problem."
            )
        ]
    if outliers and options.kernel == "none":
        return [
            translate(
                "GaussNewton", "{count} of {all} observations are outliers (crosses), and they pull on the fit."
            ).format(count=outliers, all=len(frame.outlier))
        ]
    if outliers:
        rows = np.repeat(frame.outlier, frame.residuals.shape[1] // len(frame.outlier))
        names = {"huber": "Huber", "cauchy": "Cauchy", "tukey": "Tukey", "geman-mcclure": "Geman-McClure"}
        return [
            translate(
                "GaussNewton", "The kernel ({kernel}) gives the {count} outliers a mean weight of {weight}."
            ).format(
                kernel=names[options.kernel],
                count=outliers,
                weight=number_text(float(frame.weights[1][rows].mean()), 2),
            )
        ]
    return []


def _race(frame: Any) -> list[str]:
    """How the three methods fare."""
    if not frame.done:
        a, b, c = (value_with(float(energy), energy_unit(frame)) for energy in frame.energies)
        return [
            translate(
                "GaussNewton",
                "Step {step}: energy {a} by Gauss-Newton, {b} by Levenberg-Marquardt, {c} by gradient descent.",
            ).format(step=frame.iteration, a=a, b=b, c=c)
        ]
    a, b, c = (steps_text(int(reached)) for reached in frame.reached)
    there = [reached >= 0 and state in ("minimum", "unfinished") for reached, state in _pairs(frame)]
    if all(there):
        return [
            translate(
                "GaussNewton",
                "Gauss-Newton comes within 0.1 % of the lowest energy after {a}, Levenberg-Marquardt after {b}, "
                "gradient descent after {c}.",
            ).format(a=a, b=b, c=c)
        ]
    if there == [True, True, False] and frame.states[2] == "unfinished":
        return [
            translate(
                "GaussNewton",
                "Gauss-Newton comes within 0.1 % of the lowest energy after {a}, Levenberg-Marquardt after {b}; "
                "gradient descent is not there after {c}.",
            ).format(a=a, b=b, c=steps_text(int(frame.iterations[2])))
        ]
    if (
        all(state in ("local minimum", "unfinished") for state in frame.states[1:])
        and frame.states[0] == "local minimum"
    ):
        if (frame.energies > 1.5 * frame.lowest_energy).all() and np.ptp(frame.energies) < 0.01 * frame.energies[0]:
            ratio = number_text(float(frame.energies[0] / frame.lowest_energy), 2)
            return [
                translate(
                    "GaussNewton",
                    "All three stop in a local minimum, at {ratio} times the lowest energy known (the cross); "
                    "drag the ring to start elsewhere.",
                ).format(ratio=ratio)
            ]
    return [_alone(frame, number) for number in range(3)]


def _pairs(frame: Any) -> list[tuple[int, str]]:
    return list(zip(frame.reached.tolist(), frame.states, strict=True))


def _alone(frame: Any, number: int) -> str:
    """One method in a sentence of its own."""
    state = frame.states[number]
    values = {
        "method": method_name(number),
        "steps": steps_text(int(frame.iterations[number])),
        "reached": steps_text(int(frame.reached[number])),
        "ratio": number_text(float(frame.energies[number] / max(frame.lowest_energy, 1e-300)), 2),
    }
    if frame.reached[number] >= 0 and state in ("minimum", "unfinished"):
        return translate("GaussNewton", "{method} comes within 0.1 % of the lowest energy after {reached}.").format(
            **values
        )
    if state == "local minimum":
        return translate(
            "GaussNewton", "{method} stops in a local minimum, at {ratio} times the lowest energy known."
        ).format(**values)
    if state == "saddle":
        return translate("GaussNewton", "{method} stops at a saddle point.").format(**values)
    if state == "flat":
        return translate("GaussNewton", "{method} stops where the energy is flat.").format(**values)
    if state == "stalled" and number != 1:
        return translate("GaussNewton", "{method} comes to a halt at {ratio} times the lowest energy.").format(**values)
    if state == "stalled":
        return translate("GaussNewton", "{method} finds no step that lowers the energy.").format(**values)
    if state == "diverged":
        return translate("GaussNewton", "{method} diverges after {steps}.").format(**values)
    if state == "oscillates":
        return translate("GaussNewton", "{method} goes to and fro and gets no lower.").format(**values)
    return translate("GaussNewton", "{method} is not there after {steps}.").format(**values)
