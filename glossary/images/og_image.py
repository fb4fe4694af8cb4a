"""The image of an entry for link previews: 1200 × 630 pixels, with its name and definition. A text
that no font has is left out rather than drawn as empty boxes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from hashlib import blake2s
from io import BytesIO
from itertools import accumulate
from threading import Lock
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from glossary.images.fonts import font_for

SIZE: Final = (1200, 630)
#: Raise it when the drawing changes: caches keep images for a year.
_DESIGN_VERSION = 1
_PAPER, _INK, _SOFT, _ACCENT, _RULE = "#fbfaf7", "#1c1d21", "#5a5c64", "#14567a", "#e2dfd7"
_LEFT, _RIGHT = 80, 1120
#: Font sizes of the headword, and how many lines it may have in each.
_HEADWORD_SIZES = {124: 1, 108: 1, 94: 2, 82: 2, 70: 2, 60: 3, 50: 4}
_MAX_NAME, _MAX_DEFINITION = 120, 400
#: The font size at which the headword is measured.
_MEASURE = 100
_ELLIPSIS = "…"
# Fonts are shared between threads, and one image at a time keeps memory low.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class EntryImage:
    """The content of the image: plain texts, and the level as one to three filled dots."""

    site: str
    category: str
    name: str
    definition: str
    level: str
    rank: int
    #: Fonts in the order of preference, see ``font_for``.
    fonts: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """A hash of all that is drawn: equal for equal images."""
        return blake2s(repr((_DESIGN_VERSION, astuple(self))).encode(), digest_size=8).hexdigest()

    def png(self) -> bytes:
        """Return the image as PNG."""
        with _one_at_a_time:
            image = Image.new("RGB", SIZE, _PAPER)
            _draw(self, _Canvas(ImageDraw.Draw(image), self.fonts))
            file = BytesIO()
            image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
                file, "PNG", compress_level=6
            )
        return file.getvalue()


class _Canvas(NamedTuple):
    """The drawing surface, and the fonts."""

    draw: ImageDraw.ImageDraw
    fonts: tuple[str, ...]

    def font(self, text: str, size: int, weight: int = 400) -> ImageFont.FreeTypeFont | None:
        return font_for(text, size, weight, self.fonts)


def _draw(image: EntryImage, canvas: _Canvas) -> None:
    canvas.draw.rectangle((0, 0, SIZE[0], 14), fill=_ACCENT)
    _mark(canvas, _LEFT, 66, 48)
    _line(canvas, image.site, (_LEFT + 66, 90), 36, 600, _INK)
    if headword := _headword(canvas, _beginning(image.name, _MAX_NAME)):
        size, lines = headword
        y = _block(canvas, lines, (_LEFT, 170), size, 500, _INK, leading=1.06) + 36
        _definition(canvas, _beginning(image.definition, _MAX_DEFINITION), y)
    else:
        _mark(canvas, SIZE[0] // 2 - 110, 215, 220)
    canvas.draw.line((_LEFT, 556, _RIGHT, 556), fill=_RULE, width=2)
    x = _line(canvas, image.category, (_LEFT, 590), 28, 600, _ACCENT, width=700)
    x = _dots(canvas, image.rank, x + (32 if x > _LEFT else 0))
    _line(canvas, image.level, (x + 14, 590), 28, 400, _SOFT, width=_RIGHT - x - 14)


def _mark(canvas: _Canvas, x: int, y: int, side: int) -> None:
    """Draw the logo, as in static/glossary/icon.svg."""
    unit = side / 32
    canvas.draw.rounded_rectangle((x, y, x + side, y + side), radius=7 * unit, fill=_ACCENT)
    corners = ((8, 9), (24, 9), (24, 13), (18, 13), (18, 24), (14, 24), (14, 13), (8, 13))
    canvas.draw.polygon([(x + a * unit, y + b * unit) for a, b in corners], fill=_PAPER)


def _dots(canvas: _Canvas, rank: int, x: float) -> float:
    for number in range(3):
        left = x + number * 26
        fill = _ACCENT if number < rank else None
        canvas.draw.ellipse((left, 581, left + 18, 599), outline=_ACCENT, fill=fill, width=3)
    return x + 2 * 26 + 18


def _line(
    canvas: _Canvas,
    text: str,
    position: tuple[float, float],
    size: int,
    weight: int,
    fill: str,
    width: float = 900,
) -> float:
    """Write one line, its vertical middle at ``position``; return where it ends."""
    font = canvas.font(text, size, weight)
    if font is None or not text:
        return position[0]
    (shown,) = _cut(_wrapped(text, font, width), 1)
    canvas.draw.text(position, shown, font=font, fill=fill, anchor="lm")
    return position[0] + font.getlength(shown)


def _headword(canvas: _Canvas, name: str) -> tuple[int, list[str]] | None:
    """Return the largest size in which ``name`` fits, and its lines; None if it cannot be drawn."""
    font = canvas.font(name, _MEASURE, 500)
    if font is None:
        return None
    # Scripts without spaces may be broken anywhere; words of others only as a last resort.
    longest = max(font.getlength(word) for word in name.split()) if name.isascii() else 0
    for size, limit in _HEADWORD_SIZES.items():
        width = (_RIGHT - _LEFT) * _MEASURE / size
        lines = list(_wrapped(name, font, width))
        if len(lines) <= limit and longest <= width:
            break
    return size, _cut(iter(lines), limit)


def _definition(canvas: _Canvas, text: str, y: float) -> None:
    """Write the beginning of ``text`` below ``y``, larger if there is space."""
    for size in (40, 34) if y < 345 else (34,):
        font = canvas.font(text, size)
        if font is None or not text:
            return
        leading = round(size * 1.35)
        max_lines = int(540 - y) // leading
        lines = list(_wrapped(text, font, _RIGHT - _LEFT - 28))
        if len(lines) <= max_lines:
            break
    lines = _cut(iter(lines), max(max_lines, 1))
    is_rtl = _is_rtl(lines[0])
    rule = _RIGHT - 4 if is_rtl else _LEFT
    canvas.draw.rectangle((rule, y + 6, rule + 4, y + leading * len(lines) - 4), fill=_ACCENT)
    position = (_LEFT + 28, y)
    _block(canvas, lines, position, size, 400, _SOFT, leading=leading / size, right=_RIGHT - 28)


def _block(
    canvas: _Canvas,
    lines: list[str],
    position: tuple[float, float],
    size: int,
    weight: int,
    fill: str,
    leading: float,
    right: float = _RIGHT,
) -> float:
    """Write lines below one another from ``position``; return where the next one would begin.
    Right-to-left scripts begin at ``right``."""
    x, y = position
    font = canvas.font("".join(lines), size, weight)
    is_rtl = _is_rtl(lines[0])
    for line in lines:
        anchor = "ra" if is_rtl else "la"
        canvas.draw.text((right if is_rtl else x, y), line, font=font, fill=fill, anchor=anchor)
        y += size * leading
    return y


def _is_rtl(text: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Yield the lines of ``text`` that fit into ``width``; a word that is wider is broken."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _broken(word, font, width)
        yield from full
    yield line


def _broken(word: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Yield the parts of a word, each as long as fits. Marks stay with their letters."""
    while font.getlength(word) > width and len(word) > 1:
        ends = accumulate(font.getlength(character) for character in word)
        end = max(1, sum(reached <= width for reached in ends))
        while 1 < end < len(word) and unicodedata.category(word[end])[0] in "MC":
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word


def _beginning(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + _ELLIPSIS


def _cut(lines: Iterator[str], limit: int) -> list[str]:
    """Return at most ``limit`` lines, the last with an ellipsis if there are more."""
    shown = [line for _, line in zip(range(limit), lines, strict=False)]
    if next(lines, None) is not None:
        shown[-1] = shown[-1].rstrip(" ,;:.…") + _ELLIPSIS
    return shown
