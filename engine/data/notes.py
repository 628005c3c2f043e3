"""Sentences on what was changed or left out in reading a file, which the window can show in its own language."""

from __future__ import annotations


class Note(str):
    """An English sentence that remembers the template it was made from.

    ``template`` is marked with ``QT_TRANSLATE_NOOP("errors", ...)``; ``arguments`` are the values of its fields.
    Whoever does not translate simply uses the note as a text.
    """

    template: str
    arguments: dict[str, object]

    def __new__(cls, template: str, **arguments: object) -> Note:  # noqa: D102 - the class says it
        note = super().__new__(cls, template.format(**arguments))
        note.template = template
        note.arguments = arguments
        return note

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), self.arguments
