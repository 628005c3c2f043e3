"""Official weights: which there are, where they come from, what they must hash to, and where they may already lie."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP
from engine.weights import folders
from engine.weights.download import Missing, downloading
from engine.weights.hashing import hashing

_PREFIX = re.compile(r"-([a-f0-9]{8,64})\.")


@dataclass(frozen=True)
class Official:
    """One set of official weights.

    ``file`` is its name in Vitrine's cache and in packs, ``also`` names it may have elsewhere, ``urls`` where to get
    it (the first that exists), ``sha256_start`` what its hash begins with where the library publishes that.
    """

    library: str
    network: str
    weights: str
    file: str
    also: tuple[str, ...]
    urls: tuple[str, ...]
    sha256_start: str
    licence: str
    classes: int
    hub: tuple[tuple[str, str, str | None], ...] = ()


def timm_weights(network: str) -> tuple[str, ...]:
    """The tags of timm's weights of ``network``, the default first."""
    timm = load_timm()
    tags = []
    default = timm.get_pretrained_cfg(network)
    for name in timm.list_pretrained(f"{network}.*"):
        architecture, _, tag = name.partition(".")
        if architecture == network:
            tags.append(tag)
    first = default.tag if default is not None and default.has_weights else None
    return tuple(sorted(tags, key=lambda tag: (tag != first, tag)))


def torchvision_weights(network: str) -> tuple[str, ...]:
    """The names of torchvision's weights of ``network``, the default first."""
    enum = load_torchvision().models.get_model_weights(network)
    first = getattr(enum, "DEFAULT", None)
    return tuple(sorted((w.name for w in enum), key=lambda name: (first is None or name != first.name, name)))


def torchvision_entry(network: str, weights: str) -> Any:
    """Torchvision's own enum member for ``weights`` of ``network``."""
    return load_torchvision().models.get_model_weights(network)[weights]


def official(library: str, network: str, weights: str) -> Official:
    """What is known of the official weights ``weights`` (a tag of timm, a name of torchvision) of ``network``."""
    if library == "torchvision":
        entry = torchvision_entry(network, weights)
        name = entry.url.rsplit("/", 1)[-1]
        return Official(
            library,
            network,
            weights,
            name,
            (),
            (entry.url,),
            _hash_in(name),
            "CC-BY-NC-4.0" if "SWAG" in weights else "BSD-3-Clause",
            len(entry.meta["categories"]),
        )
    cfg = load_timm().get_pretrained_cfg(f"{network}.{weights}" if weights else network)
    urls: list[str] = []
    hub: list[tuple[str, str, str | None]] = []
    also: list[str] = []
    start = ""
    file = f"{network}.{weights}.safetensors" if weights else f"{network}.safetensors"
    if cfg.hf_hub_id:
        from huggingface_hub import hf_hub_url

        repository, _, revision = cfg.hf_hub_id.partition("@")
        for name in (cfg.hf_hub_filename,) if cfg.hf_hub_filename else ("model.safetensors", "pytorch_model.bin"):
            urls.append(hf_hub_url(repository, name, revision=revision or None))
            hub.append((repository, name, revision or None))
        also = [str(Path(file).with_suffix(".bin"))]  # where the hub has no safetensors
    elif isinstance(cfg.url, str) and cfg.url:
        name = cfg.url.rsplit("/", 1)[-1]
        urls, also, start = [cfg.url], [name], _hash_in(name)
        file = f"{network}.{weights}{Path(name).suffix}"
    return Official(
        library=library,
        network=network,
        weights=weights,
        file=file,
        also=tuple(also),
        urls=tuple(urls),
        sha256_start=start,
        licence=cfg.license or "not stated",
        classes=cfg.num_classes or 0,
        hub=tuple(hub),
    )


def _hash_in(name: str) -> str:
    found = _PREFIX.search(name)
    return found.group(1) if found else ""


def finding(wanted: Official) -> Generator[Progress, None, Path | None]:
    """The file of ``wanted`` on this computer, verified where a hash is known; None where it is missing or damaged.

    Class packs are searched first, then Vitrine's cache, then torch's own.
    """
    from engine.weights.packs import in_packs

    path = yield from in_packs(
        wanted.library, wanted.network, wanted.weights, (wanted.file, *wanted.also), wanted.sha256_start
    )
    if path is not None:
        return path
    for folder in folders.files_to_search():
        for name in (wanted.file, *wanted.also):
            candidate = folder / name
            if not candidate.is_file():
                continue
            if wanted.sha256_start and not (yield from hashing(candidate)).startswith(wanted.sha256_start):
                continue
            return candidate
    return _in_hub_cache(wanted)


def _in_hub_cache(wanted: Official) -> Path | None:
    """The file where timm itself downloaded it; the hub's own client verified it then."""
    for repository, name, revision in wanted.hub:
        from huggingface_hub import try_to_load_from_cache

        path = try_to_load_from_cache(repository, name, revision=revision)
        if isinstance(path, str) and Path(path).is_file() and path.endswith(".safetensors"):
            return Path(path)
    return None


def fetching(wanted: Official, folder: Path | None = None) -> Generator[Progress, None, Path]:
    """Find ``wanted``, else download it into ``folder`` (Vitrine's cache); the path of the file.

    Raises
    ------
    InputError
        It is not on this computer and cannot be downloaded, or does not hash to what it should.
    """
    found = yield from finding(wanted)
    if found is not None:
        return found
    target = (folder or folders.cache_folder()) / wanted.file
    known = (wanted.file, *wanted.also)
    reason = ""
    for url in wanted.urls:
        try:
            suffix = Path(url.rsplit("/", 1)[-1]).suffix
            named = next((name for name in known if name.endswith(suffix)), wanted.file)
            return (yield from downloading(url, target.with_name(named), sha256_start=wanted.sha256_start))
        except Missing as error:
            reason = str(error.arguments["reason"])
            if not error.absent:
                break
    raise InputError(
        QT_TRANSLATE_NOOP(
            "errors",
            "The weights {weights} of {network} are not on this computer and cannot be downloaded ({reason}): run "
            "'python main.py fetch {network} --to FOLDER' where there is internet and open that folder here as a "
            "class pack "
            "(--packs FOLDER), or give the weights file itself by its path.",
        ),
        weights=wanted.weights or "default",
        network=wanted.network,
        reason=reason or "no source is known",
    )
