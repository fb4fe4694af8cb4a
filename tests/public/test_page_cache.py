"""Pages from memory: right for everyone, never older than the last committed change."""

import gzip
from collections.abc import Iterator
from datetime import timedelta

import brotli
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from glossary import process_memory
from glossary.models import Edition, Page, PendingTerm, SearchLogEntry, Term
from glossary.public.page_cache import PARAMETERS, pages
from tests.factories import make_term, make_user

pytestmark = pytest.mark.usefixtures("db")
ENTRY = "/glossary/agent/"


@pytest.fixture(autouse=True)
def _cached(settings: Settings) -> Iterator[None]:
    settings.GLOSSARY_PAGE_CACHE_BYTES = 1_000_000
    process_memory.reset()
    yield
    process_memory.reset()


def is_from_memory(client: Client, path: str, **headers: str) -> bool:
    """Return whether ``path`` is answered with the one query for the edition."""
    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers=headers)
    return len(queries) == 1


def test_the_second_reading_is_one_query_and_the_same_page(client: Client) -> None:
    make_term("Agent")
    first = client.get(ENTRY)
    assert is_from_memory(client, ENTRY)
    second = client.get(ENTRY)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert "default-src 'self'" in second.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    ["/glossary/", "/search/?q=agent", "/map/", "/feed/", "/glossary/agent.json", "/robots.txt"],
)
def test_all_public_pages_are_kept(client: Client, path: str) -> None:
    make_term("Agent")
    client.get(path)
    assert is_from_memory(client, path)


@pytest.mark.parametrize(
    "path", ["/contact/", "/status/", "/status.json", "/none/", "/admin/login/"]
)
def test_what_differs_from_reading_to_reading_is_not_kept(client: Client, path: str) -> None:
    client.get(path)
    assert pages.size == 0


def test_a_saved_change_is_seen_at_once(client: Client) -> None:
    term = make_term("Agent")
    assert b"Changed." not in client.get(ENTRY).content
    term.definition = "Changed."  # type: ignore[assignment]
    term.save()
    assert b"Changed." in client.get(ENTRY).content


def test_a_change_whose_refresh_is_still_due_is_seen_too(client: Client) -> None:
    term = make_term("Agent")
    client.get(ENTRY)
    PendingTerm.objects.create(term_id=term.pk)
    Term.objects.update(definition="Changed.")
    assert b"Changed." in client.get(ENTRY).content


def test_a_page_made_before_a_change_is_not_kept_for_after(client: Client) -> None:
    make_term("Agent")
    client.get(ENTRY)
    edition = Edition.current()
    page = next(iter(pages._values.values()))[0]
    make_term("Other")
    client.get("/glossary/other/")
    pages.put(edition, "late", page)
    assert pages.get(Edition.current(), "late") is None


def test_a_restored_backup_of_the_same_number_is_another_edition(client: Client) -> None:
    term = make_term("Agent")
    seen = client.get(ENTRY)
    number = Edition.objects.get().number
    Term.objects.filter(pk=term.pk).update(definition="Restored.")
    Edition.objects.update(number=number, token="another")
    again = client.get(ENTRY, headers={"If-None-Match": seen.headers["ETag"]})
    assert (again.status_code, b"Restored." in again.content) == (200, True)


def test_a_scheduled_entry_appears_at_its_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_term("Later", publish_at=timezone.now() + timedelta(hours=1))
    assert b"Later" not in client.get("/glossary/").content
    in_two_hours = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: in_two_hours)
    assert b"Later" in client.get("/glossary/").content


def test_editors_read_past_the_memory_and_leave_nothing_in_it(client: Client) -> None:
    make_term("Agent")
    client.get(ENTRY)
    size = pages.size
    editor = Client()
    editor.force_login(make_user("Editors"))
    assert not is_from_memory(editor, ENTRY)
    make_term("Draft", slug="draft", status="draft")
    assert editor.get("/glossary/draft/").status_code == 200
    assert client.get("/glossary/draft/").status_code == 404
    assert pages.size <= size


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("br;q=0, *;q=0", ""),
        ("", ""),
        ("gzip;q=nonsense", "gzip"),
    ],
)
def test_each_reader_gets_an_encoding_it_accepts(
    client: Client, accepted: str, encoding: str
) -> None:
    make_term("Agent")
    plain = client.get(ENTRY).content
    for _ in range(2):
        response = client.get(ENTRY, headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding", "") == encoding
        assert {"Accept-Encoding", "Cookie"} <= set(response.headers["Vary"].split(", "))
        body = response.content
        decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
        assert decode(body) == plain
        assert int(response.headers["Content-Length"]) == len(body)


@pytest.mark.parametrize("seen", ["{}", '"x", {}', "*", "{}, W/"])
def test_a_reader_who_has_the_page_is_told_so(client: Client, seen: str) -> None:
    make_term("Agent")
    etag = client.get(ENTRY).headers["ETag"]
    for _ in range(2):
        response = client.get(ENTRY, headers={"If-None-Match": seen.format(etag)})
        assert (response.status_code, response.content) == (304, b"")
    assert client.get(ENTRY, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_first_reader_of_an_edition_may_have_the_page_already(client: Client) -> None:
    make_term("Agent")
    etag = client.get(ENTRY).headers["ETag"]
    process_memory.reset()
    again = client.get(ENTRY, headers={"If-None-Match": etag, "Accept-Encoding": "gzip"})
    assert again.status_code == 304
    assert client.get(ENTRY).status_code == 200


def test_head_has_the_headers_of_the_page_and_no_body(client: Client) -> None:
    make_term("Agent")
    length = client.get(ENTRY).headers["Content-Length"]
    head = client.head(ENTRY)
    assert (head.content, head.headers["Content-Length"]) == (b"", length)
    process_memory.reset()
    head = client.head(ENTRY)
    assert (head.content, head.headers["Content-Length"]) == (b"", length)
    assert client.get(ENTRY).content


def test_the_entity_tag_is_weak_and_the_same_however_the_page_is_asked_for(client: Client) -> None:
    make_term("Agent")
    tags = set()
    for ask in (client.get, client.head):
        for encoding in ("br", "gzip", ""):
            process_memory.reset()
            tags.add(ask(ENTRY, headers={"Accept-Encoding": encoding}).headers["ETag"])
    assert len(tags) == 1
    assert tags.pop().startswith('W/"')


def test_unknown_parameters_make_no_further_page(client: Client) -> None:
    make_term("Agent")
    client.get(ENTRY)
    size = pages.size
    for number in range(50):
        client.get(f"{ENTRY}?utm_source={number}")
    assert pages.size == size
    assert is_from_memory(client, "/glossary/agent/?x=1&y=%00")


def test_the_order_of_parameters_makes_no_further_page(client: Client) -> None:
    make_term("Agent", level="advanced")
    client.get("/glossary/?level=advanced&page=1")
    assert is_from_memory(client, "/glossary/?page=1&level=advanced")
    assert not is_from_memory(client, "/glossary/?page=1&level=beginner")


def test_an_endless_query_string_is_answered_and_not_kept(client: Client) -> None:
    make_term("Agent")
    assert client.get(f"/search/?q={'x' * 5_000}").status_code == 200
    assert client.get("/search/", {"q": "\x00\ud7ff"}).status_code == 200
    assert client.get(f"{ENTRY}?{'&'.join(['page=1'] * 140)}").status_code == 200


def test_a_host_that_is_not_ours_gets_nothing_from_memory(client: Client) -> None:
    make_term("Agent")
    client.get(ENTRY)
    assert client.get(ENTRY, headers={"Host": "evil.example"}).status_code == 400
    assert client.get(ENTRY, headers={"Host": "evil.example"}).status_code == 400


def test_memory_is_bounded_and_what_is_read_stays(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_PAGE_CACHE_BYTES = 200_000
    make_term("Agent")
    client.get(ENTRY)
    for number in range(60):
        client.get(f"/search/?q=word{number}")
        client.get(ENTRY)
        assert pages.size <= 200_000
    assert is_from_memory(client, ENTRY)
    assert not is_from_memory(client, "/search/?q=word1")


def test_searches_answered_from_memory_are_counted(client: Client) -> None:
    client.get("/search/?q=quantum")

    process_memory.reset()
    client.get("/search/?q=quantum")
    assert SearchLogEntry.objects.get().times == 2


def test_a_shared_cache_may_answer_as_long_as_the_settings_say(
    client: Client, settings: Settings
) -> None:
    make_term("Agent")
    assert client.get(ENTRY).headers["Cache-Control"] == "no-cache"
    process_memory.reset()
    settings.GLOSSARY_SHARED_MAX_AGE, settings.GLOSSARY_STALE_WHILE_REVALIDATE = 60, 600
    control = client.get(ENTRY).headers["Cache-Control"]
    assert control == "public, max-age=0, s-maxage=60, stale-while-revalidate=600"


def test_it_can_be_turned_off(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.GLOSSARY_PAGE_CACHE_BYTES = 0
    with django_assert_num_queries(0):
        client.get("/robots.txt")
    assert pages.size == 0


def test_pages_of_a_site_without_any_entry_are_kept_and_the_first_entry_is_seen(
    client: Client,
) -> None:
    assert Edition.current() == "0"
    client.get("/glossary/")
    make_term("Agent")
    assert b"Agent" in client.get("/glossary/").content


def test_another_page_or_navigation_link_is_seen_at_once(client: Client) -> None:
    make_term("Agent")
    Page.objects.create(title="About us", slug="about", body="One.")
    client.get("/about/")
    Page.objects.get().delete()
    assert client.get("/about/").status_code == 404


def test_a_rebuilt_index_is_another_edition(client: Client) -> None:
    make_term("Agent")
    before = Edition.current()
    call_command("reindex", verbosity=0)
    assert Edition.current() != before


def test_every_parameter_that_a_page_reads_is_known() -> None:
    import re  # noqa: PLC0415

    from tests.test_docs import DOCS  # noqa: PLC0415

    documented = set(re.findall(r"`\??(\w+)=`", DOCS["addresses"])) | set(
        re.findall(r"[?&](\w+)=", DOCS["addresses"])
    )
    assert documented - {"about", "v", "p"} <= PARAMETERS
