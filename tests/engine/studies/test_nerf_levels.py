"""The levels of a field against counting by hand."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.errors import InputError
from engine.fields.building import FieldSettings, build
from engine.fields.field import Bounds
from engine.fields.files import TrainedField
from engine.fields.quick_options import QuickOptions
from engine.studies.nerf_levels import Frame, Options, run
from engine.study import frames

BOX = Bounds((-1.0, 0.0, 2.0), (3.0, 4.0, 6.0), 0.5, 9.0)
SMALL = replace(QuickOptions(), hash_levels=(3, 7), table=7, levels=(4, 6), resolutions=(6, 8), occupancy=4)
PRIMES = (1, 2_654_435_761, 805_459_861)


def field_of(kind: Any) -> Any:
    torch.manual_seed(3)
    settings = FieldSettings(kind=kind, quick=SMALL, width=16)
    field: Any = build(settings, BOX)
    if kind in ("hash", "grid", "planes"):
        field.occupancy.cells[:] = (torch.rand(4, 4, 4) < 0.6).to(torch.uint8)
    pose = np.eye(4)[:3]
    return TrainedField(field, BOX, settings, 5, pose[None], 8, 8, 40.0, pose)


def asked(field: Any, **options: Any) -> Frame:
    (frame,) = frames(run(field, options=Options(**options)))
    assert isinstance(frame, Frame)
    return frame


def entry(vertex: tuple[int, ...], n: int) -> int:
    """Where a vertex lies in a table of 128 entries."""
    if (n + 1) ** 3 <= 128:
        return (vertex[0] * (n + 1) + vertex[1]) * (n + 1) + vertex[2]
    mixed = 0
    for coordinate, prime in zip(vertex, PRIMES, strict=True):
        mixed ^= coordinate * prime
    return mixed % 128


def test_corners_and_what_shares_their_entries_are_those_counted_by_hand() -> None:
    field = field_of("hash")
    point = (0.3, 3.1, 4.4)
    frame = asked(field, point=point)
    assert frame.resolutions.tolist() == [3, 7]
    assert frame.entries.tolist() == [64, 128]
    assert frame.vertices is not None and frame.corner_entries is not None
    assert frame.weights is not None and frame.sharing is not None
    cells = field.field.occupancy.cells.numpy()
    for level, n in enumerate((3, 7)):
        filled = {
            vertex: bool(cells[tuple(min(v * 4 // n, 3) for v in vertex)])
            for vertex in itertools.product(range(n + 1), repeat=3)
        }
        users = Counter(entry(vertex, n) for vertex, there in filled.items() if there)
        place = (np.array(point) - BOX.low) / 4 * n
        expected = {
            tuple(np.floor(place).astype(int) + step): float(np.prod(np.where(step, place % 1, 1 - place % 1)))
            for step in itertools.product((0, 1), repeat=3)
        }
        for corner in range(8):
            vertex = tuple(frame.vertices[level, corner].tolist())
            assert frame.weights[level, corner] == pytest.approx(expected.pop(vertex), abs=1e-5)
            assert frame.corner_entries[level, corner] == entry(vertex, n)
            assert frame.sharing[level, corner] == users[entry(vertex, n)] - filled[vertex]
        assert not expected
    assert not frame.sharing[0].any()  # one entry each
    assert frame.sharing[1].any()


@pytest.mark.parametrize(("kind", "axis"), [("hash", "z"), ("hash", "x"), ("grid", "y"), ("planes", "y")])
def test_slices_are_the_features_that_the_field_reads(kind: Any, axis: Any) -> None:
    field = field_of(kind)
    frame = asked(field, point=(0.3, 3.1, 4.4), axis=axis, size=8)
    across = "xyz".index(axis)
    first, second = (n for n in range(3) if n != across)
    for row, column in ((0, 0), (2, 5), (7, 6)):
        unit = torch.zeros(1, 3)
        unit[0, across] = float(frame.unit_point[across])
        unit[0, first], unit[0, second] = (column + 0.5) / 4 - 1, (row + 0.5) / 4 - 1
        with torch.no_grad():
            if kind == "planes":
                raw = field.field.raw(unit)[0]
                assert frame.slices.shape == (6, 8, 8)
                product = field.field._products
                each = product(field.field.density_planes, field.field.density_lines, unit)
                assert float(raw) == pytest.approx(10 * float(each.sum()), rel=1e-4)
                expected = each.square().mean(1).sqrt()[:, 0].tolist()
                found = frame.slices[:3, row, column]
            else:
                encoded = field.field.encoded(unit)[0]
                expected = encoded.view(2, -1).square().mean(1).sqrt().tolist()
                found = frame.slices[:, row, column]
        assert found.tolist() == pytest.approx(expected, rel=1e-4)
    if kind != "hash":
        assert frame.sharing is None


def test_a_dense_grid_s_slice_is_its_own_values_at_its_vertices() -> None:
    field = field_of("grid")
    grid = field.field.grids[0].detach().numpy()[0]
    frame = asked(field, point=(-1.0, 0.0, 2.0), size=200)
    # The slice's first pixel lies next to the grid's first vertex, z, y and x being its axes in turn.
    assert frame.slices[0, 0, 0] == pytest.approx(float(np.sqrt((grid[:, 0, 0, 0] ** 2).mean())), abs=0.02)
    assert frame.slices[0, 0, -1] == pytest.approx(float(np.sqrt((grid[:, 0, 0, -1] ** 2).mean())), abs=0.02)


def test_a_network_has_no_levels_and_a_point_is_three_numbers() -> None:
    with pytest.raises(InputError, match="network alone"):
        asked(field_of("tiny"))
    with pytest.raises(InputError, match="three numbers"):
        asked(field_of("hash"), point=(1.0, 2.0))
