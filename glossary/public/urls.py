"""The public addresses. They are stable, and described in docs/addresses.md."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.views.generic import RedirectView

from glossary.public import feeds, sitemaps
from glossary.public.api import views
from glossary.public.converters import UnicodeSlugConverter
from glossary.public.downloads import cards, llms, opensearch, term_files, term_json
from glossary.public.views import (
    application,
    category,
    compare,
    contact,
    index,
    map_page,
    media,
    page,
    search,
    status,
    tag,
    term,
)

register_converter(UnicodeSlugConverter, "unicode_slug")

app_name = "glossary"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="glossary:index", query_string=True), name="front"),
    path("glossary/", index.IndexView.as_view(), name="index"),
    path("glossary/<unicode_slug:slug>/", term.TermDetailView.as_view(), name="term"),
    path("glossary/<unicode_slug:slug>.json", term_files.EntryJsonView.as_view(), name="term_json"),
    path(
        "glossary/<unicode_slug:slug>.md",
        term_files.EntryMarkdownView.as_view(),
        name="term_markdown",
    ),
    path(
        "glossary/<unicode_slug:slug>.png",
        term_files.EntryPictureView.as_view(),
        name="term_picture",
    ),
    path("glossary.json", term_json.EntriesJsonView.as_view(), name="entries_json"),
    path("llms.txt", llms.LlmsView.as_view(), name="llms"),
    path("opensearch.xml", opensearch.OpenSearchView.as_view(), name="opensearch"),
    path(
        "opensearch.json",
        opensearch.OpenSearchSuggestView.as_view(),
        name="opensearch_suggest",
    ),
    path("categories/", category.CategoryListView.as_view(), name="categories"),
    path("categories/<unicode_slug:slug>/", category.CategoryView.as_view(), name="category"),
    path("tags/", tag.TagListView.as_view(), name="tags"),
    path("tags/<unicode_slug:slug>/", tag.TagView.as_view(), name="tag"),
    path("applications/", application.ApplicationListView.as_view(), name="applications"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("api/search/", views.SearchApiView.as_view(), name="api_search"),
    path("api/suggest/", views.SuggestApiView.as_view(), name="api_suggest"),
    path("api/card/<unicode_slug:slug>/", cards.CardView.as_view(), name="card"),
    path("map/", map_page.MapView.as_view(), name="map"),
    path(
        "compare/<unicode_slug:one>/<unicode_slug:other>/",
        compare.CompareView.as_view(),
        name="compare",
    ),
    path("feed/", feeds.LatestFeed(), name="feed"),
    path("sitemap.xml", sitemaps.SitemapView.as_view(), name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemap,
        {"sitemaps": sitemaps.SITEMAPS},
        name="sitemap_section",
    ),
    path("robots.txt", sitemaps.RobotsView.as_view(), name="robots"),
    path("status/", status.StatusView.as_view(), name="status"),
    path("status.json", status.StatusJsonView.as_view(), name="status_json"),
    path("contact/", contact.ContactView.as_view(), name="contact"),
    path("contact/sent/", contact.ContactSentView.as_view(), name="contact_sent"),
    path("media/<path:name>", media.MediaView.as_view(), name="media"),
    path("<unicode_slug:slug>/", page.PageView.as_view(), name="page"),
]
