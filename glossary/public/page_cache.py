"""Public pages, kept in the memory of each process for one edition of the glossary.

Django's cache middleware cannot carry this: it counts pages instead of bytes, unpickles a page at
each reading, takes every unknown parameter for another page, and knows nothing of editions.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qsl

import brotli
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from glossary import conf
from glossary.models import Edition
from glossary.process_memory import EditionCache
from glossary.public.filters import FACETS
from glossary.search_log.log import note_search

#: All parameters that public pages read. Others do not make another page.
PARAMETERS = frozenset(
    ["after", "letter", "p", "page", "q", "v", *(facet.parameter for facet in FACETS)]
)
#: A longer query string is no address of ours; its page is not kept.
_MAX_QUERY_STRING = 1_000
#: A shorter body is not compressed: it would hardly shrink.
_MIN_COMPRESSED = 200
_COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml")
#: What may make a page shorter for one reader; hidden while a page is made for all.
_NEGOTIATION = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
#: Bytes that a page takes beside its bodies, roughly: key, headers, objects.
_OVERHEAD = 2_000

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Key = tuple[object, ...]


class CachedPage:
    """The headers of a page, and its body in each encoding that somebody asked for."""

    def __init__(self, response: HttpResponse) -> None:
        self._bodies = {"": response.content}
        #: What to note in the search log at each reading: the query and the number of results.
        self.search: tuple[str, int] | None = getattr(response, "reader_search", None)
        self.is_compressible = len(response.content) >= _MIN_COMPRESSED and response.get(
            "Content-Type", ""
        ).startswith(_COMPRESSIBLE)
        patch_vary_headers(response, ["Accept-Encoding"])
        response.setdefault("Cache-Control", _cache_control())
        if not response.has_header("ETag"):
            set_response_etag(response)
        # Weak: it stands for the same page in each encoding (RFC 9110, 8.8.3).
        if self.is_compressible and not response["ETag"].startswith("W/"):
            response["ETag"] = f"W/{response['ETag']}"
        self.headers = {name: value for name, value in response.items() if name != "Content-Length"}

    @property
    def size(self) -> int:
        """The bytes it takes in memory, roughly."""
        return _OVERHEAD + sum(map(len, self._bodies.values()))

    def has(self, encoding: str) -> bool:
        """Return whether the body was compressed to ``encoding`` before."""
        return encoding in self._bodies

    def response(self, encoding: str, *, with_body: bool) -> HttpResponse:
        """Return an answer in ``encoding``: "br", "gzip", or "" for the body as it is."""
        if encoding not in self._bodies:
            self._bodies[encoding] = _compress(self._bodies[""], encoding)
        body = self._bodies[encoding]
        response = HttpResponse(body if with_body else b"", headers=self.headers)
        response["Content-Length"] = str(len(body))
        if encoding:
            response["Content-Encoding"] = encoding
        return response


pages: EditionCache[CachedPage] = EditionCache(
    limit=lambda: int(conf.get("PAGE_CACHE_BYTES")), size_of=lambda page: page.size
)


class PageCacheMiddleware:
    """Answer GET and HEAD of visitors without a session from memory.

    A page is kept if it has status 200, sets no cookie, and does not forbid it by ``Cache-Control:
    no-store`` or ``private``; with all its headers, those of other middleware included.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._compression = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_read_from_memory(request):
            return self.get_response(request)
        try:
            # Read before the page is made: a change meanwhile makes another edition.
            edition = edition_of(request)
        except DatabaseError:
            return self.get_response(request)
        key = _key(request)
        page = pages.get(edition, key)
        is_new = page is None
        if page is None:
            made = self._whole_page(request)
            if not isinstance(made, HttpResponse) or not _may_be_kept(request, made):
                return self._compression.process_response(request, made)
            page = CachedPage(made)
        elif page.search:
            note_search(request, *page.search)
        encoding = _encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if not page.is_compressible:
            encoding = ""
        is_new = is_new or not page.has(encoding)
        response = page.response(encoding, with_body=request.method == "GET")
        if is_new:
            pages.put(edition, key, page)
        if _is_conditional(request):
            return (
                get_conditional_response(request, response["ETag"], response=response) or response
            )
        return response

    def _whole_page(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page as it is: not compressed, not left out because the reader has it."""
        hidden = {name: request.META.pop(name, None) for name in _NEGOTIATION}
        response = self.get_response(request)
        request.META.update({name: value for name, value in hidden.items() if value is not None})
        return response


def edition_of(request: HttpRequest) -> str:
    """Return the edition as it was when ``request`` came, asked for once."""
    if not hasattr(request, "glossary_edition"):
        request.glossary_edition = Edition.current()  # type: ignore[attr-defined]
    edition: str = request.glossary_edition  # type: ignore[attr-defined]
    return edition


def _is_conditional(request: HttpRequest) -> bool:
    return "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MATCH" in request.META


def _may_read_from_memory(request: HttpRequest) -> bool:
    return (
        conf.get("PAGE_CACHE_BYTES") > 0
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and not request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        and len(request.META.get("QUERY_STRING", "")) <= _MAX_QUERY_STRING
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match, control = request.resolver_match, response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and match is not None
        and match.namespace == "glossary"
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "no-store" not in control
        and "private" not in control
    )


def _key(request: HttpRequest) -> Key:
    """Return what tells pages apart: scheme, host, path and the parameters that pages read."""
    query = request.META.get("QUERY_STRING", "")
    given = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=None)) if query else {}
    known = tuple(sorted(item for item in given.items() if item[0] in PARAMETERS))
    return (request.scheme, request.META.get("HTTP_HOST", ""), request.path, known)


@lru_cache(maxsize=200)
def _encoding(accepted: str) -> str:
    """Return the best encoding that an ``Accept-Encoding`` header allows (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weight = parameter.strip().removeprefix("q=").strip()
        weights[name.strip()] = weight.strip("0.") != "" or weight == ""
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", False)):
            return encoding
    return ""


def _compress(body: bytes, encoding: str) -> bytes:
    """Return ``body`` compressed. Done once for a page, so it may take a few milliseconds."""
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=6)
        return compressed
    return gzip.compress(body, compresslevel=6, mtime=0)


def _cache_control() -> str:
    """Browsers always ask whether a page changed; shared caches as the settings allow."""
    if shared := conf.get("SHARED_MAX_AGE"):
        stale = conf.get("STALE_WHILE_REVALIDATE")
        return f"public, max-age=0, s-maxage={shared}, stale-while-revalidate={stale}"
    return "no-cache"
