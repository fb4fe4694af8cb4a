"""The map: the whole glossary as one chart per category, beginner at the top, advanced at the
bottom; or one category in full. Each page is bounded, whatever the size of the glossary."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.views.generic import TemplateView

from glossary.conf import absolute_url
from glossary.diagrams.category_map import Chart, ChartName, connect, lay_out
from glossary.models import Category, Level, Relation, Term
from glossary.process_memory import remember

#: A glossary of up to this many entries has all of them on the whole map. A larger one has, of each
#: category, the entries with the most relations.
MAX_SHOWN_IN_FULL = 400
SHOWN_PER_CATEGORY = 12
#: Categories on a page of the whole map; entries on a page of one category, and lines drawn there.
CATEGORIES_PER_PAGE = 48
ENTRIES_PER_PAGE = 120
MAX_LINES = 300
#: Widths: a chart of the whole map; the chart of one category on a wide and on a narrow screen.
_SMALL, _WIDE, _NARROW = 340, 760, 340
_DRAWN_KINDS = (Relation.Kind.PREREQUISITE, Relation.Kind.BROADER)


@dataclass(frozen=True)
class MapEntry:
    """An entry on the map."""

    pk: int
    name: str
    slug: str
    level: str

    @property
    def url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


@dataclass(frozen=True)
class LevelBand:
    """A band of a chart: its level, and the links in it."""

    level: Level
    y: float
    height: float
    names: tuple[ChartName[MapEntry], ...]

    @property
    def label(self) -> float:
        """The baseline of the name of the level."""
        return self.y + 18


@dataclass(frozen=True)
class RelationLine:
    """A line between two entries, given by their slugs."""

    kind: str
    start: str
    end: str
    curve: str


@dataclass(frozen=True)
class CategoryChart:
    """A chart with its links by level, and the lines between them."""

    layout: Chart[MapEntry]
    bands: list[LevelBand]
    lines: list[RelationLine]


@dataclass(frozen=True)
class CategoryCard:
    """A category on the whole map: the number of its public entries, and those that are shown."""

    category: Category
    count: int
    entries: list[MapEntry]
    chart: CategoryChart

    @property
    def further(self) -> int:
        """How many entries are not shown."""
        return self.count - len(self.entries)

    @property
    def levels(self) -> list[tuple[Level, list[MapEntry]]]:
        return _by_level(self.entries)


class MapView(TemplateView):
    """``/map/``, with ``category`` and ``page``. Invalid values are ignored."""

    def get_template_names(self) -> list[str]:
        return ["glossary/map_category.html" if self.card else "glossary/map.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = remember("map", _category_cards)
        positions = {card.category.slug: position for position, card in enumerate(cards)}
        position = positions.get(self.request.GET.get("category", ""))
        self.card = None if position is None else cards[position]
        number = self.request.GET.get("page")
        path = reverse("glossary:map")
        if self.card is None or position is None:
            page = Paginator(cards, CATEGORIES_PER_PAGE).get_page(number)
            context = {"page": page, "total": sum(card.count for card in cards)}
        else:
            context = _category_context(self.card, number)
            context["previous"] = cards[position - 1] if position else None
            context["next"] = cards[position + 1] if position + 1 < len(cards) else None
            path += f"?{context['base']}"
        return super().get_context_data(**kwargs) | context | {"canonical_url": absolute_url(path)}


def _category_context(card: CategoryCard, number: str | None) -> dict[str, Any]:
    """Return what the map of one category shows, in two queries."""
    terms = Term.objects.published().filter(category=card.category)
    rows: Any = terms.values_list("pk", "name", "slug", "level")
    paginator = Paginator(rows, ENTRIES_PER_PAGE)
    paginator.count = card.count
    page = paginator.get_page(number)
    entries = [MapEntry(*row) for row in page]
    ids = [entry.pk for entry in entries]
    relations = Relation.objects.filter(kind__in=_DRAWN_KINDS, term__in=ids, target__in=ids)
    lines = list(relations.order_by("pk").values_list("target", "term", "kind")[:MAX_LINES])
    return {
        "card": card,
        "page": page,
        "base": urlencode({"category": card.category.slug}),
        "levels": _by_level(entries),
        "charts": [
            ("wide", _chart(entries, _WIDE, lines)),
            ("narrow", _chart(entries, _NARROW, lines)),
        ],
    }


def _category_cards() -> list[CategoryCard]:
    """Return the categories that have public entries, in four queries."""
    public: Any = Term.objects.published().values_list("category", "pk")
    members: dict[int, list[int]] = defaultdict(list)
    for category, pk in public:
        members[category].append(pk)
    total = sum(map(len, members.values()))
    relations = _count_relations()
    limit = MAX_SHOWN_IN_FULL if total <= MAX_SHOWN_IN_FULL else SHOWN_PER_CATEGORY
    shown = [pk for ids in members.values() for pk in nlargest(limit, ids, relations.__getitem__)]
    rows: Any = Term.objects.filter(pk__in=shown)
    entries: dict[int, list[MapEntry]] = defaultdict(list)
    for category, *row in rows.values_list("category", "pk", "name", "slug", "level"):
        entries[category].append(MapEntry(*row))
    return [
        CategoryCard(category, len(members[category.pk]), own, _chart(own, _SMALL))
        for category in Category.objects.all()
        if (own := entries[category.pk])
    ]


def _count_relations() -> Counter[int]:
    """Return how many relations each entry has."""
    ends = [
        Relation.objects.order_by().values_list(end).annotate(relations=Count("pk"))
        for end in ("term", "target")
    ]
    counts: Counter[int] = Counter()
    # The empty order_by() keeps the model's ordering out of the union.
    for pk, relations in ends[0].union(ends[1], all=True).order_by():
        counts[pk] += relations
    return counts


def _by_level(entries: Iterable[MapEntry]) -> list[tuple[Level, list[MapEntry]]]:
    """Return the levels that have entries, each with them."""
    levels = {level: [entry for entry in entries if entry.level == level] for level in Level}
    return [(level, group) for level, group in levels.items() if group]


def _chart(
    entries: list[MapEntry], width: float, lines: Iterable[tuple[int, int, str]] = ()
) -> CategoryChart:
    """Return the chart of ``entries`` by level, and of ``lines``: the ids of two entries and the
    kind of their relation."""
    levels = _by_level(entries)
    chart = lay_out([[(entry, entry.name) for entry in group] for _level, group in levels], width)
    names = {name.key.pk: name for band in chart.bands for name in band.names}
    return CategoryChart(
        chart,
        [
            LevelBand(level, band.y, band.height, band.names)
            for (level, _group), band in zip(levels, chart.bands, strict=True)
        ],
        [
            RelationLine(kind, a.key.slug, b.key.slug, connect(a, b))
            for start, end, kind in lines
            for a, b in [(names[start], names[end])]
        ],
    )
