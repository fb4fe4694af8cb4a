import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from glossary.models import Page
from tests.public.site import ALWAYS, MISSING, PAGES, make_site, read

pytestmark = pytest.mark.usefixtures("db")
MARKDOWN = (
    "# One\n\n#### Deeper\n\n## Two\n\n| a | b |\n|---|--:|\n| 1 | `2` |\n\nA note[^1], again[^1]."
    "\n\n[^1]: The note.\n\n> - quoted\n\n```python\na < b\n```\n\n![A picture](/media/a.png)"
)
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def faults(html: str) -> list[str]:
    """What is wrong with a page beyond its syntax, which the strict parser refuses."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    elements: list[Element] = [e for e in root.iter() if isinstance(e.tag, str)]
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    levels = [int(e.tag[1]) for e in elements if re.fullmatch("h[1-6]", e.tag)]
    found = [f"id twice: {name}" for name in ids if ids.count(name) > 1]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"not one h1, first: {levels}")
    found += [f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1]
    if not root.attrib.get("lang"):
        found.append("no language")
    for element in elements:
        attributes = element.attrib
        found += [
            f"{element.tag} {name}: no {target}"
            for name in REFERENCES
            for target in attributes.get(name, "").split()
            if target not in ids
        ]
        if attributes.get("href", "").startswith("#") and attributes["href"][1:] not in ids:
            found.append(f"leads nowhere: {attributes['href']}")
        found += [f"inline {name}" for name in attributes if name == "style" or name[:2] == "on"]
        is_data = attributes.get("type") == "application/ld+json"
        if element.tag in ("style", "script") and "src" not in attributes and not is_data:
            found.append(f"inline {element.tag}")
        if element.tag in ("input", "textarea", "select") and attributes.get("type") != "hidden":
            labels = [e for e in elements if e.attrib.get("for") == attributes.get("id")]
            if len(labels) != 1:
                found.append(f"{attributes.get('name')}: {len(labels)} labels")
    return found


@pytest.mark.parametrize("path", PAGES)
def test_full_pages_are_valid_and_in_order(client: Client, path: str) -> None:
    make_site(in_depth=MARKDOWN)
    assert faults(read(client, path)) == []


@pytest.mark.parametrize("path", [*ALWAYS, MISSING])
def test_empty_pages_are_valid_and_in_order(client: Client, path: str) -> None:
    assert faults(read(client, path)) == []


def test_each_page_of_a_long_list_is_valid(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_PAGE_SIZE = settings.GLOSSARY_SEARCH_PAGE_SIZE = 1
    make_site()
    for path in ("/glossary/", "/categories/shelf/", "/search/?q=everything", "/applications/"):
        assert faults(read(client, path)) == []
    assert faults(read(client, "/glossary/?level=beginner&page=2")) == []


def test_a_form_sent_back_is_valid(client: Client) -> None:
    html = client.post("/contact/", {"name": "", "email": "no", "message": ""}).content.decode()
    assert faults(html) == []


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "500.html"])
def test_pages_for_what_goes_wrong_are_valid_and_in_order(rf: RequestFactory, name: str) -> None:
    assert faults(render_to_string(name, request=rf.get("/"))) == []


def test_an_entry_not_yet_public_is_valid_for_its_editors(admin_client: Client) -> None:
    make_site(status="draft")
    assert faults(read(admin_client, "/glossary/everything/")) == []


def test_headings_of_a_page_follow_its_title(client: Client) -> None:
    Page.objects.create(title="About", slug="about", body=MARKDOWN)
    assert faults(read(client, "/about/")) == []
