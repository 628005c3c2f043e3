"""``list``, ``run``, ``tour`` and ``fetch``: the same studies without a window."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from app import VERSION
from app.lab import lab_names
from engine.errors import ComputationError, InputError, VitrineError
from engine.options import expectation, from_texts
from engine.study import Progress, Study, studies, study
from engine.text import QT_TRANSLATE_NOOP

FLAGS = {"--json", "--picture", "--help", "-h", "--version"}


class _Usage(Exception):  # noqa: N818 - a wrong command line, said in one sentence
    """What is wrong with the command line."""


class _Parser(argparse.ArgumentParser):
    """Argparse that reports in one sentence and leaves the exit to :func:`command`."""

    def error(self, message: str) -> NoReturn:
        raise _Usage(f"{message[:1].upper()}{message[1:]}.".replace("..", "."))


def command(arguments: Sequence[str]) -> int:
    """Carry out a command line.

    0, 1 if a computation failed, 2 for wrong usage or bad input, with one sentence on stderr.
    """
    try:
        return _command(_joined(arguments))
    except (_Usage, InputError) as error:
        print(error, file=sys.stderr)
        return 2
    except ComputationError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _joined(arguments: Sequence[str]) -> list[str]:
    """``--option VALUE`` as ``--option=VALUE``, so that a value may begin with a dash."""
    joined: list[str] = []
    waiting = False
    for argument in arguments:
        if waiting:
            joined[-1] += f"={argument}"
            waiting = False
        else:
            joined.append(argument)
            waiting = argument.startswith("--") and "=" not in argument and argument not in FLAGS
    return joined


def _command(arguments: list[str]) -> int:
    parser = _Parser(prog="vitrine", description="An explorer for computer vision.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"Vitrine {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    lists = commands.add_parser("list", help="studies, networks and samples", allow_abbrev=False)
    lists.add_argument("--json", action="store_true", help="one JSON object")
    runs = commands.add_parser("run", help="run a study into a folder", allow_abbrev=False, add_help=False)
    runs.add_argument("study", nargs="?")
    tours = commands.add_parser("tour", help="pictures of every lab", allow_abbrev=False)
    tours.add_argument("--out", required=True, type=Path)
    tours.add_argument("--lab", action="append", default=[])
    tours.add_argument("--theme", choices=("light", "dark"), default="dark")
    tours.add_argument("--language", choices=("en", "ko"), default="en")
    tours.add_argument("--size", default="1600x1000")
    tours.add_argument("--scale", type=float, default=1.0, help="interface scale, 1.0 to 2.0")
    tours.add_argument("--packs", type=Path, action="append", default=[])
    fetches = commands.add_parser("fetch", help="make a class pack of official weights", allow_abbrev=False)
    fetches.add_argument("network", nargs="+")
    fetches.add_argument("--to", required=True, type=Path)
    if arguments[0] == "run":
        return _run(arguments[1:])
    chosen = parser.parse_args(arguments)
    if chosen.command == "list":
        return _list(chosen.json)
    if chosen.command == "fetch":
        return _fetch(chosen.network, chosen.to)
    from app.tour import tour

    width, _, height = chosen.size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise _Usage(f"The size {chosen.size} is not WIDTHxHEIGHT, such as 1600x1000.")
    known = list(lab_names())
    for name in chosen.lab:
        if name not in known:
            raise _Usage(f"There is no lab {name}; there are {', '.join(known)}.")
    _use_packs(chosen.packs)
    return tour(chosen.out, chosen.lab or known, chosen.theme, chosen.language, (int(width), int(height)), chosen.scale)


# -- list ------------------------------------------------------------------------------------------


def _study_entry(one: Study) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "lab": one.name if one.name in lab_names() else None,
        "chapter": one.chapter,
        "paper": one.paper,
        "help": one.help,
        "inputs": [dataclasses.asdict(described) for described in one.inputs],
        "options": [
            {
                "name": option.name.replace("_", "-"),
                "type": option.type,
                "default": list(option.default) if isinstance(option.default, tuple) else option.default,
                "choices": list(option.choices),
                "minimum": option.minimum,
                "maximum": option.maximum,
                "unit": option.unit,
                "help": option.help,
            }
            for option in one.options
        ],
        "frame": [dataclasses.asdict(described) for described in one.frame_fields],
    }


def _list(as_json: bool) -> int:
    from engine.data.samples import SAMPLES
    from engine.networks.catalogue import catalogue

    listing = {
        "studies": [_study_entry(one) for one in studies().values()],
        "networks": [
            {
                "name": entry.name,
                "family": entry.family,
                "source": entry.source,
                "parameters": entry.parameters,
                "weights": [
                    {"name": w.name, "state": w.state, "bytes": w.bytes, "licence": w.licence} for w in entry.weights
                ],
            }
            for entry in catalogue()
        ],
        "samples": [{"name": s.name, "kind": s.kind, "licence": s.licence} for s in SAMPLES],
    }
    if as_json:
        json.dump(listing, sys.stdout, ensure_ascii=False)
        print()
        return 0
    for entry in listing["studies"]:
        print(f"{entry['name']:<20} {entry['help']}")
    print(f"\n{len(listing['networks'])} networks: {', '.join(n['name'] for n in listing['networks'])}")
    print(f"\nSamples: {', '.join(s['name'] for s in listing['samples'])}")
    return 0


# -- run -------------------------------------------------------------------------------------------


def _run_parser(one: Study) -> _Parser:
    parser = _Parser(prog=f"vitrine run {one.name}", description=one.help, allow_abbrev=False)
    for described in one.inputs:
        words = f"{described.type}: a path or a sample's name"
        if described.many:
            parser.add_argument(f"--{described.name}", action="append", help=f"{words}; can be repeated")
        else:
            parser.add_argument(f"--{described.name}", help=words)
    for option in one.options:
        words = f"{option.help} ({expectation(option)}; default {option.default!r})".replace("%", "%%")
        parser.add_argument(f"--{option.name.replace('_', '-')}", dest=f"option:{option.name}", help=words)
    parser.add_argument("--out", required=True, type=Path, help="folder for frames.jsonl, last.npz and products")
    parser.add_argument("--picture", action="store_true", help="also picture.png, as the lab draws it")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda", "mps"))
    parser.add_argument("--threads", type=int, default=0, help="torch's threads; 0: all cores")
    parser.add_argument("--packs", type=Path, action="append", default=[], help="folders of class packs")
    return parser


class _Reporter:
    """Progress on stderr: one line that is written over on a terminal, a line a second elsewhere."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        import time

        now = time.monotonic()
        if now - self._last < 1.0:
            return
        self._last = now
        amount = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,}"
        print(f"{progress.what}: {amount}", file=sys.stderr)


def _use_packs(folders: Sequence[Path]) -> None:
    if folders:
        from engine.weights.folders import set_pack_folders

        set_pack_folders(folders)


def _run(arguments: list[str]) -> int:
    from engine.data.inputs import default_text, open_input, open_inputs
    from engine.runtime import devices, torch_loading
    from engine.runtime.headless import run_into

    names = ", ".join(studies())
    if not arguments or arguments[0].startswith("-"):
        if arguments and arguments[0] in ("-h", "--help"):
            print(
                f"python main.py run STUDY [--INPUT PATH_OR_SAMPLE]... [--OPTION VALUE]... --out DIR\nStudies: {names}"
            )
            return 0
        raise _Usage(f"Which study? There are {names}.")
    one = study(arguments[0])
    chosen = vars(_run_parser(one).parse_args(arguments[1:]))
    texts = {key.removeprefix("option:"): v for key, v in chosen.items() if key.startswith("option:") and v is not None}
    options = from_texts(one.options_class, texts)
    if chosen["threads"] < 0:
        raise _Usage("The option threads takes 0 or more.")
    torch_loading.set_threads(chosen["threads"] or os.cpu_count() or 1)
    _use_packs(chosen["packs"])
    if chosen["device"] != "cpu":
        devices.choose(chosen["device"])
    inputs: dict[str, Any] = {}
    for described in one.inputs:
        text = chosen[described.name]
        if text is None and not described.optional:
            text = default_text(one, described)
            if not text:
                raise _Usage(f"The study {one.name} needs --{described.name}.")
        if text is not None and described.many:
            inputs[described.name] = open_inputs(described.type, [text] if isinstance(text, str) else text)
        elif text is not None:
            inputs[described.name] = open_input(described.type, text)
    try:
        film = run_into(chosen["out"], one.run(inputs, options), _Reporter())
    except VitrineError:
        raise
    except Exception as error:
        from engine.runtime.failures import explained

        raise explained(error) from error
    if not len(film):
        raise ComputationError(QT_TRANSLATE_NOOP("errors", "The study {name} gave no result."), name=one.name)
    if chosen["picture"]:
        from app.tour import picture_of

        picture_of(one, inputs, options, film, chosen["out"] / "picture.png")
    return 0


# -- fetch -----------------------------------------------------------------------------------------


def _fetch(networks: Sequence[str], folder: Path) -> int:
    from engine.weights.packs import make_pack

    report = _Reporter()
    for progress in make_pack(networks, folder):
        report(progress)
    return 0
