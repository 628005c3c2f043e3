"""The study network-layers: the tree, counted independently."""

from __future__ import annotations

import pytest
import torch

from engine.networks.opening import open_network
from engine.studies.network_layers import Options, run
from engine.study import frames

OPTIONS = Options(network="torchvision/resnet18", weights="none")


def test_every_module_with_its_true_figures() -> None:
    (frame,) = frames(run(options=OPTIONS))
    module = open_network(OPTIONS).module
    assert set(frame.paths) == {path for path, _ in module.named_modules() if path}
    assert frame.total_parameters == 11_689_512  # the table of the notes, and torchvision's own documentation
    shapes = {}
    handles = [
        part.register_forward_hook(lambda _m, _i, out, path=path: shapes.__setitem__(path, tuple(out.shape[1:])))
        for path, part in module.named_modules()
    ]
    with torch.inference_mode():
        module(torch.zeros(1, 3, 224, 224))
    for handle in handles:
        handle.remove()
    for row, path in enumerate(frame.paths):
        part = module.get_submodule(path)
        assert frame.kinds[row] == type(part).__name__
        assert frame.shapes[row] == " x ".join(map(str, shapes[path]))
        assert tuple(frame.sizes[row][: len(shapes[path])]) == shapes[path]
        assert frame.parameters[row] == sum(p.numel() for p in part.parameters())
        assert frame.bytes[row] == 4 * frame.parameters[row]
        assert frame.depths[row] == path.count(".")
    assert frame.calls[frame.paths.index("layer1.0.relu")] == 2
    assert frame.stages == ("relu", "layer1", "layer2", "layer3", "layer4")
    assert frame.input_size.tolist() == [3, 224, 224]
    assert (frame.library, frame.source) == ("torchvision", "none")


def test_its_import_costs_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys;"
        "from engine.studies import feature_maps, grad_cam, network_layers, unit;"
        "print([m for m in ('torch', 'timm', 'torchvision', 'cv2', 'PIL', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["layer", "target"])
def test_choices_are_asked_of_the_network(name: str) -> None:
    from engine.options import Choice
    from engine.studies import grad_cam

    asking = grad_cam.ask(name, {}, grad_cam.Options(network="torchvision/resnet18", weights="none"))
    while True:
        try:
            next(asking)
        except StopIteration as end:
            choices = end.value
            break
    assert all(isinstance(choice, Choice) for choice in choices)
    values = [choice.value for choice in choices]
    assert ("layer4" in values) if name == "layer" else (values[:2] == [-1, 0])
