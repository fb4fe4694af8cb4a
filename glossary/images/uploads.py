"""Images that editors upload: decoded within limits, stripped of metadata, encoded again."""

import struct
import warnings
import zlib
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import IO, Any, Final, NamedTuple

from django.utils.translation import gettext
from PIL import Image, ImageOps

# No SVG: it may hold scripts. The first frame of a GIF becomes a PNG.
_SUFFIXES: Final = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".png"}
_FORMATS: Final = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    ".jpg": {"quality": 85, "optimize": True, "progressive": True},
    ".png": {"optimize": True},
    ".webp": {"quality": 85},
}
# Pillow's decoders raise these for damaged files.
_DECODE_ERRORS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
# Decoded, the largest image takes a hundred megabytes or more, so one is decoded at a time.
_ONE_AT_A_TIME: Final = Lock()


class PictureError(Exception):
    """The image is not accepted; the message says why."""


class Limits(NamedTuple):
    """The largest file in bytes, the most pixels, and the longer side of the stored image."""

    file_size: int
    pixels: int
    side: int


class CleanPicture(NamedTuple):
    """A re-encoded image, and a file name made from its content."""

    name: str
    content: bytes


def clean_picture(file: IO[bytes], size: int, limits: Limits) -> CleanPicture:
    """Return the image in ``file``, of ``size`` bytes, without metadata; may raise PictureError."""
    if size > limits.file_size:
        raise PictureError(
            gettext("This picture has %(size).1f MB; %(limit).1f MB are allowed.")
            % {"size": size / 2**20, "limit": limits.file_size / 2**20}
        )
    try:
        with warnings.catch_warnings():
            # Our own limit is stricter, and checked before decoding.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with _ONE_AT_A_TIME, Image.open(file, formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
                suffix = _SUFFIXES[image.format or ""]
                _refuse_huge(image, limits.pixels)
                pixels = _pixels(image, suffix, limits.side)
    except _DECODE_ERRORS as error:
        raise PictureError(
            gettext("This is not a picture we can read. JPEG, PNG, WebP and GIF are.")
        ) from error
    content = _encode(pixels, suffix)
    return CleanPicture(sha256(content).hexdigest()[:32] + suffix, content)


def _refuse_huge(image: Image.Image, limit: int) -> None:
    if image.width * image.height > limit:
        raise PictureError(
            gettext(
                "This picture has %(width)s × %(height)s pixels; %(limit)s million are allowed."
            )
            % {"width": image.width, "height": image.height, "limit": round(limit / 1_000_000, 1)}
        )


def _pixels(image: Image.Image, suffix: str, side: int) -> Image.Image:
    """Decode, shrink and rotate; drop everything but the pixels."""
    image.draft("RGB", (side, side))
    image.load()
    transparent = suffix != ".jpg" and image.has_transparency_data
    mode = "RGBA" if transparent else "RGB"
    # Shrink before rotating, and copy only if needed: the full image is large.
    pixels = image if image.mode == mode else image.convert(mode)
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
    turned = ImageOps.exif_transpose(pixels)
    turned.info.clear()
    return turned


def _encode(image: Image.Image, suffix: str) -> bytes:
    stream = BytesIO()
    image.save(stream, _FORMATS[suffix], exif=b"", icc_profile=None, **_OPTIONS[suffix])
    return stream.getvalue()
