"""The study of all attention layers: each is the attention study's own, averaged over the heads."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.data.image import Image
from engine.studies import attention, attention_layers
from engine.study import frames


@pytest.mark.parametrize("network", ["vit6", "small_swin"])
def test_each_layer_is_the_mean_of_its_heads(network: str) -> None:
    image = Image(np.random.default_rng(0).integers(0, 256, (48, 48, 3), dtype=np.uint8), "noise")
    layers = list(frames(attention_layers.run(image, options=attention_layers.Options(network=network))))
    assert [frame.layer for frame in layers] == list(range(layers[0].count))
    options = attention.Options(network=network)
    for layer in layers[::2]:
        (whole,) = frames(attention.run(image, options=dataclasses.replace(options, layer=layer.layer)))
        np.testing.assert_allclose(layer.mean, whole.attention.mean(1), atol=1e-6)
        np.testing.assert_allclose(layer.mean.sum(-1), 1, atol=1e-5)
        np.testing.assert_array_equal(layer.places, whole.places)
        np.testing.assert_allclose(layer.distance, whole.distance, rtol=1e-5)
        np.testing.assert_allclose(layer.entropy_part, whole.entropy_part, rtol=1e-5)
        assert layer.path == whole.layers[layer.layer] and layer.grid.tolist() == whole.grid.tolist()
