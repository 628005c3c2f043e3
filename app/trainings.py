"""Trainings that are kept with a session: their checkpoints lie in a folder beside it, and are gone on from."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.inputs import Chosen
from app.takes import is_dear
from engine.errors import InputError, VitrineError
from engine.options import to_json
from engine.runtime.runs import Request, Run, Share, State
from engine.study import Progress, Published, Study, StudyRun
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.controller import LabController
    from app.page import LabPage
    from app.session import Session
    from app.window import Window

SUFFIX = ".checkpoint.pt"
LARGEST = 256 * 2**20
"""Bytes of a checkpoint that is kept; larger ones are left out, and it is said."""


@dataclass(frozen=True)
class Kept:
    """A training in a session: ``file`` in the session's folder of trainings, at ``step``; or why there is none.

    ``megabytes`` is what the checkpoint would have taken where it was too large (0: it was not).
    """

    file: str = ""
    step: int = 0
    megabytes: int = 0


def kept_from(stored: Any) -> Kept | None:
    """What a session's JSON says of a training; None where it says nothing, or no plain name of a file.

    A session may come from a stranger: a name that leads out of its folder is not followed.
    """
    if not isinstance(stored, Mapping):
        return None
    file, step, megabytes = stored.get("file", ""), stored.get("step", 0), stored.get("megabytes", 0)
    if not (isinstance(file, str) and isinstance(step, int) and isinstance(megabytes, int)):
        return None
    plain = file == "" or (file.endswith(SUFFIX) and not set(file) & set("/\\:") and not file.startswith("."))
    return Kept(file, step, megabytes) if plain and (file or megabytes) else None


def trainings_folder(session: Path) -> Path:
    """The folder beside a session in which its trainings are kept."""
    return session.with_name(f"{session.stem}-trainings")


def checkpoint_inputs(study: Study) -> tuple[str, ...]:
    """The inputs from which a study goes on."""
    return tuple(i.name for i in study.inputs if i.type == "Checkpoint")


@dataclass(frozen=True, eq=False)
class Training:
    """A lab's training that is to be kept: its checkpoint as the run published it, or ``file``, kept before."""

    lab: str
    product: Published | None = None
    file: Path | None = None
    kept: Kept = Kept()


def training_of(controller: LabController) -> Training | None:
    """The training of a lab that is worth keeping: it took more than some seconds, or goes on from one that was kept.

    None where it failed, or where its inputs cannot be opened again.
    """
    take, study = controller.take, controller.study
    if take is None or take.run.state is State.FAILED:
        return None
    names = checkpoint_inputs(study)
    again = any(name in take.inputs for name in names)
    inputs = [take.inputs.get(i.name) for i in study.inputs if not i.optional]
    if not names or any(chosen is None or not chosen.text or chosen.live for chosen in inputs):
        return None
    product = next((p for p in reversed(take.run.products) if p.name.endswith(SUFFIX)), None)
    if product is None or not (again or is_dear(take.run)):
        return None
    return Training(study.name, product)


def trainings_of(window: Window) -> list[Training]:
    """What is to be kept with the window's session: the labs' trainings, and those of labs that were not opened."""
    found = []
    for name, state in window.session.labs.items():
        kept = kept_from(state.training)
        file = window.trainings / kept.file if kept is not None and kept.file else None
        if kept is not None and file is not None and file.is_file() and not _begun(window, name):
            found.append(Training(name, file=file, kept=kept))
    pages = [page.controller for page in window.pages.values()]
    return found + [training for training in map(training_of, pages) if training is not None]


def _begun(window: Window, lab: str) -> bool:
    """Whether a lab was opened so far that its training is its own again."""
    page = window.pages.get(lab)
    take = page.controller.take if page is not None else None
    return take is not None and bool(take.run.products or take.run.state.ended)


def keeping_trainings(trainings: list[Training], folder: Path) -> StudyRun:
    """Write checkpoints into ``folder`` as a run, under new names; the result is ``{lab: Kept}``.

    What was written before stays until :func:`forget_others`, so that a session and its trainings are replaced in one
    move. A training that cannot be written is left out of the result, and the others are written.
    """
    kept: dict[str, Kept] = {}
    for training in trainings:
        with contextlib.suppress(VitrineError, OSError):
            kept[training.lab] = _keep(training, folder)
        yield Progress(len(kept), len(trainings), QT_TRANSLATE_NOOP("progress", "trainings"))
    yield KeptTrainings(kept)


@dataclass(frozen=True, eq=False)
class KeptTrainings:
    """The frame the keeping ends with."""

    value: dict[str, Kept]


def _keep(training: Training, folder: Path) -> Kept:
    if training.file is not None:
        target = folder / training.file.name
        if training.file != target:
            _copy(training.file, target)
        return training.kept
    assert training.product is not None
    source: Any = training.product.object
    checkpoint = source.taken() if hasattr(source, "taken") else source
    if checkpoint.size > LARGEST:
        return Kept(step=checkpoint.step, megabytes=-(-checkpoint.size // 2**20))
    name = f"{training.lab}-{uuid.uuid4().hex[:12]}{SUFFIX}"
    checkpoint.save(folder / name)
    return Kept(name, checkpoint.step)


def _copy(source: Path, target: Path) -> None:
    """A second name where the disk allows it, else a copy: these files are never changed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def forget_others(folder: Path, names: set[str]) -> None:
    """Delete the trainings in ``folder`` that no session speaks of any more, and what a crash left of others."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if (path.name.endswith(SUFFIX) or SUFFIX[:11] in path.name) and path.name not in names and path.is_file():
                path.unlink(missing_ok=True)
        folder.rmdir()  # where it is empty


def write_with_trainings(session: Session, kept: Mapping[str, Kept], path: Path) -> None:
    """Write a session whose ``kept`` trainings lie in their folder, and delete there those of the one before.

    Raises
    ------
    InputError
        It cannot be written.
    """
    from app.session import write_session

    write_session(session, path)
    names = {training.file for state in session.labs.values() if (training := kept_from(state.training))}
    forget_others(trainings_folder(path), names | {one.file for one in kept.values()})


def save_last_session(window: Window, seconds: float = 1.5) -> None:
    """At the window's end: the trainings, for which it waits so long at most, then the session that speaks of them.

    Raises
    ------
    InputError
        It cannot be written.
    """
    from app.restoring import session_of
    from app.session import last_session_path

    path, trainings = last_session_path(), trainings_of(window)
    kept: dict[str, Kept] = {}
    if trainings:
        start = functools.partial(keeping_trainings, trainings, trainings_folder(path))
        kept = wait_for(window.engine.submit(Request("window/trainings", start, Share.POINTER)), seconds)
    write_with_trainings(session_of(window, kept, trainings_folder(path)), kept, path)


def wait_for(run: Run, seconds: float) -> dict[str, Kept]:
    """Wait for :func:`keeping_trainings` at the window's end; what it had not done by then is not in the result."""
    end = time.monotonic() + seconds
    while not run.state.ended and time.monotonic() < end:
        time.sleep(0.004)
    done = run.film.newest() if run.state.ended else None
    return done.value if isinstance(done, KeptTrainings) else {}


# -- going on ------------------------------------------------------------------------------------------


def without_checkpoint(study: Study, inputs: Mapping[str, Chosen], changed: set[str]) -> dict[str, Chosen]:
    """The inputs for changed options or inputs: a checkpoint goes on only with what it was made with.

    ``GOES_ON_WITH`` of the study are the options that may change.
    """
    if changed <= set(getattr(study.module, "GOES_ON_WITH", ())):
        return dict(inputs)
    return {name: chosen for name, chosen in inputs.items() if name not in checkpoint_inputs(study)}


def changed_options(before: Any, after: Any) -> set[str]:
    """The names of the options that differ."""
    old, new = to_json(before), to_json(after)
    return {name for name in new if new[name] != old.get(name)}


def start_anew(controller: LabController) -> None:
    """Leave the training that was kept and start one from the beginning, as a change that can be undone."""
    names = checkpoint_inputs(controller.study)
    controller.set_inputs({}, without=names)
    if controller.take is None or any(name in controller.take.inputs for name in names):
        controller.restart()


class GoingOn(QObject):
    """Opens a lab where its kept training stood, paused, and says so; where that cannot be read, without it."""

    def __init__(self, page: LabPage, texts: Mapping[str, str], file: Path, kept: Kept) -> None:
        super().__init__(page)
        self._page, self._texts, self._kept = page, dict(texts), kept
        controller = page.controller
        controller.opens_paused = True
        controller.failed.connect(self._failed)
        controller.moment_changed.connect(self._shown)
        name = checkpoint_inputs(controller.study)[0]
        controller.choose_inputs({**self._texts, name: str(file)})

    def _end(self) -> None:
        self._page.controller.failed.disconnect(self._failed)
        self._page.controller.moment_changed.disconnect(self._shown)
        self.deleteLater()

    def _shown(self, moment: Any) -> None:
        self._end()
        self._page.notice.say(
            self.tr("The training stands where it was when it was saved, at step {step}.").format(step=self._kept.step),
            "info",
            [
                ("toggle_play", self.tr("Go on from step {step}").format(step=self._kept.step)),
                ("start_anew", self.tr("Start anew")),
            ],
        )

    def _failed(self, error: VitrineError) -> None:
        controller = self._page.controller
        self._end()
        controller.opens_paused = False
        controller.refused.emit(error)  # it is said until after the next picture
        if controller.inputs:
            start_anew(controller)
        else:
            controller.choose_inputs(self._texts)


def lost() -> InputError:
    """What is said where the checkpoint of a session is not beside it any more."""
    return InputError(
        QT_TRANSLATE_NOOP("errors", "The training that was kept is not beside the session any more: it starts anew.")
    )


def too_large(kept: Kept) -> InputError:
    """What is said where the checkpoint was too large to be kept."""
    return InputError(
        QT_TRANSLATE_NOOP(
            "errors",
            "The training was not kept: its checkpoint after step {step} has {size} MB, and up to {limit} MB are kept.",
        ),
        step=kept.step,
        size=kept.megabytes,
        limit=LARGEST // 2**20,
    )
