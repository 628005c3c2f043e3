"""The demo data's download against a server on this computer; the real archives are not fetched by any test."""

from __future__ import annotations

import hashlib
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.data import demo_clouds
from engine.data.cloud import PointCloud
from engine.data.samples import SAMPLES, open_sample
from engine.errors import InputError
from engine.runtime.cache import cache

PLY = b"ply\nformat ascii 1.0\nelement vertex 2\n"
PLY += b"property float x\nproperty float y\nproperty float z\nend_header\n1 2 3\n4 5 6\n"


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server of one archive; its content is set by the test."""
    held: dict[str, bytes] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(held["content"])))
            self.end_headers()
            self.wfile.write(held["content"])

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    monkeypatch.setenv("VITRINE_CACHE", str(tmp_path / "캐시 (1)"))

    def serve(content: bytes, md5: str | None = None) -> None:
        held["content"] = content
        changed = replace(
            demo_clouds.ARCHIVES["colored"],
            address=f"http://127.0.0.1:{server.server_address[1]}/a.zip",
            md5=md5 or hashlib.md5(content).hexdigest(),
        )
        monkeypatch.setitem(demo_clouds.ARCHIVES, "colored", changed)

    yield serve
    server.shutdown()
    server.server_close()
    thread.join(2)
    cache.free()


def test_a_sample_is_downloaded_once(served: Any) -> None:
    served(packed({"wrap/frag_115.ply": PLY, "frag_116.ply": PLY, "../frag_115.ply": b"", "evil.txt": b"x"}))
    cloud = open_sample("open3d-colored-1")
    assert isinstance(cloud, PointCloud) and np.array_equal(cloud.points, [[1, 2, 3], [4, 5, 6]])
    folder = demo_clouds.folder_of("colored")
    assert sorted(p.name for p in folder.iterdir()) == ["frag_115.ply", "frag_116.ply"]
    assert [p.name for p in folder.parent.iterdir()] == ["colored"]
    served(b"gone")
    cache.free()
    assert len(open_sample("open3d-colored-2")) == 2


@pytest.mark.parametrize("content", [packed({"frag_115.ply": PLY}), b"no zip", packed({"other.txt": b"x"})])
def test_what_is_not_the_published_archive_is_thrown_away(served: Any, content: bytes) -> None:
    good = content.startswith(b"PK") and b"frag_115" in content
    served(content, md5="0" * 32 if good else None)
    with pytest.raises(InputError, match="thrown away"):
        open_sample("open3d-colored-1")
    folder = demo_clouds.folder_of("colored")
    assert not folder.exists() and not folder.with_suffix(".zip").exists()


def test_every_download_has_its_archive() -> None:
    wanted = [s for s in SAMPLES if s.archive]
    assert {s.archive for s in wanted} == set(demo_clouds.ARCHIVES)
    for sample in wanted:
        archive = demo_clouds.ARCHIVES[sample.archive]
        assert archive.address.startswith("https://") and len(archive.md5) == 32
        assert not sample.member or sample.member in archive.members
