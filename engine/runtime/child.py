"""One persistent child process for what can hold Python's lock for seconds, or abort: Open3D, COLMAP.

A study calls a function of a named module there and waits with breaths::

    normals = yield from child.call("engine.geometry.open3d_calls:normals", what, points=points, neighbours=20)

Arrays travel as raw bytes through pipes. Closing the waiting generator kills the process, and the next call starts a
new one; where it dies by itself, the call raises one sentence and everything else lives on. A run that is paused in
the middle of a call gives way to one that waits: its call is ended, and made again when the run goes on.
"""

from __future__ import annotations

import atexit
import importlib
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from engine.errors import ComputationError, VitrineError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

POLL_SECONDS = 0.002
"""How long a breath waits for the answer, with Python's lock released."""
PATIENCE_SECONDS = 1.0
"""How long a call waits for one whose run is paused before that is ended: about what a new process takes to start."""
PATIENCE_BREATHS = 50
"""So many breaths it takes at least: in fewer, a run that is not paused may have had no turn."""
NICENESS = 5
"""The child yields to the window where both want the processor."""
ARGUMENT = "--child-process"
"""How a frozen application is told to be the child."""

ROOT = Path(__file__).parents[2]


# -- messages: a pickle and the arrays' bytes beside it ------------------------------------------------


def write_message(stream: IO[bytes], message: Any) -> None:
    """Write one object; the bytes of its arrays are not copied."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(message, protocol=5, buffer_callback=buffers.append)
    raws = [buffer.raw() for buffer in buffers]
    sizes = [len(head), *(raw.nbytes for raw in raws)]
    parts: list[bytes | memoryview] = [struct.pack(f"<Q{len(sizes)}Q", len(sizes), *sizes), head, *raws]
    for part in parts:
        view = memoryview(part)
        while view.nbytes:  # an unbuffered stream may take a part
            view = view[stream.write(view) :]
    stream.flush()


def read_message(stream: IO[bytes]) -> Any:
    """Read one object; raises EOFError where the other side is gone."""
    (count,) = struct.unpack("<Q", _read(stream, 8))
    sizes = struct.unpack(f"<{count}Q", _read(stream, 8 * count))
    head, *buffers = [_read(stream, size) for size in sizes]
    return pickle.loads(head, buffers=buffers)


def _read(stream: IO[bytes], size: int) -> memoryview:
    import numpy as np

    view, at = np.empty(size, np.uint8).data, 0  # a bytearray would be filled with zeros, and hold the lock
    while at < size:
        got = stream.readinto(view[at:])  # type: ignore[attr-defined]
        if not got:
            raise EOFError
        at += got
    return view


# -- the child's side ----------------------------------------------------------------------------------


def serve() -> int:
    """Carry out calls from standard input until it is closed; returns the exit code.

    What libraries print goes nowhere: standard output carries the answers.
    """
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = io.BufferedWriter(io.FileIO(os.dup(1), "wb"), buffer_size=1 << 16)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl C is the parent's to answer
    while True:
        try:
            name, arguments = read_message(requests)
        except EOFError:
            return 0
        try:
            module, _, function = name.partition(":")
            outcome = "returned", getattr(importlib.import_module(module), function)(**arguments)
        except VitrineError as error:
            outcome = "refused", (type(error), error.template, error.arguments)
        except Exception as error:
            outcome = "failed", (type(error).__name__, str(error).strip().splitlines()[:1])
        write_message(answers, outcome)


# -- the parent's side ---------------------------------------------------------------------------------


class _Exchange(threading.Thread):
    """One question and its answer: the pipes are waited for in this plain thread."""

    def __init__(self, process: subprocess.Popen[bytes], message: Any) -> None:
        super().__init__(name="child-exchange", daemon=True)
        self._process, self._message = process, message
        self.answer: Any = None
        self.answered = threading.Event()
        self.looks = 0
        """How often its asker has looked for the answer: not at all while that run is paused."""
        self.given_up = False
        """Whether it was ended for another; the question has to be asked again."""

    def run(self) -> None:
        try:
            assert self._process.stdin is not None and self._process.stdout is not None
            write_message(self._process.stdin, self._message)
            self.answer = read_message(self._process.stdout)
        except (EOFError, OSError, ValueError):
            self.answer = None  # it died, or was killed
        finally:
            self.answered.set()


class ChildProcess:
    """A process that is started at the first call and kept for the next; one call at a time.

    Calls are made from one thread (the engine's); several may wait, each in its own generator.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._exchange: _Exchange | None = None

    @property
    def number(self) -> int | None:
        """The process's number in the operating system, or None where there is none now."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def busy(self) -> bool:
        """Whether a question is on its way. Not whether its asker has looked at the answer: that run may be paused."""
        return self._exchange is not None and not self._exchange.answered.is_set()

    def start(self) -> None:
        """Start the process, so that the first call need not wait for it."""
        if self.number is not None:
            return
        if getattr(sys, "frozen", False):
            command = [sys.executable, ARGUMENT]
        else:
            path = f"import sys; sys.path.insert(0, {str(ROOT)!r})"
            code = f"{path}; from engine.runtime.child import serve; sys.exit(serve())"
            command = [sys.executable, "-c", code]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, creationflags=flags
        )

    def kill(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _turn(self, waiting: Progress) -> Generator[Progress, None, None]:
        """Wait until no question is on its way; one whose asker has not looked for a while is given up."""
        ahead, looks, breaths, since = self._exchange, -1, 0, 0.0
        while self.busy and (exchange := self._exchange) is not None:
            if exchange is not ahead or exchange.looks != looks:
                ahead, looks, breaths, since = exchange, exchange.looks, 0, time.monotonic()
            elif breaths >= PATIENCE_BREATHS and time.monotonic() - since > PATIENCE_SECONDS:
                exchange.given_up = True
                self.kill()
                exchange.join()
                return
            breaths += 1
            yield waiting

    def call(self, function: str, what: str, /, **arguments: Any) -> Generator[Progress, None, Any]:
        """Call ``function`` (``"package.module:name"``) in the process; what it returns is what the generator returns.

        Breaths say ``what``. Arguments and result are what pickle carries; arrays are not copied into the pickle.

        Raises
        ------
        VitrineError
            The function raised one, or failed, or the process died.
        """
        waiting = Progress(0, 0, what)
        while True:
            yield from self._turn(waiting)
            self.start()
            process = self._process
            assert process is not None
            exchange = self._exchange = _Exchange(process, (function, arguments))
            exchange.start()
            try:
                while not exchange.answered.wait(POLL_SECONDS):
                    exchange.looks += 1
                    yield waiting
            except BaseException:  # closed: the answer is not wanted any more
                if not exchange.answered.is_set():
                    self.kill()
                exchange.join()
                raise
            exchange.join()
            if not exchange.given_up:
                break
        if exchange.answer is None:
            if self._process is process:
                self.kill()
            raise ComputationError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The library that computes {what} stopped unexpectedly; the input may be one it cannot handle.",
                ),
                what=what,
            )
        kind, value = exchange.answer
        if kind == "refused":
            error_type, template, values = value
            raise error_type(template, **values)
        if kind == "failed":
            raise ComputationError(
                QT_TRANSLATE_NOOP("errors", "The computation of {what} failed: {kind}, {reason}"),
                what=what,
                kind=value[0],
                reason=" ".join(value[1])[:300],
            )
        return value


child = ChildProcess()
"""The application's one child process."""
atexit.register(child.kill)
