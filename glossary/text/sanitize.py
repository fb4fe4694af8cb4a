"""The one allow-list of HTML that may reach a reader."""

import re
from collections.abc import Callable

import nh3

INLINE_TAGS = {"a", "em", "strong", "code", "del", "sub", "sup", "br", "kbd", "abbr"}
BLOCK_TAGS = INLINE_TAGS | {
    "p", "ul", "ol", "li", "blockquote", "pre", "hr", "img", "section",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "li": {"id"},
    "code": {"class"},
}

#: A picture on this site: others would learn the reader's IP address.
_OWN_PICTURE = re.compile(r"/[\w%.~-][\w%.~/-]*\.(?:png|jpe?g|webp|gif)", re.IGNORECASE)
_FOLLOWED = re.compile(r"/(?![/\\])|https?://|mailto:", re.IGNORECASE)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """Allow only pictures on this site, ids of footnotes, and classes for the language of code."""
    if tag == "img" and attribute == "src":
        return value if _OWN_PICTURE.fullmatch(value) and ".." not in value else None
    if attribute == "id":
        return value if value.startswith(("fn-", "fnref-")) else None
    if attribute == "class":
        return value if value.startswith("language-") else None
    return value


def _cleaner(tags: set[str]) -> Callable[[str], str]:
    cleaner = nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag in tags},
        # A wide table or code block scrolls: the keyboard must reach it (WCAG 2.1.1).
        set_tag_attribute_values={
            tag: {"tabindex": "0"} for tag in ("pre", "table") if tag in tags
        },
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
        strip_comments=True,
    )
    return cleaner.clean


_clean_block = _cleaner(BLOCK_TAGS)
_clean_inline = _cleaner(INLINE_TAGS)


def sanitize(html: str) -> str:
    """Return ``html`` with only what the block allow-list has."""
    return _clean_block(html)


def sanitize_inline(html: str) -> str:
    """Return ``html`` with only what the inline allow-list has."""
    return _clean_inline(html)


def safe_url(url: str) -> str:
    """Return ``url`` if it leads to this site, the web or a mailbox, else ``""``."""
    return url if _FOLLOWED.match(url) else ""
