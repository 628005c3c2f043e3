"""Grad-CAM against a closed form, two other libraries, and plain autograd."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from engine.attribution.grad_cam import Cut, cut, gradients, heatmap, localisation, neuron_importance
from engine.errors import InputError
from engine.runtime.torch_loading import load_torchvision

Array = NDArray[np.float64]


def still(module: nn.Module) -> nn.Module:
    return module.eval().requires_grad_(False)


def cam_of(passed: Cut, layer: str, target: int) -> tuple[Tensor, Tensor]:
    """(alpha, signed map) of one layer."""
    slope = dict(gradients(passed, target))[layer]
    weights = neuron_importance(slope[0])
    return weights, localisation(weights, passed.after[layer].detach()[0])


class TwoLayers(nn.Module):
    """A convolution, then one linear layer on every number of its rectified maps."""

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(2, 3, 3, bias=True)
        self.relu = nn.ReLU(inplace=inplace)
        self.linear = nn.Linear(3 * 4 * 5, 2)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.linear(self.relu(self.convolution(x)).flatten(1))
        return out


def closed_form(network: TwoLayers, x: Array, target: int) -> tuple[Array, Array]:
    """The paper's equations for TwoLayers at the convolution, in NumPy: d y / d A = W where A > 0, else 0."""
    kernel = network.convolution.weight.detach().double().numpy()
    bias = network.convolution.bias.detach().double().numpy()  # type: ignore[union-attr]
    maps = np.zeros((3, 4, 5))
    for k in range(3):
        for i in range(4):
            for j in range(5):
                maps[k, i, j] = (kernel[k] * x[:, i : i + 3, j : j + 3]).sum() + bias[k]
    slope = network.linear.weight.detach().double().numpy()[target].reshape(3, 4, 5) * (maps > 0)
    alpha = slope.sum((1, 2)) / 20
    return alpha, sum(alpha[k] * maps[k] for k in range(3))


@pytest.mark.parametrize("inplace", [False, True])
def test_the_closed_form_of_a_two_layer_network(inplace: bool) -> None:
    torch.manual_seed(4)
    network = TwoLayers(inplace)
    still(network)
    x = torch.randn(1, 2, 6, 7)
    passed = cut(network, x, ["convolution"])
    for target in (0, 1):
        alpha, signed = cam_of(passed, "convolution", target)
        expected_alpha, expected = closed_form(network, x[0].double().numpy(), target)
        np.testing.assert_allclose(alpha, expected_alpha, atol=1e-6)
        np.testing.assert_allclose(signed, expected, atol=1e-6)
        assert (expected < 0).any() and (expected > 0).any()


@pytest.fixture(scope="module")
def resnet18() -> nn.Module:
    torch.manual_seed(2)
    network = load_torchvision().models.resnet18(weights=None)
    for part in network.modules():
        if isinstance(part, nn.BatchNorm2d):  # running statistics that do something
            part.running_mean.normal_(0, 0.2)  # type: ignore[union-attr]
            part.running_var.uniform_(0.5, 2)  # type: ignore[union-attr]
    return network.eval()


LAYERS = ["conv1", "layer1", "layer3.0.conv2", "layer4"]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("layer", LAYERS)
def test_captum_gives_the_same_map(resnet18: nn.Module, layer: str) -> None:
    from captum.attr import LayerGradCam

    x = torch.randn(1, 3, 96, 96, generator=torch.Generator().manual_seed(1))
    theirs = LayerGradCam(resnet18, resnet18.get_submodule(layer)).attribute(x, target=7)[0, 0].detach()
    ours = cam_of(cut(resnet18, x, [layer]), layer, 7)[1]
    assert (ours - theirs).abs().max() <= 1e-5 * theirs.abs().max()
    assert all(not part._forward_hooks for part in resnet18.modules())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("layer", LAYERS)
def test_the_package_grad_cam_gives_the_same_map(resnet18: nn.Module, layer: str) -> None:
    from pytorch_grad_cam import GradCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

    x = torch.randn(1, 3, 96, 96, generator=torch.Generator().manual_seed(1))
    target = [ClassifierOutputTarget(7)]
    module = resnet18.get_submodule(layer)
    with GradCAM(model=resnet18, target_layers=[module]) as package:
        package(input_tensor=x, targets=target)
        seen = package.activations_and_grads
        activations, slopes = seen.activations[0].numpy(), seen.gradients[0].numpy()
        raw = package.get_cam_image(x, module, target, activations, slopes, False)[0]
    ours = cam_of(cut(resnet18, x, [layer]), layer, 7)[1].numpy()
    assert np.abs(ours.clip(0) - raw.clip(0)).max() <= 1e-5 * raw.max()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_densenets_functional_inplace_relu_does_not_clobber_the_maps() -> None:
    from captum.attr import LayerGradCam

    torch.manual_seed(0)
    network = load_torchvision().models.densenet121(weights=None).eval()
    x = torch.randn(1, 3, 64, 64)
    theirs = LayerGradCam(network, network.features).attribute(x, target=5)[0, 0].detach()
    passed = cut(network, x, ["features"])
    ours = cam_of(passed, "features", 5)[1]
    assert passed.after["features"].min() < 0
    assert (ours - theirs).abs().max() <= 1e-5 * theirs.abs().max()


class Skips(nn.Module):
    """Paths that go round layers, so that a gradient reaches a layer by several ways."""

    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3, padding=1)
        self.b = nn.Conv2d(4, 4, 3, padding=1)
        self.c = nn.Conv2d(8, 4, 3, padding=1)
        self.unused = nn.Conv2d(1, 1, 1)
        self.head = nn.Linear(12, 5)

    def forward(self, x: Tensor) -> Tensor:
        first = self.a(x).tanh()
        second = self.b(first).sigmoid() * first
        third = self.c(torch.cat([first, second], 1))
        out: Tensor = self.head(torch.cat([first, second, third], 1).amax((2, 3)))
        return out


def test_several_cuts_in_one_pass_give_plain_autograds_gradients() -> None:
    torch.manual_seed(0)
    network = still(Skips())
    x = torch.randn(1, 3, 9, 9)
    kept: dict[str, Tensor] = {}

    def keep(name: str) -> object:
        def hook(_module: nn.Module, _inputs: object, output: Tensor) -> Tensor:
            kept[name] = output if output.requires_grad else output.requires_grad_()
            kept[name].retain_grad()
            return kept[name]

        return hook

    handles = [network.get_submodule(name).register_forward_hook(keep(name)) for name in "abc"]  # type: ignore[arg-type]
    network(x)[0, 3].backward()
    for handle in handles:
        handle.remove()
    passed = cut(network, x, ["a", "b", "c"])
    assert passed.layers == ("a", "b", "c")
    found = list(gradients(passed, 3))
    assert [name for name, _ in found] == ["c", "b", "a"]
    for name, slope in found:
        torch.testing.assert_close(slope, kept[name].grad)


def test_a_layer_that_does_not_run_is_refused_in_a_sentence_and_leaves_no_hook() -> None:
    network = still(Skips())
    with pytest.raises(InputError, match="unused takes no part"):
        cut(network, torch.randn(1, 3, 9, 9), ["unused"])
    with pytest.raises(RuntimeError):
        cut(network, torch.randn(1, 5, 9, 9), ["a"])
    assert all(not part._forward_hooks for part in network.modules())


def test_it_works_where_gradients_are_switched_off() -> None:
    torch.manual_seed(0)
    network = still(Skips())
    x = torch.randn(1, 3, 9, 9)
    expected = dict(gradients(cut(network, x, ["b"]), 0))["b"]
    with torch.no_grad():
        found = dict(gradients(cut(network, x, ["b"]), 0))["b"]
        assert not torch.is_grad_enabled()
    torch.testing.assert_close(found, expected)


def test_the_memory_counted_is_what_the_graph_keeps() -> None:
    network = still(nn.Sequential(nn.Conv2d(1, 2, 1), nn.Tanh(), nn.Flatten(), nn.Linear(200, 3)))
    passed = cut(network, torch.randn(1, 1, 10, 10), ["0"])
    maps = 200 * 4
    # The output, the leaf, what tanh saves (its result, shared with the linear layer), the logits.
    expected = {3 * maps + 12, 3 * maps + 12 + 3 * 4}
    assert passed.size_bytes() in expected


def test_the_heatmap_is_bilinear_between_centres_and_zero_without_evidence() -> None:
    cam = torch.rand(7, 9, generator=torch.Generator().manual_seed(0))
    found = heatmap(cam, (70, 63)).numpy()
    expected = cv2.resize((cam / cam.max()).numpy(), (63, 70), interpolation=cv2.INTER_LINEAR)
    np.testing.assert_allclose(found, expected, atol=1e-6)
    wrong = F.interpolate((cam / cam.max())[None, None], (70, 63), mode="bilinear", align_corners=True)[0, 0]
    assert np.abs(wrong.numpy() - expected).max() > 0.05
    assert not heatmap(torch.zeros(3, 3), (9, 9)).any()
