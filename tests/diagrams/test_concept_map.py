import random
import re
from itertools import combinations

import pytest

from glossary.diagrams.concept_map import WIDTH, MapBox, MapLayout, TextLine, lay_out
from glossary.diagrams.text_width import text_width
from tests.diagrams.test_text_width import random_name

KINDS = ("Read first", "Not the same", "Mentioned here", "Erwähnt diesen Eintrag", "先に読む")


def overlap(a: MapBox, b: MapBox) -> bool:
    return (
        a.x < b.x + b.width
        and b.x < a.x + a.width
        and a.y < b.y + b.height
        and b.y < a.y + a.height
    )


def span(line: TextLine, box: MapBox, letters: float) -> tuple[float, float]:
    """Return the left and right end of a line of ``box``."""
    whole = text_width(line.text, letters)
    before = {"start": 0.0, "middle": whole / 2, "end": whole}[box.anchor]
    return line.x - before, line.x - before + whole


def problems(layout: MapLayout) -> list[str]:
    """Describe everything that overlaps something else or is outside of its container."""
    boxes = [node.box for node in layout.nodes]
    found = [f"{a} on {b}" for a, b in combinations([disc(layout), *boxes], 2) if overlap(a, b)]
    for box in boxes:
        if not (box.x >= 0 and box.x + box.width <= WIDTH == layout.width):
            found.append(f"beside the layout: {box}")
        if not (box.y >= 0 and box.y + box.height <= layout.height):
            found.append(f"above or below the layout: {box}")
        lines: list[tuple[TextLine, float]] = [(box.kind, 10.5)] if box.kind else []
        lines += [(line, 13) for line in box.name]
        above = box.y
        for line, letters in lines:
            left, right = span(line, box, letters)
            if not (box.x <= left and right <= box.x + box.width):
                found.append(f"wider than its box: {line}")
            if not (above <= line.y - 0.75 * letters and line.y <= box.y + box.height - 4):
                found.append(f"on the line above, or below its box: {line}")
            above = line.y
    for node in layout.nodes:
        found += [f"{node.curve} runs through {box}" for box in boxes if crosses(node.curve, box)]
    return found


def disc(layout: MapLayout) -> MapBox:
    """Return the square around the disc in the middle."""
    x, y, r = layout.middle.x, layout.middle.y, layout.middle.radius
    return MapBox(x - r, y - r, 2 * r, 2 * r, "middle", None, (), False)


def crosses(curve: str, box: MapBox) -> bool:
    """Return whether the rectangle around the curve overlaps the box."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve)]
    x, y = numbers[0::2], numbers[1::2]
    if "V" in curve:
        x, y = numbers[:1], numbers[1:]
    around = MapBox(min(x), min(y), max(x) - min(x), max(y) - min(y), "middle", None, (), False)
    return overlap(around, box)


@pytest.mark.parametrize("seed", range(400))
def test_nothing_overlaps_whatever_the_names_are(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    longest = dice.choice([1, 12, 40, 200])

    def labels() -> list[tuple[str, str]]:
        return [
            (dice.choice(KINDS), random_name(dice, longest))
            for _ in range(dice.choice([0, 1, 2, 3, 9]))
        ]

    above, below = labels(), labels()
    layout = lay_out(above, below)
    assert problems(layout) == []
    assert len(layout.nodes) == len(above) + len(below)
    assert layout == lay_out(above, below)
    assert all(node.box.height >= 24 for node in layout.nodes)


def test_boxes_stay_above_or_below_the_disc() -> None:
    layout = lay_out([("Read first", "A"), ("Broader", "B")], [("Related", "C")])
    middle, (a, b, c) = layout.middle, (node.box for node in layout.nodes)
    assert a.y == b.y
    assert a.x < b.x
    assert a.y + a.height < middle.y < c.y


def test_a_long_name_is_shortened() -> None:
    layout = lay_out([], [("Related", "Large language model"), ("Related", "word " * 40)])
    assert [node.box.is_shortened for node in layout.nodes] == [False, True]
    assert layout.nodes[1].box.name[-1].text.endswith("…")


def test_boxes_of_one_kind_in_a_column_name_it_once() -> None:
    layout = lay_out([], [("Broader", "A"), ("Broader", "B"), ("Broader", "C"), ("Related", "D")])
    kinds = [node.box.kind.text if node.box.kind else "" for node in layout.nodes]
    assert kinds == ["Broader", "Broader", "", "Related"]
