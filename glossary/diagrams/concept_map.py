"""Where the names and lines of a picture go. Pure geometry: knows texts and numbers, no entries.

Nothing can overlap, whatever the names: they stand in columns one under the other, each as high as
its lines, and the branches keep to the gutter between the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.diagrams.text_width import wrap

WIDTH = 288
_COLUMN = 124
#: Boxes stand off the sides of the picture by the width of a focus ring, the first and the last of
#: a column by more, for the eye.
_SIDE, _MARGIN = 3, 14
_AXIS = WIDTH / 2
_PADDING = 5
#: From the mark on a box's inner edge to its texts.
_BESIDE = 11
_GAP = 4
_APART = 22
_NAME, _NAME_LINE = 13, 16
_KIND, _KIND_LINE = 10.5, 14
_MOST_LINES = 3
_RADIUS = 9


@dataclass(frozen=True)
class Line:
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle, and the lines of text within it: ``kind`` above ``name``, unless the box above
    in its column says the same. They run up to ``anchor``: the end, start or middle of each."""

    x: float
    y: float
    width: float
    height: float
    anchor: str
    kind: Line | None
    name: tuple[Line, ...]
    is_shortened: bool


@dataclass(frozen=True)
class Node:
    """A box, the branch from the middle to it, and where on the box's edge the branch arrives."""

    box: Box
    curve: str
    x: float
    y: float


@dataclass(frozen=True)
class Middle:
    """The disc of which all branches come."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Picture:
    width: float
    height: float
    middle: Middle
    nodes: tuple[Node, ...]


def place(above: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]]) -> Picture:
    """Return the picture of a disc between the names ``above`` and ``below`` it, each with its
    kind; its nodes in the order given, first all above, then all below."""
    upper = _columns(above, _MARGIN)
    top = _bottom(upper) + _APART if upper else _MARGIN
    middle = Middle(_AXIS, top + _RADIUS, _RADIUS)
    bottom = top + 2 * _RADIUS
    lower = _columns(below, bottom + _APART)
    nodes = [_node(box, top) for box in upper] + [_node(box, bottom) for box in lower]
    return Picture(WIDTH, max(bottom, _bottom(lower)) + _MARGIN, middle, tuple(nodes))


def _columns(labels: Sequence[tuple[str, str]], top: float) -> list[Box]:
    """Return boxes in two columns, each put where there is more room; a single one in between."""
    if len(labels) == 1:
        return [_box((WIDTH - _COLUMN) / 2, top, "middle", *labels[0])]
    left, right = _SIDE, WIDTH - _SIDE - _COLUMN
    columns: dict[float, tuple[float, str]] = {left: (top, ""), right: (top, "")}
    boxes = []
    for kind, name in labels:
        x = min(columns, key=lambda side: (columns[side][0], side))
        y, said = columns[x]
        if said and kind != said:
            y += _GAP
        box = _box(x, y, "start" if x == right else "end", "" if kind == said else kind, name)
        columns[x] = y + box.height + _GAP, kind
        boxes.append(box)
    return boxes


def _box(x: float, y: float, anchor: str, kind: str, name: str) -> Box:
    """Return a box as high as its texts."""
    room = _COLUMN - _BESIDE - 2
    edge = {"start": x + _BESIDE, "middle": _AXIS, "end": x + _COLUMN - _BESIDE}[anchor]
    base = y + _PADDING
    heading = None
    if kind:
        heading = Line("".join(wrap(kind, room, _KIND, 1)), edge, base + _KIND)
        base += _KIND_LINE
    lines = wrap(name, room, _NAME, _MOST_LINES)
    texts = tuple(
        Line(text, edge, base + (row + 1) * _NAME_LINE - _NAME_LINE / 4)
        for row, text in enumerate(lines)
    )
    height = base + len(lines) * _NAME_LINE + _PADDING - y
    is_shortened = "".join(name.split()) != "".join("".join(lines).split())
    return Box(x, y, _COLUMN, height, anchor, heading, texts, is_shortened)


def _node(box: Box, start: float) -> Node:
    """Return ``box`` with its branch from the axis at ``start``: it arrives beside the name, or for
    a box on the axis at the side that faces ``start``."""
    if box.anchor == "middle":
        end = box.y if start < box.y else box.y + box.height
        return Node(box, f"M{_AXIS:g} {start:g}V{end:g}", _AXIS, end)
    x = box.x + box.width if box.anchor == "end" else box.x
    y = (box.name[0].y + box.name[-1].y) / 2 - _NAME_LINE / 4
    curve = f"M{_AXIS:g} {start:g}C{_AXIS:g} {(start + y) / 2:g} {_AXIS:g} {y:g} {x:g} {y:g}"
    return Node(box, curve, x, y)


def _bottom(boxes: Sequence[Box]) -> float:
    return max((box.y + box.height for box in boxes), default=0)
