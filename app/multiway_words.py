"""What the lab of multiway registration says: its sentence, an edge written out, the facts beside the stage."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.texts import note_text
from widgets.cell_painting import number_text
from widgets.edge_list import EdgeRow

COLOURS = {"odometry": "#8d99a8", "loop": "#2f9fe0", "false": "#d55e00"}
"""Kinds of edges: colours that stay apart in the three common colour blindnesses, in both themes."""

ROUNDING = 1e-9
"""Residuals below this are rounding errors of an edge that nothing pulls at."""

TOLD_BESIDE = frozenset({"coarse", "distance", "features", "refused"})
"""A note with one of these arguments tells what was chosen, and stands beside the stage."""

translate = QCoreApplication.translate


def with_unit(value: float, unit: str, digits: int = 3) -> str:
    """A length in the clouds' unit; metres below a tenth are said in centimetres, below a hundredth in millimetres."""
    if unit == "m" and abs(value) < 0.1:
        small = abs(value) < 0.01
        return f"{number_text((1000 if small else 100) * value, digits)}\u00a0{'mm' if small else 'cm'}"
    return f"{number_text(value, digits)}\u00a0{unit}".rstrip()


def kind_word(kind: str) -> str:
    """A kind of edge in a word."""
    return {
        "odometry": translate("MultiwayWords", "odometry"),
        "loop": translate("MultiwayWords", "loop"),
        "false": translate("MultiwayWords", "planted"),
    }[kind]


def pair_name(frame: Any, number: int) -> str:
    """The two scans of an edge, counted from 1."""
    source, target = (int(end) + 1 for end in frame.edges[number])
    return f"{source} → {target}"


def list_unit(unit: str) -> tuple[float, str]:
    """In what the list says residuals: a factor and its unit."""
    return (100.0, "cm") if unit == "m" else (1.0, unit)


def edge_row(frame: Any, number: int, unit: str, threshold: float) -> EdgeRow:
    """An edge as the list shows it."""
    alive, weight = bool(frame.edge_alive[number]), float(frame.edge_weights[number])
    kind, off = frame.edge_kind[number], float(frame.edge_residuals[number])
    return EdgeRow(
        name=pair_name(frame, number),
        kind=kind_word(kind),
        colour=COLOURS[kind],
        weight=weight,
        residual=list_unit(unit)[0] * off if off > ROUNDING else 0.0,
        dying=alive and weight < threshold,
        dead=not alive,
        tip=edge_tip(frame, number, unit),
    )


def edge_tip(frame: Any, number: int, unit: str) -> str:
    """Everything that is known of an edge, a line each."""
    kind = frame.edge_kind[number]
    lines = [
        translate("MultiwayWords", "Scan {source} to scan {target}, {kind}").format(
            source=int(frame.edges[number][0]) + 1, target=int(frame.edges[number][1]) + 1, kind=kind_word(kind)
        ),
        translate("MultiwayWords", "weight {weight}, off by {residual} under the poses").format(
            weight=f"{float(frame.edge_weights[number]):.3f}",
            residual=with_unit(float(frame.edge_residuals[number]), unit),
        ),
    ]
    if kind != "false":
        lines.append(
            translate("MultiwayWords", "fitness {fitness}, RMSE {rmse}, {start}").format(
                fitness=f"{float(frame.edge_fitness[number]):.3f}",
                rmse=with_unit(float(frame.edge_rmse[number]), unit),
                start=start_words(frame.edge_start[number]),
            )
        )
    if frame.edge_shift_errors is not None:
        lines.append(
            translate("MultiwayWords", "the edge itself is {shift} and {angle}° from the truth").format(
                shift=with_unit(float(frame.edge_shift_errors[number]), unit),
                angle=number_text(float(frame.edge_rotation_errors[number]), 3),
            )
        )
    if not frame.edge_alive[number]:
        lines.append(translate("MultiwayWords", "taken out of the graph"))
    return "\n".join(lines)


def start_words(start: str) -> str:
    """What an edge was registered from."""
    return {
        "identity": translate("MultiwayWords", "registered from where the scans are"),
        "features": translate("MultiwayWords", "registered from matched features"),
        "odometry": translate("MultiwayWords", "registered from the odometry's pose"),
        "planted": translate("MultiwayWords", "planted"),
    }[start]


def sentence(frame: Any, unit: str) -> str:
    """One sentence on what is seen, then the notes that change how it is read."""
    said = _building(frame) if frame.iteration is None else _adjusted(frame, unit)
    return " ".join([said, *(note_text(note) for note in frame.notes if not TOLD_BESIDE & set(_arguments(note)))])


def told_beside(frame: Any) -> str:
    """The notes on what was chosen and how, for the column beside the stage."""
    return " ".join(note_text(note) for note in frame.notes if TOLD_BESIDE & set(_arguments(note)))


def _arguments(note: str) -> dict[str, object]:
    found: dict[str, object] = getattr(note, "arguments", {})
    return found


def _building(frame: Any) -> str:
    """While edges are added."""
    if frame.newest is None:
        return translate("MultiwayWords", "No two scans could be registered, so there is no map.")
    source, target = (int(end) + 1 for end in frame.edges[frame.newest])
    if frame.stage == "odometry":
        return translate(
            "MultiwayWords",
            "Scan {source} is registered to scan {target}: {fitness} of its points have a correspondence, {start}.",
        ).format(
            source=source,
            target=target,
            fitness=f"{float(frame.edge_fitness[frame.newest]):.0%}",
            start=start_words(frame.edge_start[frame.newest]),
        )
    if frame.stage == "loops":
        return translate(
            "MultiwayWords", "Scan {source} sees what scan {target} saw: a loop closure, number {count}."
        ).format(source=source, target=target, count=frame.edge_kind.count("loop"))
    return translate(
        "MultiwayWords",
        "Planted: a false loop closure says that scans {source} and {target} meet where they do not, as certain of "
        "itself as a right one.",
    ).format(source=source, target=target)


def _adjusted(frame: Any, unit: str) -> str:
    """While and after the poses are adjusted."""
    planted = frame.edge_kind.count("false")
    values: dict[str, Any] = {
        "scans": len(frame.poses),
        "loops": frame.edge_kind.count("loop"),
        "planted": planted,
        "found": frame.false_found,
        "dropped": frame.loops_dropped,
    }
    if frame.shift_error is not None and frame.shift_error_plain is not None:
        values["with_it"] = with_unit(frame.shift_error, unit, 2)
        values["without"] = with_unit(frame.shift_error_plain, unit, 2)
        template = (
            translate(
                "MultiwayWords",
                "{scans} scans: the line process switches off {found} of {planted} planted false loop closures and "
                "{dropped} of {loops} others, and the scans stand {with_it} from the truth on average; without it, "
                "{without}.",
            )
            if planted
            else translate(
                "MultiwayWords",
                "{scans} scans: the line process switches off {dropped} of {loops} loop closures, and the scans stand "
                "{with_it} from the truth on average; without it, {without}.",
            )
        )
    elif frame.drift_after is not None and frame.drift_plain is not None:
        values["with_it"] = with_unit(frame.drift_after, unit, 2)
        values["without"] = with_unit(frame.drift_plain, unit, 2)
        template = (
            translate(
                "MultiwayWords",
                "{scans} scans: the line process switches off {found} of {planted} planted false loop closures and "
                "{dropped} of {loops} others, and the loop closes to {with_it}; without it, to {without}.",
            )
            if planted
            else translate(
                "MultiwayWords",
                "{scans} scans: the line process switches off {dropped} of {loops} loop closures, and the loop closes "
                "to {with_it}; without it, to {without}.",
            )
        )
    else:
        template = (
            translate(
                "MultiwayWords",
                "{scans} scans: the line process switches off {found} of {planted} planted false loop closures.",
            )
            if planted
            else translate("MultiwayWords", "{scans} scans, joined by odometry and {loops} loop closures.")
        )
    return template.format(**values)


def facts(frame: Any, unit: str) -> list[tuple[str, str, str]]:
    """The numbers beside the stage: words, value, and what it is exactly."""
    found = []
    if frame.drift_before is not None:
        before = with_unit(frame.drift_before, unit, 2)
        after = "–" if frame.drift_after is None else with_unit(frame.drift_after, unit, 2)
        source, target = (int(end) + 1 for end in frame.edges[frame.closing])
        found.append(
            (
                translate("MultiwayWords", "Drift, before → after"),
                f"{before} → {after}",
                translate(
                    "MultiwayWords",
                    "How far the odometry, and the adjusted poses, miss the loop closure {source} → {target}: shift.",
                ).format(source=source, target=target),
            )
        )
    if frame.shift_error is not None:
        found.append(
            (
                translate("MultiwayWords", "Mean error"),
                f"{with_unit(frame.shift_error, unit, 2)}, {number_text(frame.rotation_error, 2)}°",
                translate("MultiwayWords", "Mean over the scans after the first, from their true poses."),
            )
        )
    if frame.shift_error_plain is not None:
        found.append(
            (
                translate("MultiwayWords", "without line process"),
                f"{with_unit(frame.shift_error_plain, unit, 2)}, {number_text(frame.rotation_error_plain, 2)}°",
                translate("MultiwayWords", "The same where every edge counts fully."),
            )
        )
    return found
