"""Downloads against a real server on this computer: progress, cuts, resuming, hashes, cancelling."""

from __future__ import annotations

import hashlib
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError
from engine.study import Progress
from engine.weights.download import Missing, downloading

CONTENT = bytes(range(256)) * 8192  # 2 MiB
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Server(http.server.ThreadingHTTPServer):
    """Serves CONTENT; what it does wrong is set by the test."""

    cut_after: list[int]
    ranges: list[str | None]
    slow = False
    ignores_ranges = False
    content = CONTENT
    hub_hash = ""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/file")
            self.send_header("X-Linked-ETag", f'"{self.server.hub_hash}"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path != "/file":
            self.send_error(404)
            return
        wanted = self.headers.get("Range")
        self.server.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and not self.server.ignores_ranges else 0
        if start >= len(self.server.content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(self.server.content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = self.server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"one"')
        self.end_headers()
        if self.server.cut_after:
            self.wfile.write(body[: self.server.cut_after.pop(0)])
            self.wfile.flush()
            self.close_connection = True
            return
        for at in range(0, len(body), 64 * 1024):
            try:
                self.wfile.write(body[at : at + 64 * 1024])
            except OSError:
                return
            if self.server.slow:
                time.sleep(0.02)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Server(("127.0.0.1", 0), Handler)
    made.cut_after, made.ranges = [], []
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def url(server: Server, path: str = "/file") -> str:
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def finish(running: Any) -> tuple[Path, list[Progress]]:
    breaths = []
    while True:
        try:
            breaths.append(next(running))
        except StopIteration as end:
            return end.value, breaths


def test_a_file_comes_whole_with_progress(server: Server, tmp_path: Path) -> None:
    server.slow = True
    target = tmp_path / "새 폴더" / "weights.safetensors"
    path, breaths = finish(downloading(url(server), target, sha256=SHA256))
    assert path == target and path.read_bytes() == CONTENT
    assert not target.with_name(target.name + ".partial").exists()
    done = [b.done for b in breaths]
    assert (
        done == sorted(done)
        and len(set(done)) > 3
        and breaths[-1] == Progress(len(CONTENT), len(CONTENT), breaths[0].what, preparing=True)
    )


def test_a_cut_connection_is_resumed_where_it_was_cut(server: Server, tmp_path: Path) -> None:
    server.cut_after = [300_000, 500_000]
    path, _ = finish(downloading(url(server), tmp_path / "w.pth", sha256_start=SHA256[:8]))
    assert path.read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=300000-", "bytes=800000-"]


def test_a_cancelled_download_leaves_its_half_and_goes_on_later(server: Server, tmp_path: Path) -> None:
    server.slow = True
    target = tmp_path / "w.pth"
    running = downloading(url(server), target, sha256=SHA256)
    while next(running).done < 200_000:
        pass
    threads = threading.active_count()
    running.close()
    assert not target.exists()
    partial = target.with_name("w.pth.partial")
    half = partial.stat().st_size
    assert 200_000 <= half < len(CONTENT)
    deadline = time.monotonic() + 3
    while any(t.name == "download" for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(t.name == "download" for t in threading.enumerate()) and threads >= threading.active_count()
    server.slow = False
    path, _ = finish(downloading(url(server), target, sha256=SHA256))
    assert path.read_bytes() == CONTENT
    assert server.ranges[-1] == f"bytes={half}-"


def test_a_server_without_ranges_starts_again(server: Server, tmp_path: Path) -> None:
    server.ignores_ranges = True
    (tmp_path / "w.pth.partial").write_bytes(CONTENT[:1000])
    path, _ = finish(downloading(url(server), tmp_path / "w.pth", sha256=SHA256))
    assert path.read_bytes() == CONTENT


def test_a_foreign_half_is_thrown_away(server: Server, tmp_path: Path) -> None:
    (tmp_path / "w.pth.partial").write_bytes(b"x" * 1000)
    path, _ = finish(downloading(url(server), tmp_path / "w.pth", sha256=SHA256))
    assert path.read_bytes() == CONTENT
    assert server.ranges == ["bytes=1000-", None]


def test_a_half_that_was_whole_already_is_kept(server: Server, tmp_path: Path) -> None:
    (tmp_path / "w.pth.partial").write_bytes(CONTENT)
    path, _ = finish(downloading(url(server), tmp_path / "w.pth", sha256=SHA256))
    assert path.read_bytes() == CONTENT and len(server.ranges) == 1


def test_without_a_hash_no_half_is_trusted(server: Server, tmp_path: Path) -> None:
    (tmp_path / "w.pth.partial").write_bytes(b"x" * 1000)
    path, _ = finish(downloading(url(server), tmp_path / "w.pth"))
    assert path.read_bytes() == CONTENT and server.ranges == [None]


@pytest.mark.parametrize("known", [{"sha256": "0" * 64}, {"sha256_start": "00000000"}])
def test_a_wrong_hash_throws_the_file_away(known: dict[str, str], server: Server, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"w.pth was downloaded and thrown away: its hash is not the published one"):
        finish(downloading(url(server), tmp_path / "w.pth", **known))
    assert list(tmp_path.iterdir()) == []


def test_the_hash_a_model_hub_sends_with_its_redirect_is_checked(server: Server, tmp_path: Path) -> None:
    server.hub_hash = SHA256
    path, _ = finish(downloading(url(server, "/redirect"), tmp_path / "w.safetensors"))
    assert path.read_bytes() == CONTENT
    server.hub_hash = "1" * 64
    with pytest.raises(InputError, match="hash is not the published one"):
        finish(downloading(url(server, "/redirect"), tmp_path / "v.safetensors"))
    assert [p.name for p in tmp_path.iterdir()] == ["w.safetensors"]


def test_no_server_and_no_file_are_told_apart(server: Server, tmp_path: Path) -> None:
    with pytest.raises(Missing, match="the server answered 404") as caught:
        finish(downloading(url(server, "/nothing"), tmp_path / "w.pth"))
    assert caught.value.absent
    with pytest.raises(Missing, match="refused") as caught:
        finish(downloading("http://127.0.0.1:9/file", tmp_path / "w.pth"))
    assert not caught.value.absent
    assert list(tmp_path.iterdir()) == []
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        finish(downloading(url(server), blocked / "w.pth"))
