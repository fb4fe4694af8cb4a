"""What is set wrongly stops the start, in a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as env


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SITE_URL", "example.org", "SITE_URL is “example.org”; expected http:// or https://"),
        ("SITE_URL", "https://example.org/glossary", "without a path"),
        ("SITE_URL", "https://example.org:port", "SITE_URL is not a URL"),
        ("DATABASE_URL", "mysql://localhost/x", "expected postgres:// or postgresql://"),
        ("DATABASE_URL", "postgres://localhost", "DATABASE_URL names no database"),
        ("DATABASE_URL", "postgres:///base?prepare_threshold=x", "expected a number or none"),
        ("EMAIL_URL", "mail.example.org", "expected smtp:// or smtps://"),
        ("EMAIL_URL", "smtp://", "EMAIL_URL names no host"),
        ("DEBUG", "maybe", "DEBUG is “maybe”; expected 1 or 0."),
        ("GLOSSARY_PAGE_CACHE_BYTES", "32 MB", "is “32 MB”; expected a whole number, 0 or more."),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is “LOUD”; expected one of DEBUG, INFO, …"),
        ("CONTACT_EMAIL", "foo", "CONTACT_EMAIL is “foo”; expected an e-mail address"),
        ("TERMBOOK_VAR", "/proc/x", "TERMBOOK_VAR is /proc/x, which cannot be made: No such file"),
    ],
)
def test_a_wrong_value_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    readers: dict[str, Callable[[], Any]] = {
        "SITE_URL": env.site_url,
        "DATABASE_URL": lambda: env.database(Path("db")),
        "EMAIL_URL": env.email,
        "DEBUG": lambda: env.boolean("DEBUG"),
        "LOG_LEVEL": lambda: env.one_of("LOG_LEVEL", "INFO", ["INFO", "DEBUG"]),
        "GLOSSARY_PAGE_CACHE_BYTES": lambda: env.number("GLOSSARY_PAGE_CACHE_BYTES", 0),
        "CONTACT_EMAIL": lambda: env.address("CONTACT_EMAIL", "glossary@localhost"),
        "TERMBOOK_VAR": lambda: env.folder("TERMBOOK_VAR", Path("unused")),
    }
    with pytest.raises(ImproperlyConfigured, match=message.replace("(", r"\(")):
        readers[name]()


def test_a_postgresql_address_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgres://me:p%40ss@db.example.org:5433/my%20base?sslmode=require"
    )
    found = env.database(Path("unused"))
    assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "my base",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
    }
    assert found["OPTIONS"]["sslmode"] == "require"
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (None, True)
    assert found["OPTIONS"]["prepare_threshold"] == 5


def test_a_pooler_that_cannot_have_them_gets_no_prepared_queries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://db/base?prepare_threshold=none")
    assert set(env.database(Path("unused"))["OPTIONS"]) == set()


def test_sqlite_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = env.database(Path("here.sqlite3"))
    assert (found["NAME"], found["OPTIONS"]["transaction_mode"]) == (
        Path("here.sqlite3"),
        "IMMEDIATE",
    )


def test_a_key_is_made_once_and_for_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "key"
    key = env.secret_key(path, may_generate=True)
    assert len(key) >= 50
    assert env.secret_key(path, may_generate=True) == key
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        env.secret_key(path, may_generate=False)


def test_mail_is_printed_unless_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.email()["EMAIL_BACKEND"].endswith("console.EmailBackend")
    monkeypatch.setenv("EMAIL_URL", "smtp://me:secret@mail.example.org:587?tls=1")
    found = env.email()
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (
        "mail.example.org",
        587,
        True,
    )
