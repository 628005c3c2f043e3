"""What the ICP lab says: the sentence under the title, the facts beside the stage, the method's formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.lab import Moment
from app.texts import note_text, translated
from engine.options import describe
from widgets.cell_painting import number_text

FORMULAS: dict[str, tuple[str, str]] = {
    "point-to-point": (r"E = \sum_i \rho(\| T p_i - q_i \|)", "E = sum of rho(|T p - q|)"),
    "point-to-plane": (r"E = \sum_i \rho((T p_i - q_i) \cdot n_i)", "E = sum of rho((T p - q) . n)"),
    "generalized": (
        r"E = \sum_i \rho( (C_i^q + R C_i^p R^T)^{-1/2} (T p_i - q_i) )",
        "E = sum of rho((Cq + R Cp R^T)^(-1/2) (T p - q))",
    ),
    "colored": (r"E = (1-\sigma) E_C + \sigma E_G", "E = (1 - sigma) E_C + sigma E_G"),
}
"""LaTeX and plain text of each method's energy."""

PAPERS = {
    "point-to-point": "Besl, McKay, PAMI 1992",
    "point-to-plane": "Chen, Medioni, 1992",
    "generalized": "Segal, Haehnel, Thrun, RSS 2009",
    "colored": "Park, Zhou, Koltun, ICCV 2017",
}

CHOSEN = frozenset({"voxels", "distances"})
"""A note with one of these arguments tells what was chosen, not what happened."""


translate = QCoreApplication.translate


def with_unit(value: float, unit: str, digits: int = 3) -> str:
    """A number of the clouds' unit."""
    return f"{number_text(value, digits)} {unit}".rstrip()


def residual_unit(options: Any, unit: str) -> str:
    """The unit of a method's residuals: generalized ICP counts in standard deviations."""
    return "σ" if options.method == "generalized" else unit


def quantity(method: str) -> str:
    """What a method measures, for the middle of a sentence."""
    return {
        "point-to-point": translate("IcpWords", "distances"),
        "point-to-plane": translate("IcpWords", "plane distances"),
        "generalized": translate("IcpWords", "plane-to-plane distances"),
        "colored": translate("IcpWords", "plane distances"),
    }[method]


def root_mean_square(values: Any) -> float:
    """The root mean square of an array, 0 where it is empty."""
    return float(np.sqrt(np.mean(np.square(np.asarray(values, np.float64))))) if len(values) else 0.0


def sentence(moment: Moment, unit: str) -> str:
    """One sentence on the shown step, and what the study has to add to it."""
    frame, options = moment.frame, moment.options
    values = {
        "step": moment.step + 1,
        "steps": len(moment.film),
        "state": translate("IcpWords", " (converged)") if frame.state == "converged" else "",
        "voxel": with_unit(frame.voxel, unit, 2),
        "matched": f"{len(frame.correspondences):,}",
        "all": f"{len(frame.source_points):,}",
        "distance": with_unit(frame.max_distance, unit, 2),
        "quantity": quantity(options.method),
        "rms": with_unit(root_mean_square(frame.residuals), residual_unit(options, unit), 2),
    }
    if not len(frame.correspondences):
        text = translate(
            "IcpWords", "Step {step} of {steps}: none of {all} source points has a neighbour within {distance}."
        )
    elif frame.voxel > 0:
        text = translate(
            "IcpWords",
            "Step {step} of {steps}{state} at {voxel} voxels: {matched} of {all} source points have a neighbour within "
            "{distance}; their {quantity} have an RMS of {rms}.",
        )
    else:
        text = translate(
            "IcpWords",
            "Step {step} of {steps}{state} on every point: {matched} of {all} source points have a neighbour within "
            "{distance}; their {quantity} have an RMS of {rms}.",
        )
    said = [note_text(note) for note in _told(frame.notes)]
    return " ".join([text.format(**values), *said])


def _told(notes: Sequence[str]) -> list[str]:
    """What belongs under the title: not what was chosen, and of the motions that are left open only the freest."""
    told = [note for note in notes if not is_choice(note)]
    open_ones = [note for note in told if is_open(note)]
    return [note for note in told if note not in open_ones[1:]]


def is_last(frame: Any) -> bool:
    """Whether a run ends with this step: it says how it ended."""
    return frame.state != "running" or any("count" in getattr(note, "arguments", {}) for note in frame.notes)


def is_open(note: str) -> bool:
    """Whether a note names a motion that the geometry hardly determines."""
    return {"x", "y", "z"} == set(getattr(note, "arguments", {}))


def is_choice(note: str) -> bool:
    """Whether a note tells what the study chose."""
    return bool(CHOSEN & set(getattr(note, "arguments", {})))


def facts(moment: Moment, unit: str) -> list[str]:
    """What the run works with, a line each."""
    frame, options = moment.frame, moment.options
    labels = {d.name: dict(zip(d.choices, d.choice_labels, strict=False)) for d in describe(type(options))}
    lines = [
        translate("IcpWords", "{method}, {paper}").format(
            method=translated("options", labels["method"].get(options.method, options.method)).capitalize(),
            paper=PAPERS[options.method],
        )
    ]
    if options.kernel != "none" and frame.kernel_width is not None:
        lines.append(
            translate("IcpWords", "{kernel} kernel, width {width}").format(
                kernel=translated("options", labels["kernel"].get(options.kernel, options.kernel)),
                width=with_unit(frame.kernel_width, residual_unit(options, unit)),
            )
        )
    lines.append(
        translate("IcpWords", "voxels {voxels}").format(
            voxels=" → ".join(
                number_text(v, 2) if v > 0 else translate("IcpWords", "every point") for v in frame.voxels
            )
            + (f"\u00a0{unit}" if unit and frame.voxels[-1] > 0 else "")
        )
    )
    lines.append(
        translate("IcpWords", "neighbours within {distances}").format(
            distances=" → ".join(number_text(v, 2) for v in frame.max_distances) + (f"\u00a0{unit}" if unit else "")
        )
    )
    if len(frame.correspondences):
        lines.append(
            translate("IcpWords", "this step turns by {angle}°, shifts by {shift}").format(
                angle=number_text(frame.step_rotation), shift=with_unit(frame.step_shift, unit)
            )
        )
    lines += [note_text(note) for note in frame.notes if is_open(note)][1:]
    return lines


def result_line(moment: Moment, unit: str) -> str:
    """The result in one short line, for a pinned run."""
    frame = moment.frame
    parts = [
        translate("IcpWords", "step {step}").format(step=moment.step + 1),
        translate("IcpWords", "RMSE {rmse}").format(rmse=with_unit(frame.rmse, unit)),
        translate("IcpWords", "fitness {fitness:.3f}").format(fitness=frame.fitness),
    ]
    if frame.rotation_error is not None:
        parts.append(
            translate("IcpWords", "off by {angle}°, {shift}").format(
                angle=number_text(frame.rotation_error), shift=with_unit(frame.shift_error, unit)
            )
        )
    return " · ".join(parts)
