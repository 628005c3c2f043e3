"""RGB-D sequences from folders: TUM, ICL-NUIM and Redwood."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from engine.data.rgbd import RgbdSequence
from engine.study import Progress


def reading_sequence(path: Path) -> Generator[Progress, None, RgbdSequence]:
    """The sequence in a folder."""
    raise NotImplementedError
    yield
