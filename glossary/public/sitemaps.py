"""For search engines: sitemap.xml and robots.txt."""

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
from glossary.public.feeds import VISIBLE_SINCE
from glossary.public.views.tag import public_tags


def _public_terms() -> QuerySet[Any]:
    terms: QuerySet[Any] = Term.objects.published().annotate(changed=VISIBLE_SINCE)
    return terms


def _last_change(terms: QuerySet[Any]) -> Subquery:
    """Return a subquery: when the last of ``terms`` changed."""
    return Subquery(terms.order_by("-changed").values("changed")[:1])


class SiteSitemap(Sitemap):
    """A section with addresses under SITE_URL, because the sites framework is not installed."""

    limit = 10_000

    @cached_property
    def paginator(self) -> Paginator:
        """The pages of the section, counted once."""
        return Paginator(self.items(), self.limit)

    def items(self) -> Any:
        raise NotImplementedError

    def get_latest_lastmod(self) -> datetime | None:
        """Return when the last entry changed; lists of entries change with it."""
        changed: datetime | None = _public_terms().aggregate(Max("changed"))["changed__max"]
        return changed

    def lastmod(self, item: Any) -> datetime | None:
        changed: datetime | None = item.changed
        return changed

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class TermSitemap(SiteSitemap):
    def items(self) -> QuerySet[Term]:
        return _public_terms().only("slug", "sort_key")


class CategorySitemap(SiteSitemap):
    def items(self) -> QuerySet[Category]:
        terms = _public_terms().filter(category=OuterRef("pk"))
        return Category.objects.filter(Exists(terms)).annotate(changed=_last_change(terms))


class TagSitemap(SiteSitemap):
    def items(self) -> QuerySet[Tag]:
        terms = _public_terms().filter(term_tags__tag=OuterRef("pk"))
        return public_tags().annotate(changed=_last_change(terms))


class PageSitemap(SiteSitemap):
    def items(self) -> QuerySet[Page]:
        return Page.objects.filter(is_published=True)

    def lastmod(self, item: Page) -> datetime:
        return item.updated

    def get_latest_lastmod(self) -> datetime | None:
        updated: datetime | None = self.items().aggregate(Max("updated"))["updated__max"]
        return updated


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
#: In the type that Django's view takes.
SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {**_SECTIONS}


class SitemapView(View):
    """``/sitemap.xml``: all addresses, or, if there are too many, an index of the files of the
    sections, as the protocol requires."""

    def get(self, request: HttpRequest) -> HttpResponse:
        sections: dict[str, Any] = {name: section() for name, section in _SECTIONS.items()}
        if all(section.paginator.num_pages == 1 for section in sections.values()):
            return sitemap(request, sections)
        files = [file for name, section in sections.items() for file in _files(name, section)]
        return render(
            request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml"
        )


def _files(name: str, section: SiteSitemap) -> Iterator[SitemapIndexItem]:
    """Yield the files of a section."""
    address = absolute_url(reverse("glossary:sitemap_section", args=[name]))
    changed: Any = section.get_latest_lastmod()
    for page in section.paginator.page_range:
        yield SitemapIndexItem(f"{address}?p={page}" if page > 1 else address, changed)


class RobotsView(TemplateView):
    template_name = "robots.txt"
    content_type = "text/plain; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sitemap=absolute_url(reverse("glossary:sitemap")), **kwargs)
