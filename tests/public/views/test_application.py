import pytest
from django.test import Client

from glossary.models import Application, Status
from tests.factories import make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def found(client: Client, query: str = "") -> list[tuple[str, str]]:
    page = client.get("/applications/", {"q": query} if query else {}).context["page_obj"]
    return [(row.title, row.term.name) for row in page]


@pytest.fixture(autouse=True)
def _uses() -> None:
    make_term("Zero-shot", applications=("Translation",))
    term = make_term("Generative AI", applications=("Drug discovery", "Translation"))
    term.applications.filter(title="Translation").update(description="Says **it** in Naïve prose.")


def test_all_are_listed_by_entry_and_in_its_order(client: Client) -> None:
    assert found(client) == [
        ("Drug discovery", "Generative AI"),
        ("Translation", "Generative AI"),
        ("Translation", "Zero-shot"),
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("drug discovery", ["Drug discovery"]),
        ("DISCOVERY drug", ["Drug discovery"]),
        ("prose", ["Translation"]),
        ("translation zero", ["Translation"]),
        ("generative", ["Drug discovery", "Translation"]),
        ("translation drug", []),
        ("NAÏVE", ["Translation"]),
        ("%", []),
        ("_", []),
        ("  ", ["Drug discovery", "Translation", "Translation"]),
    ],
)
def test_every_word_is_in_the_title_the_description_or_the_entry(
    client: Client, query: str, titles: list[str]
) -> None:
    assert [title for title, _ in found(client, query)] == titles


def test_uses_of_what_is_not_public_are_not_found(client: Client) -> None:
    make_term("Draft", status=Status.DRAFT, applications=("Hidden draft",))
    make_term("Later", publish_at="2999-01-01T00:00Z", applications=("Hidden later",))
    assert found(client, "hidden") == []
    assert Application.objects.filter(title__startswith="Hidden").count() == 2


def test_each_leads_to_its_place_in_the_entry(client: Client) -> None:
    html = html_of(client.get("/applications/?q=prose"))
    assert "<h2>Translation</h2><p>Says <strong>it</strong> in Naïve prose.</p>" in html
    assert '<a href="/glossary/generative-ai/#applications">Generative AI</a>' in html
    assert "1 application mentions “prose”." in html


def test_only_the_whole_list_is_for_search_engines(client: Client) -> None:
    assert "noindex" not in html_of(client.get("/applications/"))
    assert "noindex" in html_of(client.get("/applications/?q=prose"))


def test_nothing_found_says_so(client: Client) -> None:
    assert "No results" in html_of(client.get("/applications/?q=nowhere"))
