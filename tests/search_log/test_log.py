"""The log of searches: what is kept, what never is, and that no page suffers by it."""

import logging
import time
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from glossary import process_memory
from glossary.models import SearchLogEntry, Term
from glossary.search_log import log
from tests.factories import make_term, make_user

pytestmark = pytest.mark.usefixtures("db")


def kept() -> list[tuple[str, str, int, int]]:
    return list(
        SearchLogEntry.objects.order_by("pk").values_list("kind", "words", "times", "results")
    )


def search(client: Client, query: str, **params: Any) -> None:
    headers = params.pop("headers", {})
    assert client.get("/search/", {"q": query} | params, headers=headers).status_code == 200


def test_a_search_is_kept_as_words_a_count_and_a_day(client: Client) -> None:
    make_term("Café model")
    search(client, "  CAFÉ   Model ")
    search(client, "C++")
    search(client, "“Quantum” foo!")
    assert kept() == [
        ("search", "cafe model", 1, 1),
        ("search", "c++", 1, 0),
        ("search", "quantum foo", 1, 0),
    ]
    assert {row.day for row in SearchLogEntry.objects.all()} == {timezone.localdate()}


def test_once_more_within_a_minute_is_no_second_question(client: Client) -> None:
    for query in ("Foo", "foo", " FOO "):
        search(client, query)
    assert kept() == [("search", "foo", 1, 0)]
    process_memory.reset()
    make_term("Foo")
    search(client, "foo")
    assert kept() == [("search", "foo", 2, 1)]


def test_another_day_is_another_row(client: Client) -> None:
    SearchLogEntry.objects.create(
        kind="search", words="foo", day=timezone.localdate() - timedelta(days=1), results=0
    )
    search(client, "foo")
    assert kept() == [("search", "foo", 1, 0)] * 2


def test_an_address_without_an_entry_is_kept_as_its_words(client: Client) -> None:
    make_term("Hidden", status="draft")
    make_term("Bar", aliases=("Baz",))
    for path in ("c-plus-plus", "Vector%20Databases", "baz", "bar", "hidden", "node.js"):
        client.get(f"/glossary/{path}/")
    client.get("/nowhere/")
    client.get("/glossary/a/b/")
    assert kept() == [
        ("address", "c plus plus", 1, 0),
        ("address", "vector databases", 1, 0),
        ("address", "hidden", 1, 0),
        ("address", "node js", 1, 0),
    ]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/search/?q=", {}),
        ("/search/?q=!!!", {}),
        ("/search/?q=foo&page=2", {}),
        ("/search/?q=foo&level=beginner", {}),
        ("/search/?q=foo", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("/search/?q=foo", {"User-Agent": "Some-Crawler"}),
        ("/search/?q=foo", {"User-Agent": "Baiduspider"}),
        ("/search/?q=foo", {"Sec-Purpose": "prefetch;prerender"}),
        ("/glossary/foo/", {"Purpose": "prefetch"}),
        ("/search/?q=jane%40example.org", {}),
        ("/search/?q=%2B49+170+1234567", {}),
        ("/search/?q=" + "x" * 81, {}),
        ("/glossary/550e8400-e29b-41d4-a716-446655440000/", {}),
        ("/glossary/jane@example.org/", {}),
        ("/glossary/wp-login.php", {}),
        ("/glossary/.env", {}),
        ("/glossary/wp-admin/", {}),
        ("/glossary/backup.ZIP/", {}),
    ],
)
def test_what_is_not_a_readers_question_is_not_kept(
    client: Client, path: str, headers: dict[str, str]
) -> None:
    client.get(path, headers=headers)
    client.head(path, headers=headers)
    assert kept() == []


def test_a_head_is_no_question(client: Client) -> None:
    client.head("/search/?q=foo")
    client.head("/glossary/foo/")
    assert kept() == []


def test_those_who_run_the_site_are_no_readers(client: Client) -> None:
    client.force_login(make_user("Editors"))
    search(client, "foo")
    client.get("/glossary/foo/")
    assert kept() == []
    client.force_login(make_user(is_staff=False))
    search(client, "foo")
    assert kept() == [("search", "foo", 1, 0)]


def test_an_answer_does_not_vary_by_the_cookie_for_it(client: Client) -> None:
    assert "Cookie" not in client.get("/search/?q=foo").headers.get("Vary", "")


def test_the_first_question_of_a_day_deletes_the_old(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_SEARCH_LOG_DAYS = 3
    for days in range(1, 6):
        day = timezone.localdate() - timedelta(days=days)
        SearchLogEntry.objects.create(kind="search", words=f"old {days}", day=day, results=0)
    search(client, "foo")
    assert [words for _, words, *_ in kept()] == ["old 1", "old 2", "foo"]


def test_where_nothing_is_to_be_kept_nothing_is_and_what_was_goes(
    client: Client, settings: Settings
) -> None:
    search(client, "foo")
    settings.GLOSSARY_SEARCH_LOG_DAYS = 0
    search(client, "bar")
    client.get("/glossary/baz/")
    assert kept() == []


def test_a_robot_in_disguise_does_not_fill_the_disk(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MAX_PER_DAY", 3)
    for number in range(5):
        search(client, f"foo {number}")
    process_memory.reset()
    search(client, "foo 1")
    assert [(words, times) for _, words, times, _ in kept()] == [
        ("foo 0", 1),
        ("foo 1", 2),
        ("foo 2", 1),
    ]


@pytest.mark.parametrize("query", ["a\x00b", "\ud800", "ﷺ" * 60, "́" * 70, "' OR 1=1 --", "%"])
def test_hostile_words_break_no_page(client: Client, query: str) -> None:
    response = client.get("/search/", {"q": query.encode("utf-8", "replace")})
    assert response.status_code == 200
    assert all(len(words) <= 200 for _, words, *_ in kept())


def test_a_log_that_cannot_be_written_breaks_no_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise DatabaseError("locked")

    monkeypatch.setattr(log, "_count", fail)
    with caplog.at_level(logging.WARNING):
        search(client, "foo")
        assert client.get("/glossary/foo/").status_code == 404
    assert [record.message for record in caplog.records if record.name == log.__name__] == [
        "A search was not counted."
    ] * 2
    assert not Term.objects.exists()


@pytest.mark.usefixtures("db")
def test_a_locked_row_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    log.note("search", "foo", 0)
    process_memory.reset()
    is_locked, may_go = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            SearchLogEntry.objects.update(times=7)
            is_locked.set()
            may_go.wait(20)
        connection.close()

    thread = Thread(target=hold)
    thread.start()
    assert is_locked.wait(20)
    begin = time.perf_counter()
    log.note("search", "foo", 0)
    took = time.perf_counter() - begin
    may_go.set()
    thread.join()
    assert took < 2
    assert kept() == [("search", "foo", 7, 0)]
    log.note("search", "bar", 0)
    assert kept() == [("search", "foo", 7, 0), ("search", "bar", 1, 0)]
