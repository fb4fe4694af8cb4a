"""Footnotes of several texts on one page."""

import re

from django.utils.safestring import SafeString, mark_safe

# As the sanitizer writes a tag that may have an id or link to one.
_TAG = re.compile(r'<(?:a|li)(?: [a-z]+="[^"]*")+>')
_FOOTNOTE = re.compile(r' (id="|href="#)(fn|fnref)-')


def namespace_footnotes(html: SafeString, prefix: str) -> SafeString:
    """Return the safe ``html`` of one text with ``prefix``, a word, in the ids of its footnotes and
    in the links to them, so that two texts on one page do not share an id."""

    def add_prefix(tag: re.Match[str]) -> str:
        return _FOOTNOTE.sub(rf" \1\2-{prefix}-", tag[0])

    return mark_safe(_TAG.sub(add_prefix, html))  # noqa: S308 - only a word is added to ids
