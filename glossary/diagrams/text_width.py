"""How wide a text is at most, whatever font the reader has, and how it fits into lines. For
diagrams only: browsers lay out everything else."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

#: Widths in em of DejaVu Serif, the widest of the fonts that our style sheet may end up with.
_ASCII = {
    character: width
    for characters, width in {
        "'": 0.3,
        "ijl ": 0.35,
        "-/\\": 0.36,
        "IJ.,:;!|()[]": 0.42,
        'frt"': 0.49,
        "acekosvxyz": 0.62,
        "bdghnpqu0123456789?*$_`": 0.66,
        "ABCDEFGKLOPQRSTVXYZ{}": 0.82,
        "w+=<>~^#": 0.88,
        "HNU&": 0.9,
        "m%": 0.97,
        "MW@": 1.06,
    }.items()
    for character in characters
}
_JOINER = "\u200d"
_WORD = re.compile(r"\S+?[-‐–/](?=\S)|\S+|\s+")
ELLIPSIS = "…"


@lru_cache(maxsize=10_000)
def _width(character: str) -> float:
    if character in _ASCII:
        return _ASCII[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if category == "So" or character > "\uffff":
        return 1.4
    if unicodedata.east_asian_width(character) in "WF":
        return 1.06
    if "\u0b80" <= character <= "\u0dff" or character in "ﷺﷻ":
        return 1.5
    if character == "\ufdfd":
        return 12
    return 0.9 if character < "\u0590" or character > "\u08ff" else 0.8


def text_width(text: str, size: float) -> float:
    """Return how many pixels ``text`` takes at most at font size ``size``."""
    return sum(map(_width, text)) * size


def wrap(text: str, width: float, size: float, max_lines: int) -> list[str]:
    """Return ``text`` in at most ``max_lines`` lines, none wider than ``width``. A text that does
    not fit ends in an ellipsis. Words are broken only if they are wider than a line."""
    lines = [""]
    for word in _pieces(" ".join(text.split()), width, size):
        if text_width(lines[-1] + word, size) <= width:
            lines[-1] += word
        elif not word.isspace():
            lines.append(word)
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) <= max_lines:
        return lines
    last = list(_clusters(lines[max_lines - 1]))
    while last and text_width("".join(last) + ELLIPSIS, size) > width:
        last.pop()
    return [*lines[: max_lines - 1], "".join(last).rstrip() + ELLIPSIS]


def is_shortened(text: str, lines: Iterable[str]) -> bool:
    """Return whether ``lines`` hold less than ``text``; spaces do not count."""
    return "".join(text.split()) != "".join("".join(lines).split())


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    """Yield the parts between which a line may break: words, characters of scripts without spaces,
    and as much of a long word as fits into a line."""
    for word in _WORD.findall(text):
        piece = ""
        for cluster in _clusters(word):
            if text_width(cluster, size) > width:
                cluster = ELLIPSIS
            is_wide = unicodedata.east_asian_width(cluster[0]) in "WF"
            if piece and (is_wide or text_width(piece + cluster, size) > width):
                yield piece
                piece = ""
            piece += cluster
        yield piece


def _clusters(text: str) -> Iterator[str]:
    """Yield each character with its combining marks."""
    cluster = ""
    for character in text:
        is_part = unicodedata.category(character)[0] == "M" or character == _JOINER
        if cluster and not is_part and not cluster.endswith(_JOINER):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
