import random

import pytest

from glossary.editorial.ordering import circles, in_order


def same(number: int) -> int:
    return number


def test_what_is_needed_comes_first_and_the_lowest_rank_before_others() -> None:
    needs = {1: [5], 5: [4], 2: [1]}
    assert in_order([1, 2, 3, 4, 5], needs, same) == [3, 4, 5, 1, 2]
    assert in_order([1, 2, 3, 4, 5], needs, lambda number: -number) == [4, 5, 3, 1, 2]


def test_what_is_not_among_the_members_is_not_waited_for() -> None:
    assert in_order([2, 1], {1: [7, 1], 2: [1]}, same) == [1, 2]


def test_a_circle_begins_with_its_lowest_rank_and_who_waits_for_it_comes_after() -> None:
    needs = {0: [3], 3: [2], 2: [1], 1: [3]}
    assert in_order(needs, needs, same) == [1, 2, 3, 0]


def test_each_circle_is_told_once_from_its_lowest_number_on() -> None:
    needs = {9: [3], 3: [2], 2: [1], 1: [3], 7: [8], 8: [7, 6], 6: [5]}
    assert circles(needs, 10) == [[1, 3, 2], [7, 8]]
    assert circles(needs, 1) == [[1, 3, 2]]
    assert circles({1: [2], 2: [3]}, 10) == []


def test_a_long_chain_is_no_deep_recursion() -> None:
    chain = {number: [number + 1] for number in range(20_000)}
    assert in_order(range(20_001), chain, same) == list(range(20_000, -1, -1))
    assert circles(chain | {20_000: [0]}, 3) == [list(range(20_001))]


@pytest.mark.parametrize("seed", range(200))
def test_any_ties_are_ordered_the_same_from_whatever_side_one_comes(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    size = dice.randint(1, 12)
    ties = {
        (dice.randrange(size), dice.randrange(size)) for _ in range(dice.randrange(3 * size + 1))
    }
    needs = {one: [b for a, b in ties if a == one] for one in range(size)}
    ordered = in_order(range(size), needs, same)
    shuffled = dict(dice.sample(sorted(needs.items()), size))
    assert ordered == in_order(reversed(range(size)), shuffled, same)
    assert sorted(ordered) == list(range(size))
    late = {(a, b) for a, b in ties if ordered.index(a) < ordered.index(b)}
    found = circles(needs, 99)
    assert bool(late) is bool(found)
    for circle in found:
        steps = zip(circle, [*circle[1:], circle[0]], strict=True)
        assert {*steps} <= ties
