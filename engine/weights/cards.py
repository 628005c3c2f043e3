"""Cards: the JSON beside a weights file that tells which network it is of, its classes and its input."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP
from engine.weights import folders


@dataclass(frozen=True)
class Card:
    """A checked card: ``content`` is the JSON object, ``file`` the weights file it belongs to."""

    name: str
    network: str
    file: Path
    content: dict[str, Any]

    @property
    def arguments(self) -> dict[str, int]:
        """``num_classes`` and ``in_channels`` the network is built with."""
        return dict(self.content["network_arguments"])

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes, one per output."""
        return tuple(self.content["classes"])

    @property
    def mean(self) -> tuple[float, ...]:
        """Mean of the training pictures, a number a channel, on the scale 0 to 1."""
        return tuple(float(v) for v in self.content["mean"])

    @property
    def std(self) -> tuple[float, ...]:
        """Deviation of the training pictures, a number a channel, on the scale 0 to 1."""
        return tuple(float(v) for v in self.content["std"])

    @property
    def input_size(self) -> int:
        """Side of the square input, in pixels."""
        return int(self.content["input_size"])

    @property
    def sha256(self) -> str:
        """The hash the weights file must have; empty where the card gives none."""
        return str(self.content.get("sha256", ""))

    @property
    def licence(self) -> str:
        """The licence of the weights."""
        return str(self.content.get("licence", ""))

    @property
    def parameters(self) -> int:
        """How many the network has; 0 where the card does not say."""
        return int(self.content.get("parameters", 0))


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _numbers(values: Any, count: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) in (1, count)
        and all(isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in values)
    )


def read_card(path: Path) -> Card:
    """The card in a JSON file, checked; its weights are the .safetensors file of the same name beside it.

    Raises
    ------
    InputError
        The file is not such a card.
    """
    wrong = InputError(QT_TRANSLATE_NOOP("errors", "{file} is not a card of weights."), file=path.name)
    try:
        if path.stat().st_size > 10_000_000:
            raise wrong
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(content, dict):
        raise wrong
    arguments = content.get("network_arguments")
    classes = content.get("classes")
    good = (
        isinstance(content.get("network"), str)
        and isinstance(arguments, dict)
        and set(arguments) == {"num_classes", "in_channels"}
        and _whole(arguments["num_classes"], 1, 100_000)
        and _whole(arguments["in_channels"], 1, 4)
        and isinstance(classes, list)
        and all(isinstance(name, str) for name in classes)
        and len(classes) == arguments["num_classes"]
        and _numbers(content.get("mean"), arguments["in_channels"])
        and _numbers(content.get("std"), arguments["in_channels"])
        and all(v > 0 for v in content["std"])
        and _whole(content.get("input_size"), 1, 4096)
        and isinstance(content.get("sha256", ""), str)
        and _whole(content.get("parameters", 0), 0, 2**62)
    )
    if not good:
        raise wrong
    name = content.get("name")
    return Card(
        name if isinstance(name, str) and name else path.stem,
        content["network"],
        path.with_suffix(".safetensors"),
        content,
    )


def cards_in(folder: Path) -> tuple[Card, ...]:
    """The cards of a folder whose weights lie beside them, by name; what is no card is passed over."""
    found = []
    try:
        paths = sorted(folder.glob("*.json"))
    except OSError:
        return ()
    for path in paths:
        if not path.with_suffix(".safetensors").is_file():
            continue
        try:
            found.append(read_card(path))
        except InputError:
            continue
    return tuple(found)


def bundled_cards() -> tuple[Card, ...]:
    """The cards of the weights that come with Vitrine, by name."""
    return cards_in(folders.BUNDLED)


def known_cards() -> tuple[Card, ...]:
    """The bundled cards, then those of networks the user trained and of class packs, as far as their names are new."""
    cards: dict[str, Card] = {}
    for folder in (folders.BUNDLED, folders.trained_folder(), *folders.pack_folders()):
        for card in cards_in(folder):
            cards.setdefault(card.name, card)
    return tuple(cards.values())


def card_named(name: str) -> Card | None:
    """The known card called ``name``."""
    return next((card for card in known_cards() if card.name == name), None)


def cards_of(network: str) -> tuple[Card, ...]:
    """The known cards of one network's weights, bundled ones first."""
    return tuple(card for card in known_cards() if card.network == network)


def card_beside(path: Path) -> Card | None:
    """The card that lies beside a user's own weights file, or None where there is none or it is none."""
    beside = path.with_suffix(".json")
    if path.suffix == ".json" or not beside.is_file():
        return None
    try:
        card = read_card(beside)
    except InputError:
        return None
    return Card(card.name, card.network, path, card.content)
