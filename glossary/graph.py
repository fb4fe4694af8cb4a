"""Cycles and order in a directed graph. Pure: the nodes are ids or slugs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, TypeVar

#: An id or a slug: nodes are compared where no rank decides.
Node = TypeVar("Node", bound=int | str)
#: The successors of each node.
Graph = Mapping[Node, Iterable[Node]]


def is_reachable(
    start: Node, goal: Node, successors: Callable[[set[Node]], Iterable[Node]]
) -> bool:
    """Return whether a path leads from ``start`` to ``goal``. ``successors`` is called once for
    each distance from ``start``, so that a query can serve many nodes."""
    seen: set[Node] = set()
    frontier = {start}
    while frontier and goal not in frontier:
        seen |= frontier
        frontier = set(successors(frontier)) - seen
    return bool(frontier)


def find_cycles(
    graph: Graph[Node], breakable: Collection[tuple[Node, Node]] = ()
) -> Iterator[list[Node]]:
    """Yield cycles until none would be left if one edge of each were removed: one of ``breakable``
    where the cycle has one. Each starts at its smallest node: ``[1, 2]`` for 1 → 2 → 1."""
    return _break_cycles(_copy(graph), lambda node: node, breakable)


def sort_topologically(
    nodes: Iterable[Node], graph: Graph[Node], rank: Callable[[Node], Any]
) -> list[Node]:
    """Return ``nodes`` with the successors of each before it. Where several could come next, the
    lowest ``rank`` does. A cycle starts with its node of the lowest rank."""
    members = set(nodes)
    inner = _copy({node: members.intersection(graph.get(node, ())) for node in members})
    for _cycle in _break_cycles(inner, rank):
        pass
    sorter = TopologicalSorter(inner)
    sorter.prepare()
    ready: list[tuple[Any, Node]] = []
    ordered = []
    while sorter.is_active():
        for node in sorter.get_ready():
            heappush(ready, (rank(node), node))
        ordered.append(heappop(ready)[1])
        sorter.done(ordered[-1])
    return ordered


def _copy(graph: Graph[Node]) -> dict[Node, list[Node]]:
    """Return ``graph`` in a fixed order and without edges from a node to itself."""
    return {node: sorted({*targets} - {node}) for node, targets in sorted(graph.items())}


def _break_cycles(
    graph: dict[Node, list[Node]],
    rank: Callable[[Node], Any],
    breakable: Collection[tuple[Node, Node]] = (),
) -> Iterator[list[Node]]:
    """Yield each cycle from its node of the lowest ``rank`` on, and remove an edge of it from
    ``graph``: the first of ``breakable``, else the first."""
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # graphlib lists each node before its predecessor, and the first again at the end.
            cycle = error.args[1][:0:-1]
            first = cycle.index(min(cycle, key=rank))
            cycle = cycle[first:] + cycle[:first]
            edges = list(pairwise([*cycle, cycle[0]]))
            source, target = next((edge for edge in edges if edge in breakable), edges[0])
            graph[source].remove(target)
            yield cycle
        else:
            return
