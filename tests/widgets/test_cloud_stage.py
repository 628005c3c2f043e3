"""What the labs of clouds share: drawing options, the stage of two clouds, what it saves, linked cameras."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.cloud_stage import (
    COMMANDS,
    CloudDrawing,
    CloudStage,
    cloud_points,
    cloud_style,
    crop_box,
    merged_cloud,
    moved_cloud,
)
from engine.data.cloud import PointCloud
from engine.geometry import rigid
from engine.options import describe, option
from widgets.cloud_camera import Camera
from widgets.cloud_points import CloudStyle

RNG = np.random.default_rng(8)
UTM = np.array([500_000.0, 4_000_000.0, 100.0])


def cloud(name: str, count: int = 200, offset: Any = 0.0, full: bool = True) -> PointCloud:
    points = RNG.uniform(-2, 2, (count, 3)) + offset
    normals = RNG.normal(size=(count, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    if not full:
        return PointCloud(points, name)
    colours = RNG.integers(0, 255, (count, 3)).astype(np.uint8)
    return PointCloud(points, name, None, colours, normals, RNG.random(count).astype(np.float32), np.eye(4))


@pytest.fixture
def stage(qtbot: Any) -> CloudStage:
    made = CloudStage()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_the_drawing_options_are_the_views_style() -> None:
    style = cloud_style(CloudDrawing("normal", 3.0, 0.2, "-y", False), np.array([[0.0, 0, 0], [1, 1, 1]]))
    assert isinstance(style, CloudStyle) and style.crop is None
    assert (style.colouring, style.point_size, style.depth_shading) == ("normal", 3.0, 0.2)
    assert (style.up, style.labels) == ("-y", False)
    described = {d.name: d for d in describe(CloudDrawing)}
    assert len(described["colouring"].choices) == len(described["colouring"].choice_labels)
    assert all(d.label and d.help for d in described.values())


def test_a_lab_adds_its_own_fields() -> None:
    @dataclass(frozen=True)
    class Drawing(CloudDrawing):
        lines: bool = option(True, "Lines.")

    assert describe(Drawing)[-1].name == "lines" and Drawing(colouring="rgb", lines=False).colouring == "rgb"


def test_a_crop_counts_from_the_box_and_leaves_other_sides_open() -> None:
    bounds = np.array([[0.0, -10.0, 2.0], [10.0, 10.0, 4.0]])
    assert crop_box(bounds, CloudDrawing()) is None
    assert crop_box(None, CloudDrawing(crop_x_low=0.5)) is None
    box = crop_box(bounds, CloudDrawing(crop_x_low=0.25, crop_z_high=0.5))
    assert box is not None
    assert np.array_equal(box, [[2.5, -np.inf, -np.inf], [np.inf, np.inf, 3.0]])


def test_a_cloud_is_the_same_object_for_a_view_as_long_as_one_shows_it() -> None:
    first = cloud("a")
    points = cloud_points(first)
    assert cloud_points(first) is points and points.points is first.points
    gone = weakref.ref(points)
    del points
    gc.collect()
    assert gone() is None and cloud_points(first).points is first.points


def test_a_moved_cloud_keeps_what_it_carries_and_its_world() -> None:
    source = cloud("a", offset=UTM)
    motion = rigid.about(rigid.exp([0.1, -0.2, 0.3, 1.0, 2.0, -0.5]), UTM)
    moved = moved_cloud(source, motion, "b")
    for index in (0, 17):
        expected = motion[:3, :3] @ source.points[index] + motion[:3, 3]
        assert np.allclose(moved.points[index], expected, rtol=0, atol=1e-8)
        assert moved.normals is not None and source.normals is not None
        assert np.allclose(moved.normals[index], motion[:3, :3] @ source.normals[index])
    assert moved.colours is source.colours and moved.intensity is source.intensity and moved.name == "b"
    assert moved.pose is not None and source.pose is not None
    assert np.allclose(moved.pose @ motion, source.pose, atol=1e-6)


def test_a_merged_cloud_has_what_all_its_parts_have() -> None:
    one, other, bare = cloud("a", 5), cloud("b", 7), cloud("c", 3, full=False)
    both = merged_cloud([one, other], "ab")
    assert len(both) == 12 and both.points.dtype == np.float64
    assert both.colours is not None and np.array_equal(both.colours[5:], np.asarray(other.colours))
    assert both.normals is not None and both.intensity is not None
    all_three = merged_cloud([one, other, bare], "abc")
    assert len(all_three) == 15 and all_three.colours is None and all_three.normals is None


def test_the_stage_shows_the_pair_and_saves_it_moved(stage: CloudStage) -> None:
    source, target = cloud("scan 2"), cloud("scan 1", full=False)
    pose = rigid.exp([0.0, 0.0, 0.4, 1.0, 0.0, 0.0])
    assert stage.clouds() == {} and not stage.settled()
    assert stage.show_pair(source, target, pose, np.eye(4))
    assert not stage.show_pair(source, target, pose, np.eye(4))
    QApplication.processEvents()
    assert stage.settled() and stage.view.names() == ("target", "source")
    assert np.array_equal(stage.view.pose("source"), pose) and np.array_equal(stage.view.pose("target"), np.eye(4))
    saved = stage.clouds()
    assert list(saved) == ["moved source", "merged"]
    assert np.allclose(saved["moved source"].points, rigid.moved(pose, source.points))
    assert len(saved["merged"]) == len(source) + len(target) and saved["merged"].colours is None
    assert not stage.picture().isNull() and np.array_equal(stage.arrays()["transform"], pose)


def test_before_and_after_stand_beside_each_other(stage: CloudStage) -> None:
    source, target = cloud("scan 2"), cloud("scan 1")
    start, pose = rigid.exp([0, 0, 0, 0.5, 0, 0]), rigid.exp([0, 0, 0, 1.0, 0, 0])
    stage.toggle_before_after()  # nothing is shown yet
    stage.toggle_before_after()
    stage.show_pair(source, target, pose, start)
    stage.toggle_before_after()
    assert stage.view.wipe() == 0.5 and np.array_equal(stage.view.pose("before"), start)
    items = stage.view._items
    assert items["before"].local is items["source"].local  # the points are there once
    stage.show_pair(source, target, rigid.exp([0, 0, 0, 2.0, 0, 0]), pose)
    assert np.array_equal(stage.view.pose("before"), pose)
    stage.toggle_before_after()
    assert stage.view.wipe() is None and "before" not in stage.view.names()


def test_the_camera_of_one_stage_moves_the_others(stage: CloudStage) -> None:
    seen: list[Any] = []
    stage.pointer_moved.connect(seen.append)
    camera = Camera((1.0, 2.0, 3.0), 4.0)
    stage.set_pointer(camera)
    stage.set_pointer(None)
    stage.set_pointer((3, 4))  # another lab's pointer: nothing
    assert stage.view.camera() == camera and seen == []
    stage.show_pair(cloud("a"), cloud("b"), np.eye(4), np.eye(4))
    stage.fit_view()
    assert seen == [stage.view.camera()]


def test_what_the_colours_cannot_show_is_said_in_a_sentence(stage: CloudStage) -> None:
    stage.show_pair(cloud("a"), cloud("b", full=False), np.eye(4), np.eye(4))
    assert stage.drawing_note() == ""
    for colouring in ("rgb", "normal", "intensity"):
        stage.set_drawing(CloudDrawing(colouring=colouring))  # type: ignore[arg-type]
        assert "target" in stage.drawing_note() and "source" not in stage.drawing_note()


def test_every_command_is_a_method_of_the_stage(stage: CloudStage) -> None:
    for command in COMMANDS:
        assert callable(getattr(stage, command.method)) and command.words and command.keys
        if command.method != "toggle_measuring":
            getattr(stage, command.method)()
    assert stage.view.camera().elevation == Camera().elevation and stage.view.camera().orthographic
    stage.view_top()
    assert stage.view.camera().elevation == 90
    stage.toggle_measuring()
    assert stage.view.measuring()
    stage.toggle_measuring()
    assert not stage.view.measuring()
