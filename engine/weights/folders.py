"""Where weights lie: with the application, in the user's cache, in class packs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

BUNDLED = Path(__file__).resolve().parents[2] / "assets" / "weights"

_packs: list[Path] = []


def cache_folder() -> Path:
    """The folder downloaded weights are kept in: ``VITRINE_CACHE``, else the user's cache. It need not exist yet."""
    chosen = os.environ.get("VITRINE_CACHE")
    if chosen:
        return Path(chosen) / "weights"
    import platformdirs

    return Path(platformdirs.user_cache_dir("vitrine", appauthor=False)) / "weights"


def trained_folder() -> Path:
    """The folder of the weights the user trained: in ``VITRINE_CACHE``, else in the user's data; may not exist."""
    chosen = os.environ.get("VITRINE_CACHE")
    if chosen:
        return Path(chosen) / "trained"
    import platformdirs

    return Path(platformdirs.user_data_dir("vitrine", appauthor=False)) / "weights"


def pack_folders() -> tuple[Path, ...]:
    """The folders of class packs, in the order they are searched: those set, then those of ``VITRINE_PACKS``."""
    named = [Path(part) for part in os.environ.get("VITRINE_PACKS", "").split(os.pathsep) if part]
    return tuple(dict.fromkeys([*_packs, *named]))


def set_pack_folders(folders: Iterable[Path]) -> None:
    """Search these folders for class packs from now on, instead of those set before."""
    _packs[:] = [Path(folder) for folder in folders]


def files_to_search() -> tuple[Path, ...]:
    """Folders where official weights may already lie, besides the packs: Vitrine's cache, then torch's own."""
    home = os.environ.get("TORCH_HOME") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "torch"
    )
    return cache_folder(), Path(home) / "hub" / "checkpoints"
