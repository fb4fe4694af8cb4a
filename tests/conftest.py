"""What every test relies on: quick settings, commits that happen, and one Chromium for all browser
tests of a module, the system's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections, transaction
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings

from glossary import process_memory

NAMES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "google-chrome")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(autouse=True)
def _quick_settings(settings: Settings, tmp_path: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    # Tests of pages see each page as it is made. ``test_page_cache`` turns it on.
    settings.GLOSSARY_PAGE_CACHE_BYTES = 0
    process_memory.reset()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _commits_happen(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Run ``on_commit`` callbacks when the code under test leaves its outermost ``atomic``.

    A test's own transaction never commits, so Django would never run them.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None or marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("db")
    connection = connections["default"]
    base = len(connection.savepoint_ids)

    def flush() -> None:
        while connection.run_on_commit and len(connection.savepoint_ids) <= base:
            if connection.needs_rollback:
                return
            waiting, connection.run_on_commit = connection.run_on_commit, []
            for entry in waiting:
                entry[1]()

    on_commit = type(connection).on_commit
    leave = transaction.Atomic.__exit__

    def on_commit_and_flush(self: Any, callback: Callable[[], Any], robust: bool = False) -> None:
        on_commit(self, callback, robust=robust)
        flush()

    def leave_and_flush(self: transaction.Atomic, *error: Any) -> None:
        leave(self, *error)
        if error[0] is None:
            flush()

    monkeypatch.setattr(type(connection), "on_commit", on_commit_and_flush)
    monkeypatch.setattr(transaction.Atomic, "__exit__", leave_and_flush)
    yield
    cache.clear()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = f"There is no Chromium: looked for {', '.join(NAMES)}."
        if os.environ.get("TERMBOOK_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    # Playwright's own loop runs in this thread; the tests' queries beside it are not concurrent.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
