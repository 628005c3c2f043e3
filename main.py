"""Vitrine: the window, or ``list``, ``run``, ``tour`` and ``fetch`` without one."""

from __future__ import annotations

import multiprocessing
import sys


def main(arguments: list[str]) -> int:
    """Start what the command line asks for; returns the exit code."""
    if arguments == ["--child-process"]:  # a frozen application starts itself as its own child
        from engine.runtime.child import serve

        return serve()
    if arguments and arguments[0] in ("list", "run", "tour", "fetch", "-h", "--help", "--version"):
        from app.command_line import command

        return command(arguments)
    from app.start import open_window

    return open_window(arguments)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
