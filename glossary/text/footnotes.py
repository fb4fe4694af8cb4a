"""Footnotes of several texts on one page."""

import re

from django.utils.safestring import SafeString, mark_safe

# As the sanitiser writes a tag that may have or follow an id.
_TAG = re.compile(r'<(?:a|li)(?: [a-z]+="[^"]*")+>')
_FOOT = re.compile(r' (id="|href="#)(fn|fnref)-')


def apart(html: SafeString, mark: str) -> SafeString:
    """Return the safe ``html`` of one text with ``mark``, a word, in the ids of its footnotes and
    in the links to them: no two texts with different marks share an id."""

    def marked(tag: re.Match[str]) -> str:
        return _FOOT.sub(rf" \1\2-{mark}-", tag[0])

    return mark_safe(_TAG.sub(marked, html))  # noqa: S308 - a word goes into ids that are there
