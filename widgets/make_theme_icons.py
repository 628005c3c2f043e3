"""Write ``assets/icons/dark`` and ``assets/icons/light``: the pictures the style sheet needs, in a theme's colours.

Run as ``python -m widgets.make_theme_icons`` after changing a colour in ``widgets/theme.py``.
"""

from __future__ import annotations

from pathlib import Path

from widgets.theme import ASSETS, DARK, LIGHT, Tokens

_STROKE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="{colour}" '
    'stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>\n'
)
_SWITCH = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="18" viewBox="0 0 32 18">'
    '<rect width="32" height="18" rx="9" fill="{track}"/><circle cx="{x}" cy="9" r="6.5" fill="{knob}"/></svg>\n'
)


def pictures(t: Tokens) -> dict[str, str]:
    """File name -> SVG text, in the colours of theme ``t``."""
    off = t.track if t.name == "dark" else "#9aa3ab"  # a light track would hardly show on white
    return {
        "chevron-down.svg": _STROKE.format(colour=t.quiet, path="M6 9l6 6 6-6"),
        "chevron-right.svg": _STROKE.format(colour=t.quiet, path="M9 6l6 6-6 6"),
        "check.svg": _STROKE.format(colour=t.accent, path="M5 12.5l4.5 4.5L19 7"),
        "switch-on.svg": _SWITCH.format(track=t.accent, knob=t.on_accent if t.name == "light" else t.knob, x=23),
        "switch-off.svg": _SWITCH.format(track=off, knob=t.knob, x=9),
    }


def make(folder: Path) -> None:
    """Write the pictures of both themes under ``folder``."""
    for t in (DARK, LIGHT):
        (folder / t.name).mkdir(parents=True, exist_ok=True)
        for name, text in pictures(t).items():
            (folder / t.name / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make(ASSETS / "icons")
