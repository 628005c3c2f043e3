"""The paper's table against its figures, the row of the present switches, and what was measured here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import nerf_ablation
from app.nerf_ablation import AblationDialog, measured_here, measured_table
from app.nerf_paper_table import PAPER, paper_row, paper_table
from engine.studies.nerf import Options

# Mildenhall et al. 2020, Table 2, as printed: input, images, L, (Nc, Nf), PSNR, SSIM, LPIPS.
PRINTED = """
1 xyz   100 -  256 -   26.67 0.906 0.136
2 xyzdd 100 -  64  128 28.77 0.924 0.108
3 xyz   100 10 64  128 27.66 0.925 0.117
4 xyzdd 100 10 256 -   30.06 0.938 0.109
5 xyzdd 25  10 64  128 27.78 0.925 0.107
6 xyzdd 50  10 64  128 29.79 0.940 0.096
7 xyzdd 100 5  64  128 30.59 0.944 0.088
8 xyzdd 100 15 64  128 30.81 0.946 0.096
9 xyzdd 100 10 64  128 31.01 0.947 0.081
"""
ENTRY = {"image_size": 100, "images": 100, "seeds": [0, 1, 2], "psnr_each": [30.0, 31.0, 32.0], "seconds": 600.0}
RESULTS: list[dict[str, Any]] = [
    {
        **ENTRY,
        "setting": "default-100",
        "options": {"image_size": 100},
        "psnr_median": 31.0,
        "highlight_psnr_median": 22,
    },
    {
        **ENTRY,
        "setting": "default-no-view-dependence",
        "options": {"image_size": 100, "view_dependence": False},
        "psnr_median": 30.25,
        "highlight_psnr_median": 20.5,
    },
]


def test_the_nine_rows_are_the_papers() -> None:
    for row, line in zip(PAPER, PRINTED.split("\n")[1:-1], strict=True):
        number, given, images, frequencies, coarse, fine, psnr, ssim, lpips = line.split()
        assert (row.number, row.images) == (int(number), int(images))
        assert row.view_dependence == (given == "xyzdd")
        assert row.encoding == (frequencies != "-") and str(row.frequencies or "-") == frequencies
        assert row.samples == (int(coarse), 0 if fine == "-" else int(fine)) and row.hierarchical == (fine != "-")
        assert (row.psnr, row.ssim, row.lpips) == (float(psnr), float(ssim), float(lpips))


@pytest.mark.parametrize(
    ("changes", "photos", "number"),
    [
        ({}, 100, 9),
        ({"positional_encoding": False, "view_dependence": False, "hierarchical": False}, 100, 1),
        ({"positional_encoding": False}, 100, 2),
        ({"view_dependence": False}, 100, 3),
        ({"hierarchical": False}, 200, 4),
        ({}, 25, 5),
        ({}, 50, 6),
        ({"frequencies": 5}, 100, 7),
        ({"frequencies": 15}, 100, 8),
        ({"frequencies": 10}, 100, 9),
        ({"frequencies": 7}, 100, None),
        ({}, 30, None),
        ({"view_dependence": False, "hierarchical": False}, 100, None),
        ({"field": "planes", "positional_encoding": False, "hierarchical": False}, 100, 9),
        ({"field": "planes", "view_dependence": False}, 100, 3),
        ({"field": "tiny", "positional_encoding": False}, 100, 1),
        ({"field": "tiny"}, 100, None),
    ],
)
def test_the_row_of_the_present_switches(changes: dict[str, Any], photos: int, number: int | None) -> None:
    options = Options(**{"field": "classic", **changes})
    row = paper_row(options, photos)
    assert (None if row is None else row.number) == number
    marked = [int(cells.cells[0].rstrip(")")) for cells in paper_table(options, photos)[1] if cells.marked]
    assert marked == ([] if number is None else [number])


def test_what_was_measured_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    monkeypatch.setattr(nerf_ablation, "assets_folder", lambda: tmp_path)
    assert measured_here() is None
    dialog = AblationDialog()
    qtbot.addWidget(dialog)
    dialog.show_options(Options(field="classic"), 25)
    assert dialog.here.isHidden() and "Nothing was measured" in dialog.below.text()
    assert [row.cells[1] for row in dialog.paper.rows() if row.marked] == ["Far fewer images"]
    (tmp_path / "ablations").mkdir()
    file = tmp_path / "ablations" / "nerf.json"
    file.write_text(json.dumps({"machine": "2 cores", "results": RESULTS}), encoding="utf-8")
    found = measured_here()
    assert found is not None
    rows = measured_table(found)[1]
    assert rows[0].cells[4:] == ("31.00", "", "22.00", "") and rows[0].cells[3] == "3"
    assert rows[1].cells[4:] == ("30.25", "−0.75", "20.50", "−1.50") and "30.00, 31.00, 32.00" in rows[1].tip
    dialog.show_options(Options(), 100)
    assert not dialog.here.isHidden() and "10 minutes" in dialog.below.text() and "2 cores" in dialog.below.text()
    assert "not the paper's network" in dialog.note.text()
    assert "31.01" in dialog.paper.to_text() and len(dialog.paper.to_text().split("\n")) == 10
    file.write_text(json.dumps(RESULTS), encoding="utf-8")  # as a bare list
    assert measured_here() == {"results": RESULTS}
    file.write_text("{", encoding="utf-8")
    assert measured_here() is None
