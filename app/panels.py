"""The right panel of a lab: inputs, computation, drawing, products, and what can be done with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.controller import LabController
from app.fields import field_of, fields_of
from app.sources import InputPanel
from engine.runtime.runs import State
from engine.study import Published
from widgets.field_panel import FieldPanel
from widgets.theme import px, text_label, theme

if TYPE_CHECKING:
    from app.window import Window

STEERED = (State.RUNNING, State.WAITING, State.PAUSED)


class SidePanel(QWidget):
    """Controls of two kinds that are never mixed: computation (a change computes) and drawing (view only).

    ``option_changed`` (name, value), ``controls_changed`` (name, value), ``drawing_changed`` (name, value),
    ``restart_wanted``, ``keep_running_changed`` (bool).
    """

    option_changed = Signal(str, object)
    controls_changed = Signal(str, object)
    drawing_changed = Signal(str, object)
    restart_wanted = Signal()
    keep_running_changed = Signal(bool)

    def __init__(self, controller: LabController, drawing: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller, self._drawing = controller, drawing
        self._window: Window | None = None
        self._headings: list[tuple[Any, str]] = []
        self.inputs = [InputPanel(controller, i) for i in controller.study.inputs if i.type != "Checkpoint"]
        self.options = FieldPanel()
        self.steering = FieldPanel(parent=self)
        self.drawing = FieldPanel(parent=self)
        self.restart = QPushButton()
        self.restart.setProperty("kind", "primary")
        self.restart.clicked.connect(self.restart_wanted)
        self.keep_running = QCheckBox()
        self.keep_running.setChecked(controller.foreground.keep_running)
        self.keep_running.toggled.connect(self.keep_running_changed)
        self.pin = QPushButton()
        self.script = QPushButton()
        self.save = QPushButton()
        self._products = QVBoxLayout()
        self._product_rows: dict[str, QPushButton] = {}
        self._lay_out()
        self.options.changed.connect(self.option_changed)
        self.steering.changed.connect(self.controls_changed)
        self.drawing.changed.connect(self.drawing_changed)
        controller.options_changed.connect(self._show_options)
        controller.choices_changed.connect(self._show_choices)
        theme.theme_changed.connect(self._space)
        self.retranslate()
        self._space()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        for panel in self.inputs:
            self._column.addWidget(panel)
            self._line()
        self._heading("Computation")
        self._column.addWidget(self.options)
        self._column.addWidget(self.restart)
        self._column.addWidget(self.keep_running)
        self.keep_running.setVisible(self.controller.lab.keeps_running)
        self.steering.setVisible(self.controller.controls is not None)
        if self.controller.controls is not None:
            self._column.addWidget(self.steering)
        self.drawing.setVisible(self._drawing is not None)
        if self._drawing is not None:
            self._line()
            self._heading("Drawing")
            self._column.addWidget(self.drawing)
        self._column.addLayout(self._products)
        self._buttons = QHBoxLayout()
        for button in (self.save, self.script, self.pin):
            self._buttons.addWidget(button)
        self._column.addLayout(self._buttons)
        self._column.addStretch(1)

    def _line(self) -> None:
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        self._column.addWidget(line)

    def _heading(self, text: str) -> None:
        label = text_label("", "heading")
        self._headings.append((label, text))
        self._column.addWidget(label)

    def _space(self) -> None:
        self._column.setContentsMargins(px(20), px(24), px(16), px(20))
        self._column.setSpacing(px(14))
        self._buttons.setSpacing(px(8))

    def connect_window(self, window: Window) -> None:
        """The commands of the window that have a button here."""
        self._window = window
        self.save.clicked.connect(window.actions_.save_picture)
        self.script.clicked.connect(window.actions_.copy_script)
        self.pin.clicked.connect(window.actions_.pin)
        for panel in self.inputs:
            panel.connect_window(window)

    def retranslate(self) -> None:
        """Everything in the current language."""
        names = {"Computation": self.tr("Computation"), "Drawing": self.tr("Drawing")}
        for label, text in self._headings:
            label.setText(names[text])
        self.restart.setText(self.tr("Restart"))
        self.restart.setToolTip(
            self.tr("Compute again with the changed options (Ctrl+R); the old film stays, undo brings it back")
        )
        self.keep_running.setText(self.tr("Go on in the background"))
        self.keep_running.setToolTip(self.tr("Go on when another lab is opened"))
        self.save.setText(self.tr("Save"))
        self.save.setToolTip(self.tr("Save the picture (Ctrl+S)"))
        self.script.setText(self.tr("Python"))
        self.script.setToolTip(self.tr("Copy this exact run as a Python script (Ctrl+Shift+C)"))
        self.pin.setText(self.tr("Pin"))
        self.pin.setToolTip(self.tr("Keep this run beside the next one (P)"))
        self.rebuild()

    def rebuild(self) -> None:
        """Make the fields anew from the options as they are."""
        self.options.set_fields(fields_of(self.controller.options, self.controller.choices))
        if self.controller.controls is not None:
            self.steering.set_fields(fields_of(self.controller.controls))
        if self._drawing is not None:
            self.drawing.set_fields(fields_of(self._drawing))
        self.show_state()

    def set_drawing(self, drawing: Any) -> None:
        """Show restored drawing options."""
        self._drawing = drawing
        self.drawing.set_fields(fields_of(drawing))

    def _show_options(self) -> None:
        options = self.controller.options
        self.options.set_values({d.name: getattr(options, d.name) for d in self.controller.study.options})

    def _show_choices(self, name: str) -> None:
        described = next(d for d in self.controller.study.options if d.name == name)
        field = field_of(described, getattr(self.controller.options, name), self.controller.choices.get(name))
        self.options.set_choices(name, field.choices)
        self.options.set_values({name: field.value})

    def show_state(self) -> None:
        """Marks, Restart and steering as the run stands."""
        marked = self.controller.marked
        self.options.set_marked(marked)
        self.restart.setVisible(bool(marked))
        run = self.controller.run
        for name in self.steering.values():
            self.steering.set_enabled(name, run is not None and run.state in STEERED)

    def show_recent(self, recent: list[str]) -> None:
        """The recent files of the inputs."""
        for panel in self.inputs:
            panel.show_recent(recent)

    def show_kept(self) -> None:
        """What the user made that can be an input, as it lies on the disk now."""
        for panel in self.inputs:
            panel.show_kept()

    def leaf(self, by: int) -> None:
        """The next or an earlier file of the input's folder."""
        for panel in self.inputs:
            panel.leaf(by)

    def toggle_freeze(self) -> None:
        """Freeze the live source, or let it go on."""
        for panel in self.inputs:
            panel.toggle_freeze()

    def add_product(self, product: Published) -> None:
        """A product of the run: a row with its name, which saves it."""
        row = self._product_rows.get(product.name)
        if row is None:
            row = QPushButton()
            row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.clicked.connect(self._save_product)
            self._products.addWidget(row)
            self._product_rows[product.name] = row
        row.setText(self.tr("Save {name}").format(name=product.name))
        row.setToolTip(row.text())
        row.setProperty("product", product)

    def _save_product(self) -> None:
        from pathlib import Path

        from PySide6.QtWidgets import QFileDialog

        button = self.sender()
        assert isinstance(button, QPushButton)
        product: Published = button.property("product")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save {name}").format(name=product.name), product.name)
        if name and self._window is not None:
            from app.tasks import saving

            self._window.tasks.do(saving, product, Path(name), done=self._saved, failed=self._window.show_error)

    def _saved(self, path: Any) -> None:
        assert self._window is not None
        self._window.actions_.toast(self.tr("Saved {name}").format(name=path.name))
