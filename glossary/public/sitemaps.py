"""What search engines may read: sitemap.xml and robots.txt."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView, View

from glossary.conf import absolute_url
from glossary.models import Category, Page, Tag, Term
from glossary.public.feeds import SEEN
from glossary.public.views.tag import public_tags


def _latest(terms: QuerySet[Any]) -> Subquery:
    """Return, for a query on what the entries belong to, when the latest of ``terms`` changed."""
    return Subquery(terms.order_by("-seen").values("seen")[:1])


def _public() -> QuerySet[Any]:
    terms: QuerySet[Any] = Term.objects.published().annotate(seen=SEEN)
    return terms


class SiteSitemap(Sitemap):
    """Addresses under SITE_URL: the sites framework is not installed."""

    limit = 10_000

    @cached_property
    def paginator(self) -> Paginator:
        """The section's pages, counted once."""
        return Paginator(self.items(), self.limit)

    def items(self) -> Any:
        raise NotImplementedError

    def get_latest_lastmod(self) -> datetime | None:
        """When the latest entry changed: pages that list entries change with them."""
        latest: datetime | None = _public().aggregate(latest=Max("seen"))["latest"]
        return latest

    def lastmod(self, item: Any) -> datetime | None:
        seen: datetime | None = item.seen
        return seen

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class TermSitemap(SiteSitemap):
    def items(self) -> QuerySet[Term]:
        return _public().only("slug", "sort_key")


class CategorySitemap(SiteSitemap):
    def items(self) -> QuerySet[Category]:
        shelf = _public().filter(category=OuterRef("pk"))
        return Category.objects.filter(Exists(shelf)).annotate(seen=_latest(shelf))


class TagSitemap(SiteSitemap):
    def items(self) -> QuerySet[Tag]:
        tagged = _public().filter(term_tags__tag=OuterRef("pk"))
        return public_tags().annotate(seen=_latest(tagged))


class PageSitemap(SiteSitemap):
    def items(self) -> QuerySet[Page]:
        return Page.objects.filter(is_published=True)

    def lastmod(self, item: Page) -> datetime:
        return item.updated

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.items().aggregate(latest=Max("updated"))["latest"]
        return latest


class ViewSitemap(SiteSitemap):
    def items(self) -> list[str]:
        return ["index", "map", "categories", "tags", "applications"]

    def location(self, item: Any) -> str:
        return reverse(f"glossary:{item}")

    @cached_property
    def _changed(self) -> datetime | None:
        return self.get_latest_lastmod()

    def lastmod(self, item: Any) -> datetime | None:
        return self._changed


_SECTIONS: dict[str, type[SiteSitemap]] = {
    "site": ViewSitemap,
    "terms": TermSitemap,
    "categories": CategorySitemap,
    "tags": TagSitemap,
    "pages": PageSitemap,
}
#: As Django's views want it.
SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {**_SECTIONS}


class SitemapView(View):
    """``/sitemap.xml``: all addresses, or where they are too many, an index of the sections' own
    files, as the protocol has it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        sections: dict[str, Any] = {name: section() for name, section in _SECTIONS.items()}
        if all(section.paginator.num_pages == 1 for section in sections.values()):
            return sitemap(request, sections)
        files = [file for name, section in sections.items() for file in _files(name, section)]
        return render(
            request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml"
        )


def _files(name: str, section: SiteSitemap) -> Iterator[SitemapIndexItem]:
    """Yield the files of a section, under SITE_URL whatever host was asked for."""
    address = absolute_url(reverse("glossary:sitemap_section", args=[name]))
    changed: Any = section.get_latest_lastmod()
    for page in section.paginator.page_range:
        yield SitemapIndexItem(f"{address}?p={page}" if page > 1 else address, changed)


class RobotsView(TemplateView):
    template_name = "robots.txt"
    content_type = "text/plain; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sitemap=absolute_url(reverse("glossary:sitemap")), **kwargs)
