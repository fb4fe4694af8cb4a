"""The A–Z index: names in order under their initials, narrowed by facets, page by page."""

from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from glossary import conf
from glossary.models import Category, Edition, Name
from glossary.models.term import LONG_TEXT_NAMES
from glossary.process_memory import remember
from glossary.public import facets
from glossary.public.filters import Filters
from glossary.public.json_ld import canonical, defined_term_set, graph, web_site
from glossary.text.normalize import DIGITS, SYMBOLS


class NamePaginator(Paginator):
    """Pages of names whose number is known already. Only the names of the page itself are read with
    their entries: the way to a page far down leads over an index."""

    def __init__(self, rows: QuerySet[Name], per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
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
    """``/glossary/`` with its filters: max_level, level, category, tag, letter and page."""

    template_name = "glossary/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = Edition.current()
        categories = remember("categories", lambda: list(Category.objects.all()), edition)
        filters = Filters.read(self.request.GET, categories)
        counts = facets.Counts(filters, edition)
        letters = counts.letters(filters)
        if filters.letter not in {*letters, *facets.LATIN, DIGITS, SYMBOLS}:
            filters = replace(filters, letter="")
        total = letters[filters.letter] if filters.letter else letters.total()
        names = Name.objects.filter(filters.q(), listed=True)
        page = NamePaginator(names, conf.get("PAGE_SIZE"), total).get_page(
            self.request.GET.get("page")
        )
        entries = counts.entries(filters)
        here = reverse("glossary:index")
        is_indexed = filters.narrowed() <= 1
        is_front = not filters.query() and page.number == 1
        return super().get_context_data(
            filters=filters,
            page=page,
            sections=[
                (letter, list(rows))
                for letter, rows in groupby(page, key=lambda name: name.initial)
            ],
            letters=facets.letters(filters, letters),
            max_level=facets.max_level(filters, entries),
            levels=facets.levels(filters, entries),
            categories=facets.categories(filters, entries, categories),
            tags=facets.tags(filters, edition),
            canonical_url=canonical(here, filters.query(), page.number) if is_indexed else "",
            json_ld=graph(web_site(), defined_term_set()) if is_front else None,
            matching=sum(count for key, count in entries.items() if filters.admits(*key)),
            **kwargs,
        )
