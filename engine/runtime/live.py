"""A live source: one endless run, the study restarted for each picture, one recorded frame each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from engine.errors import VitrineError
from engine.study import LiveFrame, Progress, Study, StudyRun
from engine.text import QT_TRANSLATE_NOOP


class PictureSource(Protocol):
    """Where pictures come from: a camera or a video file, read in a thread of its own."""

    error: VitrineError | None
    frozen: bool

    @property
    def last(self) -> Any | None:
        """The picture handed out last."""
        ...

    def newest(self) -> Any | None:
        """The next picture, each handed out once; None while there is none."""
        ...


def live_run(
    study: Study, source: PictureSource, inputs: Mapping[str, Any], options: Any, name: str = "image"
) -> StudyRun:
    """Run ``study`` on each new picture of ``source`` as its input ``name``; yields the last frame of each run.

    A run that begins while the source is frozen takes the picture that stands still.

    Raises
    ------
    VitrineError
        The source's own error, when it has one.
    """
    waiting = Progress(0, 0, QT_TRANSLATE_NOOP("progress", "pictures"))
    begun = False
    while True:
        if source.error is not None:
            raise source.error
        picture = source.newest()
        if picture is None and source.frozen and not begun:
            picture = source.last
        if picture is None:
            yield waiting
            continue
        begun = True
        last = None
        for got in study.run({**inputs, name: picture}, options):
            if isinstance(got, Progress):
                yield got
            else:
                last = got
        if last is not None:
            yield LiveFrame(last, {name: picture})
