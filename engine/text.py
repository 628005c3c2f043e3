"""Marking of texts for translation, without Qt.

``pyside6-lupdate`` finds the strings by the name ``QT_TRANSLATE_NOOP``; ``app`` looks them up again in
the same context when it shows them. The engine itself only ever handles the English text.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Return ``text`` unchanged, marked for translation in ``context``."""
    del context
    return text
