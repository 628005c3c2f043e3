"""The lesson of a lab: a Markdown file in the user's language."""

from __future__ import annotations

from app.folders import assets_folder


def lesson_text(study: str, language: str) -> str:
    """The lesson in ``language``, in English where it has not been translated, empty where there is none."""
    for folder in (language, "en"):
        path = assets_folder() / "lessons" / folder / f"{study.replace('-', '_')}.md"
        if path.exists():
            return path.read_text(encoding="utf-8")
    return ""
