"""The window's state as a session, and a lab's page as a session left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.session import LabState, Session
from engine.errors import VitrineError
from engine.options import from_json, to_json
from widgets.theme import theme

if TYPE_CHECKING:
    from app.page import LabPage
    from app.window import Window


def restore_page(page: LabPage, state: LabState) -> None:
    """Options, drawing, inputs and step as they were; the inputs' defaults where none were stored."""
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
    for name, text in {**controller.default_texts(), **stored}.items():
        controller.choose_input(name, text)
    if state.step >= 0:
        controller.playback.remember(state.step)
    if not controller.study.inputs:  # nothing to wait for
        controller.restart()


def session_of(window: Window) -> Session:
    """The state of the window. A list input has a line for each of its texts."""
    states = dict(window.session.labs)
    for name, page in window.pages.items():
        c = page.controller
        states[name] = LabState(
            {n: chosen.text for n, chosen in c.inputs.items() if chosen.text and not chosen.live},
            to_json(c.options),
            to_json(page.drawing) if page.drawing is not None else {},
            -1 if c.playback.at_newest else c.playback.shown,
        )
    current = window.current()
    settings = {
        **window.session.settings,
        "theme": theme.asked,
        "scale": theme.scale,
        "language": window.language,
    }
    return Session(current.controller.study.name if current else "", states, tuple(window.recent), settings)
