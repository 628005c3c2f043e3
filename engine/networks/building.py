"""Networks built by their own library's constructor, and what that library says about their input."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from engine.errors import InputError, VitrineError
from engine.networks.naming import Resolved
from engine.networks.opened import Preprocessing
from engine.networks.own import own_networks
from engine.runtime.torch_loading import load_timm, load_torchvision
from engine.text import QT_TRANSLATE_NOOP

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
CIFAR10 = ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616))
MNIST = ((0.1307,), (0.3081,))

Arguments = dict[str, Any]


class _WithoutRandomStart(TorchFunctionMode):
    """Leaves out the random numbers a constructor draws, where weights replace them all: half the time of opening."""

    _drawing = frozenset({"normal_", "uniform_", "erfinv_", "bernoulli_", "exponential_", "trunc_normal_"})
    _starts = frozenset(
        f"{name}_"
        for name in (
            "normal",
            "uniform",
            "trunc_normal",
            "kaiming_uniform",
            "kaiming_normal",
            "xavier_uniform",
            "xavier_normal",
        )
    )

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        drawing = name in self._drawing or (name in self._starts and getattr(func, "__module__", "") == "torch.nn.init")
        if drawing:
            tensor = args[0] if args else kwargs.get("tensor")
            if isinstance(tensor, Tensor):
                return tensor
        return func(*args, **kwargs)


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """``torch.manual_seed(seed)`` inside; outside, nobody's random numbers are disturbed."""
    devices = list(range(torch.cuda.device_count())) if torch.cuda.is_initialized() else []
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(seed)
        yield


def split_arguments(arguments: Arguments) -> tuple[Arguments, int]:
    """The constructor's arguments and Vitrine's own ``input_size`` (0: not asked for).

    Raises
    ------
    InputError
        ``input_size`` is not a side in pixels.
    """
    arguments = dict(arguments)
    size = arguments.pop("input_size", 0)
    if not isinstance(size, int) or isinstance(size, bool) or not (size == 0 or 8 <= size <= 4096):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "The network argument input_size cannot be {value}: it takes pixels from 8 to 4096."
            ),
            value=repr(size),
        )
    return arguments, size


def build(found: Resolved, arguments: Arguments, *, random_start: bool = True) -> nn.Module:
    """The network as its library builds it without weights; ``random_start`` False leaves its weights undefined.

    Raises
    ------
    InputError
        The constructor does not take the arguments.
    """
    with contextlib.nullcontext() if random_start else _WithoutRandomStart():
        return _constructed(found, arguments, None)


def build_official(found: Resolved, weights: str, file: Path, arguments: Arguments) -> nn.Module:
    """The network with official weights from ``file``, loaded the way its own library does.

    Raises
    ------
    InputError
        The constructor does not take the arguments, or the file is damaged.
    """
    with contextlib.nullcontext() if arguments else _WithoutRandomStart():
        return _constructed(found, arguments, (weights, file))


def _constructed(found: Resolved, arguments: Arguments, official: tuple[str, Path] | None) -> nn.Module:
    try:
        if found.library == "vitrine":
            module: nn.Module = own_networks()[found.name].build(**arguments)
        elif found.library == "timm":
            module = _timm(found, arguments, official)
        else:
            module = _torchvision(found, arguments, official)
    except (VitrineError, MemoryError):
        raise
    except Exception as error:  # a stranger's arguments can break a constructor in any way
        if not arguments:
            if official is None:
                raise
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "{file} does not hold the official weights of {network}: {reason}."),
                file=official[1].name,
                network=found.name,
                reason=_first_line(error),
            ) from error
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{network} cannot be built with {arguments}: {reason}."),
            network=found.name,
            arguments=", ".join(f"{key}={value}" for key, value in arguments.items()),
            reason=_first_line(error),
        ) from error
    return module


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].strip().rstrip(".")


def _timm(found: Resolved, arguments: Arguments, official: tuple[str, Path] | None) -> nn.Module:
    timm = load_timm()
    name = f"{found.name}.{found.tag}" if found.tag else found.name
    overlay: Arguments = {}
    if official is not None:
        weights, file = official
        name = f"{found.name}.{weights}" if weights else found.name
        overlay = {
            "pretrained": True,
            "pretrained_cfg_overlay": {"file": str(file), "custom_load": file.suffix == ".npz"},
        }
    with _presets_yield(timm.model_entrypoint(found.name), arguments):
        module: nn.Module = timm.create_model(name, **overlay, **arguments)
    return module


@contextlib.contextmanager
def _presets_yield(entry: Any, arguments: Arguments) -> Iterator[None]:
    """Inside, an argument of the user's wins over one that timm's entry function passes on by position.

    ``mobilenetv1_100`` calls ``_gen_mobilenet_v1("mobilenetv1_100", 1.0, **kwargs)``, so that ``channel_multiplier``
    of its own would otherwise be given twice.
    """
    import inspect

    scope = getattr(entry, "__globals__", {})
    names = [
        name
        for name in getattr(getattr(entry, "__code__", None), "co_names", ())
        if name.startswith("_gen_") and name in scope
    ]
    originals = {name: scope[name] for name in names} if arguments else {}

    def yielding(original: Any) -> Any:
        parameters = list(inspect.signature(original).parameters)

        def generate(*args: Any, **kwargs: Any) -> Any:
            kept = {name: value for name, value in zip(parameters, args, strict=False) if name not in kwargs}
            return original(**kept, **kwargs)

        return generate

    scope.update({name: yielding(original) for name, original in originals.items()})
    try:
        yield
    finally:
        scope.update(originals)


def _torchvision(found: Resolved, arguments: Arguments, official: tuple[str, Path] | None) -> nn.Module:
    models = load_torchvision().models
    arguments = dict(arguments)
    if found.name in ("googlenet", "inception_v3") and official is None:
        arguments.setdefault("init_weights", True)  # its default, but silently
    if official is None:
        module: nn.Module = models.get_model(found.name, weights=None, **arguments)
        return module
    from engine.weights.files import read_state

    weights, file = official
    entry = models.get_model_weights(found.name)[weights]
    state = read_state(file)[0]
    kind = type(entry)
    original = kind.__dict__.get("get_state_dict")
    kind.get_state_dict = lambda self, *args, **kwargs: state  # the file is here and verified: nothing to download
    try:
        module = models.get_model(found.name, weights=entry, **arguments)
    finally:
        if original is None:
            del kind.get_state_dict
        else:
            kind.get_state_dict = original
    return module


def preprocessing_of(
    found: Resolved, module: nn.Module, weights: str, arguments: Arguments, side: int
) -> Preprocessing:
    """What the library says about the input of ``module`` with official ``weights`` ("": none, or a file's).

    ``side`` overrides the size in pixels where it is not 0.
    """
    if found.library == "vitrine":
        own = own_networks()[found.name]
        channels = arguments.get("in_channels", own.CHANNELS)
        size = side if side and not own.FIXED_SIZE else own.INPUT_SIZE
        mean, std = MNIST if channels == 1 else CIFAR10
        return Preprocessing(
            (size, size),
            channels,
            mean,
            std,
            fixed_size=own.FIXED_SIZE,
            resize=(size, size),
            interpolation="bicubic",
            minimum=8,
        )
    if found.library == "timm":
        return _timm_preprocessing(module, arguments, side)
    return _torchvision_preprocessing(found, module, weights, arguments, side)


def _timm_preprocessing(module: nn.Module, arguments: Arguments, side: int) -> Preprocessing:
    cfg: dict[str, Any] = dict(module.pretrained_cfg)  # type: ignore[arg-type]
    channels, height, width = cfg.get("input_size") or (3, 224, 224)
    channels = arguments.get("in_chans", channels)
    asked = arguments.get("img_size", side)
    if asked:
        height, width = (asked, asked) if isinstance(asked, int) else asked
    mean, std = tuple(cfg.get("mean") or IMAGENET[0]), tuple(cfg.get("std") or IMAGENET[1])
    if channels == 1 and len(mean) == 3:
        mean, std = (sum(mean) / 3,), (sum(std) / 3,)
    fraction = float(cfg.get("crop_pct") or 0.875)
    modes: dict[str, Literal["squash", "border"]] = {"squash": "squash", "border": "border"}
    fixed = bool(cfg.get("fixed_input_size")) and not arguments.get("dynamic_img_size")
    return Preprocessing(
        (height, width),
        channels,
        mean,
        std,
        interpolation=str(cfg.get("interpolation") or "bicubic"),
        crop_fraction=fraction,
        fixed_size=fixed,
        resize=(math.floor(height / fraction), math.floor(width / fraction)),
        crop_mode=modes.get(str(cfg.get("crop_mode")), "center"),
        minimum=(cfg.get("min_input_size") or (3, 32, 32))[1],
    )


def _torchvision_preprocessing(
    found: Resolved, module: nn.Module, weights: str, arguments: Arguments, side: int
) -> Preprocessing:
    enum = load_torchvision().models.get_model_weights(found.name)
    entry = enum[weights] if weights else min(enum, key=lambda member: member.transforms().crop_size[0])
    transform = entry.transforms()
    crop, resize = transform.crop_size[0], transform.resize_size[0]
    asked = getattr(module, "image_size", None) or arguments.get("image_size")
    if isinstance(asked, int):
        side = asked
    if side and side != crop:
        crop, resize = side, round(side * resize / crop)
    mean, std = (tuple(transform.mean), tuple(transform.std)) if weights else IMAGENET
    fixed = found.name.startswith(("vit_", "maxvit"))
    minimum = max(entry.meta.get("min_size") or (1, 1))
    return Preprocessing(
        (crop, crop),
        3,
        mean,
        std,
        interpolation=transform.interpolation.value,
        crop_fraction=crop / resize,
        fixed_size=fixed,
        resize=(resize, resize),
        minimum=max(minimum, 32),
    )
