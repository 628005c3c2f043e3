"""Copy as Python: the exact run as a script on the studies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.options import describe, to_json
from engine.study import Study

TEMPLATE = '''"""{title}, as it was run in Vitrine. Run it in Vitrine's folder, with its Python."""

import numpy as np

from engine.data.inputs import open_input
from engine.runtime import devices, torch_loading
from engine.study import frames
from engine.studies.{module} import Options, run

torch_loading.set_threads({threads})
devices.choose({device!r})

{inputs}
options = Options({options})

for frame in frames(run({call}options=options)):
    pass  # each frame is one step of the film

np.savez("last.npz", **{{name: np.asarray(v) for name, v in vars(frame).items() if v is not None}})
'''


def script_of(study: Study, inputs: Mapping[str, str], options: Any, threads: int, device: str) -> str:
    """A script that gives the same arrays.

    ``inputs`` are paths or samples' names, options those that differ from the default.
    """
    types = {described.name: described.type for described in study.inputs}
    values, defaults = to_json(options), {d.name: d.default for d in describe(type(options))}
    lines = []
    for name, value in values.items():
        value = tuple(value) if isinstance(value, list) else value
        if value != defaults[name]:
            lines.append(f"    {name}={value!r},\n")
    return TEMPLATE.format(
        title=study.title,
        module=study.name.replace("-", "_"),
        threads=threads,
        device=device,
        inputs="\n".join(f"{name} = open_input({types[name]!r}, {text!r})" for name, text in inputs.items()),
        options="\n" + "".join(lines) if lines else "",
        call="".join(f"{name}={name}, " for name in inputs),
    )
