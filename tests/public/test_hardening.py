"""Whatever is asked and whatever was written: an answer, and nothing that runs."""

from html import unescape
from urllib.parse import quote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client

from tests.factories import make_term
from tests.public.site import PAGES, make_site, read, read_xml

pytestmark = pytest.mark.usefixtures("db")

QUESTIONS = [
    *('foo"bar', "NEAR(", "c++", "a AND", "OR", "*", "a:*", "a' & !b | c:* <->", "\\", "{a b}"),
    *(
        "%",
        "_",
        "%00",
        "a\x00b",
        "\x00",
        "x" * 10_000,
        "a " * 5_000,
        "\ufdfa" * 300,
        "🙂",
        "\u202e",
    ),
]
#: Percent-encoded bytes: a lone surrogate, an overlong slash, half a character, a bad escape.
BYTES = ["%ED%A0%80", "%C0%AF", "%F0%9F", "%zz", "%", "%FF%FE", "+%26+%3D+"]
NUMBERS = ["-1", "0", "abc", "1.5", "99999999999999999999", "9" * 5_000, "%00", "٣", ""]
SLUGS = [
    *(quote(question, safe="") for question in QUESTIONS),
    *BYTES,
    *(
        "..",
        "../..",
        "..%2f..%2fetc%2fpasswd",
        "%2500",
        "%252e%252e",
        "a%20b",
        "%0d%0aSet-Cookie:x",
    ),
]
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><script>alert(1)</script><x y='",
    "' onmouseover=alert(1) x='",
    "`<script>alert(1)</script>`",
    "[x](javascript:alert(1)) <javascript:alert(1)>",
]
RUNNING = {"script", "iframe", "object", "embed", "base", "style", "math", "foreignobject", "form"}
OUR_FORMS = {"search-mini", "search-hero", "form"}
OUR_SCRIPTS = "/static/glossary/js/"


@pytest.mark.parametrize("path", ["/search/?q=", "/applications/?q="])
def test_every_question_has_an_answer(client: Client, path: str) -> None:
    make_term("Something", applications=("Some use",))
    asked = [*(quote(question) for question in QUESTIONS), *BYTES]
    assert {client.get(path + text).status_code for text in asked} == {200}


@pytest.mark.parametrize(
    "path",
    [
        *("/glossary/?level=", "/glossary/?category=", "/glossary/?tag=", "/glossary/?letter="),
        *("/glossary/?page=", "/tags/?page=", "/tags/thread/?page=", "/categories/shelf/?page="),
        *("/applications/?page=", "/search/?q=everything&page="),
    ],
)
def test_every_filter_and_page_number_has_an_answer(client: Client, path: str) -> None:
    make_site()
    asked = [*(quote(question) for question in QUESTIONS), *BYTES, *NUMBERS]
    assert {client.get(path + text).status_code for text in asked} == {200}


@pytest.mark.parametrize(
    "path",
    ["/glossary/{}/", "/categories/{}/", "/tags/{}/", "/media/{}.png", "/{}/", "/glossary/{}"],
)
def test_every_address_has_an_answer(client: Client, path: str) -> None:
    make_site()
    codes = {slug: client.get(path.format(slug)).status_code for slug in SLUGS}
    moved = {301} if path.endswith("}") else set()
    assert set(codes.values()) <= {404, *moved}


def test_the_sitemap_has_no_page_of_nonsense(client: Client) -> None:
    codes = {client.get(f"/sitemap.xml?p={number}").status_code for number in NUMBERS if number}
    assert codes == {404}


def is_ours(element: Element) -> bool:
    """Whether it is a form or script of the site, or data that a browser reads and does not run."""
    if element.tag == "script":
        is_data = element.get("type") == "application/ld+json"
        return is_data or element.get("src", "").startswith(OUR_SCRIPTS)
    return element.get("class") in OUR_FORMS


def running(html: str) -> list[str]:
    """What in a page could run, or lead a reader into running something."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    elements: list[Element] = [e for e in root.iter() if isinstance(e.tag, str)]
    found = []
    for element in elements:
        tag = element.tag.rpartition("}")[2].lower()
        if tag in RUNNING and not is_ours(element):
            found.append(tag)
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(f"{tag} {name}")
            scheme = unescape(value).strip().lower().partition(":")[0]
            if name in ("href", "src", "action") and scheme in ("javascript", "data", "vbscript"):
                found.append(f"{tag} {name}={value}")
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_editors_write_never_runs_on_any_page(client: Client, attack: str) -> None:
    make_site(attack, url="javascript:alert(1)")
    for path in PAGES:
        assert running(read(client, path)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_editors_write_never_runs_in_a_feed_reader(client: Client, attack: str) -> None:
    make_site(attack, url="javascript:alert(1)")
    parts = [e for e in read_xml(client, "/feed/").iter() if e.get("type") == "html"]
    assert len(parts) == 10
    for part in parts:
        assert running(f"<!doctype html><title>Summary</title>{part.text}") == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_readers_write_never_runs(client: Client, attack: str) -> None:
    for path in ("/search/?q=", "/applications/?q=", "/glossary/?letter=", "/glossary/"):
        assert running(client.get(path + quote(attack)).content.decode()) == []
    sent = client.post("/contact/", {"name": attack, "email": attack, "message": attack})
    assert running(sent.content.decode()) == []
