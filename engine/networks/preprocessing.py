"""A photo as the network's input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.notes import Note
from engine.errors import InputError
from engine.networks.opened import OpenedNetwork, Preprocessing
from engine.networks.options import PictureOptions
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    import torch
    from PIL.Image import Image as Picture

    from engine.data.image import Image

LONGEST = 1024
"""Longer side of ``native``, in pixels, at most."""

_NAMED: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "imagenet": ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    "half": ((0.5,), (0.5,)),
    "cifar10": ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
    "mnist": ((0.1307,), (0.3081,)),
    "none": ((0.0,), (1.0,)),
}
_CAFFE = (104.0, 117.0, 123.0)


@dataclass(frozen=True)
class Prepared:
    """The input made of one photo.

    ``tensor`` is (1, C, ``height``, ``width``) float32, channels last, on the network's device; ``region`` the photo's
    part it shows, (x0, y0, x1, y1) in the photo's pixels; where the evaluation transform pads, it reaches past the
    photo.
    """

    tensor: torch.Tensor
    region: tuple[float, float, float, float]
    height: int
    width: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Normalisation:
    """(x / 255 * ``scale`` - ``mean``) / ``std``, a number a channel, on BGR where ``bgr``."""

    mean: tuple[float, ...]
    std: tuple[float, ...]
    bgr: bool
    scale: float


def normalisation(preprocessing: Preprocessing, options: PictureOptions) -> Normalisation:
    """What ``options`` and the network ask for, a number for each input channel.

    Raises
    ------
    InputError
        ``mean`` or ``std`` has neither one number nor one a channel, or a deviation is not above 0.
    """
    channels = preprocessing.channels
    scale, bgr = 1.0, False
    if options.normalisation == "auto":
        mean, std, scale, bgr = preprocessing.mean, preprocessing.std, preprocessing.scale, preprocessing.bgr
    elif options.normalisation == "caffe":
        mean, std, scale, bgr = _CAFFE, (1.0,), 255.0, channels == 3
    else:
        mean, std = _NAMED[options.normalisation]
    if options.mean or options.std:  # given numbers are on the scale 0 to 1
        mean, std = tuple(v / scale for v in mean), tuple(v / scale for v in std)
        scale = 1.0
        for name, given in (("mean", options.mean), ("std", options.std)):
            if given and len(given) not in (1, channels):
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "errors", "The option {option} takes one number or {channels}, one a channel, not {count}."
                    ),
                    option=name,
                    channels=channels,
                    count=len(given),
                )
        if any(v <= 0 for v in options.std):
            raise InputError(QT_TRANSLATE_NOOP("errors", "The option {option} takes numbers above 0."), option="std")
        mean, std = options.mean or mean, options.std or std
    return Normalisation(_spread(mean, channels), _spread(std, channels), bgr, scale)


def _spread(values: tuple[float, ...], channels: int) -> tuple[float, ...]:
    """``values`` as one a channel: one is repeated, three become their mean where the input is grey."""
    if len(values) == channels:
        return values
    return (sum(values) / len(values),) * channels


def prepare(image: Image, network: OpenedNetwork, options: PictureOptions) -> Prepared:
    """The network's input made of ``image`` as ``options.fit`` and ``options.normalisation`` say.

    ``whole`` stretches the photo to the input size; ``crop`` is the library's evaluation transform (torchvision's
    ``weights.transforms()``, timm's ``create_transform``) to the last bit of the resizing; ``native`` keeps the
    photo's size, its longer side at most :data:`LONGEST`. A network with one input channel gets the luminance (ITU-R
    601).

    Raises
    ------
    InputError
        ``native`` where the network's size is fixed; a mean or deviation that does not fit.
    """
    from PIL import Image as Pillow

    wanted = network.preprocessing
    values = normalisation(wanted, options)
    picture = Pillow.fromarray(image.pixels)
    if wanted.channels == 1:
        picture = picture.convert("L")
    notes: tuple[str, ...] = ()
    whole = (0.0, 0.0, float(image.width), float(image.height))
    if options.fit == "crop":
        picture, region = _evaluation(picture, wanted)
    elif options.fit == "native":
        if wanted.fixed_size:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "{network} takes pictures of {height} x {width} pixels only: choose the fit whole or crop.",
                ),
                network=network.title,
                height=wanted.size[0],
                width=wanted.size[1],
            )
        width, height = native_size(image.width, image.height, wanted.minimum)
        if (width, height) != (image.width, image.height):
            notes = (
                Note(
                    QT_TRANSLATE_NOOP(
                        "errors", "The photo was resized from {width} x {height} to {new_width} x {new_height}."
                    ),
                    width=image.width,
                    height=image.height,
                    new_width=width,
                    new_height=height,
                ),
            )
        picture, region = _resized(picture, (width, height), wanted.interpolation), whole
    else:
        picture, region = _resized(picture, (wanted.size[1], wanted.size[0]), wanted.interpolation, quick=True), whole
    parameter = next(network.module.parameters(), None)
    tensor = _normalised(np.asarray(picture), values, "cpu" if parameter is None else parameter.device)
    return Prepared(tensor, region, tensor.shape[2], tensor.shape[3], notes)


def native_size(width: int, height: int, minimum: int) -> tuple[int, int]:
    """(width, height) of ``native``.

    The photo's own, its longer side at most 1024, its shorter at least ``minimum`` where that allows it.
    """
    factor = min(1.0, LONGEST / max(width, height))
    if min(width, height) * factor < minimum:
        factor = min(minimum / min(width, height), LONGEST / max(width, height))
    return max(minimum, round(width * factor)), max(minimum, round(height * factor))


def _resampling(name: str) -> Any:
    from PIL import Image as Pillow

    return getattr(Pillow.Resampling, name.upper(), Pillow.Resampling.BILINEAR)


def _resized(picture: Picture, size: tuple[int, int], interpolation: str, *, quick: bool = False) -> Picture:
    """``picture`` at ``size`` (width, height); ``quick`` first shrinks very large photos by whole factors."""
    if picture.size == size:
        return picture
    return picture.resize(size, _resampling(interpolation), reducing_gap=2.0 if quick else None)


def _evaluation(picture: Picture, wanted: Preprocessing) -> tuple[Picture, tuple[float, float, float, float]]:
    """The library's evaluation transform and the region of the photo that is left."""
    from PIL import Image as Pillow

    width, height = picture.size
    high, wide = wanted.size
    to_high, to_wide = wanted.resize
    if wanted.crop_mode == "squash":
        new = (to_wide, to_high)
    elif wanted.crop_mode == "border" or to_high != to_wide:
        pick = max if wanted.crop_mode == "border" else min
        ratio = pick(height / to_high, width / to_wide)
        new = (round(width / ratio), round(height / ratio))
    else:
        short = min(width, height)
        new = (
            to_wide if width == short else int(to_wide * width / height),
            to_high if height == short else int(to_high * height / width),
        )
    resized = _resized(picture, new, wanted.interpolation)
    before_x, before_y = max(0, (wide - new[0]) // 2), max(0, (high - new[1]) // 2)
    if new[0] < wide or new[1] < high:
        fill: Any = 0
        if wanted.crop_mode == "border":
            fill = tuple(round(255 * v) for v in wanted.mean)[: wanted.channels]
            fill = fill[0] if wanted.channels == 1 else fill
        canvas = Pillow.new(resized.mode, (max(wide, new[0]), max(high, new[1])), fill)
        canvas.paste(resized, (before_x, before_y))
        resized = canvas
    left, top = round((resized.width - wide) / 2.0), round((resized.height - high) / 2.0)
    left_in_photo, top_in_photo = left - before_x, top - before_y
    scale_x, scale_y = width / new[0], height / new[1]
    region = (
        left_in_photo * scale_x,
        top_in_photo * scale_y,
        (left_in_photo + wide) * scale_x,
        (top_in_photo + high) * scale_y,
    )
    return resized.crop((left, top, left + wide, top + high)), region


def _normalised(pixels: np.ndarray[Any, Any], values: Normalisation, device: Any) -> torch.Tensor:
    """uint8 (H, W, 3) or (H, W) to float32 (1, C, H, W), in the order of operations torchvision has."""
    import torch

    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if values.bgr:
        pixels = pixels[:, :, ::-1]
    tensor = torch.from_numpy(np.array(pixels)).permute(2, 0, 1)[None].float().div_(255)  # strides stay channels last
    if values.scale != 1.0:
        tensor.mul_(values.scale)
    mean, std = (torch.tensor(v, dtype=torch.float32).view(1, -1, 1, 1) for v in (values.mean, values.std))
    tensor = tensor.sub_(mean).div_(std)
    return tensor.to(device).contiguous(memory_format=torch.channels_last)
