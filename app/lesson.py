"""The lesson of a lab: a Markdown file in the user's language."""

from __future__ import annotations

import importlib

from app.folders import assets_folder
from engine.study import Progress, StudyRun
from widgets.formula import typeset


def lesson_text(study: str, language: str) -> str:
    """The lesson in ``language``, in English where it has not been translated, empty where there is none."""
    for folder in (language, "en"):
        path = assets_folder() / "lessons" / folder / f"{study.replace('-', '_')}.md"
        if path.exists():
            return path.read_text(encoding="utf-8")
    return ""


def typesetting(formulas: list[tuple[str, str, float]]) -> StudyRun:
    """Typeset formulas as a run, one a breath, after loading the typesetter, for which the window would stand still."""
    for name in ("latex2mathml.converter", "ziafont", "ziamath.zmath") if formulas else ():
        yield Progress(0, len(formulas), "")
        importlib.import_module(name)
    for number, arguments in enumerate(formulas):
        yield Progress(number, len(formulas), "")
        typeset(*arguments)
