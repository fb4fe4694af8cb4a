import pytest
from django.test import Client
from pytest_django import Settings

from glossary.models import Alias, Status
from tests.factories import make_category, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def sections(client: Client, query: str = "") -> list[tuple[str, list[str]]]:
    response = client.get(f"/glossary/{query}")
    assert response.status_code == 200
    return [
        (letter, [name.text for name in names]) for letter, names in response.context["sections"]
    ]


def counts(client: Client, facet: str, query: str = "") -> dict[str, int]:
    context = client.get(f"/glossary/{query}").context
    groups = {shown.facet.parameter: shown.choices for shown in context["facets"]}
    choices = context["letters"] if facet == "letters" else groups.get(facet, [])
    return {choice.label: choice.count for choice in choices if choice.count}


def test_names_of_every_script_stand_under_their_initials(client: Client) -> None:
    for name in ("+++", "中文", "zebra", "Łódź", "3D", "Ångström", "apple", ".NET", "हिन्दी"):
        make_term(name)
    assert sections(client) == [
        ("0–9", ["3D"]),
        ("A", ["Ångström", "apple"]),
        ("L", ["Łódź"]),
        ("N", [".NET"]),
        ("Z", ["zebra"]),
        ("ह", ["हिन्दी"]),
        ("中", ["中文"]),
        ("#", ["+++"]),
    ]


def test_an_alias_says_where_to_look(client: Client) -> None:
    term = make_term("Generative AI", aliases=("Gen AI",))
    Alias.objects.create(term=term, text="Genrative AI", kind="misspelling")
    assert sections(client) == [("G", ["Gen AI", "Generative AI"])]
    html = html_of(client.get("/glossary/"))
    assert 'see <a href="/glossary/generative-ai/">Generative AI</a>' in html


def test_letters_without_entries_are_text_not_links(client: Client) -> None:
    make_term("Apple")
    html = html_of(client.get("/glossary/"))
    assert '<li><a href="?letter=A">A</a></li><li><span>B</span></li>' in html


def test_filters_combine_and_count(client: Client) -> None:
    one, two = make_category(name="One", slug="one"), make_category(name="Two", slug="two")
    make_term("Apple", category=one, level="beginner", tags=("red",))
    make_term("Avocado", category=one, level="advanced", tags=("green",))
    make_term("Banana", category=two, level="beginner", tags=("yellow",))
    assert sections(client, "?level=beginner&category=one") == [("A", ["Apple"])]
    assert sections(client, "?tag=green&letter=A") == [("A", ["Avocado"])]
    assert counts(client, "level") == {"Beginner": 2, "Advanced": 1}
    assert counts(client, "level", "?category=one") == {"Beginner": 1, "Advanced": 1}
    assert counts(client, "category", "?level=beginner") == {"One": 1, "Two": 1}
    assert counts(client, "category", "?tag=green") == {"One": 1}
    assert counts(client, "tag", "?level=beginner") == {"red": 1, "yellow": 1}
    assert counts(client, "letters", "?level=beginner") == {"A": 1, "B": 1}


def test_a_choice_keeps_the_others_and_following_it_again_removes_it(client: Client) -> None:
    make_term("Apple", level="beginner")
    levels = client.get("/glossary/?level=beginner&letter=A").context["facets"][1].choices
    assert [(choice.query, choice.is_current) for choice in levels][:2] == [
        ("letter=A", True),
        ("level=intermediate&letter=A", False),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "?level=expert",
        "?category=none",
        "?tag=none",
        "?letter=%F0%9F%99%82",
        "?page=abc",
        "?page=-1",
        "?page=99",
        "?letter=%00",
        "?tag=%00",
        "?level=&category=&tag=&letter=",
        "?unknown=1",
        "?category=%ED%A0%80",
    ],
)
def test_unknown_values_are_ignored(client: Client, query: str) -> None:
    make_term("Apple")
    assert sections(client, query) == [("A", ["Apple"])]


def test_a_filter_that_leaves_nothing_says_so(client: Client) -> None:
    make_term("Apple")
    html = html_of(client.get("/glossary/?letter=B"))
    assert "No entry matches all of these filters." in html


def test_an_empty_glossary_says_so(client: Client) -> None:
    assert "No entries have been published yet." in html_of(client.get("/glossary/"))


def test_drafts_are_neither_listed_nor_counted(client: Client) -> None:
    make_term("Hidden", status=Status.DRAFT, tags=("t",), aliases=("Hush",))
    make_term("Later", publish_at="2999-01-01T00:00Z", tags=("t",))
    make_term("Shown")
    assert sections(client) == [("S", ["Shown"])]
    assert counts(client, "letters") == {"S": 1}
    assert counts(client, "tag") == {}


def test_the_list_goes_on_page_by_page(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_PAGE_SIZE = 2
    for name in ("A1", "A2", "B1", "B2", "B3"):
        make_term(name)
    assert [sections(client, f"?page={page}") for page in (1, 2, 3)] == [
        [("A", ["A1", "A2"])],
        [("B", ["B1", "B2"])],
        [("B", ["B3"])],
    ]
    assert 'href="?letter=B&amp;page=2"' in html_of(client.get("/glossary/?letter=B"))


def test_several_filters_at_once_are_not_for_search_engines(client: Client) -> None:
    make_term("Apple")
    assert "noindex" not in html_of(client.get("/glossary/?letter=A"))
    assert "noindex" in html_of(client.get("/glossary/?letter=A&level=beginner"))
