"""The values of each facet, and of the letters of the index, with the entries that each leaves."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from heapq import nlargest

from django.utils.functional import Promise

from glossary.public.filters import FACETS, Facet, Filters
from glossary.search.catalogue import Catalogue
from glossary.text.normalize import DIGITS, initial_order

LATIN = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True)
class Choice:
    """A value of a facet: how many entries it leaves, and the query string that sets or unsets
    it."""

    label: str | Promise
    count: int
    query: str
    is_current: bool


@dataclass(frozen=True)
class FacetChoices:
    """A facet with its choices. A long facet is closed until the reader opens it or uses it."""

    facet: Facet
    choices: list[Choice]

    @property
    def is_long(self) -> bool:
        return self.facet.limit is not None

    @property
    def is_used(self) -> bool:
        return any(choice.is_current for choice in self.choices)


def facet_choices(filters: Filters, found: Set[int], catalogue: Catalogue) -> list[FacetChoices]:
    """Return the facets that have choices. Each choice counts the entries of ``found`` that it
    leaves under the filters of the other columns."""
    counts = {
        column: catalogue.count(filters.narrow(found, catalogue, without=column), column)
        for column in {facet.column for facet in FACETS}
    }
    facets = [
        FacetChoices(
            facet,
            _choices(facet, filters, catalogue.labels[facet.column], counts[facet.column]),
        )
        for facet in FACETS
    ]
    return [facet for facet in facets if facet.choices]


def _choices(
    facet: Facet, filters: Filters, labels: Mapping[str, str | Promise], counts: Counter[str]
) -> list[Choice]:
    chosen = filters[facet.parameter]
    leaves = {value: sum(counts[one] for one in facet.accepts(value)) for value in labels}
    shown = list(labels)
    if facet.limit is not None:
        shown = nlargest(facet.limit, filter(leaves.get, labels), key=leaves.__getitem__)
        shown += [chosen] if chosen and chosen not in shown else []
    return [
        Choice(labels[value], leaves[value], filters.toggle(facet, value), value == chosen)
        for value in shown
    ]


def letter_choices(filters: Filters, counts: Counter[str]) -> list[Choice]:
    """Return the Latin alphabet and every other initial in use, in the order of the index."""
    shown = {*LATIN, *counts} - ({DIGITS} - set(counts))
    return [
        Choice(letter, counts[letter], filters.query(letter=letter), letter == filters["letter"])
        for letter in sorted(shown, key=initial_order)
    ]
