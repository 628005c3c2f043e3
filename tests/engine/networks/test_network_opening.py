"""Opening networks: names, weights, and that what is opened is the library's own network, still and listed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.image import Image, read_image
from engine.errors import InputError
from engine.networks.layers import layout, trace
from engine.networks.opening import open_network, opening
from engine.networks.options import NetworkOptions, PictureOptions
from engine.networks.own import own_networks
from engine.networks.preprocessing import prepare
from engine.runtime.cache import cache
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.study import Progress
from engine.weights.cards import bundled_cards

timm, torchvision = load_timm(), load_torchvision()
CARDS = bundled_cards()


@pytest.fixture(autouse=True)
def nothing_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No weights of this computer's caches, no internet."""
    monkeypatch.setenv("VITRINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setenv("VITRINE_PACKS", "")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    cache.remove("network")
    yield
    cache.remove("network")


def none(name: str, args: str = "", seed: int = 0) -> NetworkOptions:
    return NetworkOptions(name, "none", args, seed=seed)


def same(ours: torch.nn.Module, theirs: torch.nn.Module) -> bool:
    """Whether two networks hold the same bits under the same names."""
    a, b = ours.state_dict(), theirs.state_dict()
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize(
    "name", ["resnet18", "torchvision/resnet18", "squeezenet1_1", "mobilenet_v2", "timm/test_vit", "googlenet"]
)
def test_weights_none_are_the_librarys_own_constructor_after_the_seed(name: str, seed: int) -> None:
    library, _, plain = name.rpartition("/")
    of_timm = library == "timm" or name == "resnet18"
    before = torch.random.get_rng_state()
    network = open_network(none(name, seed=seed))
    assert torch.equal(torch.random.get_rng_state(), before)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if of_timm:
            expected = timm.create_model(plain)
        else:
            silent = {"init_weights": True} if plain == "googlenet" else {}
            expected = torchvision.models.get_model(plain, weights=None, **silent)
    assert network.library == ("timm" if of_timm else "torchvision")
    assert same(network.module, expected)


def test_what_is_opened_is_still() -> None:
    network = open_network(none("mobilenet_v2"))
    assert not network.module.training and all(not part.training for part in network.module.modules())
    assert not any(getattr(part, "inplace", False) for part in network.module.modules())
    assert not any(p.requires_grad for p in network.module.parameters())
    weight = network.module.get_submodule("features.18.0").weight
    assert isinstance(weight, torch.Tensor) and weight.is_contiguous(memory_format=torch.channels_last)


def test_opening_breathes_and_a_second_opening_is_the_same_network() -> None:
    running = opening(none("lenet5"))
    assert isinstance(next(running), Progress)
    running.close()
    first = open_network(none("lenet5"))
    assert open_network(none("lenet5")).module is first.module
    other = open_network(none("lenet5", seed=1))
    assert other.key != first.key and not same(other.module, first.module)


def test_own_networks_open_without_the_libraries() -> None:
    """So that the window's first picture waits for torch alone."""
    code = (
        "import sys; from engine.networks.opening import open_network; "
        "from engine.networks.options import NetworkOptions; "
        "open_network(NetworkOptions('lenet5')); assert not {'timm', 'torchvision'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=True, timeout=120)


STAGES = {
    "timm/resnet50": ["act1", "layer1", "layer2", "layer3", "layer4"],
    "torchvision/resnet50": ["relu", "layer1", "layer2", "layer3", "layer4"],
    "squeezenet1_1": ["features.1", "features.4", "features.7", "features.10", "features.12"],
    "torchvision/vgg16": ["features.3", "features.8", "features.15", "features.22", "features.29"],
    "mobilenet_v2": [f"features.{n}" for n in (0, 1, 3, 6, 10, 13, 16, 17, 18)],
    "efficientnet_b0": ["bn1", *(f"blocks.{n}" for n in range(7)), "bn2"],
    "lenet5": ["relu1", "relu2"],
    "resnet20": ["layer1", "layer2", "layer3"],
    "photonet": ["layer1", "layer2", "layer3", "layer4"],
    "small_cnn": ["stage1", "stage2", "stage3"],
}


@pytest.mark.parametrize("name", STAGES)
def test_stages(name: str) -> None:
    assert list(open_network(none(name)).stages) == STAGES[name]


def test_stages_of_densenet_open_its_transitions_and_end_with_the_last_norm() -> None:
    network = open_network(none("densenet121"))
    assert network.stages[0] == "features.norm0" and network.stages[-1] == "features.norm5"
    assert "features.transition2.conv" in network.stages and not any("pool" in path for path in network.stages)


def test_layers_tell_what_ran() -> None:
    network = open_network(none("torchvision/resnet18"))
    first = network.layers[0]
    assert (first.path, first.kind, first.shape, first.parameters, first.bytes) == (
        "conv1",
        "Conv2d",
        (64, 112, 112),
        9408,
        37632,
    )
    shared = network.layer("layer1.0.relu")
    assert shared is not None and shared.calls == 2 and shared.depth == 2  # one ReLU object runs twice in a block
    layer4 = network.layer("layer4")
    assert layer4 is not None and layer4.shape == (512, 7, 7) and layer4.layout == "maps"
    assert layer4.parameters == sum(p.numel() for p in network.module.get_submodule("layer4").parameters())
    order = [layer.path for layer in network.layers]
    assert order.index("layer1") < order.index("layer1.0") < order.index("layer1.0.conv1") < order.index("layer2")
    fc = network.layer("fc")
    assert fc is not None and fc.layout == "vector" and fc.shape == (1000,)
    assert network.layer("nothing") is None


def test_layouts() -> None:
    assert layout((96, 56, 56), (224, 224)) == "maps"
    assert layout((56, 56, 96), (224, 224)) == "maps-last"
    assert layout((14, 14, 14), (224, 224)) == "maps"
    assert layout((64, 48, 64), (96, 128)) == "maps"
    assert layout((197, 192), (224, 224)) == "tokens"


def test_no_hook_survives_opening_or_a_pass_that_fails() -> None:
    class Broken(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = torch.nn.Conv2d(3, 4, 3)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            self.first(x)
            raise RuntimeError("broken")

    def hooks(module: torch.nn.Module) -> int:
        return sum(len(part._forward_hooks) + len(part._forward_pre_hooks) for part in module.modules())

    assert hooks(open_network(none("resnet20")).module) == 0
    broken = Broken()
    with pytest.raises(RuntimeError, match="broken"):
        trace(broken, 3, (8, 8))
    assert hooks(broken) == 0


@pytest.mark.parametrize(
    "name",
    [
        "fasterrcnn_resnet50_fpn",
        "torchvision/deeplabv3_resnet50",
        "raft_small",
        "r3d_18",
        "quantized_resnet18",
        "vit_small_patch14_dinov2",
    ],
)
def test_what_is_no_classifier_is_declined(name: str) -> None:
    with pytest.raises(InputError, match="is not a classifier of pictures"):
        open_network(none(name))


def test_features_may_be_asked_for() -> None:
    network = open_network(none("timm/test_vit", "num_classes=0"), features=True)
    assert network.labels[0] == "class 0" and network.module.num_classes == 0
    with pytest.raises(InputError, match="is not a classifier"):
        open_network(none("timm/test_vit", "num_classes=0"))


def test_unknown_names_get_close_ones() -> None:
    with pytest.raises(InputError, match=r"There is no network ResNet-50; close to it are resnet50,"):
        open_network(NetworkOptions("ResNet-50"))
    with pytest.raises(InputError, match=r"resnet50\.tv_in1k"):
        open_network(NetworkOptions("resnet50.tv_in2k"))
    with pytest.raises(
        InputError, match="There are no weights IMAGENET of squeezenet1_1; there are none, IMAGENET1K_V1"
    ):
        open_network(NetworkOptions("squeezenet1_1", "IMAGENET"))


def test_own_names_are_in_neither_library() -> None:
    for name in (*own_networks(), *(card.name for card in CARDS)):
        assert not timm.is_model(name) and name not in torchvision.models.list_models()


def test_arguments_of_the_library() -> None:
    network = open_network(none("mobilenetv1_100", "channel_multiplier=0.25,pad_type=same,input_size=128"))
    assert network.preprocessing.size == (128, 128)
    assert network.layers[0].shape[1:] == (64, 64)
    assert sum(p.numel() for p in network.module.parameters()) < 500_000
    assert len(open_network(none("lenet5", "num_classes=7")).labels) == 7
    for wrong, words in {
        "foo=1": "cannot be built with foo=1",
        "pretrained=True": "cannot be set",
        "3": "is not of the form name=value",
        "input_size=3": "pixels from 8 to 4096",
    }.items():
        with pytest.raises(InputError, match=words):
            open_network(none("resnet18", wrong))


def test_missing_official_weights_say_how_to_bring_them() -> None:
    for name in ("resnet18", "squeezenet1_1"):
        with pytest.raises(InputError, match=rf"of {name} are not on this computer .*fetch {name} --to FOLDER"):
            open_network(NetworkOptions(name))
    with pytest.raises(InputError, match="No weights of small_cnn come with Vitrine"):
        open_network(NetworkOptions("small_cnn"))


# Bundled weights


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_bundled_weights_open_by_their_own_name_and_by_their_networks(card) -> None:  # type: ignore[no-untyped-def]
    by_name = open_network(NetworkOptions(card.name))
    assert by_name.library == "vitrine" and by_name.name == card.network and by_name.labels == card.classes
    assert by_name.preprocessing.size == (card.input_size, card.input_size)
    assert by_name.preprocessing.mean == card.mean and by_name.card == card.content
    assert sum(p.numel() for p in by_name.module.parameters()) == card.parameters
    by_weights = open_network(NetworkOptions(card.network, card.name))
    assert same(by_weights.module, by_name.module)
    untrained = open_network(NetworkOptions(card.name, "none"))
    assert untrained.labels == card.classes and not same(untrained.module, by_name.module)


def test_weights_of_another_own_network_are_refused() -> None:
    with pytest.raises(InputError, match="lenet5_mnist are weights of lenet5, not of resnet20"):
        open_network(NetworkOptions("resnet20", "lenet5_mnist"))


def test_a_damaged_bundled_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = CARDS[0]
    content = bytearray(card.file.read_bytes())
    content[-1] ^= 1
    (tmp_path / card.file.name).write_bytes(content)
    (tmp_path / f"{card.name}.json").write_text(json.dumps(card.content))
    monkeypatch.setattr("engine.weights.folders.BUNDLED", tmp_path)
    with pytest.raises(InputError, match="is damaged: its hash is not the one on its card"):
        open_network(NetworkOptions(card.name))


# Files of the project's shared data


def test_shared_weights_load_strictly_by_path(shared_data: Path) -> None:
    weights = shared_data / "weights"
    for options, library in (
        (NetworkOptions("squeezenet1_1", str(weights / "squeezenet1_1.safetensors")), "torchvision"),
        (NetworkOptions("squeezenet1_0", str(weights / "squeezenet1_0_deep_compression.safetensors")), "torchvision"),
        (
            NetworkOptions(
                "mobilenetv1_100",
                str(weights / "mobilenetv1_025_128.safetensors"),
                "channel_multiplier=0.25,pad_type=same,input_size=128",
            ),
            "timm",
        ),
    ):
        network = open_network(options)
        from safetensors.torch import load_file

        state = load_file(options.weights)
        own = network.module.state_dict()
        assert network.library == library and own.keys() == state.keys()
        assert all(torch.equal(own[name], state[name].to(own[name].dtype)) for name in state)


def answers(network, photos: list[Image], options: PictureOptions) -> list[int]:  # type: ignore[no-untyped-def]
    with torch.inference_mode():
        return [int(network.module(prepare(photo, network, options).tensor).argmax()) for photo in photos]


def test_shared_photos_are_answered_as_torchvision_does(shared_data: Path) -> None:
    import PIL.Image

    file = shared_data / "weights" / "squeezenet1_1.safetensors"
    network = open_network(NetworkOptions("squeezenet1_1", str(file)))
    with (shared_data / "photos" / "imagenet" / "labels.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    paths = [shared_data / "photos" / "imagenet" / row["file"] for row in rows]
    theirs = torchvision.models.squeezenet1_1(weights=None).eval()
    from safetensors.torch import load_file

    theirs.load_state_dict(load_file(file), strict=True)
    transform = torchvision.models.SqueezeNet1_1_Weights.IMAGENET1K_V1.transforms()
    ours = answers(network, [read_image(path) for path in paths], PictureOptions(fit="crop"))
    with torch.inference_mode():
        expected = [int(theirs(transform(PIL.Image.open(path).convert("RGB"))[None]).argmax()) for path in paths]
    assert ours == expected and len(ours) == 32
    assert sum(answer == int(row["class_index"]) for answer, row in zip(ours, rows, strict=True)) == 22


def test_shared_weights_with_the_settings_of_their_readme_know_the_photos(shared_data: Path) -> None:
    with (shared_data / "photos" / "imagenet" / "labels.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    photos = [read_image(shared_data / "photos" / "imagenet" / row["file"]) for row in rows]
    weights = shared_data / "weights"
    for options, picture, least in (
        (
            NetworkOptions("squeezenet1_0", str(weights / "squeezenet1_0_deep_compression.safetensors")),
            PictureOptions(fit="crop", normalisation="caffe"),
            17,
        ),
        (
            NetworkOptions(
                "mobilenetv1_100",
                str(weights / "mobilenetv1_025_128.safetensors"),
                "channel_multiplier=0.25,pad_type=same,input_size=128",
            ),
            PictureOptions(fit="crop", normalisation="half"),
            12,
        ),
    ):
        right = sum(
            answer == int(row["class_index"])
            for answer, row in zip(answers(open_network(options), photos, picture), rows, strict=True)
        )
        assert right >= least


def test_imagenet_names_agree_with_the_shared_list(shared_data: Path) -> None:
    network = open_network(none("torchvision/squeezenet1_1"))
    with (shared_data / "photos" / "imagenet_classes.csv").open() as stream:
        names = [row["name"] for row in csv.DictReader(stream)]
    assert len(network.labels) == 1000 and network.labels[0] == "tench"

    def plain(text: str) -> str:
        return "".join(c for c in text.lower() if c.isalnum())

    assert sum(plain(a) == plain(b) for a, b in zip(network.labels, names, strict=True)) >= 980


def test_class_names_from_a_file(tmp_path: Path) -> None:
    names = [f"name {n}" for n in range(10)]
    files = {
        "lines.txt": "\n".join(names),
        "classes.csv": "index,wnid,name\n"
        + "\n".join(f"{n},n{n},{name}" for n, name in reversed(list(enumerate(names)))),
        "plain.csv": "\n".join(names),
        "list.json": json.dumps(names),
        "by_index.json": json.dumps({str(n): [f"n{n}", name] for n, name in enumerate(names)}),
        "by_name.json": json.dumps({name: n for n, name in enumerate(names)}),
    }
    for file, content in files.items():
        path = tmp_path / "이름" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        network = open_network(NetworkOptions("lenet5", "none", labels=str(path)))
        assert list(network.labels) == names, file
    (tmp_path / "short.txt").write_text("one\ntwo")
    with pytest.raises(InputError, match=r"short.txt names 2 classes, but the network has 10"):
        open_network(NetworkOptions("lenet5", "none", labels=str(tmp_path / "short.txt")))
    with pytest.raises(InputError, match="cannot be read"):
        open_network(NetworkOptions("lenet5", "none", labels=str(tmp_path / "no.txt")))
    (tmp_path / "bad.json").write_text("[1, ")
    with pytest.raises(InputError, match="not a list of class names"):
        open_network(NetworkOptions("lenet5", "none", labels=str(tmp_path / "bad.json")))


def test_all_bundled_answers_are_finite_on_a_grey_photo() -> None:
    photo = Image(np.full((40, 60, 3), 128, np.uint8), "grey")
    for card in CARDS:
        network = open_network(NetworkOptions(card.name))
        with torch.inference_mode():
            assert torch.isfinite(network.module(prepare(photo, network, PictureOptions()).tensor)).all()


def test_unknown_weights_of_our_own_networks_are_said() -> None:
    with pytest.raises(InputError, match="no-such-weights of resnet20; there are none, resnet20_cifar10"):
        open_network(NetworkOptions(network="resnet20", weights="no-such-weights"))
