"""The layout of a concept map: boxes in columns above and below a disc, and lines from the disc to
each box. It works with texts and numbers and knows nothing of entries.

Nothing overlaps, whatever the names: the boxes of a column stand one below the other, each as high
as its lines, and the lines stay in the space between the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.diagrams.text_width import is_shortened, wrap

WIDTH = 288
_COLUMN = 124
#: Space to the left and right of the columns, for a focus ring; and above and below them.
_SIDE, _MARGIN = 3, 14
_AXIS = WIDTH / 2
_PADDING = 5
#: From the mark on the inner edge of a box to its texts.
_MARK_SPACE = 11
#: Between the boxes of a column, and between the disc and the boxes.
_GAP, _DISC_GAP = 4, 22
#: Font size and line height.
_NAME_SIZE, _NAME_LINE = 13, 16
_KIND_SIZE, _KIND_LINE = 10.5, 14
_MAX_LINES = 3
_RADIUS = 9


@dataclass(frozen=True)
class TextLine:
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class MapBox:
    """A rectangle with lines of text: ``kind``, unless the box above it in its column has the same,
    then ``name``. ``anchor`` is the ``text-anchor`` of each line: start, middle or end."""

    x: float
    y: float
    width: float
    height: float
    anchor: str
    kind: TextLine | None
    name: tuple[TextLine, ...]
    is_shortened: bool


@dataclass(frozen=True)
class MapNode:
    """A box, the line from the disc to it, and the point of its edge where the line ends."""

    box: MapBox
    curve: str
    x: float
    y: float


@dataclass(frozen=True)
class Disc:
    """The disc in the middle, where all lines begin."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class MapLayout:
    width: float
    height: float
    middle: Disc
    nodes: tuple[MapNode, ...]


def lay_out(above: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]]) -> MapLayout:
    """Return the layout of a disc between the boxes ``above`` and ``below`` it, each given by its
    kind and name. The nodes have the same order: first all above, then all below."""
    upper = _columns(above, _MARGIN)
    top = _bottom(upper) + _DISC_GAP if upper else _MARGIN
    middle = Disc(_AXIS, top + _RADIUS, _RADIUS)
    bottom = top + 2 * _RADIUS
    lower = _columns(below, bottom + _DISC_GAP)
    nodes = [_node(box, top) for box in upper] + [_node(box, bottom) for box in lower]
    return MapLayout(WIDTH, max(bottom, _bottom(lower)) + _MARGIN, middle, tuple(nodes))


def _columns(labels: Sequence[tuple[str, str]], top: float) -> list[MapBox]:
    """Return boxes in two columns, each in the shorter one; a single box stands in the middle."""
    if len(labels) == 1:
        return [_box((WIDTH - _COLUMN) / 2, top, "middle", *labels[0])]
    left, right = _SIDE, WIDTH - _SIDE - _COLUMN
    columns: dict[float, tuple[float, str]] = {left: (top, ""), right: (top, "")}
    boxes = []
    for kind, name in labels:
        x = min(columns, key=lambda side: (columns[side][0], side))
        y, kind_above = columns[x]
        if kind_above and kind != kind_above:
            y += _GAP
        heading = "" if kind == kind_above else kind
        box = _box(x, y, "start" if x == right else "end", heading, name)
        columns[x] = y + box.height + _GAP, kind
        boxes.append(box)
    return boxes


def _box(x: float, y: float, anchor: str, kind: str, name: str) -> MapBox:
    """Return a box as high as its texts."""
    width = _COLUMN - _MARK_SPACE - 2
    edge = {"start": x + _MARK_SPACE, "middle": _AXIS, "end": x + _COLUMN - _MARK_SPACE}[anchor]
    base = y + _PADDING
    heading = None
    if kind:
        heading = TextLine("".join(wrap(kind, width, _KIND_SIZE, 1)), edge, base + _KIND_SIZE)
        base += _KIND_LINE
    lines = wrap(name, width, _NAME_SIZE, _MAX_LINES)
    texts = tuple(
        TextLine(text, edge, base + (row + 1) * _NAME_LINE - _NAME_LINE / 4)
        for row, text in enumerate(lines)
    )
    height = base + len(lines) * _NAME_LINE + _PADDING - y
    return MapBox(x, y, _COLUMN, height, anchor, heading, texts, is_shortened(name, lines))


def _node(box: MapBox, start: float) -> MapNode:
    """Return ``box`` with its line from the axis at ``start`` to the side of the name or, for a box
    on the axis, to the edge that faces ``start``."""
    if box.anchor == "middle":
        end = box.y if start < box.y else box.y + box.height
        return MapNode(box, f"M{_AXIS:g} {start:g}V{end:g}", _AXIS, end)
    x = box.x + box.width if box.anchor == "end" else box.x
    y = (box.name[0].y + box.name[-1].y) / 2 - _NAME_LINE / 4
    curve = f"M{_AXIS:g} {start:g}C{_AXIS:g} {(start + y) / 2:g} {_AXIS:g} {y:g} {x:g} {y:g}"
    return MapNode(box, curve, x, y)


def _bottom(boxes: Sequence[MapBox]) -> float:
    return max((box.y + box.height for box in boxes), default=0)
