"""The computing part of the live lab feature-maps, ResNet-18 at 224 pixels: frames a second against bare passes.

Every picture is new, as from a camera of 640 x 480 pixels; the study goes from its pixels to the frame.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.ratio import Ratio, side_by_side

THREADS = 1
REPEATS = 31
NETWORK = "torchvision/resnet18"


def measure() -> list[Ratio]:
    """The bounds of the live source in the feature-maps lab, without drawing."""
    from engine.networks.preprocessing import prepare
    from engine.runtime.torch_loading import load_torchvision
    from engine.studies.feature_maps import Options, run
    from engine.study import frames

    torchvision = load_torchvision()
    import torch

    from engine.networks.opening import open_network

    torch.set_num_threads(THREADS)
    options = Options(network=NETWORK, weights="none", seed=1)
    network = open_network(options)
    model = torchvision.models.resnet18(weights=None).eval()
    model.load_state_dict({name: tensor.contiguous() for name, tensor in network.module.state_dict().items()})
    pictures = _pictures()
    pixels = prepare(next(pictures), network, options).tensor.contiguous()

    def bare() -> object:
        with torch.inference_mode():
            return model(pixels)

    def study(layer: str, whole: bool = False) -> Any:
        at = dataclasses.replace(options, layer=layer, whole_network=whole)
        return lambda: list(frames(run(next(pictures), options=at)))

    took = side_by_side(
        {
            "bare": bare,
            "layer2": study("layer2"),
            "conv1": study("conv1"),
            "layer2, whole network": study("layer2", whole=True),
        },
        REPEATS,
        warmup=3,
    )

    def rate(layer: str, limit: float | None) -> Ratio:
        note = f"{1 / took[layer]:.1f} a second against {1 / took['bare']:.1f}, {THREADS} thread"
        return Ratio(
            f"pictures a second at {layer} / bare passes", took["bare"] / took[layer], limit, note=note, at_least=True
        )

    return [rate("layer2", 0.75), rate("conv1", 0.6), rate("layer2, whole network", None)]


def _pictures() -> Iterator[Any]:
    """A camera's pictures, each another one."""
    from engine.data.image import Image

    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    for number in itertools.count():
        yield Image(np.roll(noise, number, axis=1), f"picture {number}")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))
    from benchmarks.__main__ import table

    print(table([("feature_maps", ratio) for ratio in measure()]))
