"""The cards of the bundled weights tell the truth: their accuracy is measured again where the data is."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions
from engine.training.evaluation import Measurement, measuring
from engine.weights.cards import card_named

REQUIRED = {
    "lenet5_mnist": 0.990,
    "resnet20_cifar10": 0.910,
    "photonet_cifar10": 0.85,
    "vit6_cifar10": 0.75,
    "small_swin_cifar10": 0.80,
}


def held_out(name: str, data: Path) -> tuple[np.ndarray, np.ndarray]:
    """The test pictures (N, H, W, C) uint8 and labels of the data the weights were trained on."""
    if name.endswith("_mnist"):
        with np.load(data / "mnist" / "mnist.npz") as mnist:
            return mnist["x_test"][..., None], mnist["y_test"].astype(np.int64)
    spec = importlib.util.spec_from_file_location("unpack_cifar10", data / "unpack_cifar10.py")
    assert spec is not None and spec.loader is not None
    unpack = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(unpack)
    images, labels = unpack.split("test")
    return images, labels.astype(np.int64)


@pytest.mark.parametrize(
    "name",
    [
        "lenet5_mnist",
        "resnet20_cifar10",
        pytest.param("photonet_cifar10", marks=pytest.mark.slow),
        "vit6_cifar10",
        "small_swin_cifar10",
    ],
)
def test_the_card_says_the_accuracy_that_is_measured(name: str, shared_data: Path) -> None:
    card = card_named(name)
    assert card is not None
    network = open_network(NetworkOptions(network=name))
    images, labels = held_out(name, shared_data)
    assert list(card.classes) == list(network.labels)
    size = card.input_size
    pictures = torch.from_numpy(images).permute(0, 3, 1, 2)
    if pictures.shape[2] != size:
        parts = [
            torch.nn.functional.interpolate(part.float(), (size, size), mode="bicubic", antialias=True)
            for part in pictures.split(500)
        ]
        pictures = torch.cat([part.round().clamp(0, 255).to(torch.uint8) for part in parts])

    class Normalised:
        def __len__(self) -> int:
            return len(pictures)

        def __getitem__(self, part: slice) -> torch.Tensor:
            mean, std = (torch.tensor(v).view(1, -1, 1, 1) for v in (card.mean, card.std))
            return (pictures[part].float() / 255 - mean) / std

    *_, measured = measuring(network.module, Normalised(), torch.from_numpy(labels), len(card.classes))
    assert isinstance(measured, Measurement)
    stated = card.content["accuracy"]["value"]
    assert measured.accuracy == pytest.approx(stated, abs=0.0005)
    assert measured.accuracy >= REQUIRED[name]


def test_resnet20_has_the_papers_size() -> None:
    network = open_network(NetworkOptions(network="resnet20_cifar10"))
    assert sum(p.numel() for p in network.module.parameters()) == 269_722


def test_bundled_files_are_small() -> None:
    for name in REQUIRED:
        card = card_named(name)
        assert card is not None and card.file.stat().st_size <= 6_000_000
