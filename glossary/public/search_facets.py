"""What was found, narrowed: the pages of a search and the facets beside it."""

from collections import Counter
from typing import NamedTuple

from django.core.paginator import Page, Paginator

from glossary import conf
from glossary.models import Category, Level
from glossary.public.facets import TAGS_SHOWN, Choice, choice, cumulative
from glossary.public.filters import Filters
from glossary.search.catalogue import Catalogue
from glossary.search.fallbacks import Reply
from glossary.search.results import Row, rows


class Facets(NamedTuple):
    """Each value with the number of results it leaves."""

    max_level: list[Choice]
    levels: list[Choice]
    categories: list[Choice]
    tags: list[Choice]


def narrowed(
    reply: Reply, filters: Filters, catalogue: Catalogue, *, without: str = ""
) -> set[int]:
    """Return the entries of ``reply`` that the filters let through, or all but one of them."""
    return catalogue.narrowed(
        reply.answer.found,
        filters.levels if without != "level" else (),
        filters.category.pk if filters.category and without != "category" else None,
        filters.tag.pk if filters.tag and without != "tag" else None,
    )


def page_of(reply: Reply, found: set[int], number: str | None) -> tuple[Page, list[Row]]:
    """Return a page of what was found, best first, and its rows; four queries at most."""
    size = conf.get("SEARCH_PAGE_SIZE")
    page = Paginator(reply.answer.ordered(found), size).get_page(number)
    return page, rows(reply, list(page.object_list))


def facets_of(
    reply: Reply, filters: Filters, catalogue: Catalogue, categories: list[Category]
) -> Facets:
    """Return the facets of all results."""
    on_levels = catalogue.count_places(narrowed(reply, filters, catalogue, without="level"))
    in_categories = on_levels
    if filters.levels or filters.category:
        in_categories = catalogue.count_places(
            narrowed(reply, filters, catalogue, without="category")
        )
    levels: Counter[str] = Counter()
    for (level, _), count in on_levels.items():
        levels[level] += count
    shelved: Counter[int] = Counter()
    for (_, own), count in in_categories.items():
        shelved[own] += count
    tagged = catalogue.count_tags(narrowed(reply, filters, catalogue, without="tag"))
    shown = dict(sorted(tagged.items(), key=lambda pair: (-pair[1], pair[0]))[:TAGS_SHOWN])
    if filters.tag:
        shown.setdefault(filters.tag.pk, tagged[filters.tag.pk])
    # One may have come or gone while the shelves were filled.
    tags = [catalogue.tags[pk] for pk in shown if pk in catalogue.tags]
    tags.sort(key=lambda tag: (-shown[tag.pk], tag.key))
    return Facets(
        cumulative(filters, levels),
        [
            choice(filters, "level", level.value, str(level.label), levels[level.value])
            for level in Level
        ],
        [
            choice(filters, "category", category, category.name, shelved[category.pk])
            for category in categories
        ],
        [choice(filters, "tag", tag, tag.name, shown[tag.pk]) for tag in tags],
    )
