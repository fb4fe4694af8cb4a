"""One page of search results, for the search page and the API."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from glossary import conf
from glossary.public.filters import Filters
from glossary.search.catalogue import Catalogue
from glossary.search.fallbacks import Reply, reply
from glossary.search.results import Row, rows


@dataclass(frozen=True)
class SearchPage:
    """What the search found for a query, the entries that the filters leave, and a page of them,
    best first."""

    reply: Reply
    found: Set[int]
    page: Page

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page; four queries at most."""
        return rows(self.reply, list(self.page.object_list))


def search_page(filters: Filters, number: str | None, catalogue: Catalogue) -> SearchPage:
    """Return page ``number`` of the results for the query of ``filters``."""
    found_at_all = reply(filters["q"], catalogue)
    found = filters.narrow(found_at_all.answer.found, catalogue)
    ordered = found_at_all.answer.ordered(set(found))
    page = Paginator(ordered, conf.get("SEARCH_PAGE_SIZE")).get_page(number)
    return SearchPage(found_at_all, found, page)
