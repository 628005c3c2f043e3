"""The engine's state for the status line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.controller import LabController
from engine.runtime import devices, torch_loading
from engine.runtime.runs import State


def resident_megabytes() -> float:
    """Memory of this process."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def status_of(controller: LabController) -> tuple[str, str, str, str]:
    """Device, step time, memory, state, as texts."""
    tr = QCoreApplication.translate
    run = controller.run
    device = devices.current().upper()
    if device == "CPU":
        device = tr("Status", "CPU, {used} of {all} threads").format(
            used=torch_loading.threads(), all=torch_loading.processors()
        )
    step = ""
    if run is not None and len(run.film):
        seconds = run.last_step_seconds
        step = (
            tr("Status", "{ms:.0f} ms a step").format(ms=seconds * 1000)
            if seconds < 1
            else tr("Status", "{s:.1f} s a step").format(s=seconds)
        )
    memory = tr("Status", "{mb:,.0f} MB").format(mb=resident_megabytes())
    if run is None:
        state = tr("Status", "loading")
    else:
        state = {
            State.WAITING: tr("Status", "waiting"),
            State.RUNNING: tr("Status", "computing"),
            State.PAUSED: tr("Status", "paused"),
            State.FINISHED: tr("Status", "ready"),
            State.FAILED: tr("Status", "failed"),
            State.STOPPED: tr("Status", "stopped"),
        }[run.state]
    return device, step, memory, state
