"""Where the boxes and lines of a picture go. Pure geometry: knows texts and numbers, no entries.

Nothing can overlap, whatever the names: boxes stand in columns one under the other, each as high as
its lines, and the curves keep to the gutter between the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.text.measure import wrap

WIDTH = 288
_COLUMN = 132
_MIDDLE = WIDTH / 2
_PADDING = 7
_GAP = 10
_APART = 32
#: Curves to the left and to the right run side by side, so that their dashes stay distinct.
_LANE = 4
_NAME, _NAME_LINE = 13, 16
_KIND, _KIND_LINE = 10.5, 13
_TITLE, _TITLE_LINE = 16, 20
_MOST_LINES = 3
#: The first and the last line stand off the edge of the picture by the width of a focus ring.
_MARGIN = 4


@dataclass(frozen=True)
class Line:
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle, and the lines of text within it: ``kind`` above ``name``."""

    x: float
    y: float
    width: float
    height: float
    kind: Line | None
    name: tuple[Line, ...]
    is_shortened: bool


@dataclass(frozen=True)
class Node:
    """A box, the curve from the middle to it, and where on the box's edge the curve arrives."""

    box: Box
    curve: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    width: float
    height: float
    middle: Box
    nodes: tuple[Node, ...]


def place(
    middle: str, above: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]]
) -> Picture:
    """Return the picture of ``middle`` between the boxes ``above`` and ``below`` it, each of a kind
    and a name; its nodes in the order given, first all above, then all below."""
    upper = _columns(above, _MARGIN)
    top = _bottom(upper) + _APART if upper else _MARGIN
    centre = _box(_PADDING, top, WIDTH - 2 * _PADDING, "", middle)
    bottom = centre.y + centre.height
    lower = _columns(below, bottom + _APART)
    nodes = [_node(box, top) for box in upper] + [_node(box, bottom) for box in lower]
    return Picture(WIDTH, max(bottom, _bottom(lower)) + _MARGIN, centre, tuple(nodes))


def _columns(labels: Sequence[tuple[str, str]], top: float) -> list[Box]:
    """Return boxes in two columns, each put where there is more room; a single one in between."""
    if len(labels) == 1:
        return [_box((WIDTH - _COLUMN) / 2, top, _COLUMN, *labels[0])]
    ends = {0: top, WIDTH - _COLUMN: top}
    boxes = []
    for kind, name in labels:
        x = min(ends, key=lambda side: (ends[side], side))
        box = _box(x, ends[x], _COLUMN, kind, name)
        ends[x] += box.height + _GAP
        boxes.append(box)
    return boxes


def _box(x: float, y: float, width: float, kind: str, name: str) -> Box:
    """Return a box of ``width`` as high as its texts; without a ``kind``, that of the middle."""
    size, step = (_NAME, _NAME_LINE) if kind else (_TITLE, _TITLE_LINE)
    room, centre = width - 2 * _PADDING, x + width / 2
    base = y + _PADDING
    heading = None
    if kind:
        shown = wrap(kind, room, _KIND, 1)
        heading = Line("".join(shown), centre, base + _KIND)
        base += _KIND_LINE
    lines = wrap(name, room, size, _MOST_LINES)
    texts = tuple(
        Line(text, centre, base + (row + 1) * step - step / 4) for row, text in enumerate(lines)
    )
    height = base + len(lines) * step + _PADDING - y
    is_shortened = "".join(name.split()) != "".join("".join(lines).split())
    return Box(x, y, width, height, heading, texts, is_shortened)


def _node(box: Box, start: float) -> Node:
    """Return ``box`` with its curve from the middle axis at ``start``: it arrives at the side that
    faces the axis, or for a box on the axis at the side that faces ``start``."""
    if box.x < _MIDDLE < box.x + box.width:
        end = box.y if start < box.y else box.y + box.height
        return Node(box, f"M{_MIDDLE:g} {start:g}V{end:g}", _MIDDLE, end)
    x, lane = (box.x + box.width, -_LANE) if box.x < _MIDDLE else (box.x, _LANE)
    y, axis = box.y + box.height / 2, _MIDDLE + lane
    curve = f"M{axis:g} {start:g}C{axis:g} {(start + y) / 2:g} {axis:g} {y:g} {x:g} {y:g}"
    return Node(box, curve, x, y)


def _bottom(boxes: Sequence[Box]) -> float:
    return max((box.y + box.height for box in boxes), default=0)
