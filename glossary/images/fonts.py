"""Typefaces for pictures: the site's own, and for scripts it lacks, those the machine has."""

import unicodedata
from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont, features

from glossary import conf

_OWN = "glossary/fonts/newsreader-latin-wght-normal.woff2"
#: No typeface has this: what is drawn for it stands for every missing letter.
_MISSING = "\U0010ffff"
_PROBE = 32


@lru_cache(maxsize=32)
def _open(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont | None:
    """Return a typeface by path or by the name under which the machine has it; None if it has it
    not, or cannot read it."""
    try:
        font = ImageFont.truetype(name, size)
    except OSError:
        return None
    if name.endswith(_OWN):
        font.set_variation_by_axes([weight])
    return font


def _names() -> list[str]:
    own = finders.find(_OWN)
    # Without this library, scripts whose letters join or move would be drawn wrongly.
    others = conf.get("PICTURE_FONTS").split(",") if features.check("raqm") else []
    return [*([own] if isinstance(own, str) else []), *others]


def font_for(text: str, size: int, weight: int = 400) -> ImageFont.FreeTypeFont | None:
    """Return the first typeface that has every letter of ``text``; None where there is none. The
    ``weight`` is the site's own typeface's alone."""
    for name in _names():
        if all(_has(name, character) for character in set(text) if _is_seen(character)):
            return _open(name, size, weight)
    return None


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in ("Cf", "Mn")


@lru_cache(maxsize=10_000)
def _has(name: str, character: str) -> bool:
    return _drawn(name, character) not in (None, _drawn(name, _MISSING))


def _drawn(name: str, character: str) -> bytes | None:
    font = _open(name, _PROBE, 400)
    if font is None:
        return None
    image = Image.new("L", (2 * _PROBE, 2 * _PROBE))
    ImageDraw.Draw(image).text((_PROBE // 2, _PROBE // 2), character, fill=255, font=font)
    return image.tobytes()
