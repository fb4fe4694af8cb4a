"""Where the names of a chart go: bands one under the other, in each band names in rows, and lines
between names. Pure geometry: knows texts and numbers, no entries.

Nothing can overlap: a row is as full as its names allow, and each band as high as its rows. Lines
may pass behind names, never over them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from glossary.diagrams.text_width import width, wrap

K = TypeVar("K")
_NAME = 14
_PADDING = 9
_HEIGHT = 30
_GAP_X, _GAP_Y = 8, 12
_BAND_TOP, _BAND_BOTTOM = 26, 14
_EDGE = 12


@dataclass(frozen=True)
class Name(Generic[K]):
    """A name in its frame; ``text`` is what there was room for, ``key`` whose name it is."""

    key: K
    text: str
    x: float
    y: float
    width: float
    is_shortened: bool
    height: float = _HEIGHT

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def base(self) -> float:
        """Where the letters stand."""
        return self.y + _HEIGHT / 2 + 5


@dataclass(frozen=True)
class Band(Generic[K]):
    """A strip as wide as the chart, with its names."""

    y: float
    height: float
    names: tuple[Name[K], ...]


@dataclass(frozen=True)
class Chart(Generic[K]):
    width: float
    height: float
    bands: tuple[Band[K], ...]


def chart(bands: Sequence[Iterable[tuple[K, str]]], room: float) -> Chart[K]:
    """Return a chart ``room`` wide with a band for each of ``bands``, of keys and names in order;
    a band without names is left out."""
    placed: list[Band[K]] = []
    top = 0.0
    for names in bands:
        rows = _rows(names, room - 2 * _EDGE)
        if not rows:
            continue
        found = []
        for number, row in enumerate(rows):
            x, y = float(_EDGE), top + _BAND_TOP + number * (_HEIGHT + _GAP_Y)
            for key, text, wide, is_shortened in row:
                found.append(Name(key, text, x, y, wide, is_shortened))
                x += wide + _GAP_X
        height = _BAND_TOP + len(rows) * (_HEIGHT + _GAP_Y) - _GAP_Y + _BAND_BOTTOM
        placed.append(Band(top, height, tuple(found)))
        top += height
    return Chart(room, top, tuple(placed))


def _rows(names: Iterable[tuple[K, str]], room: float) -> list[list[tuple[K, str, float, bool]]]:
    """Return names in rows no wider than ``room``, each with its text and its frame's width."""
    rows: list[list[tuple[K, str, float, bool]]] = []
    end = room + 1
    for key, name in names:
        text = wrap(name, room - 2 * _PADDING, _NAME, 1)[0]
        wide = ceil(width(text, _NAME)) + 2 * _PADDING
        if end + wide > room:
            rows.append([])
            end = 0
        rows[-1].append((key, text, wide, "".join(text.split()) != "".join(name.split())))
        end += wide + _GAP_X
    return rows


def line(start: Name[K], end: Name[K]) -> str:
    """Return the curve from the name that is read first to the one that follows: from edge to edge,
    up or down, or where both stand in one row, below it."""
    if start.y == end.y:
        low = start.y + _HEIGHT
        sag = low + _GAP_Y
        return (
            f"M{start.middle:.1f} {low:g}C{start.middle:.1f} {sag:g} "
            f"{end.middle:.1f} {sag:g} {end.middle:.1f} {low:g}"
        )
    leaves, arrives = (start.y + _HEIGHT, end.y) if start.y < end.y else (start.y, end.y + _HEIGHT)
    turn = (leaves + arrives) / 2
    return (
        f"M{start.middle:.1f} {leaves:g}C{start.middle:.1f} {turn:g} "
        f"{end.middle:.1f} {turn:g} {end.middle:.1f} {arrives:g}"
    )
