"""The GLOSSARY_* settings with their defaults, and the address of the site."""

from typing import Any, Final

from django.conf import settings

DEFAULTS: Final[dict[str, Any]] = {
    # What the site calls itself: in the header, titles, the feed and mail subjects.
    "NAME": "Termbook",
    # Rows on one page of the A–Z index and of the other lists.
    "PAGE_SIZE": 100,
    # Rows on one page of search results.
    "SEARCH_PAGE_SIZE": 20,
    # Days for which the words that readers searched for are kept. 0: none are.
    "SEARCH_LOG_DAYS": 180,
    # Bytes of public pages that each process keeps in memory. 0: none.
    "PAGE_CACHE_BYTES": 32 * 1024 * 1024,
    # Seconds for which a shared cache (a CDN) may answer by itself, and for which it may go on
    # doing so while it asks for a newer page. 0: never.
    "SHARED_MAX_AGE": 0,
    "STALE_WHILE_REVALIDATE": 0,
    # Upper bounds of what editors may write, in characters.
    "MAX_INLINE": 1_000,
    "MAX_TEXT": 50_000,
    # Image upload by paste or drop in the admin's Markdown fields.
    "UPLOADS": True,
    "UPLOAD_MAX_BYTES": 8 * 1024 * 1024,
    "UPLOAD_MAX_PIXELS": 25_000_000,
    "UPLOAD_MAX_SIDE": 1_600,
    # Contact form: messages from one address within the window, in seconds.
    "CONTACT_LIMIT": 5,
    "CONTACT_WINDOW": 3_600,
    # Entries in the Atom feed.
    "FEED_SIZE": 30,
    # Entries that llms.txt names one by one; a glossary of more is named by its categories.
    "LLMS_SIZE": 1_000,
    # For the pictures of entries in scripts that the site's own typeface lacks: typefaces by path
    # or by the name under which the machine has them.
    "PICTURE_FONTS": (
        "DejaVuSerif.ttf,DejaVuSans.ttf,NotoSerif-Regular.ttf,NotoSerifCJK-Regular.ttc,"
        "NotoSansCJK-Regular.ttc,NotoSansArabic-Regular.ttf,NotoSansDevanagari-Regular.ttf"
    ),
}


def get(name: str) -> Any:
    """Return the setting ``GLOSSARY_<name>``, or its default. An unknown name is a KeyError."""
    return getattr(settings, f"GLOSSARY_{name}", DEFAULTS[name])


def absolute_url(path: str) -> str:
    """Return ``path`` with the scheme and host of ``SITE_URL``, whatever host was requested."""
    return f"{settings.SITE_URL}{path}"
