"""The A–Z index: names in order under their initials, narrowed by facets, page by page."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.views.generic import TemplateView

from glossary import conf
from glossary.models import Category, Level, Name, Tag
from glossary.public.filters import Filters
from glossary.text.collation import DIGITS, SYMBOLS, initial_order

_LATIN = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TAGS_SHOWN = 24


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many entries it leaves, and the address that sets or unsets it."""

    label: str
    count: int
    query: str
    is_current: bool


class CountedPaginator(Paginator):
    """A paginator whose count is known already."""

    def __init__(self, rows: QuerySet[Name], per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


class IndexView(TemplateView):
    """``/glossary/``, with ``level``, ``category``, ``tag``, ``letter`` and ``page``."""

    template_name = "glossary/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        categories = list(Category.objects.all())
        filters = Filters.read(self.request.GET, categories)
        letters = self._letter_counts(filters)
        if filters.letter not in {*letters, *_LATIN, DIGITS, SYMBOLS}:
            filters = replace(filters, letter="")
        shown = letters[filters.letter] if filters.letter else letters.total()
        names = (
            Name.objects.filter(filters.q(), kind__lte=Name.Kind.ALIAS)
            .select_related("term")
            .defer("term__in_depth", "term__key_takeaway")
        )
        page = CountedPaginator(names, conf.get("PAGE_SIZE"), shown).get_page(
            self.request.GET.get("page")
        )
        counts = self._level_and_category_counts(filters)
        return super().get_context_data(
            filters=filters,
            page=page,
            sections=[
                (letter, list(rows)) for letter, rows in groupby(page, key=lambda n: n.initial)
            ],
            letters=self._letters(filters, letters),
            levels=self._levels(filters, counts),
            categories=self._categories(filters, counts, categories),
            tags=self._tags(filters),
            entry_count=sum(counts.values()) if not filters.narrowed() else None,
            matching=self._matching(filters, counts),
            **kwargs,
        )

    def _letter_counts(self, filters: Filters) -> Counter[str]:
        rows = Name.objects.filter(filters.q("letter"), kind__lte=Name.Kind.ALIAS)
        return Counter(dict(rows.order_by().values_list("initial").annotate(Count("pk"))))

    def _level_and_category_counts(self, filters: Filters) -> Counter[tuple[str, int]]:
        """Entries by level and category under the other filters: two facets of one query."""
        rows = Name.objects.filter(filters.q("level", "category"), kind=Name.Kind.HEADWORD)
        counted = rows.order_by().values_list("term__level", "term__category").annotate(Count("pk"))
        return Counter({(level, category): count for level, category, count in counted})

    def _matching(self, filters: Filters, counts: Counter[tuple[str, int]]) -> int:
        return sum(
            count
            for (level, category), count in counts.items()
            if filters.level in ("", level)
            and (filters.category is None or filters.category.pk == category)
        )

    def _letters(self, filters: Filters, counts: Counter[str]) -> list[Choice]:
        always = {*_LATIN, *counts}
        return [
            Choice(letter, counts[letter], filters.query(letter=letter), letter == filters.letter)
            for letter in sorted(always - ({DIGITS} - set(counts)), key=initial_order)
        ]

    def _levels(self, filters: Filters, counts: Counter[tuple[str, int]]) -> list[Choice]:
        by_level: Counter[str] = Counter()
        for (level, category), count in counts.items():
            if filters.category is None or filters.category.pk == category:
                by_level[level] += count
        return [
            self._choice(filters, "level", level.value, str(level.label), by_level[level.value])
            for level in Level
        ]

    def _categories(
        self, filters: Filters, counts: Counter[tuple[str, int]], categories: list[Category]
    ) -> list[Choice]:
        by_category: Counter[int] = Counter()
        for (level, category), count in counts.items():
            if filters.level in ("", level):
                by_category[category] += count
        return [
            self._choice(filters, "category", category, category.name, by_category[category.pk])
            for category in categories
        ]

    def _tags(self, filters: Filters) -> list[Choice]:
        """The commonest tags under the other filters, and the chosen one in any case."""
        rows = (
            Name.objects.filter(
                filters.q("tag"), kind=Name.Kind.HEADWORD, term__term_tags__isnull=False
            )
            .order_by()
            .values(
                "term__term_tags__tag", "term__term_tags__tag__name", "term__term_tags__tag__slug"
            )
            .annotate(count=Count("pk"))
            .order_by("-count", "term__term_tags__tag__key")[:_TAGS_SHOWN]
        )
        tags = {
            row["term__term_tags__tag"]: (
                Tag(
                    pk=row["term__term_tags__tag"],
                    name=row["term__term_tags__tag__name"],
                    slug=row["term__term_tags__tag__slug"],
                ),
                row["count"],
            )
            for row in rows
        }
        if filters.tag and filters.tag.pk not in tags:
            tags[filters.tag.pk] = (filters.tag, 0)
        return [self._choice(filters, "tag", tag, tag.name, count) for tag, count in tags.values()]

    def _choice(
        self, filters: Filters, facet: str, value: object, label: str, count: int
    ) -> Choice:
        current = getattr(filters, facet) == value
        unset: object = "" if facet == "level" else None
        return Choice(label, count, filters.query(**{facet: unset if current else value}), current)
