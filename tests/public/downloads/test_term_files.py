import json
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from glossary.images.og_image import EntryImage
from glossary.models import Alias, Category, Relation, Status, Term
from glossary.records.serialize import from_data
from tests.factories import make_category, make_relation, make_source, make_term

pytestmark = pytest.mark.usefixtures("db")
SITE = "https://words.example"
FORMS = ("json", "md", "png")
#: What a public document has besides the record.
WORKED_OUT = ("url", "category_name", "definition_text", "inverse_relations")


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = SITE


def make_prompt() -> Term:
    draft = make_term("Draft", status=Status.DRAFT)
    model = make_term("Model")
    term = make_term(
        "Prompt",
        category=make_category(name="Using models", slug="using"),
        definition="What a [[Model|model]] is **given**.",
        in_depth="Much [more](/glossary/model/).",
        aliases=("Instruction",),
        applications=("Drafting",),
        tags=("input",),
    )
    Alias.objects.create(term=term, text="Promt", kind=Alias.Kind.MISSPELLING)
    for other in (draft, model):
        make_relation(term, other, Relation.Kind.PREREQUISITE)
        make_relation(other, term, Relation.Kind.RELATED)
    make_source(term, "A [book]", author="A. N. Other", year=2020, url="https://e.org/a_(b)")
    return term


def test_json_is_the_record_and_what_follows_from_it(client: Client) -> None:
    term = make_prompt()
    response = client.get("/glossary/prompt.json")
    assert response["Content-Type"] == "application/json"
    assert response["Link"] == f'<{SITE}/glossary/prompt/>; rel="canonical"'
    document = response.json()
    assert {name: document.pop(name) for name in WORKED_OUT} == {
        "url": f"{SITE}/glossary/prompt/",
        "category_name": "Using models",
        "definition_text": "What a model is given.",
        "inverse_relations": [{"kind": "related", "slug": "model"}],
    }
    record = from_data(document)
    assert record.definition == "What a model is **given**."
    assert record.in_depth == f"Much [more]({SITE}/glossary/model/)."
    assert [alias.text for alias in record.aliases] == ["Instruction"]
    assert [(tie.kind, tie.slug) for tie in record.relations] == [("prerequisite", "model")]
    assert record.updated == term.updated


def test_markdown_is_the_whole_entry(client: Client) -> None:
    term = make_prompt()
    response = client.get("/glossary/prompt.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert (
        response.content.decode()
        == f"""---
name: "Prompt"
url: "{SITE}/glossary/prompt/"
category: "Using models"
level: "beginner"
status: "published"
aliases: ["Instruction"]
tags: ["input"]
updated: "{term.updated:%Y-%m-%dT%H:%M:%SZ}"
---

# Prompt

What a model is **given**.

## In depth

Much [more]({SITE}/glossary/model/).

## Key takeaway

Remember Prompt.

## Real-world applications

- **Drafting**: Drafting in use.

## Read first

- [Model]({SITE}/glossary/model/)

## Related

- [Model]({SITE}/glossary/model/)

## Sources

- A. N. Other, [A \\[book\\]](<https://e.org/a_(b)>), 2020
"""
    )


def test_a_deprecated_entry_says_what_to_read_instead(client: Client) -> None:
    make_term("Old", status=Status.DEPRECATED, replaced_by=make_term("New"))
    text = client.get("/glossary/old.md").content.decode()
    assert f'replaced_by: "{SITE}/glossary/new/"' in text
    assert f"Read instead: [New]({SITE}/glossary/new/)" in text
    assert client.get("/glossary/old.json").json()["replaced_by"] == "new"


def test_a_replacement_that_is_not_public_is_told_to_no_one(client: Client) -> None:
    hidden = make_term("Hidden", status=Status.DRAFT)
    make_term("Old", status=Status.DEPRECATED, replaced_by=hidden)
    assert client.get("/glossary/old.json").json()["replaced_by"] is None
    assert "idden" not in client.get("/glossary/old.md").content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_public_has_no_other_form_even_for_editors(
    client: Client, admin_client: Client, form: str
) -> None:
    make_term("Draft", status=Status.DRAFT, aliases=("Sketch",))
    make_term("Later", publish_at="2999-01-01T00:00Z")
    for visitor in (client, admin_client):
        for slug in ("draft", "later", "sketch", "none"):
            response = visitor.get(f"/glossary/{slug}.{form}")
            assert response.status_code == 404
            assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("form", FORMS)
def test_addresses_left_and_aliases_lead_to_the_same_form(client: Client, form: str) -> None:
    term = make_term("生成式 AI", slug="before", aliases=("Gen AI",))
    term.slug = "生成式-ai"
    term.save()
    for slug in ("before", "gen-ai"):
        response = client.get(f"/glossary/{slug}.{form}?v=1")
        assert response.status_code == 301
        target = f"/glossary/%E7%94%9F%E6%88%90%E5%BC%8F-ai.{form}?v=1"
        assert response["Location"] == target
        assert client.get(target).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_for_everyone_and_known_by_its_mark(
    client: Client, form: str
) -> None:
    make_term("Prompt")
    response = client.get(f"/glossary/prompt.{form}")
    assert "Cookie" not in response.get("Vary", "")
    again = client.get(f"/glossary/prompt.{form}", HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    Term.objects.get().delete()
    make_term("Prompt", definition="Another.")
    assert client.get(f"/glossary/prompt.{form}", HTTP_IF_NONE_MATCH=response["ETag"]).content


def test_a_picture_is_kept_for_a_year_under_the_name_of_what_it_shows(client: Client) -> None:
    make_term("Prompt")
    page = client.get("/glossary/prompt/")
    address = page.context["head"].picture
    assert address.startswith(f"{SITE}/glossary/prompt.png?v=")
    response = client.get(address.removeprefix(SITE))
    assert response["Cache-Control"] == "public, max-age=31536000"
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert client.get("/glossary/prompt.png")["Cache-Control"] == "public, max-age=3600"
    Category.objects.update(name="Renamed")
    assert client.get("/glossary/prompt/").context["head"].picture != address


def test_a_picture_is_drawn_once_for_all_who_ask(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    drawn = []
    draw = EntryImage.png

    def noted(picture: EntryImage) -> bytes:
        drawn.append(picture.name)
        return draw(picture)

    monkeypatch.setattr(EntryImage, "png", noted)
    settings.GLOSSARY_PAGE_CACHE_BYTES = 1_000_000
    make_term("Prompt")
    first, second = (client.get("/glossary/prompt.png").content for _ in range(2))
    assert first == second
    make_term("Token")
    client.get("/glossary/token.png")
    assert drawn == ["Prompt", "Token"]


def test_all_entries_are_there_page_by_page(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_PAGE_SIZE = 2
    for name in "EDCBA":
        make_term(name)
    make_term("Bb", status=Status.DRAFT)
    address, slugs = "/glossary.json", []
    while address:
        body = client.get(address).json()
        slugs.append([entry["slug"] for entry in body["entries"]])
        address = (body["next"] or "").removeprefix(SITE)
    assert slugs == [["a", "b"], ["c", "d"], ["e"]]


def test_an_empty_glossary_has_no_entries(client: Client) -> None:
    body = json.loads(client.get("/glossary.json?after=%00").content)
    assert body == {"name": "Termbook", "entries": [], "next": None}
