from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from glossary.models import Alias, Category, Page, Term
from tests.admin.conftest import Login
from tests.admin.form_data import fields_of, submit
from tests.factories import make_category, make_relation, make_source, make_term

pytestmark = pytest.mark.usefixtures("db")


def url_of(row: Model) -> str:
    return f"/admin/glossary/{row._meta.model_name}/{row.pk}/change/"


def filled(response: Any, row: Model) -> dict[str, str]:
    return fields_of(response.content.decode(), f"{row._meta.model_name}_form")


def opened(client: Client, row: Model) -> dict[str, str]:
    return filled(client.get(url_of(row)), row)


def told(response: Any) -> dict[str, tuple[list[str], list[str], bool]]:
    """What the question shows: by label what is stored, what would be saved, and whether it was
    changed since the form was opened."""
    assert response.status_code == 200
    return {
        each.label: (each.stored, each.typed, each.is_changed_by_others)
        for each in response.context["differences"]
    }


@pytest.fixture
def other(login: Login) -> Client:
    return login("Editors", username="jo")


def test_the_question_shows_what_it_would_overwrite(editor: Client, other: Client) -> None:
    term = make_term("Term", tags=("old",), aliases=("One",), applications=("Use",))
    mine = opened(editor, term) | {"sort_as": "Mine"}
    changes = {"aliases-0-text": "Uno", "applications-0-title": "Usage", "level": "advanced"}
    submit(other, url_of(term), tags="new, NLP", **changes)
    response = editor.post(url_of(term), mine)
    settings = "Kind: Synonym · Link automatically: Yes · Exact case: Automatic"
    assert told(response) == {
        "Level": (["Advanced"], ["Beginner"], True),
        "Tags": (["new, NLP"], ["old"], True),
        "Sort as": ([""], ["Mine"], False),
        "Aliases": ([f"Uno · {settings}"], [f"One · {settings}"], True),
        "Real-world applications": (
            ["Position: 0 · Usage · Use in use."],
            ["Position: 0 · Use · Use in use."],
            True,
        ),
    }
    assert Alias.objects.get().text == "Uno"
    sure = filled(response, term)
    form = response.context["adminform"].form
    assert editor.post(url_of(term), sure | {"overwrite": form.stored_version}).status_code == 302
    assert Alias.objects.get().text == "One"


def test_rows_that_others_added_stay_and_those_they_deleted_come_back(
    editor: Client, other: Client
) -> None:
    one, two = make_term("Term", aliases=("One",)), make_term("Two", slug="second")
    make_source(one, "A book", url="https://example.org/", year=2020)
    make_relation(one, two)
    mine = opened(editor, one) | {"relations-0-DELETE": "on", "sources-1-title": "Mine"}
    submit(other, url_of(one), **{"aliases-1-text": "Added", "sources-0-DELETE": "on"})
    assert told(editor.post(url_of(one), mine)) == {
        "Relations": (["Kind: Related · Two (second)"], [], False),
        "Sources": ([], ["Mine", "A book · https://example.org/ · 2020"], True),
    }


def test_a_question_with_nothing_to_overwrite_says_so(editor: Client, other: Client) -> None:
    term = make_term("Term")
    mine = opened(editor, term)
    submit(other, url_of(term), **{"aliases-0-text": "Added"})
    response = editor.post(url_of(term), mine)
    assert told(response) == {}
    assert "does not differ from the saved version" in response.content.decode()


def test_every_kind_of_value_is_in_words(editor: Client, other: Client) -> None:
    term, moment = (
        make_term("Term", tags=("NLP",)),
        timezone.now().replace(2030, 1, 2, 10, 30, 0, 0),
    )
    successor = make_term("Next")
    mine = opened(editor, term) | {"tags": "nlp", "status": "x", "name": "", "publish_at_0": "soon"}
    Term.objects.update(publish_at=moment, replaced_by=successor, status="deprecated")
    assert told(editor.post(url_of(term), mine)) == {
        "Name": (["Term"], [""], False),
        "Status": (["Deprecated"], ["x"], True),
        "Publication time": (["2 January 2030, 10:30"], ["soon"], True),
        "Replaced by": (["Next"], [""], True),
    }


def test_a_version_that_is_none_counts_as_one_never_seen(editor: Client) -> None:
    term = make_term("Term")
    response = submit(editor, url_of(term), version="\x00 name: :: x", definition="New.")
    assert told(response) == {"Definition": (["What Term is."], ["New."], True)}


@pytest.mark.parametrize("model", [Page, Category])
def test_pages_and_categories_ask_the_same_question(
    editor: Client, other: Client, model: Any
) -> None:
    name, text = ("title", "body") if model is Page else ("name", "description")
    row = model.objects.create(**{name: "About", "slug": "about", text: "First."})
    mine = opened(editor, row) | {text: "Mine."}
    submit(
        other,
        url_of(row),
        form_id=f"{row._meta.model_name}_form",
        **{name: "About us", text: "Hers."},
    )
    response = editor.post(url_of(row), mine)
    assert told(response) == {
        name.title(): (["About us"], ["About"], True),
        "Text" if model is Page else "Description": (["Hers."], ["Mine."], True),
    }
    page = response.content.decode()
    assert f"Somebody else saved this {model._meta.verbose_name}" in page
    assert filled(response, row)[text] == "Mine."
    row.refresh_from_db()
    assert getattr(row, text) == "Hers."
    form = response.context["adminform"].form
    sure = filled(response, row) | {"overwrite": form.stored_version}
    assert editor.post(url_of(row), sure).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, name), getattr(row, text)) == ("About", "Mine.")


def test_a_category_saved_by_nobody_else_is_saved_at_once(editor: Client) -> None:
    category = make_category(name="One")
    assert submit(editor, url_of(category), form_id="category_form", name="Two").status_code == 302
    assert Category.objects.get().name == "Two"


@pytest.mark.parametrize("model", [Page, Category])
def test_a_page_or_category_deleted_meanwhile_hands_the_text_back(
    editor: Client, model: Any
) -> None:
    name, text = ("title", "body") if model is Page else ("name", "description")
    row = model.objects.create(**{name: "About", "slug": "about"})
    mine, url = opened(editor, row) | {text: "My long text."}, url_of(row)
    row.delete()
    response = editor.post(url, mine)
    assert response.status_code == 404
    assert response.context["typed"] == [
        (name.title(), "About"),
        ("Slug", "about"),
        ("Text" if model is Page else "Description", "My long text."),
    ]
    what = f"Somebody deleted this {model._meta.verbose_name} while you were editing it."
    assert what in response.content.decode()
