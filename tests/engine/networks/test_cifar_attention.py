"""The small attention networks: their size, their shapes, and that their attention can be seen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch

from engine.networks import cifar_attention
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions
from engine.runtime.cache import cache

# By hand: a block of C channels has 12 C^2 + 13 C; a Swin block 49 positions a head more.
VIT_BLOCKS = 6 * (12 * 128**2 + 13 * 128)
SWIN_BLOCKS = sum(2 * (12 * c**2 + 13 * c + 49 * heads) for c, heads in ((48, 3), (96, 6), (192, 12)))
SWIN_MERGING = sum(2 * 4 * c + 4 * c * 2 * c for c in (48, 96))
REST = 128 + 65 * 128 + 2 * 128 + 10 * 129
"""Class token, positions, last norm and classifier of the transformers over 128 channels."""
STEM = 3 * 9 * 32 + 2 * 32 + 32 * 9 * 64 + 2 * 64 + 64 * 9 * 128 + 128
PARAMETERS = {
    "vit6": VIT_BLOCKS + REST + 48 * 128 + 128,
    "hybrid_vit": VIT_BLOCKS + REST + STEM + 128 * 128 + 128,
    "small_swin": SWIN_BLOCKS + SWIN_MERGING + 12 * 48 + 48 + 2 * 48 + 2 * 192 + 10 * 193,
}


def built(name: str, seed: int = 0, **arguments: int) -> torch.nn.Module:
    cifar_attention.vit6()  # timm is loaded, so that only the network draws random numbers
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network: torch.nn.Module = getattr(cifar_attention, name)(**arguments)
    return network.eval()


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_as_counted_by_hand(name: str) -> None:
    assert sum(p.numel() for p in built(name).parameters()) == PARAMETERS[name]


@pytest.mark.parametrize("name", PARAMETERS)
def test_shapes_and_arguments(name: str) -> None:
    assert built(name)(torch.zeros(2, 3, 32, 32)).shape == (2, 10)
    assert built(name, num_classes=4, in_channels=1)(torch.zeros(1, 1, 32, 32)).shape == (1, 4)


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_seed_decides_the_start(name: str) -> None:
    first, again, other = built(name, 3), built(name, 3), built(name, 4)
    x = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.equal(first(x), again(x)) and not torch.equal(first(x), other(x))


def test_only_the_stem_and_the_patches_are_convolutions() -> None:
    def convolutions(name: str) -> list[str]:
        return [path for path, part in built(name).named_modules() if isinstance(part, torch.nn.Conv2d)]

    assert convolutions("vit6") == ["patch_embed.proj"]
    assert convolutions("small_swin") == ["patch_embed.proj"]
    hybrid = convolutions("hybrid_vit")
    assert len(hybrid) == 4 and all(path.startswith("patch_embed.") for path in hybrid)


@pytest.mark.parametrize("name", ["vit6", "hybrid_vit"])
def test_every_head_attends_to_every_token(name: str) -> None:
    network = built(name)
    maps: list[torch.Tensor] = []
    for block in network.blocks:  # type: ignore[union-attr]
        block.attn.attn_drop.register_forward_hook(lambda *got: maps.append(got[2]))
    with torch.inference_mode():
        network(torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(0)))
    assert [m.shape for m in maps] == [(1, 4, 65, 65)] * 6
    assert all(torch.allclose(m.sum(-1), torch.ones(()), atol=1e-6) for m in maps)


def test_swin_attends_in_windows_shifted_where_there_are_several() -> None:
    network = built("small_swin")
    blocks = [block for stage in network.layers for block in stage.blocks]  # type: ignore[union-attr]
    assert [block.shift_size for block in blocks] == [(0, 0), (2, 2), (0, 0), (2, 2), (0, 0), (0, 0)]
    maps: list[torch.Tensor] = []
    for block in blocks:
        block.attn.attn_drop.register_forward_hook(lambda *got: maps.append(got[2]))
    with torch.inference_mode():
        network(torch.zeros(1, 3, 32, 32))
    assert [m.shape for m in maps] == [(16, 3, 16, 16)] * 2 + [(4, 6, 16, 16)] * 2 + [(1, 12, 16, 16)] * 2


@pytest.mark.parametrize("name", PARAMETERS)
def test_they_open_as_the_other_networks_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(
        build=getattr(cifar_attention, name),
        INPUT_SIZE=32,
        CHANNELS=3,
        FAMILY="",
        PAPER="",
        FIXED_SIZE=True,
    )
    for place in ("naming", "building"):
        monkeypatch.setattr(f"engine.networks.{place}.own_networks", lambda: {name: module})
    cache.remove("network")
    network = open_network(NetworkOptions(name, "none"))
    cache.remove("network")
    layouts = {layer.path: layer.layout for layer in network.layers}
    assert network.library == "vitrine" and network.preprocessing.size == (32, 32) and len(network.labels) == 10
    if name == "small_swin":
        assert network.stages == ("layers.0", "layers.1", "norm")
        assert {layouts[path] for path in network.stages} == {"maps-last"}
    else:
        assert all(layouts[f"blocks.{n}"] == "tokens" for n in range(6))
        assert network.layer("blocks.5").shape == (65, 128)  # type: ignore[union-attr]
