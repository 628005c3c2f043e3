"""Opening a network: found by name, built, filled with weights, made still, and its layers listed."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.data.notes import Note
from engine.errors import Cancelled, InputError, VitrineError
from engine.networks.arguments import parse_arguments
from engine.networks.opened import Layer, OpenedNetwork, Preprocessing
from engine.networks.options import NetworkOptions
from engine.runtime import devices
from engine.runtime.cache import cache
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP
from engine.weights.cards import Card, card_beside, card_named, cards_of

if TYPE_CHECKING:
    from torch import nn

    from engine.networks.naming import Resolved

__all__ = ["Layer", "OpenedNetwork", "Preprocessing", "open_network", "opening"]

Opening = Generator[Progress, None, OpenedNetwork]
_SUFFIXES = (".safetensors", ".pth", ".pt", ".bin", ".ckpt", ".tar")


def open_network(options: NetworkOptions, *, features: bool = False) -> OpenedNetwork:
    """:func:`opening`, run to its end: the form for scripts."""
    running = opening(options, features=features)
    while True:
        try:
            next(running)
        except StopIteration as end:
            network: OpenedNetwork = end.value
            return network


def opening(options: NetworkOptions, *, features: bool = False) -> Opening:
    """The network that ``options`` ask for, with breaths on the way; from the cache where it was opened before.

    ``features`` True also opens networks without a classifier (DINO), whose outputs are features.

    Raises
    ------
    InputError
        An unknown name, no classifier, weights that are missing or do not fit, arguments the library does not take.
    """
    arguments = parse_arguments(options.network_args)
    key = ("network", *_identity(options), devices.current(), features)
    network: OpenedNetwork | None = cache.get(key)
    if network is None:
        network = yield from _opened(options, arguments, features)
        size = sum(t.numel() * t.element_size() for t in (*network.module.parameters(), *network.module.buffers()))
        cache.put(key, network, size)
    if options.labels:
        from engine.networks.labels import read_labels

        names = read_labels(Path(options.labels), len(network.labels))
        network = dataclasses.replace(network, labels=names)
    return network


def _identity(options: NetworkOptions) -> tuple[Any, ...]:
    """What decides the weights: the options' texts, the files they name in their present state, the seed."""
    identity: list[Any] = [options.network, options.weights, options.network_args, options.seed]
    for text in (options.network, options.weights):
        try:
            state = Path(text).stat() if text else None
        except (OSError, ValueError):
            state = None
        identity.append(state and (state.st_mtime_ns, state.st_size))
    if options.weights not in ("none",):
        identity[3] = 0
    return tuple(identity)


@dataclass(frozen=True)
class _Loaded:
    """A network with its weights, before it is made still."""

    found: Resolved
    module: nn.Module
    preprocessing: Preprocessing
    labels: tuple[str, ...]
    source: str
    notes: tuple[str, ...] = ()
    card: dict[str, Any] | None = None


def _opened(options: NetworkOptions, arguments: dict[str, Any], features: bool) -> Opening:
    yield Progress(0, 4, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    from engine.networks.naming import resolve
    from engine.runtime.torch_loading import load_torch

    load_torch()
    yield Progress(0, 4, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    found = resolve(options.network)
    yield Progress(1, 4, QT_TRANSLATE_NOOP("progress", "finding weights"), preparing=True)
    loaded = yield from _loaded(found, options, arguments, features)
    yield Progress(3, 4, QT_TRANSLATE_NOOP("progress", "listing layers"), preparing=True)
    _still(loaded.module)
    module = _on_device(loaded.module)
    return _described(loaded, module, options, features)


def _loaded(
    found: Resolved, options: NetworkOptions, arguments: dict[str, Any], features: bool
) -> Generator[Progress, None, _Loaded]:
    """The network with the weights ``options.weights`` asks for."""
    wanted = options.weights.strip()
    own = (found.card,) if found.card is not None else cards_of(found.name) if found.library == "vitrine" else ()
    if wanted == "none":
        return _random(found, arguments, options.seed)
    if wanted in ("", "bundled") or (wanted == "default" and found.library == "vitrine"):
        if own:
            return (yield from _from_card(found, own[0], arguments))
        if wanted == "bundled" or found.library == "vitrine":
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "No weights of {network} come with Vitrine: choose none (random, from the seed), or give a "
                    "file's path.",
                ),
                network=found.name,
            )
    if wanted not in ("", "default"):
        path = Path(wanted)
        if path.exists() or path.suffix in _SUFFIXES or "/" in wanted or "\\" in wanted:
            return (yield from _from_file(found, path, arguments))
        card = card_named(wanted)
        if card is not None:
            if found.library != "vitrine" or card.network != found.name:
                raise _of_another(wanted, card.network, found.name)
            return (yield from _from_card(found, card, arguments))
    return (yield from _official(found, "" if wanted == "default" else wanted, arguments, features))


def _of_another(weights: str, theirs: str, ours: str) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{weights} are weights of {theirs}, not of {network}."),
        weights=weights,
        theirs=theirs,
        network=ours,
    )


def _random(found: Resolved, arguments: dict[str, Any], seed: int) -> _Loaded:
    """``torch.manual_seed(seed)``, then the library's own constructor: the same bits as without Vitrine."""
    from engine.networks.building import build, preprocessing_of, seeded, split_arguments

    card = found.card
    if card is not None:
        arguments = {**card.arguments, **arguments}
    theirs, side = split_arguments(arguments)
    with seeded(seed):
        module = build(found, theirs)
    preprocessing = preprocessing_of(found, module, "", theirs, side)
    labels: tuple[str, ...] = ()
    if card is not None:
        preprocessing, labels = _as_on_card(preprocessing, card, side), card.classes
    return _Loaded(found, module, preprocessing, labels, "none")


def _as_on_card(preprocessing: Preprocessing, card: Card, side: int) -> Preprocessing:
    size = side if side and not preprocessing.fixed_size else card.input_size
    return dataclasses.replace(
        preprocessing,
        size=(size, size),
        resize=(size, size),
        channels=card.arguments["in_channels"],
        mean=card.mean,
        std=card.std,
    )


def _from_card(found: Resolved, card: Card, arguments: dict[str, Any]) -> Generator[Progress, None, _Loaded]:
    """An own network with the weights of ``card``, which must have the hash the card gives."""
    from engine.weights.hashing import hashing

    if card.sha256 and (yield from hashing(card.file)) != card.sha256:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is damaged: its hash is not the one on its card."), file=card.file.name
        )
    return (yield from _own_file(found, card.file, card, {**card.arguments, **arguments}, card.name))


def _own_file(
    found: Resolved, path: Path, card: Card | None, arguments: dict[str, Any], source: str
) -> Generator[Progress, None, _Loaded]:
    """A network with the tensors of a file, strictly."""
    from engine.networks.building import preprocessing_of, split_arguments
    from engine.networks.fitting import fit
    from engine.weights.files import read_state

    state, notes = read_state(path)
    yield Progress(2, 4, QT_TRANSLATE_NOOP("progress", "building"), preparing=True)
    theirs, side = split_arguments(arguments)
    fitted = fit(state, path, found, theirs)
    preprocessing = preprocessing_of(fitted.found, fitted.module, "", fitted.arguments, side)
    labels: tuple[str, ...] = ()
    if card is not None:
        preprocessing, labels = _as_on_card(preprocessing, card, side), card.classes
    return _Loaded(
        fitted.found,
        fitted.module,
        preprocessing,
        labels,
        source,
        (*notes, *fitted.notes),
        card.content if card else None,
    )


def _from_file(found: Resolved, path: Path, arguments: dict[str, Any]) -> Generator[Progress, None, _Loaded]:
    """A network with a file of the user's: official weights under their own name, or anything that fits strictly."""
    from engine.networks.own import own_networks
    from engine.weights.hashing import hashing

    if found.library == "torchvision" and not arguments and path.is_file():
        from engine.weights.official import official, torchvision_weights

        for weights in torchvision_weights(found.name):
            entry = official(found.library, found.name, weights)
            if entry.file == path.name and (yield from hashing(path)).startswith(entry.sha256_start or "-"):
                return _with_official(found, weights, path, arguments)
    card = card_beside(path)
    if card is not None and card.network not in own_networks():
        card = None
    if card is not None:
        if found.library != "vitrine" or card.network != found.name:
            raise _of_another(path.name, card.network, found.name)
        if not card.sha256 or (yield from hashing(path)) == card.sha256:
            return (yield from _own_file(found, path, card, {**card.arguments, **arguments}, path.name))
    return (yield from _own_file(found, path, None, arguments, path.name))


def _official(
    found: Resolved, weights: str, arguments: dict[str, Any], features: bool
) -> Generator[Progress, None, _Loaded]:
    """A network with official weights by name ("": the default, or the tag in the network's name)."""
    from engine.networks.naming import not_a_classifier, other_library
    from engine.weights.official import fetching, official, timm_weights, torchvision_weights

    weights = weights or found.tag
    if found.library == "vitrine":
        known = tuple(card.name for card in cards_of(found.name))
    else:
        known = timm_weights(found.name) if found.library == "timm" else torchvision_weights(found.name)
    notes: tuple[str, ...] = ()
    if not weights:
        if not known:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "{library} has no weights of {network}: choose none (random, from the seed), or give a "
                    "file's path.",
                ),
                library=found.library,
                network=found.name,
            )
        weights = known[0]
    plain = weights.rpartition(".")[2] if found.library == "torchvision" else weights.removeprefix(f"{found.name}.")
    if plain not in known:
        other = other_library(found)
        theirs = torchvision_weights(other.name) if other is not None else ()
        plain = weights.rpartition(".")[2]
        if other is None or plain not in theirs:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "There are no weights {weights} of {network}; there are {known}."),
                weights=weights,
                network=found.name,
                known=", ".join(("none", *known, *theirs)),
            )
        notes = (
            Note(
                QT_TRANSLATE_NOOP(
                    "errors", "{weights} are weights of {library}'s {network}, so it was opened as that one."
                ),
                weights=plain,
                library=other.library,
                network=other.name,
            ),
        )
        found = other
    entry = official(found.library, found.name, plain)
    if entry.classes == 0 and not features:  # said before anything is downloaded
        raise not_a_classifier(f"{found.name}.{plain}")
    path = yield from fetching(entry)
    yield Progress(2, 4, QT_TRANSLATE_NOOP("progress", "building"), preparing=True)
    return dataclasses.replace(_with_official(found, plain, path, arguments), notes=notes)


def _with_official(found: Resolved, weights: str, path: Path, arguments: dict[str, Any]) -> _Loaded:
    from engine.networks.building import build_official, preprocessing_of, seeded, split_arguments

    theirs, side = split_arguments(arguments)
    with seeded(0):
        module = build_official(found, weights, path, theirs)
    labels: tuple[str, ...] = ()
    if found.library == "torchvision":
        from engine.weights.official import torchvision_entry

        labels = tuple(torchvision_entry(found.name, weights).meta["categories"])
    return _Loaded(found, module, preprocessing_of(found, module, weights, theirs, side), labels, weights)


def _still(module: nn.Module) -> None:
    """Evaluation mode, no ``inplace``, no parameter that asks for a gradient."""
    module.eval()
    for part in module.modules():
        if getattr(part, "inplace", False) is True:
            part.inplace = False  # type: ignore[assignment]
            part.written_in_place = True  # type: ignore[assignment]  # for inspection.hooks.as_written
    for parameter in module.parameters():
        parameter.requires_grad_(False)


def _on_device(module: nn.Module) -> nn.Module:
    import torch

    module = module.to(torch.device(devices.current()))
    if any(parameter.ndim == 5 for parameter in module.parameters()):  # films: channels last is for two axes
        return module
    moved: nn.Module = module.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return moved


def _described(loaded: _Loaded, module: nn.Module, options: NetworkOptions, features: bool) -> OpenedNetwork:
    """The opened network: its layers by one forward pass, its class names, its title."""
    import torch

    from engine.networks.catalogue import title_of
    from engine.networks.labels import complete, imagenet_names
    from engine.networks.layers import trace
    from engine.networks.naming import not_a_classifier

    found, preprocessing = loaded.found, loaded.preprocessing
    try:
        traced = trace(module, preprocessing.channels, preprocessing.size)
    except (VitrineError, Cancelled, MemoryError, torch.OutOfMemoryError):
        raise
    except Exception as error:  # a network that wants another kind of input can fail in any way
        raise not_a_classifier(found.name) from error
    answer = traced.answer
    is_vector = isinstance(answer, torch.Tensor) and answer.ndim == 2 and answer.shape[0] == 1
    if not is_vector or (getattr(module, "num_classes", None) == 0 and not features):
        raise not_a_classifier(found.name)
    outputs = int(answer.shape[1])
    names = loaded.labels
    if not names and getattr(module, "num_classes", None) != 0:
        names = imagenet_names(outputs)
    described = "|".join(
        (found.library, found.name, loaded.source, options.network_args, str(_identity(options)[3:]), devices.current())
    )
    return OpenedNetwork(
        name=found.name,
        title=title_of(found.name),
        library=found.library,
        module=module,
        labels=complete(names, outputs),
        preprocessing=preprocessing,
        layers=traced.layers,
        stages=traced.stages,
        key=described,
        notes=loaded.notes,
        card=loaded.card,
        source=loaded.source,
    )
