"""The window's state as a session, and a lab's page as a session left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.session import LabState, Session
from app.trainings import GoingOn, Kept, checkpoint_inputs, kept_from, lost, too_large
from engine.errors import VitrineError
from engine.options import from_json, to_json
from widgets.theme import theme

if TYPE_CHECKING:
    from app.page import LabPage
    from app.window import Window


def restore_page(page: LabPage, state: LabState, trainings: Path) -> None:
    """Options, drawing, inputs and step as they were; the inputs' defaults where none were stored.

    A training that was kept in the folder ``trainings`` stands where it stood.
    """
    controller = page.controller
    try:
        controller.options = from_json(controller.study.options_class, state.options)
        if page.drawing is not None and state.drawing:
            page.set_drawing(from_json(type(page.drawing), state.drawing))
    except VitrineError as error:
        page.show_error(error)
    page.side.rebuild()
    known = {described.name for described in controller.study.inputs}
    stored = {name: text for name, text in state.inputs.items() if text and name in known}
    texts = {**controller.default_texts(), **stored}
    kept, names = kept_from(state.training), checkpoint_inputs(controller.study)
    file = trainings / kept.file if kept is not None and kept.file else None
    if kept is not None and file is not None and file.is_file() and names:
        GoingOn(page, {name: text for name, text in texts.items() if name not in names}, file, kept)
    elif any(name in texts for name in names):
        controller.choose_inputs(texts)
    else:
        for name, text in texts.items():
            controller.choose_input(name, text)
        if kept is not None and names:
            controller.refused.emit(too_large(kept) if kept.megabytes else lost())
    if state.step >= 0:
        controller.playback.remember(state.step)
    if not controller.study.inputs:  # nothing to wait for
        controller.restart()


def session_of(window: Window, kept: Mapping[str, Kept] = MappingProxyType({}), folder: Path | None = None) -> Session:
    """The state of the window, with the trainings that are ``kept`` in ``folder``.

    A list input has a line for each of its texts. A training kept before that could not be written anew stays.
    """
    states = {}
    for name, state in window.session.labs.items():
        states[name] = replace(state, training=_training(kept.get(name), state, folder))
    for name, page in window.pages.items():
        c = page.controller
        names = checkpoint_inputs(c.study)
        own = kept.get(name)
        take = c.take if own is not None else None  # what is changed and waits for Restart is not of the training
        inputs = c.inputs if take is None else take.inputs
        files = {n: chosen.text for n, chosen in inputs.items() if chosen.text and not chosen.live}
        before = window.session.labs.get(name, LabState())
        again = any(Path(files.get(n, "")).parent == window.trainings for n in names if n in files)
        waits = c.take is None and bool(before.training)
        states[name] = LabState(
            before.inputs if waits else {n: text for n, text in files.items() if n not in names or not (own or again)},
            to_json(c.options if take is None else take.options),
            to_json(page.drawing) if page.drawing is not None else {},
            -1 if own is not None or c.playback.at_newest else c.playback.shown,
            _training(own, before if again or waits else LabState(), folder),
        )
    current = window.current()
    settings = {
        **window.session.settings,
        "theme": theme.asked,
        "scale": theme.scale,
        "language": window.language,
    }
    return Session(current.controller.study.name if current else "", states, tuple(window.recent), settings)


def _training(own: Kept | None, before: LabState, folder: Path | None) -> dict[str, Any]:
    """What the session says of a lab's training: as it was kept now, or before."""
    if own is not None:
        return vars(own)
    old = kept_from(before.training)
    there = old is not None and folder is not None and (not old.file or (folder / old.file).is_file())
    return before.training if there else {}
