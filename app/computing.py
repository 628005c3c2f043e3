"""What the window computes on: the device and torch's threads, settings that the session keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.tasks import choosing_device, setting_threads
from engine.runtime import devices, torch_loading

if TYPE_CHECKING:
    from app.window import Window


class Computing(QObject):
    """Starts the engine and hands it the device and the threads; torch is only ever called in the engine's thread."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.devices: tuple[str, ...] = ("cpu",)

    @property
    def device(self) -> str:
        """The device asked for: ``"auto"`` or one of :attr:`devices`."""
        return str(self._window.session.settings.get("device", "auto"))

    def start(self) -> None:
        """Start the engine; its first work is to load torch and choose the device."""
        threads = int(self._window.session.settings.get("threads", 0)) or devices.window_threads()
        torch_loading.set_threads(threads)
        if not self._window.engine.isRunning():
            self._window.engine.start()
        self._window.tasks.do(choosing_device, self.device, done=self._known, failed=self._window.show_error)

    def set_device(self, name: str) -> None:
        """Compute on another device from now on; what is shown is computed again."""
        self._window.session.settings["device"] = name
        self._window.tasks.do(choosing_device, name, done=self._chosen, failed=self._window.show_error)

    def set_threads(self, count: int) -> None:
        """Let torch use so many threads from now on."""
        self._window.session.settings["threads"] = count
        self._window.tasks.do(setting_threads, count, done=self._threads_set, failed=self._window.show_error)

    def _known(self, found: tuple[str, ...]) -> None:
        self.devices = found

    def _chosen(self, found: tuple[str, ...]) -> None:
        self.devices = found
        page = self._window.current()
        if page is not None and page.controller.ready():
            page.controller.restart()

    def _threads_set(self, count: int) -> None:
        self._window.show_status()
