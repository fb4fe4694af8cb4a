"""An order in which each comes after what it needs, and the circles that allow none. Pure: knows
numbers, no entries."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from typing import Any

#: What each needs: number → numbers.
Needs = Mapping[int, Iterable[int]]


def in_order(members: Iterable[int], needs: Needs, rank: Callable[[int], Any]) -> list[int]:
    """Return ``members`` so that what one needs stands before it; of several that could come next,
    that of the lowest ``rank`` does. A circle begins with its member of the lowest rank."""
    among = set(members)
    graph = {one: sorted(among.intersection(needs.get(one, ())) - {one}) for one in sorted(among)}
    for circle in _breaking(graph, rank):
        graph[circle[0]].remove(circle[1])
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    ready: list[tuple[Any, int]] = []
    ordered = []
    while sorter.is_active():
        for one in sorter.get_ready():
            heappush(ready, (rank(one), one))
        ordered.append(heappop(ready)[1])
        sorter.done(ordered[-1])
    return ordered


def circles(needs: Needs, most: int) -> list[list[int]]:
    """Return up to ``most`` circles, so many that without one tie of each there is none left; each
    from its lowest number on and without repeating it: ``[1, 2]`` for 1 → 2 → 1."""
    graph = {one: sorted({*needed} - {one}) for one, needed in sorted(needs.items())}
    found = []
    for circle in _breaking(graph, lambda number: number):
        found.append(circle)
        if len(found) == most:
            break
        graph[circle[0]].remove(circle[1])
    return sorted(found)


def _breaking(graph: dict[int, list[int]], rank: Callable[[int], Any]) -> Iterator[list[int]]:
    """Yield a circle of ``graph``, from its member of the lowest rank on, and another one, as long
    as there are any; whoever asks for the next takes a tie of this one out of ``graph``."""
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # Each is needed by the next, and the first stands at the end again.
            circle = error.args[1][:0:-1]
            first = circle.index(min(circle, key=rank))
            yield circle[first:] + circle[:first]
        else:
            return
