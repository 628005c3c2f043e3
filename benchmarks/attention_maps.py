"""A pass of ViT-B/16 at 224 pixels with every layer's attention map kept, against the fused pass that hides them.

Both run in one process in turns. Also what the study itself keeps, the layers' inputs, from which each layer's map is
made when it is asked for; and how large that is for ViT-L/16 at 384 pixels, whose maps are half a gigabyte.
"""

from __future__ import annotations

import os

from benchmarks.ratio import Ratio, side_by_side

THREADS = 1
REPEATS = 15
NETWORK = "timm/vit_base_patch16_224"
LARGE = "timm/vit_large_patch16_384"


def measure() -> list[Ratio]:
    """The bound of the issue on keeping the maps, and the memory of the largest network."""
    from engine.runtime.torch_loading import load_torch

    load_torch()
    import torch

    from engine.attention.capture import attention_layers, keeping_attention, keeping_calls
    from engine.networks.opening import open_network
    from engine.networks.options import NetworkOptions

    torch.set_num_threads(THREADS)
    module = open_network(NetworkOptions(network=NETWORK, weights="none", seed=1)).module
    layers = attention_layers(module)
    for layer in layers:
        layer.module.fused_attn = True  # type: ignore[assignment]  # as timm has it by itself
    picture = torch.randn(1, 3, 224, 224).contiguous(memory_format=torch.channels_last)

    def fused() -> object:
        with torch.inference_mode():
            return module(picture)

    def maps() -> object:
        with torch.inference_mode(), keeping_attention(layers) as kept:
            module(picture)
        return kept.attention

    def inputs() -> object:
        with torch.inference_mode(), keeping_calls(layers) as kept:
            module(picture)
        return kept.calls

    took = side_by_side({"fused": fused, "maps": maps, "inputs": inputs}, REPEATS, warmup=2)
    against = f"against {took['fused'] * 1000:.0f} ms fused, {THREADS} thread"
    return [
        Ratio(
            "every layer's map kept / fused pass",
            took["maps"] / took["fused"],
            1.25,
            note=f"{took['maps'] * 1000:.0f} ms {against}",
        ),
        Ratio(
            "every layer's input kept / fused pass",
            took["inputs"] / took["fused"],
            1.25,
            note=f"{took['inputs'] * 1000:.0f} ms {against}",
        ),
        _large(),
    ]


def _large() -> Ratio:
    """What the study keeps of a picture in ViT-L/16 at 384 pixels, all layers, in MB."""
    import numpy as np

    from engine.data.image import Image
    from engine.runtime.cache import cache
    from engine.studies.attention import Options, run
    from engine.study import frames

    image = Image(np.random.default_rng(0).integers(0, 256, (384, 384, 3), dtype=np.uint8), "noise")
    options = Options(network=LARGE, weights="none", seed=1, method="rollout")
    (frame,) = frames(run(image, options=options))
    with_network = cache.size
    for kind in ("attention", "attention-means"):
        cache.remove(kind)
    kept = (with_network - cache.size + frame.attention.nbytes) / 1e6
    whole = len(frame.layers) * frame.attention.nbytes / 1e6
    return Ratio(
        "ViT-L/16 at 384: kept for every layer, one shown",
        kept,
        400,
        unit="MB",
        note=f"all of its maps at once would be {whole:.0f} MB",
    )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))
    from benchmarks.__main__ import table

    print(table([("attention_maps", ratio) for ratio in measure()]))
