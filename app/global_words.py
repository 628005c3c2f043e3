"""What the lab of global registration says: the sentence under the title, the facts beside the stage, the formula."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.lab import Moment
from app.texts import note_text
from widgets.cell_painting import count_text, number_text

FORMULAS: dict[str, tuple[str, str]] = {
    "fgr": (
        r"E = \sum_i \frac{\mu r_i^2}{\mu + r_i^2}, \quad l_i = \left(\frac{\mu}{\mu + r_i^2}\right)^2",
        "E = sum of mu r^2 / (mu + r^2), l = (mu / (mu + r^2))^2",
    ),
    "ransac": (
        r"S = \sum_i \max\left(0, 1 - \frac{r_i^2}{d^2}\right)",
        "S = sum of max(0, 1 - r^2 / d^2)",
    ),
}
"""LaTeX and plain text of what each method judges a motion by."""

translate = QCoreApplication.translate


def with_unit(value: float, unit: str, digits: int = 3) -> str:
    """A number of the clouds' unit."""
    return f"{number_text(value, digits)} {unit}".rstrip()


def unit_of(moment: Moment | None) -> str:
    """Metres for the samples; what a file's coordinates are in is not known."""
    if moment is None:
        return ""
    return "m" if all(moment.inputs[name].path is None for name in ("source", "target")) else ""


def sentence(moment: Moment, unit: str) -> str:
    """One sentence on the shown step, and what the study has to add to it."""
    frame = moment.frame
    matches, kept = len(frame.matches), int(np.count_nonzero(frame.kept))
    values: dict[str, Any] = {
        "matches": f"{matches:,}",
        "kept": f"{kept:,}",
        "inliers": f"{frame.inliers:,}",
        "distance": with_unit(frame.max_distance, unit, 2),
        "drawn": f"{frame.drawn or 0:,}",
    }
    if not kept:
        text = translate("GlobalWords", "The clouds have {matches} matches, and no motion follows from them.")
    elif frame.stage == "matching":
        text = translate(
            "GlobalWords", "{matches} pairs of points have each other's nearest histogram; most of them are wrong."
        )
    elif frame.stage == "agreement":
        text = translate(
            "GlobalWords",
            "A group that agrees: {inliers} of {matches} matches keep their distances to each other, and of all groups "
            "so far this one lays the clouds over each other best.",
        )
    elif frame.stage == "ransac":
        text = translate(
            "GlobalWords",
            "The best of {drawn} triples drawn so far: {inliers} of {matches} matches end within {distance}.",
        )
    elif frame.stage == "fgr":
        alive = int(np.count_nonzero(np.asarray(frame.weights) > 0.5))
        values["alive"], values["mu"] = f"{alive:,}", with_unit(float(np.sqrt(frame.mu or 0.0)), unit, 2)
        text = translate(
            "GlobalWords",
            "One optimisation over {kept} fixed matches, from where the clouds stand: at √μ = {mu}, {alive} of them "
            "weigh more than ½.",
        )
    else:
        values["rmse"] = with_unit(frame.rmse or 0.0, unit)
        values["fitness"] = f"{100 * (frame.fitness or 0.0):.0f}"
        text = translate(
            "GlobalWords",
            "ICP from there: {fitness} % of the source's points have a target point near enough, at an RMSE of {rmse}.",
        )
    notes = [note_text(note) for note in frame.notes if "voxel" not in getattr(note, "arguments", {})]
    return " ".join([text.format(**values), *notes])


def facts(moment: Moment, unit: str) -> list[str]:
    """Sizes that were chosen, and what was counted, a line each."""
    frame = moment.frame
    lines = [
        translate("GlobalWords", "Voxel {voxel}: {source} and {target} points").format(
            voxel=with_unit(frame.voxel, unit, 2),
            source=f"{len(frame.source_points):,}",
            target=f"{len(frame.target_points):,}",
        ),
        translate("GlobalWords", "A right match: within {distance}").format(
            distance=with_unit(frame.max_distance, unit, 2)
        ),
        translate("GlobalWords", "{inliers} of {matches} matches are").format(
            inliers=f"{frame.inliers:,}", matches=f"{len(frame.matches):,}"
        ),
        translate("GlobalWords", "{count} nearest neighbours asked for").format(count=count_text(float(frame.queries))),
    ]
    if frame.score is not None:
        lines.append(translate("GlobalWords", "Score of the group {score}").format(score=number_text(frame.score)))
    return lines
