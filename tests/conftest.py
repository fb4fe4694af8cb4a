"""What every test relies on: quick settings, commits that happen, and one Chromium for all browser
tests of a module, the system's own."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker, Settings

from glossary import process_memory
from tests.database import Restore, copy_database

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


@pytest.fixture(scope="session")
def restore_empty(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Restore:
    """Return a function that puts the database back to what the migrations leave."""
    with django_db_blocker.unblock():
        return copy_database("empty")


@pytest.fixture(scope="session")
def restore_sample(restore_empty: Restore, django_db_blocker: DjangoDbBlocker) -> Restore:
    """Return a function that puts the sample glossary into the database. It is loaded once."""
    with django_db_blocker.unblock():
        restore_empty()
        call_command("loaddata", "sample", verbosity=0)
        return copy_database("sample")


@pytest.fixture(scope="session")
def restore_database(restore_empty: Restore) -> Restore:
    """What each test begins with. A module that works with the sample overrides this fixture."""
    return restore_empty


@pytest.fixture
def db(restore_database: Restore, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test use the database, in which it may commit.

    It takes the place of pytest-django's fixture and of its mark ``django_db``, which run a test
    in a transaction that never commits: no ``on_commit`` callback would be called, and nothing
    derived from what a test saves would be there.
    """
    with django_db_blocker.unblock():
        restore_database()
        yield


@pytest.fixture
def transactional_db(db: None) -> None:
    """The same. pytest-django asks for it by this name in tests with a live server."""


@pytest.fixture(autouse=True)
def _database_first(request: pytest.FixtureRequest) -> None:
    """Set up the database before the other fixtures of a test that uses it."""
    if "db" in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture(scope="session")
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
