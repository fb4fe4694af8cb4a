"""The map: the whole glossary by category, from what is easy to what is hard, and one category as
near as one likes. Its amount is bounded, whatever the size of the glossary."""

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
from glossary.diagrams.category_map import Chart, Name, chart, line
from glossary.models import Category, Level, Relation, Term
from glossary.process_memory import remember

#: Up to so many entries, the whole map names each; beyond, of each category those with most ties.
_ALL = 400
_LANDMARKS = 12
#: Categories on a page of the whole map; entries on a page of one category; lines drawn there.
_SHELVES = 48
_ENTRIES = 120
_TIES = 300
#: A chart within the whole; one of a category on a desk and on a phone.
_CARD, _WIDE, _NARROW = 340, 760, 340
_DRAWN = (Relation.Kind.PREREQUISITE, Relation.Kind.BROADER)


@dataclass(frozen=True)
class Place:
    """An entry on the map."""

    pk: int
    name: str
    slug: str
    level: str

    @property
    def url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


@dataclass(frozen=True)
class Depth:
    """A band of a chart: the level it stands for, and the links in it."""

    level: Level
    y: float
    height: float
    names: tuple[Name[Place], ...]

    @property
    def label(self) -> float:
        """Where the words for the level stand."""
        return self.y + 18


@dataclass(frozen=True)
class Tie:
    """A line between two entries, known by their addresses."""

    kind: str
    start: str
    end: str
    curve: str


@dataclass(frozen=True)
class Sea:
    """A chart with its links by level, and the lines of each kind between them."""

    chart: Chart[Place]
    depths: list[Depth]
    ties: list[Tie]


@dataclass(frozen=True)
class Shelf:
    """A category with the number of its public entries and those that the whole map names."""

    category: Category
    count: int
    places: list[Place]
    sea: Sea

    @property
    def further(self) -> int:
        return self.count - len(self.places)

    @property
    def levels(self) -> list[tuple[Level, list[Place]]]:
        return _by_level(self.places)


class MapView(TemplateView):
    """``/map/``, with ``category`` and ``page``. Unknown values are ignored."""

    def get_template_names(self) -> list[str]:
        return ["glossary/map_category.html" if self.shelf else "glossary/map.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        category_cards = remember("map", _shelves)
        asked = self.request.GET.get("category")
        slugs = [shelf.category.slug for shelf in category_cards]
        self.shelf = category_cards[slugs.index(asked)] if asked in slugs else None
        number = self.request.GET.get("page")
        path = reverse("glossary:map")
        if self.shelf is None:
            page = Paginator(category_cards, _SHELVES).get_page(number)
            context: dict[str, Any] = {
                "page": page,
                "total": sum(shelf.count for shelf in category_cards),
            }
        else:
            context = _near(self.shelf, number)
            place = slugs.index(self.shelf.category.slug)
            context |= {"previous": category_cards[place - 1] if place else None}
            context |= {
                "next": category_cards[place + 1] if place + 1 < len(category_cards) else None
            }
            path += f"?{context['base']}"
        context["canonical_url"] = absolute_url(path)
        return super().get_context_data(**kwargs) | context


def _near(shelf: Shelf, number: str | None) -> dict[str, Any]:
    """Return what the map of one category shows, in two queries."""
    terms = Term.objects.published().filter(category=shelf.category)
    rows: Any = terms.values_list("pk", "name", "slug", "level")
    paginator = Paginator(rows, _ENTRIES)
    paginator.count = shelf.count
    page = paginator.get_page(number)
    places = [Place(*row) for row in page]
    keys = [place.pk for place in places]
    ties = Relation.objects.filter(kind__in=_DRAWN, term__in=keys, target__in=keys)
    drawn = list(ties.order_by("pk").values_list("target", "term", "kind")[:_TIES])
    return {
        "shelf": shelf,
        "page": page,
        "base": urlencode({"category": shelf.category.slug}),
        "levels": _by_level(places),
        "seas": [("wide", _sea(places, _WIDE, drawn)), ("narrow", _sea(places, _NARROW, drawn))],
    }


def _shelves() -> list[Shelf]:
    """Return the categories that have public entries, in four queries."""
    public: Any = Term.objects.published().values_list("category", "pk")
    members: dict[int, list[int]] = defaultdict(list)
    for category, pk in public:
        members[category].append(pk)
    total = sum(map(len, members.values()))
    ties = _ties()
    most = _ALL if total <= _ALL else _LANDMARKS
    named = [pk for pks in members.values() for pk in nlargest(most, pks, ties.__getitem__)]
    shown: Any = Term.objects.filter(pk__in=named)
    places = defaultdict(list)
    for category, *row in shown.values_list("category", "pk", "name", "slug", "level"):
        places[category].append(Place(*row))
    return [
        Shelf(category, len(members[category.pk]), found, _sea(found, _CARD))
        for category in Category.objects.all()
        if (found := places[category.pk])
    ]


def _ties() -> Counter[int]:
    """Return how many relations each entry has."""
    ends = [
        Relation.objects.order_by().values_list(end).annotate(ties=Count("pk"))
        for end in ("term", "target")
    ]
    counts: Counter[int] = Counter()
    # A union has the model's order, unless it is told to have none.
    for pk, ties in ends[0].union(ends[1], all=True).order_by():
        counts[pk] += ties
    return counts


def _by_level(places: Iterable[Place]) -> list[tuple[Level, list[Place]]]:
    """Return the levels that have entries, each with them."""
    found = {level: [place for place in places if place.level == level] for level in Level}
    return [(level, group) for level, group in found.items() if group]


def _sea(places: list[Place], room: float, ties: Iterable[tuple[int, int, str]] = ()) -> Sea:
    """Return the chart of ``places``, from the shallows of the first level to the depths of the
    last, and of ``ties``: the ids of two of them and a kind."""
    levels = _by_level(places)
    drawn = chart([[(place, place.name) for place in group] for _level, group in levels], room)
    names = {name.key.pk: name for band in drawn.bands for name in band.names}
    return Sea(
        drawn,
        [
            Depth(level, band.y, band.height, band.names)
            for (level, _group), band in zip(levels, drawn.bands, strict=True)
        ],
        [
            Tie(kind, a.key.slug, b.key.slug, line(a, b))
            for start, end, kind in ties
            for a, b in [(names[start], names[end])]
        ],
    )
