"""Trained weights of others: the checkpoints of nerf-pytorch (krrish94), read without executing anything in them."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.data.opening import open_file
from engine.errors import InputError
from engine.fields.classic import ClassicField, Shape
from engine.fields.field import Bounds
from engine.fields.rays import Camera
from engine.text import QT_TRANSLATE_NOOP

_NAMES = {
    "layer1": "hidden.0",
    "fc_alpha": "density",
    "fc_feat": "feature",
    "layers_dir.0": "branch",
    "fc_rgb": "colour",
}


def read_nerf_pytorch(path: Path, bounds: Bounds) -> ClassicField:
    """The field in a checkpoint with ``model_coarse_state_dict`` and ``model_fine_state_dict``.

    Widths, depth and frequencies are taken from the shapes. ``bounds`` are the scene's: the file has none.

    Raises
    ------
    InputError
        The file is not such a checkpoint.
    """
    open_file(path).close()
    try:
        stored = torch.load(path, map_location="cpu", weights_only=True)
        coarse, fine = (_renamed(stored[f"model_{which}_state_dict"]) for which in ("coarse", "fine"))
        field = ClassicField(bounds, _shape(coarse))
        field.scale = 1.0  # its positions were encoded as they are
        field.coarse.load_state_dict(coarse)
        assert field.fine is not None
        field.fine.load_state_dict(fine)
    except Exception as error:  # torch raises many kinds for one fact: these are not such weights
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} holds no radiance field's weights that can be read."), file=path.name
        ) from error
    return field.eval()


def corner_camera(camera: Camera) -> Camera:
    """``camera`` with rays through the pixels' upper left corners, as nerf-pytorch has them, not through their centres.

    The figures published with its weights are measured so: r_0 of lego 24.5 dB, r_50 23.3 dB, some 4 dB less than
    through the centres, where the photos were taken. From the command line: ``nerf-view --intrinsics`` with half a
    pixel added to cx and cy.
    """
    intrinsics = camera.intrinsics.copy()
    intrinsics[:2, 2] += 0.5
    return dataclasses.replace(camera, intrinsics=intrinsics)


def _renamed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Keys of nerf-pytorch's network to those of :class:`engine.fields.classic.Network`."""
    renamed = {}
    for key, tensor in state.items():
        layer, _, kind = key.rpartition(".")
        found = re.fullmatch(r"layers_xyz\.(\d+)", layer)
        renamed[f"hidden.{int(found[1]) + 1}.{kind}" if found else f"{_NAMES[layer]}.{kind}"] = tensor.float()
    return renamed


def _shape(state: dict[str, Any]) -> Shape:
    depth = sum(re.fullmatch(r"hidden\.\d+\.weight", key) is not None for key in state)
    width, inputs = state["hidden.0.weight"].shape
    seen = state["branch.weight"].shape[1] - width
    skips = [i for i in range(1, depth) if state[f"hidden.{i}.weight"].shape[1] == width + inputs]
    return Shape(
        width=width,
        depth=depth,
        skip=skips[0] if skips else 0,
        frequencies=(inputs - 3) // 6,
        direction_frequencies=(seen - 3) // 6 if seen else 0,
        view_dependence=seen > 0,
        reduced=True,
    )
