"""Strangers' weights files: unwrapped, fitted, or refused in one sentence with nothing executed."""

from __future__ import annotations

import argparse
import copy
import os
import pickle
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.errors import InputError
from engine.networks.building import build
from engine.networks.fitting import fit, misfit
from engine.networks.naming import resolve
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions
from engine.runtime.cache import cache
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.training.products import Checkpoint, TrainedNetwork
from engine.weights.cards import bundled_cards
from engine.weights.files import read_state

timm, torchvision = load_timm(), load_torchvision()


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    cache.remove("network")
    yield
    cache.remove("network")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name holds what names hold."""
    made = tmp_path / "홍길동" / "바탕 화면 (1)"
    made.mkdir(parents=True)
    return made


def seeded(name: str, seed: int, **arguments: Any) -> torch.nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build(resolve(name), arguments)


def assert_same(ours: torch.nn.Module, theirs: torch.nn.Module) -> None:
    a, b = ours.state_dict(), theirs.state_dict()
    assert a.keys() == b.keys()
    for name in a:
        assert torch.equal(a[name], b[name]), name


def averaged(network: torch.nn.Module) -> dict[str, Any]:
    return dict(torch.optim.swa_utils.AveragedModel(network).state_dict())


WRAPPERS = {
    "plain": lambda n: n.state_dict(),
    "state_dict": lambda n: {"epoch": 3, "state_dict": n.state_dict(), "best": 0.5},
    "model": lambda n: {"model": n.state_dict(), "optimizer": {"state": {}}},
    "model_state": lambda n: {"model_state": n.state_dict()},
    "module prefix": lambda n: {"state_dict": {f"module.{k}": v for k, v in n.state_dict().items()}},
    "compiled": lambda n: {f"_orig_mod.{k}": v for k, v in n.state_dict().items()},
    "both prefixes": lambda n: {f"module._orig_mod.{k}": v for k, v in n.state_dict().items()},
    "lightning": lambda n: {
        "state_dict": {f"model.{k}": v for k, v in n.state_dict().items()},
        "pytorch-lightning_version": "2",
    },
    "ema container": lambda n: {
        "state_dict": {k: v * 0 for k, v in n.state_dict().items()},
        "state_dict_ema": n.state_dict(),
    },
    "nested ema": lambda n: {"model": {k: v * 0 for k, v in n.state_dict().items()}, "ema": {"module": n.state_dict()}},
    "averaged model": averaged,
    "timm's arguments": lambda n: {
        "args": argparse.Namespace(lr=0.1),
        "state_dict": n.state_dict(),
        "metric": np.float64(0.9),
    },
    "half precision": lambda n: {
        k: v.half() if v.is_floating_point() else v for k, v in n.half().float().state_dict().items()
    },
    "no batch counters": lambda n: OrderedDict(
        (k, v) for k, v in n.state_dict().items() if not k.endswith("num_batches_tracked")
    ),
    "a training's checkpoint": lambda n: vars(Checkpoint(n.state_dict(), {"state": {}}, 5, {"network": "resnet20"})),
}


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrapped_state_dicts_open(wrapper: str, folder: Path) -> None:
    network = seeded("resnet20", 3)
    path = folder / "weights.pth"
    torch.save(WRAPPERS[wrapper](network), path)
    opened = open_network(NetworkOptions("resnet20", str(path)))
    assert_same(opened.module, network)
    said = " ".join(opened.notes)
    assert ("was taken off" in said) == ("prefix" in wrapper or wrapper in ("compiled", "lightning", "averaged model"))
    if wrapper == "ema container":
        assert "taken from state_dict_ema" in said


@pytest.mark.parametrize("suffix", [".safetensors", ".pth", ".zip", ""])
def test_the_content_tells_the_kind_not_the_suffix(suffix: str, folder: Path) -> None:
    network = seeded("lenet5", 4)
    state = network.state_dict()
    save_file(state, folder / "a")
    torch.save(state, folder / "b")
    torch.save(state, folder / "c", _use_new_zipfile_serialization=False)
    for name in "abc":
        path = folder / f"{name}_copy{suffix}"
        (folder / name).rename(path)
        assert_same(open_network(NetworkOptions("lenet5", str(path))).module, network)


def test_class_count_and_channels_follow_the_file(folder: Path) -> None:
    for name, arguments in (
        ("resnet20", {"num_classes": 7}),
        ("lenet5", {"num_classes": 3, "in_channels": 3}),
        ("timm/resnet18", {"num_classes": 5, "in_chans": 1}),
        ("torchvision/squeezenet1_1", {"num_classes": 12}),
        ("timm/test_vit", {"num_classes": 4}),
    ):
        network = seeded(name, 1, **arguments)
        path = folder / "own.safetensors"
        save_file(network.state_dict(), path)
        opened = open_network(NetworkOptions(name, str(path)))
        assert_same(opened.module, network)
        assert opened.labels == tuple(f"class {n}" for n in range(arguments["num_classes"]))
        assert opened.preprocessing.channels == arguments.get(
            "in_chans", arguments.get("in_channels", opened.preprocessing.channels)
        )


def test_a_file_of_the_other_librarys_network_opens_as_that_one_and_says_so(folder: Path) -> None:
    network = seeded("torchvision/efficientnet_b0", 2)
    path = folder / "b0.pth"
    torch.save(network.state_dict(), path)
    opened = open_network(NetworkOptions("efficientnet_b0", str(path)))
    assert opened.library == "torchvision"
    assert_same(opened.module, network)
    assert opened.notes == ("b0.pth fits only torchvision's efficientnet_b0, so it was opened as that one.",)
    with pytest.raises(
        InputError, match=r"b0\.pth does not fit efficientnet_b0: missing .*; unexpected .*; of another shape"
    ):
        open_network(NetworkOptions("timm/efficientnet_b0", str(path)))


def test_what_does_not_fit_is_listed(folder: Path) -> None:
    network = seeded("resnet20", 0)
    state = dict(network.state_dict())
    del state["fc.bias"]
    state["extra.weight"] = torch.zeros(2)
    state["conv1.weight"] = torch.zeros(16, 3, 5, 5)
    path = folder / "odd.safetensors"
    save_file(state, path)
    with pytest.raises(InputError) as caught:
        open_network(NetworkOptions("resnet20", str(path)))
    assert str(caught.value) == (
        "odd.safetensors does not fit resnet20: missing fc.bias (1); unexpected extra.weight (1); "
        "of another shape conv1.weight (1)."
    )
    found = misfit(state, network)
    assert (
        found.missing == ("fc.bias",) and found.unexpected == ("extra.weight",) and found.misshaped == ("conv1.weight",)
    )
    save_file(seeded("lenet5", 0).state_dict(), path)
    with pytest.raises(InputError, match=r"missing conv1\.weight|missing bn1\.weight, .*\(\d\d\d?\)"):
        open_network(NetworkOptions("resnet20", str(path)))


def test_official_authors_keys_are_renamed_by_timm(folder: Path) -> None:
    """A ConvNeXt file with the original repository's names; timm's own filter knows them."""
    network = seeded("timm/test_convnext", 5) if timm.is_model("test_convnext") else None
    if network is None:
        pytest.skip("this timm has no test_convnext")
    state = {}
    for name, tensor in network.state_dict().items():
        for ours, theirs in (
            ("stem.", "downsample_layers.0."),
            ("mlp.fc1", "pwconv1"),
            ("mlp.fc2", "pwconv2"),
            (".conv_dw.", ".dwconv."),
            ("head.norm.", "norm."),
            ("head.fc.", "head."),
        ):
            name = name.replace(ours, theirs, 1)
        parts = name.split(".")
        if parts[0] == "stages":
            name = ".".join(
                ["downsample_layers", parts[1], *parts[3:]] if parts[2] == "downsample" else parts[:2] + parts[3:]
            )
        state[name] = tensor
    path = folder / "convnext.pth"
    torch.save({"model": state}, path)
    assert_same(open_network(NetworkOptions("timm/test_convnext", str(path))).module, network)


def test_auxiliary_heads_may_be_missing() -> None:
    whole = seeded("googlenet", 0, num_classes=3, init_weights=False)
    state = {name: tensor for name, tensor in whole.state_dict().items() if not name.startswith("aux")}
    fitted = fit(state, Path("g.pth"), resolve("googlenet"), {"init_weights": False})
    assert fitted.arguments["num_classes"] == 3
    assert fitted.module.state_dict().keys() == state.keys()


def test_a_published_training_opens_with_its_card(folder: Path) -> None:
    network = seeded("resnet20", 6, num_classes=2, in_channels=1)
    card = {
        "name": "shapes",
        "network": "resnet20",
        "network_arguments": {"num_classes": 2, "in_channels": 1},
        "parameters": sum(p.numel() for p in network.parameters()),
        "classes": ["동그라미", "square"],
        "mean": [0.25],
        "std": [0.5],
        "input_size": 48,
        "licence": "MIT",
    }
    path = TrainedNetwork(dict(network.state_dict()), card).save(folder / "shapes.safetensors")
    for options in (NetworkOptions("resnet20", str(path)), NetworkOptions(str(path))):
        opened = open_network(options)
        assert_same(opened.module, network)
        assert opened.labels == ("동그라미", "square") and opened.card is not None and opened.card["name"] == "shapes"
        assert opened.preprocessing.size == (48, 48) and opened.preprocessing.channels == 1
        assert opened.preprocessing.mean == (0.25,) and opened.preprocessing.std == (0.5,)
    with pytest.raises(InputError, match=r"shapes\.safetensors are weights of resnet20, not of lenet5"):
        open_network(NetworkOptions("lenet5", str(path)))


class Trap:
    """A pickle of this would make a folder when it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.target),)


@pytest.mark.parametrize("form", ["torch zip", "torch legacy", "pickle", "inside a state dict"])
def test_a_pickle_that_would_execute_code_executes_nothing(form: str, folder: Path) -> None:
    target = folder / "executed"
    path = folder / "trap.pth"
    if form == "torch zip":
        torch.save(Trap(target), path)
    elif form == "torch legacy":
        torch.save({"state_dict": Trap(target)}, path, _use_new_zipfile_serialization=False)
    elif form == "pickle":
        path.write_bytes(pickle.dumps(Trap(target)))
    else:
        torch.save({**seeded("lenet5", 0).state_dict(), "extra": Trap(target)}, path)
    with pytest.raises(InputError) as caught:
        open_network(NetworkOptions("lenet5", str(path)))
    assert not target.exists()
    assert "trap.pth" in str(caught.value) and "\n" not in str(caught.value)
    if form == "torch zip":  # the trap is a real one
        torch.load(path, weights_only=False)
        assert target.exists()


def test_a_whole_pickled_network_is_refused(folder: Path) -> None:
    path = folder / "whole.pt"
    torch.save(copy.deepcopy(seeded("lenet5", 0)), path)
    with pytest.raises(
        InputError, match=r"it holds more than tensors, .* nothing in it was executed; save the network's state_dict"
    ):
        open_network(NetworkOptions("lenet5", str(path)))


def test_bad_files_get_a_sentence(folder: Path) -> None:
    good = folder / "good.safetensors"
    save_file(seeded("lenet5", 0).state_dict(), good)
    torch.save(seeded("lenet5", 0).state_dict(), folder / "good.pth")
    for name, content in {
        "empty.pth": b"",
        "cut.safetensors": good.read_bytes()[:1000],
        "cut2.safetensors": good.read_bytes()[:-7],
        "cut.pth": (folder / "good.pth").read_bytes()[:5000],
        "text.pth": b"hello, I am no weights",
        "long_header.safetensors": (2**62).to_bytes(8, "little") + b"{" + b" " * 100,
    }.items():
        path = folder / name
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_state(path)
        assert name in str(caught.value) and "\n" not in str(caught.value)
    torch.save({"numbers": [1, 2]}, folder / "numbers.pth")
    for path, words in (
        (folder, "is a folder"),
        (folder / "missing.pth", "There is no file"),
        (folder / "numbers.pth", "holds no network's weights"),
    ):
        with pytest.raises(InputError, match=words):
            open_network(NetworkOptions("lenet5", str(path)))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read every file")
def test_no_permission_gets_a_sentence(folder: Path) -> None:
    path = folder / "secret.pth"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read: permission denied"):
        read_state(path)


def test_a_file_that_changes_is_read_again(folder: Path) -> None:
    path = folder / "changing.safetensors"
    first, second = seeded("lenet5", 1), seeded("lenet5", 2)
    save_file(first.state_dict(), path)
    assert_same(open_network(NetworkOptions("lenet5", str(path))).module, first)
    save_file(second.state_dict(), path)
    os.utime(path, ns=(1, 1))
    assert_same(open_network(NetworkOptions("lenet5", str(path))).module, second)


@pytest.mark.parametrize("card", bundled_cards(), ids=lambda card: card.name)
def test_bundled_cards_are_true(card: Any) -> None:
    from safetensors.torch import load_file

    from engine.weights.hashing import sha256_of

    assert sha256_of(card.file) == card.sha256 and card.licence == "MIT"
    state = load_file(card.file)
    network = build(resolve(card.network), card.arguments)
    assert not misfit(state, network)
    assert sum(p.numel() for p in network.parameters()) == card.parameters
