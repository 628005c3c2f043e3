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
    run = controller.run
    device = devices.current().upper()
    if device == "CPU":
        device = QCoreApplication.translate("Status", "CPU, {used} of {all} threads").format(
            used=torch_loading.threads(), all=torch_loading.processors()
        )
    step = ""
    if run is not None and len(run.film):
        seconds = run.last_step_seconds
        step = (
            QCoreApplication.translate("Status", "{ms:.0f} ms a step").format(ms=seconds * 1000)
            if seconds < 1
            else QCoreApplication.translate("Status", "{s:.1f} s a step").format(s=seconds)
        )
    memory = QCoreApplication.translate("Status", "{mb:,.0f} MB").format(mb=resident_megabytes())
    if run is None:
        state = QCoreApplication.translate("Status", "loading")
    else:
        state = {
            State.WAITING: QCoreApplication.translate("Status", "waiting"),
            State.RUNNING: QCoreApplication.translate("Status", "computing"),
            State.PAUSED: QCoreApplication.translate("Status", "paused"),
            State.FINISHED: QCoreApplication.translate("Status", "ready"),
            State.FAILED: QCoreApplication.translate("Status", "failed"),
            State.STOPPED: QCoreApplication.translate("Status", "stopped"),
        }[run.state]
    return device, step, memory, state
