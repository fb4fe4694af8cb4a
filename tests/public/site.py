"""Every public page, and a site on which each of them has all it can show."""

from typing import Any
from xml.etree.ElementTree import Element, fromstring

from django.test import Client

from glossary.models import Alias, NavigationLink, Page, Relation, Status, Tag
from tests.factories import make_category, make_relation, make_source, make_term

#: Pages that answer 200 whether or not the glossary has anything to show on them.
ALWAYS = (
    "/glossary/",
    "/map/",
    "/categories/",
    "/tags/",
    "/applications/",
    "/applications/?q=nowhere",
    "/search/",
    "/search/?q=nowhere",
    "/status/",
    "/contact/",
    "/contact/sent/",
)
#: Pages that ``make_site`` makes, or fills.
FILLED = (
    "/glossary/everything/",
    "/glossary/bare/",
    "/glossary/old/",
    "/glossary/?level=beginner&category=shelf&tag=thread",
    "/map/?category=shelf",
    "/compare/bare/everything/",
    "/categories/shelf/",
    "/tags/thread/",
    "/applications/?q=everything",
    "/search/?q=everything",
    "/about/",
)
MISSING = "/glossary/everythin/"
PAGES = (*ALWAYS, *FILLED, MISSING)


def make_site(text: str = "everything", url: str = "https://e.org/", **overrides: Any) -> None:
    """Put ``text`` and ``url`` into every field an editor may fill, at the addresses above."""
    shelf = make_category(name=text, slug="shelf", description=text)
    full = make_term(
        text,
        slug="everything",
        category=shelf,
        applications=(text,),
        **{"definition": text, "in_depth": text, "key_takeaway": text, "sort_as": text} | overrides,
    )
    full.tags.add(Tag.objects.create(name=text, slug="thread"))
    full.applications.update(description=text)
    for spelling in Alias.Kind:
        Alias.objects.create(term=full, text=f"{text} {spelling}", kind=spelling)
    for kind in Relation.Kind:
        make_relation(full, make_term(f"{text} > {kind}", slug=f"to-{kind}"), kind)
        make_relation(make_term(f"{text} < {kind}", slug=f"from-{kind}"), full, kind)
    make_source(full, text, author=text, year=2020, url=url)
    make_source(full, f"{text} without address")
    make_term(f"{text} old", slug="old", status=Status.DEPRECATED, replaced_by=full)
    make_term(f"{text} bare", slug="bare", in_depth="", key_takeaway="")
    for slug in ("about", "contact"):
        Page.objects.create(title=text, slug=slug, body=text)
    for place in NavigationLink.Placement:
        NavigationLink.objects.create(label=text[:60], url=url, placement=place, is_prominent=True)


def read(client: Client, path: str) -> str:
    """Return the page at ``path``, which must be there or, for ``MISSING``, be a 404."""
    response = client.get(path)
    assert response.status_code == (404 if path == MISSING else 200)
    return response.content.decode()


def read_xml(client: Client, path: str) -> Element:
    """Return the root of the XML at ``path``."""
    return fromstring(client.get(path).content)  # noqa: S314 - it is our own
