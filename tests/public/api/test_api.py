import pytest
from django.test import Client

from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")


def test_search_and_suggestions_answer_in_one_form(client: Client) -> None:
    make_term("Generative AI", aliases=("Gen AI",), definition="Makes *things*.")
    row = {
        "slug": "generative-ai",
        "name": "Generative AI",
        "matched_name": "Gen AI",
        "reason": "alias",
        "snippet": "Makes things.",
        "url": "/glossary/generative-ai/",
    }
    answer = client.get("/api/search/?q=gen ai").json()
    assert answer["results"] == [row]
    assert (answer["total"], answer["page"], answer["pages"], answer["step"]) == (1, 1, 1, "typed")
    assert client.get("/api/suggest/?q=gen ai").json() == {"query": "gen ai", "results": [row]}


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/api/search/", "The parameter q is missing: ?q=…"),
        ("/api/search/?q=a&level=x", "There is no level “x”."),
        ("/api/search/?q=a&page=0", "There is no page “0”."),
        ("/api/suggest/?q=a&max_level=x", "There is no max_level “x”."),
    ],
)
def test_what_cannot_be_answered_is_said(client: Client, address: str, sentence: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.json()) == (400, {"error": sentence})


def test_an_answer_is_kept_until_the_glossary_changes(client: Client) -> None:
    make_term("Prompt")
    etag = client.get("/api/suggest/?q=pro")["ETag"]
    known = {"If-None-Match": etag}
    assert client.get("/api/suggest/?q=pro", headers=known).status_code == 304
    make_term("Protocol")
    assert client.get("/api/suggest/?q=pro", headers=known).status_code == 200


def test_facets_count_all_results_up_to_a_level(client: Client) -> None:
    shelf = make_category(name="Shelf", slug="shelf")
    for level in ("beginner", "intermediate", "advanced", "advanced"):
        make_term(level=level, category=shelf, tags=(level,), definition="Common words.")
    context = client.get("/search/?q=common&max_level=intermediate").context
    choices = {shown.facet.parameter: shown.choices for shown in context["facets"]}
    assert [(c.label, c.count) for c in choices["max_level"]] == [
        ("Beginner", 1),
        ("Intermediate", 2),
        ("Advanced", 4),
    ]
    assert [c.count for c in choices["level"]] == [1, 1, 2]
    assert [c.count for c in choices["category"]] == [2]
    assert context["page"].paginator.count == 2
    assert all("q=common" in choice.query for choice in choices["tag"])
    max_level = client.get("/glossary/?max_level=intermediate").context
    assert [c.count for c in max_level["facets"][0].choices] == [1, 2, 4]
    assert max_level["page"].paginator.count == 2
