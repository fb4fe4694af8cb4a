"""The layout of a category chart: bands one below the other, names in rows within each band, and
lines between names. It works with texts and numbers and knows nothing of entries.

Nothing overlaps: a row holds as many names as fit, and a band is as high as its rows. Lines may
pass behind names, never over them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from glossary.diagrams.text_width import is_shortened, text_width, wrap

K = TypeVar("K")
_NAME_SIZE = 14
_PADDING = 9
_HEIGHT = 30
_GAP_X, _GAP_Y = 8, 12
_BAND_TOP, _BAND_BOTTOM = 26, 14
_EDGE = 12


@dataclass(frozen=True)
class ChartName(Generic[K]):
    """A name in its box: ``text`` is as much of it as fits, ``key`` is what it is the name of."""

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
        """The baseline of the text."""
        return self.y + _HEIGHT / 2 + 5


@dataclass(frozen=True)
class Band(Generic[K]):
    """A strip as wide as the chart, with its names."""

    y: float
    height: float
    names: tuple[ChartName[K], ...]


@dataclass(frozen=True)
class Chart(Generic[K]):
    width: float
    height: float
    bands: tuple[Band[K], ...]


def lay_out(bands: Sequence[Iterable[tuple[K, str]]], width: float) -> Chart[K]:
    """Return a chart of this ``width`` with a band for each of ``bands``, which are keys and names
    in order. A band without names is left out."""
    placed: list[Band[K]] = []
    top = 0.0
    for names in bands:
        rows = _rows(names, width - 2 * _EDGE)
        if not rows:
            continue
        boxes = []
        for number, row in enumerate(rows):
            x, y = float(_EDGE), top + _BAND_TOP + number * (_HEIGHT + _GAP_Y)
            for key, text, box_width, shortened in row:
                boxes.append(ChartName(key, text, x, y, box_width, shortened))
                x += box_width + _GAP_X
        height = _BAND_TOP + len(rows) * (_HEIGHT + _GAP_Y) - _GAP_Y + _BAND_BOTTOM
        placed.append(Band(top, height, tuple(boxes)))
        top += height
    return Chart(width, top, tuple(placed))


def _rows(names: Iterable[tuple[K, str]], width: float) -> list[list[tuple[K, str, float, bool]]]:
    """Return names in rows no wider than ``width``: key, text, width of the box, and whether the
    text is shortened."""
    rows: list[list[tuple[K, str, float, bool]]] = []
    end = width + 1
    for key, name in names:
        lines = wrap(name, width - 2 * _PADDING, _NAME_SIZE, 1)
        box_width = ceil(text_width(lines[0], _NAME_SIZE)) + 2 * _PADDING
        if end + box_width > width:
            rows.append([])
            end = 0
        rows[-1].append((key, lines[0], box_width, is_shortened(name, lines)))
        end += box_width + _GAP_X
    return rows


def connect(start: ChartName[K], end: ChartName[K]) -> str:
    """Return the path of a curve from one name to another: from edge to edge, up or down, or below
    both where they are in one row."""
    if start.y == end.y:
        leaves = arrives = start.y + _HEIGHT
        bend = leaves + _GAP_Y
    elif start.y < end.y:
        leaves, arrives = start.y + _HEIGHT, end.y
        bend = (leaves + arrives) / 2
    else:
        leaves, arrives = start.y, end.y + _HEIGHT
        bend = (leaves + arrives) / 2
    return (
        f"M{start.middle:.1f} {leaves:g}C{start.middle:.1f} {bend:g} "
        f"{end.middle:.1f} {bend:g} {end.middle:.1f} {arrives:g}"
    )
