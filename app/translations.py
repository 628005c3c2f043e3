"""Keep the translation catalogues true: ``python -m app.translations`` updates, ``--check`` only tells.

Collects the texts of app, widgets and engine with Qt's lupdate into assets/translations/vitrine_ko.ts and compiles the
finished ones with lrelease. ``--check`` fails where a text is missing, unfinished, or the compiled catalogue is older
than its source.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "assets" / "translations" / "vitrine_ko.ts"
ROOMS = ("app", "widgets", "engine")


def _tool(name: str) -> str:
    """Qt's own program beside this Python."""
    found = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent)) or shutil.which(f"pyside6-{name}")
    if found is None:
        sys.exit(f"pyside6-{name} is not installed.")
    return found


def collect(catalogue: Path) -> None:
    """Bring ``catalogue`` up to date with the sources: new texts unfinished, gone ones removed."""
    sources = sorted(str(path.relative_to(ROOT)) for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    command = [_tool("lupdate"), "-silent", "-no-obsolete", "-locations", "none", *sources, "-ts", str(catalogue)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def compile_catalogue(catalogue: Path, compiled: Path) -> None:
    """Write the .qm that the window loads."""
    command = [_tool("lrelease"), "-silent", "-nounfinished", str(catalogue), "-qm", str(compiled)]
    subprocess.run(command, check=True, capture_output=True)


def messages(catalogue: Path) -> dict[tuple[str, str], tuple[str, bool]]:
    """(context, source) to (translation, finished)."""
    found = {}
    for context in ElementTree.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            text = (translation.text if translation is not None else "") or ""
            finished = translation is not None and translation.get("type") is None and bool(text)
            found[name, message.findtext("source") or ""] = (text, finished)
    return found


def problems() -> list[str]:
    """What is not up to date, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        fresh, compiled = Path(folder) / CATALOGUE.name, Path(folder) / "fresh.qm"
        shutil.copy(CATALOGUE, fresh)
        collect(fresh)
        wanted, kept = messages(fresh), messages(CATALOGUE)
        found = [f"not in the catalogue: {context}: {source}" for context, source in wanted.keys() - kept.keys()]
        found += [f"no longer used: {context}: {source}" for context, source in kept.keys() - wanted.keys()]
        found += [f"not translated: {context}: {source}" for (context, source), (_, done) in kept.items() if not done]
        compile_catalogue(CATALOGUE, compiled)
        shipped = CATALOGUE.with_suffix(".qm")
        if not shipped.exists() or shipped.read_bytes() != compiled.read_bytes():
            found.append(f"{shipped.name} is not what {CATALOGUE.name} compiles to")
    return found


def main(arguments: list[str]) -> int:
    """Update, or with ``--check`` only tell; returns the exit code."""
    if "--check" in arguments:
        found = problems()
        print("\n".join(found) if found else "The translations are up to date.")
        return 1 if found else 0
    collect(CATALOGUE)
    compile_catalogue(CATALOGUE, CATALOGUE.with_suffix(".qm"))
    unfinished = sum(not done for _, done in messages(CATALOGUE).values())
    print(f"{len(messages(CATALOGUE))} texts, {unfinished} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
