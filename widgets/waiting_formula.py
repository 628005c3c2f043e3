"""A formula that waits for the typesetter: where a stage shows one at once, the window need not load it itself."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QWidget

from widgets.formula import FormulaView

EVERY_MILLISECONDS, MOST_TRIES = 150, 40


def typesetter_loaded() -> bool:
    """Whether the typesetter's modules are in memory, all of them."""
    module = sys.modules.get("ziamath")
    return module is not None and hasattr(module, "Latex")


class WaitingFormula(FormulaView):
    """A :class:`FormulaView` that is empty until something else (the lesson, in the engine's thread) has loaded it.

    Loading takes some tenths of a second, in which the window would stand still, and must not happen in two threads at
    once. After six seconds it is loaded here, and at once where no window is shown that could stand still.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[str, str] | None = None
        self._tries = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(EVERY_MILLISECONDS)
        self._again.timeout.connect(self._try)

    def set_formula(self, latex: str, plain: str = "") -> None:
        """As :meth:`FormulaView.set_formula`, perhaps later."""
        if self._wanted != (latex, plain):
            self._wanted = (latex, plain)
            self._try()

    def sizeHint(self) -> QSize:
        if self._again.isActive() and not self.window().isVisible():
            self._again.stop()
            self._tries = MOST_TRIES
            self._try()
        return super().sizeHint()

    def _try(self) -> None:
        assert self._wanted is not None
        if typesetter_loaded() or self._tries >= MOST_TRIES:
            super().set_formula(*self._wanted)
        elif not self._again.isActive():
            self._tries += 1
            self._again.start()
