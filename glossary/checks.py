"""System checks: what the glossary needs of its database and settings."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.db import connection

from glossary import conf


def check_database(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Only SQLite with FTS5 and PostgreSQL can search."""
    if connection.vendor == "postgresql":
        return []
    if connection.vendor != "sqlite":
        return [
            Error(
                f"The glossary does not run on {connection.display_name}.",
                hint="Use SQLite or PostgreSQL: set DATABASE_URL.",
                id="glossary.E001",
            )
        ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        has_fts5 = bool(cursor.fetchone()[0])
    if has_fts5:
        return []
    hint = "Use a Python whose SQLite has FTS5, or PostgreSQL."
    return [Error("This SQLite was built without FTS5.", hint=hint, id="glossary.E002")]


def check_settings(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Every GLOSSARY_* setting is known and has the type of its default."""
    errors = []
    for name in dir(settings):
        if not name.startswith("GLOSSARY_"):
            continue
        default = conf.DEFAULTS.get(name.removeprefix("GLOSSARY_"))
        value = getattr(settings, name)
        if default is None:
            hint = "Correct its name or remove it: docs/settings.md lists all settings."
            errors.append(Error(f"There is no setting {name}.", hint=hint, id="glossary.E003"))
        elif type(value) is not type(default) or (type(value) is int and value < 0):
            hint = f"It must be like its default, {default!r}."
            errors.append(Error(f"{name} is {value!r}.", hint=hint, id="glossary.E004"))
    return errors


def check_site_url(app_configs: Any, **kwargs: Any) -> list[Error]:
    """SITE_URL is a scheme and a host: paths are appended to it."""
    url = getattr(settings, "SITE_URL", None)
    parts = urlsplit(url if isinstance(url, str) else "")
    is_site = bool(parts.hostname) and parts.scheme in {"http", "https"}
    if is_site and url == f"{parts.scheme}://{parts.netloc}":
        return []
    hint = "Set it to a scheme and a host without a path, such as https://glossary.example.org."
    return [Error(f"SITE_URL is {url!r}.", hint=hint, id="glossary.E005")]


def check_cache(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """The contact form counts messages in the default cache, in all processes together."""
    backend = str(settings.CACHES.get("default", {}).get("BACKEND", ""))
    if not backend.endswith((".DummyCache", ".LocMemCache")):
        return []
    hint = "Use Django's DatabaseCache or another cache that all processes share."
    message = "The default cache is not shared, so that the contact form cannot limit messages."
    return [Warning(message, hint=hint, id="glossary.W001")]


def connect() -> None:
    """Register the checks. Called when the app is ready."""
    register(check_database, "database")
    for check in (check_settings, check_site_url, check_cache):
        register(check)
