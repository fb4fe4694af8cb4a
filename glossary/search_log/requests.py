"""Which requests are a reader's question: neither a robot's nor a browser's that reads ahead, nor
one of those who run the site."""

import re

from django.conf import settings
from django.http import HttpRequest

from glossary.models import SearchLogEntry
from glossary.search_log.log import note

_ROBOT = re.compile("bot|crawl|spider", re.IGNORECASE)
#: What those look for who try a site's locks; a name such as ``node.js`` is none.
_FILE = re.compile(
    r"\.(?:php\d?|aspx?|jsp|cgi|env|git\w*|sql|bak|ini|xml|html?|zip)$|^wp-",
    re.IGNORECASE,
)


def note_search(request: HttpRequest, query: str, results: int) -> None:
    """Note a search that a reader submitted: its first page, not narrowed by any filter."""
    narrowed = any(value for name, value in request.GET.items() if name not in {"q", "page"})
    if query and not narrowed and request.GET.get("page", "1") in {"", "1"} and _is_read(request):
        note(SearchLogEntry.Kind.SEARCH, query, results)


def note_missing(request: HttpRequest, slug: str) -> None:
    """Note an address under ``/glossary/`` where there is no entry."""
    if not _FILE.search(slug) and _is_read(request):
        note(SearchLogEntry.Kind.ADDRESS, slug, 0)


def _is_read(request: HttpRequest) -> bool:
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if request.method != "GET" or "prefetch" in purpose:
        return False
    return not _ROBOT.search(request.headers.get("User-Agent", "")) and not _is_staff(request)


def _is_staff(request: HttpRequest) -> bool:
    """Without a session's cookie nobody is asked for: the answer would vary by it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff
