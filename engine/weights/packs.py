"""Class packs: official weights in one folder, made where there is internet, accepted by any installation.

A pack is a folder with ``pack.json``: for each file its network, weights, library, SHA-256, bytes, licence and card. A
folder of loose weights files under their official names is accepted too.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from engine.data.writing import write_bytes
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP
from engine.weights import folders
from engine.weights.cards import cards_in, cards_of
from engine.weights.hashing import hashing

FORMAT = 1


def read_pack(folder: Path) -> tuple[dict[str, Any], ...]:
    """The entries of a folder's ``pack.json``, those that are well formed; empty where there is no such file.

    Raises
    ------
    InputError
        The file is there but is not the list of a class pack.
    """
    path = folder / "pack.json"
    try:
        if not path.is_file():
            return ()
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = content["weights"]
        if content["format"] != FORMAT or not isinstance(entries, list):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not the list of a class pack."), file=str(path)
        ) from error
    texts = ("network", "weights", "library", "file", "sha256")
    return tuple(
        entry
        for entry in entries
        if isinstance(entry, dict)
        and all(isinstance(entry.get(key), str) for key in texts)
        and entry["file"] == Path(entry["file"]).name  # never a path out of the folder
    )


def use_packs(folder: Path) -> tuple[str, ...]:
    """Search ``folder`` for weights from now on; the names of the networks it brings.

    Raises
    ------
    InputError
        It is not a folder, or holds no weights.
    """
    if not folder.is_dir():
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is not a folder."), file=str(folder))
    names = [entry["network"] for entry in read_pack(folder)]
    names += [card.network for card in cards_in(folder)]
    names += [path.name for kind in ("*.safetensors", "*.pth", "*.bin") for path in folder.glob(kind) if not names]
    if not names:
        raise InputError(QT_TRANSLATE_NOOP("errors", "The folder {file} holds no weights."), file=str(folder))
    if folder not in folders.pack_folders():
        folders.set_pack_folders([*folders.pack_folders(), folder])
    return tuple(dict.fromkeys(names))


def in_packs(
    library: str, network: str, weights: str, names: Sequence[str], sha256_start: str = ""
) -> Generator[Progress, None, Path | None]:
    """The file of official weights in one of the pack folders, its hash verified; None where no pack has it.

    Raises
    ------
    InputError
        A pack lists the file but it does not have the hash the pack gives.
    """
    for folder in folders.pack_folders():
        if not folder.is_dir():
            continue
        for entry in read_pack(folder):
            if (entry["library"], entry["network"], entry["weights"]) != (library, network, weights):
                continue
            path: Path = folder / str(entry["file"])
            if not path.is_file():
                continue
            found = yield from hashing(path)
            if found != entry["sha256"] or not found.startswith(sha256_start):
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "errors", "{file} in the class pack {folder} is damaged: its hash is not the listed one."
                    ),
                    file=path.name,
                    folder=str(folder),
                )
            return path
        listed = {entry["file"] for entry in read_pack(folder)}
        for name in names:
            path = folder / name
            if name not in listed and path.is_file():
                if sha256_start and not (yield from hashing(path)).startswith(sha256_start):
                    continue
                return path
    return None


def make_pack(names: Sequence[str], folder: Path) -> Generator[Progress, None, tuple[str, ...]]:
    """Put the weights of the networks ``names`` into ``folder`` with hashes, cards and licences; the files' names.

    A name is a network's (its default weights), ``NETWORK.TAG`` of timm, bundled weights', or ``course``: the course's
    list. Entries the pack already has stay. ``pack.json`` is written after each file, so a cut pack is a smaller pack.

    Raises
    ------
    InputError
        A name is unknown, has no official weights, or cannot be downloaded.
    """
    from engine.networks.catalogue import COURSE
    from engine.networks.naming import resolve
    from engine.weights.official import fetching, official, timm_weights, torchvision_weights

    wanted = [part for name in names for part in (COURSE if name == "course" else (name,))]
    entries = {entry["file"]: entry for entry in read_pack(folder)}
    written = []
    for number, name in enumerate(dict.fromkeys(wanted)):
        yield Progress(number, len(wanted), name)
        found = resolve(name)
        card: dict[str, Any]
        if found.card is not None or found.library == "vitrine":
            own = (found.card,) if found.card is not None else cards_of(found.name)
            if not own:
                raise InputError(
                    QT_TRANSLATE_NOOP("errors", "There are no weights of {network} to put into a pack."),
                    network=found.name,
                )
            source, file, weights, licence, card = (
                own[0].file,
                own[0].file.name,
                own[0].name,
                own[0].licence,
                own[0].content,
            )
        else:
            known = timm_weights(found.name) if found.library == "timm" else torchvision_weights(found.name)
            tag = found.tag or (known[0] if known else "")
            if not tag:
                raise InputError(
                    QT_TRANSLATE_NOOP("errors", "There are no weights of {network} to put into a pack."),
                    network=found.name,
                )
            entry = official(found.library, found.name, tag)
            listed = entries.get(entry.file)
            source = folder / entry.file
            if listed is None or not source.is_file() or (yield from hashing(source)) != listed["sha256"]:
                source = yield from fetching(entry, folder)
            file = Path(entry.file).with_suffix(source.suffix).name
            weights, licence = tag, entry.licence
            card = {
                "name": f"{found.name} {tag}",
                "network": found.name,
                "library": found.library,
                "classes": entry.classes,
            }
        target = folder / file
        if source.resolve() != target.resolve():
            yield from _copying(source, target)
        if found.library == "vitrine":
            write_bytes(target.with_suffix(".json"), (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode())
        sha256 = yield from hashing(target)
        entries[file] = {
            "network": found.name,
            "library": found.library,
            "weights": weights,
            "file": file,
            "sha256": sha256,
            "bytes": target.stat().st_size,
            "licence": licence,
            "card": card,
        }
        listing = {"format": FORMAT, "weights": list(entries.values())}
        write_bytes(folder / "pack.json", (json.dumps(listing, indent=2, ensure_ascii=False) + "\n").encode())
        written.append(file)
    return tuple(written)


def _copying(source: Path, target: Path) -> Generator[Progress, None, None]:
    """Copy a file beside its target and rename it, with breaths."""
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as read, partial.open("wb") as write:
            total = source.stat().st_size
            while chunk := read.read(8 << 20):
                write.write(chunk)
                yield Progress(write.tell(), total, f"bytes of {target.name}")
        shutil.copymode(source, partial)
        partial.replace(target)
    except OSError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} cannot be written: {reason}."),
            file=str(target),
            reason=(error.strerror or str(error)).lower(),
        ) from error
