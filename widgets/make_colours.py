"""Write ``assets/colours.npz``: the colour maps as 256 sRGB rows each, so that start-up needs no colour library.

Run as ``python -m widgets.make_colours`` after changing the list.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

#: Our name -> cmap's name. Activations: blue below zero to red above; weights: brown below to green above.
SOURCES = {
    "inferno": "bids:inferno",
    "viridis": "bids:viridis",
    "magma": "bids:magma",
    "batlow": "crameri:batlow",
    "cividis": "cividis:cividis",
    "activations": "colorbrewer:RdBu_r",
    "weights": "colorbrewer:BrBG",
}


def make(path: Path) -> None:
    """Write all colour maps to ``path``."""
    import cmap

    tables = {
        name: np.round(np.asarray(cmap.Colormap(source).lut(256))[:, :3] * 255).astype(np.uint8)
        for name, source in SOURCES.items()
    }
    np.savez_compressed(path, **tables)  # type: ignore[arg-type]


if __name__ == "__main__":
    make(Path(__file__).resolve().parents[1] / "assets" / "colours.npz")
