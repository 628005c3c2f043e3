"""What a file that was dropped, pasted or opened becomes: an input, the network's weights, a class pack, a session."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QGuiApplication

from app.folders import pictures_folder
from app.inputs import Chosen
from engine.data.image import picture_files
from engine.data.writing import write_bytes
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.window import Window

WEIGHTS = (".safetensors", ".pth", ".pt", ".bin", ".ckpt")
VIDEOS = (".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v")


def open_file(window: Window, path: Path) -> None:
    """Open ``path`` in the lab that is shown; what cannot be opened is said there, and what was shown stays."""
    page = window.current()
    if page is None:
        return
    controller, suffix = page.controller, path.suffix.lower()
    kinds = {described.type: described.name for described in controller.study.inputs}
    options = {described.name for described in controller.study.options}
    if suffix == ".vitrine":
        window.open_session(path)
    elif path.is_dir() and (path / "pack.json").exists():
        _use_pack(window, path)
    elif suffix in WEIGHTS and "Checkpoint" in kinds and path.name.endswith(".checkpoint.pt"):
        controller.choose_input(kinds["Checkpoint"], str(path))
    elif suffix in WEIGHTS and "weights" in options:
        controller.set_option("weights", str(path))
    elif suffix in VIDEOS and "Image" in kinds and page.lab.live:
        open_video(window, path)
    elif "Image" in kinds and (not path.is_dir() or "Dataset" not in kinds):
        if path.is_dir():
            path = _first_picture(path)
        controller.choose_input(kinds["Image"], str(path))
        window.remember_file(str(path))
    elif "Dataset" in kinds:
        controller.choose_input(kinds["Dataset"], str(path))
        window.remember_file(str(path))
    else:
        page.show_error(InputError(QT_TRANSLATE_NOOP("errors", "This lab has no use for {file}."), file=path.name))


def _first_picture(folder: Path) -> Path:
    """A folder opens as its first picture; the others are leafed through."""
    found = picture_files(folder)
    return found[0] if found else folder


def _use_pack(window: Window, folder: Path) -> None:
    stored = [str(folder), *(p for p in window.session.settings.get("packs", []) if p != str(folder))]
    window.session.settings["packs"] = stored
    window.use_packs([])
    text = QCoreApplication.translate("OpeningFiles", "Class pack {name}: its networks open without the internet")
    window.actions_.toast(text.format(name=folder.name))
    for page in window.pages.values():
        page.controller.ask_choices()


def open_video(window: Window, path: Path) -> None:
    """A video file as the live source of the lab that is shown."""
    from engine.data.live import LiveSource

    _use_source(window, LiveSource.video(path), path.name)


def open_camera(window: Window, index: int = 0) -> None:
    """A camera as the live source of the lab that is shown."""
    from engine.data.live import LiveSource

    _use_source(window, LiveSource.camera(index), QCoreApplication.translate("OpeningFiles", "camera"))


def _use_source(window: Window, source: object, name: str) -> None:
    page = window.current()
    if page is None:
        return
    kinds = {described.type: described.name for described in page.controller.study.inputs}
    page.controller.set_input(kinds["Image"], Chosen(name, None, source))


def paste(window: Window) -> None:
    """Open the picture or the files on the clipboard."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime.hasUrls():
        window.open_files([url.toLocalFile() for url in mime.urls() if url.isLocalFile()])
        return
    picture = QGuiApplication.clipboard().image()
    if picture.isNull():
        raise InputError(QT_TRANSLATE_NOOP("errors", "There is no picture on the clipboard."))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    path = pictures_folder() / f"pasted-{time.strftime('%Y%m%d-%H%M%S')}.png"
    write_bytes(path, bytes(buffer.data().data()))
    window.open_files([str(path)])
