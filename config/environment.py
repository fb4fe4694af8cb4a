"""Strict readers of the environment: what is set wrongly stops the start, in a sentence."""

import contextlib
import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
_ADDRESS = re.compile(r"([^<>@]*<)?[^\s@<>]+@[^\s@<>]+>?")


def text(name: str, default: str = "") -> str:
    """Return the variable ``name`` without surrounding space, or ``default`` where it is empty."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Return the comma-separated values of ``name``."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def boolean(name: str, default: bool = False) -> bool:
    """Return ``name`` as a truth value; what is neither yes nor no is refused."""
    value = os.environ.get(name, "1" if default else "").strip().lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name} is “{value}”; expected 1 or 0.")
    return value in _TRUE


def number(name: str, default: int) -> int:
    """Return ``name`` as a whole number, not below 0."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is “{value}”; expected a whole number, 0 or more.")
    return int(value)


def one_of(name: str, default: str, allowed: Collection[str]) -> str:
    """Return ``name``, which must be among ``allowed``."""
    value = text(name, default)
    if value not in allowed:
        some = ", ".join(sorted(allowed)[:6])
        raise ImproperlyConfigured(f"{name} is “{value}”; expected one of {some}, …")
    return value


def time_zone() -> str:
    """Return TIME_ZONE. All that there are take a while to find: only where one is named."""
    return one_of("TIME_ZONE", "UTC", available_timezones() if text("TIME_ZONE") else {"UTC"})


def address(name: str, default: str) -> str:
    """Return ``name``, which must be an e-mail address."""
    value = text(name, default)
    if not _ADDRESS.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} is “{value}”; expected an e-mail address such as editors@example.org."
        )
    return value


def folder(name: str, default: Path) -> Path:
    """Return the folder ``name``, made where it is missing."""
    path = Path(text(name, str(default))).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {path}, which cannot be made: {error.strerror}."
        ) from error
    return path


def url(name: str, default: str, schemes: tuple[str, ...]) -> SplitResult:
    """Return ``name`` split as a URL of one of ``schemes``, with a host where it has a port."""
    value = text(name, default)
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a URL: {error}.") from error
    if parts.scheme not in schemes:
        expected = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} is “{value}”; expected {expected}…")
    return parts


def site_url() -> SplitResult:
    """Return SITE_URL: scheme and host, no path."""
    parts = url("SITE_URL", "http://localhost:8000", ("http", "https"))
    if not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            f"SITE_URL is “{parts.geturl()}”; expected a scheme and a host such as "
            "https://glossary.example.org, without a path."
        )
    return parts


def database(path: Path) -> dict[str, Any]:
    """Return Django's settings for DATABASE_URL, or for the embedded SQLite file at ``path``."""
    if not text("DATABASE_URL"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            # To open the file anew for each request would take longer than to answer it.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = url("DATABASE_URL", "", ("postgres", "postgresql"))
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database; expected postgres://user:password@host:port/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Each thread keeps its connection: a pool takes longer to hand one out.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**_prepared(options.pop("prepare_threshold", "5")), **options},
    }


def _prepared(threshold: str) -> dict[str, Any]:
    """Return the options by which a query that was asked ``threshold`` times in a connection is
    planned no more. Where it is “none”, the driver fills the values in, and nothing is prepared."""
    if threshold == "none":
        return {}
    if not threshold.isdecimal():
        raise ImproperlyConfigured(
            f"DATABASE_URL has prepare_threshold “{threshold}”; expected a number or none."
        )
    return {"server_side_binding": True, "prepare_threshold": int(threshold)}


def email() -> dict[str, Any]:
    """Return Django's e-mail settings for EMAIL_URL; without it, mail is printed."""
    if not text("EMAIL_URL"):
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = url("EMAIL_URL", "", ("smtp", "smtps"))
    if not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL names no host; expected smtp://mail.example.org.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and dict(parse_qsl(parts.query)).get("tls") == "1",
        "EMAIL_TIMEOUT": 20,
    }


def secret_key(path: Path, *, may_generate: bool) -> str:
    """Return SECRET_KEY; the embedded site on this machine may keep a generated one at ``path``."""
    if value := text("SECRET_KEY"):
        return value
    if not may_generate:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. A site behind https or on PostgreSQL needs one: a random text "
            "of 50 characters or more, the same for every process."
        )
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def _write_once(path: Path, content: str) -> None:
    """Create ``path``, whole and for its owner only, unless another process did."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(content)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
