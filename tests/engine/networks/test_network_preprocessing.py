"""A photo as input: against torchvision's and timm's own transforms, and against arithmetic."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest
import torch
from PIL import Image as Pillow
from torch import nn

from engine.data.image import Image
from engine.errors import InputError
from engine.networks.opened import OpenedNetwork, Preprocessing
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions, PictureOptions
from engine.networks.preprocessing import native_size, prepare
from engine.runtime.torch_loading import load_timm, load_torchvision

timm, torchvision = load_timm(), load_torchvision()
SIZES = [(480, 640), (640, 480), (300, 301), (224, 224), (90, 500), (33, 40)]


def photo(height: int, width: int) -> Image:
    """A smooth picture with noise, so that an error of a pixel shows."""
    random = np.random.default_rng(height * 1000 + width)
    y, x = np.mgrid[0:height, 0:width]
    smooth = np.stack([x * 255 / width, y * 255 / height, (x + y) % 256], 2)
    return Image((0.7 * smooth + 0.3 * random.integers(0, 256, (height, width, 3))).astype(np.uint8), "made")


def network(preprocessing: Preprocessing) -> OpenedNetwork:
    return OpenedNetwork("made", "Made", "vitrine", nn.Identity(), (), preprocessing, (), (), "")


@pytest.mark.parametrize(("height", "width"), SIZES)
@pytest.mark.parametrize("name", ["torchvision/squeezenet1_1", "torchvision/swin_t"])
def test_crop_is_torchvisions_own_transform(name: str, height: int, width: int) -> None:
    opened = open_network(NetworkOptions(name, "none"))
    transform = torchvision.models.get_model_weights(opened.name).DEFAULT.transforms()
    image = photo(height, width)
    expected = transform(Pillow.fromarray(image.pixels))
    prepared = prepare(image, opened, PictureOptions(fit="crop"))
    assert prepared.tensor.shape[1:] == expected.shape
    assert (prepared.tensor[0] - expected).abs().max() <= 1e-6


@pytest.mark.parametrize(("height", "width"), SIZES)
@pytest.mark.parametrize(
    "config",
    [
        {"input_size": (3, 224, 224), "crop_pct": 0.95, "interpolation": "bicubic", "crop_mode": "center"},
        {"input_size": (3, 224, 224), "crop_pct": 0.9, "interpolation": "bilinear", "crop_mode": "squash"},
        {"input_size": (3, 64, 64), "crop_pct": 1.0, "interpolation": "bicubic", "crop_mode": "border"},
        {"input_size": (3, 96, 64), "crop_pct": 0.875, "interpolation": "bicubic", "crop_mode": "center"},
    ],
    ids=["center", "squash", "border", "oblong"],
)
def test_crop_is_timms_evaluation_transform(config: dict, height: int, width: int) -> None:  # type: ignore[type-arg]
    from engine.networks.building import _timm_preprocessing

    module = nn.Identity()
    module.pretrained_cfg = {**config, "mean": (0.5, 0.4, 0.3), "std": (0.2, 0.25, 0.3)}
    wanted = _timm_preprocessing(module, {}, 0)
    transform = timm.data.create_transform(**timm.data.resolve_data_config({}, pretrained_cfg=module.pretrained_cfg))
    image = photo(height, width)
    expected = transform(Pillow.fromarray(image.pixels))
    prepared = prepare(image, network(wanted), PictureOptions(fit="crop"))
    assert prepared.tensor.shape[1:] == expected.shape
    assert (prepared.tensor[0] - expected).abs().max() <= 1e-6


def test_region_of_the_crop_shows_the_same_place() -> None:
    """A bright disc must lie where ``region`` says, in input and photo alike."""
    y, x = np.mgrid[0:400, 0:600]
    disc = ((x - 350) ** 2 + (y - 130) ** 2 < 30**2).astype(np.uint8) * 255
    image = Image(np.repeat(disc[:, :, None], 3, 2), "disc")
    for crop in ("crop", "whole", "native"):
        wanted = Preprocessing((224, 224), 3, (0.0,) * 3, (1.0,) * 3, resize=(256, 256))
        prepared = prepare(image, network(wanted), PictureOptions(fit=crop, normalisation="none"))  # type: ignore[arg-type]
        bright = prepared.tensor[0, 0].numpy()
        rows, columns = np.mgrid[0 : prepared.height, 0 : prepared.width]
        x0, y0, x1, y1 = prepared.region
        centre_x = x0 + ((columns + 0.5) * bright).sum() / bright.sum() * (x1 - x0) / prepared.width
        centre_y = y0 + ((rows + 0.5) * bright).sum() / bright.sum() * (y1 - y0) / prepared.height
        assert abs(centre_x - 350.5) < 1 and abs(centre_y - 130.5) < 1


def test_whole_shows_the_whole_photo_and_native_its_own_size() -> None:
    opened = open_network(NetworkOptions("torchvision/squeezenet1_1", "none"))
    image = photo(300, 500)
    whole = prepare(image, opened, PictureOptions())
    assert tuple(whole.tensor.shape) == (1, 3, 224, 224) and whole.region == (0, 0, 500, 300)
    native = prepare(image, opened, PictureOptions(fit="native"))
    assert tuple(native.tensor.shape) == (1, 3, 300, 500) and native.region == (0, 0, 500, 300) and not native.notes
    large = prepare(photo(1000, 2000), opened, PictureOptions(fit="native"))
    assert (large.height, large.width) == (512, 1024) and large.region == (0, 0, 2000, 1000) and large.notes
    assert whole.tensor.is_contiguous(memory_format=torch.channels_last) and whole.tensor.dtype == torch.float32


@pytest.mark.parametrize("name", ["lenet5", "timm/test_vit", "vit_b_16"])
def test_native_is_refused_where_the_size_is_fixed(name: str) -> None:
    opened = open_network(NetworkOptions(name, "none"))
    with pytest.raises(InputError, match="pixels only: choose the fit whole or crop"):
        prepare(photo(300, 500), opened, PictureOptions(fit="native"))


def test_native_size() -> None:
    assert native_size(640, 480, 32) == (640, 480)
    assert native_size(4000, 3000, 32) == (1024, 768)
    assert native_size(10, 20, 32) == (32, 64)
    assert native_size(5000, 10, 32) == (1024, 32)


WANTED = Preprocessing((8, 8), 3, (0.1, 0.2, 0.3), (0.4, 0.5, 0.6), resize=(8, 8))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"normalisation": "auto"}, lambda x: (x / 255 - [0.1, 0.2, 0.3]) / [0.4, 0.5, 0.6]),
        ({"normalisation": "none"}, lambda x: x / 255),
        ({"normalisation": "half"}, lambda x: x / 127.5 - 1),
        ({"normalisation": "imagenet"}, lambda x: (x / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]),
        ({"normalisation": "cifar10"}, lambda x: (x / 255 - [0.4914, 0.4822, 0.4465]) / [0.2470, 0.2435, 0.2616]),
        ({"normalisation": "mnist"}, lambda x: (x / 255 - 0.1307) / 0.3081),
        ({"normalisation": "caffe"}, lambda x: x[..., ::-1] - [104.0, 117.0, 123.0]),
        ({"mean": (0.5,)}, lambda x: (x / 255 - 0.5) / [0.4, 0.5, 0.6]),
        ({"normalisation": "none", "mean": (0.1, 0.2, 0.7), "std": (2.0,)}, lambda x: (x / 255 - [0.1, 0.2, 0.7]) / 2),
    ],
)
def test_normalisation_by_arithmetic(options, expected) -> None:  # type: ignore[no-untyped-def]
    image = photo(8, 8)
    tensor = prepare(image, network(WANTED), PictureOptions(**options)).tensor
    numbers = expected(image.pixels.astype(np.float64)).transpose(2, 0, 1)
    assert np.abs(tensor[0].numpy() - numbers).max() <= 2e-5


def test_wrong_means_are_refused() -> None:
    for options in (PictureOptions(mean=(0.1, 0.2)), PictureOptions(std=(0.0,))):
        with pytest.raises(InputError, match="takes"):
            prepare(photo(8, 8), network(WANTED), options)


def test_one_channel_gets_the_luminance() -> None:
    wanted = dataclasses.replace(WANTED, channels=1, mean=(0.0,), std=(1.0,))
    image = photo(8, 8)
    tensor = prepare(image, network(wanted), PictureOptions()).tensor
    luminance = image.pixels @ np.array([0.299, 0.587, 0.114])
    assert tensor.shape == (1, 1, 8, 8)
    assert np.abs(tensor[0, 0].numpy() * 255 - luminance).max() <= 1.0


def test_a_photo_is_prepared_quickly() -> None:
    wanted = dataclasses.replace(WANTED, size=(224, 224), resize=(256, 256), interpolation="bicubic")
    image, made = photo(480, 640), network(wanted)
    seconds = []
    for _ in range(15):
        start = time.perf_counter()
        prepare(image, made, PictureOptions())
        seconds.append(time.perf_counter() - start)
    # Against one plain resize: a busy machine slows both.
    plain = []
    for _ in range(15):
        start = time.perf_counter()
        Pillow.fromarray(image.pixels).resize((224, 224), Pillow.Resampling.BICUBIC)
        plain.append(time.perf_counter() - start)
    assert min(seconds) < 4e-3 or min(seconds) < 4 * min(plain)
