import random
import re
from itertools import combinations

import pytest

from glossary.diagrams.concept_map import WIDTH, Box, Line, Picture, place
from glossary.diagrams.text_width import width
from tests.diagrams.test_text_width import made_up

KINDS = ("Read first", "Not the same", "Mentioned here", "Erwähnt diesen Eintrag", "先に読む")


def overlap(a: Box, b: Box) -> bool:
    return (
        a.x < b.x + b.width
        and b.x < a.x + a.width
        and a.y < b.y + b.height
        and b.y < a.y + a.height
    )


def span(line: Line, box: Box, letters: float) -> tuple[float, float]:
    """Return from where to where a line of ``box`` reaches."""
    whole = width(line.text, letters)
    before = {"start": 0.0, "middle": whole / 2, "end": whole}[box.anchor]
    return line.x - before, line.x - before + whole


def faults(picture: Picture) -> list[str]:
    """Return what lies on something else, or outside what it belongs to."""
    boxes = [node.box for node in picture.nodes]
    found = [f"{a} on {b}" for a, b in combinations([disc(picture), *boxes], 2) if overlap(a, b)]
    for box in boxes:
        if not (box.x >= 0 and box.x + box.width <= WIDTH == picture.width):
            found.append(f"beside the picture: {box}")
        if not (box.y >= 0 and box.y + box.height <= picture.height):
            found.append(f"above or below the picture: {box}")
        lines: list[tuple[Line, float]] = [(box.kind, 10.5)] if box.kind else []
        lines += [(line, 13) for line in box.name]
        above = box.y
        for line, letters in lines:
            left, right = span(line, box, letters)
            if not (box.x <= left and right <= box.x + box.width):
                found.append(f"wider than its box: {line}")
            if not (above <= line.y - 0.75 * letters and line.y <= box.y + box.height - 4):
                found.append(f"on the line above, or under its box: {line}")
            above = line.y
    for node in picture.nodes:
        found += [f"{node.curve} runs through {box}" for box in boxes if crosses(node.curve, box)]
    return found


def disc(picture: Picture) -> Box:
    """Return the square around the disc in the middle."""
    x, y, r = picture.middle.x, picture.middle.y, picture.middle.radius
    return Box(x - r, y - r, 2 * r, 2 * r, "middle", None, (), False)


def crosses(curve: str, box: Box) -> bool:
    """Whether the rectangle around the curve, in which it stays, reaches into the box."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve)]
    x, y = numbers[0::2], numbers[1::2]
    if "V" in curve:
        x, y = numbers[:1], numbers[1:]
    around = Box(min(x), min(y), max(x) - min(x), max(y) - min(y), "middle", None, (), False)
    return overlap(around, box)


@pytest.mark.parametrize("seed", range(400))
def test_nothing_overlaps_whatever_the_names_and_their_number(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    longest = dice.choice([1, 12, 40, 200])

    def labels() -> list[tuple[str, str]]:
        return [
            (dice.choice(KINDS), made_up(dice, longest))
            for _ in range(dice.choice([0, 1, 2, 3, 9]))
        ]

    above, below = labels(), labels()
    picture = place(above, below)
    assert faults(picture) == []
    assert len(picture.nodes) == len(above) + len(below)
    assert picture == place(above, below)
    assert all(node.box.height >= 24 for node in picture.nodes)


def test_what_is_above_the_middle_and_what_is_below_stay_there() -> None:
    picture = place([("Read first", "A"), ("Broader", "B")], [("Related", "C")])
    middle, (a, b, c) = picture.middle, (node.box for node in picture.nodes)
    assert a.y == b.y
    assert a.x < b.x
    assert a.y + a.height < middle.y < c.y


def test_a_long_name_is_shortened_and_says_so() -> None:
    picture = place([], [("Related", "Large language model"), ("Related", "word " * 40)])
    assert [node.box.is_shortened for node in picture.nodes] == [False, True]
    assert picture.nodes[1].box.name[-1].text.endswith("…")


def test_a_kind_is_said_once_for_those_under_one_another() -> None:
    picture = place([], [("Broader", "A"), ("Broader", "B"), ("Broader", "C"), ("Related", "D")])
    kinds = [node.box.kind.text if node.box.kind else "" for node in picture.nodes]
    assert kinds == ["Broader", "Broader", "", "Related"]
