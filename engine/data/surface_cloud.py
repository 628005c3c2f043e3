"""Points on a mesh as a cloud."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.data.cloud import PointCloud
from engine.data.cloud_parts import Part, RawCloud
from engine.data.cloud_sampling import sampling_mesh
from engine.data.mesh import Mesh
from engine.study import Progress


@dataclass(frozen=True, eq=False)
class SurfaceCloud:
    """A cloud as a product."""

    cloud: PointCloud

    def save(self, path: Path) -> Path:
        """Write it in the format of the name's ending; returns the path."""
        from engine.data.writing_clouds import write_cloud

        return write_cloud(self.cloud, path)


def surface_cloud(mesh: Mesh) -> Generator[Progress, None, SurfaceCloud]:
    """100,000 points on a mesh, even by area, with the faces' normals and the corners' colours."""
    raw = RawCloud([Part(mesh.points, colours=mesh.colours)], [mesh.triangles.astype(np.int64)])
    sampled = yield from sampling_mesh(raw, Path(mesh.name or "surface"))
    parts = sampled.parts
    colours = [part.colours for part in parts if part.colours is not None]
    normals = [part.normals for part in parts if part.normals is not None]
    return SurfaceCloud(
        PointCloud(
            np.concatenate([part.points for part in parts]),
            mesh.name,
            colours=np.concatenate(colours) if colours else None,
            normals=np.concatenate(normals) if normals else None,
        )
    )
