"""The facets of the A–Z index: each value with the number of entries it leaves."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from glossary.models import Category, Level, Name, Tag, TermTag
from glossary.process_memory import remember
from glossary.public.filters import Filters, levels_up_to
from glossary.text.normalize import DIGITS, initial_order

LATIN = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
TAGS_SHOWN = 24


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many entries it leaves, and the address that sets or unsets it."""

    label: str
    count: int
    query: str
    is_current: bool


class _Row(NamedTuple):
    """How many names stand under one initial, at one level, in one category."""

    initial: str
    level: str
    category: int
    kind: int
    names: int


class Counts:
    """Names by initial, level and category under the tag of ``filters``: three facets of one query,
    remembered for all their combinations."""

    def __init__(self, filters: Filters, edition: str) -> None:
        tag = filters.tag.pk if filters.tag else 0
        self._rows = remember(f"names:{tag}", lambda: _rows(filters), edition)

    def letters(self, filters: Filters) -> Counter[str]:
        """Return how many names, aliases too, stand under each initial at the level and in the
        category of ``filters``."""
        letters: Counter[str] = Counter()
        for row in self._rows:
            if filters.admits(row.level, row.category):
                letters[row.initial] += row.names
        return letters

    def entries(self, filters: Filters) -> Counter[tuple[str, int]]:
        """Return how many entries each level and category has under the letter of ``filters``."""
        entries: Counter[tuple[str, int]] = Counter()
        for row in self._rows:
            if row.kind == Name.Kind.HEADWORD and filters.letter in ("", row.initial):
                entries[row.level, row.category] += row.names
        return entries


def _rows(filters: Filters) -> list[_Row]:
    names = Name.objects.filter(filters.q(only="tag"), listed=True).order_by()
    grouped = names.values_list("initial", "level", "category", "kind")
    return [_Row(*row) for row in grouped.annotate(Count("pk"))]


def letters(filters: Filters, counts: Counter[str]) -> list[Choice]:
    """Return every initial in use and the Latin alphabet, in the order of the index."""
    shown = {*LATIN, *counts} - ({DIGITS} - set(counts))
    return [
        Choice(letter, counts[letter], filters.query(letter=letter), letter == filters.letter)
        for letter in sorted(shown, key=initial_order)
    ]


def levels(filters: Filters, entries: Counter[tuple[str, int]]) -> list[Choice]:
    """Return every level with its entries in the category of ``filters``."""
    counts = _by_level(filters, entries)
    return [
        choice(filters, "level", level.value, str(level.label), counts[level.value])
        for level in Level
    ]


def max_level(filters: Filters, entries: Counter[tuple[str, int]]) -> list[Choice]:
    """Return every level with the entries up to it in the category of ``filters``."""
    return cumulative(filters, _by_level(filters, entries))


def cumulative(filters: Filters, counts: Counter[str]) -> list[Choice]:
    """Return the choices of how far a reader is, from the entries of each level."""
    return [
        choice(
            filters,
            "max_level",
            level.value,
            str(level.label),
            sum(counts[below] for below in levels_up_to(level)),
        )
        for level in Level
    ]


def _by_level(filters: Filters, entries: Counter[tuple[str, int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (level, category), count in entries.items():
        if filters.category is None or filters.category.pk == category:
            counts[level] += count
    return counts


def categories(
    filters: Filters, entries: Counter[tuple[str, int]], known: list[Category]
) -> list[Choice]:
    """Return every category with its entries at the level of ``filters``."""
    counts: Counter[int] = Counter()
    for (level, category), count in entries.items():
        if filters.admits_level(level):
            counts[category] += count
    return [choice(filters, "category", row, row.name, counts[row.pk]) for row in known]


def tags(filters: Filters, edition: str) -> list[Choice]:
    """Return the commonest tags under the other filters, and the chosen one in any case."""
    category = filters.category.pk if filters.category else 0
    chosen = filters.tag.pk if filters.tag else 0
    key = f"tags:{filters.max_level}:{filters.level}:{category}:{chosen}:{filters.letter}"
    return [
        choice(filters, "tag", tag, tag.name, count)
        for tag, count in remember(key, lambda: _tags(filters), edition)
    ]


def _tags(filters: Filters) -> list[tuple[Tag, int]]:
    terms = Name.objects.filter(filters.q(without="tag"), listed=True, kind=Name.Kind.HEADWORD)
    rows = TermTag.objects.filter(content_object__in=terms.order_by().values("term"))
    counted = rows.order_by().values_list("tag").annotate(count=Count("pk"))
    counts = dict(counted.order_by("-count", "tag")[:TAGS_SHOWN])
    if filters.tag:
        counts.setdefault(filters.tag.pk, 0)
    shown = sorted(Tag.objects.filter(pk__in=counts), key=lambda tag: (-counts[tag.pk], tag.key))
    return [(tag, counts[tag.pk]) for tag in shown]


def choice(filters: Filters, facet: str, value: object, label: str, count: int) -> Choice:
    """Return the choice of ``value``, or its undoing. How far a reader is and one level alone undo
    each other: both at once leave little or nothing."""
    is_current = getattr(filters, facet) == value
    changes = {facet: value}
    if is_current:
        changes = {facet: None if facet in ("category", "tag") else ""}
    elif facet in ("level", "max_level"):
        changes = {"level": "", "max_level": "", facet: value}
    return Choice(label, count, filters.query(**changes), is_current)
