import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from glossary.models import Page, Term
from tests.factories import make_category, make_relation, make_source, make_term

pytestmark = pytest.mark.usefixtures("db")
LIST = "/admin/glossary/term/"


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(LIST + query)
    assert response.status_code == 200, response.headers
    return [term.name for term in response.context["cl"].result_list]


def full(name: str) -> Term:
    term = make_term(name, applications=("A",), tags=("t",))
    make_source(term)
    return term


def test_completeness_counts_the_parts_of_a_full_entry(editor: Client) -> None:
    one, two = full("Full"), make_term("Half", key_takeaway="")
    make_relation(one, make_term("Target"))
    page = editor.get(LIST).content.decode()
    assert page.count("100 %") == 1
    assert names(editor, "?complete=yes") == ["Full"]
    assert names(editor, "?complete=no") == ["Half", "Target"]
    make_relation(two, one)
    assert "43 %" in editor.get(LIST).content.decode()


def test_the_list_costs_the_same_for_one_and_three_entries(
    editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    full("One")
    editor.get(LIST)
    for more in (["Two", "Three"], []):
        with django_assert_num_queries(12):
            assert editor.get(LIST).status_code == 200
        for name in more:
            full(name)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=MÜNCHEN", ["Munchen"]),
        ("?q=gen+ai", ["Generative AI"]),
        ("?q=c%2B%2B", ["C++"]),
        ("?q=%25", []),
        ("?q=generative+munchen", []),
        ("?q=", ["C++", "Generative AI", "Munchen"]),
    ],
)
def test_the_search_finds_folded_names_and_aliases(
    editor: Client, query: str, found: list[str]
) -> None:
    make_term("Munchen")
    make_term("Generative AI", aliases=("Gen-AI",))
    make_term("C++")
    assert names(editor, query) == found


def test_the_list_narrows(editor: Client) -> None:
    one, two = make_category(name="One"), make_category(name="Two")
    tomorrow = timezone.now() + timedelta(days=1)
    make_term("A", category=one, level="beginner", tags=("red",))
    make_term("B", category=two, level="advanced", status="draft", tags=("green",))
    make_term("C", category=two, level="advanced", publish_at=tomorrow)
    assert names(editor, "?tag=red") == ["A"]
    assert names(editor, "?tag=none") == []
    assert names(editor, "?status__exact=draft") == ["B"]
    assert names(editor, "?level__exact=advanced") == ["B", "C"]
    assert names(editor, f"?category__id__exact={one.pk}") == ["A"]
    assert names(editor, "?scheduled=yes") == ["C"]
    assert names(editor, "?complete=maybe&scheduled=no") == ["A", "B", "C"]
    assert names(editor, f"?updated__year={timezone.now().year}") == ["A", "B", "C"]


def test_every_column_sorts(editor: Client) -> None:
    full("B")
    make_term("A")
    assert names(editor, "?o=-6") == ["B", "A"]
    for column in (1, 2, 3, 4, 7, 8):
        assert sorted(names(editor, f"?o={column}")) == ["A", "B"]


def column(client: Client, name: str) -> list[str]:
    """What the cells of a column hold, as HTML."""
    page = client.get(LIST).content.decode()
    return re.findall(rf'<td class="field-{name}[^"]*">(.*?)</td>', page)


def test_the_status_says_when_a_scheduled_entry_appears(editor: Client) -> None:
    make_term("A", publish_at=datetime(2999, 1, 2, 10, 30, tzinfo=UTC))
    make_term("B", publish_at=datetime(2999, 1, 2, tzinfo=UTC), status="draft")
    make_term("C")
    assert column(editor, "shown_status") == [
        '<span class="status is-scheduled">Scheduled: 2 January 2999, 10:30</span>',
        '<span class="status is-draft">Draft</span>',
        '<span class="status is-published">Published</span>',
    ]


def test_the_completeness_says_what_is_missing(editor: Client) -> None:
    make_relation(full("A"), full("B"))
    make_term("C", key_takeaway="", tags=("t",), applications=("Use",))
    assert column(editor, "completeness") == [
        *["100 %"] * 2,
        '57 % <small class="missing">Still missing: key takeaway, relations, sources</small>',
    ]


def test_days_are_written_as_on_the_site(editor: Client) -> None:
    for row in (make_term("A"), Page.objects.create(title="About", slug="about")):
        type(row).objects.update(updated=datetime(2026, 7, 12, tzinfo=UTC))
    assert column(editor, "shown_updated") == ["12 July 2026"]
    assert ">12 July 2026<" in editor.get("/admin/glossary/page/").content.decode()


def test_a_draft_can_be_viewed_on_site(editor: Client) -> None:
    term = make_term("A", status="draft")
    assert f'href="{term.get_absolute_url()}"' in editor.get(LIST).content.decode()
    assert editor.get(term.get_absolute_url()).status_code == 200


def test_autocomplete_finds_the_closest_first(writer: Client) -> None:
    for name in ("Training data AI", "AI", "AI safety", "Applied science"):
        make_term(name)
    query = "?app_label=glossary&model_name=relation&field_name=target&term=ai"
    answer = writer.get(f"/admin/autocomplete/{query}").json()
    assert [result["text"] for result in answer["results"]] == [
        "AI",
        "AI safety",
        "Training data AI",
    ]


@pytest.mark.parametrize(
    "query", ["?q=%00", "?tag=%00", "?complete=%00", "?q=%F0%9F%98%80", "?p=x"]
)
def test_odd_queries_are_answered(editor: Client, query: str) -> None:
    make_term("A")
    assert editor.get(LIST + query).status_code in {200, 302}


def test_odd_suggestions_are_answered(editor: Client) -> None:
    query = "?app_label=glossary&model_name=relation&field_name=target&term=%00"
    assert editor.get(f"/admin/autocomplete/{query}").status_code == 200
    for path in (
        "suggest/tags/?q=%00",
        "suggest/slug/term/?name=%00",
        "suggest/slug/tag/?name=a%00",
    ):
        assert editor.get(f"/admin/{path}").status_code == 200
