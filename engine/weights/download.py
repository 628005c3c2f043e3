"""A download that shows its progress, can be cancelled, goes on where it was cut, and is checked before it counts."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

CONNECT_SECONDS = 10.0
ATTEMPTS = 5
_CHUNK = 256 * 1024
_SHA256 = re.compile(r'^"?([a-f0-9]{64})"?$')


class Missing(InputError):
    """A download that could not be made. ``absent``: the server was reached and has no such file."""

    absent = False


@dataclass
class _Slot:
    """What the thread tells the generator."""

    done: int = 0
    total: int = 0
    sha256: str = ""
    etag: str = ""
    error: Exception | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)
    response: Any = None


class _Hops(urllib.request.HTTPRedirectHandler):
    """Follows redirects and reads the hash that the first hop of a model hub gives in its headers."""

    def __init__(self, slot: _Slot) -> None:
        self.slot = slot

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        _read_hash(headers, self.slot)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read_hash(headers: Any, slot: _Slot) -> None:
    found = _SHA256.match(headers.get("X-Linked-ETag") or "")
    if found:
        slot.sha256 = found.group(1)


def downloading(url: str, target: Path, *, sha256: str = "", sha256_start: str = "") -> Generator[Progress, None, Path]:
    """Download ``url`` to ``target`` in a thread of its own, yielding breaths with the bytes so far; the path.

    The file grows as ``target`` + ``.partial`` and is renamed when it is whole and its SHA-256 is ``sha256``, or
    begins with ``sha256_start``, or is what the server's headers say; a partial file of an earlier, cut or cancelled
    download is gone on from where such a hash can tell afterwards that both halves belong together. Closing the
    generator cancels.

    Raises
    ------
    Missing
        The server cannot be reached or has no such file; ``.arguments["reason"]`` says what happened.
    InputError
        What came is not what was asked for, or the folder cannot be written to.
    """
    slot = _Slot(sha256=sha256)
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.open("ab").close()
    except OSError as error:
        raise _unwritable(target, error) from error
    thread = threading.Thread(target=_fetch, args=(url, partial, sha256_start, slot), name="download", daemon=True)
    thread.start()
    what = f"bytes of {target.name}"
    try:
        while not slot.finished.wait(0.005):
            yield Progress(slot.done, slot.total, what, preparing=True)
    finally:
        slot.cancelled.set()
        if not slot.finished.is_set():
            _hang_up(slot)
        thread.join(1.0)
    if slot.error is not None:
        raise _explained(slot.error, target)
    yield Progress(slot.done, slot.total, what, preparing=True)
    os.replace(partial, target)
    return target


def _unwritable(target: Path, error: OSError) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} cannot be written: {reason}."),
        file=str(target),
        reason=(error.strerror or str(error)).lower(),
    )


def _explained(error: Exception, target: Path) -> InputError:
    """The sentence for what went wrong in the thread."""
    if isinstance(error, InputError):
        return error
    template = QT_TRANSLATE_NOOP("errors", "{file} cannot be downloaded: {reason}.")
    if isinstance(error, urllib.error.HTTPError):
        missing = Missing(template, file=target.name, reason=f"the server answered {error.code}")
        missing.absent = error.code in (401, 403, 404, 410)
        return missing
    if isinstance(error, urllib.error.URLError | http.client.HTTPException | socket.timeout | ConnectionError):
        reason = getattr(error, "reason", error)
        text = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        return Missing(template, file=target.name, reason=str(text).lower())
    if isinstance(error, OSError):
        return _unwritable(target, error)
    raise error


def _hang_up(slot: _Slot) -> None:
    """Wake a thread that waits for bytes."""
    response = slot.response
    try:
        raw = response.fp.raw._sock if response is not None else None
        if raw is not None:
            raw.shutdown(socket.SHUT_RDWR)
    except (AttributeError, OSError):
        pass  # it ends at its time-out


def _opener(slot: _Slot) -> urllib.request.OpenerDirector:
    import ssl

    try:
        import truststore

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    except ImportError:
        context = ssl.create_default_context()
    return urllib.request.build_opener(_Hops(slot), urllib.request.HTTPSHandler(context=context))


def _fetch(url: str, partial: Path, sha256_start: str, slot: _Slot) -> None:
    """The thread: attempts until the file is whole, then its hash."""
    try:
        if not (slot.sha256 or sha256_start):
            partial.write_bytes(b"")  # nothing could tell whether an old half fits
        resumed = partial.stat().st_size > 0
        _whole(url, partial, slot)
        if not slot.cancelled.is_set() and not _right(partial, sha256_start, slot):
            partial.write_bytes(b"")
            if resumed:  # the old half was of another file
                _whole(url, partial, slot)
            if not slot.cancelled.is_set() and not (resumed and _right(partial, sha256_start, slot)):
                partial.unlink(missing_ok=True)
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "errors", "{file} was downloaded and thrown away: its hash is not the published one."
                    ),
                    file=partial.name.removesuffix(".partial"),
                )
    except Exception as error:
        slot.error = error
        try:
            if partial.is_file() and partial.stat().st_size == 0:
                partial.unlink()
        except OSError:
            pass  # an empty leftover does no harm
    finally:
        slot.finished.set()


def _right(partial: Path, sha256_start: str, slot: _Slot) -> bool:
    if not (slot.sha256 or sha256_start):
        return True
    digest = hashlib.sha256()
    with partial.open("rb") as stream:
        while (chunk := stream.read(1 << 20)) and not slot.cancelled.is_set():
            digest.update(chunk)
    found = digest.hexdigest()
    return found.startswith(sha256_start) and found == (slot.sha256 or found)


def _whole(url: str, partial: Path, slot: _Slot) -> None:
    """Attempts that each go on where the last was cut; gives up after ``ATTEMPTS`` that brought nothing."""
    barren = 0
    while not slot.cancelled.is_set():
        before = partial.stat().st_size
        error: Exception | None = None
        try:
            if _attempt(url, partial, slot):
                return
        except urllib.error.HTTPError as answer:
            if answer.code < 500 or barren + 1 >= ATTEMPTS:
                raise
            error = answer
        except (OSError, http.client.HTTPException) as cut:
            if isinstance(cut, OSError) and cut.errno in (
                28,
                30,
                13,
            ):  # disk full, read-only, no permission: not the line's fault
                raise
            error = cut
        if slot.cancelled.is_set():
            return
        if partial.stat().st_size > before:
            barren = 0
            continue
        barren += 1
        if barren >= ATTEMPTS or (before == 0 and isinstance(error, urllib.error.URLError)):
            raise error or ConnectionError("the connection was cut")
        time.sleep(min(0.1 * 2**barren, 2.0))


def _attempt(url: str, partial: Path, slot: _Slot) -> bool:
    """One request, from where the partial file ends; whether the file is whole afterwards."""
    start = partial.stat().st_size
    request = urllib.request.Request(url, headers={"User-Agent": "Vitrine", "Accept-Encoding": "identity"})
    if start:
        request.add_header("Range", f"bytes={start}-")
        if slot.etag:
            request.add_header("If-Range", slot.etag)
    try:
        response = _opener(slot).open(request, timeout=CONNECT_SECONDS)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code != 416:
            raise
        total = re.search(r"\*/(\d+)", error.headers.get("Content-Range") or "")
        if total and int(total.group(1)) == start:
            return True  # it was whole already
        partial.write_bytes(b"")
        return False
    with response:
        slot.response = response
        _read_hash(response.headers, slot)
        slot.etag = response.headers.get("ETag") or ""
        going_on = response.status == 206
        length = response.headers.get("Content-Length")
        with partial.open("ab" if going_on else "wb") as stream:
            slot.done = stream.tell() if going_on else 0
            slot.total = slot.done + int(length) if length else 0
            _copy(response, stream, slot)
        slot.response = None
    return slot.total == 0 or slot.done >= slot.total


def _copy(response: Any, stream: IO[bytes], slot: _Slot) -> None:
    while not slot.cancelled.is_set():
        chunk = response.read1(_CHUNK)
        if not chunk:
            return
        stream.write(chunk)
        slot.done += len(chunk)
