"""What the RGB-D alignment's lab says: the sentence under the title, the pixel's steps, the matrices of its chain."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.texts import note_text
from widgets.cell_painting import number_text
from widgets.rgbd_equations import MatrixLine

translate = QCoreApplication.translate

TWIST = ("ωx", "ωy", "ωz", "vx", "vy", "vz")
STEP_UNITS = ("°", "°", "°", "mm", "mm", "mm")
CHAIN = (
    r"\frac{\partial I}{\partial \xi} = "
    r"\frac{\partial I}{\partial u}\,\frac{\partial u}{\partial X}\,\frac{\partial X}{\partial \xi}"
)


def number(value: float, digits: int = 3) -> str:
    """A number with a true minus sign."""
    return number_text(value, digits).replace("-", "−")


def vector(values: Any, unit: str, digits: int = 3) -> str:
    """The numbers of a vector in brackets with their unit."""
    return f"({', '.join(number(float(v), digits) for v in values)}) {unit}".rstrip()


def compared_words(compared: str) -> str:
    """What is compared, in words."""
    return {
        "photometric": translate("RgbdAlignment", "the greys"),
        "depth": translate("RgbdAlignment", "the depths"),
        "hybrid": translate("RgbdAlignment", "greys and depths"),
    }[compared]


def sentence(frame: Any) -> str:
    """One sentence on the level, the energy and how far the truth is; then the notes."""
    height, width = frame.first.shape
    said = translate(
        "RgbdAlignment",
        "At {width} × {height} pixels {compared} are compared where {share} of the first picture lands.",
    ).format(width=width, height=height, compared=compared_words(frame.compared), share=f"{100 * frame.overlap:.0f} %")
    if frame.rotation_error is not None:
        said += " " + translate("RgbdAlignment", "The motion is {angle}° and {shift} mm from the truth.").format(
            angle=number(frame.rotation_error, 2), shift=number(1000 * frame.shift_error, 2)
        )
    return " ".join([said, *map(note_text, frame.notes)])


def twist_line(frame: Any) -> MatrixLine:
    """The six numbers of the step, in degrees and millimetres."""
    values = np.concatenate([np.rad2deg(frame.twist[:3]), 1000 * frame.twist[3:]])[None]
    most = [max(float(np.abs(values[0, :3]).max()), 1e-12)] * 3 + [max(float(np.abs(values[0, 3:]).max()), 1e-12)] * 3
    return MatrixLine(
        r"\xi",
        translate("RgbdAlignment", "Step"),
        values,
        tip=translate("RgbdAlignment", "The step from here: rotation about the second camera's axes, then shift."),
        heads=[f"{name} {unit}" for name, unit in zip(TWIST, STEP_UNITS, strict=True)],
        units=STEP_UNITS,
        scales=most,
    )


def step_lines(frame: Any) -> list[MatrixLine]:
    """Back-project, transform, project, compare: each with this pixel's numbers, as far as it gets."""
    lines = [
        MatrixLine(
            r"p,\ D",
            "p, D",
            text=f"({int(frame.pixel[0])}, {int(frame.pixel[1])}) px"
            + ("" if frame.depth is None else f", {number(frame.depth)} m"),
            tip=translate("RgbdAlignment", "The pixel in the first picture at this level, and its depth."),
        )
    ]
    if frame.point is not None:
        lines.append(
            MatrixLine(
                r"X_1 = D\,K_1^{-1} p",
                "X₁ = D K₁⁻¹ p",
                text=vector(frame.point, "m"),
                tip=translate("RgbdAlignment", "Back-projected: the point in the first camera's coordinates."),
            )
        )
        lines.append(
            MatrixLine(
                r"X = T X_1",
                "X = T X₁",
                text=vector(frame.moved, "m"),
                tip=translate("RgbdAlignment", "Transformed: the same point in the second camera's coordinates."),
            )
        )
    if frame.projection is not None:
        lines.append(
            MatrixLine(
                r"u = \pi(K_2 X)",
                "u = π(K₂ X)",
                text=vector(frame.projection, "px", 4),
                tip=translate("RgbdAlignment", "Projected: where it lands in the second picture."),
            )
        )
    if frame.residual is not None:
        text = f"{number(frame.grey_second)} − {number(frame.grey_second - frame.residual)} = {number(frame.residual)}"
        lines.append(
            MatrixLine(
                r"r = I_2 - I_1",
                "r = I₂(u) − I₁(p)",
                text=text,
                tip=translate("RgbdAlignment", "The grey residual, 0 to 1; the first grey with gain and offset."),
            )
        )
    if frame.depth_residual is not None:
        lines.append(
            MatrixLine(
                r"r_D = D_2 - X_z",
                "r_D = D₂(u) − Xz",
                text=f"{number(1000 * frame.depth_residual)} mm",
                tip=translate("RgbdAlignment", "The depth residual."),
            )
        )
    return lines


def chain_lines(frame: Any) -> list[MatrixLine]:
    """The three factors and their product; none where the pixel lands nowhere."""
    if frame.row is None:
        return []
    row = frame.row
    halves = [max(float(np.abs(row[0, :3]).max()), 1e-12)] * 3 + [max(float(np.abs(row[0, 3:]).max()), 1e-12)] * 3
    lines = [
        MatrixLine(CHAIN, "∂I/∂ξ = ∂I/∂u ∂u/∂X ∂X/∂ξ"),
        MatrixLine(
            r"\frac{\partial I}{\partial u}",
            "∂I/∂u",
            frame.image_slope,
            heads=("u", "v"),
            units=("per px",) * 2,
            tip=translate("RgbdAlignment", "Slope of the second picture where the pixel lands."),
        ),
        MatrixLine(
            r"\frac{\partial u}{\partial X}",
            "∂u/∂X",
            frame.projection_jacobian,
            heads=("X", "Y", "Z"),
            names=("u", "v"),
            units=("px per m",) * 3,
            tip=translate("RgbdAlignment", "How the projection moves with the point."),
        ),
        MatrixLine(
            r"\frac{\partial X}{\partial \xi}",
            "∂X/∂ξ",
            frame.motion_jacobian,
            heads=TWIST,
            names=("X", "Y", "Z"),
            units=("m per rad",) * 3 + ("m per m",) * 3,
            tip=translate("RgbdAlignment", "How the point moves with the six numbers of the twist."),
        ),
        MatrixLine(
            r"\frac{\partial I}{\partial \xi}",
            "∂I/∂ξ",
            row,
            heads=TWIST,
            units=("per rad",) * 3 + ("per m",) * 3,
            scales=halves,
            tip=translate("RgbdAlignment", "The pixel's row of the Jacobian: the product of the three."),
        ),
    ]
    if frame.depth_row is not None:
        halves = [float(np.abs(frame.depth_row[0, k : k + 3]).max()) or 1.0 for k in (0, 3) for _ in range(3)]
        lines.append(
            MatrixLine(
                r"\frac{\partial r_D}{\partial \xi}",
                "∂r_D/∂ξ",
                frame.depth_row,
                units=("m per rad",) * 3 + ("m per m",) * 3,
                scales=halves,
                tip=translate(
                    "RgbdAlignment", "Its row of the depth Jacobian: the same chain, and minus the point's z."
                ),
            )
        )
    return lines
