from collections.abc import Callable
from datetime import datetime

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from glossary import __version__
from glossary.models import PendingTerm, Status
from glossary.search.backends import get_backend
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def mark_pending() -> None:
    PendingTerm.objects.create(term_id=1)


def delete_a_search_row() -> None:
    get_backend().delete([make_term("Lost").pk])


def delete_a_migration() -> None:
    MigrationRecorder.Migration.objects.filter(app="glossary").order_by("-id")[:1].get().delete()


def test_every_check_passes_on_the_page_and_as_json(client: Client) -> None:
    make_term()
    make_term(status=Status.DRAFT)
    response = client.get("/status/")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    for text in ("All systems are working.", "Every entry is indexed", "Last change", __version__):
        assert text in response.content.decode()
    response = client.get("/status.json")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    body = response.json()
    assert datetime.fromisoformat(body.pop("last_change")).tzinfo
    assert body == {
        "status": "ok",
        "checks": {
            "database": {"ok": True, "detail": "Responding"},
            "migrations": {"ok": True, "detail": "Up to date"},
            "search": {"ok": True, "detail": "Every entry is indexed"},
            "cache": {"ok": True, "detail": "Working"},
            "disk": {"ok": True, "detail": "Enough free space"},
        },
        "version": __version__,
        "entries": 1,
    }


@pytest.mark.parametrize(
    ("fault", "name", "detail"),
    [
        (mark_pending, "search", "The index is behind"),
        (delete_a_search_row, "search", "The index is behind"),
        (delete_a_migration, "migrations", "An update is pending"),
    ],
)
def test_a_failed_check_is_a_503(
    client: Client, fault: Callable[[], None], name: str, detail: str
) -> None:
    fault()
    response = client.get("/status.json")
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    body = response.json()
    assert body["status"] == "error"
    assert {key: check for key, check in body["checks"].items() if not check["ok"]} == {
        name: {"ok": False, "detail": detail}
    }
    response = client.get("/status/")
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    html = response.content.decode()
    assert "Some systems are not working." in html
    assert detail in html


def test_a_cache_that_loses_values_is_reported(client: Client, settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/status.json").json()["checks"]["cache"] == {
        "ok": False,
        "detail": "Not working",
    }


@pytest.mark.usefixtures("_no_database")
def test_without_a_database_the_page_still_responds_and_reveals_no_secrets(client: Client) -> None:
    body = client.get("/status.json").json()
    assert [body["entries"], body["last_change"]] == [None, None]
    assert {check["detail"] for name, check in body["checks"].items() if name != "disk"} == {
        "Not responding"
    }
    response = client.get("/status/")
    assert response.status_code == 503
    html = response.content.decode()
    assert "Not responding" in html
    assert "hunter2" not in html
