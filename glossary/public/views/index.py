"""The A–Z index: names in order under their initials, narrowed by facets, page by page."""

from collections import Counter
from collections.abc import Set
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from glossary import conf
from glossary.models import Name
from glossary.models.term import LONG_TEXT_NAMES
from glossary.process_memory import remember
from glossary.public.facets import LATIN, facet_choices, letter_choices
from glossary.public.filters import Filters
from glossary.public.json_ld import canonical, defined_term_set, graph, web_site
from glossary.public.page_cache import edition_of
from glossary.search.catalogue import Catalogue, current_catalogue
from glossary.text.normalize import DIGITS, SYMBOLS


class NamePaginator(Paginator):
    """Pages of names whose number is known. An index of the table leads to a page; only its own
    names are read with their entries."""

    def __init__(self, names: QuerySet[Name], per_page: int, total: int) -> None:
        super().__init__(names, per_page)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total

    def page(self, number: int | str) -> Page:
        page = super().page(number)
        rows: Any = page.object_list
        shown = Name.objects.filter(pk__in=rows.values("pk")).select_related("term")
        page.object_list = shown.defer(*(f"term__{name}" for name in LONG_TEXT_NAMES))
        return page


class IndexView(TemplateView):
    """``/glossary/`` with its filters: the facets, the letter and the page."""

    template_name = "glossary/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = edition_of(self.request)
        catalogue = current_catalogue(edition)
        filters = Filters.read(self.request.GET, catalogue)
        letters = remember(f"letters:{filters.query()}", lambda: _count_letters(filters), edition)
        letter = self.request.GET.get("letter", "").upper()
        if letter in {*letters, *LATIN, DIGITS, SYMBOLS}:
            filters = filters.replace(letter=letter)
        total = letters[letter] if filters["letter"] else letters.total()
        page = NamePaginator(filters.names(), conf.get("PAGE_SIZE"), total).get_page(
            self.request.GET.get("page")
        )
        sections = groupby(page, key=lambda name: name.initial)
        return super().get_context_data(
            filters=filters,
            page=page,
            sections=[(letter, list(names)) for letter, names in sections],
            letters=letter_choices(filters, letters),
            **remember(f"index:{filters.query()}", lambda: _facets(filters, catalogue), edition),
            **_for_search_engines(filters, page),
            **kwargs,
        )


def _count_letters(filters: Filters) -> Counter[str]:
    """Return how many names, aliases too, have each initial."""
    counts = filters.names().order_by().values_list("initial").annotate(Count("pk"))
    return Counter(dict(counts))


def _facets(filters: Filters, catalogue: Catalogue) -> dict[str, Any]:
    """Return the choices of the facets, and the number of entries under all filters."""
    found: Set[int] = catalogue.entries
    if filters["letter"]:
        names = Name.objects.filter(listed=True, kind=Name.Kind.HEADWORD, initial=filters["letter"])
        found = catalogue.public(names.order_by().values_list("term_id", flat=True))
    choices = facet_choices(filters, found, catalogue)
    return {"matching": len(filters.narrow(found, catalogue)), "facets": choices}


def _for_search_engines(filters: Filters, page: Page) -> dict[str, Any]:
    """Return the address and the JSON-LD of the page; several filters at once have no address."""
    is_indexed = filters.narrowed() <= 1
    is_first = not filters.query() and page.number == 1
    address = canonical(reverse("glossary:index"), filters.query(), page.number)
    return {
        "canonical_url": address if is_indexed else "",
        "json_ld": graph(web_site(), defined_term_set()) if is_first else None,
    }
