"""Where the application keeps its own files; ``VITRINE_HOME`` puts them all into one folder."""

from __future__ import annotations

import os
from pathlib import Path


def settings_folder() -> Path:
    """For the last session and the window's settings."""
    home = os.environ.get("VITRINE_HOME")
    if home:
        return Path(home) / "settings"
    import platformdirs

    return Path(platformdirs.user_config_dir("Vitrine", appauthor=False))


def pictures_folder() -> Path:
    """For pictures that were pasted, so that a session and a script find them again."""
    home = os.environ.get("VITRINE_HOME")
    if home:
        return Path(home) / "pasted"
    import platformdirs

    return Path(platformdirs.user_data_dir("Vitrine", appauthor=False)) / "pasted"


def assets_folder() -> Path:
    """The data that Vitrine ships."""
    return Path(__file__).resolve().parents[1] / "assets"
