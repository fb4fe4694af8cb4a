import random
import re
from itertools import combinations, pairwise

import pytest

from glossary.diagrams.category_map import Chart, ChartName, connect, lay_out
from glossary.diagrams.text_width import text_width
from tests.diagrams.test_text_width import random_name


def problems(drawn: Chart[int]) -> list[str]:
    """Describe everything that overlaps something else or is outside of its container."""
    names = [name for band in drawn.bands for name in band.names]
    found = [f"{a} on {b}" for a, b in combinations(names, 2) if overlap(a, b)]
    found += [f"{a} on {b}" for a, b in pairwise(drawn.bands) if a.y + a.height != b.y]
    for band in drawn.bands:
        for name in band.names:
            if not (name.x >= 0 and name.x + name.width <= drawn.width):
                found.append(f"outside the chart: {name}")
            # The name of the level is above.
            if not (band.y + 20 <= name.y and name.y + name.height <= band.y + band.height):
                found.append(f"outside its band: {name}")
            if text_width(name.text, 14) > name.width:
                found.append(f"wider than its frame: {name}")
    return found


def overlap(a: ChartName[int], b: ChartName[int]) -> bool:
    return (
        a.x < b.x + b.width
        and b.x < a.x + a.width
        and a.y < b.y + b.height
        and b.y < a.y + a.height
    )


@pytest.mark.parametrize("seed", range(200))
def test_nothing_overlaps_whatever_the_names_are(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    longest = dice.choice([1, 12, 40, 200])
    bands = [
        [(number, random_name(dice, longest)) for number in range(dice.choice([0, 1, 5, 40]))]
        for _ in range(3)
    ]
    drawn = lay_out(bands, dice.choice([340, 760]))
    assert problems(drawn) == []
    placed = [[name.key for name in band.names] for band in drawn.bands]
    assert placed == [[number for number, _name in band] for band in bands if band]
    assert drawn.height == sum(band.height for band in drawn.bands)


def test_lines_go_from_edge_to_edge_and_stay_in_the_chart() -> None:
    drawn = lay_out([[(0, "Model"), (1, "Token")], [(2, "Attention")]], 340)
    (model, token), (attention,) = (band.names for band in drawn.bands)
    for start, end in [(model, attention), (attention, token), (model, token), (token, model)]:
        numbers = [float(number) for number in re.findall(r"[\d.]+", connect(start, end))]
        assert (numbers[0], numbers[-2]) == (
            pytest.approx(start.middle, abs=0.1),
            pytest.approx(end.middle, abs=0.1),
        )
        assert numbers[1] in (start.y, start.y + start.height)
        assert numbers[-1] in (end.y, end.y + end.height)
        assert max(numbers[1::2]) <= drawn.height
