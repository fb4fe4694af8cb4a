"""One page of search results, for the search page and the API."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from glossary import conf
from glossary.public.filters import Filters
from glossary.search.catalogue import Catalogue
from glossary.search.fallbacks import SearchResponse, search_with_fallbacks
from glossary.search.results import SearchResult, search_results


@dataclass(frozen=True)
class SearchPage:
    """The response to a query, the entries that the filters leave, and a page of them."""

    response: SearchResponse
    found: Set[int]
    page: Page

    @cached_property
    def results(self) -> list[SearchResult]:
        """The results on the page; four queries at most."""
        return search_results(self.response, list(self.page.object_list))


def search_page(filters: Filters, number: str | None, catalogue: Catalogue) -> SearchPage:
    """Return page ``number`` of the results for the query of ``filters``."""
    response = search_with_fallbacks(filters["q"], catalogue)
    found = filters.narrow(response.matches.found, catalogue)
    ordered = response.matches.ordered(set(found))
    page = Paginator(ordered, conf.get("SEARCH_PAGE_SIZE")).get_page(number)
    return SearchPage(response, found, page)
