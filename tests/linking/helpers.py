"""Links a text by a list of names, as the site does with its table of them."""

import re
from collections import defaultdict
from typing import NamedTuple

from glossary.linking.autolink import Linker, LinkMatch, LookupResult, PageContext
from glossary.linking.link_keys import is_exact, link_key, name_hash
from glossary.linking.matching import LinkCandidate
from glossary.text.markdown import render_block_with_placeholders

_LINK = re.compile(r'<a class="term" href="/glossary/([^/]+)/">([^<]*)</a>')


class N(NamedTuple):
    """A name, of the entry ``of`` (default: one of its own), with what decides where it links."""

    text: str
    of: int = 0
    kind: int = 0
    exact: bool | None = None
    category: int = 1


def known(*names: N | str) -> LookupResult:
    """Return what a look-up of any number would return where these names are all there are. The
    entry number n lives at ``/glossary/n/``."""
    found = defaultdict[int, list[LinkCandidate]](list)
    for number, name in enumerate(names, start=1):
        n = N(name) if isinstance(name, str) else name
        key = link_key(n.text)
        exact = is_exact(n.text) if n.exact is None else n.exact
        entry = n.of or number
        found[name_hash(key)].append(
            LinkCandidate(
                *(name_hash(key), number, entry, n.text, n.kind, exact, key, str(entry), n.text),
                *(n.category, "beginner", ""),
            )
        )
    every = [name for group in found.values() for name in group]
    return LookupResult(
        dict(found),
        {name.text: [name] for name in every},
        {name.slug: name for name in every},
    )


def read(
    source: str, *names: N | str, subject: PageContext | None = None
) -> tuple[str, list[LinkMatch]]:
    """Return the linked HTML of Markdown, and its mentions."""
    text = Linker.of([render_block_with_placeholders(source)], "/glossary/")
    mentions = text.mentions(known(*names), subject or PageContext())
    return text.html(mentions)[0].strip(), mentions


def linked(source: str, *names: N | str, subject: PageContext | None = None) -> str:
    """Return the HTML of Markdown with ``{entry:words}`` for each link that was made."""
    html, _ = read(source, *names, subject=subject)
    return _LINK.sub(r"{\1:\2}", html).removeprefix("<p>").removesuffix("</p>")
