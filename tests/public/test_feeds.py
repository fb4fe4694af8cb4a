from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from glossary.models import Status, Term
from tests.factories import make_category, make_term
from tests.public.site import read_xml

pytestmark = pytest.mark.usefixtures("db")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = "https://words.example"


def entries(client: Client) -> list[Element]:
    return read_xml(client, "/feed/").findall(f"{ATOM}entry")


def texts(client: Client, name: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}{name}") for entry in entries(client)]


def test_the_feed_has_what_atom_asks_for(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_NAME = "Words & more"
    response = client.get("/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = read_xml(client, "/feed/")
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == "https://words.example/glossary/"
    assert feed.findtext(f"{ATOM}title") == "Words & more"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Words & more"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "https://words.example/glossary/",
        "self": "https://words.example/feed/",
    }
    assert datetime.fromisoformat(str(feed.findtext(f"{ATOM}updated"))).tzinfo


def test_an_entry_has_what_atom_asks_for(client: Client) -> None:
    make_term("中文", category=make_category(name="Languages"))
    (entry,) = entries(client)
    link = entry.find(f"{ATOM}link")
    category = entry.find(f"{ATOM}category")
    assert link is not None
    assert category is not None
    assert link.get("href") == "https://words.example/glossary/%E4%B8%AD%E6%96%87/"
    assert category.get("term") == "Languages"
    assert str(entry.findtext(f"{ATOM}id")).startswith("tag:words.example,")
    for name in ("published", "updated"):
        assert datetime.fromisoformat(str(entry.findtext(f"{ATOM}{name}"))).tzinfo


def test_an_entry_keeps_its_id_when_its_address_changes(client: Client) -> None:
    term = make_term("Before")
    before = texts(client, "id")
    term.slug = "after"
    term.save()
    assert texts(client, "id") == before


def test_what_is_not_for_new_readers_is_absent(client: Client) -> None:
    make_term("Draft", status=Status.DRAFT)
    make_term("In review", status=Status.REVIEW)
    make_term("Later", publish_at="2999-01-01T00:00Z")
    make_term("Deprecated", status=Status.DEPRECATED)
    make_term("Shown")
    assert texts(client, "title") == ["Shown"]


def test_an_empty_glossary_has_a_feed(client: Client) -> None:
    assert entries(client) == []


def test_the_latest_come_first_and_a_scheduled_entry_when_its_time_has_come(
    client: Client, settings: Settings
) -> None:
    now = timezone.now().replace(microsecond=0)
    for name, written, scheduled in (
        ("Oldest", 9, None),
        ("Scheduled", 8, 1),
        ("Long public", 7, 20),
        ("Newer", 2, None),
    ):
        term = make_term(name)
        publish_at = now - timedelta(days=scheduled) if scheduled else None
        Term.objects.filter(pk=term.pk).update(
            updated=now - timedelta(days=written), publish_at=publish_at
        )
    assert texts(client, "title") == ["Scheduled", "Newer", "Long public", "Oldest"]
    updated = [datetime.fromisoformat(str(text)) for text in texts(client, "updated")]
    assert updated == [now - timedelta(days=days) for days in (1, 2, 7, 9)]
    settings.GLOSSARY_FEED_SIZE = 2
    assert texts(client, "title") == ["Scheduled", "Newer"]


def test_a_summary_is_plain_words_written_as_html(client: Client) -> None:
    make_term("A < B", definition="A `List<int>` & [more](/glossary/more/) **words**.")
    assert texts(client, "title") == ["A < B"]
    assert texts(client, "summary") == ["A List&lt;int&gt; &amp; more words."]


def test_characters_that_xml_cannot_hold_do_not_break_the_feed(client: Client) -> None:
    make_term("Bell\x07", definition="A\x0bB\x1bC", category=make_category(name="C\x08"))
    assert texts(client, "title") == ["Bell\ufffd"]
    assert texts(client, "summary") == ["A B\ufffdC"]
