"""System checks: one test for each id."""

from collections.abc import Sequence
from unittest.mock import MagicMock

import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from glossary import checks


def ids(errors: Sequence[CheckMessage]) -> list[str | None]:
    return [error.id for error in errors]


@pytest.mark.usefixtures("db")
def test_this_database_and_these_settings_are_right() -> None:
    assert checks.check_database(None) == checks.check_settings(None) == []
    assert checks.check_site_url(None) == checks.check_cache(None) == []


def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "connection", MagicMock(vendor="mysql", display_name="MySQL"))
    assert ids(checks.check_database(None)) == ["glossary.E001"]


def test_sqlite_without_fts5_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = MagicMock(vendor="sqlite")
    fake.cursor().__enter__().fetchone.return_value = (0,)
    monkeypatch.setattr(checks, "connection", fake)
    assert ids(checks.check_database(None)) == ["glossary.E002"]


def test_an_unknown_setting_is_named(settings: Settings) -> None:
    settings.GLOSSARY_PAGE_SIZES = 10
    assert ids(checks.check_settings(None)) == ["glossary.E003"]


@pytest.mark.parametrize("value", ["100", -1, None, True])
def test_a_value_of_another_type_or_range_is_named(settings: Settings, value: object) -> None:
    settings.GLOSSARY_PAGE_SIZE = value
    assert ids(checks.check_settings(None)) == ["glossary.E004"]


@pytest.mark.parametrize("value", [None, "", "example.org", "ftp://example.org", "https://a.org/b"])
def test_a_site_url_that_is_no_scheme_and_host_is_refused(
    settings: Settings, value: object
) -> None:
    settings.SITE_URL = value
    assert ids(checks.check_site_url(None)) == ["glossary.E005"]


@pytest.mark.parametrize("backend", ["dummy.DummyCache", "locmem.LocMemCache"])
def test_a_cache_that_processes_do_not_share_is_reported(settings: Settings, backend: str) -> None:
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert ids(checks.check_cache(None)) == ["glossary.W001"]
