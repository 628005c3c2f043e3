"""Every kind of picture file, read rightly or refused in one sentence."""

from __future__ import annotations

import dataclasses
import io
import os
import struct
import time
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageCms

from engine.data import decoding
from engine.data.image import Image, decode_image, picture_files, read_image, thumbnail
from engine.data.opencv import load_opencv
from engine.data.samples import sample_files
from engine.errors import InputError

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SIDES = st.integers(1, 12)
COLOUR = st.tuples(SIDES, SIDES).flatmap(lambda s: arrays(np.uint8, (*s, 3)))
GREY = st.tuples(SIDES, SIDES).flatmap(lambda s: arrays(np.uint8, s))
ALPHA = st.tuples(SIDES, SIDES).flatmap(lambda s: arrays(np.uint8, (*s, 4)))
DEEP = st.tuples(SIDES, SIDES).flatmap(lambda s: arrays(np.uint16, s))
LOSSLESS = ("PNG", "BMP", "TIFF", "WEBP")


def encoded(picture: Any, kind: str, **settings_of_kind: Any) -> bytes:
    if not isinstance(picture, Pillow.Image):
        picture = Pillow.fromarray(picture)
    if kind == "WEBP":
        settings_of_kind = {"lossless": True, "exact": True, **settings_of_kind}
    stream = io.BytesIO()
    picture.save(stream, kind, **settings_of_kind)
    return stream.getvalue()


def on_white(rgba: NDArray[np.uint8]) -> NDArray[np.float64]:
    alpha = rgba[..., 3:].astype(float) / 255
    return rgba[..., :3] * alpha + 255 * (1 - alpha)


def smooth(height: int = 40, width: int = 56) -> NDArray[np.uint8]:
    rows, columns = np.mgrid[0:height, 0:width]
    return np.stack([rows * 6 % 256, columns * 4 % 256, (rows + columns) * 2 % 256], 2).astype(np.uint8)


def sentence(caught: pytest.ExceptionInfo[InputError]) -> str:
    text = str(caught.value)
    assert text.endswith(".") and "\n" not in text and "Traceback" not in text and "{" not in text
    return text


# Formats and modes.


@pytest.mark.parametrize("kind", LOSSLESS)
@FEW
@given(pixels=COLOUR)
def test_lossless_colour_comes_back_exactly(kind: str, pixels: NDArray[np.uint8]) -> None:
    picture = decode_image(encoded(pixels, kind), f"a.{kind.lower()}")
    assert np.array_equal(picture.pixels, pixels)
    assert picture.notes == ()
    assert not picture.pixels.flags.writeable


@pytest.mark.parametrize("kind", [*LOSSLESS, "GIF"])
@FEW
@given(pixels=GREY)
def test_grey_comes_back_in_all_three_channels(kind: str, pixels: NDArray[np.uint8]) -> None:
    picture = decode_image(encoded(pixels, kind), f"a.{kind.lower()}")
    assert np.array_equal(picture.pixels, np.repeat(pixels[..., None], 3, axis=2))


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
@FEW
@given(pixels=ALPHA)
def test_alpha_is_laid_on_white_and_said(kind: str, pixels: NDArray[np.uint8]) -> None:
    picture = decode_image(encoded(pixels, kind), f"a.{kind.lower()}")
    assert np.abs(picture.pixels - on_white(pixels)).max() <= 1
    assert any("white" in note for note in picture.notes) == bool((pixels[..., 3] < 255).any())


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@FEW
@given(pixels=DEEP)
def test_16_bit_grey_keeps_its_upper_8(kind: str, pixels: NDArray[np.uint16]) -> None:
    picture = decode_image(encoded(pixels, kind), f"a.{kind.lower()}")
    assert np.array_equal(picture.pixels[..., 0], pixels // 256)
    assert picture.pixels[..., 0].shape == pixels.shape and "16 bits" in picture.notes[0]


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_16_bit_colour_keeps_its_upper_8(suffix: str) -> None:
    pixels = np.random.default_rng(0).integers(0, 65536, (7, 5, 3), dtype=np.uint16)
    content = load_opencv().imencode(suffix, pixels[..., ::-1])[1].tobytes()
    picture = decode_image(content, "a" + suffix)
    assert np.array_equal(picture.pixels, pixels // 256)
    assert "16 bits" in picture.notes[0]


def test_16_bit_with_a_transparent_value() -> None:
    pixels = np.array([[0, 1000, 65535]], np.uint16)
    picture = decode_image(encoded(pixels, "PNG", transparency=1000), "a.png")
    assert picture.pixels[0, :, 0].tolist() == [0, 255, 255]


@pytest.mark.parametrize(
    ("values", "expected", "said"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255], "fractions"),
        ([0.0, 127.4, 255.0], [0, 127, 255], "as they are"),
        ([-2.0, 0.0, 2.0], [0, 128, 255], "stretched: -2"),
        ([np.nan, 0.0, 1.0], [0, 0, 255], "fractions"),
        ([-np.inf, 0.25, np.inf], [64, 64, 64], "fractions"),
    ],
)
def test_floating_point_tiff(values: list[float], expected: list[int], said: str) -> None:
    picture = decode_image(encoded(np.array([values], np.float32), "TIFF"), "a.tif")
    assert picture.pixels[0, :, 1].tolist() == expected
    assert said in picture.notes[0]


def test_floating_point_colour_and_wide_integers() -> None:
    tifffile = pytest.importorskip("tifffile")
    values = np.random.default_rng(1).random((6, 9, 3), dtype=np.float32)
    stream = io.BytesIO()
    tifffile.imwrite(stream, values, photometric="rgb")
    picture = decode_image(stream.getvalue(), "a.tif")
    assert np.array_equal(picture.pixels, np.rint(values * 255).astype(np.uint8))
    stream = io.BytesIO()
    tifffile.imwrite(stream, np.array([[0, 2**31, 2**32 - 1]], np.uint32))
    assert decode_image(stream.getvalue(), "a.tif").pixels[0, :, 0].tolist() == [0, 128, 255]
    stream = io.BytesIO()
    tifffile.imwrite(stream, np.array([[0, 65535]], np.uint16), photometric="miniswhite")
    assert decode_image(stream.getvalue(), "a.tif").pixels[0, :, 0].tolist() == [255, 0]


@FEW
@given(st.tuples(SIDES, SIDES).flatmap(lambda s: arrays(np.uint8, s, elements=st.integers(0, 7))), st.integers(0, 7))
def test_palette_with_transparency(numbers: NDArray[np.uint8], clear: int) -> None:
    palette = np.random.default_rng(2).integers(0, 256, (8, 3), dtype=np.uint8)
    picture = Pillow.frombytes("P", numbers.shape[::-1], numbers.tobytes())
    picture.putpalette(palette.tobytes())
    assert np.array_equal(decode_image(encoded(picture, "PNG"), "a.png").pixels, palette[numbers])
    see_through = decode_image(encoded(picture, "PNG", transparency=clear), "a.png")
    assert np.array_equal(see_through.pixels, np.where((numbers == clear)[..., None], 255, palette[numbers]))
    halves = bytes(255 if n != clear else 51 for n in range(8))
    half = decode_image(encoded(picture, "PNG", transparency=halves), "a.png").pixels
    expected = on_white(np.concatenate([palette, np.frombuffer(halves, np.uint8)[:, None]], 1)[numbers])
    assert np.abs(half - expected).max() <= 1


@pytest.mark.parametrize("mode", ["1", "LA", "YCbCr"])
def test_other_modes(mode: str) -> None:
    pixels = smooth()
    source = Pillow.fromarray(pixels).convert(mode)
    picture = decode_image(encoded(source, "TIFF"), "a.tiff")
    assert np.abs(picture.pixels.astype(int) - np.asarray(source.convert("RGB"))).max() <= 1


def test_jpeg_agrees_with_opencv() -> None:
    cv2 = load_opencv()
    content = encoded(smooth(), "JPEG", quality=90)
    other = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    assert np.abs(decode_image(content, "a.jpg").pixels.astype(int) - other).max() <= 3


def test_cmyk_jpeg_of_adobe_is_not_negative() -> None:
    cv2 = load_opencv()
    content = encoded(Pillow.fromarray(smooth()).convert("CMYK"), "JPEG", quality=95)
    assert b"Adobe" in content
    picture = decode_image(content, "a.jpg")
    other = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    assert np.abs(picture.pixels.astype(int) - smooth()).mean() < 4
    assert np.abs(picture.pixels.astype(int) - other).mean() < 4
    assert "CMYK" in picture.notes[0]


def test_cmyk_tiff_by_the_textbook() -> None:
    inks = np.random.default_rng(3).integers(0, 256, (5, 6, 4), dtype=np.uint8)
    source = Pillow.frombytes("CMYK", (6, 5), inks.tobytes())
    picture = decode_image(encoded(source, "TIFF"), "a.tif")
    expected = (255 - inks[..., :3].astype(float)) * (255 - inks[..., 3:].astype(float)) / 255
    assert np.abs(picture.pixels - expected).max() <= 1


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "JPEG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation(kind: str, orientation: int) -> None:
    pixels = smooth(24, 32)
    tags = Pillow.Exif()
    tags[274] = orientation
    picture = decode_image(encoded(pixels, kind, exif=tags), f"a.{kind.lower()}")
    # EXIF 2.3, 4.6.4: where the 0th row and the 0th column of what is stored are seen.
    upright = {
        1: pixels,
        2: pixels[:, ::-1],
        3: pixels[::-1, ::-1],
        4: pixels[::-1],
        5: pixels.transpose(1, 0, 2),
        6: pixels.transpose(1, 0, 2)[:, ::-1],
        7: pixels.transpose(1, 0, 2)[::-1, ::-1],
        8: pixels.transpose(1, 0, 2)[::-1],
    }[orientation]
    assert picture.pixels.shape == upright.shape
    assert np.abs(picture.pixels.astype(int) - upright).mean() < (6 if kind == "JPEG" else 0.001)
    assert any("EXIF" in note for note in picture.notes) == (orientation != 1)


def test_adobe_rgb_photo_by_its_definition() -> None:
    """The rocket is stored in Adobe RGB (1998): its gamma and primaries, against those of sRGB (IEC 61966-2-1)."""
    path = sample_files()["rocket"]
    stored = np.asarray(Pillow.open(io.BytesIO(path.read_bytes())))
    to_xyz = np.array([[0.57667, 0.18556, 0.18823], [0.29734, 0.62736, 0.07529], [0.02703, 0.07069, 0.99134]])
    from_xyz = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
    linear = (stored / 255.0) ** 2.19921875 @ to_xyz.T @ from_xyz.T
    inside = (linear >= 0.002).all(2) & (linear <= 1).all(2)
    expected = 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.abs(linear) ** (1 / 2.4) - 0.055)
    picture = read_image(path)
    assert inside.mean() > 0.5
    assert np.abs(picture.pixels - expected)[inside].max() <= 2.5
    assert np.abs(picture.pixels - expected)[inside].mean() < 0.5 < np.abs(stored - expected)[inside].mean()
    assert "Adobe RGB" in picture.notes[0]


def test_an_srgb_profile_changes_nothing_and_a_damaged_one_is_left_aside() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.array_equal(decode_image(encoded(smooth(), "PNG", icc_profile=profile), "a.png").pixels, smooth())
    broken = decode_image(encoded(smooth(), "PNG", icc_profile=profile[:200]), "a.png")
    assert np.array_equal(broken.pixels, smooth()) and "profile is damaged" in broken.notes[0]


def test_lab_tiff() -> None:
    lab = ImageCms.profileToProfile(
        Pillow.fromarray(smooth()), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert np.abs(decode_image(encoded(lab, "TIFF"), "a.tif").pixels.astype(int) - smooth()).mean() < 3


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_the_first_of_several_pictures(kind: str) -> None:
    first, second = np.zeros((5, 7, 3), np.uint8), np.full((5, 7, 3), 255, np.uint8)
    content = encoded(first, kind, save_all=True, append_images=[Pillow.fromarray(second)])
    picture = decode_image(content, f"a.{kind.lower()}")
    assert np.array_equal(picture.pixels, first)
    assert ("several pages" if kind == "TIFF" else "animated") in picture.notes[0]


def test_the_first_picture_of_a_gif_whose_rest_is_cut_off() -> None:
    first, second = np.zeros((40, 40, 3), np.uint8), smooth(40, 40)
    content = encoded(first, "GIF", save_all=True, append_images=[Pillow.fromarray(second)])
    assert np.array_equal(decode_image(content[:-40], "a.gif").pixels, first)


# Files and paths.


def test_any_path_any_suffix_and_one_pixel(korean: Path) -> None:
    path = korean / "사진 (1).png"
    path.write_bytes(encoded(smooth(1, 1), "PNG"))
    picture = read_image(path)
    assert picture.pixels.shape == (1, 1, 3) and picture.path == path and picture.name == "사진 (1).png"
    wrong = korean / "사진.png"
    wrong.write_bytes(encoded(smooth(), "JPEG"))
    assert read_image(wrong).notes == ("Its name ends in .png, but it is a JPEG file.",)
    plain = korean / "사진"
    plain.write_bytes(encoded(smooth(), "PNG"))
    assert read_image(plain).notes == ()


def test_what_cannot_be_read_is_said_in_one_sentence(korean: Path) -> None:
    (korean / "빈.png").touch()
    (korean / "글.png").write_text("이것은 그림이 아니다")
    (korean / "folder.png").mkdir()
    os.mkfifo(korean / "pipe.png") if hasattr(os, "mkfifo") else None
    whole = encoded(smooth(), "JPEG")
    (korean / "반.jpg").write_bytes(whole[: len(whole) // 2])
    expected = {
        "빈.png": "is empty",
        "글.png": "is not a picture",
        "folder.png": "is a folder",
        "반.jpg": "damaged or cut off",
        "없다.png": "There is no file",
        "pipe.png": "not an ordinary file",
        "a\0b.png": "null",
        "x" * 300: "name too long",
    }
    for name, words in expected.items():
        if name == "pipe.png" and not hasattr(os, "mkfifo"):
            continue
        for reader in (read_image, lambda p: thumbnail(p, 32)):
            with pytest.raises(InputError) as caught:
                reader(korean / name)
            assert name in sentence(caught) and words in sentence(caught)


def test_a_file_without_permission(korean: Path, forbidden: Any) -> None:
    path = korean / "비밀.png"
    path.write_bytes(encoded(smooth(), "PNG"))
    forbidden(path)
    with pytest.raises(InputError) as caught:
        read_image(path)
    assert sentence(caught) == "비밀.png cannot be read: there is no permission to open it."


def test_no_bytes_at_all() -> None:
    with pytest.raises(InputError, match=r"^pasted is empty\.$"):
        decode_image(b"", "pasted")


def huge_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def huge_bmp(width: int, height: int) -> bytes:
    return (
        b"BM" + struct.pack("<IHHI", 1000, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, *[0] * 6)
    )


def huge_float_tiff(width: int, height: int) -> bytes:
    tifffile = pytest.importorskip("tifffile")
    stream = io.BytesIO()
    tifffile.imwrite(stream, np.zeros((2, 3, 3), np.float32), photometric="rgb")
    content = stream.getvalue()
    for tag, value, size in ((256, 3, width), (257, 2, height)):
        for code, pattern in ((3, "<HHIHH"), (4, "<HHII")):
            old = struct.pack(pattern, tag, code, 1, value, *([0] if code == 3 else []))
            content = content.replace(old, struct.pack("<HHII", tag, 4, 1, size))
    return content


@pytest.mark.parametrize("make", [huge_png, huge_bmp, huge_float_tiff])
@pytest.mark.parametrize(("width", "height", "megapixels"), [(30_000, 30_000, 900), (14_143, 14_143, 201)])
def test_more_than_200_megapixels_are_refused_by_the_header(
    make: Any, width: int, height: int, megapixels: int
) -> None:
    started = time.perf_counter()
    with pytest.raises(InputError) as caught:
        decode_image(make(width, height), "거대.png")
    assert sentence(caught) == f"거대.png has {megapixels} megapixels; pictures of up to 200 are read."
    assert time.perf_counter() - started < 2


def test_the_limit_itself_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "PIXEL_LIMIT", 12)
    assert decode_image(encoded(smooth(3, 4), "PNG"), "a.png").pixels.shape == (3, 4, 3)
    with pytest.raises(InputError, match="megapixels"):
        decode_image(encoded(smooth(13, 1), "PNG"), "a.png")


# Damage.

WHOLE = {
    "PNG": encoded(smooth(), "PNG"),
    "JPEG": encoded(smooth(), "JPEG"),
    "progressive": encoded(smooth(), "JPEG", progressive=True),
    "WEBP": encoded(smooth(), "WEBP"),
    "BMP": encoded(smooth(), "BMP"),
    "TIFF": encoded(smooth(), "TIFF"),
    "lzw": encoded(smooth(), "TIFF", compression="tiff_lzw"),
    "float": load_opencv().imencode(".tiff", smooth().astype(np.float32) / 255)[1].tobytes(),
    "GIF": encoded(smooth(), "GIF"),
}


@pytest.mark.parametrize("kind", WHOLE)
@settings(FEW, max_examples=40)
@given(fraction=st.floats(0, 1, exclude_max=True))
def test_a_truncated_picture_is_refused_never_half_shown(kind: str, fraction: float) -> None:
    content = WHOLE[kind]
    cut = content[: max(1, int(len(content) * fraction))]
    try:
        picture = decode_image(cut, "cut")
    except InputError as error:
        assert "cut" in str(error)
    else:  # only what follows the pixels was missing
        assert np.array_equal(picture.pixels, decode_image(content, "whole").pixels)


@settings(FEW, max_examples=60)
@given(
    start=st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"RIFF"]
    ),
    rest=st.binary(max_size=200),
)
def test_random_bytes_raise_nothing_but_the_sentence(start: bytes, rest: bytes) -> None:
    if start + rest:
        try:
            decode_image(start + rest, "x")
        except InputError as error:
            assert "x" in str(error)


@pytest.mark.parametrize("kind", WHOLE)
@settings(FEW, max_examples=30)
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_raise_nothing_but_the_sentence(kind: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray(WHOLE[kind])
    for place, value in changes:
        content[int(place**3 * len(content))] = value  # most of them in the headers
    try:
        picture = decode_image(bytes(content), "x")
    except InputError as error:
        assert "x" in str(error)
    else:
        assert picture.pixels.dtype == np.uint8 and picture.pixels.shape[2] == 3


def test_damaged_exif_is_no_reason_to_refuse_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    content = encoded(smooth(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(range(40)))
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        assert decode_image(content, "a.jpg").height == 40
    assert capfd.readouterr().err == ""


# The Image itself, thumbnails, folders.


def test_digest_is_of_shape_and_pixels() -> None:
    pixels = smooth(6, 4)
    one, same = Image(pixels, "one"), Image(pixels.copy(), "two", Path("b.png"))
    assert one.digest == same.digest and len(one.digest) == 32
    assert one.digest != Image(pixels.reshape(4, 6, 3), "one").digest
    assert (one.height, one.width) == (6, 4)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "other"  # type: ignore[misc]
    with pytest.raises(ValueError):
        one.pixels[0, 0, 0] = 1


@pytest.mark.parametrize(
    "pixels", [np.zeros((2, 2), np.uint8), np.zeros((2, 2, 3), np.float32), np.zeros((0, 2, 3), np.uint8)]
)
def test_an_image_is_three_channels_of_bytes(pixels: NDArray[Any]) -> None:
    with pytest.raises(ValueError, match="uint8"):
        Image(pixels, "x")


def test_thumbnails_keep_the_aspect_and_the_look(korean: Path) -> None:
    big = np.repeat(np.repeat(smooth(40, 80), 20, 0), 20, 1)
    path = korean / "큰 사진.jpg"
    path.write_bytes(encoded(big, "JPEG", quality=95))
    small = thumbnail(path, 80)
    assert small.shape == (40, 80, 3) and small.dtype == np.uint8
    assert np.abs(small.astype(int) - smooth(40, 80)).mean() < 6
    assert np.abs(thumbnail(read_image(path), 80).astype(int) - small).mean() < 4
    assert thumbnail(Image(smooth(8, 8), "digit"), 80).shape == (8, 8, 3)


def test_a_folder_is_leafed_through_in_natural_order(korean: Path, forbidden: Any) -> None:
    for name in ("10.png", "2.png", "사진.JPG", ".hidden.png", "notes.txt"):
        (korean / name).touch()
    (korean / "folder.png").mkdir()
    assert [path.name for path in picture_files(korean)] == ["2.png", "10.png", "사진.JPG"]
    with pytest.raises(InputError, match="There is no file"):
        picture_files(korean / "none")
    forbidden(korean)
    with pytest.raises(InputError, match="no permission"):
        picture_files(korean)


def test_real_photos(shared_data: Path) -> None:
    for path in sorted((shared_data / "photos" / "imagenet").glob("*.[jJ]*"))[:4]:
        picture = read_image(path)
        cv2 = load_opencv()
        other = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
        assert np.abs(picture.pixels.astype(int) - other).mean() < 2 or picture.notes
