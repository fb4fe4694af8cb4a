"""Links by hand, ``[[name]]``, as an editor types them."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from glossary.models import Term
from tests.admin.form_data import fields_of, submit
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def url_of(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def told(response: object) -> str:
    return " ".join(str(m) for m in get_messages(response.wsgi_request))  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", ["definition", "in_depth", "key_takeaway"])
def test_a_link_to_no_entry_is_rejectd_at_its_field_with_the_nearest_names(
    editor: Client, field: str
) -> None:
    make_term("Machine learning", aliases=("statistical learning",))
    term = make_term("Term")
    typed = "See [[machine lerning]] and [[nothing like it]]."
    response = submit(editor, url_of(term), **{field: typed})
    assert response.context["adminform"].form.errors == {
        field: [
            "No entry is called “machine lerning”. Did you mean “Machine learning”?",
            "No entry is called “nothing like it”.",
        ]
    }
    assert fields_of(response.content.decode())[field] == typed


def test_an_application_that_links_to_no_entry_is_rejectd(editor: Client) -> None:
    term = make_term("Term")
    changes = {"applications-0-title": "Use", "applications-0-description": "A [[ghost|spook]]."}
    response = submit(editor, url_of(term), **changes)
    assert "No entry is called “ghost”." in response.content.decode()


@pytest.mark.parametrize("reference", ["Agent", "agents", "AGENT", "helper|someone", "agent-slug"])
def test_whatever_an_entry_is_called_will_do(editor: Client, reference: str) -> None:
    make_term("Agent", slug="agent-slug", aliases=("helper",))
    term = make_term("Term")
    response = submit(editor, url_of(term), definition=f"One [[{reference}]].")
    assert (response.status_code, "no link yet" in told(response)) == (302, False)


def test_a_link_to_a_draft_is_a_warning(editor: Client) -> None:
    make_term("Agent", status="draft")
    term = make_term("Term")
    response = submit(editor, url_of(term), definition="One [[agent]].")
    assert response.status_code == 302
    assert "until their entries are public: “agent”." in told(response)


def test_a_link_that_died_meanwhile_hinders_no_other_change_and_is_told(editor: Client) -> None:
    term = make_term("Term", definition="One [[ghost]].")
    response = submit(editor, url_of(term), level="advanced")
    assert response.status_code == 302
    assert "“ghost”" in told(response)
    response = submit(editor, url_of(term), definition="Two [[ghost]].")
    assert response.status_code == 200


def test_code_and_escaped_brackets_are_no_links(editor: Client) -> None:
    term = make_term("Term")
    typed = "Bash has `[[ -f x ]]` and \\[[this]]."
    assert submit(editor, url_of(term), in_depth=typed).status_code == 302
