"""The link link report of an entry: what it shows, and what its buttons do."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from glossary.models import Alias, LinkExclusion, Mention, NameExclusion, PendingMentions, Term
from tests.factories import make_link_exclusion, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def url_of(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/links/"


def page_of(client: Client, term: Term) -> str:
    response = client.get(url_of(term))
    assert response.status_code == 200
    return html_of(response)


def press(client: Client, term: Term, button: str, value: object) -> None:
    response = client.post(url_of(term), {button: value})
    assert (response.status_code, response["Location"]) == (302, url_of(term))


def value_of(term: Term, target: Term, place: int = 0) -> str:
    row = Mention.objects.filter(source=term, target=target).order_by("position")[place]
    return f"{row.source_id}:{row.target_id}:{row.context}"


def links(term: Term) -> list[tuple[str, bool, bool]]:
    rows = Mention.objects.filter(source=term).order_by("position")
    return list(rows.values_list("text", "linked", "excluded"))


@pytest.fixture
def agent() -> Term:
    return make_term("Agent", aliases=("helper",), definition="A.", in_depth="", key_takeaway="")


@pytest.fixture
def text(agent: Term) -> Term:
    return make_term(
        "Robot",
        definition="First come agents.",
        in_depth="Then an agent again. A helper last.",
        key_takeaway="",
    )


def test_every_place_is_shown_with_its_sentence_and_the_link_among_them(
    editor: Client, agent: Term, text: Term
) -> None:
    page = page_of(editor, agent)
    assert "First come <mark>agents</mark>." in page
    assert "A <mark>helper</mark> last." in page
    assert page.count("this is the link") == 1
    assert page.count("an earlier mention in the text has it") == 2
    own = page_of(editor, text)
    assert "Links from this entry" in own
    assert "First come <mark>agents</mark>." in own
    assert "No text mentions this entry." in own
    change = html_of(editor.get(f"/admin/glossary/term/{agent.pk}/change/"))
    assert f'<a href="{url_of(agent)}">Links</a>' in change


def test_one_place_is_silenced_and_the_next_becomes_the_link(
    editor: Client, agent: Term, text: Term
) -> None:
    press(editor, agent, "exclude_mention", value_of(text, agent))
    assert links(text) == [
        ("agents", False, True),
        ("agent", True, False),
        ("helper", False, False),
    ]
    page = page_of(editor, agent)
    assert "turned off here" in page
    entry = LogEntry.objects.get()
    assert entry.object_id == str(text.pk)
    assert "Turned off the link to “Agent” at “" in entry.get_change_message()
    press(editor, text, "allow", LinkExclusion.objects.get().pk)
    assert links(text)[0] == ("agents", True, False)
    assert not LinkExclusion.objects.exists()


def test_a_whole_text_is_silenced(editor: Client, agent: Term, text: Term) -> None:
    press(editor, text, "exclude_text", value_of(text, agent, 1))
    assert not any(linked for _, linked, _ in links(text))
    assert LinkExclusion.objects.get().context == ""
    page_of(editor, agent)
    assert page_of(editor, agent).count("turned off in the whole text") == 3


def test_a_form_a_headword_and_an_alias_are_silenced_everywhere(
    editor: Client, agent: Term, text: Term
) -> None:
    press(editor, agent, "exclude_name", f"{agent.pk}:agents")
    assert NameExclusion.objects.get().text == "Agents"
    press(editor, text, "exclude_name", f"{agent.pk}:helper")
    assert not Alias.objects.get().autolink
    press(editor, agent, "exclude_name", f"{agent.pk}:agent")
    agent.refresh_from_db()
    assert not agent.autolink
    assert agent.updated_by is not None
    assert [e.object_id for e in LogEntry.objects.all()] == [str(agent.pk)] * 3
    editor.get(text.get_absolute_url())
    assert 'class="term"' not in html_of(editor.get(text.get_absolute_url()))


def test_names_are_listed_with_why_they_do_not_link_and_switched_back(editor: Client) -> None:
    term = make_term("Agent", aliases=("a", "the one"))
    for name in ("Agents", "Agent"):
        press(editor, term, "name_off", name)
    page = page_of(editor, term)
    assert page.count("too short or too common") == 8
    assert "turned off: it is not a name of the entry" in page
    assert "its base name is turned off" in page
    for name in ("Agents", "Agent"):
        press(editor, term, "name_on", name)
    term.refresh_from_db()
    assert term.autolink
    assert not NameExclusion.objects.exists()


def test_what_was_switched_off_and_is_gone_is_listed_apart(
    editor: Client, agent: Term, text: Term
) -> None:
    make_link_exclusion(text, agent, "words that are gone")
    make_link_exclusion(make_term("Mute"), agent)
    page = page_of(editor, agent)
    assert "no longer in the text" in page
    assert "Robot → Agent: “words that are gone”" in page
    assert "Mute → Agent: the whole text" in page
    assert "words that are gone" in page_of(editor, text)


def test_a_text_out_of_date_is_read_anew_and_nothing_written(editor: Client, agent: Term) -> None:
    text = make_term("Robot", definition="An agent.")
    Mention.objects.all().delete()
    PendingMentions.objects.create(source=text, cause=agent)
    assert "An <mark>agent</mark>." in page_of(editor, agent)
    assert not Mention.objects.exists()


def test_a_link_written_by_hand_has_no_button(editor: Client, agent: Term) -> None:
    make_term("Robot", definition="One [[agent]].", in_depth="", key_takeaway="")
    page = page_of(editor, agent)
    assert "a link that is written in the text" in page
    assert "silence_" not in page


def test_writers_read_all_and_change_drafts_only(
    writer: Client, editor: Client, agent: Term, text: Term
) -> None:
    draft = make_term("Draft", status="draft", definition="An agent.")
    page = page_of(writer, agent)
    assert f'name="exclude_mention" value="{value_of(draft, agent)}"' in page
    assert f'name="exclude_mention" value="{value_of(text, agent)}"' not in page
    assert 'name="name_off"' not in page
    for button, value in (
        ("exclude_mention", value_of(text, agent)),
        ("exclude_text", value_of(text, agent)),
        ("exclude_name", f"{agent.pk}:agents"),
        ("name_off", "Agent"),
        ("name_on", "Agent"),
        ("allow", make_link_exclusion(text, agent, "x").pk),
    ):
        assert writer.post(url_of(draft), {button: value}).status_code == 403 or (
            button.startswith("name_")
        )
        assert writer.post(url_of(agent), {button: value}).status_code == 403
    assert LinkExclusion.objects.count() == 1
    press(writer, agent, "exclude_mention", value_of(draft, agent))
    assert LinkExclusion.objects.filter(term=draft).count() == 1


def test_staff_without_a_role_are_rejected(staff: Client, client: Client, agent: Term) -> None:
    assert staff.get(url_of(agent)).status_code == 200
    assert staff.post(url_of(agent), {"name_off": "Agent"}).status_code == 403
    assert client.get(url_of(agent)).status_code == 302


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"exclude_mention": ""},
        {"exclude_mention": "x"},
        {"exclude_mention": "1:2"},
        {"exclude_mention": f"{'9' * 30}:1:x"},
        {"exclude_mention": "\x00:\x00:\x00"},
        {"exclude_name": "1"},
        {"exclude_name": "1:\x00"},
        {"allow": "9" * 30},
        {"allow": "\x00"},
        {"name_off": "nobody\x00"},
        {"name_on": "nobody"},
    ],
)
def test_what_no_button_posts_changes_nothing(
    editor: Client, agent: Term, posted: dict[str, str]
) -> None:
    response = editor.post(url_of(agent), posted, follow=True)
    assert response.status_code == 200
    assert "Nothing changed" in html_of(response)
    assert not LogEntry.objects.exists()


def test_the_token_is_asked_for_and_missing_entries_are_missing(
    editor: Client, agent: Term
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(url_of(agent), {"name_off": "Agent"}).status_code == 403
    assert editor.get("/admin/glossary/term/999999/links/").status_code == 404


def test_many_texts_are_paged(editor: Client, agent: Term) -> None:
    for number in range(52):
        make_term(f"Text {number:02}", definition="An agent.")
    page = page_of(editor, agent)
    assert "Page 1 of 2" in page
    assert page.count("<mark>") == 50
    assert html_of(editor.get(f"{url_of(agent)}?page=2")).count("<mark>") == 2
    posted = editor.post(f"{url_of(agent)}?page=2", {"name_off": "Agent"})
    assert posted["Location"] == f"{url_of(agent)}?page=2"
