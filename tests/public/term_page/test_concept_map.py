import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from glossary.models import Relation, Term
from glossary.public.term_page.concept_map import MAX_SHOWN, concept_map
from glossary.public.term_page.data import load_term_page
from tests.factories import make_relation, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")
Kind = Relation.Kind


def map_links(html: str) -> list[str]:
    """Return the names of the links on the concept map of a page."""
    picture = html[html.index('<svg viewBox="0 0 288') :].split("</svg>")[0]
    return re.findall(r'aria-label="([^"]*)"', picture)


def test_every_relation_is_a_link_the_most_important_first(client: Client) -> None:
    term = make_term("Middle")
    for kind in Kind:
        make_relation(term, make_term(f"To {kind}"), kind)
        make_relation(make_term(f"From {kind}"), term, kind)
    html = html_of(client.get("/glossary/middle/"))
    assert map_links(html) == [
        "Read first: To prerequisite",
        "Broader: To broader",
        "Narrower: From broader",
        "Related: From related",
        "Related: To related",
        "Not the same: From distinct",
        "Not the same: To distinct",
        "Read next: From prerequisite",
    ]


def test_mentions_come_last_and_no_entry_appears_twice(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    term, friend, stranger = (make_term(name) for name in ("A", "Friend", "Stranger"))
    make_relation(term, friend)
    relations = load_term_page(term).relations
    with django_assert_num_queries(0):
        found = concept_map(term, relations, [stranger, friend, term], [stranger])
    assert found
    assert [(one.name, one.kind) for one in found.neighbors] == [
        ("Friend", "related"),
        ("Stranger", "mentions"),
    ]
    assert [one.url for one, _node in found.links] == ["/glossary/friend/", "/glossary/stranger/"]


def test_an_entry_without_neighbors_has_no_map(client: Client) -> None:
    make_term("Alone")
    html = html_of(client.get("/glossary/alone/"))
    assert "concept-map" not in html
    assert "read-first" not in html


def test_the_map_shows_some_neighbors_and_the_list_all(client: Client) -> None:
    term = make_term("Middle")
    others = [make_term(f"Other {number:02}") for number in range(MAX_SHOWN + 5)]
    for other in others:
        make_relation(term, other)
    html = html_of(client.get("/glossary/middle/"))
    assert map_links(html) == [f"Related: Other {number:02}" for number in range(MAX_SHOWN)]
    twin = html[html.index("As a list, with 5 more") :].split("</details>")[0]
    assert re.findall(r">(Other \d\d)<", twin) == [other.name for other in others]


def test_numbers_and_names_survive_languages_and_markup(client: Client, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "de"
    term = make_term("Middle")
    make_relation(term, make_term("<b>&\"' " + "long " * 38, slug="long"))
    html = html_of(client.get("/glossary/middle/"))
    picture = html[html.index('<svg viewBox="0 0 288') :].split("</svg>")[0]
    assert "<b>" not in picture
    assert picture.count("<title>&lt;b&gt;&amp;&quot;&#x27; long long") == 1
    assert not re.search(r'(?:x|y|width|height|viewBox)="[^"]*,', picture)


def test_the_page_shows_the_order_to_learn_in(client: Client) -> None:
    top, middle, low = (make_term(name) for name in ("Top", "Middle", "Low"))
    make_relation(top, middle, Kind.PREREQUISITE)
    make_relation(middle, low, Kind.PREREQUISITE)
    html = html_of(client.get("/glossary/top/"))
    section = html[html.index('<section class="read-first"') :].split("</section>")[0]
    assert "Read these before<em>Top</em>" in section
    assert re.findall(r'<a href="([^"]+)">', section) == ["/glossary/low/", "/glossary/middle/"]
    assert "<details>" not in section
    above: Term = low
    for number in range(5):
        below = make_term(f"Lower {number}")
        make_relation(above, below, Kind.PREREQUISITE)
        above = below
    html = html_of(client.get("/glossary/top/"))
    assert "<summary>All 7 entries</summary>" in html


def test_mentions_in_both_directions_are_on_the_map(client: Client) -> None:
    make_term("Middle", definition="A kind of Target.")
    make_term("Target")
    make_term("Source", definition="It needs a Middle.")
    assert map_links(html_of(client.get("/glossary/middle/"))) == [
        "Mentioned here: Target",
        "Mentions this: Source",
    ]
