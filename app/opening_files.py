"""What files that were dropped, pasted or opened become: inputs, the network's weights, a class pack, a session."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.folders import pictures_folder
from app.inputs import Chosen
from app.pairs import PAIR, TRUTH, has_pair, has_truth, in_order, is_transform
from engine.data import reading_clouds
from engine.data.image import picture_files
from engine.data.writing import write_bytes
from engine.errors import InputError, VitrineError
from engine.study import InputDescription, Study
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.page import LabPage
    from app.window import Window

WEIGHTS = (".safetensors", ".pth", ".pt", ".bin", ".ckpt")
VIDEOS = (".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v")


def open_files(window: Window, paths: Sequence[Path], onto: str = "") -> None:
    """Open files in the lab that is shown; ``onto`` is the input on whose panel they were dropped.

    What cannot be opened is said there, and what was shown stays.
    """
    page = window.current()
    if page is None:
        return
    if any(i.type in ("PointCloud", "RgbdSequence") for i in page.controller.study.inputs):
        plain = [path for path in paths if path.suffix.lower() == ".vitrine" or (path / "pack.json").exists()]
        clouds = [path for path in paths if path not in plain]
        if clouds:
            _open_clouds(window, page, clouds, onto)
        paths = plain
    for path in paths:
        open_file(window, path)


def open_file(window: Window, path: Path) -> None:
    """Open one file or folder in the lab that is shown, where that takes pictures or data."""
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
    elif "Photos" in kinds:
        folder = path if path.is_dir() else path.parent
        controller.choose_input(kinds["Photos"], str(folder))
        window.remember_file(str(folder))
    elif "Dataset" in kinds:
        controller.choose_input(kinds["Dataset"], str(path))
        window.remember_file(str(path))
    elif "Scene" in kinds:
        controller.choose_input(kinds["Scene"], str(path))
        window.remember_file(str(path))
    else:
        page.show_error(_no_use(path))


def _no_use(path: Path) -> InputError:
    return InputError(QT_TRANSLATE_NOOP("errors", "This lab has no use for {file}."), file=path.name)


# -- clouds ------------------------------------------------------------------------------------------


def _open_clouds(window: Window, page: LabPage, paths: Sequence[Path], onto: str) -> None:
    """Files and folders for a lab of clouds or RGB-D pictures; a matrix among them is the ground truth."""
    controller, study = page.controller, page.controller.study
    single = [i.name for i in study.inputs if i.type == "PointCloud" and not i.many]
    many = [i.name for i in study.inputs if i.type == "PointCloud" and i.many]
    sequence = next((i.name for i in study.inputs if i.type == "RgbdSequence"), "")
    if many and (onto in many or not single):
        ordered = sorted(paths, key=lambda path: path.name)
        _remember(window, ordered)
        controller.choose_input(many[0], "\n".join(map(str, ordered)))
        return
    if sequence and not single:
        _remember(window, paths[:1])
        controller.choose_input(sequence, str(paths[0]))
        return
    try:
        found = [file for path in paths for file in (_files_of_pair(path) if path.is_dir() else [path])]
    except OSError:
        found = []
    truths = [path for path in found if has_truth(study) and is_transform(path)]
    clouds = in_order(str(path) for path in found if path not in truths)
    values = {TRUTH: str(truths[0])} if truths else {}
    if has_pair(study) and len(clouds) > 1:
        chosen = dict(zip(PAIR, clouds, strict=False))
    elif clouds and single:
        chosen = {onto if onto in single else single[0]: clouds[0]}
    else:
        chosen = {}
    if chosen:
        _remember(window, [Path(text) for text in chosen.values()])
        controller.choose_inputs(chosen, values)
    elif values:
        try:
            controller.set_options(values)
        except VitrineError as error:
            page.show_error(error)
            return
    else:
        page.show_error(_no_use(paths[0]))
        return
    _say(window, chosen, len(clouds), onto, truths)


def _files_of_pair(folder: Path) -> list[Path]:
    """The clouds and matrices of a folder."""
    return [path for path in sorted(folder.iterdir()) if path.suffix.lower() in (*reading_clouds.SUFFIXES, ".log")]


def _say(window: Window, chosen: dict[str, str], count: int, onto: str, truths: Sequence[Path]) -> None:
    """What became of the files, where that is not plain to see."""
    names = {name: Path(text).name for name, text in chosen.items()}
    words = ""
    if names.keys() >= set(PAIR):
        words = QCoreApplication.translate("OpeningFiles", "{source} is the source, {target} the target")
        if count > 2:
            words = QCoreApplication.translate(
                "OpeningFiles", "Of {count} files {source} is the source, {target} the target"
            )
    elif PAIR[0] in names and onto != PAIR[0]:
        words = QCoreApplication.translate(
            "OpeningFiles", "{source} is the source; drop a file on the target's panel to change the target"
        )
    elif truths:
        words = QCoreApplication.translate("OpeningFiles", "Ground truth: {truth}")
    if words:
        window.actions_.toast(words.format(**names, count=count, truth=truths[0].name if truths else ""))


def _remember(window: Window, paths: Sequence[Path]) -> None:
    for path in reversed(paths):
        window.remember_file(str(path))


# -- what an input takes -----------------------------------------------------------------------------


def suits(described: InputDescription, path: Path) -> bool:
    """Whether a path looks like an input of this kind, by its name."""
    is_cloud = path.suffix.lower() in reading_clouds.SUFFIXES
    if described.type == "PointCloud":
        return is_cloud or (described.many and not path.suffix)
    if described.type in ("RgbdSequence", "Photos"):
        return not path.suffix
    return not is_cloud or path.suffix.lower() in (".npz", ".bin", ".npy")


def beside(kind: str, path: Path) -> list[Path]:
    """The files among which an open one is leafed through; none where it is a folder or gone."""
    try:
        if kind == "Image":
            return list(picture_files(path.parent))
        if kind == "PointCloud":
            return reading_clouds.cloud_files(path.parent)
    except (OSError, VitrineError):
        pass
    return []


def filters(study: Study) -> str:
    """The file dialog's filters for a study's inputs; "" for any file."""
    if not any(i.type == "PointCloud" for i in study.inputs):
        return ""
    endings = " ".join(f"*{suffix}" for suffix in (*reading_clouds.SUFFIXES, *((".log",) if has_truth(study) else ())))
    words = (
        QCoreApplication.translate("OpeningFiles", "Point clouds"),
        QCoreApplication.translate("OpeningFiles", "All files"),
    )
    return f"{words[0]} ({endings});;{words[1]} (*)"


def ask_paths(parent: QWidget, described: InputDescription, study: Study | None = None) -> list[str]:
    """Ask for the files or the folder of an input; none where the dialog is left."""
    folders = {
        "Dataset": QCoreApplication.translate("InputPanel", "Folder with one subfolder a class"),
        "RgbdSequence": QCoreApplication.translate(
            "OpeningFiles", "Folder of an RGB-D sequence (TUM, ICL-NUIM, Redwood)"
        ),
        "Scene": QCoreApplication.translate(
            "OpeningFiles", "Folder of posed photos (Blender, LLFF, COLMAP, nerfstudio)"
        ),
    }
    folders["Photos"] = QCoreApplication.translate("OpeningFiles", "Folder of photos of one place")
    if described.type in folders:
        name = QFileDialog.getExistingDirectory(parent, folders[described.type])
        return [name] if name else []
    chosen = filters(study) if study is not None else ""
    paths, _ = QFileDialog.getOpenFileNames(parent, QCoreApplication.translate("InputPanel", "Open"), "", chosen)
    return list(paths)


# -- pictures, packs, live sources -------------------------------------------------------------------


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
