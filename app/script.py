"""Copy as Python: the exact run as a script on the studies."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.options import describe, to_json
from engine.study import InputDescription, Study

TEMPLATE = '''"""{title}, as it was run in Vitrine. Run it with Vitrine's Python: python this_file.py."""

{path}import numpy as np

from engine.data.inputs import open_input{s}
from engine.runtime import devices, torch_loading
from engine.study import frames
from engine.studies.{module} import Options, run


def main() -> None:
    torch_loading.set_threads({threads})
    devices.choose({device!r})
{inputs}    options = Options({options})
    for frame in frames(run({call}options=options)):
        pass  # each frame is one step of the film
    np.savez("last.npz", **{{name: np.asarray(v) for name, v in vars(frame).items() if v is not None}})


if __name__ == "__main__":  # a process that is started beside this one may read this file too
    main()
'''


def script_of(study: Study, inputs: Mapping[str, str], options: Any, threads: int, device: str) -> str:
    """A script that gives the same arrays.

    ``inputs`` are paths or samples' names, a line each for a list input; options those that differ from the default.
    """
    described = {i.name: i for i in study.inputs}
    values, defaults = to_json(options), {d.name: d.default for d in describe(type(options))}
    lines = []
    for name, value in values.items():
        value = tuple(value) if isinstance(value, list) else value
        if value != defaults[name]:
            lines.append(f"        {name}={_whole(value)!r},\n")
    return TEMPLATE.format(
        title=study.title,
        path=_path(),
        s=", open_inputs" if any(described[name].many for name in inputs) else "",
        module=study.name.replace("-", "_"),
        threads=threads,
        device=device,
        inputs="".join(f"    {name} = {_opening(described[name], text)}\n" for name, text in inputs.items()),
        options="\n" + "".join(lines) + "    " if lines else "",
        call="".join(f"{name}={name}, " for name in inputs),
    )


def _path() -> str:
    """The lines by which Python finds the studies from anywhere; none in a frozen app, which has no source."""
    if getattr(sys, "frozen", False):
        return ""
    return f"import sys\n\nsys.path.insert(0, {str(Path(__file__).resolve().parents[1])!r})\n\n"


def _opening(described: InputDescription, text: str) -> str:
    if described.many:
        texts = [_whole(line) for line in text.split("\n")]
        return f"open_inputs({described.type!r}, {texts!r})"
    return f"open_input({described.type!r}, {_whole(text)!r})"


def _whole(text: Any) -> Any:
    """A path that does not depend on the folder the script is run in; anything else as it is."""
    return os.path.abspath(text) if isinstance(text, str) and os.sep in text and os.path.exists(text) else text
