import pytest
from django.test import Client
from pytest_django import Settings

from glossary.models import Alias, Status
from tests.factories import make_category, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def read(client: Client, query: str, **parameters: str) -> str:
    response = client.get("/search/", {"q": query, **parameters})
    assert response.status_code == 200
    return html_of(response)


def test_a_hit_shows_its_name_definition_category_and_level(client: Client) -> None:
    category = make_category(name="Methods", slug="methods")
    make_term("Prompt", definition="A *text* & more.", level="advanced", category=category)
    html = read(client, "prompt")
    heading = '<h2><a href="/glossary/prompt/"><mark>Prompt</mark></a></h2>'
    assert f"{heading}\n<p>A text &amp; more.</p>" in html
    assert '<a href="/categories/methods/">Methods</a>' in html
    assert "Advanced" in html
    assert "1 result for “prompt”." in html


def test_a_hit_by_alias_says_which_and_a_misspelling_is_not_repeated(client: Client) -> None:
    term = make_term("Generative AI", aliases=("Gen AI",))
    Alias.objects.create(term=term, text="Genertive", kind="misspelling")
    assert '<span class="also">also <em><mark>Gen AI</mark></em></span>' in read(client, "gen ai")
    html = read(client, "genertive")
    assert '<a href="/glossary/generative-ai/">Generative AI</a>' in html
    assert '<span class="also">' not in html


def test_without_a_question_there_is_only_the_form(client: Client) -> None:
    make_term("Prompt")
    for query in ("", "   ", "\x00"):
        html = read(client, query)
        assert '<ol class="hits"' not in html
        assert "<h2>No results</h2>" not in html


def test_what_is_misspelt_is_corrected_only_where_nothing_was_found(client: Client) -> None:
    make_term("Transformer", definition="A model.")
    make_term("Transformed", status=Status.DRAFT)
    html = read(client, "transfromer")
    assert "No results for “transfromer”." in html
    assert "Showing 1 result for “transformer”. No results for “transfromer”." in html
    assert "Similar spelling" in html
    make_term("Typo", definition="Spells transfromer so.")
    html = read(client, "transfromer")
    assert "1 result for “transfromer”." in html
    assert "Transformer" not in html
    assert "No results for “qqqq”." in read(client, "qqqq")


def test_the_question_stays_in_the_form_and_in_the_pages(
    client: Client, settings: Settings
) -> None:
    settings.GLOSSARY_SEARCH_PAGE_SIZE = 1
    for name in ("C++ one", "C++ two"):
        make_term(name)
    html = read(client, "c++")
    assert 'value="c++"' in html
    assert 'href="?q=c%2B%2B&amp;page=2"' in html
    assert '<ol class="hits" start="2">' in read(client, "c++", page="2")


def test_a_deprecated_entry_is_found_and_marked(client: Client) -> None:
    make_term("Old word", status=Status.DEPRECATED)
    assert "<span>Deprecated</span>" in read(client, "old word")


def test_results_are_not_for_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex, follow">' in read(client, "")
