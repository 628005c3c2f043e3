"""Two trainings side by side, in words."""

from __future__ import annotations

from app.nerf_words import beside_names, beside_verdict
from engine.studies.nerf import Options


class Measured:
    psnr, beside_psnr, train_seconds = 24.1, 22.0, 40.2


def test_how_two_trainings_differ_in_words() -> None:
    own, other = beside_names(Options(beside="no-positional-encoding", field="tiny"))
    assert (own, other) == ("tiny NeRF", "no positional encoding")
    measured = Measured()
    assert beside_verdict(measured, own, other).startswith("no positional encoding: 2.1 dB lower after 40 s")
    measured.beside_psnr = 25.0
    assert "0.9 dB higher" in beside_verdict(measured, own, other)
    measured.beside_psnr = 24.13
    assert "as good" in beside_verdict(measured, own, other)
    assert "nothing is measured" in beside_verdict(None, own, other)
