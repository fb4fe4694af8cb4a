from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from glossary.models import Name, Status, Tag, Term
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")
LIST = "/admin/glossary/term/"


def act(client: Client, action: str, *terms: Term, **fields: Any) -> list[str]:
    """Run ``action`` on ``terms`` and return what the next page tells."""
    data = {"action": action, "_selected_action": [term.pk for term in terms], **fields}
    response = client.post(LIST, data, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def statuses() -> dict[str, str]:
    return dict(Term.objects.values_list("name", "status"))


def test_publishing_counts_what_it_did_and_what_it_left(editor: Client) -> None:
    names = ("draft", "review", "published", "deprecated")
    terms = [make_term(name, status=name) for name in names]
    told = act(editor, "publish", *terms)
    assert told == [
        "2 entries published. 2 skipped: already public (1), already public, as deprecated (1)."
    ]
    assert statuses() == {
        "draft": "published",
        "review": "published",
        "published": "published",
        "deprecated": "deprecated",
    }
    assert Term.objects.get(name="draft").updated_by is not None
    assert Term.objects.get(name="draft").first_published is not None
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        "Changed Status."
    ] * 2


def test_publishing_says_why_it_did_nothing(editor: Client) -> None:
    told = act(editor, "publish", make_term("A", status="deprecated"))
    assert told == ["0 entries published. 1 skipped: already public, as deprecated."]


def test_withdrawing_makes_drafts_of_what_is_public(editor: Client) -> None:
    terms = [make_term(name, status=name) for name in ("review", "published", "deprecated")]
    told = act(editor, "withdraw", *terms)
    assert told == ["2 entries withdrawn. 1 skipped: not public."]
    assert statuses() == {"review": "review", "published": "draft", "deprecated": "draft"}


def test_the_category_is_set(editor: Client) -> None:
    term, category = make_term("Term"), make_category(name="Language")
    assert act(editor, "set_category", term) == ["Choose a category first."]
    assert act(editor, "set_category", term, category=category.pk) == [
        "1 entry moved to “Language”."
    ]
    term.refresh_from_db()
    assert term.category == category
    assert act(editor, "set_category", term, category=category.pk) == [
        "0 entries moved to “Language”. 1 skipped: already in it."
    ]


def test_tags_are_added_and_folded(editor: Client) -> None:
    one, two = make_term("One", tags=("NLP",)), make_term("Two")
    assert act(editor, "add_tag", one) == ["Enter a tag first."]
    assert act(editor, "add_tag", one, two, tag="nlp") == [
        "1 entry tagged “nlp”. 1 skipped: already has the tag."
    ]
    assert [tag.name for tag in two.tags.all()] == ["NLP"]
    assert Tag.objects.count() == 1


def test_an_action_that_fails_does_nothing(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = [make_term(f"Term {number}", status="draft") for number in range(3)]
    save = Term.save

    def fail_on_third(self: Term, **kwargs: Any) -> None:
        if self.name == "Term 2":
            raise RuntimeError
        save(self, **kwargs)

    monkeypatch.setattr(Term, "save", fail_on_third)
    with pytest.raises(RuntimeError):
        act(editor, "publish", *terms)
    assert set(statuses().values()) == {"draft"}


def test_a_writer_moves_and_tags_drafts_but_nothing_public(writer: Client) -> None:
    draft, public = make_term("Draft", status="draft"), make_term("Public")
    category = make_category(name="Language")
    told = act(writer, "set_category", draft, public, category=category.pk)
    assert told == ["1 entry moved to “Language”. 1 skipped: no permission to change."]
    told = act(writer, "add_tag", draft, public, tag="new")
    assert told == ["1 entry tagged “new”. 1 skipped: no permission to change."]
    assert not public.tags.exists()


def test_receivers_run(editor: Client) -> None:
    term = make_term("Term", status=Status.DRAFT)
    Name.objects.all().delete()
    act(editor, "publish", term)
    assert Name.objects.get(kind=Name.Kind.HEADWORD).text == "Term"
