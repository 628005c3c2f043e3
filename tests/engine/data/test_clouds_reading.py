"""Clouds from files, against Open3D, laspy and what was put in; real files of other programs where they are there."""

from __future__ import annotations

import shutil
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.cloud_pcd import lzf
from engine.data.inputs import open_input, open_inputs
from engine.data.reading_clouds import cloud_files, read_cloud, reading_cloud
from engine.data.samples import SAMPLES
from engine.study import Progress

RANDOM = np.random.default_rng(3)
POINTS = RANDOM.normal(size=(50, 3)).astype(np.float32)
COLOURS = RANDOM.integers(0, 256, (50, 3), dtype=np.uint8)
NORMALS = (lambda n: (n / np.linalg.norm(n, axis=1, keepdims=True)).astype(np.float64))(RANDOM.normal(size=(50, 3)))
INTENSITY = RANDOM.random(50).astype(np.float32)


@pytest.fixture(scope="module")
def o3d() -> Any:
    """Open3D, the oracle."""
    import torch  # noqa: F401 - before Open3D, or their libraries disagree

    from engine.runtime.open3d_loading import load_open3d

    return load_open3d()


@pytest.fixture
def place(korean: Path) -> Callable[..., Path]:
    """Writes bytes or text under a name that no library likes."""

    def write(name: str, content: bytes | str) -> Path:
        path = korean / f"점군 (1){name}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def rows(*columns: NDArray[Any], separator: str = " ") -> str:
    table = np.column_stack([c.astype(np.float64) for c in columns])
    return "".join(separator.join(repr(float(v)) for v in row) + "\n" for row in table)


def same(cloud: PointCloud, *, colours: bool = False, normals: bool = False, intensity: bool = False) -> None:
    assert cloud.points.dtype == np.float64 and not cloud.points.flags.writeable
    np.testing.assert_array_equal(cloud.points, POINTS.astype(np.float64))
    assert (cloud.colours is not None, cloud.normals is not None, cloud.intensity is not None) == (
        colours,
        normals,
        intensity,
    )
    if cloud.colours is not None:
        np.testing.assert_array_equal(cloud.colours, COLOURS)
    if cloud.normals is not None:
        np.testing.assert_allclose(cloud.normals, NORMALS, atol=1e-7)
        np.testing.assert_allclose(np.linalg.norm(cloud.normals, axis=1), 1, atol=1e-12)
    if cloud.intensity is not None:
        np.testing.assert_array_equal(cloud.intensity, INTENSITY)


# -- PLY -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ascii", [True, False])
def test_ply_of_open3d(place: Callable[..., Path], o3d: Any, tmp_path: Path, ascii: bool) -> None:  # noqa: A002
    cloud = o3d.t.geometry.PointCloud(POINTS)
    cloud.point["colors"] = COLOURS
    cloud.point["normals"] = NORMALS
    cloud.point["intensity"] = INTENSITY[:, None]
    assert o3d.t.io.write_point_cloud(str(tmp_path / "a.ply"), cloud, write_ascii=ascii)
    path = place(".ply", (tmp_path / "a.ply").read_bytes())
    read = read_cloud(path)
    if ascii:  # it writes six digits
        np.testing.assert_allclose(read.points, POINTS, atol=1e-5)
        np.testing.assert_array_equal(read.colours, COLOURS)
        np.testing.assert_allclose(read.intensity, INTENSITY, atol=1e-5)  # type: ignore[arg-type]
    else:
        same(read, colours=True, normals=True, intensity=True)
    assert read.name == "점군 (1).ply" and read.path == path


@pytest.mark.parametrize("order", ["<", ">"])
def test_ply_with_everything_between(place: Callable[..., Path], o3d: Any, tmp_path: Path, order: str) -> None:
    """Both ends, elements of no interest before and after, comments, other programs' names, other line ends."""
    bytes_ = [(name, "u1") for name in ("diffuse_red", "diffuse_green", "diffuse_blue", "a")]
    fields = [("s", "i2"), *((axis, "f8") for axis in "xyz"), ("scalar_Intensity", "f4"), *bytes_]
    kind = np.dtype([(name, order + number) for name, number in fields])
    table = np.zeros(50, kind)
    for at, axis in enumerate("xyz"):
        table[axis] = POINTS[:, at]
    table["scalar_Intensity"] = INTENSITY
    for at, name in enumerate(("diffuse_red", "diffuse_green", "diffuse_blue")):
        table[name] = COLOURS[:, at]
    words = {"i2": "short", "f8": "float64", "f4": "float", "u1": "uint8"}
    header = [
        "ply", f"format binary_{'little' if order == '<' else 'big'}_endian 1.0", "comment end_header is not here",
        "obj_info 한글", "element camera 2", "property float fov", "element strip 2", "property list uchar int things",
        "property short other", "element vertex 50",
        *(f"property {words[kind[n].str[1:]]} {n}" for n in kind.names or ()),
        "element edge 1", "property int a", "end_header",
    ]  # fmt: skip
    strips = b"".join(struct.pack(f"{order}B{n}ih", n, *range(n), 7) for n in (3, 5))
    body = np.zeros(2, order + "f4").tobytes() + strips + table.tobytes() + b"\0\0\0\0"
    path = place(".ply", "\r\n".join([*header, ""]).encode() + body)
    same(read_cloud(path), colours=True, intensity=True)


def test_ply_float_and_wide_colours(place: Callable[..., Path]) -> None:
    for kind, table in {"float": COLOURS / 255.0, "ushort": COLOURS.astype(int) * 257}.items():
        text = rows(POINTS, table) if kind == "float" else "".join(
            f"{' '.join(repr(float(v)) for v in p)} {' '.join(map(str, c))}\n"
            for p, c in zip(POINTS, table, strict=True)
        )  # fmt: skip
        names = [*(f"property double {a}" for a in "xyz"), *(f"property {kind} {c}" for c in ("red", "green", "blue"))]
        head = "\n".join(["ply", "format ascii 1.0", "element vertex 50", *names, "end_header", ""])
        same(read_cloud(place(".ply", head + text)), colours=True)


def test_a_splat_without_normals(place: Callable[..., Path]) -> None:
    """Zero normals are none; some that are missing are said."""
    head = "ply\nformat ascii 1.0\nelement vertex 2\n" + "".join(
        f"property float {n}\n" for n in ("x", "y", "z", "nx", "ny", "nz")
    )
    read = read_cloud(place(".ply", head + "end_header\n0 0 0 0 0 0\n1 0 0 0 0 0\n"))
    assert read.normals is None and not read.notes
    read = read_cloud(place(".ply", head + "end_header\n0 0 0 0 0 2\n1 0 0 nan 0 0\n"))
    assert read.normals is None and read.notes[0].startswith("1 points of")


# -- meshes --------------------------------------------------------------------------------------------

CUBE = np.array([[x, y, z] for x in (0.0, 2.0) for y in (0.0, 1.0) for z in (0.0, 1.0)])
QUADS = [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
TRIANGLES = np.array([[q[0], q[k], q[k + 1]] for q in QUADS for k in (1, 2)])


def _ply_cube(mixed: bool) -> bytes:
    faces = [*QUADS[:3], *[t.tolist() for t in TRIANGLES[6:]]] if mixed else TRIANGLES.tolist()
    head = (
        "ply\nformat binary_little_endian 1.0\nelement vertex 8\nproperty double x\nproperty double y\n"
        f"property double z\nelement face {len(faces)}\nproperty uchar flags\n"
        "property list uchar int vertex_indices\nproperty list uchar float texcoord\nend_header\n"
    )
    body = b"".join(struct.pack(f"<BB{len(f)}iB2f", 9, len(f), *f, 2, 0.5, 0.5) for f in faces)
    return head.encode() + CUBE.tobytes() + body


def _text_cube(kind: str) -> bytes:
    corners = "".join(f"{x} {y} {z}\n" for x, y, z in CUBE)
    quads = "".join(f"4 {' '.join(map(str, q))}\n" for q in QUADS)
    if kind == "off":
        return f"OFF\n# a box\n8 6 0\n{corners}{quads}".encode()
    if kind == "off joined":
        return f"OFF8 6 0\n{corners}{quads}".encode()
    if kind == "noff":
        normals = "".join(f"{x} {y} {z} 0 0 1\n" for x, y, z in CUBE)
        return f"NOFF 8 6 0\n{normals}{quads}".encode()
    if kind == "ply ascii":
        head = "".join(f"property double {a}\n" for a in "xyz")
        return (
            f"ply\nformat ascii 1.0\nelement vertex 8\n{head}element face 6\nproperty list uchar int vertex_index\n"
            f"end_header\n{corners}{quads}"
        ).encode()
    if kind == "obj":
        vertices = "".join(f"v {x} {y} {z}\n" for x, y, z in CUBE)
        mixed = "f 1//1 2//1 4//1 3//1\nf 5 7 8 6\n" + "".join(
            "f " + " ".join(f"{v - 8}/1" for v in q) + "\n" for q in QUADS[2:]
        )
        return f"# a box\nmtllib none.mtl\n{vertices}vn 0 0 1\n{mixed}".encode()
    facets = [CUBE[t] for t in TRIANGLES]
    if kind == "stl text":
        return ("solid box\n" + "".join(
            "facet normal 0 0 0\n outer loop\n"
            + "".join(f"  vertex {x} {y} {z}\n" for x, y, z in f)
            + " endloop\nendfacet\n" for f in facets) + "endsolid box\n").encode()  # fmt: skip
    row = b"".join(np.zeros(3, "<f4").tobytes() + f.astype("<f4").tobytes() + b"\0\0" for f in facets)
    return b"solid but binary".ljust(80) + struct.pack("<I", len(facets)) + row


MESHES = {
    "off": ".off", "off joined": ".off", "noff": ".off", "ply ascii": ".ply", "obj": ".obj", "stl text": ".stl",
    "stl binary": ".stl", "ply": ".ply", "ply mixed": ".ply",
}  # fmt: skip


@pytest.mark.parametrize("kind", MESHES)
def test_meshes_give_points_even_by_area(place: Callable[..., Path], kind: str) -> None:
    content = _ply_cube(kind.endswith("mixed")) if kind in ("ply", "ply mixed") else _text_cube(kind)
    read = read_cloud(place(MESHES[kind], content))
    points, normals = read.points, read.normals
    assert len(read) == 100_000 and "mesh of 12 triangles: 100000 points" in read.notes[0] and normals is not None
    for axis, value in ((axis, CUBE[end, axis]) for axis in range(3) for end in (0, 7)):
        on = np.abs(points[:, axis] - value) < 1e-6
        area = 1.0 if axis == 0 else 2.0
        assert abs(on.sum() - 100_000 * area / 10) < 60  # the shares leave no more than corners' luck
        assert np.isclose(np.abs(normals[on][:, axis]), 1).mean() > 0.999  # but for points on an edge
        others = [k for k in range(3) if k != axis]
        np.testing.assert_allclose(points[on][:, others].mean(axis=0), CUBE[7, others] / 2, atol=0.02)
    again = read_cloud(place(MESHES[kind], content))
    np.testing.assert_array_equal(again.points, points)
    assert again.digest == read.digest


def test_colours_of_corners_are_mixed(place: Callable[..., Path]) -> None:
    text = "COFF\n3 1 0\n0 0 0 255 0 0 255\n1 0 0 0 255 0 255\n0 1 0 0 0 255 255\n3 0 1 2\n"
    read = read_cloud(place(".off", text))
    assert read.colours is not None
    x, y = read.points[:, 0], read.points[:, 1]
    expected = 255 * np.stack([1 - x - y, x, y], axis=1)
    assert np.abs(read.colours - expected).max() <= 0.5 + 1e-9


def test_a_mesh_without_area_gives_its_corners(place: Callable[..., Path]) -> None:
    read = read_cloud(place(".off", "OFF\n3 1 0\n0 0 0\n1 0 0\n2 0 0\n3 0 1 2\n"))
    np.testing.assert_array_equal(read.points[:, 0], [0, 1, 2])
    assert len(read_cloud(place(".off", "OFF\n2 0 0\n0 0 0\n1 0 0\n"))) == 2


def test_obj_points(place: Callable[..., Path]) -> None:
    lines = [f"v {' '.join(repr(float(v)) for v in (*p, *(c / 255)))}" for p, c in zip(POINTS, COLOURS, strict=True)]
    lines += [f"vn {' '.join(repr(float(v)) for v in n)}" for n in NORMALS]
    same(read_cloud(place(".obj", "\n".join(lines))), colours=True, normals=True)


# -- PCD -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ascii", "compressed"), [(True, False), (False, False), (False, True)])
def test_pcd_of_open3d(place: Callable[..., Path], o3d: Any, tmp_path: Path, ascii: bool, compressed: bool) -> None:  # noqa: A002
    cloud = o3d.t.geometry.PointCloud(POINTS)
    cloud.point["colors"] = COLOURS
    cloud.point["normals"] = NORMALS.astype(np.float32)
    cloud.point["intensity"] = INTENSITY[:, None]
    assert o3d.t.io.write_point_cloud(str(tmp_path / "a.pcd"), cloud, write_ascii=ascii, compressed=compressed)
    read = read_cloud(place(".pcd", (tmp_path / "a.pcd").read_bytes()))
    if ascii:
        np.testing.assert_allclose(read.points, POINTS, atol=1e-6)
        np.testing.assert_array_equal(read.colours, COLOURS)
    else:
        same(read, colours=True, normals=True, intensity=True)


@pytest.mark.parametrize("kind", ["F", "U", "text float", "text whole"])
def test_pcd_packed_colours_and_padding(place: Callable[..., Path], kind: str) -> None:
    packed = (COLOURS.astype(np.uint32) << np.array([16, 8, 0], np.uint32)).sum(axis=1).astype(np.uint32)
    letter = "U" if kind == "U" else "F"
    head = (
        "VERSION .7\nFIELDS _ x y z rgb _\nSIZE 1 4 4 4 4 1\n"
        f"TYPE U F F F {letter} U\nCOUNT 3 1 1 1 1 0\nWIDTH 25\nHEIGHT 2\nPOINTS 50\n"
    )
    if kind.startswith("text"):
        shown = [repr(float(v)) for v in packed.view(np.float32)] if kind == "text float" else [*map(str, packed)]
        lines = [f"0 0 0 {' '.join(repr(float(v)) for v in p)} {c}\n" for p, c in zip(POINTS, shown, strict=True)]
        content = (head + "DATA ascii\n" + "".join(lines)).encode()
    else:
        body = b"".join(b"abc" + p.tobytes() + struct.pack("<I", c) for p, c in zip(POINTS, packed, strict=True))
        content = (head + "DATA binary\n").encode() + body
    same(read_cloud(place(".pcd", content)), colours=True)


def test_lzf_copies_that_reach_into_themselves() -> None:
    content = bytes([0, 65, 0xE0, 10, 0, 1, 66, 67])  # A, then 19 bytes from one back, then BC
    assert bytes([*lzf(content, 22)][-1]) == b"A" * 20 + b"BC"  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="before the beginning"):
        list(lzf(bytes([0, 65, 0x20, 5]), 5))


# -- tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [" ", ",", ";", "\t", ", "])
def test_tables(place: Callable[..., Path], separator: str) -> None:
    same(read_cloud(place(".xyz", rows(POINTS, separator=separator))))
    read = read_cloud(place(".txt", rows(POINTS, INTENSITY, separator=separator)))
    same(read, intensity=True)
    read = read_cloud(place(".txt", rows(POINTS, NORMALS, separator=separator)))
    same(read, normals=True)
    assert read.notes == ("The values beside the coordinates in 점군 (1).txt are taken for normals.",)
    read = read_cloud(place(".txt", rows(POINTS, COLOURS, separator=separator)))
    same(read, colours=True)
    assert "taken for colours" in read.notes[0]
    same(read_cloud(place(".txt", rows(POINTS, INTENSITY, COLOURS, separator=separator))), colours=True, intensity=True)
    same(read_cloud(place(".txt", rows(POINTS, COLOURS, NORMALS, separator=separator))), colours=True, normals=True)


def test_endings_that_say_what_stands_in_them(place: Callable[..., Path], o3d: Any, tmp_path: Path) -> None:
    same(read_cloud(place(".xyzn", rows(POINTS, NORMALS))), normals=True)
    same(read_cloud(place(".xyzrgb", rows(POINTS, COLOURS / 255))), colours=True)
    cloud = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(POINTS.astype(np.float64)))
    cloud.colors = o3d.utility.Vector3dVector(COLOURS / 255)
    for ending in (".xyz", ".xyzrgb", ".pts"):
        assert o3d.io.write_point_cloud(str(tmp_path / f"a{ending}"), cloud, write_ascii=True)
        read = read_cloud(place(ending, (tmp_path / f"a{ending}").read_bytes()))
        np.testing.assert_allclose(read.points, POINTS, atol=1e-9)
        assert ending == ".xyz" or np.array_equal(read.colours, COLOURS)  # type: ignore[arg-type]


def test_pts(place: Callable[..., Path]) -> None:
    same(read_cloud(place(".pts", "50\r\n" + rows(POINTS).replace("\n", "\r\n"))))
    same(read_cloud(place(".pts", "50\n" + rows(POINTS, INTENSITY))), intensity=True)
    same(read_cloud(place(".pts", "50\n" + rows(POINTS, INTENSITY, COLOURS))), colours=True, intensity=True)
    read = read_cloud(place(".pts", "20\n" + rows(POINTS[:20]) + "30\n" + rows(POINTS[20:])))  # two scans
    same(read)
    assert not read.notes


def test_names_above_the_columns(place: Callable[..., Path]) -> None:
    text = "//X Y Z Scalar_Intensity Nx Ny Nz R G B\n" + rows(POINTS, INTENSITY, NORMALS, COLOURS)
    same(read_cloud(place(".asc", text)), colours=True, normals=True, intensity=True)
    text = "\ufeffr,g,b,x,y,z\n" + rows(COLOURS, POINTS, separator=",")
    same(read_cloud(place(".csv", text)), colours=True)


def test_headers_and_other_lines(place: Callable[..., Path]) -> None:
    text = "A scan of 2024\n\n# x y z\n" + rows(POINTS) + "# the end\n"
    read = read_cloud(place(".xyz", text))
    same(read)
    assert read.notes == ("1 lines of 점군 (1).xyz are no points and were left out.",)
    same(read_cloud(place(".xyz", rows(POINTS).replace("\n", "\r"))))
    decimal = rows(POINTS, separator=";").replace(".", ",")
    same(read_cloud(place(".txt", decimal)))
    same(read_cloud(place("", rows(POINTS))))  # without any ending


# -- LAS, arrays ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".las", ".laz"])
@pytest.mark.parametrize("wide", [True, False])
def test_las_of_laspy(place: Callable[..., Path], tmp_path: Path, ending: str, wide: bool) -> None:
    import laspy

    header = laspy.LasHeader(version="1.4", point_format=7)
    header.scales, header.offsets = np.full(3, 0.001), np.array([500_000.0, 4_000_000.0, 100.0])
    las = laspy.LasData(header)
    points = np.round(POINTS.astype(np.float64) * 100, 3) + header.offsets
    las.x, las.y, las.z = points.T
    las.red, las.green, las.blue = (COLOURS.astype(np.uint16) * (257 if wide else 1)).T
    las.intensity = np.arange(50)
    las.write(str(tmp_path / f"a{ending}"))
    read = read_cloud(place(ending, (tmp_path / f"a{ending}").read_bytes()))
    np.testing.assert_allclose(read.points, points, atol=1e-9)
    np.testing.assert_array_equal(read.colours, COLOURS)
    np.testing.assert_array_equal(read.intensity, np.arange(50))
    assert "large" in read.notes[-1] and not (read.origin % 1).any() and np.abs(read.points - read.origin).max() < 1000


def test_kitti_and_its_kin(place: Callable[..., Path]) -> None:
    points = RANDOM.normal(size=(3000, 3)).astype(np.float32) * 10
    light = RANDOM.random(3000).astype(np.float32)
    read = read_cloud(place(".bin", np.column_stack([points, light]).astype("<f4").tobytes()))
    np.testing.assert_array_equal(read.points, points)
    np.testing.assert_array_equal(read.intensity, light)
    colours = RANDOM.integers(0, 256, (3000, 3))
    read = read_cloud(place(".bin", np.column_stack([points, colours]).astype("<f4").tobytes()))
    np.testing.assert_array_equal(read.points, points)
    np.testing.assert_array_equal(read.colours, colours)
    ring = np.arange(3000) % 32
    read = read_cloud(place(".bin", np.column_stack([points, light * 255, ring]).astype("<f4").tobytes()))
    np.testing.assert_array_equal(read.points, points)
    assert "rows of 5 numbers" in read.notes[0]


@pytest.mark.parametrize("order", ["C", "F"])
def test_npy(korean: Path, order: Any) -> None:
    path = korean / "점 (1).npy"
    for table, what in (
        (POINTS, {}),
        (np.column_stack([POINTS, INTENSITY]), {"intensity": True}),
        (np.column_stack([POINTS, COLOURS]), {"colours": True}),
        (np.column_stack([POINTS.astype(np.float64), NORMALS]), {"normals": True}),
    ):
        np.save(path, np.asarray(table, order=order))
        same(read_cloud(path), **what)


def test_npz(korean: Path) -> None:
    path = korean / "점 (1).npz"
    for name in ("points", "xyz", "pcd", "arr_0"):
        np.savez(
            path, **{name: POINTS, "colors": COLOURS / 255, "normals": NORMALS * 3, "intensity": INTENSITY[:, None]}
        )
        same(read_cloud(path), colours=True, normals=True, intensity=True)
    pose = np.eye(4)
    pose[:3, 3] = 1, 2, 3
    np.savez_compressed(path, points=POINTS, pose=pose)
    np.testing.assert_array_equal(read_cloud(path).pose, pose)


# -- real files ----------------------------------------------------------------------------------------

REAL = [
    "registration/clouds/bunny.pcd", "registration/clouds/cloud_0.pcd", "registration/clouds/milk_color.pcd",
    "registration/clouds/rops_cloud.pcd", "registration/lidar_pair/source.ply", "registration/lidar_pair/target.ply",
    "registration/kitchen_pair/cloud_bin_0.ply", "registration/kitchen_pair/cloud_bin_4.ply",
]  # fmt: skip


@pytest.mark.parametrize("file", REAL)
def test_real_files_as_open3d_reads_them(shared_data: Path, o3d: Any, korean: Path, file: str) -> None:
    path = korean / f"{file.rsplit('/', 1)[1][:-4]} 점{file[-4:]}"
    shutil.copyfile(shared_data / file, path)
    read = read_cloud(path)
    theirs = o3d.t.io.read_point_cloud(str(shared_data / file))
    # Numbers in text are read in float64, and by Open3D in the float32 of the header.
    np.testing.assert_array_equal(read.points.astype(np.float32), theirs.point["positions"].numpy())
    if "colors" in theirs.point:
        np.testing.assert_array_equal(read.colours, theirs.point["colors"].numpy())
    legacy = o3d.io.read_point_cloud(str(shared_data / file))
    np.testing.assert_allclose(read.points, np.asarray(legacy.points), rtol=1e-6)
    assert (read.colours is not None) == (file == "registration/clouds/milk_color.pcd")
    assert (read.intensity is not None) == ("lidar" in file or "cloud_0.pcd" in file)
    if "lidar" in file:
        scalar = o3d.t.io.read_point_cloud(str(shared_data / file)).point
        assert "scalar_intensity" not in scalar or np.array_equal(
            scalar["scalar_intensity"].numpy()[:, 0], read.intensity
        )


def test_a_mesh_and_whole_scans(shared_data: Path, o3d: Any) -> None:
    mesh = o3d.io.read_triangle_mesh(str(shared_data / "shapes/bathtub.ply"))
    read = read_cloud(shared_data / "shapes/bathtub.ply")
    corners, triangles = np.asarray(mesh.vertices), np.asarray(mesh.triangles)
    scene = o3d.t.geometry.RaycastingScene()
    scene.add_triangles((corners / 1e4).astype(np.float32), triangles.astype(np.uint32))
    distances = scene.compute_distance((read.points / 1e4).astype(np.float32)).numpy()
    assert np.quantile(distances, 0.99) < 1e-5 and distances.max() < 2e-3  # its triangles are slivers, there in float32
    centre = corners[triangles].mean(axis=1)
    areas = np.linalg.norm(np.cross(corners[triangles][:, 1] - corners[triangles][:, 0],
                                    corners[triangles][:, 2] - corners[triangles][:, 0]), axis=1)  # fmt: skip
    mean = (centre * areas[:, None]).sum(axis=0) / areas.sum()
    np.testing.assert_allclose(read.points.mean(axis=0), mean, atol=0.001 * read.diagonal)
    scans = shared_data / "shapes/scans"
    kitti = read_cloud(scans / "kitti/000008.bin")
    assert (
        len(kitti) == 17_238
        and kitti.intensity is not None
        and 0 <= kitti.intensity.min() <= kitti.intensity.max() <= 1
    )
    for file, count in (("scannet/scene0000_00.bin", 40_684), ("sunrgbd/000017.bin", 50_000)):
        scan = read_cloud(scans / file)
        assert len(scan) == count and scan.colours is not None and scan.diagonal < 15
    for name, count in (("src", 15_953), ("ref", 18_977)):
        cloud = read_cloud(shared_data / f"registration/indoor_pair/{name}.npy")
        np.testing.assert_array_equal(cloud.points, np.load(shared_data / f"registration/indoor_pair/{name}.npy"))
        assert len(cloud) == count


# -- as inputs, and breaths ----------------------------------------------------------------------------


def test_inputs_of_one_and_many(korean: Path) -> None:
    for name in ("b.xyz", "a.xyz", "c.md"):
        (korean / name).write_text(rows(POINTS))
    (korean / "folder.ply").mkdir()
    assert [path.name for path in cloud_files(korean)] == ["a.xyz", "b.xyz"]
    opened = open_input("PointCloud", str(korean / "b.xyz"))
    assert isinstance(opened, PointCloud)
    several = open_inputs("PointCloud", [str(korean), str(korean / "b.xyz")])
    assert [cloud.name for cloud in several] == ["a.xyz", "b.xyz", "b.xyz"]
    assert all(sample.kind != "PointCloud" or sample.title for sample in SAMPLES)


def test_breaths_while_a_large_table_is_read(place: Callable[..., Path]) -> None:
    """Counted, not timed alone: no breath may stand for more than a few tens of thousands of lines."""
    text = rows(np.tile(POINTS, (4000, 1)), np.tile(COLOURS, (4000, 1)))
    path = place(".xyz", text)
    breaths, longest, last = 0, 0.0, time.thread_time()
    for breath in reading_cloud(path):
        assert isinstance(breath, Progress)
        now = time.thread_time()
        breaths, longest, last = breaths + 1, max(longest, now - last), now
    assert breaths > len(text) / 2**18 + 2 and longest < 0.2


def test_the_digest_goes_by_content(place: Callable[..., Path]) -> None:
    cloud = read_cloud(place(".xyzn", rows(POINTS, NORMALS)))
    assert PointCloud(cloud.points.copy(), "other", normals=cloud.normals).digest == cloud.digest
    assert PointCloud(cloud.points.copy(), "other").digest != cloud.digest
