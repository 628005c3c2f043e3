"""What an alignment has to say of itself: what it chose, what the geometry leaves open, how it ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.data.notes import Note
from engine.geometry.alignment_steps import RANK, Step
from engine.geometry.scales import DISPARITY, Scale
from engine.geometry.working_clouds import WorkingPair
from engine.text import QT_TRANSLATE_NOOP

LOOSE = 1e-3
"""A motion whose eigenvalue is below this part of the largest is hardly held (Gelfand et al., 3DIM 2003)."""


def beginning_notes(
    work: WorkingPair, scales: Sequence[Scale], voxels: Sequence[float], max_distance: float
) -> tuple[str, ...]:
    """What was chosen for a pair, and whether its clouds seem to have one unit."""
    notes: list[str] = list(work.notes)
    if not any(voxels):
        template = QT_TRANSLATE_NOOP("errors", "The voxels, {voxels}, were chosen from the clouds' extent.")
        if scales[-1].voxel == 0 and len(scales) > 1:
            template = QT_TRANSLATE_NOOP(
                "errors",
                "The voxels, {voxels}, were chosen from the clouds' extent; the last scale takes every point.",
            )
        if scales[0].voxel > 0:
            notes.append(Note(template, voxels=", ".join(f"{scale.voxel:.3g}" for scale in scales if scale.voxel > 0)))
    if max_distance <= 0:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP(
                    "errors", "Correspondences are sought within {distances}, chosen from voxel and spacing."
                ),
                distances=", ".join(f"{scale.max_distance:.3g}" for scale in scales),
            )
        )
    sizes = sorted([work.source.extent, work.target.extent])
    if sizes[0] > 0 and sizes[1] > DISPARITY * sizes[0]:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP(
                    "errors", "One cloud is {ratio:.3g} times as large as the other: they may differ in unit."
                ),
                ratio=sizes[1] / sizes[0],
            )
        )
    return tuple(notes)


def open_notes(step: Step, loose: float = LOOSE) -> tuple[str, ...]:
    """One sentence for each motion that the matched surfaces hardly hold (``loose``), or not at all."""
    notes = []
    largest = float(step.eigenvalues[-1])
    for number in range(6):
        part = float(step.eigenvalues[number]) / largest if largest > 0 else 0.0
        if part > loose:
            break
        turn, shift = step.directions[:3, number], step.directions[3:, number]
        slides = float(shift @ shift) >= float(turn @ turn)
        axis = shift if slides else turn
        axis = axis * np.sign(axis[np.argmax(np.abs(axis))]) / max(float(np.linalg.norm(axis)), 1e-12)
        if slides and part > RANK:
            template = QT_TRANSLATE_NOOP(
                "errors",
                "The source slides: the geometry hardly determines the shift along ({x:.2f}, {y:.2f}, {z:.2f}).",
            )
        elif slides:
            template = QT_TRANSLATE_NOOP(
                "errors",
                "The source slides: the geometry does not determine the shift along ({x:.2f}, {y:.2f}, {z:.2f}).",
            )
        elif part > RANK:
            template = QT_TRANSLATE_NOOP(
                "errors", "The source turns: the geometry hardly determines the turn about ({x:.2f}, {y:.2f}, {z:.2f})."
            )
        else:
            template = QT_TRANSLATE_NOOP(
                "errors",
                "The source turns: the geometry does not determine the turn about ({x:.2f}, {y:.2f}, {z:.2f}).",
            )
        x, y, z = (round(float(number), 2) + 0.0 for number in axis)  # no minus before a zero
        notes.append(Note(template, x=x, y=y, z=z))
    return tuple(notes)


def ending_notes(state: str, scale: Scale, count: int, swing: float = 0.0) -> tuple[str, ...]:
    """How a scale ended: ``count`` is the oscillation's period, or the number of steps that were taken.

    ``swing`` is the oscillation's largest step.
    """
    if state == "no correspondences":
        template = QT_TRANSLATE_NOOP(
            "errors",
            "There are no correspondences: no source point has a target point within {distance:.3g}; start "
            "closer, look "
            "farther, or register globally first.",
        )
        return (Note(template, distance=scale.max_distance),)
    if state == "oscillating":
        template = QT_TRANSLATE_NOOP(
            "errors",
            "The alignment oscillates: it comes back to the same poses every {count} steps, up to {swing:.2g} apart.",
        )
        return (Note(template, count=count, swing=swing),)
    if state == "running":
        return (
            Note(QT_TRANSLATE_NOOP("errors", "It had not converged after {count} steps at this scale."), count=count),
        )
    return ()
