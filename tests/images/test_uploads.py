import random
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from glossary.images.uploads import Limits, PictureError, clean_picture


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


LIMITS = Limits(file_size=8 * 2**20, pixels=25_000_000, side=1_600)
SMALL = LIMITS._replace(side=100)


def cleaned(content: bytes, limits: Limits = LIMITS) -> tuple[str, Image.Image, bytes]:
    picture = clean_picture(BytesIO(content), len(content), limits)
    return picture.name, Image.open(BytesIO(picture.content)), picture.content


@pytest.mark.parametrize(
    ("format", "suffix", "becomes"),
    [
        ("PNG", ".png", "PNG"),
        ("JPEG", ".jpg", "JPEG"),
        ("WEBP", ".webp", "WEBP"),
        ("GIF", ".png", "PNG"),
    ],
)
def test_the_suffix_follows_the_content(format: str, suffix: str, becomes: str) -> None:
    name, image, _ = cleaned(encoded(Image.new("RGB", (8, 4), "red"), format))
    assert name.endswith(suffix)
    assert (image.format, image.size) == (becomes, (8, 4))


def test_metadata_and_trailing_bytes_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right
    exif[0x010E] = "at home <script>"
    original = Image.new("RGB", (40, 20), "red")
    content = encoded(original, "JPEG", exif=exif, comment=b"<script>secret") + b"<script>tail"
    _, image, clean = cleaned(content)
    assert image.size == (20, 40)
    assert dict(image.getexif()) == {}
    assert b"script" not in clean
    assert b"at home" not in clean


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_no_profile_packet_or_text_survives(format: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"icc_profile": profile, "xmp": b"<x:xmpmeta>secret"}
    if format == "PNG":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret")
        options["pnginfo"] = text
    content = encoded(Image.new("RGB", (8, 4), "red"), format, **options)
    assert b"secret" in content
    _, image, clean = cleaned(content)
    assert b"secret" not in clean
    assert {"icc_profile", "xmp", "exif", "XML:com.adobe.xmp"} & set(image.info) == set()


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_of_a_moving_picture_the_first_frame_stays(format: str) -> None:
    frames = [Image.new("RGB", (8, 4), colour) for colour in ("red", "blue")]
    content = encoded(frames[0], format, save_all=True, append_images=frames[1:])
    assert getattr(Image.open(BytesIO(content)), "n_frames", 1) == 2
    _, image, _ = cleaned(content)
    assert getattr(image, "n_frames", 1) == 1
    red, _green, blue = image.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    assert (red > 200, blue < 50) == (True, True)


def test_a_turned_picture_is_shrunk_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _, image, _ = cleaned(encoded(Image.new("RGBA", (400, 200)), "PNG", exif=exif), SMALL)
    assert (image.size, image.mode) == ((50, 100), "RGBA")


def test_a_large_picture_is_made_smaller() -> None:
    _, image, _ = cleaned(encoded(Image.new("RGB", (400, 200)), "PNG"), SMALL)
    assert image.size == (100, 50)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    format = "JPEG" if mode == "CMYK" else "PNG"
    _, image, _ = cleaned(encoded(Image.new(mode, (4, 4)), format))
    assert image.mode in {"RGB", "RGBA"}


def test_transparency_stays() -> None:
    _, image, _ = cleaned(encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG"))
    assert image.getpixel((0, 0)) == (255, 0, 0, 0)


def test_pixels_are_counted_before_decoding() -> None:
    content = encoded(Image.new("1", (5_000, 5_000)), "PNG")
    with pytest.raises(PictureError, match="5000 × 5000 pixels"):
        cleaned(content, LIMITS._replace(pixels=10_000))


@pytest.mark.parametrize("format", ["BMP", "TIFF", "ICO"])
def test_other_formats_are_refused(format: str) -> None:
    with pytest.raises(PictureError):
        cleaned(encoded(Image.new("RGB", (16, 16)), format))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_damage_is_refused_or_mended_but_never_an_error(format: str) -> None:
    chance = random.Random(format)  # noqa: S311 - not a secret
    whole = encoded(Image.effect_noise((32, 32), 50), format)
    for _ in range(150):
        content = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
        for _ in range(chance.randrange(4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with suppress(PictureError):
            cleaned(bytes(content))
