"""From the bytes of a picture file to upright 8-bit sRGB. Pillow decodes; what it leaves undone is done here."""

from __future__ import annotations

import io
import logging
import re
import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.data.depth import deep_note, eight_bit
from engine.data.notes import Note
from engine.data.opencv import load_opencv
from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PIL import Image as PILImage

PIXEL_LIMIT = 200_000_000

# What may decode a stranger's file. Pillow knows more formats, and one of them starts a program (EPS).
# (A JPEG with further pictures in it, MPO, is opened by way of JPEG.)
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "DIB", "TIFF", "GIF")

SUFFIXES = {
    ".png": "PNG",
    ".apng": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".webp": "WEBP",
    ".bmp": "BMP",
    ".dib": "BMP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".gif": "GIF",
}
_TITLES = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP", "BMP": "BMP", "TIFF": "TIFF", "GIF": "GIF"}
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", *_TIFF_STARTS)

_TIFF_BITS, _TIFF_PHOTOMETRIC, _TIFF_FORMAT, _ORIENTATION = 258, 262, 339, 274


def load_pillow() -> Any:
    """The module ``PIL.Image`` with this project's pixel limit and without its messages on stderr."""
    # Each decoder by name: PIL.Image.init() would load all of them, and the frozen app must know which it needs.
    from PIL import (  # noqa: F401
        BmpImagePlugin,
        GifImagePlugin,
        Image,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    # Pillow refuses from twice its limit on; between the two it warns, and we refuse.
    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    # Damaged metadata is common and harmless. The filter is set at each call, for a test resets it, and never taken
    # back, for taking it back is not safe between threads.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    logger = logging.getLogger("PIL")
    if not logger.handlers:  # else its errors would go to stderr for want of any handler
        logger.addHandler(logging.NullHandler())
    return Image


def decode(stream: BinaryIO, name: str, side: int | None = None) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """The picture in ``stream`` as (H, W, 3) uint8 sRGB, upright, and sentences on what was changed.

    With ``side`` a JPEG may come at a half, a quarter or an eighth of its size, its shorter side not below ``side``.

    Raises
    ------
    InputError
        No picture, a damaged one, or one of more than 200 megapixels; checked before its pixels are decoded.
    """
    pillow = load_pillow()
    from PIL import UnidentifiedImageError

    head = stream.read(32)
    stream.seek(0)
    try:
        opened = pillow.open(stream, formats=FORMATS)
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning) as error:
        raise _too_large(name, int((re.findall(r"\d{7,}", str(error)) or [0])[0])) from error
    except UnidentifiedImageError as error:
        if head.startswith(_TIFF_STARTS):
            return _decode_deep_tiff(stream, name)
        raise (_damaged(name) if _signed(head) else _no_picture(name)) from error
    except Exception as error:  # decoders of strangers' files raise of many kinds for one fact
        raise _damaged(name) from error
    with opened:
        width, height = (int(length) for length in opened.size)
        if width * height > PIXEL_LIMIT:
            raise _too_large(name, width * height)
        if width < 1 or height < 1:
            raise _damaged(name)
        try:
            if side is not None:
                opened.draft(None, (side, side))
            return _decoded(opened, head, name)
        except MemoryError as error:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "There is not enough memory for the {width} x {height} pixels of {file}."),
                file=name,
                width=width,
                height=height,
            ) from error
        except Exception as error:
            raise _damaged(name) from error


def shrunk(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """``pixels`` (H, W, 3) with the longer side brought down to ``side``; never enlarged."""
    pillow = load_pillow()
    height, width = pixels.shape[:2]
    if max(height, width) <= side:
        return pixels
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = pillow.fromarray(pixels).resize(size, pillow.Resampling.BICUBIC, reducing_gap=2.0)
    return np.asarray(small, dtype=np.uint8)


def _signed(head: bytes) -> bool:
    return head.startswith(_SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _no_picture(name: str) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not a picture in PNG, JPEG, WebP, BMP, TIFF or GIF."), file=name
    )


def _damaged(name: str) -> InputError:
    return InputError(QT_TRANSLATE_NOOP("errors", "The picture {file} is damaged or cut off."), file=name)


def _too_large(name: str, pixels: int) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} has {megapixels} megapixels; pictures of up to {limit} are read."),
        file=name,
        megapixels=-(-pixels // 1_000_000),
        limit=PIXEL_LIMIT // 1_000_000,
    )


def _decoded(opened: PILImage.Image, head: bytes, name: str) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """All of the way from an opened file to its pixels and notes."""
    notes: list[str] = []
    kind = {"MPO": "JPEG", "DIB": "BMP"}.get(opened.format or "", opened.format or "")
    suffix = PurePath(name).suffix.lower()
    if SUFFIXES.get(suffix, kind) != kind:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "Its name ends in {suffix}, but it is a {kind} file."),
                suffix=suffix,
                kind=_TITLES[kind],
            )
        )
    turned = _orientation(opened)
    bits = _bits(opened, head)
    profile = opened.info.get("icc_profile")
    opened.load()
    # Pillow turns a TIFF itself while loading it, and then takes the tag away.
    turn = _orientation(opened)
    colour, alpha = _colour_and_alpha(opened, bits, notes)
    colour = _to_srgb(colour, profile, notes)
    if alpha is not None and int(np.asarray(alpha).min()) < 255:
        white = load_pillow().new("RGB", colour.size, (255, 255, 255))
        white.paste(colour, mask=alpha)
        colour = white
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "Its transparent parts are shown on white.")))
    if turned != 1:
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "It is turned upright as its EXIF orientation says.")))
    colour = _upright(colour, turn)
    pixels = np.asarray(colour, dtype=np.uint8)
    if kind in ("GIF", "PNG", "WEBP") and _has_more(opened):
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "It is animated; its first picture is shown.")))
    elif kind == "TIFF" and _has_more(opened):
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "It has several pages; the first is shown.")))
    return pixels, tuple(notes)


def _orientation(picture: PILImage.Image) -> int:
    """The EXIF orientation 1..8; 1 where there is none or its block is damaged."""
    try:
        value: object = picture.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _upright(picture: PILImage.Image, orientation: int) -> PILImage.Image:
    turn = load_pillow().Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _has_more(picture: PILImage.Image) -> bool:
    try:
        return bool(getattr(picture, "is_animated", False))
    except Exception:  # what follows the first picture may be damaged, which is no reason to refuse the first
        return True


def _bits(picture: PILImage.Image, head: bytes) -> int:
    """Bits a channel as the file has them."""
    if picture.format == "PNG":
        return head[24] if len(head) > 24 else 8
    if picture.format == "TIFF":
        value = _tiff_tag(picture, _TIFF_BITS, 8)
        return value if 1 <= value <= 64 else 8
    return 8


def _tiff_tag(picture: PILImage.Image, tag: int, default: int) -> int:
    value = getattr(picture, "tag_v2", {}).get(tag, default)
    value = value[0] if isinstance(value, tuple) and value else value
    return value if isinstance(value, int) else default


def _colour_and_alpha(
    picture: PILImage.Image, bits: int, notes: list[str]
) -> tuple[PILImage.Image, PILImage.Image | None]:
    """The picture in mode L, RGB, CMYK or LAB with 8 bits a channel, and its alpha channel where it has one."""
    pillow = load_pillow()
    if picture.mode == "F" or picture.mode.startswith("I"):
        samples = np.asarray(picture)
        if picture.mode == "I" and bits == 32 and _tiff_tag(picture, _TIFF_FORMAT, 1) == 1:
            samples = samples.view(np.uint32)
        grey, note = eight_bit(samples, bits if 8 < bits <= 16 else 16)
        if _tiff_tag(picture, _TIFF_PHOTOMETRIC, 1) == 0:  # white is zero; Pillow minds it for 8 bits only
            grey = 255 - grey
        notes.append(note)
        see_through = picture.info.get("transparency")
        alpha = None
        if isinstance(see_through, int):
            alpha = pillow.fromarray(np.where(samples == see_through, 0, 255).astype(np.uint8))
        return pillow.fromarray(grey), alpha
    if bits > 8:
        notes.append(deep_note(bits))
    alpha = None
    if picture.has_transparency_data:
        whole = picture.convert("LA" if picture.mode == "La" else "RGBA")
        alpha = whole.getchannel("A")
        colour = whole.convert("L" if picture.mode in ("1", "L", "LA", "La") else "RGB")
    elif picture.mode in ("L", "RGB", "CMYK", "LAB"):
        colour = picture
    else:
        colour = picture.convert("L" if picture.mode == "1" else "RGB")
    return colour, alpha


def _to_srgb(picture: PILImage.Image, profile: object, notes: list[str]) -> PILImage.Image:
    """``picture`` in sRGB by its embedded profile where that fits, else by its mode alone."""
    from PIL import ImageCms

    spaces = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK", "Lab": "LAB"}
    srgb = ImageCms.createProfile("sRGB")
    if picture.mode == "LAB":
        return _converted(picture, ImageCms.createProfile("LAB"), srgb)
    if isinstance(profile, bytes) and profile:
        try:
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            description = ImageCms.getProfileDescription(embedded).strip()
            if spaces.get(embedded.profile.xcolor_space.strip()) == picture.mode and "srgb" not in description.lower():
                converted = _converted(picture, embedded, srgb)
                notes.append(
                    Note(
                        QT_TRANSLATE_NOOP("errors", "Its colours are converted from the profile {profile}."),
                        profile=description,
                    )
                )
                return converted
        except Exception:
            notes.append(Note(QT_TRANSLATE_NOOP("errors", "Its colour profile is damaged and was left aside.")))
    if picture.mode == "CMYK":
        notes.append(Note(QT_TRANSLATE_NOOP("errors", "It is made for print (CMYK); its colours are approximate.")))
    return picture.convert("RGB")


def _converted(picture: PILImage.Image, source: Any, target: Any) -> PILImage.Image:
    from PIL import ImageCms

    result = ImageCms.profileToProfile(
        picture,
        source,
        target,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if result is None:
        raise ValueError("no transform")
    return result


def _decode_deep_tiff(stream: BinaryIO, name: str) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """A TIFF that Pillow has no mode for (colour in floating point or 32 bits), by OpenCV, from its bytes."""
    from PIL import TiffImagePlugin

    load_pillow()
    try:
        stream.seek(0)
        directory = TiffImagePlugin.ImageFileDirectory_v2(stream.read(8))
        stream.seek(directory.next)
        directory.load(stream)
        width, height = int(directory[256]), int(directory[257])
    except Exception as error:
        raise _damaged(name) from error
    if width * height > PIXEL_LIMIT:
        raise _too_large(name, width * height)
    stream.seek(0)
    cv2 = load_opencv()
    try:
        samples = cv2.imdecode(np.frombuffer(stream.read(), np.uint8), cv2.IMREAD_UNCHANGED)
    except Exception as error:
        raise _damaged(name) from error
    if samples is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is a TIFF of a kind that cannot be read, or it is damaged."), file=name
        )
    pixels, note = eight_bit(samples)
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    if pixels.shape[2] < 3:
        pixels = np.repeat(pixels[..., :1], 3, axis=2)
    return np.ascontiguousarray(pixels[..., 2::-1]), (note,)
