"""Global registration: two clouds from any pose, their matches, the search step by step, and methods compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import global_words as words
from app.cloud_stage import COMMANDS, CloudDrawing, CloudStage, merged_cloud, moved_cloud
from app.global_scene import GlobalScene
from app.global_strip import COMPARE, FEATURES, GlobalStrip, mu_of
from app.lab import Lab, Moment, SideLane, StageCommand
from engine.data.cloud import PointCloud
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP
from widgets.penalty_plot import line_process
from widgets.theme import px, text_label, theme
from widgets.transform_panel import TransformPanel
from widgets.waiting_formula import WaitingFormula


@dataclass(frozen=True)
class Drawing(CloudDrawing):
    """How the clouds and their matches are drawn; nothing is computed again."""

    layout: Literal["auto", "beside", "together"] = option(
        "auto",
        QT_TRANSLATE_NOOP(
            "options",
            "Where the source is drawn. auto: beside the target while matches are made and pruned, then as the shown"
            " step moves it.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Source"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "by the step"),
            QT_TRANSLATE_NOOP("options", "beside the target"),
            QT_TRANSLATE_NOOP("options", "as it is moved"),
        ),
    )
    lines: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Lines between matched points, coloured by weight; pruned matches in grey."),
        label=QT_TRANSLATE_NOOP("options", "Match lines"),
    )


class GlobalRegistrationStage(CloudStage):
    """The clouds above, one of three pages below; the transform beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._asked: Any = None
        self._compact = False
        self.scene = GlobalScene(self.view)
        self.strip = GlobalStrip()
        self.column.setStretch(0, 9)
        self.column.addWidget(self.strip, 4)
        self._aside = QWidget()
        self.transform = TransformPanel()
        self.transform.set_editable(False)
        self.formula = WaitingFormula()
        self.facts = text_label("", "quiet_small", wrap=True)
        self._side = QVBoxLayout(self._aside)
        self._side.setContentsMargins(0, 0, 0, 0)
        for widget in (self.transform, self.formula, self.facts):
            self._side.addWidget(widget)
        self.view.picked.connect(self._picked)
        self.strip.step_wanted.connect(self.step_wanted)
        self.strip.page_changed.connect(self._page_changed)
        self.strip.penalty.mu_dragged.connect(self._draw_matches)
        self.strip.penalty.mu_reset.connect(self._draw_matches)
        self.strip.features.match_chosen.connect(self._match_chosen)
        self.strip.trials.asked.connect(self._trials_asked)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self.column.setSpacing(px(16))
        self._side.setSpacing(px(16))
        self._fit()

    def aside(self) -> QWidget:
        return self._aside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        unit = self._unit()
        other = before is None or any(
            before.inputs.get(name) is not moment.inputs.get(name) for name in ("source", "target")
        )
        features = ("voxel", "both_sides", "normal_radius", "feature_radius")
        changed = before is not None and any(
            getattr(before.options, name) != getattr(moment.options, name) for name in features
        )
        if other:
            self.strip.trials.clear()
        if other or changed:
            self._asked = None
            self.strip.show_point(None, unit)
        self.view.set_unit(unit)
        self._place(moment)
        self.strip.show_moment(moment, unit)
        self._draw_matches()
        self.scene.show_point(self._asked if self.strip.page() == FEATURES else None, self.strip.features.current())
        self._show_facts(unit)

    def _place(self, moment: Moment) -> None:
        """The clouds, the source where the layout has it; the camera follows where they come together or part."""
        turned = self.scene.turn(moment, self._drawing.layout)
        self.show_pair(moment.inputs["source"], moment.inputs["target"], self.scene.pose, np.eye(4))
        if turned:
            self.view.fit()

    def _unit(self) -> str:
        """Metres for the samples; what a file's coordinates are in is not known."""
        return words.unit_of(self._moment)

    def _show_facts(self, unit: str) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        error = None if frame.rotation_error is None else (frame.rotation_error, frame.shift_error)
        self.transform.set_transform(frame.transform, unit, error)
        latex, plain = words.FORMULAS[self._moment.options.method]
        self.formula.set_formula(latex, plain)
        self.facts.setText("\n".join(words.facts(self._moment, unit)))

    def _weights(self) -> np.ndarray[Any, Any]:
        """The weights drawn: the step's own, or those at the mu that was dragged."""
        assert self._moment is not None
        frame, mu = self._moment.frame, self.strip.penalty.mu()
        if mu is None or self.strip.penalty.own():
            return np.asarray(frame.weights)
        return np.where(frame.kept, line_process(np.asarray(frame.residuals, np.float64), mu), 0.0)

    def _draw_matches(self, _mu: float = 0.0) -> None:
        if self._moment is None:
            return
        shown = self._drawing.lines and not (self.strip.page() == FEATURES and self._asked is not None)
        has_mu = mu_of(self._moment) is not None
        self.scene.show_matches(self._moment.frame, self._weights(), has_mu, self.tr("weight"), shown)

    def show_lane(self, lane: str, moment: Moment) -> None:
        if lane == "trials":
            self.strip.trials.show_frame(moment.frame, moment.options.trials)
            return
        if self._moment is None or moment.inputs["source"] is not self._moment.inputs["source"]:
            return
        self._asked = moment.frame
        self.strip.show_point(moment.frame, self._unit())
        self.strip.set_page(FEATURES)
        self._draw_matches()
        self.scene.show_point(self._asked, 0)

    # -- drawing and choices -------------------------------------------------------------------

    def set_drawing(self, drawing: CloudDrawing) -> None:
        assert isinstance(drawing, Drawing)
        self._drawing = drawing
        super().set_drawing(drawing)
        if self._moment is not None:
            self._place(self._moment)
            self._draw_matches()

    def _picked(self, name: str, index: int, _modifiers: object) -> None:
        if self._moment is None or name not in ("source", "target"):
            return
        row = self.scene.grid_point(self._moment, name, index)
        if row is not None:
            self.lane_wanted.emit("point", {"cloud": name, "point": row})

    def _match_chosen(self, number: int) -> None:
        self.scene.show_point(self._asked, number)

    def _page_changed(self, page: int) -> None:
        if page == COMPARE and not self.strip.trials.has_answer() and self._moment is not None:
            self.strip.trials.ask()
        self._draw_matches()
        self.scene.show_point(self._asked if page == FEATURES else None, self.strip.features.current())

    def _trials_asked(self, overrides: Mapping[str, Any]) -> None:
        self.lane_wanted.emit("trials", overrides)

    def next_page(self) -> None:
        """The optimisation, a point's features, methods compared: the next of these pages."""
        self.strip.set_page((self.strip.page() + 1) % 3)

    def next_point(self) -> None:
        """The features of another matched point, one after the other."""
        if self._moment is None or not len(self._moment.frame.matches):
            return
        frame = self._moment.frame
        kept = np.flatnonzero(frame.kept) if frame.kept.any() else np.arange(len(frame.matches))
        rows = frame.matches[kept, 0]
        last = self._asked.point if self._asked is not None and self._asked.cloud == "source" else -1
        later = rows[rows > last]
        self.lane_wanted.emit("point", {"cloud": "source", "point": int(later.min() if len(later) else rows.min())})

    def own_mu(self) -> None:
        """The weights at the step's own mu again."""
        self.strip.penalty.reset()

    # -- pointer, modes, what is taken away ----------------------------------------------------

    def sentence(self) -> str:
        return "" if self._moment is None else words.sentence(self._moment, self._unit())

    def settled(self) -> bool:
        """The picture of a film's end: after its own ICP, or without a match to refine."""
        frame = None if self._moment is None else self._moment.frame
        return super().settled() and frame is not None and (frame.stage == "icp" or not len(frame.matches))

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._fit()

    def set_answer_hidden(self, hidden: bool) -> None:
        for widget in (self.transform, self.facts, self.strip.trials.table, self.strip.trials.note):
            widget.setVisible(not hidden)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.strip.setVisible(not self._compact and self.height() >= px(400))

    def clouds(self) -> dict[str, PointCloud]:
        """The source as the step moves it, also where it is drawn beside the target, and both clouds in one."""
        if self._moment is None:
            return {}
        source, target = self._moment.inputs["source"], self._moment.inputs["target"]
        moved = moved_cloud(source, self._moment.frame.transform, f"{source.name}, moved")
        merged = merged_cloud([target, moved], f"{target.name} + {source.name}")
        return {"moved source": moved, "merged": replace(merged, pose=target.pose)}

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        return {**frame_arrays(self._moment.frame), **self.strip.to_arrays()}


LAB = Lab(
    study="global-registration",
    stage=GlobalRegistrationStage,
    drawing=Drawing,
    lanes=(SideLane("point", "feature-matches"), SideLane("trials", "registration-trials")),
    words=("FGR", "RANSAC", "FPFH", "fast global registration", "feature matching"),
    commands=(
        *COMMANDS,
        StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "Optimisation, features or comparison below"), "G"),
        StageCommand("next_point", QT_TRANSLATE_NOOP("commands", "Features of the next matched point"), "N"),
        StageCommand("own_mu", QT_TRANSLATE_NOOP("commands", "Weights at the step's own mu"), "U"),
    ),
)
