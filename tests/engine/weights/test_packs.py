"""Class packs and official weights: found, verified, made, loaded; all without internet."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from engine.errors import InputError
from engine.networks.building import build
from engine.networks.catalogue import catalogue
from engine.networks.naming import resolve
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions
from engine.runtime.cache import cache
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.weights import folders
from engine.weights import official as official_weights
from engine.weights.cards import bundled_cards
from engine.weights.official import official, timm_weights, torchvision_weights
from engine.weights.packs import make_pack, read_pack, use_packs

timm, torchvision = load_timm(), load_torchvision()


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VITRINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.delenv("VITRINE_PACKS", raising=False)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(folders, "_packs", [])
    cache.remove("network")
    yield
    cache.remove("network")


def finish(running: Any) -> Any:
    while True:
        try:
            next(running)
        except StopIteration as end:
            return end.value


def random_network(name: str, seed: int = 0, **arguments: Any) -> torch.nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build(resolve(name), arguments)


def put_official(folder: Path, name: str, tag: str = "") -> tuple[Path, torch.nn.Module]:
    """A file under the official name of a network's weights, with random numbers in it."""
    found = resolve(name)
    tag = tag or (timm_weights if found.library == "timm" else torchvision_weights)(found.name)[0]
    entry = official(found.library, found.name, tag)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / entry.file
    network = random_network(name)
    if path.suffix == ".safetensors":
        save_file(network.state_dict(), path)
    else:
        torch.save(network.state_dict(), path)
    return path, network


def same(ours: torch.nn.Module, theirs: torch.nn.Module) -> bool:
    a, b = ours.state_dict(), theirs.state_dict()
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the published hashes away, so that random numbers can stand in for official weights."""
    known = official_weights.official

    def unhashed(library: str, network: str, weights: str) -> official_weights.Official:
        return dataclasses.replace(known(library, network, weights), sha256_start="")

    monkeypatch.setattr(official_weights, "official", unhashed)


def test_official_entries() -> None:
    entry = official("torchvision", "squeezenet1_1", "IMAGENET1K_V1")
    weights = torchvision.models.SqueezeNet1_1_Weights.IMAGENET1K_V1
    assert entry.urls == (weights.url,) and entry.file == weights.url.rsplit("/", 1)[1]
    assert entry.file == f"squeezenet1_1-{entry.sha256_start}.pth" and entry.classes == 1000
    entry = official("timm", "resnet18", "a1_in1k")
    assert entry.file == "resnet18.a1_in1k.safetensors" and entry.licence == "apache-2.0"
    assert entry.urls[0].endswith("/timm/resnet18.a1_in1k/resolve/main/model.safetensors")
    entry = official("timm", "legacy_senet154", "in1k")
    assert entry.sha256_start and entry.also == (f"legacy_senet154-{entry.sha256_start}.pth",)
    assert official("timm", "vit_small_patch16_224", "dino").classes == 0
    assert timm_weights("resnet50")[0] == timm.get_pretrained_cfg("resnet50").tag
    assert torchvision_weights("resnet50")[0] == torchvision.models.ResNet50_Weights.DEFAULT.name


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("name", ["timm/resnet18", "torchvision/resnet18", "googlenet", "timm/test_vit"])
def test_official_weights_in_the_cache_load_as_the_library_loads_them(name: str, tmp_path: Path) -> None:
    _, network = put_official(tmp_path / "cache" / "weights", name)
    opened = open_network(NetworkOptions(name, "default"))
    if name == "googlenet":  # the library drops the heads of training and turns its input about
        assert opened.module.aux1 is None and opened.module.transform_input is True
        assert torch.equal(opened.module.state_dict()["fc.weight"], network.state_dict()["fc.weight"])
    else:
        assert same(opened.module, network)
    assert len(opened.labels) == opened.layers[-1].shape[0] and opened.source


def test_weights_that_timm_downloaded_before_are_found(tmp_path: Path) -> None:
    repository = tmp_path / "hub" / "models--timm--resnet18.a1_in1k"
    network = random_network("timm/resnet18")
    snapshot = repository / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40)
    save_file(network.state_dict(), snapshot / "model.safetensors")
    assert same(open_network(NetworkOptions("resnet18")).module, network)


@pytest.mark.usefixtures("trusting")
def test_a_hub_without_safetensors_gives_a_torch_file(tmp_path: Path) -> None:
    """What was kept under .bin is found and read as what it is."""
    network = random_network("timm/resnet18")
    folder = tmp_path / "cache" / "weights"
    folder.mkdir(parents=True)
    torch.save(network.state_dict(), folder / "resnet18.a1_in1k.bin")
    assert same(open_network(NetworkOptions("resnet18")).module, network)


def test_a_damaged_file_under_an_official_name_is_not_taken(tmp_path: Path) -> None:
    put_official(tmp_path / "torch" / "hub" / "checkpoints", "squeezenet1_1")
    with pytest.raises(InputError, match="are not on this computer"):
        open_network(NetworkOptions("squeezenet1_1"))


@pytest.mark.usefixtures("trusting")
def test_weights_of_the_other_library_by_name_open_as_that_one(tmp_path: Path) -> None:
    _, network = put_official(tmp_path / "cache" / "weights", "torchvision/resnet18", "IMAGENET1K_V1")
    opened = open_network(NetworkOptions("resnet18", "IMAGENET1K_V1"))
    assert opened.library == "torchvision" and same(opened.module, network)
    assert opened.notes == ("IMAGENET1K_V1 are weights of torchvision's resnet18, so it was opened as that one.",)


def pack_of(tmp_path: Path, name: str) -> tuple[Path, torch.nn.Module]:
    """A class pack with one network's stand-in weights, made from the cache."""
    _, network = put_official(tmp_path / "cache" / "weights", name)
    folder = tmp_path / "학급 꾸러미"
    finish(make_pack([name], folder))
    shutil.rmtree(tmp_path / "cache")
    return folder, network


@pytest.mark.usefixtures("trusting")
def test_a_pack_is_made_and_any_installation_loads_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, network = pack_of(tmp_path, "timm/resnet18")
    (entry,) = read_pack(folder)
    file = folder / entry["file"]
    assert entry["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest() and entry["bytes"] == file.stat().st_size
    assert (entry["network"], entry["library"], entry["weights"], entry["licence"]) == (
        "resnet18",
        "timm",
        "a1_in1k",
        "apache-2.0",
    )
    with pytest.raises(InputError, match="are not on this computer"):
        open_network(NetworkOptions("resnet18"))
    monkeypatch.setenv("VITRINE_PACKS", os.pathsep.join([str(tmp_path / "none"), str(folder)]))
    assert same(open_network(NetworkOptions("resnet18")).module, network)
    monkeypatch.delenv("VITRINE_PACKS")
    cache.remove("network")
    assert use_packs(folder) == ("resnet18",) and use_packs(folder) == ("resnet18",)
    assert folders.pack_folders() == (folder,)
    assert same(open_network(NetworkOptions("resnet18")).module, network)
    listed = next(e for e in catalogue() if e.name == "resnet18").weights
    assert [w.state for w in listed if w.name == "a1_in1k"] == ["downloaded"]
    assert next(w.bytes for w in listed if w.name == "a1_in1k") == file.stat().st_size


@pytest.mark.usefixtures("trusting")
def test_a_damaged_pack_says_so(tmp_path: Path) -> None:
    folder, _ = pack_of(tmp_path, "timm/test_vit")
    (entry,) = read_pack(folder)
    file = folder / entry["file"]
    content = bytearray(file.read_bytes())
    content[-1] ^= 255
    file.write_bytes(content)
    use_packs(folder)
    with pytest.raises(InputError, match=r"in the class pack .* is damaged: its hash is not the listed one"):
        open_network(NetworkOptions("timm/test_vit"))


@pytest.mark.usefixtures("trusting")
def test_a_folder_of_loose_files_is_accepted(tmp_path: Path) -> None:
    path, network = put_official(tmp_path / "stick", "squeezenet1_1")
    assert use_packs(path.parent)
    assert same(open_network(NetworkOptions("squeezenet1_1")).module, network)


def test_own_weights_in_a_pack_are_known_by_their_name(tmp_path: Path) -> None:
    card = bundled_cards()[0]
    written = finish(make_pack([card.name], tmp_path / "pack"))
    assert written == (card.file.name,)
    content = json.loads((tmp_path / "pack" / f"{card.name}.json").read_text())
    content["name"] = "class_of_2026"
    (tmp_path / "pack" / f"{card.name}.json").write_text(json.dumps(content))
    use_packs(tmp_path / "pack")
    opened = open_network(NetworkOptions("class_of_2026"))
    assert opened.name == card.network and opened.labels == card.classes
    weights = next(e for e in catalogue() if e.name == card.network).weights
    assert {(w.name, w.state) for w in weights} >= {(card.name, "bundled"), ("class_of_2026", "downloaded")}


def test_a_pack_cannot_point_out_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    entry = {"network": "resnet18", "weights": "a1_in1k", "library": "timm", "file": "../secret", "sha256": "0" * 64}
    (folder / "pack.json").write_text(json.dumps({"format": 1, "weights": [entry, 3, {"network": 1}]}))
    assert read_pack(folder) == ()
    (folder / "pack.json").write_text("[")
    with pytest.raises(InputError, match="is not the list of a class pack"):
        use_packs(folder)
    with pytest.raises(InputError, match="is not a folder"):
        use_packs(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no weights"):
        use_packs(tmp_path / "empty")


def test_packs_of_unknown_or_weightless_networks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no network resnet5"):
        finish(make_pack(["resnet5"], tmp_path / "pack"))
    with pytest.raises(InputError, match="There are no weights of small_cnn to put into a pack"):
        finish(make_pack(["small_cnn"], tmp_path / "pack"))
    with pytest.raises(InputError, match="cannot be downloaded"):
        finish(make_pack(["resnet18"], tmp_path / "pack"))
