"""The first typeface, of several, that has every letter of a text."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, features

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
    if "-wght-" in name:
        # A variable typeface.
        font.set_variation_by_axes([weight])
    return font


def font_for(
    text: str, size: int, weight: int, names: Iterable[str]
) -> ImageFont.FreeTypeFont | None:
    """Return the first typeface of ``names`` that has every letter of ``text``; None if none has.

    Names are paths, or what the machine calls a typeface. Only variable typefaces have a weight.
    """
    seen = {character for character in text if _is_seen(character)}
    for name in names:
        if all(_has(name, character) for character in seen):
            return _open(name, size, weight)
    return None


def can_shape() -> bool:
    """Return whether scripts whose letters join or move are drawn rightly on this machine."""
    return bool(features.check("raqm"))


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
