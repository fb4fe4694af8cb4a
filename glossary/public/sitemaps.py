"""What search engines may read: sitemap.xml and robots.txt."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from glossary.models import Category, Page, Tag, Term
from glossary.public.filters import public_tags


class SiteSitemap(Sitemap):
    """Addresses under SITE_URL: the sites framework is not installed."""

    limit = 10_000

    def get_latest_lastmod(self) -> datetime | None:
        """Django's own would read every row."""
        return None

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class TermSitemap(SiteSitemap):
    def items(self) -> QuerySet[Term]:
        terms: QuerySet[Term] = Term.objects.published().only("slug", "updated", "sort_key")
        return terms

    def lastmod(self, item: Term) -> datetime:
        return item.updated

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = Term.objects.published().aggregate(Max("updated"))["updated__max"]
        return latest


class CategorySitemap(SiteSitemap):
    def items(self) -> QuerySet[Category]:
        used = Term.objects.published().filter(category=OuterRef("pk"))
        return Category.objects.filter(Exists(used))


class TagSitemap(SiteSitemap):
    def items(self) -> QuerySet[Tag]:
        return public_tags()


class PageSitemap(SiteSitemap):
    def items(self) -> QuerySet[Page]:
        return Page.objects.filter(is_published=True)

    def lastmod(self, item: Page) -> datetime:
        return item.updated


class ViewSitemap(SiteSitemap):
    def items(self) -> list[str]:
        return ["index", "categories", "tags", "applications"]

    def location(self, item: Any) -> str:
        return reverse(f"glossary:{item}")


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
        if all(section().paginator.num_pages == 1 for section in _SECTIONS.values()):
            return sitemap(request, SITEMAPS)
        return index(request, SITEMAPS, sitemap_url_name="glossary:sitemap_section")


class RobotsView(TemplateView):
    template_name = "robots.txt"
    content_type = "text/plain; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sitemap=f"{settings.SITE_URL}{reverse('glossary:sitemap')}", **kwargs
        )
