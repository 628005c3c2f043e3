"""The layers of a field at a point, against forward passes written out in NumPy, and the field's own answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from engine.errors import InputError  # noqa: E402
from engine.fields.building import FieldSettings, build  # noqa: E402
from engine.fields.field import Bounds  # noqa: E402
from engine.fields.files import TrainedField  # noqa: E402
from engine.fields.layers import layers_at  # noqa: E402
from engine.studies.nerf_network import Frame, Options, run  # noqa: E402
from engine.study import frames  # noqa: E402

BOUNDS = Bounds((-1.5, -1.0, -1.0), (1.5, 1.0, 2.0), 0.5, 6.0)
POINT, DIRECTION = (0.3, -0.2, 0.6), (0.36, 0.48, -0.8)


def trained(settings: FieldSettings) -> TrainedField:
    field = build(settings, BOUNDS)
    with torch.no_grad():
        for parameter in field.parameters():  # not as they begin: biases that are not 0, densities that are not
            parameter.add_(0.02 * torch.randn(parameter.shape, generator=torch.Generator().manual_seed(3)))
    return TrainedField(field, BOUNDS, settings, 7, np.zeros((1, 3, 4)), 10, 10, 40.0, np.eye(4)[:3])


def frame_of(field: TrainedField, **options: Any) -> Frame:
    (frame,) = frames(run(field, options=Options(**{"point": POINT, "direction": DIRECTION, **options})))
    assert isinstance(frame, Frame)
    return frame


def numbers(field: TrainedField) -> dict[str, Any]:
    return {name: tensor.double().numpy() for name, tensor in field.field.state_dict().items()}


def relu(x: Any) -> Any:
    return np.maximum(x, 0)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def published(x: Any, frequencies: int) -> Any:
    parts = [x]
    for octave in range(frequencies):
        parts += [np.sin(2.0**octave * x), np.cos(2.0**octave * x)]
    return np.concatenate(parts)


def of(frame: Frame, name: str) -> Any:
    return frame.values(frame.names.index(name))


def test_the_classic_network_layer_by_layer() -> None:
    field = trained(FieldSettings("classic"))
    frame, w = frame_of(field), numbers(field)
    x, d = published(np.array(POINT), 10), published(np.array(DIRECTION), 4)
    np.testing.assert_allclose(of(frame, "γ(x)"), x, atol=1e-4)  # sines of 512 x in float32
    np.testing.assert_allclose(of(frame, "γ(d)"), d, atol=1e-5)
    h = of(frame, "γ(x)").astype(float)
    for number in range(8):
        if number == 5:
            h = np.concatenate([of(frame, "γ(x)"), h])
            np.testing.assert_allclose(of(frame, "γ(x), h"), h, atol=1e-4)
        h = relu(w[f"fine.hidden.{number}.weight"] @ h + w[f"fine.hidden.{number}.bias"])
        np.testing.assert_allclose(of(frame, f"h{number + 1}"), h, atol=1e-4)
    density = relu(w["fine.density.weight"] @ h + w["fine.density.bias"])
    feature = w["fine.feature.weight"] @ h + w["fine.feature.bias"]
    branch = relu(w["fine.branch.weight"] @ np.concatenate([feature, of(frame, "γ(d)")]) + w["fine.branch.bias"])
    colour = sigmoid(w["fine.colour.weight"] @ branch + w["fine.colour.bias"])
    np.testing.assert_allclose(of(frame, "feature"), feature, atol=1e-4)
    np.testing.assert_allclose(of(frame, "branch"), branch, atol=1e-4)
    np.testing.assert_allclose(of(frame, "σ"), density, atol=1e-4)
    np.testing.assert_allclose(of(frame, "rgb"), colour, atol=1e-5)
    # Figure 7's sizes, with the published encodings' 63 and 27.
    sizes = dict(zip(frame.names, zip(frame.inputs.tolist(), frame.outputs.tolist(), strict=True), strict=True))
    assert sizes["h1"] == (63, 256) and sizes["h2"] == sizes["h5"] == sizes["h8"] == (256, 256)
    assert sizes["h6"] == (319, 256) and sizes["branch"] == (283, 128)
    assert sizes["rgb"] == (128, 3) and sizes["σ"] == (256, 1) and sizes["feature"] == (256, 256)
    assert frame.functions[frame.names.index("feature")] == "" and frame.functions[frame.names.index("h1")] == "ReLU"
    assert frame.parameters.sum() == 595_844 and frame.total_parameters == 2 * 595_844


def test_the_papers_order_has_the_papers_numbers() -> None:
    frame = frame_of(trained(FieldSettings("classic", order="paper")))
    at = dict(zip(frame.names, frame.outputs.tolist(), strict=True))
    assert at["γ(x)"] == 60 and at["γ(d)"] == 24


@pytest.mark.parametrize("kind", ["classic", "tiny", "planes", "grid", "hash"])
@pytest.mark.parametrize("turned", [True, False])
@pytest.mark.parametrize("frequencies", [4, 0])
def test_the_last_layers_are_the_fields_own_answer(kind: Any, turned: bool, frequencies: int) -> None:
    settings = FieldSettings(
        kind, view_dependence=turned, frequencies=frequencies, direction_frequencies=frequencies, width=32, fine=0
    )
    field = trained(settings)
    frame = frame_of(field)
    with torch.no_grad():
        density, colour = field.field(torch.tensor([POINT]), torch.tensor([DIRECTION]))
    assert frame.density == pytest.approx(float(density[0]), rel=1e-6)
    np.testing.assert_allclose(frame.colour, colour[0], rtol=1e-6)
    np.testing.assert_allclose(of(frame, "σ"), density, rtol=1e-6)
    np.testing.assert_allclose(of(frame, "rgb"), colour[0], rtol=1e-6)
    assert ("direction" in frame.kinds) == (turned and kind != "tiny")
    # A layer takes what the layers before it give, and what they give is what it was given.
    for number, count in enumerate(frame.inputs):
        sources = frame.links[frame.links[:, 1] == number, 0]
        assert count == frame.outputs[sources].sum()
        if frame.kinds[number] == "skip":
            np.testing.assert_array_equal(frame.values(number), np.concatenate([frame.values(s) for s in sources]))
    assert frame.starts[-1] == len(frame.activations) and np.isfinite(frame.activations).all()
    assert (frame.field, frame.step) == (kind, 7)


def test_planes_are_products_that_are_summed() -> None:
    field = trained(FieldSettings("planes"))
    frame, w = frame_of(field), numbers(field)
    products = of(frame, "planes, σ").astype(float)
    raw = 10 * products.sum() - 5
    size = max(high - low for low, high in zip(BOUNDS.low, BOUNDS.high, strict=True))
    assert frame.density == pytest.approx(np.log1p(np.exp(raw)) * 65.0 / size, rel=1e-4)
    coloured = of(frame, "planes, rgb").astype(float)
    np.testing.assert_allclose(of(frame, "mixing"), w["mixing.weight"] @ coloured, atol=1e-5)
    h = np.concatenate([of(frame, "mixing"), published(np.array(DIRECTION), 2)])
    h = relu(w["network.0.weight"] @ h + w["network.0.bias"])
    np.testing.assert_allclose(of(frame, "c1"), h, atol=1e-5)
    h = relu(w["network.2.weight"] @ h + w["network.2.bias"])
    np.testing.assert_allclose(frame.colour, sigmoid(w["network.4.weight"] @ h + w["network.4.bias"]), atol=1e-5)
    assert frame.parameters.sum() == frame.total_parameters


def test_levels_stand_side_by_side() -> None:
    field = trained(FieldSettings("hash"))
    frame, w = frame_of(field), numbers(field)
    levels = [i for i, kind in enumerate(frame.kinds) if kind == "hash level"]
    assert [frame.names[i] for i in levels] == [f"{n}³" for n in (16, 24, 36, 54, 81, 121, 181, 256)]
    assert all(frame.outputs[i] == 2 for i in levels)
    h = relu(w["reading.0.weight"] @ of(frame, "levels") + w["reading.0.bias"])
    np.testing.assert_allclose(of(frame, "h1"), h, atol=1e-5)
    out = w["reading.2.weight"] @ h + w["reading.2.bias"]
    np.testing.assert_allclose(of(frame, "feature"), out[1:], atol=1e-5)
    assert frame.parameters.sum() == frame.total_parameters


def hooks_of(module: Any) -> int:
    return sum(len(p._forward_hooks) + len(p._forward_pre_hooks) for p in module.modules())


def test_hooks_are_gone_also_after_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    field = trained(FieldSettings("classic", width=16)).field
    before = {name: tensor.clone() for name, tensor in field.state_dict().items()}
    layers_at(field, torch.tensor(POINT), torch.tensor(DIRECTION))
    assert hooks_of(field) == 0
    watched = []

    def fails(*_: Any) -> Any:
        watched.append(hooks_of(field))
        raise RuntimeError("stopped")

    monkeypatch.setattr(field, "forward", fails)
    with pytest.raises(RuntimeError, match="stopped"):
        layers_at(field, torch.tensor(POINT), torch.tensor(DIRECTION))
    assert watched[0] > 10 and hooks_of(field) == 0
    assert all(torch.equal(before[name], tensor) for name, tensor in field.state_dict().items())


def test_a_point_and_a_direction_that_are_none() -> None:
    field = trained(FieldSettings("tiny", width=16))
    for options in ({"point": (1.0, 2.0)}, {"point": (1.0, 2.0, float("nan"))}, {"direction": (0.0, 0.0, 0.0)}):
        with pytest.raises(InputError):
            frame_of(field, **options)
    frame = frame_of(field, point=(), direction=())
    np.testing.assert_allclose(frame.point, (0, 0, 0.5))
    np.testing.assert_allclose(frame.direction, (0, 0, 1))
