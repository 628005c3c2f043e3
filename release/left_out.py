"""What the frozen application leaves out; tests/test_release.py holds the sources to it."""

from __future__ import annotations

import posixpath
import re

MODULES = (
    # only their sample files are used, and those are carried as data
    "skimage",
    "sklearn",
    "joblib",
    "threadpoolctl",
    "narwhals",
    "imageio",
    "tifffile",
    "lazy_loader",
    # optional companions of torch, timm, huggingface_hub and pyqtgraph
    "IPython",
    "PyQt5",
    "PyQt6",
    "dash",
    "flask",
    "hf_xet",
    "ipywidgets",
    "jedi",
    "matplotlib",
    "networkx",
    "onnx",
    "onnxscript",
    "pandas",
    "plotly",
    "pyqtgraph.examples",
    "pyqtgraph.jupyter",
    "pyqtgraph.opengl",
    "tensorboard",
    "torch.utils.tensorboard",
    "triton",
    # tools of development
    "PyInstaller",
    "captum",
    "hypothesis",
    "mypy",
    "pip",
    "pkg_resources",
    "pygments",
    "pytest",
    "pytorch_grad_cam",
    "setuptools",
    "tkinter",
    "torchinfo",
    "ttach",
)
"""Modules that are not collected, with all below them. Torch does need sympy, torchgen, unittest and torch.testing."""

_FILES = (
    r"torch/(test|include|share)/",
    r"torch/bin/(?!torch_shm_manager)",
    r"torch/lib/\w*(torchbind_test|jitbackend_test|backend_with_compiler)",
    r"PySide6/.*Qt6?(Qml|Quick|Pdf|VirtualKeyboard|Designer|Sql|Test|WaylandCompositor|EglF[Ss])",
    r"PySide6/.*plugins/(designer|egldeviceintegrations|qmllint|qmltooling|sqldrivers|vectorimageformats)/",
    r"PySide6/.*plugins/(networkinformation|tls|generic|wayland-graphics-integration-server)/",
    r"PySide6/.*plugins/platforms/\w*q?(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|webgl)",
    r"PySide6/.*plugins/(platforminputcontexts|imageformats)/\w*(virtualkeyboard|qpdf)",
    r"PySide6/(Qt/)?(translations/(?!qtbase_ko)|(qml|metatypes|libexec|resources)/)",
    r"PySide6/.*plugins/platformthemes/libqgtk3",  # and what only GTK brings
    r"lib(atk|cairo|cairo-gobject|datrie|gdk_pixbuf|pango|pangocairo|pangoft2|pixman|thai)-?[\d.]*\.so",
    r"(hypothesis|pluggy)-[^/]*\.dist-info/",
)
FILES = re.compile("|".join(f"^(?:{pattern})" for pattern in _FILES))
"""Files, by their place in the application's folder with forward slashes, that are collected and then dropped."""


def is_left_out(place: str, link: str = "") -> bool:
    """Whether the file at this place of the application's folder is dropped, or what it is a symbolic link to is."""
    place = place.replace("\\", "/")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(place), link)) if link else place
    return FILES.match(place) is not None or FILES.match(target) is not None


def is_module_left_out(name: str) -> bool:
    """Whether the module of this dotted name is not collected."""
    return any(name == module or name.startswith(module + ".") for module in MODULES)
