"""What an editor sees before names go live."""

import pytest
from django.test import Client

from glossary.models import Status, Term
from tests.admin.form_data import fields_of, submit
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")
ADD = "/admin/glossary/term/add/"
LIST = "/admin/glossary/term/"


@pytest.fixture(autouse=True)
def texts() -> list[Term]:
    return [make_term(f"Text {n}", definition=f"Sentence {n} has agents.") for n in range(4)]


def url_of(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def errors(response: object) -> list[str]:
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    return [error.code for error in form.non_field_errors().as_data()]


def confirmed(client: Client, url: str, response: object) -> object:
    token = response.context["adminform"].form.link_impact.token  # type: ignore[attr-defined]
    return client.post(url, fields_of(text_of(response)) | {"confirm_links": token})


def test_a_new_entry_that_many_texts_would_link_is_asked_about(editor: Client) -> None:
    new = {"name": "Agent", "category": make_category().pk, "definition": "Mine."}
    response = submit(editor, ADD, status="published", **new)
    page = text_of(response)
    assert errors(response) == ["many_links"]
    assert "4 texts would gain a link here." in page
    assert "Sentence 2 has <mark>agents</mark>." in page
    assert "“Agent” is a very frequent name: 4 of 4 texts may write it." in page
    assert fields_of(page)["definition"] == "Mine."
    assert not Term.objects.filter(name="Agent").exists()
    assert confirmed(editor, ADD, response).status_code == 302  # type: ignore[attr-defined]
    assert Term.objects.get(name="Agent").mentioned_in.filter(linked=True).count() == 4


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft"},
        {"status": "deprecated"},
        {"autolink": []},
        {"exact_case": "exact"},
    ],
)
def test_who_makes_no_links_is_not_asked(editor: Client, change: dict[str, object]) -> None:
    new = {"name": "Agent", "category": make_category().pk, "definition": "Mine."}
    response = submit(editor, ADD, **{"status": "published", **new, **change})
    assert response.status_code == 302


def test_a_few_texts_are_no_question(editor: Client, texts: list[Term]) -> None:
    texts[0].delete()
    draft = make_term("Agent", status=Status.DRAFT)
    assert submit(editor, url_of(draft), status="published").status_code == 302


def test_a_form_switched_off_makes_no_links(editor: Client) -> None:
    draft = make_term("Agent", status=Status.DRAFT)
    changes = {"status": "published", "excluded_forms": ["Agents"]}
    assert submit(editor, url_of(draft), **changes).status_code == 302


def test_only_names_that_are_added_are_asked_about(editor: Client) -> None:
    term = make_term("Robot")
    assert submit(editor, url_of(term), definition="Other.").status_code == 302
    alias = {"aliases-0-text": "agent", "aliases-0-autolink": "on"}
    response = submit(editor, url_of(term), **alias)
    assert errors(response) == ["many_links"]
    assert confirmed(editor, url_of(term), response).status_code == 302  # type: ignore[attr-defined]
    assert submit(editor, url_of(term), definition="Once more.").status_code == 302
    assert submit(editor, url_of(term), **{"aliases-1-text": "agents"}).status_code == 302


def test_a_confirmation_covers_what_was_shown_only(editor: Client) -> None:
    draft = make_term("Agent", status=Status.DRAFT)
    response = submit(editor, url_of(draft), status="published")
    make_term("Text 9", definition="Ninth of agents.")
    assert errors(confirmed(editor, url_of(draft), response)) == ["many_links"]


def test_the_ledger_of_a_draft_shows_what_would_lead_to_it(writer: Client) -> None:
    draft = make_term("Agent", status=Status.DRAFT)
    page = text_of(writer.get(f"{LIST}{draft.pk}/links/"))
    assert "Before it is published" in page
    assert "4 texts would gain a link here." in page
    public = make_term("Robot")
    assert "Before it is published" not in text_of(writer.get(f"{LIST}{public.pk}/links/"))


def test_the_publish_action_asks_with_the_texts_of_each(editor: Client) -> None:
    drafts = [make_term(name, status=Status.DRAFT) for name in ("Agent", "Robot")]
    chosen = {"action": "publish", "_selected_action": [draft.pk for draft in drafts]}
    response = editor.post(LIST, chosen)
    page = text_of(response)
    assert response.status_code == 200
    assert "<h2>Agent</h2>" in page
    assert "<h2>Robot</h2>" not in page
    assert not Term.objects.filter(pk__in=[d.pk for d in drafts], status="published").exists()
    token = response.context["token"]
    sent = editor.post(LIST, chosen | {"confirm_links": token, "select_across": "0"})
    assert sent.status_code == 302
    assert Term.objects.filter(pk__in=[d.pk for d in drafts], status="published").count() == 2


def test_the_publish_action_does_not_ask_about_a_few(editor: Client) -> None:
    draft = make_term("Robot", status=Status.DRAFT)
    sent = editor.post(LIST, {"action": "publish", "_selected_action": [draft.pk]})
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert draft.status == Status.PUBLISHED
