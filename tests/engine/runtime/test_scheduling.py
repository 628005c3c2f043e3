"""Shares of the engine, by simulated time."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.runtime.runs import Request, Run, Share
from engine.runtime.scheduling import Shares


def run(share: Share) -> Run:
    return Run(Request("lane", lambda: iter(()), share))  # type: ignore[arg-type, return-value]


def used_time(runs: dict[str, tuple[Run, float]], seconds: float) -> Counter[str]:
    """Simulated computing time of each run when each of its steps takes its given time."""
    shares, spent = Shares(), Counter[str]()
    while sum(spent.values()) < seconds:
        picked = shares.pick(r for r, _ in runs.values())
        name = next(n for n, (r, _) in runs.items() if r is picked)
        shares.used(runs[name][0], runs[name][1])
        spent[name] += runs[name][1]
    return spent


def test_background_keeps_a_quarter() -> None:
    spent = used_time({"run": (run(Share.RUN), 0.01), "training": (run(Share.BACKGROUND), 0.03)}, 60.0)
    assert spent["training"] / sum(spent.values()) == pytest.approx(0.25, abs=0.01)


def test_a_view_gets_two_thirds_beside_a_run() -> None:
    spent = used_time({"view": (run(Share.VIEW), 0.02), "run": (run(Share.RUN), 0.05)}, 60.0)
    assert spent["view"] / sum(spent.values()) == pytest.approx(2 / 3, abs=0.01)


def test_all_three() -> None:
    spent = used_time(
        {"view": (run(Share.VIEW), 0.02), "run": (run(Share.RUN), 0.01), "training": (run(Share.BACKGROUND), 0.05)},
        60.0,
    )
    total = sum(spent.values())
    assert spent["training"] / total == pytest.approx(0.25, abs=0.01)
    assert spent["view"] / total == pytest.approx(0.5, abs=0.01)


def test_the_pointer_goes_first() -> None:
    shares = Shares()
    pointer, training, view = run(Share.POINTER), run(Share.BACKGROUND), run(Share.VIEW)
    for _ in range(50):
        shares.used(pointer, 1.0)
        assert shares.pick([training, view, pointer]) is pointer


def test_two_runs_of_one_class_take_turns() -> None:
    shares, first, second = Shares(), run(Share.RUN), run(Share.RUN)
    picked = []
    for _ in range(6):
        one = shares.pick([first, second])
        assert one is not None
        shares.used(one, 0.01)
        picked.append(one)
    assert picked[:2] == [first, second] and picked[0] is picked[2] and picked[1] is picked[3]


def test_an_idle_class_saves_up_nothing() -> None:
    shares, training, click = Shares(), run(Share.BACKGROUND), run(Share.RUN)
    for _ in range(1000):
        shares.pick([training])
        shares.used(training, 0.05)
    waited = 0
    for _ in range(100):
        one = shares.pick([training, click])
        assert one is not None
        shares.used(one, 0.05)
        waited += one is training
    assert 20 <= waited <= 30


@pytest.mark.parametrize(("old", "new"), [(Share.RUN, Share.VIEW), (Share.RUN, Share.BACKGROUND)])
def test_a_class_that_arrives_while_the_other_waits_saves_up_nothing(old: Share, new: Share) -> None:
    shares, training, view = Shares(), run(old), run(new)
    for _ in range(1000):
        shares.pick([training])
        shares.used(training, 0.05)
    shares.pick([])  # it waits for a moment
    spent = Counter[Share]()
    for number in range(300):
        one = shares.pick([view] if number == 0 else [training, view])
        assert one is not None
        shares.used(one, 0.01)
        spent[one.share] += 1
    assert spent[old] >= 90
