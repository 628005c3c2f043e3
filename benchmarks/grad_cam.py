"""The study grad-cam on ResNet-50 at 224 pixels against one bare forward pass and against the libraries' Grad-CAM.

Each side as its user would run it, in one thread of one process: the model as torchvision builds it, the peers on a
tensor that is ready, the study from the photo's pixels to the finished frame, a photo it has not seen before.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.ratio import Ratio, side_by_side

if TYPE_CHECKING:
    from engine.data.image import Image

THREADS = 1
REPEATS = 15
NETWORK = "torchvision/resnet50"


def measure() -> list[Ratio]:
    """The bounds of the Grad-CAM lab."""
    from engine.data.image import Image
    from engine.data.samples import open_sample
    from engine.networks.preprocessing import prepare
    from engine.runtime.torch_loading import load_torchvision
    from engine.studies.grad_cam import Options

    torchvision = load_torchvision()
    import captum.attr
    import pytorch_grad_cam
    import torch
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    from engine.networks.opening import open_network

    torch.set_num_threads(THREADS)
    options = Options(network=NETWORK, weights="none", seed=1, target=3)
    network = open_network(options)
    model = torchvision.models.resnet50(weights=None).eval()
    model.load_state_dict({name: tensor.contiguous() for name, tensor in network.module.state_dict().items()})
    photo = open_sample("cat")
    assert isinstance(photo, Image)
    pixels = prepare(photo, network, options).tensor.contiguous()

    def bare() -> object:
        with torch.inference_mode():
            return model(pixels)

    peer = captum.attr.LayerGradCam(model, model.layer4)
    other = pytorch_grad_cam.GradCAM(model=model, target_layers=[model.layer4])
    photos = _photos(photo)
    sides = {
        "bare": bare,
        "study": lambda: _run(next(photos), options),
        "captum": lambda: peer.attribute(pixels, target=3, relu_attributions=True),
        "grad-cam": lambda: other(input_tensor=pixels, targets=[ClassifierOutputTarget(3)]),
        "study at layer1": lambda: _run(next(photos), dataclasses.replace(options, layer="layer1")),
        "study, all stages": lambda: _run(next(photos), dataclasses.replace(options, film="layers")),
    }
    took = side_by_side(sides, REPEATS, warmup=3)
    again = side_by_side(_other_classes(bare, options, next(photos)), REPEATS, warmup=3)

    def against(name: str, mine: str, theirs: str, limit: float | None, source: dict[str, float]) -> Ratio:
        note = f"{source[mine] * 1e3:.1f} ms against {source[theirs] * 1e3:.1f} ms, {THREADS} thread"
        return Ratio(name, source[mine] / source[theirs], limit, note=note)

    return [
        against("study at layer4 / bare forward pass", "study", "bare", 1.0, took),
        against("study at layer4 / captum's LayerGradCam", "study", "captum", 1.05, took),
        against("study at layer4 / package grad-cam", "study", "grad-cam", 0.35, took),
        against("another class at layer4 / forward pass", "layer4", "bare", 0.05, again),
        against("another class at layer1 / forward pass", "layer1", "bare", 1.0, again),
        against("study at layer1 / forward pass", "study at layer1", "bare", None, took),
        against("study of all stages / forward pass", "study, all stages", "bare", None, took),
    ]


def _photos(photo: Image) -> Iterator[Image]:
    """The photo again and again, each time with one pixel that makes it a new one."""
    from engine.data.image import Image

    for number in itertools.count():
        pixels = np.array(photo.pixels)
        pixels[0, 0] = (number % 256, number // 256 % 256, 0)
        yield Image(pixels, photo.name)


def _run(image: object, options: object) -> object:
    from engine.studies.grad_cam import run
    from engine.study import frames

    return list(frames(run(image, options=options)))  # type: ignore[arg-type]


def _other_classes(bare: Callable[[], object], options: object, image: object) -> dict[str, Callable[[], object]]:
    """The study asked for one class after another of one photo, at two layers."""
    numbers = itertools.count()

    def another(layer: str) -> Callable[[], object]:
        return lambda: _run(
            image,
            dataclasses.replace(options, layer=layer, target=next(numbers) % 1000),  # type: ignore[type-var]
        )

    return {"bare": bare, "layer4": another("layer4"), "layer1": another("layer1")}


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))
    from benchmarks.__main__ import table

    print(table([("grad_cam", ratio) for ratio in measure()]))
