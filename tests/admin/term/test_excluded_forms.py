"""The generated forms of an entry's names, and what its form says of linking them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from glossary.models import Alias, Name, NameExclusion, Term
from tests.admin.form_data import fields_of, submit
from tests.factories import make_category, make_name_exclusion, make_term

pytestmark = pytest.mark.usefixtures("db")
ADD = "/admin/glossary/term/add/"


def url_of(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def names(term: Term) -> set[str]:
    return set(term.names.values_list("text", flat=True))


def off(term: Term) -> list[str]:
    return sorted(term.name_exclusions.values_list("text", flat=True))


def offered(client: Client, term: Term) -> list[str]:
    form = client.get(url_of(term)).context["adminform"].form
    return [value for value, _label in form.fields["excluded_forms"].choices]


def test_the_forms_of_all_names_are_offered_and_what_is_ticked_is_no_name(editor: Client) -> None:
    term = make_term("Chat bot", aliases=("agent",))
    assert offered(editor, term) == [
        *("Chat bots", "Chat bot's", "Chat-bot", "Chat-bots", "Chatbot", "Chatbots"),
        *("agents", "agent's"),
    ]
    response = submit(editor, url_of(term), excluded_forms=["agents", "Chat-bots"])
    assert response.status_code == 302
    assert off(term) == ["Chat-bots", "agents"]
    assert not {"agents", "Chat-bots"} & names(term)
    assert {"agent's", "Chat bots"} < names(term)
    page = text_of(editor.get(url_of(term)))
    assert fields_of(page)["excluded_forms"] == ["Chat-bots", "agents"]
    assert "Forms not to link" in LogEntry.objects.get().get_change_message()


def test_a_form_switched_on_again_is_a_name_again(editor: Client) -> None:
    term = make_term("Agent")
    make_name_exclusion(term, "Agents")
    submit(editor, url_of(term), excluded_forms=[])
    assert off(term) == []
    assert "Agents" in names(term)


def test_a_new_entry_shows_its_forms_after_the_first_saving(editor: Client) -> None:
    page = text_of(editor.get(ADD))
    assert 'name="excluded_forms"' not in page
    assert 'name="autolink"' in page
    response = submit(
        editor,
        ADD,
        name="Agent",
        category=make_category().pk,
        definition="x",
        exact_case="exact",
        _continue="1",
    )
    term = Term.objects.get()
    assert response["Location"] == url_of(term)
    assert offered(editor, term) == ["Agents", "Agent's"]
    assert Name.objects.filter(term=term, exact=False).count() == 0


def test_forms_of_a_name_just_added_are_on(editor: Client) -> None:
    term = make_term("Agent")
    make_name_exclusion(term, "Agent's")
    submit(editor, url_of(term), **{"aliases-0-text": "helper"})
    assert off(term) == ["Agent's"]
    assert {"helper", "helpers", "helper's"} < names(term)


def test_what_no_name_generates_any_more_can_still_be_switched_on(editor: Client) -> None:
    term = make_term("Agent", aliases=("helper",))
    make_name_exclusion(term, "helpers")
    Alias.objects.all().delete()
    assert offered(editor, term) == ["Agents", "Agent's", "helpers"]
    assert "helpers (no longer generated)" in text_of(editor.get(url_of(term)))
    submit(editor, url_of(term), excluded_forms=[])
    assert off(term) == []


def test_a_form_whose_alias_somebody_deleted_meanwhile_is_no_fault(editor: Client) -> None:
    term = make_term("Agent", aliases=("helper",))
    mine = fields_of(text_of(editor.get(url_of(term)))) | {"excluded_forms": ["helpers"]}
    Alias.objects.all().delete()
    response = editor.post(url_of(term), mine)
    form = response.context["adminform"].form
    assert form.conflict
    assert fields_of(text_of(response))["excluded_forms"] == "helpers"
    sent = editor.post(
        url_of(term), fields_of(text_of(response)) | {"overwrite": form.stored_version}
    )
    assert sent.status_code == 302
    assert off(term) == ["helpers"]


def test_two_editors_who_switch_off_forms_are_asked(editor: Client) -> None:
    term = make_term("Agent")
    mine = fields_of(text_of(editor.get(url_of(term)))) | {"excluded_forms": ["Agents"]}
    make_name_exclusion(term, "Agent's")
    response = editor.post(url_of(term), mine)
    [difference] = response.context["differences"]
    assert (
        difference.label,
        difference.stored,
        difference.typed,
        difference.is_changed_by_others,
    ) == (
        "Forms not to link",
        ["Agent's"],
        ["Agents"],
        True,
    )
    assert off(term) == ["Agent's"]
    token = response.context["adminform"].form.stored_version
    editor.post(url_of(term), fields_of(text_of(response)) | {"overwrite": token})
    assert off(term) == ["Agents"]


@pytest.mark.parametrize("odd", ["x" * 201, "a\x00b", "a\x0bb"])
def test_what_can_be_no_form_is_rejectd_in_words(editor: Client, odd: str) -> None:
    term = make_term("Agent")
    response = submit(editor, url_of(term), excluded_forms=[odd])
    assert response.status_code == 200
    assert "excluded_forms" in response.context["adminform"].form.errors
    assert not NameExclusion.objects.exists()


def test_who_may_only_read_reads_what_is_off(staff: Client) -> None:
    term = make_term("Agent")
    make_name_exclusion(term, "Agents")
    page = text_of(staff.get(url_of(term)))
    assert '<div class="readonly">Agents</div>' in page
    assert 'name="excluded_forms"' not in page


def test_the_form_tells_why_a_short_name_does_not_link_by_itself(editor: Client) -> None:
    page = text_of(editor.get(url_of(make_term("C"))))
    # For the headword, and for the rows of aliases.
    assert page.count("common words link only if exact") >= 2


def clashes(response: object) -> list[tuple[str, str, list[str]]]:
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    return [(same.text, same.typed, [str(row) for row in same.others]) for same in form.clashes]


def test_a_name_that_is_a_generated_form_of_another_is_asked_about_as_such(editor: Client) -> None:
    other = make_term("Agent", aliases=("helper",))
    new = {"category": other.category.pk, "definition": "x"}
    response = submit(editor, ADD, name="Agents", **new, **{"aliases-0-text": "helpers"})
    assert clashes(response) == [
        ("helpers", "helpers", ["helpers"]),
        ("Agents", "Agents", ["Agents"]),
    ]
    page = text_of(response)
    assert "has the generated form “Agents”" in page
    assert "has the alias" not in page


def test_a_form_of_a_new_name_that_another_entry_has_is_asked_about(editor: Client) -> None:
    other = make_term("Analyses", aliases=("Basics",))
    new = {"category": other.category.pk, "definition": "x"}
    response = submit(editor, ADD, name="Analysis", **new)
    assert clashes(response) == [("Analyses", "Analysis", ["Analyses"])]
    assert "a form generated from “Analysis”" in text_of(response)
    token = response.context["adminform"].form.names_token
    sent = editor.post(ADD, fields_of(text_of(response)) | {"confirm_names": token})
    assert sent.status_code == 302
    term = Term.objects.get(name="Analysis")
    assert submit(editor, url_of(term), definition="y").status_code == 302
    response = submit(editor, url_of(term), **{"aliases-0-text": "Basic"})
    assert clashes(response) == [("Basics", "Basic", ["Basics"])]


def test_a_form_that_is_off_is_no_clash(editor: Client) -> None:
    make_term("Analyses")
    term = make_term("Other")
    assert clashes(submit(editor, url_of(term), **{"aliases-0-text": "analysis"}))
    changes = {"aliases-0-text": "analysis", "excluded_forms": ["analyses"]}
    assert submit(editor, url_of(term), **changes).status_code == 302


def test_another_entry_is_shown_once_however_many_of_its_forms_meet(editor: Client) -> None:
    make_term("Chat-bot")
    term = make_term("Other")
    response = submit(editor, url_of(term), **{"aliases-0-text": "chat bot"})
    assert clashes(response) == [("chat bot", "chat bot", ["Chat-bot"])]
