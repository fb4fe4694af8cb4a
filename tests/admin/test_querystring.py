"""Whatever an address asks of the admin: an answer, in time, and no more than its list shows."""

import pytest
from django.test import Client

from glossary.models import Redirect, Tag
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")
LIST = "/admin/glossary/term/"
ADD = "/admin/glossary/term/add/"
LISTS = ["term", "category", "tag", "page", "navigationlink", "redirect"]
WORDS = "+".join(f"w{number}" for number in range(1_500))


@pytest.fixture(autouse=True)
def _rows() -> None:
    term = make_term("Term", tags=("tag",))
    Redirect.objects.create(slug="former", term=term)


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("query", [f"q={WORDS}", "q=%00", "q=%22'", "id__range=1", "id=%00"])
def test_every_list_answers_every_question(editor: Client, model: str, query: str) -> None:
    assert editor.get(f"/admin/glossary/{model}/?{query}").status_code in {200, 302}


@pytest.mark.parametrize(
    "date",
    [
        *("year=9999", "year=0", "year=-1", "year=x", "year=%00", "year=99999"),
        *("year=2026&updated__month=13", f"year=2026&updated__month={'9' * 25}"),
        "year=2026&updated__month=2&updated__day=31",
    ],
)
def test_dates_that_are_none_are_answered(editor: Client, date: str) -> None:
    assert editor.get(f"{LIST}?updated__{date}").status_code in {200, 302}


@pytest.mark.parametrize(
    "query",
    ["o=", "o=999", "o=-1.x", "p=-1", "p=999999", "e=1", "all=1", "status__exact=x", "_facets"],
)
def test_order_and_pages_that_are_none_are_answered(editor: Client, query: str) -> None:
    assert editor.get(f"{LIST}?{query}").status_code in {200, 302}


@pytest.mark.parametrize("lookup", ["in_depth__regex", "name__iregex", "name__lower__regex"])
def test_no_list_runs_a_regular_expression(writer: Client, lookup: str) -> None:
    assert writer.get(f"{LIST}?{lookup}=x").status_code == 400
    assert (
        writer.get(f"/admin/glossary/tag/?{lookup.replace('in_depth', 'name')}=x").status_code
        == 400
    )


@pytest.mark.parametrize(
    "lookup",
    [
        *("updated_by__password__startswith", "updated_by__email", "updated_by__groups__name"),
        *("relations__target__name", "former_slugs__slug", "category__description__contains"),
    ],
)
def test_no_list_tells_what_lies_behind_its_relations(writer: Client, lookup: str) -> None:
    assert writer.get(f"{LIST}?{lookup}=x").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["publish_at=x", "replaced_by=x", f"replaced_by={'9' * 25}", "category=x", "level=x", "no=x"],
)
def test_what_an_address_proposes_and_no_field_takes_is_left_out(
    editor: Client, query: str
) -> None:
    response = editor.get(f"{ADD}?{query}&name=Proposed")
    assert response.status_code == 200
    assert response.context["adminform"].form.initial == {"name": "Proposed"}


def test_what_fields_take_is_proposed(editor: Client) -> None:
    response = editor.get(f"{ADD}?level=advanced&publish_at=2030-01-01&tags=a,b")
    page = response.content.decode()
    assert 'value="2030-01-01"' in page
    assert 'value="a,b"' in page


@pytest.mark.parametrize(
    "query",
    [
        *("app_label=auth&model_name=logentry&field_name=user", "", "app_label=%00"),
        *("app_label=glossary&model_name=term&field_name=updated_by", "app_label=x&model_name=y"),
    ],
)
def test_autocomplete_tells_nothing_of_accounts(writer: Client, query: str) -> None:
    assert writer.get(f"/admin/autocomplete/?{query}").status_code == 403


def test_autocomplete_answers_questions_of_many_words(writer: Client) -> None:
    query = f"?app_label=glossary&model_name=relation&field_name=target&term={WORDS}"
    assert writer.get(f"/admin/autocomplete/{query}").json()["results"] == []


def test_proposals_answer_names_without_end(writer: Client) -> None:
    tag = Tag.objects.get()
    assert writer.get("/admin/suggest/tags/", {"q": "x" * 10_000}).json() == {"tags": []}
    assert writer.get("/admin/suggest/tags/", {"q": tag.name}).json() == {"tags": ["tag"]}
    answer = writer.get("/admin/suggest/slug/term/", {"name": "x" * 10_000}).json()
    assert answer == {"slug": "x" * 150}
