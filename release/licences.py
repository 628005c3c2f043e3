"""Write assets/licences.json and THIRD_PARTY.md: what the application ships, at which version, under which licence.

The packages are those of the first section of requirements.lock; their licences and texts come from the metadata of the
installed packages. `--check` says whether the two files still name the same packages, versions and licences.

assets/licences.json is a list of objects with `name`, `version` ("" where it has none of its own), `licence` (an SPDX
expression), `homepage` and `text`.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import platform
import re
import sys
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
JSON = ROOT / "assets" / "licences.json"
TABLE = ROOT / "THIRD_PARTY.md"
LONGEST_TEXT = 20_000
"""Characters of a licence's text shown in the About window; the frozen application has every text whole, as files."""

SPDX = {
    # What the metadata leave out, or say in their own words.
    "cloudpickle": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "freetype-py": "BSD-3-Clause AND FTL",  # its wheel brings FreeType
    "h11": "MIT",
    "Jinja2": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "mpmath": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0 AND LGPL-2.1-or-later",  # its wheel brings FFmpeg
    "PySide6-Essentials": "LGPL-3.0-only",
    "safetensors": "Apache-2.0",
    "scikit-image": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sympy": "BSD-3-Clause",
    "torch": "BSD-3-Clause",
    "torchvision": "BSD-3-Clause",
}

HOMEPAGES = {
    "lazrs": "https://github.com/laz-rs/laz-rs-python",
    "PySide6-Essentials": "https://www.qt.io/qt-for-python",
    "shiboken6": "https://www.qt.io/qt-for-python",
    "colorama": "https://github.com/tartley/colorama",
}

TEXTS = {
    "PySide6-Essentials": (
        "Qt for Python and Qt are used under the GNU Lesser General Public License, version 3, as separate shared "
        "libraries that may be replaced by a modified build of the same version. Copyright (C) The Qt Company Ltd. and "
        "other contributors. The licence: https://www.gnu.org/licenses/lgpl-3.0.html; the sources: https://code.qt.io."
    ),
    "freetype-py": (
        "FreeType Python: BSD 3-Clause License. Copyright (c) 2011-2023, Nicolas P. Rougier. Portions of this "
        "software are copyright (c) 2023 The FreeType Project (https://freetype.org). All rights reserved."
    ),
    "cmap": "BSD 3-Clause License. Copyright (c) 2023, Talley Lambert.",
    "latex2mathml": "MIT License. Copyright (c) Ronie Martinez.",
}
TEXTS["shiboken6"] = TEXTS["PySide6-Essentials"]


OPEN3D = "open3d-cpu" if sys.platform == "linux" and platform.machine() == "x86_64" else "open3d"
"""As requirements-open3d.lock names it; the same library under the same licence."""


def shipped_packages() -> list[str]:
    """Names of the packages in the lock's first section, as it writes them, and Open3D's."""
    runtime, mark, _ = (ROOT / "requirements.lock").read_text(encoding="utf-8").partition("# --- development ---")
    if not mark:
        raise SystemExit("requirements.lock has lost the line that ends its first section")
    return [*re.findall(r"^([\w.-]+)==", runtime, flags=re.MULTILINE), OPEN3D]


def listed_name(package: str) -> str:
    """The name of a package in the list: Open3D's is the same on every system."""
    return "open3d" if package == OPEN3D else package


def licence_files(distribution: Distribution) -> list[tuple[PurePosixPath, Path]]:
    """Every licence text of an installed package: its path below the metadata folder, and the file."""
    found = []
    for file in distribution.files or []:
        folder, _, rest = str(file).replace("\\", "/").partition(".dist-info/")
        named = re.search(r"(?i)^licenses/|(licen[cs]e|copying|notice|copyright|authors)[^/]*$", rest)
        if "/" not in folder and named and Path(str(file.locate())).is_file():
            found.append((PurePosixPath(rest), Path(str(file.locate()))))
    return sorted(found, key=lambda pair: (len(pair[0].parts), len(pair[0].name), str(pair[0])))


def field(distribution: Distribution, name: str) -> str:
    """A single field of a package's metadata, "" where it is not given."""
    return str(distribution.metadata[name]) if name in distribution.metadata else ""


def describe(name: str) -> dict[str, str]:
    """One package's entry."""
    distribution = importlib.metadata.distribution(name)
    licence = SPDX.get(name) or field(distribution, "License-Expression") or field(distribution, "License")
    if not licence or "\n" in licence or len(licence) > 120:
        raise SystemExit(f"{name} does not say its licence in one line: add it to SPDX in {Path(__file__).name}")
    licence = {"BSD": "BSD-3-Clause", "Apache 2.0": "Apache-2.0"}.get(licence, licence)
    text = TEXTS.get(name, "")
    if not text:
        files = licence_files(distribution)
        if not files:
            raise SystemExit(f"{name} ships no licence text: add one to TEXTS in {Path(__file__).name}")
        text = files[0][1].read_text(encoding="utf-8", errors="replace").strip()
        if len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT].rstrip() + "\n[...] The whole text comes with the package."
    return {
        "name": listed_name(name),
        "version": distribution.version.partition("+")[0],
        "licence": licence,
        "homepage": HOMEPAGES.get(name) or homepage(distribution),
        "text": text,
    }


def homepage(distribution: Distribution) -> str:
    """The package's page: its declared home page, else its documentation or sources."""
    urls: dict[str, str] = {}
    for line in distribution.metadata.get_all("Project-URL") or []:
        label, _, url = line.partition(",")
        urls[label.strip().lower().replace("-", "").replace(" ", "")] = url.strip()
    if field(distribution, "Home-page"):
        return field(distribution, "Home-page")
    for label in ("homepage", "home", "repository", "source", "sourcecode", "github", "code", "documentation"):
        if label in urls:
            return urls[label]
    return next(iter(urls.values()), "")


def others() -> list[dict[str, str]]:
    """What is shipped and is no package of the lock."""
    font = (ROOT / "assets" / "fonts" / "Pretendard-LICENSE.txt").read_text(encoding="utf-8").strip()
    return [
        {
            "name": "Python",
            "version": "",
            "licence": "PSF-2.0",
            "homepage": "https://www.python.org",
            "text": "Python is copyright (c) 2001 Python Software Foundation. All rights reserved. "
            "Its licence: https://docs.python.org/3/license.html",
        },
        {
            "name": "Pretendard",
            "version": "",
            "licence": "OFL-1.1",
            "homepage": "https://github.com/orioncactus/pretendard",
            "text": font,
        },
    ]


def table(entries: list[dict[str, str]]) -> str:
    """THIRD_PARTY.md."""
    lines = [
        "# What Vitrine is built on",
        "",
        "Vitrine itself is under the MIT licence (LICENSE). It uses these packages as they are; the frozen application",
        "contains them with their licence texts. This list is made by `python release/licences.py`.",
        "",
        "| package | version | licence | page |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {entry['name']} | {entry['version']} | {entry['licence']} | {entry['homepage']} |" for entry in entries
    ]
    lines += [
        "",
        "The sample photos and data sets are read from scikit-image and scikit-learn, which list their sources.",
        "For development only, and not shipped: the second section of requirements.lock.",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the two files, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the files are out of date")
    arguments = parser.parse_args()
    entries = sorted([*map(describe, shipped_packages()), *others()], key=lambda entry: entry["name"].lower())
    if not arguments.check:
        JSON.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        TABLE.write_text(table(entries), encoding="utf-8")
        return 0

    def summary(listed: list[dict[str, str]]) -> set[tuple[str, str, str]]:
        return {(entry["name"], entry["version"], entry["licence"]) for entry in listed}

    written = json.loads(JSON.read_text(encoding="utf-8")) if JSON.is_file() else []
    stale = summary(written) ^ summary(entries)
    if stale or not TABLE.is_file() or TABLE.read_text(encoding="utf-8") != table(entries):
        names = ", ".join(sorted({name for name, _, _ in stale})) or TABLE.name
        print(f"The list of licences is out of date ({names}): run python release/licences.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
