"""The plots of :mod:`widgets.curves`, drawn by pyqtgraph; imported when a curve is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem, QWidget

from widgets.cell_painting import number_text, readable
from widgets.colours import CLASS_COLOURS, lut
from widgets.curves import Panel, Series, value_text
from widgets.theme import font, px, tokens

_ORDER = (1, 0, 2, 6, 4, 5, 9, 8, 7, 3)  # of the class colours: blue and orange first


class _ViewBox(pg.ViewBox):
    """A left press or drag moves the cursor; the wheel zooms x; a double click shows all."""

    def __init__(self, plots: CurvePlots) -> None:
        super().__init__(enableMenu=False)
        self._plots = plots
        self.setMouseEnabled(x=True, y=False)

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._plots.pressed.emit(float(self.mapSceneToView(event.scenePos()).x()))
        else:
            super().mouseDragEvent(event, axis)

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        if event.double():
            self._plots.show_all()
        else:
            self._plots.pressed.emit(float(self.mapSceneToView(event.scenePos()).x()))


class _Axis(pg.AxisItem):
    """An axis whose fractions read as per cent where its unit says so."""

    per_cent = False

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        if not self.logMode:
            return list(super().tickValues(minVal, maxVal, size))
        decades = maxVal - minVal
        stride = max(1, int(np.ceil(decades / 6)))
        parts = (0.0, np.log10(2), np.log10(5)) if decades < 1.6 else (0.0,)
        ticks = [d + p for d in range(int(np.floor(minVal)), int(np.ceil(maxVal)) + 1, stride) for p in parts]
        return [(float(stride), [tick for tick in ticks if minVal <= tick <= maxVal])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [number_text(10**value, 1) for value in values]
        if self.per_cent:
            places = max(0, int(np.ceil(-np.log10(max(spacing * 100, 1e-9)))))
            return [f"{100 * value:.{places}f} %" for value in values]
        return list(super().tickStrings(values, scale, spacing))


class CurvePlots(pg.GraphicsLayoutWidget):
    """Panels above each other with a linked x axis, labels at the curves' ends, one cursor through all."""

    pressed = Signal(float)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._plots: dict[str, Any] = {}  # the base class resizes while it is made
        super().__init__(parent)
        self._panels: tuple[Panel, ...] = ()
        self._lines: dict[tuple[str, str], Any] = {}
        self._labels: dict[tuple[str, str], QGraphicsSimpleTextItem] = {}
        self._cursors: list[Any] = []
        self._series: tuple[Series, ...] = ()
        self._step: float | None = None
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scene().sigMouseMoved.connect(self._moved)

    def set_panels(self, panels: Sequence[Panel], x_name: str) -> None:
        """Build the plots anew, in the current theme."""
        self.clear()
        self._panels = tuple(panels)
        self._plots, self._lines, self._labels, self._cursors = {}, {}, {}, []
        colours = tokens()
        self.setBackground(QColor(colours.background))
        self.ci.layout.setVerticalSpacing(px(12))
        small = font("small")
        first: Any = None
        for number, panel in enumerate(panels):
            axis = _Axis("left")
            axis.per_cent = panel.unit == "%"
            plot = pg.PlotItem(viewBox=_ViewBox(self), axisItems={"left": axis, "bottom": _Axis("bottom")})
            self.addItem(plot, row=number, col=0)
            plot.hideButtons()
            plot.setMenuEnabled(False)
            plot.setLogMode(x=False, y=panel.log)
            plot.showGrid(x=False, y=True, alpha=0.3)
            last = number == len(panels) - 1
            for side in ("left", "bottom"):
                part = plot.getAxis(side)
                part.setPen(pg.mkPen(colours.line))
                part.setTextPen(pg.mkPen(colours.quiet))
                part.setStyle(tickFont=small, tickLength=0, tickTextOffset=px(6))
                part.enableAutoSIPrefix(False)
            plot.getAxis("left").setWidth(px(56))
            plot.getAxis("bottom").setStyle(showValues=last)
            plot.getAxis("bottom").setHeight(px(36) if last else px(6))
            if last:
                plot.setLabel("bottom", x_name, **self._label_style())
            unit = f", {panel.unit}" if panel.unit and panel.unit != "%" else ""
            plot.setTitle(
                f"{panel.title}{unit}", color=colours.quiet, size=f"{font('caption').pointSizeF()}pt", bold=True
            )
            plot.titleLabel.item.setPos(0, 0)
            plot.titleLabel.opts["justify"] = "left"
            plot.titleLabel.setMaximumHeight(px(22))
            plot.layout.setRowFixedHeight(0, px(22))
            plot.layout.setContentsMargins(0, 0, 0, 0)
            if first is None:
                first = plot
            else:
                plot.setXLink(first)
            if panel.low is not None or panel.high is not None:
                plot.setYRange(panel.low or 0.0, 1.0 if panel.high is None else panel.high, padding=0.02)
            cursor = pg.InfiniteLine(angle=90, movable=False, pen=pg.mkPen(colours.accent, width=px(1.5)))
            cursor.setZValue(10)
            cursor.hide()
            plot.addItem(cursor, ignoreBounds=True)
            self._cursors.append(cursor)
            self._plots[panel.key] = plot
            plot.vb.sigRangeChanged.connect(self._place_labels)
            plot.vb.sigResized.connect(self._place_labels)

    def set_series(self, series: Sequence[Series]) -> None:
        """Draw these curves; those that are gone go."""
        self._series = tuple(series)
        wanted = {(s.panel, s.name) for s in series}
        for key in [key for key in self._lines if key not in wanted]:
            self._plots[key[0]].removeItem(self._lines.pop(key))
            label = self._labels.pop(key)
            label.scene().removeItem(label)
        counts: dict[str, int] = {}
        for s in series:
            counts[s.panel] = counts.get(s.panel, 0) + 1
        seen: dict[str, int] = {}
        for s in series:
            plot = self._plots.get(s.panel)
            if plot is None:
                continue
            number = seen.get(s.panel, 0)
            seen[s.panel] = number + 1
            key = (s.panel, s.name)
            colour = self._colour(s, number, counts[s.panel])
            if key not in self._lines:
                line = pg.PlotDataItem(antialias=True, connect="finite")
                line.setClipToView(True)
                line.setDownsampling(auto=True, method="peak")
                # A moving cursor then repaints no curve.
                line.curve.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
                plot.addItem(line)
                self._lines[key] = line
                label = QGraphicsSimpleTextItem(plot)
                label.setZValue(20)
                self._labels[key] = label
            line, label = self._lines[key], self._labels[key]
            style = Qt.PenStyle.DashLine if s.dashed else Qt.PenStyle.SolidLine
            line.setPen(pg.mkPen(colour, width=px(1.6), style=style))
            label.setBrush(readable(colour, QColor(tokens().background)))
            label.setFont(font("small", tabular=True))
            x, y = s.x, s.y
            if s.sparse:
                measured = np.isfinite(y)
                x, y = x[measured], y[measured]
                line.setSymbol("o")
                line.setSymbolSize(px(5))
                line.setSymbolBrush(pg.mkBrush(colour))
                line.setSymbolPen(None)
            if next(panel.log for panel in self._panels if panel.key == s.panel):
                y = np.where(y > 0, y, np.nan)  # a logarithmic axis has no place for the rest
            line.setData(x, y)
        self._reserve()
        self.show_values(self._step)

    def set_cursor(self, step: float | None) -> None:
        """Stand on ``step`` in every panel, or nowhere."""
        for cursor in self._cursors:
            cursor.setVisible(step is not None)
            if step is not None:
                cursor.setValue(step)

    def show_values(self, step: float | None) -> None:
        """Write each curve's name at its end, with its value at ``step``, or its last."""
        self._step = step
        units = {panel.key: panel.unit for panel in self._panels}
        for s in self._series:
            label = self._labels.get((s.panel, s.name))
            if label is None:
                continue
            measured = s.y[np.isfinite(s.y)]
            value = s.at(step) if step is not None else (float(measured[-1]) if len(measured) else None)
            label.setText(s.name if value is None else f"{s.name} {value_text(value, units.get(s.panel, ''))}")
        self._place_labels()

    def show_all(self) -> None:
        """Back to all steps."""
        for plot in list(self._plots.values())[:1]:
            plot.enableAutoRange(x=True)

    def _label_style(self) -> dict[str, str]:
        return {"color": tokens().quiet, "font-size": f"{font('small').pointSizeF()}pt"}

    def _colour(self, s: Series, number: int, count: int) -> QColor:
        ground = QColor(tokens().background)
        if s.colour is not None:
            return readable(QColor(s.colour), ground, 3.0)
        if count > 6:  # an ordered family, such as layers: along one map
            red, green, blue = (int(v) for v in lut("viridis")[round(number / (count - 1) * 235)])
            return readable(QColor(red, green, blue), ground, 3.0)
        return readable(QColor(CLASS_COLOURS[_ORDER[number % len(_ORDER)]]), ground, 3.0)

    def _reserve(self) -> None:
        """Room at the right for the longest label, the same in every panel."""
        metrics = QFontMetricsF(font("small", tabular=True))
        units = {panel.key: panel.unit for panel in self._panels}
        texts = [f"{s.name} {value_text(0.00888, units.get(s.panel, ''))}" for s in self._series]
        room = max((metrics.horizontalAdvance(text) for text in texts), default=0.0) + px(14)
        room = min(room, self.width() * 0.4)
        for plot in self._plots.values():
            plot.layout.setColumnFixedWidth(2, room)

    def _place_labels(self, *_: object) -> None:
        """Each label beside the end of its curve, pushed apart where two would meet, hidden where none fits."""
        high = QFontMetricsF(font("small")).height()
        for panel in self._panels:
            plot = self._plots.get(panel.key)
            if plot is None:  # the panels above already report their sizes while this one is made
                continue
            box = plot.vb.geometry()
            places: list[tuple[float, QGraphicsSimpleTextItem]] = []
            for s in self._series:
                label = self._labels.get((s.panel, s.name))
                if s.panel != panel.key or label is None:
                    continue
                y = s.y[np.isfinite(s.y) & ((s.y > 0) | (not panel.log))]
                label.setVisible(bool(len(y)))
                if len(y):
                    last = float(np.log10(y[-1]) if panel.log else y[-1])
                    point = plot.vb.mapFromView(QPointF(0.0, last))
                    places.append((min(max(point.y(), 0.0), box.height()) + box.top() - high / 2, label))
            places.sort(key=lambda place: place[0])
            room = int((box.height() + high) // (high * 0.9))
            if len(places) > room > 0:
                kept = {round(i * (len(places) - 1) / max(1, room - 1)) for i in range(room)}
                for number, (_y, label) in enumerate(places):
                    label.setVisible(number in kept)
                places = [place for number, place in enumerate(places) if number in kept]
            tops = _apart([y for y, _label in places], high * 0.95, box.top() - high / 2, box.bottom() + high / 2)
            for top, (_y, label) in zip(tops, places, strict=True):
                label.setPos(box.right() + px(8), top)

    def _moved(self, place: QPointF) -> None:
        for plot in self._plots.values():
            if plot.vb.sceneBoundingRect().contains(place):
                self.pointed.emit(float(plot.vb.mapSceneToView(place).x()))
                return
        self.pointed.emit(None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self._plots:
            self._reserve()
            self._place_labels()


def _apart(tops: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Sorted ``tops`` moved as little as needed to lie ``distance`` apart, within ``low`` and ``high``."""
    moved: list[float] = []
    for top in tops:
        moved.append(max(top, moved[-1] + distance if moved else low))
    limit = high - distance
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], limit)
        limit = moved[place] - distance
    return moved
