"""The shipped catalogue is true, cheap to read, and answers what the panel asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.networks.building import build
from engine.networks.catalogue import COURSE, catalogue, title_of
from engine.networks.naming import resolve
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions, PictureOptions
from engine.networks.own import own_networks
from engine.networks.questions import ask_choices, network_choices, weights_choices
from engine.options import describe
from engine.runtime.cache import cache
from engine.study import Published
from engine.training.products import TrainedNetwork
from engine.weights.cards import bundled_cards
from engine.weights.official import timm_weights, torchvision_weights
from engine.weights.trained import keep

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Options(NetworkOptions, PictureOptions):
    """As a study declares them."""


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VITRINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.delenv("VITRINE_PACKS", raising=False)
    cache.remove("network")
    yield
    cache.remove("network")


def finish(running: Any) -> Any:
    while True:
        try:
            next(running)
        except StopIteration as end:
            return end.value


def test_about_eighty_networks_are_listed_with_true_sources() -> None:
    entries = catalogue()
    names = [entry.name for entry in entries]
    assert 75 <= len(names) == len(set(names)) and len({entry.title for entry in entries} - {"ResNet-20"}) >= 75
    assert set(own_networks()) <= set(names)
    for entry in entries:
        found = resolve(entry.name)
        assert (found.name, found.library) == (entry.name, entry.source)
        if entry.source != "vitrine":
            known = (timm_weights if entry.source == "timm" else torchvision_weights)(entry.name)
            assert tuple(w.name for w in entry.weights) == known
            assert all(w.state == "available" and w.bytes is None and w.licence for w in entry.weights)
    families = {entry.family for entry in entries}
    assert {"AlexNet", "VGG", "Inception", "ResNet", "DenseNet", "SENet", "SqueezeNet", "MobileNet", "Swin"} <= families


# Published figures: He et al. 2016 (resnet20), torchvision's and timm's tables.
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("resnet20", 269_722),
        ("alexnet", 61_100_840),
        ("vgg16", 138_357_544),
        ("googlenet", 6_624_904),
        ("resnet50", 25_557_032),
        ("densenet121", 7_978_856),
        ("squeezenet1_1", 1_235_496),
        ("mobilenet_v2", 3_504_872),
        ("efficientnet_b0", 5_288_548),
        ("vit_base_patch16_224", 86_567_656),
        ("swin_tiny_patch4_window7_224", 28_288_354),
    ],
)
def test_parameters_are_the_published_ones(name: str, parameters: int) -> None:
    assert next(entry.parameters for entry in catalogue() if entry.name == name) == parameters


@pytest.mark.parametrize("name", ["lenet5", "small_cnn", "mobilenetv4_conv_small", "shufflenet_v2_x0_5"])
def test_the_listed_input_and_parameters_are_the_opened_networks(name: str) -> None:
    entry = next(entry for entry in catalogue() if entry.name == name)
    network = open_network(NetworkOptions(name, "none"))
    assert (network.preprocessing.channels, *network.preprocessing.size) == entry.input_size
    assert sum(p.numel() for p in network.module.parameters()) == entry.parameters
    assert network.title == entry.title == title_of(name)


def test_the_course_is_made_of_networks_that_have_weights() -> None:
    for name in COURSE:
        found = resolve(name)
        known = timm_weights(found.name) if found.library == "timm" else torchvision_weights(found.name)
        assert known and (not found.tag or found.tag in known), name


def test_reading_the_catalogue_and_asking_for_networks_imports_no_torch() -> None:
    code = (
        "import sys; from engine.networks.catalogue import catalogue; "
        "from engine.networks.questions import network_choices, weights_choices; "
        "assert len(catalogue()) > 70 and network_choices() and weights_choices('resnet50'); "
        "assert not {'torch', 'timm', 'torchvision', 'scipy', 'sklearn'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_choices() -> None:
    networks = finish(ask_choices("network", Options()))
    assert networks == network_choices()
    assert next((c.label, c.note) for c in networks if c.value == "resnet50") == ("ResNet-50", "ResNet")
    weights = finish(ask_choices("weights", Options(network="resnet50")))
    assert weights[0].value == timm_weights("resnet50")[0] and weights[-1].value == "none"
    assert weights[0].note == "to be downloaded"
    assert "dino" not in [c.value for c in weights_choices("vit_small_patch16_224")]
    assert "dino" in [c.value for c in weights_choices("vit_small_patch16_224", features=True)]
    assert [c.value for c in weights_choices("resnet10t")][-1] == "none" and len(weights_choices("resnet10t")) > 1
    card = bundled_cards()[0]
    for name in (card.network, card.name):
        choice = next(c for c in weights_choices(name) if c.value == card.name)
        assert choice.note == "comes with Vitrine" and "MB" in choice.label
    options = Options(network="resnet20", weights="none")
    layers = finish(ask_choices("layer", options))
    network = open_network(options)
    assert [c.value for c in layers[:3]] == list(network.stages) and all(c.note == "stage" for c in layers[:3])
    assert {c.value for c in layers} == {layer.path for layer in network.layers if len(layer.shape) == 3}
    assert next(c.label for c in layers if c.value == "layer2.0.conv1") == "layer2.0.conv1  32 x 16 x 16"
    targets = finish(ask_choices("target", options))
    assert [c.value for c in targets] == [-1, *range(10)] and targets[4].label == "class 3"
    assert finish(ask_choices("seed", options)) == ()


def test_options_are_described() -> None:
    described = {d.name: d for d in describe(Options)}
    assert described["network"].asked and described["weights"].asked
    assert described["fit"].default == "whole" and described["normalisation"].choices[0] == "auto"
    assert all(d.help and d.label for d in described.values())
    assert all(len(d.choice_labels) == len(d.choices) for d in described.values() if d.choices)


def test_a_training_that_is_kept_opens_by_its_name() -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        network = build(resolve("lenet5"), {"num_classes": 2})
    card = {
        "name": "my_shapes",
        "network": "lenet5",
        "network_arguments": {"num_classes": 2, "in_channels": 1},
        "classes": ["round", "square"],
        "mean": [0.5],
        "std": [0.25],
        "input_size": 28,
    }
    product = Published("my_shapes.safetensors", TrainedNetwork(dict(network.state_dict()), card))
    assert keep(product) == "my_shapes"
    opened = open_network(NetworkOptions("my_shapes"))
    assert opened.labels == ("round", "square") and opened.name == "lenet5"
    assert torch.equal(opened.module.state_dict()["fc3.weight"], network.state_dict()["fc3.weight"])
    assert "my_shapes" in [c.value for c in weights_choices("lenet5")]
