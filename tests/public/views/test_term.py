from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from glossary.models import Alias, Application, Edition, Status, Term
from tests.factories import make_category, make_relation, make_source, make_term, make_user
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def full_term() -> Term:
    """An entry with every kind of part, among neighbors."""
    category = make_category(name="Generative AI", slug="generative-ai")
    term = make_term(
        "Generative AI",
        category=category,
        aliases=("Gen AI",),
        applications=("Drafting", "Pictures"),
        tags=("models", "creativity"),
        definition="Models that make **new** things.",
    )
    for kind in ("broader", "related", "prerequisite", "distinct"):
        make_relation(term, make_term(f"Z {kind}"), kind)
        make_relation(make_term(f"A {kind}"), term, kind)
    make_source(term, "Deep Learning", author="Goodfellow", year=2016, url="https://e.org/dl")
    return term


def get(client: Client, term: Term) -> str:
    response = client.get(term.get_absolute_url())
    assert response.status_code == 200
    return html_of(response)


def test_the_page_shows_all_that_editors_wrote(client: Client, full_term: Term) -> None:
    html = get(client, full_term)
    for text in (
        "Back to glossary",
        "<h1>Generative AI</h1>",
        "<em>Gen AI</em>",
        "Models that make <strong>new</strong> things.",
        "<p>More about Generative AI.</p>",
        "Remember Generative AI.",
        "<h3>Drafting</h3><p>Drafting in use.</p>",
        '<a href="/tags/models/">models</a>',
        '<a href="https://e.org/dl" rel="noopener"><cite>Deep Learning</cite></a>, 2016',
        '<a rel="prev" href="/glossary/a-related/">',
        '<a rel="next" href="/glossary/z-broader/">',
        "Beginner",
    ):
        assert text in html


def test_relations_are_shown_from_both_sides(client: Client, full_term: Term) -> None:
    response = client.get(full_term.get_absolute_url())
    groups = {
        str(group.heading): [term.name for term in group.terms]
        for group in response.context["related"].relations
    }
    assert groups == {
        "Read first": ["Z prerequisite"],
        "Not to be confused with": ["A distinct", "Z distinct"],
        "Broader": ["Z broader"],
        "Narrower": ["A broader"],
        "Related": ["A related", "Z related"],
        "Read next": ["A prerequisite"],
    }


def test_an_entry_with_nothing_but_a_definition_has_no_empty_headings(client: Client) -> None:
    html = get(client, make_term(in_depth="", key_takeaway=""))
    for heading in ("In depth", "Key takeaway", "Real-world applications", "Sources", "<aside"):
        assert heading not in html


def test_misspellings_are_never_shown(client: Client) -> None:
    term = make_term("Gradient")
    Alias.objects.create(term=term, text="Gradiant", kind="misspelling")
    assert "Gradiant" not in get(client, term)


def test_applications_come_in_the_order_editors_gave_them(client: Client) -> None:
    term = make_term()
    for position, title in ((2, "Second"), (1, "First")):
        Application.objects.create(term=term, title=title, description="x", position=position)
    html = get(client, term)
    assert html.index("First") < html.index("Second")


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        ({"status": Status.DRAFT}, "Only editors see this page. Status: Draft."),
        ({"status": Status.REVIEW}, "Only editors see this page. Status: In review."),
        (
            {"status": Status.PUBLISHED, "publish_at": "2999-01-01T00:00Z"},
            "Readers will see this page from 1 January 2999, 00:00 UTC.",
        ),
    ],
)
def test_what_is_not_public_is_not_found_by_readers_but_seen_by_editors(
    client: Client, hidden: dict[str, Any], why: str
) -> None:
    term = make_term("Secret", **hidden)
    linked = make_term("Linked")
    make_relation(linked, term)
    assert client.get(term.get_absolute_url()).status_code == 404
    assert "Secret" not in get(client, linked)
    client.force_login(make_user("Writers"))
    response = client.get(term.get_absolute_url())
    assert f"<strong>Not public.</strong> {why}" in html_of(response)
    assert "no-store" in response["Cache-Control"]


def test_who_is_no_longer_staff_sees_no_draft(client: Client) -> None:
    client.force_login(make_user("Editors", is_staff=False))
    term = make_term("Secret", status=Status.DRAFT)
    assert client.get(term.get_absolute_url()).status_code == 404


def test_a_deprecated_entry_keeps_its_page_and_names_its_replacement(client: Client) -> None:
    replacement = make_term("New word")
    term = make_term("Old word", status=Status.DEPRECATED, replaced_by=replacement)
    assert 'Read instead: <a href="/glossary/new-word/">New word</a>' in get(client, term)
    replacement.status = Status.DRAFT
    replacement.save()
    assert "New word" not in get(client, term)


def test_a_deprecated_entry_leads_to_the_current_one_at_once(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    current = make_term("Current")
    newer = make_term("Newer", status=Status.DEPRECATED, replaced_by=current)
    new = make_term("New", status=Status.DEPRECATED, replaced_by=newer)
    term = make_term("Old", status=Status.DEPRECATED, replaced_by=new)
    with django_assert_max_num_queries(16):
        assert 'Read instead: <a href="/glossary/current/">Current</a>' in get(client, term)
    Term.objects.filter(pk=current.pk).update(status=Status.DRAFT)
    assert 'Read instead: <a href="/glossary/newer/">Newer</a>' in get(client, term)


def test_an_old_circle_of_replacements_ends(client: Client) -> None:
    one = make_term("One", status=Status.DEPRECATED)
    two = make_term("Two", status=Status.DEPRECATED, replaced_by=one)
    Term.objects.filter(pk=one.pk).update(replaced_by=two)
    assert "Read instead" not in get(client, one)
    assert "Read instead" not in get(client, two)


@pytest.mark.parametrize("address", ["/glossary/old/", "/glossary/gen-ai/"])
def test_former_and_alias_addresses_lead_to_the_entry_in_one_hop(
    client: Client, address: str
) -> None:
    term = make_term("Generative AI", slug="old", aliases=("Gen AI",))
    for slug in ("older", "generative-ai"):
        term.slug = slug
        term.save()
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/glossary/generative-ai/")


def test_the_former_address_of_a_hidden_entry_is_not_found(client: Client) -> None:
    term = make_term(slug="old")
    term.slug, term.status = "new", Status.DRAFT
    term.save()
    assert client.get("/glossary/old/").status_code == 404


@pytest.mark.parametrize("name", ["हिन्दी", "中文", "C++", ".NET", "3D", "🙂", "한국어", "Ångström"])
def test_names_of_any_script_have_a_page(client: Client, name: str) -> None:
    assert f"<h1>{name}</h1>" in get(client, make_term(name))


def test_hostile_text_is_shown_and_does_not_run(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    term = make_term(
        attack,
        aliases=(attack,),
        applications=(attack,),
        tags=(attack,),
        definition=attack,
        in_depth=attack,
        key_takeaway=attack,
        category=make_category(name=attack),
    )
    make_source(term, attack, author=attack, url="https://e.org/")
    assert "<script>" not in get(client, term)


def test_mentions_are_links_and_are_explained_on_the_page(client: Client) -> None:
    make_term("Token", definition="A *piece* of [[text|words]].", level="advanced")
    html = get(client, make_term("Model", definition="It reads tokens.", in_depth="A token."))
    assert '<p>It reads <a class="term" href="/glossary/token/">tokens</a>.</p>' in html
    assert html.count('class="term"') == 1
    assert (
        '<dl><div><dt><a href="/glossary/token/">Token</a> <small>Advanced</small></dt>'
        "<dd>A piece of words.</dd></div></dl></section>"
    ) in html
    assert '<a href="#terms">Terms on this page</a>' in html


def test_a_page_that_speaks_of_nobody_has_no_empty_lists(client: Client) -> None:
    html = get(client, make_term("Model"))
    assert 'id="terms"' not in html
    assert 'id="mentioned-in"' not in html


def test_of_many_who_mention_an_entry_six_are_open_and_the_others_behind_a_switch(
    client: Client,
) -> None:
    make_term("Target")
    for number in range(8):
        make_term(f"Source {number}", definition="It needs a Target.")
    html = html_of(client.get("/glossary/target/"))
    shown, rest = html.split('id="mentioned-in"')[1].split("</section>")[0].split("<details>")
    assert (shown.count("<li>"), rest.count("<li>")) == (6, 2)
    assert "<summary>2 more</summary>" in rest


def test_the_page_carries_the_edition_that_its_cards_are_kept_for(client: Client) -> None:
    term = make_term("Model")
    assert f'<body data-edition="{Edition.current()}">' in get(client, term)


def test_no_mark_of_a_link_leaves_the_page(client: Client) -> None:
    make_term("Token")
    term = make_term("Model", definition="It reads [[token|pieces]] and tokens.")
    html = get(client, term)
    assert '<meta name="description" content="It reads pieces and tokens.">' in html
    for address in ("/glossary/", "/feed/", "/search/?q=pieces", "/categories/category-1/"):
        text = html_of(client.get(address))
        assert "[[" not in text
        assert 'class="term"' not in text


def test_an_editor_sees_a_draft_linked_as_readers_will(client: Client) -> None:
    make_term("Token")
    draft = make_term("Model", definition="It reads tokens.", status=Status.DRAFT)
    client.force_login(make_user("Editors"))
    assert '<a class="term" href="/glossary/token/">tokens</a>' in get(client, draft)
