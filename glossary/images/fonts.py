"""Choose a font that has every character of a text."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, features

#: No font has this character: fonts draw it as they draw every missing one.
_MISSING = "\U0010ffff"
_PROBE = 32


@lru_cache(maxsize=32)
def _open(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont | None:
    """Return a font by its path or its name on this machine, or None if it cannot be read."""
    try:
        font = ImageFont.truetype(name, size)
    except OSError:
        return None
    if "-wght-" in name:
        # A variable font.
        font.set_variation_by_axes([weight])
    return font


def font_for(
    text: str, size: int, weight: int, names: Iterable[str]
) -> ImageFont.FreeTypeFont | None:
    """Return the first font of ``names`` that has every character of ``text``, or None.

    Names are paths, or names of fonts on this machine. Only variable fonts have a weight.
    """
    characters = {character for character in text if _is_visible(character)}
    for name in names:
        if all(_has(name, character) for character in characters):
            return _open(name, size, weight)
    return None


def can_shape() -> bool:
    """Return whether this machine can draw complex scripts, such as Arabic and Devanagari."""
    return bool(features.check("raqm"))


def _is_visible(character: str) -> bool:
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
