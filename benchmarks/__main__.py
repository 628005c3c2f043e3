"""Run every benchmark of this folder and print one table.

`python -m benchmarks` runs all of them, `python -m benchmarks grad_cam` the named ones. Each module of the folder that
has `measure() -> list[Ratio]` takes part and runs in a process of its own, so that none inherits another's threads or
caches. The exit code is 1 if a figure misses its bound or a module failed.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.ratio import Ratio

FOLDER = Path(__file__).parent
MARK = "benchmark result: "


def modules() -> list[str]:
    """Names of the modules that define `measure`, sorted; they are read, not imported."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "measure" for node in tree.body):
            found.append(path.stem)
    return found


def measure_here(name: str) -> None:
    """Measure one module in this process and print its result as one line of JSON after a mark."""
    module = __import__(f"benchmarks.{name}", fromlist=["measure"])
    ratios = [dataclasses.asdict(ratio) for ratio in module.measure()]
    print(MARK + json.dumps(ratios), flush=True)


def measure_apart(name: str) -> list[Ratio] | None:
    """Measure one module in a process of its own; None if it failed, whose output then goes to stderr."""
    environment = dict(os.environ, PYTHONPATH=str(FOLDER.parent))
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--here", name],
        cwd=FOLDER.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    for line in finished.stdout.splitlines():
        if line.startswith(MARK) and finished.returncode == 0:
            return [Ratio(**values) for values in json.loads(line.removeprefix(MARK))]
    sys.stderr.write(finished.stdout + finished.stderr)
    return None


def table(rows: list[tuple[str, Ratio]]) -> str:
    """The results as aligned text, one figure a line, its note indented below it."""
    width = max((len(ratio.name) for _, ratio in rows), default=0)
    lines = []
    for module, ratio in rows:
        verdict = "" if ratio.limit is None else ("ok" if ratio.holds else "MISSED")
        figure = f"{ratio.value:9.3g} {ratio.unit:<4}"
        lines.append(f"{module:<16} {ratio.name:<{width}} {figure} {ratio.bound:<14} {verdict}".rstrip())
        if ratio.note:
            lines.append(f"{'':<16}   {ratio.note}")
    return "\n".join(lines)


def main() -> int:
    """Measure, print the table, and say whether every bound was kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="MODULE", help="modules of the folder; without one, all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file as well")
    parser.add_argument("--here", metavar="MODULE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure_here(arguments.here)
        return 0

    known = modules()
    unknown = [name for name in arguments.names if name not in known]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)} (there are: {', '.join(known)})")
    rows: list[tuple[str, Ratio]] = []
    failed = []
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
    for name in arguments.names or known:
        start = time.perf_counter()
        ratios = measure_apart(name)
        if ratios is None:
            failed.append(name)
            continue
        rows += [(name, ratio) for ratio in ratios]
        print(f"measured {name} in {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    print(table(rows))
    if failed:
        print(f"failed: {', '.join(failed)}")
    if arguments.json:
        figures = [{"module": name, **dataclasses.asdict(ratio), "holds": ratio.holds} for name, ratio in rows]
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if not failed and all(ratio.holds for _, ratio in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
