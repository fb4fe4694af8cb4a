"""Missing terms: what is listed, in which order, and what may be done about it by whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from glossary.admin.term.inlines import AliasInline
from glossary.models import Alias, RejectedTerm, SearchLogEntry, Term
from tests.admin.conftest import Login
from tests.admin.form_data import fields_of, submit
from tests.factories import make_category, make_term, make_user

pytestmark = pytest.mark.usefixtures("db")
URL = "/admin/glossary/term/missing/"
ALIAS = "/admin/glossary/term/missing/alias/"


def ask(words: str, times: int = 1, results: int = 0, ago: int = 0, kind: str = "search") -> None:
    day = timezone.localdate() - timedelta(days=ago)
    SearchLogEntry.objects.create(kind=kind, words=words, times=times, results=results, day=day)


def listed(client: Client, **params: Any) -> list[tuple[str, int, int, int]]:
    response = client.get(URL, params)
    assert response.status_code == 200
    rows = response.context["page"].object_list
    return [(row.text, row.searched, row.missed, row.entries) for row in rows]


def names(client: Client, **params: Any) -> list[str]:
    return [row[0] for row in listed(client, **params)]


def speak(text: str, name: str = "Model", **fields: Any) -> Term:
    return make_term(name, definition=text, in_depth="", key_takeaway="", **fields)


def test_three_sources_make_one_table_the_most_wanted_first(editor: Client) -> None:
    ask("quantum foo", times=2)
    ask("quantum foo", times=3, ago=4)
    ask("rlhf", times=1, ago=2)
    ask("rlhf", times=2, ago=1, kind="address")
    ask("c plus plus", kind="address")
    speak("It learns by RLHF.", "One")
    speak("It learns by RLHF, on the Open Cluster Grid.", "Two")
    assert listed(editor) == [
        ("Quantum foo", 5, 0, 0),
        ("RLHF", 1, 2, 2),
        ("C plus plus", 0, 1, 0),
        ("Open Cluster Grid", 0, 0, 1),
    ]
    page = editor.get(URL).content.decode()
    assert "It learns by RLHF." in page
    assert f"{timezone.localdate():%B %Y}" in page


def test_what_has_become_a_name_is_gone_a_drafts_too(editor: Client) -> None:
    ask("rlhf")
    ask("vector databases")
    ask("c plus plus", kind="address")
    speak("It runs on a GPU.")
    assert names(editor) == ["C plus plus", "GPU", "Rlhf", "Vector databases"]
    speak("x", "Vector database", status="draft")
    speak("x", "Learning from feedback", aliases=("RLHF",))
    speak("x", "C++")
    speak("x", "Graphics processor", aliases=("GPU",))
    assert names(editor) == []


def test_what_was_found_later_is_no_longer_wanted(editor: Client) -> None:
    ask("foo", ago=3)
    ask("foo", ago=1, results=2)
    ask("bar", ago=3, results=2)
    ask("bar", ago=1)
    assert names(editor) == ["Bar"]


def test_the_list_is_narrowed_by_kind_time_and_words(editor: Client) -> None:
    ask("alpha", ago=40)
    ask("beta", ago=8, kind="address")
    ask("gamma ray", results=2)
    ask("delta", results=200)
    speak("It is near the Epsilon Eridani.")
    assert names(editor) == ["Alpha", "Beta", "Epsilon Eridani"]
    assert names(editor, kind="search") == ["Alpha"]
    assert names(editor, kind="address") == ["Beta"]
    assert names(editor, kind="text") == ["Epsilon Eridani"]
    assert names(editor, kind="often") == ["Gamma ray"]
    assert names(editor, days=30, kind="search") == []
    assert names(editor, days=30) == ["Beta", "Epsilon Eridani"]
    assert names(editor, days=7) == ["Epsilon Eridani"]
    assert names(editor, q="ÉPSI") == ["Epsilon Eridani"]
    assert names(editor, q="%") == []


@pytest.mark.parametrize(
    "params",
    [{"kind": "x"}, {"days": "9" * 30}, {"page": "x"}, {"q": "\x00"}, {"q": "a " * 3000}],
)
def test_nonsense_in_the_address_is_answered(editor: Client, params: dict[str, str]) -> None:
    ask("foo")
    assert editor.get(URL, params).status_code == 200


def test_questions_older_than_what_is_kept_are_not_shown(editor: Client, settings: Any) -> None:
    ask("foo", ago=3)
    settings.GLOSSARY_SEARCH_LOG_DAYS = 3
    assert names(editor) == []


def test_pages_keep_what_the_list_was_narrowed_to(editor: Client) -> None:
    for number in range(51):
        ask(f"foo {number:02}")
    page = editor.get(URL, {"kind": "search", "q": "foo"})
    assert len(page.context["page"].object_list) == 50
    assert 'href="?q=foo&amp;kind=search&amp;page=2"' in page.content.decode()
    assert names(editor, kind="search", q="foo", page=2) == ["Foo 50"]


def test_an_entry_is_started_with_its_name_filled_in(editor: Client) -> None:
    ask("tom & jerry <b>")
    page = editor.get(URL).content.decode()
    address = "/admin/glossary/term/add/?name=Tom%20%26%20jerry%20%3Cb%3E"
    assert f'href="{address}"' in page
    assert fields_of(editor.get(address).content.decode())["name"] == "Tom & jerry <b>"


def test_the_list_of_entries_leads_to_it(editor: Client, staff: Client) -> None:
    assert f'href="{URL}"' in editor.get("/admin/glossary/term/").content.decode()
    assert f'href="{URL}"' not in staff.get("/admin/glossary/term/").content.decode()


# Reject


def test_what_is_not_wanted_is_hidden_and_can_be_listed_again(editor: Client) -> None:
    ask("foo")
    ask("bar")
    response = editor.post(f"{URL}?q=foo", {"reject": "foo"}, follow=True)
    assert response.redirect_chain == [(f"{URL}?q=foo", 302)]
    assert names(editor) == ["Bar"]
    assert names(editor, kind="rejected") == ["Foo"]
    editor.post(URL, {"reject": "foo"})
    assert RejectedTerm.objects.count() == 1
    editor.post(URL, {"restore": "foo"})
    assert names(editor) == ["Bar", "Foo"]
    assert LogEntry.objects.count() == 2
    long = {"reject": "x" * 201}
    for data in ({}, {"reject": ""}, {"restore": "none"}, {"reject": "\x00"}, long):
        assert editor.post(URL, data).status_code == 302
    assert not RejectedTerm.objects.exists()


def test_who_may_do_what(
    client: Client, editor: Client, writer: Client, staff: Client, login: Login
) -> None:
    ask("foo")
    assert client.get(URL).status_code == 302
    assert [who.get(URL).status_code for who in (editor, writer, staff)] == [200, 200, 403]
    assert [who.get(ALIAS).status_code for who in (editor, writer, staff)] == [200, 200, 403]
    assert 'name="reject"' in editor.get(URL).content.decode()
    assert 'name="reject"' not in writer.get(URL).content.decode()
    RejectedTerm.objects.create(key="bar")
    for data in ({"reject": "foo"}, {"restore": "bar"}):
        assert writer.post(URL, data).status_code == 403
        assert staff.post(URL, data).status_code == 403
    assert [row.key for row in RejectedTerm.objects.all()] == ["bar"]


def test_nothing_is_decided_without_the_pages_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Editors"))
    assert client.post(URL, {"reject": "foo"}).status_code == 403
    assert client.post(f"{ALIAS}?name=foo", {"text": "foo"}).status_code == 403


# Add as alias of …


def add(client: Client, term: Term, **changes: Any) -> Any:
    url = f"{ALIAS}?name=RLHF"
    return submit(client, url, form_id="alias_of_form", term=str(term.pk), **changes)


def test_a_wanted_term_becomes_an_alias(editor: Client) -> None:
    term = speak("x", "Learning from feedback")
    ask("rlhf")
    assert names(editor) == ["Rlhf"]
    response = add(editor, term)
    assert response.status_code == 302
    assert response.url == URL
    alias = Alias.objects.get()
    assert (alias.term, alias.text, alias.kind) == (term, "RLHF", "abbreviation")
    assert names(editor) == []
    term.refresh_from_db()
    assert term.updated_by == User.objects.get(username="ed")
    entry = LogEntry.objects.get()
    assert entry.get_change_message() == "Added alias “RLHF”."
    assert entry.object_id == str(term.pk)


def test_without_the_script_a_slug_chooses_the_entry(editor: Client) -> None:
    term = speak("x", "Learning")
    submit(editor, f"{ALIAS}?name=RLHF", form_id="alias_of_form", term_slug="learning")
    assert Alias.objects.get().term == term
    answer = submit(editor, f"{ALIAS}?name=XYZ", form_id="alias_of_form", term_slug="nothing")
    assert answer.status_code == 200
    assert "term" in answer.context["form"].errors


def test_a_name_of_another_entry_is_asked_about(editor: Client) -> None:
    term = speak("x", "Learning")
    speak("Another one.", "Other", aliases=("RLHF",))
    answer = add(editor, term)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Another entry already uses this name." in page
    assert "Another one." in page
    assert Alias.objects.count() == 1
    data = fields_of(page, "alias_of_form")
    again = editor.post(ALIAS, data | {"confirm_names": answer.context["form"].names_token})
    assert again.status_code == 302
    assert term.aliases.get().text == "RLHF"


def test_what_the_alias_rules_reject_is_rejectd_here(editor: Client) -> None:
    term = speak("x", "Learning", aliases=("RLHF",))
    assert "This entry already has this alias." in add(editor, term).content.decode()
    assert add(editor, term, text="").status_code == 200
    assert add(editor, term, text="a\x00b").status_code == 200
    assert add(editor, term, kind="nonsense").status_code == 200
    assert "the name of this entry" in add(editor, term, text="learning").content.decode()
    assert [alias.text for alias in Alias.objects.all()] == ["RLHF"]


def test_an_entry_takes_no_more_aliases_than_its_form_can(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AliasInline, "max_num", 1)
    answer = add(editor, speak("x", "Learning", aliases=("One",)))
    assert "maximum number of aliases" in answer.content.decode()


def test_a_writer_adds_to_drafts_only(writer: Client) -> None:
    public, draft = speak("x", "Public"), speak("x", "Draft", status="draft")
    assert (
        "You do not have permission to change this entry." in add(writer, public).content.decode()
    )
    assert add(writer, draft).status_code == 302
    assert [alias.term for alias in Alias.objects.all()] == [draft]


def test_whoever_has_the_form_of_the_entry_open_is_asked(editor: Client, login: Login) -> None:
    term = speak("x", "Learning", category=make_category())
    url = f"/admin/glossary/term/{term.pk}/change/"
    other = login("Editors")
    opened = fields_of(other.get(url).content.decode())
    add(editor, term)
    answer = other.post(url, opened | {"definition": "Mine."})
    assert answer.status_code == 200
    assert "Somebody else saved this" in answer.content.decode()
    assert term.aliases.count() == 1


# The log behind it


def test_the_log_is_read_and_deleted_by_editors_and_changed_by_nobody(
    editor: Client, writer: Client
) -> None:
    ask("jane doe")
    row = SearchLogEntry.objects.get()
    base = "/admin/glossary/searchlogentry/"
    assert "jane doe" in editor.get(base).content.decode()
    assert editor.get(f"{base}{row.pk}/change/").status_code == 200
    assert editor.post(f"{base}{row.pk}/change/", {"words": "x"}).status_code == 403
    assert editor.get(f"{base}add/").status_code == 403
    assert writer.get(base).status_code == 403
    data = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    editor.post(base, data)
    assert not SearchLogEntry.objects.exists()
