import random
from itertools import islice

import pytest

from glossary.graph import find_cycles, is_reachable, sort_topologically


def same(number: int) -> int:
    return number


def test_successors_come_first_and_the_lowest_rank_before_others() -> None:
    needs = {1: [5], 5: [4], 2: [1]}
    assert sort_topologically([1, 2, 3, 4, 5], needs, same) == [3, 4, 5, 1, 2]
    assert sort_topologically([1, 2, 3, 4, 5], needs, lambda number: -number) == [4, 5, 3, 1, 2]


def test_successors_outside_the_nodes_are_ignored() -> None:
    assert sort_topologically([2, 1], {1: [7, 1], 2: [1]}, same) == [1, 2]


def test_a_cycle_starts_with_its_lowest_rank() -> None:
    needs = {0: [3], 3: [2], 2: [1], 1: [3]}
    assert sort_topologically(needs, needs, same) == [1, 2, 3, 0]


def test_each_cycle_is_found_once_and_starts_at_its_smallest_node() -> None:
    needs = {9: [3], 3: [2], 2: [1], 1: [3], 7: [8], 8: [7, 6], 6: [5]}
    assert sorted(find_cycles(needs)) == [[1, 3, 2], [7, 8]]
    assert list(islice(find_cycles(needs), 1)) == [[1, 3, 2]]
    assert list(find_cycles({1: [2], 2: [3]})) == []


def test_a_breakable_edge_is_removed_first() -> None:
    graph = {"a": ["b"], "b": ["a", "c"], "c": ["a"]}
    assert list(find_cycles(graph)) == [["a", "b"]]
    assert len(list(find_cycles(graph, breakable={("b", "a"), ("c", "a")}))) == 2
    assert graph == {"a": ["b"], "b": ["a", "c"], "c": ["a"]}


def test_reachable_nodes_and_one_call_for_each_distance() -> None:
    graph = {1: [2, 3], 2: [4], 3: [4], 4: [1]}
    calls = []

    def successors(nodes: set[int]) -> set[int]:
        calls.append(nodes)
        return {target for node in nodes for target in graph[node]}

    assert is_reachable(1, 4, successors)
    assert calls == [{1}, {2, 3}]
    assert not is_reachable(1, 5, successors)


def test_a_long_chain_does_not_recurse() -> None:
    chain = {number: [number + 1] for number in range(20_000)}
    assert sort_topologically(range(20_001), chain, same) == list(range(20_000, -1, -1))
    assert list(find_cycles(chain | {20_000: [0]})) == [list(range(20_001))]


@pytest.mark.parametrize("seed", range(200))
def test_the_order_does_not_depend_on_the_order_of_the_input(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    size = dice.randint(1, 12)
    edges = {
        (dice.randrange(size), dice.randrange(size)) for _ in range(dice.randrange(3 * size + 1))
    }
    needs = {one: [b for a, b in edges if a == one] for one in range(size)}
    ordered = sort_topologically(range(size), needs, same)
    shuffled = dict(dice.sample(sorted(needs.items()), size))
    assert ordered == sort_topologically(reversed(range(size)), shuffled, same)
    assert sorted(ordered) == list(range(size))
    late = {(a, b) for a, b in edges if ordered.index(a) < ordered.index(b)}
    found = list(find_cycles(needs))
    assert bool(late) is bool(found)
    for cycle in found:
        steps = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
        assert {*steps} <= edges
