"""What pages and files tell programs, in words that hold nothing of how they were written."""

import html
import json
import re
from typing import Any

import html5lib
import pytest
from django.test import Client
from pytest_django import Settings

from glossary.models import Page, Status, Term
from tests.factories import make_category, make_relation, make_term
from tests.public.site import read, read_xml

pytestmark = pytest.mark.usefixtures("db")
SITE = "https://words.example"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
#: How an editor may write a definition, and the words of it.
WRITTEN = 'A [[Large language model|model]] that **draws** <b>x</b> & "quotes" [[LLM]].'
WORDS = 'A model that draws x & "quotes" LLM.'
MARKUP = re.compile(r"\[\[|\]\]|\*\*|<b>|&lt;b|LLM\|")


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = SITE


def head(client: Client, path: str) -> dict[str, str]:
    """Return what the head of a page says: names of meta and rel of links to their values."""
    root = html5lib.parse(read(client, path), namespaceHTMLElements=False)
    found = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name")
        if name:
            found[name] = element.get("content", "")
    for element in root.iter("link"):
        found[f"{element.get('rel')} {element.get('type', '')}".strip()] = element.get("href", "")
    return found


def nodes(client: Client, path: str) -> dict[str, dict[str, Any]]:
    """Return the JSON-LD of a page by its types."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', read(client, path))
    assert len(blocks) == 1
    document = json.loads(blocks[0])
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


def test_an_entry_is_a_defined_term_of_the_glossary(client: Client) -> None:
    make_term(
        "Prompt",
        definition=WRITTEN,
        aliases=("Instruction",),
        category=make_category(name="Using models", slug="using"),
    )
    found = nodes(client, "/glossary/prompt/")
    picture = found["DefinedTerm"].pop("image")
    assert picture == head(client, "/glossary/prompt/")["og:image"]
    assert found == {
        "DefinedTerm": {
            "@type": "DefinedTerm",
            "@id": f"{SITE}/glossary/prompt/",
            "url": f"{SITE}/glossary/prompt/",
            "name": "Prompt",
            "termCode": "prompt",
            "description": WORDS,
            "alternateName": ["Instruction"],
            "inDefinedTermSet": f"{SITE}/glossary/",
        },
        "BreadcrumbList": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": 1,
                    "name": "Termbook",
                    "item": f"{SITE}/glossary/",
                },
                {
                    "@type": "ListItem",
                    "position": 2,
                    "name": "Using models",
                    "item": f"{SITE}/categories/using/",
                },
                {
                    "@type": "ListItem",
                    "position": 3,
                    "name": "Prompt",
                    "item": f"{SITE}/glossary/prompt/",
                },
            ],
        },
    }


def test_the_index_is_the_glossary_and_says_how_to_search_it(client: Client) -> None:
    found = nodes(client, "/glossary/")
    assert found["DefinedTermSet"]["@id"] == f"{SITE}/glossary/"
    assert found["WebSite"]["potentialAction"] == {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{SITE}/search/?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("/categories/", ["/glossary/", "/categories/"]),
        ("/categories/shelf/", ["/glossary/", "/categories/", "/categories/shelf/"]),
        ("/tags/thread/", ["/glossary/", "/tags/", "/tags/thread/"]),
    ],
)
def test_lists_know_the_way_to_them(client: Client, path: str, steps: list[str]) -> None:
    make_term(category=make_category(slug="shelf"), tags=("thread",))
    listed = nodes(client, path)["BreadcrumbList"]["itemListElement"]
    assert [step["item"].removeprefix(SITE) for step in listed] == steps


def test_data_for_programs_cannot_leave_its_block(client: Client) -> None:
    name = "</script><script>alert(1)</script>"
    make_term(name, slug="x", definition=f"`{name}` <!-- & -->", category=make_category(name=name))
    assert nodes(client, "/glossary/x/")["DefinedTerm"]["name"] == name
    page = read(client, "/glossary/x/")
    assert "<script>alert" not in page
    assert "alert(1)</script>" not in page


def test_a_shared_address_has_a_picture_and_words(client: Client) -> None:
    make_term("Prompt", definition=WRITTEN)
    found = head(client, "/glossary/prompt/")
    picture = found.pop("og:image")
    assert re.fullmatch(rf"{SITE}/glossary/prompt\.png\?v=[0-9a-f]{{16}}", picture)
    assert {name: text for name, text in found.items() if name[:3] in ("og:", "twi")} == {
        "og:type": "article",
        "og:site_name": "Termbook",
        "og:title": "Prompt",
        "og:description": WORDS,
        "og:url": f"{SITE}/glossary/prompt/",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"Prompt. {WORDS}",
        "twitter:card": "summary_large_image",
    }
    assert found["description"] == WORDS
    assert found["alternate application/json"] == f"{SITE}/glossary/prompt.json"
    assert found["alternate text/markdown"] == f"{SITE}/glossary/prompt.md"


def test_what_is_not_public_is_shown_nowhere_else(admin_client: Client) -> None:
    make_term("Draft", status=Status.DRAFT)
    found = head(admin_client, "/glossary/draft/")
    assert found["robots"] == "noindex"
    assert not [name for name in found if name.startswith(("og:", "alternate application/json"))]
    assert "ld+json" not in read(admin_client, "/glossary/draft/")


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/glossary/?utm=x&page=1", "/glossary/"),
        ("/glossary/?page=2&level=beginner", "/glossary/?level=beginner&page=2"),
        ("/glossary/?letter=A&page=99", "/glossary/?letter=A&page=3"),
        ("/glossary/?letter=A&level=beginner", None),
        ("/glossary/%E4%B8%AD%E6%96%87/?x=1", "/glossary/%E4%B8%AD%E6%96%87/"),
        ("/categories/?x=1", "/categories/"),
        ("/categories/%E4%B8%AD/?page=2&x=1", "/categories/%E4%B8%AD/?page=2"),
        ("/tags/?page=1", "/tags/"),
        ("/applications/?page=1", "/applications/"),
        ("/applications/?q=x", None),
        ("/search/?q=x", None),
        ("/about/?x=1", "/about/"),
    ],
)
def test_each_page_has_one_address_or_is_not_for_search_engines(
    client: Client, settings: Settings, path: str, canonical: str | None
) -> None:
    settings.GLOSSARY_PAGE_SIZE = 1
    shelf = make_category(slug="中")
    for name in ("A", "AB", "ABC", "中文"):
        make_term(name, category=shelf)
    Page.objects.create(title="About", slug="about")
    found = head(client, path)
    assert found.get("canonical") == (f"{SITE}{canonical}" if canonical else None)
    assert ("noindex" in found.get("robots", "")) == (canonical is None)


def test_definitions_leak_no_markup_into_anything_programs_read(client: Client) -> None:
    make_term("Prompt", definition=WRITTEN, category=make_category(description=WRITTEN))
    make_relation(Term.objects.get(), make_term("LLM", definition=WRITTEN))
    said = head(client, "/glossary/prompt/")
    texts = {
        "description": said["description"],
        "og:description": said["og:description"],
        "JSON-LD": nodes(client, "/glossary/prompt/")["DefinedTerm"]["description"],
        "feed": html.unescape(
            str(read_xml(client, "/feed/").findtext(".//{http://www.w3.org/2005/Atom}summary"))
        ),
        "JSON": client.get("/glossary/prompt.json").json()["definition_text"],
        "all": client.get("/glossary.json").json()["entries"][0]["definition_text"],
        "card": client.get("/api/card/prompt/").json()["definition"],
    }
    assert texts == dict.fromkeys(texts, WORDS)
    assert f"/glossary/prompt.md): {WORDS}" in read(client, "/llms.txt")
    for path in ("/llms.txt", "/feed/", "/sitemap.xml", "/opensearch.xml"):
        assert not MARKUP.search(read(client, path)), path
    for path in ("/glossary/prompt.json", "/glossary.json", "/glossary/prompt.md"):
        found = read(client, path)
        # Markdown, but of the kind that every program knows.
        assert "A model that **draws** x &" in found, path
        assert not re.search(r"\[\[|<b>|model\|", found.replace('[["', "")), path


def test_llms_txt_names_every_entry_under_its_category(client: Client) -> None:
    first = make_category(name="Models [all]", order=1)
    second = make_category(name="Safety", order=2)
    make_category(name="Empty", order=3)
    for name, category in (("Alignment", second), ("Token", first), ("Attention", first)):
        make_term(name, category=category)
    make_term("Draft", status=Status.DRAFT, category=first)
    make_term("Old", status=Status.DEPRECATED, category=first)
    response = client.get("/llms.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert (
        response.content.decode()
        == f"""# Termbook

> A glossary of 3 entries, each defined in a sentence or two, then explained in depth.

Each entry has a page at /glossary/<slug>/ and is also available as Markdown (/glossary/<slug>.md) \
and as JSON (/glossary/<slug>.json).

## Models \\[all\\]

- [Attention]({SITE}/glossary/attention.md): What Attention is.
- [Token]({SITE}/glossary/token.md): What Token is.

## Safety

- [Alignment]({SITE}/glossary/alignment.md): What Alignment is.

## Optional

- [All entries as JSON]({SITE}/glossary.json): page by page
- [Search as JSON]({SITE}/api/search/): ?q= is a name, an abbreviation or words of the text
- [Sitemap]({SITE}/sitemap.xml): all addresses
"""
    )


def test_llms_txt_of_a_large_glossary_names_its_categories(
    client: Client, settings: Settings
) -> None:
    settings.GLOSSARY_LLMS_SIZE = 2
    shelf = make_category(name="Models", slug="models", description="What is **trained**.")
    for name in ("A", "B", "C"):
        make_term(name, category=shelf)
    text = read(client, "/llms.txt")
    assert f"\n- [Models]({SITE}/categories/models/): 3 entries. What is trained.\n" in text
    assert ".md)" not in text.replace("/glossary/<slug>.md)", "")


def test_browsers_learn_how_to_search(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_NAME = "Words & <more> of a very long name for a glossary of something"
    assert head(client, "/glossary/")["search application/opensearchdescription+xml"] == (
        "/opensearch.xml"
    )
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = read_xml(client, "/opensearch.xml")
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert root.findtext(f"{OPENSEARCH}ShortName") == "Words & <more> o"
    (page,) = (url for url in root.iter(f"{OPENSEARCH}Url") if url.get("type") == "text/html")
    assert page.get("template") == f"{SITE}/search/?q={{searchTerms}}"


def test_browsers_suggest_entries(client: Client) -> None:
    make_term("Generative AI", definition=WRITTEN, aliases=("Gen AI",))
    response = client.get("/opensearch.json?q=gen")
    assert response["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    address = f"{SITE}/glossary/generative-ai/"
    assert response.json() == ["gen", ["Generative AI"], [WORDS], [address]]
    for asked in ("", "?q=", "?q=%00"):
        assert client.get(f"/opensearch.json{asked}").json() == ["", [], [], []]
