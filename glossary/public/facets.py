"""The facets of the A–Z index: each value with the number of entries it leaves."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from glossary.models import Category, Level, Name, Tag, TermTag
from glossary.public.filters import Filters
from glossary.text.collation import DIGITS, initial_order

LATIN = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TAGS_SHOWN = 24


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many entries it leaves, and the address that sets or unsets it."""

    label: str
    count: int
    query: str
    is_current: bool


def letter_counts(filters: Filters) -> Counter[str]:
    """Return how many names stand under each initial; one query."""
    rows = Name.objects.filter(filters.q("letter"), kind__lte=Name.Kind.ALIAS)
    return Counter(dict(rows.order_by().values_list("initial").annotate(Count("pk"))))


def letters(filters: Filters, counts: Counter[str]) -> list[Choice]:
    """Return every initial in use and the Latin alphabet, in the order of the index."""
    shown = {*LATIN, *counts} - ({DIGITS} - set(counts))
    return [
        Choice(letter, counts[letter], filters.query(letter=letter), letter == filters.letter)
        for letter in sorted(shown, key=initial_order)
    ]


class EntryCounts:
    """Entries by level and category under the other filters: two facets of one query."""

    def __init__(self, filters: Filters) -> None:
        self.filters = filters
        rows = Name.objects.filter(filters.q("level", "category"), kind=Name.Kind.HEADWORD)
        counted = rows.order_by().values_list("level", "category").annotate(Count("pk"))
        self.counts = {(level, category): count for level, category, count in counted}

    def _sum(self, level: str, category: int | None) -> int:
        """Count the entries of a level and a category; ``""`` and None stand for all."""
        return sum(
            count
            for (its_level, its_category), count in self.counts.items()
            if level in ("", its_level) and category in (None, its_category)
        )

    @property
    def matching(self) -> int:
        """Entries that answer all filters."""
        return self._sum(self.filters.level, self._category)

    @property
    def _category(self) -> int | None:
        return self.filters.category.pk if self.filters.category else None

    def levels(self) -> list[Choice]:
        return [
            _choice(
                self.filters,
                "level",
                level.value,
                str(level.label),
                self._sum(level.value, self._category),
            )
            for level in Level
        ]

    def categories(self, categories: list[Category]) -> list[Choice]:
        return [
            _choice(
                self.filters,
                "category",
                category,
                category.name,
                self._sum(self.filters.level, category.pk),
            )
            for category in categories
        ]


def tags(filters: Filters) -> list[Choice]:
    """Return the commonest tags under the other filters, and the chosen one in any case; two
    queries."""
    terms = Name.objects.filter(filters.q("tag"), kind=Name.Kind.HEADWORD)
    rows = TermTag.objects.filter(content_object__in=terms.order_by().values("term"))
    counted = rows.order_by().values_list("tag").annotate(count=Count("pk"))
    counts = dict(counted.order_by("-count", "tag")[:_TAGS_SHOWN])
    if filters.tag:
        counts.setdefault(filters.tag.pk, 0)
    shown = sorted(Tag.objects.filter(pk__in=counts), key=lambda tag: (-counts[tag.pk], tag.key))
    return [_choice(filters, "tag", tag, tag.name, counts[tag.pk]) for tag in shown]


def _choice(filters: Filters, facet: str, value: object, label: str, count: int) -> Choice:
    is_current = getattr(filters, facet) == value
    unset: object = "" if facet == "level" else None
    return Choice(
        label, count, filters.query(**{facet: unset if is_current else value}), is_current
    )
